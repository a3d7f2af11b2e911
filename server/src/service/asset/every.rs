//! All pictures of all sites, some at a time.

use entity::asset;
use entity::id::AssetId;
use sea_orm::DbErr;

use crate::context::Ctx;
use crate::store;

/// Rows that one statement reads.
const ROWS: u64 = 500;

/// Reads through all pictures.
#[derive(Debug, Default)]
pub(super) struct EveryPicture {
    after: Option<AssetId>,
}

impl EveryPicture {
    /// The next ones; none at the end.
    pub(super) async fn next(&mut self, ctx: &Ctx) -> Result<Option<Vec<asset::Model>>, DbErr> {
        let rows = store::asset::list_all(&ctx.db.read, self.after, ROWS).await?;
        self.after = rows.last().map(|it| it.id);
        Ok(self.after.map(|_| rows))
    }
}
