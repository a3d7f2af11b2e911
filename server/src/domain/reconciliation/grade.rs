//! The grade of a person in a course run.

use entity::{CourseKey, DifferenceKind, Percent, Username, grade};

use super::{Found, Present, Told, shown};

/// A grade as the platform tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Whose it is.
    pub username: Username,
    /// Share of the points.
    pub percent: Percent,
    /// Letter or word; none where the run has no such grades, and where the learner has not passed.
    pub letter: Option<String>,
    /// Whether it is enough to pass.
    pub is_passing: bool,
}

/// Whether the platform would have told the grade: it does for those who have a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Here is a credential for the run.
    Yes,
    /// Here is none.
    No,
}

/// What differs between the platform's grade and the one that is stored.
#[must_use]
pub fn compare(
    course_key: &CourseKey,
    told: &Grade,
    stored: Option<&grade::Model>,
    expected: Expected,
) -> Option<Found> {
    let kind = match (stored, expected) {
        (Some(stored), _) if is_same(stored, told.percent, told.letter.as_deref()) => return None,
        (Some(_), _) => DifferenceKind::GradeDiffers,
        (None, Expected::Yes) => DifferenceKind::GradeMissing,
        (None, Expected::No) => return None,
    };
    Some(Found {
        kind,
        course_key: Some(course_key.clone()),
        here: stored.map(|it| text(it.percent, it.letter.as_deref())),
        there: Some(text(told.percent, told.letter.as_deref())),
        told: Told {
            percent: Some(told.percent),
            letter: told.letter.clone(),
            is_verified: stored.map(|it| it.is_verified),
            ..Told::default()
        },
        seen_version: stored.map(|it| it.version),
    })
}

fn is_same(stored: &grade::Model, percent: Percent, letter: Option<&str>) -> bool {
    stored.percent == percent && stored.letter.as_deref() == letter
}

fn text(percent: Percent, letter: Option<&str>) -> String {
    match letter {
        Some(letter) => shown(&format!("{percent} {letter}")),
        None => percent.to_string(),
    }
}

/// What has become of a difference about a grade, of which `stored` is kept now.
#[must_use]
pub fn present(told: &Told, seen_version: Option<i32>, stored: Option<&grade::Model>) -> Present {
    match (stored, told.percent) {
        (Some(stored), Some(percent)) if is_same(stored, percent, told.letter.as_deref()) => Present::Settled,
        (Some(stored), Some(_)) if seen_version == Some(stored.version) => Present::Open,
        (None, Some(_)) if seen_version.is_none() => Present::Open,
        (Some(_) | None, _) => Present::Moved,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::UsernameRule;
    use entity::id::{GradeId, SiteId, UserId};
    use uuid::Uuid;

    use super::*;

    fn key() -> CourseKey {
        CourseKey::parse("course-v1:A+B+C").expect("a key")
    }

    fn told(percent: &str, letter: Option<&str>) -> Grade {
        Grade {
            username: Username::parse("ada", UsernameRule::Ascii).expect("a name"),
            percent: Percent::parse(percent).expect("a percentage"),
            letter: letter.map(str::to_owned),
            is_passing: true,
        }
    }

    fn stored(percent: &str, letter: Option<&str>) -> grade::Model {
        grade::Model {
            user_id: UserId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            course_key: key(),
            id: GradeId(Uuid::nil()),
            letter: letter.map(str::to_owned),
            percent: Percent::parse(percent).expect("a percentage"),
            is_verified: false,
            lms_last_updated_at: None,
            version: 2,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn points_and_letter_must_be_the_same() {
        let kind = |told: &Grade, stored: Option<&grade::Model>, expected| {
            compare(&key(), told, stored, expected).map(|it| it.kind)
        };
        let here = stored("0.8", Some("B"));
        for expected in [Expected::Yes, Expected::No] {
            assert_eq!(kind(&told("0.80", Some("B")), Some(&here), expected), None);
            for other in [told("0.8", Some("A")), told("0.8", None), told("0.81", Some("B"))] {
                assert_eq!(kind(&other, Some(&here), expected), Some(DifferenceKind::GradeDiffers));
            }
        }
        assert_eq!(
            kind(&told("0.8", None), None, Expected::Yes),
            Some(DifferenceKind::GradeMissing)
        );
        assert_eq!(kind(&told("0.8", None), None, Expected::No), None);
        let found = compare(&key(), &told("0.9", None), Some(&here), Expected::No).expect("a difference");
        assert_eq!(
            (found.here.as_deref(), found.there.as_deref(), found.told.is_verified),
            (Some("0.8 B"), Some("0.9"), Some(false))
        );
    }

    #[test]
    fn grade_that_came_meanwhile_stays() {
        let told = Told {
            percent: Some(Percent::parse("0.9").expect("a percentage")),
            ..Told::default()
        };
        let here = stored("0.8", None);
        assert_eq!(present(&told, Some(2), Some(&here)), Present::Open);
        assert_eq!(present(&told, Some(1), Some(&here)), Present::Moved);
        assert_eq!(present(&told, None, Some(&here)), Present::Moved);
        assert_eq!(present(&told, Some(1), Some(&stored("0.9", None))), Present::Settled);
        assert_eq!(present(&told, None, None), Present::Open);
        assert_eq!(present(&told, Some(2), None), Present::Moved);
    }
}
