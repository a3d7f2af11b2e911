//! How large a text of unknown length may be set so that the certificate stays on one page.

use super::query::{Certificate, CertificateSignatory};

/// A size step of the sheet's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Full size.
    Short,
    /// One step down.
    Long,
    /// As small as a certificate may be set.
    Longest,
}

impl Fit {
    /// A person's name: one line at full size, two at most.
    pub(super) fn name(text: &str) -> Self {
        Self::of(text, 30, 64)
    }

    /// A title: two lines at full size, three or four at most.
    pub(super) fn title(text: &str) -> Self {
        Self::of(text, 60, 130)
    }

    const fn steps(self) -> usize {
        match self {
            Self::Short => 0,
            Self::Long => 1,
            Self::Longest => 2,
        }
    }

    fn of(text: &str, short: usize, long: usize) -> Self {
        match units(text) {
            n_units if n_units <= short => Self::Short,
            n_units if n_units <= long => Self::Long,
            _ => Self::Longest,
        }
    }
}

/// How much a certificate has to say, for its size on paper, where one page must hold it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Density {
    /// Nearly every certificate.
    Roomy,
    /// Long texts or many signatories.
    Crowded,
    /// Both.
    Packed,
    /// As much as anybody ever wrote.
    Crammed,
}

impl Density {
    /// Counts about one point for each line more than usual.
    pub(super) fn of(certificate: &Certificate, recipient_name: &str) -> Self {
        let issuer: usize = certificate.organizations.iter().map(|it| units(&it.name) + 2).sum();
        let has_logos = certificate.organizations.iter().any(|it| it.logo_url.is_some());
        let n_rows = certificate.signatories.len().div_ceil(4);
        // A row is as high as its longest entry.
        let n_lines = certificate.signatories.iter().map(n_lines).max().unwrap_or_default();
        let n_extra_lines = Fit::title(&certificate.title).steps()
            + Fit::name(recipient_name).steps()
            + issuer / 50
            + if has_logos { LOGO_LINES } else { 0 }
            + (n_rows * n_lines).saturating_sub(USUAL_LINES);
        match n_extra_lines {
            0..=2 => Self::Roomy,
            3..=7 => Self::Crowded,
            8..=13 => Self::Packed,
            _ => Self::Crammed,
        }
    }
}

/// A row of logos.
const LOGO_LINES: usize = 2;

/// A name, a position and an organization in one row of signatories.
const USUAL_LINES: usize = 3;

/// How many lines a signatory takes at full size.
fn n_lines(signatory: &CertificateSignatory) -> usize {
    let organization = signatory.organization.as_deref().unwrap_or_default();
    let position = signatory.title.lines();
    units(&signatory.name).div_ceil(26)
        + position.map(|it| units(it).div_ceil(32)).sum::<usize>()
        + units(organization).div_ceil(32)
}

fn units(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Ideographs and syllable blocks are about twice as wide as letters.
fn width(character: char) -> usize {
    if matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
    {
        2
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::{Density, Fit};
    use crate::visitor::certificate::query::{
        Certificate, CertificateOrganization, CertificateSignatory, LearningObjectType,
    };

    fn certificate(title: &str, n_organizations: usize, n_signatories: usize) -> Certificate {
        let name = "Universidad Nacional de Ciencias Aplicadas".to_owned();
        let signatory = CertificateSignatory {
            name: name.clone(),
            title: name.clone(),
            image_url: None,
            organization: None,
        };
        Certificate {
            title: title.to_owned(),
            learning_object_type: LearningObjectType::CourseRun,
            type_label: None,
            organizations: vec![
                CertificateOrganization {
                    name: name.clone(),
                    logo_url: None
                };
                n_organizations
            ],
            signatories: vec![signatory; n_signatories],
            hours_of_effort: None,
            language: None,
            platform_name: name,
        }
    }

    #[test]
    fn only_a_certificate_with_much_to_say_is_set_smaller() {
        let long = "Methods and Case Studies ".repeat(10);
        assert_eq!(
            Density::of(&certificate("Marine Ecology", 1, 2), "Ada Lovelace"),
            Density::Roomy
        );
        assert_eq!(
            Density::of(&certificate("Marine Ecology", 2, 4), "Ada Lovelace"),
            Density::Roomy
        );
        assert_eq!(Density::of(&certificate(&long, 1, 4), "Ada Lovelace"), Density::Crowded);
        assert_eq!(
            Density::of(&certificate("Marine Ecology", 1, 8), "Ada Lovelace"),
            Density::Crowded
        );
        assert_eq!(
            Density::of(&certificate(&long, 2, 8), &"W".repeat(255)),
            Density::Packed
        );
        assert_eq!(
            Density::of(&certificate(&long, 5, 10), &"W".repeat(255)),
            Density::Crammed
        );
    }

    #[test]
    fn a_name_shrinks_as_it_grows() {
        assert_eq!(Fit::name("Ada Lovelace"), Fit::Short);
        assert_eq!(Fit::name("Pablo Diego José Francisco de Paula Juan"), Fit::Long);
        assert_eq!(Fit::name(&"Ö".repeat(65)), Fit::Longest);
        assert_eq!(Fit::name(""), Fit::Short);
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(Fit::name(&"山".repeat(15)), Fit::Short);
        assert_eq!(Fit::name(&"山".repeat(16)), Fit::Long);
        assert_eq!(Fit::title(&"한".repeat(31)), Fit::Long);
    }
}
