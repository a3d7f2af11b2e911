//! The form that changes a site, and makes one.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::controls::Controls;
use super::draft::Draft;
use super::group::Group;
use super::line::Line;
use super::part::Part;
use super::query::Site;
use super::save::{self, Refusal};
use super::sharing::SharingChoice;
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::problem::Problem;

/// Every field that can be changed, and the button that saves.
#[component]
pub(in crate::console) fn SiteForm(
    /// What is changed; none for a new one.
    #[prop(optional)]
    seen: Option<Site>,
    /// Whether where the site is and what it works with can be changed, too.
    runs_sites: bool,
    /// Takes it as it was saved.
    on_saved: Callback<Site>,
) -> impl IntoView {
    let i18n = use_i18n();
    let unsaved = Unsaved::watch();
    let controls = Controls::holding(seen.as_ref().map_or_else(Draft::empty, Draft::of));
    let refusal = controls.refusal;
    let is_busy = RwSignal::new(false);
    let default_address = seen.as_ref().filter(|it| it.is_default).map(|it| it.public_url.clone());
    let seen = StoredValue::new(seen);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let (draft, first) = (controls.draft(), controls.first());
        let conflict = match refusal.get_untracked() {
            Some(Refusal::Conflict(now)) => Some(*now),
            _ => None,
        };
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = match (seen.get_value(), conflict) {
                (None, _) => save::create(draft).await,
                (Some(seen), None) => save::edit(&seen, draft).await,
                (Some(_), Some(now)) => save::edit(&now, draft.onto(&first, Draft::of(&now))).await,
            };
            // The page was left meanwhile.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(site) => {
                    unsaved.settle();
                    on_saved.run(site);
                }
                Err(error) => {
                    let about = error.clone();
                    refusal.set(Some(error));
                    controls.focus(&about);
                }
            }
        });
    };
    let save_words = move || match refusal.read().as_ref() {
        Some(Refusal::Conflict(_)) => t_string!(i18n, console.configuration.save_anyway),
        _ => t_string!(i18n, console.configuration.save),
    };
    let shown = Group::ALL.into_iter().filter(|it| runs_sites || !it.is_about_systems());
    let groups = shown.map(|group| {
        view! {
            <fieldset class=style::group>
                <legend>{text(move || group.title(i18n))}</legend>
                {inside(group, controls, default_address.clone())}
            </fieldset>
        }
    });
    view! {
        <form class=style::long_form on:submit=send on:input=move |_| unsaved.note() novalidate>
            {groups.collect_view()}
            <Problem words=controls.problem_of_the_whole()/>
            <p>
                <button
                    class="button primary"
                    id="save"
                    type="submit"
                    aria-disabled=text(move || is_busy.get().to_string())
                >
                    {text(save_words)}
                </button>
            </p>
        </form>
    }
}

/// What a group has beside its fields, and its fields.
fn inside(group: Group, controls: Controls, default_address: Option<String>) -> AnyView {
    let i18n = use_i18n();
    let lines = || {
        let lines = group.parts().iter().map(|part| line(*part, controls));
        lines.collect_view()
    };
    match (group, default_address) {
        (Group::Address, Some(address)) => view! {
            <p><bdi>{address}</bdi></p>
            <p class=style::minor>{t!(i18n, console.site.by_settings)}</p>
        }
        .into_any(),
        (Group::Sharing, _) => view! { <SharingChoice controls/> {lines()} }.into_any(),
        (Group::Systems, _) => {
            view! { <p class=style::minor>{t!(i18n, console.site.systems_note)}</p> {lines()} }.into_any()
        }
        (Group::Identity | Group::Address | Group::Look | Group::Mail, _) => lines().into_any(),
    }
}

fn line(part: Part, controls: Controls) -> AnyView {
    view! { <Line part controls/> }.into_any()
}
