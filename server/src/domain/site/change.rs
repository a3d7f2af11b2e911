//! What somebody wants of a site, applied to it, with everything about that which cannot be.

use std::collections::BTreeSet;

use entity::site;

use super::{InvalidSite, Part, Problem, RawSite, color, host_of, value};
use crate::domain::edit::Edit;
use crate::domain::host::{Host, Hosts};

/// A site as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The row. What cannot be what somebody wants is as it was.
    pub site: site::Model,
    /// All hosts by which requests ask for it, that of its public address first; none where they stay as they are.
    pub hosts: Option<Vec<String>>,
    /// Everything that cannot be.
    pub problems: Vec<InvalidSite>,
}

/// What somebody wants of `site`, whose further hosts are `further`, applied to it. `known` are the hosts of the settings.
#[must_use]
pub fn edit(mut site: site::Model, further: &[String], raw: RawSite, known: &Hosts) -> Draft {
    let mut problems = Problems::default();
    let RawSite {
        name,
        public_url,
        hosts,
        lms_url,
        catalog_url,
        home_url,
        help_url,
        terms_url,
        privacy_url,
        support_address,
        sender_address,
        logo_url,
        accent_color,
        accent_color_dark,
        shares_on_linkedin,
        shares_on_x,
        shares_on_facebook,
        facebook_app_id,
    } = raw;
    if let Some(name) = name.and_then(|it| problems.read(Part::Name, value::name(it))) {
        site.name = name;
    }
    for (part, new, kept) in [
        (Part::LmsUrl, lms_url, &mut site.lms_url),
        (Part::CatalogUrl, catalog_url, &mut site.catalog_url),
        (Part::HomeUrl, home_url, &mut site.home_url),
        (Part::HelpUrl, help_url, &mut site.help_url),
        (Part::TermsUrl, terms_url, &mut site.terms_url),
        (Part::PrivacyUrl, privacy_url, &mut site.privacy_url),
        (Part::LogoUrl, logo_url, &mut site.logo_url),
    ] {
        problems.set(part, new, kept, value::url);
    }
    for (part, new, kept) in [
        (Part::SupportAddress, support_address, &mut site.support_address),
        (Part::SenderAddress, sender_address, &mut site.sender_address),
    ] {
        problems.set(part, new, kept, value::mail);
    }
    problems.set(Part::AccentColor, accent_color, &mut site.accent_color, color::by_day);
    problems.set(
        Part::AccentColorDark,
        accent_color_dark,
        &mut site.accent_color_dark,
        color::in_the_dark,
    );
    problems.set(
        Part::FacebookAppId,
        facebook_app_id,
        &mut site.facebook_app_id,
        value::app_id,
    );
    site.shares_on_linkedin = shares_on_linkedin.unwrap_or(site.shares_on_linkedin);
    site.shares_on_x = shares_on_x.unwrap_or(site.shares_on_x);
    site.shares_on_facebook = shares_on_facebook.unwrap_or(site.shares_on_facebook);
    if site.shares_on_facebook && site.facebook_app_id.is_none() {
        problems.add(Part::FacebookAppId, "sharing on Facebook needs an application there");
    }
    let hosts = reach(&mut site, further, (public_url, hosts), known, &mut problems);
    Draft {
        site,
        hosts,
        problems: problems.0,
    }
}

/// Sets where the world reaches a site; gives all its hosts, where anything is said of them and nothing is wrong with it.
fn reach(
    site: &mut site::Model,
    further: &[String],
    (public_url, hosts): (Option<String>, Option<Vec<String>>),
    known: &Hosts,
    problems: &mut Problems,
) -> Option<Vec<String>> {
    if site.is_default {
        let by_settings = "the address of the default site is a setting: public_url and allowed_hosts";
        for (part, is_told) in [(Part::PublicUrl, public_url.is_some()), (Part::Hosts, hosts.is_some())] {
            if is_told {
                problems.add(part, by_settings);
            }
        }
        return None;
    }
    let is_told = public_url.is_some() || hosts.is_some();
    if let Some(origin) = public_url.and_then(|it| problems.read(Part::PublicUrl, value::origin(&it))) {
        site.public_url = Some(origin);
    }
    let own = site.public_url.as_deref().and_then(host_of);
    if own.is_none() {
        problems.add(
            Part::PublicUrl,
            "a site needs an address such as https://credentials.example.org",
        );
    }
    let further = match hosts {
        Some(texts) => problems.read(Part::Hosts, value::hosts(texts))?,
        None => further.iter().filter_map(|it| Host::parse(it)).collect(),
    };
    let own = own.filter(|_| is_told)?;
    let mut seen = BTreeSet::new();
    let each = std::iter::once(own)
        .chain(further)
        .filter(|it| seen.insert(known.spell(it)));
    Some(each.map(|it| known.stored(&it)).collect())
}

/// What is wrong so far: of each part what was found first.
#[derive(Default)]
struct Problems(Vec<InvalidSite>);

impl Problems {
    fn add(&mut self, part: Part, problem: impl Into<String>) {
        if self.0.iter().all(|it| it.part != part) {
            self.0.push(InvalidSite {
                part,
                problem: Problem::Unfit(problem.into()),
            });
        }
    }

    /// The value of a part; none where what was written cannot be one, which is noted.
    fn read<T>(&mut self, part: Part, value: Result<T, String>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(problem) => {
                self.add(part, problem);
                None
            }
        }
    }

    /// Sets a part, or leaves it as it is where what was written cannot be its value.
    fn set(
        &mut self,
        part: Part,
        new: Edit<String>,
        kept: &mut Option<String>,
        parse: impl Fn(String) -> Result<String, String>,
    ) {
        let new = new.and_then(|text| self.read(part, parse(text)));
        *kept = new.apply(kept.take());
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use chrono::DateTime;
    use entity::id::SiteId;
    use url::Url;

    use super::*;
    use crate::domain::site::blank;

    /// The hosts of a service that listens on port 8150.
    fn known(public_url: &str) -> Hosts {
        let public_url: Url = public_url.parse().expect("an address");
        Hosts::new(&public_url, &[], SocketAddr::from(([0, 0, 0, 0], 8150)))
    }

    fn changed(site: site::Model, further: &[String], raw: RawSite) -> Draft {
        edit(site, further, raw, &known("https://credentials.example.org"))
    }

    fn parts(draft: &Draft) -> Vec<Part> {
        draft.problems.iter().map(|it| it.part).collect()
    }

    fn site(is_default: bool) -> site::Model {
        site::Model {
            id: SiteId(crate::id::random()),
            name: "North".to_owned(),
            is_default,
            created_at: DateTime::UNIX_EPOCH,
            public_url: (!is_default).then(|| "https://north.example".to_owned()),
            lms_url: None,
            catalog_url: None,
            home_url: None,
            help_url: Some("https://north.example/help".to_owned()),
            terms_url: None,
            privacy_url: None,
            support_address: None,
            sender_address: None,
            logo_url: None,
            accent_color: None,
            accent_color_dark: None,
            shares_on_linkedin: true,
            shares_on_x: true,
            shares_on_facebook: false,
            facebook_app_id: None,
            reconciliation_every_days: None,
            version: 1,
        }
    }

    fn text(it: &str) -> Edit<String> {
        Edit::Set(it.to_owned())
    }

    #[test]
    fn what_is_not_named_stays_and_null_clears() {
        let raw = RawSite {
            help_url: Edit::Clear,
            lms_url: text("https://lms.north.example"),
            ..RawSite::default()
        };
        let draft = changed(site(false), &[], raw);
        assert_eq!((&draft.hosts, &draft.problems), (&None, &Vec::new()));
        assert_eq!(
            (draft.site.help_url.as_deref(), draft.site.name.as_str()),
            (None, "North")
        );
        assert_eq!(draft.site.lms_url.as_deref(), Some("https://lms.north.example"));
    }

    #[test]
    fn a_new_address_keeps_the_further_hosts() {
        let raw = RawSite {
            public_url: Some("HTTPS://South.Example:443/".to_owned()),
            ..RawSite::default()
        };
        let draft = changed(site(false), &["old.example:81".to_owned()], raw);
        assert_eq!(draft.site.public_url.as_deref(), Some("https://south.example"));
        assert_eq!(
            draft.hosts,
            Some(vec!["south.example".to_owned(), "old.example:81".to_owned()])
        );
    }

    #[test]
    fn each_part_is_checked() {
        let url = |it: &str| RawSite {
            help_url: text(it),
            ..RawSite::default()
        };
        let public = |it: &str| RawSite {
            public_url: Some(it.to_owned()),
            ..RawSite::default()
        };
        let mail = |it: &str| RawSite {
            sender_address: text(it),
            ..RawSite::default()
        };
        let color = |it: &str| RawSite {
            accent_color: text(it),
            ..RawSite::default()
        };
        let name = |it: &str| RawSite {
            name: Some(it.to_owned()),
            ..RawSite::default()
        };
        let host = |it: &str| RawSite {
            hosts: Some(vec![it.to_owned()]),
            ..RawSite::default()
        };
        for (raw, part) in [
            (url("javascript:alert(1)"), Part::HelpUrl),
            (url("http://help.example"), Part::HelpUrl),
            (url("https://a:b@help.example"), Part::HelpUrl),
            (url("/help"), Part::HelpUrl),
            (url(&format!("https://help.example/{}", "a".repeat(500))), Part::HelpUrl),
            (public("https://south.example/credentials"), Part::PublicUrl),
            (public("http://south.example"), Part::PublicUrl),
            (mail("nobody"), Part::SenderAddress),
            (mail("a@b"), Part::SenderAddress),
            (mail("a@b.example\r\nBcc: all@b.example"), Part::SenderAddress),
            (mail("Nobody <a@b.example>"), Part::SenderAddress),
            (color("red"), Part::AccentColor),
            (color("#ffff00"), Part::AccentColor),
            (name(" "), Part::Name),
            (name("a\nb"), Part::Name),
            (name(&"a".repeat(256)), Part::Name),
            (host("*.example"), Part::Hosts),
            (host("a/b"), Part::Hosts),
            (host("u@a.example"), Part::Hosts),
            (host(""), Part::Hosts),
            (
                RawSite {
                    shares_on_facebook: Some(true),
                    ..RawSite::default()
                },
                Part::FacebookAppId,
            ),
        ] {
            let draft = changed(site(false), &[], raw.clone());
            assert_eq!(parts(&draft), [part], "{raw:?}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told() {
        let raw = RawSite {
            name: Some(" ".to_owned()),
            public_url: Some("http://x y".to_owned()),
            hosts: Some(vec!["a/b".to_owned()]),
            home_url: text("javascript:alert(1)"),
            support_address: text("nobody"),
            accent_color: text("#ffff00"),
            shares_on_facebook: Some(true),
            facebook_app_id: text("x"),
            ..RawSite::default()
        };
        let expected = [
            Part::Name,
            Part::PublicUrl,
            Part::Hosts,
            Part::HomeUrl,
            Part::SupportAddress,
            Part::AccentColor,
            Part::FacebookAppId,
        ];
        let new = blank(SiteId(crate::id::random()), DateTime::UNIX_EPOCH);
        for before in [site(false), new] {
            let draft = changed(before.clone(), &[], raw.clone());
            let mut told = parts(&draft);
            told.sort_unstable();
            assert_eq!(told, expected, "each part once");
            let as_it_was = site::Model {
                shares_on_facebook: true,
                ..before
            };
            assert_eq!((draft.site, draft.hosts), (as_it_was, None));
        }
    }

    #[test]
    fn hosts_that_ask_for_the_same_are_one() {
        let raw = |public_url: &str, hosts: &[&str]| RawSite {
            public_url: Some(public_url.to_owned()),
            hosts: Some(hosts.iter().map(|it| (*it).to_owned()).collect()),
            ..RawSite::default()
        };
        for (service, public_url, further, expected) in [
            (
                "http://127.0.0.1:8150",
                "http://north.localhost:8150",
                &["North.localhost", "north.localhost:80", "north.localhost:81"][..],
                &["north.localhost:8150", "north.localhost:81"][..],
            ),
            (
                "https://credentials.example.org",
                "https://north.example",
                &["north.example:443", "north.example:8150", "north.example:80"],
                &["north.example", "north.example:80"],
            ),
            (
                "https://credentials.example.org",
                "https://[2001:DB8::1]",
                &["[2001:db8:0::1]:443", "[2001:db8::2]:8150"],
                &["[2001:db8::1]", "[2001:db8::2]:8150"],
            ),
        ] {
            let draft = edit(site(false), &[], raw(public_url, further), &known(service));
            let expected: Vec<String> = expected.iter().map(|it| (*it).to_owned()).collect();
            assert_eq!(
                (draft.hosts, draft.problems),
                (Some(expected), Vec::new()),
                "{public_url}"
            );
        }
    }

    #[test]
    fn the_default_site_is_reached_by_what_the_settings_say() {
        let raw = RawSite {
            public_url: Some("https://south.example".to_owned()),
            hosts: Some(Vec::new()),
            ..RawSite::default()
        };
        let draft = changed(site(true), &[], raw);
        assert_eq!((parts(&draft), draft.hosts), (vec![Part::PublicUrl, Part::Hosts], None));
        let raw = RawSite {
            name: Some("South".to_owned()),
            ..RawSite::default()
        };
        let draft = changed(site(true), &[], raw);
        assert_eq!((parts(&draft), draft.site.name.as_str()), (Vec::new(), "South"));
    }
}
