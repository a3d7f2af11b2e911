//! Who signs the certificates of a configuration, in order.

use sea_orm::entity::prelude::*;

use crate::id::{ConfigurationId, SignatoryId};

/// Who signs the certificates of a configuration, in order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "configuration_signatory")]
pub struct Model {
    /// Configuration.
    #[sea_orm(primary_key, auto_increment = false)]
    pub configuration_id: ConfigurationId,
    /// Signatory.
    #[sea_orm(primary_key, auto_increment = false)]
    pub signatory_id: SignatoryId,
    /// Order, from 0.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
