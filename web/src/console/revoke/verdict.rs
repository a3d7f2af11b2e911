//! What becomes of a credential.

use leptos_i18n::I18nContext;

use super::query::Credential;
use crate::i18n::{Locale, t_string};

/// A credential as it was found, and what became of it, or would.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) credential: Credential,
    pub(super) verdict: Verdict,
}

/// What became of a credential, or would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is revoked.
    Revoked,
    /// It was revoked before.
    Unchanged,
    /// It is left alone.
    Refused(Reason),
}

/// Why a credential is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// There is no such credential.
    Gone,
    /// It was changed since it was seen.
    Outdated,
    /// What this page does not expect.
    Other,
}

impl Verdict {
    /// Whether there is something to do for it.
    pub(super) fn is_to_do(self) -> bool {
        self == Self::Revoked
    }

    /// The outcome in the words of the API.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Revoked => "REVOKED",
            Self::Unchanged => "UNCHANGED",
            Self::Refused(_) => "REFUSED",
        }
    }

    /// Says it.
    pub(super) fn words(self, i18n: I18nContext<Locale>, is_done: bool) -> &'static str {
        match (self, is_done) {
            (Self::Revoked, false) => t_string!(i18n, console.revoke.to_revoke),
            (Self::Revoked, true) => t_string!(i18n, console.revoke.revoked),
            (Self::Unchanged, _) => t_string!(i18n, console.revoke.unchanged),
            (Self::Refused(reason), _) => reason.words(i18n),
        }
    }
}

impl Reason {
    /// Says it.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Gone => t_string!(i18n, console.revoke.gone),
            Self::Outdated => t_string!(i18n, console.bulk.outdated),
            Self::Other => t_string!(i18n, console.award.other),
        }
    }
}

/// How many credentials there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) revoked: usize,
    pub(super) unchanged: usize,
    pub(super) refused: usize,
}

impl Counts {
    pub(super) fn of(seen: &[Seen]) -> Self {
        let mut counts = Self::default();
        for it in seen {
            let count = match it.verdict {
                Verdict::Revoked => &mut counts.revoked,
                Verdict::Unchanged => &mut counts.unchanged,
                Verdict::Refused(_) => &mut counts.refused,
            };
            *count += 1;
        }
        counts
    }
}

/// What became of all that were seen, once those with something to do were done.
pub(super) fn revoked(seen: &[Seen], verdicts: Vec<Verdict>) -> Vec<Seen> {
    let mut verdicts = verdicts.into_iter();
    let mut of = |it: &Seen| {
        let verdict = if it.verdict.is_to_do() {
            verdicts.next().unwrap_or(Verdict::Refused(Reason::Other))
        } else {
            it.verdict
        };
        Seen { verdict, ..it.clone() }
    };
    seen.iter().map(&mut of).collect()
}

#[cfg(test)]
mod tests {
    use super::{Counts, Reason, Seen, Verdict, revoked};
    use crate::console::revoke::query::{Certificate, Credential};

    #[test]
    fn verdicts_stand_beside_their_credentials() {
        let seen = [
            Verdict::Revoked,
            Verdict::Unchanged,
            Verdict::Revoked,
            Verdict::Refused(Reason::Gone),
        ];
        let credential = Credential {
            uuid: "5e0f7c4e3f0b4d549f0a6f6f6f6f6f6f".parse().expect("a number"),
            version: 1,
            username: None,
            recipient_name: None,
            url: String::new(),
            certificate: Certificate { title: String::new() },
        };
        let seen = seen.map(|verdict| Seen {
            credential: credential.clone(),
            verdict,
        });
        let done = revoked(&seen, vec![Verdict::Refused(Reason::Outdated), Verdict::Revoked]);
        let verdicts: Vec<_> = done.iter().map(|it| it.verdict).collect();
        assert_eq!(
            verdicts,
            [
                Verdict::Refused(Reason::Outdated),
                Verdict::Unchanged,
                Verdict::Revoked,
                Verdict::Refused(Reason::Gone),
            ]
        );
        let counts = Counts::of(&done);
        assert_eq!((counts.revoked, counts.unchanged, counts.refused), (1, 1, 2));
    }
}
