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

/// What is done about a learner's credential of a program. What somebody decided stays as it is.
#[must_use]
pub fn decide(is_complete: bool, credential: Option<Standing>) -> Step {
    use CredentialStatus::{Awarded, Revoked};
    match (is_complete, credential.map(|it| (it.status, it.decided_by))) {
        (true, None | Some((Revoked, Decider::Service))) => Step::Award,
        (false, Some((Awarded, Decider::Service))) => Step::Revoke,
        (true, Some((Awarded, _)))
        | (false, None | Some((Revoked, Decider::Service)))
        | (_, Some((Awarded | Revoked, Decider::Somebody))) => Step::Leave,
    }
}

/// Whether a change of a credential decides what its status is.
#[must_use]
pub fn is_decision(change: CredentialChange) -> bool {
    match change {
        CredentialChange::Awarded | CredentialChange::Revoked | CredentialChange::Reinstated => true,
        CredentialChange::Updated | CredentialChange::Refreshed | CredentialChange::Erased => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_undoes_only_what_it_did() {
        use CredentialStatus::{Awarded, Revoked};
        use Decider::{Service, Somebody};
        for (is_complete, credential, expected) in [
            (true, None, Step::Award),
            (true, Some((Awarded, Service)), Step::Leave),
            (true, Some((Awarded, Somebody)), Step::Leave),
            (true, Some((Revoked, Service)), Step::Award),
            (true, Some((Revoked, Somebody)), Step::Leave),
            (false, None, Step::Leave),
            (false, Some((Awarded, Service)), Step::Revoke),
            (false, Some((Awarded, Somebody)), Step::Leave),
            (false, Some((Revoked, Service)), Step::Leave),
            (false, Some((Revoked, Somebody)), Step::Leave),
        ] {
            let standing = credential.map(|(status, decided_by)| Standing { status, decided_by });
            assert_eq!(decide(is_complete, standing), expected, "{is_complete} {credential:?}");
        }
    }
}
