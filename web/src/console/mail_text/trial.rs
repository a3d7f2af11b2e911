//! A test: the text as it is stored, sent to who asks for it, and followed until it is known what became of it.
//!
//! Invariant: nothing is asked any more once that is known, once a minute has passed, or once the page is left.

mod query;

use std::time::Duration;

use cynic::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use leptos_router::components::A;

use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::outgoing_mails::{MailState, failure_words};
use crate::console::path::OUTGOING_MAILS;
use crate::console::sheet::style;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::problem::Problem;
use query::{OutgoingMail, Refusal};

/// How often the mail is asked about.
const PACE: Duration = Duration::from_secs(2);
/// How often in all.
const MAX_QUESTIONS: u32 = 30;

/// The button, and what became of the last test.
#[component]
pub(super) fn Trial(
    /// The text.
    id: Id,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let mail = RwSignal::new(None::<OutgoingMail>);
    let n_questions = RwSignal::new(0_u32);
    follow(mail, n_questions);
    let press = move || {
        let id = id.clone();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::test(id).await;
            // The page was left meanwhile.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(sent) => {
                    say(&words(i18n, &sent));
                    n_questions.set(0);
                    mail.set(Some(sent));
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::NoAddress) => t_string!(i18n, console.mail_text.no_address),
            Some(Refusal::Gone) => t_string!(i18n, console.problem.outdated),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
        };
        words.to_owned()
    });
    let outcome = move || {
        mail.get().map(|mail| {
            view! {
                <p>{text(move || words(i18n, &mail))}</p>
                <p><A href=OUTGOING_MAILS.to_owned() exact=true>{t!(i18n, console.mail_texts.outgoing)}</A></p>
            }
        })
    };
    view! {
        <section class=style::card aria-labelledby="trial">
            <h2 id="trial">{t!(i18n, console.mail_text.trial)}</h2>
            <div class=style::form>
                <p>{t!(i18n, console.mail_text.trial_lead)}</p>
                <p>
                    <Button on_press=press is_busy>
                        <IconView icon=Icon::Mail/>
                        {t!(i18n, console.mail_text.send_test)}
                    </Button>
                </p>
                <Problem words=problem/>
                {outcome}
            </div>
        </section>
    }
}

/// Asks about the mail as long as it is under way, and says what became of it.
fn follow(mail: RwSignal<Option<OutgoingMail>>, n_questions: RwSignal<u32>) {
    let i18n = use_i18n();
    let say = speaker();
    let ask = move |id: Id| {
        spawn_local(async move {
            let answer = query::find(id).await;
            // The page was left while the answer was on its way.
            if n_questions.try_update(|it| *it += 1).is_none() {
                return;
            }
            if let Ok(Some(now)) = answer {
                if !now.is_under_way() {
                    say(&words(i18n, &now));
                }
                mail.set(Some(now));
            }
        });
    };
    Effect::new(move |_| {
        let is_enough = n_questions.get() >= MAX_QUESTIONS;
        let id = mail.with(|it| it.as_ref().filter(|it| it.is_under_way()).map(|it| it.id.clone()));
        let Some(id) = id.filter(|_| !is_enough) else { return };
        let timer = set_timeout_with_handle(move || ask(id), PACE);
        if let Ok(timer) = timer {
            on_cleanup(move || timer.clear());
        }
    });
}

/// How far it has come.
fn words(i18n: I18nContext<Locale>, mail: &OutgoingMail) -> String {
    match (mail.state, mail.last_failure) {
        (MailState::Sent, _) => t_string!(i18n, console.mail_text.test_sent).to_owned(),
        (MailState::Queued | MailState::Sending, None) => t_string!(i18n, console.mail_text.test_under_way).to_owned(),
        (MailState::Queued | MailState::Sending | MailState::Failed | MailState::Dropped, Some(failure)) => {
            let why = failure_words(i18n, failure);
            t_string!(i18n, console.mail_text.test_failed_of, why = why)
        }
        (MailState::Failed | MailState::Dropped, None) => t_string!(i18n, console.mail_text.test_failed).to_owned(),
    }
}
