//! Writing the institution so that writing it again changes nothing: ids follow from names, and rows that are there
//! are brought up to date.

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ConfigurationId, CourseId, CourseRunId, OrganizationId, ProgramId, SignatoryId, SiteId};
use entity::{
    CatalogueOrigin, CourseKey, LearningObjectType, OrganizationLabel, ProgramStatus, configuration_signatory, course,
    course_organization, course_run, credential_configuration, organization, program, program_course_run,
    program_organization, signatory, site,
};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, EntityName as _, EntityTrait, IntoActiveModel, Iterable as _,
    PrimaryKeyToColumn, QueryFilter as _,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::institution::{COURSES, ORGANIZATIONS, PROGRAMS, Run, SIGNATORIES, SITE};

/// Gives the default site the institution's name.
pub(super) async fn site(db: &impl ConnectionTrait) -> anyhow::Result<SiteId> {
    let row = site::Entity::find()
        .filter(site::COLUMN.is_default.eq(true))
        .one(db)
        .await
        .context("find the default site")?;
    let row = row.context("the database has no default site; apply the migrations first")?;
    let id = row.id;
    let mut row = row.into_active_model();
    row.name = ActiveValue::Set(SITE.to_owned());
    row.update(db).await.context("name the default site")?;
    Ok(id)
}

pub(super) async fn organizations(db: &impl ConnectionTrait, site_id: SiteId) -> anyhow::Result<()> {
    for it in &ORGANIZATIONS {
        let uuid = demo_id("organization", it.key);
        let (key, name) = (it.key.to_owned(), it.name.to_owned());
        put(
            db,
            organization::Model {
                id: OrganizationId(uuid),
                site_id,
                uuid,
                key,
                name,
                logo_url: None,
                logo_asset_id: None,
                copied_logo_asset_id: None,
                copied_logo_url: None,
                origin: CatalogueOrigin::Synced,
                local_key: None,
                version: 1,
                removed_at: None,
            },
        )
        .await?;
    }
    Ok(())
}

pub(super) async fn signatories(db: &impl ConnectionTrait, site_id: SiteId) -> anyhow::Result<()> {
    let at = day((2026, 1, 5))?;
    for it in &SIGNATORIES {
        let (name, title) = (it.name.to_owned(), it.title.to_owned());
        let organization_name = Some(ORGANIZATIONS[it.organization].name.to_owned());
        let id = SignatoryId(demo_id("signatory", it.name));
        put(
            db,
            signatory::Model {
                id,
                site_id,
                name,
                title,
                organization_name,
                image_asset_id: None,
                version: 1,
                created_at: at,
                updated_at: at,
                updated_by: None,
            },
        )
        .await?;
    }
    Ok(())
}

pub(super) async fn courses(db: &impl ConnectionTrait, site_id: SiteId) -> anyhow::Result<()> {
    for it in &COURSES {
        let key = it.key();
        let uuid = demo_id("course", &key);
        let course_id = CourseId(uuid);
        put(
            db,
            course::Model {
                id: course_id,
                site_id,
                uuid,
                key,
                title: it.title.to_owned(),
                origin: CatalogueOrigin::Synced,
                local_key: None,
                version: 1,
                removed_at: None,
            },
        )
        .await?;
        let organization_id = OrganizationId(demo_id("organization", ORGANIZATIONS[it.organization].key));
        put(
            db,
            course_organization::Model {
                course_id,
                organization_id,
                position: 0,
            },
        )
        .await?;
        for run in it.runs {
            let key = it.run_key(*run);
            let uuid = demo_id("course run", &key);
            let key = CourseKey::parse(&key).with_context(|| format!("key of {}", it.title))?;
            let Run(_, first, last) = *run;
            let (starts_at, ends_at) = (Some(day(first)?), Some(day(last)?));
            let id = CourseRunId(uuid);
            put(
                db,
                course_run::Model {
                    id,
                    site_id,
                    course_id,
                    uuid,
                    key,
                    title_override: None,
                    starts_at,
                    ends_at,
                    origin: CatalogueOrigin::Synced,
                    local_key: None,
                    version: 1,
                    removed_at: None,
                },
            )
            .await?;
        }
    }
    Ok(())
}

pub(super) async fn programs(db: &impl ConnectionTrait, site_id: SiteId) -> anyhow::Result<()> {
    for it in &PROGRAMS {
        let uuid = demo_id("program", it.slug);
        let program_id = ProgramId(uuid);
        let (title, type_label) = (it.title.to_owned(), it.type_label.to_owned());
        put(
            db,
            program::Model {
                id: program_id,
                site_id,
                uuid,
                title,
                type_label,
                type_slug: type_slug(it.type_label),
                status: ProgramStatus::Active,
                total_hours_of_effort: it.hours,
                origin: CatalogueOrigin::Synced,
                version: 1,
                removed_at: None,
            },
        )
        .await?;
        for (author, position) in it.authors.iter().zip(0..) {
            let organization_id = OrganizationId(demo_id("organization", ORGANIZATIONS[*author].key));
            put(
                db,
                program_organization::Model {
                    program_id,
                    organization_id,
                    position,
                },
            )
            .await?;
        }
        let runs = it
            .courses
            .iter()
            .flat_map(|index| COURSES[*index].runs.iter().map(|run| COURSES[*index].run_key(*run)));
        for (key, position) in runs.zip(0..) {
            let course_run_id = CourseRunId(demo_id("course run", &key));
            put(
                db,
                program_course_run::Model {
                    program_id,
                    course_run_id,
                    position,
                },
            )
            .await?;
        }
    }
    Ok(())
}

pub(super) async fn configurations(db: &impl ConnectionTrait, site_id: SiteId) -> anyhow::Result<()> {
    let at = day((2026, 1, 5))?;
    for it in &PROGRAMS {
        let id = ConfigurationId(demo_id("configuration", it.slug));
        let configuration = credential_configuration::Model {
            id,
            site_id,
            learning_object_type: LearningObjectType::Program,
            learning_object_id: demo_id("program", it.slug).hyphenated().to_string(),
            is_active: true,
            title: None,
            mode: None,
            language: it.language.map(str::to_owned),
            organization_label: OrganizationLabel::Name,
            awards_automatically: false,
            completion_stale_since: None,
            shows_hours_of_effort: it.hours.is_some(),
            available_at: None,
            expires_after_days: None,
            expires_after_months: None,
            expires_at: None,
            template_id: None,
            visibility_stale_since: None,
            version: 1,
            created_at: at,
            updated_at: at,
            updated_by: None,
        };
        put(db, configuration).await?;
        for (index, position) in it.signatories.iter().zip(0..) {
            let signatory_id = SignatoryId(demo_id("signatory", SIGNATORIES[*index].name));
            put(
                db,
                configuration_signatory::Model {
                    configuration_id: id,
                    signatory_id,
                    position,
                },
            )
            .await?;
        }
    }
    Ok(())
}

/// Inserts a row, or brings the one with the same key up to date.
async fn put<A: ActiveModelTrait + Send>(
    db: &impl ConnectionTrait,
    row: impl IntoActiveModel<A>,
) -> anyhow::Result<()> {
    type Columns<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Column;
    type Key<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::PrimaryKey;
    let key: Vec<Columns<A>> = Key::<A>::iter().map(PrimaryKeyToColumn::into_column).collect();
    let is_key = |column: &Columns<A>| Key::<A>::from_column(*column).is_some();
    let mut update = OnConflict::columns(key);
    update.update_columns(Columns::<A>::iter().filter(|it| !is_key(it)));
    let row = row.into_active_model();
    let table = A::Entity::default().table_name().to_owned();
    A::Entity::insert(row)
        .on_conflict(update)
        .exec_without_returning(db)
        .await
        .with_context(|| format!("write {table}"))?;
    Ok(())
}

/// A kind of program as a slug.
pub(super) fn type_slug(label: &str) -> String {
    label.to_lowercase().replace(' ', "-")
}

/// The id of a demonstration row: always the same for the same name.
pub(super) fn demo_id(kind: &str, name: &str) -> Uuid {
    let digest = Sha256::digest(format!("demonstration {kind} {name}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

fn day((year, month, day): (i32, u32, u32)) -> anyhow::Result<DateTime<Utc>> {
    let day = NaiveDate::from_ymd_opt(year, month, day).and_then(|day| day.and_hms_opt(9, 0, 0));
    Ok(day.context("a day of the calendar")?.and_utc())
}
