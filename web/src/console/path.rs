//! Every address of the console. No other file spells one.

use crate::certificate_number::CertificateNumber;
use crate::path::with_query;

/// The credentials of everybody. Filters follow as its query.
pub(super) const CREDENTIALS: &str = "/console/credentials";

/// Awarding by hand.
pub(super) const AWARD: &str = "/console/award";

/// One credential with all that is known of it.
pub(super) fn credential(number: CertificateNumber) -> String {
    format!("{CREDENTIALS}/{number}")
}

/// The copy of the catalogue.
pub(super) const CATALOG_SYNCS: &str = "/console/catalog-syncs";

/// One run of copying; which one follows as its query, because paths are spelled plainly.
const CATALOG_SYNC: &str = "/console/catalog-syncs/run";

/// The same for the run of this id.
pub(super) fn catalog_sync(id: &str) -> String {
    with_query(CATALOG_SYNC, &[("id", Some(id))])
}
