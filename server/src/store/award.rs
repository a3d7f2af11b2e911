//! What an award needs to know first, in one statement: each further one would be a round trip more for every award.

use entity::id::SiteId;
use entity::{UsernameKey, credential_configuration, user};
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, JoinType, SelectStatement, UnionType};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult as _, QuerySelect};

use super::configuration;
use crate::domain::learning_object::LearningObject;

/// Learners and configurations.
#[derive(Debug, Default)]
pub struct Known {
    /// The users of some names and of some numbers on the learning platform. Who has both may come twice.
    pub users: Vec<user::Model>,
    /// The configurations of some learning objects.
    pub configurations: Vec<credential_configuration::Model>,
}

/// The users of these names, those of these numbers, and the configurations of these learning objects, as far as they exist.
pub async fn known(
    connection: &impl ConnectionTrait,
    site: SiteId,
    keys: Vec<UsernameKey>,
    numbers: Vec<i64>,
    objects: &[LearningObject],
) -> Result<Known, DbErr> {
    // Each part has an index of its own.
    let mut statement = users(user::Column::UsernameKey.is_in(keys));
    if !numbers.is_empty() {
        statement.union(UnionType::All, users(user::Column::LmsUserId.is_in(numbers)));
    }
    if !objects.is_empty() {
        statement.union(UnionType::All, configurations(configuration::is_for(site, objects)));
    }
    let mut known = Known::default();
    let statement = connection.get_database_backend().build(&statement);
    for row in connection.query_all_raw(statement).await? {
        known.users.extend(Option::from_query_result(&row, "A_")?);
        known.configurations.extend(Option::from_query_result(&row, "B_")?);
    }
    Ok(known)
}

/// Users, with nothing in the columns of a configuration.
fn users(condition: Expr) -> SelectStatement {
    let mut statement = columns();
    statement
        .from(user::Entity)
        .join(JoinType::LeftJoin, credential_configuration::Entity, never())
        .and_where(condition)
        .take()
}

/// Configurations, with nothing in the columns of a user.
fn configurations(condition: Condition) -> SelectStatement {
    let mut statement = columns();
    statement
        .from(credential_configuration::Entity)
        .join(JoinType::LeftJoin, user::Entity, never())
        .cond_where(condition)
        .take()
}

/// The columns of both.
fn columns() -> SelectStatement {
    let mut both = user::Entity::find().select_also(credential_configuration::Entity);
    let mut statement = QuerySelect::query(&mut both).take();
    statement.from_clear().take()
}

/// That a user and a configuration go together, which they never do. The keys are compared for SQLite's sake, which would look
/// through the whole table for nothing.
fn never() -> Condition {
    let user = Expr::col((user::Entity, user::Column::Id));
    let is_same = user.equals((credential_configuration::Entity, credential_configuration::Column::Id));
    Condition::all().add(is_same).add(Expr::value(false))
}
