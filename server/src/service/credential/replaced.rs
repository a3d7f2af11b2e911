//! The credentials that others replaced: they are with the rows that turned out to be a person's, where nobody finds them by name.

use entity::credential;
use entity::id::{CredentialId, UserId};
use sea_orm::{ConnectionTrait, DbErr};

use crate::store;

/// The credentials that any of these replaced, which these people have. Takes a statement for each time that rows of rows were merged, which
/// is hardly ever, and one for the credentials where any were.
pub(super) async fn by(
    connection: &impl ConnectionTrait,
    people: &[UserId],
    replacing: &[CredentialId],
) -> Result<Vec<credential::Model>, DbErr> {
    if replacing.is_empty() {
        return Ok(Vec::new());
    }
    let mut merged: Vec<UserId> = Vec::new();
    let mut newest = people.to_vec();
    while !newest.is_empty() {
        let rows = store::user::by_merged_into(connection, &newest).await?;
        // Nothing is merged into itself by any way; were it, this would not end.
        let is_new = |it: &UserId| !merged.contains(it) && !people.contains(it);
        newest = rows.iter().map(|it| it.id).filter(is_new).collect();
        merged.extend(&newest);
    }
    if merged.is_empty() {
        return Ok(Vec::new());
    }
    let mut credentials = store::credential::by_users(connection, &merged).await?;
    credentials.retain(|it| it.replaced_by_id.is_some_and(|it| replacing.contains(&it)));
    Ok(credentials)
}
