//! Records that were sent over pathways.

use std::collections::BTreeSet;

use entity::id::{PathwayId, ProgramId, RecordSendId, SiteId, UserId};
use entity::record_send::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _,
};

use crate::policy::Permit;

/// Finds one by its key.
pub async fn find(connection: &impl ConnectionTrait, site: SiteId, id: RecordSendId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::SiteId.eq(site))
        .one(connection)
        .await
}

/// Finds what was sent of a learner's record in a program over a pathway.
pub async fn find_by_pathway(
    connection: &impl ConnectionTrait,
    site: SiteId,
    (learner, program): (UserId, ProgramId),
    pathway: PathwayId,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::UserId.eq(learner))
        .filter(Column::ProgramId.eq(program))
        .filter(Column::PathwayId.eq(pathway))
        .one(connection)
        .await
}

/// What was sent of these learners' records in these programs; of some pairs that were not asked for, too.
pub async fn by_records(
    connection: &impl ConnectionTrait,
    site: SiteId,
    records: &[(UserId, ProgramId)],
) -> Result<Vec<Model>, DbErr> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let learners: BTreeSet<UserId> = records.iter().map(|(it, _)| *it).collect();
    let programs: BTreeSet<ProgramId> = records.iter().map(|(_, it)| *it).collect();
    let condition = Condition::all()
        .add(Column::SiteId.eq(site))
        .add(Column::UserId.is_in(learners))
        .add(Column::ProgramId.is_in(programs));
    Entity::find()
        .filter(condition)
        .order_by_asc(Column::Id)
        .all(connection)
        .await
}

/// Writes a new one.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, send: &Model) -> Result<(), DbErr> {
    Entity::insert(send.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Overwrites one that still has the version before; tells whether it had.
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, send: &Model) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(send.clone().into_active_model().reset_all())
        .filter(Column::Id.eq(send.id))
        .filter(Column::Version.eq(send.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Gives one person what another had sent, where they had not sent the same; the rest goes.
pub async fn move_all(
    connection: &impl ConnectionTrait,
    permit: &Permit,
    from: UserId,
    to: UserId,
) -> Result<(), DbErr> {
    let rows = Entity::find()
        .filter(Column::UserId.is_in([from, to]))
        .all(connection)
        .await?;
    let offer = |it: &Model| (it.program_id, it.pathway_id);
    let theirs: BTreeSet<_> = rows.iter().filter(|it| it.user_id == to).map(offer).collect();
    let moved: Vec<RecordSendId> = rows
        .iter()
        .filter(|it| it.user_id == from && !theirs.contains(&offer(it)))
        .map(|it| it.id)
        .collect();
    if !moved.is_empty() {
        Entity::update_many()
            .col_expr(Column::UserId, Expr::value(to))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.is_in(moved))
            .exec(connection)
            .await?;
    }
    if rows.iter().any(|it| it.user_id == from) {
        delete_of_user(connection, permit, from).await?;
    }
    Ok(())
}

/// Removes what tells that a person's records were sent.
pub async fn delete_of_user(connection: &impl ConnectionTrait, _: &Permit, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(connection)
        .await
        .map(drop)
}
