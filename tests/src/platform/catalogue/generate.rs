//! A believable catalogue out of a number: the same number gives the same catalogue, identities included.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Catalogue;
use super::words::{FORMS, ORGANIZATIONS, SUBJECTS, TYPES};
use crate::seed;

/// How much a catalogue has of what.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Organizations.
    pub organizations: usize,
    /// Courses, of one to three runs each.
    pub courses: usize,
    /// Programs of one to five courses.
    pub programs: usize,
    /// Pathways, credit and industry in turn.
    pub pathways: usize,
}

impl Size {
    /// As much as a university with its partners has.
    pub const DEMONSTRATION: Self = Self {
        organizations: 24,
        courses: 240,
        programs: 60,
        pathways: 12,
    };
}

/// The number of the catalogue that a platform starts with.
const DEMONSTRATION: u64 = 2026;

impl Catalogue {
    /// The catalogue that a platform at `origin` starts with: the demonstration institution, and its partners.
    #[must_use]
    pub fn demonstration(origin: &str) -> Self {
        let mut catalogue = seed::catalogue();
        let partners = Self::generate(DEMONSTRATION, Size::DEMONSTRATION, origin);
        catalogue.organizations.extend(partners.organizations);
        catalogue.courses.extend(partners.courses);
        catalogue.programs.extend(partners.programs);
        catalogue.pathways.extend(partners.pathways);
        for it in &mut catalogue.organizations {
            let key = it["key"].as_str().unwrap_or_default().to_owned();
            it["certificate_logo_image_url"] = json!(logo_url(origin, &key));
        }
        catalogue
    }

    /// A catalogue of this size out of this number. Logos are at `origin`.
    #[must_use]
    pub fn generate(number: u64, size: Size, origin: &str) -> Self {
        let mut dice = Dice(number);
        let id = |kind: &str, index: usize| uuid(number, kind, index);
        let organizations: Vec<Value> = (0..size.organizations)
            .map(|index| {
                let (key, name) = ORGANIZATIONS[index % ORGANIZATIONS.len()];
                let round = index / ORGANIZATIONS.len();
                let (key, name) = match round {
                    0 => (key.to_owned(), name.to_owned()),
                    _ => (
                        format!("{}{round}X", key.trim_end_matches('X')),
                        format!("{name}, campus {round}"),
                    ),
                };
                json!({
                    "uuid": id("organization", index),
                    "key": key,
                    "name": name,
                    "certificate_logo_image_url": logo_url(origin, &key),
                    "description": format!("{name} offers courses to everybody."),
                })
            })
            .collect();
        let courses: Vec<Value> = (0..size.courses)
            .map(|index| course(number, index, &organizations, &mut dice))
            .collect();
        let programs: Vec<Value> = (0..size.programs)
            .map(|index| program(number, index, &courses, &mut dice))
            .collect();
        let pathways = (0..size.pathways)
            .map(|index| pathway(number, index, &organizations, &programs, &mut dice))
            .collect();
        Self {
            organizations,
            courses,
            programs,
            pathways,
        }
    }
}

fn course(number: u64, index: usize, organizations: &[Value], dice: &mut Dice) -> Value {
    let owner = &organizations[dice.below(organizations.len())];
    let (letters, subject) = SUBJECTS[dice.below(SUBJECTS.len())];
    let title = FORMS[dice.below(FORMS.len())].replace("{}", subject);
    let key = format!("{}+{letters}{}", owner["key"].as_str().unwrap_or_default(), 100 + index);
    let n_runs = 1 + dice.below(3);
    let runs: Vec<Value> = (0..n_runs)
        .map(|run| {
            let year = 2025 + run / 3 + dice.below(2);
            let term = 1 + run % 3;
            let (first, last) = [("01-12", "04-24"), ("05-04", "08-14"), ("09-07", "12-18")][term - 1];
            let is_hidden = dice.below(20) == 0;
            json!({
                "uuid": uuid(number, "course run", index * 3 + run),
                "key": format!("course-v1:{key}+{year}_T{term}_{run}"),
                "title": if dice.below(12) == 0 { format!("{title} (intensive)") } else { title.clone() },
                "start": format!("{year}-{first}T09:00:00Z"),
                "end": if dice.below(15) == 0 { Value::Null } else { json!(format!("{year}-{last}T23:59:00Z")) },
                "status": if is_hidden { "unpublished" } else { "published" },
                "hidden": is_hidden,
                "pacing_type": "instructor_paced",
            })
        })
        .collect();
    json!({
        "uuid": uuid(number, "course", index),
        "key": key,
        "title": title,
        "short_description": format!("Learn {} step by step.", subject.to_lowercase()),
        "owners": [{ "uuid": owner["uuid"], "key": owner["key"], "name": owner["name"] }],
        "course_runs": runs,
    })
}

fn program(number: u64, index: usize, courses: &[Value], dice: &mut Dice) -> Value {
    let first = dice.below(courses.len());
    let n_courses = (1 + dice.below(5)).min(courses.len());
    let chosen: Vec<&Value> = (0..n_courses)
        .map(|it| &courses[(first + it * 7) % courses.len()])
        .collect();
    let (label, slug, hours) = TYPES[index % TYPES.len()];
    let status = [
        "active",
        "active",
        "active",
        "active",
        "active",
        "active",
        "retired",
        "unpublished",
    ][dice.below(8)];
    let title = chosen[0]["title"].as_str().unwrap_or_default();
    let listed: Vec<Value> = chosen
        .iter()
        .map(|it| {
            let runs = it["course_runs"].as_array().cloned().unwrap_or_default();
            let runs: Vec<Value> = runs
                .iter()
                .map(|run| json!({ "uuid": run["uuid"], "key": run["key"] }))
                .collect();
            json!({ "uuid": it["uuid"], "key": it["key"], "title": it["title"], "course_runs": runs })
        })
        .collect();
    json!({
        "uuid": uuid(number, "program", index),
        "title": format!("{title} {label}"),
        "type": label,
        "type_attrs": { "slug": slug },
        "status": status,
        "total_hours_of_effort": if dice.below(6) == 0 { Value::Null } else { json!(hours) },
        "authoring_organizations": chosen[0]["owners"],
        "courses": listed,
    })
}

fn pathway(number: u64, index: usize, organizations: &[Value], programs: &[Value], dice: &mut Dice) -> Value {
    let organization = &organizations[dice.below(organizations.len())];
    let name = organization["name"].as_str().unwrap_or_default();
    let is_credit = index.is_multiple_of(2);
    let n_programs = (1 + dice.below(4)).min(programs.len());
    let first = dice.below(programs.len().max(1));
    let listed: Vec<Value> = (0..n_programs)
        .map(|it| json!({ "uuid": programs[(first + it) % programs.len()]["uuid"] }))
        .collect();
    json!({
        "uuid": uuid(number, "pathway", index),
        "name": if is_credit { format!("Credit at {name}") } else { format!("Valued by employers of {name}") },
        "org_name": name,
        "email": if is_credit { format!("records{index}@partners.example.org") } else { String::new() },
        "pathway_type": if is_credit { "credit" } else { "industry" },
        "status": if dice.below(6) == 0 { "retired" } else { "published" },
        "programs": listed,
    })
}

fn logo_url(origin: &str, key: &str) -> String {
    format!("{origin}/logos/{key}.png")
}

fn uuid(number: u64, kind: &str, index: usize) -> Uuid {
    let digest = Sha256::digest(format!("catalogue {number} {kind} {index}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Chance that repeats itself (`SplitMix64`).
struct Dice(u64);

impl Dice {
    /// A number from 0 to `n` - 1.
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % (n.max(1) as u64)).unwrap_or_default()
    }
}
