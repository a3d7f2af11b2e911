//! Words of people's names, which follow from the key of the name and change in the transaction in which it does, and those of names that
//! are pinned on their credentials.
//!
//! Invariant: who has no account has none.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::user_name_word::{Column, Entity, Model};
use entity::{MAX_NAME_WORDS, NAME_WORD_FOLDING, UsernameKey, name_words, search_key, user};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use super::search::within;
use super::{Range, by_id, has_account};
use crate::policy::Permit;
use crate::store::{ROWS_PER_STATEMENT, credential};

/// Most words of names that are pinned on one person's credentials.
const MAX_PINNED_WORDS: usize = 24;

/// Somebody with what tells whether a search means them: key, folded username, whether the platform lets the account be used, and the key
/// of the name.
pub type WithName = (UserId, UsernameKey, Option<bool>, Option<String>);

/// Words by which somebody is found, each with whether it is in no name but one that is pinned on a credential.
pub type Words = BTreeMap<String, bool>;

/// Names that are pinned on people's credentials.
pub type Pinned = BTreeMap<UserId, BTreeSet<String>>;

/// Somebody with what their words follow from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divided {
    /// Key.
    pub id: UserId,
    /// Key of the name.
    pub name_key: Option<String>,
    /// How the words were made that are written; 0 where they have to be written.
    pub folding: i32,
    /// Whether the row is somebody's.
    pub has_account: bool,
}

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

/// Words of these people that are in no names but those pinned on their credentials.
pub async fn pinned_words_by_ids(
    connection: &impl ConnectionTrait,
    ids: &[UserId],
) -> Result<BTreeMap<UserId, Vec<String>>, DbErr> {
    let mut words: BTreeMap<UserId, Vec<String>> = BTreeMap::new();
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        let rows = Entity::find()
            .filter(Column::UserId.is_in(ids.iter().copied()))
            .filter(Column::IsPinned.eq(true))
            .all(connection)
            .await?;
        for row in rows {
            words.entry(row.user_id).or_default().push(row.word_key);
        }
    }
    Ok(words)
}

/// Some people whose words were not written as they are made now.
pub async fn list_without_words(connection: &impl ConnectionTrait, n_rows: u64) -> Result<Vec<UserId>, DbErr> {
    // Nothing but what the index has, so that it is read however many they are.
    user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::NameWordsFolding.lt(NAME_WORD_FOLDING))
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
    type Row = (UserId, Option<String>, i32, Option<UserId>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = user::Entity::find()
        .select_only()
        .columns([
            user::Column::Id,
            user::Column::NameKey,
            user::Column::NameWordsFolding,
            user::Column::MergedIntoId,
            user::Column::RetiredAt,
        ])
        .filter(Condition::all().add_option(beyond.map(|it| user::Column::Id.gt(it))))
        .order_by_asc(user::Column::Id)
        .limit(n_rows)
        .into_tuple()
        .all(connection)
        .await?;
    let divided = |(id, name_key, folding, merged_into_id, retired_at): Row| Divided {
        id,
        name_key,
        folding,
        has_account: merged_into_id.is_none() && retired_at.is_none(),
    };
    Ok(rows.into_iter().map(divided).collect())
}

/// The words that were written of people beyond one, up to another.
pub async fn list_words(
    connection: &impl ConnectionTrait,
    beyond: Option<UserId>,
    last: UserId,
) -> Result<BTreeMap<UserId, Words>, DbErr> {
    let rows = Entity::find()
        .filter(Condition::all().add_option(beyond.map(|it| Column::UserId.gt(it))))
        .filter(Column::UserId.lte(last))
        .all(connection)
        .await?;
    let mut words: BTreeMap<UserId, Words> = BTreeMap::new();
    for row in rows {
        words
            .entry(row.user_id)
            .or_default()
            .insert(row.word_key, row.is_pinned);
    }
    Ok(words)
}

/// The words that are written of whose name has this key, and on whose credentials these names are pinned.
#[must_use]
pub fn words_of(name_key: Option<&str>, pinned: Option<&BTreeSet<String>>) -> Words {
    let words = |key: &str| name_words(key).into_iter().take(MAX_NAME_WORDS);
    let own: Words = words(name_key.unwrap_or_default()).map(|it| (it, false)).collect();
    let others: BTreeSet<String> = pinned
        .into_iter()
        .flatten()
        .filter_map(|name| search_key(name))
        .flat_map(|key| words(&key).collect::<Vec<_>>())
        .filter(|it| !own.contains_key(it))
        .collect();
    let others = others.into_iter().take(MAX_PINNED_WORDS).map(|it| (it, true));
    own.into_iter().chain(others).collect()
}

/// Writes the words of people as they were read, where each still has that version and has them to be written; tells whether all had. Where
/// they had not, what was written has to be rolled back. No change of the row as others see it.
pub async fn update_words(
    connection: &impl ConnectionTrait,
    permit: &Permit,
    users: &[user::Model],
) -> Result<bool, DbErr> {
    for rows in users.chunks(ROWS_PER_STATEMENT) {
        let result = user::Entity::update_many()
            .col_expr(user::Column::NameWordsFolding, Expr::value(NAME_WORD_FOLDING))
            .filter(user::Column::Id.is_in(rows.iter().map(|it| it.id)))
            .filter(user::Column::NameWordsFolding.lt(NAME_WORD_FOLDING))
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
    if ids.is_empty() {
        return Ok(());
    }
    user::Entity::update_many()
        .col_expr(user::Column::NameWordsFolding, Expr::value(0))
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
    let mut pinned = Pinned::new();
    for rows in users.chunks(ROWS_PER_STATEMENT) {
        delete(connection, rows.iter().map(|it| it.id)).await?;
        let ids: Vec<UserId> = rows.iter().filter(|it| has_account(it)).map(|it| it.id).collect();
        if !ids.is_empty() {
            pinned.extend(credential::names_by_users(connection, &ids).await?);
        }
    }
    insert(connection, users, &pinned).await
}

/// Writes the words of rows that have none, with those of names that are pinned on their credentials.
pub(super) async fn insert(
    connection: &impl ConnectionTrait,
    users: &[user::Model],
    pinned: &Pinned,
) -> Result<(), DbErr> {
    let words = users.iter().filter(|it| has_account(it)).flat_map(|it| {
        let words = words_of(it.name_key.as_deref(), pinned.get(&it.id)).into_iter();
        words.map(move |(word_key, is_pinned)| Model {
            user_id: it.id,
            word_key,
            is_pinned,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{MAX_PINNED_WORDS, words_of};

    #[test]
    fn names_on_certificates_add_the_words_that_the_name_has_not() {
        let pinned = BTreeSet::from(["Ada Lovelace".to_owned(), "A. King".to_owned(), " ".to_owned()]);
        let words: Vec<(String, bool)> = words_of(Some("ada king"), Some(&pinned)).into_iter().collect();
        let expected = [("a", true), ("ada", false), ("king", false), ("lovelace", true)];
        assert_eq!(words, expected.map(|(word, is_pinned)| (word.to_owned(), is_pinned)));
        assert_eq!(words_of(None, None).len(), 0);
        let many: BTreeSet<String> = (0..100).map(|it| format!("name{it}")).collect();
        assert_eq!(words_of(None, Some(&many)).len(), MAX_PINNED_WORDS);
    }
}
