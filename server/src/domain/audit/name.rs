//! By which names the audit trail tells of properties.
//!
//! Invariant: the console has words for all of them (`tests/tidy`), so nothing is written by another name.

use serde_json::{Map, Value};

/// Columns of what staff manage and the lists beside them, what becomes of credentials, and what else deeds tell.
pub const NAMES: [&str; 102] = [
    "accent_color",
    "accent_color_dark",
    "actor_id",
    "available_at",
    "awards_automatically",
    "byte_size",
    "catalog_url",
    "checked_at",
    "comparison",
    "configuration_id",
    "copied_logo_asset_id",
    "copied_logo_url",
    "course_id",
    "course_runs",
    "created_by",
    "date_override",
    "deleted_at",
    "email",
    "ends_at",
    "event",
    "expires_after_days",
    "expires_after_months",
    "expires_at",
    "facebook_app_id",
    "format",
    "from",
    "hash",
    "height",
    "help_url",
    "home_url",
    "hosts",
    "hours_of_effort",
    "html",
    "id",
    "image_asset_id",
    "is_active",
    "is_default",
    "is_enabled",
    "is_name_told",
    "is_private",
    "key",
    "key_hint",
    "kind",
    "language",
    "latest_version_id",
    "learning_object_id",
    "learning_object_type",
    "lms_url",
    "logo_asset_id",
    "logo_url",
    "mode",
    "name",
    "number",
    "organization_label",
    "organization_name",
    "organizations",
    "origin",
    "pathway",
    "platform_name",
    "previous_key_ends_at",
    "privacy_url",
    "program",
    "programs",
    "public_url",
    "published_version_id",
    "recipient_name",
    "reconciliation_every_days",
    "removed_at",
    "replaced_by_id",
    "replaces",
    "revoked_at",
    "role",
    "rotated_at",
    "scope",
    "scope_key",
    "scopes",
    "sender_address",
    "shares_on_facebook",
    "shares_on_linkedin",
    "shares_on_x",
    "shows_hours_of_effort",
    "signatories",
    "site_id",
    "starts_at",
    "status",
    "subject",
    "subject_id",
    "support_address",
    "template_id",
    "template_version",
    "terms_url",
    "text",
    "title",
    "title_override",
    "total_hours_of_effort",
    "type_label",
    "type_slug",
    "until",
    "user_id",
    "uuid",
    "visible_at",
    "width",
];

/// Before the names of attributes of credentials, which callers choose.
const ATTRIBUTE: &str = "attributes.";

/// Before the names of what certificates show.
const FACT: &str = "facts.";

/// The first name among what is told for which readers have no words; none where they have all.
#[must_use]
pub fn unnamed(details: &Value) -> Option<&str> {
    let mut names = details.as_object().into_iter().flat_map(Map::keys).map(String::as_str);
    names.find(|name| !name.starts_with(ATTRIBUTE) && !NAMES.contains(&name.strip_prefix(FACT).unwrap_or(name)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::unnamed;

    #[test]
    fn names_of_callers_and_of_certificates_are_told_apart() {
        assert_eq!(
            unnamed(&json!({ "title": {}, "facts.title": {}, "attributes.shoe size": {} })),
            None
        );
        assert_eq!(unnamed(&json!({ "title": {}, "shoe_size": {} })), Some("shoe_size"));
        assert_eq!(unnamed(&json!({ "facts.shoe_size": {} })), Some("facts.shoe_size"));
        assert_eq!(unnamed(&json!({})), None);
    }
}
