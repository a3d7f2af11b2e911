//! The first step: the filter in words, and how many credentials it lets through.

use leptos::prelude::*;
use leptos_router::components::A;

use super::part::{Count, Extent, with_size};
use super::{query, style};
use crate::api::enumeration::CredentialState;
use crate::api::scalar::Instant;
use crate::component::credential_choice::{kind_name, state_name};
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::configured::Titled;
use crate::console::credentials::filter::Filter;
use crate::console::sheet::style as sheet;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::{date_language, grouped};
use crate::text::{Text, t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::skeleton::Skeleton;

/// What the filter says, what it finds, and the button that goes on.
#[component]
pub(super) fn CountStep(
    filter: Filter,
    /// How many are a part.
    most: usize,
    /// Takes how many of them are revoked now.
    on_counted: Callback<Extent>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked = filter.clone();
    // What was revoked is not among the valid ones any more, so that the next part begins where this one ended.
    let valid = (filter.state != Some(CredentialState::Valid)).then(|| {
        let valid = Filter {
            state: Some(CredentialState::Valid),
            ..filter.clone()
        };
        with_size(valid.revoke_path(), most)
    });
    view! {
        <section class=style::step aria-labelledby="step">
            <h2 id="step" tabindex="-1">{t!(i18n, console.revoke.found)}</h2>
            <Words filter/>
            <Loaded fetch=move || query::count(&asked, most) subject=Subject::Part loading=Skeleton let:count>
                <Outcome count most valid=valid.clone() on_counted/>
            </Loaded>
        </section>
    }
}

/// The filter in words.
#[component]
fn Words(filter: Filter) -> impl IntoView {
    let i18n = use_i18n();
    let Filter {
        username,
        state,
        kind,
        learning_object,
        from,
        until,
    } = filter;
    let plain = |words: String| -> Text { text(move || words.clone()) };
    let day = |day: String| -> Text {
        let noon = Instant(format!("{day}T12:00:00Z"));
        text(move || format::long_date(&noon, &date_language(i18n)))
    };
    let object = learning_object.map(|id| {
        let word = t!(i18n, console.credential.object);
        view! { <dt>{word}</dt><dd><Titled id/></dd> }
    });
    let choices: [Option<(Text, Text)>; 5] = [
        username.map(|it| (t!(i18n, console.credentials.username), plain(it))),
        state.map(|it| (t!(i18n, credentials.state.label), text(move || state_name(i18n, it)))),
        kind.map(|it| (t!(i18n, credentials.kind.label), text(move || kind_name(i18n, it)))),
        from.map(|it| (t!(i18n, console.credentials.from), day(it))),
        until.map(|it| (t!(i18n, console.credentials.until), day(it))),
    ];
    let choices = choices
        .into_iter()
        .flatten()
        .map(|(word, value)| view! { <dt>{word}</dt><dd><bdi>{value}</bdi></dd> })
        .collect_view();
    view! { <dl class=sheet::facts>{object} {choices}</dl> }
}

#[component]
fn Outcome(
    count: Count,
    most: usize,
    /// Where only the valid ones are revoked; none where that is here.
    valid: Option<String>,
    on_counted: Callback<Extent>,
) -> impl IntoView {
    let i18n = use_i18n();
    match count {
        Count::Unfit => view! { <p>{t!(i18n, console.credentials.unfit)}</p> }.into_any(),
        Count::TooMany => {
            let way = match valid {
                Some(href) => view! {
                    <p>{t!(i18n, console.revoke.only_valid_why)}</p>
                    <p><A href>{t!(i18n, console.revoke.only_valid)}</A></p>
                }
                .into_any(),
                None => view! {
                    <p>{t!(i18n, console.revoke.part, count = grouped(i18n, most))}</p>
                    <div class=style::tools>
                        <Button on_press=move || on_counted.run(Extent::Part(most)) weight=Weight::Primary>
                            {t!(i18n, console.revoke.check)}
                        </Button>
                    </div>
                }
                .into_any(),
            };
            view! { <p>{t!(i18n, console.revoke.too_many, count = grouped(i18n, most))}</p> {way} }.into_any()
        }
        Count::Found(0) => view! { <p>{t!(i18n, credentials.none_found)}</p> }.into_any(),
        Count::Found(n_found) => {
            let words = move || {
                if n_found == 1 {
                    t_string!(i18n, credentials.count_one).to_owned()
                } else {
                    t_string!(i18n, credentials.count_many, count = grouped(i18n, n_found))
                }
            };
            view! {
                <p>{text(words)}</p>
                <div class=style::tools>
                    <Button on_press=move || on_counted.run(Extent::All(n_found)) weight=Weight::Primary>
                        {t!(i18n, console.revoke.check)}
                    </Button>
                </div>
            }
            .into_any()
        }
    }
}
