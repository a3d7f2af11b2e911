//! The way from a thing to all that the audit trail tells of it.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::enumeration::Permission;
use crate::i18n::use_i18n;
use crate::shell::Shell;
use crate::text::t;
use crate::ui::icon::{Icon, IconView};

/// Nothing for who may not see the trail.
#[component]
pub(super) fn HistoryLink(
    /// Its address in the trail.
    href: String,
    /// What the thing is called, where several stand on the page: for those who hear the link alone.
    #[prop(optional)]
    name: Option<Signal<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let viewer = Shell::expect().viewer();
    let may_see = viewer.is_some_and(|it| it.permissions.contains(&Permission::ViewTrail));
    may_see.then(|| {
        view! {
            <A href attr:class="button">
                <IconView icon=Icon::Clock/>
                <span>
                    {t!(i18n, console.credential.history)}
                    {name.map(|it| view! { " " <bdi class="visually-hidden">{move || it.get()}</bdi> })}
                </span>
            </A>
        }
    })
}
