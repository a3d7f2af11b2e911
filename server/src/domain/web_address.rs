//! Which addresses that somebody else's data names, such as those of logos, are kept.
//!
//! Invariant: what is refused here is stored nowhere, so no browser is led there by us. Of what is not refused the service itself
//! connects to hosts that the settings name and to no others (`catalogue_sync::logo`, docs/adr/0031).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// How far an address out of other systems' data may reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// The public internet only.
    #[default]
    Public,
    /// This machine as well: for development.
    PublicAndLoopback,
}

/// Longest address.
const MAX_LENGTH: usize = 2_000;

/// The address may not be called; says why, and repeats nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusedAddress {
    /// It is no absolute address.
    #[error("it is no absolute web address")]
    NotAnAddress,
    /// Neither http nor https.
    #[error("it is neither http nor https")]
    Scheme,
    /// It has a user name or a password.
    #[error("it has a user name or a password")]
    UserInfo,
    /// It leads to this machine or a private network.
    #[error("it does not lead to the public internet")]
    NotPublic,
}

/// Reads an absolute web address that may be called, as far as that can be told without looking its name up.
pub fn parse(text: &str, reach: Reach) -> Result<Url, RefusedAddress> {
    if text.len() > MAX_LENGTH {
        return Err(RefusedAddress::NotAnAddress);
    }
    let url = Url::parse(text).map_err(|_| RefusedAddress::NotAnAddress)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(RefusedAddress::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(RefusedAddress::UserInfo);
    }
    let may_be_called = match url.host() {
        // The parser has read every spelling of an address: decimal, octal, hexadecimal, shortened.
        Some(Host::Ipv4(address)) => reach.includes(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => reach.includes(IpAddr::V6(address)),
        Some(Host::Domain(name)) => is_public_name(name) || (reach == Reach::PublicAndLoopback && is_local_name(name)),
        None => return Err(RefusedAddress::NotAnAddress),
    };
    if may_be_called {
        Ok(url)
    } else {
        Err(RefusedAddress::NotPublic)
    }
}

impl Reach {
    /// Whether an address may be led to.
    #[must_use]
    pub fn includes(self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        match self {
            Self::Public => is_public(address),
            Self::PublicAndLoopback => is_public(address) || address.is_loopback(),
        }
    }
}

fn is_local_name(name: &str) -> bool {
    name == "localhost"
}

/// A name with a dot that no standard reserves for private use.
fn is_public_name(name: &str) -> bool {
    const PRIVATE: [&str; 8] = [
        "localhost",
        "local",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "arpa",
    ];
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name.rsplit_once('.')
        .is_some_and(|(rest, last)| !rest.is_empty() && !PRIVATE.contains(&last))
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Not among the special-purpose addresses of IANA's registry for version 4.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        // Shared by carriers, for protocols, of 6to4 relays, for measurements, reserved.
        || (a == 100 && (64..128).contains(&b))
        || (a, b, c) == (192, 0, 0)
        || (a, b, c) == (192, 88, 99)
        || (a == 198 && matches!(b, 18 | 19))
        || a >= 240;
    !is_special
}

/// Among the global unicast addresses of version 6, and neither for a special purpose nor a way to embed one of version 4.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let is_global = a & 0xe000 == 0x2000;
    // Teredo and other protocols; documentation; 6to4; documentation again.
    let is_special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    is_global && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_may_be_called() {
        for text in [
            "https://cdn.example.org/logo.png",
            "http://cdn.example.org:8080/logo.png?x=1#y",
            "https://93.184.215.14/logo.png",
            "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
            "https://bücher.example/",
            "https://EXAMPLE.org./",
        ] {
            assert!(parse(text, Reach::Public).is_ok(), "{text}");
        }
    }

    #[test]
    fn every_spelling_of_another_address_is_refused() {
        use RefusedAddress::{NotAnAddress, NotPublic, Scheme, UserInfo};
        for (text, expected) in [
            ("", NotAnAddress),
            ("logo.png", NotAnAddress),
            ("//cdn.example.org/logo.png", NotAnAddress),
            ("http://", NotAnAddress),
            ("https://exa mple.org/", NotAnAddress),
            ("file:///etc/passwd", Scheme),
            ("gopher://cdn.example.org/", Scheme),
            ("data:image/png;base64,AAAA", Scheme),
            ("javascript:alert(1)", Scheme),
            ("ftp://cdn.example.org/", Scheme),
            ("https://user@cdn.example.org/", UserInfo),
            ("https://user:password@cdn.example.org/", UserInfo),
            ("https://cdn.example.org@127.0.0.1/", UserInfo),
            ("http://127.0.0.1/", NotPublic),
            ("http://127.1/", NotPublic),
            ("http://2130706433/", NotPublic),
            ("http://0x7f000001/", NotPublic),
            ("http://0177.0.0.1/", NotPublic),
            ("http://127.0.0.1./", NotPublic),
            ("http://１２７.0.0.1/", NotPublic),
            ("http://0/", NotPublic),
            ("http://0.0.0.0/", NotPublic),
            ("http://10.1.2.3/", NotPublic),
            ("http://172.16.0.1/", NotPublic),
            ("http://192.168.1.1/", NotPublic),
            ("http://169.254.169.254/latest/meta-data/", NotPublic),
            ("http://100.64.0.1/", NotPublic),
            ("http://192.0.0.8/", NotPublic),
            ("http://198.18.0.1/", NotPublic),
            ("http://203.0.113.7/", NotPublic),
            ("http://224.0.0.1/", NotPublic),
            ("http://255.255.255.255/", NotPublic),
            ("http://[::]/", NotPublic),
            ("http://[::1]/", NotPublic),
            ("http://[::ffff:127.0.0.1]/", NotPublic),
            ("http://[::ffff:a9fe:a9fe]/", NotPublic),
            ("http://[::127.0.0.1]/", NotPublic),
            ("http://[64:ff9b::7f00:1]/", NotPublic),
            ("http://[2002:7f00:1::]/", NotPublic),
            ("http://[2001:0:7f00:1::]/", NotPublic),
            ("http://[2001:db8::1]/", NotPublic),
            ("http://[fc00::1]/", NotPublic),
            ("http://[fe80::1]/", NotPublic),
            ("http://[ff02::1]/", NotPublic),
            ("http://localhost/", NotPublic),
            ("http://LOCALHOST./", NotPublic),
            ("http://metadata.google.internal/", NotPublic),
            ("http://printer.local/", NotPublic),
            ("http://intranet/", NotPublic),
            ("http://1.0.0.127.in-addr.arpa/", NotPublic),
        ] {
            assert_eq!(parse(text, Reach::Public), Err(expected), "{text}");
        }
        let long = format!("https://cdn.example.org/{}", "x".repeat(2_000));
        assert_eq!(parse(&long, Reach::Public), Err(NotAnAddress));
    }

    #[test]
    fn a_developer_may_reach_this_machine_and_no_further() {
        for text in [
            "http://127.0.0.1:8160/logo.svg",
            "http://localhost:8160/",
            "http://[::1]/",
        ] {
            assert!(parse(text, Reach::PublicAndLoopback).is_ok(), "{text}");
        }
        for text in ["http://169.254.169.254/", "http://10.0.0.1/", "http://intranet/"] {
            assert!(parse(text, Reach::PublicAndLoopback).is_err(), "{text}");
        }
    }
}
