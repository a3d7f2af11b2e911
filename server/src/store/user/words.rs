//! Words of people's names, which follow from the key of the name and change in the transaction in which it does.
//!
//! Invariant: who has no account has none.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::UserId;
use entity::user_name_word::{Column, Entity, Model};
use entity::{MAX_NAME_WORDS, UsernameKey, name_words, user};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use super::search::within;
use super::{Range, by_id, has_account};
use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// Somebody with what tells whether a search means them: key, folded username, whether the platform lets the account be used, and the key
/// of the name.
pub type WithName = (UserId, UsernameKey, Option<bool>, Option<String>);

/// Somebody with what their words follow from: key, key of the name, and whether the words were written.
pub type Divided = (UserId, Option<String>, bool);

/// Who has the first words of a range in their names, in its order: whoever has several of them comes several times.
pub async fn list_with_word(
    connection: &impl ConnectionTrait,
    range: &Range,
    n_words: u64,
) -> Result<Vec<UserId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::UserId)
        .filter(within(Column::WordKey, range))
        .order_by_asc(Column::WordKey)
        .order_by_asc(Column::UserId)
        .limit(n_words)
        .into_tuple()
        .all(connection)
        .await
}

/// The names of these people, as far as they exist.
pub async fn by_ids_with_name(connection: &impl ConnectionTrait, ids: &[UserId]) -> Result<Vec<WithName>, DbErr> {
    let mut people = Vec::new();
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        let named: Vec<WithName> = user::Entity::find()
            .select_only()
            .columns([
                user::Column::Id,
                user::Column::UsernameKey,
                user::Column::IsActive,
                user::Column::NameKey,
            ])
            .filter(user::Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(connection)
            .await?;
        people.extend(named);
    }
    Ok(people)
}

/// Some people whose words were not written.
pub async fn list_without_words(connection: &impl ConnectionTrait, n_rows: u64) -> Result<Vec<UserId>, DbErr> {
    // Nothing but what the index has, so that it is read however many they are.
    user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::HasNameWords.eq(false))
        .limit(n_rows)
        .into_tuple()
        .all(connection)
        .await
}

/// The first people beyond one, with what their words follow from.
pub async fn list_divided(
    connection: &impl ConnectionTrait,
    beyond: Option<UserId>,
    n_rows: u64,
) -> Result<Vec<Divided>, DbErr> {
    user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::NameKey, user::Column::HasNameWords])
        .filter(Condition::all().add_option(beyond.map(|it| user::Column::Id.gt(it))))
        .order_by_asc(user::Column::Id)
        .limit(n_rows)
        .into_tuple()
        .all(connection)
        .await
}

/// The words that were written of people beyond one, up to another.
pub async fn list_words(
    connection: &impl ConnectionTrait,
    beyond: Option<UserId>,
    last: UserId,
) -> Result<BTreeMap<UserId, BTreeSet<String>>, DbErr> {
    let rows = Entity::find()
        .filter(Condition::all().add_option(beyond.map(|it| Column::UserId.gt(it))))
        .filter(Column::UserId.lte(last))
        .all(connection)
        .await?;
    let mut words: BTreeMap<UserId, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        words.entry(row.user_id).or_default().insert(row.word_key);
    }
    Ok(words)
}

/// The words that are written of whose name has this key.
#[must_use]
pub fn words_of(name_key: Option<&str>) -> BTreeSet<String> {
    let words = name_words(name_key.unwrap_or_default());
    words.into_iter().take(MAX_NAME_WORDS).map(str::to_owned).collect()
}

/// Writes the words of people as they were read, where each still has that version and no words; tells whether all had. Where they had
/// not, what was written has to be rolled back. No change of the row as others see it.
pub async fn update_words(
    connection: &impl ConnectionTrait,
    permit: &Permit,
    users: &[user::Model],
) -> Result<bool, DbErr> {
    for rows in users.chunks(ROWS_PER_STATEMENT) {
        let result = user::Entity::update_many()
            .col_expr(user::Column::HasNameWords, Expr::value(true))
            .filter(user::Column::Id.is_in(rows.iter().map(|it| it.id)))
            .filter(user::Column::HasNameWords.eq(false))
            .filter(Expr::col(user::Column::Version).eq(by_id(rows, |it| Expr::value(it.version))))
            .exec(connection)
            .await?;
        if usize::try_from(result.rows_affected) != Ok(rows.len()) {
            return Ok(false);
        }
    }
    replace(connection, permit, users).await?;
    Ok(true)
}

/// Notes that the words of these people have to be written anew. No change of the row as others see it.
pub async fn update_words_due(connection: &impl ConnectionTrait, _: &Permit, ids: &[UserId]) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::HasNameWords, Expr::value(false))
        .filter(user::Column::Id.is_in(ids.iter().copied()))
        .exec(connection)
        .await
        .map(drop)
}

/// Removes the words of a person.
pub async fn delete_words(connection: &impl ConnectionTrait, _: &Permit, user: UserId) -> Result<(), DbErr> {
    delete(connection, [user]).await
}

/// Writes the words of rows in the place of those that were there.
pub(super) async fn replace(connection: &impl ConnectionTrait, _: &Permit, users: &[user::Model]) -> Result<(), DbErr> {
    for rows in users.chunks(ROWS_PER_STATEMENT) {
        delete(connection, rows.iter().map(|it| it.id)).await?;
    }
    insert(connection, users).await
}

/// Writes the words of rows that have none.
pub(super) async fn insert(connection: &impl ConnectionTrait, users: &[user::Model]) -> Result<(), DbErr> {
    let words = users.iter().filter(|it| has_account(it)).flat_map(|it| {
        let words = words_of(it.name_key.as_deref()).into_iter();
        words.map(move |word_key| Model {
            user_id: it.id,
            word_key,
        })
    });
    let words: Vec<Model> = words.collect();
    for rows in words.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(Model::into_active_model);
        Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(())
}

async fn delete(connection: &impl ConnectionTrait, users: impl IntoIterator<Item = UserId>) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.is_in(users))
        .exec(connection)
        .await
        .map(drop)
}
