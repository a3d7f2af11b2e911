//! Making, changing and removing such a text. Mail that was sent is not touched; mail that waits says what the text says then.

use entity::id::CompletionMailId;
use entity::{AuditChange, AuditSubject, completion_mail};
use serde::{Deserialize, Serialize};

use super::own;
use crate::context::Request;
use crate::domain::completion_mail::{RawCompletionMail, Scope, Unfit, apply};
use crate::domain::idempotency::IdempotencyError;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::render::mail::check;
use crate::service::Fault;
use crate::service::audit::{self, Subject};
use crate::service::idempotency::Key;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// A text to be made, as the caller wrote it.
#[derive(Clone, Debug)]
pub struct NewCompletionMail {
    /// For which programs it is.
    pub scope: Result<Scope, Unfit>,
    /// What it says.
    pub mail: RawCompletionMail,
    /// Lets the caller repeat the request.
    pub idempotency_key: Option<String>,
}

/// What became of a text.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Whether anything was written.
    pub is_changed: bool,
    /// The text afterwards.
    pub mail: completion_mail::Model,
}

/// Why a text is not made, changed, removed or tried.
#[derive(Debug, thiserror::Error)]
pub enum CompletionMailError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such text.
    #[error("there is no such completion mail")]
    NotFound,
    /// Parts of it cannot be kept.
    #[error("some of it cannot be kept")]
    Unfit(Vec<Unfit>),
    /// There is one for these programs already.
    #[error("there is a completion mail for these programs already; edit it")]
    Exists(Box<completion_mail::Model>),
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("the completion mail has version {} now", .0.version)]
    Stale(Box<completion_mail::Model>),
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// The caller's mail address is not known.
    #[error("your mail address is not known: the learning platform has not told it")]
    NoAddress,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The stored answer to a request with an idempotency key: the text is read again when it is told.
#[derive(Serialize, Deserialize)]
struct Answer(CompletionMailId);

/// Makes a text.
pub async fn create(request: &Request, new: NewCompletionMail) -> Result<Changed, CompletionMailError> {
    let permit = authorize(&request.actor, Action::ManageMail)?;
    let NewCompletionMail {
        scope,
        mail: raw,
        idempotency_key,
    } = new;
    let scope = scope.map_err(|it| CompletionMailError::Unfit(vec![it]))?;
    let key = match (idempotency_key, request.actor.user_id()) {
        (Some(key), Some(caller)) => {
            let asked = (request.site.id, &scope, &raw);
            Some(Key::parse(key, caller, "createCompletionMail", &asked)?)
        }
        _ => None,
    };
    // Before the first attempt: when the answer to a commit is lost, the next attempt knows its own row by it.
    let id = CompletionMailId(crate::id::ordered());
    retry(|| attempt_to_create(request, &permit, &scope, &raw, key.as_ref(), id)).await
}

async fn attempt_to_create(
    request: &Request,
    permit: &Permit,
    scope: &Scope,
    raw: &RawCompletionMail,
    key: Option<&Key>,
    id: CompletionMailId,
) -> Result<Changed, Missed<CompletionMailError>> {
    let now = request.ctx.clock.now();
    let connection = &request.ctx.db.read;
    let answered = match key {
        Some(key) => key.answer::<Answer>(connection, now).await?,
        None => None,
    };
    let made = match answered {
        Some(Err(error)) => return Err(Missed::Failed(error.into())),
        Some(Ok(Answer(made))) => Some(made),
        None => None,
    };
    if let Some(mail) = find(request, made.unwrap_or(id)).await? {
        return Ok(Changed { is_changed: true, mail });
    }
    if made.is_some() {
        // Made by this key, and removed since.
        return Err(Missed::Failed(CompletionMailError::NotFound));
    }
    let mail = applied(raw, &blank(request, id, scope))?;
    if let Some(other) = store::completion_mail::find_by_scope(connection, request.site.id, scope).await? {
        return Err(Missed::Failed(CompletionMailError::Exists(Box::new(other))));
    }
    let entry = audit::entry(
        request,
        subject(&mail),
        AuditChange::Created,
        None::<&completion_mail::Model>,
        Some(&mail),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    // Of two for the same programs the unique key lets one in, and the other finds it in the next attempt.
    store::completion_mail::insert(&tx, permit, &mail).await?;
    store::audit_entry::insert(&tx, permit, &entry).await?;
    if let Some(key) = key {
        key.store(&tx, permit, &Answer(id), now).await?;
    }
    commit(tx).await?;
    Ok(Changed { is_changed: true, mail })
}

/// A text that says nothing yet and is switched off.
pub(super) fn blank(request: &Request, id: CompletionMailId, scope: &Scope) -> completion_mail::Model {
    let now = request.ctx.clock.now();
    completion_mail::Model {
        id,
        site_id: request.site.id,
        scope: scope.kind(),
        scope_key: scope.key(),
        is_enabled: false,
        language: None,
        subject: None,
        html: None,
        text: None,
        version: 1,
        created_at: now,
        updated_at: now,
        updated_by: request.actor.user_id(),
    }
}

/// Changes a text. Repeating it changes nothing.
pub async fn edit(
    request: &Request,
    id: CompletionMailId,
    raw: RawCompletionMail,
    expected_version: Option<i32>,
) -> Result<Changed, CompletionMailError> {
    let permit = authorize(&request.actor, Action::ManageMail)?;
    check_version(expected_version)?;
    retry(|| attempt_to_edit(request, &permit, id, &raw, expected_version)).await
}

async fn attempt_to_edit(
    request: &Request,
    permit: &Permit,
    id: CompletionMailId,
    raw: &RawCompletionMail,
    expected_version: Option<i32>,
) -> Result<Changed, Missed<CompletionMailError>> {
    let stored = seen(request, id, expected_version).await?;
    let edited = applied(raw, &stored)?;
    if edited == stored {
        return Ok(Changed {
            is_changed: false,
            mail: stored,
        });
    }
    let now = request.ctx.clock.now();
    let edited = completion_mail::Model {
        version: stored.version + 1,
        updated_at: now,
        updated_by: request.actor.user_id(),
        ..edited
    };
    let entry = audit::entry(
        request,
        subject(&edited),
        AuditChange::Edited,
        Some(&stored),
        Some(&edited),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    if !store::completion_mail::update(&tx, permit, &edited).await? {
        return Err(Missed::Lost);
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Changed {
        is_changed: true,
        mail: edited,
    })
}

/// Removes a text; gives what was removed. A wider one counts from then on, where there is one.
pub async fn delete(
    request: &Request,
    id: CompletionMailId,
    expected_version: Option<i32>,
) -> Result<completion_mail::Model, CompletionMailError> {
    let permit = authorize(&request.actor, Action::ManageMail)?;
    check_version(expected_version)?;
    retry(|| attempt_to_delete(request, &permit, id, expected_version)).await
}

async fn attempt_to_delete(
    request: &Request,
    permit: &Permit,
    id: CompletionMailId,
    expected_version: Option<i32>,
) -> Result<completion_mail::Model, Missed<CompletionMailError>> {
    let stored = seen(request, id, expected_version).await?;
    let gone = Subject {
        version: stored.version + 1,
        ..subject(&stored)
    };
    let entry = audit::entry(
        request,
        gone,
        AuditChange::Deleted,
        Some(&stored),
        None::<&completion_mail::Model>,
        request.ctx.clock.now(),
    );
    let tx = request.ctx.db.begin().await?;
    if !store::completion_mail::delete(&tx, permit, id, stored.version).await? {
        return Err(Missed::Lost);
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(stored)
}

fn check_version(expected_version: Option<i32>) -> Result<(), CompletionMailError> {
    if expected_version.is_some_and(|it| it < 1) {
        return Err(CompletionMailError::InvalidVersion);
    }
    Ok(())
}

pub(super) async fn find(
    request: &Request,
    id: CompletionMailId,
) -> Result<Option<completion_mail::Model>, sea_orm::DbErr> {
    let found = store::completion_mail::by_ids(&request.ctx.db.read, request.site.id, &[id]).await?;
    Ok(found.into_iter().next())
}

/// The text, if it has the version that the caller has seen.
async fn seen(
    request: &Request,
    id: CompletionMailId,
    expected_version: Option<i32>,
) -> Result<completion_mail::Model, Missed<CompletionMailError>> {
    let Some(stored) = find(request, id).await? else {
        return Err(Missed::Failed(CompletionMailError::NotFound));
    };
    if expected_version.is_some_and(|it| it != stored.version) {
        return Err(Missed::Failed(CompletionMailError::Stale(Box::new(stored))));
    }
    Ok(stored)
}

/// The text after an edit whose templates can be filled.
pub(super) fn applied(
    raw: &RawCompletionMail,
    before: &completion_mail::Model,
) -> Result<completion_mail::Model, Missed<CompletionMailError>> {
    let failed = |unfit| Missed::Failed(CompletionMailError::Unfit(unfit));
    let after = apply(raw, before).map_err(failed)?;
    let problems: Vec<Unfit> = check(own(&after))
        .into_iter()
        .map(|(part, problem)| Unfit::Template {
            part,
            message: match problem.line {
                Some(line) => format!("{} (line {line})", problem.message),
                None => problem.message,
            },
        })
        .collect();
    if problems.is_empty() {
        Ok(after)
    } else {
        Err(failed(problems))
    }
}

fn subject(mail: &completion_mail::Model) -> Subject {
    Subject {
        kind: AuditSubject::CompletionMail,
        id: mail.id.0,
        version: mail.version,
    }
}
