//! The entries that the filter lets through, as a file. It is asked for as pages ask, because a plain link cannot prove where it comes
//! from.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::filter::Filter;
use super::style;
use crate::announce::speaker;
use crate::api::download::download_within;
use crate::component::failure::explanation;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::problem::Problem;

/// A long trail takes its time.
const PATIENCE_MS: u32 = 600_000;

/// What the trail is saved as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum File {
    Csv,
    JsonLines,
}

impl File {
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Csv => "/audit-trail.csv",
            Self::JsonLines => "/audit-trail.jsonl",
        }
    }
}

/// A button for each kind of file.
#[component]
pub(super) fn Export(
    /// Which entries.
    filter: Memo<Filter>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let busy = RwSignal::new(None::<File>);
    let problem = RwSignal::new(String::new());
    let save = move |file: File| {
        if busy.get_untracked().is_some() {
            return;
        }
        let path = filter.get_untracked().file(file);
        busy.set(Some(file));
        problem.set(String::new());
        spawn_local(async move {
            let saved = download_within(&path, PATIENCE_MS).await;
            // The page was left while the file was on its way.
            if busy.try_set(None).is_some() {
                return;
            }
            match saved {
                Ok(()) => say(t_string!(i18n, console.chain.saved)),
                Err(error) => problem.set(explanation(i18n, &error).to_owned()),
            }
        });
    };
    let is_busy = move |file| Signal::derive(move || busy.get() == Some(file));
    view! {
        <div class=style::export>
            <Button on_press=move || save(File::Csv) is_busy=is_busy(File::Csv)>
                <IconView icon=Icon::Download/>
                {t!(i18n, console.chain.export_csv)}
            </Button>
            <Button on_press=move || save(File::JsonLines) is_busy=is_busy(File::JsonLines)>
                <IconView icon=Icon::Download/>
                {t!(i18n, console.chain.export_lines)}
            </Button>
            <p class=style::minor>{t!(i18n, console.chain.export_noted)}</p>
            <Problem words=problem/>
        </div>
    }
}
