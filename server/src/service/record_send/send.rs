//! Sending a record over a pathway: a link for the institution alone, and a mail with it, written together.

use entity::id::{OutgoingMailId, ProgramId, RecordSendId, RecordShareId, ShareToken, UserId};
use entity::{TrailAction, TrailSubject, UsernameKey, pathway, program, record_send, record_share, user};
use serde_json::json;
use uuid::Uuid;

use crate::context::Request;
use crate::domain::mail::of_record;
use crate::domain::pathway::can_receive_records;
use crate::domain::record_send::{MAX_SENDS, Verdict, decide};
use crate::domain::record_share::{MAX_LIVE, ShareState, state};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::program_record::{self, View};
use crate::service::record_share::MAX_LISTED;
use crate::service::retry::{Missed, commit, retry};
use crate::service::trail::{self, Deed};
use crate::store;

/// Characters of the pathway's name that the link is called by.
const LABEL: usize = 100;

/// What is sent, and to whom.
#[derive(Clone, Debug)]
pub struct SendRecord {
    /// The learner; none for the caller.
    pub username: Option<UsernameKey>,
    /// The program, by its UUID in the catalogue.
    pub program: Uuid,
    /// The pathway, by its UUID in the catalogue.
    pub pathway: Uuid,
    /// Whether the learner has agreed.
    pub has_consent: bool,
    /// Whether the institution is told when the program is completed later.
    pub sends_updates: bool,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It waits to be sent.
    Now(record_send::Model),
    /// It was sent a short while ago, or is under way.
    Before(record_send::Model),
}

/// Why a record is not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendRecordError {
    /// The caller must sign in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nobody has agreed.
    #[error("a record is sent only when the learner has agreed")]
    NoConsent,
    /// There is nobody of that name for the caller.
    #[error("there is no such learner")]
    LearnerNotFound,
    /// The catalogue does not know the program.
    #[error("there is no such program")]
    ProgramNotFound,
    /// There is no such offer for the program.
    #[error("there is no such pathway of this program")]
    PathwayNotFound,
    /// The offer is none that records are sent to.
    #[error("records cannot be sent over this pathway: it gives no credit, is not offered, or has no address")]
    PathwayUnfit,
    /// Answers would not find the learner.
    #[error("the learner's mail address is not known, and answers would go astray")]
    NoAddress,
    /// There is nothing to show.
    #[error("nothing is known yet of any course of this program")]
    RecordEmpty,
    /// There are enough links.
    #[error("at most {MAX_LIVE} links to one record may be open; revoke one of them first")]
    TooManyShares,
    /// It was sent often enough.
    #[error("a record is sent over a pathway at most {MAX_SENDS} times")]
    TooOften,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Keys of what one request writes: made before the first attempt, so that each writes the same.
struct Keys {
    send: RecordSendId,
    share: RecordShareId,
    token: ShareToken,
    mail: OutgoingMailId,
}

/// Sends a record, in the name of the learner whoever asks.
pub async fn send(request: &Request, wish: SendRecord) -> Result<Sent, SendRecordError> {
    authorize(&request.actor, Action::ShareRecords)?;
    let keys = Keys {
        send: RecordSendId(crate::id::ordered()),
        share: RecordShareId(crate::id::ordered()),
        token: ShareToken(crate::id::random()),
        mail: OutgoingMailId(crate::id::ordered()),
    };
    retry(|| attempt(request, &wish, &keys)).await
}

async fn attempt(request: &Request, wish: &SendRecord, keys: &Keys) -> Result<Sent, Missed<SendRecordError>> {
    use SendRecordError as Error;
    let ctx = &request.ctx;
    let (connection, site, now) = (&ctx.db.read, request.site.id, ctx.clock.now());
    let failed = |error| Err(Missed::Failed(error));
    let Some(caller) = request.actor.user_id() else {
        return failed(Denied::Unauthenticated.into());
    };
    let Some((learner, permit)) = learner(request, caller, wish).await? else {
        return failed(Error::LearnerNotFound);
    };
    let (program, pathway) = match offer(request, wish).await? {
        Ok(offer) => offer,
        Err(error) => return failed(error),
    };
    let record = (learner.id, program.id);
    let before = store::record_send::find_by_pathway(connection, site, record, pathway.id).await?;
    let mail = match &before {
        Some(send) => store::outgoing_mail::newest_by_subjects(connection, site, &[send.id.0])
            .await?
            .remove(&send.id.0),
        None => None,
    };
    if let Some(send) = &before
        && mail.as_ref().is_some_and(|it| it.id == keys.mail)
    {
        // An earlier attempt of this very request wrote it, and the answer to its commit was lost.
        return Ok(Sent::Now(send.clone()));
    }
    let state_of_mail = mail.as_ref().map(|it| it.state);
    match decide(before.as_ref().map(|it| (it, state_of_mail)), now) {
        Verdict::Send => {}
        Verdict::Repeated => {
            return before.map(Sent::Before).ok_or(Missed::Lost);
        }
        Verdict::TooOften => return failed(Error::TooOften),
    }
    if !wish.has_consent {
        return failed(Error::NoConsent);
    }
    if learner.email.is_none() {
        return failed(Error::NoAddress);
    }
    let shown = program_record::of_program(request, learner.id, program.uuid, View::WHOLE).await?;
    if shown.is_none_or(|it| it.is_empty()) {
        return failed(Error::RecordEmpty);
    }
    let (share, is_new) = match share(request, record, before.as_ref(), &pathway, keys).await? {
        Ok(share) => share,
        Err(error) => return failed(error),
    };
    let send = record_send::Model {
        id: before.as_ref().map_or(keys.send, |it| it.id),
        site_id: site,
        user_id: learner.id,
        program_id: program.id,
        pathway_id: pathway.id,
        record_share_id: share.id,
        sends_updates: wish.sends_updates,
        n_sends: before.as_ref().map_or(0, |it| it.n_sends) + 1,
        asked_at: now,
        asked_by: caller,
        version: before.as_ref().map_or(0, |it| it.version) + 1,
        created_at: before.as_ref().map_or(now, |it| it.created_at),
    };
    let mail = of_record(keys.mail, &send, now);
    let tx = ctx.db.begin().await?;
    if is_new {
        store::record_share::insert(&tx, &permit, &share).await?;
    }
    if before.is_none() {
        store::record_send::insert(&tx, &permit, &send).await?;
    } else if !store::record_send::update(&tx, &permit, &send).await? {
        return Err(Missed::Lost);
    }
    store::outgoing_mail::insert_many(&tx, &permit, std::slice::from_ref(&mail)).await?;
    if caller != learner.id {
        let mut deed = Deed::of(TrailAction::RecordSent, (TrailSubject::User, learner.id.0));
        deed.details = json!({ "program": program.uuid, "pathway": pathway.uuid });
        trail::note(&tx, &permit, request, &[deed]).await?;
    }
    commit(tx).await?;
    Ok(Sent::Now(send))
}

/// The learner, and proof that the caller may send their records; none where there is nobody for the caller.
async fn learner(
    request: &Request,
    caller: UserId,
    wish: &SendRecord,
) -> Result<Option<(user::Model, Permit)>, Missed<SendRecordError>> {
    let connection = &request.ctx.db.read;
    let found = match &wish.username {
        None => store::user::by_ids(connection, &[caller]).await?.pop(),
        Some(key) => store::user::find(connection, key).await?,
    };
    Ok(found.and_then(|learner| {
        let permit = authorize(&request.actor, Action::SendRecord { learner: learner.id }).ok()?;
        Some((learner, permit))
    }))
}

async fn offer(
    request: &Request,
    wish: &SendRecord,
) -> Result<Result<(program::Model, pathway::Model), SendRecordError>, Missed<SendRecordError>> {
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let Some(program) = store::program::by_uuids(connection, site, &[wish.program]).await?.pop() else {
        return Ok(Err(SendRecordError::ProgramNotFound));
    };
    let pathways = store::program::pathways(connection, site, &[program.id]).await?;
    let pathway = pathways
        .into_iter()
        .map(|(_, it)| it)
        .find(|it| it.uuid == wish.pathway);
    Ok(match pathway {
        None => Err(SendRecordError::PathwayNotFound),
        Some(it) if !can_receive_records(&it) => Err(SendRecordError::PathwayUnfit),
        Some(it) => Ok((program, it)),
    })
}

/// The institution's own link: the one it has, while that opens the record, or a new one.
async fn share(
    request: &Request,
    record: (UserId, ProgramId),
    before: Option<&record_send::Model>,
    pathway: &pathway::Model,
    keys: &Keys,
) -> Result<Result<(record_share::Model, bool), SendRecordError>, Missed<SendRecordError>> {
    let (ctx, site) = (&request.ctx, request.site.id);
    let now = ctx.clock.now();
    let limit = u64::try_from(MAX_LISTED).unwrap_or(u64::MAX);
    let others = store::record_share::by_records(&ctx.db.read, site, &[record], limit).await?;
    let live: Vec<_> = others
        .into_iter()
        .filter(|it| state(it, now) == ShareState::Live)
        .collect();
    if let Some(own) = live
        .iter()
        .find(|it| before.is_some_and(|send| send.record_share_id == it.id))
    {
        return Ok(Ok((own.clone(), false)));
    }
    if live.len() >= MAX_LIVE {
        return Ok(Err(SendRecordError::TooManyShares));
    }
    let (user_id, program_id) = record;
    let share = record_share::Model {
        id: keys.share,
        site_id: site,
        user_id,
        program_id,
        token: keys.token,
        label: Some(pathway.name.chars().take(LABEL).collect()),
        shows_grades: true,
        shows_name: true,
        shows_email: false,
        expires_at: None,
        revoked_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    Ok(Ok((share, true)))
}
