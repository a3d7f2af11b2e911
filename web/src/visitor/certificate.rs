//! The public page of one certificate: what it says, whether it stands, and why there may be nothing to see.
//!
//! Invariant: the state comes first and in words; no certificate is shown without it.

mod action;
mod banner;
mod drawn;
mod fit;
mod missing;
mod query;
mod seal;
mod share;
mod sheet;
mod skeleton;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use crate::announce::page_title;
use crate::certificate_number::CertificateNumber;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::path;
use action::Actions;
use banner::Banner;
use drawn::Drawn;
use missing::{MalformedNotice, UnknownNotice};
use query::{Credential, CredentialAction, CredentialState};
use share::Share;
use sheet::Sheet;
use skeleton::Skeleton;

/// Reads the number from the address; every spelling of it ends at the one canonical address.
#[component]
pub(crate) fn CertificatePage() -> impl IntoView {
    let params = use_params_map();
    let text = Memo::new(move |_| params.read().get("number").unwrap_or_default());
    let navigate = use_navigate();
    Effect::new(move |_| {
        let text = text.get();
        if let Ok(number) = text.parse::<CertificateNumber>()
            && number.to_string() != text
        {
            navigate(
                &path::certificate(number),
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
    let number = Memo::new(move |_| text.get().parse::<CertificateNumber>());
    move || match number.get() {
        Ok(number) => view! { <Lookedup number/> }.into_any(),
        Err(_) => view! { <MalformedNotice text=text.get_untracked()/> }.into_any(),
    }
}

#[component]
fn Lookedup(number: CertificateNumber) -> impl IntoView {
    view! {
        <Loaded fetch=move || query::find(number) subject=Subject::Certificate loading=Skeleton let:answer>
            {match answer.data.credential {
                Some(credential) => view! { <Found credential checked_at=answer.answered_at/> }.into_any(),
                None => view! { <UnknownNotice number/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(credential: Credential, checked_at: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let name = credential.recipient_name.clone();
    let title = credential.certificate.title.clone();
    let is_revoked = matches!(credential.state, CredentialState::Revoked);
    page_title(move || {
        let title = title.clone();
        let name = name
            .clone()
            .unwrap_or_else(|| t_string!(i18n, certificate.holder).to_owned());
        if is_revoked {
            t_string!(i18n, title.certificate_revoked, title = title, name = name)
        } else {
            t_string!(i18n, title.certificate, title = title, name = name)
        }
    });
    let url = credential.url.clone();
    let pdf = credential.pdf_url.clone();
    let is_own = credential.viewer_can.contains(&CredentialAction::SetVisibility);
    let links = credential.share_links.clone();
    let owner = credential.recipient_name.clone().filter(|_| is_own);
    let share = view! { <Share links owner/> }.into_any();
    // The one who earned it came for this; everybody else for the certificate.
    let (before, after) = if is_own {
        (Some(share), None)
    } else {
        (None, Some(share))
    };
    let frame = NodeRef::new();
    let sheet = match credential.drawn_document_url.clone() {
        Some(url) => {
            let title = credential.certificate.title.clone();
            view! { <Drawn url title frame/> }.into_any()
        }
        None => view! { <Sheet credential=credential.clone()/> }.into_any(),
    };
    view! {
        <Banner credential checked_at/>
        {before}
        <Actions url pdf frame/>
        {sheet}
        {after}
    }
}
