//! Values as bytes that stand for nothing else: each field with its length before it, and absent ones told from empty ones.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Hash;

/// Fields in their order, after the purpose for which they are hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fields(Vec<u8>);

impl Fields {
    pub(super) fn of(purpose: &str) -> Self {
        let mut fields = Self(Vec::new());
        fields.text(purpose);
        fields
    }

    pub(super) fn hash(&self) -> Hash {
        Sha256::digest(&self.0).into()
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.push(1);
        // No length here comes near the bounds of 64 bits.
        self.0
            .extend(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.extend(bytes);
    }

    fn nothing(&mut self) {
        self.0.push(0);
    }

    pub(super) fn optional_bytes(&mut self, bytes: Option<&[u8]>) {
        match bytes {
            Some(bytes) => self.bytes(bytes),
            None => self.nothing(),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn optional_text(&mut self, text: Option<&str>) {
        self.optional_bytes(text.map(str::as_bytes));
    }

    pub(super) fn number(&mut self, number: i64) {
        self.bytes(&number.to_be_bytes());
    }

    pub(super) fn id(&mut self, id: Uuid) {
        self.bytes(id.as_bytes());
    }

    pub(super) fn optional_id(&mut self, id: Option<Uuid>) {
        match id {
            Some(id) => self.id(id),
            None => self.nothing(),
        }
    }

    /// As in `2026-11-27T08:30:00.000000Z`: to the microsecond, which is what databases keep.
    pub(super) fn instant(&mut self, at: DateTime<Utc>) {
        self.text(&at.to_rfc3339_opts(SecondsFormat::Micros, true));
    }

    pub(super) fn optional_instant(&mut self, at: Option<DateTime<Utc>>) {
        match at {
            Some(at) => self.instant(at),
            None => self.nothing(),
        }
    }

    pub(super) fn json(&mut self, value: &Value) {
        let mut text = String::new();
        write(value, &mut text);
        self.text(&text);
    }
}

/// JSON without spaces, the names of each object in the order of their bytes: databases may keep another order.
fn write(value: &Value, text: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => text.push_str(&value.to_string()),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| name.as_bytes());
            text.push('{');
            for (index, (name, item)) in fields.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write(item, text);
            }
            text.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn different_fields_are_different_bytes() {
        let of = |fill: fn(&mut Fields)| {
            let mut fields = Fields::of("test");
            fill(&mut fields);
            fields.hash()
        };
        let all = [
            of(|_| ()),
            of(|it| it.optional_id(None)),
            of(|it| {
                it.optional_text(None);
                it.optional_instant(None);
            }),
            of(|it| it.text("")),
            of(|it| {
                it.text("a");
                it.text("b");
            }),
            of(|it| {
                it.text("ab");
                it.text("");
            }),
            of(|it| it.text("ab")),
            Fields::of("other").hash(),
        ];
        for (index, one) in all.iter().enumerate() {
            assert!(!all[index + 1..].contains(one), "{index}");
        }
    }

    #[test]
    fn documents_are_written_in_one_way() {
        let mut text = String::new();
        let document = json!({ "b": [1, -2.5, null, { "y": true, "x": "\"ä\n" }], "a": {}, "Z": [] });
        write(&document, &mut text);
        assert_eq!(text, r#"{"Z":[],"a":{},"b":[1,-2.5,null,{"x":"\"ä\n","y":true}]}"#);
    }
}
