//! My credentials: everything that the viewer earned, of every kind, in one list.
//!
//! Invariant: the address says what the list is filtered by, so a link or the way back leads to the same list.

mod card;
mod filter;
mod filter_bar;
mod query;
mod visibility;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use crate::announce::{page_title, speaker};
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::paged::Paged;
use crate::component::save_button::SaveButton;
use crate::component::sign_in::SignedIn;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::path;
use crate::text::{t, text};
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use card::Card;
use filter::Filter;
use filter_bar::FilterBar;
use query::FirstPage;

stylance::import_crate_style!(style, "src/learner/credentials/style.module.css");

/// The page, for who is signed in.
#[component]
pub(crate) fn CredentialsPage() -> impl IntoView {
    view! {
        <SignedIn let:viewer>
            <Credentials username=viewer.username/>
        </SignedIn>
    }
}

#[component]
fn Credentials(username: String) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.credentials).to_owned());
    let query = use_query_map();
    let filter = Memo::new(move |_| Filter::read(|name| query.read().get(name)));
    let has_listed = StoredValue::new(false);
    let list = move || {
        let filter = filter.get();
        let is_changed = has_listed.get_value();
        has_listed.set_value(true);
        view! { <List username=username.clone() filter is_changed/> }
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, title.credentials)>
            <p>{t!(i18n, credentials.lead)}</p>
        </PageHeader>
        <FilterBar filter/>
        {list}
        <section class=style::data aria-labelledby="data">
            <h2 id="data">{t!(i18n, personal_data.heading)}</h2>
            <p>{t!(i18n, personal_data.lead)}</p>
            <SaveButton address=Box::new(|| path::personal_data(None)) label=t!(i18n, personal_data.download)/>
        </section>
    }
}

#[component]
fn List(
    username: String,
    filter: Filter,
    /// Another list stood here before: how long this one is, is news.
    is_changed: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let asked = StoredValue::new((username, filter));
    let first = move || asked.with_value(|(username, filter)| query::first(username, filter));
    let count = move |total: Option<i32>| match total {
        None => t_string!(i18n, credentials.count_countless).to_owned(),
        Some(1) => t_string!(i18n, credentials.count_one).to_owned(),
        Some(total) => t_string!(i18n, credentials.count_many, count = grouped(i18n, total)),
    };
    view! {
        <Loaded fetch=first subject=Subject::Part loading=Skeleton let:page>
            {
                let FirstPage { chunk, total } = page;
                if is_changed {
                    say(&count(total));
                }
                if chunk.nodes.is_empty() {
                    view! { <Nothing is_filtered=asked.with_value(|(_, filter)| !filter.is_empty())/> }.into_any()
                } else {
                    let more = move |cursor| asked.with_value(|(username, filter)| query::next(username, filter, cursor));
                    view! {
                        <p class=style::count>{text(move || count(total))}</p>
                        <Paged first=chunk more class=style::list let:credential>
                            <Card credential/>
                        </Paged>
                    }
                    .into_any()
                }
            }
        </Loaded>
    }
}

/// Why the list is empty.
#[component]
fn Nothing(is_filtered: bool) -> impl IntoView {
    let i18n = use_i18n();
    if is_filtered {
        view! {
            <Empty icon=Icon::Search>
                <h2>{t!(i18n, credentials.none_found)}</h2>
                <p><A href=path::CREDENTIALS.to_owned()>{t!(i18n, credentials.show_all)}</A></p>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty icon=Icon::Medal>
                <h2>{t!(i18n, credentials.none)}</h2>
                <p>{t!(i18n, credentials.none_why)}</p>
            </Empty>
        }
        .into_any()
    }
}
