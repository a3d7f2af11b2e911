//! Credential configurations, with who signs for them.

mod filter;

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, SignatoryId, SiteId};
use entity::{LearningObjectType, configuration_signatory, credential_configuration, signatory};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait,
    IntoActiveModel as _, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

pub use filter::{Filter, Search};

use crate::domain::learning_object::LearningObject;
use crate::policy::Permit;
use crate::store::{Page, Position, ROWS_PER_STATEMENT, page};

/// The configurations of these learning objects, as far as they exist.
pub async fn by_learning_objects(
    connection: &impl ConnectionTrait,
    site: SiteId,
    objects: &[LearningObject],
) -> Result<Vec<credential_configuration::Model>, DbErr> {
    if objects.is_empty() {
        return Ok(Vec::new());
    }
    credential_configuration::Entity::find()
        .filter(is_for(site, objects))
        .all(connection)
        .await
}

/// Whether a configuration is that of one of these learning objects.
fn is_for(site: SiteId, objects: &[LearningObject]) -> Condition {
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
    Condition::all().add(Column::SiteId.eq(site)).add(any)
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

/// A page of configurations, newest first.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<credential_configuration::Model>, DbErr> {
    use credential_configuration::Column;
    let query = credential_configuration::Entity::find().filter(filter.condition(connection, site));
    page::newest_first(connection, query, (Column::CreatedAt, Column::Id), after, n_rows).await
}

/// How many configurations a filter finds, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = credential_configuration::Entity::find().filter(filter.condition(connection, site));
    page::count(connection, query, credential_configuration::Column::Id, at_most).await
}

/// The first configuration of a course run on a site that accepts awards, beyond one.
pub async fn find_run_beyond(
    connection: &impl ConnectionTrait,
    site: SiteId,
    beyond: Option<ConfigurationId>,
) -> Result<Option<credential_configuration::Model>, DbErr> {
    use credential_configuration::Column;
    credential_configuration::Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::LearningObjectType.eq(LearningObjectType::CourseRun))
        .filter(Column::IsActive.eq(true))
        .filter(Condition::all().add_option(beyond.map(|it| Column::Id.gt(it))))
        .order_by_asc(Column::Id)
        .one(connection)
        .await
}

/// Configurations whose credentials may still have a `visible_at` of before, on all sites.
pub async fn list_stale(
    connection: &impl ConnectionTrait,
    n_rows: u64,
) -> Result<Vec<credential_configuration::Model>, DbErr> {
    use credential_configuration::Column;
    credential_configuration::Entity::find()
        .filter(Column::VisibilityStaleSince.is_not_null())
        .order_by_asc(Column::VisibilityStaleSince)
        .limit(n_rows)
        .all(connection)
        .await
}

/// Configurations that owe an award to who had earned runs before, longest owing first.
pub async fn list_completion_stale(
    connection: &impl ConnectionTrait,
    n_rows: u64,
) -> Result<Vec<credential_configuration::Model>, DbErr> {
    use credential_configuration::Column;
    credential_configuration::Entity::find()
        .filter(Column::CompletionStaleSince.is_not_null())
        .order_by_asc(Column::CompletionStaleSince)
        .limit(n_rows)
        .all(connection)
        .await
}

/// Who signs for these configurations, in order.
pub async fn signatories(
    connection: &impl ConnectionTrait,
    ids: &[ConfigurationId],
) -> Result<Vec<(ConfigurationId, signatory::Model)>, DbErr> {
    use configuration_signatory::Column;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let signatories = configuration_signatory::Entity::find()
        .filter(Column::ConfigurationId.is_in(ids.iter().copied()))
        .join(
            JoinType::InnerJoin,
            configuration_signatory::Entity::belongs_to(signatory::Entity)
                .from(Column::SignatoryId)
                .to(signatory::Column::Id)
                .into(),
        )
        .select_two_required(signatory::Entity)
        .order_by_asc(Column::Position)
        .all(connection)
        .await?;
    Ok(signatories
        .into_iter()
        .map(|(link, signatory)| (link.configuration_id, signatory))
        .collect())
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

/// Overwrites a configuration that still has the version before; tells whether it had. `completion_stale_since` stays as it is: see
/// [`update_completion_stale`].
pub async fn update(
    connection: &impl ConnectionTrait,
    _: &Permit,
    configuration: &credential_configuration::Model,
) -> Result<bool, DbErr> {
    let mut row = configuration.clone().into_active_model().reset_all();
    // Noted without a new version, so a row that was read before must not take it back.
    row.completion_stale_since = ActiveValue::NotSet;
    let result = credential_configuration::Entity::update_many()
        .set(row)
        .filter(credential_configuration::COLUMN.id.eq(configuration.id))
        .filter(credential_configuration::COLUMN.version.eq(configuration.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Notes that all credentials have the `visible_at` of the present settings, if they have not changed since the instant.
pub async fn update_settled(
    connection: &impl ConnectionTrait,
    _: &Permit,
    id: ConfigurationId,
    stale_since: DateTime<Utc>,
) -> Result<(), DbErr> {
    forget(
        connection,
        credential_configuration::Column::VisibilityStaleSince,
        id,
        stale_since,
    )
    .await
}

/// Notes that configurations of these learning objects which award by themselves may owe awards.
pub async fn update_completion_stale(
    connection: &impl ConnectionTrait,
    _: &Permit,
    site: SiteId,
    objects: &[LearningObject],
    since: DateTime<Utc>,
) -> Result<(), DbErr> {
    use credential_configuration::Column;
    for objects in objects.chunks(ROWS_PER_STATEMENT) {
        credential_configuration::Entity::update_many()
            .col_expr(Column::CompletionStaleSince, Expr::value(since))
            .filter(is_for(site, objects))
            .filter(Column::IsActive.eq(true))
            .filter(Column::AwardsAutomatically.eq(true))
            .exec(connection)
            .await?;
    }
    Ok(())
}

/// Notes that everybody has what the configuration owed, if it has not changed since the instant.
pub async fn update_completion_settled(
    connection: &impl ConnectionTrait,
    _: &Permit,
    id: ConfigurationId,
    stale_since: DateTime<Utc>,
) -> Result<(), DbErr> {
    forget(
        connection,
        credential_configuration::Column::CompletionStaleSince,
        id,
        stale_since,
    )
    .await
}

/// Empties a column that has this value.
async fn forget(
    connection: &impl ConnectionTrait,
    column: credential_configuration::Column,
    id: ConfigurationId,
    value: DateTime<Utc>,
) -> Result<(), DbErr> {
    credential_configuration::Entity::update_many()
        .col_expr(column, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(credential_configuration::Column::Id.eq(id))
        .filter(column.eq(value))
        .exec(connection)
        .await
        .map(drop)
}

/// Replaces who signs for a configuration.
pub async fn update_signatories(
    connection: &impl ConnectionTrait,
    _: &Permit,
    id: ConfigurationId,
    signatories: &[SignatoryId],
) -> Result<(), DbErr> {
    configuration_signatory::Entity::delete_many()
        .filter(configuration_signatory::Column::ConfigurationId.eq(id))
        .exec(connection)
        .await?;
    if signatories.is_empty() {
        return Ok(());
    }
    let links = signatories.iter().zip(0..).map(|(signatory_id, position)| {
        configuration_signatory::Model {
            configuration_id: id,
            signatory_id: *signatory_id,
            position,
        }
        .into_active_model()
    });
    configuration_signatory::Entity::insert_many(links)
        .exec_without_returning(connection)
        .await
        .map(drop)
}
