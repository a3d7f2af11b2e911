//! Words of certificates and of records on paper in the languages that come with the service, one file for each.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, Datelike as _, Utc};
use entity::Percent;
use serde::Deserialize;

use crate::domain::language::ladder;

/// Words of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// `ltr` or `rtl`.
    pub direction: String,
    months: [String; 12],
    /// How a date is written; on the first of a month perhaps otherwise.
    date: String,
    first_of_month: String,
    /// Between the items of a list, between two, and before the last of more.
    comma: String,
    and: String,
    and_last: String,
    hour: String,
    hours: String,
    /// What stands before the decimals of a number, and how a percentage is written.
    decimal: String,
    percent: String,
    /// Words by name.
    pub text: BTreeMap<String, String>,
    /// Words of mail, by name.
    mail: BTreeMap<String, String>,
    /// Words of records, by name.
    record: BTreeMap<String, String>,
}

static ALL: LazyLock<BTreeMap<&'static str, Words>> = LazyLock::new(|| {
    [
        ("ar", include_str!("language/ar.json")),
        ("en", include_str!("language/en.json")),
        ("es", include_str!("language/es.json")),
        ("fr", include_str!("language/fr.json")),
    ]
    .into_iter()
    .map(|(tag, text)| (tag, serde_json::from_str(text).expect("a test reads every file")))
    .collect()
});

impl Words {
    /// The words of a language, or of the one it is a variety of.
    #[must_use]
    pub fn find(tag: &str) -> Option<&'static Self> {
        ladder(tag).find_map(|it| ALL.get(it))
    }

    /// The words of the language that is always there.
    #[must_use]
    pub fn english() -> &'static Self {
        &ALL["en"]
    }

    /// The languages that come with the service.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        ALL.keys().copied()
    }

    /// A word by its name.
    #[must_use]
    pub fn word(&self, name: &str) -> String {
        self.text.get(name).cloned().unwrap_or_default()
    }

    /// A word of mail by its name.
    #[must_use]
    pub fn of_mail(&self, name: &str) -> &str {
        self.mail.get(name).map_or("", String::as_str)
    }

    /// A word of records by its name.
    #[must_use]
    pub fn of_record(&self, name: &str) -> &str {
        self.record.get(name).map_or("", String::as_str)
    }

    /// A percentage: `87.5%` of 0.875.
    #[must_use]
    pub fn percent(&self, percent: Percent) -> String {
        let (whole, fraction) = percent.hundredths();
        let number = match format!("{fraction:02}").trim_end_matches('0') {
            "" => whole.to_string(),
            decimals => format!("{whole}{}{decimals}", self.decimal),
        };
        self.percent.replace("{n}", &number)
    }

    /// A word about somebody or something that has a name.
    #[must_use]
    pub fn named(&self, word: &str, name: &str) -> String {
        self.word(word).replace("{name}", name)
    }

    /// A word about a date.
    #[must_use]
    pub fn dated(&self, word: &str, at: DateTime<Utc>) -> String {
        self.word(word).replace("{date}", &self.date(at))
    }

    /// A date in words.
    #[must_use]
    pub fn date(&self, at: DateTime<Utc>) -> String {
        let pattern = if at.day() == 1 {
            &self.first_of_month
        } else {
            &self.date
        };
        let month = usize::try_from(at.month0()).ok().and_then(|it| self.months.get(it));
        pattern
            .replace("{day}", &at.day().to_string())
            .replace("{month}", month.map_or("", String::as_str))
            .replace("{year}", &at.year().to_string())
    }

    /// So many hours.
    #[must_use]
    pub fn hours(&self, n: u16) -> String {
        let pattern = if n == 1 { &self.hour } else { &self.hours };
        pattern.replace("{n}", &n.to_string())
    }

    /// Items in one phrase.
    #[must_use]
    pub fn list(&self, items: &[&str]) -> String {
        match items {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [one, two] => format!("{one}{}{two}", self.and),
            [first @ .., last] => format!("{}{}{last}", first.join(&self.comma), self.and_last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word() {
        let expected: Vec<&String> = Words::english().text.keys().collect();
        for (tag, words) in ALL.iter() {
            assert_eq!(words.text.keys().collect::<Vec<_>>(), expected, "{tag}");
            assert!(words.text.values().all(|it| !it.trim().is_empty()), "{tag}");
            for name in ["logo_of", "signature_of"] {
                assert!(words.text[name].contains("{name}"), "{tag} {name}");
            }
            for name in ["expired", "replaced", "revoked"] {
                assert!(words.text[name].contains("{date}"), "{tag} {name}");
            }
            assert!(words.mail.keys().eq(Words::english().mail.keys()), "{tag}");
            for (name, place) in [
                ("subject", "{title}"),
                ("body", "{title}"),
                ("greeting", "{name}"),
                ("link_line", "{link}"),
            ] {
                assert!(words.of_mail(name).contains(place), "{tag} {name}");
            }
            for word in [
                "record_subject",
                "record_subject_again",
                "record_body",
                "record_again",
                "record_answer",
            ] {
                assert!(words.of_mail(word).contains("{name}"), "{tag} {word}");
            }
            assert!(words.record.keys().eq(Words::english().record.keys()), "{tag}");
            assert!(words.of_record("as_of").contains("{date}"), "{tag}");
            for place in ["{n}", "{count}"] {
                assert!(words.of_record("page").contains(place), "{tag} {place}");
            }
        }
    }

    #[test]
    fn dates_and_lists_read_as_people_write_them() {
        let at = |text: &str| format!("{text}T12:00:00Z").parse().expect("a day");
        for (tag, date, first) in [
            ("en-GB", "November 25, 2026", "January 1, 2027"),
            ("es-419", "25 de noviembre de 2026", "1 de enero de 2027"),
            ("fr", "25 novembre 2026", "1er janvier 2027"),
            ("ar", "25 نوفمبر 2026", "1 يناير 2027"),
        ] {
            let words = Words::find(tag).expect("is there");
            assert_eq!(words.date(at("2026-11-25")), date);
            assert_eq!(words.date(at("2027-01-01")), first);
        }
        let english = Words::english();
        assert_eq!(english.list(&["A"]), "A");
        assert_eq!(english.list(&["A", "B"]), "A and B");
        assert_eq!(english.list(&["A", "B", "C"]), "A, B, and C");
        assert_eq!(english.hours(1), "1 hour");
        assert_eq!(english.hours(180), "180 hours");
        assert!(Words::find("de").is_none());
    }

    #[test]
    fn percentages_read_as_people_write_them() {
        for (tag, text, expected) in [
            ("en", "0.875", "87.5%"),
            ("en", "0.9", "90%"),
            ("en", "1", "100%"),
            ("en", "0.0001", "0.01%"),
            ("es", "0.875", "87,5 %"),
            ("fr", "0.875", "87,5\u{202f}%"),
            ("ar", "0", "0%"),
        ] {
            let percent = Percent::parse(text).expect("a percentage");
            assert_eq!(Words::find(tag).expect("is there").percent(percent), expected);
        }
    }
}
