//! The page that makes something for staff to keep.

use leptos::prelude::*;
use leptos_router::components::A;

use super::draft::Draft;
use super::form::Form;
use super::kind::Kind;
use super::thing;
use crate::announce::page_title;
use crate::api::error::ApiError;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::sheet::style;
use crate::i18n::use_i18n;
use crate::text::{t, text};
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;

/// The form, with what it belongs to where the address tells that.
#[component]
pub(super) fn Make(
    /// What is made.
    kind: Kind,
    /// The id of what it belongs to; empty for none.
    of: String,
) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || kind.make(i18n).to_owned());
    view! {
        <p class=style::back><A href=kind.path().to_owned() exact=true>{text(move || kind.many(i18n))}</A></p>
        <PageHeader heading=move || kind.make(i18n)><p>{t!(i18n, console.catalogue.make_lead)}</p></PageHeader>
        <Loaded fetch=move || begin(kind, of.clone()) subject=Subject::Part loading=Skeleton let:before>
            <Form kind before/>
        </Loaded>
    }
}

/// What the form begins with.
async fn begin(kind: Kind, of: String) -> Result<Draft, ApiError> {
    let draft = Draft::empty(kind);
    if of.is_empty() {
        return Ok(draft);
    }
    let owner = thing::find(of).await?;
    Ok(match owner {
        Some(owner) => draft.belonging_to(&owner.pick()),
        None => draft,
    })
}
