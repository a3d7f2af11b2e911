//! TCP ports on this machine: which are free, and a free one where a wish cannot be met.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Result, bail};

/// Whether a server could listen on the port right now.
pub(crate) fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// The first free port at or after `wish`; stays below 32768, where the kernel starts to hand out ports by itself.
pub(crate) fn free_from(wish: u16) -> Result<u16> {
    match (wish..wish.saturating_add(500).min(32_768)).find(|port| is_free(*port)) {
        Some(port) => Ok(port),
        None => bail!(
            "no port between {wish} and {} is free on 127.0.0.1",
            wish.saturating_add(499)
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};

    use super::{free_from, is_free};

    #[test]
    fn taken_port_is_passed_over() {
        let port = free_from(21_000).expect("a free port");
        let _taken = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).expect("it is free");
        assert!(!is_free(port));
        assert!(free_from(port).expect("another") > port);
    }
}
