//! Revoking a role.

use entity::id::TrailEntryId;
use entity::username::InvalidUsername;
use entity::{SiteRole, TrailAction, Username};

use super::{RawRole, entry};
use crate::context::Request;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// What became of revoking a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// The person has the role no longer.
    Revoked,
    /// The person did not have it.
    Unchanged,
}

/// Why a role is not revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeRoleError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The username breaks the rule.
    #[error(transparent)]
    Username(#[from] InvalidUsername),
    /// Nobody is known by that name.
    #[error("nobody is known by this name")]
    NotFound,
    /// The caller would lock themselves out.
    #[error("nobody takes the role of site admin from themselves: another site admin can")]
    OwnRole,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

struct Order {
    username: Username,
    role: SiteRole,
    /// Key of the entry in the trail: where the answer to a commit was lost, the next attempt knows its own doing by it.
    entry_id: TrailEntryId,
}

/// Revokes a role at the site of the request. Repeating it changes nothing.
pub async fn revoke(request: &Request, raw: RawRole) -> Result<Revoked, RevokeRoleError> {
    let permit = authorize(&request.actor, Action::ManageRoles)?;
    let order = Order {
        username: Username::parse(&raw.username, request.ctx.config.username_rule)?,
        role: raw.role,
        entry_id: TrailEntryId(crate::id::ordered()),
    };
    retry(|| attempt(request, &permit, &order)).await
}

async fn attempt(request: &Request, permit: &Permit, order: &Order) -> Result<Revoked, Missed<RevokeRoleError>> {
    let (ctx, site) = (&request.ctx, request.site.id);
    let person = store::user::find_or_retired(&ctx.db.read, &order.username.key()).await?;
    let person = person.ok_or(Missed::Failed(RevokeRoleError::NotFound))?;
    if order.role == SiteRole::SiteAdmin && request.actor.user_id() == Some(person.id) {
        return Err(Missed::Failed(RevokeRoleError::OwnRole));
    }
    let assignment = store::role_assignment::find_by_role(&ctx.db.read, site, person.id, order.role).await?;
    let Some(assignment) = assignment else {
        let own = store::trail_entry::find(&ctx.db.read, order.entry_id).await?;
        return Ok(own.map_or(Revoked::Unchanged, |_| Revoked::Revoked));
    };
    let entry = entry(request, TrailAction::RoleRevoked, &assignment, order.entry_id);
    let tx = ctx.db.begin().await?;
    if !store::role_assignment::delete(&tx, permit, assignment.id).await? {
        return Err(Missed::Lost);
    }
    store::trail_entry::insert_many(&tx, permit, &[entry]).await?;
    commit(tx).await?;
    Ok(Revoked::Revoked)
}
