//! A record that its learner shows by a link: as much of it as the link shows, and why there may be nothing to see.

mod ended;
mod query;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::announce::page_title;
use crate::api::scalar::Uuid;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::component::record::RecordSheet;
use crate::component::record::fragment::ProgramRecord;
use crate::i18n::{I18nLocaleTrait, t_string, use_i18n};
use crate::language::date_language;
use crate::path::RecordFile;
use crate::shell::Shell;
use crate::text::{Text, t, text};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::skeleton::Skeleton;
use crate::{browser, format, path};
use ended::{EndedNotice, UnknownNotice};
use query::SharedRecord;

stylance::import_crate_style!(style, "src/visitor/shared_record/style.module.css");

/// The page, for whoever has the link.
#[component]
pub(crate) fn SharedRecordPage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").and_then(|it| Uuid::parse(&it)));
    move || match token.get() {
        Some(token) => view! { <Followed token/> }.into_any(),
        None => view! { <UnknownNotice/> }.into_any(),
    }
}

#[component]
fn Followed(token: Uuid) -> impl IntoView {
    let asked = token.clone();
    view! {
        <Loaded fetch=move || query::follow(asked.clone()) subject=Subject::Page loading=Skeleton let:answer>
            {match answer.data.shared_record {
                Some(SharedRecord { record: Some(record), .. }) => {
                    view! { <Found token=token.clone() record answered_at=answer.answered_at/> }.into_any()
                }
                Some(SharedRecord { state, ended_at, record: None }) => view! { <EndedNotice state ended_at/> }.into_any(),
                None => view! { <UnknownNotice/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Found(token: Uuid, record: ProgramRecord, answered_at: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let shell = Shell::expect();
    let title = record.program.title.clone();
    page_title(move || t_string!(i18n, title.shared_record, title = title.clone()));
    let file = move |file, label: Text| {
        let token = token.clone();
        let address = move || path::shared_record_file(&token, file, i18n.get_locale().as_str());
        view! {
            <a class="button" href=address download="" rel="external"><IconView icon=Icon::Download/>{label}</a>
        }
    };
    let statement = move || {
        let moment = format::moment(answered_at.as_deref(), &date_language(i18n));
        if let Some(site) = shell.site() {
            t_string!(
                i18n,
                shared.statement,
                platform = format::isolated(&site.name),
                moment = moment
            )
        } else {
            t_string!(i18n, certificate.checked, moment = moment)
        }
    };
    view! {
        <section class=style::banner aria-label=t!(i18n, shared.region)>
            <span class=style::mark><IconView icon=Icon::Check/></span>
            <p>{text(statement)}</p>
        </section>
        <RecordSheet record>
            // What opens the record opens its files; plain links will do.
            {file(RecordFile::Pdf, t!(i18n, record.save_pdf))}
            {file(RecordFile::Csv, t!(i18n, record.download))}
            <Button on_press=browser::print><IconView icon=Icon::Printer/>{t!(i18n, record.print)}</Button>
        </RecordSheet>
    }
}
