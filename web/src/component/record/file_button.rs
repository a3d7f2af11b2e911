//! The record as files. They are asked for as pages ask, because a plain link cannot prove where it comes from.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::announce::speaker;
use crate::api::download::download;
use crate::api::scalar::Uuid;
use crate::component::failure::explanation;
use crate::i18n::{I18nLocaleTrait, t_string, use_i18n};
use crate::path::{self, RecordFile};
use crate::text::Text;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::problem::Problem;

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
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let press = move || {
        let path = path::record_file(&program, whose.as_deref(), file, i18n.get_locale_untracked().as_str());
        is_busy.set(true);
        problem.set(String::new());
        spawn_local(async move {
            match download(&path).await {
                Ok(()) => say(t_string!(i18n, record.saved)),
                Err(error) => problem.set(explanation(i18n, &error).to_owned()),
            }
            is_busy.set(false);
        });
    };
    view! {
        <Button on_press=press is_busy><IconView icon=Icon::Download/>{label}</Button>
        <Problem words=problem/>
    }
}
