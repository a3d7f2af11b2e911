//! How long a browser stays signed in.

use chrono::{DateTime, TimeDelta, Utc};
use entity::session;

/// Longest session, however busy its person is.
pub const LONGEST: TimeDelta = TimeDelta::days(14);
/// Longest pause after which a session still counts.
pub const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(24);
/// How often a session's token is replaced.
pub const RENEWAL: TimeDelta = TimeDelta::hours(12);
/// How long a replaced token still counts, for requests that were on their way.
pub const GRACE: TimeDelta = TimeDelta::minutes(1);
/// How exactly it is known when a session was last used; so often its row is written at most.
pub const PRECISION: TimeDelta = TimeDelta::minutes(5);

/// Whether a session counts at `now`.
#[must_use]
pub fn is_alive(session: &session::Model, now: DateTime<Utc>) -> bool {
    now < session.expires_at && now - session.seen_at < LONGEST_PAUSE
}

/// What is due when a session is used at `now`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing.
    Nothing,
    /// Note that it was used.
    Note,
    /// Give it another token.
    Renewal,
}

/// What is due when a session is used at `now`.
#[must_use]
pub fn due(session: &session::Model, now: DateTime<Utc>) -> Due {
    if session.is_replaced {
        Due::Nothing
    } else if now - session.renewed_at >= RENEWAL {
        Due::Renewal
    } else if now - session.seen_at >= PRECISION {
        Due::Note
    } else {
        Due::Nothing
    }
}

#[cfg(test)]
mod tests {
    use entity::id::{SessionId, SiteId, UserId};

    use super::*;

    fn session(now: DateTime<Utc>) -> session::Model {
        session::Model {
            token_hash: vec![1; 32],
            id: SessionId(crate::id::random()),
            site_id: SiteId(crate::id::random()),
            user_id: UserId(crate::id::random()),
            is_administrator: false,
            is_superuser: false,
            created_at: now,
            seen_at: now,
            renewed_at: now,
            expires_at: now + LONGEST,
            is_replaced: false,
        }
    }

    #[test]
    fn a_session_ends_after_a_pause_and_in_any_case() {
        let start = DateTime::UNIX_EPOCH;
        let session = session(start);
        assert!(is_alive(&session, start + LONGEST_PAUSE - TimeDelta::seconds(1)));
        assert!(!is_alive(&session, start + LONGEST_PAUSE));
        let busy = |now| session::Model {
            seen_at: now,
            ..session.clone()
        };
        let last = start + LONGEST - TimeDelta::seconds(1);
        assert!(is_alive(&busy(last), last));
        assert!(!is_alive(&busy(start + LONGEST), start + LONGEST));
    }

    #[test]
    fn little_is_written() {
        let start = DateTime::UNIX_EPOCH;
        let session = session(start);
        assert_eq!(due(&session, start + TimeDelta::minutes(4)), Due::Nothing);
        assert_eq!(due(&session, start + PRECISION), Due::Note);
        assert_eq!(due(&session, start + RENEWAL), Due::Renewal);
        let replaced = session::Model {
            is_replaced: true,
            ..session
        };
        assert_eq!(due(&replaced, start + RENEWAL), Due::Nothing);
    }
}
