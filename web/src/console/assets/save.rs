//! What renames and removes a picture.

use cynic::{Id, MutationBuilder};

use super::query::Asset;
use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::configured::Configured;

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// It cannot be called so.
    Name,
    /// Something shows it: the picture with what that is.
    Used(Box<Asset>),
    /// Certificates that were awarded show it; some of them were awarded for this.
    Pinned(Option<Box<Configured>>),
    /// It was changed elsewhere, or is gone.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Renames the version that was seen.
pub(super) async fn rename(seen: &Asset, name: String) -> Result<Asset, Refusal> {
    let operation = Edit::build(EditVariables {
        id: seen.id.clone(),
        version: seen.version,
        name,
    });
    let payload = send(operation).await?.data.edit_asset;
    match (payload.user_errors.first().map(|it| it.code), payload.asset) {
        (None, Some(asset)) => Ok(asset),
        (Some(EditAssetErrorCode::InvalidName), _) => Err(Refusal::Name),
        (Some(EditAssetErrorCode::Other) | None, _) => Err(Refusal::Outdated),
    }
}

/// Removes the version that was seen.
pub(super) async fn delete(seen: &Asset) -> Result<(), Refusal> {
    let operation = Delete::build(DeleteVariables {
        id: seen.id.clone(),
        version: seen.version,
    });
    let payload = send(operation).await?.data.delete_asset;
    match (payload.user_errors.first().map(|it| it.code), payload.asset) {
        (None, _) => Ok(()),
        (Some(DeleteAssetErrorCode::Used), Some(asset)) => Err(Refusal::Used(Box::new(asset))),
        (Some(DeleteAssetErrorCode::Pinned), _) => Err(Refusal::Pinned(payload.pinned_by.map(Box::new))),
        (Some(DeleteAssetErrorCode::Used | DeleteAssetErrorCode::Other), _) => Err(Refusal::Outdated),
    }
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    id: Id,
    version: i32,
    name: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: { id: $id, expectedVersion: $version, name: $name })]
    edit_asset: EditAssetPayload,
}

#[derive(cynic::QueryFragment)]
struct EditAssetPayload {
    asset: Option<Asset>,
    user_errors: Vec<EditAssetError>,
}

#[derive(cynic::QueryFragment)]
struct EditAssetError {
    code: EditAssetErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum EditAssetErrorCode {
    InvalidName,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryVariables)]
struct DeleteVariables {
    id: Id,
    version: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DeleteVariables")]
struct Delete {
    #[arguments(input: { id: $id, expectedVersion: $version })]
    delete_asset: DeleteAssetPayload,
}

#[derive(cynic::QueryFragment)]
struct DeleteAssetPayload {
    asset: Option<Asset>,
    pinned_by: Option<Configured>,
    user_errors: Vec<DeleteAssetError>,
}

#[derive(cynic::QueryFragment)]
struct DeleteAssetError {
    code: DeleteAssetErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum DeleteAssetErrorCode {
    Pinned,
    Used,
    #[cynic(fallback)]
    Other,
}
