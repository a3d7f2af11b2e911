//! One link: what it is called, whether it opens the record, what it shows, and what its owner can do with it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::code::CodeButton;
use super::form::{Purpose, ShareForm};
use super::query::{RecordShare, ShareState};
use super::revoke::RevokeForm;
use super::views::{Views, count_words};
use crate::announce::speaker;
use crate::api::scalar::Instant;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, IconView};
use crate::{browser, format};

stylance::import_crate_style!(pub(super) style, "src/learner/record/sharing/link.module.css");

/// A link of the list.
#[component]
pub(super) fn Link(
    /// The link.
    share: RecordShare,
    /// The list that it is in.
    shares: RwSignal<Vec<RecordShare>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_editing = RwSignal::new(false);
    let is_revoking = RwSignal::new(false);
    let done = Callback::new(move |changed: RecordShare| {
        // The button that opened the dialog is gone: the link is shown anew.
        browser::focus_soon(format!("[data-share={:?}]", changed.id.inner()));
        shares.update(|all| {
            if let Some(place) = all.iter_mut().find(|it| it.id == changed.id) {
                *place = changed;
            }
        });
    });
    let stored = StoredValue::new(share.clone());
    let share_id = share.id.inner().to_owned();
    let RecordShare {
        id,
        label,
        state,
        url,
        created_at,
        expires_at,
        revoked_at,
        shows_grades,
        shows_name,
        shows_email,
        view_count,
        views: by_day,
        qr_url,
        ..
    } = share;
    let name = StoredValue::new(label);
    let name = move || {
        name.get_value()
            .unwrap_or_else(|| t_string!(i18n, share.unnamed).to_owned())
    };
    let shown = move || {
        let fields = [
            (true, t_string!(i18n, share.field.courses)),
            (shows_grades, t_string!(i18n, share.field.grades)),
            (shows_name, t_string!(i18n, share.field.name)),
            (shows_email, t_string!(i18n, share.field.email)),
        ];
        let fields: Vec<String> = fields
            .iter()
            .filter(|(is_shown, _)| *is_shown)
            .map(|(_, it)| (*it).to_owned())
            .collect();
        t_string!(i18n, share.shown, fields = format::list(&fields, &date_language(i18n)))
    };
    let made = move || {
        t_string!(
            i18n,
            share.made,
            date = format::long_date(&created_at, &date_language(i18n))
        )
    };
    let is_revoked = state == ShareState::Revoked;
    let address = url.filter(|_| !is_revoked);
    view! {
        <article class=style::link data-share=share_id tabindex="-1">
            <div class=style::head>
                <h3 class=style::name dir="auto">{text(name)}</h3>
                <ShareBadge state expires_at revoked_at/>
            </div>
            {address.clone().map(|url| view! { <p class=style::url><a href=url.clone() dir="ltr">{url.clone()}</a></p> })}
            <p class=style::facts>{text(shown)}</p>
            <p class=style::facts>{text(made)} " " {text(move || count_words(i18n, view_count))}</p>
            <Views by_day/>
            {(!is_revoked).then(|| view! {
                <div class=style::actions>
                    {address.map(|url| view! { <CopyButton url name=Signal::derive(name)/> })}
                    {qr_url.clone().map(|picture| view! { <CodeButton picture name=Signal::derive(name)/> })}
                    <Button
                        on_press=move || is_editing.set(true)
                        name=Signal::derive(move || t_string!(i18n, share.edit_name, name = name()))
                    >
                        <IconView icon=Icon::Pencil/>
                        {t!(i18n, share.edit)}
                    </Button>
                    <Button
                        on_press=move || is_revoking.set(true)
                        weight=Weight::Danger
                        name=Signal::derive(move || t_string!(i18n, share.revoke_name, name = name()))
                    >
                        <IconView icon=Icon::Cross/>
                        {t!(i18n, share.revoke)}
                    </Button>
                </div>
                <Dialog is_open=is_editing heading=move || t_string!(i18n, share.edit_heading)>
                    <ShareForm purpose=Purpose::Edit(Box::new(stored.get_value())) is_open=is_editing done/>
                </Dialog>
                <Dialog is_open=is_revoking heading=move || t_string!(i18n, share.revoke_heading)>
                    <RevokeForm id=id.clone() is_open=is_revoking done/>
                </Dialog>
            })}
        </article>
    }
}

/// Whether the link opens the record, and since or until when.
#[component]
fn ShareBadge(state: ShareState, expires_at: Option<Instant>, revoked_at: Option<Instant>) -> impl IntoView {
    let i18n = use_i18n();
    let dated = move |at: &_| format::long_date(at, &date_language(i18n));
    let (tone, icon) = match state {
        ShareState::Live => (Tone::Good, Icon::Check),
        ShareState::Expired => (Tone::Waiting, Icon::Clock),
        ShareState::Revoked => (Tone::Bad, Icon::Cross),
    };
    let state_words = move || match (state, &expires_at, &revoked_at) {
        (ShareState::Live, Some(at), _) => t_string!(i18n, share.state.live_until, date = dated(at)),
        (ShareState::Live, None, _) => t_string!(i18n, share.state.live).to_owned(),
        (ShareState::Expired, Some(at), _) => t_string!(i18n, share.state.expired_on, date = dated(at)),
        (ShareState::Revoked, _, Some(at)) => t_string!(i18n, share.state.revoked_on, date = dated(at)),
        (ShareState::Expired, None, _) => t_string!(i18n, share.state.expired).to_owned(),
        (ShareState::Revoked, _, None) => t_string!(i18n, share.state.revoked).to_owned(),
    };
    view! { <Badge tone icon>{text(state_words)}</Badge> }
}

/// Puts the link on the clipboard and says whether it did.
#[component]
fn CopyButton(url: String, name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let outcome = RwSignal::new(None::<bool>);
    let words = move |is_copied| {
        if is_copied {
            t_string!(i18n, certificate.action.copied)
        } else {
            t_string!(i18n, share.copy_failed)
        }
    };
    let copy = move || {
        let url = url.clone();
        spawn_local(async move {
            let is_copied = browser::copy(&url).await;
            outcome.set(Some(is_copied));
            say(words(is_copied));
        });
    };
    view! {
        <Button on_press=copy name=Signal::derive(move || t_string!(i18n, share.copy_name, name = name.get()))>
            <IconView icon=Icon::Link/>
            {t!(i18n, certificate.action.copy)}
        </Button>
        // The live region says the same; here it is for the eyes.
        <p class=style::outcome aria-hidden="true">{move || outcome.get().map(words)}</p>
    }
}
