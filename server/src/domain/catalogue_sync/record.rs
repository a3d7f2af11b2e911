//! What a record of the catalogue service says. A record that cannot be kept is left out with a reason; what we do not know in it
//! is ignored.

use chrono::{DateTime, Datelike as _, DurationRound as _, TimeDelta, Utc};
use entity::{CourseKey, PathwayKind, PathwayStatus, ProgramStatus};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::domain::catalogue_field::{self as field, optional, required, short};
use crate::domain::learning_object::parse_uuid;
use crate::domain::web_address::{self, Reach};

/// Most references of one record.
const MAX_REFERENCES: usize = 5_000;

/// A record that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its identity, where that can be read.
    pub uuid: Option<Uuid>,
    /// What it is called, where that can be told.
    pub name: String,
    /// Why it cannot be kept.
    pub why: String,
}

/// An organization, as the catalogue service has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Identity.
    pub uuid: Uuid,
    /// Short key.
    pub key: String,
    /// Full name.
    pub name: String,
    /// Absolute address of the logo.
    pub logo_url: Option<String>,
    /// Why the logo was left out.
    pub refused_logo: Option<web_address::RefusedAddress>,
}

/// A course with its runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Identity.
    pub uuid: Uuid,
    /// Key without a run.
    pub key: String,
    /// Title.
    pub title: String,
    /// Identities of the owners, in order.
    pub owners: Vec<Uuid>,
    /// The runs, and those that cannot be kept.
    pub runs: Vec<Result<CourseRun, Unreadable>>,
}

/// A run of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseRun {
    /// Identity.
    pub uuid: Uuid,
    /// Course key.
    pub key: CourseKey,
    /// Title where it differs from the course's.
    pub title_override: Option<String>,
    /// First day.
    pub starts_at: Option<DateTime<Utc>>,
    /// Last day.
    pub ends_at: Option<DateTime<Utc>>,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Identity.
    pub uuid: Uuid,
    /// Title.
    pub title: String,
    /// Display label of its kind; empty where none is told.
    pub type_label: String,
    /// Its kind as a slug; empty where none is told.
    pub type_slug: String,
    /// Whether it is offered.
    pub status: ProgramStatus,
    /// Expected effort in hours.
    pub total_hours_of_effort: Option<i32>,
    /// Identities of the authors, in order.
    pub authors: Vec<Uuid>,
    /// Identities of its runs, in order.
    pub runs: Vec<Uuid>,
}

/// A pathway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pathway {
    /// Identity.
    pub uuid: Uuid,
    /// Name of the offer.
    pub name: String,
    /// Who makes it.
    pub organization_name: String,
    /// Where records are sent.
    pub email: Option<String>,
    /// What becomes of a record.
    pub kind: PathwayKind,
    /// Whether it is offered.
    pub status: PathwayStatus,
    /// Identities of its programs, in order.
    pub programs: Vec<Uuid>,
}

/// A record that refers to another by its identity.
#[derive(Deserialize)]
struct Reference {
    uuid: String,
}

#[derive(Deserialize)]
struct RawOrganization {
    uuid: String,
    key: String,
    name: Option<String>,
    certificate_logo_image_url: Option<String>,
    logo_image_url: Option<String>,
}

#[derive(Deserialize)]
struct RawCourse {
    uuid: String,
    key: String,
    title: Option<String>,
    owners: Option<Vec<Reference>>,
    course_runs: Option<Vec<serde_json::Value>>,
}

#[derive(Deserialize)]
struct RawCourseRun {
    uuid: String,
    key: String,
    title: Option<String>,
    start: Option<String>,
    start_date: Option<String>,
    end: Option<String>,
    end_date: Option<String>,
}

#[derive(Deserialize)]
struct RawProgram {
    uuid: String,
    title: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    type_attrs: Option<RawType>,
    status: String,
    total_hours_of_effort: Option<i64>,
    authoring_organizations: Option<Vec<Reference>>,
    courses: Option<Vec<RawProgramCourse>>,
}

#[derive(Deserialize)]
struct RawType {
    slug: Option<String>,
}

#[derive(Deserialize)]
struct RawProgramCourse {
    course_runs: Option<Vec<Reference>>,
}

#[derive(Deserialize)]
struct RawPathway {
    uuid: String,
    name: String,
    org_name: Option<String>,
    email: Option<String>,
    pathway_type: Option<String>,
    status: Option<String>,
    programs: Option<Vec<Reference>>,
}

/// Reads an organization.
pub fn organization(json: &str, reach: Reach) -> Result<Organization, Unreadable> {
    read(json, |raw: RawOrganization| {
        let key = required("key", raw.key)?;
        // The one that is made for certificates, or else the one that pages show.
        let mut logos = [raw.certificate_logo_image_url, raw.logo_image_url]
            .into_iter()
            .flatten();
        let logo = logos.find(|it| !it.is_empty());
        let (logo_url, refused_logo) = match logo.map(|it| field::logo_url(&it, reach)) {
            None => (None, None),
            Some(Ok(url)) => (Some(url), None),
            Some(Err(why)) => (None, Some(why)),
        };
        Ok(Organization {
            uuid: uuid(&raw.uuid)?,
            name: optional("name", raw.name)?.unwrap_or_else(|| key.clone()),
            key,
            logo_url,
            refused_logo,
        })
    })
}

/// Reads a course with its runs.
pub fn course(json: &str) -> Result<Course, Unreadable> {
    read(json, |raw: RawCourse| {
        let key = required("key", raw.key)?;
        let title = optional("title", raw.title)?.unwrap_or_else(|| key.clone());
        let runs = raw.course_runs.unwrap_or_default();
        if runs.len() > MAX_REFERENCES {
            return Err("course_runs are too many".to_owned());
        }
        Ok(Course {
            uuid: uuid(&raw.uuid)?,
            owners: references("owners", raw.owners.unwrap_or_default())?,
            runs: runs.iter().map(|it| course_run(&it.to_string(), &title)).collect(),
            key,
            title,
        })
    })
}

fn course_run(json: &str, course_title: &str) -> Result<CourseRun, Unreadable> {
    read(json, |raw: RawCourseRun| {
        Ok(CourseRun {
            uuid: uuid(&raw.uuid)?,
            key: CourseKey::parse(&raw.key).map_err(|_| "key is no course key".to_owned())?,
            title_override: optional("title", raw.title)?.filter(|it| it != course_title),
            starts_at: instant("start", raw.start.or(raw.start_date))?,
            ends_at: instant("end", raw.end.or(raw.end_date))?,
        })
    })
}

/// Reads a program.
pub fn program(json: &str) -> Result<Program, Unreadable> {
    read(json, |raw: RawProgram| {
        let status = match raw.status.as_str() {
            "active" => ProgramStatus::Active,
            "retired" => ProgramStatus::Retired,
            "deleted" => ProgramStatus::Deleted,
            "unpublished" => ProgramStatus::Unpublished,
            _ => return Err("status is none of active, retired, deleted, unpublished".to_owned()),
        };
        let hours = raw
            .total_hours_of_effort
            .map(|it| field::hours("total_hours_of_effort", it));
        let runs = raw
            .courses
            .unwrap_or_default()
            .into_iter()
            .flat_map(|it| it.course_runs.unwrap_or_default());
        Ok(Program {
            uuid: uuid(&raw.uuid)?,
            title: required("title", raw.title)?,
            type_label: short("type", raw.kind)?,
            type_slug: short("type_attrs.slug", raw.type_attrs.and_then(|it| it.slug))?,
            status,
            total_hours_of_effort: hours.transpose()?,
            authors: references(
                "authoring_organizations",
                raw.authoring_organizations.unwrap_or_default(),
            )?,
            runs: references("courses", runs.collect())?,
        })
    })
}

/// Reads a pathway.
pub fn pathway(json: &str) -> Result<Pathway, Unreadable> {
    read(json, |raw: RawPathway| {
        let kind = match raw.pathway_type.as_deref() {
            None | Some("credit") => PathwayKind::Credit,
            Some("industry") => PathwayKind::Industry,
            Some(_) => return Err("pathway_type is neither credit nor industry".to_owned()),
        };
        let status = match raw.status.as_deref() {
            None | Some("published") => PathwayStatus::Published,
            Some("unpublished") => PathwayStatus::Unpublished,
            Some("retired") => PathwayStatus::Retired,
            Some(_) => return Err("status is none of published, unpublished, retired".to_owned()),
        };
        let name = required("name", raw.name)?;
        let email = raw
            .email
            .filter(|it| !it.is_empty())
            .map(|it| field::email(&it))
            .transpose()?;
        Ok(Pathway {
            uuid: uuid(&raw.uuid)?,
            organization_name: optional("org_name", raw.org_name)?.unwrap_or_else(|| name.clone()),
            name,
            email,
            kind,
            status,
            programs: references("programs", raw.programs.unwrap_or_default())?,
        })
    })
}

fn read<R: DeserializeOwned, T>(json: &str, parse: impl FnOnce(R) -> Result<T, String>) -> Result<T, Unreadable> {
    let raw = serde_json::from_str::<R>(json).map_err(|error| {
        // The parser's words name the field and never run on; what the field holds stays out.
        let words = error.to_string();
        match words.split_once('`') {
            Some((_, rest)) if words.starts_with("missing field") => {
                format!("{} is missing", rest.split('`').next().unwrap_or_default())
            }
            _ => "a field is of another type than it should be".to_owned(),
        }
    });
    raw.and_then(parse).map_err(|why| {
        let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
        let field = |name: &str| value.get(name).and_then(serde_json::Value::as_str);
        let name = ["name", "title", "key"]
            .into_iter()
            .find_map(field)
            .unwrap_or("a record without a name");
        let name: String = name.chars().filter(|it| !it.is_control()).take(80).collect();
        Unreadable {
            uuid: field("uuid").and_then(parse_uuid),
            name,
            why,
        }
    })
}

fn uuid(text: &str) -> Result<Uuid, String> {
    parse_uuid(text).ok_or_else(|| "uuid is no UUID".to_owned())
}

fn instant(field: &str, value: Option<String>) -> Result<Option<DateTime<Utc>>, String> {
    let Some(text) = value.filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let instant = DateTime::parse_from_rfc3339(&text)
        .map_err(|_| format!("{field} is no instant"))?
        .to_utc();
    // What every supported database stores.
    if !(1000..=9999).contains(&instant.year()) {
        return Err(format!("{field} is out of all time"));
    }
    Ok(Some(
        instant.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(instant),
    ))
}

/// Each identity once, where it comes first.
fn references(field: &str, raw: Vec<Reference>) -> Result<Vec<Uuid>, String> {
    if raw.len() > MAX_REFERENCES {
        return Err(format!("{field} are too many"));
    }
    let mut known = std::collections::HashSet::new();
    let mut all = Vec::with_capacity(raw.len());
    for it in raw {
        let uuid = parse_uuid(&it.uuid).ok_or_else(|| format!("{field} name what has no UUID"))?;
        if known.insert(uuid) {
            all.push(uuid);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests;
