//! All that was done, of every table that keeps it, as one list: deeds that concern people, changes of what staff manage, and what became
//! of credentials.

mod credential_change;

use chrono::{DateTime, Utc};
use entity::id::{CredentialId, SiteId, UserId};
use entity::{
    AuditChange, AuditSubject, CredentialChange, TrailAction, TrailSubject, audit_entry, credential_history,
    trail_entry,
};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::store::{Page, page};

/// Something that was done.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Something that concerns a person.
    Deed(trail_entry::Model),
    /// A change of something that staff manage.
    Change(audit_entry::Model),
    /// A change of a credential.
    Credential(credential_history::Model),
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that concerns a person.
    Deed(TrailAction),
    /// A change of something that staff manage.
    Change(AuditChange),
    /// A change of a credential.
    Credential(CredentialChange),
}

/// The kind of thing that something was done to, as each table calls it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// In deeds that concern people; none where there are none about it.
    pub deed: Option<TrailSubject>,
    /// In changes of what staff manage; none where staff do not manage it.
    pub change: Option<AuditSubject>,
    /// Whether it is a credential, which has a history of its own.
    pub is_credential: bool,
}

/// A place in the list, which is ordered by instant, then id, then version, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// When it was done.
    pub at: DateTime<Utc>,
    /// Key of the deed, or of what was changed.
    pub id: Uuid,
    /// The version that a change made; 0 for a deed.
    pub version: i32,
}

impl Entry {
    /// Who did it; none for the service itself.
    #[must_use]
    pub fn actor_id(&self) -> Option<UserId> {
        match self {
            Self::Deed(it) => it.actor_id,
            Self::Change(it) => it.actor_id,
            Self::Credential(it) => it.actor_id,
        }
    }

    /// Its place in the chain of its site; none until it is sealed.
    #[must_use]
    pub fn seal_sequence(&self) -> Option<i64> {
        match self {
            Self::Deed(it) => it.seal_sequence,
            Self::Change(it) => it.seal_sequence,
            Self::Credential(it) => it.seal_sequence,
        }
    }

    /// Where it stands in the list.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Deed(it) => Place {
                at: it.happened_at,
                id: it.id.0,
                version: 0,
            },
            Self::Change(it) => Place {
                at: it.changed_at,
                id: it.subject_id,
                version: it.version,
            },
            Self::Credential(it) => Place {
                at: it.changed_at,
                id: it.credential_id.0,
                version: it.version,
            },
        }
    }
}

/// Which entries a list contains; every choice that is set must hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// What this person did.
    pub actor: Option<UserId>,
    /// What was done to this person, and how their credentials changed.
    pub person: Option<UserId>,
    /// What was done to this credential.
    pub credential: Option<CredentialId>,
    /// What was done to this, which is neither.
    pub subject: Option<Uuid>,
    /// What was done.
    pub kind: Option<Kind>,
    /// What kind of thing it was done to.
    pub subject_kind: Option<Subject>,
    /// Done at or after this instant.
    pub from: Option<DateTime<Utc>>,
    /// Done before this instant.
    pub until: Option<DateTime<Utc>>,
}

impl Filter {
    /// Whether it is about one person, one credential, or one other thing.
    fn is_of_one(&self) -> bool {
        self.person.is_some() || self.credential.is_some() || self.subject.is_some()
    }
}

/// A page of what was done on a site, newest first: a statement for each table that can have some of it.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    after: Option<Place>,
    n_rows: usize,
) -> Result<Page<Entry>, DbErr> {
    let n_read = u64::try_from(n_rows).unwrap_or(u64::MAX).saturating_add(1);
    let backend = connection.get_database_backend();
    let mut entries = Vec::new();
    if let Some(condition) = deeds(filter) {
        use trail_entry::Column;
        let query = trail_entry::Entity::find()
            .filter(condition)
            .filter(of_site(backend, Column::SiteId, site))
            .filter(beyond(after, (Column::HappenedAt, Column::Id), |it| {
                Expr::value(it.version).gt(0)
            }));
        let rows = ordered(query, filter, DEEDS_OF_ONE, Column::SiteId)
            .order_by_desc(Column::HappenedAt)
            .order_by_desc(Column::Id)
            .limit(n_read)
            .all(connection)
            .await?;
        entries.extend(rows.into_iter().map(Entry::Deed));
    }
    if let Some(condition) = changes(filter) {
        use audit_entry::Column;
        let query = audit_entry::Entity::find()
            .filter(condition)
            .filter(of_site(backend, Column::SiteId, site))
            .filter(beyond(after, (Column::ChangedAt, Column::SubjectId), |it| {
                Column::Version.lt(it.version)
            }));
        let rows = ordered(query, filter, CHANGES_OF_ONE, Column::SiteId)
            .order_by_desc(Column::ChangedAt)
            .order_by_desc(Column::SubjectId)
            .order_by_desc(Column::Version)
            .limit(n_read)
            .all(connection)
            .await?;
        entries.extend(rows.into_iter().map(Entry::Change));
    }
    let rows = credential_change::list(connection, site, filter, after, n_read).await?;
    entries.extend(rows.into_iter().map(Entry::Credential));
    entries.sort_by_key(|it| std::cmp::Reverse(it.place()));
    Ok(Page::of(entries, n_rows))
}

/// How many entries there are, counted up to `at_most` in each table.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    at_most: u64,
) -> Result<u64, DbErr> {
    let backend = connection.get_database_backend();
    let mut n_entries = 0;
    if let Some(condition) = deeds(filter) {
        let query =
            trail_entry::Entity::find()
                .filter(condition)
                .filter(of_site(backend, trail_entry::Column::SiteId, site));
        let query = hinted(query, filter, DEEDS_OF_ONE);
        n_entries += page::count(connection, query, trail_entry::Column::Id, at_most).await?;
    }
    if let Some(condition) = changes(filter) {
        let query =
            audit_entry::Entity::find()
                .filter(condition)
                .filter(of_site(backend, audit_entry::Column::SiteId, site));
        let query = hinted(query, filter, CHANGES_OF_ONE);
        n_entries += page::count(connection, query, audit_entry::Column::SubjectId, at_most).await?;
    }
    n_entries += credential_change::count(connection, site, filter, at_most).await?;
    Ok(n_entries)
}

/// The deeds that are asked for; none where none can be.
fn deeds(filter: &Filter) -> Option<Condition> {
    use trail_entry::Column;
    let action = match filter.kind {
        None => None,
        Some(Kind::Deed(action)) => Some(Column::Action.eq(action)),
        Some(Kind::Change(_) | Kind::Credential(_)) => return None,
    };
    let subject = match filter.subject_kind {
        None => None,
        Some(kind) => Some(Column::SubjectKind.eq(kind.deed?)),
    };
    let condition = common(filter, (Column::ActorId, Column::SubjectId, Column::HappenedAt))
        .add_option(filter.person.map(|it| Column::SubjectId.eq(it)))
        .add_option(filter.credential.map(|it| Column::SubjectId.eq(it)));
    Some(condition.add_option(action).add_option(subject))
}

/// The changes that are asked for; none where none can be.
fn changes(filter: &Filter) -> Option<Condition> {
    use audit_entry::Column;
    let change = match filter.kind {
        None => None,
        Some(Kind::Change(change)) => Some(Column::Change.eq(change)),
        Some(Kind::Deed(_) | Kind::Credential(_)) => return None,
    };
    // Neither is among what staff manage.
    if filter.person.is_some() || filter.credential.is_some() {
        return None;
    }
    let subject = match filter.subject_kind {
        None => None,
        Some(kind) => Some(Column::SubjectType.eq(kind.change?)),
    };
    let condition = common(filter, (Column::ActorId, Column::SubjectId, Column::ChangedAt));
    Some(condition.add_option(change).add_option(subject))
}

fn common<C: ColumnTrait>(filter: &Filter, (actor, subject, at): (C, C, C)) -> Condition {
    Condition::all()
        .add_option(filter.actor.map(|it| actor.eq(it)))
        .add_option(filter.subject.map(|it| subject.eq(it)))
        .add_option(filter.from.map(|it| at.gte(it)))
        .add_option(filter.until.map(|it| at.lt(it)))
}

/// The rows of a site. Told that they are equal to it, MariaDB reads an index from its newest row on, whatever instant a page begins
/// with; told that they lie between it and itself, it begins there. SQLite does the opposite.
fn of_site<C: ColumnTrait>(backend: DbBackend, column: C, site: SiteId) -> Condition {
    match backend {
        DbBackend::Sqlite => Condition::all().add(column.eq(site)),
        _ => Condition::all().add(column.gte(site)).add(column.lte(site)),
    }
}

/// Lead from one thing over when something was done to it.
const DEEDS_OF_ONE: &str = "ix_trail_entry_subject_id_happened_at_id";
const CHANGES_OF_ONE: &str = "ix_audit_entry_subject_id_changed_at_version";

/// What was done to one thing is read by the index of that thing, however much else there is.
fn hinted<E: EntityTrait>(query: Select<E>, filter: &Filter, of_one: &'static str) -> Select<E> {
    if filter.is_of_one() {
        page::by_index(query, of_one)
    } else {
        query
    }
}

/// The same with the beginning of a list's order: the site, with which all other indexes begin.
fn ordered<E: EntityTrait>(query: Select<E>, filter: &Filter, of_one: &'static str, site: E::Column) -> Select<E> {
    let query = hinted(query, filter, of_one);
    if filter.is_of_one() {
        query
    } else {
        query.order_by_desc(site)
    }
}

/// What comes behind a place. The first bound is what an index is read from.
fn beyond<C: ColumnTrait>(
    after: Option<Place>,
    (at, id): (C, C),
    is_older_version: impl Fn(Place) -> Expr,
) -> Condition {
    let Some(place) = after else { return Condition::all() };
    let same = at.eq(place.at);
    Condition::all().add(at.lte(place.at)).add(
        Condition::any()
            .add(at.lt(place.at))
            .add(same.clone().and(id.lt(place.id)))
            .add(same.and(id.eq(place.id)).and(is_older_version(place))),
    )
}
