//! The field of one part of a site.

use leptos::prelude::*;

use super::color::ColorLine;
use super::controls::Controls;
use super::part::Part;
use super::words;
use crate::announce::speaker;
use crate::console::area::Area;
use crate::console::browser::tell_input;
use crate::console::picture::{Picture, PictureButton};
use crate::i18n::{t_string, use_i18n};
use crate::ui::field::Field;

/// The field, with its label, its hint, and what is wrong with it.
#[component]
pub(super) fn Line(
    part: Part,
    /// Where it is written.
    controls: Controls,
) -> impl IntoView {
    let i18n = use_i18n();
    match part {
        Part::Hosts => view! {
            <Area
                id=part.id()
                label=move || words::label(i18n, part)
                hint=move || words::hint(i18n, part)
                value=controls.before(part)
                limit=part.limit()
                rows="3"
                problem=controls.problem(part)
                node_ref=controls.hosts
            />
        }
        .into_any(),
        Part::AccentColor | Part::AccentColorDark => view! { <ColorLine part controls/> }.into_any(),
        Part::LogoUrl => view! { <InputLine part controls/> <LogoChoice controls/> }.into_any(),
        Part::Name
        | Part::PublicUrl
        | Part::LmsUrl
        | Part::CatalogUrl
        | Part::HomeUrl
        | Part::HelpUrl
        | Part::TermsUrl
        | Part::PrivacyUrl
        | Part::SupportAddress
        | Part::SenderAddress
        | Part::FacebookApp => view! { <InputLine part controls/> }.into_any(),
    }
}

/// A button that writes the address of a picture of the site one is at; others show only what they keep themselves.
#[component]
fn LogoChoice(controls: Controls) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let origin = window().location().origin().unwrap_or_default();
    (controls.before(Part::PublicUrl) == origin).then(|| {
        let choose = Callback::new(move |picture: Picture| {
            if let Some(field) = controls.input(Part::LogoUrl).get_untracked() {
                field.set_value(&picture.url);
                tell_input(&field);
                say(&t_string!(i18n, console.assets.chosen, name = picture.name));
            }
        });
        view! { <p><PictureButton on_choose=choose/></p> }
    })
}

/// A field of one line.
#[component]
pub(super) fn InputLine(
    part: Part,
    /// Where it is written.
    controls: Controls,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Field
            id=part.id()
            kind=part.kind()
            label=move || words::label(i18n, part)
            hint=move || words::hint(i18n, part)
            value=controls.before(part)
            limit=part.limit().to_owned()
            problem=controls.problem(part)
            node_ref=controls.input(part)
        />
    }
}
