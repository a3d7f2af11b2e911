//! Where a record can be sent: what other institutions offer to those who have earned the program, and what became of it.

mod form;
mod pathway;
mod query;
mod words;

use leptos::prelude::*;

use crate::api::scalar::Uuid;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::use_i18n;
use crate::text::t;
use pathway::Pathway;
use query::Record;

stylance::import_crate_style!(style, "src/component/sending/style.module.css");

/// The section of the pathways; nothing where the program has none.
#[component]
pub(crate) fn Sending(
    /// The program of the record.
    program: Uuid,
    /// Whose record; the viewer's own for none.
    #[prop(optional)]
    whose: Option<String>,
    /// Counts what is sent from here.
    n_sent: RwSignal<u32>,
) -> impl IntoView {
    let asked = (program.clone(), whose.clone());
    let fetch = move || query::list(asked.0.clone(), asked.1.clone());
    view! {
        <Loaded fetch subject=Subject::Part loading=|| () let:record>
            {record
                .filter(|it| !it.pathways.is_empty())
                .map(|record| view! { <Pathways program=program.clone() whose=whose.clone() record n_sent/> })}
        </Loaded>
    }
}

#[component]
fn Pathways(program: Uuid, whose: Option<String>, record: Record, n_sent: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let Record { learner, pathways } = record;
    let rows = pathways.into_iter().map(|pathway| {
        let (program, whose, learner) = (program.clone(), whose.clone(), learner.clone());
        view! { <li><Pathway program whose learner pathway n_sent/></li> }
    });
    view! {
        <section class=style::sending aria-labelledby="sending">
            <h2 class=style::heading id="sending">{t!(i18n, send.heading)}</h2>
            <p class=style::lead>{t!(i18n, send.lead)}</p>
            <ul class=style::list>{rows.collect_view()}</ul>
        </section>
    }
}
