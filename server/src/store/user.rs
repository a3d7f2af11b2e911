//! Users.

mod search;
mod walk;
mod words;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::{NAME_WORD_FOLDING, UsernameKey, search_key, user};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, Func};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _,
    IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use crate::policy::Permit;
use crate::store::{ROWS_PER_STATEMENT, page};

pub use search::{Account, By, Named, Range, count_in_range, list_in_range};
pub use walk::{Merged, Walk, by_ids_holding, list_beyond, list_merged};
pub use words::{
    Divided, Pinned, WithName, Words, by_ids_with_name, delete_words, list_divided, list_with_word, list_without_words,
    list_words, pinned_words_by_ids, update_words, update_words_due, words_of,
};

/// Finds a user by name.
pub async fn find(connection: &impl ConnectionTrait, key: &UsernameKey) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::COLUMN.username_key.eq(key.clone()))
        .one(connection)
        .await
}

/// Finds a user by name, or who was retired under it.
pub async fn find_or_retired(
    connection: &impl ConnectionTrait,
    key: &UsernameKey,
) -> Result<Option<user::Model>, DbErr> {
    let mut rows = by_keys_or_retired(connection, vec![key.clone()]).await?;
    // Were there two, who was retired would have the name.
    rows.sort_by_key(|it| it.retired_at.is_none());
    Ok(rows.into_iter().next())
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

/// The users of these names, and those who were retired under them, as far as they exist.
pub async fn by_keys_or_retired(
    connection: &impl ConnectionTrait,
    keys: Vec<UsernameKey>,
) -> Result<Vec<user::Model>, DbErr> {
    by_keys(connection, with_retired(keys)).await
}

/// These keys, and those that the names have where their bearers were retired.
pub(super) fn with_retired(mut keys: Vec<UsernameKey>) -> Vec<UsernameKey> {
    let retired: Vec<UsernameKey> = keys.iter().map(UsernameKey::retired).collect();
    keys.extend(retired);
    keys
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

/// The users that were merged into these.
pub async fn by_merged_into(connection: &impl ConnectionTrait, ids: &[UserId]) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::Column::MergedIntoId.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Writes new users; tells whether none of them was retired meanwhile. Otherwise what was written has to be rolled back.
///
/// A name that is being retired is first held by a row like any other, so that of two writers one waits for the other; who comes
/// second here sees what the first has made of it.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, users: &[user::Model]) -> Result<bool, DbErr> {
    if users.is_empty() {
        return Ok(true);
    }
    let found: Vec<user::Model> = users.iter().map(searchable).collect();
    for rows in found.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(user::Model::into_active_model);
        user::Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    words::insert(connection, &found, &Pinned::new()).await?;
    let keys = users.iter().map(|it| it.username_key.retired());
    let retired = user::Entity::find().filter(user::Column::UsernameKey.is_in(keys));
    Ok(retired.one(connection).await?.is_none())
}

/// The row with what it is found by, which goes with every change of it; who has no account is not found.
fn searchable(user: &user::Model) -> user::Model {
    let key = |text: &Option<String>| text.as_deref().filter(|_| has_account(user)).and_then(search_key);
    user::Model {
        name_key: key(&user.full_name),
        email_key: key(&user.email),
        name_words_folding: NAME_WORD_FOLDING,
        ..user.clone()
    }
}

/// Whether the row is somebody's: not who was retired, nor who turned out to be another.
fn has_account(user: &user::Model) -> bool {
    user.retired_at.is_none() && user.merged_into_id.is_none()
}

/// Whether the words of a row's name have to be written with it. Their keys are still as they were read.
fn has_new_words(user: &user::Model) -> bool {
    user.name_words_folding != NAME_WORD_FOLDING || !has_account(user) || user.name_key != searchable(user).name_key
}

/// Overwrites a row that still has the version before; tells whether it had.
pub async fn update(connection: &impl ConnectionTrait, permit: &Permit, user: &user::Model) -> Result<bool, DbErr> {
    let found = searchable(user);
    let mut row = found.clone().into_active_model().reset_all();
    if !has_new_words(user) {
        // Somebody may have noted meanwhile that they have to be written.
        row.name_words_folding = ActiveValue::NotSet;
    }
    let result = user::Entity::update_many()
        .set(row)
        .filter(user::COLUMN.id.eq(user.id))
        .filter(user::COLUMN.version.eq(user.version - 1))
        .exec(connection)
        .await?;
    if result.rows_affected != 1 {
        return Ok(false);
    }
    if has_new_words(user) {
        words::replace(connection, permit, &[found]).await?;
    }
    Ok(true)
}

/// Gives rows other names, where each still has the version before; tells whether all had. Where they had not, what was written has to
/// be rolled back.
///
/// A name may be that of another row of the list, so all give theirs up before any gets the new one.
pub async fn rename_many(
    connection: &impl ConnectionTrait,
    permit: &Permit,
    users: &[user::Model],
) -> Result<bool, DbErr> {
    use user::Column;
    for rows in users.chunks(ROWS_PER_STATEMENT) {
        let nobody = |it: &user::Model| Expr::value(UsernameKey::given_up(it.id));
        let before = |it: &user::Model| Expr::value(it.version - 1);
        let result = user::Entity::update_many()
            .col_expr(Column::UsernameKey, by_id(rows, nobody))
            .filter(Column::Id.is_in(rows.iter().map(|it| it.id)))
            .filter(Expr::col(Column::Version).eq(by_id(rows, before)))
            .exec(connection)
            .await?;
        if usize::try_from(result.rows_affected) != Ok(rows.len()) {
            return Ok(false);
        }
    }
    for rows in users.chunks(ROWS_PER_STATEMENT) {
        user::Entity::update_many()
            .col_expr(Column::Username, by_id(rows, |it| Expr::value(it.username.clone())))
            .col_expr(
                Column::UsernameKey,
                by_id(rows, |it| Expr::value(it.username_key.clone())),
            )
            .col_expr(Column::FullName, by_id(rows, |it| Expr::value(it.full_name.clone())))
            .col_expr(Column::NameKey, by_id(rows, |it| Expr::value(searchable(it).name_key)))
            .col_expr(
                Column::EmailKey,
                by_id(rows, |it| Expr::value(searchable(it).email_key)),
            )
            .col_expr(
                Column::NameWordsFolding,
                by_id(rows, |it| {
                    if has_new_words(it) {
                        Expr::value(NAME_WORD_FOLDING)
                    } else {
                        Expr::col(Column::NameWordsFolding)
                    }
                }),
            )
            .col_expr(
                Column::IsNameVerified,
                by_id(rows, |it| Expr::value(it.is_name_verified)),
            )
            .col_expr(Column::NameDueSince, by_id(rows, |it| Expr::value(it.name_due_since)))
            .col_expr(Column::SyncDueAt, by_id(rows, |it| Expr::value(it.sync_due_at)))
            .col_expr(Column::ClaimsAt, by_id(rows, |it| Expr::value(it.claims_at)))
            .col_expr(Column::UpdatedAt, by_id(rows, |it| Expr::value(it.updated_at)))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.is_in(rows.iter().map(|it| it.id)))
            .exec(connection)
            .await?;
    }
    let changed: Vec<user::Model> = users.iter().filter(|it| has_new_words(it)).map(searchable).collect();
    words::replace(connection, permit, &changed).await?;
    Ok(true)
}

/// The value of each row, by its key.
fn by_id(rows: &[user::Model], value: impl Fn(&user::Model) -> Expr) -> Expr {
    let choice = rows.iter().fold(CaseStatement::new(), |choice, it| {
        choice.case(Expr::col(user::Column::Id).eq(it.id), value(it))
    });
    choice.into()
}

/// What something new that a person gets takes from their row as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reliance {
    /// Whether the row has a name.
    pub is_named: bool,
    /// Whether the account is to be asked for the name that certificates show.
    pub is_name_due: bool,
}

/// Counts a change of each of these rows, and lets the names that are due be asked for from `now` on; tells whether all have a name or
/// lack it as told, and none was merged into another.
pub async fn touch_many(
    connection: &impl ConnectionTrait,
    _: &Permit,
    users: &BTreeMap<UserId, Reliance>,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    if users.is_empty() {
        return Ok(true);
    }
    let ids = |is_named: bool| {
        let these = users.iter().filter(move |(_, it)| it.is_named == is_named);
        these.map(|(id, _)| *id).collect::<Vec<_>>()
    };
    let due: Vec<UserId> = users
        .iter()
        .filter(|(_, it)| it.is_name_due)
        .map(|(id, _)| *id)
        .collect();
    let where_due = |then: Expr, column: user::Column| -> Expr {
        let choice = CaseStatement::new().case(user::Column::Id.is_in(due.iter().copied()), then);
        choice.finally(Expr::col(column)).into()
    };
    let since = Func::coalesce([Expr::col(user::Column::NameDueSince), Expr::value(now)]);
    let result = user::Entity::update_many()
        .col_expr(
            user::Column::NameDueSince,
            where_due(since.into(), user::Column::NameDueSince),
        )
        .col_expr(
            user::Column::SyncDueAt,
            where_due(Expr::value(now), user::Column::SyncDueAt),
        )
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1))
        .filter(
            Condition::any()
                .add(user::Column::Id.is_in(ids(true)))
                .add(user::Column::Id.is_in(ids(false)).and(user::Column::FullName.is_null())),
        )
        .filter(user::Column::MergedIntoId.is_null())
        .filter(user::Column::RetiredAt.is_null())
        .exec(connection)
        .await?;
    Ok(usize::try_from(result.rows_affected) == Ok(users.len()))
}

/// Retired people of whom what was under way may still have to be erased.
pub async fn list_to_erase(connection: &impl ConnectionTrait, n_rows: u64) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::Column::EraseUntil.is_not_null())
        .order_by_asc(user::Column::EraseUntil)
        .limit(n_rows)
        .all(connection)
        .await
}

/// Notes that nothing of a retired person is left to erase.
pub async fn update_erased(connection: &impl ConnectionTrait, _: &Permit, user: &user::Model) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::EraseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(user::Column::Id.eq(user.id))
        .filter(user::Column::EraseUntil.eq(user.erase_until))
        .exec(connection)
        .await
        .map(drop)
}

/// People who have an account of their own: not who was retired, nor who turned out to be another.
fn with_account() -> Condition {
    Condition::all()
        .add(user::Column::RetiredAt.is_null())
        .add(user::Column::MergedIntoId.is_null())
}

/// Up to `n_rows` people who were due before `at` or then to be compared with their accounts, longest first.
pub async fn list_due(
    connection: &impl ConnectionTrait,
    at: DateTime<Utc>,
    n_rows: u64,
) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::Column::SyncDueAt.lte(at))
        .filter(with_account())
        .order_by_asc(user::Column::SyncDueAt)
        .order_by_asc(user::Column::Id)
        .limit(n_rows)
        .all(connection)
        .await
}

/// How many people are due.
pub async fn count_due(connection: &impl ConnectionTrait, at: DateTime<Utc>) -> Result<u64, DbErr> {
    user::Entity::find()
        .filter(user::Column::SyncDueAt.lte(at))
        .filter(with_account())
        .count(connection)
        .await
}

/// The same, counted up to `at_most`.
pub async fn count_due_up_to(connection: &impl ConnectionTrait, at: DateTime<Utc>, at_most: u64) -> Result<u64, DbErr> {
    let due = user::Entity::find()
        .filter(user::Column::SyncDueAt.lte(at))
        .filter(with_account());
    page::count(connection, due, user::Column::Id, at_most).await
}

/// Up to `n_rows` people beyond one who will be due only after `at`.
pub async fn list_not_due(
    connection: &impl ConnectionTrait,
    at: DateTime<Utc>,
    beyond: Option<UserId>,
    n_rows: u64,
) -> Result<Vec<UserId>, DbErr> {
    user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::SyncDueAt.gt(at))
        .filter(with_account())
        .filter(Condition::all().add_option(beyond.map(|it| user::Column::Id.gt(it))))
        .order_by_asc(user::Column::Id)
        .limit(n_rows)
        .into_tuple()
        .all(connection)
        .await
}

/// Notes that the accounts of these people were asked at `asked_at` for the names that certificates show: nothing waits for that but what
/// has come since. No change of the row as others see it.
pub async fn update_name_asked(
    connection: &impl ConnectionTrait,
    _: &Permit,
    ids: &[UserId],
    asked_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    user::Entity::update_many()
        .col_expr(user::Column::NameDueSince, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(user::Column::Id.is_in(ids.iter().copied()))
        .filter(user::Column::NameDueSince.lte(asked_at))
        .exec(connection)
        .await
        .map(drop)
}

/// Sets when these people are due next who were compared with their accounts as they were at `asked_at`; whoever has become due since
/// stays so. No change of the row as others see it.
pub async fn update_compared(
    connection: &impl ConnectionTrait,
    _: &Permit,
    ids: &[UserId],
    asked_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::SyncDueAt, Expr::value(due_at))
        .filter(user::Column::Id.is_in(ids.iter().copied()))
        .filter(user::Column::SyncDueAt.lte(asked_at))
        .exec(connection)
        .await
        .map(drop)
}

/// Sets when these people are due next; of those who are never due nothing changes. No change of the row as others see it.
pub async fn update_due(
    connection: &impl ConnectionTrait,
    _: &Permit,
    ids: &[UserId],
    due_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::SyncDueAt, Expr::value(due_at))
        .filter(user::Column::Id.is_in(ids.iter().copied()))
        .filter(user::Column::SyncDueAt.is_not_null())
        .exec(connection)
        .await
        .map(drop)
}
