//! The certificates of a person for course runs.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::{CourseKey, CredentialStatus, DifferenceKind};

use super::{Found, Present, Told, shown};

/// A certificate as the platform tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The course run.
    pub course_key: CourseKey,
    /// The platform's word for how it stands, such as `downloadable` or `unavailable`.
    pub status: String,
    /// Whether it counts.
    pub is_passing: bool,
    /// The mode under which the run was completed.
    pub mode: Option<String>,
    /// When it was made.
    pub created_at: Option<DateTime<Utc>>,
}

/// A credential for a course run as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The course run.
    pub course_key: CourseKey,
    /// What was decided.
    pub status: CredentialStatus,
    /// Its version.
    pub version: i32,
}

/// What a person's certificates come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What differs.
    pub found: Vec<Found>,
    /// Credentials whose certificates the platform does not list. It lists those alone that may be seen by everybody, so it has to be
    /// asked for each of these.
    pub unlisted: Vec<Held>,
}

/// Compares the credentials of a person with the certificates that the platform lists. What it lists of `closed` runs, which accept
/// no awards here, is left out.
#[must_use]
pub fn compare(held: &[Held], listed: &[Certificate], closed: &BTreeSet<CourseKey>) -> Comparison {
    let mut comparison = Comparison::default();
    let mut seen = BTreeSet::new();
    for certificate in listed {
        // Were a run listed twice, the first would count.
        if !seen.insert(&certificate.course_key) {
            continue;
        }
        let held = held.iter().find(|it| it.course_key == certificate.course_key);
        if held.is_none() && !certificate.is_passing || closed.contains(&certificate.course_key) && !is_awarded(held) {
            continue;
        }
        comparison
            .found
            .extend(verdict(&certificate.course_key, held, Some(certificate)));
    }
    comparison.unlisted = held
        .iter()
        .filter(|it| is_awarded(Some(it)) && !seen.contains(&it.course_key))
        .cloned()
        .collect();
    comparison
}

/// What differs about a credential whose certificate the platform was asked for; none where it has one that counts, which it only
/// does not list.
#[must_use]
pub fn compare_unlisted(held: &Held, told: Option<&Certificate>) -> Option<Found> {
    verdict(&held.course_key, Some(held), told)
}

fn is_awarded(held: Option<&Held>) -> bool {
    held.is_some_and(|it| it.status == CredentialStatus::Awarded)
}

fn verdict(course_key: &CourseKey, held: Option<&Held>, told: Option<&Certificate>) -> Option<Found> {
    let counts = told.is_some_and(|it| it.is_passing);
    let kind = match (held.map(|it| it.status), counts) {
        (None, true) => DifferenceKind::AwardMissing,
        (Some(CredentialStatus::Revoked), true) => DifferenceKind::AwardRevoked,
        (Some(CredentialStatus::Awarded), false) if told.is_none() => DifferenceKind::AwardUnknown,
        (Some(CredentialStatus::Awarded), false) => DifferenceKind::AwardNotPassing,
        (Some(CredentialStatus::Awarded), true) | (Some(CredentialStatus::Revoked) | None, false) => return None,
    };
    Some(Found {
        kind,
        course_key: Some(course_key.clone()),
        here: held.map(|it| it.status.to_string()),
        there: told.map(|it| shown(&it.status)),
        told: told.map_or_else(Told::default, |it| Told {
            mode: it.mode.clone(),
            created_at: it.created_at,
            ..Told::default()
        }),
        seen_version: held.map(|it| it.version),
    })
}

/// What has become of a difference about an award, whose credential is `stored` now.
#[must_use]
pub fn present(kind: DifferenceKind, seen_version: Option<i32>, stored: Option<(CredentialStatus, i32)>) -> Present {
    let wanted = match kind {
        DifferenceKind::AwardMissing | DifferenceKind::AwardRevoked => CredentialStatus::Awarded,
        DifferenceKind::AwardUnknown
        | DifferenceKind::AwardNotPassing
        | DifferenceKind::GradeMissing
        | DifferenceKind::GradeDiffers
        | DifferenceKind::UsernameChanged
        | DifferenceKind::AccountRetired
        | DifferenceKind::AccountUnknown => CredentialStatus::Revoked,
    };
    match stored {
        Some((status, _)) if status == wanted => Present::Settled,
        Some((_, version)) if seen_version == Some(version) => Present::Open,
        None if seen_version.is_none() => Present::Open,
        Some(_) | None => Present::Moved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> CourseKey {
        CourseKey::parse(&format!("course-v1:A+{text}+1")).expect("a key")
    }

    fn certificate(run: &str, is_passing: bool) -> Certificate {
        Certificate {
            course_key: key(run),
            status: if is_passing { "downloadable" } else { "unavailable" }.to_owned(),
            is_passing,
            mode: Some("verified".to_owned()),
            created_at: None,
        }
    }

    fn held(run: &str, status: CredentialStatus) -> Held {
        Held {
            course_key: key(run),
            status,
            version: 3,
        }
    }

    fn told(comparison: &Comparison) -> Vec<(DifferenceKind, &str)> {
        let all = comparison.found.iter();
        let mut all: Vec<_> = all
            .map(|it| (it.kind, it.course_key.as_ref().map_or("", CourseKey::as_str)))
            .collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn both_sides_say_the_same_or_it_is_told() {
        use CredentialStatus::{Awarded, Revoked};
        let stored = [
            held("Same", Awarded),
            held("Taken", Awarded),
            held("Back", Revoked),
            held("Gone", Revoked),
            held("Hidden", Awarded),
            held("Closed", Revoked),
        ];
        let listed = [
            certificate("Same", true),
            certificate("Taken", false),
            certificate("Back", true),
            certificate("Gone", false),
            certificate("New", true),
            certificate("New", true),
            certificate("Closed", true),
            certificate("Failed", false),
            certificate("Shut", true),
        ];
        let comparison = compare(&stored, &listed, &BTreeSet::from([key("Closed"), key("Shut")]));
        assert_eq!(
            told(&comparison),
            [
                (DifferenceKind::AwardMissing, "course-v1:A+New+1"),
                (DifferenceKind::AwardNotPassing, "course-v1:A+Taken+1"),
                (DifferenceKind::AwardRevoked, "course-v1:A+Back+1"),
            ]
        );
        assert_eq!(comparison.unlisted, [held("Hidden", Awarded)]);
    }

    #[test]
    fn what_is_not_listed_may_be_there_all_the_same() {
        let hidden = held("Hidden", CredentialStatus::Awarded);
        let kind = |told: Option<&Certificate>| compare_unlisted(&hidden, told).map(|it| it.kind);
        assert_eq!(kind(None), Some(DifferenceKind::AwardUnknown));
        assert_eq!(
            kind(Some(&certificate("Hidden", false))),
            Some(DifferenceKind::AwardNotPassing)
        );
        assert_eq!(kind(Some(&certificate("Hidden", true))), None);
    }

    #[test]
    fn only_what_was_compared_is_repaired() {
        use CredentialStatus::{Awarded, Revoked};
        use DifferenceKind::{AwardMissing, AwardRevoked, AwardUnknown};
        for (kind, seen, stored, expected) in [
            (AwardMissing, None, None, Present::Open),
            (AwardMissing, None, Some((Awarded, 1)), Present::Settled),
            (AwardMissing, None, Some((Revoked, 2)), Present::Moved),
            (AwardRevoked, Some(2), Some((Revoked, 2)), Present::Open),
            (AwardRevoked, Some(2), Some((Awarded, 3)), Present::Settled),
            (AwardRevoked, Some(2), Some((Revoked, 4)), Present::Moved),
            (AwardUnknown, Some(1), Some((Awarded, 1)), Present::Open),
            (AwardUnknown, Some(1), Some((Awarded, 2)), Present::Moved),
            (AwardUnknown, Some(1), Some((Revoked, 2)), Present::Settled),
            (AwardUnknown, Some(1), None, Present::Moved),
        ] {
            assert_eq!(present(kind, seen, stored), expected, "{kind} {seen:?} {stored:?}");
        }
    }
}
