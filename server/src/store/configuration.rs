//! Credential configurations.

use entity::credential_configuration;
use entity::id::{ConfigurationId, SiteId};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use crate::domain::learning_object::LearningObject;
use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// The configurations of these learning objects, as far as they exist.
pub async fn by_learning_objects(
    connection: &impl ConnectionTrait,
    site: SiteId,
    objects: &[LearningObject],
) -> Result<Vec<credential_configuration::Model>, DbErr> {
    use credential_configuration::Column;
    let mut any = Condition::any();
    for kind in [
        entity::LearningObjectType::Program,
        entity::LearningObjectType::CourseRun,
    ] {
        let ids: Vec<String> = objects
            .iter()
            .filter(|it| it.kind() == kind)
            .map(LearningObject::id)
            .collect();
        if !ids.is_empty() {
            any = any.add(
                Column::LearningObjectType
                    .eq(kind)
                    .and(Column::LearningObjectId.is_in(ids)),
            );
        }
    }
    if any.is_empty() {
        return Ok(Vec::new());
    }
    credential_configuration::Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(any)
        .all(connection)
        .await
}

/// The configurations of these ids, as far as they exist.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: &[ConfigurationId],
) -> Result<Vec<credential_configuration::Model>, DbErr> {
    credential_configuration::Entity::find()
        .filter(credential_configuration::Column::SiteId.eq(site))
        .filter(credential_configuration::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Writes new configurations.
pub async fn insert_many(
    connection: &impl ConnectionTrait,
    _: &Permit,
    configurations: &[credential_configuration::Model],
) -> Result<(), DbErr> {
    for rows in configurations.chunks(ROWS_PER_STATEMENT) {
        let rows = rows
            .iter()
            .cloned()
            .map(credential_configuration::Model::into_active_model);
        credential_configuration::Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}
