//! Words of a template's own, in any language, which it says by their names.

use leptos::prelude::*;

use super::code_field::LineField;
use super::rows::{self, Rows};
use super::source::TemplateText;
use super::style;
use crate::browser::focus_soon;
use crate::console::sheet::style as sheet;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;

const MAX_LANGUAGE_LENGTH: &str = "35";
const MAX_NAME_LENGTH: &str = "64";
const MAX_TEXT_LENGTH: &str = "1000";

/// Each with its language, its name and what it says, and a button for another one.
#[component]
pub(super) fn Texts(
    /// Where they are written.
    texts: Rows<TemplateText>,
    /// Is told of rows that come and go.
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    let keys = rows::keys(texts);
    let add = move || {
        unsaved.note();
        let key = rows::add(texts);
        focus_soon(format!("#text-{key}-language"));
    };
    view! {
        <fieldset class=sheet::group>
            <legend>{t!(i18n, console.template.texts)}</legend>
            <p class=sheet::minor>
                {t!(i18n, console.template.texts_hint)} " "
                <code dir="ltr" translate="no">"{{ text.certifies }}"</code>
            </p>
            <For each=move || keys.get() key=|key| *key let:key>
                <TextRow key texts unsaved/>
            </For>
            <p id="add-text"><Button on_press=add>{t!(i18n, console.template.add_text)}</Button></p>
        </fieldset>
    }
}

#[component]
fn TextRow(key: u32, texts: Rows<TemplateText>, unsaved: Unsaved) -> impl IntoView {
    let i18n = use_i18n();
    let before = rows::held(texts, key);
    let called = Signal::derive(move || {
        let (language, name) = texts.with(|it| {
            let row = it.get(&key).cloned().unwrap_or_default();
            (row.language, row.name)
        });
        t_string!(i18n, console.template.text_of, language = language, name = name)
    });
    let remove = move || {
        unsaved.note();
        rows::remove(texts, key);
        // The button that was pressed is gone.
        focus_soon("#add-text button".to_owned());
    };
    let remove_name = Signal::derive(move || t_string!(i18n, console.template.remove_name, name = called.get()));
    view! {
        <div class=style::row role="group" aria-label=text(move || called.get())>
            <div class=style::pair>
                <LineField
                    id=format!("text-{key}-language")
                    label=t!(i18n, console.configuration.language)
                    value=before.language
                    limit=MAX_LANGUAGE_LENGTH
                    direction="ltr"
                    on_write=Callback::new(move |language| rows::write(texts, key, |it| it.language = language))
                />
                <LineField
                    id=format!("text-{key}-name")
                    label=t!(i18n, console.template.text_name)
                    value=before.name
                    limit=MAX_NAME_LENGTH
                    direction="ltr"
                    on_write=Callback::new(move |name| rows::write(texts, key, |it| it.name = name))
                />
            </div>
            <LineField
                id=format!("text-{key}-text")
                label=t!(i18n, console.template.text)
                value=before.text
                limit=MAX_TEXT_LENGTH
                direction="auto"
                on_write=Callback::new(move |text| rows::write(texts, key, |it| it.text = text))
            />
            <p><Button on_press=remove name=remove_name>{t!(i18n, console.configuration.remove)}</Button></p>
        </div>
    }
}
