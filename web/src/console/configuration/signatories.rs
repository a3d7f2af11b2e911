//! Who signs, in order.

use leptos::prelude::*;

use super::query::Signatory;
use crate::announce::speaker;
use crate::browser::focus_soon;
use crate::console::choice::Choice;
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::Button;

/// The list with buttons that change it, and a choice of others.
#[component]
pub(super) fn Signatories(
    /// Those who can sign.
    known: Vec<Signatory>,
    /// Ids of those who do, in order.
    chosen: RwSignal<Vec<String>>,
    /// Is told of every change.
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let known = StoredValue::new(known);
    let name = move |id: &str| {
        known.with_value(|known| {
            let found = known.iter().find(|it| it.id.inner() == id);
            found.map(|it| it.name.clone()).unwrap_or_default()
        })
    };
    let candidate = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let none = (String::new(), t_string!(i18n, console.configuration.choose).to_owned());
        let chosen = chosen.read();
        let others = known.with_value(|known| {
            known
                .iter()
                .filter(|it| !chosen.iter().any(|id| id == it.id.inner()))
                .map(|it| (it.id.inner().to_owned(), it.name.clone()))
                .collect::<Vec<_>>()
        });
        std::iter::once(none).chain(others).collect()
    });
    let add = move || {
        let id = candidate.get_untracked();
        if !id.is_empty() {
            unsaved.note();
            chosen.update(|it| it.push(id.clone()));
            candidate.set(String::new());
            say(&t_string!(i18n, console.configuration.added, name = name(&id)));
        }
    };
    let rise = move |index: usize| {
        unsaved.note();
        chosen.update(|it| it.swap(index - 1, index));
        // The list is made anew: the focus goes with the name.
        focus_soon(format!("#signatories li:nth-child({index}) button"));
    };
    let remove = move |index: usize| {
        unsaved.note();
        chosen.update(|it| {
            it.remove(index);
        });
        focus_soon("#signatory".to_owned());
    };
    let items = move || {
        let items = chosen.get().into_iter().enumerate().map(|(index, id)| {
            let who = name(&id);
            let (up, off) = (who.clone(), who.clone());
            let up = Signal::derive(move || t_string!(i18n, console.configuration.rise_name, name = up.clone()));
            let off = Signal::derive(move || t_string!(i18n, console.configuration.remove_name, name = off.clone()));
            let rise = (index > 0).then(|| {
                view! { <Button on_press=move || rise(index) name=up>{t!(i18n, console.configuration.rise)}</Button> }
            });
            view! {
                <li class=style::signatory>
                    <bdi>{who}</bdi>
                    <span class=style::tools>
                        {rise}
                        <Button on_press=move || remove(index) name=off>{t!(i18n, console.configuration.remove)}</Button>
                    </span>
                </li>
            }
        });
        items.collect_view()
    };
    let nobody = move || {
        chosen
            .read()
            .is_empty()
            .then(|| view! { <p class=style::minor>{t!(i18n, console.configuration.nobody_signs)}</p> })
    };
    view! {
        <fieldset class=style::group>
            <legend>{t!(i18n, console.configuration.signatories)}</legend>
            {nobody}
            <ol id="signatories" class=style::signatories>{items}</ol>
            <div class=style::adding>
                <Choice id="signatory" label=move || t_string!(i18n, console.configuration.another) options value=candidate/>
                <Button on_press=add>{t!(i18n, console.configuration.add)}</Button>
            </div>
        </fieldset>
    }
}
