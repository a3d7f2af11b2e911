//! What the last check found of a template, kept for as long as the console is open: where it is mended, too.
//!
//! Invariant: it is told of the very source that was checked, and of no other.

use leptos::prelude::*;

use super::problem::TemplateProblem;
use super::source::Source;

/// What the last check found; none before the first, and where it found nothing.
#[derive(Clone, Copy)]
pub(in crate::console) struct LastCheck(RwSignal<Option<Findings>>);

#[derive(Clone, Debug, PartialEq)]
struct Findings {
    /// What was checked.
    source: Source,
    problems: Vec<TemplateProblem>,
}

impl LastCheck {
    /// Makes the place for it known to everything below.
    pub(in crate::console) fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Keeps what a check found.
    pub(super) fn keep(self, source: Source, problems: Vec<TemplateProblem>) {
        self.0.set(Some(Findings { source, problems }));
    }

    /// Another check begins.
    pub(super) fn forget(self) {
        self.0.set(None);
    }

    /// What was found of a source; none where that is not what was checked last.
    pub(super) fn of(self, source: Memo<Source>) -> Memo<Option<Vec<TemplateProblem>>> {
        Memo::new(move |_| {
            let findings = self.0.read();
            let findings = findings.as_ref()?;
            source
                .with(|it| *it == findings.source)
                .then(|| findings.problems.clone())
        })
    }
}
