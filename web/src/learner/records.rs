//! My programs: every program on which the viewer works, with how far they have come.

mod card;
mod query;

use leptos::prelude::*;

use crate::announce::page_title;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::paged::Paged;
use crate::component::sign_in::SignedIn;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use card::Card;

stylance::import_crate_style!(style, "src/learner/records/style.module.css");

/// The page, for who is signed in.
#[component]
pub(crate) fn RecordsPage() -> impl IntoView {
    view! {
        <SignedIn let:_viewer>
            <Records/>
        </SignedIn>
    }
}

#[component]
fn Records() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.records).to_owned());
    view! {
        <PageHeader heading=move || t_string!(i18n, title.records)>
            <p>{t!(i18n, records.lead)}</p>
        </PageHeader>
        <Loaded fetch=|| query::page(None) subject=Subject::Part loading=Skeleton let:chunk>
            {if chunk.nodes.is_empty() {
                view! {
                    <Empty icon=Icon::Medal>
                        <h2>{t!(i18n, records.none)}</h2>
                        <p>{t!(i18n, records.none_why)}</p>
                    </Empty>
                }
                .into_any()
            } else {
                view! {
                    <Paged first=chunk more=|cursor| query::page(Some(cursor)) class=style::list let:record>
                        <Card record/>
                    </Paged>
                }
                .into_any()
            }}
        </Loaded>
    }
}
