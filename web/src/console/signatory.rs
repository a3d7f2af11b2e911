//! One signatory: who signs, as what, and with which picture.
//!
//! Invariant: nothing written is lost. Where somebody else was faster, what was left alone here is as they have it.

mod draft;
mod query;
mod remove;
mod save;

use leptos::ev::SubmitEvent;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::area::Area;
use super::entry::Entry;
use super::history_link::HistoryLink;
use super::parting::Parting;
use super::path::{self, SIGNATORIES};
use super::picture::PictureChoice;
use super::sheet::style;
use super::unsaved::Unsaved;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::browser::fresh_key;
use crate::component::failure::{Subject, explanation};
use crate::component::loaded::Loaded;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::field::Field;
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;
use crate::ui::problem::Problem;
use crate::ui::skeleton::Skeleton;
use draft::Draft;
use query::{Signatory, SignatoryAction};
use remove::RemoveButton;
use save::Refusal;

const MAX_LENGTH: &str = "255";

/// The page that changes one, for who may.
#[component]
pub(super) fn SignatoryPage() -> impl IntoView {
    let query = use_query_map();
    let id = Memo::new(move |_| query.read().get(path::ID).unwrap_or_default());
    view! {
        <Entry needs=Permission::ManageSignatories let:_viewer>
            {move || view! { <Lookedup id=id.get()/> }}
        </Entry>
    }
}

/// The page that makes one.
#[component]
pub(super) fn NewSignatoryPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageSignatories let:_viewer>
            <New/>
        </Entry>
    }
}

#[component]
fn New() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.signatories.make).to_owned());
    view! {
        <p class=style::back><A href=SIGNATORIES.to_owned() exact=true>{t!(i18n, console.signatories.all)}</A></p>
        <PageHeader heading=move || t_string!(i18n, console.signatories.make)>
            <p>{t!(i18n, console.signatory.lead)}</p>
        </PageHeader>
        <SignatoryForm/>
    }
}

#[component]
fn Lookedup(id: String) -> impl IntoView {
    view! {
        <Loaded fetch=move || query::find(id.clone()) subject=Subject::Page loading=Skeleton let:signatory>
            {match signatory {
                Some(signatory) => view! { <Found signatory/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(signatory: Signatory) -> impl IntoView {
    let i18n = use_i18n();
    let name = signatory.name.clone();
    let title = name.clone();
    page_title(move || title.clone());
    view! {
        <p class=style::back><A href=SIGNATORIES.to_owned() exact=true>{t!(i18n, console.signatories.all)}</A></p>
        <PageHeader heading=move || name.clone()><p>{t!(i18n, console.signatory.lead)}</p></PageHeader>
        <div class=style::actions><HistoryLink href=path::audit_trail_of(signatory.id.inner())/></div>
        <SignatoryForm seen=signatory/>
    }
}

/// Every field, the button that saves, and the one that removes.
#[component]
fn SignatoryForm(
    /// What is changed; none for a new one.
    #[prop(optional)]
    seen: Option<Signatory>,
) -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let unsaved = Unsaved::watch();
    let navigate = StoredValue::new_local(use_navigate());
    // A second attempt after an answer that got lost makes no second one.
    let key = StoredValue::new(fresh_key());
    let [name, organization] = [(); 2].map(|()| NodeRef::<Input>::new());
    let title = NodeRef::<Textarea>::new();
    let before = seen.as_ref().map(Draft::of).unwrap_or_default();
    let image = RwSignal::new(seen.as_ref().and_then(|it| it.image.clone()));
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let remove = seen
        .clone()
        .filter(|it| it.viewer_can.contains(&SignatoryAction::Delete))
        .map(|signatory| view! { <RemoveButton signatory unsaved/> });
    let seen = StoredValue::new(seen);
    let first = StoredValue::new(before.clone());
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let lines = title.get_untracked().map(|it| it.value()).unwrap_or_default();
        let draft = Draft {
            name: written(name),
            title: lines.trim().to_owned(),
            organization: written(organization),
            image: Draft::image_of(image.get_untracked().as_ref()),
        };
        let conflict = match refusal.get_untracked() {
            Some(Refusal::Conflict(now)) => Some(*now),
            _ => None,
        };
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = match (seen.get_value(), conflict) {
                (None, _) => save::create(draft, key.get_value()).await,
                (Some(seen), None) => save::edit(&seen, draft).await,
                (Some(_), Some(now)) => {
                    let draft = first.with_value(|first| draft.onto(first, Draft::of(&now)));
                    save::edit(&now, draft).await
                }
            };
            is_busy.set(false);
            match answer {
                Ok(()) => {
                    unsaved.settle();
                    parting.leave(t_string!(i18n, console.signatory.saved));
                    navigate.with_value(|navigate| navigate(SIGNATORIES, NavigateOptions::default()));
                }
                Err(error) => {
                    if !matches!(error, Refusal::Failed(_)) {
                        // What is sent next is another request.
                        key.set_value(fresh_key());
                    }
                    // The fields are in the page; focusing them cannot fail.
                    match &error {
                        Refusal::Name => {
                            let _ = name.get_untracked().map(|it| it.focus());
                        }
                        Refusal::Title => {
                            let _ = title.get_untracked().map(|it| it.focus());
                        }
                        Refusal::Organization => {
                            let _ = organization.get_untracked().map(|it| it.focus());
                        }
                        Refusal::Image
                        | Refusal::Used
                        | Refusal::Conflict(_)
                        | Refusal::Outdated
                        | Refusal::Failed(_) => {}
                    }
                    refusal.set(Some(error));
                }
            }
        });
    };
    let at = move |is_here: fn(&Refusal) -> bool| {
        Signal::derive(move || match refusal.read().as_ref().filter(|it| is_here(it)) {
            Some(refusal) => words(i18n, refusal).to_owned(),
            None => String::new(),
        })
    };
    let save_words = move || match refusal.read().as_ref() {
        Some(Refusal::Conflict(_)) => t_string!(i18n, console.configuration.save_anyway),
        _ => t_string!(i18n, console.configuration.save),
    };
    view! {
        <form class=style::long_form on:submit=send on:input=move |_| unsaved.note() novalidate>
            <Field
                id="name"
                kind="text"
                label=move || t_string!(i18n, console.signatory.name)
                hint=move || t_string!(i18n, console.signatory.name_hint)
                value=before.name.clone()
                limit=MAX_LENGTH.to_owned()
                problem=at(|it| matches!(it, Refusal::Name))
                node_ref=name
            />
            <Area
                id="title"
                label=move || t_string!(i18n, console.signatory.title)
                hint=move || t_string!(i18n, console.signatory.title_hint)
                value=before.title.clone()
                limit=MAX_LENGTH
                rows="3"
                problem=at(|it| matches!(it, Refusal::Title))
                node_ref=title
            />
            <Field
                id="organization"
                kind="text"
                label=move || t_string!(i18n, console.signatory.organization)
                hint=move || t_string!(i18n, console.signatory.organization_hint)
                value=before.organization.clone()
                limit=MAX_LENGTH.to_owned()
                problem=at(|it| matches!(it, Refusal::Organization))
                node_ref=organization
            />
            <PictureChoice id="picture" legend=t!(i18n, console.signatory.picture) chosen=image unsaved/>
            <Problem words=at(|it| !matches!(it, Refusal::Name | Refusal::Title | Refusal::Organization))/>
            <div class=style::actions>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {text(save_words)}
                </button>
                {remove}
            </div>
        </form>
    }
}

fn written(field: NodeRef<Input>) -> String {
    let value = field.get_untracked().map(|it| it.value());
    value.map(|it| it.trim().to_owned()).unwrap_or_default()
}

fn words(i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Name => t_string!(i18n, console.signatory.bad_name),
        Refusal::Title => t_string!(i18n, console.signatory.bad_title),
        Refusal::Organization => t_string!(i18n, console.signatory.bad_organization),
        Refusal::Image => t_string!(i18n, console.signatory.bad_image),
        Refusal::Used => t_string!(i18n, console.signatory.used),
        Refusal::Conflict(_) => t_string!(i18n, console.configuration.conflict),
        Refusal::Outdated => t_string!(i18n, console.problem.outdated),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}

/// There is no signatory of this id.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.signatory.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.signatory.unknown)}</h1>
            <p>{t!(i18n, console.configuration.unknown_why)}</p>
            <p><A href=SIGNATORIES.to_owned()>{t!(i18n, console.signatories.all)}</A></p>
        </Notice>
    }
}
