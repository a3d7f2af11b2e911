//! A learner's record in a program, as its learner sees it, for staff who help: as a file, on paper, and to be sent in the learner's name.
//!
//! Invariant: that somebody looked is written down by the server, and told here.

mod query;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::entry::Entry;
use super::path;
use super::sheet::style;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::api::scalar::Uuid;
use crate::browser;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::record::RecordSheet;
use crate::component::record::file_button::FileButton;
use crate::component::record::fragment::ProgramRecord;
use crate::component::sending::Sending;
use crate::i18n::{t_string, use_i18n};
use crate::path::RecordFile;
use crate::text::t;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::notice::Notice;
use crate::ui::skeleton::Skeleton;

/// The page, for who may see everybody's credentials.
#[component]
pub(super) fn LearnerRecordPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let program = query.get(path::PROGRAM).and_then(|it| Uuid::parse(&it));
        query.get(path::USERNAME).zip(program)
    });
    view! {
        <Entry needs=Permission::ViewAllCredentials let:_viewer>
            {move || match asked.get() {
                Some((username, program)) => view! { <Opened username program/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Entry>
    }
}

#[component]
fn Opened(username: String, program: Uuid) -> impl IntoView {
    let asked = (username.clone(), program);
    view! {
        <Loaded
            fetch=move || query::find(asked.0.clone(), asked.1.clone())
            subject=Subject::Page
            loading=Skeleton
            let:record
        >
            {match record {
                Some(record) => view! { <Found username=username.clone() record/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(
    /// Whose record.
    username: String,
    record: ProgramRecord,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = format!("{} – {username}", record.program.title);
    page_title(move || title.clone());
    let program = record.program.uuid.clone();
    let (of_pdf, of_csv) = (program.clone(), program.clone());
    let (whose_pdf, whose_csv) = (username.clone(), username.clone());
    view! {
        <p class=style::back><A href=path::learner(&username)>{t!(i18n, console.learner_record.back)}</A></p>
        <RecordSheet record>
            <FileButton program=of_pdf whose=whose_pdf file=RecordFile::Pdf label=t!(i18n, record.save_pdf)/>
            <FileButton program=of_csv whose=whose_csv file=RecordFile::Csv label=t!(i18n, record.download)/>
            <Button on_press=browser::print><IconView icon=Icon::Printer/>{t!(i18n, record.print)}</Button>
        </RecordSheet>
        <p class=style::minor>{t!(i18n, console.learner.noted)}</p>
        <Sending program whose=username n_sent=RwSignal::new(0)/>
    }
}

/// Nobody is called so, or the catalogue knows no such program.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.learner_record.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, console.learner_record.unknown)}</h1>
            <p>{t!(i18n, console.learner_record.unknown_why)}</p>
            <p><A href=path::FIND.to_owned()>{t!(i18n, console.find.title)}</A></p>
        </Notice>
    }
}
