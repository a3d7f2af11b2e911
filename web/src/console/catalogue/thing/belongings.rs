//! What belongs to one thing in the catalogue, such as the runs of a course.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::error::ApiError;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::paged::{Chunk, Paged};
use crate::console::catalogue::draft::Pick;
use crate::console::catalogue::filter::Filter;
use crate::console::catalogue::keeper::KeeperBadge;
use crate::console::catalogue::kind::Kind;
use crate::console::catalogue::may_keep;
use crate::console::catalogue::rows::{self, Question, Row};
use crate::console::catalogue::state::StateBadge;
use crate::console::catalogue::style;
use crate::console::path;
use crate::console::sheet::style as sheet;
use crate::i18n::use_i18n;
use crate::text::{t, text};
use crate::ui::skeleton::Skeleton;

/// How many are asked for at once.
const PAGE_SIZE: i32 = 10;

/// All things of a kind that belong to one, and the way to make another.
#[component]
pub(super) fn Belonging(
    /// What is listed.
    kind: Kind,
    /// To what it belongs.
    to: Pick,
) -> impl IntoView {
    let i18n = use_i18n();
    let make = may_keep().then(|| {
        let href = path::new_catalogued(kind.path(), Some(&to.id));
        view! { <A href attr:class="button">{text(move || kind.make(i18n))}</A> }
    });
    let of = StoredValue::new((to.kind, to.id));
    let fetch = move |after| page(kind, of.get_value(), after);
    let id = kind.word();
    let show = move |first: Chunk<Row>| {
        if first.nodes.is_empty() {
            return view! { <p class=sheet::minor>{t!(i18n, console.learner.nothing)}</p> }.into_any();
        }
        view! {
            <Paged first more=move |cursor| fetch(Some(cursor)) class=style::list let:row>
                {item(row)}
            </Paged>
        }
        .into_any()
    };
    view! {
        <section class=style::belonging aria-labelledby=id>
            <div class=style::head>
                <h2 id=id>{text(move || kind.many(i18n))}</h2>
                {make}
            </div>
            <Loaded fetch=move || fetch(None) subject=Subject::Part loading=Skeleton let:first>{show(first)}</Loaded>
        </section>
    }
}

async fn page(kind: Kind, of: (Kind, String), after: Option<String>) -> Result<Chunk<Row>, ApiError> {
    let question = Question {
        filter: Filter::default(),
        of: Some(of),
        first: PAGE_SIZE,
    };
    let page = rows::page(kind, question, after).await?;
    Ok(Chunk {
        nodes: page.nodes,
        next: page.next,
    })
}

fn item(row: Row) -> AnyView {
    let state = row.state.map(|state| view! { <StateBadge state/> });
    let keeper = row.keeper;
    let pick = row.pick();
    view! {
        <A href=path::catalogued(pick.kind.path(), &pick.id) attr:dir="auto">{pick.name}</A>
        " "
        <bdi class=sheet::minor>{pick.minor}</bdi>
        <div class=style::badges><KeeperBadge keeper/> {state}</div>
    }
    .into_any()
}
