//! The picture of something: one that the site keeps, a new one, or none.

use leptos::prelude::*;

use super::{Picture, PictureButton};
use crate::announce::speaker;
use crate::browser::focus_soon;
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::{Text, t};
use crate::ui::button::Button;

/// The picture itself, a button that takes it away, and one that chooses another.
#[component]
pub(in crate::console) fn PictureChoice(
    /// Names the choice in the page; unique on it.
    id: &'static str,
    /// What it is a picture of.
    legend: Text,
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
        focus_soon(format!("#{id} button"));
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
            <legend>{legend}</legend>
            {shown}
            <div id=id><PictureButton on_choose=choose/></div>
        </fieldset>
    }
}
