//! Sending what is due.
//!
//! A worker takes a mail by a change of its row that only one can make, commits that, hands the mail over, and writes down what came
//! of it. A worker that dies between handing over and writing down leaves a mail that another one sends again after a while: at most
//! one mail too many for each process that is killed, with the same id. Nobody gets two otherwise.

use entity::{MailState, outgoing_mail};
use futures_util::{StreamExt as _, stream};

use super::letter::letter;
use crate::context::Ctx;
use crate::domain::mail::{Attempt, begun, ended};
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;
use crate::telemetry::metric;

/// Mails that are looked at in one go.
const BATCH: u64 = 100;
/// Mails that are handed over at the same time: a slow server holds the others up no longer than that.
const AT_ONCE: usize = 4;

/// Sends all mail that is due; tells how many mails were taken by a server.
pub async fn send_due(ctx: &Ctx) -> Result<usize, Fault> {
    let mut n_sent = 0;
    loop {
        let due = store::outgoing_mail::list_due(&ctx.db.read, ctx.clock.now(), BATCH).await?;
        let n_due = due.len();
        // All of them to their end, whatever becomes of one: what was handed over has to be written down.
        let ctx = ctx.clone();
        let attempts = stream::iter(due).map(move |it| attempt(ctx.clone(), it));
        let attempts: Vec<_> = attempts.buffer_unordered(AT_ONCE).collect().await;
        for attempt in attempts {
            if attempt? == Some(Attempt::Taken) {
                n_sent += 1;
            }
        }
        // What is due anew by then waits for the next round: a server in trouble is not asked without end.
        if u64::try_from(n_due) != Ok(BATCH) {
            return Ok(n_sent);
        }
    }
}

/// Sends one mail; none where another worker was first.
async fn attempt(ctx: Ctx, mail: outgoing_mail::Model) -> Result<Option<Attempt>, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let begun = begun(&mail, ctx.clock.now());
    if !retry(|| take(&ctx, &permit, &begun)).await? {
        return Ok(None);
    }
    let attempt = match letter(&ctx, &begun).await? {
        Ok(letter) => match ctx.mailer.send(&letter).await {
            Ok(()) => Attempt::Taken,
            Err(error) => Attempt::Failed(error),
        },
        Err(attempt) => attempt,
    };
    let ended = ended(&begun, attempt, ctx.clock.now(), crate::id::part_of);
    retry(|| write_down(&ctx, &permit, &ended)).await?;
    tell(&ended, attempt);
    Ok(Some(attempt))
}

/// Takes a mail; tells whether nobody else has it.
async fn take(ctx: &Ctx, permit: &Permit, begun: &outgoing_mail::Model) -> Result<bool, Missed<Fault>> {
    let tx = ctx.db.begin().await?;
    if !store::outgoing_mail::update(&tx, permit, begun).await? {
        return Ok(false);
    }
    // Where the answer to this is lost, the next attempt finds another version and leaves the mail to who comes after the hold.
    commit(tx).await?;
    Ok(true)
}

async fn write_down(ctx: &Ctx, permit: &Permit, ended: &outgoing_mail::Model) -> Result<(), Missed<Fault>> {
    let tx = ctx.db.begin().await?;
    // Gone where its person was retired meanwhile, and another one's where this took longer than the hold.
    if store::outgoing_mail::update(&tx, permit, ended).await? {
        commit(tx).await?;
    }
    Ok(())
}

fn tell(mail: &outgoing_mail::Model, attempt: Attempt) {
    let word = match attempt {
        Attempt::DueAt(_) => return,
        Attempt::Taken => "sent",
        Attempt::NoLongerDue => "dropped",
        Attempt::Failed(_) if mail.state == MailState::Failed => "failed",
        Attempt::Failed(_) => "postponed",
    };
    metrics::counter!(metric::MAILS, "kind" => mail.kind.as_str(), "outcome" => word).increment(1);
    if let Attempt::Failed(error) = attempt {
        let (attempts, state) = (mail.attempts, mail.state);
        tracing::warn!(mail.id = %mail.id, %error, attempts, %state, "a mail was not sent");
    }
}
