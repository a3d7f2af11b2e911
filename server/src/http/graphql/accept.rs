//! Which media type the answer has.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

/// Media type of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum MediaType {
    /// `application/graphql-response+json`: the status tells how it went.
    GraphqlResponse,
    /// `application/json`: the status of requests that were understood is 200, as older clients expect.
    Json,
}

impl MediaType {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// The media type that the client likes best; none if it takes neither.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
    let mut best: Option<(u16, MediaType)> = None;
    let mut is_silent = true;
    for header in headers.get_all(ACCEPT) {
        for range in header
            .to_str()
            .ok()?
            .split(',')
            .map(str::trim)
            .filter(|it| !it.is_empty())
        {
            is_silent = false;
            let mut parts = range.split(';').map(str::trim);
            let media_type = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "application/graphql-response+json" => MediaType::GraphqlResponse,
                "application/json" | "application/*" | "*/*" => MediaType::Json,
                _ => continue,
            };
            let mut quality = 1_000;
            let mut is_utf_8 = true;
            for (name, value) in parts.filter_map(|it| it.split_once('=')) {
                let value = value.trim().trim_matches('"');
                match name.trim().to_ascii_lowercase().as_str() {
                    "q" => quality = per_mille(value)?,
                    "charset" => is_utf_8 = value.eq_ignore_ascii_case("utf-8"),
                    _ => {}
                }
            }
            let is_better = best.is_none_or(|(than, kind)| {
                quality > than
                    || (quality == than && kind == MediaType::Json && media_type == MediaType::GraphqlResponse)
            });
            if quality > 0 && is_utf_8 && is_better {
                best = Some((quality, media_type));
            }
        }
    }
    if is_silent {
        Some(MediaType::Json)
    } else {
        best.map(|(_, media_type)| media_type)
    }
}

/// `0`, `1`, and up to three decimals between them.
fn per_mille(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|it| it.is_ascii_digit()) || !matches!(whole, "0" | "1") {
        return None;
    }
    let value = whole.parse::<u16>().ok()? * 1_000 + format!("{decimals:0<3}").parse::<u16>().ok()?;
    (value <= 1_000).then_some(value)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::header::ACCEPT;

    use super::{MediaType, negotiate};

    #[test]
    fn the_best_type_of_both_sides_wins() {
        let (graphql, json) = (Some(MediaType::GraphqlResponse), Some(MediaType::Json));
        for (accept, expected) in [
            (vec![], json),
            (vec![""], json),
            (vec!["*/*"], json),
            (vec!["application/*"], json),
            (vec!["application/json"], json),
            (vec!["APPLICATION/JSON; charset=UTF-8"], json),
            (vec!["application/json; charset=utf-16"], None),
            (vec!["application/graphql-response+json"], graphql),
            (vec!["application/json, application/graphql-response+json"], graphql),
            (vec!["application/json", "application/graphql-response+json"], graphql),
            (
                vec!["application/graphql-response+json;q=0.5, application/json;q=0.9"],
                json,
            ),
            (
                vec!["application/graphql-response+json, application/json;q=0.9, */*;q=0.1"],
                graphql,
            ),
            (vec!["text/html, application/xhtml+xml, */*;q=0.8"], json),
            (vec!["text/html"], None),
            (vec!["application/json;q=0"], None),
            (vec!["application/json;q=2"], None),
            (vec!["*/*;q=0.0001"], None),
        ] {
            let mut headers = HeaderMap::new();
            for value in &accept {
                headers.append(ACCEPT, value.parse().expect("is a header"));
            }
            assert_eq!(negotiate(&headers), expected, "{accept:?}");
        }
    }
}
