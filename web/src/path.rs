//! Every address of the app. No other file spells one.

use crate::certificate_number::CertificateNumber;

/// Where a visitor without a link starts.
pub(crate) const HOME: &str = "/";

/// Where the learning platform sends people back to.
pub(crate) const SIGN_IN_CALLBACK: &str = "/sign-in/callback";

/// After signing out.
pub(crate) const SIGNED_OUT: &str = "/signed-out";

/// The way to the learning platform, and back to the page `next`. Whoever just signed out starts at home.
pub(crate) fn sign_in(next: &str) -> String {
    let next = if next == SIGNED_OUT { HOME } else { next };
    format!("/sign-in?next={}", js_sys::encode_uri_component(next))
}

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
