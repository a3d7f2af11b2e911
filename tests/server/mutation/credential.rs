//! Tests of the mutations of credentials.

mod award;
