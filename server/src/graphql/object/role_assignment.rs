//! Roles of people at the site.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{role_assignment, user};

use super::enumeration::SiteRole;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;

/// That a person has a role at the site. For site admins.
pub(in crate::graphql) struct RoleAssignment(pub(in crate::graphql) role_assignment::Model);

/// That a person has a role at the site. For site admins.
#[Object]
impl RoleAssignment {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::RoleAssignment(self.0.id).encode()
    }

    /// Name of the person on the learning platform; null where they were retired this moment.
    async fn username(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        Ok(self.person(ctx).await?.map(|it| it.username.to_string()))
    }

    /// Full name of the person; null where none is known.
    async fn name(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        Ok(self.person(ctx).await?.and_then(|it| it.full_name))
    }

    /// The role.
    async fn role(&self) -> SiteRole {
        self.0.role.into()
    }

    /// Username of the one who granted it; null where no person did.
    async fn granted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.0.granted_by else { return Ok(None) };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// When it was granted.
    async fn granted_at(&self) -> DateTime<Utc> {
        self.0.granted_at
    }
}

impl RoleAssignment {
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<user::Model>> {
        ctx.loaders()?.one(self.0.user_id).await
    }
}
