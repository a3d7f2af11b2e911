//! The hosts of sites among those of all.

use entity::{site, site_host};

use crate::context::Ctx;
use crate::domain::host::{Host, Hosts};
use crate::domain::site::host_of;

/// The hosts that the settings know.
pub(super) fn known(ctx: &Ctx) -> Hosts {
    let config = &ctx.config;
    Hosts::new(&config.public_url, &config.allowed_hosts, config.listen)
}

/// The hosts of a site beside that of its public address, as they are stored.
pub(super) fn further(known: &Hosts, site: &site::Model, all: &[site_host::Model]) -> Vec<String> {
    let own = site.public_url.as_deref().and_then(host_of).map(|it| known.spell(&it));
    all.iter()
        .filter(|it| it.site_id == site.id && spelled(known, it) != own)
        .map(|it| it.host.clone())
        .collect()
}

/// How a stored host is compared.
pub(super) fn spelled(known: &Hosts, row: &site_host::Model) -> Option<String> {
    Host::parse(&row.host).map(|it| known.spell(&it))
}
