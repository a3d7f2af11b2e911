//! Following a link: what it opens, and how often it was followed.

use chrono::{DateTime, Utc};
use entity::id::{RecordShareId, ShareToken};
use entity::record_share;

use super::TooManyGuesses;
use crate::context::Request;
use crate::domain::program_record::Audience;
use crate::domain::record_share::{ShareState, ended_at, state};
use crate::domain::remote_address::RemoteAddress;
use crate::policy::{Action, authorize};
use crate::service::Fault;
use crate::service::program_record::{self, ProgramRecord, Shown, View};
use crate::service::retry::Missed;
use crate::store;

/// Rows among which the views of a day are spread.
const SLOTS: u8 = 16;

/// Who follows a link, as far as it shows.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// A person or a machine.
    pub kind: Kind,
    /// Where the request comes from.
    pub address: RemoteAddress,
}

/// A person or a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person, for all one can tell.
    Person,
    /// A crawler, a link preview, a monitor.
    Robot,
}

/// A link that was followed.
#[derive(Clone, Debug)]
pub struct FollowedShare {
    /// Whether it opens.
    pub state: ShareState,
    /// When it ended, where it does not.
    pub ended_at: Option<DateTime<Utc>>,
    /// What it opens.
    pub record: Option<ProgramRecord>,
}

/// Why a link is not followed.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The visitor tried too many.
    #[error(transparent)]
    TooManyGuesses(#[from] TooManyGuesses),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Follows a link, whoever asks, and counts it; none where there is no such link.
pub async fn follow(
    request: &Request,
    token: ShareToken,
    visitor: Visitor,
) -> Result<Option<FollowedShare>, FollowError> {
    request.ctx.guesses.check(visitor.address)?;
    let Some((share, followed)) = look(request, token).await? else {
        request.ctx.guesses.note(visitor.address);
        return Ok(None);
    };
    let is_stranger = authorize(&request.actor, Action::ViewRecord { learner: share.user_id }).is_err();
    if followed.state == ShareState::Live && visitor.kind == Kind::Person && is_stranger {
        // A count that is lost is no reason to keep the record from whom it is for.
        if let Err(error) = count(request, share.id).await {
            tracing::warn!(%error, "could not count a view of a shared record");
        }
    }
    Ok(Some(followed))
}

async fn look(request: &Request, token: ShareToken) -> Result<Option<(record_share::Model, FollowedShare)>, Fault> {
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    let now = request.ctx.clock.now();
    let Some(share) = store::record_share::find_by_token(connection, site, token).await? else {
        return Ok(None);
    };
    let state = state(&share, now);
    if state != ShareState::Live {
        let followed = FollowedShare {
            state,
            ended_at: ended_at(&share, now),
            record: None,
        };
        return Ok(Some((share, followed)));
    }
    let Some(program) = store::program::find(connection, site, share.program_id).await? else {
        return Ok(None);
    };
    let shown = |it: bool| if it { Shown::Yes } else { Shown::No };
    let view = View {
        audience: Audience::Visitor,
        grades: shown(share.shows_grades),
        name: shown(share.shows_name),
        email: shown(share.shows_email),
    };
    let record = program_record::of_program(request, share.user_id, program.uuid, view).await?;
    let followed = FollowedShare {
        state,
        ended_at: None,
        record,
    };
    Ok(Some((share, followed)))
}

async fn count(request: &Request, id: RecordShareId) -> Result<(), Fault> {
    let Ok(permit) = authorize(&request.actor, Action::CountView) else {
        return Ok(());
    };
    let [byte, ..] = *crate::id::random().as_bytes();
    let day = request.ctx.clock.now().date_naive();
    let counted: Result<(), Missed<Fault>> = async {
        let tx = request.ctx.db.begin().await?;
        store::record_share::insert_view(&tx, &permit, id, day, i16::from(byte % SLOTS)).await?;
        Ok(tx.commit().await?)
    }
    .await;
    match counted {
        Ok(()) => Ok(()),
        // Tried once: a view more or less does not matter.
        Err(Missed::Lost) => Err(Fault::Unavailable),
        Err(Missed::Failed(fault)) => Err(fault),
    }
}
