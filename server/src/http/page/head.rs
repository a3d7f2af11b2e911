//! What the head of a page tells crawlers and link previews, which run no app. Every text is escaped.

use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};
use serde_json::Value;

use crate::paper::CARD;

/// What the head of a page tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::http) struct Head {
    pub(in crate::http) title: String,
    pub(in crate::http) description: String,
    /// The page's one address; none for a page that has none.
    pub(in crate::http) canonical: Option<String>,
    /// Address of a picture of it ([`CARD`]), and words for those who do not see it.
    pub(in crate::http) image: Option<(String, String)>,
    /// What the page is about, for machines that know the vocabulary of schema.org.
    pub(in crate::http) data: Option<Value>,
    /// What the app is told, by name.
    pub(in crate::http) told: Vec<(&'static str, String)>,
}

impl Head {
    /// The content of `<title>`.
    pub(super) fn title(&self) -> String {
        text(&self.title).into_owned()
    }

    /// The elements beside the title. Pages of people are not for search engines to list.
    pub(super) fn elements(&self) -> String {
        let Self {
            title,
            description,
            canonical,
            image,
            data,
            told,
        } = self;
        let mut elements = String::from("<meta name=\"robots\" content=\"noindex\">");
        let mut meta = |key: &str, name: &str, content: &str| {
            elements.extend([
                "\n<meta ",
                key,
                "=\"",
                name,
                "\" content=\"",
                &attribute(content),
                "\">",
            ]);
        };
        meta("name", "description", description);
        meta("property", "og:type", "website");
        meta("property", "og:title", title);
        meta("property", "og:description", description);
        let card = if image.is_some() {
            "summary_large_image"
        } else {
            "summary"
        };
        meta("name", "twitter:card", card);
        for (name, content) in told {
            meta("name", name, content);
        }
        if let Some(url) = canonical {
            meta("property", "og:url", url);
        }
        if let Some((url, words)) = image {
            let (width, height) = CARD;
            meta("property", "og:image", url);
            meta("property", "og:image:type", "image/png");
            meta("property", "og:image:width", &width.to_string());
            meta("property", "og:image:height", &height.to_string());
            meta("property", "og:image:alt", words);
        }
        if let Some(url) = canonical {
            elements.extend(["\n<link rel=\"canonical\" href=\"", &attribute(url), "\">"]);
        }
        if let Some(data) = data {
            // Nothing in it may end the element, or begin a comment.
            let json = data.to_string().replace('<', "\\u003c");
            elements.extend(["\n<script type=\"application/ld+json\">", &json, "</script>"]);
        }
        elements
    }
}
