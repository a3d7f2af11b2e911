//! Opaque, typed ids: `<type>:<uuid>`.

use async_graphql::ID;
use entity::id::{ConfigurationId, CourseRunId, CredentialId, ProgramId, SiteId, UserId};

use crate::domain::learning_object::parse_uuid;

/// Everything that has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeId {
    Credential(CredentialId),
    Configuration(ConfigurationId),
    Program(ProgramId),
    CourseRun(CourseRunId),
    User(UserId),
    Site(SiteId),
}

impl NodeId {
    /// The id as text.
    pub(super) fn encode(self) -> ID {
        let (kind, uuid) = match self {
            Self::Credential(it) => ("credential", it.0),
            Self::Configuration(it) => ("configuration", it.0),
            Self::Program(it) => ("program", it.0),
            Self::CourseRun(it) => ("courseRun", it.0),
            Self::User(it) => ("user", it.0),
            Self::Site(it) => ("site", it.0),
        };
        ID(format!("{kind}:{}", uuid.hyphenated()))
    }

    /// Reads an id.
    pub(super) fn decode(id: &ID) -> Result<Self, InvalidId> {
        let (kind, uuid) = id.split_once(':').ok_or(InvalidId)?;
        let uuid = parse_uuid(uuid).ok_or(InvalidId)?;
        match kind {
            "credential" => Ok(Self::Credential(CredentialId(uuid))),
            "configuration" => Ok(Self::Configuration(ConfigurationId(uuid))),
            "program" => Ok(Self::Program(ProgramId(uuid))),
            "courseRun" => Ok(Self::CourseRun(CourseRunId(uuid))),
            "user" => Ok(Self::User(UserId(uuid))),
            "site" => Ok(Self::Site(SiteId(uuid))),
            _ => Err(InvalidId),
        }
    }
}

/// The text is no id of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no id: take it from an `id` field of this API, as in credential:<uuid>")]
pub(super) struct InvalidId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_the_round_trip_and_nothing_else_is_read() {
        let id = NodeId::Credential(CredentialId(crate::id::random()));
        assert_eq!(NodeId::decode(&id.encode()), Ok(id));
        for text in [
            "",
            "credential",
            "credential:",
            "credential:1 OR 1=1",
            "badge:12345678-9abc-def0-1234-56789abcdef0",
        ] {
            assert_eq!(NodeId::decode(&ID::from(text)), Err(InvalidId), "{text}");
        }
    }
}
