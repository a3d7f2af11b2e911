//! One site: what it says about itself, how it looks, and which systems it works with.
//!
//! Invariant: nothing written is lost. Only what was changed here is sent, so that what the service's settings decide is never written
//! into the site; where somebody else was faster, what was left alone here is as they have it.

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::large_types_passed_by_value,
        reason = "handles of fields, half as large where they are used"
    )
)]

mod color;
mod controls;
mod draft;
mod facts;
mod form;
mod group;
mod line;
mod part;
mod query;
mod save;
mod sharing;
mod words;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::entry::Entry;
use super::parting::Parting;
use super::path::{self, SITES};
use super::settings::RUN;
use super::sheet::style;
use crate::announce::page_title;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
pub(super) use facts::{SiteFacts, SystemFacts};
pub(super) use form::SiteForm;
pub(super) use query::{Site, this_site};

/// The page that changes any site, for who runs them.
#[component]
pub(super) fn SitePage() -> impl IntoView {
    let query = use_query_map();
    let id = Memo::new(move |_| query.read().get(path::ID).unwrap_or_default());
    view! {
        <Entry needs=RUN let:_viewer>
            {move || view! { <Lookedup id=id.get()/> }}
        </Entry>
    }
}

/// The page that makes one.
#[component]
pub(super) fn NewSitePage() -> impl IntoView {
    view! {
        <Entry needs=RUN let:_viewer>
            <New/>
        </Entry>
    }
}

#[component]
fn New() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.sites.make).to_owned());
    let on_saved = back_to_the_list();
    view! {
        <Back/>
        <PageHeader heading=move || t_string!(i18n, console.sites.make)>
            <p>{t!(i18n, console.site.new_lead)}</p>
        </PageHeader>
        <SiteForm runs_sites=true on_saved/>
    }
}

#[component]
fn Lookedup(id: String) -> impl IntoView {
    view! {
        <Loaded fetch=move || query::find(id.clone()) subject=Subject::Page loading=Skeleton let:site>
            {match site {
                Some(site) => view! { <Found site/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(site: Site) -> impl IntoView {
    let i18n = use_i18n();
    let (name, title) = (site.name.clone(), site.name.clone());
    page_title(move || title.clone());
    let on_saved = back_to_the_list();
    view! {
        <Back/>
        <PageHeader heading=move || name.clone()><p>{t!(i18n, console.site.change_lead)}</p></PageHeader>
        <SiteForm seen=site runs_sites=true on_saved/>
    }
}

#[component]
fn Back() -> impl IntoView {
    let i18n = use_i18n();
    view! { <p class=style::back><A href=SITES.to_owned() exact=true>{t!(i18n, console.sites.all)}</A></p> }
}

/// Shows the list, which tells that it was saved.
fn back_to_the_list() -> Callback<Site> {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let navigate = StoredValue::new_local(use_navigate());
    Callback::new(move |_| {
        parting.leave(t_string!(i18n, console.site.saved));
        navigate.with_value(|navigate| navigate(SITES, NavigateOptions::default()));
    })
}

/// There is no site of this id.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.site.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.site.unknown)}</h1>
            <p>{t!(i18n, console.configuration.unknown_why)}</p>
            <p><A href=SITES.to_owned()>{t!(i18n, console.sites.all)}</A></p>
        </Notice>
    }
}
