//! Looks names up, and lets connections go to those addresses only that may be reached.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::domain::web_address::Reach;

/// Looks names up within a [`Reach`]. The connection is made to the very addresses that are returned, so that a name whose answer
/// changes in between leads nowhere else.
#[derive(Debug)]
pub(super) struct Within(pub(super) Reach);

impl Resolve for Within {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let addresses: Vec<SocketAddr> = found.filter(|it| reach.includes(it.ip())).collect();
            if addresses.is_empty() {
                return Err("the name leads to no address that may be reached".into());
            }
            let addresses: Addrs = Box::new(addresses.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_of_this_machine_leads_nowhere() {
        let name = || "localhost".parse::<Name>().expect("a name");
        assert!(Within(Reach::Public).resolve(name()).await.is_err());
        let found = Within(Reach::PublicAndLoopback).resolve(name()).await;
        let found = found.unwrap_or_else(|error| panic!("{error}"));
        assert!(found.into_iter().all(|it| it.ip().is_loopback()));
    }
}
