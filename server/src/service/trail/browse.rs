//! Listing what was done.

use chrono::{DateTime, Utc};
use entity::UsernameKey;
use entity::id::{CredentialId, UserId};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::service::{Counted, Fault, ListError, counted};
use crate::store::trail::{Entry, Filter, Kind, Place, Subject};
use crate::store::{self, Page};

/// How many entries a person's page shows.
const HISTORY_LENGTH: usize = 50;

/// Which entries to list; every choice that is set must hold.
#[derive(Clone, Debug, Default)]
pub struct TrailListing {
    /// What whoever has this name did.
    pub actor: Option<UsernameKey>,
    /// What was done to whoever has this name, or had it when they were retired, and to their credentials.
    pub person: Option<UsernameKey>,
    /// What was done to this.
    pub subject: Option<Target>,
    /// What was done.
    pub kind: Option<Kind>,
    /// What kind of thing it was done to.
    pub subject_kind: Option<Subject>,
    /// Done at or after this instant.
    pub from: Option<DateTime<Utc>>,
    /// Done before this instant.
    pub until: Option<DateTime<Utc>>,
    /// Where the page starts.
    pub after: Option<Place>,
    /// How many rows it has at most.
    pub size: usize,
    /// Whether to count the whole list.
    pub counts: bool,
}

/// What something was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A person, and their credentials.
    Person(UserId),
    /// A credential.
    Credential(CredentialId),
    /// Anything else.
    Thing(Uuid),
}

/// Lists what was done on the site, newest first.
pub async fn list(request: &Request, listing: TrailListing) -> Result<Counted<Entry>, ListError> {
    authorize(&request.actor, Action::ViewTrail)?;
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let nothing = || Counted {
        page: Page::of(Vec::new(), listing.size),
        total: Some(0),
    };
    let Some(filter) = filter(connection, &listing).await? else {
        return Ok(nothing());
    };
    let page = store::trail::list(connection, site, &filter, listing.after, listing.size).await?;
    let total = counted::total(listing.counts, async |at_most| {
        store::trail::count(connection, site, &filter, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
}

/// What is to be listed; none where that can only be nothing.
pub(super) async fn filter(connection: &impl ConnectionTrait, listing: &TrailListing) -> Result<Option<Filter>, DbErr> {
    let mut filter = Filter {
        actor: None,
        person: None,
        credential: None,
        subject: None,
        kind: listing.kind,
        subject_kind: listing.subject_kind,
        from: listing.from,
        until: listing.until,
    };
    match listing.subject {
        None => {}
        Some(Target::Person(id)) => filter.person = Some(id),
        Some(Target::Credential(id)) => filter.credential = Some(id),
        Some(Target::Thing(id)) => filter.subject = Some(id),
    }
    if let Some(key) = &listing.actor {
        match store::user::find_or_retired(connection, key).await? {
            Some(actor) => filter.actor = Some(actor.id),
            None => return Ok(None),
        }
    }
    if let Some(key) = &listing.person {
        match store::user::find_or_retired(connection, key).await? {
            Some(person) if filter.person.is_none_or(|it| it == person.id) => filter.person = Some(person.id),
            Some(_) | None => return Ok(None),
        }
    }
    Ok(Some(filter))
}

/// What was done last to a person and to their credentials, newest first; none for those who may not know them.
pub async fn of_person(request: &Request, person: UserId) -> Result<Vec<Entry>, Fault> {
    if authorize(&request.actor, Action::ViewTrail).is_err() {
        return Ok(Vec::new());
    }
    let filter = Filter {
        person: Some(person),
        ..Filter::default()
    };
    let page = store::trail::list(&request.ctx.db.read, request.site.id, &filter, None, HISTORY_LENGTH).await?;
    Ok(page.rows)
}
