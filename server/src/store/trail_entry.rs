//! The audit trail: rows are only ever added.

use entity::trail_entry::{Column, Entity, Model};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _};

use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// Adds entries; one that is there already stays as it is.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, entries: &[Model]) -> Result<(), DbErr> {
    for rows in entries.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(Model::into_active_model);
        Entity::insert_many(rows)
            .on_conflict(OnConflict::column(Column::Id).do_nothing_on([Column::Id]).to_owned())
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}
