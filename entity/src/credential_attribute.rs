//! A free name/value pair of a credential.

use sea_orm::entity::prelude::*;

use crate::AttributeName;
use crate::id::CredentialId;

/// A free name/value pair of a credential.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credential_attribute")]
pub struct Model {
    /// Credential.
    #[sea_orm(primary_key, auto_increment = false)]
    pub credential_id: CredentialId,
    /// Name, unique within the credential.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: AttributeName,
    /// Value.
    pub value: String,
}

impl ActiveModelBehavior for ActiveModel {}
