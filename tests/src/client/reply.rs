//! An answer of the server, whole.

use reqwest::header::HeaderMap;
use reqwest::{Response, StatusCode};
use serde_json::Value;

/// An answer of the server.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Header fields.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
    /// The body as JSON; null where it is none.
    pub json: Value,
}

impl Reply {
    pub(super) async fn read(response: Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response
            .text()
            .await
            .unwrap_or_else(|error| panic!("the answer breaks off: {error:?}"));
        let json = serde_json::from_str(&text).unwrap_or_default();
        Self {
            status,
            headers,
            text,
            json,
        }
    }

    /// The data of an answer that must have no errors.
    ///
    /// # Panics
    /// When it has errors or no data.
    #[expect(clippy::must_use_candidate, reason = "a test may want no more than the assertion")]
    #[track_caller]
    pub fn data(&self) -> &Value {
        assert!(
            self.status == StatusCode::OK && self.json.get("errors").is_none() && self.json["data"].is_object(),
            "no clean answer: {} {}",
            self.status,
            self.text
        );
        &self.json["data"]
    }

    /// The value at a JSON pointer into the data, such as `/credential/uuid`, of an answer that must have no errors.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn at(&self, pointer: &str) -> &Value {
        self.data()
            .pointer(pointer)
            .unwrap_or_else(|| panic!("nothing at {pointer}: {}", self.text))
    }

    /// The same as text.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn text_at(&self, pointer: &str) -> &str {
        self.at(pointer)
            .as_str()
            .unwrap_or_else(|| panic!("no text at {pointer}: {}", self.text))
    }

    /// The codes of the top-level errors, in order; an error without one reads `-`.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        let errors = self.json["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        errors
            .iter()
            .map(|error| error["extensions"]["code"].as_str().unwrap_or("-"))
            .collect()
    }

    /// A header field as text; none where it is absent or no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
