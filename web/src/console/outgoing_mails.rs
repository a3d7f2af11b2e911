//! Mail of the service, newest first, a page at a time: what was sent, what waits, what was given up, and why.
//!
//! Invariant: the address says which state is listed and where the list goes on, so a link or the way back leads to the same mail.

mod action;
mod query;
mod row;
mod words;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::bar::style as bar;
use super::entry::Entry;
use super::listing::{self, Listing, Words};
use super::nothing::{Emptiness, Nothing};
use super::path::{MAIL_TEXTS, OUTGOING_MAILS};
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::select::Select;
use query::OutgoingMail;
pub(super) use query::{MailFailure, MailState};
use row::Row;
pub(super) use words::failure_words;
use words::{read_state, state_word, state_words};

const STATE: &str = "state";

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.mails.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.mails.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.mails.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.mails.count_many, count = grouped(i18n, total)),
    },
};

const NOTHING: Emptiness = Emptiness {
    icon: Icon::Mail,
    none_found: |i18n| t_string!(i18n, console.mails.none_found),
    show_all: |i18n| t_string!(i18n, console.mails.show_all),
    none: |i18n| t_string!(i18n, console.mails.none),
    none_why: |i18n| t_string!(i18n, console.mails.none_why),
};

/// The page, for who may see what is sent.
#[component]
pub(super) fn OutgoingMailsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageOutgoingMail let:_viewer>
            <OutgoingMails/>
        </Entry>
    }
}

#[component]
fn OutgoingMails() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.mails.title).to_owned());
    let query = use_query_map();
    let state = Memo::new(move |_| query.read().get(STATE).and_then(|it| read_state(&it)));
    let fetch = |state: Option<MailState>, after| query::page(state, after);
    let path = |state: &Option<MailState>, after: Option<&str>| address(*state, after);
    let empty = |state: &Option<MailState>, is_unfit| {
        view! { <Nothing is_filtered={is_unfit || state.is_some()} all=OUTGOING_MAILS said=NOTHING/> }.into_any()
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, console.mails.title)>
            <p>{t!(i18n, console.mails.lead)}</p>
            <p><A href=MAIL_TEXTS.to_owned() attr:class="button">{t!(i18n, console.mail_texts.title)}</A></p>
        </PageHeader>
        <StateBar state/>
        <Listing wanted=state words=WORDS fetch path empty let:nodes>
            <Rows nodes/>
        </Listing>
    }
}

fn address(state: Option<MailState>, after: Option<&str>) -> String {
    crate::path::with_query(
        OUTGOING_MAILS,
        &[(STATE, state.map(state_word)), (listing::AFTER, after)],
    )
}

/// Chooses what is listed.
#[component]
fn StateBar(state: Memo<Option<MailState>>) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |word: String| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate.with_value(|navigate| navigate(&address(read_state(&word), None), options));
    };
    let states = Signal::derive(move || {
        let all = ("", t_string!(i18n, credentials.state.all).to_owned());
        let each = MailState::ALL
            .into_iter()
            .map(|it| (state_word(it), state_words(i18n, it).to_owned()));
        std::iter::once(all).chain(each).collect()
    });
    view! {
        <div class=bar::line>
            <Select
                id="state"
                label=move || t_string!(i18n, credentials.state.label)
                options=states
                value=Signal::derive(move || state.get().map(state_word).unwrap_or_default().to_owned())
                on_change=Callback::new(go)
            />
        </div>
    }
}

#[component]
fn Rows(nodes: Vec<OutgoingMail>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.mails.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.mails.mail)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.mails.written)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.mails.actions)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{nodes.into_iter().map(|mail| view! { <Row mail/> }).collect_view()}</tbody>
        </table>
    }
}
