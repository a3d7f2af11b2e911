//! Mail to be sent.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::id::{OutgoingMailId, SiteId, UserId};
use entity::outgoing_mail::{COLUMN, Column, Entity, Model};
use entity::{MailError, MailState};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

use uuid::Uuid;

use crate::policy::Permit;
use crate::store::{Page, Position, ROWS_PER_STATEMENT, page};

/// Adds mail to be sent. One for which there is a mail already is a broken unique key.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, mails: &[Model]) -> Result<(), DbErr> {
    for rows in mails.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(Model::into_active_model);
        Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Finds a mail.
pub async fn find(connection: &impl ConnectionTrait, site: SiteId, id: OutgoingMailId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::SiteId.eq(site))
        .one(connection)
        .await
}

/// Finds a mail by what there is one for.
pub async fn find_by_dedupe_key(
    connection: &impl ConnectionTrait,
    site: SiteId,
    key: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::DedupeKey.eq(key))
        .one(connection)
        .await
}

/// The newest mail about each of these subjects.
pub async fn newest_by_subjects(
    connection: &impl ConnectionTrait,
    site: SiteId,
    subjects: &[Uuid],
) -> Result<BTreeMap<Uuid, Model>, DbErr> {
    if subjects.is_empty() {
        return Ok(BTreeMap::new());
    }
    // A handful for each subject.
    let rows = Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::SubjectId.is_in(subjects.iter().copied()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|it| (it.subject_id, it)).collect())
}

/// Up to `n_rows` mails that wait and may be sent, of every site, longest due first. Those that a worker has had for too long are
/// among them.
pub async fn list_due(connection: &impl ConnectionTrait, now: DateTime<Utc>, n_rows: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::State.is_in([MailState::Queued, MailState::Sending]))
        .filter(Column::NextAttemptAt.lte(now))
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::Id)
        .limit(n_rows)
        .all(connection)
        .await
}

/// A page of mails, newest first; those in one state, where one is given.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    state: Option<MailState>,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<Model>, DbErr> {
    let query = select(site, state);
    page::newest_first(connection, query, (Column::CreatedAt, Column::Id), after, n_rows).await
}

/// How many mails there are in a state, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    state: Option<MailState>,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = select(site, state);
    page::count(connection, query, Column::Id, at_most).await
}

fn select(site: SiteId, state: Option<MailState>) -> Select<Entity> {
    let query = Entity::find().filter(Column::SiteId.eq(site));
    match state {
        None => page::by_index(query, "ix_outgoing_mail_site_id_created_at_id"),
        Some(state) => page::by_index(
            query.filter(Column::State.eq(state)),
            "ix_outgoing_mail_site_id_state_created_at_id",
        ),
    }
}

/// Overwrites a mail that still has the version before; tells whether it had.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, mail: &Model) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(mail.clone().into_active_model().reset_all())
        .filter(COLUMN.id.eq(mail.id))
        .filter(COLUMN.version.eq(mail.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Lets mail be due that could not be sent because the address of one of these people was not known.
pub async fn update_addressed(
    connection: &impl ConnectionTrait,
    _: &Permit,
    people: &[UserId],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    if people.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(now))
        .filter(Column::UserId.is_in(people.iter().copied()))
        .filter(Column::State.eq(MailState::Queued))
        .filter(Column::LastError.eq(MailError::NoAddress))
        .exec(connection)
        .await
        .map(drop)
}

/// Gives one person the mail of another.
pub async fn move_all(connection: &impl ConnectionTrait, _: &Permit, from: UserId, to: UserId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UserId, Expr::value(to))
        .filter(Column::UserId.eq(from))
        .exec(connection)
        .await
        .map(drop)
}

/// Removes the mail of a person.
pub async fn delete_of_user(connection: &impl ConnectionTrait, _: &Permit, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(connection)
        .await
        .map(drop)
}
