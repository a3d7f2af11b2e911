//! JSON objects without repeated members.
//!
//! Two readers may pick different ones of two members of the same name; a text that has them is refused, at any depth.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Reads a JSON object in which no object has two members of the same name.
pub(crate) fn parse_object(text: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice::<Unambiguous>(text).ok()?;
    serde_json::from_slice(text).ok()
}

/// Reads what another system answers: as [`parse_object`], of any shape, and without a text that holds the character NUL, which
/// databases and programs take for an end.
pub(crate) fn parse_foreign<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
    serde_json::from_slice::<Unambiguous<Foreign>>(text).ok()?;
    serde_json::from_slice(text).ok()
}

/// Any JSON value; reading it fails on a repeated member, and on texts that its origin must not send.
struct Unambiguous<O = Caller>(PhantomData<O>);

/// Where a JSON text comes from.
trait Origin {
    /// Whether texts may hold the character NUL; what a caller writes is judged where it is used.
    const SENDS_NUL: bool;
}

struct Caller;
struct Foreign;

impl Origin for Caller {
    const SENDS_NUL: bool = true;
}

impl Origin for Foreign {
    const SENDS_NUL: bool = false;
}

impl<'de, O: Origin> Deserialize<'de> for Unambiguous<O> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UnambiguousVisitor(PhantomData))
    }
}

struct UnambiguousVisitor<O>(PhantomData<O>);

impl<'de, O: Origin> Visitor<'de> for UnambiguousVisitor<O> {
    type Value = Unambiguous<O>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value without repeated members")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if !names.insert(name) {
                return Err(A::Error::custom("a member is repeated"));
            }
            map.next_value::<Unambiguous<O>>()?;
        }
        Ok(Unambiguous(PhantomData))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<Unambiguous<O>>()?.is_some() {}
        Ok(Unambiguous(PhantomData))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Unambiguous(PhantomData))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Unambiguous(PhantomData))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Unambiguous(PhantomData))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Unambiguous(PhantomData))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if !O::SENDS_NUL && text.contains('\0') {
            return Err(E::custom("a text has the character NUL"));
        }
        Ok(Unambiguous(PhantomData))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Unambiguous(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_read() {
        let object = parse_object(br#"{"a": [1, -2, 1.5, null, true, {"a": "b"}], "c": {}}"#).expect("an object");
        assert_eq!(object.len(), 2);
    }

    #[test]
    fn anything_ambiguous_or_else_is_refused() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        for text in [
            r#"{"a": 1, "a": 1}"#,
            r#"{"a": 1, "\u0061": 2}"#,
            r#"{"a": {"b": 1, "b": 2}}"#,
            r#"{"a": [{"b": 1, "b": 2}]}"#,
            "[]",
            "1",
            "null",
            "\"text\"",
            "",
            "{",
            "{} {}",
            "{}x",
            "\u{feff}{}",
            r#"{"a": 1e400}"#,
            r#"{"a": NaN}"#,
            "{'a': 1}",
            &deep,
        ] {
            assert_eq!(parse_object(text.as_bytes()), None, "{}", &text[..text.len().min(40)]);
        }
        assert_eq!(parse_object(b"{\"a\": \"\xff\"}"), None);
    }

    #[test]
    fn other_systems_may_not_send_nul() {
        let text = br#"[{"a": "b\u0000c"}]"#;
        assert_eq!(parse_foreign::<Value>(text), None);
        assert_eq!(
            parse_foreign::<Value>(br#"[{"a": "b\\u0000c"}]"#).map(|it| it[0]["a"].clone()),
            Some(Value::from("b\\u0000c"))
        );
        assert!(parse_object(&text[1..text.len() - 1]).is_some());
    }
}
