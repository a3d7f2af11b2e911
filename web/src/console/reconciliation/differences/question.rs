//! Whether something is really to be repaired.

use leptos::prelude::*;

use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};

/// A dialog that asks; what comes of it is told outside.
#[component]
pub(super) fn Question(
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// Does it.
    on_confirm: Callback<()>,
    /// What is done.
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let confirm = move || {
        is_open.set(false);
        on_confirm.run(());
    };
    view! {
        <Dialog is_open heading=move || t_string!(i18n, console.reconciliation.repair)>
            <div class=style::form>
                {children()}
                <DialogFoot>
                    <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                    <Button on_press=confirm weight=Weight::Danger>{t!(i18n, console.reconciliation.repair)}</Button>
                </DialogFoot>
            </div>
        </Dialog>
    }
}
