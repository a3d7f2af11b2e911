//! How far a person has come in their programs, and to whom their records are shown.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::{self, ProgramRecord, RecordPathway, RecordSendState, RecordShare, Refusal, ShareState};
use super::style;
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::component::record::progress::ProgressSummary;
use crate::console::asked_button::{Act, AskedButton, Doing, Rest};
use crate::console::path;
use crate::console::sheet::style as sheet;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};

/// A card for each program.
#[component]
pub(super) fn Records(
    /// Whose they are.
    username: String,
    /// The one that changed last first.
    records: Vec<ProgramRecord>,
    /// Whether the server lets the viewer end their links.
    may_end_links: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    if records.is_empty() {
        return view! { <p class=sheet::minor>{t!(i18n, console.learner.nothing)}</p> }.into_any();
    }
    let cards: Vec<_> = records
        .into_iter()
        .map(|it| card(&username, it, may_end_links))
        .collect();
    view! { <ul class=style::records>{cards}</ul> }.into_any()
}

fn card(username: &str, record: ProgramRecord, may_end_links: bool) -> AnyView {
    let i18n = use_i18n();
    let ProgramRecord {
        program,
        progress,
        progress_at,
        course_count,
        earned_course_count,
        shares,
        pathways,
    } = record;
    let shares: Vec<_> = shares.into_iter().map(|it| share(it, may_end_links)).collect();
    let sends: Vec<_> = pathways.into_iter().filter_map(sent).collect();
    view! {
        <li class=sheet::card>
            <h3><A href=path::learner_record(username, program.uuid.as_str()) attr:dir="auto">{program.title}</A></h3>
            <ProgressSummary progress progress_at course_count earned_course_count/>
            {(!shares.is_empty()).then(|| view! {
                <h4>{t!(i18n, console.learner.shares)}</h4>
                <ul class=style::list>{shares}</ul>
            })}
            {(!sends.is_empty()).then(|| view! {
                <h4>{t!(i18n, console.learner.sends)}</h4>
                <ul class=style::list>{sends}</ul>
            })}
        </li>
    }
    .into_any()
}

fn share(share: RecordShare, may_end: bool) -> AnyView {
    let i18n = use_i18n();
    let RecordShare {
        id,
        label,
        state,
        created_at,
    } = share;
    let state = RwSignal::new(state);
    let words = text(move || match state.get() {
        ShareState::Live => t_string!(i18n, console.learner.share_live),
        ShareState::Expired => t_string!(i18n, console.learner.share_expired),
        ShareState::Revoked => t_string!(i18n, console.learner.share_revoked),
    });
    let name = Signal::derive(move || {
        label
            .clone()
            .unwrap_or_else(|| t_string!(i18n, console.learner.share_unnamed).to_owned())
    });
    let made = text(move || format::long_date(&created_at, &date_language(i18n)));
    let end = move || {
        (may_end && state.get() == ShareState::Live).then(|| {
            view! {
                <AskedButton
                    name=|i18n| t_string!(i18n, console.learner.end_link)
                    what=name.get_untracked()
                    meaning=|i18n| t_string!(i18n, console.learner.end_link_meaning)
                    act=ending(id.clone(), state)
                />
            }
        })
    };
    view! {
        <li class=style::share>
            <bdi>{move || name.get()}</bdi>
            <span class=sheet::minor>{words} " · " {made}</span>
            {end}
        </li>
    }
    .into_any()
}

/// Ends a link, and shows what became of it.
fn ending(id: cynic::Id, state: RwSignal<ShareState>) -> Act {
    let i18n = use_i18n();
    let say = speaker();
    Box::new(move || -> Doing {
        let id = id.clone();
        Box::pin(async move {
            match query::end_link(id).await {
                Ok(share) => {
                    let rest: Rest = Box::new(move || {
                        state.set(share.state);
                        say(t_string!(i18n, console.learner.end_link_done));
                    });
                    Ok(rest)
                }
                Err(Refusal::Failed(error)) => Err(explanation(i18n, &error).to_owned()),
                Err(_) => Err(t_string!(i18n, console.problem.outdated).to_owned()),
            }
        })
    })
}

/// Nothing of a pathway to which the record was not sent.
fn sent(pathway: RecordPathway) -> Option<AnyView> {
    let i18n = use_i18n();
    let send = pathway.send?;
    let state: Text = match send.state {
        RecordSendState::Queued => t!(i18n, console.learner.send_queued),
        RecordSendState::Sent => t!(i18n, console.learner.send_sent),
        RecordSendState::Failed => t!(i18n, console.learner.send_failed),
    };
    let asked = text(move || format::long_date(&send.asked_at, &date_language(i18n)));
    let name = format!("{} – {}", pathway.name, pathway.organization_name);
    Some(view! { <li><bdi>{name}</bdi> " " <span class=sheet::minor>{state} " · " {asked}</span></li> }.into_any())
}
