//! The tables of the catalogue, one module each, all with the same functions.

macro_rules! catalogue_tables {
    ($($(#[$doc:meta])* $entity:ident by $id:ident)+) => {$(
        $(#[$doc])*
        pub mod $entity {
            use chrono::{DateTime, Utc};
            use entity::CatalogueOrigin;
            use entity::id::{$id, SiteId};
            use entity::$entity::{COLUMN, Column, Entity, Model};
            use sea_orm::sea_query::{Expr, ExprTrait as _};
            use sea_orm::{
                ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _,
                IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
            };
            use uuid::Uuid;

            use crate::policy::Permit;
            use crate::store::ROWS_PER_STATEMENT;
            use crate::store::catalogue::{IDENTITIES_PER_STATEMENT, VALUES_PER_STATEMENT, Which};

            /// Finds a row.
            pub async fn find(connection: &impl ConnectionTrait, site: SiteId, id: $id) -> Result<Option<Model>, DbErr> {
                Entity::find_by_id(id).filter(COLUMN.site_id.eq(site)).one(connection).await
            }

            /// The rows of these identities, as far as they exist.
            pub async fn by_uuids(
                connection: &impl ConnectionTrait,
                site: SiteId,
                uuids: &[Uuid],
            ) -> Result<Vec<Model>, DbErr> {
                let mut rows = Vec::new();
                for uuids in uuids.chunks(VALUES_PER_STATEMENT) {
                    let found = Entity::find()
                        .filter(COLUMN.site_id.eq(site))
                        .filter(Column::Uuid.is_in(uuids.iter().copied()))
                        .all(connection)
                        .await?;
                    rows.extend(found);
                }
                Ok(rows)
            }

            /// The rows of these keys, as far as they exist.
            pub async fn by_ids(connection: &impl ConnectionTrait, site: SiteId, ids: &[$id]) -> Result<Vec<Model>, DbErr> {
                let mut rows = Vec::new();
                for ids in ids.chunks(VALUES_PER_STATEMENT) {
                    let found = Entity::find()
                        .filter(COLUMN.site_id.eq(site))
                        .filter(Column::Id.is_in(ids.iter().copied()))
                        .all(connection)
                        .await?;
                    rows.extend(found);
                }
                Ok(rows)
            }

            /// Identity and key of each row, read in batches.
            pub async fn list_identities(
                connection: &impl ConnectionTrait,
                site: SiteId,
                which: Which,
            ) -> Result<Vec<(Uuid, $id)>, DbErr> {
                let kept = match which {
                    Which::All => Condition::all(),
                    Which::LiveAndSynced => Condition::all()
                        .add(Column::Origin.eq(CatalogueOrigin::Synced))
                        .add(Column::RemovedAt.is_null()),
                };
                let mut all: Vec<(Uuid, $id)> = Vec::new();
                loop {
                    let after = all.last().map(|(uuid, _)| Column::Uuid.gt(*uuid));
                    let batch: Vec<(Uuid, $id)> = Entity::find()
                        .select_only()
                        .column(Column::Uuid)
                        .column(Column::Id)
                        .filter(COLUMN.site_id.eq(site))
                        .filter(kept.clone().add_option(after))
                        .order_by_asc(Column::Uuid)
                        .limit(IDENTITIES_PER_STATEMENT)
                        .into_tuple()
                        .all(connection)
                        .await?;
                    let is_last = (batch.len() as u64) < IDENTITIES_PER_STATEMENT;
                    all.extend(batch);
                    if is_last {
                        return Ok(all);
                    }
                }
            }

            /// Writes new rows.
            pub async fn insert_many(
                connection: &impl ConnectionTrait,
                _: &Permit,
                rows: &[Model],
            ) -> Result<(), DbErr> {
                for rows in rows.chunks(ROWS_PER_STATEMENT) {
                    let rows = rows.iter().cloned().map(Model::into_active_model);
                    Entity::insert_many(rows).exec_without_returning(connection).await?;
                }
                Ok(())
            }

            /// Overwrites a row that still has the version before; tells whether it had.
            pub async fn update(connection: &impl ConnectionTrait, _: &Permit, row: &Model) -> Result<bool, DbErr> {
                let result = Entity::update_many()
                    .set(row.clone().into_active_model().reset_all())
                    .filter(COLUMN.id.eq(row.id))
                    .filter(COLUMN.version.eq(row.version - 1))
                    .exec(connection)
                    .await?;
                Ok(result.rows_affected == 1)
            }

            /// Marks rows that the catalogue service keeps as removed from it.
            pub async fn update_removed(
                connection: &impl ConnectionTrait,
                _: &Permit,
                ids: &[$id],
                now: DateTime<Utc>,
            ) -> Result<(), DbErr> {
                Entity::update_many()
                    .col_expr(Column::RemovedAt, Expr::value(now))
                    .col_expr(Column::Version, Expr::col(Column::Version).add(1))
                    .filter(Column::Id.is_in(ids.iter().copied()))
                    .filter(COLUMN.origin.eq(CatalogueOrigin::Synced))
                    .filter(Column::RemovedAt.is_null())
                    .exec(connection)
                    .await
                    .map(drop)
            }
        }
    )+};
}

catalogue_tables! {
    /// Organizations.
    organization by OrganizationId
    /// Courses.
    course by CourseId
    /// Course runs.
    course_run by CourseRunId
    /// Programs.
    program by ProgramId
    /// Pathways.
    pathway by PathwayId
}
