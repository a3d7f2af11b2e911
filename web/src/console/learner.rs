//! One person, with all that is known of them.
//!
//! Invariant: that somebody looked is written down by the server, and told here.

mod action;
mod query;
mod record;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::audit_trail::Entries;
use super::configured::titled;
use super::entry::Entry;
use super::history_link::HistoryLink;
use super::parting::Parting;
use super::path;
use super::sheet::style as sheet;
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::save_button::{Address, SaveButton};
use crate::component::state::{StateBadge, StateDates, visible_from};
use crate::console::learner_state::LearnerState;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::path::personal_data;
use crate::text::{Text, t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use action::Actions;
use query::{Credential, Grade, Learner, LearnerAction};
use record::Records;

stylance::import_crate_style!(style, "src/console/learner/style.module.css");

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

/// The page, for who may see everybody's credentials.
#[component]
pub(super) fn LearnerPage() -> impl IntoView {
    let query = use_query_map();
    let username = Memo::new(move |_| query.read().get(path::USERNAME).unwrap_or_default());
    // Asked for anew after a retirement.
    let retired = RwSignal::new(false);
    view! {
        <Entry needs=Permission::ViewAllCredentials let:_viewer>
            {move || {
                let username = username.get();
                retired.track();
                view! {
                    <Loaded fetch=move || query::find(username.clone()) subject=Subject::Page loading=Skeleton let:learner>
                        {match learner {
                            Some(learner) => view! { <Person learner retired/> }.into_any(),
                            None => view! { <Unknown/> }.into_any(),
                        }}
                    </Loaded>
                }
            }}
        </Entry>
    }
}

#[component]
fn Person(
    learner: Learner,
    /// Set when the person was retired here.
    retired: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = learner.name.clone().unwrap_or_else(|| learner.username.clone());
    let title = name.clone();
    page_title(move || title.clone());
    Parting::expect().say();
    let (tone, icon) = match learner.state {
        LearnerState::Active => (Tone::Good, Icon::Check),
        LearnerState::Inactive => (Tone::Waiting, Icon::Clock),
        LearnerState::Retired => (Tone::Bad, Icon::Cross),
    };
    let state = learner.state;
    let award = learner
        .viewer_can
        .contains(&LearnerAction::Award)
        .then(|| path::award_to(&learner.username));
    let username = learner.username.clone();
    let Learner {
        credentials,
        program_records,
        grades,
        history,
        viewer_can,
        ..
    } = learner.clone();
    let everything = path::credentials_of(&username);
    let whose = username.clone();
    let export = viewer_can.contains(&LearnerAction::ExportPersonalData).then(|| {
        let address: Address = Box::new(move || personal_data(Some(&whose)));
        view! { <SaveButton address label=t!(i18n, console.learner.export)/> }
    });
    let n_all = credentials.total_count;
    let n_shown = i32::try_from(credentials.nodes.len()).unwrap_or(i32::MAX);
    let has_more = n_all.is_none_or(|it| it > n_shown);
    view! {
        <p class=sheet::back><A href=path::FIND.to_owned()>{t!(i18n, console.find.title)}</A></p>
        <PageHeader heading=move || name.clone()>
            <div class=sheet::state><Badge tone icon>{text(move || state.words(i18n))}</Badge></div>
            <p class=sheet::minor>{t!(i18n, console.learner.noted)}</p>
        </PageHeader>
        <div class=sheet::actions>
            {award.map(|href| view! { <A href attr:class="button">{t!(i18n, console.award.title)}</A> })}
            {export}
            <Actions username=username.clone() viewer_can=viewer_can.clone() retired/>
            <HistoryLink href=path::audit_trail_about(&username)/>
        </div>
        <div class=style::facts><Facts learner/></div>
        <section class=style::part aria-labelledby="credentials">
            <h2 id="credentials">{t!(i18n, console.credentials.title)}</h2>
            <Credentials credentials=credentials.nodes/>
            {has_more.then(|| view! { <p><A href=everything>{t!(i18n, console.credentials.show_all)}</A></p> })}
        </section>
        <section class=style::part aria-labelledby="records">
            <h2 id="records">{t!(i18n, console.learner.records)}</h2>
            <Records
                username=username.clone()
                records=program_records.nodes
                may_end_links=viewer_can.contains(&LearnerAction::RevokeRecordShares)
            />
        </section>
        <section class=style::part aria-labelledby="grades">
            <h2 id="grades">{t!(i18n, console.learner.grades)}</h2>
            <Grades grades/>
        </section>
        <section class=style::part aria-labelledby="history">
            <h2 id="history">{t!(i18n, console.credential.history)}</h2>
            <Entries entries=history is_of_one=true/>
        </section>
    }
}

#[component]
fn Facts(learner: Learner) -> impl IntoView {
    let i18n = use_i18n();
    let plain = |words: Option<String>| -> Text { text(move || words.clone().unwrap_or_else(|| NOTHING.to_owned())) };
    let is_verified = learner.is_name_verified;
    let has_name = learner.name.is_some();
    let verified = text(move || match (has_name, is_verified) {
        (false, _) => NOTHING,
        (true, true) => t_string!(i18n, console.learner.verified),
        (true, false) => t_string!(i18n, console.learner.not_verified),
    });
    let created = learner.created_at;
    let retired = learner.retired_at;
    let moment = move |at: &str| format::moment(Some(at), &date_language(i18n));
    let mut facts: Vec<(Text, Text)> = vec![
        (t!(i18n, console.learner.name), plain(learner.name)),
        (t!(i18n, console.learner.name_checked), verified),
        (t!(i18n, console.credentials.username), plain(Some(learner.username))),
        (t!(i18n, console.learner.email), plain(learner.email)),
        (t!(i18n, console.learner.first_seen), text(move || moment(&created.0))),
    ];
    if let Some(at) = retired {
        facts.push((t!(i18n, console.learner.retired_at), text(move || moment(&at.0))));
    }
    let facts = facts
        .into_iter()
        .map(|(word, value)| view! { <dt>{word}</dt><dd><bdi>{value}</bdi></dd> })
        .collect_view();
    view! {
        <section class=sheet::card aria-labelledby="facts">
            <h2 id="facts">{t!(i18n, console.credential.facts)}</h2>
            <dl class=sheet::facts>{facts}</dl>
        </section>
    }
}

#[component]
fn Credentials(credentials: Vec<Credential>) -> impl IntoView {
    let i18n = use_i18n();
    if credentials.is_empty() {
        return view! { <p class=sheet::minor>{t!(i18n, console.learner.nothing)}</p> }.into_any();
    }
    let rows = credentials.into_iter().map(|it| {
        let awarded_at = it.awarded_at;
        let awarded = move || format::long_date(&awarded_at, &date_language(i18n));
        let dates = StateDates {
            visible_from: visible_from(it.visible_at, it.visibility),
            expires_at: it.expires_at,
            revoked_at: it.revoked_at,
        };
        view! {
            <tr role="row">
                <th class=table::main role="rowheader" scope="row">
                    <A href=path::credential(it.uuid) attr:dir="auto">{it.certificate.title}</A>
                </th>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.credentials.column.awarded)}</span>
                    <span>{text(awarded)}</span>
                </td>
                <td role="cell"><StateBadge state=it.state dates/></td>
            </tr>
        }
    });
    view! {
        <table class=table::table role="table" aria-labelledby="credentials">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.credential)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.column.awarded)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Grades(grades: Vec<Grade>) -> impl IntoView {
    let i18n = use_i18n();
    if grades.is_empty() {
        return view! { <p class=sheet::minor>{t!(i18n, console.learner.nothing)}</p> }.into_any();
    }
    let rows = grades.into_iter().map(|it| {
        let (letter, percent) = (it.letter, it.percent);
        let letter = letter.map(|it| view! { <bdi>{it}</bdi> " · " });
        let percent = move || format::percent(&percent, &date_language(i18n));
        let is_verified = it.is_verified;
        let counts = move || {
            if is_verified {
                t_string!(i18n, console.learner.grade_counts)
            } else {
                t_string!(i18n, console.learner.grade_counts_not)
            }
        };
        let updated_at = it.updated_at;
        let updated = move || format::long_date(&updated_at, &date_language(i18n));
        view! {
            <tr role="row">
                <th class=table::main role="rowheader" scope="row">
                    {titled(it.course_run.map(|it| it.title), it.course_key)}
                </th>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.learner.grade)}</span>
                    <span>{letter} {text(percent)} <span class=table::minor>{text(counts)}</span></span>
                </td>
                <td class=table::cell role="cell">
                    <span class=table::label aria-hidden="true">{t!(i18n, console.learner.updated)}</span>
                    <span>{text(updated)}</span>
                </td>
            </tr>
        }
    });
    view! {
        <table class=table::table role="table" aria-labelledby="grades">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.kind.course_run)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.learner.grade)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.learner.updated)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// Nobody has this name.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.learner.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.learner.unknown)}</h1>
            <p>{t!(i18n, console.learner.unknown_why)}</p>
            <p><A href=path::FIND.to_owned()>{t!(i18n, console.find.title)}</A></p>
        </Notice>
    }
}
