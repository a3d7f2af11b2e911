//! Tests of the mutations of the audit trail.

mod verify;
