//! The lists of the document, and how a page of each is read.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::{RecordShareId, UserId};
use serde_json::Value;
use uuid::Uuid;

use super::{Names, PersonalData};
use crate::domain::personal_data::{self, Around};
use crate::service::Fault;
use crate::service::credential::page_url;
use crate::store;
use crate::store::personal_data::Whose;

/// Rows of one page.
const PAGE: u64 = 200;

/// A list of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Credentials,
    Grades,
    RecordShares,
    RecordSends,
    OutgoingMail,
    Sessions,
    Roles,
    Differences,
    AuditTrail,
}

/// The key of the last row that was read.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Id(Uuid),
    Token(Vec<u8>),
}

impl Section {
    pub(super) const FIRST: Self = Self::Credentials;

    /// What the document calls it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Grades => "grades",
            Self::RecordShares => "recordShares",
            Self::RecordSends => "recordSends",
            Self::OutgoingMail => "outgoingMail",
            Self::Sessions => "sessions",
            Self::Roles => "roles",
            Self::Differences => "differences",
            Self::AuditTrail => "auditTrail",
        }
    }

    /// The one behind it.
    pub(super) const fn next(self) -> Option<Self> {
        match self {
            Self::Credentials => Some(Self::Grades),
            Self::Grades => Some(Self::RecordShares),
            Self::RecordShares => Some(Self::RecordSends),
            Self::RecordSends => Some(Self::OutgoingMail),
            Self::OutgoingMail => Some(Self::Sessions),
            Self::Sessions => Some(Self::Roles),
            Self::Roles => Some(Self::Differences),
            Self::Differences => Some(Self::AuditTrail),
            Self::AuditTrail => None,
        }
    }
}

/// Rows as the document tells them, and the place beyond which there may be more.
type Rows = (Vec<Value>, Option<Place>);

impl PersonalData {
    /// A page of a list.
    pub(super) async fn rows(&self, section: Section, place: Option<Place>) -> Result<Rows, Fault> {
        let (id, token) = match place {
            None => (None, None),
            Some(Place::Id(id)) => (Some(id), None),
            Some(Place::Token(token)) => (None, Some(token)),
        };
        let whose = Whose {
            users: &self.users,
            site: self.site,
            beyond: id,
            n_rows: PAGE,
        };
        match section {
            Section::Credentials => self.credentials(whose).await,
            Section::Grades => self.grades(whose).await,
            Section::RecordShares => self.shares(whose).await,
            Section::RecordSends => self.sends(whose).await,
            Section::OutgoingMail => self.mails(whose).await,
            Section::Sessions => self.sessions(token).await,
            Section::Roles => self.roles(whose).await,
            Section::Differences => self.differences(whose).await,
            Section::AuditTrail => self.deeds(whose).await,
        }
    }

    async fn credentials(&self, whose: Whose<'_>) -> Result<Rows, Fault> {
        let connection = &self.request.ctx.db.read;
        let rows = store::personal_data::list_credentials(connection, whose).await?;
        let ids: Vec<_> = rows.iter().map(|it| it.id).collect();
        let versions: Vec<_> = rows.iter().map(|it| (it.id, it.version)).collect();
        let attributes = store::credential_attribute::by_credentials(connection, &ids).await?;
        let histories = store::credential_history::by_credentials(connection, &versions, i32::MAX).await?;
        let configurations: Vec<_> = rows.iter().map(|it| it.configuration_id).collect();
        let configurations: BTreeMap<_, _> = store::personal_data::configurations_by_ids(connection, &configurations)
            .await?
            .into_iter()
            .map(|it| (it.id, it))
            .collect();
        let actors = self
            .names(histories.values().flatten().filter_map(|it| it.actor_id))
            .await?;
        let told = rows.iter().map(|it| {
            let site = self.site_url(it.site_id);
            let around = Around {
                site,
                url: &page_url(site, it.id),
                configuration: configurations.get(&it.configuration_id),
                attributes: attributes.get(&it.id).map_or(&[], Vec::as_slice),
            };
            let history = histories.get(&it.id).map_or(&[][..], Vec::as_slice).iter();
            let history = history.map(|it| personal_data::history(it, actor(&actors, it.actor_id)));
            personal_data::credential(it, around, history.collect())
        });
        Ok((told.collect(), place(&rows, |it| Place::Id(it.id.0))))
    }

    async fn grades(&self, whose: Whose<'_>) -> Result<Rows, Fault> {
        let rows = store::personal_data::list_grades(&self.request.ctx.db.read, whose).await?;
        let told = rows
            .iter()
            .map(|it| personal_data::grade(it, self.site_url(it.site_id)));
        Ok((told.collect(), place(&rows, |it| Place::Id(it.id.0))))
    }

    async fn shares(&self, whose: Whose<'_>) -> Result<Rows, Fault> {
        let connection = &self.request.ctx.db.read;
        let rows = store::personal_data::list_shares(connection, whose).await?;
        let ids: Vec<RecordShareId> = rows.iter().map(|it| it.id).collect();
        let mut views: BTreeMap<RecordShareId, Vec<_>> = BTreeMap::new();
        for (id, day, n_views) in store::record_share::count_views(connection, &ids).await? {
            views.entry(id).or_default().push((day, n_views));
        }
        let programs: Vec<_> = rows.iter().map(|it| it.program_id).collect();
        let programs = store::personal_data::programs_by_ids(connection, &programs).await?;
        let told = rows.iter().map(|it| {
            let program = programs.iter().find(|program| program.id == it.program_id);
            let views = views.get(&it.id).map_or(&[][..], Vec::as_slice);
            personal_data::share(it, self.site_url(it.site_id), program, views)
        });
        Ok((told.collect(), place(&rows, |it| Place::Id(it.id.0))))
    }

    async fn sends(&self, whose: Whose<'_>) -> Result<Rows, Fault> {
        let connection = &self.request.ctx.db.read;
        let rows = store::personal_data::list_sends(connection, whose).await?;
        let programs: Vec<_> = rows.iter().map(|it| it.program_id).collect();
        let programs = store::personal_data::programs_by_ids(connection, &programs).await?;
        let pathways: Vec<_> = rows.iter().map(|it| it.pathway_id).collect();
        let pathways = store::personal_data::pathways_by_ids(connection, &pathways).await?;
        let actors = self.names(rows.iter().map(|it| it.asked_by)).await?;
        let told = rows.iter().map(|it| {
            let program = programs.iter().find(|program| program.id == it.program_id);
            let pathway = pathways.iter().find(|pathway| pathway.id == it.pathway_id);
            let asked_by = actor(&actors, Some(it.asked_by));
            personal_data::send(it, self.site_url(it.site_id), program, pathway, asked_by)
        });
        Ok((told.collect(), place(&rows, |it| Place::Id(it.id.0))))
    }

    async fn mails(&self, whose: Whose<'_>) -> Result<Rows, Fault> {
        let rows = store::personal_data::list_mails(&self.request.ctx.db.read, whose).await?;
        let told = rows.iter().map(|it| personal_data::mail(it, self.site_url(it.site_id)));
        Ok((told.collect(), place(&rows, |it| Place::Id(it.id.0))))
    }

    async fn sessions(&self, beyond: Option<Vec<u8>>) -> Result<Rows, Fault> {
        let connection = &self.request.ctx.db.read;
        let rows =
            store::personal_data::list_sessions(connection, &self.users, self.site, beyond.as_deref(), PAGE).await?;
        let told = rows
            .iter()
            .map(|it| personal_data::session(it, self.site_url(it.site_id)));
        Ok((told.collect(), place(&rows, |it| Place::Token(it.token_hash.clone()))))
    }

    async fn roles(&self, whose: Whose<'_>) -> Result<Rows, Fault> {
        let rows = store::personal_data::list_roles(&self.request.ctx.db.read, whose).await?;
        let actors = self.names(rows.iter().filter_map(|it| it.granted_by)).await?;
        let told = rows.iter().map(|it| {
            let granted_by = actor(&actors, it.granted_by);
            personal_data::role(it, self.site_url(it.site_id), granted_by)
        });
        Ok((told.collect(), place(&rows, |it| Place::Id(it.id.0))))
    }

    async fn differences(&self, whose: Whose<'_>) -> Result<Rows, Fault> {
        let rows = store::personal_data::list_differences(&self.request.ctx.db.read, whose).await?;
        let actors = self.names(rows.iter().filter_map(|it| it.settled_by_id)).await?;
        let told = rows.iter().map(|it| {
            let settled_by = actor(&actors, it.settled_by_id);
            personal_data::difference(it, self.site_url(it.site_id), settled_by)
        });
        Ok((told.collect(), place(&rows, |it| Place::Id(it.id.0))))
    }

    async fn deeds(&self, whose: Whose<'_>) -> Result<Rows, Fault> {
        let connection = &self.request.ctx.db.read;
        let mut shares = Vec::new();
        for user in &self.users {
            shares.extend(store::record_share::ids_of_user(connection, *user).await?);
        }
        let rows = store::personal_data::list_deeds(connection, whose, &shares).await?;
        let actors = self.names(rows.iter().filter_map(|it| it.actor_id)).await?;
        let told = rows.iter().map(|it| {
            let actor = actor(&actors, it.actor_id);
            personal_data::deed(it, self.site_url(it.site_id), actor)
        });
        Ok((told.collect(), place(&rows, |it| Place::Id(it.id.0))))
    }

    /// What those are called who did something, as far as it may be told.
    async fn names(&self, actors: impl Iterator<Item = UserId>) -> Result<BTreeMap<UserId, String>, Fault> {
        let mut ids: BTreeSet<UserId> = actors.collect();
        if self.names == Names::Own {
            ids.retain(|it| self.users.contains(it));
        }
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ids: Vec<UserId> = ids.into_iter().collect();
        let rows = store::user::by_ids(&self.request.ctx.db.read, &ids).await?;
        Ok(rows.into_iter().map(|it| (it.id, it.username.to_string())).collect())
    }
}

fn actor(names: &BTreeMap<UserId, String>, id: Option<UserId>) -> Option<&str> {
    names.get(&id?).map(String::as_str)
}

/// Where a page ends, if it is full.
fn place<T>(rows: &[T], of: impl Fn(&T) -> Place) -> Option<Place> {
    let is_full = u64::try_from(rows.len()) == Ok(PAGE);
    rows.last().filter(|_| is_full).map(of)
}
