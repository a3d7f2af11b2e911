//! When mail is sent, sent again, and given up.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{CompletionMailId, CredentialId, OutgoingMailId, SiteId, UserId};
use entity::{MailError, MailKind, MailState, credential, outgoing_mail, record_send};

/// How long a worker that began to send a mail has it for itself. Longer than any attempt takes.
pub const HOLD: TimeDelta = TimeDelta::minutes(5);
/// Most attempts at one mail: they spread over about a day.
pub const MAX_ATTEMPTS: i32 = 12;
/// First and longest pause between two attempts.
const PAUSES: (Duration, Duration) = (Duration::from_mins(1), Duration::from_hours(6));
/// Longest time until it is looked again whether a certificate may be shown: the date may have been moved.
const LOOK_AGAIN: TimeDelta = TimeDelta::days(1);
/// Within what time one person tries one text once.
const TEST_EVERY_SECONDS: i64 = 60;

/// The mail that tells a learner of an award; one for each award, for ever.
#[must_use]
pub fn of_award(id: OutgoingMailId, credential: &credential::Model, now: DateTime<Utc>) -> outgoing_mail::Model {
    outgoing_mail::Model {
        subject_id: credential.id.0,
        dedupe_key: award_key(credential.id),
        next_attempt_at: look_at(credential.visible_at, now),
        ..blank(id, credential.site_id, credential.user_id, MailKind::Completion, now)
    }
}

fn award_key(credential: CredentialId) -> String {
    format!("completion:{credential}")
}

/// The mail that shows a record because somebody asked.
#[must_use]
pub fn of_record(id: OutgoingMailId, send: &record_send::Model, now: DateTime<Utc>) -> outgoing_mail::Model {
    outgoing_mail::Model {
        subject_id: send.id.0,
        dedupe_key: record_key(send, send.n_sends),
        ..blank(id, send.site_id, send.user_id, MailKind::Record, now)
    }
}

/// The mail that shows a record again because its program was completed; one for each award.
#[must_use]
pub fn of_completed_record(
    id: OutgoingMailId,
    send: &record_send::Model,
    credential: &credential::Model,
    now: DateTime<Utc>,
) -> outgoing_mail::Model {
    outgoing_mail::Model {
        subject_id: send.id.0,
        dedupe_key: format!("record:{}:{}", send.id, credential.id),
        next_attempt_at: credential.visible_at.max(now),
        ..blank(id, send.site_id, send.user_id, MailKind::Record, now)
    }
}

fn record_key(send: &record_send::Model, n_sends: i32) -> String {
    format!("record:{}:{n_sends}", send.id)
}

/// Whether an institution is shown a record by this mail for the first time.
#[must_use]
pub fn is_first(mail: &outgoing_mail::Model, send: &record_send::Model) -> bool {
    mail.dedupe_key == record_key(send, 1)
}

/// Whether nobody asked for this mail: the program was completed.
#[must_use]
pub fn is_update(mail: &outgoing_mail::Model, send: &record_send::Model) -> bool {
    !(1..=send.n_sends).any(|it| mail.dedupe_key == record_key(send, it))
}

/// The mail by which a person tries a text; one a minute.
#[must_use]
pub fn of_test(
    id: OutgoingMailId,
    site: SiteId,
    person: UserId,
    text: CompletionMailId,
    now: DateTime<Utc>,
) -> outgoing_mail::Model {
    let minute = now.timestamp().div_euclid(TEST_EVERY_SECONDS);
    outgoing_mail::Model {
        subject_id: text.0,
        dedupe_key: format!("test:{text}:{person}:{minute}"),
        ..blank(id, site, person, MailKind::Test, now)
    }
}

fn blank(id: OutgoingMailId, site: SiteId, person: UserId, kind: MailKind, now: DateTime<Utc>) -> outgoing_mail::Model {
    outgoing_mail::Model {
        id,
        site_id: site,
        user_id: person,
        kind,
        subject_id: id.0,
        dedupe_key: String::new(),
        state: MailState::Queued,
        attempts: 0,
        next_attempt_at: now,
        last_error: None,
        version: 1,
        created_at: now,
        ended_at: None,
    }
}

/// When to look whether something that may be shown from an instant on may be told.
#[must_use]
pub fn look_at(visible_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    visible_at.max(now).min(now + LOOK_AGAIN)
}

/// A mail that a worker has begun to send.
#[must_use]
pub fn begun(mail: &outgoing_mail::Model, now: DateTime<Utc>) -> outgoing_mail::Model {
    outgoing_mail::Model {
        state: MailState::Sending,
        attempts: mail.attempts + 1,
        next_attempt_at: now + HOLD,
        version: mail.version + 1,
        ..mail.clone()
    }
}

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// A mail server has taken the mail, or the folder for mail.
    Taken,
    /// Its reason has gone.
    NoLongerDue,
    /// It is not due before this instant; that was no attempt.
    DueAt(DateTime<Utc>),
    /// It was not taken.
    Failed(MailError),
}

/// Whether the same mail may be taken later.
fn is_hopeless(error: MailError) -> bool {
    match error {
        MailError::BadAddress | MailError::Rejected | MailError::NoTransport => true,
        MailError::NoAddress
        | MailError::Unreachable
        | MailError::TimedOut
        | MailError::Deferred
        | MailError::Unauthorized
        | MailError::Unwritable
        | MailError::NotFilled => false,
    }
}

/// A mail after an attempt. `jitter` makes a random part of a pause: those that failed together shall not come back together.
#[must_use]
pub fn ended(
    begun: &outgoing_mail::Model,
    attempt: Attempt,
    now: DateTime<Utc>,
    jitter: impl FnOnce(Duration) -> Duration,
) -> outgoing_mail::Model {
    let after = outgoing_mail::Model {
        state: MailState::Queued,
        version: begun.version + 1,
        ..begun.clone()
    };
    let over = |state, last_error| outgoing_mail::Model {
        state,
        last_error,
        ended_at: Some(now),
        ..after.clone()
    };
    match attempt {
        Attempt::Taken => over(MailState::Sent, None),
        Attempt::NoLongerDue => over(MailState::Dropped, None),
        Attempt::DueAt(at) => outgoing_mail::Model {
            attempts: begun.attempts - 1,
            next_attempt_at: at,
            ..after
        },
        Attempt::Failed(error) if is_hopeless(error) || begun.attempts >= MAX_ATTEMPTS => {
            over(MailState::Failed, Some(error))
        }
        Attempt::Failed(error) => outgoing_mail::Model {
            next_attempt_at: now + pause(begun.attempts, jitter),
            last_error: Some(error),
            ..after
        },
    }
}

/// A minute after the first attempt, twice as long after each other one, and up to as long again by chance.
fn pause(attempts: i32, jitter: impl FnOnce(Duration) -> Duration) -> TimeDelta {
    let (first, longest) = PAUSES;
    let doublings = u32::try_from(attempts - 1).unwrap_or_default().min(16);
    let least = (first * (1 << doublings)).min(longest);
    TimeDelta::from_std(least + jitter(least)).unwrap_or(LOOK_AGAIN)
}

/// What staff do with a mail that waits or was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send it now, and as often again as at first.
    Retry,
    /// Do not send it.
    Drop,
}

/// A mail after such a step; none where it cannot be taken. A mail that a worker is at is the worker's.
#[must_use]
pub fn stepped(mail: &outgoing_mail::Model, step: Step, now: DateTime<Utc>) -> Option<outgoing_mail::Model> {
    let after = outgoing_mail::Model {
        version: mail.version + 1,
        ..mail.clone()
    };
    match (step, mail.state) {
        (Step::Retry, MailState::Queued | MailState::Failed | MailState::Dropped) => Some(outgoing_mail::Model {
            state: MailState::Queued,
            attempts: 0,
            next_attempt_at: now,
            ended_at: None,
            ..after
        }),
        (Step::Drop, MailState::Queued) => Some(outgoing_mail::Model {
            state: MailState::Dropped,
            ended_at: Some(now),
            ..after
        }),
        (Step::Retry | Step::Drop, MailState::Sending | MailState::Sent)
        | (Step::Drop, MailState::Failed | MailState::Dropped) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("an instant")
    }

    fn mail() -> outgoing_mail::Model {
        let id = crate::id::ordered();
        blank(OutgoingMailId(id), SiteId(id), UserId(id), MailKind::Completion, at(0))
    }

    #[test]
    fn pauses_double_up_to_six_hours_and_twelve_attempts_are_all() {
        let mut mail = mail();
        let (mut now, mut pauses) = (at(0), Vec::new());
        while mail.state == MailState::Queued {
            let begun = begun(&mail, now);
            assert_eq!(begun.next_attempt_at, now + HOLD);
            mail = ended(&begun, Attempt::Failed(MailError::Deferred), now, |_| Duration::ZERO);
            pauses.push((mail.next_attempt_at - now).num_minutes());
            now = mail.next_attempt_at;
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 5]);
        assert_eq!((mail.state, mail.attempts, mail.version), (MailState::Failed, 12, 25));
        assert_eq!(mail.last_error, Some(MailError::Deferred));
    }

    #[test]
    fn chance_makes_a_pause_at_most_twice_as_long() {
        let begun = begun(&mail(), at(0));
        let after = ended(&begun, Attempt::Failed(MailError::TimedOut), at(0), |it| it);
        assert_eq!(after.next_attempt_at, at(120));
    }

    #[test]
    fn what_is_refused_for_good_is_given_up_at_once() {
        let begun = begun(&mail(), at(0));
        for (error, state) in [
            (MailError::Rejected, MailState::Failed),
            (MailError::BadAddress, MailState::Failed),
            (MailError::NoTransport, MailState::Failed),
            (MailError::NoAddress, MailState::Queued),
            (MailError::Unauthorized, MailState::Queued),
        ] {
            let after = ended(&begun, Attempt::Failed(error), at(0), |_| Duration::ZERO);
            assert_eq!((after.state, after.last_error), (state, Some(error)));
            assert_eq!(after.ended_at.is_some(), state == MailState::Failed);
        }
    }

    #[test]
    fn looking_whether_it_is_due_is_no_attempt() {
        let begun = begun(&mail(), at(0));
        let after = ended(&begun, Attempt::DueAt(at(60)), at(0), |_| Duration::ZERO);
        assert_eq!((after.attempts, after.next_attempt_at, after.version), (0, at(60), 3));
        assert_eq!(look_at(at(60), at(0)), at(60));
        assert_eq!(look_at(at(-60), at(0)), at(0));
        assert_eq!(look_at(at(864_000), at(0)), at(86_400), "the date may be moved");
    }

    #[test]
    fn what_was_sent_stays_sent() {
        for state in [MailState::Sending, MailState::Sent] {
            let mail = outgoing_mail::Model { state, ..mail() };
            assert_eq!(stepped(&mail, Step::Retry, at(9)), None);
            assert_eq!(stepped(&mail, Step::Drop, at(9)), None);
        }
        let failed = outgoing_mail::Model {
            state: MailState::Failed,
            attempts: 12,
            ended_at: Some(at(5)),
            ..mail()
        };
        let again = stepped(&failed, Step::Retry, at(9)).expect("it may");
        assert_eq!(
            (again.state, again.attempts, again.next_attempt_at, again.ended_at),
            (MailState::Queued, 0, at(9), None)
        );
        assert_eq!(stepped(&failed, Step::Drop, at(9)), None);
        let dropped = stepped(&mail(), Step::Drop, at(9)).expect("it may");
        assert_eq!((dropped.state, dropped.ended_at), (MailState::Dropped, Some(at(9))));
    }
}
