//! The parts of a site that are written as text.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Name,
    PublicUrl,
    /// One on each line.
    Hosts,
    LmsUrl,
    CatalogUrl,
    HomeUrl,
    HelpUrl,
    TermsUrl,
    PrivacyUrl,
    SupportAddress,
    SenderAddress,
    LogoUrl,
    AccentColor,
    AccentColorDark,
    FacebookApp,
}

/// How many there are.
pub(super) const N_PARTS: usize = 15;

impl Part {
    /// All of them, each in its place.
    pub(super) const ALL: [Self; N_PARTS] = [
        Self::Name,
        Self::PublicUrl,
        Self::Hosts,
        Self::LmsUrl,
        Self::CatalogUrl,
        Self::HomeUrl,
        Self::HelpUrl,
        Self::TermsUrl,
        Self::PrivacyUrl,
        Self::SupportAddress,
        Self::SenderAddress,
        Self::LogoUrl,
        Self::AccentColor,
        Self::AccentColorDark,
        Self::FacebookApp,
    ];

    /// Its place among all.
    pub(super) const fn place(self) -> usize {
        self as usize
    }

    /// What the API calls it, and its field in the page.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::PublicUrl => "publicUrl",
            Self::Hosts => "hosts",
            Self::LmsUrl => "lmsUrl",
            Self::CatalogUrl => "catalogUrl",
            Self::HomeUrl => "homeUrl",
            Self::HelpUrl => "helpUrl",
            Self::TermsUrl => "termsUrl",
            Self::PrivacyUrl => "privacyUrl",
            Self::SupportAddress => "supportAddress",
            Self::SenderAddress => "senderAddress",
            Self::LogoUrl => "logoUrl",
            Self::AccentColor => "accentColor",
            Self::AccentColorDark => "accentColorDark",
            Self::FacebookApp => "facebookApp",
        }
    }

    /// The one that the API calls so.
    pub(super) fn called(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    /// What kind of input it has: which keyboard a phone shows.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::PublicUrl
            | Self::LmsUrl
            | Self::CatalogUrl
            | Self::HomeUrl
            | Self::HelpUrl
            | Self::TermsUrl
            | Self::PrivacyUrl
            | Self::LogoUrl => "url",
            Self::Name
            | Self::Hosts
            | Self::SupportAddress
            | Self::SenderAddress
            | Self::AccentColor
            | Self::AccentColorDark
            | Self::FacebookApp => "text",
        }
    }

    /// Its longest text.
    pub(super) const fn limit(self) -> &'static str {
        match self {
            Self::Name | Self::PublicUrl => "255",
            // Twenty of the longest, and the line breaks.
            Self::Hosts => "5119",
            Self::LmsUrl
            | Self::CatalogUrl
            | Self::HomeUrl
            | Self::HelpUrl
            | Self::TermsUrl
            | Self::PrivacyUrl
            | Self::LogoUrl => "500",
            Self::SupportAddress | Self::SenderAddress => "254",
            Self::AccentColor | Self::AccentColorDark => "7",
            Self::FacebookApp => "32",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn each_part_stands_in_its_place_and_is_found_by_its_name() {
        for (place, part) in Part::ALL.into_iter().enumerate() {
            assert_eq!((part.place(), Part::called(part.id())), (place, Some(part)));
        }
        assert_eq!(Part::called("expectedVersion"), None);
    }
}
