//! A list of the console, a page at a time.
//!
//! Invariant: the address says where the list goes on, so a link or the way back leads to the same rows.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::browser;
use crate::announce::speaker;
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{Locale, use_i18n};
use crate::text::{t, text};
use crate::ui::skeleton::Skeleton;

stylance::import_crate_style!(style, "src/console/listing.module.css");

/// The parameter of the address that says where the list goes on.
pub(super) const AFTER: &str = "after";

/// How many are asked for at once.
pub(super) const PAGE_SIZE: i32 = 25;

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Page<T> {
    pub(super) nodes: Vec<T>,
    /// The cursor after which the list goes on; none at its end.
    pub(super) next: Option<String>,
    /// None where they are too many to count.
    pub(super) total: Option<i32>,
}

impl<T> Page<T> {
    /// One of a list that has nothing in it.
    pub(super) const fn none() -> Self {
        Self {
            nodes: Vec::new(),
            next: None,
            total: Some(0),
        }
    }
}

/// What became of the question for one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer<T> {
    /// It.
    Page(Page<T>),
    /// The server says that something in the filter or the cursor cannot be.
    Unfit,
}

impl<T> Answer<T> {
    /// The same with something else for each row.
    pub(super) fn map<U>(self, change: impl FnMut(T) -> U) -> Answer<U> {
        match self {
            Self::Page(Page { nodes, next, total }) => Answer::Page(Page {
                nodes: nodes.into_iter().map(change).collect(),
                next,
                total,
            }),
            Self::Unfit => Answer::Unfit,
        }
    }

    /// Tells an impossible question from a failure.
    ///
    /// # Errors
    /// Every failure that is not the question's fault.
    pub(super) fn of(page: Result<Page<T>, ApiError>) -> Result<Self, ApiError> {
        match page {
            Ok(page) => Ok(Self::Page(page)),
            Err(error) if error.failure == Failure::Refused(ErrorCode::BadUserInput) => Ok(Self::Unfit),
            Err(error) => Err(error),
        }
    }
}

/// Which cursor a page began with that ended with another one: the way back.
type Trail = StoredValue<HashMap<String, Option<String>>>;

/// What a list is called and how it says how long it is.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) title: fn(I18nContext<Locale>) -> &'static str,
    /// None where they are too many to count.
    pub(super) count: fn(I18nContext<Locale>, Option<i32>) -> String,
}

/// A list; asked for anew when the address asks for something else or goes on elsewhere.
#[component]
pub(super) fn Listing<K, T, F, V>(
    /// What the address asks for.
    wanted: Memo<K>,
    /// What it is called.
    words: Words,
    /// Asks for the page after a cursor, or the first.
    fetch: impl Fn(K, Option<String>) -> F + Copy + Send + Sync + 'static,
    /// The address of the list, from its beginning or after a cursor.
    path: impl Fn(&K, Option<&str>) -> String + Copy + Send + Sync + 'static,
    /// Why it is empty, and whether because what was asked for cannot be.
    empty: impl Fn(&K, bool) -> AnyView + Copy + Send + Sync + 'static,
    /// Shows what is on the page.
    children: impl Fn(Vec<T>) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + 'static,
    F: Future<Output = Result<Answer<T>, ApiError>> + 'static,
    V: IntoView + 'static,
{
    let query = use_query_map();
    let asked = Memo::new(move |_| (wanted.get(), query.read().get(AFTER)));
    let trail = Trail::new(HashMap::new());
    let has_listed = StoredValue::new(false);
    let children = Arc::new(children);
    move || {
        let (wanted, after) = asked.get();
        let is_changed = has_listed.get_value();
        has_listed.set_value(true);
        let children = Arc::clone(&children);
        let question = (wanted.clone(), after.clone());
        let fetch = move || fetch(question.0.clone(), question.1.clone());
        let searched = wanted.clone();
        let empty = move |is_unfit| empty(&searched, is_unfit);
        let path = move |after: Option<&str>| path(&wanted, after);
        view! { <ListPage after trail is_changed words fetch path empty let:nodes>{children(nodes)}</ListPage> }
    }
}

/// A page of a list with links to others.
#[component]
fn ListPage<T, F, V>(
    /// The cursor after which the page begins; none for the first.
    after: Option<String>,
    /// The way back.
    trail: Trail,
    /// Another list stood here before: how long this one is, is news.
    is_changed: bool,
    /// What it is called.
    words: Words,
    /// Asks for the page.
    fetch: impl Fn() -> F + 'static,
    /// The address of the list, from its beginning or after a cursor.
    path: impl Fn(Option<&str>) -> String + Send + Sync + 'static,
    /// Why it is empty, and whether because what was asked for cannot be.
    empty: impl Fn(bool) -> AnyView + Send + Sync + 'static,
    /// Shows what is on the page.
    children: impl Fn(Vec<T>) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + 'static,
    F: Future<Output = Result<Answer<T>, ApiError>> + 'static,
    V: IntoView + 'static,
{
    let i18n = use_i18n();
    let say = speaker();
    let show = move |answer: Answer<T>| match answer {
        Answer::Unfit => empty(true),
        Answer::Page(Page { nodes, .. }) if nodes.is_empty() => {
            if is_changed {
                say(&(words.count)(i18n, Some(0)));
            }
            empty(false)
        }
        Answer::Page(Page { nodes, next, total }) => {
            if is_changed {
                say(&(words.count)(i18n, total));
                browser::rescue_focus("#list");
            }
            let previous = after
                .as_ref()
                .and_then(|it| trail.with_value(|trail| trail.get(it).cloned()));
            if let Some(next) = &next {
                trail.update_value(|trail| {
                    trail.insert(next.clone(), after.clone());
                });
            }
            let pages = Pages {
                first: after.is_some().then(|| path(None)),
                previous: previous.map(|it| path(it.as_deref())),
                next: next.map(|it| path(Some(&it))),
            };
            view! {
                <p class=style::count>{text(move || (words.count)(i18n, total))}</p>
                {children(nodes)}
                {turn(pages)}
            }
            .into_any()
        }
    };
    view! {
        <section id="list" class=style::list tabindex="-1" aria-label=text(move || (words.title)(i18n))>
            <Loaded fetch=fetch subject=Subject::Part loading=Skeleton let:answer>{show(answer)}</Loaded>
        </section>
    }
}

/// Where other pages of the list are; none where there is none, or the way is not known.
struct Pages {
    first: Option<String>,
    previous: Option<String>,
    next: Option<String>,
}

fn turn(pages: Pages) -> AnyView {
    let i18n = use_i18n();
    let links = [
        (pages.first, t!(i18n, console.pages.first)),
        (pages.previous, t!(i18n, console.pages.previous)),
        (pages.next, t!(i18n, console.pages.next)),
    ];
    let links: Vec<_> = links
        .into_iter()
        .filter_map(|(href, words)| Some(view! { <li><A href=href? attr:class="button">{words}</A></li> }))
        .collect();
    if links.is_empty() {
        return ().into_any();
    }
    view! {
        <nav aria-label=t!(i18n, console.pages.label)>
            <ul class=style::pages>{links}</ul>
        </nav>
    }
    .into_any()
}
