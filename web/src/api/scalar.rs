//! The schema's scalars as Rust types.

use serde::{Deserialize, Serialize};

use crate::api::schema;
use crate::certificate_number::CertificateNumber;

/// An instant as the server writes it: RFC 3339 in UTC. `format.rs` turns it into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Instant(pub String);

cynic::impl_scalar!(Instant, schema::DateTime);
cynic::impl_scalar!(CertificateNumber, schema::UUID);
