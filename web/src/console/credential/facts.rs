//! What is known of a credential.

use leptos::prelude::*;
use leptos_router::components::A;

use super::action::may_change;
use super::attribute::Attributes;
use super::query::{Credential, CredentialVisibility, Template, TemplateVersion};
use super::shown::Shown;
use super::style;
use crate::api::enumeration::LearningObjectType;
use crate::api::scalar::Instant;
use crate::component::state::visible_from;
use crate::console::day;
use crate::console::path;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

/// Every fact with its word, and the attributes.
#[component]
pub(super) fn Facts(
    /// The credential.
    credential: Credential,
    /// Takes the credential as it is after a change.
    shown: Shown,
) -> impl IntoView {
    let i18n = use_i18n();
    let may_change = may_change(&credential);
    let is_erased = credential.is_erased();
    let at = move |instant: Option<Instant>| -> Text {
        text(move || match &instant {
            Some(it) => day::told(it, &date_language(i18n)),
            None => NOTHING.to_owned(),
        })
    };
    let plain = |words: Option<String>| -> Text { text(move || words.clone().unwrap_or_else(|| NOTHING.to_owned())) };
    let Credential {
        uuid,
        username,
        recipient_name,
        visibility,
        awarded_at,
        date_override,
        visible_at,
        expires_at,
        revoked_at,
        revocation_reason,
        replaced_by,
        mode,
        version,
        certificate,
        configuration,
        attributes,
        ..
    } = credential;
    let kind: Text = match configuration.learning_object.kind {
        LearningObjectType::Program => t!(i18n, console.kind.program),
        LearningObjectType::CourseRun => t!(i18n, console.kind.course_run),
    };
    let template = template(certificate.template_version);
    let organizations: Vec<String> = certificate.organizations.into_iter().map(|it| it.name).collect();
    let offered = text(move || {
        if organizations.is_empty() {
            NOTHING.to_owned()
        } else {
            format::list(&organizations, &date_language(i18n))
        }
    });
    let seen: Text = match visibility {
        CredentialVisibility::Public => t!(i18n, console.credential.everybody),
        CredentialVisibility::Private if is_erased => t!(i18n, console.credential.staff_alone),
        CredentialVisibility::Private => t!(i18n, console.credential.learner_alone),
    };
    let visible_at = visible_from(visible_at, visibility);
    let facts: Vec<(Text, Text)> = vec![
        (t!(i18n, credentials.kind.label), kind),
        (
            t!(i18n, console.credential.object),
            plain(Some(configuration.learning_object.id)),
        ),
        (t!(i18n, console.credential.offered), offered),
        (t!(i18n, console.credential.mode), plain(mode.map(|it| it.0))),
        (t!(i18n, console.credentials.column.awarded), at(Some(awarded_at))),
        (t!(i18n, console.credential.date), at(date_override)),
        (t!(i18n, console.credential.visible), at(visible_at)),
        (t!(i18n, console.credential.expires), at(expires_at)),
        (t!(i18n, console.credential.revoked), at(revoked_at)),
        (t!(i18n, console.credential.reason), plain(revocation_reason)),
        (t!(i18n, console.credential.seen_by), seen),
        (t!(i18n, certificate.sheet.number), plain(Some(uuid.to_string()))),
        (t!(i18n, console.credential.version), plain(Some(version.to_string()))),
        (t!(i18n, console.configuration.template), template),
    ];
    let facts = facts
        .into_iter()
        .map(|(word, value)| view! { <dt>{word}</dt><dd><bdi>{value}</bdi></dd> })
        .collect_view();
    let recipient = plain(recipient_name);
    let learner = match username {
        Some(it) => view! { <A href=path::learner(&it)>{it.clone()}</A> }.into_any(),
        None => NOTHING.into_any(),
    };
    let replaced_by = replaced_by.map(|it| {
        let number = it.uuid.to_string();
        view! {
            <dt>{t!(i18n, console.credential.replaced_by)}</dt>
            <dd><bdi><A href=path::credential(it.uuid)>{number}</A></bdi></dd>
        }
    });
    view! {
        <section class=style::card aria-labelledby="facts">
            <h2 id="facts">{t!(i18n, console.credential.facts)}</h2>
            <dl class=style::facts>
                <dt>{t!(i18n, console.credential.recipient)}</dt>
                <dd><bdi>{recipient}</bdi></dd>
                <dt>{t!(i18n, console.credentials.username)}</dt>
                <dd><bdi>{learner}</bdi></dd>
                {replaced_by}
                {facts}
            </dl>
            <Attributes attributes may_change shown/>
        </section>
    }
}

/// The version of a template that draws the certificate.
fn template(version: Option<TemplateVersion>) -> Text {
    let i18n = use_i18n();
    let Some(TemplateVersion { number, template }) = version else {
        return t!(i18n, console.configuration.built_in);
    };
    match template {
        Some(Template { name }) => text(move || {
            t_string!(
                i18n,
                console.credential.template_version,
                name = name.clone(),
                number = number
            )
        }),
        None => text(move || t_string!(i18n, console.credential.template_gone, number = number)),
    }
}
