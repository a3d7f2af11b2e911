//! Users.

use std::collections::BTreeMap;

use entity::id::UserId;
use entity::{UsernameKey, user};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// Finds a user by name.
pub async fn find(connection: &impl ConnectionTrait, key: &UsernameKey) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::COLUMN.username_key.eq(key.clone()))
        .one(connection)
        .await
}

/// Finds a user by the number on the learning platform.
pub async fn find_by_lms_user_id(
    connection: &impl ConnectionTrait,
    lms_user_id: i64,
) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::COLUMN.lms_user_id.eq(lms_user_id))
        .one(connection)
        .await
}

/// The users of these names, as far as they exist.
pub async fn by_keys(connection: &impl ConnectionTrait, keys: Vec<UsernameKey>) -> Result<Vec<user::Model>, DbErr> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    user::Entity::find()
        .filter(user::Column::UsernameKey.is_in(keys))
        .all(connection)
        .await
}

/// The users of these numbers on the learning platform, as far as they exist.
pub async fn by_lms_user_ids(connection: &impl ConnectionTrait, ids: Vec<i64>) -> Result<Vec<user::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    user::Entity::find()
        .filter(user::Column::LmsUserId.is_in(ids))
        .all(connection)
        .await
}

/// The users of these ids, as far as they exist.
pub async fn by_ids(connection: &impl ConnectionTrait, ids: &[UserId]) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Writes new users.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, users: &[user::Model]) -> Result<(), DbErr> {
    for rows in users.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(user::Model::into_active_model);
        user::Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// Overwrites a row that still has the version before; tells whether it had.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, user: &user::Model) -> Result<bool, DbErr> {
    let result = user::Entity::update_many()
        .set(user.clone().into_active_model().reset_all())
        .filter(user::COLUMN.id.eq(user.id))
        .filter(user::COLUMN.version.eq(user.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Counts a change of each of these rows, given with whether it has a name; tells whether that still holds of all, and none was
/// merged into another.
pub async fn touch_many(
    connection: &impl ConnectionTrait,
    _: &Permit,
    users: &BTreeMap<UserId, bool>,
) -> Result<bool, DbErr> {
    if users.is_empty() {
        return Ok(true);
    }
    let ids = |is_named: bool| {
        let these = users.iter().filter(move |(_, it)| **it == is_named);
        these.map(|(id, _)| *id).collect::<Vec<_>>()
    };
    let result = user::Entity::update_many()
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1))
        .filter(
            Condition::any()
                .add(user::Column::Id.is_in(ids(true)))
                .add(user::Column::Id.is_in(ids(false)).and(user::Column::FullName.is_null())),
        )
        .filter(user::Column::MergedIntoId.is_null())
        .exec(connection)
        .await?;
    Ok(usize::try_from(result.rows_affected) == Ok(users.len()))
}
