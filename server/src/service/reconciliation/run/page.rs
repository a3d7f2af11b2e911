//! A page that was compared, and writing what differs.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use entity::id::{DifferenceId, UserId};
use entity::{DifferenceState, SyncState, Username, UsernameKey, reconciliation, reconciliation_difference, user};
use serde_json::json;

use super::super::LEASE;
use super::{Run, Stop};
use crate::domain::reconciliation::{Counts, Found, Place, Progress};
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// Whom a difference is about.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// The person's row; none for somebody who is not known here.
    user_id: Option<UserId>,
    username: Username,
}

impl Subject {
    pub(super) fn known(person: &user::Model) -> Self {
        Self {
            user_id: Some(person.id),
            username: person.username.clone(),
        }
    }

    pub(super) fn unknown(username: &Username) -> Self {
        Self {
            user_id: None,
            username: username.clone(),
        }
    }

    /// By this rows are told apart, and found again when the person is retired.
    fn key(&self) -> UsernameKey {
        self.username.key().retired()
    }
}

/// What a page of answers came to.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// What differs.
    pub(super) found: Vec<(Subject, Found)>,
    /// When the platform was asked.
    pub(super) asked_at: DateTime<Utc>,
    /// What is compared next.
    pub(super) next: Place,
    /// What the page adds to the counts of people, runs, grades, and what could not be used.
    pub(super) counted: Counts,
}

type Tried = (reconciliation::Model, Progress);

impl Run<'_> {
    /// Writes what a page has found, and that it was compared.
    pub(super) async fn take_over(&mut self, page: &Page) -> Result<(), Stop> {
        let tried = Mutex::new(None);
        retry(|| self.attempt(page, &tried)).await?;
        if let Some((row, progress)) = tried.into_inner().unwrap_or_else(PoisonError::into_inner) {
            self.row = row;
            self.progress = progress;
        }
        Ok(())
    }

    async fn attempt(&self, page: &Page, tried: &Mutex<Option<Tried>>) -> Result<(), Missed<Stop>> {
        if self.was_kept(tried).await? {
            return Ok(());
        }
        let mut progress = self.progress.clone();
        progress.place = page.next.clone();
        progress.n_tries = 0;
        let Counts {
            n_people,
            n_runs,
            n_grades,
            n_skipped,
            n_dropped: _,
            found: _,
            dropped: _,
        } = page.counted;
        progress.counts.n_people += n_people;
        progress.counts.n_runs += n_runs;
        progress.counts.n_grades += n_grades;
        progress.counts.n_skipped += n_skipped;
        let found = progress.counts.take(self.new_ones(page).await?);
        let rows: Vec<_> = found.into_iter().map(|it| self.row_of(page, it)).collect();
        let row = self.next_row(&progress);
        *tried.lock().unwrap_or_else(PoisonError::into_inner) = Some((row.clone(), progress));
        let tx = self.ctx.db.begin().await?;
        let until = self.ctx.clock.now() + LEASE;
        let is_held = store::lease::update_expiry(&tx, self.permit, self.hold, until).await?;
        if !is_held || !store::reconciliation::update(&tx, self.permit, &row).await? {
            return Err(Missed::Failed(Stop::Overtaken));
        }
        store::reconciliation_difference::insert_many(&tx, self.permit, &rows).await?;
        commit(tx).await
    }

    /// Whether the attempt before has written after all, and only its answer was lost.
    async fn was_kept(&self, tried: &Mutex<Option<Tried>>) -> Result<bool, Missed<Stop>> {
        let version = {
            let tried = tried.lock().unwrap_or_else(PoisonError::into_inner);
            tried.as_ref().map(|(row, _)| row.version)
        };
        let Some(version) = version else { return Ok(false) };
        let stored = store::reconciliation::find(&self.ctx.db.read, self.row.site_id, self.row.id).await?;
        Ok(stored.is_some_and(|it| it.version == version))
    }

    /// What of a page the run has not found before: the platform may list somebody on two pages. Nothing is told of who was retired
    /// meanwhile.
    async fn new_ones(&self, page: &Page) -> Result<Vec<(Subject, Found)>, Missed<Stop>> {
        let connection = &self.ctx.db.read;
        if page.found.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<UserId> = page.found.iter().filter_map(|(subject, _)| subject.user_id).collect();
        let keys: BTreeSet<UsernameKey> = page.found.iter().map(|(subject, _)| subject.key()).collect();
        let keys: Vec<UsernameKey> = keys.into_iter().collect();
        let people = store::user::by_ids(connection, &ids).await?;
        let retired = store::user::by_keys(connection, keys.clone()).await?;
        let mut gone: BTreeSet<UserId> = people
            .iter()
            .filter(|it| it.retired_at.is_some())
            .map(|it| it.id)
            .collect();
        gone.extend(retired.iter().map(|it| it.id));
        let gone_keys: BTreeSet<UsernameKey> = retired.into_iter().map(|it| it.username_key).collect();
        let mut seen: BTreeSet<_> = store::reconciliation_difference::subjects(connection, self.row.id, keys)
            .await?
            .into_iter()
            .collect();
        let mut new_ones = Vec::new();
        for (subject, found) in &page.found {
            let is_gone = match subject.user_id {
                Some(id) => gone.contains(&id),
                None => gone_keys.contains(&subject.key()),
            };
            let course_key = found.course_key.as_ref().map(ToString::to_string).unwrap_or_default();
            if !is_gone && seen.insert((found.kind, subject.key(), course_key)) {
                new_ones.push((subject.clone(), found.clone()));
            }
        }
        Ok(new_ones)
    }

    fn row_of(&self, page: &Page, (subject, found): (Subject, Found)) -> reconciliation_difference::Model {
        let Found {
            kind,
            course_key,
            here,
            there,
            told,
            seen_version,
        } = found;
        reconciliation_difference::Model {
            id: DifferenceId(crate::id::ordered()),
            site_id: self.site.id,
            reconciliation_id: self.row.id,
            kind,
            user_id: subject.user_id,
            username_key: subject.key(),
            username: subject.user_id.is_none().then_some(subject.username),
            course_key: course_key.map(|it| it.to_string()).unwrap_or_default(),
            here,
            there,
            told: json!(told),
            seen_version,
            found_at: page.asked_at,
            state: DifferenceState::Open,
            settled_by_id: None,
            settled_at: None,
            reason: None,
            version: 1,
        }
    }

    /// The row of the run after one more step.
    pub(super) fn next_row(&self, progress: &Progress) -> reconciliation::Model {
        reconciliation::Model {
            state: SyncState::Running,
            started_at: self.row.started_at.or(Some(self.ctx.clock.now())),
            progress: json!(progress),
            version: self.row.version + 1,
            ..self.row.clone()
        }
    }
}
