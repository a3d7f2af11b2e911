//! The picture of a signature: one that the site keeps, a new one, or none.

use leptos::prelude::*;

use crate::announce::speaker;
use crate::browser::focus_soon;
use crate::console::picture::{Picture, PictureButton};
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::Button;

/// The picture itself, a button that takes it away, and one that chooses another.
#[component]
pub(super) fn PictureChoice(
    /// The one that is chosen.
    chosen: RwSignal<Option<Picture>>,
    /// Is told of every change.
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let choose = Callback::new(move |picture: Picture| {
        unsaved.note();
        say(&t_string!(i18n, console.assets.chosen, name = picture.name.clone()));
        chosen.set(Some(picture));
    });
    let remove = move || {
        unsaved.note();
        chosen.set(None);
        // The button that was pressed is gone.
        focus_soon("#picture button".to_owned());
    };
    let shown = move || match chosen.get() {
        None => view! { <p class=style::minor>{t!(i18n, console.signatory.no_picture)}</p> }.into_any(),
        Some(picture) => view! {
            <img class=style::picture src=picture.url alt=t!(i18n, console.signatory.picture_alt)/>
            <p><bdi>{picture.name}</bdi></p>
            <p><Button on_press=remove>{t!(i18n, console.configuration.remove)}</Button></p>
        }
        .into_any(),
    };
    view! {
        <fieldset class=style::group>
            <legend>{t!(i18n, console.signatory.picture)}</legend>
            {shown}
            <div id="picture"><PictureButton on_choose=choose/></div>
        </fieldset>
    }
}
