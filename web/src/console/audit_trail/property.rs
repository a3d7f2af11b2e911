//! What people call the properties that an entry tells of.
//!
//! Invariant: every name that the server writes has words here, and no other; `tests/tidy` compares them.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::fragment::AuditTrailSubject;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::t;

/// Before the name of an attribute of a credential, which whoever awarded it has chosen.
pub(super) const ATTRIBUTE: &str = "attributes.";

/// Before the name of what the certificate shows.
pub(super) const FACT: &str = "facts.";

/// A property in words; as the server names it where this app knows none.
#[component]
pub(super) fn Property(
    /// Of what it is one.
    subject: AuditTrailSubject,
    /// What the server calls it.
    name: String,
) -> impl IntoView {
    let i18n = use_i18n();
    if let Some(attribute) = name.strip_prefix(ATTRIBUTE) {
        let attribute = attribute.to_owned();
        return view! { {t!(i18n, console.trail.property.attribute)} " " <code>{attribute}</code> }.into_any();
    }
    let told = move || match words(i18n, subject, name.strip_prefix(FACT).unwrap_or(&name)) {
        Some(words) => words.into_any(),
        None => view! { <code dir="ltr">{name.clone()}</code> }.into_any(),
    };
    told.into_any()
}

/// What people call a property of a credential; as the server names it where this app knows none.
pub(in crate::console) fn of_credential(i18n: I18nContext<Locale>, name: &str) -> String {
    if let Some(attribute) = name.strip_prefix(ATTRIBUTE) {
        return format!("{} {attribute}", t_string!(i18n, console.trail.property.attribute));
    }
    let words = words(
        i18n,
        AuditTrailSubject::Credential,
        name.strip_prefix(FACT).unwrap_or(name),
    );
    words.unwrap_or(name).to_owned()
}

/// The words for a property; none where this app knows none.
pub(in crate::console) fn words(
    i18n: I18nContext<Locale>,
    subject: AuditTrailSubject,
    name: &str,
) -> Option<&'static str> {
    let words = match (subject, name) {
        (AuditTrailSubject::Pathway, "organization_name") => t_string!(i18n, console.catalogue.part.institution),
        (AuditTrailSubject::Signatory, "title") => t_string!(i18n, console.signatory.title),
        (AuditTrailSubject::Site, "logo_url") => t_string!(i18n, console.site.logo_url),
        (_, name) => {
            return of_anything(i18n, name)
                .or_else(|| of_awards(i18n, name))
                .or_else(|| of_the_catalogue(i18n, name))
                .or_else(|| of_the_rest(i18n, name))
                .or_else(|| of_a_site(i18n, name));
        }
    };
    Some(words)
}

/// What more than one kind of thing has.
fn of_anything(i18n: I18nContext<Locale>, name: &str) -> Option<&'static str> {
    Some(match name {
        "created_by" => t_string!(i18n, console.trail.property.made_by),
        "deleted_at" => t_string!(i18n, console.audit.deleted),
        "expires_at" => t_string!(i18n, console.credential.expires),
        "hash" => t_string!(i18n, console.trail.property.checksum),
        "id" => t_string!(i18n, console.trail.property.id),
        "kind" => t_string!(i18n, credentials.kind.label),
        "language" => t_string!(i18n, console.configuration.language),
        "name" => t_string!(i18n, console.assets.name),
        "number" => t_string!(i18n, console.credential.version),
        "organization_name" => t_string!(i18n, console.signatory.organization),
        "revoked_at" => t_string!(i18n, console.credential.revoked),
        "scope" => t_string!(i18n, console.trail.property.scope),
        "signatories" => t_string!(i18n, console.configuration.signatories),
        "site_id" => t_string!(i18n, console.chain.site),
        "status" => t_string!(i18n, credentials.state.label),
        "title" | "title_override" => t_string!(i18n, console.configuration.title),
        _ => return None,
    })
}

/// What credentials and their configurations have.
fn of_awards(i18n: I18nContext<Locale>, name: &str) -> Option<&'static str> {
    Some(match name {
        "available_at" | "visible_at" => t_string!(i18n, console.credential.visible),
        "awards_automatically" => t_string!(i18n, console.configuration.automatic),
        "configuration_id" => t_string!(i18n, console.configurations.configuration),
        "date_override" => t_string!(i18n, console.credential.date),
        "expires_after_days" => t_string!(i18n, console.trail.property.days),
        "expires_after_months" => t_string!(i18n, console.trail.property.months),
        "hours_of_effort" | "shows_hours_of_effort" | "total_hours_of_effort" => {
            t_string!(i18n, console.configuration.hours)
        }
        "is_active" => t_string!(i18n, console.configurations.active),
        "is_name_told" => t_string!(i18n, console.trail.property.name_told),
        "is_private" => t_string!(i18n, console.trail.property.is_private),
        "learning_object_id" => t_string!(i18n, console.credential.object),
        "learning_object_type" => t_string!(i18n, credentials.kind.label),
        "mode" => t_string!(i18n, console.credential.mode),
        "organization_label" => t_string!(i18n, console.configuration.organizations),
        "platform_name" => t_string!(i18n, console.mail_text.place.site),
        "recipient_name" => t_string!(i18n, console.credential.recipient),
        "replaced_by_id" => t_string!(i18n, console.credential.replaced_by),
        "replaces" => t_string!(i18n, console.trail.property.replaces),
        "template_id" | "template_version" => t_string!(i18n, console.configuration.template),
        "user_id" => t_string!(i18n, console.credentials.column.learner),
        _ => return None,
    })
}

/// What the catalogue tells.
fn of_the_catalogue(i18n: I18nContext<Locale>, name: &str) -> Option<&'static str> {
    Some(match name {
        "copied_logo_asset_id" => t_string!(i18n, console.trail.property.copied_logo),
        "copied_logo_url" => t_string!(i18n, console.trail.property.copied_from),
        "course_id" => t_string!(i18n, console.catalog_syncs.one.course),
        "course_runs" => t_string!(i18n, console.catalog_syncs.many.course_run),
        "email" => t_string!(i18n, console.catalogue.part.email),
        "ends_at" => t_string!(i18n, console.catalogue.part.ends),
        "key" => t_string!(i18n, console.catalogue.part.key),
        "logo_asset_id" => t_string!(i18n, console.catalogue.logo.label),
        "logo_url" => t_string!(i18n, console.catalogue.part.logo),
        "organizations" => t_string!(i18n, console.catalog_syncs.many.organization),
        "origin" => t_string!(i18n, console.catalogue.keeper.label),
        "pathway" => t_string!(i18n, console.catalog_syncs.one.pathway),
        "program" => t_string!(i18n, console.catalog_syncs.one.program),
        "programs" => t_string!(i18n, console.catalog_syncs.many.program),
        "removed_at" => t_string!(i18n, console.catalogue.keeper.gone),
        "starts_at" => t_string!(i18n, console.catalogue.part.starts),
        "type_label" => t_string!(i18n, console.catalogue.part.type_label),
        "type_slug" => t_string!(i18n, console.catalogue.part.type_slug),
        "uuid" => t_string!(i18n, console.catalogue.part.uuid),
        _ => return None,
    })
}

/// What pictures, signatories, templates, mail, programs with keys and deeds have.
fn of_the_rest(i18n: I18nContext<Locale>, name: &str) -> Option<&'static str> {
    Some(match name {
        "actor_id" => t_string!(i18n, console.trail.property.actor),
        "byte_size" => t_string!(i18n, console.trail.property.bytes),
        "checked_at" => t_string!(i18n, console.template.checked),
        "comparison" => t_string!(i18n, console.trail.subject.comparison),
        "event" => t_string!(i18n, console.operations.event),
        "format" => t_string!(i18n, console.trail.property.format),
        "from" => t_string!(i18n, console.insights.first_day),
        "height" => t_string!(i18n, console.trail.property.height),
        "html" => t_string!(i18n, console.mail_text.html),
        "image_asset_id" => t_string!(i18n, console.signatory.picture),
        "is_enabled" => t_string!(i18n, console.mail_texts.on),
        "key_hint" => t_string!(i18n, console.trail.property.key_hint),
        "latest_version_id" => t_string!(i18n, console.trail.property.newest),
        "previous_key_ends_at" => t_string!(i18n, console.trail.property.key_before),
        "published_version_id" => t_string!(i18n, console.templates.published),
        "role" => t_string!(i18n, console.roles.role),
        "rotated_at" => t_string!(i18n, console.trail.property.key_since),
        "scope_key" => t_string!(i18n, console.mail_text.whom),
        "scopes" => t_string!(i18n, console.api_clients.scopes),
        "subject" => t_string!(i18n, console.mail_text.subject),
        "subject_id" => t_string!(i18n, console.chain.kind),
        "text" => t_string!(i18n, console.mail_text.text),
        "until" => t_string!(i18n, console.insights.until_day),
        "width" => t_string!(i18n, console.trail.property.width),
        _ => return None,
    })
}

/// What sites have.
fn of_a_site(i18n: I18nContext<Locale>, name: &str) -> Option<&'static str> {
    Some(match name {
        "accent_color" => t_string!(i18n, console.site.accent_color),
        "accent_color_dark" => t_string!(i18n, console.site.accent_color_dark),
        "catalog_url" => t_string!(i18n, console.site.catalog_url),
        "facebook_app_id" => t_string!(i18n, console.site.facebook_app),
        "help_url" => t_string!(i18n, console.site.help_url),
        "home_url" => t_string!(i18n, console.site.home_url),
        "hosts" => t_string!(i18n, console.site.hosts),
        "is_default" => t_string!(i18n, console.sites.is_default),
        "lms_url" => t_string!(i18n, console.site.lms_url),
        "privacy_url" => t_string!(i18n, console.site.privacy_url),
        "public_url" => t_string!(i18n, console.site.public_url),
        "reconciliation_every_days" => t_string!(i18n, console.trail.property.comparison_days),
        "sender_address" => t_string!(i18n, console.site.sender_address),
        "shares_on_facebook" => t_string!(i18n, console.site.facebook),
        "shares_on_linkedin" => t_string!(i18n, console.site.linkedin),
        "shares_on_x" => t_string!(i18n, console.site.x),
        "support_address" => t_string!(i18n, console.site.support_address),
        "terms_url" => t_string!(i18n, console.site.terms_url),
        _ => return None,
    })
}
