//! A link as a QR code, for somebody who stands beside the learner.

use leptos::prelude::*;

use super::link::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::icon::{Icon, IconView};

/// The button that shows the code in a dialog.
#[component]
pub(super) fn CodeButton(
    /// Address of the picture.
    picture: String,
    /// What the link is called.
    name: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let described = move || t_string!(i18n, share.code_name, name = name.get());
    let picture = StoredValue::new(picture);
    view! {
        <Button on_press=move || is_open.set(true) name=Signal::derive(described)>
            <IconView icon=Icon::Code/>
            {t!(i18n, share.code)}
        </Button>
        <Dialog is_open heading=described>
            <p>{t!(i18n, share.code_meaning)}</p>
            <p class=style::code><img src=picture.get_value() alt=text(described)/></p>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.close)}</Button>
            </DialogFoot>
        </Dialog>
    }
}
