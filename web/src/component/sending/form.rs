//! What is about to be sent, and the consent to it.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::{self, RecordLearner, RecordPathway, Refusal, Sent, Wanted};
use super::style;
use super::words::Words;
use crate::api::scalar::Uuid;
use crate::format::isolated;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::checkbox::Checkbox;
use crate::ui::dialog::DialogFoot;
use crate::ui::problem::Problem;

/// Shows what the institution will see, and sends it once the learner agrees, or has agreed where staff send it; then it closes the dialog around it.
#[component]
pub(super) fn SendForm(
    /// The program of the record.
    program: Uuid,
    /// Whose record; the viewer's own for none.
    whose: Option<String>,
    /// Who is named, and gets the answers.
    learner: RecordLearner,
    /// Where it goes.
    pathway: RecordPathway,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
    /// Takes what became of it.
    done: Callback<Sent>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = Words {
        is_own: whose.is_none(),
    };
    let [consent, updates] = std::array::from_fn(|_| NodeRef::<Input>::new());
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let RecordPathway {
        uuid,
        organization_name,
        send,
        ..
    } = pathway;
    let press = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let is_ticked = |field: NodeRef<Input>| field.get_untracked().is_some_and(|it| it.checked());
        let wanted = Wanted {
            program: program.clone(),
            username: whose.clone(),
            pathway: uuid.clone(),
            has_consent: is_ticked(consent),
            has_updates: is_ticked(updates),
        };
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::send(wanted).await;
            is_busy.set(false);
            match answer {
                Ok(sent) => {
                    is_open.set(false);
                    done.run(sent);
                }
                Err(error) => {
                    let field = consent.get_untracked().filter(|_| error == Refusal::NoConsent);
                    refusal.set(Some(error));
                    if let Some(field) = field {
                        // The field is in the page; focusing it cannot fail.
                        let _ = field.focus();
                    }
                }
            }
        });
    };
    let problem = Signal::derive(move || {
        refusal
            .get()
            .map(|it| words.refusal(i18n, &it).to_owned())
            .unwrap_or_default()
    });
    let organization = StoredValue::new(isolated(&organization_name));
    let named = move || organization.get_value();
    let name = learner.name;
    let name = move || {
        name.clone()
            .unwrap_or_else(|| t_string!(i18n, send.shown.no_name).to_owned())
    };
    let address = learner.email;
    let address = move || {
        address
            .clone()
            .unwrap_or_else(|| words.refusal(i18n, &Refusal::NoAddress).to_owned())
    };
    view! {
        <form class=style::form on:submit=press novalidate>
            <p>{text(move || words.meaning(i18n, named()))}</p>
            <dl class=style::shown>
                <dt>{words.name(i18n)}</dt>
                <dd><bdi>{text(name)}</bdi></dd>
                <dt>{words.record(i18n)}</dt>
                <dd>{words.fields(i18n)}</dd>
                <dt>{words.reply_to(i18n)}</dt>
                <dd><bdi>{text(address)}</bdi></dd>
                <dt>{t!(i18n, send.shown.link)}</dt>
                <dd>{words.link_ends(i18n)}</dd>
            </dl>
            <Checkbox is_checked=false node_ref=consent>
                {text(move || words.consent(i18n, named()))}
            </Checkbox>
            <Checkbox is_checked=send.is_none_or(|it| it.has_updates) node_ref=updates>{words.updates(i18n)}</Checkbox>
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {t!(i18n, send.submit)}
                </button>
            </DialogFoot>
        </form>
    }
}
