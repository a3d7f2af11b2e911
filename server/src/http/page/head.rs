//! What the head of a page tells crawlers and link previews, which run no app. Every text is escaped.

use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};

/// What the head of a page tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) description: String,
    /// The page's one address; none for a page that has none.
    pub(super) canonical: Option<String>,
    pub(super) image: Option<String>,
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
        meta("name", "twitter:card", "summary");
        if let Some(url) = canonical {
            meta("property", "og:url", url);
        }
        if let Some(url) = image {
            meta("property", "og:image", url);
        }
        if let Some(url) = canonical {
            elements.extend(["\n<link rel=\"canonical\" href=\"", &attribute(url), "\">"]);
        }
        elements
    }
}
