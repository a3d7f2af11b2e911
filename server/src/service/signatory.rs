//! Signatories: making, changing, removing and finding them.

mod browse;
mod change;

pub use browse::{ListSignatoriesError, Listing, list};
pub use change::{Changed, NewSignatory, SignatoryError, create, delete, edit};
