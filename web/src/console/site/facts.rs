//! What is set for a site, for who may look and not change.

use leptos::prelude::*;

use super::draft::Draft;
use super::group::Group;
use super::part::Part;
use super::query::Site;
use super::{sharing, words};
use crate::console::sheet::style;
use crate::format::list;
use crate::i18n::use_i18n;
use crate::language::date_language;
use crate::text::{t, text};

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

/// Every group with what is set in it.
#[component]
pub(in crate::console) fn SiteFacts(site: Site) -> impl IntoView {
    let draft = StoredValue::new(Draft::of(&site));
    let groups = Group::ALL.into_iter().filter_map(|group| card(group, draft));
    view! { <div class=style::long_form>{groups.collect_view()}</div> }
}

/// Where the site is and what it works with, for who may change the rest.
#[component]
pub(in crate::console) fn SystemFacts(site: Site) -> impl IntoView {
    let i18n = use_i18n();
    let draft = StoredValue::new(Draft::of(&site));
    let groups = Group::ALL.into_iter().filter(|it| it.is_about_systems());
    let cards = groups.filter_map(|group| card(group, draft));
    let by_settings = site
        .is_default
        .then(|| view! { <p class=style::minor>{t!(i18n, console.site.by_settings)}</p> });
    view! {
        <div class=style::long_form>
            <p class=style::minor>{t!(i18n, console.settings.systems_why)}</p>
            {by_settings}
            {cards.collect_view()}
        </div>
    }
}

/// Whether it is told to those who run sites alone. That it is empty for others says nothing.
const fn is_withheld(part: Part) -> bool {
    match part {
        Part::Hosts | Part::CatalogUrl | Part::SenderAddress => true,
        Part::Name
        | Part::PublicUrl
        | Part::LmsUrl
        | Part::HomeUrl
        | Part::HelpUrl
        | Part::TermsUrl
        | Part::PrivacyUrl
        | Part::SupportAddress
        | Part::LogoUrl
        | Part::AccentColor
        | Part::AccentColorDark
        | Part::FacebookApp => false,
    }
}

/// A group; nothing where all of it is withheld.
fn card(group: Group, draft: StoredValue<Draft>) -> Option<AnyView> {
    let i18n = use_i18n();
    let shown: Vec<_> = group.parts().iter().copied().filter(|it| !is_withheld(*it)).collect();
    if shown.is_empty() {
        return None;
    }
    let facts = shown.into_iter().map(|part| {
        let value = draft.with_value(|it| it.text(part).to_owned());
        let value = if value.is_empty() { NOTHING.to_owned() } else { value };
        view! {
            <dt>{text(move || words::label(i18n, part))}</dt>
            <dd><bdi>{value}</bdi></dd>
        }
    });
    let networks = (group == Group::Sharing).then(|| {
        let networks = draft.with_value(Draft::networks);
        let names = move || {
            let names: Vec<_> = networks.iter().map(|it| sharing::name(i18n, *it).to_owned()).collect();
            if names.is_empty() {
                NOTHING.to_owned()
            } else {
                list(&names, &date_language(i18n))
            }
        };
        view! {
            <dt>{t!(i18n, console.site.networks)}</dt>
            <dd>{text(names)}</dd>
        }
    });
    let id = match group {
        Group::Identity => "identity",
        Group::Address => "address",
        Group::Look => "look",
        Group::Sharing => "sharing",
        Group::Mail => "mail",
        Group::Systems => "systems",
    };
    let view = view! {
        <section class=style::card aria-labelledby=id>
            <h2 id=id>{text(move || group.title(i18n))}</h2>
            <dl class=style::facts>{networks} {facts.collect_view()}</dl>
        </section>
    };
    Some(view.into_any())
}
