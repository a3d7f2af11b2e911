//! How large a text of unknown length may be set so that the certificate stays on one page.

use super::query::Certificate;

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
        match text.chars().map(width).sum::<usize>() {
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
}

impl Density {
    /// Counts about one point for each line more than usual.
    pub(super) fn of(certificate: &Certificate, recipient_name: &str) -> Self {
        let issuer: usize = certificate
            .organizations
            .iter()
            .map(|it| it.name.chars().map(width).sum::<usize>())
            .sum();
        let n_extra_lines = Fit::title(&certificate.title).steps()
            + Fit::name(recipient_name).steps()
            + issuer / 80
            + certificate.signatories.len().saturating_sub(2) / 2;
        match n_extra_lines {
            0..=2 => Self::Roomy,
            3..=7 => Self::Crowded,
            _ => Self::Packed,
        }
    }
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
    use crate::page::public::certificate::query::{
        Certificate, CertificateOrganization, CertificateSignatory, LearningObjectType,
    };

    fn certificate(title: &str, n_organizations: usize, n_signatories: usize) -> Certificate {
        let name = "Universidad Nacional de Ciencias Aplicadas".to_owned();
        let signatory = CertificateSignatory {
            name: name.clone(),
            title: name.clone(),
            organization: None,
        };
        Certificate {
            title: title.to_owned(),
            learning_object_type: LearningObjectType::CourseRun,
            type_label: None,
            organizations: vec![CertificateOrganization { name: name.clone() }; n_organizations],
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
            Density::of(&certificate(&long, 5, 10), &"W".repeat(255)),
            Density::Packed
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
