//! Every address of the app. No other file spells one.

mod program;

use crate::api::scalar::Uuid;
use crate::certificate_number::CertificateNumber;
pub(crate) use program::Program;

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

/// What a learner has earned. Filters follow as its query.
pub(crate) const CREDENTIALS: &str = "/credentials";

/// The programs on which a learner works.
pub(crate) const RECORDS: &str = "/records";

/// A learner's own record in a program.
pub(crate) fn record(program: &Uuid) -> String {
    format!("/records/{}", program.as_str())
}

/// The same as a file. For requests that carry who is signed in; a plain link does not.
/// Of the viewer's own record, unless a username says whose.
pub(crate) fn record_file(program: &Uuid, username: Option<&str>, file: RecordFile, language: &str) -> String {
    let path = format!("/records/{}{}", program.as_str(), file.ending());
    with_query(&path, &[("lang", file.language(language)), ("username", username)])
}

/// All that is kept of the viewer, or of whoever has this name, as a file. For requests that carry who is signed in, as above.
pub(crate) fn personal_data(username: Option<&str>) -> String {
    with_query("/personal-data.json", &[("username", username)])
}

/// The record that a link opens, as a file.
pub(crate) fn shared_record_file(token: &Uuid, file: RecordFile, language: &str) -> String {
    let path = format!("/records/shared/{}{}", token.digits(), file.ending());
    with_query(&path, &[("lang", file.language(language))])
}

/// What a record is saved as.
#[derive(Clone, Copy)]
pub(crate) enum RecordFile {
    Csv,
    Pdf,
}

impl RecordFile {
    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Pdf => ".pdf",
        }
    }

    /// In which language it is written; none where it has no words of ours.
    const fn language(self, language: &str) -> Option<&str> {
        match self {
            Self::Csv => None,
            Self::Pdf => Some(language),
        }
    }
}

/// Where staff begin.
pub(crate) const CONSOLE: &str = "/console";

/// A page with what it was asked for in its query; what has no value is left out.
pub(crate) fn with_query(path: &str, parameters: &[(&str, Option<&str>)]) -> String {
    let pairs: Vec<String> = parameters
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", js_sys::encode_uri_component((*value)?))))
        .collect();
    if pairs.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", pairs.join("&"))
    }
}

/// A letter to a mail address, in which characters may stand that mean something else in a link.
pub(crate) fn mail(address: &str) -> String {
    let encoded = String::from(js_sys::encode_uri_component(address));
    format!("mailto:{}", encoded.replace("%40", "@"))
}

/// The public page of one certificate.
pub(crate) fn certificate(number: CertificateNumber) -> String {
    format!("/credentials/{number}")
}

/// What follows the page of a certificate in the address of something that belongs to it, as a path: whatever name this site is called
/// by, it is here.
pub(crate) fn of_certificate(number: CertificateNumber, address: &str) -> Option<String> {
    let page = certificate(number);
    let start = address.find(&format!("{page}/"))?;
    Some(address[start..].to_owned())
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

    #[test]
    fn what_belongs_to_a_certificate_is_on_this_site() {
        let number = "3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88".parse().expect("is a number");
        let path = "/credentials/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88/document";
        for address in [path.to_owned(), format!("https://credentials.example.org{path}")] {
            assert_eq!(super::of_certificate(number, &address).as_deref(), Some(path));
        }
        for other in [
            "",
            "/credentials/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88",
            "/credentials/1/document",
        ] {
            assert_eq!(super::of_certificate(number, other), None, "{other}");
        }
    }
}
