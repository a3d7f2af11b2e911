//! What is set for the site that one is at, with the way to the other settings.

mod areas;

use leptos::prelude::*;

use super::entry::Entry;
use super::history_link::HistoryLink;
use super::path;
use super::sheet::style;
use super::site::{Site, SiteFacts, SiteForm, SystemFacts, this_site};
use crate::announce::{page_title, speaker};
use crate::api::enumeration::Permission;
use crate::browser::focus_soon;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::shell::Viewer;
use crate::text::{t, text};
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
pub(super) use areas::SettingsAreas;

/// Who may see the settings of the site. Nothing in them is hidden from visitors, but they are of no use to those.
pub(super) const SEE: Permission = Permission::ViewConfigurations;

/// Who may change what the site says about itself.
const EDIT: Permission = Permission::EditSite;

/// Who may change everything about a site, and see all of them.
pub(super) const RUN: Permission = Permission::ManageSites;

/// The page, for who works here.
#[component]
pub(super) fn SettingsPage() -> impl IntoView {
    view! {
        <Entry needs=SEE let:viewer>
            <Settings viewer/>
        </Entry>
    }
}

#[component]
fn Settings(viewer: Viewer) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.settings.title).to_owned());
    let may_edit = viewer.permissions.contains(&EDIT);
    let runs_sites = viewer.permissions.contains(&RUN);
    view! {
        <PageHeader heading=move || t_string!(i18n, console.settings.title)>
            <p>{t!(i18n, console.settings.lead)}</p>
        </PageHeader>
        <SettingsAreas viewer/>
        <Loaded fetch=this_site subject=Subject::Part loading=Skeleton let:site>
            <div class=style::actions><HistoryLink href=path::audit_trail_of(site.id.inner())/></div>
            {if may_edit {
                view! { <Editable site runs_sites/> }.into_any()
            } else {
                view! { <ReadOnly/> <SiteFacts site/> }.into_any()
            }}
        </Loaded>
    }
}

/// The form, which begins anew with what was saved.
#[component]
fn Editable(
    site: Site,
    /// Whether where the site is and what it works with can be changed, too.
    runs_sites: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let current = RwSignal::new(site);
    let is_saved = RwSignal::new(false);
    let on_saved = Callback::new(move |site: Site| {
        current.set(site);
        is_saved.set(true);
        say(t_string!(i18n, console.settings.saved));
        // The button that was pressed is another one now.
        focus_soon("#save".to_owned());
    });
    let note = move || {
        if is_saved.get() {
            t_string!(i18n, console.settings.saved)
        } else {
            ""
        }
    };
    view! {
        <div on:input=move |_| is_saved.set(false)>
            {move || view! { <SiteForm seen=current.get() runs_sites on_saved/> }}
        </div>
        // The live region says the same; here it is for the eyes.
        <p class=style::minor aria-hidden="true">{text(note)}</p>
        {(!runs_sites).then(|| view! { {move || view! { <SystemFacts site=current.get()/> }} })}
    }
}

/// Why nothing can be changed.
#[component]
fn ReadOnly() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class=style::notice aria-labelledby="read-only">
            <h2 id="read-only">{t!(i18n, console.settings.read_only)}</h2>
            <p>{t!(i18n, console.settings.read_only_why)}</p>
        </section>
    }
}
