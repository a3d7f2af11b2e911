//! One picture of the list.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::Asset;
use super::remove::RemoveForm;
use super::rename::RenameForm;
use super::size::bytes;
use super::table;
use super::uses::Uses;
use crate::announce::speaker;
use crate::browser;
use crate::console::picture::{path_of, style};
use crate::console::sheet::style as sheet;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, IconView};

/// The picture, what it is, when it came, what shows it, its address to take along, and what can be done with it. Once it is removed the
/// row says so.
#[component]
pub(super) fn Row(
    /// What it shows at first.
    asset: Asset,
) -> impl IntoView {
    let i18n = use_i18n();
    let Asset {
        url,
        width,
        height,
        byte_size,
        created_at,
        created_by,
        uses,
        use_count,
        ..
    } = asset.clone();
    let current = RwSignal::new(asset);
    let is_gone = RwSignal::new(false);
    let name = Signal::derive(move || current.get().name);
    let size = move || bytes(byte_size, &date_language(i18n));
    let when = move || format::long_date(&created_at, &date_language(i18n));
    let address = path_of(&url).to_owned();
    let picture = move || {
        let is_there = !is_gone.get();
        is_there.then(|| view! { <img class=style::thumbnail src=url.clone() alt="" loading="lazy"/> })
    };
    let actions = move || {
        if is_gone.get() {
            view! { <Badge tone=Tone::Quiet icon=Icon::Cross>{t!(i18n, console.assets.gone)}</Badge> }.into_any()
        } else {
            view! { <CopyButton address=address.clone() name/> <Actions current is_gone/> }.into_any()
        }
    };
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">{picture} <bdi>{move || name.get()}</bdi></th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.assets.size)}</span>
                <span><bdi dir="ltr">{format!("{width} × {height}")}</bdi> <span class=table::minor>{text(size)}</span></span>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.assets.uploaded)}</span>
                <span>{text(when)} <bdi class=table::minor>{created_by}</bdi></span>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.assets.used_by)}</span>
                <Uses uses use_count/>
            </td>
            <td role="cell">{actions}</td>
        </tr>
    }
}

/// The buttons that rename and remove it.
#[component]
fn Actions(current: RwSignal<Asset>, is_gone: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let [is_renaming, is_removing] = [(); 2].map(|()| RwSignal::new(false));
    // Which picture a button is about, for whoever does not see the row.
    let name = move || current.get().name;
    let rename_name = Signal::derive(move || t_string!(i18n, console.assets.rename_name, name = name()));
    let delete_name = Signal::derive(move || t_string!(i18n, console.assets.delete_name, name = name()));
    view! {
        <div class=sheet::actions>
            <Button on_press=move || is_renaming.set(true) name=rename_name>{t!(i18n, console.assets.rename)}</Button>
            <Button on_press=move || is_removing.set(true) name=delete_name weight=Weight::Danger>
                {t!(i18n, console.signatory.delete)}
            </Button>
        </div>
        <Dialog is_open=is_renaming heading=move || t_string!(i18n, console.assets.rename_heading)>
            <RenameForm current is_open=is_renaming/>
        </Dialog>
        <Dialog is_open=is_removing heading=move || t_string!(i18n, console.assets.delete_heading)>
            <RemoveForm current is_open=is_removing is_gone/>
        </Dialog>
    }
}

/// Takes the address along; where that cannot be, shows it.
#[component]
fn CopyButton(
    /// As templates write it.
    address: String,
    /// What people call the picture.
    name: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let outcome = RwSignal::new(None::<bool>);
    let called = Signal::derive(move || t_string!(i18n, console.assets.copy_name, name = name.get()));
    let words = move |is_copied| {
        if is_copied {
            t_string!(i18n, console.assets.copied)
        } else {
            t_string!(i18n, console.assets.copy_failed)
        }
    };
    let copied = address.clone();
    let copy = move || {
        let address = copied.clone();
        spawn_local(async move {
            let is_copied = browser::copy(&address).await;
            // The list may show another page by now.
            if outcome.try_set(Some(is_copied)).is_none() {
                say(words(is_copied));
            }
        });
    };
    let shown = move || (outcome.get() == Some(false)).then(|| view! { <code dir="ltr">{address.clone()}</code> });
    view! {
        <Button on_press=copy name=called><IconView icon=Icon::Link/> {t!(i18n, console.assets.copy)}</Button>
        // The live region says the same; here it is for the eyes.
        <span class=table::minor aria-hidden="true">{move || outcome.get().map(words)}</span>
        <span class=table::minor>{shown}</span>
    }
}
