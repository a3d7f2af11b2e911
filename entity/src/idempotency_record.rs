//! The stored answer to a request that carried an idempotency key; lets the caller repeat the request safely.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::UserId;

/// The stored answer to a request that carried an idempotency key; lets the caller repeat the request safely.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_record")]
pub struct Model {
    /// Whose key it is: keys of different callers never meet.
    #[sea_orm(primary_key, auto_increment = false)]
    pub caller_id: UserId,
    /// The caller's key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The operation it was used for.
    pub operation: String,
    /// SHA-256 of the operation and its input; tells a repetition from a different request.
    #[sea_orm(column_type = "VarBinary(StringLen::N(32))")]
    pub fingerprint: Vec<u8>,
    /// What was answered.
    #[sea_orm(column_type = "JsonBinary")]
    pub answer: Json,
    /// When the request was carried out.
    pub created_at: DateTime<Utc>,
    /// From when the record may be removed.
    pub expires_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
