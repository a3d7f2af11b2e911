//! The page around a certificate: a document of its own, in which nothing can run and what it says of the state stands first.

use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};

use super::theme::is_color;
use super::{Body, page};

/// What may happen in the document: pictures and letters of ours, its own styles, nothing else. The app shows it in a frame.
pub const POLICY: &str = "default-src 'none'; img-src 'self' data:; font-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'none'; \
     form-action 'none'; frame-ancestors 'self'; base-uri 'none'";

/// The document's own styles. Whatever a template draws stays inside its sheet, below what is said of the state; how much of the first page
/// that takes on paper, `var(--state, 0mm)` tells. On small screens a sheet is all text, so the stamp stands after it and covers none. The
/// letters are the app's, which browsers have already.
const STYLE: &str = "@font-face { font-family: \"EB Garamond\"; src: url(\"/font/eb-garamond.woff2\") format(\"woff2\"); \
     font-weight: 400 600; font-display: swap }
@font-face { font-family: \"EB Garamond\"; src: url(\"/font/eb-garamond-extended.woff2\") format(\"woff2\"); font-weight: 400 600; \
     font-display: swap; unicode-range: U+0100-0130, U+0132-0151, U+0154-017F, U+0218-021B, U+0300-0303, U+0305-0307, U+030A-030C, \
     U+0327-0328 }
@font-face { font-family: \"EB Garamond\"; src: url(\"/font/eb-garamond-italic.woff2\") format(\"woff2\"); font-weight: 400; \
     font-style: italic; font-display: swap }
html { color-scheme: light; background: #ffffff }
body { position: relative; margin: 0; font-family: system-ui, sans-serif }
.state { position: relative; z-index: 2; margin: 0; padding: 12px 16px; font-size: 16px; line-height: 1.4; text-align: center; color: #7a1220; \
     background: #fdecee; border-block-end: 2px solid #7a1220 }
.certificate { position: relative; z-index: 1; isolation: isolate; contain: paint; overflow: hidden }
.stamp { position: absolute; z-index: 2; inset-block-start: 60%; left: 50%; margin: 0; padding: 0.1em 0.6em 0.15em; color: #6f4a00; \
     font-size: clamp(1.9rem, 6.5vw, 4.6rem); font-weight: 700; line-height: 1.1; letter-spacing: 0.12em; text-transform: uppercase; \
     white-space: nowrap; background: rgb(255 255 255 / 70%); border: 0.12em solid; border-radius: 0.15em; \
     transform: translate(-50%, -50%) rotate(-12deg); pointer-events: none }
[dir=rtl] > body > .stamp { letter-spacing: 0 }
@media screen and (max-width: 46rem) { .stamp { position: static; width: fit-content; margin: 16px auto 0; transform: none } }
@media print { .state { border: 2px solid #7a1220 } .state ~ .certificate { --state: 16mm } }
";

/// What lies over a sheet that is laid out for paper says what it is, and takes no room. Nor do bars: nobody scrolls paper.
const MARK: &str = "html { scrollbar-width: none }
.mark { position: absolute; inset: 0 0 auto; z-index: 3; margin: 0; padding: 12px 16px; font-size: 16px; line-height: 1.4; \
     text-align: center; color: #7a1220; background: #fdecee; opacity: 0.9 }
";

/// What a document tells beside the certificate itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Title of the document.
    pub title: &'a str,
    /// BCP 47 tag of its language.
    pub language: &'a str,
    /// `ltr` or `rtl`.
    pub direction: &'a str,
    /// The site's colour for light grounds, `var(--accent)` in styles; none for the usual one.
    pub accent: Option<&'a str>,
    /// What must be said of the certificate's state, before anything else.
    pub notice: Option<&'a str>,
    /// The same in one word, across the certificate: whoever sees a part of it alone sees that.
    pub stamp: Option<&'a str>,
}

/// The whole document; without a body where only the state may be told.
#[must_use]
pub fn document(frame: &Frame<'_>, body: Option<&Body>) -> String {
    whole(frame, &style(body), None, body)
}

/// The document as it lies on paper, for a screen: rules for paper hold, those for screens do not. In a frame as large as its
/// [page](page::Page) it is as high as it is on paper. `mark` says what it is, and takes no room.
#[must_use]
pub fn on_paper(frame: &Frame<'_>, mark: &str, body: &Body) -> String {
    let style = other_media(&style(Some(body)));
    whole(frame, &(style + MARK), Some(mark), Some(body))
}

/// Every style of a document. The page is the service's own where the template has none.
fn style(body: Option<&Body>) -> String {
    let of_body = body.map(|it| inside(&it.css)).unwrap_or_default();
    [STYLE, page::DEFAULT, of_body.as_str()].concat()
}

/// A style sheet in which paper is called a screen, and screens paper.
fn other_media(css: &str) -> String {
    let is_between = |it: char| !(it.is_alphanumeric() || matches!(it, '-' | '_' | '\\'));
    let turned = |line: &str| -> String {
        let Some(at) = line.find('{').filter(|_| line.starts_with("@media ")) else {
            return line.to_owned();
        };
        let (condition, rest) = line.split_at(at);
        let words = condition.split_inclusive(is_between).flat_map(|piece| {
            let (word, end) = piece.split_at(piece.find(is_between).unwrap_or(piece.len()));
            let word = match word.to_ascii_lowercase().as_str() {
                "print" => "screen",
                "screen" => "print",
                _ => word,
            };
            [word, end]
        });
        words.chain([rest]).collect()
    };
    css.split_inclusive('\n').map(turned).collect()
}

fn whole(frame: &Frame<'_>, style: &str, mark: Option<&str>, body: Option<&Body>) -> String {
    let Frame {
        title,
        language,
        direction,
        accent,
        notice,
        stamp,
    } = frame;
    let mut page = String::from("<!DOCTYPE html>\n<html lang=\"");
    page.extend([&attribute(language), "\" dir=\"", &attribute(direction)]);
    page.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<meta name=\"robots\" content=\"noindex\">\n<title>");
    page.push_str(&text(title));
    page.extend(["</title>\n<style>\n", style]);
    if let Some(color) = accent.filter(|it| is_color(it)) {
        page.extend([":root { --accent: ", color, " }\n"]);
    }
    page.push_str("</style>\n</head>\n<body>\n");
    if let Some(mark) = mark {
        page.extend(["<p class=\"mark\" role=\"status\">", &text(mark), "</p>\n"]);
    }
    if let Some(notice) = notice {
        page.extend(["<p class=\"state\" role=\"status\">", &text(notice), "</p>\n"]);
    }
    if let Some(Body { html, .. }) = body {
        page.extend(["<main class=\"certificate\">\n", html, "\n</main>\n"]);
        if let Some(stamp) = stamp {
            // The notice says the same.
            page.extend(["<p class=\"stamp\" aria-hidden=\"true\">", &text(stamp), "</p>\n"]);
        }
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Styles that reach what is inside the sheet alone. Paper has no inside, so what is said of it stays outside.
fn inside(css: &str) -> String {
    let (of_paper, of_sheet) = page::parted(css);
    format!("{of_paper}.certificate {{\n{of_sheet}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> Body {
        Body {
            html: "<p>Ada</p>".to_owned(),
            css: "@page {\nsize: A4;\n}\n.state {\ndisplay: none;\n}\n".to_owned(),
        }
    }

    #[test]
    fn the_state_stands_before_the_certificate_and_styles_stay_inside() {
        let frame = Frame {
            title: "A </title><script>",
            language: "en",
            direction: "ltr",
            accent: Some("#6B1D3A"),
            notice: Some("Expired <b>"),
            stamp: Some("Expired <i>"),
        };
        let page = document(&frame, Some(&body()));
        assert!(page.contains("<title>A &lt;/title&gt;&lt;script&gt;</title>"), "{page}");
        assert!(page.contains("Expired &lt;b&gt;</p>\n<main"), "{page}");
        assert!(
            page.contains("@page {\nsize: A4;\n}\n.certificate {\n.state {\ndisplay: none;\n}\n}\n"),
            "{page}"
        );
        assert!(page.contains(":root { --accent: #6B1D3A }"), "{page}");
        assert!(
            page.contains("</main>\n<p class=\"stamp\" aria-hidden=\"true\">Expired &lt;i&gt;</p>\n</body>"),
            "{page}"
        );
        let own = page.find(page::DEFAULT).expect("a page where the template has none");
        assert!(own < page.find("size: A4;").expect("the template's"), "{page}");
        assert!(!page.contains("class=\"mark\""), "{page}");
    }

    #[test]
    fn rules_of_paper_hold_on_a_screen() {
        let body = Body {
            html: "<p>Ada</p>".to_owned(),
            css: "@media print and (max-width: 9px), not Screen {\n.print {\ncolor: red;\n}\n}\n".to_owned(),
        };
        let frame = Frame {
            title: "A",
            language: "en",
            direction: "ltr",
            accent: None,
            notice: Some("Expired"),
            stamp: None,
        };
        let page = on_paper(&frame, "Sample <b>", &body);
        assert!(
            page.contains("@media screen and (max-width: 9px), not print {\n.print {\n"),
            "{page}"
        );
        assert!(page.contains("@media screen { .state { border"), "{page}");
        assert!(page.contains("Sample &lt;b&gt;</p>\n<p class=\"state\""), "{page}");
        assert!(page.contains("\nhtml { scrollbar-width: none }\n.mark {"), "{page}");
    }

    #[test]
    fn without_a_certificate_there_is_nothing_to_stamp_and_a_color_is_a_color() {
        let frame = Frame {
            title: "A",
            language: "en",
            direction: "ltr",
            accent: Some("red } * { display: none"),
            notice: Some("Revoked"),
            stamp: Some("Revoked"),
        };
        let page = document(&frame, None);
        assert!(page.contains("Revoked</p>\n</body>"), "{page}");
        assert!(
            !page.contains("class=\"stamp\"") && !page.contains("--accent:"),
            "{page}"
        );
    }
}
