//! The institution as its catalogue service lists it: the same identities as in the rows that are written.

use serde_json::{Value, json};

use super::institution::{COURSES, ORGANIZATIONS, PROGRAMS, Run};
use super::write::{demo_id, type_slug};
use crate::platform::catalogue::Catalogue;

/// What the catalogue service of the institution lists.
pub(crate) fn catalogue() -> Catalogue {
    Catalogue {
        organizations: (0..ORGANIZATIONS.len()).map(organization).collect(),
        courses: (0..COURSES.len()).map(course).collect(),
        programs: (0..PROGRAMS.len()).map(program).collect(),
        pathways: vec![pathway()],
    }
}

fn organization(index: usize) -> Value {
    let it = &ORGANIZATIONS[index];
    json!({
        "uuid": demo_id("organization", it.key),
        "key": it.key,
        "name": it.name,
        "certificate_logo_image_url": Value::Null,
    })
}

fn course(index: usize) -> Value {
    let it = &COURSES[index];
    let runs: Vec<Value> = it.runs.iter().map(|run| course_run(index, *run)).collect();
    let owner = organization(it.organization);
    json!({
        "uuid": demo_id("course", &it.key()),
        "key": it.key(),
        "title": it.title,
        "owners": [{ "uuid": owner["uuid"], "key": owner["key"], "name": owner["name"] }],
        "course_runs": runs,
    })
}

fn course_run(index: usize, run: Run) -> Value {
    let it = &COURSES[index];
    let key = it.run_key(run);
    let day = |(year, month, day): (i32, u32, u32)| format!("{year:04}-{month:02}-{day:02}T09:00:00Z");
    json!({
        "uuid": demo_id("course run", &key),
        "key": key,
        "title": it.title,
        "start": day(run.1),
        "end": day(run.2),
        "status": "published",
        "hidden": false,
    })
}

fn program(index: usize) -> Value {
    let it = &PROGRAMS[index];
    let authors: Vec<Value> = it.authors.iter().map(|it| organization(*it)).collect();
    let courses: Vec<Value> = it.courses.iter().map(|it| course(*it)).collect();
    json!({
        "uuid": demo_id("program", it.slug),
        "title": it.title,
        "type": it.type_label,
        "type_attrs": { "slug": type_slug(it.type_label) },
        "status": "active",
        "total_hours_of_effort": it.hours,
        "authoring_organizations": authors,
        "courses": courses,
    })
}

fn pathway() -> Value {
    json!({
        "uuid": demo_id("pathway", "wexcombe-msc"),
        "name": "Credit towards the MSc in Data Science",
        "org_name": ORGANIZATIONS[0].name,
        "email": "admissions@wexcombe.example.org",
        "pathway_type": "credit",
        "status": "published",
        "programs": [{ "uuid": demo_id("program", PROGRAMS[0].slug) }],
    })
}
