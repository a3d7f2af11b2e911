//! The partials of a template: parts that it includes by their names.

use leptos::prelude::*;

use super::code_field::{CodeField, LineField};
use super::controls::partial_field;
use super::rows::{self, Rows};
use super::source::TemplatePartial;
use super::style;
use crate::browser::focus_soon;
use crate::console::sheet::style as sheet;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;

const MAX_NAME_LENGTH: &str = "64";

/// Each with its name and what it says, and a button for another one.
#[component]
pub(super) fn Partials(
    /// Where they are written.
    partials: Rows<TemplatePartial>,
    /// Is told of rows that come and go.
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    let keys = rows::keys(partials);
    let add = move || {
        unsaved.note();
        let key = rows::add(partials);
        focus_soon(format!("#partial-{key}-name"));
    };
    view! {
        <fieldset class=sheet::group>
            <legend>{t!(i18n, console.template.partials)}</legend>
            <p class=sheet::minor>
                {t!(i18n, console.template.partials_hint)} " "
                <code dir="ltr" translate="no">"{% include 'foot' %}"</code>
            </p>
            <For each=move || keys.get() key=|key| *key let:key>
                <PartialRow key partials unsaved/>
            </For>
            <p id="add-partial"><Button on_press=add>{t!(i18n, console.template.add_partial)}</Button></p>
        </fieldset>
    }
}

#[component]
fn PartialRow(key: u32, partials: Rows<TemplatePartial>, unsaved: Unsaved) -> impl IntoView {
    let i18n = use_i18n();
    let before = rows::held(partials, key);
    let called = Signal::derive(move || {
        let name = partials.with(|it| it.get(&key).map(|it| it.name.clone()).unwrap_or_default());
        t_string!(i18n, console.template.partial_of, name = name)
    });
    let remove = move || {
        unsaved.note();
        rows::remove(partials, key);
        // The button that was pressed is gone.
        focus_soon("#add-partial button".to_owned());
    };
    let remove_name = Signal::derive(move || t_string!(i18n, console.template.remove_name, name = called.get()));
    view! {
        <div class=style::row role="group" aria-label=text(move || called.get())>
            <LineField
                id=format!("partial-{key}-name")
                label=t!(i18n, console.template.partial_name)
                value=before.name
                limit=MAX_NAME_LENGTH
                direction="ltr"
                on_write=Callback::new(move |name| rows::write(partials, key, |it| it.name = name))
            />
            <CodeField
                id=partial_field(key)
                label=t!(i18n, console.template.html)
                value=before.html
                rows="6"
                on_write=Callback::new(move |html| rows::write(partials, key, |it| it.html = html))
            />
            <p><Button on_press=remove name=remove_name>{t!(i18n, console.configuration.remove)}</Button></p>
        </div>
    }
}
