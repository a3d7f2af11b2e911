//! Sending a learner's record over a pathway: how often, and to whom it is told again.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{MailState, outgoing_mail, record_send};

/// Most times that one record is sent over one pathway because somebody asks.
pub const MAX_SENDS: i32 = 10;
/// Within what time a record that was sent is not sent again.
pub const PAUSE: TimeDelta = TimeDelta::hours(24);

/// What becomes of somebody's asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is sent.
    Send,
    /// It was sent a short while ago, or is under way: nothing happens.
    Repeated,
    /// It was sent often enough.
    TooOften,
}

/// What becomes of somebody's asking; `before` is what was sent, with the newest mail.
#[must_use]
pub fn decide(before: Option<(&record_send::Model, Option<MailState>)>, now: DateTime<Utc>) -> Verdict {
    let Some((send, mail)) = before else {
        return Verdict::Send;
    };
    let is_lost = match mail {
        None | Some(MailState::Failed | MailState::Dropped) => true,
        Some(MailState::Queued | MailState::Sending | MailState::Sent) => false,
    };
    if !is_lost && now < send.asked_at + PAUSE {
        Verdict::Repeated
    } else if send.n_sends >= MAX_SENDS {
        Verdict::TooOften
    } else {
        Verdict::Send
    }
}

/// How far a record has come on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendState {
    /// Its mail waits, or is being sent.
    Queued,
    /// A mail server has taken its mail.
    Sent,
    /// Its mail was given up.
    Failed,
}

/// How far a record has come, by the newest mail; none where that was erased.
#[must_use]
pub fn state(mail: Option<&outgoing_mail::Model>) -> SendState {
    match mail.map(|it| it.state) {
        Some(MailState::Queued | MailState::Sending) => SendState::Queued,
        Some(MailState::Sent) => SendState::Sent,
        Some(MailState::Failed | MailState::Dropped) | None => SendState::Failed,
    }
}

#[cfg(test)]
mod tests {
    use entity::id::{PathwayId, ProgramId, RecordSendId, RecordShareId, SiteId, UserId};

    use super::*;

    #[test]
    fn a_record_is_sent_once_a_day_and_ten_times() {
        let at = |hours: i64| DateTime::from_timestamp(1_800_000_000, 0).expect("an instant") + TimeDelta::hours(hours);
        let id = crate::id::ordered();
        let send = |n_sends| record_send::Model {
            id: RecordSendId(id),
            site_id: SiteId(id),
            user_id: UserId(id),
            program_id: ProgramId(id),
            pathway_id: PathwayId(id),
            record_share_id: RecordShareId(id),
            sends_updates: true,
            n_sends,
            asked_at: at(0),
            asked_by: UserId(id),
            version: n_sends,
            created_at: at(0),
        };
        assert_eq!(decide(None, at(0)), Verdict::Send);
        for (n_sends, mail, hours, expected) in [
            (1, MailState::Queued, 0, Verdict::Repeated),
            (1, MailState::Sent, 23, Verdict::Repeated),
            (1, MailState::Sent, 24, Verdict::Send),
            (1, MailState::Failed, 0, Verdict::Send),
            (1, MailState::Dropped, 0, Verdict::Send),
            (9, MailState::Sent, 24, Verdict::Send),
            (10, MailState::Sent, 23, Verdict::Repeated),
            (10, MailState::Sent, 24, Verdict::TooOften),
            (10, MailState::Failed, 0, Verdict::TooOften),
        ] {
            assert_eq!(
                decide(Some((&send(n_sends), Some(mail))), at(hours)),
                expected,
                "{n_sends} {mail} {hours}"
            );
        }
    }
}
