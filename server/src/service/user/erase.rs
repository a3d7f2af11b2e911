//! Erasing what tells of a person who was retired, table by table: in small transactions that may end anywhere and begin anew.
//!
//! The row of the person is a tombstone before anything is erased. What was under way then may still write, so the worker erases
//! again and again until all that has ended. What is erased, what stays, and why: `docs/adr/0021-retirement-erases.md`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, CredentialId, SiteId, UserId};
use entity::{
    CredentialChange, TrailKind, credential, credential_configuration, credential_history, outbox_event, user,
};
use sea_orm::{ConnectionTrait, DbErr};

use crate::context::Ctx;
use crate::domain::credential::{Described, Recorded, changes};
use crate::domain::retirement::{erased, erased_entry, erased_payload};
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::credential::record;
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, site};
use crate::store;

/// Credentials that one transaction changes.
const BATCH: u64 = 50;
/// Stored answers that one statement looks through.
const ANSWERS: u64 = 500;
/// Retired people whom one round of the worker looks at.
const PEOPLE: u64 = 50;

/// Erases again what requests under way may have written since; tells of how many people that is over now.
pub async fn settle(ctx: &Ctx) -> Result<usize, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let mut n_settled = 0;
    let people = store::user::list_to_erase(&ctx.db.read, PEOPLE).await?;
    let is_any = !people.is_empty();
    for person in people {
        let began_at = ctx.clock.now();
        erase(ctx, &permit, &person, None).await?;
        if person.erase_until.is_some_and(|it| began_at >= it) {
            let tx = ctx.db.begin().await?;
            store::user::update_erased(&tx, &permit, &person).await?;
            tx.commit().await?;
            n_settled += 1;
        }
    }
    if is_any {
        ctx.db.forget_log().await?;
    }
    Ok(n_settled)
}

/// Erases everything that tells of a retired person. Where there is nothing, nothing is written.
pub(super) async fn erase(
    ctx: &Ctx,
    permit: &Permit,
    person: &user::Model,
    actor_id: Option<UserId>,
) -> Result<(), Fault> {
    let mut beyond = None;
    loop {
        let page = retry(|| erase_credentials(ctx, permit, person, actor_id, beyond)).await?;
        beyond = page;
        if beyond.is_none() {
            break;
        }
    }
    retry(|| erase_rows(ctx, permit, person)).await?;
    erase_answers(ctx, permit, person).await
}

/// Erases what a batch of credentials beyond one tells, with all that hangs on them; gives the last one, or none where no more
/// follow.
async fn erase_credentials(
    ctx: &Ctx,
    permit: &Permit,
    person: &user::Model,
    actor_id: Option<UserId>,
    beyond: Option<CredentialId>,
) -> Result<Option<CredentialId>, Missed<Fault>> {
    let now = ctx.clock.now();
    let rows = store::credential::list_of_user(&ctx.db.read, person.id, beyond, BATCH).await?;
    let erasure = Erasure::of(ctx, person, actor_id, &rows, now).await?;
    if !erasure.is_empty() {
        let tx = ctx.db.begin().await?;
        if !erasure.write(&tx, permit).await? {
            return Err(Missed::Lost);
        }
        commit(tx).await?;
    }
    let is_full = u64::try_from(rows.len()) == Ok(BATCH);
    Ok(rows.last().filter(|_| is_full).map(|it| it.id))
}

/// What changes in a batch of credentials and in what hangs on them.
struct Erasure {
    changes: Vec<Recorded>,
    new_events: Vec<outbox_event::Model>,
    entries: Vec<credential_history::Model>,
    events: Vec<outbox_event::Model>,
    /// Credentials that have attributes.
    described: Vec<CredentialId>,
    /// Credentials whose seals could still tell of words in their history.
    salted: Vec<CredentialId>,
}

impl Erasure {
    async fn of(
        ctx: &Ctx,
        person: &user::Model,
        actor_id: Option<UserId>,
        rows: &[credential::Model],
        now: DateTime<Utc>,
    ) -> Result<Self, Fault> {
        let ids: Vec<CredentialId> = rows.iter().map(|it| it.id).collect();
        let versions: Vec<(CredentialId, i32)> = rows.iter().map(|it| (it.id, it.version)).collect();
        let history = store::credential_history::by_credentials(&ctx.db.read, &versions, i32::MAX).await?;
        let events = store::outbox::by_subjects(&ctx.db.read, &ids).await?;
        let attributes = store::credential_attribute::by_credentials(&ctx.db.read, &ids).await?;
        let is_salted =
            store::trail_seal::is_any_salted(&ctx.db.read, TrailKind::Credential, ids.iter().map(|it| it.0)).await?;
        let changes: Vec<Recorded> = rows
            .iter()
            .filter_map(|credential| {
                let attributes = attributes.get(&credential.id).map_or(&[][..], Vec::as_slice);
                let newest = history.get(&credential.id).and_then(|it| it.last());
                change(Described { credential, attributes }, newest, actor_id, now)
            })
            .collect();
        Ok(Self {
            new_events: told(ctx, person, &changes, now).await?,
            entries: history.values().flatten().filter_map(erased_entry).collect(),
            events: events
                .into_iter()
                .filter_map(|it| {
                    let payload = erased_payload(&it.payload, &person.username)?;
                    Some(outbox_event::Model { payload, ..it })
                })
                .collect(),
            described: attributes.into_keys().collect(),
            salted: if is_salted { ids } else { Vec::new() },
            changes,
        })
    }

    fn is_empty(&self) -> bool {
        let Self {
            changes,
            new_events: _,
            entries,
            events,
            described,
            salted,
        } = self;
        changes.is_empty() && entries.is_empty() && events.is_empty() && described.is_empty() && salted.is_empty()
    }

    /// Writes it; tells whether every credential still had the version that was read.
    async fn write(&self, tx: &impl ConnectionTrait, permit: &Permit) -> Result<bool, DbErr> {
        for it in &self.changes {
            if !store::credential::update(tx, permit, it).await? {
                return Ok(false);
            }
        }
        store::credential_history::insert_many(tx, permit, &self.changes).await?;
        for entry in &self.entries {
            store::credential_history::update_erased(tx, permit, entry).await?;
        }
        if !self.salted.is_empty() {
            let ids = self.salted.iter().map(|it| it.0);
            store::trail_seal::update_erased(tx, permit, TrailKind::Credential, ids).await?;
        }
        store::outbox::insert_many(tx, permit, &self.new_events).await?;
        for event in &self.events {
            store::outbox::update_payload(tx, permit, event).await?;
        }
        if !self.described.is_empty() {
            store::credential_attribute::delete_of_credentials(tx, permit, &self.described).await?;
        }
        Ok(true)
    }
}

/// How a credential is erased whose newest entry is this; none where it is.
fn change(
    before: Described<'_>,
    newest: Option<&credential_history::Model>,
    actor_id: Option<UserId>,
    now: DateTime<Utc>,
) -> Option<Recorded> {
    let after = erased(before, newest.map(|it| it.change), now)?;
    let details = changes(Some(before.credential), &after).into();
    let entry = record::followed(actor_id, CredentialChange::Erased, &after, details);
    let after = Described {
        credential: &after,
        attributes: &[],
    };
    Some(Recorded::new(Some(before), after, entry, crate::id::random()))
}

/// What other systems hear of it.
async fn told(
    ctx: &Ctx,
    person: &user::Model,
    changes: &[Recorded],
    now: DateTime<Utc>,
) -> Result<Vec<outbox_event::Model>, Fault> {
    let mut by_site: BTreeMap<SiteId, Vec<ConfigurationId>> = BTreeMap::new();
    for it in changes.iter().map(Recorded::credential) {
        by_site.entry(it.site_id).or_default().push(it.configuration_id);
    }
    let mut configurations: BTreeMap<ConfigurationId, credential_configuration::Model> = BTreeMap::new();
    for (site, ids) in by_site {
        let rows = store::configuration::by_ids(&ctx.db.read, site, &ids).await?;
        configurations.extend(rows.into_iter().map(|it| (it.id, it)));
    }
    let site_urls = site::public_urls(ctx).await?;
    Ok(changes
        .iter()
        .map(Recorded::credential)
        .filter_map(|it| {
            let configuration = configurations.get(&it.configuration_id)?;
            let site_url = site_urls.get(&it.site_id)?;
            Some(record::event(
                site_url,
                CredentialChange::Erased,
                it,
                person,
                configuration,
                now,
            ))
        })
        .collect())
}

/// Removes the rows that are the person's alone, and the words of others about them.
async fn erase_rows(ctx: &Ctx, permit: &Permit, person: &user::Model) -> Result<(), Missed<Fault>> {
    let shares = store::record_share::ids_of_user(&ctx.db.read, person.id).await?;
    let differences =
        store::reconciliation_difference::ids_of_user(&ctx.db.read, person.id, &person.username_key).await?;
    let mut subjects = vec![person.id.0];
    subjects.extend(differences.iter().map(|it| it.0));
    subjects.extend(shares.iter().map(|it| it.0));
    let tx = ctx.db.begin().await?;
    store::session::delete_of_user(&tx, permit, person.id).await?;
    store::role_assignment::delete_of_user(&tx, permit, person.id).await?;
    store::user::delete_words(&tx, permit, person.id).await?;
    store::grade::delete_of_user(&tx, permit, person.id).await?;
    store::record_send::delete_of_user(&tx, permit, person.id).await?;
    store::outgoing_mail::delete_of_user(&tx, permit, person.id).await?;
    store::completion_check::delete_of_user(&tx, permit, person.id).await?;
    if !shares.is_empty() {
        store::record_share::delete_many(&tx, permit, &shares).await?;
    }
    store::reconciliation_difference::delete_of_user(&tx, permit, person.id, &person.username_key).await?;
    store::certificate_preview::delete_of_user(&tx, permit, person.id).await?;
    store::idempotency_record::delete_of_caller(&tx, permit, person.id).await?;
    store::trail_entry::update_erased(&tx, permit, &subjects).await?;
    store::trail_seal::update_erased_of_subjects(&tx, permit, &subjects).await?;
    commit(tx).await
}

/// Forgets the stored answers that tell of the person, whoever got them: a repeated request is decided anew.
async fn erase_answers(ctx: &Ctx, permit: &Permit, person: &user::Model) -> Result<(), Fault> {
    let name = person.id.to_string();
    let mut beyond = None;
    loop {
        let keys = store::idempotency_record::list_mentioning(&ctx.db.read, &name, beyond.as_ref(), ANSWERS).await?;
        let mentioning: Vec<&(UserId, String, bool)> = keys.iter().filter(|(.., is_mentioned)| *is_mentioned).collect();
        if !mentioning.is_empty() {
            let tx = ctx.db.begin().await?;
            for (caller, key, _) in mentioning {
                store::idempotency_record::delete(&tx, permit, *caller, key).await?;
            }
            tx.commit().await?;
        }
        let is_full = u64::try_from(keys.len()) == Ok(ANSWERS);
        let Some((caller, key, _)) = keys.into_iter().next_back().filter(|_| is_full) else {
            return Ok(());
        };
        beyond = Some((caller, key));
    }
}
