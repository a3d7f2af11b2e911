//! Which hosts the settings let a request name; further ones belong to sites. Links are made from settings only, so that a name in a request decides nothing; and a
//! name that is not ours is refused, so that no other site can point at us and pass for us.

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;

use crate::config::Config;

/// The hosts that requests may name.
pub(super) struct Hosts {
    /// Host and port, or none where any port will do.
    allowed: Vec<(String, Option<u16>)>,
    is_local: bool,
    /// Port of the listener.
    port: u16,
}

impl Hosts {
    /// `address` is where the service listens.
    pub(super) fn new(config: &Config, address: SocketAddr) -> Self {
        let mut allowed = Vec::new();
        if let Some(host) = config.public_url.host_str() {
            let port = config.public_url.port_or_known_default();
            allowed.push((host.to_ascii_lowercase(), port));
            allowed.push((host.to_ascii_lowercase(), Some(address.port())));
        }
        for host in &config.allowed_hosts {
            if let Ok(authority) = host.parse::<Authority>() {
                allowed.push((authority.host().to_ascii_lowercase(), authority.port_u16()));
            }
        }
        if !address.ip().is_unspecified() {
            allowed.push((bracketed(address.ip()), Some(address.port())));
        }
        Self {
            allowed,
            is_local: address.ip().is_loopback(),
            port: address.port(),
        }
    }

    /// Whether requests may name this host. `default_port` is that of the scheme by which the world reaches the service.
    pub(super) fn allow(&self, authority: &Authority, default_port: u16) -> bool {
        let Some((host, port)) = parts(authority, default_port) else {
            return false;
        };
        self.allowed.iter().any(|(name, wanted)| *name == host && wanted.is_none_or(|it| it == port))
            // A listener of this machine alone may be reached by any of its names, whatever forwards to it.
            || (self.is_local && matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]"))
    }

    /// The host as sites have it: in lower case, with the port where that is neither the scheme's own nor the listener's.
    pub(super) fn spell(&self, authority: &Authority, default_port: u16) -> Option<String> {
        let (host, port) = parts(authority, default_port)?;
        if port == default_port || port == self.port {
            Some(host)
        } else {
            Some(format!("{host}:{port}"))
        }
    }
}

/// Host and port of an authority that is nothing but those.
fn parts(authority: &Authority, default_port: u16) -> Option<(String, u16)> {
    // An empty or overlong port is no port at all.
    let has_empty_port = authority.port().is_none() && authority.as_str().ends_with(':');
    if authority.as_str().contains('@') || has_empty_port {
        return None;
    }
    let port = match authority.port() {
        Some(_) => authority.port_u16(),
        None => Some(default_port),
    };
    Some((authority.host().to_ascii_lowercase(), port?))
}

fn bracketed(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    fn hosts(public: &str, listen: &str, more: &[&str]) -> Hosts {
        let pairs = [
            ("CREDENTIALS_DATABASE_URL", "sqlite://x.sqlite".to_owned()),
            ("CREDENTIALS_PUBLIC_URL", public.to_owned()),
            ("CREDENTIALS_ALLOWED_HOSTS", serde_json::json!(more).to_string()),
            ("CREDENTIALS_LISTEN", listen.to_owned()),
            (
                "CREDENTIALS_JWT_ISSUERS",
                r#"[{"issuer":"i","algorithms":["RS512"],"jwks_url":"https://i/"}]"#.to_owned(),
            ),
        ];
        let (config, _) = crate::config::Config::load(None, pairs.map(|(name, value)| (name.into(), value.into())))
            .expect("is complete");
        Hosts::new(&config, config.listen)
    }

    #[test]
    fn only_our_own_names_pass() {
        let hosts = hosts(
            "https://credentials.example.org",
            "0.0.0.0:8150",
            &["inner.example", "other.example:81"],
        );
        for (host, expected) in [
            ("credentials.example.org", true),
            ("Credentials.Example.ORG", true),
            ("credentials.example.org:443", true),
            ("credentials.example.org:8150", true),
            ("credentials.example.org:444", false),
            ("credentials.example.org.evil.com", false),
            ("evil.com", false),
            ("user@credentials.example.org", false),
            ("credentials.example.org:", false),
            ("inner.example", true),
            ("inner.example:9", true),
            ("other.example:81", true),
            ("other.example", false),
            ("localhost", false),
            ("127.0.0.1:8150", false),
        ] {
            let allowed = host.parse().is_ok_and(|it| hosts.allow(&it, 443));
            assert_eq!(allowed, expected, "{host}");
        }
    }

    #[test]
    fn a_local_listener_answers_to_local_names() {
        let hosts = hosts("http://127.0.0.1:8150", "127.0.0.1:8150", &[]);
        for (host, expected) in [
            ("localhost:8080", true),
            ("127.0.0.1", true),
            ("[::1]:8150", true),
            ("evil.com", false),
            ("127.0.0.2", false),
        ] {
            let allowed = host.parse().is_ok_and(|it| hosts.allow(&it, 80));
            assert_eq!(allowed, expected, "{host}");
        }
    }
}
