//! What a configuration is made of, as far as it must be there: who signs, the template, the catalogue.

use std::collections::BTreeMap;

use entity::id::{ConfigurationId, SignatoryId};
use entity::{LearningObjectType, credential_configuration};
use sea_orm::ConnectionTrait;

use crate::context::Request;
use crate::domain::certificate::Source;
use crate::domain::configuration::{Missing, TemplateState, Unfit, missing};
use crate::policy::{Action, authorize};
use crate::service::Fault;
use crate::store;

/// What is wrong with a configuration as it is to be, beyond what the edit alone tells.
pub(super) async fn unknown(
    request: &Request,
    after: &credential_configuration::Model,
    signatories: Option<&[SignatoryId]>,
) -> Result<Vec<Unfit>, Fault> {
    let connection = &request.ctx.db.read;
    let named = signatories.unwrap_or_default();
    let found = store::signatory::by_ids(connection, request.site.id, named).await?;
    let mut unfit: Vec<Unfit> = named
        .iter()
        .enumerate()
        .filter(|(_, id)| !found.iter().any(|it| it.id == **id))
        .map(|(index, _)| Unfit::UnknownSignatory { index })
        .collect();
    if after.awards_automatically && after.learning_object_type == LearningObjectType::CourseRun {
        unfit.push(Unfit::AutomaticRun);
    }
    if let Some(id) = after.template_id
        && store::template::by_ids(connection, request.site.id, &[id])
            .await?
            .is_empty()
    {
        unfit.push(Unfit::UnknownTemplate);
    }
    Ok(unfit)
}

/// What certificates of these configurations lack; empty for callers who may not know it.
pub async fn lacks_of(
    request: &Request,
    ids: &[ConfigurationId],
) -> Result<BTreeMap<ConfigurationId, Vec<Missing>>, Fault> {
    if authorize(&request.actor, Action::ViewConfigurations).is_err() {
        return Ok(BTreeMap::new());
    }
    let connection = &request.ctx.db.read;
    let configurations = store::configuration::by_ids(connection, request.site.id, ids).await?;
    let all: Vec<_> = configurations.iter().collect();
    let sources = store::certificate_source::by_configurations(connection, request.site.id, &all).await?;
    Ok(configurations
        .iter()
        .filter_map(|it| {
            let source = sources.get(&it.id)?;
            Some((
                it.id,
                missing(it, source, source.signatories.len(), template_state(it, source)),
            ))
        })
        .collect())
}

/// What certificates of a configuration lack, as it is or with other signatories.
pub(super) async fn lacks(
    connection: &impl ConnectionTrait,
    configuration: &credential_configuration::Model,
    signatories: Option<&[SignatoryId]>,
) -> Result<Vec<Missing>, Fault> {
    let mut sources =
        store::certificate_source::by_configurations(connection, configuration.site_id, &[configuration]).await?;
    let source: Source = sources.remove(&configuration.id).unwrap_or_default();
    let n_signatories = signatories.map_or(source.signatories.len(), <[_]>::len);
    Ok(missing(
        configuration,
        &source,
        n_signatories,
        template_state(configuration, &source),
    ))
}

fn template_state(configuration: &credential_configuration::Model, source: &Source) -> TemplateState {
    match (configuration.template_id, source.template_version) {
        (None, _) => TemplateState::BuiltIn,
        (Some(_), Some(_)) => TemplateState::Published,
        (Some(_), None) => TemplateState::Unpublished,
    }
}
