//! The panel of the trail's proof: how far it is sealed, its head to be noted down, and how its last verification ended.
//!
//! Invariant: a verification that is not over is followed until it is, or until the page is left.

use std::time::Duration;

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::proof_query::{self, AuditTrailProof, Refusal};
use super::style;
use super::verdict::Verdict;
use crate::announce::speaker;
use crate::browser;
use crate::component::failure::{Subject, explanation};
use crate::component::loaded::Loaded;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::{date_language, grouped};
use crate::text::{Text, t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::field::Field;
use crate::ui::problem::Problem;
use crate::ui::skeleton::Skeleton;

/// How often a verification is asked about.
const PACE: Duration = Duration::from_secs(2);
/// Longest head that anybody could have noted down.
const MAX_HEAD: usize = 100;

/// What the trail proves of itself.
#[component]
pub(super) fn Proof() -> impl IntoView {
    view! {
        <Loaded fetch=proof_query::proof subject=Subject::Part loading=Skeleton let:proof>
            <Known proof/>
        </Loaded>
    }
}

#[component]
fn Known(proof: AuditTrailProof) -> impl IntoView {
    let i18n = use_i18n();
    let proof = RwSignal::new(proof);
    let lost = follow(proof);
    let shown = Memo::new(move |_| proof.get());
    view! {
        <section id="proof" class=style::proof tabindex="-1" aria-labelledby="proof-heading">
            <h2 id="proof-heading">{t!(i18n, console.chain.title)}</h2>
            <p class=style::minor>{t!(i18n, console.chain.lead)}</p>
            {move || view! { <Facts proof=shown.get()/> }}
            <Problem words=lost/>
            <VerifyForm proof/>
        </section>
    }
}

/// What is known now.
#[component]
fn Facts(proof: AuditTrailProof) -> impl IntoView {
    let i18n = use_i18n();
    let AuditTrailProof {
        sealed_count,
        waiting_count,
        head,
        sealed_at,
        verification,
    } = proof;
    let waiting = move || match waiting_count {
        Some(count) => grouped(i18n, count),
        None => t_string!(i18n, console.chain.many_waiting).to_owned(),
    };
    let when = sealed_at.map(|at| -> (Text, Text) {
        let at = text(move || format::moment(Some(&at.0), &date_language(i18n)));
        (t!(i18n, console.chain.sealed_at), at)
    });
    let facts: Vec<_> = [
        Some((
            t!(i18n, console.chain.sealed),
            text(move || grouped(i18n, sealed_count)),
        )),
        Some((t!(i18n, console.chain.waiting), text(waiting))),
        when,
    ]
    .into_iter()
    .flatten()
    .map(|(word, value)| view! { <div><dt>{word}</dt><dd><bdi>{value}</bdi></dd></div> })
    .collect();
    let head = match head {
        Some(head) => view! { <Head head/> }.into_any(),
        None => view! { <p>{t!(i18n, console.chain.nothing)}</p> }.into_any(),
    };
    view! {
        <dl class=style::facts>{facts}</dl>
        {head}
        <Verdict verification/>
    }
}

/// The head, to be noted down.
#[component]
fn Head(head: String) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let copied = StoredValue::new(head.clone());
    let copy = move || {
        spawn_local(async move {
            let Some(head) = copied.try_get_value() else { return };
            let is_copied = browser::copy(&head).await;
            say(if is_copied {
                t_string!(i18n, console.chain.copied)
            } else {
                t_string!(i18n, console.chain.not_copied)
            });
        });
    };
    view! {
        <div class=style::head>
            <p class=style::minor>{t!(i18n, console.chain.head)}</p>
            <code class=style::hash dir="ltr">{head}</code>
            <Button on_press=copy>{t!(i18n, console.chain.copy)}</Button>
        </div>
    }
}

/// Has the chain verified, and compares it with a head that was noted down.
#[component]
fn VerifyForm(
    /// Takes what is told of the verification.
    proof: RwSignal<AuditTrailProof>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let expected = NodeRef::<Input>::new();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let verify = move || {
        let head = expected.get_untracked().map(|it| it.value()).unwrap_or_default();
        let head = Some(head.trim().to_owned()).filter(|it| !it.is_empty());
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = proof_query::verify(head).await;
            // The page was left while the answer was on its way.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(asked) => {
                    proof.set(asked);
                    say(t_string!(i18n, console.chain.queued));
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let unfit = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            Some(Refusal::InvalidHead) => t_string!(i18n, console.chain.invalid_head),
            Some(Refusal::HeadNotFound) => t_string!(i18n, console.chain.head_not_found),
            None | Some(Refusal::Failed(_) | Refusal::Other) => "",
        };
        words.to_owned()
    });
    let failed = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            Some(Refusal::Failed(error)) => explanation(i18n, error),
            Some(Refusal::Other) => t_string!(i18n, failure.outdated),
            None | Some(Refusal::InvalidHead | Refusal::HeadNotFound) => "",
        };
        words.to_owned()
    });
    let is_under_way = Memo::new(move |_| proof.read().is_under_way());
    let is_held = Signal::derive(move || is_busy.get() || is_under_way.get());
    view! {
        <div class=style::verify>
            <Field
                id="expected-head"
                kind="text"
                label=move || t_string!(i18n, console.chain.expected)
                hint=move || t_string!(i18n, console.chain.expected_hint)
                value=String::new()
                limit=MAX_HEAD.to_string()
                problem=unfit
                node_ref=expected
            />
            <Button on_press=verify is_busy=is_held weight=Weight::Primary>{t!(i18n, console.chain.verify)}</Button>
            <Problem words=failed/>
        </div>
    }
}

/// Asks about a verification as long as it is not over. Gives why the last question had no answer.
fn follow(proof: RwSignal<AuditTrailProof>) -> Signal<String> {
    let i18n = use_i18n();
    let say = speaker();
    let error = RwSignal::new(None);
    let n_failures = RwSignal::new(0_u32);
    let ask = move || {
        spawn_local(async move {
            match proof_query::proof().await {
                Ok(now) => {
                    let is_over = !now.is_under_way();
                    let is_sound = now.verification.as_ref().is_some_and(|it| it.findings.is_empty());
                    // The page was left while the answer was on its way.
                    if proof.try_set(now).is_some() {
                        return;
                    }
                    error.set(None);
                    if is_over {
                        say(if is_sound {
                            t_string!(i18n, console.chain.is_sound)
                        } else {
                            t_string!(i18n, console.chain.is_broken)
                        });
                    }
                }
                Err(failure) => {
                    let is_pointless = failure.needs_sign_in();
                    if error.try_set(Some(failure)).is_none() && !is_pointless {
                        n_failures.update(|it| *it += 1);
                    }
                }
            }
        });
    };
    Effect::new(move |_| {
        n_failures.track();
        if !proof.read().is_under_way() {
            return;
        }
        let timer = set_timeout_with_handle(ask, PACE);
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
    Signal::derive(move || {
        let error = error.read();
        error
            .as_ref()
            .map(|it| explanation(i18n, it).to_owned())
            .unwrap_or_default()
    })
}
