//! A list that grows at its end: the first page is there, others come when they are asked for.
//!
//! Invariant: what is shown stays as it is when more comes, and the focus goes on with the first new item.

use std::pin::Pin;
use std::sync::Arc;

use leptos::html::Ul;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::component::failure::explanation;
use crate::i18n::{t_string, use_i18n};
use crate::text::text;
use crate::ui::button::Button;
use crate::ui::problem::Problem;

stylance::import_crate_style!(style, "src/component/paged.module.css");

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chunk<T> {
    /// What is on it.
    pub(crate) nodes: Vec<T>,
    /// The cursor after which the list goes on; none at its end.
    pub(crate) next: Option<String>,
}

type Item = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// What came after a page, and the place for what comes after that.
#[derive(Clone)]
struct Rest {
    nodes: Vec<Item>,
    rest: ArcRwSignal<Option<Rest>>,
}
type Items = Pin<Box<dyn Future<Output = Result<Chunk<Item>, ApiError>>>>;

/// The items, and a button while there are more.
#[component]
pub(crate) fn Paged<T, F, V>(
    /// The first page.
    first: Chunk<T>,
    /// Asks for the page after a cursor.
    more: impl Fn(String) -> F + Send + Sync + 'static,
    /// How the list is laid out.
    class: &'static str,
    /// Shows an item, inside a list item.
    children: impl Fn(T) -> V + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<Chunk<T>, ApiError>> + 'static,
    V: IntoView + 'static,
{
    let show = move |chunk: Chunk<T>| {
        let item = |node: T| Arc::new(move || children(node.clone()).into_any()) as Item;
        Chunk {
            nodes: chunk.nodes.into_iter().map(item).collect(),
            next: chunk.next,
        }
    };
    let more = move |cursor| -> Items {
        let answer = more(cursor);
        Box::pin(async move { answer.await.map(show) })
    };
    list(show(first), Box::new(more), class)
}

/// The same whatever is listed, so that it is compiled once.
fn list(first: Chunk<Item>, more: Box<dyn Fn(String) -> Items + Send + Sync>, class: &'static str) -> AnyView {
    let i18n = use_i18n();
    let say = speaker();
    let list = NodeRef::<Ul>::new();
    let n_shown = RwSignal::new(first.nodes.len());
    let rest = ArcRwSignal::new(None);
    let end = StoredValue::new(rest.clone());
    let next = RwSignal::new(first.next);
    let is_busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let more = StoredValue::new(more);
    let ask = move || {
        let Some(cursor) = next.get_untracked() else { return };
        is_busy.set(true);
        error.set(None);
        let answer = more.with_value(|more| more(cursor));
        spawn_local(async move {
            match answer.await {
                Ok(chunk) => {
                    let n_before = n_shown.get_untracked();
                    say(&t_string!(i18n, paged.added, count = chunk.nodes.len()));
                    n_shown.set(n_before + chunk.nodes.len());
                    let rest = ArcRwSignal::new(None);
                    end.get_value().set(Some(Rest {
                        nodes: chunk.nodes,
                        rest: rest.clone(),
                    }));
                    end.set_value(rest);
                    next.set(chunk.next);
                    request_animation_frame(move || focus_item(list, n_before));
                }
                Err(failure) => error.set(Some(failure)),
            }
            is_busy.set(false);
        });
    };
    let failure = Signal::derive(move || {
        error
            .get()
            .map(|it| explanation(i18n, &it).to_owned())
            .unwrap_or_default()
    });
    let button = move || {
        next.read().is_some().then(|| {
            view! {
                <Button on_press=ask is_busy>
                    {text(move || if is_busy.get() { t_string!(i18n, paged.loading) } else { t_string!(i18n, paged.more) })}
                </Button>
            }
        })
    };
    view! {
        <ul node_ref=list class=class>
            {shown(first.nodes, rest)}
        </ul>
        <div class=style::foot><Problem words=failure/> {button}</div>
    }
    .into_any()
}

/// A page, and in its time what comes after it. What stands is left alone.
fn shown(nodes: Vec<Item>, rest: ArcRwSignal<Option<Rest>>) -> AnyView {
    let items: Vec<_> = nodes.iter().map(|item| view! { <li>{item()}</li> }).collect();
    let rest = move || rest.get().map(|it| shown(it.nodes, it.rest));
    view! { {items} {rest} }.into_any()
}

/// Puts the focus on the first link or control of an item.
fn focus_item(list: NodeRef<Ul>, index: usize) {
    let item = list
        .get_untracked()
        .and_then(|it| it.children().item(u32::try_from(index).unwrap_or(u32::MAX)));
    let control = item.and_then(|it| it.query_selector("a, button").ok().flatten());
    if let Some(control) = control.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // Fails only for an element that is gone again.
        let _ = control.focus();
    }
}
