//! A button that saves a file. It is asked for as pages ask, because a plain link cannot prove where it comes from.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::announce::speaker;
use crate::api::download::download;
use crate::component::failure::explanation;
use crate::i18n::{t_string, use_i18n};
use crate::text::Text;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::problem::Problem;

/// Tells a file's address.
pub(crate) type Address = Box<dyn Fn() -> String + Send + Sync>;

/// Saves the file; says what went wrong beside it.
#[component]
pub(crate) fn SaveButton(
    /// Where the file is.
    address: Address,
    /// What the button is called.
    label: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let press = move || {
        let path = address();
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
