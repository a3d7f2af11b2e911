//! Whether a certificate can be printed, told by what was pinned with it and without printing it.
//!
//! The words of the service itself can always be printed. Words of a template's own are not looked at: they are no part of what was pinned.

use std::sync::LazyLock;

use entity::CertificateFacts;
use parley::Alignment;
use skrifa::charmap::Charmap;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use super::color::{INK, ink};
use super::text::{FONTS, Style, Typesetter};

/// How large a word is set on trial, and in how much room, in points; neither changes which letters it takes.
const SIZE: f32 = 12.0;
const ROOM: f32 = 600.0;

/// Which letters there are, in the order of the fonts; read once.
static CHARMAPS: LazyLock<[Charmap<'static>; 3]> =
    LazyLock::new(|| FONTS.map(|it| FontRef::new(it).map(|font| font.charmap()).unwrap_or_default()));

/// How letters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    Upright,
    Italic,
}

/// Whether there are letters for everything that a certificate says.
#[must_use]
pub fn has_letters(facts: &CertificateFacts) -> bool {
    let CertificateFacts {
        recipient_name,
        is_name_told: _,
        title,
        type_label,
        organizations,
        signatories,
        hours_of_effort: _,
        language: _,
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
    upright.all(|it| can_set(it, Stance::Upright)) && italic.all(|it| can_set(it, Stance::Italic))
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

    use super::has_letters;
    use crate::paper::{Code, Sheet, Unprintable, certificate};
    use crate::render::language::Words;
    use crate::render::sample::{ADDRESS, Sample, example};
    use crate::render::view::View;

    fn is_printable(view: &View) -> bool {
        let code = Code {
            side: 1,
            is_dark: vec![true],
            text: "x".to_owned(),
        };
        let sheet = Sheet {
            view,
            notice: None,
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
                let told = has_letters(&of.facts);
                assert_eq!(told, expected, "{name} as {part}");
                let recipient = of.facts.recipient_name.clone().unwrap_or_else(|| "Ada".to_owned());
                let view = Sample::Plain.view(&recipient, Some(&of), ADDRESS, &BTreeMap::new());
                assert_eq!(is_printable(&view), told, "{name} as {part}");
            }
        }
    }

    #[test]
    fn words_of_the_service_can_always_be_printed() {
        for language in Words::languages() {
            let mut of = example(ADDRESS);
            of.facts.language = Some(language.to_owned());
            for sample in [Sample::Plain, Sample::BareCourseRun, Sample::Expiring] {
                let view = sample.view("Ada", Some(&of), ADDRESS, &BTreeMap::new());
                assert!(is_printable(&view), "{language}");
            }
        }
    }
}
