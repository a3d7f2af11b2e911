//! A request in the query string of a GET. It may only read: whoever can make a browser follow a link could send it.

use serde_json::Map;
use url::form_urlencoded;

use super::body::Parsed;
use crate::http::error::{Code, Refusal};
use crate::strict_json;

/// Whether the query string holds a document that does not plainly begin with a mutation. Whether it has one after all is
/// known once it is parsed.
pub(super) fn may_read(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "query")
        .is_some_and(|(_, document)| !document.trim_start().starts_with("mutation"))
}

/// Parses the query string of a request.
pub(super) fn parse(query: &str) -> Result<Parsed, Refusal> {
    let refusal = |message| Refusal::new(Code::BadRequest, message);
    let [mut document, mut operation_name, mut variables, mut extensions] = [const { None }; 4];
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let place = match name.as_ref() {
            "query" => &mut document,
            "operationName" => &mut operation_name,
            "variables" => &mut variables,
            "extensions" => &mut extensions,
            _ => continue,
        };
        if place.replace(value.into_owned()).is_some() {
            return Err(refusal("A parameter is repeated."));
        }
    }
    let object = |given: Option<String>, message| match given.as_deref() {
        None | Some("" | "null") => Ok(Map::new()),
        Some(text) => strict_json::parse_object(text.as_bytes()).ok_or_else(|| refusal(message)),
    };
    object(extensions, "`extensions` must be a JSON object.")?;
    Ok(Parsed {
        query: document
            .filter(|it| !it.trim().is_empty())
            .ok_or_else(|| refusal("`query` must be a text that is not empty."))?,
        operation_name: operation_name.filter(|it| !it.is_empty()),
        variables: object(variables, "`variables` must be a JSON object without repeated members.")?,
    })
}

#[cfg(test)]
mod tests {
    use super::{may_read, parse};

    #[test]
    fn a_document_and_its_variables_are_read() {
        let parsed = parse("query=%7Ba%7D&operationName=B&variables=%7B%22c%22%3A1%7D&extensions=%7B%7D&utm=x");
        let parsed = parsed.expect("is a request");
        assert_eq!(
            (parsed.query.as_str(), parsed.operation_name.as_deref()),
            ("{a}", Some("B"))
        );
        assert_eq!(parsed.variables.get("c"), Some(&1.into()));
    }

    #[test]
    fn anything_else_is_refused() {
        for query in [
            "",
            "query=",
            "query=%20",
            "query=a&query=b",
            "query=a&variables=1",
            "query=a&extensions=[]",
            "query=a&variables={\"b\":1,\"b\":2}",
        ] {
            assert!(parse(query).is_err(), "{query}");
        }
        for (query, expected) in [
            ("query={a}", true),
            ("query=%20mutation{a}", false),
            ("variables={}", false),
            ("", false),
        ] {
            assert_eq!(may_read(query), expected, "{query}");
        }
    }
}
