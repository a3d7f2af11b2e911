//! What it takes to settle differences: awards, revocations, grades and names, as anybody else would ask for them.

use entity::id::CredentialId;
use entity::{DifferenceKind, LearningObjectType, reconciliation_difference, user};
use uuid::Uuid;

use super::{Outcome, Unsettled, Verdicts};
use crate::context::Request;
use crate::domain::award::{DateOverride, RawAward, RawLearningObject};
use crate::domain::grade::{self as grades, RawGrade};
use crate::domain::reconciliation::Told;
use crate::domain::revocation::Refusal;
use crate::domain::username_replacement::{self as replacement, RawReplacement};
use crate::service::Fault;
use crate::service::bulk::{Completeness, Effect};
use crate::service::credential::award::{AwardCredentialsError, BulkAward, award_many_because};
use crate::service::credential::revoke_many::{BulkRevocation, RawItem, RevokeCredentialsError, Revoked, revoke_many};
use crate::service::grade::{BulkGrade, RecordGradesError, record_many};
use crate::service::user::rename::{BulkReplacement, ReplaceUsernamesError, replace_many};
use crate::service::user::retire::{RawRetirement, RetireUserError, retire};

/// What the history says of a change that a repair makes.
const REASON: &str = "reconciliation";

/// A difference with what a repair has to know.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    pub(super) difference: &'a reconciliation_difference::Model,
    /// The person whom it is about, where they are known.
    pub(super) person: Option<&'a user::Model>,
    /// Their credential for the run, where there is one.
    pub(super) credential: Option<CredentialId>,
}

/// Takes the steps, and notes the verdicts. How many statements it takes does not depend on how many there are of a kind, but for
/// people to retire, of whom each has much to forget.
pub(super) async fn take(request: &Request, steps: &[Step<'_>], verdicts: &mut Verdicts) -> Result<(), Fault> {
    let (mut awards, mut revocations, mut grades, mut names) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for step in steps.iter().copied() {
        let id = step.difference.id;
        match step.difference.kind {
            DifferenceKind::AwardMissing | DifferenceKind::AwardRevoked => awards.push(step),
            DifferenceKind::GradeMissing | DifferenceKind::GradeDiffers => grades.push(step),
            DifferenceKind::UsernameChanged => names.push(step),
            DifferenceKind::AwardUnknown | DifferenceKind::AwardNotPassing => revocations.push(step),
            DifferenceKind::AccountRetired => {
                verdicts.insert(id, retired(request, step).await?);
            }
            DifferenceKind::AccountUnknown => {
                verdicts.insert(id, Err(Unsettled::NotRepairable));
            }
        }
    }
    let max = request.ctx.config.limits.bulk_items.max(1);
    for some in revocations.chunks(max) {
        note(verdicts, some, revoked(request, some).await?);
    }
    for some in names.chunks(max) {
        note(verdicts, some, renamed(request, some).await?);
    }
    for some in awards.chunks(max) {
        note(verdicts, some, awarded(request, some).await?);
    }
    for some in grades.chunks(max) {
        note(verdicts, some, recorded(request, some).await?);
    }
    Ok(())
}

fn note(verdicts: &mut Verdicts, steps: &[Step<'_>], results: Vec<Result<Outcome, Unsettled>>) {
    for (step, result) in steps.iter().zip(results) {
        verdicts.insert(step.difference.id, result);
    }
}

fn told(difference: &reconciliation_difference::Model) -> Told {
    serde_json::from_value(difference.told.clone()).unwrap_or_default()
}

fn username(step: &Step<'_>) -> String {
    let Step { difference, person, .. } = step;
    let stored = person.map(|it| it.username.to_string());
    stored
        .or_else(|| difference.username.as_ref().map(ToString::to_string))
        .unwrap_or_default()
}

/// The same verdict on each.
fn all(steps: &[Step<'_>], verdict: &Unsettled) -> Vec<Result<Outcome, Unsettled>> {
    steps.iter().map(|_| Err(verdict.clone())).collect()
}

/// Refusals in one sentence each; done where there are none.
fn verdict<T: std::fmt::Display>(refusals: &[T]) -> Result<Outcome, Unsettled> {
    if refusals.is_empty() {
        return Ok(Outcome::Repaired);
    }
    let reasons: Vec<String> = refusals.iter().map(ToString::to_string).collect();
    Err(Unsettled::Refused(reasons.join("; ")))
}

async fn awarded(request: &Request, steps: &[Step<'_>]) -> Result<Vec<Result<Outcome, Unsettled>>, Fault> {
    let items = steps.iter().map(|step| {
        let Step { difference, person, .. } = step;
        let Told { mode, created_at, .. } = told(difference);
        RawAward {
            username: username(step),
            learning_object: RawLearningObject {
                kind: LearningObjectType::CourseRun,
                id: difference.course_key.clone(),
            },
            attributes: Vec::new(),
            // What is awarded late was earned when the platform made its certificate. One that is reinstated keeps its date.
            date_override: match created_at {
                Some(date) if difference.kind == DifferenceKind::AwardMissing => DateOverride::Set(date),
                Some(_) | None => DateOverride::Keep,
            },
            mode,
            recipient_name: None,
            lms_user_id: person.and_then(|it| it.lms_user_id),
            reason: None,
            expected_version: difference.seen_version,
            idempotency_key: None,
        }
    });
    let bulk = BulkAward {
        items: items.collect(),
        completeness: Completeness::Partial,
        effect: Effect::Write,
        idempotency_key: None,
    };
    match award_many_because(request, bulk, REASON).await {
        Ok(awarded) => Ok(awarded.iter().map(|it| verdict(&it.refusals)).collect()),
        Err(AwardCredentialsError::Denied(_)) => Ok(all(steps, &Unsettled::Denied)),
        Err(AwardCredentialsError::Fault(fault)) => Err(fault),
        Err(error @ (AwardCredentialsError::TooManyItems { .. } | AwardCredentialsError::Idempotency(_))) => {
            Err(Fault::Internal(error.into()))
        }
    }
}

async fn revoked(request: &Request, steps: &[Step<'_>]) -> Result<Vec<Result<Outcome, Unsettled>>, Fault> {
    let items = steps.iter().map(|step| RawItem {
        // What is to be revoked is there, or something else is stored than what was compared; then there is nothing of this number.
        id: step.credential.unwrap_or(CredentialId(Uuid::nil())),
        expected_version: step.difference.seen_version,
        idempotency_key: None,
    });
    let bulk = BulkRevocation {
        items: items.collect(),
        reason: Some(REASON.to_owned()),
        completeness: Completeness::Partial,
        effect: Effect::Write,
        idempotency_key: None,
    };
    // A change of its own in the history, known again by a token of its own.
    let own = Request {
        token: crate::id::random(),
        ..request.clone()
    };
    match revoke_many(&own, bulk).await {
        Ok(revoked) => Ok(revoked.iter().map(|it| revocation(it, &revoked)).collect()),
        Err(RevokeCredentialsError::Denied(_)) => Ok(all(steps, &Unsettled::Denied)),
        Err(RevokeCredentialsError::Fault(fault)) => Err(fault),
        Err(
            error @ (RevokeCredentialsError::TooManyItems { .. }
            | RevokeCredentialsError::NoReason
            | RevokeCredentialsError::Reason(_)
            | RevokeCredentialsError::Idempotency(_)),
        ) => Err(Fault::Internal(error.into())),
    }
}

/// The verdict on one of several revocations. Where two runs have found the same, what became of the one that was named first counts.
fn revocation(one: &Revoked, all: &[Revoked]) -> Result<Outcome, Unsettled> {
    let mut told = one;
    if let Some(Refusal::DuplicateItem { first }) = one.refusals.first() {
        told = all.get(*first).unwrap_or(one);
    }
    match told.refusals.first() {
        Some(Refusal::NotFound | Refusal::Stale { .. }) => Err(Unsettled::Moved),
        Some(
            Refusal::InvalidVersion
            | Refusal::DuplicateItem { .. }
            | Refusal::IdempotencyKey(_)
            | Refusal::BatchRefused,
        )
        | None => verdict(&told.refusals),
    }
}

async fn recorded(request: &Request, steps: &[Step<'_>]) -> Result<Vec<Result<Outcome, Unsettled>>, Fault> {
    let items = steps.iter().map(|step| {
        let Step { difference, person, .. } = step;
        let Told {
            percent,
            letter,
            is_verified,
            ..
        } = told(difference);
        RawGrade {
            username: username(step),
            lms_user_id: person.and_then(|it| it.lms_user_id),
            course_key: difference.course_key.clone(),
            letter,
            percent: percent.map(|it| it.to_string()).unwrap_or_default(),
            is_verified: is_verified.unwrap_or(true),
            // So the grade was when the platform was asked: what it has told since counts more.
            lms_last_updated_at: Some(difference.found_at),
            idempotency_key: None,
        }
    });
    let bulk = BulkGrade {
        items: items.collect(),
        completeness: Completeness::Partial,
        effect: Effect::Write,
        idempotency_key: None,
    };
    match record_many(request, bulk).await {
        Ok(recorded) => Ok(recorded
            .iter()
            .map(|it| match it.outcome {
                grades::Outcome::Stale => Err(Unsettled::Moved),
                grades::Outcome::Created
                | grades::Outcome::Updated
                | grades::Outcome::Unchanged
                | grades::Outcome::Refused => verdict(&it.refusals),
            })
            .collect()),
        Err(RecordGradesError::Denied(_)) => Ok(all(steps, &Unsettled::Denied)),
        Err(RecordGradesError::Fault(fault)) => Err(fault),
        Err(error @ (RecordGradesError::TooManyItems { .. } | RecordGradesError::Idempotency(_))) => {
            Err(Fault::Internal(error.into()))
        }
    }
}

async fn renamed(request: &Request, steps: &[Step<'_>]) -> Result<Vec<Result<Outcome, Unsettled>>, Fault> {
    let items = steps.iter().map(|step| RawReplacement {
        current: username(step),
        desired: told(step.difference)
            .username
            .map(|it| it.to_string())
            .unwrap_or_default(),
        idempotency_key: None,
    });
    let bulk = BulkReplacement {
        items: items.collect(),
        completeness: Completeness::Partial,
        effect: Effect::Write,
        idempotency_key: None,
    };
    match replace_many(request, bulk).await {
        Ok(replaced) => Ok(replaced
            .iter()
            .map(|it| match it.outcome {
                replacement::Outcome::Unknown => Err(Unsettled::Moved),
                replacement::Outcome::Replaced | replacement::Outcome::Unchanged | replacement::Outcome::Refused => {
                    verdict(&it.refusals)
                }
            })
            .collect()),
        Err(ReplaceUsernamesError::Denied(_)) => Ok(all(steps, &Unsettled::Denied)),
        Err(ReplaceUsernamesError::Fault(fault)) => Err(fault),
        Err(error @ (ReplaceUsernamesError::TooManyItems { .. } | ReplaceUsernamesError::Idempotency(_))) => {
            Err(Fault::Internal(error.into()))
        }
    }
}

async fn retired(request: &Request, step: Step<'_>) -> Result<Result<Outcome, Unsettled>, Fault> {
    let raw = RawRetirement {
        username: Some(username(&step)),
        lms_user_id: step.person.and_then(|it| it.lms_user_id),
        reason: None,
    };
    Ok(match retire(request, raw).await {
        Ok(_) => Ok(Outcome::Repaired),
        Err(RetireUserError::Denied(_)) => Err(Unsettled::Denied),
        Err(RetireUserError::NotFound | RetireUserError::TwoPeople) => Err(Unsettled::Moved),
        Err(RetireUserError::Fault(fault)) => return Err(fault),
        Err(
            error @ (RetireUserError::Unnamed
            | RetireUserError::Username(_)
            | RetireUserError::LmsUserId
            | RetireUserError::Reason(_)
            | RetireUserError::TellingReason),
        ) => Err(Unsettled::Refused(error.to_string())),
    })
}
