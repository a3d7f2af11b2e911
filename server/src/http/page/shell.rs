//! The app's `index.html`, cut once at its title and at the line that marks where a page's head goes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::head::Head;

const MARK: &str = "<!-- page-head -->";
const TITLE: (&str, &str) = ("<title>", "</title>");
/// What Trunk writes where a nonce would go; the policy names the script by its hash instead.
const NONCE: &str = " nonce=\"{{__TRUNK NONCE__}}\"";

/// The app's page, ready to be filled.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shell {
    pieces: Vec<Piece>,
    script_hashes: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Html(String),
    /// Holds the title of pages without one of their own.
    Title(String),
    Head,
}

impl Shell {
    /// Cuts the page; what is wrong with it continues the sentence "`web_dir` …".
    pub(super) fn parse(html: &str) -> Result<Self, &'static str> {
        let html = html.replace(NONCE, "");
        if html.matches(MARK).count() != 1 {
            return Err("has an index.html without exactly one line <!-- page-head -->");
        }
        let (head, body) = html.split_once("</head>").ok_or("has an index.html without </head>")?;
        let is_complete = head.contains(MARK) && [TITLE.0, TITLE.1].iter().all(|it| head.matches(it).count() == 1);
        let cut = || {
            let (before, rest) = head.split_once(TITLE.0)?;
            let (title, after) = rest.split_once(TITLE.1)?;
            Some((before, title, after))
        };
        let (before, title, after) = cut()
            .filter(|_| is_complete)
            .ok_or("has an index.html whose head has no title or no line <!-- page-head -->")?;
        let mut pieces = Vec::new();
        push_html(&mut pieces, before);
        pieces.push(Piece::Title(title.to_owned()));
        push_html(&mut pieces, after);
        pieces.push(Piece::Html(format!("</head>{body}")));
        Ok(Self {
            pieces,
            script_hashes: script_hashes(&html),
        })
    }

    /// The page with the given head, or with the app's own title alone.
    pub(super) fn render(&self, head: Option<&Head>) -> String {
        self.pieces
            .iter()
            .map(|piece| match (piece, head) {
                (Piece::Html(html), _) => html.clone(),
                (Piece::Title(_), Some(head)) => format!("{}{}{}", TITLE.0, head.title(), TITLE.1),
                (Piece::Title(title), None) => format!("{}{title}{}", TITLE.0, TITLE.1),
                (Piece::Head, Some(head)) => head.elements(),
                (Piece::Head, None) => String::new(),
            })
            .collect()
    }

    /// Hashes of the scripts that stand in the page itself.
    pub(super) fn script_hashes(&self) -> &[String] {
        &self.script_hashes
    }
}

fn push_html(pieces: &mut Vec<Piece>, html: &str) {
    match html.split_once(MARK) {
        Some((before, after)) => {
            pieces.extend([
                Piece::Html(before.to_owned()),
                Piece::Head,
                Piece::Html(after.to_owned()),
            ]);
        }
        None => pieces.push(Piece::Html(html.to_owned())),
    }
}

/// SHA-256 of each script without an address, as a content policy names it.
fn script_hashes(html: &str) -> Vec<String> {
    html.split("<script")
        .skip(1)
        .filter_map(|rest| {
            let (attributes, rest) = rest.split_once('>')?;
            let (script, _) = rest.split_once("</script>")?;
            let is_inline = !attributes.contains("src=") && !script.trim().is_empty();
            is_inline.then(|| STANDARD.encode(Sha256::digest(script)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Head, Shell};

    const HTML: &str = "<!doctype html><html><head><title>App</title>\n<!-- page-head -->\n\
        <script type=\"module\" nonce=\"{{__TRUNK NONCE__}}\">run()</script><script src=\"/a.js\"></script></head><body></body></html>";

    #[test]
    fn a_head_fills_the_page_and_nothing_escapes_from_it() {
        let shell = Shell::parse(HTML).expect("is complete");
        let hostile = "</title><script>alert(1)</script>\" onload=\"x";
        let head = Head {
            title: hostile.to_owned(),
            description: hostile.to_owned(),
            canonical: Some("https://a.example/credentials/1".to_owned()),
            image: Some((hostile.to_owned(), hostile.to_owned())),
            data: Some(serde_json::json!({ "name": hostile })),
            told: vec![("told", hostile.to_owned())],
        };
        let html = shell.render(Some(&head));
        assert!(
            html.contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{html}"
        );
        assert!(
            html.contains("<link rel=\"canonical\" href=\"https://a.example/credentials/1\">"),
            "{html}"
        );
        assert!(
            !html.contains("<script>alert")
                && !html.contains("content=\"</title>")
                && !html.contains("&gt;\" onload=\"x\">"),
            "{html}"
        );
        assert!(html.contains(r#"{"name":"\u003c/title>\u003cscript>"#), "{html}");
        assert!(!html.contains("page-head") && !html.contains("NONCE"), "{html}");
    }

    #[test]
    fn without_a_head_the_page_keeps_its_title() {
        let html = Shell::parse(HTML).expect("is complete").render(None);
        assert!(
            html.contains("<title>App</title>") && !html.contains("page-head"),
            "{html}"
        );
    }

    #[test]
    fn scripts_in_the_page_are_named_by_their_hash() {
        // printf 'run()' | openssl dgst -sha256 -binary | base64
        let hashes = Shell::parse(HTML).expect("is complete").script_hashes;
        assert_eq!(hashes, ["AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ="]);
    }

    #[test]
    fn an_incomplete_page_is_refused() {
        for html in [
            "",
            "<head><title>a</title></head>",
            "<head><!-- page-head --></head>",
            "<head><title>a</title><!-- page-head --><!-- page-head --></head>",
            "<head><title>a</title></head><!-- page-head -->",
            "<head><title>a</title><title>b</title><!-- page-head --></head>",
        ] {
            assert!(Shell::parse(html).is_err(), "{html}");
        }
    }
}
