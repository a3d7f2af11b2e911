//! `node`.

use async_graphql::{Context, ID, Object};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::NodeId;
use crate::graphql::object::api_client::ApiClient;
use crate::graphql::object::asset::Asset;
use crate::graphql::object::catalog_sync::CatalogSync;
use crate::graphql::object::completion_mail::CompletionMail;
use crate::graphql::object::configuration::CredentialConfiguration;
use crate::graphql::object::course::Course;
use crate::graphql::object::course_run::CourseRun;
use crate::graphql::object::node::Node;
use crate::graphql::object::organization::Organization;
use crate::graphql::object::outgoing_mail::OutgoingMail;
use crate::graphql::object::pathway::Pathway;
use crate::graphql::object::program::Program;
use crate::graphql::object::reconciliation::Reconciliation;
use crate::graphql::object::reconciliation_difference::ReconciliationDifference;
use crate::graphql::object::record_send::RecordSend;
use crate::graphql::object::record_share::RecordShare;
use crate::graphql::object::role_assignment::RoleAssignment;
use crate::graphql::object::signatory::Signatory;
use crate::graphql::object::site::Site;
use crate::graphql::object::template::Template;
use crate::graphql::object::viewer::Viewer;
use crate::policy::Actor;
use crate::service;

#[derive(Default)]
pub(in crate::graphql) struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Any object by its id; null where it does not exist for the caller.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An `id` that this API gave.")] id: ID,
    ) -> async_graphql::Result<Option<Node>> {
        let here = ctx.here()?;
        Ok(match NodeId::decode(&id).map_err(error::bad_input)? {
            NodeId::Credential(id) => service::credential::find(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::Credential(it.into())),
            NodeId::Configuration(id) => ctx
                .loaders()?
                .one(id)
                .await?
                .map(|it| Node::CredentialConfiguration(CredentialConfiguration(it))),
            NodeId::Program(id) => service::catalogue::program(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::Program(Program(it))),
            NodeId::CourseRun(id) => service::catalogue::course_run(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::CourseRun(CourseRun(it))),
            NodeId::RecordShare(id) => service::record_share::find(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::RecordShare(RecordShare(it))),
            NodeId::RecordSend(id) => service::record_send::find(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::RecordSend(RecordSend(it))),
            NodeId::Signatory(id) => ctx.loaders()?.one(id).await?.map(|it| Node::Signatory(Signatory(it))),
            NodeId::Asset(id) => ctx.loaders()?.one(id).await?.map(|it| Node::Asset(Asset(it))),
            NodeId::Template(id) => ctx.loaders()?.one(id).await?.map(|it| Node::Template(Template(it))),
            NodeId::Site(id) => service::site::find(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::Site(Site(it))),
            NodeId::Organization(id) => service::catalogue::organization(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::Organization(Organization(it))),
            NodeId::Course(id) => ctx.loaders()?.one(id).await?.map(|it| Node::Course(Course(it))),
            NodeId::Pathway(id) => service::catalogue::pathway(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::Pathway(Pathway(it))),
            NodeId::CatalogSync(id) => service::catalogue_sync::find(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::CatalogSync(CatalogSync(it))),
            NodeId::CompletionMail(id) => ctx
                .loaders()?
                .one(id)
                .await?
                .map(|it| Node::CompletionMail(CompletionMail(it))),
            NodeId::OutgoingMail(id) => service::mail::find(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::OutgoingMail(OutgoingMail(it))),
            NodeId::ApiClient(id) => service::api_client::find(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::ApiClient(ApiClient(it))),
            NodeId::RoleAssignment(id) => service::role::find(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::RoleAssignment(RoleAssignment(it))),
            NodeId::Reconciliation(id) => service::reconciliation::find(here, id)
                .await
                .map_err(error::fault)?
                .map(|it| Node::Reconciliation(Reconciliation(it))),
            NodeId::Difference(id) => service::reconciliation::find_differences(here, &[id])
                .await
                .map_err(error::fault)?
                .pop()
                .map(|it| Node::ReconciliationDifference(ReconciliationDifference(it))),
            NodeId::User(asked) => match here.actor {
                // People see themselves only.
                Actor::User { id, role, .. } if id == asked => ctx
                    .loaders()?
                    .one(id)
                    .await?
                    .map(|user| Node::Viewer(Viewer { user, role })),
                Actor::User { .. } | Actor::Anonymous => None,
            },
        })
    }
}
