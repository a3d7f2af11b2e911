//! Granting a role. Somebody who was never seen may be granted one by name, as they may be awarded: it is theirs when they come.

use entity::id::{RoleAssignmentId, TrailEntryId};
use entity::username::InvalidUsername;
use entity::{SiteRole, TrailAction, Username, role_assignment};

use super::{RawRole, entry};
use crate::context::Request;
use crate::domain::person::Unidentified;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::learner::{Learners, Named};
use crate::service::retry::{Missed, commit, retry};
use crate::store;
use crate::store::user::Reliance;

/// What became of granting a role.
#[derive(Clone, Debug)]
pub enum Granted {
    /// The person has the role now.
    Granted(role_assignment::Model),
    /// The person had it before.
    Unchanged(role_assignment::Model),
}

/// Why a role is not granted.
#[derive(Debug, thiserror::Error)]
pub enum GrantRoleError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The username breaks the rule.
    #[error(transparent)]
    Username(#[from] InvalidUsername),
    /// It cannot be told who is meant, or they were retired.
    #[error(transparent)]
    Unidentified(#[from] Unidentified),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What is to be granted, and keys of rows that may have to be written: made before the first attempt.
struct Order {
    username: Username,
    role: SiteRole,
    id: RoleAssignmentId,
    entry_id: TrailEntryId,
}

/// Grants a role at the site of the request. Repeating it changes nothing.
pub async fn grant(request: &Request, raw: RawRole) -> Result<Granted, GrantRoleError> {
    let permit = authorize(&request.actor, Action::ManageRoles)?;
    let order = Order {
        username: Username::parse(&raw.username, request.ctx.config.username_rule)?,
        role: raw.role,
        id: RoleAssignmentId(crate::id::ordered()),
        entry_id: TrailEntryId(crate::id::ordered()),
    };
    retry(|| attempt(request, &permit, &order)).await
}

async fn attempt(request: &Request, permit: &Permit, order: &Order) -> Result<Granted, Missed<GrantRoleError>> {
    let (ctx, site) = (&request.ctx, request.site.id);
    let now = ctx.clock.now();
    let named = Named {
        username: &order.username,
        lms_user_id: None,
        full_name: None,
    };
    let mut people = Learners::read(&ctx.db.read, std::iter::once(named)).await?;
    let (person, second) = people
        .identify(named, now)
        .map_err(|error| Missed::Failed(error.into()))?;
    let before = store::role_assignment::find_by_role(&ctx.db.read, site, person.id, order.role).await?;
    if let Some(before) = before {
        // An earlier attempt may have been stored although its answer was lost.
        return Ok(if before.id == order.id {
            Granted::Granted(before)
        } else {
            Granted::Unchanged(before)
        });
    }
    let assignment = role_assignment::Model {
        id: order.id,
        site_id: site,
        user_id: person.id,
        role: order.role,
        granted_by: request.actor.user_id(),
        granted_at: now,
    };
    if store::trail_entry::find(&ctx.db.read, order.entry_id).await?.is_some() {
        // It was, and somebody has revoked it since.
        return Ok(Granted::Granted(assignment));
    }
    people.note(&person, second, now);
    // Whoever is being merged or retired meanwhile makes this begin anew.
    let reliance = Reliance {
        is_named: person.full_name.is_some(),
        is_name_due: false,
    };
    people.touch(&person, reliance);
    let tx = ctx.db.begin().await?;
    if !people.write(&tx, permit, now).await? {
        return Err(Missed::Lost);
    }
    store::role_assignment::insert(&tx, permit, &assignment).await?;
    let entry = entry(request, TrailAction::RoleGranted, &assignment, order.entry_id);
    store::trail_entry::insert_many(&tx, permit, &[entry]).await?;
    commit(tx).await?;
    Ok(Granted::Granted(assignment))
}
