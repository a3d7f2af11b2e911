//! What an institution may say about itself.

mod color;

use chrono::{DateTime, Utc};
use entity::id::SiteId;
use entity::site;
use url::Url;

use crate::config::is_loopback;
use crate::domain::edit::Edit;
use crate::domain::text;

/// Most hosts of a site beside that of its public address.
pub const MAX_HOSTS: usize = 20;
/// Most sites.
pub const MAX_SITES: usize = 1000;

const MAX_NAME: usize = 255;
const MAX_ORIGIN: usize = 255;
const MAX_URL: usize = 500;
const MAX_MAIL: usize = 254;
const MAX_APP_ID: usize = 32;

/// A site that tells nothing of itself yet.
#[must_use]
pub fn blank(id: SiteId, created_at: DateTime<Utc>) -> site::Model {
    site::Model {
        id,
        name: String::new(),
        is_default: false,
        created_at,
        public_url: None,
        lms_url: None,
        catalog_url: None,
        home_url: None,
        help_url: None,
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

/// What somebody wants a site to be: none keeps what it is.
#[derive(Clone, Debug, Default)]
pub struct RawSite {
    /// Name of the platform.
    pub name: Option<String>,
    /// Where the world reaches it.
    pub public_url: Option<String>,
    /// Further hosts by which requests may ask for it.
    pub hosts: Option<Vec<String>>,
    /// Address of the learning platform.
    pub lms_url: Edit<String>,
    /// Address of the catalogue's API.
    pub catalog_url: Edit<String>,
    /// The institution's home page.
    pub home_url: Edit<String>,
    /// Help with certificates.
    pub help_url: Edit<String>,
    /// Terms of service.
    pub terms_url: Edit<String>,
    /// Privacy policy.
    pub privacy_url: Edit<String>,
    /// Mail address of those who help.
    pub support_address: Edit<String>,
    /// Mail address from which the site writes.
    pub sender_address: Edit<String>,
    /// Picture beside the name.
    pub logo_url: Edit<String>,
    /// Color of links and buttons by day.
    pub accent_color: Edit<String>,
    /// Color of links and buttons in the dark.
    pub accent_color_dark: Edit<String>,
    /// Whether learners are offered to share on LinkedIn.
    pub shares_on_linkedin: Option<bool>,
    /// Whether learners are offered to share on X.
    pub shares_on_x: Option<bool>,
    /// Whether learners are offered to share on Facebook.
    pub shares_on_facebook: Option<bool>,
    /// The institution's application at Facebook.
    pub facebook_app_id: Edit<String>,
}

impl RawSite {
    /// Whether it says where the site is reached, from where it writes or which systems it works with, by which one site could take what is
    /// another's.
    #[must_use]
    pub fn is_about_systems(&self) -> bool {
        self.public_url.is_some()
            || self.hosts.is_some()
            || self.lms_url != Edit::Keep
            || self.catalog_url != Edit::Keep
            || self.sender_address != Edit::Keep
    }
}

/// A site as it shall be, with the hosts by which requests ask for it; none for hosts that stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The row.
    pub site: site::Model,
    /// All its hosts, that of the public address first.
    pub hosts: Option<Vec<String>>,
}

/// A part of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name.
    Name,
    /// The public address.
    PublicUrl,
    /// The further hosts.
    Hosts,
    /// The learning platform.
    LmsUrl,
    /// The catalogue.
    CatalogUrl,
    /// The home page.
    HomeUrl,
    /// Help.
    HelpUrl,
    /// Terms of service.
    TermsUrl,
    /// Privacy policy.
    PrivacyUrl,
    /// Those who help.
    SupportAddress,
    /// From where the site writes.
    SenderAddress,
    /// The picture.
    LogoUrl,
    /// The color by day.
    AccentColor,
    /// The color in the dark.
    AccentColorDark,
    /// The application at Facebook.
    FacebookAppId,
}

/// What is wrong with a part of a site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct InvalidSite {
    /// The part.
    pub part: Part,
    /// What is wrong, for people.
    pub problem: String,
}

/// What somebody wants of `site`, whose further hosts are `hosts`, applied to it.
pub fn edit(mut site: site::Model, hosts: &[String], raw: RawSite) -> Result<Draft, InvalidSite> {
    let RawSite {
        name,
        public_url,
        hosts: new_hosts,
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
    if let Some(name) = name {
        site.name = self::name(name).map_err(|it| wrong(Part::Name, it))?;
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
        set(part, new, kept, url)?;
    }
    set(Part::SupportAddress, support_address, &mut site.support_address, mail)?;
    set(Part::SenderAddress, sender_address, &mut site.sender_address, mail)?;
    set(Part::AccentColor, accent_color, &mut site.accent_color, color::by_day)?;
    set(
        Part::AccentColorDark,
        accent_color_dark,
        &mut site.accent_color_dark,
        color::in_the_dark,
    )?;
    set(Part::FacebookAppId, facebook_app_id, &mut site.facebook_app_id, app_id)?;
    site.shares_on_linkedin = shares_on_linkedin.unwrap_or(site.shares_on_linkedin);
    site.shares_on_x = shares_on_x.unwrap_or(site.shares_on_x);
    site.shares_on_facebook = shares_on_facebook.unwrap_or(site.shares_on_facebook);
    if site.shares_on_facebook && site.facebook_app_id.is_none() {
        return Err(wrong(
            Part::FacebookAppId,
            "sharing on Facebook needs an application there",
        ));
    }
    if site.is_default {
        let by_settings = "the address of the default site is a setting: public_url and allowed_hosts";
        return match (public_url, new_hosts) {
            (None, None) => Ok(Draft { site, hosts: None }),
            (Some(_), _) => Err(wrong(Part::PublicUrl, by_settings)),
            (None, Some(_)) => Err(wrong(Part::Hosts, by_settings)),
        };
    }
    let has_new_hosts = public_url.is_some() || new_hosts.is_some();
    if let Some(text) = public_url {
        site.public_url = Some(origin(&text).map_err(|it| wrong(Part::PublicUrl, it))?);
    }
    let own = site.public_url.as_deref().and_then(host_of).ok_or_else(|| {
        wrong(
            Part::PublicUrl,
            "a site needs an address such as https://credentials.example.org",
        )
    })?;
    let hosts = if has_new_hosts {
        let further = new_hosts.unwrap_or_else(|| hosts.to_vec());
        Some(self::hosts(own, further).map_err(|it| wrong(Part::Hosts, it))?)
    } else {
        None
    };
    Ok(Draft { site, hosts })
}

/// The host by which requests ask for what is at this address.
#[must_use]
pub fn host_of(public_url: &str) -> Option<String> {
    let (_, host) = public_url.split_once("://")?;
    Some(host.to_owned())
}

fn wrong(part: Part, problem: impl ToString) -> InvalidSite {
    InvalidSite {
        part,
        problem: problem.to_string(),
    }
}

fn set(
    part: Part,
    new: Edit<String>,
    kept: &mut Option<String>,
    parse: impl Fn(String) -> Result<String, String>,
) -> Result<(), InvalidSite> {
    match new {
        Edit::Keep => {}
        Edit::Clear => *kept = None,
        Edit::Set(text) => *kept = Some(parse(text).map_err(|it| wrong(part, it))?),
    }
    Ok(())
}

fn name(text: String) -> Result<String, String> {
    let name = text::plain(text, MAX_NAME).map_err(|it| it.to_string())?;
    if name.trim().is_empty() {
        return Err("a site needs a name".to_owned());
    }
    Ok(name)
}

/// An absolute address that browsers may be led to: encrypted, or on this machine.
fn url(text: String) -> Result<String, String> {
    safe_url(&text, MAX_URL).map(|_| text)
}

fn safe_url(text: &str, max_length: usize) -> Result<Url, String> {
    if text.len() > max_length {
        return Err(format!("an address has at most {max_length} characters"));
    }
    let url = Url::parse(text).map_err(|_| "this is no absolute address such as https://example.org/help")?;
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
    if !is_safe || url.host().is_none() {
        return Err("an address starts with https:// (plain http is for this machine only)".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an address holds no user name or password".to_owned());
    }
    Ok(url)
}

fn origin(text: &str) -> Result<String, String> {
    let url = safe_url(text, MAX_ORIGIN)?;
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("the public address has no path: the service is at its root".to_owned());
    }
    Ok(url.origin().ascii_serialization())
}

fn hosts(own: String, further: Vec<String>) -> Result<Vec<String>, String> {
    if further.len() > MAX_HOSTS {
        return Err(format!("a site has at most {MAX_HOSTS} further hosts"));
    }
    let mut hosts = vec![own];
    for text in further {
        let host = host(&text).ok_or("a host is a name such as credentials.example.org, or one with a port")?;
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    Ok(hosts)
}

/// A host name in lower case, with a port where one is given.
fn host(text: &str) -> Option<String> {
    let is_plain = |it: &str| it.len() <= MAX_ORIGIN && it.is_ascii() && !it.contains(['@', '*', '/', '?', '#', '\\']);
    let url = Url::parse(&format!("https://{text}")).ok().filter(|_| is_plain(text))?;
    let name = url.host_str().filter(|it| is_plain(it))?;
    Some(match url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    })
}

fn mail(text: String) -> Result<String, String> {
    let is_part = |it: &str| {
        !it.is_empty()
            && it
                .chars()
                .all(|it| !it.is_control() && !it.is_whitespace() && !"<>()[],;:\\\"@".contains(it))
    };
    let is_mail = text.len() <= MAX_MAIL
        && text
            .split_once('@')
            .is_some_and(|(local, domain)| is_part(local) && is_part(domain) && domain.contains('.'));
    if is_mail {
        Ok(text)
    } else {
        Err("this is no mail address such as help@example.org".to_owned())
    }
}

fn app_id(text: String) -> Result<String, String> {
    let is_id = (1..=MAX_APP_ID).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    if is_id {
        Ok(text)
    } else {
        Err(format!(
            "an application at Facebook is named by up to {MAX_APP_ID} digits"
        ))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::id::SiteId;

    use super::*;

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
        let draft = edit(site(false), &[], raw).expect("is fine");
        assert_eq!(draft.hosts, None);
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
        let draft = edit(site(false), &["old.example:81".to_owned()], raw).expect("is fine");
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
            let outcome = edit(site(false), &[], raw.clone());
            assert_eq!(outcome.map_err(|it| it.part), Err(part), "{raw:?}");
        }
    }

    #[test]
    fn the_default_site_is_reached_by_what_the_settings_say() {
        let raw = RawSite {
            public_url: Some("https://south.example".to_owned()),
            ..RawSite::default()
        };
        assert_eq!(edit(site(true), &[], raw).map_err(|it| it.part), Err(Part::PublicUrl));
        let raw = RawSite {
            name: Some("South".to_owned()),
            ..RawSite::default()
        };
        assert_eq!(
            edit(site(true), &[], raw).map(|it| it.site.name),
            Ok("South".to_owned())
        );
    }
}
