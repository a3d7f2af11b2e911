//! Back from the learning platform, and not signed in: why, and the way to try again.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::announce::page_title;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;
use crate::{browser, path};

/// Why nobody is signed in, by the server's word for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Declined,
    Expired,
    PlatformAway,
    AnotherPerson,
    Retired,
    Inactive,
    Busy,
    NotSetUp,
}

impl Reason {
    fn parse(word: &str) -> Self {
        match word {
            "declined" => Self::Declined,
            "platform-away" => Self::PlatformAway,
            "another-person" => Self::AnotherPerson,
            "retired" => Self::Retired,
            "inactive" => Self::Inactive,
            "busy" => Self::Busy,
            "not-set-up" => Self::NotSetUp,
            // Most often somebody came back to an old page.
            _ => Self::Expired,
        }
    }
}

/// Says why and offers a new attempt.
#[component]
pub(crate) fn SignInFailedPage() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.sign_in_failed).to_owned());
    let reason = Reason::parse(&browser::meta("sign-in-failure").unwrap_or_default());
    let again = path::sign_in(&browser::meta("sign-in-next").unwrap_or_else(|| path::HOME.to_owned()));
    // The code in the address is worth nothing any more; it shall not stay in the history either.
    browser::replace_address(path::SIGN_IN_CALLBACK);
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, sign_in_failed.heading)}</h1>
            <p>{text(move || match reason {
                Reason::Declined => t_string!(i18n, sign_in_failed.declined),
                Reason::Expired => t_string!(i18n, sign_in_failed.expired),
                Reason::PlatformAway => t_string!(i18n, sign_in_failed.platform_away),
                Reason::AnotherPerson => t_string!(i18n, sign_in_failed.another_person),
                Reason::Retired => t_string!(i18n, sign_in_failed.retired),
                Reason::Inactive => t_string!(i18n, sign_in_failed.inactive),
                Reason::Busy => t_string!(i18n, sign_in_failed.busy),
                Reason::NotSetUp => t_string!(i18n, sign_in_failed.not_set_up),
            })}</p>
            {(reason != Reason::NotSetUp)
                .then(|| view! { <p><a class="button" href=again rel="external">{t!(i18n, sign_in_failed.again)}</a></p> })}
            <p><A href=path::HOME.to_owned()>{t!(i18n, not_found.home)}</A></p>
        </Notice>
    }
}
