//! Pictures that a template names and the site does not have.

use sea_orm::DbErr;

use crate::context::Request;
use crate::render::picture::{Named, hashes, with_missing};
use crate::render::problem::Problem;
use crate::store;

/// Tells, beside what is wrong already, of the pictures that the site does not have. Asks once for all of them.
pub(in crate::service) async fn with_missing_pictures(
    request: &Request,
    problems: Vec<Problem>,
    named: Vec<Named>,
) -> Result<Vec<Problem>, DbErr> {
    let there = store::asset::by_hashes(&request.ctx.db.read, request.site.id, &hashes(&named)).await?;
    Ok(with_missing(problems, named, &there))
}
