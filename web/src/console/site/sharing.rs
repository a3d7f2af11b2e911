//! Where learners are offered to share what they earned.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::controls::Controls;
use super::query::SharingNetwork;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::text;
use crate::ui::checkbox::Checkbox;

/// One to tick for each network.
#[component]
pub(super) fn SharingChoice(
    /// Where it is ticked.
    controls: Controls,
) -> impl IntoView {
    let i18n = use_i18n();
    let ticked = controls.shared_before();
    let lines = SharingNetwork::ALL.into_iter().zip(ticked).zip(controls.shares);
    let lines: Vec<_> = lines
        .map(|((network, is_checked), node_ref)| {
            view! { <Checkbox is_checked node_ref>{text(move || name(i18n, network))}</Checkbox> }
        })
        .collect();
    lines
}

/// What a network is called.
pub(super) fn name(i18n: I18nContext<Locale>, network: SharingNetwork) -> &'static str {
    match network {
        SharingNetwork::LinkedIn => t_string!(i18n, console.site.linkedin),
        SharingNetwork::X => t_string!(i18n, console.site.x),
        SharingNetwork::Facebook => t_string!(i18n, console.site.facebook),
    }
}
