//! `roleAssignments`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, InputObject, MaybeUndefined, Object};
use entity::Username;

use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::object::enumeration::SiteRole;
use crate::graphql::object::role_assignment::RoleAssignment;
use crate::graphql::{connection, cost, error};
use crate::policy::{Action, authorize};
use crate::service::role::{self, RoleListing};
use crate::service::{Counted, Position};

/// Which roles of people a list contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct RoleAssignmentFilter {
    /// Those of whoever has this username; letter case does not matter.
    username: Option<String>,
    /// Those of this role.
    role: Option<SiteRole>,
}

#[derive(Default)]
pub(in crate::graphql) struct RoleQuery;

#[Object]
impl RoleQuery {
    /// Who has which role at the site, newest first. What tokens of the learning platform make of their bearers is not among it. Site
    /// admins only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn role_assignments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which roles of people.")] filter: Option<RoleAssignmentFilter>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Connection<String, RoleAssignment, Totals, EmptyFields>> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ManageRoles).map_err(error::denied)?;
        let filter = filter.unwrap_or_default();
        let list = format!("roleAssignments {:?} {filter:?}", here.actor.user_id());
        let RoleAssignmentFilter { username, role } = filter;
        let rule = here.ctx.config.username_rule;
        let person = username
            .map(|it| Username::parse(&it, rule).map(|it| it.key()))
            .transpose()
            .map_err(error::bad_input)?;
        let listing = connection::listing(ctx, None, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let listing = RoleListing {
            person,
            role: role.map(Into::into),
            after: listing.after,
            size: listing.size,
            counts: listing.counts,
        };
        let Counted { page, total } = role::list(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &entity::role_assignment::Model| Position {
            at: it.granted_at,
            id: it.id.0,
        };
        Ok(connection::of(
            page,
            has_previous,
            totals,
            &list,
            position,
            RoleAssignment,
        ))
    }
}
