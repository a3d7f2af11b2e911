//! Comparing the grades of course runs, and finding those who passed and are not known here.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::{ConfigurationId, UserId};
use entity::{CourseKey, CredentialStatus, ReconciliationError, Username, UsernameKey, user};
use futures_util::{StreamExt as _, stream};

use super::page::{Page, Subject};
use super::people::run_key;
use super::{AT_ONCE, Run, Stop};
use crate::client::{ClientError, GradesPage};
use crate::domain::reconciliation::grade::{self, Expected, Grade};
use crate::domain::reconciliation::progress::At;
use crate::domain::reconciliation::{Counts, Found, Place, award};
use crate::service::Fault;
use crate::store;

/// Most pages of a run: one whose pages have no end is given up.
const MAX_PAGES: u32 = 50_000;
/// Questions after which the lease is prolonged.
const QUESTIONS: usize = 40;

impl Run<'_> {
    /// Compares a page of grades: of the run at hand, or of the first one beyond the last; tells whether there was any.
    pub(super) async fn compare_grades(
        &mut self,
        after: Option<ConfigurationId>,
        at: Option<At>,
    ) -> Result<bool, Stop> {
        let connection = &self.ctx.db.read;
        let found = store::configuration::find_run_beyond(connection, self.site.id, after).await;
        let Some(configuration) = found.map_err(Fault::from)? else {
            return Ok(false);
        };
        let asked_at = self.ctx.clock.now();
        let over = Place::Grades {
            after: Some(configuration.id),
            at: None,
        };
        // The run at hand may have been closed since.
        let at = at.filter(|it| it.configuration == configuration.id);
        let (clients, platform) = (self.ctx.clients.clone(), self.platform.clone());
        let cursor = at.as_ref().map(|it| it.cursor.as_str());
        let answer = match run_key(&configuration) {
            Some(key) => match clients.grades_page(&platform, &key, cursor).await {
                // A run that the platform does not have, or no longer.
                Err(ClientError::NotFound) => None,
                answer => self.usable(answer)?.map(|page| (key, page)),
            },
            None => None,
        };
        let Some((key, answer)) = answer else {
            let counted = Counts {
                n_runs: 1,
                n_skipped: 1,
                ..Counts::default()
            };
            self.take_over(&Page {
                found: Vec::new(),
                asked_at,
                next: over,
                counted,
            })
            .await?;
            return Ok(true);
        };
        let GradesPage {
            grades,
            n_unusable,
            next,
        } = answer;
        let n_pages = at.map_or(0, |it| it.n_pages) + 1;
        if n_pages > MAX_PAGES {
            let message = "the learning platform: its list of grades has no end".to_owned();
            return Err(Stop::Failed(ReconciliationError::InvalidAnswer, message));
        }
        let (found, n_skipped) = self.compare_page(configuration.id, &key, &grades).await?;
        let counted = Counts {
            n_runs: u32::from(next.is_none()),
            n_grades: u32::try_from(grades.len()).unwrap_or(u32::MAX),
            n_skipped: n_unusable + n_skipped,
            ..Counts::default()
        };
        let next = match next {
            Some(cursor) => Place::Grades {
                after,
                at: Some(At {
                    configuration: configuration.id,
                    cursor,
                    n_pages,
                }),
            },
            None => over,
        };
        self.take_over(&Page {
            found,
            asked_at,
            next,
            counted,
        })
        .await?;
        Ok(true)
    }

    async fn compare_page(
        &mut self,
        configuration: ConfigurationId,
        key: &CourseKey,
        grades: &[Grade],
    ) -> Result<(Vec<(Subject, Found)>, u32), Stop> {
        let connection = &self.ctx.db.read;
        let keys: Vec<UsernameKey> = grades.iter().map(|it| it.username.key()).collect();
        let people = store::user::by_keys_or_retired(connection, keys)
            .await
            .map_err(Fault::from)?;
        let by_key: BTreeMap<&UsernameKey, &user::Model> = people.iter().map(|it| (&it.username_key, it)).collect();
        let ids: Vec<UserId> = people.iter().map(|it| it.id).collect();
        let stored = store::grade::by_learners(connection, self.site.id, &ids, std::slice::from_ref(key))
            .await
            .map_err(Fault::from)?;
        let credentials = store::credential::by_learners(connection, &ids, &[configuration])
            .await
            .map_err(Fault::from)?;
        let awarded: BTreeSet<UserId> = credentials
            .iter()
            .filter(|it| it.status == CredentialStatus::Awarded)
            .map(|it| it.user_id)
            .collect();
        let mut found = Vec::new();
        let mut strangers = Vec::new();
        for told in grades {
            let name = told.username.key();
            match by_key.get(&name) {
                Some(person) => {
                    let stored = stored.iter().find(|it| it.user_id == person.id);
                    let expected = if awarded.contains(&person.id) {
                        Expected::Yes
                    } else {
                        Expected::No
                    };
                    let difference = grade::compare(key, told, stored, expected);
                    found.extend(difference.map(|it| (Subject::known(person), it)));
                }
                None if told.is_passing && !by_key.contains_key(&name.retired()) => strangers.push(&told.username),
                None => {}
            }
        }
        let n_skipped = self.ask_for_strangers(key, &strangers, &mut found).await?;
        Ok((found, n_skipped))
    }

    /// Whether those who passed and are not known here have certificates.
    async fn ask_for_strangers(
        &mut self,
        key: &CourseKey,
        strangers: &[&Username],
        found: &mut Vec<(Subject, Found)>,
    ) -> Result<u32, Stop> {
        let (clients, platform) = (self.ctx.clients.clone(), self.platform.clone());
        let mut n_skipped = 0;
        for some in strangers.chunks(QUESTIONS) {
            self.hold_on().await?;
            let asked: Vec<_> = some
                .iter()
                .map(|name| clients.certificate(&platform, name, key))
                .collect();
            let answers: Vec<_> = stream::iter(asked).buffered(AT_ONCE).collect().await;
            for (name, answer) in some.iter().zip(answers) {
                let Some(certificate) = self.usable(answer)? else {
                    n_skipped += 1;
                    continue;
                };
                let comparison = award::compare(&[], certificate.as_slice(), &BTreeSet::new());
                found.extend(comparison.found.into_iter().map(|it| (Subject::unknown(name), it)));
            }
        }
        Ok(n_skipped)
    }
}
