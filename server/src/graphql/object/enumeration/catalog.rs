//! The closed sets of the catalogue.

use async_graphql::Enum;

/// Who keeps a thing in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::CatalogueOrigin")]
pub(in crate::graphql) enum CatalogOrigin {
    /// The catalogue service: it is a copy, and every run of copying brings it up to date.
    Synced,
    /// The institution's staff: no run of copying touches it.
    Local,
}

/// Whether a program is offered. Certificates of one that is not stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::ProgramStatus")]
pub(in crate::graphql) enum ProgramStatus {
    /// It is offered.
    Active,
    /// It was offered once.
    Retired,
    /// It was withdrawn.
    Deleted,
    /// It is not offered yet.
    Unpublished,
}

/// What becomes of a record that reaches somebody over a pathway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::PathwayKind")]
pub(in crate::graphql) enum PathwayKind {
    /// It counts towards studies: records can be sent there.
    Credit,
    /// It is valued in an application: for display only.
    Industry,
}

/// Whether a pathway is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::PathwayStatus")]
pub(in crate::graphql) enum PathwayStatus {
    /// It is offered.
    Published,
    /// It is not offered yet.
    Unpublished,
    /// It was offered once.
    Retired,
}
