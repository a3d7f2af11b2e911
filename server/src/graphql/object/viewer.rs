//! The caller.

use async_graphql::{Context, ID, Object};
use entity::user;

use super::enumeration::{Permission, Role, SiteRole};
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::policy::{permissions, roles};

/// The caller, as their token and the learning platform tell.
pub(in crate::graphql) struct Viewer {
    pub(in crate::graphql) user: user::Model,
    pub(in crate::graphql) role: crate::policy::Role,
}

/// The caller, as their token and the learning platform tell.
#[Object]
impl Viewer {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::User(self.user.id).encode()
    }

    /// Name on the learning platform; of an API client, `api-client:` and its name.
    async fn username(&self) -> &str {
        self.user.username.as_str()
    }

    /// Full name; null where the platform has not told it.
    async fn name(&self) -> Option<&str> {
        self.user.full_name.as_deref()
    }

    /// Mail address; null where the platform has not told it.
    async fn email(&self) -> Option<&str> {
        self.user.email.as_deref()
    }

    /// What the token or key makes of the caller.
    async fn role(&self) -> Role {
        self.role.into()
    }

    /// The caller's roles at this site; of staff and superusers that of a site admin, which has all others in it.
    async fn roles(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SiteRole>> {
        Ok(roles(&ctx.here()?.actor).into_iter().map(Into::into).collect())
    }

    /// What the caller may do anywhere.
    async fn permissions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Permission>> {
        Ok(permissions(&ctx.here()?.actor).into_iter().map(Into::into).collect())
    }
}
