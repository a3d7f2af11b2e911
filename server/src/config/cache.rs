//! `cache`: how long what was read a moment ago may stand for what is stored.

use std::time::Duration;

use super::error::ConfigError;
use super::reader::Reader;

/// `cache`: how long what was read a moment ago may stand for what is stored. A change that this process made itself is seen at
/// once, however long that is; one that another replica made is seen when the time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheConfig {
    /// `cache.credentials`: credentials that are shown to visitors.
    pub credentials: Duration,
    /// `cache.certificate_sources`: what new certificates are made of.
    pub certificate_sources: Duration,
}

const DEFAULT: Duration = Duration::from_secs(1);
/// A revocation is promised to be seen everywhere within this time.
const MOST: Duration = Duration::from_secs(2);

pub(super) fn read(reader: &mut Reader) -> Result<CacheConfig, ConfigError> {
    let bounds = Duration::ZERO..=MOST;
    Ok(CacheConfig {
        credentials: reader.duration("cache.credentials", DEFAULT, bounds.clone())?,
        certificate_sources: reader.duration("cache.certificate_sources", DEFAULT, bounds)?,
    })
}
