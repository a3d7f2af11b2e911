//! Retiring a person: their row becomes a tombstone, by which awards, grades and tokens of theirs are known again and refused, and
//! everything else that tells of them is erased.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::id::{TrailEntryId, UserId};
use entity::username::InvalidUsername;
use entity::{TrailAction, TrailSubject, Username, UsernameKey, trail_entry, user};

use super::erase::erase;
use super::merged::merged_into;
use crate::context::Request;
use crate::domain::person::{Unidentified, newcomer};
use crate::domain::retirement::{names, tombstone};
use crate::domain::text;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::service::trail::{self, Deed};
use crate::store;

/// Whom to retire, as the caller wrote it.
#[derive(Clone, Debug)]
pub struct RawRetirement {
    /// Name on the platform.
    pub username: Option<String>,
    /// Number on the platform.
    pub lms_user_id: Option<i64>,
    /// Why, for the audit trail, where it stays.
    pub reason: Option<String>,
}

/// What became of a retirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The person is retired now.
    Retired,
    /// The person was retired before.
    Unchanged,
}

/// Why nobody is retired.
#[derive(Debug, thiserror::Error)]
pub enum RetireUserError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Neither name nor number.
    #[error("name the person by username, by lmsUserId, or by both")]
    Unnamed,
    /// The username breaks the rule.
    #[error(transparent)]
    Username(#[from] InvalidUsername),
    /// The number is not positive.
    #[error("an LMS user id is a positive number")]
    LmsUserId,
    /// Name and number belong to two different people.
    #[error("{}", Unidentified::TwoPeople)]
    TwoPeople,
    /// The reason cannot be kept.
    #[error("{0}")]
    Reason(text::UnfitText),
    /// The reason names the person, of whom nothing is kept.
    #[error("the reason is kept for good, so it must not name the person")]
    TellingReason,
    /// Nobody is known by that name.
    #[error("nobody is known by this name; with lmsUserId an account can be retired that was never seen")]
    NotFound,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Whom to retire.
struct Order {
    username: Option<Username>,
    lms_user_id: Option<i64>,
    reason: Option<String>,
    /// Key of a row that may have to be written: made before the first attempt.
    new_id: UserId,
    /// Key of the first entry in the trail: where the answer to a commit was lost, the next attempt knows its own doing by it.
    entry_id: TrailEntryId,
}

/// Retires a person. Repeating it changes nothing.
pub async fn retire(request: &Request, raw: RawRetirement) -> Result<Outcome, RetireUserError> {
    let permit = authorize(&request.actor, Action::RetireUsers)?;
    let order = parse(request, raw)?;
    let (people, outcome) = retry(|| attempt(request, &permit, &order)).await?;
    // Tokens seen lately may stand for somebody who is nobody any more.
    request.ctx.bearers.forget();
    for person in &people {
        erase(&request.ctx, &permit, person, request.actor.user_id()).await?;
    }
    Ok(outcome)
}

fn parse(request: &Request, raw: RawRetirement) -> Result<Order, RetireUserError> {
    let RawRetirement {
        username,
        lms_user_id,
        reason,
    } = raw;
    if username.is_none() && lms_user_id.is_none() {
        return Err(RetireUserError::Unnamed);
    }
    if lms_user_id.is_some_and(|it| it < 1) {
        return Err(RetireUserError::LmsUserId);
    }
    let rule = request.ctx.config.username_rule;
    Ok(Order {
        username: username.map(|it| Username::parse(&it, rule)).transpose()?,
        lms_user_id,
        reason: text::reason(reason).map_err(RetireUserError::Reason)?,
        new_id: UserId(crate::id::ordered()),
        entry_id: TrailEntryId(crate::id::ordered()),
    })
}

/// Makes tombstones of the person's rows, and gives them.
async fn attempt(
    request: &Request,
    permit: &Permit,
    order: &Order,
) -> Result<(Vec<user::Model>, Outcome), Missed<RetireUserError>> {
    let ctx = &request.ctx;
    let people = find(request, permit, order).await?;
    if people.iter().all(|it| it.retired_at.is_some()) {
        let own = store::trail_entry::find(&ctx.db.read, order.entry_id).await?;
        return Ok((people, own.map_or(Outcome::Unchanged, |_| Outcome::Retired)));
    }
    let now = ctx.clock.now();
    let tx = ctx.db.begin().await?;
    let mut tombstones = Vec::new();
    let mut entries = Vec::new();
    for person in people {
        if person.retired_at.is_some() {
            tombstones.push(person);
            continue;
        }
        let stone = tombstone(&person, now);
        if !store::user::update(&tx, permit, &stone).await? {
            return Err(Missed::Lost);
        }
        store::session::delete_of_user(&tx, permit, stone.id).await?;
        store::role_assignment::delete_of_user(&tx, permit, stone.id).await?;
        let deed = Deed {
            reason: order.reason.clone(),
            ..Deed::of(TrailAction::UserRetired, (TrailSubject::User, stone.id.0))
        };
        let entry_id = if entries.is_empty() {
            order.entry_id
        } else {
            TrailEntryId(crate::id::ordered())
        };
        entries.push(trail_entry::Model {
            // The caller may have named the person in it; the reason stays, and what stays is sealed as a whole.
            request_id: None,
            ..trail::entry(request, &deed, entry_id)
        });
        tombstones.push(stone);
    }
    store::trail_entry::insert_many(&tx, permit, &entries).await?;
    commit(tx).await?;
    Ok((tombstones, Outcome::Retired))
}

/// The rows of the person, those that were merged among them. Where there is none for the name or the number, one is written, so that
/// both are known again.
async fn find(request: &Request, permit: &Permit, order: &Order) -> Result<Vec<user::Model>, Missed<RetireUserError>> {
    let connection = &request.ctx.db.read;
    let by_number = match order.lms_user_id {
        Some(number) => store::user::find_by_lms_user_id(connection, number).await?,
        None => None,
    };
    let by_name = match &order.username {
        Some(name) => store::user::find_or_retired(connection, &name.key()).await?,
        None => None,
    };
    let is_another = |it: &user::Model| {
        it.lms_user_id
            .is_some_and(|known| order.lms_user_id.is_some_and(|told| told != known))
    };
    if by_name.as_ref().is_some_and(is_another) {
        return Err(Missed::Failed(RetireUserError::TwoPeople));
    }
    if by_number.is_none() && by_name.is_none() && order.lms_user_id.is_none() {
        return Err(Missed::Failed(RetireUserError::NotFound));
    }
    let is_name_unknown = order.username.is_some() && by_name.is_none();
    let is_number_unknown = order.lms_user_id.is_some() && by_number.is_none();
    let mut people = with_merged(request, by_number.into_iter().chain(by_name).collect()).await?;
    refuse_names(order, &people, request.ctx.clock.now())?;
    match people.first_mut() {
        // The name's row has no number, and learns it.
        Some(row) if is_number_unknown => {
            row.lms_user_id = order.lms_user_id;
            row.version += 1;
            let tx = request.ctx.db.begin().await?;
            if !store::user::update(&tx, permit, row).await? {
                return Err(Missed::Lost);
            }
            commit(tx).await?;
        }
        Some(_) | None if is_name_unknown || is_number_unknown => {
            people.push(write_new(request, permit, order, is_number_unknown).await?);
        }
        Some(_) | None => {}
    }
    hold_names(request, permit, &mut people).await?;
    Ok(people)
}

/// These rows, each once, and those that were merged into them.
async fn with_merged(
    request: &Request,
    mut people: Vec<user::Model>,
) -> Result<Vec<user::Model>, Missed<RetireUserError>> {
    people.sort_by_key(|it| it.id);
    people.dedup_by_key(|it| it.id);
    let ids: Vec<UserId> = people.iter().map(|it| it.id).collect();
    people.extend(merged_into(&request.ctx.db.read, &ids).await?);
    Ok(people)
}

/// Refuses a reason that names the person by anything that is known of them, or by the name that they are to be retired by.
fn refuse_names(order: &Order, people: &[user::Model], now: DateTime<Utc>) -> Result<(), Missed<RetireUserError>> {
    let Some(reason) = &order.reason else {
        return Ok(());
    };
    let told = order.username.as_ref();
    let told = told.map(|it| newcomer(order.new_id, it.clone(), it.key(), now));
    if names(reason, people) || told.is_some_and(|it| names(reason, &[it])) {
        return Err(Missed::Failed(RetireUserError::TellingReason));
    }
    Ok(())
}

/// Lets the rows that were merged into the person's, and those of names that the person has given up, be found by these names again, as
/// far as nobody else has them: then each becomes a tombstone by which the name is known again. An award that is under way cannot write
/// another row beside it.
async fn hold_names(
    request: &Request,
    permit: &Permit,
    people: &mut [user::Model],
) -> Result<(), Missed<RetireUserError>> {
    let ctx = &request.ctx;
    let is_nameless =
        |it: &user::Model| it.merged_into_id.is_some() && it.retired_at.is_none() && it.username_key.is_of_nobody();
    let keys: BTreeSet<UsernameKey> = people
        .iter()
        .filter(|it| is_nameless(it))
        .map(|it| it.username.key())
        .collect();
    if keys.is_empty() {
        return Ok(());
    }
    let bearers = store::user::by_keys_or_retired(&ctx.db.read, keys.into_iter().collect()).await?;
    let mut taken: BTreeSet<UsernameKey> = bearers.into_iter().map(|it| it.username_key).collect();
    let now = ctx.clock.now();
    let tx = ctx.db.begin().await?;
    for person in people.iter_mut().filter(|it| is_nameless(it)) {
        let key = person.username.key();
        if taken.contains(&key.retired()) || !taken.insert(key.clone()) {
            continue;
        }
        person.username_key = key;
        person.version += 1;
        person.updated_at = now;
        if !store::user::update(&tx, permit, person).await? {
            return Err(Missed::Lost);
        }
    }
    commit(tx).await
}

/// Writes a row for a name or a number that nobody has, as if its bearer had come. The name is held by a row like any other first: an
/// award that is under way cannot write another one beside it.
async fn write_new(
    request: &Request,
    permit: &Permit,
    order: &Order,
    has_number: bool,
) -> Result<user::Model, Missed<RetireUserError>> {
    let ctx = &request.ctx;
    let now = ctx.clock.now();
    let id = order.new_id;
    let username = order.username.clone().unwrap_or_else(|| Username::retired(id));
    let key = order
        .username
        .as_ref()
        .map_or_else(|| UsernameKey::nameless(id), Username::key);
    let row = user::Model {
        lms_user_id: order.lms_user_id.filter(|_| has_number),
        ..newcomer(id, username, key, now)
    };
    let tx = ctx.db.begin().await?;
    if !store::user::insert_many(&tx, permit, std::slice::from_ref(&row)).await? {
        return Err(Missed::Lost);
    }
    commit(tx).await?;
    Ok(row)
}
