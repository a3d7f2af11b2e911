//! What a page of organizations changes.

use entity::id::OrganizationId;
use entity::{CatalogueOrigin, organization};

use super::super::{Run, Stop};
use super::{Outcome, Writes, by};
use crate::domain::catalogue_sync::decision::{Clash, decide};
use crate::domain::catalogue_sync::{Kind, record};
use crate::domain::local_catalogue::local_key;
use crate::service::retry::Missed;
use crate::store::catalogue;

impl Run<'_> {
    pub(super) async fn plan_organizations(
        &self,
        records: &[record::Organization],
        writes: &mut Writes,
        outcome: &mut Outcome,
    ) -> Result<(), Missed<Stop>> {
        let (db, site_id) = (&self.ctx.db.read, self.row.site_id);
        let uuids: Vec<_> = records.iter().map(|it| it.uuid).collect();
        let keys: Vec<_> = records.iter().map(|it| local_key(&it.key)).collect();
        let existing = by(catalogue::organization::by_uuids(db, site_id, &uuids).await?, |it| {
            it.uuid
        });
        let local = catalogue::key::organization::local_of(db, site_id, &keys).await?;
        for it in records {
            if !self.is_first(outcome, Kind::Organization, it.uuid) {
                continue;
            }
            let stored = existing.get(&it.uuid);
            // A copy goes with what it is a copy of; a new one takes its place once it is there (`run::logo`).
            let copy = stored.filter(|_| it.logo_url.is_some());
            let desired = organization::Model {
                id: stored.map_or_else(|| OrganizationId(crate::id::ordered()), |it| it.id),
                site_id,
                uuid: it.uuid,
                key: it.key.clone(),
                name: it.name.clone(),
                logo_url: it.logo_url.clone(),
                logo_asset_id: stored.and_then(|it| it.logo_asset_id),
                copied_logo_asset_id: copy.and_then(|it| it.copied_logo_asset_id),
                copied_logo_url: copy.and_then(|it| it.copied_logo_url.clone()),
                origin: CatalogueOrigin::Synced,
                local_key: None,
                version: stored.map_or(1, |it| it.version),
                removed_at: None,
            };
            if let Some(why) = it.refused_logo {
                outcome.note(
                    Kind::Organization,
                    Some(it.uuid),
                    &it.name,
                    format!("its logo is left out: {why}"),
                );
            }
            let id = desired.id;
            let holder = local.get(&local_key(&it.key)).copied();
            let verdict = decide(stored, desired, [], Clash::of(holder));
            let fate = outcome.settle(
                Kind::Organization,
                (it.uuid, &it.name),
                verdict,
                &mut writes.organizations,
            );
            let row = fate.stands_for(id, holder.filter(|_| stored.is_none()));
            outcome.references.organizations.extend(row.map(|row| (it.uuid, row)));
        }
        Ok(())
    }
}
