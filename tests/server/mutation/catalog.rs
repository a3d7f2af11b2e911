//! Mutations of the catalogue.

mod sync;
