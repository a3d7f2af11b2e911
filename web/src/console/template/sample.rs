//! Certificates that nobody earned, to try a template with.

use leptos_i18n::I18nContext;

use crate::api::schema;
use crate::i18n::{Locale, t_string};

/// What one is like.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CertificateSample {
    BareCourseRun,
    Expiring,
    Hostile,
    LongNames,
    LongWord,
    ManyOrganizations,
    ManySignatories,
    NoLogo,
    NoOrganization,
    NoSignatory,
    Plain,
    RightToLeft,
    UnknownLanguage,
    Unusual,
}

/// All of them with the words by which a choice tells them: most certificates first, then what breaks layouts.
pub(super) const SAMPLES: [(&str, CertificateSample); 14] = [
    ("plain", CertificateSample::Plain),
    ("long-names", CertificateSample::LongNames),
    ("long-word", CertificateSample::LongWord),
    ("right-to-left", CertificateSample::RightToLeft),
    ("unusual", CertificateSample::Unusual),
    ("hostile", CertificateSample::Hostile),
    ("no-logo", CertificateSample::NoLogo),
    ("no-organization", CertificateSample::NoOrganization),
    ("many-organizations", CertificateSample::ManyOrganizations),
    ("no-signatory", CertificateSample::NoSignatory),
    ("many-signatories", CertificateSample::ManySignatories),
    ("bare-course-run", CertificateSample::BareCourseRun),
    ("expiring", CertificateSample::Expiring),
    ("unknown-language", CertificateSample::UnknownLanguage),
];

/// The one that a choice means.
pub(super) fn read_sample(word: &str) -> CertificateSample {
    let found = SAMPLES.iter().find(|(it, _)| *it == word);
    found.map_or(CertificateSample::Plain, |(_, sample)| *sample)
}

/// How people are told.
pub(super) fn sample_words(i18n: I18nContext<Locale>, sample: CertificateSample) -> &'static str {
    match sample {
        CertificateSample::Plain => t_string!(i18n, console.template.sample.plain),
        CertificateSample::LongNames => t_string!(i18n, console.template.sample.long_names),
        CertificateSample::LongWord => t_string!(i18n, console.template.sample.long_word),
        CertificateSample::RightToLeft => t_string!(i18n, console.template.sample.right_to_left),
        CertificateSample::Unusual => t_string!(i18n, console.template.sample.unusual),
        CertificateSample::Hostile => t_string!(i18n, console.template.sample.hostile),
        CertificateSample::NoLogo => t_string!(i18n, console.template.sample.no_logo),
        CertificateSample::NoOrganization => t_string!(i18n, console.template.sample.no_organization),
        CertificateSample::ManyOrganizations => t_string!(i18n, console.template.sample.many_organizations),
        CertificateSample::NoSignatory => t_string!(i18n, console.template.sample.no_signatory),
        CertificateSample::ManySignatories => t_string!(i18n, console.template.sample.many_signatories),
        CertificateSample::BareCourseRun => t_string!(i18n, console.template.sample.bare_course_run),
        CertificateSample::Expiring => t_string!(i18n, console.template.sample.expiring),
        CertificateSample::UnknownLanguage => t_string!(i18n, console.template.sample.unknown_language),
    }
}
