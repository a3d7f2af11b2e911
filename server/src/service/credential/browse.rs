//! Lists of credentials that the caller may see.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use entity::id::{CredentialId, SiteId};
use entity::{CredentialStatus, LearningObjectType, UsernameKey, credential, plain_letters};
use sea_orm::ConnectionTrait;

use crate::context::Request;
use crate::domain::credential::State;
use crate::domain::learning_object::LearningObject;
use crate::policy::{Denied, Scope, scope};
use crate::service::counted::MAX_COUNT;
use crate::service::{Counted, Fault, counted, site};
use crate::store::credential::{Filter, Kind, Order};
use crate::store::{self, Page, Position};

/// Most credentials of one learner, the newest, among which is searched.
const MAX_SEARCHED: usize = 2_000;

/// What a list of credentials asks for.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Those of these numbers.
    pub numbers: Option<RangeInclusive<CredentialId>>,
    /// Those of this learner.
    pub username: Option<UsernameKey>,
    /// Those of this status.
    pub status: Option<CredentialStatus>,
    /// Those of this state, now.
    pub state: Option<State>,
    /// Those for this kind of learning object.
    pub kind: Option<LearningObjectType>,
    /// Those for this learning object.
    pub learning_object: Option<LearningObject>,
    /// Those first awarded at or after this instant.
    pub awarded_after: Option<DateTime<Utc>>,
    /// Those first awarded before this instant.
    pub awarded_before: Option<DateTime<Utc>>,
    /// Those changed at or after this instant.
    pub changed_since: Option<DateTime<Utc>>,
    /// Those whose certificates' titles contain this text, whatever its letter case and accents; of one learner only.
    pub search: Option<String>,
    /// Where the page starts.
    pub after: Option<Position>,
    /// How many rows it has at most.
    pub size: usize,
    /// Whether to count the whole list.
    pub counts: bool,
}

/// A page of credentials, with the size of the whole list where it was asked for and is not too large to count.
pub type CountedPage = Counted<credential::Model>;

/// Why a list is refused.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The caller may not list credentials.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A search in the credentials of everybody.
    #[error("a search is for one learner: name the `username`")]
    SearchOfEveryone,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for ListError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

/// Where the world sees a credential.
#[must_use]
pub fn public_url(request: &Request, id: CredentialId) -> String {
    page_url(&site::public_url(&request.ctx, &request.site), id)
}

/// Where the world sees a credential of the site that it reaches at `site_url`.
pub(in crate::service) fn page_url(site_url: &str, id: CredentialId) -> String {
    format!("{site_url}/credentials/{}", id.0.simple())
}

impl Listing {
    /// By what it is ordered.
    #[must_use]
    pub fn order(&self) -> Order {
        Order::of(self.state, self.changed_since)
    }
}

/// Lists credentials that the caller may see, in the listing's order.
pub async fn list(request: &Request, listing: Listing) -> Result<CountedPage, ListError> {
    let scope = scope(&request.actor)?;
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    let Listing {
        numbers,
        username,
        status,
        state,
        kind,
        learning_object,
        awarded_after,
        awarded_before,
        changed_since,
        search,
        after,
        size,
        counts,
    } = listing;
    let nothing = CountedPage {
        page: Page {
            rows: Vec::new(),
            has_more: false,
        },
        total: Some(0),
    };

    let user = match username {
        None => None,
        Some(key) => match store::user::find(connection, &key).await? {
            Some(user) if scope == Scope::Everyone || scope == Scope::Learner(user.id) => Some(user.id),
            _ => return Ok(nothing),
        },
    };
    let configuration = match learning_object {
        None => None,
        Some(object) => match store::configuration::by_learning_objects(connection, site, &[object])
            .await?
            .first()
        {
            Some(configuration) => Some(configuration.id),
            None => return Ok(nothing),
        },
    };
    let kind = match kind {
        None => None,
        Some(kind) => Some(weighed(connection, site, kind).await?),
    };
    let now = request.ctx.clock.now();
    let filter = Filter {
        numbers,
        user,
        status,
        state: state.map(|it| (it, now)),
        kind,
        configuration,
        awarded_after,
        awarded_before,
        changed_since,
    };
    if let Some(text) = search {
        if scope == Scope::Everyone && filter.user.is_none() {
            return Err(ListError::SearchOfEveryone);
        }
        let page = store::credential::list(connection, site, scope, &filter, None, MAX_SEARCHED).await?;
        return Ok(searched(page.rows, filter.order(), &text, after, size));
    }
    let page = store::credential::list(connection, site, scope, &filter, after, size).await?;
    let total = counted::total(counts, async |at_most| {
        store::credential::count(connection, site, scope, &filter, at_most).await
    })
    .await?;
    Ok(CountedPage { page, total })
}

/// A kind of learning object, with how common it is: a list of a rare one is put in order after it was read, one of a common one is read
/// in order until there are enough.
async fn weighed(connection: &impl ConnectionTrait, site: SiteId, kind: LearningObjectType) -> Result<Kind, Fault> {
    let n_credentials = store::credential::count_of_kind(connection, site, kind, MAX_COUNT).await?;
    Ok(Kind {
        learning_object_type: kind,
        is_rare: n_credentials < MAX_COUNT,
    })
}

/// The page of those whose titles contain a text. Letters are compared here and not by the database: engines know different ones, and none
/// without accents.
fn searched(
    mut rows: Vec<credential::Model>,
    order: Order,
    text: &str,
    after: Option<Position>,
    size: usize,
) -> CountedPage {
    let text = plain_letters(text);
    rows.retain(|it| plain_letters(&it.facts.title).contains(&text));
    let total = u64::try_from(rows.len()).ok();
    if let Some(Position { at, id }) = after {
        rows.retain(|it| (order.instant(it), it.id.0) < (at, id));
    }
    CountedPage {
        page: Page::of(rows, size),
        total,
    }
}
