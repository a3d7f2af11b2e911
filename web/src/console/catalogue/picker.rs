//! Choosing things of the catalogue: what was chosen, in order, and a search for more.
//!
//! Invariant: nothing is chosen twice, and no more than the part can have.

use leptos::prelude::*;

use super::draft::Pick;
use super::filter::Filter;
use super::kind::Kind;
use super::part::Part;
use super::rows::{self, Question};
use super::style;
use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::browser::focus_soon;
use crate::console::finder::Finder;
use crate::console::listing::{Answer, Page};
use crate::console::sheet::style as sheet;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::problem::Problem;

/// How many are shown of those that fit.
const N_FOUND: i32 = 20;

/// The list with buttons that change it, and the search.
#[component]
pub(super) fn Picker(
    /// For which part.
    part: Part,
    /// What is chosen.
    kind: Kind,
    /// How many at most; what is chosen next takes the place of a single one.
    most: usize,
    /// What was chosen.
    chosen: RwSignal<Vec<Pick>>,
    /// What is wrong with it; empty while nothing is.
    problem: Signal<String>,
    /// Is told of every change.
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let add = move |pick: Pick| {
        unsaved.note();
        say(&t_string!(
            i18n,
            console.catalogue.picker.added,
            name = pick.name.clone()
        ));
        chosen.update(|chosen| {
            if most == 1 {
                chosen.clear();
            }
            chosen.push(pick);
        });
        focus_soon(format!("#{}", part.field()));
    };
    let rise = move |index: usize| {
        unsaved.note();
        chosen.update(|it| it.swap(index - 1, index));
        // The list is made anew: the focus goes with the name.
        focus_soon(format!("#{}-chosen li:nth-child({index}) button", part.field()));
    };
    let remove = move |index: usize| {
        unsaved.note();
        chosen.update(|it| {
            it.remove(index);
        });
        focus_soon(format!("#{}", part.field()));
    };
    let items = move || {
        let items = chosen.get().into_iter().enumerate().map(|(index, pick)| {
            let (up, off) = (pick.name.clone(), pick.name.clone());
            let up = Signal::derive(move || t_string!(i18n, console.configuration.rise_name, name = up.clone()));
            let off = Signal::derive(move || t_string!(i18n, console.configuration.remove_name, name = off.clone()));
            let rise = (index > 0).then(|| {
                view! { <Button on_press=move || rise(index) name=up>{t!(i18n, console.configuration.rise)}</Button> }
            });
            view! {
                <li>
                    <bdi>{pick.name}</bdi>
                    " "
                    <bdi class=sheet::minor>{pick.minor}</bdi>
                    <span class=sheet::tools>
                        {rise}
                        <Button on_press=move || remove(index) name=off>{t!(i18n, console.configuration.remove)}</Button>
                    </span>
                </li>
            }
        });
        items.collect_view()
    };
    let nothing = move || {
        let is_empty = chosen.read().is_empty();
        is_empty.then(|| view! { <p class=sheet::minor>{t!(i18n, console.catalogue.picker.nothing)}</p> })
    };
    view! {
        <fieldset class=sheet::group>
            <legend>{text(move || part.label(i18n))}</legend>
            {nothing}
            <ol id=format!("{}-chosen", part.field()) class=style::chosen>{items}</ol>
            {finder(part, kind, most, chosen, Callback::new(add))}
            <div id=format!("{}-problem", part.field())><Problem words=problem/></div>
        </fieldset>
    }
}

/// The search for more.
fn finder(part: Part, kind: Kind, most: usize, chosen: RwSignal<Vec<Pick>>, add: Callback<Pick>) -> AnyView {
    let i18n = use_i18n();
    let label = t!(i18n, console.catalogue.picker.field, what = kind.many(i18n));
    let name = Signal::derive(move || t_string!(i18n, console.catalogue.picker.search, what = kind.many(i18n)));
    let found = RwSignal::new(None::<Page<Pick>>);
    let ask = move |search: Option<String>| look_for(kind, search);
    let show = move |page: Page<Pick>| results(&page, most, chosen, add);
    view! {
        <Finder
            id=part.field()
            label
            name
            described_by=format!("{}-problem", part.field())
            found
            ask
            count=kind.words().count
            show
        />
    }
    .into_any()
}

/// What fits, each with a button that chooses it.
fn results(page: &Page<Pick>, most: usize, chosen: RwSignal<Vec<Pick>>, add: Callback<Pick>) -> AnyView {
    let i18n = use_i18n();
    let chosen_now = chosen.read();
    let others = page
        .nodes
        .iter()
        .filter(|it| !chosen_now.iter().any(|chosen| chosen.id == it.id));
    let is_full = most > 1 && chosen_now.len() >= most;
    let items: Vec<_> = others
        .map(|pick| {
            let (name, minor) = (pick.name.clone(), pick.minor.clone());
            let of = pick.name.clone();
            let words = Signal::derive(move || t_string!(i18n, console.catalogue.picker.add_name, name = of.clone()));
            let add = (!is_full).then(|| {
                let pick = pick.clone();
                view! { <Button on_press=move || add.run(pick.clone()) name=words>{t!(i18n, console.configuration.add)}</Button> }
            });
            view! {
                <li>
                    <bdi>{name}</bdi>
                    " "
                    <bdi class=sheet::minor>{minor}</bdi>
                    <span class=sheet::tools>{add}</span>
                </li>
            }
        })
        .collect();
    let is_empty = items.is_empty();
    let note = if is_full {
        Some(t!(i18n, console.catalogue.picker.full, count = most))
    } else if is_empty {
        Some(t!(i18n, console.catalogue.picker.none_found))
    } else if page.next.is_some() {
        Some(t!(i18n, console.catalogue.picker.more))
    } else {
        None
    };
    let note = note.map(|words| view! { <p class=sheet::minor>{words}</p> });
    view! { <ul class=style::found>{items}</ul> {note} }.into_any()
}

/// What the catalogue service still has, or staff keep.
async fn look_for(kind: Kind, search: Option<String>) -> Result<Answer<Pick>, ApiError> {
    let question = Question {
        filter: Filter {
            search,
            ..Filter::default()
        },
        of: None,
        first: N_FOUND,
    };
    let page = rows::page(kind, question, None).await.map(|page| {
        let nodes: Vec<_> = page.nodes.into_iter().map(rows::Row::pick).collect();
        Page {
            // As many as are shown.
            total: i32::try_from(nodes.len()).ok(),
            nodes,
            next: page.next,
        }
    });
    Answer::of(page)
}
