//! The catalogue in lists, for staff.

use entity::{course, course_run, organization, pathway, program};

use super::{KnownCourse, KnownCourseRun, KnownProgram, courses, with_courses, with_organizations};
use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::service::{Counted, Fault, ListError, Listing, counted};
use crate::store::Page;
use crate::store::catalogue::list::{self, Filter, Listed};

/// A page of organizations, in the order of their names.
pub async fn list_organizations(
    request: &Request,
    listing: Listing,
    filter: Filter,
) -> Result<Counted<organization::Model>, ListError> {
    list::<organization::Entity>(request, listing, filter).await
}

/// A page of courses, in the order of their titles.
pub async fn list_courses(
    request: &Request,
    listing: Listing,
    filter: Filter,
) -> Result<Counted<KnownCourse>, ListError> {
    let listed = list::<course::Entity>(request, listing, filter).await?;
    with(listed, async |rows| {
        let ids: Vec<_> = rows.iter().map(|it| it.id).collect();
        let mut known = courses(request, &ids).await?;
        // They come in the order of their ids.
        known.sort_by_key(|it| ids.iter().position(|id| *id == it.course.id));
        Ok(known)
    })
    .await
}

/// A page of course runs, in the order of their keys.
pub async fn list_course_runs(
    request: &Request,
    listing: Listing,
    filter: Filter,
) -> Result<Counted<KnownCourseRun>, ListError> {
    let listed = list::<course_run::Entity>(request, listing, filter).await?;
    with(listed, async |rows| with_courses(request, rows).await).await
}

/// A page of programs, in the order of their titles.
pub async fn list_programs(
    request: &Request,
    listing: Listing,
    filter: Filter,
) -> Result<Counted<KnownProgram>, ListError> {
    let listed = list::<program::Entity>(request, listing, filter).await?;
    with(listed, async |rows| with_organizations(request, rows).await).await
}

/// A page of pathways, in the order of their names.
pub async fn list_pathways(
    request: &Request,
    listing: Listing,
    filter: Filter,
) -> Result<Counted<pathway::Model>, ListError> {
    list::<pathway::Entity>(request, listing, filter).await
}

async fn list<E: Listed>(request: &Request, listing: Listing, filter: Filter) -> Result<Counted<E::Model>, ListError> {
    authorize(&request.actor, Action::BrowseCatalogue)?;
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let Listing {
        search,
        after,
        size,
        counts,
    } = listing;
    let filter = Filter { search, ..filter };
    let page = list::list::<E>(connection, site, &filter, after.map(|it| it.id), size).await?;
    let total = counted::total(counts, async |at_most| {
        list::count::<E>(connection, site, &filter, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
}

/// The same list, its rows with what belongs to them.
async fn with<A, B>(
    listed: Counted<A>,
    know: impl AsyncFnOnce(Vec<A>) -> Result<Vec<B>, Fault>,
) -> Result<Counted<B>, ListError> {
    let Counted { page, total } = listed;
    let page = Page {
        rows: know(page.rows).await?,
        has_more: page.has_more,
    };
    Ok(Counted { page, total })
}
