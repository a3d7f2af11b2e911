//! Every address of the app. No other file spells one.

use crate::certificate_number::CertificateNumber;

/// Where a visitor without a link starts.
pub(crate) const HOME: &str = "/";

/// The public page of one certificate.
pub(crate) fn certificate(number: CertificateNumber) -> String {
    format!("/credentials/{number}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_certificate_has_one_address() {
        let number = "3F2B9C1A-D04E-4F6C-8A7B-5E2D1C0F9A88".parse().expect("is a number");
        assert_eq!(
            super::certificate(number),
            "/credentials/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88"
        );
    }
}
