//! Looking at who has which role.

use entity::id::RoleAssignmentId;
use entity::{SiteRole, UsernameKey, role_assignment};

use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::service::{Counted, Fault, ListError, Position, counted};
use crate::store::role_assignment::Filter;
use crate::store::{self, Page};

/// Which assignments to list; every choice that is set must hold.
#[derive(Clone, Debug, Default)]
pub struct RoleListing {
    /// Those of whoever has this name.
    pub person: Option<UsernameKey>,
    /// Those of this role.
    pub role: Option<SiteRole>,
    /// Where the page starts.
    pub after: Option<Position>,
    /// How many rows it has at most.
    pub size: usize,
    /// Whether to count the whole list.
    pub counts: bool,
}

/// Finds an assignment of the site; none where it does not exist for the caller.
pub async fn find(request: &Request, id: RoleAssignmentId) -> Result<Option<role_assignment::Model>, Fault> {
    if authorize(&request.actor, Action::ManageRoles).is_err() {
        return Ok(None);
    }
    Ok(store::role_assignment::find(&request.ctx.db.read, request.site.id, id).await?)
}

/// Lists the assignments of the site, newest first.
pub async fn list(request: &Request, listing: RoleListing) -> Result<Counted<role_assignment::Model>, ListError> {
    authorize(&request.actor, Action::ManageRoles)?;
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let mut filter = Filter {
        user: None,
        role: listing.role,
    };
    if let Some(key) = &listing.person {
        let Some(person) = store::user::find(connection, key).await? else {
            return Ok(Counted {
                page: Page::of(Vec::new(), listing.size),
                total: Some(0),
            });
        };
        filter.user = Some(person.id);
    }
    let page = store::role_assignment::list(connection, site, filter, listing.after, listing.size).await?;
    let total = counted::total(listing.counts, async |at_most| {
        store::role_assignment::count(connection, site, filter, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
}
