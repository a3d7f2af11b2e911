//! Recognizing one's own change: when the answer to a commit is lost, the change may be there or not, and somebody else may have
//! changed more since. Deciding anew would then refuse it, or do it twice.

use std::sync::{Mutex, PoisonError};

use entity::id::CredentialId;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::Fault;
use super::retry::{Missed, commit};
use crate::store::{self, Carrier};

/// The commits of one request that were not answered, each with what the request would have answered.
///
/// A change leaves a history entry that carries the request's token. Of a transaction with several, one tells of all.
#[derive(Debug)]
pub(super) struct Unanswered<T> {
    token: Uuid,
    commits: Mutex<Vec<(CredentialId, i32, T)>>,
}

impl<T: Clone> Unanswered<T> {
    /// None so far. `token` is the one that history entries of the request carry.
    pub(super) fn new(token: Uuid) -> Self {
        Self {
            token,
            commits: Mutex::default(),
        }
    }

    /// What was to be answered, if one of the commits took place after all. Costs nothing where none went unanswered.
    pub(super) async fn find(&self, connection: &impl ConnectionTrait) -> Result<Option<T>, DbErr> {
        let commits = self.commits().clone();
        if commits.is_empty() {
            return Ok(None);
        }
        let ids: Vec<CredentialId> = commits.iter().map(|(id, ..)| *id).collect();
        let made = store::credential_history::versions_by_request(connection, &ids, self.token).await?;
        Ok(commits
            .into_iter()
            .find(|(id, version, _)| made.contains(&(*id, *version)))
            .map(|(.., answer)| answer))
    }

    /// Commits a transaction of which `change`, a version of a credential, is a part.
    pub(super) async fn commit<E: From<Fault>>(
        &self,
        tx: Carrier<DatabaseTransaction>,
        change: Option<(CredentialId, i32)>,
        answer: &T,
    ) -> Result<(), Missed<E>> {
        let result = commit(tx).await;
        if let (Err(Missed::Lost), Some((id, version))) = (&result, change) {
            self.commits().push((id, version, answer.clone()));
        }
        result
    }

    fn commits(&self) -> std::sync::MutexGuard<'_, Vec<(CredentialId, i32, T)>> {
        // Nothing panics while it is held, and a list of facts is whole anyway.
        self.commits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
