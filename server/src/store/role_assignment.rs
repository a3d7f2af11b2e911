//! Roles of people at sites.

use std::collections::BTreeSet;

use entity::SiteRole;
use entity::id::{RoleAssignmentId, SiteId, UserId};
use entity::role_assignment::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QuerySelect as _,
};

use crate::policy::Permit;
use crate::store::{Page, Position, page};

/// Which assignments a list contains; every choice that is set must hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Those of this person.
    pub user: Option<UserId>,
    /// Those of this role.
    pub role: Option<SiteRole>,
}

/// The roles of a person at a site.
pub async fn list_of_user(
    connection: &impl ConnectionTrait,
    site: SiteId,
    user: UserId,
) -> Result<BTreeSet<SiteRole>, DbErr> {
    let roles: Vec<SiteRole> = Entity::find()
        .select_only()
        .column(Column::Role)
        .filter(Column::UserId.eq(user))
        .filter(Column::SiteId.eq(site))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(roles.into_iter().collect())
}

/// Finds an assignment.
pub async fn find(
    connection: &impl ConnectionTrait,
    site: SiteId,
    id: RoleAssignmentId,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::SiteId.eq(site))
        .one(connection)
        .await
}

/// Finds a person's assignment of a role at a site.
pub async fn find_by_role(
    connection: &impl ConnectionTrait,
    site: SiteId,
    user: UserId,
    role: SiteRole,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::UserId.eq(user))
        .filter(Column::SiteId.eq(site))
        .filter(Column::Role.eq(role))
        .one(connection)
        .await
}

/// A page of a site's assignments, newest first.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: Filter,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<Model>, DbErr> {
    let query = Entity::find().filter(condition(site, filter));
    page::newest_first(connection, query, (Column::GrantedAt, Column::Id), after, n_rows).await
}

/// How many assignments a site has, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: Filter,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = Entity::find().filter(condition(site, filter));
    page::count(connection, query, Column::Id, at_most).await
}

fn condition(site: SiteId, filter: Filter) -> Condition {
    Condition::all()
        .add(Column::SiteId.eq(site))
        .add_option(filter.user.map(|it| Column::UserId.eq(it)))
        .add_option(filter.role.map(|it| Column::Role.eq(it)))
}

/// Writes an assignment. One that is there already is a broken unique key.
pub async fn insert(connection: &impl ConnectionTrait, _: &Permit, assignment: &Model) -> Result<(), DbErr> {
    Entity::insert(assignment.clone().into_active_model())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Removes an assignment; tells whether it was there.
pub async fn delete(connection: &impl ConnectionTrait, _: &Permit, id: RoleAssignmentId) -> Result<bool, DbErr> {
    let done = Entity::delete_many().filter(Column::Id.eq(id)).exec(connection).await?;
    Ok(done.rows_affected == 1)
}

/// Removes every role of a person.
pub async fn delete_of_user(connection: &impl ConnectionTrait, _: &Permit, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(connection)
        .await
        .map(drop)
}

/// Gives one person the roles of another; those that both have, once.
pub async fn move_all(connection: &impl ConnectionTrait, _: &Permit, from: UserId, to: UserId) -> Result<(), DbErr> {
    let rows = Entity::find()
        .filter(Column::UserId.is_in([from, to]))
        .all(connection)
        .await?;
    let (of_both, moved): (Vec<&Model>, Vec<&Model>) = rows.iter().filter(|it| it.user_id == from).partition(|it| {
        rows.iter()
            .any(|other| other.user_id == to && (other.site_id, other.role) == (it.site_id, it.role))
    });
    if !of_both.is_empty() {
        Entity::delete_many()
            .filter(Column::Id.is_in(of_both.iter().map(|it| it.id)))
            .exec(connection)
            .await?;
    }
    if !moved.is_empty() {
        Entity::update_many()
            .col_expr(Column::UserId, Expr::value(to))
            .filter(Column::Id.is_in(moved.iter().map(|it| it.id)))
            .exec(connection)
            .await?;
    }
    Ok(())
}
