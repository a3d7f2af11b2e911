//! What a certificate of a configuration would show if it were awarded now, with a choice of cases that break layouts.

mod query;

use leptos::prelude::*;

use super::query::CredentialConfiguration;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::drawing::Drawing;
use crate::console::sample::{CertificateSample, SampleChoice};
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::problem::Problem;
use crate::ui::skeleton::Skeleton;
use query::CertificatePreview;

/// The preview; another one for each version and case.
#[component]
pub(super) fn Preview(
    /// As it is shown on the page.
    current: RwSignal<CredentialConfiguration>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sample = RwSignal::new(CertificateSample::Plain);
    let seen = Memo::new(move |_| current.with(|it| (it.learning_object.told(), it.version)));
    let ask = move || {
        let (object, _) = seen.get();
        query::preview(object, sample.get())
    };
    view! {
        <section class=format!("{} {}", style::card, style::below) aria-labelledby="preview">
            <h2 id="preview">{t!(i18n, console.template.preview)}</h2>
            <p class=style::minor>{t!(i18n, console.configuration.preview_lead)}</p>
            <div class=style::choice><SampleChoice sample/></div>
            <Loaded fetch=ask subject=Subject::Part loading=Skeleton let:preview>
                <Answer preview/>
            </Loaded>
        </section>
    }
}

#[component]
fn Answer(
    /// None where the configuration is gone.
    preview: Option<CertificatePreview>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(CertificatePreview { url, problems }) = preview else {
        let words = Signal::derive(move || t_string!(i18n, console.problem.outdated).to_owned());
        return view! { <Problem words/> }.into_any();
    };
    let note = (!problems.is_empty())
        .then(|| view! { <p class=style::choice>{t!(i18n, console.configuration.preview_problems)}</p> });
    view! {
        {note}
        <Drawing url=Signal::stored(Some(url))/>
    }
    .into_any()
}
