//! What the form holds.

use super::part::{N_PARTS, Part};
use super::query::{SharingNetwork, Site};

/// Every text, empty for nothing, and which networks are ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    texts: [String; N_PARTS],
    /// As they stand in `SharingNetwork::ALL`.
    shares: [bool; 3],
}

impl Draft {
    /// A site that is new: learners are offered to share where that needs nothing.
    pub(super) fn empty() -> Self {
        Self {
            texts: Default::default(),
            shares: [true, true, false],
        }
    }

    /// What was read from the form.
    pub(super) const fn read(texts: [String; N_PARTS], shares: [bool; 3]) -> Self {
        Self { texts, shares }
    }

    /// A site as the form shows it.
    pub(super) fn of(site: &Site) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let texts = Part::ALL.map(|part| match part {
            Part::Name => site.name.clone(),
            Part::PublicUrl => site.public_url.clone(),
            Part::Hosts => site.hosts.join("\n"),
            Part::LmsUrl => text(&site.lms_url),
            Part::CatalogUrl => text(&site.catalog_url),
            Part::HomeUrl => text(&site.home_url),
            Part::HelpUrl => text(&site.help_url),
            Part::TermsUrl => text(&site.terms_url),
            Part::PrivacyUrl => text(&site.privacy_url),
            Part::SupportAddress => text(&site.support_address),
            Part::SenderAddress => text(&site.sender_address),
            Part::LogoUrl => text(&site.logo_url),
            Part::AccentColor => text(&site.accent_color),
            Part::AccentColorDark => text(&site.accent_color_dark),
            Part::FacebookApp => text(&site.facebook_app),
        });
        let shares = SharingNetwork::ALL.map(|it| site.sharing.contains(&it));
        Self { texts, shares }
    }

    /// What is written there.
    pub(super) fn text(&self, part: Part) -> &str {
        &self.texts[part.place()]
    }

    /// The hosts that are written, one on each line.
    pub(super) fn hosts(&self) -> Vec<String> {
        let lines = self.text(Part::Hosts).lines().map(str::trim);
        lines.filter(|it| !it.is_empty()).map(str::to_owned).collect()
    }

    /// Whether a network is ticked, for each of them.
    pub(super) const fn shares(&self) -> [bool; 3] {
        self.shares
    }

    /// The networks that are ticked.
    pub(super) fn networks(&self) -> Vec<SharingNetwork> {
        let all = SharingNetwork::ALL.into_iter().zip(self.shares);
        all.filter_map(|(network, is_on)| is_on.then_some(network)).collect()
    }

    /// What was written here together with what others did in the meantime: what was left as it was `seen` here is as it is `now`.
    pub(super) fn onto(mut self, seen: &Self, now: Self) -> Self {
        for ((text, seen), now) in self.texts.iter_mut().zip(&seen.texts).zip(now.texts) {
            if text == seen {
                *text = now;
            }
        }
        for ((is_on, seen), now) in self.shares.iter_mut().zip(seen.shares).zip(now.shares) {
            if *is_on == seen {
                *is_on = now;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, N_PARTS, Part};

    fn draft(written: &[(Part, &str)], shares: [bool; 3]) -> Draft {
        let mut texts: [String; N_PARTS] = Default::default();
        for (part, text) in written {
            texts[part.place()] = (*text).to_owned();
        }
        Draft::read(texts, shares)
    }

    #[test]
    fn what_others_changed_stays_where_nothing_was_written() {
        let seen = draft(&[(Part::Name, "North")], [true, true, false]);
        let now = draft(
            &[(Part::Name, "Far North"), (Part::HelpUrl, "https://a.example")],
            [false, true, false],
        );
        let written = draft(
            &[(Part::Name, "North"), (Part::HomeUrl, "https://b.example")],
            [true, false, false],
        );
        let expected = draft(
            &[
                (Part::Name, "Far North"),
                (Part::HelpUrl, "https://a.example"),
                (Part::HomeUrl, "https://b.example"),
            ],
            [false, false, false],
        );
        assert_eq!(written.onto(&seen, now), expected);
    }

    #[test]
    fn hosts_stand_one_on_each_line() {
        let written = draft(&[(Part::Hosts, " a.example \n\nb.example:81\n")], [false; 3]);
        assert_eq!(written.hosts(), ["a.example", "b.example:81"]);
    }
}
