//! Comparing what credentials say with what their histories attest, some hundreds at a time.

use std::collections::{BTreeMap, BTreeSet};

use entity::credential;
use entity::id::{CredentialId, SiteId};
use sea_orm::DbErr;

use crate::context::Ctx;
use crate::domain::trail_chain::{Attestation, attestation};
use crate::service::Fault;
use crate::store::{self, Position, SAMPLES};

/// Credentials that are read at once.
const BATCH: u64 = 500;
/// How often one looks at a credential that is changed again and again.
const LOOKS: usize = 5;

/// The credentials of a site on the way to being compared.
pub(super) struct States<'a> {
    ctx: &'a Ctx,
    site: SiteId,
    beyond: Option<Position>,
    forged: Vec<CredentialId>,
    n_unattested: u64,
}

/// How a comparison ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    /// Those that say something else than their histories attest: the first ones are enough.
    pub(super) forged: Vec<CredentialId>,
    /// How many there are whose newest entry attests nothing.
    pub(super) n_unattested: u64,
}

impl<'a> States<'a> {
    pub(super) fn begin(ctx: &'a Ctx, site: SiteId) -> Self {
        Self {
            ctx,
            site,
            beyond: None,
            forged: Vec::new(),
            n_unattested: 0,
        }
    }

    /// Goes on by some hundreds; gives those of them whose newest entry attests nothing, or nothing once it is through.
    pub(super) async fn go_on(&mut self) -> Result<Option<Vec<CredentialId>>, Fault> {
        let rows = store::credential::list_of_site(&self.ctx.db.read, self.site, self.beyond, BATCH).await?;
        let Some(last) = rows.last() else {
            return Ok(None);
        };
        self.beyond = Some(Position {
            at: last.awarded_at,
            id: last.id.0,
        });
        let looked = look(self.ctx, &rows).await?;
        let of = |attestation: Attestation| -> Vec<CredentialId> {
            let these = looked.iter().filter(|(_, it)| *it == attestation);
            these.map(|(id, _)| *id).collect()
        };
        let unattested = of(Attestation::Missing);
        self.n_unattested += u64::try_from(unattested.len()).unwrap_or(u64::MAX);
        if self.forged.len() < SAMPLES {
            let confirmed = self.confirmed(of(Attestation::Broken)).await?;
            self.forged.extend(confirmed);
        }
        Ok(Some(unattested))
    }

    pub(super) fn end(mut self) -> Compared {
        self.forged.truncate(SAMPLES);
        Compared {
            forged: self.forged,
            n_unattested: self.n_unattested,
        }
    }

    /// Those of these that do not fit while nobody changes them: of what is being changed one part is read before and one after.
    async fn confirmed(&self, mut suspects: Vec<CredentialId>) -> Result<Vec<CredentialId>, DbErr> {
        let mut confirmed = Vec::new();
        for _ in 0..LOOKS {
            if suspects.is_empty() {
                break;
            }
            let before = self.stored(&suspects).await?;
            let rows: Vec<credential::Model> = before.values().cloned().collect();
            let looked = look(self.ctx, &rows).await?;
            let after = self.stored(&suspects).await?;
            let broken = looked
                .into_iter()
                .filter(|(_, it)| *it == Attestation::Broken)
                .map(|(id, _)| id);
            let (still, changed): (Vec<_>, Vec<_>) = broken.partition(|id| before.get(id) == after.get(id));
            confirmed.extend(still);
            suspects = changed;
        }
        Ok(confirmed)
    }

    async fn stored(&self, ids: &[CredentialId]) -> Result<BTreeMap<CredentialId, credential::Model>, DbErr> {
        let rows = store::credential::by_ids(&self.ctx.db.read, self.site, ids).await?;
        Ok(rows.into_iter().map(|it| (it.id, it)).collect())
    }
}

/// What the histories of these credentials attest: three statements.
async fn look(ctx: &Ctx, rows: &[credential::Model]) -> Result<Vec<(CredentialId, Attestation)>, DbErr> {
    let db = &ctx.db.read;
    let ids: Vec<CredentialId> = rows.iter().map(|it| it.id).collect();
    let versions: Vec<(CredentialId, i32)> = rows.iter().map(|it| (it.id, it.version)).collect();
    let newest = store::credential_history::by_credentials(db, &versions, 1).await?;
    let discontinued: BTreeSet<CredentialId> = store::credential_history::list_discontinued(db, &ids).await?;
    let attributes = store::credential_attribute::by_credentials(db, &ids).await?;
    let told = |it: &credential::Model| {
        if discontinued.contains(&it.id) {
            return Attestation::Broken;
        }
        let newest = newest.get(&it.id).map_or(&[][..], Vec::as_slice);
        attestation(it, attributes.get(&it.id).map_or(&[][..], Vec::as_slice), newest)
    };
    Ok(rows.iter().map(|it| (it.id, told(it))).collect())
}
