//! The one thing that the list is about, where the address names one. It is chosen on that thing's own page, and left here.

use leptos::prelude::*;
use leptos_router::components::A;

use super::filter::Filter;
use super::fragment::AuditTrailSubject;
use super::style;
use crate::i18n::use_i18n;
use crate::text::{t, text};
use crate::ui::icon::{Icon, IconView};

/// Digits of an id that tell a thing without a name apart from others nearby.
const BEGINNING: usize = 8;

/// What a thing is called, as far as the server told that for this id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Named {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
}

/// Kind and name of the thing, and the way to the same list without it; nothing where the list is about all things.
#[component]
pub(super) fn Thing(
    /// What the address says now.
    filter: Memo<Filter>,
    /// What was told last.
    named: RwSignal<Named>,
) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let mut filter = filter.get();
        let id = filter.thing.take()?;
        let kind = AuditTrailSubject::of(&id);
        let kind = text(move || kind.map(|it| it.words(i18n)).unwrap_or_default());
        let name = Memo::new(move |_| {
            let named = named.read();
            let number = id.rsplit(':').next().unwrap_or_default();
            match &named.name {
                Some(name) if named.id.as_ref() == Some(&id) => name.clone(),
                Some(_) | None => number.chars().take(BEGINNING).collect(),
            }
        });
        let view = view! {
            <p class=style::thing>
                <span>{t!(i18n, console.trail.only)} " " {kind} " · " <bdi>{move || name.get()}</bdi></span>
                <A href=filter.path(None) attr:class="button">
                    <IconView icon=Icon::Cross/>
                    <span>
                        {t!(i18n, console.configuration.remove)} " " <bdi class="visually-hidden">{move || name.get()}</bdi>
                    </span>
                </A>
            </p>
        };
        Some(view)
    }
}
