//! The question before an award: what would become of it, what to know first, and why where something changes.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::query::{self, About, AttributeInput, Award, AwardOutcome, Refusal, Verdict};
use super::{style, words};
use crate::api::enumeration::LearningObjectType;
use crate::console::became::Changes;
use crate::console::browser::is_ahead;
use crate::console::parting::Parting;
use crate::console::path;
use crate::console::reason::ReasonField;
use crate::console::unsaved::Unsaved;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::DialogFoot;
use crate::ui::icon::{Icon, IconView};
use crate::ui::problem::Problem;

/// What would become of it, and the button that does it.
#[component]
pub(super) fn Confirmation(
    award: Award,
    verdict: Verdict,
    /// What it is about, beside ids; none where that could not be asked.
    about: Option<About>,
    is_open: RwSignal<bool>,
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let navigate = StoredValue::new_local(use_navigate());
    let reason = NodeRef::<Input>::new();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let Verdict { outcome, number, .. } = verdict;
    if matches!(outcome, AwardOutcome::Unchanged) {
        // All that was written is there already.
        unsaved.settle();
    }
    let meaning = move || match outcome {
        AwardOutcome::Created => t_string!(i18n, console.award.created),
        AwardOutcome::Reinstated => t_string!(i18n, console.award.reinstated),
        AwardOutcome::Updated => t_string!(i18n, console.award.updated),
        AwardOutcome::Unchanged => t_string!(i18n, console.award.unchanged),
        AwardOutcome::Refused => t_string!(i18n, console.award.other),
    };
    let changes_one = matches!(outcome, AwardOutcome::Reinstated | AwardOutcome::Updated);
    let summary = view! { <Summary award=award.clone() about=about.clone()/> };
    let warnings = view! { <Warnings award=award.clone() about/> };
    let press = move || {
        if is_busy.get_untracked() {
            return;
        }
        let why = reason.get_untracked().map(|it| it.value().trim().to_owned());
        if why.as_ref().is_some_and(String::is_empty) {
            refusal.set(Some(Refusal::Reason));
            if let Some(field) = reason.get_untracked() {
                // The field is in the page; focusing it cannot fail.
                let _ = field.focus();
            }
            return;
        }
        let award = Award {
            reason: why,
            ..award.clone()
        };
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::award(award).await;
            is_busy.set(false);
            match answer {
                Ok(verdict) => {
                    unsaved.settle();
                    is_open.set(false);
                    parting.leave(if verdict.outcome == outcome {
                        t_string!(i18n, console.award.done)
                    } else {
                        t_string!(i18n, console.award.done_otherwise)
                    });
                    if let Some(number) = verdict.number {
                        navigate.with_value(|navigate| navigate(&path::credential(number), NavigateOptions::default()));
                    }
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let at = move |is_at_reason: bool| {
        Signal::derive(move || match refusal.read().as_ref() {
            Some(it) if matches!(it, Refusal::Reason) == is_at_reason => words(i18n, it).to_owned(),
            Some(_) | None => String::new(),
        })
    };
    let reason_field = changes_one.then(|| {
        view! {
            <ReasonField hint=move || t_string!(i18n, console.award.reason_hint) problem=at(true) node_ref=reason/>
        }
    });
    let existing = number.map(|number| {
        view! { <p><A href=path::credential(number)>{t!(i18n, console.award.existing)}</A></p> }
    });
    let is_to_do = !matches!(outcome, AwardOutcome::Unchanged | AwardOutcome::Refused);
    let press = StoredValue::new(press);
    view! {
        {summary}
        <p>{text(meaning)}</p>
        <div><Changes changes=verdict.changes/></div>
        {warnings}
        {existing}
        {reason_field}
        <Problem words=at(false)/>
        <DialogFoot>
            <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
            {is_to_do.then(|| view! {
                <Button on_press=move || press.with_value(|it| it()) is_busy weight=Weight::Primary>
                    {t!(i18n, console.award.award)}
                </Button>
            })}
        </DialogFoot>
    }
}

/// All that was entered, what has a name by its name.
#[component]
fn Summary(award: Award, about: Option<About>) -> impl IntoView {
    let i18n = use_i18n();
    let (title, name) = about.map(|it| (it.title, it.name)).unwrap_or_default();
    let Award {
        username,
        learning_object,
        recipient_name,
        date_override,
        attributes,
        ..
    } = award;
    let date = date_override.map(|it| text(move || format::long_date(&it, &date_language(i18n))));
    let attributes: Vec<_> = attributes
        .unwrap_or_default()
        .into_iter()
        .map(|AttributeInput { name, value }| view! { <div><bdi>{name}</bdi> " = " <bdi>{value}</bdi></div> })
        .collect();
    let recipient = recipient_name.map(|name| {
        view! { <dt>{t!(i18n, console.credential.recipient)}</dt><dd><bdi>{name}</bdi></dd> }
    });
    let date = date.map(|it| view! { <dt>{t!(i18n, console.credential.date)}</dt><dd>{it}</dd> });
    let attributes = (!attributes.is_empty()).then(|| {
        view! { <dt>{t!(i18n, console.credential.attributes)}</dt><dd>{attributes}</dd> }
    });
    view! {
        <dl class=style::summary>
            <dt>{t!(i18n, console.credentials.column.learner)}</dt>
            <dd>{told(name, username)}</dd>
            {recipient}
            <dt>{t!(i18n, console.credential.object)}</dt>
            <dd>{told(title, learning_object.id)}</dd>
            {date}
            {attributes}
        </dl>
    }
}

/// What to know before it is awarded.
#[component]
fn Warnings(award: Award, about: Option<About>) -> impl IntoView {
    let i18n = use_i18n();
    let is_run = award.learning_object.kind == LearningObjectType::CourseRun;
    let is_unlisted = is_run && about.is_some_and(|it| it.title.is_none());
    let unlisted = is_unlisted.then(|| t!(i18n, console.award.unlisted));
    let hidden = award.date_override.filter(is_ahead).map(|it| {
        text(move || {
            let date = format::long_date(&it, &date_language(i18n));
            t_string!(i18n, console.award.hidden, date = date)
        })
    });
    let warnings: Vec<Text> = unlisted.into_iter().chain(hidden).collect();
    warnings
        .into_iter()
        .map(|words| view! { <p class=style::warning><IconView icon=Icon::Question/> <span>{words}</span></p> })
        .collect_view()
}

/// What people call something, and its id; the id alone where that is all there is.
fn told(name: Option<String>, id: String) -> AnyView {
    match name {
        Some(name) => view! { <bdi>{name}</bdi> " " <bdi class=style::hint>{id}</bdi> }.into_any(),
        None => view! { <bdi>{id}</bdi> }.into_any(),
    }
}
