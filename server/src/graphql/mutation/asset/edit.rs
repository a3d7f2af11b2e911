//! `editAsset`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::asset_id;
use crate::graphql::object::asset::Asset;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::asset::{AssetError, Changed};

/// Changes of an asset. What is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditAssetInput {
    /// The asset.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// What people call it: 1 to 100 characters.
    name: Option<String>,
}

/// What became of the changes of an asset.
#[derive(SimpleObject)]
pub(in crate::graphql) struct EditAssetPayload {
    /// The asset as it is now; null where there is none.
    asset: Option<Asset>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<EditAssetErrorCode>>,
}

/// Why an asset was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditAssetErrorCode {
    /// There is no such asset.
    NotFound,
    /// The name is blank, too long, or has characters that cannot be seen.
    InvalidName,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The asset has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct EditAsset;

#[Object]
impl EditAsset {
    /// Rename an asset. Its address and what it shows stay. Repeating the request changes nothing. Staff only.
    async fn edit_asset(&self, ctx: &Context<'_>, input: EditAssetInput) -> async_graphql::Result<EditAssetPayload> {
        use EditAssetErrorCode as Code;
        let EditAssetInput {
            id,
            expected_version,
            name,
        } = input;
        let error = match service::asset::edit(ctx.here()?, asset_id(&id)?, name, expected_version).await {
            Ok(Changed { is_changed, asset }) => {
                return Ok(EditAssetPayload {
                    asset: Some(Asset(asset)),
                    outcome: ChangeOutcome::of_edit(is_changed),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field, asset) = match error {
            AssetError::Denied(denied) => return Err(error::denied(denied)),
            AssetError::Fault(fault) => return Err(error::fault(fault)),
            AssetError::NotFound => (Code::NotFound, "id", None),
            AssetError::Name(_) => (Code::InvalidName, "name", None),
            AssetError::InvalidVersion => (Code::InvalidExpectedVersion, "expectedVersion", None),
            AssetError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
            AssetError::Used(_) | AssetError::Pinned { .. } => return Err(error::impossible(&message)),
        };
        Ok(EditAssetPayload {
            asset: asset.map(Asset),
            outcome: ChangeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
