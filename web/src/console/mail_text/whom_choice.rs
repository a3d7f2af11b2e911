//! For whom a new text is: every program, those of a type, or one.

use leptos::prelude::*;

use super::controls::{ALL, Controls, PROGRAM, TYPE};
use super::fault::Place;
use super::problems::Problems;
use super::query;
use crate::console::choice::Choice;
use crate::console::object_choice::{ObjectChoice, Wanted};
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::field::Field;
use crate::ui::problem::Problem;

const MAX_TYPE_LENGTH: &str = "255";

/// Where it is told what is wrong with the choice.
const HERE: &[Place] = &[Place::ProgramType, Place::Program];

/// A program, named by its UUID.
const ONE: Wanted = Wanted {
    search_id: "program-title",
    field_id: "program-uuid",
    limit: "36",
    label: |i18n| t_string!(i18n, console.mail_text.program_uuid),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.catalogue.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.catalogue.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.catalogue.count_many, count = grouped(i18n, total)),
    },
    none_found: |i18n| t_string!(i18n, console.catalogue.none_found),
    hint: |i18n| t_string!(i18n, console.mail_text.program_uuid_hint),
};

/// The choice, and what goes with it.
#[component]
pub(super) fn WhomChoice(
    /// The types of programs that are known, in one line.
    slugs: String,
    /// Where it is chosen.
    controls: Controls,
    /// What is wrong with it.
    problems: Problems,
) -> impl IntoView {
    let i18n = use_i18n();
    let scopes = Signal::derive(move || {
        [
            (ALL, t_string!(i18n, console.mail_text.whom_all)),
            (TYPE, t_string!(i18n, console.mail_text.a_type)),
            (PROGRAM, t_string!(i18n, console.mail_text.a_program)),
        ]
        .map(|(word, words)| (word.to_owned(), words.to_owned()))
        .to_vec()
    });
    let more = move || match controls.whom.get().as_str() {
        TYPE => view! { <ProgramType slugs=slugs.clone() controls problems/> }.into_any(),
        PROGRAM => view! {
            <ObjectChoice
                ask=query::programs
                wanted=ONE
                value=String::new()
                problem=problems.at(HERE)
                node_ref=controls.program_uuid
            />
        }
        .into_any(),
        _ => view! { <Problem words=problems.at(HERE)/> }.into_any(),
    };
    view! {
        <fieldset id="scope" class=style::group>
            <legend>{t!(i18n, console.mail_text.whom)}</legend>
            <Choice id="whom" label=move || t_string!(i18n, console.mail_text.programs) options=scopes value=controls.whom/>
            <p class=style::minor>{t!(i18n, console.mail_text.whom_hint)}</p>
            {more}
        </fieldset>
    }
}

/// A type is named by its slug.
#[component]
fn ProgramType(
    /// Those that are known.
    slugs: String,
    controls: Controls,
    problems: Problems,
) -> impl IntoView {
    let i18n = use_i18n();
    let hint = move || {
        if slugs.is_empty() {
            t_string!(i18n, console.mail_text.type_hint).to_owned()
        } else {
            t_string!(i18n, console.mail_text.type_hint_known, slugs = slugs.clone())
        }
    };
    view! {
        <Field
            id="program-type"
            kind="text"
            label=move || t_string!(i18n, console.mail_text.type_label)
            hint
            value=String::new()
            limit=MAX_TYPE_LENGTH.to_owned()
            problem=problems.at(HERE)
            node_ref=controls.program_type
        />
    }
}
