//! What a credential configuration may be, and what it lacks to be active.

mod edit;
mod missing;

pub use edit::{MAX_SIGNATORIES, ParsedEdit, RawEdit, Unfit, parse};
pub use missing::{Missing, TemplateState, missing};
