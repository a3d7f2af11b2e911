//! The credentials of everybody, newest award first, a page at a time.
//!
//! Invariant: the address says what the list is filtered by and where it goes on, so a link or the way back leads to the same rows.

pub(super) mod filter;
mod filter_bar;
mod query;
mod row;

use std::collections::HashMap;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::browser;
use super::entry::Entry;
use super::path::CREDENTIALS;
use super::table::style as table;
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
use filter::Filter;
use filter_bar::FilterBar;
use query::{Answer, Page};
use row::Row;

stylance::import_crate_style!(style, "src/console/credentials/style.module.css");

/// Which cursor a page began with that ended with another one: the way back.
type Trail = StoredValue<HashMap<String, Option<String>>>;

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    filter: Filter,
    /// The cursor after which the page begins; none for the first.
    after: Option<String>,
}

/// The page, for who may see everybody's credentials.
#[component]
pub(super) fn CredentialsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ViewAllCredentials let:_viewer>
            <Credentials/>
        </Entry>
    }
}

#[component]
fn Credentials() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.credentials.title).to_owned());
    let query = use_query_map();
    let filter = Memo::new(move |_| Filter::read(|name| query.read().get(name)));
    let asked = Memo::new(move |_| Asked {
        filter: filter.get(),
        after: query.read().get(filter::AFTER),
    });
    let trail = Trail::new(HashMap::new());
    let has_listed = StoredValue::new(false);
    let list = move || {
        let asked = asked.get();
        let is_changed = has_listed.get_value();
        has_listed.set_value(true);
        view! { <List asked trail is_changed/> }
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, console.credentials.title)>
            <p>{t!(i18n, console.credentials.lead)}</p>
        </PageHeader>
        <FilterBar filter/>
        {list}
    }
}

#[component]
fn List(
    asked: Asked,
    trail: Trail,
    /// Another list stood here before: how long this one is, is news.
    is_changed: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let asked = StoredValue::new(asked);
    let fetch = move || asked.with_value(|it| query::page(&it.filter, it.after.clone()));
    let count = move |total: Option<i32>| match total {
        None => t_string!(i18n, credentials.count_countless).to_owned(),
        Some(1) => t_string!(i18n, credentials.count_one).to_owned(),
        Some(total) => t_string!(i18n, credentials.count_many, count = total),
    };
    view! {
        <section id="list" class=style::list tabindex="-1" aria-label=t!(i18n, console.credentials.title)>
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
                        let Asked { filter, after } = asked.get_value();
                        let previous = after.as_ref().and_then(|it| trail.with_value(|trail| trail.get(it).cloned()));
                        if let Some(next) = &next {
                            trail.update_value(|trail| {
                                trail.insert(next.clone(), after.clone());
                            });
                        }
                        let pages = Pages {
                            first: after.is_some().then(|| filter.path(None)),
                            previous: previous.map(|it| filter.path(it.as_deref())),
                            next: next.map(|it| filter.path(Some(&it))),
                        };
                        view! {
                            <p class=style::count>{text(move || count(total))}</p>
                            <Rows nodes/>
                            {turn(pages)}
                        }
                        .into_any()
                    }
                }}
            </Loaded>
        </section>
    }
}

#[component]
fn Rows(nodes: Vec<query::Credential>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.credentials.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.credential)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.learner)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.awarded)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {nodes.into_iter().map(|credential| view! { <Row credential/> }).collect_view()}
            </tbody>
        </table>
    }
}

/// Why the list is empty.
#[component]
fn Nothing(
    /// What the filter says can be nobody's and nothing's.
    is_unfit: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Empty icon=Icon::Search>
            <h2>{t!(i18n, credentials.none_found)}</h2>
            {is_unfit.then(|| view! { <p>{t!(i18n, console.credentials.unfit)}</p> })}
            <p><A href=CREDENTIALS.to_owned()>{t!(i18n, console.credentials.show_all)}</A></p>
        </Empty>
    }
}
