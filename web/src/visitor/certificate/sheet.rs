//! The certificate itself, as it hangs on a wall. One design for screen and paper.
//!
//! Invariant: its words are in the certificate's language where the app speaks it, whatever language surrounds it.

mod logo;
mod signature;
mod stamp;
mod wording;

use leptos::prelude::*;

use super::fit::{Density, Fit};
use super::query::{Credential, CredentialState};
use super::seal::Seal;
use crate::i18n::{I18nLocaleTrait, td_string};
use crate::language;
use crate::text::text;
use logo::Logos;
use signature::Signatures;
use stamp::Stamp;
use wording::Wording;

stylance::import_crate_style!(style, "src/visitor/certificate/sheet.module.css");

/// The framed page. A revoked one is struck out and stamped, an expired one stamped.
#[component]
pub(super) fn Sheet(
    /// What it certifies.
    credential: Credential,
) -> impl IntoView {
    let wording = StoredValue::new(Wording::new(&credential));
    let words = move || wording.with_value(Wording::locale);
    let say = move |part: fn(&Wording) -> String| text(move || wording.with_value(part));
    let has_effort = credential.certificate.hours_of_effort.is_some();
    let expires = credential.expires_at.is_some();
    let site_url = credential.url.split("/credentials/").next().unwrap_or_default();
    let organizations = credential.certificate.organizations.iter();
    let logos: Vec<_> = organizations.filter_map(|it| it.own_logo(site_url)).collect();
    let Credential {
        uuid,
        url,
        state,
        recipient_name,
        qr_url,
        certificate,
        ..
    } = credential;
    let is_revoked = matches!(state, CredentialState::Revoked | CredentialState::Replaced);
    let mut class = vec![style::sheet];
    class.extend(is_revoked.then_some(style::revoked));
    let fit = Fit::name(recipient_name.as_deref().unwrap_or_default());
    let name = match recipient_name.clone() {
        Some(name) => struck_if(is_revoked, &name),
        None if is_revoked => view! { <s>{text(move || td_string!(words(), certificate.holder))}</s> }.into_any(),
        None => (move || td_string!(words(), certificate.holder)).into_any(),
    };
    match Density::of(&certificate, recipient_name.as_deref().unwrap_or_default()) {
        Density::Roomy => {}
        Density::Crowded => class.push(style::crowded),
        Density::Packed => class.push(style::packed),
        Density::Crammed => class.push(style::crammed),
    }
    let own_language = certificate.language.clone().filter(|it| language::is_well_formed(it));
    let organizations: Vec<_> = certificate.organizations.iter().map(|it| it.name.clone()).collect();

    view! {
        <article
            class=class.join(" ")
            lang=move || words().as_str()
            dir=move || words().direction().as_str()
            aria-label=text(move || td_string!(words(), certificate.sheet.region))
        >
            <div class=style::frame>
                <div class=style::body>
                    <Logos logos/>
                    <p class=style::issuer lang=own_language.clone() dir="auto">{organizations.join("\u{a0}· ")}</p>
                    <p class=style::kind dir="auto">{say(Wording::kind)}</p>
                    <p class=style::phrase>{text(move || td_string!(words(), certificate.sheet.certifies))}</p>
                    <p class=format!("{} {}", style::name, name_size(fit)) dir="auto">
                        {name}
                    </p>
                    <p class=style::phrase>{say(Wording::completed)}</p>
                    <h1
                        class=format!("{} {}", style::title, title_size(Fit::title(&certificate.title)))
                        lang=own_language
                        dir="auto"
                        tabindex="-1"
                    >
                        {struck_if(is_revoked, &certificate.title)}
                    </h1>
                    <p class=format!("{} {}", style::phrase, style::offer)>{say(Wording::offered)}</p>
                    <Signatures signatories=certificate.signatories words=Signal::derive(words)/>
                    <div class=style::foot>
                        <Facts wording expires has_effort/>
                        <Seal/>
                        <div class=style::proof>
                            <dl>
                                <div>
                                    <dt>{text(move || td_string!(words(), certificate.sheet.number))}</dt>
                                    <dd><bdi>{uuid.to_string()}</bdi></dd>
                                </div>
                                <div class=style::address>
                                    <dt>{text(move || td_string!(words(), certificate.sheet.verify))}</dt>
                                    <dd><bdi>{breakable(&url)}</bdi></dd>
                                </div>
                            </dl>
                            // For cameras. The letters beside it say the same.
                            <img src=qr_url alt=""/>
                        </div>
                    </div>
                </div>
                <Stamp
                    state
                    since=Signal::derive(move || wording.with_value(if is_revoked { Wording::revoked } else { Wording::expires }))
                    words=Signal::derive(words)
                />
            </div>
        </article>
    }
}

/// When it was awarded, until when it is valid, and what it took.
#[component]
fn Facts(
    /// Its sentences.
    wording: StoredValue<Wording>,
    /// Whether it stops being valid.
    expires: bool,
    /// Whether it says what it took.
    has_effort: bool,
) -> impl IntoView {
    let words = move || wording.with_value(Wording::locale);
    let say = move |part: fn(&Wording) -> String| text(move || wording.with_value(part));
    view! {
        <dl class=style::facts>
            <div>
                <dt>{text(move || td_string!(words(), certificate.sheet.issued))}</dt>
                <dd>{say(Wording::issued)}</dd>
            </div>
            {expires.then(|| view! {
                <div>
                    <dt>{text(move || td_string!(words(), certificate.sheet.expires))}</dt>
                    <dd>{say(Wording::expires)}</dd>
                </div>
            })}
            {has_effort.then(|| view! {
                <div>
                    <dt>{text(move || td_string!(words(), certificate.sheet.effort))}</dt>
                    <dd>{say(Wording::effort)}</dd>
                </div>
            })}
        </dl>
    }
}

/// Struck-out text, marked up as such so that it stays struck without any style.
fn struck_if(is_struck: bool, text: &str) -> AnyView {
    let text = text.to_owned();
    if is_struck {
        view! { <s>{text}</s> }.into_any()
    } else {
        text.into_any()
    }
}

/// An address that breaks after its slashes rather than inside the number.
fn breakable(url: &str) -> Vec<impl IntoView + use<>> {
    url.split_inclusive('/')
        .map(|part| (part.to_owned(), view! { <wbr/> }))
        .collect()
}

const fn name_size(fit: Fit) -> &'static str {
    match fit {
        Fit::Short => style::name_short,
        Fit::Long => style::name_long,
        Fit::Longest => style::name_longest,
    }
}

const fn title_size(fit: Fit) -> &'static str {
    match fit {
        Fit::Short => style::title_short,
        Fit::Long => style::title_long,
        Fit::Longest => style::title_longest,
    }
}
