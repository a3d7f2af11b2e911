//! The choice of a picture: one that is kept, or a new one.

mod query;

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::choice::Choice;
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::console::upload::{Refusal, upload};
use crate::i18n::{t_string, use_i18n};
use crate::text::{Text, t, text};
use crate::ui::problem::Problem;
pub(super) use query::{Asset, pictures};

/// The choice, the picture itself, and a field that takes a file.
#[component]
pub(super) fn Picture(
    /// Names the choice in the page; unique on it.
    id: &'static str,
    /// What it is a picture of.
    legend: Text,
    /// Those to choose from.
    known: Vec<Asset>,
    /// The one that was chosen before, which need not be among them.
    own: Option<Asset>,
    /// Id of the one that is chosen; empty for none.
    chosen: RwSignal<String>,
    /// Is told of every change.
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let own = own.filter(|own| !known.iter().any(|it| it.id == own.id));
    let known = RwSignal::new(
        known
            .into_iter()
            .chain(own)
            .map(|it| (it.id.inner().to_owned(), it.name, it.url))
            .collect::<Vec<_>>(),
    );
    let field = NodeRef::<Input>::new();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let options = Signal::derive(move || {
        let none = (String::new(), t_string!(i18n, console.signatory.no_picture).to_owned());
        let others = known.get().into_iter().map(|(id, name, _)| (id, name));
        std::iter::once(none).chain(others).collect::<Vec<_>>()
    });
    let shown = move || {
        let chosen = chosen.read();
        let found = known.read().iter().find(|(id, ..)| *id == *chosen).cloned();
        found.map(|(_, _, url)| {
            view! { <img class=style::picture src=url alt=t!(i18n, console.signatory.picture_alt)/> }
        })
    };
    let take = move |_| {
        let Some(input) = field.get_untracked() else { return };
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        say(t_string!(i18n, console.signatory.uploading));
        refusal.set(None);
        spawn_local(async move {
            let answer = upload(input).await;
            is_busy.set(false);
            match answer {
                None => {}
                Some(Ok(asset)) => {
                    unsaved.note();
                    known.update(|known| {
                        if !known.iter().any(|(id, ..)| *id == asset.id) {
                            known.insert(0, (asset.id.clone(), asset.name, asset.url));
                        }
                    });
                    chosen.set(asset.id);
                    say(t_string!(i18n, console.signatory.uploaded));
                }
                Some(Err(error)) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::Kind) => t_string!(i18n, console.signatory.bad_kind),
            Some(Refusal::TooLarge) => t_string!(i18n, console.signatory.too_large),
            Some(Refusal::Unreadable) => t_string!(i18n, console.signatory.unreadable),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
        };
        words.to_owned()
    });
    let progress = move || {
        if is_busy.get() {
            t_string!(i18n, console.signatory.uploading)
        } else {
            ""
        }
    };
    view! {
        <fieldset class=style::group>
            <legend>{legend}</legend>
            {shown}
            <Choice id label=move || t_string!(i18n, console.signatory.picture_choice) options value=chosen/>
            <div class="field">
                <label for="file">{t!(i18n, console.signatory.file)}</label>
                <input
                    node_ref=field
                    class=style::file
                    id="file"
                    type="file"
                    accept="image/png,image/jpeg,image/webp"
                    aria-describedby="file-hint file-problem"
                    aria-invalid=text(move || refusal.read().is_some().to_string())
                    on:change=take
                />
                <p class=style::minor id="file-hint">{t!(i18n, console.signatory.file_hint)}</p>
                // The live region says the same; here it is for the eyes.
                <p class=style::minor aria-hidden="true">{text(progress)}</p>
                <div id="file-problem"><Problem words=problem/></div>
            </div>
        </fieldset>
    }
}
