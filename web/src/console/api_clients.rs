//! Programs that use the API of the site by keys of their own, newest first, a page at a time.
//!
//! Invariant: a key is shown when the server tells it, in a dialog, and is held nowhere once that is closed.

mod form;
mod query;
mod revoke;
mod rotate;
mod row;
mod save;
mod scope;
mod shown_key;

use leptos::prelude::*;

use super::entry::Entry;
use super::listing::{self, Listing, Words};
use super::nothing::{Emptiness, Nothing};
use super::path::API_CLIENTS;
use super::search_bar::{SEARCH, SearchBar, searched};
use super::settings::SettingsAreas;
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::shell::Viewer;
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use form::{ApiClientForm, Purpose};
use query::ApiClient;
use row::Row;
use save::Keyed;
use shown_key::KeyDialog;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.api_clients.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.api_clients.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.api_clients.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.api_clients.count_many, count = grouped(i18n, total)),
    },
};

const NOTHING: Emptiness = Emptiness {
    icon: Icon::Code,
    none_found: |i18n| t_string!(i18n, console.api_clients.none_found),
    show_all: |i18n| t_string!(i18n, console.api_clients.show_all),
    none: |i18n| t_string!(i18n, console.api_clients.none),
    none_why: |i18n| t_string!(i18n, console.api_clients.none_why),
};

/// What the list asks for: words, and how often clients were made here since, so that it is asked for anew.
type Wanted = (Option<String>, u32);

/// The page, for who may manage them.
#[component]
pub(super) fn ApiClientsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageApiClients let:viewer>
            <ApiClients viewer/>
        </Entry>
    }
}

#[component]
fn ApiClients(viewer: Viewer) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.api_clients.title).to_owned());
    let search = searched();
    let n_made = RwSignal::new(0_u32);
    let is_making = RwSignal::new(false);
    let shown = RwSignal::new(None::<Keyed>);
    let wanted: Memo<Wanted> = Memo::new(move |_| (search.get(), n_made.get()));
    let fetch = |wanted: Wanted, after| query::page(wanted.0, after);
    let path = |wanted: &Wanted, after: Option<&str>| address(wanted.0.as_deref(), after);
    let empty = |wanted: &Wanted, is_unfit| {
        view! { <Nothing is_filtered={is_unfit || wanted.0.is_some()} all=API_CLIENTS said=NOTHING/> }.into_any()
    };
    let made = Callback::new(move |keyed: Keyed| {
        n_made.update(|it| *it += 1);
        shown.set(Some(keyed));
    });
    view! {
        <PageHeader heading=move || t_string!(i18n, console.api_clients.title)>
            <p>{t!(i18n, console.api_clients.lead)}</p>
            <p>
                <Button on_press=move || is_making.set(true) weight=Weight::Primary>
                    {t!(i18n, console.api_clients.make)}
                </Button>
            </p>
        </PageHeader>
        <SettingsAreas viewer/>
        <SearchBar
            label=t!(i18n, console.api_clients.search)
            purpose=t!(i18n, console.api_clients.filter)
            search
            address=|search| address(search, None)
        />
        <Listing wanted words=WORDS fetch path empty let:nodes>
            <Rows nodes shown/>
        </Listing>
        <Dialog is_open=is_making heading=move || t_string!(i18n, console.api_clients.make)>
            <ApiClientForm purpose=Purpose::Create(made) is_open=is_making/>
        </Dialog>
        <KeyDialog shown/>
    }
}

fn address(search: Option<&str>, after: Option<&str>) -> String {
    crate::path::with_query(API_CLIENTS, &[(SEARCH, search), (listing::AFTER, after)])
}

#[component]
fn Rows(
    nodes: Vec<ApiClient>,
    /// Takes a new key to be shown.
    shown: RwSignal<Option<Keyed>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.api_clients.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.api_clients.name)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.api_clients.scopes)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.api_clients.last_used)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.api_clients.actions)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {nodes.into_iter().map(|client| view! { <Row client shown/> }).collect_view()}
            </tbody>
        </table>
    }
}
