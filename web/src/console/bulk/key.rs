//! The name under which a row is awarded.
//!
//! Invariant: it follows from the row and from what was seen of its credential. The same row, sent again after a lost answer, has the
//! same name, whatever was reloaded in between; once its credential is another, it has another.

use super::query::Award;
use crate::api::enumeration::LearningObjectType;
use crate::console::digest::digest;

/// The key of an award that stands on this line.
pub(super) fn key(line: u64, award: &Award) -> String {
    let Award {
        username,
        learning_object,
        recipient_name,
        date_override,
        reason,
        idempotency_key: _,
        expected_version,
    } = award;
    let kind = match learning_object.kind {
        LearningObjectType::Program => "program",
        LearningObjectType::CourseRun => "course run",
    };
    digest(&[
        Some(line.to_string().as_str()),
        Some(username),
        Some(kind),
        Some(&learning_object.id),
        recipient_name.as_deref(),
        date_override.as_ref().map(|it| it.0.as_str()),
        reason.as_deref(),
        expected_version.map(|it| it.to_string()).as_deref(),
    ])
}

#[cfg(test)]
mod tests {
    use super::{Award, key};
    use crate::api::scalar::Instant;
    use crate::console::learning_object::LearningObjectInput;

    #[test]
    fn key_follows_from_the_row_and_nothing_else() {
        let award = Award {
            username: "ada".to_owned(),
            learning_object: LearningObjectInput::told("course-v1:A+B+C"),
            recipient_name: None,
            date_override: None,
            reason: None,
            idempotency_key: None,
            expected_version: None,
        };
        let first = key(2, &award);
        assert_eq!(first.len(), 64);
        let keyed = Award {
            idempotency_key: Some("x".to_owned()),
            ..award.clone()
        };
        assert_eq!(key(2, &keyed), first);
        let others = [
            key(3, &award),
            key(
                2,
                &Award {
                    username: "adal".to_owned(),
                    ..award.clone()
                },
            ),
            key(
                2,
                &Award {
                    recipient_name: Some(String::new()),
                    ..award.clone()
                },
            ),
            key(
                2,
                &Award {
                    date_override: Some(Instant("x".to_owned())),
                    ..award.clone()
                },
            ),
            key(
                2,
                &Award {
                    recipient_name: Some("x".to_owned()),
                    ..award.clone()
                },
            ),
            key(
                2,
                &Award {
                    reason: Some("x".to_owned()),
                    ..award.clone()
                },
            ),
            key(
                2,
                &Award {
                    expected_version: Some(1),
                    ..award.clone()
                },
            ),
        ];
        for (at, other) in others.iter().enumerate() {
            assert_ne!(*other, first, "{at}");
            assert!(!others[..at].contains(other), "{at}");
        }
    }
}
