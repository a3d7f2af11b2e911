//! Copying the logos that a page of organizations names: once for each address, and again where the catalogue tells another one.
//!
//! Pictures are got between transactions. What cannot be had keeps no run from its end: the run tells it, the logo that was copied before
//! stays, and the next run tries again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use entity::id::AssetId;
use entity::organization;
use futures_util::{StreamExt as _, stream};
use serde_json::json;
use tokio::time::timeout;
use uuid::Uuid;

use super::page::{Page, Records};
use super::plan::Outcome;
use super::{LEASE, Pass, Run, Stop, Tried};
use crate::client::ClientError;
use crate::domain::catalogue_sync::logo::{Elsewhere, address};
use crate::domain::catalogue_sync::{Change, ChangeKind, Kind};
use crate::domain::organization_logo::to_copy;
use crate::service::Fault;
use crate::service::asset::{self, Kept, NotCopied};
use crate::service::retry::{Missed, commit, retry};
use crate::store;
use crate::store::catalogue::{self, LogoCopy};

/// Logos that are got at a time.
const AT_ONCE: usize = 4;
/// Longest time for the logos of one page; the lease must outlast it.
const PATIENCE: Duration = Duration::from_mins(1);
/// Most lines about organizations that are taken over in part; what is left out for other reasons needs room, too.
const MAX_NOTES: usize = 30;

/// Why a logo was not had.
#[derive(Debug, thiserror::Error)]
enum Lacking {
    #[error(transparent)]
    Elsewhere(#[from] Elsewhere),
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Picture(#[from] NotCopied),
    #[error("there was no time left for it")]
    Time,
    #[error("this site has no room for another picture")]
    Room,
}

/// What came of the addresses.
type Had = BTreeMap<String, Result<Kept, Lacking>>;

impl Run<'_> {
    /// Copies the logos of a page that was taken over.
    pub(super) async fn copy_logos(&mut self, page: &Page) -> Result<(), Stop> {
        let Records::Organizations(records) = &page.records else {
            return Ok(());
        };
        if self.row.is_dry_run || self.pass == Pass::Again {
            return Ok(());
        }
        let uuids: Vec<Uuid> = records.iter().map(|it| it.uuid).collect();
        let wanted = self.wanted(&uuids).await.map_err(Fault::from)?;
        if wanted.is_empty() {
            return Ok(());
        }
        let had = self.get(wanted.into_iter().map(|(_, url)| url)).await;
        let tried = Mutex::new(None);
        retry(|| self.attempt_copies(&uuids, &had, &tried)).await?;
        let tried = tried.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some((row, progress, changes, _)) = tried {
            self.row = row;
            self.progress = progress;
            self.changes = changes;
        }
        drop(timeout(PATIENCE, self.put_back(&had)).await);
        Ok(())
    }

    /// The organizations among these whose logos are to be copied, with their addresses.
    async fn wanted(&self, uuids: &[Uuid]) -> Result<Vec<(organization::Model, String)>, sea_orm::DbErr> {
        let rows = catalogue::organization::by_uuids(&self.ctx.db.read, self.row.site_id, uuids).await?;
        let wanted = rows.into_iter().filter_map(|it| {
            let url = to_copy(&it, &self.public_url)?.to_owned();
            Some((it, url))
        });
        Ok(wanted.collect())
    }

    /// Gets the pictures at these addresses, each once, as far as there is time.
    async fn get(&self, urls: impl Iterator<Item = String>) -> Had {
        let mut had: Had = urls.map(|it| (it, Err(Lacking::Time))).collect();
        let urls: Vec<String> = had.keys().cloned().collect();
        let mut all = stream::iter(urls)
            .map(|url: String| async move {
                let picture = self.picture(&url).await;
                (url, picture)
            })
            .buffer_unordered(AT_ONCE);
        let gather = async {
            while let Some((url, picture)) = all.next().await {
                had.insert(url, picture);
            }
        };
        // What is not had by then is told to lack time.
        drop(timeout(PATIENCE, gather).await);
        had
    }

    /// Gets one picture, and puts it into the asset store.
    async fn picture(&self, url: &str) -> Result<Kept, Lacking> {
        let config = &self.ctx.config;
        let address = address(url, &self.source.url, &config.catalog.logo_origins, config.reach)?;
        let bytes = self.ctx.clients.logo(&address).await?;
        Ok(asset::take(self.ctx, bytes, address.url.path()).await?)
    }

    /// One transaction: the lease is held, the run tells what is lacking, and pictures and organizations are written. A constant number of
    /// statements, however many organizations there are.
    async fn attempt_copies(
        &self,
        uuids: &[Uuid],
        had: &Had,
        tried: &Mutex<Option<Tried>>,
    ) -> Result<(), Missed<Stop>> {
        if self.was_kept(tried).await? {
            return Ok(());
        }
        let wanted = self.wanted(uuids).await?;
        let kept: Vec<&Kept> = had.values().filter_map(|it| it.as_ref().ok()).collect();
        let pictures = asset::rows(self.ctx, self.row.site_id, &kept).await?;
        let mut outcome = Outcome::default();
        let mut copies = Vec::new();
        for (organization, url) in wanted {
            let lacking = match had.get(&url) {
                Some(Ok(kept)) => {
                    if let Some(picture) = pictures.ids.get(&kept.hash) {
                        copies.push(LogoCopy {
                            organization: organization.id,
                            version: organization.version,
                            picture: *picture,
                            url,
                        });
                        continue;
                    }
                    Lacking::Room.to_string()
                }
                Some(Err(lacking)) => lacking.to_string(),
                None => Lacking::Time.to_string(),
            };
            let detail = format!("its logo is not copied: {lacking}");
            outcome.note(Kind::Organization, Some(organization.uuid), &organization.name, detail);
        }
        let (n_copied, n_lacking) = (copies.len(), outcome.lines.len());
        tracing::info!(site.id = %self.row.site_id, n_copied, n_lacking, "logos are copied with the catalogue");
        let mut changes = self.changes.clone();
        let is_note = |it: &&Change| it.change == ChangeKind::Note && it.kind == Kind::Organization;
        let room = MAX_NOTES.saturating_sub(changes.lines().iter().filter(is_note).count());
        for line in outcome.lines.iter().take(room) {
            changes.push(line.clone());
        }
        let mut row = self.next_row(&self.progress);
        row.changes = json!(changes.lines());
        *tried.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((row.clone(), self.progress.clone(), changes, outcome));

        // What is new nobody can know yet.
        let is_new = |id: &AssetId| pictures.new.iter().any(|it| it.id == *id);
        let shown = copies.iter().map(|it| it.picture);
        let claimed: BTreeSet<AssetId> = shown.filter(|it| !is_new(it)).collect();
        let tx = self.ctx.db.begin().await?;
        let until = self.ctx.clock.now() + LEASE;
        let is_held = store::lease::update_expiry(&tx, self.permit, self.hold, until).await?;
        if !is_held || !store::catalog_sync::update(&tx, self.permit, &row).await? {
            return Err(Missed::Failed(Stop::Overtaken));
        }
        store::asset::insert_many(&tx, self.permit, &pictures.new).await?;
        if !store::asset::update_claims(&tx, self.permit, self.row.site_id, &claimed).await? {
            // One of them is being removed.
            return Err(Missed::Lost);
        }
        catalogue::update_copies(&tx, self.permit, &copies).await?;
        commit(tx).await
    }

    /// Gets those pictures once more whose bytes a sweep has taken away that looked just before their rows were written.
    async fn put_back(&self, had: &Had) {
        for (url, picture) in had {
            if let Ok(kept) = picture
                && let Ok(false) = self.ctx.assets.has(&kept.hash).await
                && let Err(lacking) = self.picture(url).await
            {
                tracing::error!(asset.hash = kept.hash, error = %lacking, "the bytes of an asset are missing");
            }
        }
    }
}
