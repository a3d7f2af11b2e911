//! Where a certificate can be passed on: links that open a network's own page, filled in. Nothing is loaded from a network and nothing is
//! told to it before a person follows the link.
//!
//! The text beside a link is the certificate's title and who offers it: it needs no language.

use chrono::Datelike as _;
use entity::{credential, site};
use url::Url;

use super::credential::issued_at;

/// What following a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareTarget {
    /// Adds the certificate to the reader's own profile on LinkedIn.
    LinkedInProfile,
    /// Writes a post on LinkedIn.
    LinkedIn,
    /// Writes a post on X.
    X,
    /// Writes a post on Facebook.
    Facebook,
    /// Writes a mail.
    Mail,
}

/// A link that passes a certificate on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareLink {
    /// What following it does.
    pub target: ShareTarget,
    /// Its address.
    pub url: String,
}

/// Organizations that are named beside a title; more make a post unreadable.
const MAX_ORGANIZATIONS: usize = 3;

/// The links for a certificate that stands and that the world sees at `certificate_url`. `is_owner` tells whether the reader is the one
/// who earned it: nobody else adds it to a profile.
#[must_use]
pub fn share_links(
    site: &site::Model,
    credential: &credential::Model,
    certificate_url: &str,
    is_owner: bool,
) -> Vec<ShareLink> {
    let facts = &credential.facts;
    let names: Vec<&str> = facts
        .organizations
        .iter()
        .take(MAX_ORGANIZATIONS)
        .map(|it| it.name.as_str())
        .collect();
    let issuer = if names.is_empty() {
        facts.platform_name.clone()
    } else {
        names.join(", ")
    };
    let text = format!("{} – {issuer}", facts.title);
    let mut links = Vec::new();
    let mut add = |target, base: &str, parameters: &[(&str, &str)]| {
        // The addresses are constants; one that could not be read would be missing.
        if let Ok(url) = Url::parse_with_params(base, parameters) {
            // A blank is written in the one way that mail programs understand, too.
            let url = url.to_string().replace('+', "%20");
            links.push(ShareLink { target, url });
        }
    };
    if site.shares_on_linkedin && is_owner {
        let date = issued_at(credential);
        let (year, month) = (date.year().to_string(), date.month().to_string());
        let number = credential.id.to_string();
        let mut parameters = vec![
            ("startTask", "CERTIFICATION_NAME"),
            ("name", facts.title.as_str()),
            ("organizationName", issuer.as_str()),
            ("issueYear", &year),
            ("issueMonth", &month),
        ];
        let expires = credential
            .expires_at
            .map(|it| (it.year().to_string(), it.month().to_string()));
        if let Some((year, month)) = &expires {
            parameters.extend([("expirationYear", year.as_str()), ("expirationMonth", month.as_str())]);
        }
        parameters.extend([("certUrl", certificate_url), ("certId", &number)]);
        add(
            ShareTarget::LinkedInProfile,
            "https://www.linkedin.com/profile/add",
            &parameters,
        );
    }
    if site.shares_on_linkedin {
        let base = "https://www.linkedin.com/sharing/share-offsite/";
        add(ShareTarget::LinkedIn, base, &[("url", certificate_url)]);
    }
    if site.shares_on_x {
        let parameters = [("text", text.as_str()), ("url", certificate_url)];
        add(ShareTarget::X, "https://x.com/intent/post", &parameters);
    }
    if let Some(app) = site.facebook_app_id.as_deref().filter(|_| site.shares_on_facebook) {
        let parameters = [("app_id", app), ("display", "page"), ("href", certificate_url)];
        add(
            ShareTarget::Facebook,
            "https://www.facebook.com/dialog/share",
            &parameters,
        );
    }
    add(
        ShareTarget::Mail,
        "mailto:",
        &[("subject", text.as_str()), ("body", certificate_url)],
    );
    links
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeZone as _, Utc};
    use entity::certificate_facts::CertificateOrganization;
    use entity::id::{ConfigurationId, CredentialId, SiteId, UserId};
    use entity::{CertificateFacts, CredentialStatus, credential, site};
    use uuid::Uuid;

    use super::{ShareTarget, share_links};
    use crate::domain::site::blank;

    const URL: &str = "https://credentials.example.org/credentials/0000000000004000800000000000002a";

    fn site() -> site::Model {
        site::Model {
            shares_on_facebook: true,
            facebook_app_id: Some("123".to_owned()),
            ..blank(SiteId(Uuid::nil()), DateTime::UNIX_EPOCH)
        }
    }

    fn credential(title: &str, organizations: &[&str]) -> credential::Model {
        let awarded_at: DateTime<Utc> = Utc.with_ymd_and_hms(2026, 3, 9, 0, 0, 0).single().expect("is a date");
        credential::Model {
            id: CredentialId(Uuid::from_u128(0x0000_0000_0000_4000_8000_0000_0000_002a)),
            site_id: SiteId(Uuid::nil()),
            user_id: UserId(Uuid::nil()),
            configuration_id: ConfigurationId(Uuid::nil()),
            status: CredentialStatus::Awarded,
            mode: None,
            awarded_at,
            date_override: None,
            visible_at: awarded_at,
            expires_at: None,
            revoked_at: None,
            revocation_reason: None,
            replaced_at: None,
            replaced_by_id: None,
            facts: CertificateFacts {
                recipient_name: None,
                is_name_told: false,
                title: title.to_owned(),
                type_label: None,
                organizations: organizations
                    .iter()
                    .map(|name| CertificateOrganization {
                        name: (*name).to_owned(),
                        key: String::new(),
                        logo: None,
                        logo_url: None,
                    })
                    .collect(),
                signatories: Vec::new(),
                hours_of_effort: None,
                language: None,
                platform_name: "Wexcombe Online".to_owned(),
                template_version: None,
            },
            is_private: false,
            version: 1,
            updated_at: awarded_at,
            state_salt: None,
        }
    }

    fn url(target: ShareTarget, credential: &credential::Model) -> String {
        let links = share_links(&site(), credential, URL, true);
        let link = links.into_iter().find(|it| it.target == target);
        link.expect("is offered").url
    }

    #[test]
    fn the_owner_adds_it_to_a_profile_with_all_that_a_profile_asks() {
        let mut it = credential("Data & Analysis", &["Wexcombe University"]);
        it.expires_at = Utc.with_ymd_and_hms(2028, 12, 31, 0, 0, 0).single();
        assert_eq!(
            url(ShareTarget::LinkedInProfile, &it),
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Data%20%26%20Analysis\
             &organizationName=Wexcombe%20University&issueYear=2026&issueMonth=3&expirationYear=2028&expirationMonth=12\
             &certUrl=https%3A%2F%2Fcredentials.example.org%2Fcredentials%2F0000000000004000800000000000002a\
             &certId=00000000-0000-4000-8000-00000000002a"
        );
    }

    #[test]
    fn what_a_title_holds_stays_text() {
        let it = credential("A+B?c=d&e#f\r\nBcc: x@example.org", &["Ö", "Ü", "Ä", "Š"]);
        let mail = url(ShareTarget::Mail, &it);
        assert_eq!(
            mail,
            "mailto:?subject=A%2BB%3Fc%3Dd%26e%23f%0D%0ABcc%3A%20x%40example.org%20%E2%80%93%20%C3%96%2C%20%C3%9C%2C%20%C3%84\
             &body=https%3A%2F%2Fcredentials.example.org%2Fcredentials%2F0000000000004000800000000000002a"
        );
    }

    #[test]
    fn a_site_offers_what_it_chose() {
        let targets = |site: &site::Model, is_owner| {
            share_links(site, &credential("A", &[]), URL, is_owner)
                .into_iter()
                .map(|it| it.target)
                .collect::<Vec<_>>()
        };
        let all = site();
        assert_eq!(
            targets(&all, true),
            [
                ShareTarget::LinkedInProfile,
                ShareTarget::LinkedIn,
                ShareTarget::X,
                ShareTarget::Facebook,
                ShareTarget::Mail
            ]
        );
        assert_eq!(
            targets(&all, false),
            [
                ShareTarget::LinkedIn,
                ShareTarget::X,
                ShareTarget::Facebook,
                ShareTarget::Mail
            ]
        );
        let none = site::Model {
            shares_on_linkedin: false,
            shares_on_x: false,
            facebook_app_id: None,
            ..all
        };
        assert_eq!(targets(&none, true), [ShareTarget::Mail]);
    }
}
