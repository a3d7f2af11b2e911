//! Roles of people at a site: who has which, granting and revoking them.
//!
//! Every change is noted in the audit trail, in its own transaction. What holds is read anew for each request.

mod browse;
mod grant;
mod revoke;

use entity::{SiteRole, TrailAction, TrailSubject, role_assignment, trail_entry};
use serde_json::json;

use super::trail::{self, Deed};
use crate::context::Request;

pub use self::browse::{RoleListing, find, list};
pub use self::grant::{GrantRoleError, Granted, grant};
pub use self::revoke::{RevokeRoleError, Revoked, revoke};

/// Whose role it is, as the caller wrote it, and which.
#[derive(Clone, Debug)]
pub struct RawRole {
    /// Name on the platform.
    pub username: String,
    /// The role.
    pub role: SiteRole,
}

/// The entry of the trail that tells of a change, under a key that was made before the first attempt.
fn entry(
    request: &Request,
    action: TrailAction,
    assignment: &role_assignment::Model,
    id: entity::id::TrailEntryId,
) -> trail_entry::Model {
    let deed = Deed {
        details: json!({ "role": assignment.role }),
        ..Deed::of(action, (TrailSubject::User, assignment.user_id.0))
    };
    trail::entry(request, &deed, id)
}
