//! Revoking what a filter of the credentials lets through: count it, see what would become of each, say why, then do it.
//!
//! Invariant: what is revoked is what was seen, each credential in the version that was seen. What is awarded or changed meanwhile is
//! left alone.

mod checking;
mod count;
mod part;
mod query;
mod report;
mod revoking;
mod run;
mod verdict;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::credentials::filter::Filter;
use super::entry::Entry;
use super::path::CREDENTIALS;
use super::sheet::style as sheet;
use super::work::style;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::browser::focus_soon;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use checking::CheckStep;
use count::CountStep;
use part::{Extent, PART, size};
use revoking::RevokeStep;
use verdict::Seen;

/// How far one has come.
#[derive(Clone)]
enum Step {
    Count,
    /// So many of them.
    Check(Extent),
    /// Those that were seen, and why.
    Revoke(Arc<Vec<Seen>>, String),
}

/// The page, for who may revoke.
#[component]
pub(super) fn RevokePage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let most = size(query.read().get(PART).as_deref());
        (Filter::read(|name| query.read().get(name)), most)
    });
    view! {
        <Entry needs=Permission::RevokeCredentials let:_viewer>
            {move || {
                let (filter, most) = asked.get();
                view! { <Revoke filter most/> }
            }}
        </Entry>
    }
}

#[component]
fn Revoke(
    /// Which credentials.
    filter: Filter,
    /// How many of them are a part.
    most: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.revoke.title).to_owned());
    let list = filter.path(None);
    let body = if filter.is_empty() {
        view! { <Unfiltered/> }.into_any()
    } else {
        view! { <Steps filter most/> }.into_any()
    };
    view! {
        <p class=sheet::back><A href=list>{t!(i18n, console.credentials.title)}</A></p>
        <PageHeader heading=move || t_string!(i18n, console.revoke.title)>
            <p>{t!(i18n, console.revoke.lead)}</p>
        </PageHeader>
        {body}
    }
}

#[component]
fn Steps(filter: Filter, most: usize) -> impl IntoView {
    let step = RwSignal::new(Step::Count);
    let go = move |next: Step| {
        step.set(next);
        focus_soon("#step".to_owned());
    };
    let on_counted = Callback::new(move |extent| go(Step::Check(extent)));
    let on_confirmed = Callback::new(move |(seen, reason)| go(Step::Revoke(seen, reason)));
    let on_again = Callback::new(move |()| go(Step::Count));
    move || match step.get() {
        Step::Count => view! { <CountStep filter=filter.clone() most on_counted/> }.into_any(),
        Step::Check(extent) => {
            view! { <CheckStep filter=filter.clone() extent most on_confirmed on_again/> }.into_any()
        }
        Step::Revoke(seen, reason) => view! { <RevokeStep seen reason on_again/> }.into_any(),
    }
}

/// Everything at once is never revoked.
#[component]
fn Unfiltered() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty icon=Icon::Search>
            <h2>{t!(i18n, console.revoke.unfiltered)}</h2>
            <p>{t!(i18n, console.revoke.unfiltered_why)}</p>
            <p><A href=CREDENTIALS.to_owned()>{t!(i18n, console.credentials.title)}</A></p>
        </Empty>
    }
}

/// How many credentials are done of how many.
fn progress(i18n: I18nContext<Locale>, done: usize, count: usize) -> String {
    if count == 1 {
        t_string!(i18n, console.revoke.progress_one, done = done)
    } else {
        t_string!(
            i18n,
            console.revoke.progress,
            done = grouped(i18n, done),
            count = grouped(i18n, count)
        )
    }
}
