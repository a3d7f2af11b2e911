//! One picture of the list.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::query::{Asset, AssetUse, AssetUseType};
use super::size::bytes;
use super::table;
use crate::announce::speaker;
use crate::browser;
use crate::console::path::{self, ORGANIZATIONS};
use crate::console::picture::{path_of, style};
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::{date_language, grouped};
use crate::text::{Text, t, text};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};

/// The picture, what it is, when it came, what shows it, and its address to take along.
#[component]
pub(super) fn Row(asset: Asset) -> impl IntoView {
    let i18n = use_i18n();
    let Asset {
        name,
        url,
        width,
        height,
        byte_size,
        created_at,
        created_by,
        uses,
        use_count,
    } = asset;
    let size = move || bytes(byte_size, &date_language(i18n));
    let when = move || format::long_date(&created_at, &date_language(i18n));
    let address = path_of(&url).to_owned();
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">
                <img class=style::thumbnail src=url alt="" loading="lazy"/>
                <bdi>{name.clone()}</bdi>
            </th>
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
                {used_by(uses, use_count)}
            </td>
            <td role="cell"><CopyButton address name/></td>
        </tr>
    }
}

fn used_by(uses: Vec<AssetUse>, use_count: i32) -> AnyView {
    let i18n = use_i18n();
    if use_count == 0 {
        return view! { <span>{t!(i18n, console.assets.unused)}</span> }.into_any();
    }
    let n_others = use_count - i32::try_from(uses.len()).unwrap_or(use_count);
    let others =
        (n_others > 0).then(|| view! { <li>{t!(i18n, console.assets.others, count = grouped(i18n, n_others))}</li> });
    let uses: Vec<_> = uses.into_iter().map(|it| view! { <li>{used_in(it)}</li> }).collect();
    view! { <ul class=style::uses>{uses} {others}</ul> }.into_any()
}

/// What shows it, with the way there. Who brings pictures may not change the site, whose settings have no way to them here.
fn used_in(used: AssetUse) -> AnyView {
    let i18n = use_i18n();
    let AssetUse {
        subject,
        subject_name,
        subject_type,
    } = used;
    let id = subject.inner();
    let (href, kind): (_, Text) = match subject_type {
        AssetUseType::Signatory => (Some(path::signatory(id)), t!(i18n, console.trail.subject.signatory)),
        AssetUseType::Organization => (
            Some(path::catalogued(ORGANIZATIONS, id)),
            t!(i18n, console.catalog_syncs.one.organization),
        ),
        AssetUseType::Template => (Some(path::template(id)), t!(i18n, console.trail.subject.template)),
        AssetUseType::Site => (None, t!(i18n, console.chain.site)),
    };
    let name = match href {
        Some(href) => view! { <A href attr:dir="auto">{subject_name}</A> }.into_any(),
        None => view! { <bdi>{subject_name}</bdi> }.into_any(),
    };
    view! { {name} <span class=table::minor>{kind}</span> }.into_any()
}

/// Takes the address along; where that cannot be, shows it.
#[component]
fn CopyButton(
    /// As templates write it.
    address: String,
    /// What people call the picture.
    name: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let outcome = RwSignal::new(None::<bool>);
    let called = Signal::derive(move || t_string!(i18n, console.assets.copy_name, name = name.clone()));
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
