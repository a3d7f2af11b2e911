//! The pictures that the site keeps, each a button, and a field for a new one.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::{Picture, count, query, style};
use crate::browser::focus_soon;
use crate::component::failure::explanation;
use crate::console::apart::Apart;
use crate::console::filter_field::{FilterField, read_text};
use crate::console::sheet::style as sheet;
use crate::console::upload::{self, ACCEPTED};
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::t;
use crate::ui::button::Button;
use crate::ui::dialog::DialogFoot;
use crate::ui::icon::{Icon, IconView};
use crate::ui::problem::Problem;

/// As much as can be looked for.
const MAX_LENGTH: usize = 100;

/// What is found so far.
#[derive(Clone, Copy)]
struct Found {
    i18n: I18nContext<Locale>,
    pictures: RwSignal<Vec<Picture>>,
    /// The words that they have, and the cursor after which they go on.
    search: StoredValue<Option<String>>,
    next: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
    /// How many there are, or what is being done: read out, because the page's own voice is behind the dialog.
    status: RwSignal<String>,
    problem: RwSignal<String>,
}

/// What a dialog for choosing a picture holds.
#[component]
pub(in crate::console) fn Gallery(
    /// Takes what was chosen.
    on_choose: Callback<Picture>,
    /// Whether the dialog is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = NodeRef::<Input>::new();
    let file = NodeRef::<Input>::new();
    let found = Found {
        i18n,
        pictures: RwSignal::new(Vec::new()),
        search: StoredValue::new(None),
        next: RwSignal::new(None),
        is_busy: RwSignal::new(false),
        status: RwSignal::new(String::new()),
        problem: RwSignal::new(String::new()),
    };
    let find = move || {
        let written = field.get_untracked().and_then(|it| read_text(&it.value(), MAX_LENGTH));
        found.search.set_value(written);
        ask(found, None);
    };
    find();
    let take = move |_| {
        let Some(input) = file.get_untracked() else { return };
        if !begin(found, t_string!(i18n, console.signatory.uploading)) {
            return;
        }
        spawn_local(async move {
            let answer = upload::upload(input).await;
            if !end(found) {
                return;
            }
            match answer {
                None => {}
                Some(Ok(uploaded)) => on_choose.run(uploaded.into()),
                Some(Err(refusal)) => found.problem.set(upload::words(i18n, &refusal).to_owned()),
            }
        });
    };
    let Found {
        next, is_busy, status, ..
    } = found;
    let more = move || {
        next.read().is_some().then(|| {
            let more = move || ask(found, next.get_untracked());
            view! { <p><Button on_press=more is_busy>{t!(i18n, paged.more)}</Button></p> }
        })
    };
    view! {
        <Apart on_enter=Callback::new(move |()| find())>
            <div class=style::finding>
                <FilterField
                    id="picture-search"
                    kind="search"
                    label=t!(i18n, console.assets.name)
                    limit=MAX_LENGTH
                    value=Signal::derive(String::new)
                    node_ref=field
                />
                <Button on_press=find is_busy>
                    <IconView icon=Icon::Search/>
                    {t!(i18n, credentials.submit)}
                </Button>
            </div>
            <p class=style::minor role="status">{move || status.get()}</p>
            <Problem words=found.problem/>
            <ul class=style::pictures id="pictures">{move || choices(found.pictures.get(), on_choose)}</ul>
            {more}
            <div class="field">
                <label for="picture-file">{t!(i18n, console.signatory.file)}</label>
                <input
                    node_ref=file
                    class=sheet::file
                    id="picture-file"
                    type="file"
                    accept=ACCEPTED
                    aria-describedby="picture-file-hint"
                    on:change=take
                />
                <p class=style::minor id="picture-file-hint">{t!(i18n, console.signatory.file_hint)}</p>
            </div>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
            </DialogFoot>
        </Apart>
    }
}

/// Asks for the pictures after a cursor, or the first.
fn ask(found: Found, after: Option<String>) {
    let i18n = found.i18n;
    if !begin(found, t_string!(i18n, loading)) {
        return;
    }
    let search = found.search.get_value();
    spawn_local(async move {
        let n_before = after.as_ref().map(|_| found.pictures.with_untracked(Vec::len));
        let answer = query::page(search, after).await;
        if !end(found) {
            return;
        }
        match answer {
            Ok(page) => {
                found.pictures.update(|pictures| {
                    pictures.truncate(n_before.unwrap_or_default());
                    pictures.extend(page.nodes);
                });
                found.next.set(page.next);
                found.status.set(count(i18n, page.total));
                if let Some(n_before) = n_before {
                    focus_soon(format!("#pictures li:nth-child({}) button", n_before + 1));
                }
            }
            Err(error) => found.problem.set(explanation(i18n, &error).to_owned()),
        }
    });
}

/// Says what is being done, unless something is already; tells whether it was not.
fn begin(found: Found, words: &str) -> bool {
    if found.is_busy.get_untracked() {
        return false;
    }
    found.is_busy.set(true);
    found.problem.set(String::new());
    found.status.set(words.to_owned());
    true
}

/// Tells whether the dialog is still there.
fn end(found: Found) -> bool {
    let is_there = found.is_busy.try_set(false).is_none();
    if is_there {
        found.status.set(String::new());
    }
    is_there
}

fn choices(pictures: Vec<Picture>, on_choose: Callback<Picture>) -> impl IntoView {
    let items = pictures.into_iter().map(|picture| {
        let Picture {
            name,
            url,
            width,
            height,
            ..
        } = picture.clone();
        view! {
            <li>
                <Button on_press=move || on_choose.run(picture.clone())>
                    <img class=style::thumbnail src=url alt="" loading="lazy"/>
                    <bdi>{name}</bdi>
                    <bdi class=style::minor dir="ltr">{format!("{width} × {height}")}</bdi>
                </Button>
            </li>
        }
    });
    items.collect_view()
}
