//! The trail as a file: page by page, and noted in the trail before anything is handed over.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::id::{CredentialId, UserId};
use entity::{TrailAction, TrailSubject};
use serde_json::json;

use super::browse::{TrailListing, filter};
use super::{Deed, note_alone};
use crate::context::Request;
use crate::domain::trail_chain::Head;
use crate::policy::{Action, authorize};
use crate::service::{Fault, ListError};
use crate::store;
use crate::store::trail::{Entry, Filter, Place};

/// Entries that are read at once.
const PAGE: usize = 500;

/// What the trail is handed over as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For spreadsheets.
    Csv,
    /// A JSON document in each line.
    JsonLines,
}

impl Format {
    /// Its name, which is the ending of the file.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }
}

/// An entry with what else is told of it.
#[derive(Clone, Debug)]
pub struct ExportedEntry {
    /// The entry.
    pub entry: Entry,
    /// Username of the one who did it.
    pub actor: Option<String>,
    /// Username of the person it was done to, or whose credential changed.
    pub username: Option<String>,
    /// The place in the chain with the hash of its link; none until the entry is sealed.
    pub link: Option<Head>,
}

/// A file on its way.
#[derive(Debug)]
pub struct Export {
    request: Request,
    /// None where nothing can be listed, or everything was.
    filter: Option<Filter>,
    after: Option<Place>,
}

/// Notes that the trail is taken away, and begins. What is done meanwhile is newer than the first page, and not part of it.
pub async fn export(request: &Request, listing: &TrailListing, format: Format) -> Result<Export, ListError> {
    let permit = authorize(&request.actor, Action::ViewTrail)?;
    let filter = filter(&request.ctx.db.read, listing).await?;
    let instant = |it: Option<DateTime<Utc>>| it.map(|it| it.to_rfc3339());
    let subject = (TrailSubject::Site, request.site.id.0);
    let details = json!({
        "format": format.ending(),
        // By ids: a name would stay here when its bearer is retired.
        "actor_id": filter.and_then(|it| it.actor),
        "subject_id": filter.and_then(|it| it.subject.or(it.credential.map(|it| it.0)).or(it.person.map(|it| it.0))),
        "from": instant(listing.from),
        "until": instant(listing.until),
    });
    let deed = Deed {
        details,
        ..Deed::of(TrailAction::TrailExported, subject)
    };
    note_alone(request, &permit, &[deed]).await?;
    Ok(Export {
        request: request.clone(),
        filter,
        after: None,
    })
}

impl Export {
    /// The next entries, newest first; none where no more follow. Six statements at most.
    pub async fn next(&mut self) -> Result<Option<Vec<ExportedEntry>>, Fault> {
        let Some(filter) = self.filter else { return Ok(None) };
        let (db, site) = (&self.request.ctx.db.read, self.request.site.id);
        let page = store::trail::list(db, site, &filter, self.after, PAGE).await?;
        self.after = page.rows.last().map(Entry::place);
        if !page.has_more {
            self.filter = None;
        }
        if page.rows.is_empty() {
            return Ok(None);
        }
        let ids: BTreeSet<CredentialId> = page.rows.iter().filter_map(changed).collect();
        let ids: Vec<CredentialId> = ids.into_iter().collect();
        let credentials = store::credential::by_ids(db, site, &ids).await?;
        let learners: BTreeMap<CredentialId, UserId> = credentials.iter().map(|it| (it.id, it.user_id)).collect();
        let person = |it: &Entry| person(it).or_else(|| learners.get(&changed(it)?).copied());
        let people: BTreeSet<UserId> = page
            .rows
            .iter()
            .flat_map(|it| [it.actor_id(), person(it)])
            .flatten()
            .collect();
        let people: Vec<UserId> = people.into_iter().collect();
        let people = store::user::by_ids(db, &people).await?;
        let names: BTreeMap<UserId, String> = people.into_iter().map(|it| (it.id, it.username.to_string())).collect();
        let sequences: Vec<i64> = page.rows.iter().filter_map(Entry::seal_sequence).collect();
        let links = store::trail_seal::by_sequences(db, site, &sequences).await?;
        let links: BTreeMap<i64, Head> = links
            .iter()
            .filter_map(|it| Some((it.sequence, Head::stored(it.sequence, &it.hash)?)))
            .collect();
        let name = |id: Option<UserId>| names.get(&id?).cloned();
        let told = page.rows.into_iter().map(|entry| ExportedEntry {
            actor: name(entry.actor_id()),
            username: name(person(&entry)),
            link: entry.seal_sequence().and_then(|it| links.get(&it).copied()),
            entry,
        });
        Ok(Some(told.collect()))
    }
}

/// The person that something was done to, where that is no change of a credential.
fn person(entry: &Entry) -> Option<UserId> {
    match entry {
        Entry::Deed(it) => match it.subject_kind {
            TrailSubject::User => Some(UserId(it.subject_id)),
            TrailSubject::Credential
            | TrailSubject::RecordShare
            | TrailSubject::Site
            | TrailSubject::Reconciliation
            | TrailSubject::Difference => None,
        },
        Entry::Change(_) | Entry::Credential(_) => None,
    }
}

/// The credential that changed.
fn changed(entry: &Entry) -> Option<CredentialId> {
    match entry {
        Entry::Deed(_) | Entry::Change(_) => None,
        Entry::Credential(it) => Some(it.credential_id),
    }
}
