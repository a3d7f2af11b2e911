//! What templates say, set on one sheet and tagged as what it is.

use std::collections::BTreeMap;

use super::*;
use crate::paper::certificate::{Code, certificate};
use crate::paper::has_letters_for;
use crate::render::reading::read;
use crate::render::sample::{ADDRESS, Sample, plain};
use crate::render::sanitize::{Clean, clean};
use crate::render::view::View;
use crate::render::{Body, body, builtin};

const LOGO: &str = "/assets/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn reading(html: &str) -> Reading {
    let Clean { html, css, .. } = clean(html).expect("is read");
    read(&Body { html, css })
}

/// What goes with what a template says.
struct Beside {
    view: View,
    pictures: BTreeMap<String, Picture>,
    code: Code,
}

impl Beside {
    fn of(view: View) -> Self {
        let picture = Picture {
            rgba: vec![0; 32],
            width: 4,
            height: 2,
        };
        Self {
            view,
            pictures: BTreeMap::from([(LOGO.to_owned(), picture)]),
            code: Code {
                side: 1,
                is_dark: vec![true],
                text: "Verify".to_owned(),
            },
        }
    }

    fn sheet<'a>(&'a self, reading: &'a Reading) -> Sheet<'a> {
        Sheet {
            view: &self.view,
            own: Some(reading),
            notice: Some("This certificate expired."),
            stamp: Some("Expired"),
            accent: Some("#6b1d3a"),
            pictures: &self.pictures,
            code: &self.code,
        }
    }
}

fn height(sheet: Sheet<'_>, reading: &Reading) -> f32 {
    let content = Content::fitted(&mut Typesetter::new(), sheet, reading, Paper::of(&sheet));
    content.height()
}

fn has(pdf: &[u8], part: &str) -> bool {
    pdf.windows(part.len()).any(|it| it == part.as_bytes())
}

#[test]
fn every_sample_fits_one_sheet() {
    for sample in Sample::ALL {
        let beside = Beside::of(sample.view("Ada Lovelace", None, ADDRESS, &builtin::source().texts));
        let (body, _) = body(builtin::source(), &beside.view).expect("is drawn");
        for is_upright in [false, true] {
            let reading = Reading {
                is_upright,
                ..read(&body)
            };
            let sheet = beside.sheet(&reading);
            let room = Paper::of(&sheet).height_within() - CODE;
            let height = height(sheet, &reading);
            assert!(height <= room, "{}: {height} of {room}", sample.as_str());
            assert_eq!(
                certificate(sheet).is_ok(),
                has_letters_for(&reading),
                "{}",
                sample.as_str()
            );
        }
    }
}

#[test]
fn much_text_is_small_and_fits() {
    let beside = Beside::of(plain("Ada", &BTreeMap::new()));
    for html in [
        "<p>words that go on</p>".repeat(300),
        format!("<p>{}</p>", "words ".repeat(2_500)),
        format!("<h1>{}</h1>", "x".repeat(3_000)),
        format!("<table>{}</table>", "<tr><td>a</td><td>b<br>c</td></tr>".repeat(80)),
    ] {
        let reading = reading(&html);
        assert!(has_letters_for(&reading));
        let sheet = beside.sheet(&reading);
        let (height, room) = (height(sheet, &reading), Paper::of(&sheet).height_within() - CODE);
        assert!(height <= room, "{height} of {room}");
    }
}

#[test]
fn parts_are_tagged_as_what_they_are() {
    let beside = Beside::of(plain("Ada", &BTreeMap::new()));
    let reading = reading(&format!(
        "<img src=\"{LOGO}\" alt=\"Logo of the Academy\"><img src=\"{LOGO}\" alt=\"\" role=\"presentation\"><h3>Diploma</h3><h5>Below</h5>\
         <p>Text</p><ul><li>Item</li></ul><dl><dt>Term</dt><dd>Detail</dd></dl><p aria-hidden=\"true\">Ornament</p>"
    ));
    let pdf = certificate(beside.sheet(&reading)).expect("a document");
    for part in [
        "/Alt(Logo of the Academy)",
        "/Alt(Verify)",
        "/S/H1",
        "/S/H2",
        "/S/L/",
        "/S/LI",
        "/S/Lbl",
        "/S/LBody",
        "/S/Link",
        "/T(Diploma)",
    ] {
        assert!(has(&pdf, part), "{part}");
    }
    for part in ["/S/H3", "/T(Ornament)"] {
        assert!(!has(&pdf, part), "{part}");
    }
    assert_eq!(
        pdf.windows(9).filter(|it| it == b"/S/Figure").count(),
        2,
        "the logo that says something, and the code"
    );
}

#[test]
fn address_is_said_once() {
    let beside = Beside::of(plain("Ada", &BTreeMap::new()));
    let url = &beside.view.credential.url;
    for (html, is_added) in [
        ("<p>Ada</p>".to_owned(), true),
        (format!("<p>See {url}</p>"), false),
        (format!("<p title=\"{url}\">Ada</p>"), true),
        (format!("<p aria-hidden=\"true\">{url}</p>"), true),
    ] {
        let reading = reading(&html);
        let sheet = beside.sheet(&reading);
        let content = Content::fitted(&mut Typesetter::new(), sheet, &reading, Paper::of(&sheet));
        assert_eq!(content.address.is_some(), is_added, "{html}");
        let pdf = certificate(sheet).expect("a document");
        let n_links = pdf.windows(7).filter(|it| it == b"/S/Link").count();
        assert_eq!(n_links, 1, "{html}");
    }
}

#[test]
fn picture_that_is_not_there_is_told_in_words() {
    let beside = Beside::of(plain("Ada", &BTreeMap::new()));
    let reading = reading(
        "<img src=\"data:image/svg+xml;base64,AAAA\" alt=\"Crest\"><img src=\"data:image/svg+xml;base64,BBBB\" alt=\"徽章\">",
    );
    let sheet = beside.sheet(&reading);
    let content = Content::fitted(&mut Typesetter::new(), sheet, &reading, Paper::of(&sheet));
    let [Set::Words(words)] = content.stack.as_slice() else {
        panic!("the words of the one that can be set")
    };
    assert_eq!(words.len(), 1);
    assert!(certificate(sheet).is_ok());
}
