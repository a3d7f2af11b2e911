//! Putting a picture into what a template says: which one, and what it says to those who do not see it.

use leptos::html::{Input, Textarea};
use leptos::prelude::*;

use crate::announce::speaker;
use crate::browser::focus_soon;
use crate::console::apart::Apart;
use crate::console::browser::insert_text;
use crate::console::picture::{Gallery, Picture, path_of};
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::checkbox::Checkbox;
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::field::Field;

/// As much as is said of a picture.
const MAX_LENGTH: &str = "300";
/// The field for it.
const WORDS: &str = "picture-words";

/// The button, and a dialog in two steps. The picture comes where the caret of the field is.
#[component]
pub(super) fn InsertPicture(
    /// Where it comes.
    field: NodeRef<Textarea>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<Picture>);
    let open = move || {
        chosen.set(None);
        is_open.set(true);
    };
    let choose = Callback::new(move |picture| {
        chosen.set(Some(picture));
        // The button that was pressed is gone.
        focus_soon(format!("#{WORDS}"));
    });
    let insert = Callback::new(move |markup: String| {
        is_open.set(false);
        // Once the dialog has given the focus back.
        request_animation_frame(move || {
            if let Some(field) = field.get_untracked() {
                insert_text(&field, &markup);
                say(t_string!(i18n, console.assets.inserted));
            }
        });
    });
    view! {
        <div>
            <Button on_press=open>{t!(i18n, console.assets.insert)}</Button>
            <Dialog is_open heading=move || t_string!(i18n, console.assets.insert)>
                {move || match chosen.get() {
                    None => view! { <Gallery on_choose=choose is_open/> }.into_any(),
                    Some(picture) => view! { <Saying picture insert is_open/> }.into_any(),
                }}
            </Dialog>
        </div>
    }
}

/// What the picture says, or that it says nothing.
#[component]
fn Saying(
    picture: Picture,
    /// Takes the element.
    insert: Callback<String>,
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = NodeRef::<Input>::new();
    let decoration = NodeRef::<Input>::new();
    let problem = RwSignal::new(String::new());
    let path = path_of(&picture.url).to_owned();
    let go_on = Callback::new(move |()| {
        let written = words.get_untracked().map(|it| it.value()).unwrap_or_default();
        let is_decoration = decoration.get_untracked().is_some_and(|it| it.checked());
        if written.trim().is_empty() && !is_decoration {
            problem.set(t_string!(i18n, console.assets.no_words).to_owned());
            // The field is in the dialog; focusing it cannot fail.
            let _ = words.get_untracked().map(|it| it.focus());
        } else {
            insert.run(element(&path, (!is_decoration).then_some(written.trim())));
        }
    });
    view! {
        <Apart on_enter=go_on>
            <img class=style::picture src=picture.url alt=""/>
            <p><bdi>{picture.name}</bdi></p>
            <Field
                id=WORDS
                kind="text"
                label=move || t_string!(i18n, console.assets.words)
                hint=move || t_string!(i18n, console.assets.words_hint)
                value=String::new()
                limit=MAX_LENGTH.to_owned()
                problem
                node_ref=words
            />
            <Checkbox is_checked=false node_ref=decoration>{t!(i18n, console.assets.decoration)}</Checkbox>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=move || go_on.run(()) weight=Weight::Primary>{t!(i18n, console.assets.insert)}</Button>
            </DialogFoot>
        </Apart>
    }
}

/// The element for a picture with its words; none where it only decorates.
fn element(path: &str, words: Option<&str>) -> String {
    match words {
        Some(words) => format!("<img src=\"{path}\" alt=\"{}\">", escaped(words)),
        None => format!("<img src=\"{path}\" alt=\"\" role=\"presentation\">"),
    }
}

/// Words as an attribute has them: nothing in them means anything to HTML or to the language of templates.
fn escaped(words: &str) -> String {
    let mut text = String::new();
    for it in words.chars() {
        match it {
            '&' => text.push_str("&amp;"),
            '"' => text.push_str("&quot;"),
            '<' => text.push_str("&lt;"),
            '{' => text.push_str("&#123;"),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn picture_says_what_was_written_and_nothing_else() {
        assert_eq!(
            element("/assets/ab", Some("Seal of \"A & B\" <{{ x }}>")),
            "<img src=\"/assets/ab\" alt=\"Seal of &quot;A &amp; B&quot; &lt;&#123;&#123; x }}>\">"
        );
        assert_eq!(
            element("/assets/ab", None),
            "<img src=\"/assets/ab\" alt=\"\" role=\"presentation\">"
        );
    }
}
