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
    /// It is ticked or not.
    CheckBox,
    /// A choice among some.
    ComboBox,
    /// Something that has to be dealt with first.
    Dialog,
    /// It shows and hides what belongs to it.
    Disclosure,
    /// A group of things that belong together.
    Group,
    /// Heads a part of the page.
    Heading,
    /// It leads somewhere.
    Link,
    /// The page's content.
    Main,
    /// Links to places.
    Navigation,
    /// How far something has come.
    ProgressBar,
    /// A part of the page that is worth finding.
    Region,
    /// A field to look for something.
    SearchBox,
    /// Something that is read out when it changes.
    Status,
    /// It is on or off.
    Switch,
    /// Rows and columns.
    Table,
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
            Self::CheckBox => "checkbox",
            Self::ComboBox => "combobox",
            Self::Dialog => "dialog",
            Self::Disclosure => "DisclosureTriangle",
            Self::Group => "group",
            Self::Heading => "heading",
            Self::Link => "link",
            Self::Main => "main",
            Self::Navigation => "navigation",
            Self::ProgressBar => "progressbar",
            Self::Region => "region",
            Self::SearchBox => "searchbox",
            Self::Status => "status",
            Self::Switch => "switch",
            Self::Table => "table",
            Self::TextBox => "textbox",
        }
    }

    /// What elements of this role can be made of; the browser's own word decides.
    pub(super) const fn candidates(self) -> &'static str {
        match self {
            Self::Alert => "[role=alert]",
            Self::Article => "article, [role=article]",
            Self::Button => "button, [role=button], summary, input[type=submit], input[type=button]",
            Self::CheckBox => "input[type=checkbox], [role=checkbox]",
            Self::ComboBox => "select, [role=combobox]",
            Self::Dialog => "dialog, [role=dialog]",
            Self::Disclosure => "summary",
            Self::Group => "fieldset, details, [role=group]",
            Self::Heading => "h1, h2, h3, h4, h5, h6, [role=heading]",
            Self::Link => "a, area, [role=link]",
            Self::Main => "main, [role=main]",
            Self::Navigation => "nav, [role=navigation]",
            Self::ProgressBar => "progress, [role=progressbar]",
            Self::Region => "section, [role=region]",
            Self::SearchBox => "input[type=search], [role=searchbox]",
            Self::Status => "output, [role=status]",
            Self::Switch => "[role=switch]",
            Self::Table => "table, [role=table]",
            Self::TextBox => "input, textarea, [role=textbox], [contenteditable]",
        }
    }
}
