//! What a reader gets out of a PDF.

use std::io::Write as _;
use std::process::Command;

use reqwest::{RequestBuilder, StatusCode};

/// The text of a PDF that is asked for, and how many pages it has.
pub(crate) async fn read(request: RequestBuilder) -> (String, usize) {
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/pdf");
    let bytes = response.bytes().await.expect("a body");
    assert!(bytes.starts_with(b"%PDF-1.7"), "no PDF");
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(&bytes).expect("room");
    let output = Command::new("pdftotext")
        .arg(file.path())
        .arg("-")
        .output()
        .expect("`cargo xtask test` installs it");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("text");
    let n_pages = text.matches('\u{c}').count();
    // Marks for the direction of writing are no part of what is written.
    let text = text.replace(|it| matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'), "");
    (text.split_whitespace().collect::<Vec<_>>().join(" "), n_pages)
}

#[track_caller]
pub(crate) fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}: {text}");
    }
}
