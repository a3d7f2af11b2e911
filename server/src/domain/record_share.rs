//! Links to learner records: whether they open, and how they may change.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use entity::record_share;

use crate::domain::text::{self, UnfitText};

/// Longest label, in characters.
const MAX_LABEL_LENGTH: usize = 100;
/// How far ahead a link may end.
const MAX_LIFE: TimeDelta = TimeDelta::days(3650);
/// Most links to one record that open at the same time.
pub const MAX_LIVE: usize = 20;

/// Whether a link opens its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareState {
    /// It does.
    Live,
    /// Its time is over.
    Expired,
    /// The learner, or staff, ended it.
    Revoked,
}

/// Whether a link opens its record at `now`.
#[must_use]
pub fn state(share: &record_share::Model, now: DateTime<Utc>) -> ShareState {
    if share.revoked_at.is_some() {
        ShareState::Revoked
    } else if share.expires_at.is_some_and(|it| it <= now) {
        ShareState::Expired
    } else {
        ShareState::Live
    }
}

/// When a link that does not open any more ended.
#[must_use]
pub fn ended_at(share: &record_share::Model, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match state(share, now) {
        ShareState::Live => None,
        ShareState::Expired => share.expires_at,
        ShareState::Revoked => share.revoked_at,
    }
}

/// What a learner may choose of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub label: Option<String>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether it shows grades.
    pub shows_grades: bool,
    /// Whether it shows the learner's name.
    pub shows_name: bool,
    /// Whether it shows the learner's mail address.
    pub shows_email: bool,
}

/// What is wrong with a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidChoice {
    /// The label is unfit.
    #[error("{0}")]
    Label(UnfitText),
    /// The link would end before it begins, or live too long.
    #[error("a link ends in the future, and within ten years")]
    ExpiresAt,
}

/// Reads a label; a blank one is none.
pub fn label(text: Option<String>) -> Result<Option<String>, InvalidChoice> {
    let text = text
        .map(|it| text::plain(it, MAX_LABEL_LENGTH))
        .transpose()
        .map_err(InvalidChoice::Label)?;
    Ok(text.filter(|it| !it.trim().is_empty()))
}

/// Reads the end of a link.
pub fn expiry(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, InvalidChoice> {
    match at {
        None => Ok(None),
        Some(at) if at > now && at <= now + MAX_LIFE => {
            // What no database keeps must not count as a change each time.
            Ok(Some(at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)))
        }
        Some(_) => Err(InvalidChoice::ExpiresAt),
    }
}

/// The link with another choice; none where nothing changes.
#[must_use]
pub fn changed(share: &record_share::Model, choice: Choice, now: DateTime<Utc>) -> Option<record_share::Model> {
    let Choice {
        label,
        expires_at,
        shows_grades,
        shows_name,
        shows_email,
    } = choice;
    let after = record_share::Model {
        label,
        expires_at,
        shows_grades,
        shows_name,
        shows_email,
        ..share.clone()
    };
    (after != *share).then(|| record_share::Model {
        version: share.version + 1,
        updated_at: now,
        ..after
    })
}

/// The link, revoked; none where it was revoked before.
#[must_use]
pub fn revoked(share: &record_share::Model, now: DateTime<Utc>) -> Option<record_share::Model> {
    share.revoked_at.is_none().then(|| record_share::Model {
        revoked_at: Some(now),
        version: share.version + 1,
        updated_at: now,
        ..share.clone()
    })
}

#[cfg(test)]
mod tests {
    use entity::id::{ProgramId, RecordShareId, ShareToken, SiteId, UserId};
    use uuid::Uuid;

    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a small number")
    }

    fn share() -> record_share::Model {
        record_share::Model {
            id: RecordShareId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            user_id: UserId(Uuid::nil()),
            program_id: ProgramId(Uuid::nil()),
            token: ShareToken(Uuid::nil()),
            label: None,
            shows_grades: true,
            shows_name: true,
            shows_email: false,
            expires_at: None,
            revoked_at: None,
            version: 1,
            created_at: at(0),
            updated_at: at(0),
        }
    }

    #[test]
    fn link_opens_until_it_ends() {
        let expiring = record_share::Model {
            expires_at: Some(at(100)),
            ..share()
        };
        assert_eq!(state(&share(), at(1_000_000)), ShareState::Live);
        assert_eq!(state(&expiring, at(99)), ShareState::Live);
        assert_eq!(state(&expiring, at(100)), ShareState::Expired);
        assert_eq!(ended_at(&expiring, at(100)), Some(at(100)));
        // Revoked is what it says, even if it would have expired.
        let ended = revoked(&expiring, at(50)).expect("it was live");
        assert_eq!(state(&ended, at(200)), ShareState::Revoked);
        assert_eq!(
            (ended_at(&ended, at(200)), ended.version, ended.updated_at),
            (Some(at(50)), 2, at(50))
        );
        assert_eq!(revoked(&ended, at(60)), None);
    }

    #[test]
    fn choices_have_bounds() {
        assert_eq!(expiry(Some(at(100)), at(100)), Err(InvalidChoice::ExpiresAt));
        assert_eq!(expiry(Some(at(101) + MAX_LIFE), at(100)), Err(InvalidChoice::ExpiresAt));
        assert_eq!(expiry(Some(at(101)), at(100)), Ok(Some(at(101))));
        assert_eq!(label(Some("  ".to_owned())), Ok(None));
        assert!(label(Some("x".repeat(101))).is_err() && label(Some("a\nb".to_owned())).is_err());
        assert_eq!(
            label(Some("For Exampla Inc.".to_owned())),
            Ok(Some("For Exampla Inc.".to_owned()))
        );
    }

    #[test]
    fn choice_that_changes_nothing_is_no_change() {
        let same = Choice {
            label: None,
            expires_at: None,
            shows_grades: true,
            shows_name: true,
            shows_email: false,
        };
        assert_eq!(changed(&share(), same.clone(), at(9)), None);
        let other = Choice {
            shows_email: true,
            ..same
        };
        let after = changed(&share(), other, at(9)).expect("it changes");
        assert_eq!((after.shows_email, after.version, after.updated_at), (true, 2, at(9)));
    }
}
