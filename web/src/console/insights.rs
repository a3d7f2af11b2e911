//! Insights: how much was awarded, revoked, shared and viewed in a period, as figures, drawings and tables.
//!
//! Invariant: the address says which period it is, so a link or the way back leads to the same one; whatever is drawn stands in a table,
//! too.

mod chart;
mod period;
mod period_bar;
mod query;
mod ranking;
mod sheet;
mod step;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::entry::Entry;
use super::table::style as table;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::api::scalar::Day;
use crate::browser::save;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::{date_language, grouped};
use crate::text::{Text, t, text};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use chart::{Chart, Point};
use period::Period;
use period_bar::PeriodBar;
use query::{Figures, Insights};
use ranking::{CourseRuns, Programs, SharedPrograms};
use step::Step;

stylance::import_crate_style!(style, "src/console/insights/style.module.css");

/// The page, for who may see all credentials.
#[component]
pub(super) fn InsightsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ViewAllCredentials let:_viewer>
            <InsightsOfPeriod/>
        </Entry>
    }
}

#[component]
fn InsightsOfPeriod() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.insights.title).to_owned());
    let query = use_query_map();
    let period = Memo::new(move |_| Period::read(|name| query.read().get(name)));
    let fetch = move || query::insights(period.get());
    view! {
        <PageHeader heading=move || t_string!(i18n, console.insights.title)>
            <p>{t!(i18n, console.insights.lead)}</p>
        </PageHeader>
        <PeriodBar period/>
        <Loaded fetch=fetch subject=Subject::Part loading=Skeleton let:answer>
            {match answer {
                Some((step, insights)) => view! { <Told step insights/> }.into_any(),
                None => view! { <p role="alert">{t!(i18n, console.insights.unfit)}</p> }.into_any(),
            }}
        </Loaded>
    }
}

/// What is known of the period.
#[component]
fn Told(step: Step, insights: Insights) -> impl IntoView {
    let i18n = use_i18n();
    let Insights {
        counted_at,
        standing_count,
        revoked_count,
        total,
        steps,
        programs,
        course_runs,
        shared_programs,
    } = insights;
    let counted = move || match &counted_at {
        Some(at) => {
            let when = format::moment(Some(&at.0), &date_language(i18n));
            t_string!(i18n, console.insights.counted, when = when)
        }
        None => t_string!(i18n, console.insights.counting).to_owned(),
    };
    let figures: [(Text, i32); 7] = [
        (t!(i18n, console.insights.awarded), total.award_count),
        (t!(i18n, console.insights.revoked), total.revocation_count),
        (t!(i18n, console.insights.reinstated), total.reinstatement_count),
        (t!(i18n, console.insights.shared), total.share_count),
        (t!(i18n, console.insights.viewed), total.view_count),
        (t!(i18n, console.insights.standing), standing_count),
        (t!(i18n, console.insights.revoked_now), revoked_count),
    ];
    let figures = figures
        .into_iter()
        .map(|(words, count)| {
            let count = text(move || grouped(i18n, count));
            view! { <div class=style::figure><dt>{words}</dt><dd>{count}</dd></div> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="figures">
            <h2 id="figures" class=style::heading>{t!(i18n, console.insights.figures)}</h2>
            <dl class=style::figures>{figures}</dl>
            <p class=table::minor>{text(counted)}</p>
        </section>
        <Credentials step steps=steps.clone()/>
        <Sharing step steps=steps.clone()/>
        <Programs programs/>
        <CourseRuns course_runs/>
        <SharedPrograms shared_programs/>
        <Save steps/>
    }
}

/// Awards and revocations.
#[component]
fn Credentials(step: Step, steps: Vec<Figures>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class=style::section aria-labelledby="credentials">
            <h2 id="credentials" class=style::heading>{t!(i18n, console.insights.credentials)}</h2>
            <p>{t!(i18n, console.insights.credentials_lead)}</p>
            <div class=style::charts>
                <Chart what=|i18n| t_string!(i18n, console.insights.awarded) points=points(step, &steps, |it| it.award_count)/>
                <Chart what=|i18n| t_string!(i18n, console.insights.revoked) points=points(step, &steps, |it| it.revocation_count)/>
            </div>
            <StepTable
                step
                name="credentials"
                columns=vec![
                    t!(i18n, console.insights.awarded),
                    t!(i18n, console.insights.revoked),
                    t!(i18n, console.insights.reinstated),
                ]
                rows=rows(&steps, |it| vec![it.award_count, it.revocation_count, it.reinstatement_count])
            />
        </section>
    }
}

/// Links to records and their views.
#[component]
fn Sharing(step: Step, steps: Vec<Figures>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class=style::section aria-labelledby="sharing">
            <h2 id="sharing" class=style::heading>{t!(i18n, console.insights.sharing)}</h2>
            <p>{t!(i18n, console.insights.sharing_lead)}</p>
            <div class=style::charts>
                <Chart what=|i18n| t_string!(i18n, console.insights.shared) points=points(step, &steps, |it| it.share_count)/>
                <Chart what=|i18n| t_string!(i18n, console.insights.viewed) points=points(step, &steps, |it| it.view_count)/>
            </div>
            <StepTable
                step
                name="sharing"
                columns=vec![t!(i18n, console.insights.shared), t!(i18n, console.insights.viewed)]
                rows=rows(&steps, |it| vec![it.share_count, it.view_count])
            />
        </section>
    }
}

fn points(step: Step, steps: &[Figures], count: fn(&Figures) -> i32) -> Vec<Point> {
    let point = |it: &Figures| Point {
        step,
        days: days(it),
        count: count(it),
    };
    steps.iter().map(point).collect()
}

fn rows(steps: &[Figures], counts: fn(&Figures) -> Vec<i32>) -> Vec<([Day; 2], Vec<i32>)> {
    steps.iter().map(|it| (days(it), counts(it))).collect()
}

/// The first and the last day of a step.
fn days(figures: &Figures) -> [Day; 2] {
    [figures.starts_on.clone(), figures.ends_on.clone()]
}

/// The same as a table, newest first.
#[component]
fn StepTable(
    step: Step,
    /// Names the section that it belongs to.
    name: &'static str,
    columns: Vec<Text>,
    rows: Vec<([Day; 2], Vec<i32>)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let heads = columns
        .into_iter()
        .map(|words| view! { <th class=style::number scope="col">{words}</th> })
        .collect_view();
    let rows = rows.into_iter().rev().map(|(days, counts)| {
        let counts = counts
            .into_iter()
            .map(|it| view! { <td class=style::number>{text(move || grouped(i18n, it))}</td> });
        view! {
            <tr>
                <th scope="row">{text(move || step.words(i18n, days.each_ref()))}</th>
                {counts.collect_view()}
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <details class=style::details>
            <summary>{t!(i18n, console.insights.as_table)}</summary>
            <div class=style::scroll tabindex="0" role="group" aria-labelledby=name>
                <table class=style::table aria-labelledby=name>
                    <thead>
                        <tr>
                            <th scope="col">{text(move || step.column(i18n))}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// Hands the figures over as a file.
#[component]
fn Save(steps: Vec<Figures>) -> impl IntoView {
    let i18n = use_i18n();
    let press = move || {
        let head = [
            t_string!(i18n, console.insights.first_day),
            t_string!(i18n, console.insights.until_day),
            t_string!(i18n, console.insights.awarded),
            t_string!(i18n, console.insights.revoked),
            t_string!(i18n, console.insights.reinstated),
            t_string!(i18n, console.insights.shared),
            t_string!(i18n, console.insights.viewed),
        ];
        save(
            &sheet::file_name(&steps),
            "text/csv; charset=utf-8",
            &sheet::write(head, &steps),
        );
    };
    view! {
        <p class=style::save>
            <Button on_press=press>
                <IconView icon=Icon::Download/>
                {t!(i18n, console.insights.save)}
            </Button>
        </p>
    }
}
