//! The closed sets of mail.

use async_graphql::Enum;

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::MailKind")]
pub(in crate::graphql) enum MailKind {
    /// It tells a learner that a program is completed.
    Completion,
    /// It shows a learner's record to an institution that makes an offer.
    Record,
    /// It shows staff what such a mail looks like.
    Test,
}

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::MailState")]
pub(in crate::graphql) enum MailState {
    /// It waits to be sent, for the first time or again.
    Queued,
    /// It is being sent.
    Sending,
    /// A mail server has taken it, or the folder for mail. Whether it reached anybody is not known.
    Sent,
    /// It was given up.
    Failed,
    /// It was not sent, because its reason had gone or staff said so.
    Dropped,
}

/// Why a mail was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::MailError")]
pub(in crate::graphql) enum MailFailure {
    /// No address is known.
    NoAddress,
    /// The address is none that can be written to.
    BadAddress,
    /// The mail server cannot be reached, or does not speak as expected.
    Unreachable,
    /// The mail server does not answer in time.
    TimedOut,
    /// The mail server does not take it now.
    Deferred,
    /// The mail server will never take it.
    Rejected,
    /// The mail server does not know the service: its name, password or encryption is set wrongly.
    Unauthorized,
    /// The settings of the service name nowhere to send mail to.
    NoTransport,
    /// The folder for mail cannot be written to.
    Unwritable,
    /// Its text cannot be filled in.
    NotFilled,
}

/// How far a record has come on its way over a pathway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::record_send::SendState")]
pub(in crate::graphql) enum RecordSendState {
    /// Its mail waits, or is being sent.
    Queued,
    /// A mail server has taken its mail, or the folder for mail. Whether it reached anybody is not known.
    Sent,
    /// Its mail was given up: it can be sent again.
    Failed,
}
