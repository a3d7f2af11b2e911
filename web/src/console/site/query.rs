//! What the pages of a site ask for.

use cynic::{Id, QueryBuilder};

use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::schema;
use crate::api::transport::send;

/// The site that one is at.
pub(in crate::console) async fn this_site() -> Result<Site, ApiError> {
    Ok(send(ThisSiteQuery::build(())).await?.data.site)
}

/// Any site; none where there is none.
pub(super) async fn find(id: String) -> Result<Option<Site>, ApiError> {
    let operation = SiteQuery::build(SiteVariables { id: Id::new(id) });
    match send(operation).await {
        Ok(answer) => Ok(match answer.data.node {
            Some(Node::Site(site)) => Some(*site),
            Some(Node::Other) | None => None,
        }),
        // What was written by hand into the address need not be an id.
        Err(error) if error.failure == Failure::Refused(ErrorCode::BadUserInput) => Ok(None),
        Err(error) => Err(error),
    }
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ThisSiteQuery {
    site: Site,
}

#[derive(cynic::QueryVariables)]
struct SiteVariables {
    id: Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SiteVariables")]
struct SiteQuery {
    #[arguments(id: $id)]
    node: Option<Node>,
}

#[derive(cynic::InlineFragments)]
enum Node {
    Site(Box<Site>),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(in crate::console) struct Site {
    pub(in crate::console) id: Id,
    pub(in crate::console) name: String,
    pub(super) is_default: bool,
    pub(super) public_url: String,
    /// Empty for who may not see them.
    pub(super) hosts: Vec<String>,
    /// Its own, or by the service's settings.
    pub(super) lms_url: Option<String>,
    pub(super) catalog_url: Option<String>,
    pub(super) home_url: Option<String>,
    pub(super) help_url: Option<String>,
    pub(super) terms_url: Option<String>,
    pub(super) privacy_url: Option<String>,
    pub(super) support_address: Option<String>,
    pub(super) sender_address: Option<String>,
    pub(super) logo_url: Option<String>,
    pub(super) accent_color: Option<String>,
    pub(super) accent_color_dark: Option<String>,
    pub(super) sharing: Vec<SharingNetwork>,
    pub(super) facebook_app: Option<String>,
    pub(super) version: i32,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SharingNetwork {
    LinkedIn,
    X,
    Facebook,
}

impl SharingNetwork {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::LinkedIn, Self::X, Self::Facebook];
}
