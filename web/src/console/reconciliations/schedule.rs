//! How often a run comes by itself, when the next one does, and saying it.
//!
//! Invariant: it is written over the version that was seen. After a conflict what was chosen stays chosen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::query::{self, ReconciliationSchedule, Unset};
use super::style;
use crate::announce::speaker;
use crate::component::failure::{Subject, explanation};
use crate::component::loaded::Loaded;
use crate::console::run::Stage;
use crate::format;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::{date_language, grouped};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::problem::Problem;
use crate::ui::select::Select;
use crate::ui::skeleton::Skeleton;

/// What can be chosen, as the list of choices writes it, in days.
const CHOICES: [(&str, Option<i32>); 6] = [
    ("default", None),
    ("never", Some(0)),
    ("1", Some(1)),
    ("7", Some(7)),
    ("14", Some(14)),
    ("30", Some(30)),
];
/// What a program has chosen that is none of these.
const OTHER: &str = "other";

/// The schedule, asked for anew whenever a run has begun or ended.
#[component]
pub(super) fn ScheduleOfRuns(
    /// How far the latest run has come.
    stage: Memo<Stage>,
) -> impl IntoView {
    let i18n = use_i18n();
    let fetch = move || {
        stage.track();
        query::schedule()
    };
    let is_under_way = Memo::new(move |_| matches!(&*stage.read(), Some((_, it)) if it.is_under_way()));
    view! {
        <section class=style::section aria-labelledby="schedule">
            <h2 id="schedule">{t!(i18n, console.reconciliation.schedule.title)}</h2>
            <Loaded fetch=fetch subject=Subject::Part loading=Skeleton let:schedule>
                <Told schedule is_under_way/>
            </Loaded>
        </section>
    }
}

#[component]
fn Told(schedule: ReconciliationSchedule, is_under_way: Memo<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let chosen = RwSignal::new(word(schedule.every_days));
    let now = RwSignal::new(schedule);
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Unset>);
    let next = move || match now.read().next_due_at.as_ref() {
        Some(at) => {
            let when = format::moment(Some(&at.0), &date_language(i18n));
            t_string!(i18n, console.reconciliation.schedule.next, when = when)
        }
        None if is_under_way.get() && comes_by_itself(&now.read()) => {
            t_string!(i18n, console.reconciliation.schedule.under_way).to_owned()
        }
        None => t_string!(i18n, console.reconciliation.schedule.none).to_owned(),
    };
    let options = Signal::derive(move || {
        let now = now.read();
        let mut options: Vec<_> = CHOICES
            .iter()
            .map(|(word, days)| (*word, words(i18n, *days, now.default_seconds)))
            .collect();
        if word(now.every_days) == OTHER {
            options.push((OTHER, words(i18n, now.every_days, None)));
        }
        options
    });
    let save = move || {
        let (every_days, seen) = now.with_untracked(|it| (days(chosen.get_untracked(), it.every_days), it.version));
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::set_schedule(every_days, seen).await;
            // The page was left while the answer was on its way.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(schedule) => {
                    now.set(schedule);
                    say(t_string!(i18n, console.reconciliation.schedule.saved));
                }
                Err(error) => {
                    if let Unset::Conflict(schedule) = &error {
                        now.set(schedule.clone());
                    }
                    refusal.set(Some(error));
                }
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Unset::Conflict(_)) => t_string!(i18n, console.configuration.conflict),
            Some(Unset::Outdated) => t_string!(i18n, failure.outdated),
            Some(Unset::Failed(error)) => explanation(i18n, error),
        };
        words.to_owned()
    });
    let label = move || match refusal.read().as_ref() {
        Some(Unset::Conflict(_)) => t_string!(i18n, console.configuration.save_anyway),
        Some(Unset::Outdated | Unset::Failed(_)) | None => t_string!(i18n, console.configuration.save),
    };
    view! {
        <p>{text(next)}</p>
        <div class=style::start>
            <Select
                id="every"
                label=move || t_string!(i18n, console.reconciliation.schedule.every)
                options
                value=Signal::derive(move || chosen.get().to_owned())
                on_change=Callback::new(move |word: String| chosen.set(read(&word)))
            />
            <p class=style::minor>{t!(i18n, console.reconciliation.schedule.hint)}</p>
            <Problem words=problem/>
            <div class=style::actions>
                <Button on_press=save is_busy>{text(label)}</Button>
            </div>
        </div>
    }
}

/// Whether runs come without being asked for, be it because the settings say so.
fn comes_by_itself(schedule: &ReconciliationSchedule) -> bool {
    match schedule.every_days {
        Some(days) => days > 0,
        None => schedule.default_seconds.is_some(),
    }
}

/// How the list of choices writes a number of days.
fn word(every_days: Option<i32>) -> &'static str {
    let choice = CHOICES.iter().find(|(_, days)| *days == every_days);
    choice.map_or(OTHER, |(word, _)| word)
}

/// The choice of a word.
fn read(word: &str) -> &'static str {
    let choice = CHOICES.iter().find(|(it, _)| *it == word);
    choice.map_or(OTHER, |(word, _)| word)
}

/// How many days a choice is; what is none of them is what there was.
fn days(word: &str, before: Option<i32>) -> Option<i32> {
    let choice = CHOICES.iter().find(|(it, _)| *it == word);
    choice.map_or(before, |(_, days)| *days)
}

/// Says how often that is, by what the settings say where it is for them to decide.
fn words(i18n: I18nContext<Locale>, every_days: Option<i32>, default_seconds: Option<i32>) -> String {
    const HOUR: i32 = 60 * 60;
    match (every_days, default_seconds) {
        (Some(0), _) => t_string!(i18n, console.reconciliation.schedule.never).to_owned(),
        (Some(1), _) => t_string!(i18n, console.reconciliation.schedule.daily).to_owned(),
        (Some(7), _) => t_string!(i18n, console.reconciliation.schedule.weekly).to_owned(),
        (Some(days), _) => t_string!(i18n, console.reconciliation.schedule.days, count = grouped(i18n, days)),
        (None, seconds) => {
            let what = match seconds {
                None => words(i18n, Some(0), None),
                Some(seconds) if seconds % (24 * HOUR) == 0 => words(i18n, Some(seconds / (24 * HOUR)), None),
                Some(seconds) => match seconds.div_euclid(HOUR) {
                    1 => t_string!(i18n, console.reconciliation.schedule.hours_one).to_owned(),
                    hours => t_string!(
                        i18n,
                        console.reconciliation.schedule.hours,
                        count = grouped(i18n, hours)
                    ),
                },
            };
            t_string!(i18n, console.reconciliation.schedule.default, what = what)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHOICES, OTHER, days, read, word};

    #[test]
    fn choices_are_read_as_they_are_written() {
        for (written, every_days) in CHOICES {
            assert_eq!((word(every_days), read(written)), (written, written));
            assert_eq!(days(written, Some(3)), every_days);
        }
        assert_eq!((word(Some(3)), read("other"), read("")), (OTHER, OTHER, OTHER));
        assert_eq!(days(OTHER, Some(3)), Some(3), "what a program has chosen stays");
    }
}
