//! Grades.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::CourseKey;
use entity::grade::{Column, Entity, Model};
use entity::id::{GradeId, SiteId, UserId};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DbBackend, DbErr, EntityTrait as _, IdenStatic as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};

use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// The grades of these learners in these runs, as far as there are any.
pub async fn by_learners(
    connection: &impl ConnectionTrait,
    site: SiteId,
    users: &[UserId],
    keys: &[CourseKey],
) -> Result<Vec<Model>, DbErr> {
    if users.is_empty() || keys.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::UserId.is_in(users.iter().copied()))
        .filter(Column::CourseKey.is_in(keys.iter().cloned()))
        .all(connection)
        .await
}

/// All grades of a learner on a site, by course key.
pub async fn of_learner(connection: &impl ConnectionTrait, site: SiteId, user: UserId) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::UserId.eq(user))
        .filter(Column::SiteId.eq(site))
        .order_by_asc(Column::CourseKey)
        .all(connection)
        .await
}

/// Writes new grades, and overwrites those that still have the version before; tells whether all are as they should be now. Where
/// they are not, what was written has to be rolled back.
///
/// One statement writes up to 500 rows and one reads what they have become: engines count the rows of such a statement in
/// different ways.
pub async fn upsert_many(connection: &impl ConnectionTrait, _: &Permit, grades: &[Model]) -> Result<bool, DbErr> {
    // One order for all writers: they wait for each other instead of blocking each other.
    let mut grades: Vec<&Model> = grades.iter().collect();
    grades.sort_by_key(|it| (it.user_id, it.site_id, &it.course_key));
    let on_conflict = if_version_before(connection.get_database_backend());
    for chunk in grades.chunks(ROWS_PER_STATEMENT) {
        let rows = chunk.iter().map(|it| (*it).clone().into_active_model());
        Entity::insert_many(rows)
            .on_conflict(on_conflict.clone())
            .exec_without_returning(connection)
            .await?;
        // Whole rows: another writer may have made the same version of the same row say something else.
        let stored: BTreeMap<GradeId, Model> = Entity::find()
            .filter(Column::UserId.is_in(chunk.iter().map(|it| it.user_id)))
            .filter(Column::CourseKey.is_in(chunk.iter().map(|it| it.course_key.clone())))
            .filter(Column::Id.is_in(chunk.iter().map(|it| it.id)))
            .all(connection)
            .await?
            .into_iter()
            .map(|it| (it.id, it))
            .collect();
        if !chunk.iter().all(|it| stored.get(&it.id) == Some(*it)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives one learner the grades of another, as far as the other's are newer or the only ones.
pub async fn move_all(
    connection: &impl ConnectionTrait,
    _: &Permit,
    from: UserId,
    to: UserId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let rows = Entity::find()
        .filter(Column::UserId.is_in([from, to]))
        .all(connection)
        .await?;
    let told = |it: &Model| (it.lms_last_updated_at, it.updated_at);
    for row in rows.iter().filter(|it| it.user_id == from) {
        let own = rows
            .iter()
            .find(|it| it.user_id == to && it.site_id == row.site_id && it.course_key == row.course_key);
        let (place, after) = match own {
            None => (row, row),
            Some(own) if told(own) < told(row) => (own, row),
            Some(_) => continue,
        };
        let after = Model {
            user_id: to,
            id: place.id,
            version: place.version + 1,
            created_at: place.created_at,
            updated_at: now,
            ..after.clone()
        };
        Entity::update_many()
            .set(after.into_active_model().reset_all())
            .filter(Column::UserId.eq(place.user_id))
            .filter(Column::SiteId.eq(place.site_id))
            .filter(Column::CourseKey.eq(place.course_key.clone()))
            .exec(connection)
            .await?;
    }
    Ok(())
}

/// Removes all grades of a learner.
pub async fn delete_of_user(connection: &impl ConnectionTrait, _: &Permit, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(connection)
        .await
        .map(drop)
}

/// What a new row does to the one that has its key: takes its place if it has the version before, else nothing.
fn if_version_before(backend: DbBackend) -> OnConflict {
    let mut on_conflict = OnConflict::columns([Column::UserId, Column::SiteId, Column::CourseKey]);
    // The version last: MySQL and MariaDB see what they have just set.
    let columns = [
        Column::Letter,
        Column::Percent,
        Column::IsVerified,
        Column::LmsLastUpdatedAt,
        Column::UpdatedAt,
        Column::Version,
    ];
    match backend {
        DbBackend::MySql => on_conflict.values(columns.map(|it| {
            let name = it.as_str();
            let chosen = format!("IF(`version` = VALUES(`version`) - 1, VALUES(`{name}`), `{name}`)");
            (it, Expr::cust(chosen))
        })),
        _ => on_conflict
            .update_columns(columns)
            .action_and_where(Expr::col((Entity, Column::Version)).eq(Expr::cust("\"excluded\".\"version\" - 1"))),
    }
    .to_owned()
}
