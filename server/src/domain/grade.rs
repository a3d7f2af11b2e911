//! Recording a grade: what is asked, and what it comes to.

mod refusal;
mod request;

use chrono::{DateTime, Utc};
use entity::grade;

pub use refusal::Refusal;
pub use request::{GradeRequest, RawGrade, parse};

/// What became of a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The learner had no grade in this run.
    Created,
    /// The learner's grade changed.
    Updated,
    /// It was just so already.
    Unchanged,
    /// A newer grade is stored, and stays.
    Stale,
    /// Nothing was stored.
    Refused,
}

/// What a grade comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The learner has no grade in this run yet.
    Create,
    /// The row afterwards.
    Change(Box<grade::Model>),
    /// The stored grade is just so already.
    Unchanged,
    /// The platform changed the stored grade later than the one that is told.
    Stale,
}

/// Decides on a grade; `stored` is the one that the learner has in this run.
///
/// Messages may arrive in any order: the platform's own time decides. One without a time counts as the newest, and leaves the
/// stored time as it is.
#[must_use]
pub fn decide(request: &GradeRequest, stored: Option<&grade::Model>, now: DateTime<Utc>) -> Decision {
    let Some(stored) = stored else { return Decision::Create };
    if let (Some(told), Some(known)) = (request.lms_last_updated_at, stored.lms_last_updated_at)
        && told < known
    {
        return Decision::Stale;
    }
    let after = grade::Model {
        letter: request.letter.clone(),
        percent: request.percent,
        is_verified: request.is_verified,
        lms_last_updated_at: request.lms_last_updated_at.or(stored.lms_last_updated_at),
        ..stored.clone()
    };
    if after == *stored {
        return Decision::Unchanged;
    }
    Decision::Change(Box::new(grade::Model {
        version: stored.version + 1,
        updated_at: now,
        ..after
    }))
}

#[cfg(test)]
mod tests {
    use entity::id::{GradeId, SiteId, UserId};
    use entity::{CourseKey, Percent, Username, UsernameRule};
    use uuid::Uuid;

    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a small number")
    }

    fn request(percent: &str, told: Option<i64>) -> GradeRequest {
        GradeRequest {
            username: Username::parse("ada", UsernameRule::Ascii).expect("a name"),
            lms_user_id: None,
            course_key: CourseKey::parse("course-v1:A+B+C").expect("a key"),
            letter: Some("B".to_owned()),
            percent: Percent::parse(percent).expect("a percentage"),
            is_verified: true,
            lms_last_updated_at: told.map(at),
        }
    }

    fn stored(percent: &str, told: Option<i64>) -> grade::Model {
        let request = request(percent, told);
        grade::Model {
            user_id: UserId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            course_key: request.course_key,
            id: GradeId(Uuid::nil()),
            letter: request.letter,
            percent: request.percent,
            is_verified: request.is_verified,
            lms_last_updated_at: request.lms_last_updated_at,
            version: 3,
            created_at: at(0),
            updated_at: at(0),
        }
    }

    #[test]
    fn later_message_wins_whatever_arrives_first() {
        for (told, known, expected) in [
            (Some(10), Some(20), None),
            (Some(20), Some(20), Some(Some(20))),
            (Some(30), Some(20), Some(Some(30))),
            (None, Some(20), Some(Some(20))),
            (Some(10), None, Some(Some(10))),
            (None, None, Some(None)),
        ] {
            let decision = decide(&request("0.9", told), Some(&stored("0.8", known)), at(100));
            match expected {
                None => assert_eq!(decision, Decision::Stale, "{told:?} {known:?}"),
                Some(kept) => {
                    let after = grade::Model {
                        lms_last_updated_at: kept.map(at),
                        version: 4,
                        updated_at: at(100),
                        ..stored("0.9", None)
                    };
                    assert_eq!(decision, Decision::Change(Box::new(after)), "{told:?} {known:?}");
                }
            }
        }
    }

    #[test]
    fn repeated_grade_changes_nothing() {
        let decide = |request: &GradeRequest| decide(request, Some(&stored("0.8", Some(20))), at(100));
        assert_eq!(decide(&request("0.8", Some(20))), Decision::Unchanged);
        assert_eq!(decide(&request("0.8", None)), Decision::Unchanged);
        // Told again later: what is older than this must lose from now on.
        assert!(matches!(decide(&request("0.8", Some(21))), Decision::Change(_)));
        assert_eq!(super::decide(&request("0.8", None), None, at(100)), Decision::Create);
    }
}
