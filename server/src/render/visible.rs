//! What of a certificate is to be seen: text outside of everything that its own styles hide.

use html5ever::tokenizer::TagKind;

use super::Body;
use super::piece::{self, Piece};
use super::styling::{Styling, VOID};

/// Whether a text is to be seen; letter case does not matter.
#[must_use]
pub fn shows(body: &Body, text: &str) -> bool {
    let wanted = text.to_lowercase();
    let mut styling = Styling::new(&body.css);
    let mut is_found = false;
    piece::each(&body.html, |it| match it {
        Piece::Text(text) => {
            if !is_found && text.to_lowercase().contains(&wanted) {
                is_found = styling.look().is_some_and(|it| !it.is_hidden());
            }
        }
        Piece::Tag(tag) => {
            let name: &str = &tag.name;
            match tag.kind {
                TagKind::StartTag if !VOID.contains(&name) => styling.open(tag),
                TagKind::StartTag => {}
                TagKind::EndTag => {
                    styling.close(name);
                }
            }
        }
    });
    is_found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sanitize::{Clean, clean};

    fn is_seen(html: &str) -> bool {
        let Clean { html, css, .. } = clean(html).expect("is read");
        shows(&Body { html, css }, "Ada Lovelace")
    }

    #[test]
    fn text_is_seen_where_nothing_hides_it() {
        for html in [
            "<p>Ada Lovelace</p>",
            "<p>ADA LOVELACE, born <b>1815</b></p>",
            "<img src=\"x\" alt=\"\"><br><p>by <bdi>Ada Lovelace</bdi>!</p>",
            "<p style=\"display: none\">Ada Lovelace</p><p>Ada Lovelace</p>",
            "<div style=\"font-size: 0\"><p style=\"font-size: 12pt\">Ada Lovelace</p></div>",
            "<div style=\"visibility: hidden\"><p style=\"visibility: visible\">Ada Lovelace</p></div>",
            "<style>.a { display: none }</style><p class=\"b\">Ada Lovelace</p>",
            "<style>.a .b { display: none } .a > i { opacity: 0 }</style><p class=\"b\"><b class=\"a\"><b><i>Ada Lovelace</i></b></b></p>",
            "<style>p:empty, p::before, .a + p { display: none }</style><p>Ada Lovelace</p>",
            "<style>@media print { p { display: none } }</style><p>Ada Lovelace</p>",
            "<style>@media (max-width: 640px) { p { display: none } } p { display: flex }</style><p>Ada Lovelace</p>",
            "<style>p { opacity: 0.9; font: 700 2rem/1.2 serif; font-size: 80% }</style><p>Ada Lovelace</p>",
        ] {
            assert!(is_seen(html), "{html}");
        }
    }

    #[test]
    fn text_that_styles_hide_is_not_seen() {
        for html in [
            "<p>Ada</p><p>Lovelace</p>",
            "<p title=\"Ada Lovelace\">x</p>",
            "<p style=\"display: none\">Ada Lovelace</p>",
            "<p style=\"color: red; DISPLAY: None !important\">Ada Lovelace</p>",
            "<div style=\"opacity: 0%\"><p style=\"opacity: 1\">Ada Lovelace</p></div>",
            "<div style=\"visibility: hidden\"><p>Ada Lovelace</p></div>",
            "<p style=\"font-size: 0\">Ada Lovelace</p>",
            "<p style=\"font: bold 0.2px/1 serif\"><b style=\"font-size: 2em\">Ada Lovelace</b></p>",
            "<style>.a { display: none }</style><div class=\"b a\"><p>Ada Lovelace</p></div>",
            "<style>h1, .x .y > p.z { display: none }</style><i class=\"x\"><b><i class=\"y\"><p class=\"z\">Ada Lovelace",
            "<style>@media screen { * { visibility: collapse } }</style><p>Ada Lovelace</p>",
            "<style>.a\\:b { display: none }</style><p class=\"a:b\">Ada Lovelace</p>",
        ] {
            assert!(!is_seen(html), "{html}");
        }
    }

    #[test]
    fn more_comparisons_than_any_certificate_needs_are_not_made() {
        let rules = ".a .b .c { display: none }\n".repeat(1_000);
        let html = format!(
            "<style>{rules}</style>{}Ada Lovelace{}",
            "<div class=\"c\">".repeat(200),
            "</div>".repeat(200)
        );
        assert!(!is_seen(&html));
    }
}
