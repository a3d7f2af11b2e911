//! Keys of the catalogue, one module for each table that has them: who has which. Letter case does not matter.

macro_rules! keyed_tables {
    ($($(#[$doc:meta])* $entity:ident by $id:ident)+) => {$(
        $(#[$doc])*
        pub mod $entity {
            use std::collections::HashMap;

            use entity::id::{$id, SiteId};
            use entity::$entity::{COLUMN, Column, Entity};
            use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QuerySelect as _};

            use crate::store::catalogue::VALUES_PER_STATEMENT;
            use crate::store::search;

            /// The rows of the staff that have one of these keys, by key in lower case: a sync leaves them alone.
            pub async fn local_of(
                connection: &impl ConnectionTrait,
                site: SiteId,
                keys: &[String],
            ) -> Result<HashMap<String, $id>, DbErr> {
                let mut found = HashMap::new();
                for keys in keys.chunks(VALUES_PER_STATEMENT) {
                    let local: Vec<(String, $id)> = Entity::find()
                        .select_only()
                        .column(Column::LocalKey)
                        .column(Column::Id)
                        .filter(COLUMN.site_id.eq(site))
                        .filter(Column::LocalKey.is_in(keys))
                        .into_tuple()
                        .all(connection)
                        .await?;
                    found.extend(local);
                }
                Ok(found)
            }

            /// The rows that have this key, whoever keeps them.
            pub async fn holders(connection: &impl ConnectionTrait, site: SiteId, key: &str) -> Result<Vec<$id>, DbErr> {
                let is_same = search::is(connection.get_database_backend(), Column::Key, key);
                Entity::find()
                    .select_only()
                    .column(Column::Id)
                    .filter(COLUMN.site_id.eq(site))
                    .filter(is_same)
                    .into_tuple()
                    .all(connection)
                    .await
            }
        }
    )+};
}

keyed_tables! {
    /// Organizations.
    organization by OrganizationId
    /// Courses.
    course by CourseId
    /// Course runs.
    course_run by CourseRunId
}
