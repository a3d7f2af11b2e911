//! A list of the catalogue: the things of a kind, in the order of their names, a page at a time.
//!
//! Invariant: the address says what the list is filtered by and where it goes on, so a link or the way back leads to the same rows.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::filter::Filter;
use super::filter_bar::FilterBar;
use super::keeper::KeeperBadge;
use super::kind::Kind;
use super::may_keep;
use super::rows::{self, Question, Row};
use super::state::{PathwayKind, State, StateBadge};
use crate::announce::page_title;
use crate::console::listing::{Answer, Listing, PAGE_SIZE};
use crate::console::nothing::{Emptiness, Nothing};
use crate::console::parting::Parting;
use crate::console::path;
use crate::console::table::style as table;
use crate::i18n::{t_string, use_i18n};
use crate::text::{Text, t, text};
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;

const NOTHING: Emptiness = Emptiness {
    icon: Icon::Medal,
    none_found: |i18n| t_string!(i18n, console.catalogue.none_found),
    show_all: |i18n| t_string!(i18n, console.catalogue.show_all),
    none: |i18n| t_string!(i18n, console.catalogue.none),
    none_why: |i18n| t_string!(i18n, console.catalogue.none_why),
};

/// The list and what it is filtered by.
#[component]
pub(super) fn List(kind: Kind) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || kind.many(i18n).to_owned());
    Parting::expect().say();
    let query = use_query_map();
    let filter = Memo::new(move |_| Filter::read(kind, |name| query.read().get(name)));
    let fetch = move |filter: Filter, after| async move {
        let question = Question {
            filter,
            of: None,
            first: PAGE_SIZE,
        };
        Answer::of(rows::page(kind, question, after).await)
    };
    let path = move |filter: &Filter, after: Option<&str>| filter.path(kind, after);
    let empty = move |filter: &Filter, is_unfit| {
        let is_filtered = is_unfit || !filter.is_empty();
        view! { <Nothing is_filtered all=kind.path() said=NOTHING/> }.into_any()
    };
    let make = may_keep().then(|| {
        let href = path::new_catalogued(kind.path(), None);
        view! { <p><A href attr:class="button primary">{text(move || kind.make(i18n))}</A></p> }
    });
    view! {
        <PageHeader heading=move || kind.many(i18n)>
            <p>{t!(i18n, console.catalogue.lead)}</p>
            {make}
        </PageHeader>
        <FilterBar kind filter/>
        <Listing wanted=filter words=kind.words() fetch path empty let:nodes>
            <Rows kind nodes/>
        </Listing>
    }
}

#[component]
fn Rows(kind: Kind, nodes: Vec<Row>) -> impl IntoView {
    let i18n = use_i18n();
    let beside = move || match kind {
        Kind::Organization => t_string!(i18n, console.catalogue.part.key),
        Kind::CourseRun => t_string!(i18n, console.catalog_syncs.one.course),
        Kind::Program | Kind::Course | Kind::Pathway => t_string!(i18n, console.credential.offered),
    };
    let has_state = !State::of(kind).is_empty();
    let state =
        has_state.then(|| view! { <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th> });
    let rows = nodes.into_iter().map(|row| {
        let minor: Option<Text> = match (row.minor, row.pathway_kind) {
            (Some(minor), _) => Some(text(move || minor.clone())),
            (None, Some(kind)) => Some(text(move || PathwayKind::words(kind, i18n))),
            (None, None) => None,
        };
        let minor = minor.map(|it| view! { <bdi class=table::minor>{it}</bdi> });
        let state = row
            .state
            .map(|state| view! { <td role="cell"><StateBadge state/></td> });
        let beside_it = if row.beside.is_empty() {
            "–".to_owned()
        } else {
            row.beside
        };
        view! {
            <tr role="row">
                <th class=table::main role="rowheader" scope="row">
                    <A href=path::catalogued(kind.path(), &row.id) attr:dir="auto">{row.name}</A>
                    {minor}
                </th>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{text(beside)}</span>
                    <bdi class=table::id>{beside_it}</bdi>
                </td>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.catalogue.keeper.label)}</span>
                    <KeeperBadge keeper=row.keeper/>
                </td>
                {state}
            </tr>
        }
    });
    view! {
        <table class=table::table role="table" aria-label=text(move || kind.many(i18n))>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.catalogue.part.name)}</th>
                    <th role="columnheader" scope="col">{text(beside)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.catalogue.keeper.label)}</th>
                    {state}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}
