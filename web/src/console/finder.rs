//! Looking for something to choose, inside a form: a field, its button, and the answer.
//!
//! Invariant: what is looked for is no part of what the form holds: writing it is no change, and Enter sends nothing but it.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::apart::Apart;
use super::filter_field::read_text;
use super::listing::{Answer, Page};
use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::component::failure::explanation;
use crate::i18n::{Locale, use_i18n};
use crate::text::{Text, t};
use crate::ui::button::Button;
use crate::ui::problem::Problem;

stylance::import_crate_style!(style, "src/console/finder.module.css");

/// As much as can be looked for.
const MAX_LENGTH: usize = 100;

/// The field, its button, and what fits. How much that is, is said.
#[component]
pub(super) fn Finder<T, F>(
    /// Names the field in the page; unique on it.
    id: &'static str,
    /// What is looked for.
    label: Text,
    /// What the button is called; begins with its words.
    name: Signal<String>,
    /// The element that tells what is wrong with the choice, where there is one.
    #[prop(optional)]
    described_by: Option<String>,
    /// What fits; none before anything was looked for, and where the answer is of no use any more.
    found: RwSignal<Option<Page<T>>>,
    /// Asks for what has these words.
    ask: impl Fn(Option<String>) -> F + Copy + Send + Sync + 'static,
    /// Says how much there is.
    count: fn(I18nContext<Locale>, Option<i32>) -> String,
    /// Shows it.
    show: impl Fn(Page<T>) -> AnyView + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<Answer<T>, ApiError>> + 'static,
{
    let i18n = use_i18n();
    let say = speaker();
    let field = NodeRef::<Input>::new();
    let is_busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<ApiError>);
    let find = move || {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let written = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        let asked = ask(read_text(&written, MAX_LENGTH));
        spawn_local(async move {
            let answer = asked.await;
            // The page was left while the answer was on its way.
            if is_busy.try_set(false).is_some() {
                return;
            }
            let (page, error) = match answer {
                Ok(Answer::Page(page)) => {
                    say(&count(i18n, page.total));
                    (Some(page), None)
                }
                Ok(Answer::Unfit) => (Some(Page::none()), None),
                Err(error) => (None, Some(error)),
            };
            found.set(page);
            failure.set(error);
        });
    };
    let problem = Signal::derive(move || match &*failure.read() {
        Some(error) => explanation(i18n, error).to_owned(),
        None => String::new(),
    });
    view! {
        <Apart on_enter=Callback::new(move |()| find())>
            <div class=style::finder>
                <div class=style::line>
                    <div class="field">
                        <label for=id>{label}</label>
                        <input
                            node_ref=field
                            class="control"
                            id=id
                            type="search"
                            dir="auto"
                            autocomplete="off"
                            autocapitalize="none"
                            spellcheck="false"
                            maxlength=MAX_LENGTH.to_string()
                            aria-describedby=described_by
                        />
                    </div>
                    <Button on_press=find is_busy name>{t!(i18n, credentials.submit)}</Button>
                </div>
                <Problem words=problem/>
                {move || found.get().map(show)}
            </div>
        </Apart>
    }
}
