//! Certificates as they are drawn, and what is read in them.

use super::*;
use crate::render::builtin;
use crate::render::sample::{ADDRESS, Sample};
use crate::render::sanitize::{Clean, clean};

fn reading(html: &str) -> Reading {
    let Clean { html, css, .. } = clean(html).expect("is read");
    read(&Body { html, css })
}

/// What is read, a line for each part: texts by their lines, pictures in brackets, columns between bars.
fn told(parts: &[Part]) -> Vec<String> {
    let tell = |part: &Part| match part {
        Part::Text(text) => text.lines.join(" / "),
        Part::Pictures(pictures) => pictures.iter().flat_map(|it| ["[", it.words.as_str(), "]"]).collect(),
        Part::Row(columns) => columns
            .iter()
            .map(|it| told(it).join(" ; "))
            .collect::<Vec<_>>()
            .join(" | "),
    };
    parts.iter().map(tell).collect()
}

fn lines(html: &str) -> Vec<String> {
    told(&reading(html).parts)
}

#[test]
fn texts_are_read_in_order_with_what_they_are() {
    let read = reading(
        "<h1>The <bdi>Academy</bdi></h1>\n<div>Some <b>words</b>\n  and&nbsp;more &amp;\n <p>others<br>below</p>at last</div>\
         <ul><li>One</li><li><p>Two</p></li></ul><dl><dt>Date</dt><dd>May 1</dd></dl><p> </p><h4>End</h4>",
    );
    let texts = read.texts();
    let texts: Vec<(Role, String)> = texts.iter().map(|it| (it.role, it.lines.join("/"))).collect();
    let text = |role, text: &str| (role, text.to_owned());
    assert_eq!(
        texts,
        [
            text(Role::Heading(1), "The Academy"),
            text(Role::Paragraph, "Some words and\u{a0}more &"),
            text(Role::Paragraph, "others/below"),
            text(Role::Paragraph, "at last"),
            text(Role::Item, "One"),
            text(Role::Item, "Two"),
            text(Role::Term, "Date"),
            text(Role::Detail, "May 1"),
            text(Role::Heading(4), "End"),
        ]
    );
    assert!(!read.is_upright);
    assert!(reading("<style>@page { size: A4 }</style><p>x</p>").is_upright);
}

#[test]
fn what_is_hidden_is_not_read_and_what_is_only_seen_is_silent() {
    assert_eq!(
        lines("<style>.a { display: none }</style><p>x <span class=\"a\">y</span></p><div class=\"a\"><p>z</p></div>"),
        ["x"]
    );
    let read = reading("<p>Aloud <span aria-hidden=\"true\">★ <b>silent</b></span></p><p aria-hidden=\"false\">x</p>");
    let voices: Vec<Voice> = read.texts().iter().map(|it| it.voice).collect();
    assert_eq!(voices, [Voice::Aloud, Voice::Silent, Voice::Aloud]);
    assert_eq!(told(&read.parts), ["Aloud", "★ silent", "x"]);
    assert_eq!(lines("<p>a\u{7}b\u{feff}c</p>"), ["abc"]);
}

#[test]
fn pictures_that_say_something_are_read() {
    let hash = "a".repeat(64);
    let html = format!(
        "<p><img src=\"/assets/{hash}\" alt=\"Logo of A\"><img src=\"/assets/{hash}\" alt=\" Logo of B \"></p>\
         <img src=\"/assets/{hash}\" alt=\"\" role=\"presentation\">\
         <img src=\"/credentials/{}/qr.svg\" alt=\"Code\">\
         <p aria-hidden=\"true\"><img src=\"/assets/{hash}\" alt=\"Rosette\"></p>\
         <img style=\"display: none\" src=\"/assets/{hash}\" alt=\"Hidden\">\
         <p>Signed <img src=\"data:image/png;base64,AAAA\" alt=\"Seal\"> here</p>",
        "0".repeat(32)
    );
    let read = reading(&html);
    assert_eq!(
        told(&read.parts),
        ["[Logo of A][Logo of B]", "Signed", "[Seal]", "here"]
    );
    let addresses: Vec<&str> = read.pictures().iter().map(|it| it.address.as_str()).collect();
    let logo = format!("/assets/{hash}");
    let logo = logo.as_str();
    assert_eq!(addresses, [logo, logo, "data:image/png;base64,AAAA"]);
}

#[test]
fn what_lies_side_by_side_is_a_row() {
    for (html, expected) in [
        (
            "<style>.r { display: flex }</style><div class=\"r\"><div><p>a</p><p>b</p></div> <div>c</div></div><p>d</p>",
            vec!["a ; b | c", "d"],
        ),
        (
            "<style>.r { display: flex; flex-direction: column }</style><div class=\"r\"><p>a</p><p>b</p></div>",
            vec!["a", "b"],
        ),
        (
            "<style>.r { display: grid; grid-template-columns: auto 1fr }</style>\
             <dl class=\"r\"><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd><dt>e</dt></dl>",
            vec!["a | b", "c | d", "e"],
        ),
        (
            "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td></td></tr></table>",
            vec!["a | b", "c"],
        ),
        (
            "<div style=\"float: left\">a</div><div style=\"float: left\">b</div><p>c</p>",
            vec!["a | b", "c"],
        ),
        (
            "<p>a <span style=\"display: inline-block\">b</span> <span style=\"display: block\">c</span></p>",
            vec!["a b", "c"],
        ),
        (
            "<style>.r, .s { display: flex }</style>\
             <div class=\"r\"><section><p>a</p><div class=\"s\"><i>b</i><i>c</i></div></section><section>d</section></div>",
            vec!["a ; b | c | d"],
        ),
        (
            "<style>.r { display: flex }</style><div class=\"r\"><p>a</p></div><div class=\"r\"><p>b</p><p></p></div>",
            vec!["a", "b"],
        ),
    ] {
        assert_eq!(lines(html), expected, "{html}");
    }
}

#[test]
fn nesting_has_an_end() {
    let html = format!(
        "<style>.r {{ display: flex }}</style>{}x",
        "<div class=\"r\"><p>a</p>".repeat(150)
    );
    let read = reading(&html);
    assert_eq!(read.texts().len(), 151);
}

#[test]
fn built_in_template_is_read_word_for_word() {
    for sample in Sample::ALL {
        let view = sample.view("Ada Lovelace", None, ADDRESS, &builtin::source().texts);
        let (body, _) = crate::render::body(builtin::source(), &view).expect("is drawn");
        let read = read(&body);
        let said: Vec<&str> = read
            .texts()
            .into_iter()
            .flat_map(|it| &it.lines)
            .map(String::as_str)
            .collect();
        for text in [
            &view.recipient.name,
            &view.credential.title,
            &view.credential.number,
            &view.credential.issued_on,
        ] {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(said.contains(&words.as_str()), "{}: {text}: {said:?}", sample.as_str());
        }
        for signatory in &view.signatories {
            assert!(said.contains(&signatory.name.as_str()), "{}", sample.as_str());
        }
        let n_pictures = view.organizations.iter().filter(|it| it.logo.is_some()).count()
            + view.signatories.iter().filter(|it| it.image.is_some()).count();
        assert_eq!(read.pictures().len(), n_pictures, "{}", sample.as_str());
    }
}
