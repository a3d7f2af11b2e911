//! Hosts as requests, settings and sites name them: which of them ask for the default site, and which two are the same.
//!
//! Invariant: whoever stores a host and whoever looks one up compare by [`Hosts::spell`], so that a request reaches a site by every host that
//! a site may have. Links are made from settings only, so that a name in a request decides nothing; and a name that is not ours is
//! refused, so that no other site can point at us and pass for us.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use url::Url;

/// A host: a name in lower case or an address, and a port where one is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    name: String,
    port: Option<u16>,
}

impl Host {
    /// Reads a host as a request's `Host` names it, and an address behind its scheme; none where it is anything but a name and perhaps a
    /// port.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // The colons of an address of version 6 stand between brackets.
        let end = if text.starts_with('[') {
            text.find(']')? + 1
        } else {
            text.find(':').unwrap_or(text.len())
        };
        let (name, rest) = text.split_at(end);
        if name.is_empty() || text.contains('@') {
            return None;
        }
        let port = match rest.strip_prefix(':') {
            Some(digits) => Some(number(digits)?),
            None if rest.is_empty() => None,
            None => return None,
        };
        Some(Self::new(name, port))
    }

    /// A name or an address, that of version 6 between brackets, and a port.
    pub(super) fn new(name: &str, port: Option<u16>) -> Self {
        Self {
            name: spelled(name),
            port,
        }
    }

    /// Its name, or its address: that of version 6 between brackets.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same with its port, unless that is one of these.
    fn without(&self, ports: &[u16]) -> String {
        match self.port {
            Some(port) if !ports.contains(&port) => format!("{}:{port}", self.name),
            Some(_) | None => self.name.clone(),
        }
    }
}

/// The number of a port; an empty or overlong one is no port at all.
fn number(digits: &str) -> Option<u16> {
    let is_number = digits.bytes().all(|it| it.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// Names in lower case, and addresses of version 6 as browsers write them.
fn spelled(name: &str) -> String {
    let inside = name.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    match inside.and_then(|it| it.parse::<Ipv6Addr>().ok()) {
        Some(address) => url::Host::<&str>::Ipv6(address).to_string(),
        None => name.to_ascii_lowercase(),
    }
}

/// The hosts that the settings know.
#[derive(Clone, Debug)]
pub struct Hosts {
    /// Name and port of each that asks for the default site; no port where any will do.
    own: Vec<(String, Option<u16>)>,
    is_local: bool,
    /// Port of the scheme by which the world reaches the service.
    default_port: u16,
    /// Port of the listener.
    listener: u16,
}

impl Hosts {
    /// Those of a service that the world reaches at `public_url`, that answers to further hosts, and that listens at `address`.
    #[must_use]
    pub fn new(public_url: &Url, further: &[String], address: SocketAddr) -> Self {
        let mut own = Vec::new();
        if let Some(name) = public_url.host_str() {
            own.push((spelled(name), public_url.port_or_known_default()));
            own.push((spelled(name), Some(address.port())));
        }
        let further = further.iter().filter_map(|it| Host::parse(it));
        own.extend(further.map(|it| (it.name, it.port)));
        if !address.ip().is_unspecified() {
            own.push((of_address(address.ip()), Some(address.port())));
        }
        Self {
            own,
            is_local: address.ip().is_loopback(),
            default_port: if public_url.scheme() == "https" { 443 } else { 80 },
            listener: address.port(),
        }
    }

    /// Whether requests that name this host ask for the default site.
    #[must_use]
    pub fn is_of_default_site(&self, host: &Host) -> bool {
        let port = host.port.unwrap_or(self.default_port);
        self.own.iter().any(|(name, wanted)| *name == host.name && wanted.is_none_or(|it| it == port))
            // A listener of this machine alone may be reached by any of its names, whatever forwards to it.
            || (self.is_local && matches!(host.name.as_str(), "localhost" | "127.0.0.1" | "[::1]"))
    }

    /// The host as it is compared: with the port where that is neither the scheme's own nor the listener's. Two that are spelled alike are
    /// the same.
    #[must_use]
    pub fn spell(&self, host: &Host) -> String {
        host.without(&[self.default_port, self.listener])
    }

    /// The host as it is stored: with the port where that is not the scheme's own. That of the listener stays, which may be another one
    /// tomorrow.
    #[must_use]
    pub fn stored(&self, host: &Host) -> String {
        host.without(&[self.default_port])
    }
}

fn of_address(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => spelled(&format!("[{ip}]")),
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use url::Url;

    use super::{Host, Hosts};

    fn hosts(public: &str, listen: &str, further: &[&str]) -> Hosts {
        let public_url: Url = public.parse().expect("an address");
        let address: SocketAddr = listen.parse().expect("an address");
        let further: Vec<String> = further.iter().map(|it| (*it).to_owned()).collect();
        Hosts::new(&public_url, &further, address)
    }

    #[track_caller]
    fn host(text: &str) -> Host {
        Host::parse(text).unwrap_or_else(|| panic!("{text} is no host"))
    }

    #[test]
    fn host_is_a_name_and_perhaps_a_port() {
        for (text, name, port) in [
            ("North.Example.ORG", "north.example.org", None),
            ("north.example.org:081", "north.example.org", Some(81)),
            ("127.0.0.1:8150", "127.0.0.1", Some(8150)),
            ("[::1]", "[::1]", None),
            ("[0:0::0001]:8150", "[::1]", Some(8150)),
            ("[::FFFF:127.0.0.1]", "[::ffff:7f00:1]", None),
        ] {
            assert_eq!(Host::parse(text), Some(Host::new(name, port)), "{text}");
            assert_eq!(host(text).name(), name);
        }
        for text in [
            "",
            ":81",
            "north.example.org:",
            "north.example.org:+1",
            "north.example.org:65536",
            "user@north.example.org",
            "::1",
            "[::1",
            "[::1]81",
        ] {
            assert_eq!(Host::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_our_own_names_ask_for_the_default_site() {
        let hosts = hosts(
            "https://credentials.example.org",
            "0.0.0.0:8150",
            &["inner.example", "other.example:81"],
        );
        for (text, expected) in [
            ("credentials.example.org", true),
            ("Credentials.Example.ORG", true),
            ("credentials.example.org:443", true),
            ("credentials.example.org:8150", true),
            ("credentials.example.org:444", false),
            ("credentials.example.org.evil.com", false),
            ("evil.com", false),
            ("inner.example", true),
            ("inner.example:9", true),
            ("other.example:81", true),
            ("other.example", false),
            ("localhost", false),
            ("127.0.0.1:8150", false),
        ] {
            assert_eq!(hosts.is_of_default_site(&host(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_local_listener_answers_to_local_names() {
        let hosts = hosts("http://127.0.0.1:8150", "127.0.0.1:8150", &[]);
        for (text, expected) in [
            ("localhost:8080", true),
            ("127.0.0.1", true),
            ("[::1]:8150", true),
            ("north.localhost:8150", false),
            ("evil.com", false),
            ("127.0.0.2", false),
        ] {
            assert_eq!(hosts.is_of_default_site(&host(text)), expected, "{text}");
        }
    }

    #[test]
    fn ports_of_scheme_and_listener_make_no_other_host() {
        let plain = || hosts("http://127.0.0.1:8150", "127.0.0.1:8150", &[]);
        let encrypted = || hosts("https://credentials.example.org", "[::]:8150", &[]);
        for (hosts, text, spelled, stored) in [
            (plain(), "a.example", "a.example", "a.example"),
            (plain(), "A.Example:80", "a.example", "a.example"),
            (plain(), "a.example:8150", "a.example", "a.example:8150"),
            (plain(), "a.example:443", "a.example:443", "a.example:443"),
            (plain(), "a.example:81", "a.example:81", "a.example:81"),
            (plain(), "[::2]:8150", "[::2]", "[::2]:8150"),
            (plain(), "[0:0::2]:81", "[::2]:81", "[::2]:81"),
            (encrypted(), "a.example", "a.example", "a.example"),
            (encrypted(), "a.example:443", "a.example", "a.example"),
            (encrypted(), "a.example:8150", "a.example", "a.example:8150"),
            (encrypted(), "a.example:80", "a.example:80", "a.example:80"),
            (encrypted(), "[2001:DB8::1]:443", "[2001:db8::1]", "[2001:db8::1]"),
        ] {
            let host = host(text);
            assert_eq!(
                (hosts.spell(&host).as_str(), hosts.stored(&host).as_str()),
                (spelled, stored),
                "{text}"
            );
            // What is stored is spelled as the request is.
            let kept = Host::parse(stored).expect("a host");
            assert_eq!(hosts.spell(&kept), spelled, "{text}");
        }
    }
}
