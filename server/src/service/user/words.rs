//! Words of names that were not written with them: where a credential shows another name than its learner's, where words are made otherwise
//! than before, and while replicas are replaced one by one, of which those of the release before write words as that one does.

use entity::NAME_WORD_FOLDING;
use entity::id::UserId;

use crate::context::Ctx;
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;
use crate::store::user::{Divided, Words};

/// People whose words one transaction writes, unless somebody is writing something else of theirs.
const BATCH: u64 = 200;
/// Most of these in one round.
const N_BATCHES: usize = 50;
/// People whom one round compares with their words.
const PEOPLE: u64 = 500;

/// How far it was looked whether words are those of names; what comes after the last person begins anew.
#[derive(Debug, Default)]
pub struct Compared(Option<UserId>);

/// Writes the words of people whose words are due, as many as one round takes; tells of how many people.
pub async fn add_words(ctx: &Ctx) -> Result<usize, Fault> {
    let permit = permit()?;
    let mut n_people = 0;
    for _ in 0..N_BATCHES {
        let mut n_rows = BATCH;
        let n_written = retry(|| {
            let some = add_some(ctx, &permit, n_rows);
            // All wait for whoever of them is changed meanwhile, which among fewer is seldom anybody.
            n_rows = (n_rows / 4).max(1);
            some
        })
        .await?;
        n_people += n_written;
        if n_written == 0 {
            break;
        }
    }
    Ok(n_people)
}

async fn add_some(ctx: &Ctx, permit: &Permit, n_rows: u64) -> Result<usize, Missed<Fault>> {
    let ids = store::user::list_without_words(&ctx.db.read, n_rows).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let people = store::user::by_ids(&ctx.db.read, &ids).await?;
    let tx = ctx.db.begin().await?;
    if !store::user::update_words(&tx, permit, &people).await? {
        return Err(Missed::Lost);
    }
    commit(tx).await?;
    Ok(ids.len())
}

/// Looks whether the words of the next people are those of their names and of the names on their credentials, and has others written where
/// they are not: a name that the release before changed has words as that one makes them. Tells of how many.
pub async fn compare(ctx: &Ctx, compared: &mut Compared) -> Result<usize, Fault> {
    let Compared(beyond) = *compared;
    let people = store::user::list_divided(&ctx.db.read, beyond, PEOPLE).await?;
    let Some(last) = people.last().map(|it| it.id) else {
        compared.0 = None;
        return Ok(0);
    };
    let written = store::user::list_words(&ctx.db.read, beyond, last).await?;
    let pinned = store::credential::list_names(&ctx.db.read, beyond, last).await?;
    let none = Words::new();
    let outdated: Vec<UserId> = people
        .iter()
        .filter(|it| {
            let Divided {
                id,
                name_key,
                folding,
                has_account,
            } = it;
            let words = if *has_account {
                store::user::words_of(name_key.as_deref(), pinned.get(id))
            } else {
                Words::new()
            };
            *folding == NAME_WORD_FOLDING && *written.get(id).unwrap_or(&none) != words
        })
        .map(|it| it.id)
        .collect();
    if !outdated.is_empty() {
        let permit = permit()?;
        retry(|| async {
            let tx = ctx.db.begin().await?;
            store::user::update_words_due(&tx, &permit, &outdated).await?;
            commit::<Fault>(tx).await
        })
        .await?;
    }
    let is_full = u64::try_from(people.len()) == Ok(PEOPLE);
    compared.0 = Some(last).filter(|_| is_full);
    Ok(outdated.len())
}

fn permit() -> Result<Permit, Fault> {
    authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))
}
