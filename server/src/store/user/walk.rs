//! Going through people one after the other.

use entity::id::{SiteId, UserId};
use entity::{CredentialStatus, credential, grade, user};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

use super::with_account;
use crate::store::page;

/// Through whom to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// Everybody who is known.
    Everybody,
    /// Those who have earned something on a site.
    OfSite(SiteId),
}

/// Up to `n_rows` people who have accounts of their own, beyond one.
pub async fn list_beyond(
    connection: &impl ConnectionTrait,
    walk: Walk,
    beyond: Option<UserId>,
    n_rows: u64,
) -> Result<Vec<user::Model>, DbErr> {
    let of_site = match walk {
        Walk::Everybody => None,
        Walk::OfSite(site) => Some(
            Condition::any()
                .add(Expr::exists(credentials_on(site)))
                .add(Expr::exists(grades_on(site))),
        ),
    };
    user::Entity::find()
        .filter(with_account())
        .filter(Condition::all().add_option(beyond.map(|it| user::Column::Id.gt(it))))
        .filter(Condition::all().add_option(of_site))
        .order_by_asc(user::Column::Id)
        .limit(n_rows)
        .all(connection)
        .await
}

/// A row that turned out to be somebody else's: the key of the row that it was merged into, and its own.
pub type Merged = (UserId, UserId);

/// Up to `n_rows` rows, beyond one, that turned out to be somebody else's.
pub async fn list_merged(
    connection: &impl ConnectionTrait,
    beyond: Option<Merged>,
    n_rows: u64,
) -> Result<Vec<Merged>, DbErr> {
    use user::Column;
    let beyond = beyond.map(|(into, id)| {
        let of_the_same = Column::MergedIntoId.eq(into).and(Column::Id.gt(id));
        // The first part follows from the second, in which not every database finds where to begin.
        Condition::all()
            .add(Column::MergedIntoId.gte(into))
            .add(Column::MergedIntoId.gt(into).or(of_the_same))
    });
    // Of all people few have such rows, and nothing is read of them but what the index has.
    page::by_index(user::Entity::find(), "ix_user_merged_into_id")
        .select_only()
        .columns([Column::MergedIntoId, Column::Id])
        .filter(Column::MergedIntoId.is_not_null())
        .filter(Condition::all().add_option(beyond))
        .order_by_asc(Column::MergedIntoId)
        .order_by_asc(Column::Id)
        .limit(n_rows)
        .into_tuple()
        .all(connection)
        .await
}

/// Those of these rows that have credentials that stand, but for rows of people who were retired.
pub async fn by_ids_holding(connection: &impl ConnectionTrait, ids: &[UserId]) -> Result<Vec<user::Model>, DbErr> {
    use credential::{Column, Entity};
    let standing = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::UserId)).equals((user::Entity, user::Column::Id)))
        .and_where(Expr::col((Entity, Column::Status)).eq(CredentialStatus::Awarded))
        .and_where(Expr::col((Entity, Column::ReplacedAt)).is_null())
        .take();
    user::Entity::find()
        .filter(user::Column::Id.is_in(ids.iter().copied()))
        .filter(user::Column::RetiredAt.is_null())
        .filter(Expr::exists(standing))
        .all(connection)
        .await
}

fn credentials_on(site: SiteId) -> SelectStatement {
    use credential::{Column, Entity};
    Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::UserId)).equals((user::Entity, user::Column::Id)))
        .and_where(Expr::col((Entity, Column::SiteId)).eq(site))
        .take()
}

fn grades_on(site: SiteId) -> SelectStatement {
    use grade::{Column, Entity};
    Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::UserId)).equals((user::Entity, user::Column::Id)))
        .and_where(Expr::col((Entity, Column::SiteId)).eq(site))
        .take()
}
