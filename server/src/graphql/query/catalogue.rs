//! `program` and `courseRun`.

use async_graphql::{Context, Object};
use entity::CourseKey;

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::loader::ProgramUuid;
use crate::graphql::object::course_run::CourseRun;
use crate::graphql::object::program::Program;
use crate::graphql::scalar::PublicUuid;

#[derive(Default)]
pub(in crate::graphql) struct CatalogueQuery;

#[Object]
impl CatalogueQuery {
    /// A program of the catalogue; null where it is unknown.
    async fn program(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its UUID in the catalogue.")] uuid: PublicUuid,
    ) -> async_graphql::Result<Option<Program>> {
        Ok(ctx.loaders()?.one(ProgramUuid(uuid.0)).await?.map(Program))
    }

    /// A course run of the catalogue; null where it is unknown.
    async fn course_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its course key, such as `course-v1:ExampleX+CS101+2026_T1`.")] key: String,
    ) -> async_graphql::Result<Option<CourseRun>> {
        let key = CourseKey::parse(&key).map_err(error::bad_input)?;
        Ok(ctx.loaders()?.one(key).await?.map(CourseRun))
    }
}
