//! Mutations of the catalogue.

pub(crate) mod by_hand;
mod refused;
mod sync;
