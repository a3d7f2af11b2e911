//! Certificates that nobody earned, to see how others will look.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::api::schema;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::ui::select::Select;

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

/// Which of them a preview shows.
#[component]
pub(super) fn SampleChoice(
    /// Takes the choice.
    sample: RwSignal<CertificateSample>,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = Signal::derive(move || {
        let options = SAMPLES
            .iter()
            .map(|(word, it)| (*word, sample_words(i18n, *it).to_owned()));
        options.collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let chosen = sample.get();
        let found = SAMPLES.iter().find(|(_, it)| *it == chosen);
        found.map(|(word, _)| (*word).to_owned()).unwrap_or_default()
    });
    view! {
        <Select
            id="sample"
            label=move || t_string!(i18n, console.template.sample_label)
            options
            value=chosen
            on_change=Callback::new(move |word: String| sample.set(read_sample(&word)))
        />
    }
}

/// The one that a choice means.
fn read_sample(word: &str) -> CertificateSample {
    let found = SAMPLES.iter().find(|(it, _)| *it == word);
    found.map_or(CertificateSample::Plain, |(_, sample)| *sample)
}

/// How people are told.
fn sample_words(i18n: I18nContext<Locale>, sample: CertificateSample) -> &'static str {
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
