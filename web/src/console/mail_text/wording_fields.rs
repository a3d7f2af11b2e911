//! The fields of what is said, and what can be filled in there.

use leptos::prelude::*;

use super::controls::Controls;
use super::draft::Wording;
use super::fault::Place;
use super::places::Places;
use super::problems::Problems;
use crate::console::area::Area;
use crate::console::language_choice::LanguageChoice;
use crate::i18n::{t_string, use_i18n};
use crate::ui::field::Field;

const MAX_SUBJECT_LENGTH: &str = "200";
const MAX_BODY_LENGTH: &str = "20000";

/// Language, subject, and both forms of the body.
#[component]
pub(super) fn WordingFields(
    /// As they are at first.
    before: Wording,
    /// Where they are written.
    controls: Controls,
    /// What is wrong with them.
    problems: Problems,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <LanguageChoice
            control=controls.language
            usual=|i18n| t_string!(i18n, console.mail_texts.usual_language)
            hint=|i18n| t_string!(i18n, console.mail_text.language_hint)
            problem=problems.at(&[Place::Language])
        />
        <Places/>
        <Field
            id="subject"
            kind="text"
            label=move || t_string!(i18n, console.mail_text.subject)
            hint=move || t_string!(i18n, console.mail_text.subject_hint)
            value=before.subject
            limit=MAX_SUBJECT_LENGTH.to_owned()
            problem=problems.at(&[Place::Subject])
            detail=problems.detail_at(&[Place::Subject])
            node_ref=controls.subject
        />
        <Area
            id="html"
            label=move || t_string!(i18n, console.mail_text.html)
            hint=move || t_string!(i18n, console.mail_text.html_hint)
            value=before.html
            limit=MAX_BODY_LENGTH
            rows="10"
            problem=problems.at(&[Place::Html])
            detail=problems.detail_at(&[Place::Html])
            node_ref=controls.html
        />
        <Area
            id="text"
            label=move || t_string!(i18n, console.mail_text.text)
            hint=move || t_string!(i18n, console.mail_text.text_hint)
            value=before.text
            limit=MAX_BODY_LENGTH
            rows="8"
            problem=problems.at(&[Place::Text])
            detail=problems.detail_at(&[Place::Text])
            node_ref=controls.text
        />
    }
}
