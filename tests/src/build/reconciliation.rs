//! Builds comparisons with the learning platform, and what they found.

use chrono::DateTime;
use entity::id::{DifferenceId, ReconciliationId};
use entity::{
    DifferenceKind, DifferenceState, SyncState, Username, UsernameKey, UsernameRule, reconciliation,
    reconciliation_difference, user,
};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _};
use serde_json::{Value, json};

/// A comparison about to be inserted.
#[derive(Clone, Copy, Debug)]
pub struct Reconciliation;

/// One that has ended and was not clean.
#[must_use]
pub fn reconciliation() -> Reconciliation {
    Reconciliation
}

impl Reconciliation {
    /// Writes the row.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn insert(self, db: &impl ConnectionTrait) -> reconciliation::Model {
        let row = reconciliation::Model {
            id: ReconciliationId(super::id(super::number())),
            site_id: super::default_site(db).await,
            active_site_id: None,
            state: SyncState::Succeeded,
            compares_grades: true,
            is_clean: false,
            requested_by_id: None,
            requested_at: DateTime::UNIX_EPOCH,
            started_at: Some(DateTime::UNIX_EPOCH),
            finished_at: Some(DateTime::UNIX_EPOCH),
            progress: json!({}),
            error_code: None,
            error: None,
            version: 1,
        };
        row.into_active_model().insert(db).await.expect("a comparison")
    }
}

/// A difference about to be inserted.
#[derive(Clone, Debug)]
pub struct Difference {
    run: ReconciliationId,
    kind: DifferenceKind,
    user: Option<user::Model>,
    username: Option<Username>,
    course_key: String,
    words: [Option<String>; 2],
    told: Value,
    reason: Option<String>,
}

/// An open one of this kind, about nobody in particular.
#[must_use]
pub fn difference(run: ReconciliationId, kind: DifferenceKind) -> Difference {
    Difference {
        run,
        kind,
        user: None,
        username: None,
        course_key: String::new(),
        words: [None, None],
        told: json!({}),
        reason: None,
    }
}

impl Difference {
    /// About somebody who is known here.
    #[must_use]
    pub fn of(mut self, user: &user::Model) -> Self {
        self.user = Some(user.clone());
        self
    }

    /// About somebody whom the platform calls so; who is known here, too, is found by it alone once they are retired.
    ///
    /// # Panics
    /// When it is no username.
    #[must_use]
    pub fn named(mut self, username: &str) -> Self {
        self.username = Some(Username::parse(username, UsernameRule::Ascii).expect("a username"));
        self
    }

    /// About this course run.
    #[must_use]
    pub fn in_run(mut self, course_key: &str) -> Self {
        course_key.clone_into(&mut self.course_key);
        self
    }

    /// What the service and the platform say.
    #[must_use]
    pub fn between(mut self, here: Option<&str>, there: Option<&str>) -> Self {
        self.words = [here, there].map(|it| it.map(str::to_owned));
        self
    }

    /// What the platform told.
    #[must_use]
    pub fn told(mut self, told: Value) -> Self {
        self.told = told;
        self
    }

    /// Somebody decided that it stays.
    #[must_use]
    pub fn ignored(mut self, reason: &str) -> Self {
        self.reason = Some(reason.to_owned());
        self
    }

    /// Writes the row.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn insert(self, db: &impl ConnectionTrait) -> reconciliation_difference::Model {
        let Self {
            run,
            kind,
            user,
            username,
            course_key,
            words: [here, there],
            told,
            reason,
        } = self;
        let key = |it: &Username| it.key().retired();
        let known = user.as_ref().map(|it| key(&it.username));
        let username_key: UsernameKey = username.as_ref().map(key).or(known).expect("somebody it is about");
        let (state, version) = match reason {
            Some(_) => (DifferenceState::Ignored, 2),
            None => (DifferenceState::Open, 1),
        };
        let row = reconciliation_difference::Model {
            id: DifferenceId(super::id(super::number())),
            site_id: super::default_site(db).await,
            reconciliation_id: run,
            kind,
            user_id: user.as_ref().map(|it| it.id),
            username_key,
            username: username.filter(|_| user.is_none()),
            course_key,
            here,
            there,
            told,
            seen_version: None,
            found_at: DateTime::UNIX_EPOCH,
            state,
            settled_by_id: None,
            settled_at: None,
            reason,
            version,
        };
        row.into_active_model().insert(db).await.expect("a difference")
    }
}
