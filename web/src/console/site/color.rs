//! A color as it is written, and whether it can be read where it is used. The server decides that; here it is shown ahead.

use leptos::prelude::*;

use super::controls::Controls;
use super::line::InputLine;
use super::part::Part;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};

stylance::import_crate_style!(style, "src/console/site/color.module.css");

/// The ground on which a color is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    White,
    Black,
}

impl Ground {
    /// That of a part.
    fn of(part: Part) -> Self {
        if part == Part::AccentColorDark {
            Self::Black
        } else {
            Self::White
        }
    }

    /// Least contrast, as the server has it.
    const fn least(self) -> f64 {
        match self {
            Self::White => 5.2,
            Self::Black => 7.0,
        }
    }

    /// How far a color stands out from it, from 1 to 21 (WCAG 2.2); none where the text is no color.
    fn contrast(self, color: &str) -> Option<f64> {
        let luminance = luminance(color)?;
        Some(match self {
            Self::White => 1.05 / (luminance + 0.05),
            Self::Black => (luminance + 0.05) / 0.05,
        })
    }
}

/// The field, and below it what is written in that color.
#[component]
pub(super) fn ColorLine(
    part: Part,
    /// Where it is written.
    controls: Controls,
) -> impl IntoView {
    let written = RwSignal::new(controls.before(part));
    let read = move |_| {
        if let Some(input) = controls.input(part).get_untracked() {
            written.set(input.value().trim().to_owned());
        }
    };
    view! {
        <div on:input=read>
            <InputLine part controls/>
            {move || view! { <Sample color=written.get() ground=Ground::of(part)/> }}
        </div>
    }
}

/// Words in the color, on its ground; nothing while it is no color.
#[component]
fn Sample(color: String, ground: Ground) -> impl IntoView {
    let i18n = use_i18n();
    let contrast = ground.contrast(&color)?;
    // Not rounded up: what is told to be enough, is.
    let ratio = format!("{:.1}", (contrast * 10.0).floor() / 10.0);
    let is_enough = contrast >= ground.least();
    let told = move || match (ground, is_enough) {
        (Ground::White, true) => t_string!(i18n, console.site.on_white, ratio = ratio.clone()),
        (Ground::White, false) => t_string!(i18n, console.site.too_light, ratio = ratio.clone()),
        (Ground::Black, true) => t_string!(i18n, console.site.on_black, ratio = ratio.clone()),
        (Ground::Black, false) => t_string!(i18n, console.site.too_dark, ratio = ratio.clone()),
    };
    let class = match ground {
        Ground::White => style::white,
        Ground::Black => style::black,
    };
    // What cannot be read is not to be read: the sentence beside it says so.
    let sample = is_enough.then(|| {
        view! { <span class=class style:color=color aria-hidden="true">{t!(i18n, console.site.sample)}</span> }
    });
    Some(view! { <p class=style::sample>{sample} <span>{text(told)}</span></p> })
}

/// Relative luminance (WCAG 2.2) of `#rrggbb`.
fn luminance(color: &str) -> Option<f64> {
    let digits = color.strip_prefix('#').filter(|it| it.len() == 6)?;
    if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let mut sum = 0.0;
    for (position, weight) in [(0, 0.2126), (2, 0.7152), (4, 0.0722)] {
        let channel = u8::from_str_radix(digits.get(position..position + 2)?, 16).ok()?;
        let share = f64::from(channel) / 255.0;
        let linear = if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        };
        sum += weight * linear;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::Ground;

    #[test]
    fn colors_are_judged_as_the_server_judges_them() {
        for (color, is_for_day, is_for_dark) in [
            ("#1e3a5c", Some(true), Some(false)),
            ("#A9C6EA", Some(false), Some(true)),
            ("#000000", Some(true), Some(false)),
            ("#ffffff", Some(false), Some(true)),
            ("#ff0000", Some(false), Some(false)),
            ("1e3a5c", None, None),
            ("#1e3a5", None, None),
            ("#+1+2+3", None, None),
            ("#é1e3a", None, None),
        ] {
            let judged = |ground: Ground| ground.contrast(color).map(|it| it >= ground.least());
            assert_eq!(judged(Ground::White), is_for_day, "{color} by day");
            assert_eq!(judged(Ground::Black), is_for_dark, "{color} in the dark");
        }
    }
}
