//! Mutations of the catalogue.

pub(crate) mod by_hand;
mod logo;
mod refused;
mod sync;
