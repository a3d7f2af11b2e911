//! Choosing a picture for something: one that the site keeps, or a new one. A button, and the dialog that it opens.

mod choice;
mod gallery;
mod query;

use cynic::Id;
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::upload::Uploaded;
use crate::api::schema;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::button::Button;
use crate::ui::dialog::Dialog;
pub(super) use choice::PictureChoice;
pub(super) use gallery::Gallery;

stylance::import_crate_style!(pub(super) style, "src/console/picture.module.css");

/// A picture, as far as it takes to choose one.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "Asset")]
pub(super) struct Picture {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl From<Uploaded> for Picture {
    fn from(it: Uploaded) -> Self {
        let Uploaded {
            id,
            url,
            name,
            width,
            height,
            is_new: _,
        } = it;
        Self {
            id: Id::new(id),
            name,
            url,
            width,
            height,
        }
    }
}

/// How many there are; none where they are too many to count.
pub(super) fn count(i18n: I18nContext<Locale>, total: Option<i32>) -> String {
    match total {
        None => t_string!(i18n, console.assets.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.assets.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.assets.count_many, count = grouped(i18n, total)),
    }
}

/// The address of a picture within its site, as templates write it: the end of its address in the world.
pub(super) fn path_of(url: &str) -> &str {
    url.find("/assets/").and_then(|at| url.get(at..)).unwrap_or(url)
}

/// A button that opens the site's pictures; choosing one closes them.
#[component]
pub(super) fn PictureButton(
    /// Takes what was chosen.
    on_choose: Callback<Picture>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let choose = Callback::new(move |picture| {
        is_open.set(false);
        on_choose.run(picture);
    });
    view! {
        <Button on_press=move || is_open.set(true)>{t!(i18n, console.assets.choose)}</Button>
        <Dialog is_open heading=move || t_string!(i18n, console.assets.choose)>
            <Gallery on_choose=choose is_open/>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn address_within_the_site_is_the_end_of_the_whole_one() {
        assert_eq!(path_of("https://credentials.example.org/assets/ab12"), "/assets/ab12");
        assert_eq!(path_of("/assets/ab12"), "/assets/ab12");
        assert_eq!(path_of("elsewhere"), "elsewhere");
    }
}
