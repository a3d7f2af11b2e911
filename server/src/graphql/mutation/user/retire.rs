//! `retireUser`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::user_error::UserError;
use crate::service::user::retire::{self as service, Outcome, RawRetirement, RetireUserError};

/// Whom to retire: by name, by number, or better by both.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RetireUserInput {
    /// The person's name on the learning platform. Somebody who is known by neither name nor number is refused as `NOT_FOUND`.
    username: Option<String>,
    /// The person's number on the learning platform. With it an account can be retired that the service has never seen.
    lms_user_id: Option<i64>,
    /// Why, for the audit trail: at most 1,000 characters. It is kept for good, so one that names the person is refused: write what tells
    /// nothing about them, such as the number of the request.
    reason: Option<String>,
}

/// What became of a retirement.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RetireUserPayload {
    /// What became of it.
    outcome: RetireUserOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<RetireUserErrorCode>>,
}

/// What became of a retirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RetireUserOutcome {
    /// The person is retired now.
    Retired,
    /// The person was retired before; nothing was written.
    Unchanged,
    /// Nothing was stored; `userErrors` say why.
    Refused,
}

/// Why nobody was retired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RetireUserErrorCode {
    /// Neither `username` nor `lmsUserId` was given.
    InvalidReference,
    /// The username breaks the platform's rule.
    InvalidUsername,
    /// The number is not positive, or the username belongs to somebody with another number.
    InvalidLmsUserId,
    /// The reason is too long, has control characters, or names the person: their username, mail address or a word of their name.
    InvalidReason,
    /// Nobody is known by this name.
    NotFound,
}

#[derive(Default)]
pub(in crate::graphql) struct RetireUser;

#[Object]
impl RetireUser {
    /// Forget a person, on every site and for good. Names, mail address, grades, links to records, sessions, attributes and free words
    /// about them are erased; their certificates stay as numbers that name nobody and that visitors do not find. Awards, grades and
    /// tokens of theirs are refused from now on. There is no way back. Repeating the request changes nothing. Service accounts and
    /// superusers only.
    async fn retire_user(&self, ctx: &Context<'_>, input: RetireUserInput) -> async_graphql::Result<RetireUserPayload> {
        use RetireUserErrorCode as Code;
        let RetireUserInput {
            username,
            lms_user_id,
            reason,
        } = input;
        let raw = RawRetirement {
            username,
            lms_user_id,
            reason,
        };
        let error = match service::retire(ctx.here()?, raw).await {
            Ok(outcome) => {
                return Ok(RetireUserPayload {
                    outcome: match outcome {
                        Outcome::Retired => RetireUserOutcome::Retired,
                        Outcome::Unchanged => RetireUserOutcome::Unchanged,
                    },
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, path): (_, &[&str]) = match error {
            RetireUserError::Denied(denied) => return Err(error::denied(denied)),
            RetireUserError::Fault(fault) => return Err(error::fault(fault)),
            RetireUserError::Unnamed => (Code::InvalidReference, &[]),
            RetireUserError::Username(_) => (Code::InvalidUsername, &["username"]),
            RetireUserError::LmsUserId | RetireUserError::TwoPeople => (Code::InvalidLmsUserId, &["lmsUserId"]),
            RetireUserError::Reason(_) | RetireUserError::TellingReason => (Code::InvalidReason, &["reason"]),
            RetireUserError::NotFound => (Code::NotFound, &["username"]),
        };
        Ok(RetireUserPayload {
            outcome: RetireUserOutcome::Refused,
            user_errors: vec![UserError::at(code, message, path.iter().copied())],
        })
    }
}
