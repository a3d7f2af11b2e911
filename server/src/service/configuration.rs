//! Credential configurations: making, changing, activating and finding them.

mod activity;
mod browse;
mod change;
mod made_of;
pub mod visibility;

pub use activity::{Activity, TurnConfigurationError, turn};
pub use browse::{Listing, find, list};
pub use change::{ChangeConfigurationError, Changed, create, edit};
pub use made_of::lacks_of as lacks;
