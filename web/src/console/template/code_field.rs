//! Fields of the editor that are told of every sign, because the preview follows them.

use leptos::html::Textarea;
use leptos::prelude::*;

use super::insertion::InsertPicture;
use super::style;
use crate::console::sheet::style as sheet;
use crate::text::Text;

/// A native text area for the language of templates, and a button that puts a picture into it. The tabulator leaves it, as it leaves every
/// field.
#[component]
pub(super) fn CodeField(
    /// Names the element in the page; unique on it.
    id: String,
    /// What it is for.
    label: Text,
    /// What to know before filling it in.
    #[prop(optional)]
    hint: Option<Text>,
    /// What it holds at first.
    value: String,
    /// How many lines it shows.
    rows: &'static str,
    /// Takes what it holds.
    on_write: Callback<String>,
) -> impl IntoView {
    let field = NodeRef::<Textarea>::new();
    let hint_id = format!("{id}-hint");
    let described = hint.is_some().then(|| hint_id.clone());
    let hint = hint.map(|it| view! { <p class=sheet::minor id=hint_id>{it}</p> });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                node_ref=field
                class=format!("control {}", style::source)
                id=id
                rows=rows
                dir="ltr"
                translate="no"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="none"
                prop:value=value
                aria-describedby=described
                on:input=move |event| on_write.run(event_target_value(&event))
            ></textarea>
            {hint}
            <InsertPicture field/>
        </div>
    }
}

/// A native input of one line for a name in the language of templates, or for a word.
#[component]
pub(super) fn LineField(
    /// Names the element in the page; unique on it.
    id: String,
    /// What it is for.
    label: Text,
    /// What it holds at first.
    value: String,
    /// Longest text.
    limit: &'static str,
    /// In which direction it is written: `ltr` for names, `auto` for words.
    direction: &'static str,
    /// Takes what it holds.
    on_write: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                class="control"
                id=id
                type="text"
                dir=direction
                spellcheck="false"
                autocomplete="off"
                autocapitalize="none"
                maxlength=limit
                prop:value=value
                on:input=move |event| on_write.run(event_target_value(&event))
            />
        </div>
    }
}
