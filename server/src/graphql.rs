//! The GraphQL API: protocol only. What may be done is decided in `policy`, what it means in `domain`, in which order in `service`.
//!
//! Table of contents: `query` and `mutation` are the roots, `object` the types they answer with.

pub mod trail_word;

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

use std::sync::{Arc, OnceLock};

use async_graphql::{Context, EmptySubscription, Schema, SchemaBuilder, ValidationMode};
use entity::site;

use self::batch::Fetches;
use self::cost::CostBudget;
use self::loader::Loaders;
use self::mutation::Mutation;
use self::query::Query;
use crate::context::{Ctx, Request};
use crate::policy::Actor;

/// The API over one [`Ctx`]. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    ctx: Arc<Ctx>,
    /// Checks everything first.
    checking: Schema<Query, Mutation, EmptySubscription>,
    /// Executes what is known to have passed. Without an extension the executor also takes its short way to each field.
    trusting: Schema<Query, Mutation, EmptySubscription>,
}

/// What is known of a request's document before it is executed.
#[derive(Clone, Debug)]
pub enum Checks {
    /// It passes every check of the schema, and its cost is within the caller's budget.
    Passed,
    /// Nothing yet.
    Needed {
        /// What it may cost.
        budget: usize,
        /// Gets what it costs, if it passes every check.
        passed_at: Arc<OnceLock<usize>>,
    },
}

impl Api {
    /// Builds the schema.
    #[must_use]
    pub fn new(ctx: Arc<Ctx>) -> Self {
        Self {
            ctx,
            checking: builder().extension(cost::CostLimit).finish(),
            trusting: builder().validation_mode(ValidationMode::Fast).finish(),
        }
    }

    /// Executes a request whose document has passed the limits of `http`.
    pub async fn execute(
        &self,
        site: Arc<site::Model>,
        actor: Actor,
        request_id: &str,
        request: async_graphql::Request,
        checks: Checks,
    ) -> async_graphql::Response {
        let here = Request {
            ctx: Arc::clone(&self.ctx),
            site,
            actor,
            request_id: Arc::from(request_id),
            token: crate::id::random(),
        };
        let fetches = Fetches::default();
        let request = request.data(Loaders::new(&here, fetches.clone())).data(here);
        match checks {
            Checks::Passed => fetches.serve(self.trusting.execute(request)).await,
            Checks::Needed { budget, passed_at } => {
                let budget = CostBudget {
                    most: budget,
                    passed_at,
                };
                fetches.serve(self.checking.execute(request.data(budget))).await
            }
        }
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
    Schema::build(Query::default(), Mutation::default(), EmptySubscription).disable_suggestions()
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
