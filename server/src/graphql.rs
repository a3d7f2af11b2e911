//! The GraphQL API: protocol only. What may be done is decided in `policy`, what it means in `domain`, in which order in `service`.
//!
//! Table of contents: `query` and `mutation` are the roots, `object` the types they answer with.

mod batch;
mod connection;
mod cost;
mod error;
mod id;
mod loader;
mod mutation;
mod object;
mod query;
mod scalar;
mod user_error;

use std::sync::Arc;

use async_graphql::{Context, EmptySubscription, Schema, SchemaBuilder};
use entity::site;

pub use cost::CostBudget;

use self::batch::Fetches;
use self::loader::Loaders;
use self::mutation::Mutation;
use self::query::Query;
use crate::context::{Ctx, Request};
use crate::policy::Actor;

/// The API over one [`Ctx`]. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    ctx: Ctx,
    schema: Schema<Query, Mutation, EmptySubscription>,
}

impl Api {
    /// Builds the schema.
    #[must_use]
    pub fn new(ctx: Ctx) -> Self {
        Self {
            ctx,
            schema: builder().finish(),
        }
    }

    /// Executes a request whose document has passed the limits of `http`. Its cost is held against the [`CostBudget`] among its data.
    pub async fn execute(
        &self,
        site: Arc<site::Model>,
        actor: Actor,
        request_id: &str,
        request: async_graphql::Request,
    ) -> async_graphql::Response {
        let here = Request {
            ctx: self.ctx.clone(),
            site,
            actor,
            request_id: Arc::from(request_id),
        };
        let fetches = Fetches::default();
        let request = request.data(Loaders::new(&here, fetches.clone())).data(here);
        fetches.serve(self.schema.execute(request)).await
    }
}

/// The schema in the schema definition language, as `schema.graphql` holds it.
#[must_use]
pub fn sdl() -> String {
    let options = async_graphql::SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .prefer_single_line_descriptions();
    let mut sdl = builder().finish().sdl_with_options(options);
    sdl.truncate(sdl.trim_end().len());
    sdl.push('\n');
    sdl
}

fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .extension(cost::CostLimit)
        .disable_suggestions()
}

/// Reaches what a request carries.
trait Here {
    /// The request.
    fn here(&self) -> async_graphql::Result<&Request>;
    /// The loaders of the request.
    fn loaders(&self) -> async_graphql::Result<&Loaders>;
}

impl Here for Context<'_> {
    fn here(&self) -> async_graphql::Result<&Request> {
        self.data::<Request>()
    }

    fn loaders(&self) -> async_graphql::Result<&Loaders> {
        self.data::<Loaders>()
    }
}
