//! What an award asks for, read from what the caller sent.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::{AttributeName, EnrollmentMode, LearningObjectType, Username, UsernameRule, attribute_name};

use super::Refusal;
use crate::domain::learning_object::LearningObject;
use crate::domain::{instant, text};

/// Most attributes that one award may set.
const MAX_ATTRIBUTES: usize = 50;
/// Longest recipient name, in characters.
const MAX_NAME_LENGTH: usize = 255;

/// An award as the caller wrote it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct RawAward {
    /// The learner.
    pub username: String,
    /// What was earned.
    pub learning_object: RawLearningObject,
    /// Names and what becomes of each; others stay.
    pub attributes: Vec<(String, AttributeValue)>,
    /// Date to show instead of the award's.
    pub date_override: DateOverride,
    /// Mode of a course run.
    pub mode: Option<String>,
    /// The learner's full name.
    pub recipient_name: Option<String>,
    /// The learner's number on the platform.
    pub lms_user_id: Option<i64>,
    /// Why, for the history. Left out where there is none, so that repeated requests look as they did before there were reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
    /// Lets the caller repeat the award.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

/// A learning object as the caller wrote it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct RawLearningObject {
    /// Its kind.
    pub kind: LearningObjectType,
    /// Its external id.
    pub id: String,
}

/// What becomes of an attribute, as the caller wrote it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum AttributeValue {
    /// It gets this value.
    Set(String),
    /// It is taken away.
    Remove,
    /// That was left out.
    Untold,
}

/// What to do about the date override.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub enum DateOverride {
    /// Leave it as it is.
    #[default]
    Keep,
    /// Show the award's own date.
    Clear,
    /// Show this date.
    Set(DateTime<Utc>),
}

/// An award whose parts are all well formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardRequest {
    /// The learner.
    pub username: Username,
    /// What was earned.
    pub learning_object: LearningObject,
    /// Names with the value to set, or none to take away; others stay.
    pub attributes: Vec<(AttributeName, Option<String>)>,
    /// Date to show instead of the award's.
    pub date_override: DateOverride,
    /// Mode of a course run.
    pub mode: Option<EnrollmentMode>,
    /// The learner's full name.
    pub recipient_name: Option<String>,
    /// The learner's number on the platform.
    pub lms_user_id: Option<i64>,
    /// Why, for the history.
    pub reason: Option<String>,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
}

/// Reads an award; tells everything that is wrong with it at once.
pub fn parse(raw: RawAward, rule: UsernameRule) -> Result<AwardRequest, Vec<Refusal>> {
    let RawAward {
        username,
        learning_object,
        attributes,
        date_override,
        mode,
        recipient_name,
        lms_user_id,
        reason,
        expected_version,
        idempotency_key: _,
    } = raw;
    let mut refusals = Vec::new();

    let username = keep(&mut refusals, Username::parse(&username, rule));
    let learning_object = keep(
        &mut refusals,
        LearningObject::parse(learning_object.kind, &learning_object.id),
    );
    let attributes = parse_attributes(attributes, &mut refusals);
    let date_override = match date_override {
        DateOverride::Set(date) => {
            keep(&mut refusals, instant::parse(date)).map_or(DateOverride::Keep, DateOverride::Set)
        }
        DateOverride::Keep | DateOverride::Clear => date_override,
    };
    let mode = mode.and_then(|it| keep(&mut refusals, EnrollmentMode::parse(&it)));
    if mode.is_some() && matches!(learning_object, Some(LearningObject::Program(_))) {
        refusals.push(Refusal::ModeNotApplicable);
    }
    let recipient_name = recipient_name
        .and_then(|it| {
            keep(
                &mut refusals,
                text::plain(it, MAX_NAME_LENGTH).map_err(Refusal::RecipientName),
            )
        })
        .filter(|it| !it.trim().is_empty());
    if lms_user_id.is_some_and(|it| it < 1) {
        refusals.push(Refusal::LmsUserId);
    }
    let reason = keep(&mut refusals, text::reason(reason).map_err(Refusal::Reason)).flatten();
    if expected_version.is_some_and(|it| it < 1) {
        refusals.push(Refusal::InvalidVersion);
    }

    match (username, learning_object) {
        (Some(username), Some(learning_object)) if refusals.is_empty() => Ok(AwardRequest {
            username,
            learning_object,
            attributes,
            date_override,
            mode,
            recipient_name,
            lms_user_id,
            reason,
            expected_version,
        }),
        _ => Err(refusals),
    }
}

fn parse_attributes(
    raw: Vec<(String, AttributeValue)>,
    refusals: &mut Vec<Refusal>,
) -> Vec<(AttributeName, Option<String>)> {
    if raw.len() > MAX_ATTRIBUTES {
        refusals.push(Refusal::TooManyAttributes { max: MAX_ATTRIBUTES });
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let mut attributes = Vec::with_capacity(raw.len());
    for (index, (name, value)) in raw.into_iter().enumerate() {
        let name = keep(
            refusals,
            AttributeName::parse(&name).map_err(|error| Refusal::AttributeName { index, error }),
        );
        let value = match value {
            AttributeValue::Set(value) => text::lines(value, attribute_name::MAX_LENGTH)
                .map(Some)
                .map_err(|error| Refusal::AttributeValue { index, error }),
            AttributeValue::Remove => Ok(None),
            AttributeValue::Untold => Err(Refusal::AttributeUntold { index }),
        };
        let value = keep(refusals, value);
        if let (Some(name), Some(value)) = (name, value) {
            if !seen.insert(name.clone()) {
                refusals.push(Refusal::DuplicateAttribute { index });
            }
            attributes.push((name, value));
        }
    }
    attributes
}

/// The value, or its refusal noted.
fn keep<T, E: Into<Refusal>>(refusals: &mut Vec<Refusal>, result: Result<T, E>) -> Option<T> {
    result.map_err(|error| refusals.push(error.into())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(name: &str, value: &str) -> (String, AttributeValue) {
        (name.to_owned(), AttributeValue::Set(value.to_owned()))
    }

    fn raw() -> RawAward {
        RawAward {
            username: "ada".to_owned(),
            learning_object: RawLearningObject {
                kind: LearningObjectType::CourseRun,
                id: "course-v1:A+B+C".to_owned(),
            },
            attributes: vec![attribute("grade", "A")],
            date_override: DateOverride::Keep,
            mode: Some("verified".to_owned()),
            recipient_name: Some("Ada Lovelace".to_owned()),
            lms_user_id: Some(7),
            reason: None,
            expected_version: None,
            idempotency_key: None,
        }
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let refusals = parse(
            RawAward {
                username: "a b".to_owned(),
                learning_object: RawLearningObject {
                    kind: LearningObjectType::Program,
                    id: "x".to_owned(),
                },
                attributes: vec![
                    attribute("", "v"),
                    attribute("a", "\0"),
                    attribute("b", "1"),
                    ("b".to_owned(), AttributeValue::Remove),
                    ("c".to_owned(), AttributeValue::Untold),
                ],
                date_override: DateOverride::Set(DateTime::<Utc>::MAX_UTC),
                mode: Some("a b".to_owned()),
                recipient_name: Some("x\n".to_owned()),
                lms_user_id: Some(0),
                reason: Some("\0".to_owned()),
                expected_version: Some(-1),
                idempotency_key: None,
            },
            UsernameRule::Ascii,
        )
        .expect_err("nothing in it is right");
        let paths: Vec<String> = refusals.iter().map(|it| it.path().join(".")).collect();
        assert_eq!(
            paths,
            [
                "username",
                "learningObject.id",
                "attributes.0.name",
                "attributes.1.value",
                "attributes.3.name",
                "attributes.4.value",
                "dateOverride",
                "mode",
                "recipientName",
                "lmsUserId",
                "reason",
                "expectedVersion"
            ]
        );
    }

    #[test]
    fn a_program_has_no_mode() {
        let program = RawLearningObject {
            kind: LearningObjectType::Program,
            id: "12345678-9abc-def0-1234-56789abcdef0".to_owned(),
        };
        let refusals = parse(
            RawAward {
                learning_object: program,
                ..raw()
            },
            UsernameRule::Ascii,
        );
        assert_eq!(refusals, Err(vec![Refusal::ModeNotApplicable]));
    }

    /// Repeated requests are known by what they look like as JSON: those from before attributes could be taken away, too.
    #[test]
    fn values_look_as_they_did_before_they_could_be_taken_away() {
        let values = [attribute("a", "1"), ("b".to_owned(), AttributeValue::Remove)];
        assert_eq!(serde_json::json!(values), serde_json::json!([["a", "1"], ["b", null]]));
    }

    /// As above: an award without a reason looks as one did before there were any.
    #[test]
    fn what_has_no_reason_does_not_speak_of_one() {
        assert_eq!(serde_json::json!(raw()).get("reason"), None);
        let because = RawAward {
            reason: Some("a typo".to_owned()),
            ..raw()
        };
        assert_eq!(serde_json::json!(because)["reason"], "a typo");
    }

    #[test]
    fn blank_name_and_blank_reason_count_as_none() {
        let request = parse(
            RawAward {
                recipient_name: Some("  ".to_owned()),
                reason: Some(" \n".to_owned()),
                ..raw()
            },
            UsernameRule::Ascii,
        )
        .expect("well formed");
        assert_eq!((request.recipient_name, request.reason), (None, None));
    }
}
