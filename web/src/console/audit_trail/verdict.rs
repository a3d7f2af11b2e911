//! How far a verification has come, and what the last one found.

use leptos::prelude::*;

use super::proof_query::{AuditTrailFinding, AuditTrailFlaw, AuditTrailVerification, AuditTrailVerificationState};
use super::style;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::{date_language, grouped};
use crate::text::{t, text};
use crate::ui::icon::{Icon, IconView};

/// In words; where something is wrong, what and where.
#[component]
pub(super) fn Verdict(
    /// None before the first.
    verification: Option<AuditTrailVerification>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(verification) = verification else {
        return view! { <p>{t!(i18n, console.chain.never)}</p> }.into_any();
    };
    let AuditTrailVerification {
        state,
        checked_count,
        expected_count,
        finished_at,
        verified_count,
        findings,
    } = verification;
    let progress = match state {
        AuditTrailVerificationState::Idle => None,
        AuditTrailVerificationState::Queued => Some(t!(i18n, console.chain.queued)),
        AuditTrailVerificationState::Running => {
            let checked = checked_count.unwrap_or_default();
            let total = expected_count.unwrap_or_default();
            Some(text(move || {
                if total == 1 {
                    t_string!(i18n, console.chain.running_one, checked = checked)
                } else {
                    t_string!(
                        i18n,
                        console.chain.running,
                        checked = grouped(i18n, checked),
                        total = grouped(i18n, total)
                    )
                }
            }))
        }
    };
    let is_sound = findings.is_empty();
    let last = finished_at.map(|at| {
        let count = verified_count.unwrap_or_default();
        let words = move || {
            let date = format::moment(Some(&at.0), &date_language(i18n));
            match count {
                _ if !is_sound => t_string!(i18n, console.chain.broken, date = date),
                1 => t_string!(i18n, console.chain.sound_one, date = date),
                _ => t_string!(i18n, console.chain.sound, date = date, count = grouped(i18n, count)),
            }
        };
        let icon = if is_sound { Icon::Check } else { Icon::Cross };
        let class = if is_sound { style::sound } else { style::broken };
        view! { <p class=class><IconView icon/> <span>{text(words)}</span></p> }
    });
    let items: Vec<_> = findings.into_iter().map(|it| view! { <Finding finding=it/> }).collect();
    view! {
        {progress.map(|it| view! { <p>{it}</p> })}
        {last}
        {(!items.is_empty()).then(|| view! { <ul class=style::findings>{items}</ul> })}
    }
    .into_any()
}

#[component]
fn Finding(finding: AuditTrailFinding) -> impl IntoView {
    let i18n = use_i18n();
    let AuditTrailFinding { flaw, sequence, entry } = finding;
    let words = move || match flaw {
        AuditTrailFlaw::Altered => t_string!(i18n, console.chain.altered, number = sequence),
        AuditTrailFlaw::Forged => t_string!(i18n, console.chain.forged).to_owned(),
        AuditTrailFlaw::Inserted => t_string!(i18n, console.chain.inserted, number = sequence),
        AuditTrailFlaw::Removed => t_string!(i18n, console.chain.removed, number = sequence),
    };
    view! {
        <li>
            {text(words)}
            {entry.map(|it| view! { " " <code class=style::hash dir="ltr">{it}</code> })}
        </li>
    }
}
