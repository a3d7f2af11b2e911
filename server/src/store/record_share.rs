//! Links to learner records, and how often they were followed.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::id::{ProgramId, RecordShareId, ShareToken, SiteId, UserId};
use entity::record_share::{Column, Entity, Model};
use entity::record_share_view;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use crate::policy::Permit;

/// Finds a link.
pub async fn find(connection: &impl ConnectionTrait, site: SiteId, id: RecordShareId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::SiteId.eq(site))
        .one(connection)
        .await
}

/// Finds a link by what opens it.
pub async fn find_by_token(
    connection: &impl ConnectionTrait,
    site: SiteId,
    token: ShareToken,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::Token.eq(token))
        .filter(Column::SiteId.eq(site))
        .one(connection)
        .await
}

/// The newest links to these records, newest first, at most so many in all.
pub async fn by_records(
    connection: &impl ConnectionTrait,
    site: SiteId,
    records: &[(UserId, ProgramId)],
    at_most: u64,
) -> Result<Vec<Model>, DbErr> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    // One learner's records in one statement; more than a few learners do not come together.
    let mut any = Condition::any();
    let mut learners: Vec<UserId> = records.iter().map(|(user, _)| *user).collect();
    learners.sort();
    learners.dedup();
    for learner in learners {
        let programs = records.iter().filter(|(user, _)| *user == learner).map(|(_, it)| *it);
        any = any.add(Column::UserId.eq(learner).and(Column::ProgramId.is_in(programs)));
    }
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(any)
        .order_by_desc(Column::Id)
        .limit(at_most)
        .all(connection)
        .await
}

/// Writes a new link.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, share: &Model) -> Result<(), DbErr> {
    Entity::insert(share.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Overwrites a link that still has the version before; tells whether it had.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, share: &Model) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(share.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(share.id))
        .filter(Column::Version.eq(share.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Gives one learner the links of another.
pub async fn move_all(connection: &impl ConnectionTrait, _: &Permit, from: UserId, to: UserId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UserId, Expr::value(to))
        .filter(Column::UserId.eq(from))
        .exec(connection)
        .await
        .map(drop)
}

/// The links of a learner, on every site.
pub async fn ids_of_user(connection: &impl ConnectionTrait, user: UserId) -> Result<Vec<RecordShareId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::UserId.eq(user))
        .into_tuple()
        .all(connection)
        .await
}

/// Those of these links that are there.
pub async fn existing(
    connection: &impl ConnectionTrait,
    ids: &[RecordShareId],
) -> Result<BTreeSet<RecordShareId>, DbErr> {
    let found: Vec<RecordShareId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

/// Removes links, and how often they were followed.
pub async fn delete_many(connection: &impl ConnectionTrait, _: &Permit, ids: &[RecordShareId]) -> Result<(), DbErr> {
    record_share_view::Entity::delete_many()
        .filter(record_share_view::Column::RecordShareId.is_in(ids.iter().copied()))
        .exec(connection)
        .await?;
    Entity::delete_many()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(connection)
        .await
        .map(drop)
}

/// Counts one more view in a slot of a day.
pub async fn insert_view(
    connection: &impl ConnectionTrait,
    _: &Permit,
    id: RecordShareId,
    day: NaiveDate,
    slot: i16,
) -> Result<(), DbErr> {
    use record_share_view::Column as View;
    let first = record_share_view::Model {
        record_share_id: id,
        viewed_on: day,
        slot,
        n_views: 1,
    };
    let once_more = Expr::col((record_share_view::Entity, View::NViews)).add(1);
    record_share_view::Entity::insert(first.into_active_model())
        .on_conflict(
            OnConflict::columns([View::RecordShareId, View::ViewedOn, View::Slot])
                .value(View::NViews, once_more)
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// How often these links were followed on each day, oldest day first.
pub async fn count_views(
    connection: &impl ConnectionTrait,
    ids: &[RecordShareId],
) -> Result<Vec<(RecordShareId, NaiveDate, i64)>, DbErr> {
    use record_share_view::Column as View;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    record_share_view::Entity::find()
        .select_only()
        .columns([View::RecordShareId, View::ViewedOn])
        // A sum is a decimal number to MySQL and MariaDB.
        .column_as(Expr::cust("CAST(SUM(n_views) AS SIGNED)"), "n_views")
        .filter(View::RecordShareId.is_in(ids.iter().copied()))
        .group_by(View::RecordShareId)
        .group_by(View::ViewedOn)
        .order_by_asc(View::ViewedOn)
        .into_tuple()
        .all(connection)
        .await
}
