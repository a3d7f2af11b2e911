//! What the form holds.

use super::query::CompletionMail;

/// What the form holds; empty for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) is_enabled: bool,
    pub(super) wording: Wording,
}

/// What a preview shows; empty for what comes with the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wording {
    pub(super) language: String,
    pub(super) subject: String,
    pub(super) html: String,
    pub(super) text: String,
}

impl Draft {
    /// A text as the form shows it.
    pub(super) fn of(mail: &CompletionMail) -> Self {
        let told = |it: &Option<String>| it.as_deref().map(lines).unwrap_or_default();
        Self {
            is_enabled: mail.is_enabled,
            wording: Wording {
                language: told(&mail.language),
                subject: told(&mail.subject).trim().to_owned(),
                html: told(&mail.html),
                text: told(&mail.text),
            },
        }
    }

    /// What was written here together with what others did in the meantime: what was left as it was `seen` here is as it is `now`.
    pub(super) fn onto(self, seen: &Self, now: Self) -> Self {
        fn pick<T: PartialEq>(written: T, seen: &T, now: T) -> T {
            if written == *seen { now } else { written }
        }
        let (wording, before, others) = (self.wording, &seen.wording, now.wording);
        Self {
            is_enabled: pick(self.is_enabled, &seen.is_enabled, now.is_enabled),
            wording: Wording {
                language: pick(wording.language, &before.language, others.language),
                subject: pick(wording.subject, &before.subject, others.subject),
                html: pick(wording.html, &before.html, others.html),
                text: pick(wording.text, &before.text, others.text),
            },
        }
    }
}

/// Text as a text area gives it back: with one kind of line break.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::{Draft, Wording, lines};

    fn draft(is_enabled: bool, subject: &str, text: &str) -> Draft {
        Draft {
            is_enabled,
            wording: Wording {
                subject: subject.to_owned(),
                text: text.to_owned(),
                ..Wording::default()
            },
        }
    }

    #[test]
    fn what_others_changed_stays_where_nothing_was_written() {
        let seen = draft(false, "", "Well done");
        let now = draft(true, "Theirs", "Well done");
        let written = draft(false, "Mine", "Well done");
        assert_eq!(written.onto(&seen, now.clone()), draft(true, "Mine", "Well done"));
        assert_eq!(seen.clone().onto(&seen, now.clone()), now);
    }

    #[test]
    fn line_breaks_are_those_of_a_text_area() {
        assert_eq!(lines("a\r\nb\rc\nd"), "a\nb\nc\nd");
    }
}
