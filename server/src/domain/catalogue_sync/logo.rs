//! From where logos are copied: from the catalogue's own origin and from those that the settings name, and from nowhere else.

use url::Url;

use crate::domain::web_address::{self, Reach, RefusedAddress};

/// An address from which a logo may be copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoAddress {
    /// The address.
    pub url: Url,
    /// Whose it is.
    pub host: Host,
}

/// Whose the host is that has a logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// The catalogue's own, which is called for its listings, too.
    Catalogue,
    /// One that the settings name for logos.
    Named,
}

/// Why a logo is not copied from its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Elsewhere {
    /// The address may not be called at all.
    #[error(transparent)]
    Refused(#[from] RefusedAddress),
    /// It is at a host that nobody has named.
    #[error("its host is neither the catalogue's own nor named by the setting catalog.logo_origins")]
    Host,
}

/// Reads the address of a logo that a record of the catalogue tells. `named` are the origins that the settings name.
pub fn address(text: &str, catalogue: &Url, named: &[Url], reach: Reach) -> Result<LogoAddress, Elsewhere> {
    let mut url = web_address::parse(text, reach)?;
    url.set_fragment(None);
    let owner = |url: &Url| {
        let has_origin = |it: &Url| it.origin() == url.origin();
        let is_named = || named.iter().any(has_origin).then_some(Host::Named);
        has_origin(catalogue).then_some(Host::Catalogue).or_else(is_named)
    };
    if let Some(host) = owner(&url) {
        return Ok(LogoAddress { url, host });
    }
    // Behind a proxy that ends encryption, services tell the plain address.
    let is_plain = url.scheme() == "http" && url.port().is_none();
    if is_plain
        && url.set_scheme("https").is_ok()
        && let Some(host) = owner(&url)
    {
        return Ok(LogoAddress { url, host });
    }
    Err(Elsewhere::Host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().expect("a URL")
    }

    fn read(text: &str) -> Result<(String, Host), Elsewhere> {
        let catalogue = url("https://discovery.example.org/api/v1/");
        let named = [url("https://media.example.org"), url("https://cdn.example.net:8443")];
        address(text, &catalogue, &named, Reach::Public).map(|it| (it.url.to_string(), it.host))
    }

    #[test]
    fn logos_are_copied_from_the_catalogue_and_from_what_the_settings_name() {
        for (text, called, host) in [
            (
                "https://discovery.example.org/media/a.png",
                "https://discovery.example.org/media/a.png",
                Host::Catalogue,
            ),
            (
                "http://discovery.example.org/media/a.png?x=1#y",
                "https://discovery.example.org/media/a.png?x=1",
                Host::Catalogue,
            ),
            (
                "https://MEDIA.example.org/a",
                "https://media.example.org/a",
                Host::Named,
            ),
            (
                "https://media.example.org:443/a",
                "https://media.example.org/a",
                Host::Named,
            ),
            (
                "https://cdn.example.net:8443/a",
                "https://cdn.example.net:8443/a",
                Host::Named,
            ),
        ] {
            assert_eq!(read(text), Ok((called.to_owned(), host)), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_called() {
        for text in [
            "https://elsewhere.example.org/a.png",
            "https://discovery.example.org:8443/a.png",
            "http://discovery.example.org:8080/a.png",
            "https://cdn.example.net/a.png",
            "http://cdn.example.net/a.png",
            "https://media.example.org.evil.example/a.png",
            "https://media.example.org./a.png",
        ] {
            assert_eq!(read(text), Err(Elsewhere::Host), "{text}");
        }
        for text in [
            "http://127.0.0.1/",
            "http://169.254.169.254/latest/",
            "https://media.example.org@10.0.0.1/",
            "file:///etc/passwd",
            "//media.example.org/a.png",
        ] {
            assert!(matches!(read(text), Err(Elsewhere::Refused(_))), "{text}");
        }
    }

    #[test]
    fn plain_addresses_are_for_this_machine() {
        let catalogue = url("http://127.0.0.1:8160/catalog/api/v1/");
        let read = |text| address(text, &catalogue, &[], Reach::PublicAndLoopback);
        let own = read("http://127.0.0.1:8160/logos/a.png").expect("an address");
        assert_eq!((own.url.scheme(), own.host), ("http", Host::Catalogue));
        for text in ["http://localhost:8160/logos/a.png", "http://127.0.0.1:8161/logos/a.png"] {
            assert_eq!(read(text), Err(Elsewhere::Host), "{text}");
        }
        assert!(matches!(
            address("http://127.0.0.1:8160/logos/a.png", &catalogue, &[], Reach::Public),
            Err(Elsewhere::Refused(_))
        ));
    }
}
