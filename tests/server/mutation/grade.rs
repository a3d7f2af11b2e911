//! Tests of the mutations of grades.

mod record_many;
