//! Words for what a mail is, how far it has come, and what it failed of.

use leptos_i18n::I18nContext;

use super::query::{MailFailure, MailKind, MailState};
use crate::i18n::{Locale, t_string};

/// How the address writes a state.
pub(super) const fn state_word(state: MailState) -> &'static str {
    match state {
        MailState::Queued => "queued",
        MailState::Sending => "sending",
        MailState::Sent => "sent",
        MailState::Failed => "failed",
        MailState::Dropped => "dropped",
    }
}

/// What the address means; none where it means nothing.
pub(super) fn read_state(word: &str) -> Option<MailState> {
    MailState::ALL.into_iter().find(|it| state_word(*it) == word)
}

/// How people call a state.
pub(super) fn state_words(i18n: I18nContext<Locale>, state: MailState) -> &'static str {
    match state {
        MailState::Queued => t_string!(i18n, console.mails.state.queued),
        MailState::Sending => t_string!(i18n, console.mails.state.sending),
        MailState::Sent => t_string!(i18n, console.mails.state.sent),
        MailState::Failed => t_string!(i18n, console.mails.state.failed),
        MailState::Dropped => t_string!(i18n, console.mails.state.dropped),
    }
}

/// What a mail is for.
pub(super) fn kind_words(i18n: I18nContext<Locale>, kind: MailKind) -> &'static str {
    match kind {
        MailKind::Completion => t_string!(i18n, console.mails.kind.completion),
        MailKind::Record => t_string!(i18n, console.mails.kind.record),
        MailKind::Test => t_string!(i18n, console.mails.kind.test),
    }
}

/// What the last attempt failed of.
pub(in crate::console) fn failure_words(i18n: I18nContext<Locale>, failure: MailFailure) -> &'static str {
    match failure {
        MailFailure::BadAddress => t_string!(i18n, console.mails.failure.bad_address),
        MailFailure::Deferred => t_string!(i18n, console.mails.failure.deferred),
        MailFailure::NotFilled => t_string!(i18n, console.mails.failure.not_filled),
        MailFailure::NoAddress => t_string!(i18n, console.mails.failure.no_address),
        MailFailure::NoTransport => t_string!(i18n, console.mails.failure.no_transport),
        MailFailure::Rejected => t_string!(i18n, console.mails.failure.rejected),
        MailFailure::TimedOut => t_string!(i18n, console.mails.failure.timed_out),
        MailFailure::Unauthorized => t_string!(i18n, console.mails.failure.unauthorized),
        MailFailure::Unreachable => t_string!(i18n, console.mails.failure.unreachable),
        MailFailure::Unwritable => t_string!(i18n, console.mails.failure.unwritable),
    }
}

#[cfg(test)]
mod tests {
    use super::{MailState, read_state, state_word};

    #[test]
    fn every_state_is_read_as_it_is_written() {
        for state in MailState::ALL {
            assert_eq!(read_state(state_word(state)), Some(state));
        }
        assert_eq!(read_state("lost"), None);
    }
}
