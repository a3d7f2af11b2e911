//! `syncCatalog`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::catalog_sync::CatalogSync;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::catalogue_sync::{Options, RequestSyncError};

/// How the catalogue is to be copied.
#[derive(Clone, Copy, Debug, InputObject)]
pub(in crate::graphql) struct SyncCatalogInput {
    /// Only find out what would change; nothing is written.
    #[graphql(default)]
    dry_run: bool,
    /// Remove more than a fifth of a kind, too. Without it such a run is given up, because then the catalogue service itself is
    /// likely to be in trouble.
    #[graphql(default)]
    allow_mass_delete: bool,
}

/// What became of the request.
#[derive(SimpleObject)]
pub(in crate::graphql) struct SyncCatalogPayload {
    /// The run; where one is under way already, that one. Ask for it again by its id to see how far it has come.
    catalog_sync: Option<CatalogSync>,
    /// Why no run was started; empty otherwise.
    user_errors: Vec<UserError<SyncCatalogErrorCode>>,
}

/// Why no run was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum SyncCatalogErrorCode {
    /// This site has no catalogue service, or one that the settings of the service do not name: its catalogue is entered by hand.
    NotConfigured,
    /// A run waits or is in progress already.
    UnderWay,
}

#[derive(Default)]
pub(in crate::graphql) struct SyncCatalog;

#[Object]
impl SyncCatalog {
    /// Have the catalogue copied from the catalogue service. A worker does it; the answer does not wait for it. Staff and service
    /// accounts only.
    async fn sync_catalog(
        &self,
        ctx: &Context<'_>,
        input: SyncCatalogInput,
    ) -> async_graphql::Result<SyncCatalogPayload> {
        let options = Options {
            is_dry_run: input.dry_run,
            allows_mass_delete: input.allow_mass_delete,
        };
        let error = match service::catalogue_sync::request(ctx.here()?, options).await {
            Ok(row) => {
                return Ok(SyncCatalogPayload {
                    catalog_sync: Some(CatalogSync(row)),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, row) = match error {
            RequestSyncError::Denied(denied) => return Err(error::denied(denied)),
            RequestSyncError::Fault(fault) => return Err(error::fault(fault)),
            RequestSyncError::NotConfigured => (SyncCatalogErrorCode::NotConfigured, None),
            RequestSyncError::UnderWay(row) => (SyncCatalogErrorCode::UnderWay, Some(CatalogSync(*row))),
        };
        Ok(SyncCatalogPayload {
            catalog_sync: row,
            user_errors: vec![UserError::at(code, message, [] as [&str; 0])],
        })
    }
}
