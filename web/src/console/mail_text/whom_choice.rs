//! For whom a new text is: every program, those of a type, or one.

use leptos::prelude::*;

use super::controls::{ALL, Controls, OTHER, PROGRAM, TYPE};
use super::fault::Place;
use super::problems::Problems;
use super::query::Program;
use crate::console::choice::Choice;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::field::Field;
use crate::ui::problem::Problem;

const MAX_TYPE_LENGTH: &str = "255";
const MAX_UUID_LENGTH: &str = "36";

/// Where it is told what is wrong with the choice.
const HERE: &[Place] = &[Place::ProgramType, Place::Program];

/// The choice, and what goes with it.
#[component]
pub(super) fn WhomChoice(
    /// Those to choose from.
    programs: Vec<Program>,
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
    let programs = StoredValue::new(programs);
    let more = move || match controls.whom.get().as_str() {
        TYPE => view! { <ProgramType slugs=programs.with_value(|it| slugs(it)) controls problems/> }.into_any(),
        PROGRAM => view! { <OneProgram programs controls problems/> }.into_any(),
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
    /// Those that the catalogue has.
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

/// A program is chosen, or named by its UUID where it is not listed.
#[component]
fn OneProgram(programs: StoredValue<Vec<Program>>, controls: Controls, problems: Problems) -> impl IntoView {
    let i18n = use_i18n();
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t_string!(i18n, console.configuration.choose).to_owned())];
        programs.with_value(|programs| {
            options.extend(programs.iter().map(|it| (it.uuid.as_str().to_owned(), it.name())));
        });
        options.push((
            OTHER.to_owned(),
            t_string!(i18n, console.mail_text.other_program).to_owned(),
        ));
        options
    });
    let is_other = Memo::new(move |_| *controls.program.read() == OTHER);
    let more = move || {
        if is_other.get() {
            view! {
                <Field
                    id="program-uuid"
                    kind="text"
                    label=move || t_string!(i18n, console.mail_text.program_uuid)
                    hint=move || t_string!(i18n, console.mail_text.program_uuid_hint)
                    value=String::new()
                    limit=MAX_UUID_LENGTH.to_owned()
                    problem=problems.at(HERE)
                    node_ref=controls.program_uuid
                />
            }
            .into_any()
        } else {
            view! { <Problem words=problems.at(HERE)/> }.into_any()
        }
    };
    view! {
        <Choice id="program" label=move || t_string!(i18n, console.mail_text.program) options value=controls.program/>
        {more}
    }
}

/// The types of these programs, each once, in one line.
fn slugs(programs: &[Program]) -> String {
    let mut slugs: Vec<&str> = programs.iter().map(|it| it.type_slug.as_str()).collect();
    slugs.retain(|it| !it.is_empty());
    slugs.sort_unstable();
    slugs.dedup();
    slugs.join(", ")
}
