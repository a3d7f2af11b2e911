//! Which parts of a site belong together.

use leptos_i18n::I18nContext;

use super::part::Part;
use crate::i18n::{Locale, t_string};

/// Parts that mean the same kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// What the institution is called, and where it tells more.
    Identity,
    /// Where the site is reached.
    Address,
    /// Colours and picture.
    Look,
    /// Where learners are offered to share.
    Sharing,
    /// From where it writes.
    Mail,
    /// The systems that it works with.
    Systems,
}

impl Group {
    /// All, as they stand in the page.
    pub(super) const ALL: [Self; 6] = [
        Self::Identity,
        Self::Address,
        Self::Look,
        Self::Sharing,
        Self::Mail,
        Self::Systems,
    ];

    /// Whether it is for those alone who run sites: where a site is, from where it writes, and what it works with.
    pub(super) const fn is_about_systems(self) -> bool {
        match self {
            Self::Address | Self::Mail | Self::Systems => true,
            Self::Identity | Self::Look | Self::Sharing => false,
        }
    }

    /// What is in it, in order.
    pub(super) const fn parts(self) -> &'static [Part] {
        match self {
            Self::Identity => &[
                Part::Name,
                Part::HomeUrl,
                Part::HelpUrl,
                Part::TermsUrl,
                Part::PrivacyUrl,
                Part::SupportAddress,
            ],
            Self::Address => &[Part::PublicUrl, Part::Hosts],
            Self::Look => &[Part::LogoUrl, Part::AccentColor, Part::AccentColorDark],
            Self::Sharing => &[Part::FacebookApp],
            Self::Mail => &[Part::SenderAddress],
            Self::Systems => &[Part::LmsUrl, Part::CatalogUrl],
        }
    }

    /// What it is called.
    pub(super) fn title(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Identity => t_string!(i18n, console.site.group.identity),
            Self::Address => t_string!(i18n, console.site.group.address),
            Self::Look => t_string!(i18n, console.site.group.look),
            Self::Sharing => t_string!(i18n, console.site.group.sharing),
            Self::Mail => t_string!(i18n, console.site.group.mail),
            Self::Systems => t_string!(i18n, console.site.group.systems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Part};

    #[test]
    fn each_part_is_in_one_group() {
        for part in Part::ALL {
            let n_groups = Group::ALL.into_iter().filter(|it| it.parts().contains(&part)).count();
            assert_eq!(n_groups, 1, "{part:?}");
        }
    }
}
