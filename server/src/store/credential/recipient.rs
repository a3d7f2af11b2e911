//! The names that are pinned on credentials.

use std::collections::{BTreeMap, BTreeSet};

use entity::CertificateFacts;
use entity::credential::{Column, Entity};
use entity::id::UserId;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QuerySelect as _,
};

/// The names on the credentials of these people, on every site.
pub async fn names_by_users(
    connection: &impl ConnectionTrait,
    users: &[UserId],
) -> Result<BTreeMap<UserId, BTreeSet<String>>, DbErr> {
    let of_these = Column::UserId.is_in(users.iter().copied());
    names(connection, Condition::all().add(of_these)).await
}

/// The names on the credentials of people beyond one, up to another.
pub async fn list_names(
    connection: &impl ConnectionTrait,
    beyond: Option<UserId>,
    last: UserId,
) -> Result<BTreeMap<UserId, BTreeSet<String>>, DbErr> {
    let between = Condition::all()
        .add_option(beyond.map(|it| Column::UserId.gt(it)))
        .add(Column::UserId.lte(last));
    names(connection, between).await
}

async fn names(
    connection: &impl ConnectionTrait,
    whose: Condition,
) -> Result<BTreeMap<UserId, BTreeSet<String>>, DbErr> {
    let rows: Vec<(UserId, CertificateFacts)> = Entity::find()
        .select_only()
        .columns([Column::UserId, Column::Facts])
        .filter(whose)
        .into_tuple()
        .all(connection)
        .await?;
    let mut names: BTreeMap<UserId, BTreeSet<String>> = BTreeMap::new();
    for (user, facts) in rows {
        if let Some(name) = facts.recipient_name {
            names.entry(user).or_default().insert(name);
        }
    }
    Ok(names)
}
