//! `scopes`: what a restricted token is limited to.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::auth::claims::Scope;

/// Reads a list of texts, or one text with blanks between the scopes; none when it is neither. Unknown scopes are left out.
pub(super) fn read(claim: Option<&Value>) -> Option<BTreeSet<Scope>> {
    match claim {
        None => Some(BTreeSet::new()),
        Some(Value::String(text)) => Some(text.split(' ').filter_map(Scope::parse).collect()),
        Some(Value::Array(items)) => items
            .iter()
            .map(Value::as_str)
            .collect::<Option<Vec<_>>>()
            .map(|texts| texts.into_iter().filter_map(Scope::parse).collect()),
        Some(_) => None,
    }
}
