//! What a grade tells, read from what the caller sent.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{CourseKey, Percent, Username, UsernameRule};

use super::Refusal;
use crate::domain::{instant, text};

/// Longest letter, in characters.
const MAX_LETTER_LENGTH: usize = 255;
/// How far the platform's clock may run ahead of ours.
const MAX_SKEW: TimeDelta = TimeDelta::minutes(5);

/// A grade as the caller wrote it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct RawGrade {
    /// The learner.
    pub username: String,
    /// The learner's number on the platform.
    pub lms_user_id: Option<i64>,
    /// The run's key.
    pub course_key: String,
    /// Letter or word.
    pub letter: Option<String>,
    /// Share of the points, a decimal number.
    pub percent: String,
    /// Whether the platform is sure who did the work.
    pub is_verified: bool,
    /// When the platform last changed the grade.
    pub lms_last_updated_at: Option<DateTime<Utc>>,
    /// Lets the caller repeat the grade.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

/// A grade whose parts are all well formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeRequest {
    /// The learner.
    pub username: Username,
    /// The learner's number on the platform.
    pub lms_user_id: Option<i64>,
    /// The run's key.
    pub course_key: CourseKey,
    /// Letter or word.
    pub letter: Option<String>,
    /// Share of the points.
    pub percent: Percent,
    /// Whether the platform is sure who did the work.
    pub is_verified: bool,
    /// When the platform last changed the grade.
    pub lms_last_updated_at: Option<DateTime<Utc>>,
}

/// Reads a grade; tells everything that is wrong with it at once.
pub fn parse(raw: RawGrade, rule: UsernameRule, now: DateTime<Utc>) -> Result<GradeRequest, Vec<Refusal>> {
    let RawGrade {
        username,
        lms_user_id,
        course_key,
        letter,
        percent,
        is_verified,
        lms_last_updated_at,
        idempotency_key: _,
    } = raw;
    let mut refusals = Vec::new();
    let username = keep(&mut refusals, Username::parse(&username, rule));
    if lms_user_id.is_some_and(|it| it < 1) {
        refusals.push(Refusal::LmsUserId);
    }
    let course_key = keep(&mut refusals, CourseKey::parse(&course_key));
    let letter = letter
        .and_then(|it| {
            keep(
                &mut refusals,
                text::plain(it, MAX_LETTER_LENGTH).map_err(Refusal::Letter),
            )
        })
        .filter(|it| !it.trim().is_empty());
    let percent = keep(&mut refusals, Percent::parse(&percent));
    // One from the future would outlive every grade to come.
    let lms_last_updated_at = lms_last_updated_at.and_then(|it| {
        let told = instant::parse(it).ok().filter(|it| *it <= now + MAX_SKEW);
        keep(&mut refusals, told.ok_or(Refusal::LmsLastUpdatedAt))
    });
    match (username, course_key, percent) {
        (Some(username), Some(course_key), Some(percent)) if refusals.is_empty() => Ok(GradeRequest {
            username,
            lms_user_id,
            course_key,
            letter,
            percent,
            is_verified,
            lms_last_updated_at,
        }),
        _ => Err(refusals),
    }
}

/// The value, or its refusal noted.
fn keep<T, E: Into<Refusal>>(refusals: &mut Vec<Refusal>, result: Result<T, E>) -> Option<T> {
    result.map_err(|error| refusals.push(error.into())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw() -> RawGrade {
        RawGrade {
            username: "ada".to_owned(),
            lms_user_id: Some(7),
            course_key: "course-v1:A+B+C".to_owned(),
            letter: Some("A".to_owned()),
            percent: "0.875".to_owned(),
            is_verified: true,
            lms_last_updated_at: None,
            idempotency_key: None,
        }
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_000_000_000, 0).expect("in range")
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let refusals = parse(
            RawGrade {
                username: "a b".to_owned(),
                lms_user_id: Some(0),
                course_key: "x".to_owned(),
                letter: Some("A\n".to_owned()),
                percent: "87".to_owned(),
                is_verified: false,
                lms_last_updated_at: Some(now() + TimeDelta::days(1)),
                idempotency_key: None,
            },
            UsernameRule::Ascii,
            now(),
        )
        .expect_err("nothing in it is right");
        let paths: Vec<_> = refusals.iter().map(Refusal::path).collect();
        assert_eq!(
            paths,
            [
                "username",
                "lmsUserId",
                "courseKey",
                "letter",
                "percent",
                "lmsLastUpdatedAt"
            ]
            .map(Some)
        );
    }

    #[test]
    fn blank_letter_counts_as_none() {
        for letter in [None, Some(""), Some("  ")] {
            let raw = RawGrade {
                letter: letter.map(str::to_owned),
                ..raw()
            };
            let request = parse(raw, UsernameRule::Ascii, now()).expect("well formed");
            assert_eq!(request.letter, None, "{letter:?}");
        }
    }
}
