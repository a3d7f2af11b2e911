//! What is said when the server brought no data: what it means, what to do, and the number that support needs.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::announce::page_title;
use crate::api::error::{ApiError, ErrorCode, Failure};
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::notice::Notice;

/// What could not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A certificate; the notice is the whole page.
    Certificate,
    /// Any other page, as a whole.
    Page,
    /// A part of a page that stands.
    Part,
}

/// A failure with a way on.
#[component]
pub(crate) fn FailureNotice(
    /// What failed.
    error: ApiError,
    /// What is not there because of it.
    subject: Subject,
    /// A new attempt is under way.
    #[prop(into)]
    is_retrying: Signal<bool>,
    /// Starts a new attempt.
    retry: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let reference = error
        .request_id
        .clone()
        .map(|id| view! { <p>{t!(i18n, failure.reference)} " " <code dir="ltr">{id}</code></p> });
    view! {
        <Notice icon=Icon::Question>
            <Heading subject/>
            <p>{text(move || explanation(i18n, &error))}</p>
            <p>{text(move || match subject {
                Subject::Certificate => t_string!(i18n, failure.meaning),
                Subject::Page | Subject::Part => t_string!(i18n, failure.meaning_elsewhere),
            })}</p>
            <p>
                <Button on_press=retry is_busy=is_retrying>
                    <IconView icon=Icon::Retry/>
                    {text(move || if is_retrying.get() { t_string!(i18n, failure.retrying) } else { t_string!(i18n, failure.retry) })}
                </Button>
            </p>
            {reference}
        </Notice>
    }
}

/// Where the notice is the page, it has the page's heading and title; elsewhere it is read out at once.
#[component]
fn Heading(subject: Subject) -> impl IntoView {
    let i18n = use_i18n();
    match subject {
        Subject::Certificate => {
            page_title(move || t_string!(i18n, title.failure).to_owned());
            view! { <h1 tabindex="-1">{t!(i18n, failure.heading)}</h1> }.into_any()
        }
        Subject::Page => {
            page_title(move || t_string!(i18n, title.page_failure).to_owned());
            view! { <h1 tabindex="-1">{t!(i18n, failure.heading_page)}</h1> }.into_any()
        }
        Subject::Part => view! { <div role="alert"><h2>{t!(i18n, failure.heading_part)}</h2></div> }.into_any(),
    }
}

/// What a failure means and what to do about it, in the reader's language.
pub(crate) fn explanation(i18n: I18nContext<Locale>, error: &ApiError) -> &'static str {
    match Advice::of(error.failure) {
        Advice::CheckConnection => t_string!(i18n, failure.unreachable),
        Advice::Wait => t_string!(i18n, failure.busy),
        Advice::TryLater => t_string!(i18n, failure.unavailable),
        Advice::Reload => t_string!(i18n, failure.outdated),
        Advice::SignIn => t_string!(i18n, failure.signed_out),
        Advice::GiveUp => t_string!(i18n, failure.denied),
    }
}

/// What a visitor can do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Advice {
    CheckConnection,
    Wait,
    TryLater,
    Reload,
    SignIn,
    GiveUp,
}

impl Advice {
    fn of(failure: Failure) -> Self {
        match failure {
            Failure::Unreachable => Self::CheckConnection,
            Failure::Status(429) => Self::Wait,
            Failure::Status(401) => Self::SignIn,
            Failure::Status(403) => Self::GiveUp,
            Failure::Status(400..=499) | Failure::Unreadable => Self::Reload,
            Failure::Status(_) => Self::TryLater,
            Failure::Refused(code) => match code {
                ErrorCode::RateLimited => Self::Wait,
                ErrorCode::Unauthenticated => Self::SignIn,
                ErrorCode::Forbidden => Self::GiveUp,
                ErrorCode::BadRequest
                | ErrorCode::ParseFailed
                | ErrorCode::ValidationFailed
                | ErrorCode::LimitExceeded
                | ErrorCode::BadUserInput => Self::Reload,
                ErrorCode::NotFound
                | ErrorCode::Conflict
                | ErrorCode::UpstreamUnavailable
                | ErrorCode::Unavailable
                | ErrorCode::Timeout
                | ErrorCode::Internal
                | ErrorCode::Unlisted => Self::TryLater,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Advice, ErrorCode, Failure};

    #[test]
    fn each_failure_has_its_advice() {
        for (failure, advice) in [
            (Failure::Unreachable, Advice::CheckConnection),
            (Failure::Unreadable, Advice::Reload),
            (Failure::Status(400), Advice::Reload),
            (Failure::Status(401), Advice::SignIn),
            (Failure::Status(403), Advice::GiveUp),
            (Failure::Status(404), Advice::Reload),
            (Failure::Status(429), Advice::Wait),
            (Failure::Status(502), Advice::TryLater),
            (Failure::Refused(ErrorCode::RateLimited), Advice::Wait),
            (Failure::Refused(ErrorCode::Unauthenticated), Advice::SignIn),
            (Failure::Refused(ErrorCode::Forbidden), Advice::GiveUp),
            (Failure::Refused(ErrorCode::ValidationFailed), Advice::Reload),
            (Failure::Refused(ErrorCode::Internal), Advice::TryLater),
            (Failure::Refused(ErrorCode::Unlisted), Advice::TryLater),
        ] {
            assert_eq!(Advice::of(failure), advice, "{failure:?}");
        }
    }
}
