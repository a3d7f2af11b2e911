//! Lists of the catalogue for the staff: in the order of their names, filtered, in pages.

use entity::id::{CourseId, CourseRunId, OrganizationId, ProgramId, SiteId};
use entity::{
    CatalogueOrigin, PathwayKind, PathwayStatus, ProgramStatus, course, course_organization, course_run, organization,
    pathway, pathway_program, program, program_course_run, program_organization,
};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter as _, QuerySelect as _,
    QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::store::course_run::titled_by_course;
use crate::store::{Page, page, search};

/// What a list of the catalogue contains. Every choice that is made must hold; one that a kind does not know is not made.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that have these words, or are called by this UUID.
    pub search: Option<String>,
    /// Who keeps it.
    pub origin: Option<CatalogueOrigin>,
    /// Whether the catalogue service has it no more.
    pub is_removed: Option<bool>,
    /// Runs of this course.
    pub course: Option<CourseId>,
    /// Courses and programs that this organization offers.
    pub organization: Option<OrganizationId>,
    /// Programs that this run belongs to.
    pub course_run: Option<CourseRunId>,
    /// Pathways for this program.
    pub program: Option<ProgramId>,
    /// Programs of this status.
    pub program_status: Option<ProgramStatus>,
    /// Pathways of this status.
    pub pathway_status: Option<PathwayStatus>,
    /// Pathways of this kind.
    pub pathway_kind: Option<PathwayKind>,
}

/// A table of the catalogue that is listed.
pub trait Listed: EntityTrait<Model: Send + Sync> + Default {
    /// What the list is in the order of; then, where words are looked for.
    const NAMES: &'static [Self::Column];
    /// Key.
    const ID: Self::Column;
    /// The identity in the catalogue, which others know as well.
    const UUID: Self::Column;
    /// Tenant.
    const SITE: Self::Column;
    /// Who keeps the row.
    const ORIGIN: Self::Column;
    /// Since when it is removed.
    const REMOVED_AT: Self::Column;

    /// The choices that only this table knows.
    fn choices(filter: &Filter) -> Condition;

    /// That another table, by which rows are called, has the words; none where rows are called by their own alone.
    #[must_use]
    fn elsewhere(_backend: DbBackend, _site: SiteId, _words: &str) -> Option<Condition> {
        None
    }
}

/// A page of the rows, in the order of their names.
pub async fn list<E: Listed>(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    after: Option<Uuid>,
    n_rows: usize,
) -> Result<Page<E::Model>, DbErr> {
    let order = (E::NAMES[0], E::ID);
    page::by_text(connection, query::<E>(connection, site, filter), order, after, n_rows).await
}

/// How many rows there are, counted up to `at_most`.
pub async fn count<E: Listed>(
    connection: &impl ConnectionTrait,
    site: SiteId,
    filter: &Filter,
    at_most: u64,
) -> Result<u64, DbErr> {
    page::count(connection, query::<E>(connection, site, filter), E::ID, at_most).await
}

fn query<E: Listed>(connection: &impl ConnectionTrait, site: SiteId, filter: &Filter) -> Select<E> {
    let backend = connection.get_database_backend();
    let has_words = filter.search.as_deref().map(|words| {
        let is_it = Uuid::parse_str(words.trim()).ok().map(|it| E::UUID.eq(it));
        let own = E::NAMES.iter().fold(Condition::any().add_option(is_it), |any, name| {
            any.add(search::contains(backend, *name, words))
        });
        own.add_option(E::elsewhere(backend, site, words))
    });
    let is_removed = filter.is_removed.map(|it| {
        if it {
            E::REMOVED_AT.is_not_null()
        } else {
            E::REMOVED_AT.is_null()
        }
    });
    let condition = Condition::all()
        .add(E::SITE.eq(site))
        .add_option(filter.origin.map(|it| E::ORIGIN.eq(it)))
        .add_option(has_words)
        .add_option(is_removed)
        .add(E::choices(filter));
    E::find().filter(condition)
}

/// That a table of links names the row beside what was chosen.
fn linked<L: EntityTrait>(id: impl ColumnTrait, own: L::Column, chosen: SimpleExpr) -> SimpleExpr {
    id.in_subquery(L::find().select_only().column(own).filter(chosen).into_query())
}

macro_rules! listed {
    ($(
        $entity:ident by [$($name:ident),+]
        $(or $elsewhere:ident)?
        $(and $choice:ident in $column:ident)*
        $(with $other:ident by $link:ident($own:ident, $theirs:ident))*;
    )+) => {$(
        impl Listed for $entity::Entity {
            const NAMES: &'static [$entity::Column] = &[$($entity::Column::$name),+];
            const ID: $entity::Column = $entity::Column::Id;
            const UUID: $entity::Column = $entity::Column::Uuid;
            const SITE: $entity::Column = $entity::Column::SiteId;
            const ORIGIN: $entity::Column = $entity::Column::Origin;
            const REMOVED_AT: $entity::Column = $entity::Column::RemovedAt;

            fn choices(filter: &Filter) -> Condition {
                let Filter { .. } = filter;
                Condition::all()
                    $(.add_option(filter.$choice.map(|it| $entity::Column::$column.eq(it))))*
                    $(.add_option(filter.$other.map(|it| {
                        let chosen = $link::Column::$theirs.eq(it);
                        linked::<$link::Entity>($entity::Column::Id, $link::Column::$own, chosen)
                    })))*
            }

            $(fn elsewhere(backend: DbBackend, site: SiteId, words: &str) -> Option<Condition> {
                Some($elsewhere(backend, site, words))
            })?
        }
    )+};
}

listed! {
    organization by [Name, Key];
    course by [Title, Key]
        with organization by course_organization(CourseId, OrganizationId);
    course_run by [Key, TitleOverride] or titled_by_course and course in CourseId;
    program by [Title] and program_status in Status
        with organization by program_organization(ProgramId, OrganizationId)
        with course_run by program_course_run(ProgramId, CourseRunId);
    pathway by [Name, OrganizationName] and pathway_status in Status and pathway_kind in Kind
        with program by pathway_program(PathwayId, ProgramId);
}
