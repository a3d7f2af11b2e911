//! Whether a certificate can be printed, told by what was pinned with it and without printing it.
//!
//! The words of the service itself can always be printed; those of a template's own are looked at as far as they are printed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use entity::CertificateFacts;
use parley::Alignment;
use skrifa::charmap::Charmap;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::color::{INK, ink};
use super::text::{FONTS, Style, Typesetter};
use crate::render::reading::Reading;
use crate::render::view::own_words;

/// How large a word is set on trial, and in how much room, in points; neither changes which letters it takes.
const SIZE: f32 = 12.0;
const ROOM: f32 = 600.0;
/// Most bytes of text on a sheet, and most lines; nobody could read more.
const MOST: usize = 16_000;
const MOST_LINES: usize = 300;

/// Which letters there are, in the order of the fonts; read once.
static CHARMAPS: LazyLock<[Charmap<'static>; 3]> =
    LazyLock::new(|| FONTS.map(|it| FontRef::new(it).map(|font| font.charmap()).unwrap_or_default()));

/// How letters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    Upright,
    Italic,
}

/// Whether there are letters for everything that a certificate says, by a template with these texts.
#[must_use]
pub fn has_letters(
    facts: &CertificateFacts,
    expires_at: Option<DateTime<Utc>>,
    texts: &BTreeMap<String, BTreeMap<String, String>>,
) -> bool {
    let CertificateFacts {
        recipient_name,
        is_name_told: _,
        title,
        type_label,
        organizations,
        signatories,
        hours_of_effort,
        language,
        platform_name,
        template_version: _,
    } = facts;
    let is_offered = !organizations.is_empty();
    let offered = || organizations.iter().map(|it| it.name.as_str());
    let signed = signatories.iter().flat_map(|it| {
        let organization = it.organization.as_deref();
        [Some(it.name.as_str()), Some(it.title.as_str()), organization]
    });
    let mut upright = [recipient_name.as_deref(), Some(title.as_str()), type_label.as_deref()]
        .into_iter()
        .chain(signed)
        .flatten()
        .chain(offered())
        .chain((!is_offered).then_some(platform_name.as_str()));
    // Who offers something, and where, is told once more in letters that lean.
    let mut italic = offered().chain(is_offered.then_some(platform_name.as_str()));
    let own = own_words(language.as_deref(), texts);
    let own_can_be_set = [
        ("certifies", Stance::Italic, true),
        ("offered_by", Stance::Italic, is_offered),
        ("on", Stance::Italic, is_offered),
        ("issued", Stance::Upright, true),
        ("expires", Stance::Upright, expires_at.is_some()),
        ("effort", Stance::Upright, hours_of_effort.is_some()),
        ("number", Stance::Upright, true),
        ("verify", Stance::Upright, true),
    ]
    .into_iter()
    .filter(|(.., is_printed)| *is_printed)
    .all(|(name, stance, _)| own.and_then(|it| it.get(name)).is_none_or(|it| can_set(it, stance)));
    own_can_be_set && upright.all(|it| can_set(it, Stance::Upright)) && italic.all(|it| can_set(it, Stance::Italic))
}

/// Whether there are letters for everything that an institution's own template says, and a sheet to hold it.
#[must_use]
pub fn has_letters_for(reading: &Reading) -> bool {
    let texts = reading.texts();
    let lines: Vec<&str> = texts.into_iter().flat_map(|it| &it.lines).map(String::as_str).collect();
    let n_bytes: usize = lines.iter().map(|it| it.len()).sum();
    let is_held = n_bytes <= MOST && lines.len() <= MOST_LINES;
    is_held && lines.iter().all(|it| can_set(it, Stance::Upright))
}

/// A word that one font has whole is set in it; whether others can be set, setting them shows.
fn can_set(text: &str, stance: Stance) -> bool {
    let [upright, leaning, arabic] = &*CHARMAPS;
    let latin = match stance {
        Stance::Upright => upright,
        Stance::Italic => leaning,
    };
    let has = |font: &Charmap<'_>, word: &str| {
        word.chars()
            .all(|it| font.map(it).is_some_and(|glyph| glyph != GlyphId::NOTDEF))
    };
    let mut setter = None;
    text.split_whitespace().all(|word| {
        has(latin, word) || has(arabic, word) || {
            let style = Style {
                size: SIZE,
                is_italic: stance == Stance::Italic,
                ink: ink(INK),
            };
            let setter = setter.get_or_insert_with(Typesetter::new);
            setter.set(word, style, ROOM, Alignment::Start).has_letters()
        }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{has_letters, has_letters_for};
    use crate::paper::{Code, Sheet, Unprintable, certificate};
    use crate::render::Body;
    use crate::render::language::Words;
    use crate::render::reading::{Reading, read};
    use crate::render::sample::{ADDRESS, Sample, example, issued_at, plain};
    use crate::render::view::View;

    fn is_printable(view: &View, own: Option<&Reading>) -> bool {
        let code = Code {
            side: 1,
            is_dark: vec![true],
            text: "x".to_owned(),
        };
        let sheet = Sheet {
            view,
            own,
            notice: None,
            stamp: None,
            accent: None,
            pictures: &BTreeMap::new(),
            code: &code,
        };
        match certificate(sheet) {
            Ok(_) => true,
            Err(Unprintable::Letters) => false,
            Err(error @ (Unprintable::Layout | Unprintable::Standard(_))) => panic!("{error}"),
        }
    }

    #[test]
    fn letters_are_told_as_printing_finds_them() {
        let names = [
            ("Ada Łukasiewicz Ὀδύσσεια Лавлейс", true),
            ("مريم الخوارزمي (Maryam)", true),
            ("Z\u{308}oe\u{301} N\u{303}andu\u{301}", true),
            ("林美玲", false),
            ("आदित्य", false),
            ("Ada 👩🏽‍🎓", false),
        ];
        for (name, expected) in names {
            for part in ["recipient", "title", "organization", "platform", "signatory"] {
                let mut of = example(ADDRESS);
                let facts = &mut of.facts;
                let place = match part {
                    "recipient" => facts.recipient_name.get_or_insert_default(),
                    "title" => &mut facts.title,
                    "organization" => &mut facts.organizations[0].name,
                    "platform" => &mut facts.platform_name,
                    _ => &mut facts.signatories[0].title,
                };
                name.clone_into(place);
                let told = has_letters(&of.facts, None, &BTreeMap::new());
                assert_eq!(told, expected, "{name} as {part}");
                let recipient = of.facts.recipient_name.clone().unwrap_or_else(|| "Ada".to_owned());
                let view = Sample::Plain.view(&recipient, Some(&of), ADDRESS, &BTreeMap::new());
                assert_eq!(is_printable(&view, None), told, "{name} as {part}");
            }
        }
    }

    #[test]
    fn words_of_a_template_are_looked_at_where_they_are_printed() {
        let mut of = example(ADDRESS);
        of.facts.hours_of_effort = None;
        for (language, name, word, expected) in [
            ("en", "certifies", "兹证明", false),
            ("en", "verify", "सत्यापित करें", false),
            ("zh-Hant", "on", "於", false),
            ("en", "certifies", "Hiermit wird bescheinigt", true),
            ("en", "issued", "Выдано", true),
            ("en", "effort", "学时", true),
            ("en", "expires", "有效期至", true),
            ("en", "greeting", "你好", true),
            ("fr", "certifies", "兹证明", true),
        ] {
            let texts = BTreeMap::from([(
                language.to_owned(),
                BTreeMap::from([(name.to_owned(), word.to_owned())]),
            )]);
            of.facts.language = (language != "fr").then(|| language.to_owned());
            let told = has_letters(&of.facts, None, &texts);
            assert_eq!(told, expected, "{name}: {word}");
            let view = Sample::Plain.view("Ada", Some(&of), ADDRESS, &texts);
            assert_eq!(is_printable(&view, None), told, "{name}: {word}");
        }
        let texts = BTreeMap::from([(
            "en".to_owned(),
            BTreeMap::from([("expires".to_owned(), "有效期至".to_owned())]),
        )]);
        assert!(!has_letters(&of.facts, Some(issued_at()), &texts));
    }

    #[test]
    fn what_a_template_says_is_looked_at_as_printing_finds_it() {
        let view = plain("Ada", &BTreeMap::new());
        for (html, expected) in [
            ("<h1>Ada Łukasiewicz</h1><p>Ὀδύσσεια, Лавлейс</p>", true),
            ("<p>مريم الخوارزمي</p><ul><li>Z\u{308}oe\u{301}</li></ul>", true),
            ("<h1>Ada</h1><p>兹证明</p>", false),
            ("<h1>Ada</h1><p aria-hidden=\"true\">आदित्य</p>", false),
            ("<p style=\"display: none\">兹证明</p><h1>Ada</h1>", true),
            ("<p title=\"兹证明\">&#20856;</p>", false),
            ("<p title=\"兹证明\">a<br>b\u{a0}c &amp; d</p>", true),
            ("<img src=\"/assets/0\" alt=\"兹证明\"><p>Ada</p>", true),
        ] {
            let body = Body {
                html: html.to_owned(),
                css: String::new(),
            };
            let reading = read(&body);
            assert_eq!(has_letters_for(&reading), expected, "{html}");
            assert_eq!(is_printable(&view, Some(&reading)), expected, "{html}");
        }
        let body = Body {
            html: "words ".repeat(3_000),
            css: String::new(),
        };
        assert!(!has_letters_for(&read(&body)), "more than a sheet holds");
    }

    #[test]
    fn words_of_the_service_can_always_be_printed() {
        for language in Words::languages() {
            let mut of = example(ADDRESS);
            of.facts.language = Some(language.to_owned());
            for sample in [Sample::Plain, Sample::BareCourseRun, Sample::Expiring] {
                let view = sample.view("Ada", Some(&of), ADDRESS, &BTreeMap::new());
                assert!(is_printable(&view, None), "{language}");
            }
        }
    }
}
