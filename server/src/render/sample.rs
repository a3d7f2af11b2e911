//! Certificates to try a template with: one as they are, and those that break layouts and templates.

pub mod picture;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::LearningObjectType;
use entity::certificate_facts::{CertificateFacts, CertificateOrganization, CertificateSignatory};
use uuid::Uuid;

use super::view::{Shown, View, view};

/// What a trial certificate is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// As most certificates are.
    Plain,
    /// Names and titles as long as they can be.
    LongNames,
    /// One word as long as it can be.
    LongWord,
    /// A language written from right to left.
    RightToLeft,
    /// No logo.
    NoLogo,
    /// No organization.
    NoOrganization,
    /// Nobody signs.
    NoSignatory,
    /// As many people sign as may.
    ManySignatories,
    /// As many organizations as a certificate tells.
    ManyOrganizations,
    /// Signs that mean something to HTML, to templates and to spreadsheets.
    Hostile,
    /// Accents, emoji, and signs that stack.
    Unusual,
    /// A run of a course, of which the catalogue knows nothing.
    BareCourseRun,
    /// With a date of expiry and hours of effort.
    Expiring,
    /// A language that the service has no words in.
    UnknownLanguage,
}

impl Sample {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Plain,
        Self::LongNames,
        Self::LongWord,
        Self::RightToLeft,
        Self::NoLogo,
        Self::NoOrganization,
        Self::NoSignatory,
        Self::ManySignatories,
        Self::ManyOrganizations,
        Self::Hostile,
        Self::Unusual,
        Self::BareCourseRun,
        Self::Expiring,
        Self::UnknownLanguage,
    ];

    /// Its name in problems.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::LongNames => "long names",
            Self::LongWord => "a long word",
            Self::RightToLeft => "right to left",
            Self::NoLogo => "no logo",
            Self::NoOrganization => "no organization",
            Self::NoSignatory => "no signatory",
            Self::ManySignatories => "many signatories",
            Self::ManyOrganizations => "many organizations",
            Self::Hostile => "signs with a meaning",
            Self::Unusual => "unusual signs",
            Self::BareCourseRun => "a bare course run",
            Self::Expiring => "expiring",
            Self::UnknownLanguage => "an unknown language",
        }
    }

    /// The view of it; `name` is who earned it, where the sample does not need a name of its own, and `of` what was earned, where that
    /// is no example.
    #[must_use]
    pub fn view(self, name: &str, of: Option<&Of>, public_url: &str, source: Texts<'_>) -> View {
        let mut trial = Trial {
            of: of.cloned().unwrap_or_else(|| example(public_url)),
            name: name.to_owned(),
        };
        self.apply(&mut trial);
        let Trial { of, name } = trial;
        let facts = CertificateFacts {
            recipient_name: Some(name),
            ..of.facts
        };
        let shown = Shown {
            facts: &facts,
            kind: of.kind,
            number: Uuid::from_u128(0x1111_1111_1111_4111_8111_1111_1111_1111),
            issued_at: issued_at(),
            expires_at: of.expires_at,
            public_url,
            reader: None,
        };
        view(shown, source)
    }

    /// The view of it in a language.
    #[must_use]
    pub fn view_in(self, language: &str, name: &str, public_url: &str, source: Texts<'_>) -> View {
        let mut of = example(public_url);
        of.facts.language = Some(language.to_owned());
        self.view(name, Some(&of), public_url, source)
    }

    fn apply(self, trial: &mut Trial) {
        let facts = &mut trial.of.facts;
        match self {
            Self::Plain => {}
            Self::LongNames => {
                trial.name = cut("Wolfeschlegelsteinhausen Bergerdorff ".repeat(8));
                facts.title = cut("Advanced Studies in Comparative Interdisciplinary Methods ".repeat(5));
                facts.type_label =
                    Some("Professional Certificate of Continuing Higher Education and Research".to_owned());
                for it in &mut facts.organizations {
                    it.name = cut("International University of Applied Sciences ".repeat(6));
                }
                for it in &mut facts.signatories {
                    it.title = cut("Dean of the Faculty of Engineering\n".repeat(8));
                }
            }
            Self::LongWord => {
                trial.name = cut("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".repeat(5));
                facts.title = cut("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte".repeat(4));
            }
            Self::RightToLeft => {
                facts.language = Some("ar".to_owned());
                trial.name = "ليلى بنت عبد الله (Layla)".into();
                facts.title = "أسس علم البيانات – Data Science 101".into();
            }
            Self::NoLogo => {
                for it in &mut facts.organizations {
                    it.logo = None;
                    it.logo_url = None;
                }
            }
            Self::NoOrganization => facts.organizations.clear(),
            Self::NoSignatory => facts.signatories.clear(),
            Self::ManySignatories => {
                facts.signatories = (1..=20)
                    .map(|number| CertificateSignatory {
                        name: format!("Prof. Number {number}"),
                        title: "Dean\nFaculty of Arts".to_owned(),
                        organization: None,
                        image: (number % 2 == 0).then(|| picture::signature().hash.clone()),
                    })
                    .collect();
            }
            Self::ManyOrganizations => {
                facts.organizations = (1..=20)
                    .map(|number| organization(&format!("University {number}"), None))
                    .collect();
            }
            Self::Hostile => {
                trial.name = "<script>alert(1)</script> {{ 7*7 }} {% raw %} \" ' > & =HYPERLINK(\"x\")".into();
                facts.title = "\"><img src=x onerror=alert(1)> javascript:alert(1)".into();
            }
            Self::Unusual => {
                trial.name = "Z̸̈́̂a̷͛̚l̵̀̚g̷̈́o Šárka 👩🏽‍🎓 \u{202e}evil\u{202c} Ñandú".into();
                facts.title = "数据科学基础 · データサイエンス · 데이터 과학".into();
            }
            Self::BareCourseRun => {
                trial.of.kind = LearningObjectType::CourseRun;
                facts.title = "course-v1:WexcombeX+DS101+2026_T1".into();
                facts.type_label = None;
                facts.hours_of_effort = None;
                facts.organizations.clear();
                facts.signatories.clear();
            }
            Self::Expiring => {
                facts.hours_of_effort = Some(1);
                trial.of.expires_at = Some(day(1_860_000_000));
            }
            Self::UnknownLanguage => facts.language = Some("tlh".to_owned()),
        }
    }
}

/// A template's own words, by language and name.
pub type Texts<'a> = &'a BTreeMap<String, BTreeMap<String, String>>;

/// What a trial certificate is of.
#[derive(Clone, Debug)]
pub struct Of {
    /// What it says.
    pub facts: CertificateFacts,
    /// Kind of learning object.
    pub kind: LearningObjectType,
    /// When it expires; none for never.
    pub expires_at: Option<DateTime<Utc>>,
}

struct Trial {
    of: Of,
    name: String,
}

/// The public address that samples show.
pub const ADDRESS: &str = "https://credentials.example.org";

/// The date of issue of every sample; it never changes, so that samples do not either.
#[must_use]
pub fn issued_at() -> DateTime<Utc> {
    day(1_795_000_000)
}

/// A view of the plain sample.
#[must_use]
pub fn plain(name: &str, texts: Texts<'_>) -> View {
    Sample::Plain.view(name, None, ADDRESS, texts)
}

/// A program of an institution that does not exist, with pictures at the site's own address.
#[must_use]
pub fn example(public_url: &str) -> Of {
    let logo = format!("{public_url}{}", picture::logo().path());
    let facts = CertificateFacts {
        recipient_name: None,
        is_name_told: false,
        title: "Foundations of Data Science".to_owned(),
        type_label: Some("Professional Certificate".to_owned()),
        organizations: vec![organization("Wexcombe University", Some(logo))],
        signatories: vec![CertificateSignatory {
            name: "Prof. Eleanor Whitcombe".to_owned(),
            title: "Vice-Chancellor".to_owned(),
            organization: Some("Wexcombe University".to_owned()),
            image: Some(picture::signature().hash.clone()),
        }],
        hours_of_effort: Some(180),
        language: None,
        platform_name: "Wexcombe Online".to_owned(),
        template_version: None,
    };
    Of {
        facts,
        kind: LearningObjectType::Program,
        expires_at: None,
    }
}

fn organization(name: &str, logo_url: Option<String>) -> CertificateOrganization {
    CertificateOrganization {
        name: name.to_owned(),
        key: "WexcombeX".to_owned(),
        logo: None,
        logo_url,
    }
}

fn day(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap_or_default()
}

/// As much as a field holds.
fn cut(text: String) -> String {
    text.chars().take(255).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_samples_are_those_that_every_site_shows() {
        let texts = BTreeMap::new();
        for address in [ADDRESS, "https://elsewhere.example.net"] {
            let plain = Sample::Plain.view("Ada", None, address, &texts);
            assert_eq!(plain.organizations[0].logo, Some(picture::logo().path()));
            assert_eq!(plain.signatories[0].image, Some(picture::signature().path()));
            let bare = Sample::NoLogo.view("Ada", None, address, &texts);
            assert_eq!(bare.organizations[0].logo, None);
        }
    }

    #[test]
    fn sample_is_of_what_it_is_given() {
        let of = Of {
            kind: LearningObjectType::CourseRun,
            expires_at: Some(day(1_800_000_000)),
            ..example(ADDRESS)
        };
        let texts = BTreeMap::new();
        let plain = Sample::Plain.view("Ada", Some(&of), ADDRESS, &texts);
        assert_eq!(plain.credential.kind, "course_run");
        assert_eq!(plain.credential.expires_on.as_deref(), Some("January 15, 2027"));
        let expiring = Sample::Expiring.view("Ada", Some(&of), ADDRESS, &texts);
        assert_eq!(expiring.credential.expires_on.as_deref(), Some("December 9, 2028"));
        let bare = Sample::BareCourseRun.view("Ada", None, ADDRESS, &texts);
        assert_eq!(bare.credential.kind, "course_run");
    }
}
