//! The words in which the API tells of the audit trail, for the files that tell of it too.

use super::id::NodeId;
use super::object::audit_trail_entry;
use super::object::enumeration::{AuditTrailAction, AuditTrailSubject};
use crate::service::trail::{Entry, Kind, Subject, Target};
use async_graphql::resolver_utils::{EnumItem, EnumType};

fn word<E: EnumType>(value: E) -> &'static str {
    E::items().iter().find(|it| it.value == value).map_or("", |it| it.name)
}

fn parse<E: EnumType>(word: &str) -> Option<E> {
    let item: &EnumItem<E> = E::items().iter().find(|it| it.name == word)?;
    Some(item.value)
}

/// What was done, as `EDITED`.
#[must_use]
pub fn action(entry: &Entry) -> &'static str {
    word(AuditTrailAction::of(entry))
}

/// What kind of thing it was done to, as `SIGNATORY`.
#[must_use]
pub fn subject_type(entry: &Entry) -> &'static str {
    word(AuditTrailSubject::of(entry))
}

/// The id of what it was done to.
#[must_use]
pub fn subject(entry: &Entry) -> String {
    audit_trail_entry::subject(entry).encode().0
}

/// Reads what was done.
#[must_use]
pub fn parse_action(word: &str) -> Option<Kind> {
    parse::<AuditTrailAction>(word).map(Into::into)
}

/// Reads what kind of thing something was done to.
#[must_use]
pub fn parse_subject_type(word: &str) -> Option<Subject> {
    parse::<AuditTrailSubject>(word).map(Into::into)
}

/// Reads the id of anything.
#[must_use]
pub fn parse_subject(id: &str) -> Option<Target> {
    NodeId::decode(&id.into()).ok().map(target)
}

/// What an id names, for the trail.
pub(super) fn target(id: NodeId) -> Target {
    match id {
        NodeId::User(id) => Target::Person(id),
        NodeId::Credential(id) => Target::Credential(id),
        other => Target::Thing(other.uuid()),
    }
}
