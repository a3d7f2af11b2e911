//! Verifying chains: recomputing every link from the entries themselves, some hundreds at a time.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::{DifferenceId, RecordShareId, SiteId, UserId};
use entity::trail_seal;
use sea_orm::DbErr;
use uuid::Uuid;

use crate::context::Ctx;
use crate::domain::trail_chain::{Concerns, EntryKey, Finding, Head, Material, Walk, Words, words};
use crate::service::Fault;
use crate::store::sealable::Sealable;
use crate::store::{self, Invariant, SAMPLES};

/// Links that are read at once.
const BATCH: u64 = 500;

/// How a verification ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verified {
    /// The end of the chain; its place is 0 where there is none.
    pub(super) head: Head,
    /// What did not fit, in the order of the chain: the first ones are enough.
    pub(super) findings: Vec<Finding>,
}

/// A chain on the way to being verified.
pub(super) struct Verification<'a> {
    ctx: &'a Ctx,
    site: SiteId,
    walk: Walk,
    /// The place that was passed last.
    passed: i64,
    end: i64,
}

impl<'a> Verification<'a> {
    /// Begins with the chain of a site, which shall hold these heads. What is sealed meanwhile is for the next time.
    pub(super) async fn begin(ctx: &'a Ctx, site: SiteId, expected: Vec<Head>) -> Result<Self, Fault> {
        let last = store::trail_seal::find_last(&ctx.db.read, site).await?;
        Ok(Self {
            ctx,
            site,
            walk: Walk::new(site, expected, SAMPLES),
            passed: 0,
            end: last.map_or(0, |it| it.sequence),
        })
    }

    /// Goes on by some hundreds of links; tells how far it has come, or nothing once it is through.
    pub(super) async fn go_on(&mut self) -> Result<Option<i64>, Fault> {
        let (ctx, site) = (self.ctx, self.site);
        let mut links = store::trail_seal::list(&ctx.db.read, site, self.passed, BATCH).await?;
        links.retain(|it| it.sequence <= self.end);
        let Some(last) = links.last().map(|it| it.sequence) else {
            return Ok(None);
        };
        let entries = entries(ctx, site, (self.passed, last), &links, &mut self.walk).await?;
        let retired = Retired::among(ctx, &links, &entries).await?;
        for link in &links {
            let entry = entries.get(&EntryKey::of(link));
            self.walk
                .pass(link, entry, || entry.is_some_and(|it| retired.tells(it.concerns)));
        }
        self.passed = last;
        Ok(Some(last))
    }

    /// Ends it.
    pub(super) async fn end(mut self) -> Result<Verified, Fault> {
        beyond(self.ctx, self.site, self.end, &mut self.walk).await?;
        let (head, findings) = self.walk.end();
        Ok(Verified { head, findings })
    }
}

/// The entries of these links. One that says it has a place between, and has not, is noted.
async fn entries(
    ctx: &Ctx,
    site: SiteId,
    (behind, last): (i64, i64),
    links: &[trail_seal::Model],
    walk: &mut Walk,
) -> Result<BTreeMap<EntryKey, Material>, DbErr> {
    let places: BTreeMap<EntryKey, i64> = links.iter().map(|it| (EntryKey::of(it), it.sequence)).collect();
    let mut found = BTreeMap::new();
    // Twice as many as there should be of all tables: enough to tell that there are more.
    let rows = store::sealable::list_sealed(&ctx.db.read, site, behind, Some(last), 2 * BATCH).await?;
    for Sealable { sequence, material, .. } in rows {
        let place = places.get(&material.key).copied();
        match sequence {
            Some(sequence) if place != Some(sequence) => walk.insert(sequence, material.key),
            Some(_) | None => {}
        }
        if place.is_some() {
            found.insert(material.key, material);
        }
    }
    // Those that are there, and do not say where they belong.
    let is_missing = |it: &&EntryKey| !found.contains_key(it);
    let missing: BTreeSet<Uuid> = places.keys().filter(is_missing).map(|it| it.id).collect();
    let missing: Vec<Uuid> = missing.into_iter().collect();
    for Sealable { material, site: of, .. } in store::sealable::by_ids(&ctx.db.read, &missing).await? {
        if of == site && places.contains_key(&material.key) {
            found.insert(material.key, material);
        }
    }
    Ok(found)
}

/// Notes entries that say they have a place behind the end of the chain.
async fn beyond(ctx: &Ctx, site: SiteId, end: i64, walk: &mut Walk) -> Result<(), DbErr> {
    let rows = store::sealable::list_sealed(&ctx.db.read, site, end, None, BATCH).await?;
    let ids: Vec<Uuid> = rows.iter().map(|it| it.material.key.id).collect();
    let links = store::trail_seal::by_entries(&ctx.db.read, &ids).await?;
    let places: BTreeMap<EntryKey, i64> = links.iter().map(|it| (EntryKey::of(it), it.sequence)).collect();
    for Sealable { sequence, material, .. } in rows {
        if let Some(sequence) = sequence
            && places.get(&material.key) != Some(&sequence)
        {
            walk.insert(sequence, material.key);
        }
    }
    Ok(())
}

/// Who of those was retired of whom entries have no words any more.
struct Retired {
    people: BTreeSet<UserId>,
    /// Links to records that are still there: they go with their person.
    shares: BTreeSet<RecordShareId>,
    /// What the learning platform said otherwise and is still kept.
    differences: BTreeSet<DifferenceId>,
}

impl Retired {
    async fn among(
        ctx: &Ctx,
        links: &[trail_seal::Model],
        entries: &BTreeMap<EntryKey, Material>,
    ) -> Result<Self, DbErr> {
        let (mut people, mut shares, mut differences) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for link in links {
            let Some(entry) = entries.get(&EntryKey::of(link)) else {
                continue;
            };
            match words(link, entry) {
                Words::Told | Words::Others => {}
                Words::Gone => match entry.concerns {
                    Concerns::Person(id) => drop(people.insert(id)),
                    Concerns::Share(id) => drop(shares.insert(id)),
                    Concerns::Difference(id) => drop(differences.insert(id)),
                    Concerns::Nobody => {}
                },
            }
        }
        let people: Vec<UserId> = people.into_iter().collect();
        let shares: Vec<RecordShareId> = shares.into_iter().collect();
        let differences: Vec<DifferenceId> = differences.into_iter().collect();
        let mut told = Self {
            people: BTreeSet::new(),
            shares: BTreeSet::new(),
            differences: BTreeSet::new(),
        };
        if !people.is_empty() {
            let rows = store::user::by_ids(&ctx.db.read, &people).await?;
            let retired = rows.iter().filter(|it| it.retired_at.is_some());
            told.people.extend(retired.map(|it| it.id));
        }
        if !shares.is_empty() {
            told.shares = store::record_share::existing(&ctx.db.read, &shares).await?;
        }
        if !differences.is_empty() {
            told.differences = store::reconciliation_difference::existing(&ctx.db.read, &differences).await?;
        }
        Ok(told)
    }

    fn tells(&self, concerns: Concerns) -> bool {
        match concerns {
            Concerns::Person(id) => self.people.contains(&id),
            Concerns::Share(id) => !self.shares.contains(&id),
            Concerns::Difference(id) => !self.differences.contains(&id),
            Concerns::Nobody => false,
        }
    }
}

/// Verifies the chains of all sites, and that one of them holds each of these heads. For the operator.
pub async fn verify_all(ctx: &Ctx, expected: &[Head]) -> Result<Vec<Invariant>, Fault> {
    let db = &ctx.db.read;
    let mut broken_by = Vec::new();
    for site in store::site::list(db).await? {
        let noted = store::trail_verification::find(db, site.id).await?;
        let noted = noted.and_then(|it| Head::stored(it.head_sequence?, it.head_hash.as_deref()?));
        let mut verification = Verification::begin(ctx, site.id, noted.into_iter().collect()).await?;
        while verification.go_on().await?.is_some() {}
        let verified = verification.end().await?;
        broken_by.extend(verified.findings.iter().map(|it| format!("site {}: {it}", site.id)));
    }
    broken_by.truncate(SAMPLES);
    let mut invariants = vec![Invariant {
        what: "the chain over the audit trail fits its entries, from the first on",
        broken_by,
    }];
    if !expected.is_empty() {
        let mut broken_by = Vec::new();
        for head in expected {
            if !store::trail_seal::is_any(db, head.sequence, &head.hash).await? {
                broken_by.push(head.to_string());
            }
        }
        invariants.push(Invariant {
            what: "the chain over the audit trail holds the heads that were noted down",
            broken_by,
        });
    }
    Ok(invariants)
}
