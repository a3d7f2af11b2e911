//! One credential, with all that is known of it, and what may be done with it.
//!
//! Invariant: what can be done is what the server says (`viewerCan`), and is done to the version that is shown.

mod action;
mod attribute;
mod change;
mod facts;
mod history;
mod query;
mod shown;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use super::entry::Entry;
use super::history_link::HistoryLink;
use super::parting::Parting;
use super::path::{CREDENTIALS, audit_trail_of};
use super::sheet::style;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::certificate_number::CertificateNumber;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::state::{StateBadge, StateDates, visible_from};
use crate::i18n::{t_string, use_i18n};
use crate::path;
use crate::text::t;
use crate::ui::icon::{Icon, IconView};
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use action::Actions;
use facts::Facts;
use history::History;
use query::Credential;
use shown::Shown;

/// The page, for who may see everybody's credentials.
#[component]
pub(super) fn CredentialPage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| {
        let text = params.read().get("number").unwrap_or_default();
        text.parse::<CertificateNumber>().ok()
    });
    view! {
        <Entry needs=Permission::ViewAllCredentials let:_viewer>
            {move || match number.get() {
                Some(number) => view! { <Lookedup number/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Entry>
    }
}

#[component]
fn Lookedup(number: CertificateNumber) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Loaded fetch=move || query::find(number) subject=Subject::Page loading=Skeleton let:credential>
            {match credential {
                Some(credential) => {
                    let shown = Shown::new(credential);
                    // Said once, and not again with every change.
                    let about = Memo::new(move |_| shown.with(|it| (it.certificate.title.clone(), it.name())));
                    page_title(move || {
                        let (title, name) = about.get();
                        t_string!(i18n, title.certificate, title = title, name = name)
                    });
                    Parting::expect().say();
                    (move || view! { <Found credential=shown.get() shown/> }).into_any()
                }
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(
    credential: Credential,
    /// Takes the credential as it is after a change.
    shown: Shown,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = credential.certificate.title.clone();
    let name = credential.name();
    let dates = StateDates {
        visible_from: visible_from(credential.visible_at.clone(), credential.visibility),
        expires_at: credential.expires_at.clone(),
        revoked_at: credential.revoked_at.clone(),
    };
    view! {
        <p class=style::back><A href=CREDENTIALS.to_owned() exact=true>{t!(i18n, console.credential.back)}</A></p>
        <PageHeader heading=move || title.clone()>
            <p dir="auto">{name}</p>
            <div class=style::state><StateBadge state=credential.state dates/></div>
        </PageHeader>
        <div class=style::actions>
            <a class="button" href=path::certificate(credential.uuid) rel="external">
                <IconView icon=Icon::Link/>
                {t!(i18n, console.credential.public)}
            </a>
            <HistoryLink href=audit_trail_of(credential.id.inner())/>
        </div>
        <Actions credential=credential.clone() shown/>
        <div class=style::columns>
            <Facts credential=credential.clone() shown/>
            <History entries=credential.history/>
        </div>
    }
}

/// Nothing has this number.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.credential.unknown)}</h1>
            <p>{t!(i18n, console.credential.unknown_why)}</p>
            <p><A href=CREDENTIALS.to_owned()>{t!(i18n, console.credentials.show_all)}</A></p>
        </Notice>
    }
}
