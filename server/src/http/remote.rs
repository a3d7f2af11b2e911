//! The address that a request comes from, where proxies stand before the service.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

use crate::domain::remote_address::RemoteAddress;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// A connection whose other end the system does not tell any more; its clients share one limit.
const UNKNOWN: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// The other end of the connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) Option<IpAddr>);

/// Who a request comes from. A proxy that is trusted tells who came to it, and so on, from the nearest; what anybody else tells of
/// somebody else is not believed.
pub(super) fn of(proxies: &[IpNet], peer: Option<&Peer>, headers: &HeaderMap) -> RemoteAddress {
    let is_trusted = |it: IpAddr| proxies.iter().any(|proxy| proxy.contains(&it.to_canonical()));
    let mut address = peer.and_then(|Peer(it)| *it).unwrap_or(UNKNOWN);
    let told: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .collect();
    for next in told.into_iter().rev() {
        if !is_trusted(address) {
            break;
        }
        let Ok(next) = next.trim().parse::<IpAddr>() else { break };
        address = next;
    }
    address.into()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_trusted_proxies_tell_who_came() {
        let proxies: Vec<IpNet> = ["10.0.0.0/8", "fd00::/8"]
            .map(|it| it.parse().expect("a network"))
            .into();
        for (peer, told, expected) in [
            ("192.0.2.1", vec![], "192.0.2.1"),
            ("192.0.2.1", vec!["198.51.100.7"], "192.0.2.1"),
            ("10.0.0.1", vec!["198.51.100.7"], "198.51.100.7"),
            ("::ffff:10.0.0.1", vec!["198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", vec!["203.0.113.9, 198.51.100.7 , fd00::2"], "198.51.100.7"),
            ("10.0.0.1", vec!["203.0.113.9", "198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", vec!["unknown"], "10.0.0.1"),
            ("10.0.0.1", vec![], "10.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            for it in &told {
                headers.append(FORWARDED_FOR, HeaderValue::from_str(it).expect("a value"));
            }
            let peer = Peer(peer.parse().ok());
            let expected: IpAddr = expected.parse().expect("an address");
            assert_eq!(
                of(&proxies, Some(&peer), &headers),
                expected.into(),
                "{peer:?} {told:?}"
            );
        }
    }
}
