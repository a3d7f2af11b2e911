//! The language of a certificate, as a BCP 47 tag.

use icu_locale_core::LanguageIdentifier;

/// Longest tag, in characters.
const MAX_LENGTH: usize = 35;

/// The text is no language tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a language is a BCP 47 tag of language, script and region, such as es, es-419 or zh-Hant")]
pub struct InvalidLanguage;

/// Reads a tag and writes it in its usual letter case: `ES-mx` is `es-MX`.
pub fn parse(text: &str) -> Result<String, InvalidLanguage> {
    if text.len() > MAX_LENGTH || text.contains('_') {
        return Err(InvalidLanguage);
    }
    let language: LanguageIdentifier = text.parse().map_err(|_| InvalidLanguage)?;
    if language.language.is_unknown() {
        return Err(InvalidLanguage);
    }
    Ok(language.to_string())
}

/// The tags to look for, best first: `zh-Hant-TW`, `zh-Hant`, `zh`.
pub fn ladder(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(tag), |it| it.rsplit_once('-').map(|(shorter, _)| shorter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_strictly_and_written_as_usual() {
        for (text, expected) in [
            ("en", Some("en")),
            ("ES-mx", Some("es-MX")),
            ("es-419", Some("es-419")),
            ("zh-hant", Some("zh-Hant")),
            ("ar", Some("ar")),
            ("", None),
            ("und", None),
            ("x", None),
            ("es_MX", None),
            ("../../etc", None),
            ("english", None),
            ("es-", None),
            ("es mx", None),
            ("éé", None),
        ] {
            assert_eq!(parse(text).ok().as_deref(), expected, "{text:?}");
        }
        assert!(parse(&"a".repeat(100)).is_err());
    }

    #[test]
    fn a_ladder_leads_from_the_region_to_the_language() {
        assert_eq!(
            ladder("zh-Hant-TW").collect::<Vec<_>>(),
            ["zh-Hant-TW", "zh-Hant", "zh"]
        );
        assert_eq!(ladder("en").collect::<Vec<_>>(), ["en"]);
    }
}
