//! What is known of a configuration.

use leptos::prelude::*;

use super::query::{CredentialConfiguration, Expiry, OrganizationLabel};
use crate::api::enumeration::LearningObjectType;
use crate::api::scalar::Instant;
use crate::console::language_choice::named;
use crate::console::sheet::style;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

/// Every fact with its word, and who signs.
#[component]
pub(super) fn Facts(
    /// What it shows.
    configuration: CredentialConfiguration,
) -> impl IntoView {
    let i18n = use_i18n();
    let plain = |words: Option<String>| -> Text { text(move || words.clone().unwrap_or_else(|| NOTHING.to_owned())) };
    let yes_or_no = move |is_so: bool| -> Text {
        if is_so {
            t!(i18n, console.configuration.yes)
        } else {
            t!(i18n, console.configuration.no)
        }
    };
    let CredentialConfiguration {
        learning_object,
        title,
        language,
        organization_label,
        has_hours_of_effort,
        award_automatically,
        available_at,
        expiry,
        signatories,
        template,
        program,
        course_run,
        version,
        ..
    } = configuration;
    let (kind, is_program): (Text, bool) = match learning_object.kind {
        LearningObjectType::Program => (t!(i18n, console.kind.program), true),
        LearningObjectType::CourseRun => (t!(i18n, console.kind.course_run), false),
    };
    let catalogued = program.map(|it| it.title).or(course_run.map(|it| it.title));
    let label: Text = match organization_label {
        OrganizationLabel::Name => t!(i18n, console.configuration.by_name),
        OrganizationLabel::Key => t!(i18n, console.configuration.by_key),
    };
    let template: Text = match template {
        Some(template) => plain(Some(template.name)),
        None => t!(i18n, console.configuration.built_in),
    };
    let available = move || match &available_at {
        Some(it) => format::moment(Some(&it.0), &date_language(i18n)),
        None => t_string!(i18n, console.configuration.at_once).to_owned(),
    };
    let language = move || match &language {
        Some(tag) => named(tag, &date_language(i18n)),
        None => t_string!(i18n, console.configuration.language_usual).to_owned(),
    };
    let mut facts: Vec<(Text, Text)> = vec![
        (t!(i18n, credentials.kind.label), kind),
        (t!(i18n, console.credential.object), plain(Some(learning_object.id))),
        (t!(i18n, console.configuration.catalogued), plain(catalogued)),
        (t!(i18n, console.configuration.title), plain(title)),
        (t!(i18n, console.configuration.language), text(language)),
        (t!(i18n, console.configuration.organizations), label),
        (t!(i18n, console.configuration.available), text(available)),
        (t!(i18n, console.configuration.expiry), expiry_words(expiry)),
        (t!(i18n, console.configuration.template), template),
        (t!(i18n, console.credential.version), plain(Some(version.to_string()))),
    ];
    if is_program {
        facts.push((t!(i18n, console.configuration.hours), yes_or_no(has_hours_of_effort)));
        facts.push((
            t!(i18n, console.configuration.automatic),
            yes_or_no(award_automatically),
        ));
    }
    let facts = facts
        .into_iter()
        .map(|(word, value)| view! { <dt>{word}</dt><dd><bdi>{value}</bdi></dd> })
        .collect_view();
    let signatories = if signatories.is_empty() {
        view! { <p class=style::minor>{t!(i18n, console.configuration.nobody_signs)}</p> }.into_any()
    } else {
        let names = signatories
            .into_iter()
            .map(|it| view! { <li><bdi>{it.name}</bdi></li> });
        view! { <ol>{names.collect_view()}</ol> }.into_any()
    };
    view! {
        <section class=style::card aria-labelledby="facts">
            <h2 id="facts">{t!(i18n, console.credential.facts)}</h2>
            <dl class=style::facts>{facts}</dl>
            <h3>{t!(i18n, console.configuration.signatories)}</h3>
            {signatories}
        </section>
    }
}

fn expiry_words(expiry: Option<Expiry>) -> Text {
    let i18n = use_i18n();
    let day = move |at: &Instant| format::long_date(at, &date_language(i18n));
    text(move || match &expiry {
        Some(Expiry {
            after_days: Some(1), ..
        }) => t_string!(i18n, console.configuration.after_days_one).to_owned(),
        Some(Expiry {
            after_days: Some(n), ..
        }) => t_string!(i18n, console.configuration.after_days, count = *n),
        Some(Expiry {
            after_months: Some(1), ..
        }) => t_string!(i18n, console.configuration.after_months_one).to_owned(),
        Some(Expiry {
            after_months: Some(n), ..
        }) => t_string!(i18n, console.configuration.after_months, count = *n),
        Some(Expiry {
            expires_at: Some(at), ..
        }) => t_string!(i18n, console.configuration.on_day, date = day(at)),
        Some(_) | None => t_string!(i18n, console.configuration.never).to_owned(),
    })
}
