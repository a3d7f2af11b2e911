//! Parts of the editor of which there can be any number, each with a name of its own in the page.

use std::collections::BTreeMap;

use leptos::prelude::*;

/// What the rows hold, by the numbers that they keep as long as the page stands.
pub(super) type Rows<T> = RwSignal<BTreeMap<u32, T>>;

/// Rows that hold these.
pub(super) fn holding<T: Send + Sync + 'static>(list: Vec<T>) -> Rows<T> {
    RwSignal::new((0_u32..).zip(list).collect())
}

/// Their numbers, in order; told anew only when a row comes or goes.
pub(super) fn keys<T: Send + Sync + 'static>(rows: Rows<T>) -> Memo<Vec<u32>> {
    Memo::new(move |_| rows.read().keys().copied().collect())
}

/// Adds one at the end; gives its number.
pub(super) fn add<T: Default + Send + Sync + 'static>(rows: Rows<T>) -> u32 {
    let key = rows.with_untracked(|rows| rows.keys().last().map_or(0, |last| last + 1));
    rows.update(|rows| {
        rows.insert(key, T::default());
    });
    key
}

/// Takes one away.
pub(super) fn remove<T: Send + Sync + 'static>(rows: Rows<T>, key: u32) {
    rows.update(|rows| {
        rows.remove(&key);
    });
}

/// Changes one.
pub(super) fn write<T: Send + Sync + 'static>(rows: Rows<T>, key: u32, change: impl FnOnce(&mut T)) {
    rows.update(|rows| {
        if let Some(row) = rows.get_mut(&key) {
            change(row);
        }
    });
}

/// What one holds now.
pub(super) fn held<T: Clone + Default + Send + Sync + 'static>(rows: Rows<T>, key: u32) -> T {
    rows.with_untracked(|rows| rows.get(&key).cloned().unwrap_or_default())
}
