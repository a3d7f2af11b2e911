//! Everything that is wrong with a version of a template: what it says, what was measured of it, and pictures that it names in vain.

use entity::template_version;

use super::change::TemplateError;
use super::picture::with_missing_pictures;
use crate::context::Request;
use crate::render::check::check_sheets;
use crate::render::picture::named;
use crate::render::problem::Problem;
use crate::render::sheet::Sheets;
use crate::service::Fault;
use crate::service::retry::Missed;

/// Tries a version with every sample, and holds the sheets that were measured against their pages.
pub(super) async fn examine(
    request: &Request,
    version: &template_version::Model,
    sheets: Sheets,
) -> Result<Vec<Problem>, Fault> {
    let source = version.source.clone();
    let (problems, named) = tokio::task::spawn_blocking(move || (check_sheets(&source, &sheets), named(&source)))
        .await
        .map_err(|error| Fault::Internal(anyhow::Error::new(error).context("check a template")))?;
    Ok(with_missing_pictures(request, problems, named).await?)
}

/// A miss of any change of a template as one of a change that can fail in more ways.
pub(super) fn outer<E: From<TemplateError>>(missed: Missed<TemplateError>) -> Missed<E> {
    match missed {
        Missed::Lost => Missed::Lost,
        Missed::Failed(error) => Missed::Failed(error.into()),
    }
}
