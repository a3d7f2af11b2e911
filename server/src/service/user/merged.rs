//! Rows that turned out to be somebody's, whose names and credentials that person has now.

use entity::id::UserId;
use entity::user;
use sea_orm::{ConnectionTrait, DbErr};

use crate::store;

/// The rows that were merged into those of these people, and those that were merged into them before: a statement for each time that
/// rows of rows were merged, which is hardly ever.
pub(in crate::service) async fn merged_into(
    connection: &impl ConnectionTrait,
    people: &[UserId],
) -> Result<Vec<user::Model>, DbErr> {
    let mut merged: Vec<user::Model> = Vec::new();
    let mut newest = people.to_vec();
    while !newest.is_empty() {
        let mut rows = store::user::by_merged_into(connection, &newest).await?;
        // Nothing is merged into itself by any way; were it, this would not end.
        rows.retain(|row| !people.contains(&row.id) && merged.iter().all(|it| it.id != row.id));
        newest = rows.iter().map(|it| it.id).collect();
        merged.extend(rows);
    }
    Ok(merged)
}
