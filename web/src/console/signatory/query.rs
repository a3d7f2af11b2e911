//! What the pages of a signatory ask for.

use cynic::{Id, QueryBuilder};

use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::schema;
use crate::api::transport::send;
use crate::console::picture::Picture;

/// A signatory; none where there is none.
pub(super) async fn find(id: String) -> Result<Option<Signatory>, ApiError> {
    let operation = SignatoryQuery::build(SignatoryVariables { id: Id::new(id) });
    match send(operation).await {
        Ok(answer) => Ok(match answer.data.node {
            Some(Node::Signatory(signatory)) => Some(*signatory),
            Some(Node::Other) | None => None,
        }),
        // What was written by hand into the address need not be an id.
        Err(error) if error.failure == Failure::Refused(ErrorCode::BadUserInput) => Ok(None),
        Err(error) => Err(error),
    }
}

#[derive(cynic::QueryVariables)]
struct SignatoryVariables {
    id: Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SignatoryVariables")]
struct SignatoryQuery {
    #[arguments(id: $id)]
    node: Option<Node>,
}

#[derive(cynic::InlineFragments)]
enum Node {
    Signatory(Box<Signatory>),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Signatory {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) organization_name: Option<String>,
    pub(super) image: Option<Picture>,
    pub(super) version: i32,
    pub(super) viewer_can: Vec<SignatoryAction>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignatoryAction {
    Delete,
    Edit,
}
