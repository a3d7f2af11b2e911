//! What the service itself does about the credential of a program, where it is asked to.

use entity::{CredentialChange, CredentialStatus};

/// A learner's credential of a program, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What was decided.
    pub status: CredentialStatus,
    /// Who decided it.
    pub decided_by: Decider,
}

/// Who awarded or revoked a credential last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    /// The service, because a program was completed, or was no longer.
    Service,
    /// Somebody: staff, or the learning platform.
    Somebody,
}

/// Whether a learner has completed a program, seen from one of its runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Every course is earned.
    Complete,
    /// A course is missing, and the run that was looked at is not earned any more.
    Lost,
    /// A course is missing, and the run that was looked at is earned: the learner is on the way, or the program has another course now.
    Missing,
}

impl Completion {
    /// What it comes to.
    #[must_use]
    pub fn of(n_courses: usize, n_earned: usize, run: Option<CredentialStatus>) -> Self {
        match run {
            _ if n_courses > 0 && n_earned == n_courses => Self::Complete,
            Some(CredentialStatus::Awarded) => Self::Missing,
            Some(CredentialStatus::Revoked) | None => Self::Lost,
        }
    }
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The credential is awarded, or awarded again.
    Award,
    /// The credential is revoked.
    Revoke,
    /// Nothing.
    Leave,
}

/// What is done about a learner's credential of a program. What somebody decided stays as it is, and a program that has another course
/// than before takes nothing from those who had completed it.
#[must_use]
pub fn decide(completion: Completion, credential: Option<Standing>) -> Step {
    use Completion::{Complete, Lost, Missing};
    use CredentialStatus::{Awarded, Revoked};
    match (completion, credential.map(|it| (it.status, it.decided_by))) {
        (Complete, None | Some((Revoked, Decider::Service))) => Step::Award,
        (Lost, Some((Awarded, Decider::Service))) => Step::Revoke,
        (Complete | Missing, Some((Awarded, Decider::Service)))
        | (Lost | Missing, None | Some((Revoked, Decider::Service)))
        | (_, Some((Awarded | Revoked, Decider::Somebody))) => Step::Leave,
    }
}

/// Whether a change of a credential decides what its status is.
#[must_use]
pub fn is_decision(change: CredentialChange) -> bool {
    match change {
        CredentialChange::Awarded | CredentialChange::Revoked | CredentialChange::Reinstated => true,
        CredentialChange::Updated
        | CredentialChange::Refreshed
        | CredentialChange::Replaced
        | CredentialChange::Erased
        | CredentialChange::Attested => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_undoes_only_what_it_did() {
        use Completion::{Complete, Lost, Missing};
        use CredentialStatus::{Awarded, Revoked};
        use Decider::{Service, Somebody};
        for (completion, credential, expected) in [
            (Complete, None, Step::Award),
            (Complete, Some((Awarded, Service)), Step::Leave),
            (Complete, Some((Awarded, Somebody)), Step::Leave),
            (Complete, Some((Revoked, Service)), Step::Award),
            (Complete, Some((Revoked, Somebody)), Step::Leave),
            (Lost, None, Step::Leave),
            (Lost, Some((Awarded, Service)), Step::Revoke),
            (Lost, Some((Awarded, Somebody)), Step::Leave),
            (Lost, Some((Revoked, Service)), Step::Leave),
            (Lost, Some((Revoked, Somebody)), Step::Leave),
            (Missing, None, Step::Leave),
            (Missing, Some((Awarded, Service)), Step::Leave),
            (Missing, Some((Awarded, Somebody)), Step::Leave),
            (Missing, Some((Revoked, Service)), Step::Leave),
            (Missing, Some((Revoked, Somebody)), Step::Leave),
        ] {
            let standing = credential.map(|(status, decided_by)| Standing { status, decided_by });
            assert_eq!(decide(completion, standing), expected, "{completion:?} {credential:?}");
        }
    }

    #[test]
    fn run_that_is_not_earned_any_more_is_told_from_a_course_that_was_added() {
        use CredentialStatus::{Awarded, Revoked};
        for (n_courses, n_earned, run, expected) in [
            (2, 2, Some(Awarded), Completion::Complete),
            (2, 2, Some(Revoked), Completion::Complete),
            (2, 1, Some(Awarded), Completion::Missing),
            (2, 1, Some(Revoked), Completion::Lost),
            (2, 0, None, Completion::Lost),
            (0, 0, Some(Awarded), Completion::Missing),
        ] {
            assert_eq!(Completion::of(n_courses, n_earned, run), expected);
        }
    }
}
