//! What the frame of every page shows: the site, and who is signed in. Asked for once, when the app starts.

use cynic::QueryBuilder;
use leptos::prelude::*;

use crate::api::enumeration::Permission;
use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;

/// The site and the viewer.
///
/// Invariant: whoever waits for the answer does not follow it. A page that did would ask again because of what it asked for itself, and
/// that without end while the server fails.
#[derive(Clone, Copy)]
pub(crate) struct Shell(LocalResource<Result<ShellQuery, ApiError>>);

impl Shell {
    /// Asks, and makes the answer known to everything below.
    pub(crate) fn provide() {
        provide_context(Self(LocalResource::new(ask)));
    }

    /// The answer; none until it has come.
    pub(crate) fn outcome(self) -> Option<Result<ShellQuery, ApiError>> {
        self.0.get()
    }

    /// The site; none until it is known.
    pub(crate) fn site(self) -> Option<Site> {
        self.0.get()?.ok().map(|it| it.site)
    }

    /// Who is signed in; none for a visitor, and until it is known.
    pub(crate) fn viewer(self) -> Option<Viewer> {
        self.0.get()?.ok()?.viewer
    }

    /// The answer itself, for pages that show nothing without it. A failed one is asked for once more.
    pub(crate) async fn answer(self) -> Result<ShellQuery, ApiError> {
        let has_failed = self.0.get_untracked().is_some_and(|it| it.is_err());
        if !has_failed {
            return ScopedFuture::new_untracked(self.0.into_future()).await;
        }
        let answer = ask().await;
        self.0.set(Some(answer.clone()));
        answer
    }

    pub(crate) fn expect() -> Self {
        expect_context()
    }
}

async fn ask() -> Result<ShellQuery, ApiError> {
    send(ShellQuery::build(())).await.map(|it| it.data)
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Query")]
pub(crate) struct ShellQuery {
    pub(crate) site: Site,
    pub(crate) viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Site {
    pub(crate) name: String,
    pub(crate) can_sign_in: bool,
    pub(crate) platform_sign_out_url: Option<String>,
    pub(crate) home_url: Option<String>,
    pub(crate) help_url: Option<String>,
    pub(crate) terms_url: Option<String>,
    pub(crate) privacy_url: Option<String>,
    pub(crate) support_address: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Viewer {
    pub(crate) username: String,
    pub(crate) name: Option<String>,
    pub(crate) permissions: Vec<Permission>,
}

impl Viewer {
    /// Whether there is anything in the console for the person to do.
    pub(crate) fn may_enter_console(&self) -> bool {
        !self.permissions.is_empty()
    }

    /// What to call the person.
    pub(crate) fn display_name(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.username.clone())
    }
}
