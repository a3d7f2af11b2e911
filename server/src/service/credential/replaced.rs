//! The credentials that others replaced: they are with the rows that turned out to be a person's, where nobody finds them by name.

use entity::credential;
use entity::id::{CredentialId, UserId};
use sea_orm::{ConnectionTrait, DbErr};

use crate::service::user::merged_into;
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
    let merged = merged_into(connection, people).await?;
    if merged.is_empty() {
        return Ok(Vec::new());
    }
    let merged: Vec<UserId> = merged.iter().map(|it| it.id).collect();
    let mut credentials = store::credential::by_users(connection, &merged).await?;
    credentials.retain(|it| it.replaced_by_id.is_some_and(|it| replacing.contains(&it)));
    Ok(credentials)
}
