//! The body of a request: read within its limits, parsed without leniency.

use async_graphql::parser::types::ExecutableDocument;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use crate::config::LimitsConfig;
use crate::config::limits::Caller;
use crate::http::body;
use crate::http::error::{Code, Refusal};
use crate::strict_json;

/// A request as it was sent.
pub(super) struct Parsed {
    pub(super) query: String,
    pub(super) operation_name: Option<String>,
    pub(super) variables: Map<String, Value>,
}

impl Parsed {
    /// The request for the executor, with its document.
    pub(super) fn into_request(self, document: ExecutableDocument) -> async_graphql::Request {
        // The document is parsed once; its text is needed no more.
        let mut request = async_graphql::Request::new(String::new())
            .variables(async_graphql::Variables::from_json(Value::Object(self.variables)));
        request.operation_name = self.operation_name;
        request.set_parsed_query(document);
        request
    }
}

/// Whether the headers announce plain JSON in UTF-8.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(content_type), None) = (types.next(), types.next()) else {
        return false;
    };
    let Ok(content_type) = content_type.to_str() else {
        return false;
    };
    let mut parts = content_type.split(';').map(str::trim);
    parts
        .next()
        .is_some_and(|it| it.eq_ignore_ascii_case("application/json"))
        && parts.all(|it| {
            it.split_once('=').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("charset")
                    && value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
            })
        })
        && headers
            .get(CONTENT_ENCODING)
            .is_none_or(|it| it.as_bytes().eq_ignore_ascii_case(b"identity"))
}

pub(super) fn too_large() -> Refusal {
    Refusal::with_status(
        StatusCode::PAYLOAD_TOO_LARGE,
        Code::LimitExceeded,
        "The body is too large.",
    )
    .last()
}

/// Reads the whole body, within the size and the time that its sender has.
pub(super) async fn read(body: Body, limits: &LimitsConfig, caller: Caller) -> Result<Bytes, Refusal> {
    body::read(body, limits.body, limits.body_bytes.of(caller), too_large).await
}

/// Parses the body of a request.
pub(super) fn parse(body: &[u8]) -> Result<Parsed, Refusal> {
    let refusal = |message| Refusal::new(Code::BadRequest, message);
    let mut object = strict_json::parse_object(body)
        .ok_or_else(|| refusal("The body is not one JSON object without repeated members."))?;
    let query = match object.remove("query") {
        Some(Value::String(query)) if !query.trim().is_empty() => query,
        _ => return Err(refusal("`query` must be a text that is not empty.")),
    };
    let operation_name = match object.remove("operationName") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name),
        Some(_) => return Err(refusal("`operationName` must be a text or null.")),
    };
    let variables = match object.remove("variables") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(variables)) => variables,
        Some(_) => return Err(refusal("`variables` must be an object or null.")),
    };
    match object.remove("extensions") {
        None | Some(Value::Null | Value::Object(_)) => Ok(Parsed {
            query,
            operation_name,
            variables,
        }),
        Some(_) => Err(refusal("`extensions` must be an object or null.")),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::header::CONTENT_TYPE;

    use super::{is_json, parse};

    #[test]
    fn only_plain_json_in_utf_8_is_json() {
        for (content_type, expected) in [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("Application/JSON;charset=\"UTF-8\"", true),
            ("application/json; charset=utf-16", false),
            ("application/json; boundary=x", false),
            ("application/graphql", false),
            ("application/jsonx", false),
            ("text/plain", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, content_type.parse().expect("is a header"));
            assert_eq!(is_json(&headers), expected, "{content_type:?}");
            headers.append(CONTENT_TYPE, "application/json".parse().expect("is a header"));
            assert!(!is_json(&headers), "two types");
        }
        assert!(!is_json(&HeaderMap::new()));
    }

    #[test]
    fn a_request_has_one_shape() {
        for good in [
            r#"{"query":"{a}"}"#,
            r#"{"query":"{a}","operationName":null,"variables":null,"extensions":null}"#,
            r#" {"query":"{a}","operationName":"b","variables":{"c":[1]},"extensions":{},"id":"d"} "#,
        ] {
            assert!(parse(good.as_bytes()).is_ok(), "{good}");
        }
        for bad in [
            "",
            "null",
            "[]",
            r#"[{"query":"{a}"}]"#,
            r#"["{a}"]"#,
            r#"{"query":"{a}"} x"#,
            r#"{"query":"{a}"}{"query":"{a}"}"#,
            "\u{feff}{\"query\":\"{a}\"}",
            r#"{"query":"{a}","query":"{b}"}"#,
            r#"{"query":"{a}","variables":{"b":1,"b":2}}"#,
            r#"{"query":"\uD800"}"#,
            "{}",
            r#"{"query":null}"#,
            r#"{"query":1}"#,
            r#"{"query":{}}"#,
            r#"{"query":["{a}"]}"#,
            r#"{"query":""}"#,
            r#"{"query":"   "}"#,
            r#"{"query":"{a}","operationName":1}"#,
            r#"{"query":"{a}","variables":[]}"#,
            r#"{"query":"{a}","variables":"{}"}"#,
            r#"{"query":"{a}","extensions":[]}"#,
        ] {
            assert!(parse(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(parse(b"{\"query\":\"\xff\"}").is_err());
        let deep = format!(
            r#"{{"query":"{{a}}","variables":{{"b":{}{}}}}}"#,
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        assert!(parse(deep.as_bytes()).is_err());
    }
}
