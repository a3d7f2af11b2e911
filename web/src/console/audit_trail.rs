//! What people did and must answer for, newest first, a page at a time.
//!
//! Invariant: the address says what the list is filtered by and where it goes on, so a link or the way back leads to the same entries.

mod entries;
mod filter;
mod filter_bar;
mod fragment;
mod query;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::browser;
use super::entry::Entry;
use super::path::AUDIT_TRAIL;
use super::turning::{Pages, turn};
use crate::announce::{page_title, speaker};
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
pub(super) use entries::Entries;
use filter::Filter;
use filter_bar::FilterBar;
pub(super) use fragment::AuditTrailEntry;
use query::{Answer, Page};

stylance::import_crate_style!(style, "src/console/audit_trail/style.module.css");

/// The page, for who may see what others did.
#[component]
pub(super) fn AuditTrailPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ViewTrail let:_viewer>
            <AuditTrail/>
        </Entry>
    }
}

#[component]
fn AuditTrail() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.trail.title).to_owned());
    let query = use_query_map();
    let filter = Memo::new(move |_| Filter::read(|name| query.read().get(name)));
    let asked = Memo::new(move |_| (filter.get(), query.read().get(filter::AFTER)));
    let has_listed = StoredValue::new(false);
    let list = move || {
        let (filter, after) = asked.get();
        let is_changed = has_listed.get_value();
        has_listed.set_value(true);
        view! { <List filter after is_changed/> }
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, console.trail.title)>
            <p>{t!(i18n, console.trail.lead)}</p>
        </PageHeader>
        <FilterBar filter/>
        {list}
    }
}

#[component]
fn List(
    filter: Filter,
    /// The cursor after which the page begins.
    after: Option<String>,
    /// Another list stood here before: how long this one is, is news.
    is_changed: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let asked = StoredValue::new((filter, after));
    let fetch = move || asked.with_value(|(filter, after)| query::page(filter, after.clone()));
    let count = move |total: Option<i32>| match total {
        None => t_string!(i18n, console.trail.countless).to_owned(),
        Some(1) => t_string!(i18n, console.trail.one).to_owned(),
        Some(total) => t_string!(i18n, console.trail.many, count = total),
    };
    view! {
        <section id="list" class=style::list tabindex="-1" aria-label=t!(i18n, console.trail.title)>
            <Loaded fetch=fetch subject=Subject::Part loading=Skeleton let:answer>
                {match answer {
                    Answer::Unfit => view! { <Nothing is_unfit=true/> }.into_any(),
                    Answer::Page(Page { nodes, .. }) if nodes.is_empty() => {
                        if is_changed {
                            say(&count(Some(0)));
                        }
                        view! { <Nothing is_unfit=false/> }.into_any()
                    }
                    Answer::Page(Page { nodes, next, total }) => {
                        if is_changed {
                            say(&count(total));
                            browser::rescue_focus("#list");
                        }
                        let (filter, after) = asked.get_value();
                        let pages = Pages {
                            first: after.is_some().then(|| filter.path(None)),
                            previous: None,
                            next: next.map(|it| filter.path(Some(&it))),
                        };
                        view! {
                            <p class=style::count>{text(move || count(total))}</p>
                            <Entries entries=nodes is_of_one=false/>
                            {turn(pages)}
                        }
                        .into_any()
                    }
                }}
            </Loaded>
        </section>
    }
}

/// Why the list is empty.
#[component]
fn Nothing(
    /// What the filter says can be nobody's.
    is_unfit: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty icon=Icon::Search>
            <h2>{t!(i18n, console.trail.nothing)}</h2>
            {is_unfit.then(|| view! { <p>{t!(i18n, console.credentials.unfit)}</p> })}
            <p><A href=AUDIT_TRAIL.to_owned()>{t!(i18n, console.credentials.reset)}</A></p>
        </Empty>
    }
}
