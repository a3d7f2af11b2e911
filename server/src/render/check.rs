//! Whether a template may be published: it is read, tried with every sample, nothing of it had to be taken away, and what was measured
//! of it on paper fits one page with all of its text.

use entity::TemplateSource;

use super::page::{Page, millimeters};
use super::problem::{self, MAX_PROBLEMS, Problem, ProblemKind};
use super::sample::{ADDRESS, Sample};
use super::sheet::{Sheet, Sheets};
use super::{Body, confined, visible};

/// The name that a certificate must show.
const NAME: &str = "Ada Lovelace";

/// Everything that is wrong with a template, as far as the service can tell without laying it out; empty where it may be published, as
/// far as [`super::picture`] finds nothing either.
#[must_use]
pub fn check(source: &TemplateSource) -> Vec<Problem> {
    check_sheets(source, &Sheets::default())
}

/// The same, and every sheet that takes more than its page or cuts a text off.
#[must_use]
pub fn check_sheets(source: &TemplateSource, sheets: &Sheets) -> Vec<Problem> {
    let mut problems = confined::inspect(source);
    if problems.is_empty() {
        for sample in Sample::ALL {
            if problems.len() >= MAX_PROBLEMS {
                break;
            }
            let view = sample.view(NAME, None, ADDRESS, &source.texts);
            let (found, of_paper) = match super::body(source, &view) {
                Err(problem) => (vec![problem], Vec::new()),
                Ok((body, mut found)) => {
                    if sample == Sample::Plain {
                        found.extend(nameless(&body));
                    }
                    (found, sheets.of(sample).map(|it| unfit(&body, it)).unwrap_or_default())
                }
            };
            for it in found {
                // A fault that shows with every sample is told once.
                let sample = (sample != Sample::Plain).then(|| sample.as_str().to_owned());
                problem::note(&mut problems, Problem { sample, ..it });
            }
            problems.extend(of_paper);
        }
    }
    problems.truncate(MAX_PROBLEMS);
    problems
}

/// That the recipient's name is not to be seen, where it is not.
fn nameless(body: &Body) -> Option<Problem> {
    if visible::shows(body, NAME) {
        return None;
    }
    let message = if body.html.contains(NAME) {
        "the recipient's name is nowhere but in attributes, or where styles hide it"
    } else {
        "it does not print the recipient's name, `{{ recipient.name }}`"
    };
    Some(Problem::new(ProblemKind::RecipientMissing, message))
}

/// What is wrong with a sheet as it was measured: it is higher or wider than its page, or cuts a text off.
fn unfit(body: &Body, sheet: Sheet) -> Vec<Problem> {
    let Sheet {
        sample,
        height,
        width,
        is_text_cut_off,
    } = sheet;
    let page = Page::of(&body.css);
    let compared = |measured: f64, adjective: &str, within: f64| {
        let (measured, within) = (millimeters(measured), millimeters(within));
        format!("it is {measured:.1} mm {adjective}, and a page has {within:.1} mm within its margins")
    };
    let mut found = Vec::new();
    if !page.holds_height(height) {
        found.push((ProblemKind::PageOverflow, compared(height, "high", page.height)));
    }
    let is_too_wide = !page.holds_width(width);
    if is_too_wide {
        found.push((ProblemKind::TooWide, compared(width, "wide", page.width)));
    } else if is_text_cut_off {
        // What is too wide is cut off by the edge of the page; that is told once.
        let message = "a text is cut off, by the edge of the page or by a box that is too small for it";
        found.push((ProblemKind::TextCutOff, message.to_owned()));
    }
    let told = |(kind, message): (ProblemKind, String)| Problem {
        sample: Some(sample.as_str().to_owned()),
        ..Problem::new(kind, message)
    };
    found.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(html: &str) -> TemplateSource {
        TemplateSource {
            html: html.to_owned(),
            ..TemplateSource::default()
        }
    }

    fn kinds(html: &str) -> Vec<(ProblemKind, Option<String>)> {
        check(&source(html))
            .into_iter()
            .map(|it| (it.kind, it.sample))
            .collect()
    }

    fn measured(sample: Sample, height: f64, width: f64) -> Sheet {
        Sheet {
            sample,
            height,
            width,
            is_text_cut_off: false,
        }
    }

    #[test]
    fn a_small_template_is_enough() {
        assert_eq!(kinds("<h1>{{ recipient.name }}</h1>"), []);
        assert_eq!(kinds("<h1>{{ recipient.name|upper }}</h1>"), []);
    }

    #[test]
    fn what_breaks_with_some_certificates_only_is_found_before() {
        let found = kinds("<p>{{ recipient.name }}</p><p>{{ signatories[0].name }}</p>");
        assert_eq!(found, [(ProblemKind::NotFilled, Some("no signatory".to_owned()))]);
        let found = kinds("<p>{{ recipient.name }}</p><img src=\"{{ organizations[0].logo }}\" alt=\"Logo\">");
        assert_eq!(found[0], (ProblemKind::NotFilled, Some("no logo".to_owned())));
        let found = kinds("<p class={{ credential.title }}>{{ recipient.name }}</p>");
        assert!(
            found.iter().any(|(kind, _)| *kind == ProblemKind::AttributeNotAllowed),
            "a value in an attribute without quotes: {found:?}"
        );
        let found = kinds("<a href=\"{{ credential.title }}\">{{ recipient.name }}</a>");
        assert_eq!(found[0].0, ProblemKind::ExternalReference);
    }

    #[test]
    fn what_takes_too_long_to_read_is_told_once() {
        let html = "<h1>{{ recipient.name }}</h1>".to_owned() + &"<div>".repeat(5_000);
        assert_eq!(kinds(&html), [(ProblemKind::TooComplex, None)]);
        // Each loop alone is shallow enough, with most certificates.
        let nested = format!("{{% for it in signatories %}}{}{{% endfor %}}", "<div>".repeat(10));
        let html = format!("<h1>{{{{ recipient.name }}}}</h1>{nested}{nested}");
        assert_eq!(
            kinds(&html),
            [(ProblemKind::TooComplex, Some("many signatories".to_owned()))]
        );
        let attributes = (0..5_000).fold(String::new(), |all, it| all + &format!(" a{it}=\"x\""));
        let html = format!("<h1{attributes}>{{{{ recipient.name }}}}</h1>");
        assert_eq!(kinds(&html), [(ProblemKind::TooComplex, None)]);
    }

    #[test]
    fn no_more_problems_are_told_than_anybody_reads() {
        let html = (0..1_000).fold("<h1>{{ recipient.name }}</h1>".to_owned(), |html, it| {
            html + &format!("<style>p {{ x{it}: y }}</style><p a{it}></p>")
        });
        assert_eq!(kinds(&html).len(), MAX_PROBLEMS);
    }

    #[test]
    fn a_certificate_names_who_earned_it() {
        for html in [
            "<p>Well done</p>",
            "<p title=\"{{ recipient.name }}\">Well done</p>",
            "<p style=\"display: none\">{{ recipient.name }}</p>",
        ] {
            assert_eq!(kinds(html), [(ProblemKind::RecipientMissing, None)], "{html}");
        }
    }

    #[test]
    fn each_sheet_is_held_against_its_own_page() {
        // Many people sign on upright paper.
        let html = "<style>@page { size: A4 landscape; margin: 0 }</style><p>{{ recipient.name }}</p>\
             {% if signatories|length > 9 %}<style>@page { size: A4 }</style>{% endif %}";
        let overflowing = |height: f64| -> Vec<String> {
            let all = Sample::ALL.map(|sample| measured(sample, height, 300.0));
            let sheets = Sheets::parse(&all).expect("sheets");
            let problems = check_sheets(&source(html), &sheets);
            assert!(
                problems.iter().all(|it| it.kind == ProblemKind::PageOverflow),
                "{problems:?}"
            );
            problems.into_iter().filter_map(|it| it.sample).collect()
        };
        assert_eq!(overflowing(794.0), Vec::<String>::new());
        let upright = overflowing(1_000.0);
        assert_eq!(upright.len(), Sample::ALL.len() - 1);
        assert!(upright.contains(&"plain".to_owned()) && !upright.contains(&"many signatories".to_owned()));
        assert_eq!(overflowing(1_200.0).len(), Sample::ALL.len());
        assert_eq!(
            kinds("<style>p { break-after: page }</style><p>{{ recipient.name }}</p>"),
            [(ProblemKind::PageOverflow, None)]
        );
    }

    #[test]
    fn sheet_fits_its_page_with_all_of_its_text() {
        let html = "<style>@page { size: A4 landscape; margin: 0 }</style><p>{{ recipient.name }}</p>";
        let found = |height: f64, width: f64, is_text_cut_off: bool| -> Vec<ProblemKind> {
            let mut all = Sample::ALL.map(|sample| measured(sample, 700.0, 300.0));
            all[4] = Sheet {
                is_text_cut_off,
                ..measured(Sample::NoLogo, height, width)
            };
            let problems = check_sheets(&source(html), &Sheets::parse(&all).expect("sheets"));
            let is_of_sample = |it: &Problem| it.sample.as_deref() == Some("no logo");
            assert!(problems.iter().all(is_of_sample), "{problems:?}");
            problems.into_iter().map(|it| it.kind).collect()
        };
        assert_eq!(found(794.0, 1123.0, false), []);
        assert_eq!(found(700.0, 1124.0, false), [ProblemKind::TooWide]);
        assert_eq!(found(700.0, 1123.0, true), [ProblemKind::TextCutOff]);
        assert_eq!(
            found(795.0, 1124.0, true),
            [ProblemKind::PageOverflow, ProblemKind::TooWide]
        );
        assert_eq!(
            found(795.0, 300.0, true),
            [ProblemKind::PageOverflow, ProblemKind::TextCutOff]
        );
    }
}
