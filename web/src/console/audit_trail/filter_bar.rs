//! The controls above the list. A choice takes effect at once, and with it what was written; otherwise that does when it is sent.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::filter::Filter;
use super::fragment::{AuditTrailAction, AuditTrailSubject};
use super::style;
use crate::console::credentials::filter::{MAX_LENGTH, read_day};
use crate::console::filter_field::{FilterField, read_text};
use crate::console::path::AUDIT_TRAIL;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::{Icon, IconView};
use crate::ui::select::Select;

/// Who, to whom, what, and from when to when.
#[component]
pub(super) fn FilterBar(
    /// What the address says now.
    filter: Memo<Filter>,
) -> impl IntoView {
    let i18n = use_i18n();
    let [actor, username, from, until] = [(); 4].map(|()| NodeRef::<Input>::new());
    let navigate = StoredValue::new_local(use_navigate());
    let written = |field: NodeRef<Input>| field.get_untracked().map(|it| it.value()).unwrap_or_default();
    let go = move |choose: &dyn Fn(&mut Filter)| {
        let mut wanted = filter.get_untracked();
        wanted.actor = read_text(&written(actor), MAX_LENGTH);
        wanted.username = read_text(&written(username), MAX_LENGTH);
        wanted.from = read_day(&written(from));
        wanted.until = read_day(&written(until));
        choose(&mut wanted);
        if wanted != filter.get_untracked() {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&wanted.path(None), options));
        }
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        go(&|_| ());
    };
    let told = move |part: fn(&Filter) -> &Option<String>| {
        Signal::derive(move || part(&filter.read()).clone().unwrap_or_default())
    };
    let reversed = Signal::derive(move || {
        if filter.read().is_reversed() {
            t_string!(i18n, console.reversed).to_owned()
        } else {
            String::new()
        }
    });
    let reset = move || {
        let is_filtered = !filter.read().is_empty();
        is_filtered.then(|| view! { <A href=AUDIT_TRAIL.to_owned()>{t!(i18n, console.credentials.reset)}</A> })
    };
    view! {
        <form class=style::bar role="search" aria-label=t!(i18n, console.trail.filter) on:submit=send novalidate>
            <FilterField
                id="actor"
                kind="search"
                label=t!(i18n, console.trail.actor)
                limit=MAX_LENGTH
                value=told(|it| &it.actor)
                node_ref=actor
            />
            <FilterField
                id="username"
                kind="search"
                label=t!(i18n, console.trail.person)
                limit=MAX_LENGTH
                value=told(|it| &it.username)
                node_ref=username
            />
            <Choices filter choose=Callback::new(move |choice: Choice| go(&|it| choice.put(it)))/>
            <FilterField
                id="from"
                kind="date"
                label=t!(i18n, console.trail.from)
                limit=MAX_LENGTH
                value=told(|it| &it.from)
                node_ref=from
            />
            <FilterField
                id="until"
                kind="date"
                label=t!(i18n, console.trail.until)
                limit=MAX_LENGTH
                value=told(|it| &it.until)
                problem=reversed
                node_ref=until
            />
            <p class=style::foot>
                <button class="button" type="submit">
                    <IconView icon=Icon::Search/>
                    {t!(i18n, credentials.submit)}
                </button>
                {reset}
            </p>
        </form>
    }
}

/// What was chosen from a list.
#[derive(Clone, Copy)]
enum Choice {
    Action(Option<AuditTrailAction>),
    Subject(Option<AuditTrailSubject>),
}

impl Choice {
    fn put(self, filter: &mut Filter) {
        match self {
            Self::Action(action) => filter.action = action,
            Self::Subject(subject) => filter.subject = subject,
        }
    }
}

/// What was done, and to what kind of thing.
#[component]
fn Choices(
    /// What the address says now.
    filter: Memo<Filter>,
    /// Takes a new choice.
    choose: Callback<Choice>,
) -> impl IntoView {
    let i18n = use_i18n();
    let all = move || ("", t_string!(i18n, console.trail.every_action).to_owned());
    let action = Signal::derive(move || {
        let chosen = filter.read().action;
        chosen.map(AuditTrailAction::word).unwrap_or_default().to_owned()
    });
    let actions = Signal::derive(move || {
        let each = AuditTrailAction::ALL
            .into_iter()
            .map(|it| (it.word(), it.words(i18n).to_owned()));
        std::iter::once(all()).chain(each).collect::<Vec<_>>()
    });
    let subject = Signal::derive(move || {
        let chosen = filter.read().subject;
        chosen.map(AuditTrailSubject::word).unwrap_or_default().to_owned()
    });
    let subjects = Signal::derive(move || {
        let each = AuditTrailSubject::ALL
            .into_iter()
            .map(|it| (it.word(), it.words(i18n).to_owned()));
        std::iter::once(all()).chain(each).collect::<Vec<_>>()
    });
    view! {
        <Select
            id="action"
            label=move || t_string!(i18n, console.trail.what)
            options=actions
            value=action
            on_change=Callback::new(move |word: String| choose.run(Choice::Action(AuditTrailAction::read(&word))))
        />
        <Select
            id="subject"
            label=move || t_string!(i18n, console.chain.kind)
            options=subjects
            value=subject
            on_change=Callback::new(move |word: String| choose.run(Choice::Subject(AuditTrailSubject::read(&word))))
        />
    }
}
