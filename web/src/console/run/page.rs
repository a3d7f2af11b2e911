//! The page of one run, which the address names.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::Run;
use crate::announce::page_title;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::path;
use crate::format;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;

/// Where all runs of a kind are, and what they are of.
#[derive(Clone, Copy)]
pub(in crate::console) struct All {
    /// The address.
    pub(in crate::console) path: &'static str,
    /// What the page there is called.
    pub(in crate::console) title: fn(I18nContext<Locale>) -> &'static str,
}

/// The head of the page and the run, or that there is none.
#[component]
pub(in crate::console) fn RunPage<R: Run>(
    /// Where all runs are.
    all: All,
    /// Shows the run.
    show: fn(RwSignal<Option<R>>) -> AnyView,
) -> impl IntoView {
    let query = use_query_map();
    let id = Memo::new(move |_| query.read().get(path::ID).unwrap_or_default());
    move || {
        let id = id.get();
        view! {
            <Loaded fetch=move || R::find(id.clone()) subject=Subject::Page loading=Skeleton let:run>
                {match run {
                    Some(run) => found(run, all, show),
                    None => view! { <Unknown all/> }.into_any(),
                }}
            </Loaded>
        }
    }
}

fn found<R: Run>(run: R, all: All, show: fn(RwSignal<Option<R>>) -> AnyView) -> AnyView {
    let i18n = use_i18n();
    let at = run.requested_at().clone();
    let title = move || {
        let date = format::moment(Some(&at.0), &date_language(i18n));
        t_string!(i18n, console.catalog_syncs.run_of, date = date)
    };
    page_title(title.clone());
    view! {
        <PageHeader heading=title>
            <p><A href=all.path exact=true>{t!(i18n, console.catalog_syncs.history)}</A></p>
        </PageHeader>
        {show(RwSignal::new(Some(run)))}
    }
    .into_any()
}

/// There is no run of this id.
#[component]
fn Unknown(all: All) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.catalog_syncs.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.catalog_syncs.unknown)}</h1>
            <p>{t!(i18n, console.catalog_syncs.unknown_why)}</p>
            <p><A href=all.path>{text(move || (all.title)(i18n))}</A></p>
        </Notice>
    }
}
