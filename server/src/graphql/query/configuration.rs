//! `configuration`, `configurations` and `signatories`.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};

use crate::domain::learning_object::LearningObject;
use crate::graphql::Here as _;
use crate::graphql::connection::Totals;
use crate::graphql::id::template_id;
use crate::graphql::mutation::credential::LearningObjectInput;
use crate::graphql::object::configuration::CredentialConfiguration;
use crate::graphql::object::enumeration::LearningObjectType;
use crate::graphql::object::signatory::Signatory;
use crate::graphql::{connection, cost, error};
use crate::policy::{Action, authorize};
use crate::service::configuration::Listing;
use crate::service::{self, Counted, Position, signatory};

/// Which configurations a list contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct ConfigurationFilter {
    /// Those for this kind of learning object.
    #[graphql(name = "type")]
    kind: Option<LearningObjectType>,
    /// Those that accept awards, or those that do not.
    is_active: Option<bool>,
    /// Those that follow this template.
    template: Option<ID>,
}

type ConfigurationConnection = Connection<String, CredentialConfiguration, Totals, EmptyFields>;
type SignatoryConnection = Connection<String, Signatory, Totals, EmptyFields>;

#[derive(Default)]
pub(in crate::graphql) struct ConfigurationQuery;

#[Object]
impl ConfigurationQuery {
    /// The configuration of a learning object. Null where there is none, and for everybody but staff and service accounts.
    async fn configuration(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What earns the credential.")] learning_object: LearningObjectInput,
    ) -> async_graphql::Result<Option<CredentialConfiguration>> {
        let object =
            LearningObject::parse(learning_object.kind.into(), &learning_object.id).map_err(error::bad_input)?;
        let found = service::configuration::find(ctx.here()?, &object)
            .await
            .map_err(error::fault)?;
        Ok(found.map(CredentialConfiguration))
    }

    /// Configurations, newest first. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn configurations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which configurations.")] filter: Option<ConfigurationFilter>,
        #[graphql(
            desc = "Those that have these words in their title, or in the title or id of their learning object; letter case and \
                    accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<ConfigurationConnection> {
        let here = ctx.here()?;
        // Before anything else, so that a stranger learns nothing from the way bad input is refused.
        authorize(&here.actor, Action::ViewConfigurations).map_err(error::denied)?;
        let filter = filter.unwrap_or_default();
        let list = format!("configurations {:?} {filter:?} {search:?}", here.actor.user_id());
        let ConfigurationFilter {
            kind,
            is_active,
            template,
        } = filter;
        let listing = Listing {
            kind: kind.map(Into::into),
            is_active,
            template: template.as_ref().map(template_id).transpose()?,
            search: connection::search(search)?,
            after: after.map(|it| connection::decode(&it, &list)).transpose()?,
            size: connection::size(first, here.ctx.config.limits.page_size)?,
            counts: ctx.look_ahead().field("totalCount").exists(),
        };
        let has_previous = listing.after.is_some();
        let Counted { page, total } = service::configuration::list(here, listing)
            .await
            .map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &entity::credential_configuration::Model| Position {
            at: it.created_at,
            id: it.id.0,
        };
        Ok(connection::of(
            page,
            has_previous,
            totals,
            &list,
            position,
            CredentialConfiguration,
        ))
    }

    /// Signatories, newest first. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn signatories(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those that have these words in their name, title or organization; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<SignatoryConnection> {
        let here = ctx.here()?;
        authorize(&here.actor, Action::ViewConfigurations).map_err(error::denied)?;
        let list = format!("signatories {:?} {search:?}", here.actor.user_id());
        let listing = connection::listing(ctx, search, first, after, &list)?;
        let has_previous = listing.after.is_some();
        let Counted { page, total } = signatory::list(here, listing).await.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        let position = |it: &entity::signatory::Model| Position {
            at: it.created_at,
            id: it.id.0,
        };
        Ok(connection::of(page, has_previous, totals, &list, position, Signatory))
    }
}
