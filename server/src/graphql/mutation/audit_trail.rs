//! Mutations of the audit trail: none changes what it says.

pub(in crate::graphql) mod verify;
