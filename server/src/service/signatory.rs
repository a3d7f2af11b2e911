//! Signatories: making, changing, removing and finding them.

mod browse;
mod change;

pub use browse::list;
pub use change::{Changed, NewSignatory, SignatoryError, create, delete, edit};
