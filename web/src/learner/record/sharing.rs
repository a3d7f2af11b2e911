//! The links by which a learner shows a record: made, passed on, changed, revoked.

mod code;
mod form;
mod link;
mod query;
mod revoke;
mod views;

use leptos::prelude::*;

use crate::api::scalar::Uuid;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::Dialog;
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, IconView};
use crate::ui::skeleton::Skeleton;
use form::{Purpose, ShareForm};
use link::Link;
use query::RecordShare;

stylance::import_crate_style!(style, "src/learner/record/sharing/style.module.css");

/// The section of the links.
#[component]
pub(super) fn Sharing(
    /// Whose record.
    program: Uuid,
    /// Changes when a link was made elsewhere on the page.
    n_sent: RwSignal<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked = program.clone();
    let fetch = move || {
        n_sent.track();
        query::list(asked.clone())
    };
    view! {
        <section class=style::sharing aria-labelledby="sharing">
            <h2 class=style::heading id="sharing">{t!(i18n, share.heading)}</h2>
            <p class=style::lead>{t!(i18n, share.lead)}</p>
            <Loaded fetch subject=Subject::Part loading=Skeleton let:shares>
                <Links program=program.clone() shares/>
            </Loaded>
        </section>
    }
}

#[component]
fn Links(program: Uuid, shares: Vec<RecordShare>) -> impl IntoView {
    let i18n = use_i18n();
    let shares = RwSignal::new(shares);
    let is_open = RwSignal::new(false);
    let done = Callback::new(move |share: RecordShare| shares.update(|it| it.insert(0, share)));
    let list = move || {
        if shares.read().is_empty() {
            view! {
                <Empty icon=Icon::Link>
                    <p>{t!(i18n, share.none)}</p>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <ul class=style::list aria-label=t!(i18n, share.list)>
                    {shares.get().into_iter().map(|share| view! { <li><Link share shares/></li> }).collect_view()}
                </ul>
            }
            .into_any()
        }
    };
    view! {
        <p>
            <Button on_press=move || is_open.set(true) weight=Weight::Primary>
                <IconView icon=Icon::Link/>
                {t!(i18n, share.create)}
            </Button>
        </p>
        <Dialog is_open heading=move || t_string!(i18n, share.create)>
            <ShareForm purpose=Purpose::Create(program.clone()) is_open done/>
        </Dialog>
        {list}
    }
}
