//! A learner's own record in a program: what it says, as a file, on paper, where it can be sent, and the links by which it is
//! shared.

mod query;
mod sharing;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use crate::announce::page_title;
use crate::api::scalar::Uuid;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::record::RecordSheet;
use crate::component::record::file_button::FileButton;
use crate::component::record::fragment::ProgramRecord;
use crate::component::sending::Sending;
use crate::component::sign_in::SignedIn;
use crate::i18n::{t_string, use_i18n};
use crate::path::RecordFile;
use crate::text::t;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::notice::Notice;
use crate::ui::skeleton::Skeleton;
use crate::{browser, path};
use sharing::Sharing;

stylance::import_crate_style!(style, "src/learner/record/style.module.css");

/// The page, for who is signed in.
#[component]
pub(crate) fn RecordPage() -> impl IntoView {
    let params = use_params_map();
    let program = Memo::new(move |_| params.read().get("program").and_then(|it| Uuid::parse(&it)));
    view! {
        <SignedIn let:_viewer>
            {move || match program.get() {
                Some(program) => view! { <Opened program/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </SignedIn>
    }
}

#[component]
fn Opened(program: Uuid) -> impl IntoView {
    view! {
        <Loaded fetch=move || query::find(program.clone()) subject=Subject::Page loading=Skeleton let:record>
            {match record {
                Some(record) => view! { <Found record/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(record: ProgramRecord) -> impl IntoView {
    let i18n = use_i18n();
    let title = record.program.title.clone();
    page_title(move || t_string!(i18n, title.record, title = title.clone()));
    let program = record.program.uuid.clone();
    let of_file = program.clone();
    // What is sent makes a link.
    let n_sent = RwSignal::new(0_u32);
    view! {
        <p class=style::back><A href=path::RECORDS.to_owned()>{t!(i18n, record.back)}</A></p>
        <RecordSheet record>
            <FileButton program=of_file.clone() file=RecordFile::Pdf label=t!(i18n, record.save_pdf)/>
            <FileButton program=of_file file=RecordFile::Csv label=t!(i18n, record.download)/>
            <Button on_press=browser::print><IconView icon=Icon::Printer/>{t!(i18n, record.print)}</Button>
        </RecordSheet>
        <Sending program=program.clone() n_sent/>
        <Sharing program n_sent/>
    }
}

/// The catalogue knows no such program.
#[component]
fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.record_unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, record.unknown.heading)}</h1>
            <p>{t!(i18n, record.unknown.lead)}</p>
            <p><A href=path::RECORDS.to_owned()>{t!(i18n, record.back)}</A></p>
        </Notice>
    }
}
