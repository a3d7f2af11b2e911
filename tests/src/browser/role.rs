//! What an element is to somebody who uses the page, whatever it is made of.

/// A role of WAI-ARIA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Something urgent that is read out when it changes.
    Alert,
    /// A self-contained composition.
    Article,
    /// It does something.
    Button,
    /// A group of things that belong together.
    Group,
    /// Heads a part of the page.
    Heading,
    /// It leads somewhere.
    Link,
    /// The page's content.
    Main,
    /// A part of the page that is worth finding.
    Region,
    /// Something that is read out when it changes.
    Status,
    /// A field to write in.
    TextBox,
}

impl Role {
    /// Its name, as the browser computes it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Article => "article",
            Self::Button => "button",
            Self::Group => "group",
            Self::Heading => "heading",
            Self::Link => "link",
            Self::Main => "main",
            Self::Region => "region",
            Self::Status => "status",
            Self::TextBox => "textbox",
        }
    }

    /// What elements of this role can be made of; the browser's own word decides.
    pub(super) const fn candidates(self) -> &'static str {
        match self {
            Self::Alert => "[role=alert]",
            Self::Article => "article, [role=article]",
            Self::Button => "button, [role=button], summary, input[type=submit], input[type=button]",
            Self::Group => "fieldset, details, [role=group]",
            Self::Heading => "h1, h2, h3, h4, h5, h6, [role=heading]",
            Self::Link => "a, area, [role=link]",
            Self::Main => "main, [role=main]",
            Self::Region => "section, [role=region]",
            Self::Status => "output, [role=status]",
            Self::TextBox => "input, textarea, [role=textbox], [contenteditable]",
        }
    }
}
