//! `createPathway` and `editPathway`.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::id::PathwayId;
use entity::pathway;

use super::change::{create_mutation, edit_mutation};
use crate::domain::edit::Edit;
use crate::domain::local_catalogue::RawPathway;
use crate::graphql::id::{ids, pathway_id, program_id};
use crate::graphql::mutation::configuration::edit_of;
use crate::graphql::object::enumeration::{PathwayKind, PathwayStatus};
use crate::graphql::object::pathway::Pathway;
use crate::graphql::scalar::PublicUuid;
use crate::service::local_catalogue::New;

/// A pathway for staff to keep.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreatePathwayInput {
    /// Its identity; a new one unless it has one elsewhere.
    uuid: Option<PublicUuid>,
    /// Name of the offer: 1 to 255 characters.
    name: String,
    /// Who makes it: 1 to 255 characters.
    organization_name: String,
    /// Where records are sent: a mail address of at most 254 characters. Without it, none are sent.
    email: Option<String>,
    /// What becomes of a record.
    kind: PathwayKind,
    /// Whether it is offered. Without it, it is.
    status: Option<PathwayStatus>,
    /// For which programs it is an offer, in order: ids of at most 100 programs.
    programs: Option<Vec<ID>>,
    /// Makes a repeated request answer as the first one did, for 7 days: a text of at most 255 characters that the caller chooses
    /// for each request.
    idempotency_key: Option<String>,
}

impl CreatePathwayInput {
    fn read(self) -> async_graphql::Result<New<pathway::Model>> {
        Ok(New {
            uuid: self.uuid.map(|it| it.0),
            raw: RawPathway {
                name: Some(self.name),
                organization_name: Some(self.organization_name),
                email: self.email.map_or(Edit::Keep, Edit::Set),
                kind: Some(self.kind.into()),
                status: self.status.map(Into::into),
                programs: ids(self.programs, program_id)?,
            },
            idempotency_key: self.idempotency_key,
        })
    }
}

create_mutation! {
    /// Add a pathway to the catalogue. Staff keep it: copying the catalogue leaves it alone. Staff and service accounts only.
    CreatePathway: create_pathway(CreatePathwayInput) -> CreatePathwayPayload { pathway: Pathway }, CreatePathwayErrorCode
}

/// Changes of a pathway that staff keep. What is left out stays as it is; null takes the value away.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditPathwayInput {
    /// The pathway.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// Name of the offer: 1 to 255 characters.
    name: Option<String>,
    /// Who makes it: 1 to 255 characters.
    organization_name: Option<String>,
    /// Where records are sent: a mail address of at most 254 characters.
    email: MaybeUndefined<String>,
    /// What becomes of a record.
    kind: Option<PathwayKind>,
    /// Whether it is offered.
    status: Option<PathwayStatus>,
    /// For which programs it is an offer, in order: ids of at most 100 programs, which take the place of those before.
    programs: Option<Vec<ID>>,
}

impl EditPathwayInput {
    fn id(&self) -> async_graphql::Result<PathwayId> {
        pathway_id(&self.id)
    }

    fn read(self) -> async_graphql::Result<RawPathway> {
        Ok(RawPathway {
            name: self.name,
            organization_name: self.organization_name,
            email: edit_of(self.email),
            kind: self.kind.map(Into::into),
            status: self.status.map(Into::into),
            programs: ids(self.programs, program_id)?,
        })
    }
}

edit_mutation! {
    /// Change a pathway that staff keep. Repeating the request changes nothing. Staff and service accounts only.
    EditPathway: edit_pathway(EditPathwayInput) -> EditPathwayPayload { pathway: Pathway }, EditPathwayErrorCode
}
