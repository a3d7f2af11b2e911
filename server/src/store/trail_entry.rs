//! The audit trail: rows are only ever added, and lose what they tell in words of a person who is retired.

use entity::id::{SiteId, TrailEntryId, UserId};
use entity::trail_entry::{Column, Entity, Model};
use entity::{TrailAction, TrailSubject};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};
use uuid::Uuid;

use crate::domain::audit::unnamed;
use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// Finds an entry.
pub async fn find(connection: &impl ConnectionTrait, id: TrailEntryId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(connection).await
}

/// What roles at a site these people were granted and lost, oldest first.
pub async fn list_of_roles(
    connection: &impl ConnectionTrait,
    site: SiteId,
    people: &[UserId],
) -> Result<Vec<Model>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    Entity::find()
        .filter(Column::SubjectId.is_in(people.iter().map(|it| it.0)))
        .filter(Column::SubjectKind.eq(TrailSubject::User))
        .filter(Column::Action.is_in([TrailAction::RoleGranted, TrailAction::RoleRevoked]))
        .filter(Column::SiteId.eq(site))
        .order_by_asc(Column::HappenedAt)
        .order_by_asc(Column::Id)
        .all(connection)
        .await
}

/// Adds entries; one that is there already stays as it is.
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, entries: &[Model]) -> Result<(), DbErr> {
    debug_assert_eq!(
        entries.iter().find_map(|it| unnamed(&it.details)),
        None,
        "readers have no words for it"
    );
    for rows in entries.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().cloned().map(Model::into_active_model);
        Entity::insert_many(rows)
            .on_conflict(OnConflict::column(Column::Id).do_nothing_on([Column::Id]).to_owned())
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// Takes away what entries about these subjects tell in words: reasons, and the names that callers gave to requests. Why somebody was
/// retired stays: it was accepted because it names nobody.
pub async fn update_erased(connection: &impl ConnectionTrait, _: &Permit, subjects: &[Uuid]) -> Result<(), DbErr> {
    let nothing = || Expr::value(Option::<String>::None);
    Entity::update_many()
        .col_expr(Column::Reason, nothing())
        .col_expr(Column::RequestId, nothing())
        .filter(Column::SubjectId.is_in(subjects.iter().copied()))
        .filter(
            Condition::any()
                .add(Column::Reason.is_not_null())
                .add(Column::RequestId.is_not_null()),
        )
        .filter(loses_words())
        .exec(connection)
        .await
        .map(drop)
}

/// Whether an entry loses its words, and the salt of their digest, when its subject is retired.
pub(super) fn loses_words() -> Condition {
    Condition::any()
        .add(Column::Action.ne(TrailAction::UserRetired))
        .add(Column::Reason.is_null())
}
