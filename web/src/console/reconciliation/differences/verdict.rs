//! What became of a difference that was to be settled.

use leptos_i18n::I18nContext;

use super::query::Difference;
use crate::api::error::ApiError;
use crate::component::failure::explanation;
use crate::i18n::{Locale, t_string};

/// What the server says of one difference.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict {
    /// It as it is now; none where it is not kept any more, such as that of somebody who was retired by it.
    pub(super) difference: Option<Difference>,
    /// Why it was not settled; none where it was.
    pub(super) refusal: Option<Refusal>,
}

/// Why a difference is as it was.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// There is no such difference any more.
    Gone,
    /// Somebody else has settled it otherwise.
    Settled,
    /// Something here has changed since it was found.
    Moved,
    /// Nothing here can make it right.
    NotRepairable,
    /// The viewer lacks the permission for what it takes.
    Forbidden,
    /// What it takes was refused, for the reason that the server gives.
    Refused(String),
    /// The reason is blank, or cannot be kept.
    Reason,
    /// Something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl Refusal {
    /// What to say of it.
    pub(super) fn words(&self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Gone => t_string!(i18n, console.reconciliation.refusal.gone),
            Self::Settled => t_string!(i18n, console.reconciliation.refusal.settled),
            Self::Moved => t_string!(i18n, console.reconciliation.refusal.moved),
            Self::NotRepairable => t_string!(i18n, console.reconciliation.refusal.not_repairable),
            Self::Forbidden => t_string!(i18n, console.reconciliation.refusal.forbidden),
            Self::Refused(_) => t_string!(i18n, console.reconciliation.refusal.refused),
            Self::Reason => t_string!(i18n, console.problem.reason),
            Self::Outdated => t_string!(i18n, failure.outdated),
            Self::Failed(error) => explanation(i18n, error),
        }
    }

    /// More of it in the server's own words, in English; empty where there are none.
    pub(super) fn detail(&self) -> &str {
        match self {
            Self::Refused(message) => message,
            Self::Gone
            | Self::Settled
            | Self::Moved
            | Self::NotRepairable
            | Self::Forbidden
            | Self::Reason
            | Self::Outdated
            | Self::Failed(_) => "",
        }
    }
}
