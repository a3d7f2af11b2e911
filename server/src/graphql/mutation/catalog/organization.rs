//! `createOrganization` and `editOrganization`.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::id::OrganizationId;
use entity::organization;

use super::change::{create_mutation, edit_mutation};
use crate::domain::edit::Edit;
use crate::domain::local_catalogue::RawOrganization;
use crate::graphql::id::{asset_id, organization_id};
use crate::graphql::mutation::configuration::{edit_of, edit_of_id};
use crate::graphql::object::organization::Organization;
use crate::graphql::scalar::PublicUuid;
use crate::service::local_catalogue::New;

/// An organization for staff to keep.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateOrganizationInput {
    /// Its identity; a new one unless it has one elsewhere.
    uuid: Option<PublicUuid>,
    /// Short key, such as `ExampleX`: 1 to 255 letters, digits or any of `-_.~:`. Letter case does not tell keys apart.
    key: String,
    /// Full name: 1 to 255 characters.
    name: String,
    /// Absolute address of the logo for certificates, in the public internet: at most 512 characters.
    logo_url: Option<String>,
    /// The logo that certificates show, an asset.
    logo: Option<ID>,
    /// Makes a repeated request answer as the first one did, for 7 days: a text of at most 255 characters that the caller chooses
    /// for each request.
    idempotency_key: Option<String>,
}

impl CreateOrganizationInput {
    fn read(self) -> async_graphql::Result<New<organization::Model>> {
        Ok(New {
            uuid: self.uuid.map(|it| it.0),
            raw: RawOrganization {
                key: Some(self.key),
                name: Some(self.name),
                logo_url: self.logo_url.map_or(Edit::Keep, Edit::Set),
                logo: match self.logo {
                    None => Edit::Keep,
                    Some(id) => Edit::Set(asset_id(&id)?),
                },
            },
            idempotency_key: self.idempotency_key,
        })
    }
}

create_mutation! {
    /// Add an organization to the catalogue. Staff keep it: copying the catalogue leaves it alone. Staff and service accounts only.
    CreateOrganization: create_organization(CreateOrganizationInput)
        -> CreateOrganizationPayload { organization: Organization }, CreateOrganizationErrorCode
}

/// Changes of an organization that staff keep, or of the logo of any. What is left out stays as it is; null takes the value away.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditOrganizationInput {
    /// The organization.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// Short key: 1 to 255 letters, digits or any of `-_.~:`.
    key: Option<String>,
    /// Full name: 1 to 255 characters.
    name: Option<String>,
    /// Absolute address of the logo for certificates, in the public internet: at most 512 characters.
    logo_url: MaybeUndefined<String>,
    /// The logo that certificates show, an asset. Given alone it can be changed of an organization that the catalogue service keeps, too;
    /// no run of copying touches it.
    logo: MaybeUndefined<ID>,
}

impl EditOrganizationInput {
    fn id(&self) -> async_graphql::Result<OrganizationId> {
        organization_id(&self.id)
    }

    fn read(self) -> async_graphql::Result<RawOrganization> {
        Ok(RawOrganization {
            key: self.key,
            name: self.name,
            logo_url: edit_of(self.logo_url),
            logo: edit_of_id(self.logo, asset_id)?,
        })
    }
}

edit_mutation! {
    /// Change an organization that staff keep, or the logo of any, for certificates that are awarded from now on. Repeating the request
    /// changes nothing. Staff and service accounts only.
    EditOrganization: edit_organization(EditOrganizationInput)
        -> EditOrganizationPayload { organization: Organization }, EditOrganizationErrorCode
}
