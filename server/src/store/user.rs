//! Users.

use entity::id::UserId;
use entity::{UsernameKey, user};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _,
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
    user::Entity::find()
        .filter(user::Column::UsernameKey.is_in(keys))
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

/// Overwrites a user's row.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, user: &user::Model) -> Result<(), DbErr> {
    user::Entity::update(user.clone().into_active_model().reset_all())
        .validate()?
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// The users with these numbers on the learning platform, as far as they exist.
pub async fn by_lms_user_ids(connection: &impl ConnectionTrait, ids: Vec<i64>) -> Result<Vec<user::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    user::Entity::find()
        .filter(user::Column::LmsUserId.is_in(ids))
        .all(connection)
        .await
}
