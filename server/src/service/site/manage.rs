//! Making sites and changing them.

use std::collections::BTreeSet;

use entity::id::SiteId;
use entity::{AuditChange, AuditSubject, audit_entry, site};
use serde::Serialize;

use super::{fit, host};
use crate::context::Request;
use crate::domain::site::{self as rules, Draft, InvalidSite, MAX_SITES, RawSite};
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
    /// Parts of it are wrong: all of them.
    #[error("parts of the site cannot be as they are wanted")]
    Invalid(Vec<InvalidSite>),
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
    /// Parts of it are wrong: all of them.
    #[error("parts of the site cannot be as they are wanted")]
    Invalid(Vec<InvalidSite>),
    /// The caller has seen another version.
    #[error("the site has version {} now", .0.version)]
    Stale(Box<site::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What became of changing a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteEdited {
    /// It is another one now.
    Updated(site::Model),
    /// It was so before.
    Unchanged(site::Model),
}

/// Makes a site.
pub async fn create(request: &Request, raw: RawSite) -> Result<site::Model, CreateSiteError> {
    let permit = authorize(&request.actor, Action::ManageSites)?;
    let ctx = &request.ctx;
    let blank = rules::blank(SiteId(crate::id::ordered()), ctx.clock.now());
    let raw = RawSite {
        name: Some(raw.name.clone().unwrap_or_default()),
        ..raw
    };
    let draft = rules::edit(blank, &[], raw, &host::known(ctx));
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
    let site = &draft.site;
    let hosts = draft.hosts.as_deref().unwrap_or_default();
    let sites = store::site::list(&ctx.db.read).await?;
    if let Some(done) = sites.iter().find(|it| it.id == site.id) {
        // The answer to an earlier commit was lost.
        return Ok(done.clone());
    }
    if sites.len() >= MAX_SITES {
        return Err(Missed::Failed(CreateSiteError::TooMany));
    }
    let all = store::site::list_hosts(&ctx.db.read).await?;
    let problems = fit::problems(ctx, None, draft, &all);
    if !problems.is_empty() {
        return Err(Missed::Failed(CreateSiteError::Invalid(problems)));
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
) -> Result<SiteEdited, EditSiteError> {
    let is_own = id == request.site.id;
    let permit = authorize(&request.actor, Action::EditSite { is_own })?;
    if raw.is_about_systems() {
        authorize(&request.actor, Action::ManageSites)?;
    }
    let ctx = &request.ctx;
    let edited = retry(|| attempt_to_edit(request, &permit, id, expected_version, &raw)).await?;
    ctx.sites.forget().await;
    if let SiteEdited::Updated(site) = &edited {
        tracing::info!(site = %site.id, version = site.version, "changed a site");
    }
    Ok(edited)
}

async fn attempt_to_edit(
    request: &Request,
    permit: &Permit,
    id: SiteId,
    expected_version: Option<i32>,
    raw: &RawSite,
) -> Result<SiteEdited, Missed<EditSiteError>> {
    let ctx = &request.ctx;
    let sites = store::site::list(&ctx.db.read).await?;
    let before = sites.into_iter().find(|it| it.id == id);
    let before = before.ok_or(Missed::Failed(EditSiteError::NotFound))?;
    let all = store::site::list_hosts(&ctx.db.read).await?;
    let own = all.iter().filter(|it| it.site_id == id);
    let hosts_before: Vec<String> = own.map(|it| it.host.clone()).collect();
    let known = host::known(ctx);
    let mut draft = rules::edit(
        before.clone(),
        &host::further(&known, &before, &all),
        raw.clone(),
        &known,
    );
    draft.hosts = draft.hosts.filter(|it| set(it) != set(&hosts_before));
    // Before the version is looked at: a change of ours whose answer was lost made it another one.
    if draft.problems.is_empty() && draft.hosts.is_none() && draft.site == before {
        return Ok(SiteEdited::Unchanged(before));
    }
    if expected_version.is_some_and(|it| it != before.version) {
        return Err(Missed::Failed(EditSiteError::Stale(Box::new(before))));
    }
    let problems = fit::problems(ctx, Some(&before), &draft, &all);
    if !problems.is_empty() {
        return Err(Missed::Failed(EditSiteError::Invalid(problems)));
    }
    let Draft { site, hosts, .. } = draft;
    let after = site::Model {
        version: before.version + 1,
        ..site
    };
    let told = entry(
        request,
        AuditChange::Edited,
        Some(&Told::of(&before, &hosts_before)),
        &Told::of(&after, hosts.as_ref().unwrap_or(&hosts_before)),
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
    Ok(SiteEdited::Updated(after))
}

/// Hosts are the same in any order.
fn set(hosts: &[String]) -> BTreeSet<&str> {
    hosts.iter().map(String::as_str).collect()
}

/// A site as the audit trail tells it.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    site: &'a site::Model,
    hosts: BTreeSet<&'a str>,
}

impl<'a> Told<'a> {
    fn of(site: &'a site::Model, hosts: &'a [String]) -> Self {
        Self {
            site,
            hosts: set(hosts),
        }
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
