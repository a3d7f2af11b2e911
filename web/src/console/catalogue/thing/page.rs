//! The page of one thing: what it is, who keeps it, what can be earned with it, and what belongs to it.

use leptos::prelude::*;
use leptos_router::components::A;

use super::Thing;
use super::belongings::Belonging;
use super::earning::Earning;
use super::facts::Facts;
use super::logo::LogoCard;
use crate::announce::page_title;
use crate::api::scalar::Instant;
use crate::console::catalogue::keeper::{Keeper, KeeperBadge};
use crate::console::catalogue::kind::Kind;
use crate::console::catalogue::may_keep;
use crate::console::catalogue::state::StateBadge;
use crate::console::catalogue::style as own;
use crate::console::changes::Changes;
use crate::console::history_link::HistoryLink;
use crate::console::path::{self, CATALOG_SYNCS};
use crate::console::sheet::style;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::icon::{Icon, IconView};
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;

/// All that is known of it.
#[component]
pub(in crate::console::catalogue) fn Found(
    /// What it shows.
    thing: Thing,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = thing.name.clone();
    let state = thing.state().map(|state| view! { <StateBadge state/> });
    let is_organization = thing.kind == Kind::Organization;
    let edit_words = match thing.keeper {
        Keeper::Staff => Some(t!(i18n, console.configuration.edit)),
        Keeper::Service | Keeper::Gone if is_organization => Some(t!(i18n, console.catalogue.logo.choose)),
        Keeper::Service | Keeper::Gone => None,
    };
    let edit = edit_words.filter(|_| may_keep()).map(|words| {
        let href = path::edit_catalogued(thing.kind.path(), &thing.id);
        view! { <A href=href attr:class="button"><IconView icon=Icon::Pencil/> {words}</A> }
    });
    let logo = is_organization.then(|| {
        view! { <div class=own::links><LogoCard logo=thing.logo.clone()/></div> }
    });
    let earning = thing.learning_object().map(|object| view! { <Earning object/> });
    let belongings: Vec<_> = thing
        .kind
        .belongings()
        .iter()
        .map(|kind| view! { <Belonging kind=*kind to=thing.pick()/> })
        .collect();
    view! {
        <PageHeader heading=move || name.clone()>
            <div class=style::actions><KeeperBadge keeper=thing.keeper/> {state}</div>
        </PageHeader>
        <div class=style::actions>{edit} <HistoryLink href=path::audit_trail_of(&thing.id)/></div>
        <Service keeper=thing.keeper removed_at=thing.removed_at.clone() latest_run=thing.latest_run.clone()/>
        <div class=style::columns>
            <div>
                <Facts thing=thing.clone()/>
                {logo}
                {earning}
            </div>
            <Changes entries=thing.history subject=thing.kind.subject()/>
        </div>
        {belongings}
    }
}

/// Why it cannot be changed here; nothing for what staff keep.
#[component]
pub(in crate::console::catalogue) fn Service(
    keeper: Keeper,
    /// Since when the catalogue service has it no more.
    removed_at: Option<Instant>,
    /// The id of the latest run of copying.
    latest_run: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = match keeper {
        Keeper::Staff => return ().into_any(),
        Keeper::Service => t!(i18n, console.catalogue.synced),
        Keeper::Gone => t!(i18n, console.catalogue.gone),
    };
    let since = removed_at.map(|at| {
        let since = move || {
            let date = format::long_date(&at, &date_language(i18n));
            t_string!(i18n, console.catalogue.gone_since, date = date)
        };
        view! { <p class=style::minor>{text(since)}</p> }
    });
    let href = latest_run.map_or_else(|| CATALOG_SYNCS.to_owned(), |id| path::catalog_sync(&id));
    view! {
        <section class=style::notice aria-labelledby="keeper">
            <h2 id="keeper">{text(move || keeper.words(i18n))}</h2>
            <p>{reason}</p>
            {since}
            <p><A href>{t!(i18n, console.catalogue.latest_run)}</A></p>
        </section>
    }
    .into_any()
}

/// There is nothing of this id.
#[component]
pub(in crate::console::catalogue) fn Unknown(
    /// What was looked for.
    kind: Kind,
) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.catalogue.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.catalogue.unknown)}</h1>
            <p>{t!(i18n, console.configuration.unknown_why)}</p>
            <p><A href=kind.path().to_owned()>{text(move || kind.many(i18n))}</A></p>
        </Notice>
    }
}
