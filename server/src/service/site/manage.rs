//! Making sites and changing them.

use std::collections::BTreeSet;

use entity::id::SiteId;
use entity::{AuditChange, AuditSubject, audit_entry, site, site_host};
use serde::Serialize;

use crate::context::{Ctx, Request};
use crate::domain::site::{self as rules, Draft, InvalidSite, MAX_SITES, RawSite, host_of};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::audit::{self, Subject};
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// Why a site is not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateSiteError {
    /// The caller may not make sites.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A part of it is wrong.
    #[error(transparent)]
    Invalid(#[from] InvalidSite),
    /// A host asks for another site.
    #[error("{0} asks for another site")]
    HostTaken(String),
    /// There are too many.
    #[error("there are {MAX_SITES} sites, and there may not be more")]
    TooMany,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a site is not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditSiteError {
    /// The caller may not change sites.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is none.
    #[error("there is no such site")]
    NotFound,
    /// A part of it is wrong.
    #[error(transparent)]
    Invalid(#[from] InvalidSite),
    /// A host asks for another site.
    #[error("{0} asks for another site")]
    HostTaken(String),
    /// The caller has seen another version.
    #[error("the site has version {} now", .0.version)]
    Stale(Box<site::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes a site.
pub async fn create(request: &Request, raw: RawSite) -> Result<site::Model, CreateSiteError> {
    let permit = authorize(&request.actor, Action::ManageSites)?;
    let ctx = &request.ctx;
    let blank = rules::blank(SiteId(crate::id::ordered()), ctx.clock.now());
    let draft = rules::edit(
        blank,
        &[],
        RawSite {
            name: Some(raw.name.clone().unwrap_or_default()),
            ..raw
        },
    )?;
    let site = retry(|| attempt_to_create(request, &permit, &draft)).await?;
    ctx.sites.forget().await;
    tracing::info!(site = %site.id, "made a site");
    Ok(site)
}

async fn attempt_to_create(
    request: &Request,
    permit: &Permit,
    draft: &Draft,
) -> Result<site::Model, Missed<CreateSiteError>> {
    let ctx = &request.ctx;
    let Draft { site, hosts } = draft;
    let hosts = hosts.as_deref().unwrap_or_default();
    let sites = store::site::list(&ctx.db.read).await?;
    if let Some(done) = sites.iter().find(|it| it.id == site.id) {
        // The answer to an earlier commit was lost.
        return Ok(done.clone());
    }
    if sites.len() >= MAX_SITES {
        return Err(Missed::Failed(CreateSiteError::TooMany));
    }
    let taken = store::site::list_hosts(&ctx.db.read).await?;
    if let Some(host) = taken_by_another(ctx, site.id, hosts, &taken) {
        return Err(Missed::Failed(CreateSiteError::HostTaken(host)));
    }
    let tx = ctx.db.begin().await?;
    store::site::insert(&tx, permit, site).await?;
    store::site::upsert_hosts(&tx, permit, site.id, hosts).await?;
    let told = entry(request, AuditChange::Created, None, &Told::of(site, hosts));
    store::audit_entry::insert(&tx, permit, &told).await?;
    commit(tx).await?;
    Ok(site.clone())
}

/// Changes a site: what it says about itself for its admins too, everything for those who run sites.
pub async fn edit(
    request: &Request,
    id: SiteId,
    expected_version: Option<i32>,
    raw: RawSite,
) -> Result<site::Model, EditSiteError> {
    let is_own = id == request.site.id;
    let permit = authorize(&request.actor, Action::EditSite { is_own })?;
    if raw.is_about_systems() {
        authorize(&request.actor, Action::ManageSites)?;
    }
    let ctx = &request.ctx;
    let site = retry(|| attempt_to_edit(request, &permit, id, expected_version, &raw)).await?;
    ctx.sites.forget().await;
    tracing::info!(site = %site.id, version = site.version, "changed a site");
    Ok(site)
}

async fn attempt_to_edit(
    request: &Request,
    permit: &Permit,
    id: SiteId,
    expected_version: Option<i32>,
    raw: &RawSite,
) -> Result<site::Model, Missed<EditSiteError>> {
    let ctx = &request.ctx;
    let sites = store::site::list(&ctx.db.read).await?;
    let before = sites.into_iter().find(|it| it.id == id);
    let before = before.ok_or(Missed::Failed(EditSiteError::NotFound))?;
    if expected_version.is_some_and(|it| it != before.version) {
        return Err(Missed::Failed(EditSiteError::Stale(Box::new(before))));
    }
    let taken = store::site::list_hosts(&ctx.db.read).await?;
    let own = before.public_url.as_deref().and_then(host_of);
    let further: Vec<String> = taken
        .iter()
        .filter(|it| it.site_id == id && Some(&it.host) != own.as_ref())
        .map(|it| it.host.clone())
        .collect();
    let Draft { site, hosts } =
        rules::edit(before.clone(), &further, raw.clone()).map_err(|it| Missed::Failed(it.into()))?;
    if site == before && hosts.is_none() {
        return Ok(before);
    }
    if let Some(host) = taken_by_another(ctx, id, hosts.as_deref().unwrap_or_default(), &taken) {
        return Err(Missed::Failed(EditSiteError::HostTaken(host)));
    }
    let after = site::Model {
        version: before.version + 1,
        ..site
    };
    let all: Vec<String> = taken
        .iter()
        .filter(|it| it.site_id == id)
        .map(|it| it.host.clone())
        .collect();
    let told = entry(
        request,
        AuditChange::Edited,
        Some(&Told::of(&before, &all)),
        &Told::of(&after, hosts.as_ref().unwrap_or(&all)),
    );
    let tx = ctx.db.begin().await?;
    if !store::site::update(&tx, permit, &after).await? {
        return Err(Missed::Lost);
    }
    if let Some(hosts) = &hosts {
        store::site::upsert_hosts(&tx, permit, id, hosts).await?;
    }
    store::audit_entry::insert(&tx, permit, &told).await?;
    commit(tx).await?;
    Ok(after)
}

/// A site as the audit trail tells it.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    site: &'a site::Model,
    /// In any order they are the same.
    hosts: BTreeSet<&'a str>,
}

impl<'a> Told<'a> {
    fn of(site: &'a site::Model, hosts: &'a [String]) -> Self {
        let hosts = hosts.iter().map(String::as_str).collect();
        Self { site, hosts }
    }
}

/// What the trail of the site that changed tells of it, whichever site it was changed from.
fn entry(request: &Request, change: AuditChange, before: Option<&Told<'_>>, after: &Told<'_>) -> audit_entry::Model {
    let site = after.site;
    let subject = Subject {
        kind: AuditSubject::Site,
        id: site.id.0,
        version: site.version,
    };
    let now = request.ctx.clock.now();
    audit_entry::Model {
        site_id: site.id,
        ..audit::entry(request, subject, change, before, Some(after), now)
    }
}

/// The first of the hosts that asks for another site, by what is stored or by the settings.
fn taken_by_another(ctx: &Ctx, site: SiteId, hosts: &[String], taken: &[site_host::Model]) -> Option<String> {
    let by_settings = host_of(ctx.config.public_url.as_str().trim_end_matches('/'));
    let is_taken = |host: &&String| {
        by_settings.as_ref() == Some(*host)
            || ctx.config.allowed_hosts.contains(*host)
            || taken.iter().any(|it| it.host == **host && it.site_id != site)
    };
    hosts.iter().find(is_taken).cloned()
}
