//! What an entry tells of a property, as people read it: instants, numbers and words as everywhere in the console.
//!
//! Invariant: nothing is left out. What there are no words for stands as it is stored.

use leptos::prelude::*;
use serde_json::Value as Json;

use super::fragment::AuditTrailSubject;
use super::property::{ATTRIBUTE, FACT};
use super::word::word;
use crate::api::scalar::{Instant, Uuid};
use crate::console::moment::Moment;
use crate::i18n::use_i18n;
use crate::language::grouped;
use crate::shell::Shell;
use crate::text::{t, text};

/// How the names of properties begin that are so or not.
const TRUTHS: [&str; 4] = ["awards_", "is_", "shares_", "shows_"];

/// Properties with numbers that tell how many there are of something.
const AMOUNTS: [&str; 8] = [
    "byte_size",
    "expires_after_days",
    "expires_after_months",
    "height",
    "hours_of_effort",
    "reconciliation_every_days",
    "total_hours_of_effort",
    "width",
];

/// Properties with instants whose names do not say so.
const INSTANTS: [&str; 3] = ["date_override", "from", "until"];

/// Properties that name something, and whose names do not say so.
const IDS: [&str; 11] = [
    "comparison",
    "created_by",
    "event",
    "hash",
    "id",
    "key_hint",
    "pathway",
    "program",
    "replaces",
    "template_version",
    "uuid",
];

/// Separated by spaces.
const LIST: &str = "scopes";

/// The site that the trail is about; there are no others in it.
const SITE: &str = "site_id";

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    Truth(bool),
    Instant(Instant),
    Amount(i64),
    /// Of the site that one is at.
    Site(String),
    /// Of something else.
    Id(String),
    List(Vec<Told>),
    /// One of a few words, or anything that was written.
    Text(String),
}

/// The value.
#[component]
pub(super) fn Value(
    /// Of what it is a property.
    subject: AuditTrailSubject,
    /// What the server calls the property.
    name: String,
    /// As the server tells it.
    value: String,
) -> impl IntoView {
    shown(subject, name.strip_prefix(FACT).unwrap_or(&name), read(&name, &value))
}

fn shown(subject: AuditTrailSubject, name: &str, told: Told) -> AnyView {
    let i18n = use_i18n();
    match told {
        Told::Truth(true) => view! { {t!(i18n, console.configuration.yes)} }.into_any(),
        Told::Truth(false) => view! { {t!(i18n, console.configuration.no)} }.into_any(),
        Told::Instant(at) => view! { <bdi><Moment at/></bdi> }.into_any(),
        Told::Amount(amount) => view! { {text(move || grouped(i18n, amount))} }.into_any(),
        Told::Site(id) => {
            let shell = Shell::expect();
            view! { <bdi>{text(move || shell.site().map_or_else(|| id.clone(), |it| it.name))}</bdi> }.into_any()
        }
        Told::Id(id) => view! { <code dir="ltr">{id}</code> }.into_any(),
        Told::List(items) if items.is_empty() => view! { {t!(i18n, console.catalog_syncs.nothing)} }.into_any(),
        Told::List(items) => {
            let items = items.into_iter().enumerate().map(|(place, it)| {
                let gap = (place > 0).then_some(" · ");
                view! { {gap} {shown(subject, name, it)} }
            });
            items.collect_view().into_any()
        }
        Told::Text(written) => {
            let name = name.to_owned();
            let words = move || match word(i18n, subject, &name, &written) {
                Some(words) => words.to_owned(),
                None => written.clone(),
            };
            view! { <bdi>{text(words)}</bdi> }.into_any()
        }
    }
}

fn read(name: &str, value: &str) -> Told {
    // What whoever awards a credential has written is left as it is.
    if name.starts_with(ATTRIBUTE) {
        return Told::Text(value.to_owned());
    }
    let name = name.strip_prefix(FACT).unwrap_or(name);
    if name == LIST {
        let items = value.split_ascii_whitespace().map(|it| Told::Text(it.to_owned()));
        return Told::List(items.collect());
    }
    if let Some(items) = list(value) {
        return Told::List(items.iter().map(|it| item(name, it)).collect());
    }
    let told = value.to_owned();
    if let (true, Ok(is_so)) = (is_of_truths(name), value.parse()) {
        Told::Truth(is_so)
    } else if name == SITE {
        Told::Site(told)
    } else if is_of_instants(name) && is_instant(value) {
        Told::Instant(Instant(told))
    } else if let (true, Ok(amount)) = (AMOUNTS.contains(&name), value.parse()) {
        Told::Amount(amount)
    } else if is_of_ids(name) || is_id(value) {
        Told::Id(told)
    } else {
        Told::Text(told)
    }
}

/// The items of a list; none where the value is something else, or was cut off.
fn list(value: &str) -> Option<Vec<Json>> {
    let is_list = value.starts_with('[');
    is_list.then(|| serde_json::from_str(value).ok()).flatten()
}

/// Of what has a name, only that is told.
fn item(name: &str, item: &Json) -> Told {
    match (item, item.get("name").and_then(Json::as_str)) {
        (_, Some(called)) => Told::Text(called.to_owned()),
        (Json::String(written), None) => read(name, written),
        (other, None) => Told::Text(other.to_string()),
    }
}

fn is_of_truths(name: &str) -> bool {
    TRUTHS.iter().any(|it| name.starts_with(it))
}

fn is_of_instants(name: &str) -> bool {
    name.ends_with("_at") || INSTANTS.contains(&name)
}

fn is_of_ids(name: &str) -> bool {
    name.ends_with("_id") || IDS.contains(&name)
}

/// Whether it is an instant as RFC 3339 has it.
fn is_instant(value: &str) -> bool {
    let Some((day, time)) = value.split_once('T') else {
        return false;
    };
    let is_day = day.len() == 10 && day.bytes().all(|it| it.is_ascii_digit() || it == b'-');
    let has_zone = time.ends_with('Z') || time.contains(['+', '-']);
    is_day && has_zone && time.bytes().filter(|it| *it == b':').count() >= 2
}

/// Whether it is an identity, as the server writes all of its own.
fn is_id(value: &str) -> bool {
    value.len() == 36 && Uuid::parse(value).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Instant, Told, read};

    const ID: &str = "3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88";

    fn plain(text: &str) -> Told {
        Told::Text(text.to_owned())
    }

    #[test]
    fn values_are_read_by_what_they_are_of() {
        let instant = "2026-11-30T09:30:00.000001Z";
        for (name, value, expected) in [
            ("is_active", "true", Told::Truth(true)),
            ("shares_on_x", "false", Told::Truth(false)),
            ("available_at", instant, Told::Instant(Instant(instant.to_owned()))),
            ("expires_at", "soon", plain("soon")),
            ("title", instant, plain(instant)),
            ("byte_size", "15035", Told::Amount(15_035)),
            ("title", "15035", plain("15035")),
            ("site_id", ID, Told::Site(ID.to_owned())),
            ("template_id", ID, Told::Id(ID.to_owned())),
            (
                "learning_object_id",
                "course-v1:A+B+C",
                Told::Id("course-v1:A+B+C".to_owned()),
            ),
            ("image", ID, Told::Id(ID.to_owned())),
            ("title", "true", plain("true")),
            ("status", "retired", plain("retired")),
            ("attributes.size", "true", plain("true")),
            ("facts.title", "Data Science", plain("Data Science")),
        ] {
            assert_eq!(read(name, value), expected, "{name}: {value}");
        }
    }

    #[test]
    fn lists_are_told_item_by_item() {
        let ids = format!("[\"{ID}\"]");
        let signers = r#"[{"name":"Dean","title":"Dean"},{"name":"Registrar","title":""}]"#;
        for (name, value, expected) in [
            (
                "scopes",
                "credentials:read grades:write",
                vec![plain("credentials:read"), plain("grades:write")],
            ),
            ("signatories", ids.as_str(), vec![Told::Id(ID.to_owned())]),
            ("facts.signatories", signers, vec![plain("Dean"), plain("Registrar")]),
            ("hosts", "[]", Vec::new()),
            ("hosts", "[1]", vec![plain("1")]),
        ] {
            assert_eq!(read(name, value), Told::List(expected), "{name}: {value}");
        }
        assert_eq!(read("hosts", "[\"a.exam"), plain("[\"a.exam"), "cut off");
    }
}
