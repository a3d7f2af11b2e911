//! `template`, `templates`, `builtInTemplate` and `assets`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, MaybeUndefined, Object};

use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::id::template_id;
use crate::graphql::object::asset::Asset;
use crate::graphql::object::template::{BuiltInTemplate, Template};
use crate::graphql::{connection, cost, error};
use crate::policy::{Action, authorize};
use crate::service::{Counted, Position, asset, template};

type TemplateConnection = Connection<String, Template, Totals, EmptyFields>;
type AssetConnection = Connection<String, Asset, Totals, EmptyFields>;

#[derive(Default)]
pub(in crate::graphql) struct TemplateQuery;

#[Object]
impl TemplateQuery {
    /// A template by its id. Null where there is none, and for everybody but staff and service accounts.
    async fn template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The template.")] id: ID,
    ) -> async_graphql::Result<Option<Template>> {
        Ok(ctx.loaders()?.one(template_id(&id)?).await?.map(Template))
    }

    /// Templates, newest first. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn templates(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those that have these words in their name; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<TemplateConnection> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ViewConfigurations).map_err(error::denied)?;
        let list = format!("templates {:?} {search:?}", here.actor.user_id());
        let listing = connection::listing(ctx, search, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let Counted { page, total } = template::list(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &entity::template::Model| Position {
            at: it.created_at,
            id: it.id.0,
        };
        Ok(connection::of(page, has_previous, totals, &list, position, Template))
    }

    /// The template that comes with the service, for others to begin with. It passes every check. For who writes templates.
    async fn built_in_template(&self, ctx: &Context<'_>) -> async_graphql::Result<BuiltInTemplate> {
        Ok(template::built_in(ctx.here()?).map_err(error::denied)?.into())
    }

    /// Pictures for certificates, newest first. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn assets(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those that have these words in their name; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100. Without it, or with null, 20.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<AssetConnection> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ViewConfigurations).map_err(error::denied)?;
        let list = format!("assets {:?} {search:?}", here.actor.user_id());
        let listing = connection::listing(ctx, search, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let Counted { page, total } = asset::list(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &entity::asset::Model| Position {
            at: it.created_at,
            id: it.id.0,
        };
        Ok(connection::of(page, has_previous, totals, &list, position, Asset))
    }
}
