//! What a reader gets out of a PDF.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::process::Command;

use image::{ImageFormat, RgbImage};
use reqwest::{RequestBuilder, StatusCode};
use tempfile::NamedTempFile;

/// The text of a PDF that is asked for, and how many pages it has.
pub(crate) async fn read(request: RequestBuilder) -> (String, usize) {
    let file = fetch(request).await;
    let text = run("pdftotext", &[file.path().as_os_str(), "-".as_ref()]);
    let n_pages = text.matches('\u{c}').count();
    // Marks for the direction of writing are no part of what is written.
    let text = text.replace(|it| matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'), "");
    (text.split_whitespace().collect::<Vec<_>>().join(" "), n_pages)
}

/// Width and height in pixels of each picture in a PDF, in the order in which they are drawn.
pub(crate) async fn pictures(request: RequestBuilder) -> Vec<(String, String)> {
    let file = fetch(request).await;
    let list = run("pdfimages", &["-list".as_ref(), file.path().as_os_str()]);
    let columns = list.lines().skip(2).map(|it| it.split_whitespace().collect::<Vec<_>>());
    columns
        .filter(|it| it.get(2) == Some(&"image"))
        .filter_map(|it| Some(((*it.get(3)?).to_owned(), (*it.get(4)?).to_owned())))
        .collect()
}

/// What of a PDF is read as what: a line for each element, with the title that it has, and for each text.
pub(crate) async fn structure(request: RequestBuilder) -> String {
    let file = fetch(request).await;
    run("pdfinfo", &["-struct-text".as_ref(), file.path().as_os_str()])
}

/// Its bytes: words for pictures are written out in them.
pub(crate) async fn bytes(request: RequestBuilder) -> Vec<u8> {
    fs::read(fetch(request).await.path()).expect("a file")
}

/// How its first page looks, with a hundred pixels to the inch.
pub(crate) async fn look(request: RequestBuilder) -> RgbImage {
    let file = fetch(request).await;
    let options = ["-png", "-singlefile", "-r", "100"].map(OsStr::new);
    let arguments: Vec<&OsStr> = options.into_iter().chain([file.path().as_os_str()]).collect();
    let png = output("pdftoppm", &arguments);
    let look = image::load_from_memory_with_format(&png, ImageFormat::Png);
    look.expect("a picture").into_rgb8()
}

/// How many pixels have a colour.
pub(crate) fn n_pixels(look: &RgbImage, color: [u8; 3]) -> usize {
    look.pixels().filter(|it| it.0 == color).count()
}

async fn fetch(request: RequestBuilder) -> NamedTempFile {
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/pdf");
    let bytes = response.bytes().await.expect("a body");
    assert!(bytes.starts_with(b"%PDF-1.7"), "no PDF");
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(&bytes).expect("room");
    file
}

/// What a program of the package `poppler-utils` says.
fn run(program: &str, arguments: &[&OsStr]) -> String {
    String::from_utf8(output(program, arguments)).expect("text")
}

fn output(program: &str, arguments: &[&OsStr]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).output();
    let output = output.expect("`cargo xtask test` installs it");
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

#[track_caller]
pub(crate) fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}: {text}");
    }
}
