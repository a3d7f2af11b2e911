//! Awarding a credential: what is asked, and what it comes to.

mod decision;
mod refusal;
mod request;

pub use decision::{Change, Decision, decide};
pub use refusal::Refusal;
pub use request::{AttributeValue, AwardRequest, DateOverride, RawAward, RawLearningObject, parse};

/// What became of an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The learner had no such credential; it was made.
    Created,
    /// It existed and something about it changed.
    Updated,
    /// It was revoked and stands again.
    Reinstated,
    /// It existed just so.
    Unchanged,
    /// Nothing was stored.
    Refused,
}
