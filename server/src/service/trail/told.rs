//! Comparing roles, API clients and sites with what entries tell of them.
//!
//! Invariant: what somebody changes meanwhile is not told as wrong. A thing and its entry are written together: one that is still as it
//! was read first was so when its entries were read.

use std::collections::BTreeSet;

use entity::id::{SiteId, UserId};
use entity::{api_client, audit_entry, role_assignment, site};
use sea_orm::DbErr;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::context::Ctx;
use crate::domain::trail_chain::{Row, RowKind, is_as_told, is_granted};
use crate::service::Fault;
use crate::service::user::merged_into;
use crate::store::role_assignment::Filter;
use crate::store::{self, Position, SAMPLES};

/// Rows that are read at once.
const BATCH: usize = 500;

/// What of a site is not what entries tell of it: the first ones of each kind are enough.
pub(super) async fn untold(ctx: &Ctx, site: SiteId) -> Result<Vec<Row>, Fault> {
    let mut found = roles(ctx, site).await?;
    found.extend(clients(ctx, site).await?);
    if is_site_forged(ctx, site).await? {
        let kind = RowKind::Site;
        found.push(Row { kind, id: site.0 });
    }
    Ok(found)
}

/// Roles that nobody was granted.
async fn roles(ctx: &Ctx, site: SiteId) -> Result<Vec<Row>, DbErr> {
    let db = &ctx.db.read;
    let mut found = Vec::new();
    let mut after = None;
    while found.len() < SAMPLES {
        let page = store::role_assignment::list(db, site, Filter::default(), after, BATCH).await?;
        let people: BTreeSet<UserId> = page.rows.iter().map(|it| it.user_id).collect();
        let people: Vec<UserId> = people.into_iter().collect();
        let entries = store::trail_entry::list_of_roles(db, site, &people).await?;
        let suspects: Vec<_> = page.rows.iter().filter(|it| !is_granted(it, &entries, &[])).collect();
        for it in suspects {
            if is_role_forged(ctx, it).await? {
                let kind = RowKind::RoleAssignment;
                found.push(Row { kind, id: it.id.0 });
            }
        }
        let Some(last) = page.rows.last().filter(|_| page.has_more) else {
            break;
        };
        after = Some(Position {
            at: last.granted_at,
            id: last.id.0,
        });
    }
    found.truncate(SAMPLES);
    Ok(found)
}

/// Whether no row of whoever has a role was granted it, either.
async fn is_role_forged(ctx: &Ctx, assignment: &role_assignment::Model) -> Result<bool, DbErr> {
    let (db, site, person) = (&ctx.db.read, assignment.site_id, assignment.user_id);
    let merged = merged_into(db, &[person]).await?;
    let people: Vec<UserId> = std::iter::once(person).chain(merged.iter().map(|it| it.id)).collect();
    let entries = store::trail_entry::list_of_roles(db, site, &people).await?;
    if is_granted(assignment, &entries, &merged) {
        return Ok(false);
    }
    let present = store::role_assignment::find(db, site, assignment.id).await?;
    Ok(present.as_ref() == Some(assignment))
}

/// API clients that nobody made, or made so.
async fn clients(ctx: &Ctx, site: SiteId) -> Result<Vec<Row>, DbErr> {
    let db = &ctx.db.read;
    let mut found = Vec::new();
    let mut after = None;
    while found.len() < SAMPLES {
        let page = store::api_client::list(db, site, None, after, BATCH).await?;
        let subjects: Vec<(Uuid, i32)> = page.rows.iter().map(|it| (it.id.0, 0)).collect();
        let entries = store::audit_entry::by_subjects(db, site, &subjects).await?;
        let suspects: Vec<_> = page.rows.iter().filter(|it| !is_client_told(it, &entries)).collect();
        for it in suspects {
            let present = store::api_client::find(db, site, it.id).await?;
            // When it was used last is told by no entry, and is no part of this.
            if present.is_some_and(|present| json!(present) == json!(it)) {
                let kind = RowKind::ApiClient;
                found.push(Row { kind, id: it.id.0 });
            }
        }
        let Some(last) = page.rows.last().filter(|_| page.has_more) else {
            break;
        };
        after = Some(Position {
            at: last.created_at,
            id: last.id.0,
        });
    }
    found.truncate(SAMPLES);
    Ok(found)
}

fn is_client_told(client: &api_client::Model, entries: &[audit_entry::Model]) -> bool {
    let own: Vec<&Value> = entries
        .iter()
        .filter(|it| it.subject_id == client.id.0)
        .map(|it| &it.details)
        .collect();
    // What was made has an entry that tells so.
    !own.is_empty() && is_as_told(&json!(client), own)
}

/// Whether what a site says about itself, as far as anybody has changed it, is something else than they changed it to.
async fn is_site_forged(ctx: &Ctx, id: SiteId) -> Result<bool, DbErr> {
    let db = &ctx.db.read;
    let Some(site) = store::site::find(db, id).await? else {
        return Ok(false);
    };
    let hosts = store::site::list_hosts(db).await?;
    let own = hosts.iter().filter(|it| it.site_id == id).map(|it| it.host.as_str());
    let present = with_hosts(&site, own.collect());
    let entries = store::audit_entry::by_subjects(db, id, &[(id.0, 0)]).await?;
    if is_as_told(&present, entries.iter().map(|it| &it.details)) {
        return Ok(false);
    }
    Ok(store::site::find(db, id).await?.as_ref() == Some(&site))
}

/// A site as its entries tell it.
fn with_hosts(site: &site::Model, hosts: BTreeSet<&str>) -> Value {
    let mut told = json!(site);
    if let Some(fields) = told.as_object_mut() {
        fields.insert("hosts".to_owned(), json!(hosts));
    }
    told
}
