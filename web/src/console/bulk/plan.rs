//! The rows of a file and what becomes of them, from the trial to the awards.

use std::sync::Arc;

use super::key::key;
use super::mapping::{Mapping, awards};
use super::query::Award;
use super::table::Table;
use super::verdict::{Fate, Reason, Verdict};

/// What a file asks for.
pub(super) struct Plan {
    pub(super) table: Arc<Table>,
    pub(super) mapping: Mapping,
    /// One for each row.
    awards: Vec<Result<Award, Reason>>,
}

impl Plan {
    pub(super) fn of(table: Arc<Table>, mapping: Mapping) -> Self {
        let awards = awards(&table, &mapping);
        Self { table, mapping, awards }
    }

    /// What can be tried out.
    pub(super) fn trial(&self) -> Vec<Award> {
        self.awards.iter().filter_map(|it| it.as_ref().ok()).cloned().collect()
    }

    /// What would become of each row, once all that could be was tried out.
    pub(super) fn tried(&self, verdicts: Vec<Verdict>) -> Vec<Verdict> {
        let mut verdicts = verdicts.into_iter();
        let mut of = |award: &Result<Award, Reason>| match award {
            Ok(_) => verdicts.next().unwrap_or(Verdict::Refused(Reason::Other)),
            Err(reason) => Verdict::Refused(*reason),
        };
        self.awards.iter().map(&mut of).collect()
    }

    /// What is to be awarded, as it was seen, each under a name of its own; for this reason what changes something.
    pub(super) fn confirmed(&self, tried: &[Verdict], reason: Option<&str>) -> Vec<Award> {
        let rows = self.table.rows.iter().zip(&self.awards).zip(tried);
        let to_do = rows.filter(|(_, verdict)| verdict.is_to_do());
        to_do
            .filter_map(|((row, award), verdict)| {
                let award = verdict.confirmed(award.as_ref().ok()?.clone(), reason);
                let idempotency_key = Some(key(row.line, &award));
                Some(Award {
                    idempotency_key,
                    ..award
                })
            })
            .collect()
    }
}

/// What became of each row, once what was to be awarded was.
pub(super) fn awarded(tried: &[Verdict], verdicts: Vec<Verdict>) -> Vec<Verdict> {
    let mut verdicts = verdicts.into_iter();
    let mut of = |verdict: &Verdict| {
        if verdict.is_to_do() {
            verdicts.next().unwrap_or(Verdict::Refused(Reason::Other))
        } else {
            verdict.clone()
        }
    };
    tried.iter().map(&mut of).collect()
}

/// How many rows there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) created: usize,
    pub(super) changed: usize,
    pub(super) unchanged: usize,
    pub(super) refused: usize,
}

impl Counts {
    pub(super) fn of(verdicts: &[Verdict]) -> Self {
        let mut counts = Self::default();
        for verdict in verdicts {
            let count = match verdict.fate() {
                Fate::Created => &mut counts.created,
                Fate::Changed => &mut counts.changed,
                Fate::Unchanged => &mut counts.unchanged,
                Fate::Refused => &mut counts.refused,
            };
            *count += 1;
        }
        counts
    }

    /// How many there are of this fate.
    pub(super) const fn of_fate(self, fate: Fate) -> usize {
        match fate {
            Fate::Created => self.created,
            Fate::Changed => self.changed,
            Fate::Unchanged => self.unchanged,
            Fate::Refused => self.refused,
        }
    }

    /// How many there are in all.
    pub(super) const fn all(self) -> usize {
        self.created + self.changed + self.unchanged + self.refused
    }

    /// How many there is something to do for.
    pub(super) const fn to_do(self) -> usize {
        self.created + self.changed
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Award, Counts, Fate, Mapping, Plan, Reason, Verdict, awarded};
    use crate::console::bulk::mapping::Object;
    use crate::console::bulk::query::{AwardOutcome, Credential};
    use crate::console::bulk::table::read;

    #[test]
    fn what_changes_something_has_a_reason_and_the_version_that_was_seen() {
        let table = read("a.csv", b"u,o\nada,x\n").expect("is read");
        let mapping = Mapping {
            username: 0,
            object: Object::Column(1),
            name: None,
            date: None,
        };
        let plan = Plan::of(Arc::new(table), mapping);
        let tried = [Verdict::Told {
            outcome: AwardOutcome::Reinstated,
            credential: Some(Credential {
                uuid: "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88".parse().expect("a number"),
                url: String::new(),
                version: 3,
            }),
            changes: Vec::new(),
        }];
        let confirmed = plan.confirmed(&tried, Some("why"));
        let told = |it: &Award| (it.expected_version, it.reason.clone());
        let told: Vec<_> = confirmed.iter().map(told).collect();
        assert_eq!(told, [(Some(2), Some("why".to_owned()))]);
        let other = plan.confirmed(&tried, Some("why not"));
        assert_ne!(other[0].idempotency_key, confirmed[0].idempotency_key);
    }

    #[test]
    fn verdicts_stand_beside_their_rows() {
        let table = read("a.csv", b"u,o\nada,x\n,x\ngrace,x\nbob,x\n").expect("is read");
        let mapping = Mapping {
            username: 0,
            object: Object::Column(1),
            name: None,
            date: None,
        };
        let plan = Plan::of(Arc::new(table), mapping);
        let told = |outcome| Verdict::Told {
            outcome,
            credential: None,
            changes: Vec::new(),
        };
        let (created, unchanged) = (told(AwardOutcome::Created), told(AwardOutcome::Unchanged));
        let refused = Verdict::Refused(Reason::Username);
        assert_eq!(plan.trial().len(), 3);
        let tried = plan.tried(vec![unchanged.clone(), created.clone(), created.clone()]);
        assert_eq!(
            tried,
            [unchanged.clone(), refused.clone(), created.clone(), created.clone()]
        );
        let counts = Counts::of(&tried);
        assert_eq!((counts.to_do(), counts.unchanged, counts.refused), (2, 1, 1));
        assert_eq!((counts.of_fate(Fate::Created), counts.all()), (2, 4));
        let confirmed = plan.confirmed(&tried, Some("why"));
        let names: Vec<_> = confirmed.iter().map(|it| it.username.as_str()).collect();
        assert_eq!(names, ["grace", "bob"]);
        assert!(confirmed.iter().all(|it| it.idempotency_key.is_some()));
        assert!(confirmed.iter().all(|it| it.reason.is_none()), "nothing is changed");
        let outdated = Verdict::Refused(Reason::Outdated);
        assert_eq!(
            awarded(&tried, vec![created.clone(), outdated.clone()]),
            [unchanged, refused, created, outdated]
        );
    }
}
