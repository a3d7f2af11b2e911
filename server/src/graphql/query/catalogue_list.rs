//! `organizations`, `courses`, `courseRuns`, `programs` and `pathways`: the catalogue for the staff.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, OutputType};
use chrono::DateTime;
use uuid::Uuid;

use crate::context::Request;
use crate::graphql::Here as _;
use crate::graphql::connection::{self, Totals};
use crate::graphql::id::{course_id, course_run_id, organization_id, program_id};
use crate::graphql::object::course::Course;
use crate::graphql::object::course_run::CourseRun;
use crate::graphql::object::enumeration::{CatalogOrigin, PathwayKind, PathwayStatus, ProgramStatus};
use crate::graphql::object::organization::Organization;
use crate::graphql::object::pathway::Pathway;
use crate::graphql::object::program::Program;
use crate::graphql::{cost, error};
use crate::policy::{Action, authorize};
use crate::service::catalogue::{self, Filter};
use crate::service::{Counted, ListError, Listing, Position};

/// Which things a list of the catalogue contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct CatalogFilter {
    /// Those that these keep.
    origin: Option<CatalogOrigin>,
    /// Those that the catalogue service has no more, or those that it has or staff keep.
    is_removed: Option<bool>,
}

/// Which courses a list contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct CourseFilter {
    /// Those that this organization offers.
    organization: Option<ID>,
    /// Those that these keep.
    origin: Option<CatalogOrigin>,
    /// Those that the catalogue service has no more, or those that it has or staff keep.
    is_removed: Option<bool>,
}

/// Which course runs a list contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct CourseRunFilter {
    /// Those of this course.
    course: Option<ID>,
    /// Those that these keep.
    origin: Option<CatalogOrigin>,
    /// Those that the catalogue service has no more, or those that it has or staff keep.
    is_removed: Option<bool>,
}

/// Which programs a list contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct ProgramFilter {
    /// Those that this organization offers.
    organization: Option<ID>,
    /// Those that this course run belongs to.
    course_run: Option<ID>,
    /// Those of this status.
    status: Option<ProgramStatus>,
    /// Those that these keep.
    origin: Option<CatalogOrigin>,
    /// Those that the catalogue service has no more, or those that it has or staff keep.
    is_removed: Option<bool>,
}

/// Which pathways a list contains. Every choice that is given must hold.
#[derive(Clone, Debug, Default, InputObject)]
pub(in crate::graphql) struct PathwayFilter {
    /// Those that are an offer for this program.
    program: Option<ID>,
    /// Those of this status.
    status: Option<PathwayStatus>,
    /// Those of this kind.
    kind: Option<PathwayKind>,
    /// Those that these keep.
    origin: Option<CatalogOrigin>,
    /// Those that the catalogue service has no more, or those that it has or staff keep.
    is_removed: Option<bool>,
}

impl From<CatalogFilter> for Filter {
    fn from(it: CatalogFilter) -> Self {
        kept(it.origin, it.is_removed)
    }
}

impl CourseFilter {
    fn read(self) -> async_graphql::Result<Filter> {
        Ok(Filter {
            organization: self.organization.as_ref().map(organization_id).transpose()?,
            ..kept(self.origin, self.is_removed)
        })
    }
}

impl CourseRunFilter {
    fn read(self) -> async_graphql::Result<Filter> {
        Ok(Filter {
            course: self.course.as_ref().map(course_id).transpose()?,
            ..kept(self.origin, self.is_removed)
        })
    }
}

impl ProgramFilter {
    fn read(self) -> async_graphql::Result<Filter> {
        Ok(Filter {
            organization: self.organization.as_ref().map(organization_id).transpose()?,
            course_run: self.course_run.as_ref().map(course_run_id).transpose()?,
            program_status: self.status.map(Into::into),
            ..kept(self.origin, self.is_removed)
        })
    }
}

impl PathwayFilter {
    fn read(self) -> async_graphql::Result<Filter> {
        Ok(Filter {
            program: self.program.as_ref().map(program_id).transpose()?,
            pathway_status: self.status.map(Into::into),
            pathway_kind: self.kind.map(Into::into),
            ..kept(self.origin, self.is_removed)
        })
    }
}

fn kept(origin: Option<CatalogOrigin>, is_removed: Option<bool>) -> Filter {
    Filter {
        origin: origin.map(Into::into),
        is_removed,
        ..Filter::default()
    }
}

type Rows<T> = Connection<String, T, Totals, EmptyFields>;

#[derive(Default)]
pub(in crate::graphql) struct CatalogueListQuery;

#[Object]
impl CatalogueListQuery {
    /// Organizations of the catalogue, in the order of their names. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn organizations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which organizations.")] filter: Option<CatalogFilter>,
        #[graphql(
            desc = "Those that have these words in their name or key, or this UUID; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Rows<Organization>> {
        let asked = Asked::read(ctx, "organizations", &filter, (search, first, after))?;
        let filter = filter.unwrap_or_default().into();
        let listed = catalogue::list_organizations(asked.here, asked.listing.clone(), filter).await;
        asked.answer(listed, |it| it.id.0, Organization)
    }

    /// Courses of the catalogue, in the order of their titles. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn courses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which courses.")] filter: Option<CourseFilter>,
        #[graphql(
            desc = "Those that have these words in their title or key, or this UUID; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Rows<Course>> {
        let asked = Asked::read(ctx, "courses", &filter, (search, first, after))?;
        let filter = filter.unwrap_or_default().read()?;
        let listed = catalogue::list_courses(asked.here, asked.listing.clone(), filter).await;
        asked.answer(listed, |it| it.course.id.0, Course)
    }

    /// Course runs of the catalogue, in the order of their keys. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn course_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which course runs.")] filter: Option<CourseRunFilter>,
        #[graphql(
            desc = "Those that have these words in their key or title, or this UUID; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Rows<CourseRun>> {
        let asked = Asked::read(ctx, "courseRuns", &filter, (search, first, after))?;
        let filter = filter.unwrap_or_default().read()?;
        let listed = catalogue::list_course_runs(asked.here, asked.listing.clone(), filter).await;
        asked.answer(listed, |it| it.run.id.0, CourseRun)
    }

    /// Programs of the catalogue, in the order of their titles. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn programs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which programs.")] filter: Option<ProgramFilter>,
        #[graphql(
            desc = "Those that have these words in their title, or this UUID; letter case and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Rows<Program>> {
        let asked = Asked::read(ctx, "programs", &filter, (search, first, after))?;
        let filter = filter.unwrap_or_default().read()?;
        let listed = catalogue::list_programs(asked.here, asked.listing.clone(), filter).await;
        asked.answer(listed, |it| it.program.id.0, Program)
    }

    /// Pathways of the catalogue, in the order of their names. Staff and service accounts only.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn pathways(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which pathways.")] filter: Option<PathwayFilter>,
        #[graphql(
            desc = "Those that have these words in their name or in the name of who makes the offer, or this UUID; letter case \
                    and accents do not matter. At most 100 characters."
        )]
        search: Option<String>,
        #[graphql(desc = "How many, 1 to 100; 20 without it.")] first: MaybeUndefined<i32>,
        #[graphql(desc = "Those after this cursor of the same list.")] after: Option<String>,
    ) -> async_graphql::Result<Rows<Pathway>> {
        let asked = Asked::read(ctx, "pathways", &filter, (search, first, after))?;
        let filter = filter.unwrap_or_default().read()?;
        let listed = catalogue::list_pathways(asked.here, asked.listing.clone(), filter).await;
        asked.answer(listed, |it| it.id.0, Pathway)
    }
}

/// A page that is asked for, by somebody who may see it.
struct Asked<'a> {
    here: &'a Request,
    list: String,
    listing: Listing,
}

impl<'a> Asked<'a> {
    fn read(
        ctx: &'a Context<'_>,
        name: &str,
        filter: &impl std::fmt::Debug,
        (search, first, after): (Option<String>, MaybeUndefined<i32>, Option<String>),
    ) -> async_graphql::Result<Self> {
        let here = ctx.here()?;
        // Before anything else, so that a stranger learns nothing from the way bad input is refused.
        authorize(&here.actor, Action::BrowseCatalogue).map_err(error::denied)?;
        let list = format!("{name} {:?} {filter:?} {search:?}", here.actor.user_id());
        let listing = connection::listing(ctx, search, first, after, &list)?;
        Ok(Self { here, list, listing })
    }

    fn answer<T, N: OutputType>(
        self,
        listed: Result<Counted<T>, ListError>,
        id: impl Fn(&T) -> Uuid,
        node: impl Fn(T) -> N,
    ) -> async_graphql::Result<Rows<N>> {
        let Counted { page, total } = listed.map_err(error::unlisted)?;
        let totals = Totals { total_count: total };
        // The list is in the order of names, which the row of the id tells.
        let position = |it: &T| Position {
            at: DateTime::UNIX_EPOCH,
            id: id(it),
        };
        Ok(connection::of(
            page,
            self.listing.after.is_some(),
            totals,
            &self.list,
            position,
            node,
        ))
    }
}
