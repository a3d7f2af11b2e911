//! The first step: a file from the disk. It stays in the browser.

use js_sys::{Reflect, Uint8Array};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlInputElement};

use super::style;
use super::table::{Table, Unreadable, read};
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::problem::Problem;

/// A browser holds as much without effort: 20 MiB.
const MAX_BYTES: f64 = 20_971_520.0;
const EXAMPLE: &str = "username,learning_object,name,date\n\
    ada,course-v1:ExampleX+CS101+2026_T1,Ada Lovelace,2026-05-31\n\
    grace,3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88,,";

/// Takes a file and reads it.
#[component]
pub(super) fn FileStep(
    /// Takes what was read.
    on_read: Callback<Table>,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = NodeRef::<Input>::new();
    let is_busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<Unreadable>);
    let take = move |_| {
        let Some(input) = field.get_untracked() else { return };
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        fault.set(None);
        spawn_local(async move {
            let answer = chosen(&input).await;
            // The page was left meanwhile.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                None => {}
                Some(Ok(table)) => on_read.run(table),
                Some(Err(error)) => {
                    // So that the same file can be chosen again once it was mended.
                    input.set_value("");
                    fault.set(Some(error));
                }
            }
        });
    };
    let problem = Signal::derive(move || fault.get().map(|it| words(i18n, it)).unwrap_or_default());
    let progress = move || {
        if is_busy.get() {
            t_string!(i18n, console.bulk.reading)
        } else {
            ""
        }
    };
    view! {
        <section class=style::step aria-labelledby="step">
            <h2 id="step" tabindex="-1">{t!(i18n, console.bulk.choose)}</h2>
            <div class=style::form>
                <p>{t!(i18n, console.bulk.format)}</p>
                <pre class=style::example dir="ltr">{EXAMPLE}</pre>
                <div class="field">
                    <label for="file">{t!(i18n, console.bulk.file)}</label>
                    <input
                        node_ref=field
                        class=style::file
                        id="file"
                        type="file"
                        accept=".csv,text/csv"
                        aria-describedby="file-hint file-problem"
                        aria-invalid=text(move || fault.read().is_some().to_string())
                        on:change=take
                    />
                    <p class=style::hint id="file-hint">{t!(i18n, console.bulk.file_hint)}</p>
                    <p class=style::hint role="status">{text(progress)}</p>
                    <div id="file-problem"><Problem words=problem/></div>
                </div>
            </div>
        </section>
    }
}

fn words(i18n: I18nContext<Locale>, fault: Unreadable) -> String {
    match fault {
        Unreadable::TooLarge => t_string!(i18n, console.bulk.too_large),
        Unreadable::Lost => t_string!(i18n, console.bulk.lost),
        Unreadable::Encoding => t_string!(i18n, console.bulk.bad_encoding),
        Unreadable::Empty => t_string!(i18n, console.bulk.empty),
        Unreadable::Quote(line) => return t_string!(i18n, console.bulk.open_quote, line = line),
    }
    .to_owned()
}

/// Reads the file that was chosen; none where none was.
async fn chosen(field: &HtmlInputElement) -> Option<Result<Table, Unreadable>> {
    let file = Reflect::get(field, &JsValue::from_str("files"))
        .and_then(|files| Reflect::get_u32(&files, 0))
        .ok()?;
    let file = file.dyn_into::<Blob>().ok()?;
    let name = Reflect::get(&file, &JsValue::from_str("name")).ok()?.as_string();
    if file.size() > MAX_BYTES {
        return Some(Err(Unreadable::TooLarge));
    }
    let Ok(bytes) = JsFuture::from(file.array_buffer()).await else {
        return Some(Err(Unreadable::Lost));
    };
    Some(read(&name.unwrap_or_default(), &Uint8Array::new(&bytes).to_vec()))
}
