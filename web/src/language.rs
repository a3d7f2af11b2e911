//! Which language the app speaks. The page itself says the language and the direction of its writing: `I18nContextProvider` keeps
//! `lang` and `dir` of the document up to date.

use std::str::FromStr;

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::browser;
use crate::format;
use crate::i18n::{I18nLocaleTrait, Locale, use_i18n};

const STORAGE_KEY: &str = "language";

/// Takes up the language chosen on an earlier visit; without one the browser's preference stands.
pub(crate) fn restore() {
    let i18n = use_i18n();
    let chosen = browser::recall(STORAGE_KEY).and_then(|it| Locale::from_str(&it).ok());
    // In an effect: the context's own first effect puts the browser's preference in place.
    Effect::new(move |_| {
        if let Some(locale) = chosen {
            i18n.set_locale(locale);
        }
    });
}

/// Speaks another language from now on.
pub(crate) fn choose(i18n: I18nContext<Locale>, locale: Locale) {
    i18n.set_locale(locale);
    browser::remember(STORAGE_KEY, locale.as_str());
}

/// The tag by which dates are written so that they fit words of `locale`: the most regional one of the same language.
pub(crate) fn regional(locale: Locale, candidates: &[Option<&str>]) -> String {
    let fits = |tag: &&str| is_well_formed(tag) && primary(tag) == locale.as_str();
    let fitting = || candidates.iter().flatten().copied().filter(fits);
    let most_regional = fitting().find(|tag| tag.contains('-')).or_else(|| fitting().next());
    most_regional.unwrap_or(locale.as_str()).to_owned()
}

/// The tag by which dates in the app's own words are written: the app's language in the browser's own region.
pub(crate) fn date_language(i18n: I18nContext<Locale>) -> String {
    regional(i18n.get_locale(), &[browser::preferred_language().as_deref()])
}

/// A whole number as the reader's language groups its digits: wherever something is counted, so that one is read like the other.
pub(crate) fn grouped(i18n: I18nContext<Locale>, number: impl ToString) -> String {
    format::count(&number.to_string(), &date_language(i18n))
}

/// Whether the tag may stand in a `lang` attribute and be handed to the browser's formatters.
pub(crate) fn is_well_formed(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let has_language = parts
        .next()
        .is_some_and(|it| matches!(it.len(), 2..=3) && it.bytes().all(|b| b.is_ascii_alphabetic()));
    has_language && parts.all(|it| matches!(it.len(), 2..=8) && it.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{I18nLocaleTrait as _, Locale, is_well_formed, regional};

    #[test]
    fn each_language_runs_in_its_own_direction() {
        for locale in Locale::get_all().iter().copied() {
            let expected = if locale == Locale::ar { "rtl" } else { "ltr" };
            assert_eq!(locale.direction().as_str(), expected, "{}", locale.as_str());
        }
    }

    #[test]
    fn dates_keep_the_region_but_never_leave_the_language() {
        assert_eq!(regional(Locale::en, &[None, Some("en-GB")]), "en-GB");
        assert_eq!(regional(Locale::en, &[Some("es-MX"), Some("en-IE")]), "en-IE");
        assert_eq!(regional(Locale::es, &[Some("es-MX"), Some("es-ES")]), "es-MX");
        assert_eq!(regional(Locale::en, &[Some("en"), Some("en-GB")]), "en-GB");
        assert_eq!(regional(Locale::es, &[Some("en-US"), None]), "es");
        assert_eq!(regional(Locale::fr, &[Some("fr"), Some("fr-BE")]), "fr-BE");
        assert_eq!(regional(Locale::ar, &[None, Some("ar-EG")]), "ar-EG");
        assert_eq!(regional(Locale::ar, &[Some("fr-MA"), None]), "ar");
        assert_eq!(regional(Locale::en, &[Some("en-!"), Some("en_US")]), "en");
    }

    #[test]
    fn only_language_tags_are_well_formed() {
        for tag in ["en", "es-419", "zh-Hant-TW", "kab"] {
            assert!(is_well_formed(tag), "{tag}");
        }
        for tag in [
            "",
            "e",
            "english",
            "en_US",
            "en-",
            "-en",
            "en-a\"",
            "en us",
            "\u{e9}\u{e9}",
        ] {
            assert!(!is_well_formed(tag), "{tag}");
        }
    }
}
