//! How many things something is done to, spelled out before it is done, and why where that is asked for.

use leptos::ev::SubmitEvent;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::area::Area;
use super::reason::MAX_REASON_LENGTH;
use super::unsaved::Unsaved;
use super::work::style;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::{Text, t};
use crate::ui::button::Button;
use crate::ui::dialog::DialogFoot;
use crate::ui::field::Field;

const MAX_NUMBER_LENGTH: &str = "10";

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lack {
    Reason,
    Number,
}

/// Words of the language that is chosen.
type Key = fn(I18nContext<Locale>) -> &'static str;

/// What the fields are called.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// What the reason is called, and what to know of it; none where none is asked for.
    pub(super) reason: Option<(Key, Key)>,
    /// What the field for the number is called.
    pub(super) spell_out: Key,
}

/// The form.
#[component]
pub(super) fn Confirmation(
    /// How many it is done to.
    n_to_do: usize,
    /// What the fields are called.
    words: Words,
    /// What the button is called.
    go: Text,
    /// Takes the reason; empty where none is asked for.
    on_confirm: Callback<String>,
    /// Closes the dialog that it stands in.
    #[prop(optional)]
    is_open: Option<RwSignal<bool>>,
    /// What is done.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let unsaved = Unsaved::watch();
    let (reason, number) = (NodeRef::<Textarea>::new(), NodeRef::<Input>::new());
    let lack = RwSignal::new(None::<Lack>);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let (why, Some(spelled)) = (reason.get_untracked(), number.get_untracked()) else {
            return;
        };
        let written = why.as_ref().map(|it| it.value().trim().to_owned()).unwrap_or_default();
        let is_unfit = written.is_empty() || written.chars().any(|it| it.is_control() && !it.is_whitespace());
        // The fields are in the page; focusing them cannot fail.
        if let (Some(why), true) = (&why, is_unfit) {
            lack.set(Some(Lack::Reason));
            let _ = why.focus();
        } else if read_number(&spelled.value()) != Some(n_to_do) {
            lack.set(Some(Lack::Number));
            let _ = spelled.focus();
        } else {
            unsaved.settle();
            on_confirm.run(written);
        }
    };
    let at = move |place: Lack, words: Key| {
        Signal::derive(move || {
            if lack.get() == Some(place) {
                words(i18n).to_owned()
            } else {
                String::new()
            }
        })
    };
    let area = words.reason.map(|(label, hint)| {
        view! {
            <Area
                id="reason"
                label=move || label(i18n)
                hint=move || hint(i18n)
                value=String::new()
                limit=MAX_REASON_LENGTH
                rows="3"
                problem=at(Lack::Reason, |i18n| t_string!(i18n, console.problem.reason))
                node_ref=reason
            />
        }
    });
    let go = view! { <button class="button danger" type="submit">{go}</button> };
    let buttons = match is_open {
        Some(is_open) => {
            let cancel = view! { <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button> };
            view! { <DialogFoot>{cancel} {go}</DialogFoot> }.into_any()
        }
        None => view! { <div class=style::tools>{go}</div> }.into_any(),
    };
    view! {
        <form class=style::form on:submit=send on:input=move |_| unsaved.note() novalidate>
            {children()}
            {area}
            <Field
                id="number"
                kind="text"
                label=move || (words.spell_out)(i18n)
                hint=move || grouped(i18n, n_to_do)
                value=String::new()
                limit=MAX_NUMBER_LENGTH.to_owned()
                problem=at(Lack::Number, |i18n| t_string!(i18n, console.revoke.not_spelled_out))
                node_ref=number
            />
            {buttons}
        </form>
    }
}

/// A number in the digits of any language that the console has, in groups of three or not.
fn read_number(text: &str) -> Option<usize> {
    const SEPARATORS: [char; 8] = [',', '.', '\'', '\u{2019}', ' ', '\u{a0}', '\u{202f}', '\u{66c}'];
    let groups: Vec<&str> = text.trim().split(SEPARATORS).collect();
    let [first, others @ ..] = groups.as_slice() else {
        return None;
    };
    let is_grouped = (1..=3).contains(&first.chars().count()) && others.iter().all(|it| it.chars().count() == 3);
    if !others.is_empty() && !is_grouped {
        return None;
    }
    let digit = |it: char| match it {
        '\u{660}'..='\u{669}' => Some(u32::from(it) - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(u32::from(it) - 0x6f0),
        _ => it.to_digit(10),
    };
    let digits: Option<String> = groups
        .concat()
        .chars()
        .map(|it| char::from_digit(digit(it)?, 10))
        .collect();
    digits?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::read_number;

    #[test]
    fn only_numbers_are_numbers() {
        for (text, expected) in [
            ("12", Some(12)),
            (" 7 ", Some(7)),
            ("١٢", Some(12)),
            ("۷", Some(7)),
            ("", None),
            ("-1", None),
            ("15,035", Some(15_035)),
            ("1.000", Some(1000)),
            ("1\u{202f}234\u{202f}567", Some(1_234_567)),
            ("١٥٬٠٣٥", Some(15_035)),
            ("1.00", None),
            ("1000.000", None),
            (",000", None),
            ("1,", None),
            ("twelve", None),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(read_number(text), expected, "{text}");
        }
    }
}
