//! The form of a link: what to call it, when it ends, what it shows.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::query::{self, RecordShare, Refusal, Wanted};
use crate::announce::speaker;
use crate::api::scalar::{Instant, Uuid};
use crate::browser;
use crate::component::failure::explanation;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::checkbox::Checkbox;
use crate::ui::dialog::DialogFoot;
use crate::ui::field::Field;
use crate::ui::problem::Problem;

stylance::import_crate_style!(style, "src/learner/record/sharing/form.module.css");

/// As much as the server takes.
const MAX_LABEL_LENGTH: usize = 100;

/// What sending the form does.
#[derive(Clone, Debug)]
pub(super) enum Purpose {
    /// Makes a link to the record in this program.
    Create(Uuid),
    /// Changes this link.
    Edit(Box<RecordShare>),
}

impl Purpose {
    /// What the form holds at first.
    fn before(&self) -> Wanted {
        match self {
            Self::Create(_) => Wanted {
                label: None,
                expires_at: None,
                shows_grades: true,
                shows_name: true,
                shows_email: false,
            },
            Self::Edit(share) => Wanted {
                label: share.label.clone(),
                expires_at: share.expires_at.clone(),
                shows_grades: share.shows_grades,
                shows_name: share.shows_name,
                shows_email: share.shows_email,
            },
        }
    }
}

/// The form; it closes the dialog around it once the server has done what was asked.
#[component]
pub(super) fn ShareForm(
    /// What sending does.
    purpose: Purpose,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
    /// Takes the link as it is then.
    done: Callback<RecordShare>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let [label, ends, grades, name, email] = std::array::from_fn(|_| NodeRef::<Input>::new());
    let before = purpose.before();
    let is_new = matches!(purpose, Purpose::Create(_));
    let key = browser::fresh_key();
    let last_day = before.expires_at.as_ref().map(Instant::day).unwrap_or_default();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let expires_at = before.expires_at.clone();

    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let text = |field: NodeRef<Input>| field.get_untracked().map(|it| it.value()).unwrap_or_default();
        let is_ticked = |field: NodeRef<Input>| field.get_untracked().is_some_and(|it| it.checked());
        let day = text(ends);
        let wanted = Wanted {
            label: Some(text(label).trim().to_owned()).filter(|it| !it.is_empty()),
            // A day that was not touched keeps its time.
            expires_at: match &expires_at {
                Some(at) if at.day() == day => Some(at.clone()),
                _ => end_of(&day),
            },
            shows_grades: is_ticked(grades),
            shows_name: is_ticked(name),
            shows_email: is_ticked(email),
        };
        let (purpose, key) = (purpose.clone(), key.clone());
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = match purpose {
                Purpose::Create(program) => query::share(program, wanted, key).await,
                Purpose::Edit(share) => query::edit(share.id, share.version, wanted).await,
            };
            is_busy.set(false);
            match answer {
                Ok(share) => {
                    is_open.set(false);
                    done.run(share);
                    say(if is_new {
                        t_string!(i18n, share.created)
                    } else {
                        t_string!(i18n, share.edited)
                    });
                }
                Err(error) => {
                    let field = match &error {
                        Refusal::Label => label.get_untracked(),
                        Refusal::ExpiresAt => ends.get_untracked(),
                        Refusal::TooMany | Refusal::Outdated | Refusal::Failed(_) => None,
                    };
                    refusal.set(Some(error));
                    if let Some(field) = field {
                        // The field is in the page; focusing it cannot fail.
                        let _ = field.focus();
                    }
                }
            }
        });
    };
    let problem = move |place| Signal::derive(move || problem_at(i18n, place, refusal.get().as_ref()));
    view! {
        <form class=style::form on:submit=send novalidate>
            <Field
                id="share-label"
                kind="text"
                label=move || t_string!(i18n, share.label)
                hint=move || t_string!(i18n, share.label_hint)
                value=before.label.unwrap_or_default()
                limit=MAX_LABEL_LENGTH.to_string()
                problem=problem(Place::Label)
                node_ref=label
            />
            <Field
                id="share-ends"
                kind="date"
                label=move || t_string!(i18n, share.ends)
                hint=move || t_string!(i18n, share.ends_hint)
                value=last_day
                limit=browser::today()
                problem=problem(Place::Ends)
                node_ref=ends
            />
            <fieldset class=style::shows>
                <legend>{t!(i18n, share.shows)}</legend>
                <Checkbox is_checked=before.shows_grades node_ref=grades>{t!(i18n, share.shows_grades)}</Checkbox>
                <Checkbox is_checked=before.shows_name node_ref=name>{t!(i18n, share.shows_name)}</Checkbox>
                <Checkbox is_checked=before.shows_email node_ref=email>{t!(i18n, share.shows_email)}</Checkbox>
            </fieldset>
            <Problem words=problem(Place::Form)/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {text(move || if is_new { t_string!(i18n, share.submit) } else { t_string!(i18n, share.save) })}
                </button>
            </DialogFoot>
        </form>
    }
}

/// Where something is said to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Label,
    Ends,
    Form,
}

/// What is wrong there; empty where nothing is.
fn problem_at(i18n: I18nContext<Locale>, place: Place, refusal: Option<&Refusal>) -> String {
    let words = match (place, refusal) {
        (Place::Label, Some(Refusal::Label)) => t_string!(i18n, share.problem.label),
        (Place::Ends, Some(Refusal::ExpiresAt)) => t_string!(i18n, share.problem.expires_at),
        (Place::Form, Some(Refusal::TooMany)) => t_string!(i18n, share.problem.too_many),
        (Place::Form, Some(Refusal::Outdated)) => t_string!(i18n, share.problem.outdated),
        (Place::Form, Some(Refusal::Failed(error))) => explanation(i18n, error),
        (Place::Label | Place::Ends | Place::Form, _) => "",
    };
    words.to_owned()
}

/// The last second of a day in UTC; none where no day was chosen.
fn end_of(day: &str) -> Option<Instant> {
    (!day.is_empty()).then(|| Instant(format!("{day}T23:59:59Z")))
}

#[cfg(test)]
mod tests {
    use super::end_of;

    #[test]
    fn link_ends_with_the_day_that_was_chosen() {
        let end = end_of("2027-02-24").expect("a day");
        assert_eq!(end.0, "2027-02-24T23:59:59Z");
        assert_eq!(end.day(), "2027-02-24");
        assert_eq!(end_of(""), None);
    }
}
