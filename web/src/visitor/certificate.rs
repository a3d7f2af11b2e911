//! The public page of one certificate: what it says, whether it stands, and why there may be nothing to see.
//!
//! Invariant: the state comes first and in words; no certificate is shown without it. What the certificate looks like is the server's to
//! say: its document is asked for at once, and held back until the state is known.

mod action;
mod banner;
mod missing;
mod query;
mod share;
mod skeleton;
mod void;

use leptos::html::Iframe;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use crate::announce::page_title;
use crate::certificate_number::CertificateNumber;
use crate::component::drawn::Drawn;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{I18nLocaleTrait, t_string, use_i18n};
use crate::{browser, language, path};
use action::Actions;
use banner::Banner;
use missing::{MalformedNotice, UnknownNotice};
use query::{Credential, CredentialAction, CredentialState};
use share::Share;
use skeleton::Skeleton;
use void::VoidCard;

/// By this the server tells with the page where the document of its certificate is.
const TOLD: &str = "certificate-document";

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

/// What the register said of a certificate.
#[derive(Clone, Debug, PartialEq)]
enum Answer {
    /// Nothing yet.
    Awaited,
    /// That it cannot say, or that there is none.
    Nothing,
    Found(Box<Credential>),
}

#[component]
fn Lookedup(number: CertificateNumber) -> impl IntoView {
    let i18n = use_i18n();
    let answer = RwSignal::new(Answer::Awaited);
    let ask = move || async move {
        let found = query::find(number).await;
        let credential = found.as_ref().ok().and_then(|it| it.data.credential.clone());
        // The page may have been left.
        let _ = answer.try_set(credential.map_or(Answer::Nothing, |it| Answer::Found(Box::new(it))));
        found
    };
    let told = RwSignal::new(None::<String>);
    // In an effect, after those that decide which language is spoken: the document is asked for in one.
    Effect::new(move |_| told.set(browser::meta(TOLD).and_then(|it| path::of_certificate(number, &it))));
    let document = Memo::new(move |_| {
        let path = answer.with(|it| match it {
            Answer::Awaited => told.get(),
            Answer::Nothing => None,
            Answer::Found(credential) => {
                let url = credential.drawn_document_url.as_deref();
                url.and_then(|it| path::of_certificate(number, it))
            }
        })?;
        Some(path::with_query(
            &path,
            &[("language", Some(i18n.get_locale().as_str()))],
        ))
    });
    let is_awaited = Memo::new(move |_| answer.with(|it| *it == Answer::Awaited));
    let has_room = Memo::new(move |_| is_awaited.get() || document.with(Option::is_some));
    // The one who earned it came for this; everybody else for the certificate.
    let links = Memo::new(move |_| {
        answer.with(|it| match it {
            Answer::Found(credential) if !is_own(credential) => credential.share_links.clone(),
            Answer::Found(_) | Answer::Awaited | Answer::Nothing => Vec::new(),
        })
    });
    let frame = NodeRef::<Iframe>::new();
    let title = Signal::derive(move || t_string!(i18n, certificate.sheet.region).to_owned());
    view! {
        <Loaded fetch=ask subject=Subject::Certificate loading=Skeleton let:answer>
            {match answer.data.credential {
                Some(credential) => view! { <Found credential checked_at=answer.answered_at frame/> }.into_any(),
                None => view! { <UnknownNotice number/> }.into_any(),
            }}
        </Loaded>
        {move || has_room.get().then(|| view! { <Drawn url=document title is_held_back=is_awaited frame/> })}
        {move || view! { <Share links=links.get() owner=None/> }}
    }
}

/// Whether the viewer earned it.
fn is_own(credential: &Credential) -> bool {
    credential.viewer_can.contains(&CredentialAction::SetVisibility)
}

/// What stands above the certificate: its state, and what can be done with it. One that was revoked or replaced is told here alone.
#[component]
fn Found(
    credential: Credential,
    checked_at: Option<String>,
    /// The certificate's document.
    frame: NodeRef<Iframe>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = credential.recipient_name.clone();
    let title = credential.certificate.title.clone();
    let state = credential.state;
    page_title(move || {
        let title = title.clone();
        let name = name
            .clone()
            .unwrap_or_else(|| t_string!(i18n, certificate.holder).to_owned());
        match state {
            CredentialState::Revoked => t_string!(i18n, title.certificate_revoked, title = title, name = name),
            CredentialState::Replaced => t_string!(i18n, title.certificate_replaced, title = title, name = name),
            CredentialState::Valid | CredentialState::Expired | CredentialState::NotYetVisible => {
                t_string!(i18n, title.certificate, title = title, name = name)
            }
        }
    });
    let url = credential.url.clone();
    let pdf = credential.pdf_url.clone();
    let links = credential.share_links.clone();
    let share = is_own(&credential).then(|| view! { <Share links owner=credential.recipient_name.clone()/> });
    let own_language = credential
        .certificate
        .language
        .clone()
        .filter(|it| language::is_well_formed(it));
    let heading = if credential.drawn_document_url.is_some() {
        let title = credential.certificate.title.clone();
        view! { <h1 class="visually-hidden" tabindex="-1" lang=own_language dir="auto">{title}</h1> }.into_any()
    } else {
        view! { <VoidCard credential=credential.clone() own_language/> }.into_any()
    };
    view! {
        <Banner credential checked_at/>
        {share}
        <Actions url pdf frame/>
        {heading}
    }
}
