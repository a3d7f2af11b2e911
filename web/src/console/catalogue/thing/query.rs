//! What the pages about one thing ask for.

use cynic::{Id, QueryBuilder};

use super::Thing;
use super::logo::Logo;
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::api::scalar::{Instant, Uuid};
use crate::api::schema;
use crate::api::transport::send;
use crate::console::catalogue::draft::{Draft, Pick, Value};
use crate::console::catalogue::keeper::{CatalogOrigin, Keeper};
use crate::console::catalogue::kind::Kind;
use crate::console::catalogue::part::Part;
use crate::console::catalogue::state::{PathwayKind, PathwayStatus, ProgramStatus, State};
use crate::console::changes::AuditEntry;

/// The thing of this id; none where there is none.
pub(in crate::console::catalogue) async fn find(id: String) -> Result<Option<Thing>, ApiError> {
    let operation = ThingQuery::build(ThingVariables { id: Id::new(id) });
    match send(operation).await {
        Ok(answer) => {
            let latest_run = answer.data.catalog_syncs.nodes.into_iter().next();
            let latest_run = latest_run.map(|it| it.id.into_inner());
            let thing = answer.data.node.and_then(Node::thing);
            Ok(thing.map(|it| Thing { latest_run, ..it }))
        }
        // What was written by hand into the address need not be an id.
        Err(error) if error.failure == Failure::Refused(ErrorCode::BadUserInput) => Ok(None),
        Err(error) => Err(error),
    }
}

#[derive(cynic::QueryVariables)]
struct ThingVariables {
    id: Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ThingVariables")]
struct ThingQuery {
    #[arguments(id: $id)]
    node: Option<Node>,
    #[arguments(first: 1)]
    catalog_syncs: CatalogSyncConnection,
}

#[derive(cynic::QueryFragment)]
struct CatalogSyncConnection {
    nodes: Vec<CatalogSync>,
}

#[derive(cynic::QueryFragment)]
struct CatalogSync {
    id: Id,
}

#[derive(cynic::InlineFragments)]
enum Node {
    Organization(Organization),
    Course(Course),
    CourseRun(CourseRun),
    Program(Program),
    Pathway(Pathway),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment)]
struct Organization {
    id: Id,
    uuid: Uuid,
    key: String,
    name: String,
    logo_url: Option<String>,
    logo: Option<Logo>,
    origin: CatalogOrigin,
    removed_at: Option<Instant>,
    version: i32,
    history: Vec<AuditEntry>,
}

#[derive(cynic::QueryFragment)]
struct Course {
    id: Id,
    uuid: Uuid,
    key: String,
    title: String,
    organizations: Vec<NamedOrganization>,
    origin: CatalogOrigin,
    removed_at: Option<Instant>,
    version: i32,
    history: Vec<AuditEntry>,
}

#[derive(cynic::QueryFragment)]
struct CourseRun {
    id: Id,
    uuid: Uuid,
    key: String,
    title: String,
    course: NamedCourse,
    starts_at: Option<Instant>,
    ends_at: Option<Instant>,
    origin: CatalogOrigin,
    removed_at: Option<Instant>,
    version: i32,
    history: Vec<AuditEntry>,
}

#[derive(cynic::QueryFragment)]
#[expect(
    clippy::struct_field_names,
    reason = "an answer of its own name, beside the other kind's"
)]
struct Program {
    id: Id,
    uuid: Uuid,
    title: String,
    type_label: String,
    type_slug: String,
    #[cynic(rename = "status", alias)]
    program_status: ProgramStatus,
    hours_of_effort: Option<i32>,
    organizations: Vec<NamedOrganization>,
    course_runs: Vec<NamedRun>,
    origin: CatalogOrigin,
    removed_at: Option<Instant>,
    version: i32,
    history: Vec<AuditEntry>,
}

#[derive(cynic::QueryFragment)]
#[expect(
    clippy::struct_field_names,
    reason = "an answer of its own name, beside the other kind's"
)]
struct Pathway {
    id: Id,
    uuid: Uuid,
    name: String,
    organization_name: String,
    kind: PathwayKind,
    #[cynic(rename = "status", alias)]
    pathway_status: PathwayStatus,
    email: Option<String>,
    programs: Vec<NamedProgram>,
    origin: CatalogOrigin,
    removed_at: Option<Instant>,
    version: i32,
    history: Vec<AuditEntry>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Organization")]
struct NamedOrganization {
    id: Id,
    name: String,
    key: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Course")]
struct NamedCourse {
    id: Id,
    title: String,
    key: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "CourseRun")]
struct NamedRun {
    id: Id,
    title: String,
    key: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Program")]
struct NamedProgram {
    id: Id,
    title: String,
}

impl Node {
    fn thing(self) -> Option<Thing> {
        let text = |text: Option<String>| Value::Text(text.unwrap_or_default());
        let instant = |at: Option<Instant>| Value::Text(at.map(|it| it.0).unwrap_or_default());
        let word = |state: State| Value::Text(state.word().to_owned());
        let thing = |kind, (id, uuid, name): (Id, Uuid, String), kept: Kept, draft| Thing {
            kind,
            id: id.into_inner(),
            uuid,
            name,
            draft: Draft(draft),
            logo: None,
            keeper: Keeper::of(kept.origin, kept.removed_at.as_ref()),
            removed_at: kept.removed_at,
            version: kept.version,
            history: kept.history,
            latest_run: None,
        };
        Some(match self {
            Self::Organization(it) => {
                let kept = Kept::of(it.origin, it.removed_at, it.version, it.history);
                let draft = vec![
                    (Part::Key, Value::Text(it.key)),
                    (Part::Name, Value::Text(it.name.clone())),
                    (Part::LogoUrl, text(it.logo_url)),
                ];
                let logo = it.logo;
                let mut organization = Thing {
                    logo,
                    ..thing(Kind::Organization, (it.id, it.uuid, it.name), kept, draft)
                };
                let chosen = organization.chosen_logo().map(|it| it.id.into_inner());
                organization.draft.0.push((Part::Logo, text(chosen)));
                organization
            }
            Self::Course(it) => {
                let kept = Kept::of(it.origin, it.removed_at, it.version, it.history);
                let draft = vec![
                    (Part::Key, Value::Text(it.key)),
                    (Part::Title, Value::Text(it.title.clone())),
                    (Part::Organizations, offerers(it.organizations)),
                ];
                thing(Kind::Course, (it.id, it.uuid, it.title), kept, draft)
            }
            Self::CourseRun(it) => {
                let kept = Kept::of(it.origin, it.removed_at, it.version, it.history);
                // The course's title is told for runs that have none of their own.
                let own = Some(it.title.clone()).filter(|title| *title != it.course.title);
                let NamedCourse { id, title, key } = it.course;
                let course = Pick::told(Kind::Course, id.into_inner(), title, Some(key));
                let draft = vec![
                    (Part::Course, Value::Picks(vec![course])),
                    (Part::Key, Value::Text(it.key)),
                    (Part::Title, text(own)),
                    (Part::StartsAt, instant(it.starts_at)),
                    (Part::EndsAt, instant(it.ends_at)),
                ];
                thing(Kind::CourseRun, (it.id, it.uuid, it.title), kept, draft)
            }
            Self::Program(it) => {
                let kept = Kept::of(it.origin, it.removed_at, it.version, it.history);
                let runs = it.course_runs.into_iter();
                let runs = runs.map(|it| Pick::told(Kind::CourseRun, it.id.into_inner(), it.title, Some(it.key)));
                let draft = vec![
                    (Part::Title, Value::Text(it.title.clone())),
                    (Part::TypeLabel, Value::Text(it.type_label)),
                    (Part::TypeSlug, Value::Text(it.type_slug)),
                    (Part::State, word(it.program_status.into())),
                    (Part::HoursOfEffort, text(it.hours_of_effort.map(|it| it.to_string()))),
                    (Part::Organizations, offerers(it.organizations)),
                    (Part::CourseRuns, Value::Picks(runs.collect())),
                ];
                thing(Kind::Program, (it.id, it.uuid, it.title), kept, draft)
            }
            Self::Pathway(it) => {
                let kept = Kept::of(it.origin, it.removed_at, it.version, it.history);
                let programs = it.programs.into_iter();
                let programs = programs.map(|it| Pick::told(Kind::Program, it.id.into_inner(), it.title, None));
                let draft = vec![
                    (Part::Name, Value::Text(it.name.clone())),
                    (Part::OrganizationName, Value::Text(it.organization_name)),
                    (Part::PathwayKind, Value::Text(it.kind.word().to_owned())),
                    (Part::State, word(it.pathway_status.into())),
                    (Part::Email, text(it.email)),
                    (Part::Programs, Value::Picks(programs.collect())),
                ];
                thing(Kind::Pathway, (it.id, it.uuid, it.name), kept, draft)
            }
            Self::Other => return None,
        })
    }
}

fn offerers(organizations: Vec<NamedOrganization>) -> Value {
    let pick = |it: NamedOrganization| Pick::told(Kind::Organization, it.id.into_inner(), it.name, Some(it.key));
    Value::Picks(organizations.into_iter().map(pick).collect())
}

/// How it is kept.
struct Kept {
    origin: CatalogOrigin,
    removed_at: Option<Instant>,
    version: i32,
    history: Vec<AuditEntry>,
}

impl Kept {
    const fn of(origin: CatalogOrigin, removed_at: Option<Instant>, version: i32, history: Vec<AuditEntry>) -> Self {
        Self {
            origin,
            removed_at,
            version,
            history,
        }
    }
}
