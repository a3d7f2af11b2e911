//! What shows a picture.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::{AssetUse, AssetUseType};
use super::table;
use crate::console::path::{self, ORGANIZATIONS};
use crate::console::picture::style;
use crate::i18n::use_i18n;
use crate::language::grouped;
use crate::text::{Text, t};

/// The first of what shows it, each with the way there, and how many more there are.
#[component]
pub(super) fn Uses(
    /// The first ones.
    uses: Vec<AssetUse>,
    /// How many there are in all.
    use_count: i32,
) -> impl IntoView {
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
