//! Every address of the console. No other file spells one.

use crate::certificate_number::CertificateNumber;

/// The credentials of everybody. Filters follow as its query.
pub(super) const CREDENTIALS: &str = "/console/credentials";

/// Awarding by hand.
pub(super) const AWARD: &str = "/console/award";

/// One credential with all that is known of it.
pub(super) fn credential(number: CertificateNumber) -> String {
    format!("{CREDENTIALS}/{number}")
}
