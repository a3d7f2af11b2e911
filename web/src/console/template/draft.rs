//! What the editor holds.

use super::query::Template;
use super::source::Source;

/// What the editor holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) source: Source,
}

impl From<Source> for Draft {
    /// One without a name.
    fn from(source: Source) -> Self {
        Self {
            name: String::new(),
            source,
        }
    }
}

impl Draft {
    /// A template as the editor shows it: its newest version.
    pub(super) fn of(template: &Template) -> Self {
        Self {
            name: template.name.clone(),
            source: template.latest_version.source(),
        }
    }

    /// What was written here together with what others did in the meantime: what was left as it was `seen` here is as it is `now`.
    pub(super) fn onto(self, seen: &Self, now: Self) -> Self {
        fn pick<T: PartialEq>(written: T, seen: &T, now: T) -> T {
            if written == *seen { now } else { written }
        }
        let (source, before, others) = (self.source, &seen.source, now.source);
        Self {
            name: pick(self.name, &seen.name, now.name),
            source: Source {
                html: pick(source.html, &before.html, others.html),
                partials: pick(source.partials, &before.partials, others.partials),
                texts: pick(source.texts, &before.texts, others.texts),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Source};

    fn draft(name: &str, html: &str) -> Draft {
        Draft {
            name: name.to_owned(),
            source: Source {
                html: html.to_owned(),
                ..Source::default()
            },
        }
    }

    #[test]
    fn what_others_changed_stays_where_nothing_was_written() {
        let seen = draft("Diploma", "<p>seen</p>");
        let now = draft("Theirs", "<p>seen</p>");
        let written = draft("Diploma", "<p>mine</p>");
        assert_eq!(written.onto(&seen, now.clone()), draft("Theirs", "<p>mine</p>"));
        assert_eq!(seen.clone().onto(&seen, now.clone()), now);
    }
}
