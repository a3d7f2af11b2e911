//! Settling all that is open of a kind: how many, and why they stay, is spelled out first.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::batch::{Batch, Settling};
use super::open::{self, Open, OpenOnes};
use super::query::DifferenceAction;
use crate::announce::speaker;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::console::browser::rescue_focus;
use crate::console::confirmation::{Confirmation, Words};
use crate::console::pace::Phase;
use crate::console::progress::Progress;
use crate::console::reconciliation::kind::DifferenceKind;
use crate::console::run::style;
use crate::console::unsaved::{Loss, Unsaved};
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::Dialog;

const REPAIR: Words = Words {
    reason: None,
    spell_out: |i18n| t_string!(i18n, console.reconciliation.spell_out),
};

const LET_STAY: Words = Words {
    reason: Some((
        |i18n| t_string!(i18n, console.revoke.reason),
        |i18n| t_string!(i18n, console.reconciliation.reason_hint),
    )),
    ..REPAIR
};

/// How it stands.
#[derive(Clone)]
enum Stage {
    /// It can be begun; how many were settled and left the last time, where there was one.
    Offered(Option<(usize, usize)>),
    /// So many are settled so.
    Working(Settling, usize),
}

/// The buttons while more than one is open, and what came of the last press.
#[component]
pub(super) fn SettleKind(
    /// Which ones.
    open: Open,
    /// Is told when some were settled.
    on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let stage = RwSignal::new(Stage::Offered(None));
    let go = move |next: Stage| {
        stage.set(next);
        // What was pressed is gone.
        request_animation_frame(|| rescue_focus("#settle"));
    };
    let outcome = move |(settled, left): (usize, usize)| {
        t_string!(
            i18n,
            console.reconciliation.settled_all,
            settled = grouped(i18n, settled),
            left = grouped(i18n, left)
        )
    };
    let begin = Callback::new(move |(settling, n_open)| go(Stage::Working(settling, n_open)));
    let on_ended = Callback::new(move |counts| {
        say(&outcome(counts));
        on_done.run(());
        go(Stage::Offered(Some(counts)));
    });
    let kind = open.kind;
    let body = move || match stage.get() {
        Stage::Working(settling, n_open) => view! { <Working open=open.clone() settling n_open on_ended/> }.into_any(),
        Stage::Offered(last) => {
            let asked = open.clone();
            let count = move || {
                let asked = asked.clone();
                async move { open::find(&asked, 1, None).await }
            };
            view! {
                {last.map(|it| view! { <p>{text(move || outcome(it))}</p> })}
                <Loaded fetch=count subject=Subject::Part loading=|| () let:found>
                    <Offers found kind begin/>
                </Loaded>
            }
            .into_any()
        }
    };
    view! {
        <section id="settle" class=style::start tabindex="-1" aria-label=text(move || kind.name(i18n))>{body}</section>
    }
}

/// What can be done with all of them.
#[component]
fn Offers(found: OpenOnes, kind: DifferenceKind, begin: Callback<(Settling, usize)>) -> impl IntoView {
    let i18n = use_i18n();
    let OpenOnes {
        ids: _,
        next: _,
        n_open,
        can,
    } = found;
    if n_open < 2 {
        return ().into_any();
    }
    let [is_repairing, is_letting] = [(); 2].map(|()| RwSignal::new(false));
    let repair_words = move || t_string!(i18n, console.reconciliation.repair_kind, count = grouped(i18n, n_open));
    let stay_words = move || t_string!(i18n, console.reconciliation.ignore_kind, count = grouped(i18n, n_open));
    let repair = can.contains(&DifferenceAction::Repair).then(|| {
        view! {
            <Button on_press=move || is_repairing.set(true) weight=Weight::Danger>{text(repair_words)}</Button>
        }
    });
    let stay = can.contains(&DifferenceAction::Ignore).then(|| {
        view! { <Button on_press=move || is_letting.set(true)>{text(stay_words)}</Button> }
    });
    view! {
        <div class=style::actions>{repair} {stay}</div>
        <Dialog is_open=is_repairing heading=repair_words>
            <Confirmation
                n_to_do=n_open
                words=REPAIR
                go=text(repair_words)
                on_confirm=Callback::new(move |_| begin.run((Settling::Repair, n_open)))
                is_open=is_repairing
            >
                <p>{text(move || kind.name(i18n))}</p>
                <p>{text(move || kind.repair(i18n))}</p>
                <p>{t!(i18n, console.reconciliation.repair_all_meaning)}</p>
            </Confirmation>
        </Dialog>
        <Dialog is_open=is_letting heading=stay_words>
            <Confirmation
                n_to_do=n_open
                words=LET_STAY
                go=text(stay_words)
                on_confirm=Callback::new(move |reason| begin.run((Settling::LetStay(reason), n_open)))
                is_open=is_letting
            >
                <p>{text(move || kind.name(i18n))}</p>
                <p>{t!(i18n, console.reconciliation.ignore_meaning)}</p>
            </Confirmation>
        </Dialog>
    }
    .into_any()
}

/// How far it has come.
#[component]
fn Working(
    open: Open,
    settling: Settling,
    /// How many there are.
    n_open: usize,
    /// Takes how many were settled and left.
    on_ended: Callback<(usize, usize)>,
) -> impl IntoView {
    let i18n = use_i18n();
    // Whoever leaves the page stops it.
    let unsaved = Unsaved::watch();
    unsaved.note_loss(Loss::Rest);
    let batch = Batch::start(open, settling, n_open);
    Effect::new(move |_| {
        if *batch.pace.phase.read() == Phase::Ended {
            unsaved.settle();
            on_ended.run(batch.counts());
        }
    });
    view! {
        <p>{t!(i18n, console.bulk.stay)}</p>
        <Progress pace=batch.pace words=progress stop=t!(i18n, console.bulk.pause)/>
    }
}

fn progress(i18n: I18nContext<Locale>, done: usize, count: usize) -> String {
    if count == 1 {
        t_string!(i18n, console.reconciliation.progress_one, done = done)
    } else {
        t_string!(
            i18n,
            console.reconciliation.progress,
            done = grouped(i18n, done),
            count = grouped(i18n, count)
        )
    }
}
