//! Where a request comes from, as far as limits care.

use std::fmt::{self, Debug, Formatter};
use std::net::{IpAddr, Ipv6Addr};

/// The address of a client: of one machine, or of the network that one customer of an IPv6 provider has (64 bits), within which
/// everybody can choose addresses at will.
///
/// It says where a person is, so it is never shown, not even for debugging.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RemoteAddress(IpAddr);

/// Bits of an IPv6 address that a customer does not choose.
const NETWORK: u128 = !(u64::MAX as u128);

impl From<IpAddr> for RemoteAddress {
    fn from(address: IpAddr) -> Self {
        // An IPv4 client of a listener for both comes as an IPv6 address.
        Self(match address.to_canonical() {
            IpAddr::V6(it) => IpAddr::V6(Ipv6Addr::from_bits(it.to_bits() & NETWORK)),
            it @ IpAddr::V4(_) => it,
        })
    }
}

impl Debug for RemoteAddress {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("RemoteAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_machine_or_one_network_of_a_customer() {
        let of = |text: &str| RemoteAddress::from(text.parse::<IpAddr>().expect("an address"));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::7"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert!(!format!("{:?}", of("192.0.2.1")).contains("192"));
    }
}
