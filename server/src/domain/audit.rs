//! What an audit entry tells of a change: old and new value of each field that differs.

mod name;

use serde_json::{Map, Value, json};

pub use self::name::{NAMES, unnamed};

/// Fields that every change changes, and marks of what is still to be done.
pub const BOOKKEEPING: [&str; 6] = [
    "version",
    "created_at",
    "updated_at",
    "updated_by",
    "visibility_stale_since",
    "completion_stale_since",
];

/// Old and new value of each field that differs, bookkeeping left out. Either side may be null, as for what was just made.
#[must_use]
pub fn changes(before: &Value, after: &Value) -> Value {
    let fields = |it: &Value| it.as_object().cloned().unwrap_or_default();
    let (before, after) = (fields(before), fields(after));
    let mut changes = Map::new();
    for name in before.keys().chain(after.keys()) {
        if BOOKKEEPING.contains(&name.as_str()) || changes.contains_key(name) {
            continue;
        }
        let of = |side: &Map<String, Value>| side.get(name).cloned().unwrap_or(Value::Null);
        let (old, new) = (of(&before), of(&after));
        if old != new {
            changes.insert(name.clone(), json!({ "old": old, "new": new }));
        }
    }
    Value::Object(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let before = json!({ "title": null, "language": "es", "version": 1, "gone": 1 });
        let after = json!({ "title": "A", "language": "es", "version": 2, "new": true });
        assert_eq!(
            changes(&before, &after),
            json!({
                "title": { "old": null, "new": "A" },
                "gone": { "old": 1, "new": null },
                "new": { "old": null, "new": true },
            })
        );
        assert_eq!(
            changes(&Value::Null, &json!({ "a": 1 })),
            json!({ "a": { "old": null, "new": 1 } })
        );
        assert_eq!(changes(&after, &after), json!({}));
    }
}
