//! The attributes of a credential: each with a button that changes it and one that takes it off, and one more that adds another.

use leptos::ev::SubmitEvent;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::action::words;
use super::change::{self, Refusal};
use super::query::CredentialAttribute;
use super::shown::{Shown, taker};
use super::style;
use crate::console::area::Area;
use crate::console::browser::rescue_focus;
use crate::console::reason::MAX_REASON_LENGTH;
use crate::console::unsaved::Unsaved;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::field::Field;
use crate::ui::problem::Problem;

const MAX_NAME_LENGTH: &str = "255";
const MAX_VALUE_LENGTH: &str = "255";

/// What is done about an attribute.
#[derive(Clone, Debug, PartialEq)]
enum Deed {
    Add,
    Change(CredentialAttribute),
    Remove(CredentialAttribute),
}

impl Deed {
    /// On the button that asks, above the question, and on the button that does it.
    fn name(&self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Add => t_string!(i18n, console.action.attribute_add),
            Self::Change(_) => t_string!(i18n, console.action.attribute_change),
            Self::Remove(_) => t_string!(i18n, console.configuration.remove),
        }
    }

    /// The same, with what it is done to, for whoever does not see what stands beside the button.
    fn whole_name(&self, i18n: I18nContext<Locale>) -> String {
        match self {
            Self::Add => self.name(i18n).to_owned(),
            Self::Change(it) | Self::Remove(it) => format!("{}: {}", self.name(i18n), it.name),
        }
    }

    fn meaning(&self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Add | Self::Change(_) => t_string!(i18n, console.action.attribute_set_meaning),
            Self::Remove(_) => t_string!(i18n, console.action.attribute_meaning),
        }
    }

    fn done(&self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Add => t_string!(i18n, console.action.attribute_added),
            Self::Change(_) => t_string!(i18n, console.action.attribute_changed),
            Self::Remove(_) => t_string!(i18n, console.action.attribute_done),
        }
    }
}

/// The attributes, and what may be done about them.
#[component]
pub(super) fn Attributes(
    /// Those that there are.
    attributes: Vec<CredentialAttribute>,
    /// Whether they may be changed.
    may_change: bool,
    /// Takes the credential as it is after a change.
    shown: Shown,
) -> impl IntoView {
    let i18n = use_i18n();
    let add = may_change.then(|| view! { <p><DeedButton deed=Deed::Add shown/></p> });
    let rows: Vec<_> = attributes
        .into_iter()
        .map(|it| {
            let CredentialAttribute { name, value } = it.clone();
            let deeds = may_change.then(|| {
                view! {
                    <span class=style::tools>
                        <DeedButton deed=Deed::Change(it.clone()) shown/>
                        <DeedButton deed=Deed::Remove(it) shown/>
                    </span>
                }
            });
            view! { <dt><bdi>{name}</bdi></dt><dd><bdi>{value}</bdi> " " {deeds}</dd> }
        })
        .collect();
    view! {
        <h3>{t!(i18n, console.credential.attributes)}</h3>
        {if rows.is_empty() {
            view! { <p class=style::minor>{t!(i18n, console.credential.no_attributes)}</p> }.into_any()
        } else {
            view! { <dl class=style::facts>{rows}</dl> }.into_any()
        }}
        {add}
    }
}

#[component]
fn DeedButton(deed: Deed, shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let deed = StoredValue::new(deed);
    let name = move || deed.with_value(|it| it.name(i18n));
    let whole = Signal::derive(move || deed.with_value(|it| it.whole_name(i18n)));
    let weight = match deed.get_value() {
        Deed::Add | Deed::Change(_) => Weight::Plain,
        Deed::Remove(_) => Weight::Danger,
    };
    let press = move || {
        shown.begin();
        is_open.set(true);
    };
    view! {
        <Button on_press=press name=whole weight>{text(name)}</Button>
        <Dialog is_open heading=move || whole.get()>
            <DeedForm deed=deed.get_value() shown is_open/>
        </Dialog>
    }
}

#[component]
fn DeedForm(
    deed: Deed,
    shown: Shown,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let take = taker(shown);
    let unsaved = Unsaved::watch();
    let [name, reason] = [(); 2].map(|()| NodeRef::<Input>::new());
    let value = NodeRef::<Textarea>::new();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let asked = deed.clone();
    let refuse = move |error: Refusal| {
        refusal.set(Some(error));
        // The fields are in the page; focusing them cannot fail.
        let _ = match (name.get_untracked(), value.get_untracked()) {
            (Some(name), _) => name.focus(),
            (None, Some(value)) => value.focus(),
            (None, None) => Ok(()),
        };
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let line = |field: NodeRef<Input>| {
            let field = field.get_untracked();
            field.map(|it| it.value().trim().to_owned()).unwrap_or_default()
        };
        let written = value.get_untracked().map(|it| it.value());
        let credential = shown.get_untracked();
        let (name, new_value) = match &asked {
            Deed::Add => (line(name), written),
            Deed::Change(it) => (it.name.clone(), written),
            Deed::Remove(it) => (it.name.clone(), None),
        };
        // Giving another value to one that is there is another deed.
        if asked == Deed::Add && credential.attributes.iter().any(|it| it.name == name) {
            refuse(Refusal::AttributeTaken);
            return;
        }
        let why = Some(line(reason)).filter(|it| !it.is_empty());
        let done = asked.done(i18n);
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = change::set_attribute(&credential, name, new_value, why).await;
            is_busy.set(false);
            match answer {
                Ok(changed) => {
                    unsaved.settle();
                    is_open.set(false);
                    take(changed, done);
                    // The button that opened the dialog was made anew with the page.
                    request_animation_frame(|| rescue_focus("h1"));
                }
                Err(error) => refuse(error),
            }
        });
    };
    let is_at_reason = |it: &Refusal| matches!(it, Refusal::Reason);
    let at = move |is_here: fn(&Refusal) -> bool| {
        Signal::derive(move || match refusal.read().as_ref().filter(|it| is_here(it)) {
            Some(refusal) => words(i18n, refusal).to_owned(),
            None => String::new(),
        })
    };
    let (class, meaning, go) = (
        match deed {
            Deed::Remove(_) => "button danger",
            Deed::Add | Deed::Change(_) => "button primary",
        },
        deed.clone(),
        deed.clone(),
    );
    view! {
        <form class=style::form on:submit=send on:input=move |_| unsaved.note() novalidate>
            <p>{text(move || meaning.meaning(i18n))}</p>
            <AttributeFields deed name value/>
            <Field
                id="reason"
                kind="text"
                label=move || t_string!(i18n, console.credential.reason)
                hint=move || t_string!(i18n, console.action.reason_optional)
                value=String::new()
                limit=MAX_REASON_LENGTH.to_owned()
                problem=at(is_at_reason)
                node_ref=reason
            />
            <Problem words=at(|it| !matches!(it, Refusal::Reason))/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class=class type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {text(move || go.name(i18n))}
                </button>
            </DialogFoot>
        </form>
    }
}

/// Fields for what the deed has to be told.
#[component]
fn AttributeFields(deed: Deed, name: NodeRef<Input>, value: NodeRef<Textarea>) -> impl IntoView {
    let i18n = use_i18n();
    let name_field = (deed == Deed::Add).then(|| {
        view! {
            <Field
                id="attribute-name"
                kind="text"
                label=move || t_string!(i18n, console.action.attribute_name)
                hint=|| ()
                value=String::new()
                limit=MAX_NAME_LENGTH.to_owned()
                problem=Signal::derive(String::new)
                node_ref=name
            />
        }
    });
    let present = match deed {
        Deed::Add => Some(String::new()),
        Deed::Change(it) => Some(it.value),
        Deed::Remove(_) => None,
    };
    let value_field = present.map(|present| {
        view! {
            <Area
                id="attribute-value"
                label=move || t_string!(i18n, console.action.attribute_value)
                hint=|| ()
                value=present
                limit=MAX_VALUE_LENGTH
                rows="2"
                problem=Signal::derive(String::new)
                node_ref=value
            />
        }
    });
    view! {
        {name_field}
        {value_field}
    }
}
