//! What the catalogue and the configurations know for certificates, read in a constant number of statements.

use std::collections::BTreeMap;

use entity::id::{AssetId, ConfigurationId, SiteId, TemplateId};
use entity::{CourseKey, credential_configuration};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::{asset, completion_mail, configuration, course_run, program, template};
use crate::domain::certificate::Source;
use crate::domain::completion_mail::choose;
use crate::domain::learning_object::LearningObject;
use crate::domain::organization_logo::{self, Logo};

/// Reads the sources of certificates of these configurations, whatever their number.
pub async fn by_configurations(
    connection: &impl ConnectionTrait,
    site: SiteId,
    configurations: &[&credential_configuration::Model],
) -> Result<BTreeMap<ConfigurationId, Source>, DbErr> {
    let mut sources: BTreeMap<ConfigurationId, Source> =
        configurations.iter().map(|it| (it.id, Source::default())).collect();
    let mut program_uuids: BTreeMap<Uuid, ConfigurationId> = BTreeMap::new();
    let mut run_keys: BTreeMap<CourseKey, ConfigurationId> = BTreeMap::new();
    for it in configurations {
        match LearningObject::parse(it.learning_object_type, &it.learning_object_id) {
            Ok(LearningObject::Program(uuid)) => drop(program_uuids.insert(uuid, it.id)),
            Ok(LearningObject::CourseRun(key)) => drop(run_keys.insert(key, it.id)),
            Err(error) => {
                tracing::error!(configuration.id = %it.id, %error, "configuration {} names no learning object", it.id);
            }
        }
    }
    add_programs(connection, site, &program_uuids, &mut sources).await?;
    add_course_runs(connection, site, &run_keys, &mut sources).await?;
    add_signatories(connection, &mut sources).await?;
    add_pictures(connection, site, &mut sources).await?;
    add_templates(connection, site, configurations, &mut sources).await?;
    Ok(sources)
}

async fn add_programs(
    connection: &impl ConnectionTrait,
    site: SiteId,
    uuids: &BTreeMap<Uuid, ConfigurationId>,
    sources: &mut BTreeMap<ConfigurationId, Source>,
) -> Result<(), DbErr> {
    let programs = program::by_uuids(connection, site, &uuids.keys().copied().collect::<Vec<_>>()).await?;
    let organizations =
        program::organizations(connection, &programs.iter().map(|it| it.id).collect::<Vec<_>>()).await?;
    let mails = completion_mail::by_programs(connection, site, &programs).await?;
    for program in programs {
        let Some(source) = uuids.get(&program.uuid).and_then(|it| sources.get_mut(it)) else {
            continue;
        };
        source.organizations = organizations
            .iter()
            .filter(|(id, _)| *id == program.id)
            .map(|(_, it)| it.clone())
            .collect();
        source.has_completion_mail = choose(&mails, &program).is_some();
        source.program_id = Some(program.id);
        source.title = Some(program.title);
        source.type_label = Some(program.type_label).filter(|it| !it.is_empty());
        source.hours_of_effort = program.total_hours_of_effort.and_then(|it| u16::try_from(it).ok());
    }
    Ok(())
}

async fn add_course_runs(
    connection: &impl ConnectionTrait,
    site: SiteId,
    keys: &BTreeMap<CourseKey, ConfigurationId>,
    sources: &mut BTreeMap<ConfigurationId, Source>,
) -> Result<(), DbErr> {
    let runs = course_run::by_keys(connection, site, &keys.keys().cloned().collect::<Vec<_>>()).await?;
    let course_ids: Vec<_> = runs.iter().map(|it| it.course_id).collect();
    let courses = course_run::courses(connection, &course_ids).await?;
    let organizations = course_run::course_organizations(connection, &course_ids).await?;
    for run in runs {
        let Some(source) = keys.get(&run.key).and_then(|it| sources.get_mut(it)) else {
            continue;
        };
        let course = courses.iter().find(|it| it.id == run.course_id);
        source.organizations = organizations
            .iter()
            .filter(|(id, _)| *id == run.course_id)
            .map(|(_, it)| it.clone())
            .collect();
        source.title = run.title_override.or_else(|| course.map(|it| it.title.clone()));
    }
    Ok(())
}

async fn add_signatories(
    connection: &impl ConnectionTrait,
    sources: &mut BTreeMap<ConfigurationId, Source>,
) -> Result<(), DbErr> {
    let ids: Vec<ConfigurationId> = sources.keys().copied().collect();
    for (id, signatory) in configuration::signatories(connection, &ids).await? {
        if let Some(source) = sources.get_mut(&id) {
            source.signatories.push(signatory);
        }
    }
    Ok(())
}

/// Adds the hashes of signatures and logos, all by one statement.
async fn add_pictures(
    connection: &impl ConnectionTrait,
    site: SiteId,
    sources: &mut BTreeMap<ConfigurationId, Source>,
) -> Result<(), DbErr> {
    let mut all: Vec<AssetId> = sources.values().flat_map(pictures).collect();
    all.sort_unstable();
    all.dedup();
    let hashes: BTreeMap<AssetId, String> = asset::by_ids(connection, site, &all)
        .await?
        .into_iter()
        .map(|it| (it.id, it.hash))
        .collect();
    for source in sources.values_mut() {
        let named = pictures(source).into_iter();
        source.images = named.filter_map(|id| Some((id, hashes.get(&id)?.clone()))).collect();
    }
    Ok(())
}

/// The pictures that a certificate shows.
fn pictures(source: &Source) -> Vec<AssetId> {
    let logos = source.organizations.iter().filter_map(organization_logo::of);
    let signatures = source.signatories.iter().filter_map(|it| it.image_asset_id);
    logos.map(Logo::picture).chain(signatures).collect()
}

async fn add_templates(
    connection: &impl ConnectionTrait,
    site: SiteId,
    configurations: &[&credential_configuration::Model],
    sources: &mut BTreeMap<ConfigurationId, Source>,
) -> Result<(), DbErr> {
    let mut ids: Vec<TemplateId> = configurations.iter().filter_map(|it| it.template_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let templates = template::by_ids(connection, site, &ids).await?;
    for it in configurations {
        let template = templates.iter().find(|template| Some(template.id) == it.template_id);
        if let (Some(source), Some(template)) = (sources.get_mut(&it.id), template) {
            source.template_version = template.published_version_id;
        }
    }
    Ok(())
}
