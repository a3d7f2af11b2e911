//! Publishing the newest version: asked about in a dialog first, which also tells why it was refused.

mod query;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::preview::ProblemList;
use super::query::Template;
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::browser::rescue_focus;
use crate::console::sheet::style as sheet;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;
use query::Refusal;

/// The button that asks.
#[component]
pub(super) fn PublishButton(
    /// As it is shown.
    template: Template,
    /// Takes the template as it is afterwards.
    current: RwSignal<Template>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    view! {
        <Button on_press=move || is_open.set(true) weight=Weight::Primary>{t!(i18n, console.template.publish)}</Button>
        <Dialog is_open heading=move || t_string!(i18n, console.template.publish)>
            <Question template=template.clone() current is_open/>
        </Dialog>
    }
}

#[component]
fn Question(
    template: Template,
    current: RwSignal<Template>,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let number = template.latest_version.number;
    let press = move || {
        let template = template.clone();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::publish(&template).await;
            // The page was left meanwhile.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(template) => {
                    is_open.set(false);
                    current.set(template);
                    say(t_string!(i18n, console.template.publish_done));
                    // The button that opened the dialog was made anew with the page.
                    request_animation_frame(|| rescue_focus("h1"));
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::Problems(_)) => t_string!(i18n, console.template.publish_refused),
            Some(Refusal::Outdated) => t_string!(i18n, console.problem.outdated),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
        };
        words.to_owned()
    });
    let problems = move || match refusal.get() {
        Some(Refusal::Problems(problems)) => Some(view! { <ProblemList problems lead=None/> }),
        None | Some(Refusal::Outdated | Refusal::Failed(_)) => None,
    };
    let meaning = move || t_string!(i18n, console.template.publish_meaning, number = number);
    view! {
        <div class=sheet::form>
            <p>{text(meaning)}</p>
            <Problem words=problem/>
            {problems}
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight=Weight::Primary>{t!(i18n, console.template.publish)}</Button>
            </DialogFoot>
        </div>
    }
}
