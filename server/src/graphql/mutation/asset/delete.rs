//! `deleteAsset`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::asset_id;
use crate::graphql::object::asset::Asset;
use crate::graphql::object::configuration::CredentialConfiguration;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::asset::AssetError;

/// An asset to remove.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct DeleteAssetInput {
    /// The asset.
    id: ID,
    /// Remove it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of an asset to remove.
#[derive(SimpleObject)]
pub(in crate::graphql) struct DeleteAssetPayload {
    /// The asset, as it was if it was removed, and otherwise with what shows it; null where there is none.
    asset: Option<Asset>,
    /// With `PINNED`, one of the configurations of which certificates were awarded that show it; null otherwise.
    pinned_by: Option<CredentialConfiguration>,
    /// `DELETED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<DeleteAssetErrorCode>>,
}

/// Why an asset was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum DeleteAssetErrorCode {
    /// There is no such asset.
    NotFound,
    /// Something shows it as that is now: `asset.uses` tells what.
    Used,
    /// A certificate that was awarded shows it, itself or by the version of a template that draws it: `refreshCredential` pins anew what
    /// it shows.
    Pinned,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The asset has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct DeleteAsset;

#[Object]
impl DeleteAsset {
    /// Remove an asset that nothing shows, certificates that were awarded included. Its address answers 404 at once; what browsers and
    /// caches between have copied nobody can take back. Staff only.
    async fn delete_asset(
        &self,
        ctx: &Context<'_>,
        input: DeleteAssetInput,
    ) -> async_graphql::Result<DeleteAssetPayload> {
        use DeleteAssetErrorCode as Code;
        let DeleteAssetInput { id, expected_version } = input;
        let error = match service::asset::delete(ctx.here()?, asset_id(&id)?, expected_version).await {
            Ok(gone) => {
                return Ok(DeleteAssetPayload {
                    asset: Some(Asset(gone)),
                    pinned_by: None,
                    outcome: ChangeOutcome::Deleted,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let mut pinned_by = None;
        let (code, field, asset) = match error {
            AssetError::Denied(denied) => return Err(error::denied(denied)),
            AssetError::Fault(fault) => return Err(error::fault(fault)),
            AssetError::NotFound => (Code::NotFound, "id", None),
            AssetError::Used(it) => (Code::Used, "id", Some(*it)),
            AssetError::Pinned { asset, configuration } => {
                pinned_by = ctx.loaders()?.one(configuration).await?.map(CredentialConfiguration);
                (Code::Pinned, "id", Some(*asset))
            }
            AssetError::InvalidVersion => (Code::InvalidExpectedVersion, "expectedVersion", None),
            AssetError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
            AssetError::Name(_) => return Err(error::impossible(&message)),
        };
        Ok(DeleteAssetPayload {
            asset: asset.map(Asset),
            pinned_by,
            outcome: ChangeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
