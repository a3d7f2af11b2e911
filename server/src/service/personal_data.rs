//! All that the service keeps of a person, as one document: told to themselves, and to staff on their behalf.
//!
//! Invariants: whoever takes it along is noted in the audit trail before anything is shown; and no more than a page of one table is in
//! memory at once, however much there is.

mod section;

use std::collections::HashMap;

use entity::id::{SiteId, UserId};
use entity::{TrailAction, TrailSubject, UsernameKey, user};
use serde_json::{Value, json};

use self::section::{Place, Section};
use crate::context::Request;
use crate::domain::personal_data;
use crate::policy::{Action, Denied, authorize};
use crate::service::trail::{self, Deed};
use crate::service::{Fault, site};
use crate::store;

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum PersonalDataError {
    /// Nobody has signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A document that is being written.
#[derive(Debug)]
pub struct PersonalData {
    request: Request,
    person: user::Model,
    /// The person's rows: their own, and those that turned out to be theirs.
    users: Vec<UserId>,
    /// The site that it is confined to.
    site: Option<SiteId>,
    site_urls: HashMap<SiteId, String>,
    /// Whether it tells who did what.
    names: Names,
    next: Next,
}

/// Whom the document names beside the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    /// Everybody.
    All,
    /// Nobody: what other people do in their work is told, and not who they are.
    Own,
}

#[derive(Debug)]
enum Next {
    Opening(String),
    Rows(Section, Option<Place>),
    End,
}

/// Begins the document about whoever has this name, or about the caller; none where there is nobody for the caller.
pub async fn open(request: Request, username: Option<&UsernameKey>) -> Result<Option<PersonalData>, PersonalDataError> {
    let Some(own) = request.actor.user_id() else {
        return Err(Denied::Unauthenticated.into());
    };
    let connection = &request.ctx.db.read;
    let found = match username {
        Some(key) => store::user::find(connection, key).await.map_err(Fault::from)?,
        None => store::user::by_ids(connection, &[own])
            .await
            .map_err(Fault::from)?
            .pop(),
    };
    let Some(person) = found.filter(|it| it.retired_at.is_none()) else {
        return Ok(None);
    };
    let asked = Action::ExportPersonalData { person: person.id };
    let Ok(permit) = authorize(&request.actor, asked) else {
        return Ok(None);
    };
    let everywhere = Action::ExportPersonalDataEverywhere { person: person.id };
    let is_everywhere = authorize(&request.actor, everywhere).is_ok();
    let site = (!is_everywhere).then_some(request.site.id);
    let deed = Deed {
        details: json!({ "scope": if is_everywhere { "every_site" } else { "site" } }),
        ..Deed::of(TrailAction::PersonalDataExported, (TrailSubject::User, person.id.0))
    };
    trail::note_alone(&request, &permit, &[deed]).await?;
    Ok(Some(begin(request, person, site).await?))
}

async fn begin(request: Request, person: user::Model, site: Option<SiteId>) -> Result<PersonalData, Fault> {
    let former = merged(&request, person.id).await?;
    let users = std::iter::once(person.id)
        .chain(former.iter().map(|it| it.id))
        .collect();
    let site_urls = site::public_urls(&request.ctx).await?;
    let former: Vec<Value> = former.iter().map(personal_data::account).collect();
    let confined = site.and_then(|it| site_urls.get(&it)).map(String::as_str);
    let now = request.ctx.clock.now();
    let opening = personal_data::opening(&personal_data::account(&person), &former, confined, now);
    // Who may read it on somebody's behalf answers for those who act there; one's own tells of sites at which one is nobody.
    let is_own = request.actor.user_id() == Some(person.id);
    let names = if is_own { Names::Own } else { Names::All };
    Ok(PersonalData {
        request,
        person,
        users,
        site,
        site_urls,
        names,
        next: Next::Opening(opening),
    })
}

/// The rows that turned out to be the person's, and what turned out to be theirs in turn.
async fn merged(request: &Request, person: UserId) -> Result<Vec<user::Model>, Fault> {
    let mut all: Vec<user::Model> = Vec::new();
    let mut newest = vec![person];
    while !newest.is_empty() {
        let mut rows = store::personal_data::list_merged(&request.ctx.db.read, &newest).await?;
        // Nothing is merged into itself by any way; were it, this would not end.
        rows.retain(|it| it.id != person && all.iter().all(|known| known.id != it.id));
        newest = rows.iter().map(|it| it.id).collect();
        all.extend(rows);
    }
    Ok(all)
}

impl PersonalData {
    /// What the person is called.
    #[must_use]
    pub fn username(&self) -> &str {
        self.person.username.as_str()
    }

    /// The next part of the document; none where it is complete.
    pub async fn next(&mut self) -> Result<Option<String>, Fault> {
        match std::mem::replace(&mut self.next, Next::End) {
            Next::End => Ok(None),
            Next::Opening(text) => {
                self.next = Next::Rows(Section::FIRST, None);
                Ok(Some(text))
            }
            Next::Rows(section, place) => {
                let is_first = place.is_none();
                let (rows, place) = self.rows(section, place).await?;
                let mut text = if is_first {
                    format!(",\"{}\":[", section.name())
                } else {
                    String::new()
                };
                for (index, row) in rows.iter().enumerate() {
                    if !is_first || index > 0 {
                        text.push(',');
                    }
                    text.push_str(&row.to_string());
                }
                self.next = match (place, section.next()) {
                    (Some(place), _) => Next::Rows(section, Some(place)),
                    (None, Some(next)) => {
                        text.push(']');
                        Next::Rows(next, None)
                    }
                    (None, None) => {
                        // Who reads a file that ends before this knows that something is missing.
                        text.push_str("],\"isComplete\":true}\n");
                        Next::End
                    }
                };
                Ok(Some(text))
            }
        }
    }

    fn site_url(&self, site: SiteId) -> &str {
        self.site_urls.get(&site).map_or("", String::as_str)
    }
}
