//! What learners are told by mail when they complete programs: the texts, newest first, a page at a time.

mod query;
mod row;

use leptos::prelude::*;
use leptos_router::components::A;

use super::entry::Entry;
use super::listing::{self, Listing, Words};
use super::nothing::{Emptiness, Nothing};
use super::parting::Parting;
use super::path::{MAIL_TEXTS, NEW_MAIL_TEXT, OUTGOING_MAILS};
use super::sheet::style;
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use query::CompletionMail;
use row::Row;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.mail_texts.title),
    count: |i18n, total| match total {
        None => t_string!(i18n, console.mail_texts.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.mail_texts.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.mail_texts.count_many, count = grouped(i18n, total)),
    },
};

const NOTHING: Emptiness = Emptiness {
    icon: Icon::Mail,
    none_found: |i18n| t_string!(i18n, console.mail_texts.none_found),
    show_all: |i18n| t_string!(i18n, console.mail_texts.show_all),
    none: |i18n| t_string!(i18n, console.mail_texts.none),
    none_why: |i18n| t_string!(i18n, console.mail_texts.none_why),
};

/// The page, for who may decide what is sent.
#[component]
pub(super) fn MailTextsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ManageMail let:viewer>
            <MailTexts may_see_sent=viewer.permissions.contains(&Permission::ManageOutgoingMail)/>
        </Entry>
    }
}

#[component]
fn MailTexts(
    /// Whether the viewer may see what was sent.
    may_see_sent: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.mail_texts.title).to_owned());
    Parting::expect().say();
    // All of them, whatever the address says.
    let wanted = Memo::new(|_| ());
    let fetch = |(), after| query::page(after);
    let path = |(): &(), after: Option<&str>| address(after);
    let empty = |(): &(), is_unfit| view! { <Nothing is_filtered=is_unfit all=MAIL_TEXTS said=NOTHING/> }.into_any();
    let sent = may_see_sent.then(|| {
        view! {
            <A href=OUTGOING_MAILS.to_owned() exact=true attr:class="button">{t!(i18n, console.mail_texts.outgoing)}</A>
        }
    });
    view! {
        <PageHeader heading=move || t_string!(i18n, console.mail_texts.title)>
            <p>{t!(i18n, console.mail_texts.lead)}</p>
            <div class=style::actions>
                <A href=NEW_MAIL_TEXT.to_owned() attr:class="button primary">{t!(i18n, console.mail_texts.make)}</A>
                {sent}
            </div>
        </PageHeader>
        <Listing wanted words=WORDS fetch path empty let:nodes>
            <Rows nodes/>
        </Listing>
    }
}

fn address(after: Option<&str>) -> String {
    crate::path::with_query(MAIL_TEXTS, &[(listing::AFTER, after)])
}

#[component]
fn Rows(nodes: Vec<CompletionMail>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <table class=table::table role="table" aria-label=t!(i18n, console.mail_texts.title)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.mail_text.whom)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.configuration.language)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.mail_texts.changed)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{nodes.into_iter().map(|mail| view! { <Row mail/> }).collect_view()}</tbody>
        </table>
    }
}
