//! The catalogue: what can be earned, who offers it, and what it leads to. Its lists, and pages that show, change and make one thing.
//!
//! Invariant: what the catalogue service keeps is shown and not changed; the server has the last word.

mod control;
mod draft;
mod edit;
mod filter;
mod filter_bar;
mod form;
mod keeper;
mod kind;
mod list;
mod make;
mod part;
mod picker;
mod rows;
mod save;
mod state;
mod tabs;
mod thing;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

use super::entry::Entry;
use super::path;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::parting::Parting;
use crate::shell::Shell;
use crate::ui::skeleton::Skeleton;
use edit::Edit;
pub(super) use kind::Kind;
use list::List;
use make::Make;
pub(super) use tabs::CatalogueTabs;
use thing::{Found, Thing, Unknown};

stylance::import_crate_style!(style, "src/console/catalogue/style.module.css");

/// Leads on to the list that most people come for.
#[component]
pub(super) fn CatalogueRedirect() -> impl IntoView {
    let options = NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    };
    view! { <Redirect path=path::PROGRAMS options/> }
}

/// A list.
#[component]
pub(super) fn CataloguePage(
    /// Of what.
    kind: Kind,
) -> impl IntoView {
    entered(Permission::BrowseCatalogue, move || view! { <List kind/> }.into_any())
}

/// One thing.
#[component]
pub(super) fn CataloguedPage(
    /// What it is.
    kind: Kind,
) -> impl IntoView {
    entered(Permission::BrowseCatalogue, move || {
        let show = move |thing: Thing| {
            let name = thing.name.clone();
            page_title(move || name.clone());
            Parting::expect().say();
            view! { <Found thing/> }.into_any()
        };
        looked_up(kind, show)
    })
}

/// The page that changes one.
#[component]
pub(super) fn EditCataloguedPage(
    /// What it is.
    kind: Kind,
) -> impl IntoView {
    entered(Permission::ManageCatalogue, move || {
        looked_up(kind, |thing| view! { <Edit thing/> }.into_any())
    })
}

/// The page that makes one.
#[component]
pub(super) fn NewCataloguedPage(
    /// What it will be.
    kind: Kind,
) -> impl IntoView {
    entered(Permission::ManageCatalogue, move || {
        let of = asked();
        (move || view! { <Make kind of=of.get()/> }).into_any()
    })
}

/// Shows a page of the catalogue to who has the permission.
fn entered(needs: Permission, show: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    view! {
        <Entry needs let:_viewer>
            <CatalogueTabs/>
            {show()}
        </Entry>
    }
    .into_any()
}

/// Whether the viewer may keep parts of the catalogue by hand, and have it copied.
pub(super) fn may_keep() -> bool {
    let viewer = Shell::expect().viewer();
    viewer.is_some_and(|it| it.permissions.contains(&Permission::ManageCatalogue))
}

/// The id that the address tells; empty for none.
fn asked() -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.read().get(path::ID).unwrap_or_default())
}

/// Asks for the thing whose id the address tells, and shows it.
fn looked_up(kind: Kind, show: impl Fn(Thing) -> AnyView + Copy + Send + Sync + 'static) -> AnyView {
    let id = asked();
    let look = move || {
        let id = id.get();
        view! {
            <Loaded fetch=move || thing::find(id.clone()) subject=Subject::Page loading=Skeleton let:thing>
                {match thing.filter(|it| it.kind == kind) {
                    Some(thing) => show(thing),
                    None => view! { <Unknown kind/> }.into_any(),
                }}
            </Loaded>
        }
    };
    look.into_any()
}
