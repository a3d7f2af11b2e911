//! The record as files.

use leptos::prelude::*;

use crate::api::scalar::Uuid;
use crate::component::save_button::{Address, SaveButton};
use crate::i18n::{I18nLocaleTrait, use_i18n};
use crate::path::{self, RecordFile};
use crate::text::Text;

/// Saves the file; says what went wrong beside it.
#[component]
pub(crate) fn FileButton(
    /// The program of the record.
    program: Uuid,
    /// Whose record; the viewer's own for none.
    #[prop(optional)]
    whose: Option<String>,
    /// Which file.
    file: RecordFile,
    /// What the button is called.
    label: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    let address: Address =
        Box::new(move || path::record_file(&program, whose.as_deref(), file, i18n.get_locale_untracked().as_str()));
    view! { <SaveButton address label/> }
}
