//! Attributes of credentials.

use std::collections::BTreeMap;

use entity::AttributeName;
use entity::credential_attribute::{ActiveModel, Column, Entity, Model};
use entity::id::CredentialId;
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};

use crate::policy::Permit;
use crate::store::ROWS_PER_STATEMENT;

/// The attributes of these credentials, by name.
pub async fn by_credentials(
    connection: &impl ConnectionTrait,
    ids: &[CredentialId],
) -> Result<BTreeMap<CredentialId, Vec<Model>>, DbErr> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = Entity::find()
        .filter(Column::CredentialId.is_in(ids.iter().copied()))
        .order_by_asc(Column::Name)
        .all(connection)
        .await?;
    let mut by_credential: BTreeMap<CredentialId, Vec<Model>> = BTreeMap::new();
    for row in rows {
        by_credential.entry(row.credential_id).or_default().push(row);
    }
    Ok(by_credential)
}

/// Writes attributes, over those of the same name.
pub async fn upsert_many(connection: &impl ConnectionTrait, _: &Permit, attributes: &[Model]) -> Result<(), DbErr> {
    for rows in attributes.chunks(ROWS_PER_STATEMENT) {
        let rows = rows
            .iter()
            .cloned()
            .map(Model::into_active_model)
            .collect::<Vec<ActiveModel>>();
        Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([Column::CredentialId, Column::Name])
                    .update_column(Column::Value)
                    .to_owned(),
            )
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// Removes attributes by their names.
pub async fn delete_many(
    connection: &impl ConnectionTrait,
    _: &Permit,
    attributes: &[(CredentialId, AttributeName)],
) -> Result<(), DbErr> {
    for attributes in attributes.chunks(ROWS_PER_STATEMENT) {
        let one = |(credential, name): &(CredentialId, AttributeName)| {
            Column::CredentialId.eq(*credential).and(Column::Name.eq(name.clone()))
        };
        Entity::delete_many()
            .filter(attributes.iter().map(one).fold(Condition::any(), Condition::add))
            .exec(connection)
            .await?;
    }
    Ok(())
}

/// Removes all attributes of these credentials.
pub async fn delete_of_credentials(
    connection: &impl ConnectionTrait,
    _: &Permit,
    ids: &[CredentialId],
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::CredentialId.is_in(ids.iter().copied()))
        .exec(connection)
        .await
        .map(drop)
}
