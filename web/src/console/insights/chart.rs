//! Bars beside each other, drawn by the browser without any style of their own.
//!
//! Invariant: the drawing says in words what can be seen in it; a table near it has every number.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::step::Step;
use super::style;
use crate::api::scalar::Day;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::text;

/// Inner units: a bar with the room beside it, and the height of the largest.
const WIDTH: usize = 10;
const BAR: usize = 8;
const HEIGHT: i64 = 1000;
/// Something is seen of what is not nothing.
const LEAST: i64 = 10;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) step: Step,
    pub(super) days: [Day; 2],
    pub(super) count: i32,
}

impl Point {
    /// When that was.
    fn words(&self, i18n: I18nContext<Locale>) -> String {
        self.step.words(i18n, self.days.each_ref())
    }
}

/// A figure with its name, the largest number, and the first and the last day.
#[component]
pub(super) fn Chart(
    /// What is counted.
    what: fn(I18nContext<Locale>) -> &'static str,
    /// Oldest first.
    points: Vec<Point>,
) -> impl IntoView {
    let i18n = use_i18n();
    let most = points.iter().max_by_key(|it| it.count).cloned();
    let total: i64 = points.iter().map(|it| i64::from(it.count)).sum();
    let largest = most.as_ref().map_or(0, |it| it.count);
    let bars = points
        .iter()
        .enumerate()
        .filter(|(_, it)| it.count > 0)
        .map(|(place, it)| {
            let height = height(it.count, largest);
            let (x, y) = (place * WIDTH + 1, HEIGHT - height);
            view! { <rect x=x y=y width=BAR height=height/> }
        })
        .collect_view();
    let label = move || match &most {
        Some(most) if most.count > 0 => t_string!(
            i18n,
            console.insights.chart,
            what = what(i18n),
            total = grouped(i18n, total),
            most = grouped(i18n, most.count),
            when = most.words(i18n)
        ),
        Some(_) | None => t_string!(i18n, console.insights.chart_empty, what = what(i18n)),
    };
    let ends: Vec<Point> = [points.first(), points.last()].into_iter().flatten().cloned().collect();
    let ends = ends
        .into_iter()
        .map(|it| view! { <span>{text(move || it.words(i18n))}</span> });
    let ends = ends.collect_view();
    let view_box = format!("0 0 {} {HEIGHT}", points.len().max(1) * WIDTH);
    view! {
        <figure class=style::chart>
            <figcaption class=style::caption>
                <span>{text(move || what(i18n))}</span>
                <span class=style::most aria-hidden="true">{text(move || grouped(i18n, largest))}</span>
            </figcaption>
            <svg class=style::plot role="img" aria-label=text(label) viewBox=view_box preserveAspectRatio="none">
                {bars}
            </svg>
            <div class=style::ends aria-hidden="true">{ends}</div>
        </figure>
    }
}

/// How high a bar is where the largest is as high as the drawing.
fn height(count: i32, largest: i32) -> i64 {
    let share = i64::from(count.max(0)) * HEIGHT / i64::from(largest.max(1));
    share.clamp(LEAST, HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::height;

    #[test]
    fn bars_are_as_high_as_their_numbers() {
        assert_eq!(height(7, 7), 1000);
        assert_eq!(height(1, 4), 250);
        assert_eq!(height(1, i32::MAX), 10);
        assert_eq!(height(i32::MAX, i32::MAX), 1000);
    }
}
