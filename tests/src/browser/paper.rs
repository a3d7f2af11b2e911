//! Puts pages on paper and looks at the paper.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Browser;

/// A page as it comes out of the printer.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// How many sheets it takes.
    pub sheets: usize,
    /// Width and height of the first one in points, of which an inch has 72.
    pub size: (f64, f64),
    /// The document.
    pub pdf: Vec<u8>,
}

impl Browser {
    /// Prints the page as a visitor would who changes nothing in the dialog, on paper of this size in inches.
    ///
    /// # Panics
    /// When nothing comes out.
    pub async fn print(&self, width: f64, height: f64) -> Paper {
        let parameters = json!({
            "paperWidth": width,
            "paperHeight": height,
            "preferCSSPageSize": true,
            "printBackground": false,
        });
        let printed = self.devtools("Page.printToPDF", parameters).await;
        let pdf = STANDARD
            .decode(printed["data"].as_str().unwrap_or_default())
            .expect("a document in Base64");
        Paper::read(pdf)
    }
}

impl Paper {
    /// Chromium writes the objects of pages as plain text, whatever it does to their content.
    fn read(pdf: Vec<u8>) -> Self {
        let text = String::from_utf8_lossy(&pdf);
        let sheets = text
            .match_indices("/Type /Page")
            .filter(|(start, found)| !text[start + found.len()..].starts_with('s'))
            .count();
        let size: Vec<f64> = text
            .split_once("/MediaBox [")
            .and_then(|(_, rest)| rest.split_once(']'))
            .map(|(numbers, _)| numbers.split_whitespace().filter_map(|it| it.parse().ok()).collect())
            .unwrap_or_default();
        let size = match size.as_slice() {
            [left, bottom, right, top] => (right - left, top - bottom),
            _ => panic!("a document without a size: {sheets} sheets"),
        };
        Self { sheets, size, pdf }
    }
}
