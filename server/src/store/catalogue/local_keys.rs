//! Keys of the rows that staff keep: a sync leaves alone what has the same.

macro_rules! local_keys {
    ($($(#[$doc:meta])* $entity:ident by $key:ty)+) => {$(
        $(#[$doc])*
        pub async fn $entity(
            connection: &impl sea_orm::ConnectionTrait,
            site: entity::id::SiteId,
            keys: Vec<$key>,
        ) -> Result<std::collections::HashSet<$key>, sea_orm::DbErr> {
            use entity::$entity::{COLUMN, Column, Entity};
            use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};

            let mut found = std::collections::HashSet::new();
            for keys in keys.chunks(super::VALUES_PER_STATEMENT) {
                let local: Vec<$key> = Entity::find()
                    .select_only()
                    .column(Column::Key)
                    .filter(COLUMN.site_id.eq(site))
                    .filter(COLUMN.origin.eq(entity::CatalogueOrigin::Local))
                    .filter(Column::Key.is_in(keys.iter().cloned()))
                    .into_tuple()
                    .all(connection)
                    .await?;
                found.extend(local);
            }
            Ok(found)
        }
    )+};
}

local_keys! {
    /// Those of these keys that are organizations of the staff.
    organization by String
    /// Those of these keys that are courses of the staff.
    course by String
    /// Those of these keys that are course runs of the staff.
    course_run by entity::CourseKey
}
