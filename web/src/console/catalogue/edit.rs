//! The page that changes one thing in the catalogue.

use leptos::prelude::*;
use leptos_router::components::A;

use super::form::Form;
use super::keeper::Keeper;
use super::kind::Kind;
use super::thing::{Service, Thing};
use crate::announce::page_title;
use crate::console::path;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::page_header::PageHeader;

/// The form; for what staff do not keep, the reason why there is none, or only one for the logo.
#[component]
pub(super) fn Edit(
    /// As it was seen.
    thing: Thing,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = thing.name.clone();
    let heading = move || t_string!(i18n, console.configuration.change_of, name = name.clone());
    page_title(heading.clone());
    let back = path::catalogued(thing.kind.path(), &thing.id);
    let (kind, before) = (thing.kind, thing.draft.clone());
    let content = match thing.keeper {
        Keeper::Staff => view! { <Form kind before seen=thing/> }.into_any(),
        Keeper::Service | Keeper::Gone => {
            let (keeper, removed_at, latest_run) = (thing.keeper, thing.removed_at.clone(), thing.latest_run.clone());
            // Its logo is for staff to choose all the same.
            let form = (kind == Kind::Organization).then(|| view! { <Form kind before seen=thing/> });
            view! { <Service keeper removed_at latest_run/> {form} }.into_any()
        }
    };
    view! {
        <p class=style::back><A href=back>{t!(i18n, console.configuration.back)}</A></p>
        <PageHeader heading><p>{t!(i18n, console.catalogue.change_lead)}</p></PageHeader>
        {content}
    }
}
