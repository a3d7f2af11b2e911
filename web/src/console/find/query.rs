//! What the search asks for: everything that may be meant, in one request.

use std::ops::RangeInclusive;

use cynic::QueryBuilder;

use crate::api::enumeration::CredentialState;
use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::scalar::Uuid;
use crate::api::schema;
use crate::api::transport::send;
use crate::certificate_number::CertificateNumber;
use crate::console::configured::Configured;
use crate::console::learner_state::LearnerState;

/// Longest text that is searched for, in characters.
pub(super) const MAX_LENGTH: usize = 100;

/// Digits of a certificate number by which one is found: as many as histories show, up to all.
const DIGITS: RangeInclusive<usize> = 8..=32;

/// What was found: the first things of each kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    pub(super) learners: Vec<LearnerSummary>,
    pub(super) credentials: Vec<Credential>,
    pub(super) programs: Vec<Program>,
    pub(super) courses: Vec<Course>,
    pub(super) course_runs: Vec<CourseRun>,
    pub(super) configurations: Vec<Configured>,
    pub(super) more: More,
}

/// Of which kinds there are more.
#[expect(clippy::struct_excessive_bools, reason = "one of each kind")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct More {
    pub(super) learners: bool,
    pub(super) credentials: bool,
    pub(super) programs: bool,
    pub(super) courses: bool,
    pub(super) course_runs: bool,
    pub(super) configurations: bool,
}

impl Found {
    pub(super) fn count(&self) -> usize {
        self.learners.len()
            + self.credentials.len()
            + self.programs.len()
            + self.courses.len()
            + self.course_runs.len()
            + self.configurations.len()
    }

    /// Whether these are all.
    pub(super) fn is_all(&self) -> bool {
        self.more == More::default()
    }
}

/// The certificate number that the words are, or its beginning.
fn number(words: &str) -> Option<String> {
    if let Ok(number) = words.parse::<CertificateNumber>() {
        return Some(number.to_string());
    }
    let digits: String = words.chars().filter(|it| *it != '-').collect();
    let is_beginning = DIGITS.contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_hexdigit());
    is_beginning.then_some(digits)
}

/// Whether the words may be a username.
fn is_name(words: &str) -> bool {
    let is_sign = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '@' | '+' | '-');
    words.parse::<CertificateNumber>().is_err() && words.chars().all(is_sign)
}

/// Finds what the words may mean.
pub(super) async fn find(words: String) -> Result<Found, ApiError> {
    let number = number(&words);
    let is_name = is_name(&words);
    let operation = FindQuery::build(FindVariables {
        is_number: number.is_some(),
        number,
        username: is_name.then(|| words.clone()),
        is_name,
        search: words,
    });
    let answer = send(operation).await?.data;
    let more = More {
        learners: answer.learners.page_info.has_next() || answer.learners.total_count.is_none(),
        credentials: answer.credentials.as_ref().is_some_and(|it| it.page_info.has_next()),
        programs: answer.programs.page_info.has_next(),
        courses: answer.courses.page_info.has_next(),
        course_runs: answer.course_runs.page_info.has_next(),
        configurations: answer.configurations.page_info.has_next(),
    };
    let mut credentials = answer.numbered.map(|it| it.nodes).unwrap_or_default();
    for credential in answer.credentials.into_iter().flat_map(|it| it.nodes) {
        if credentials.iter().all(|it| it.uuid != credential.uuid) {
            credentials.push(credential);
        }
    }
    Ok(Found {
        learners: answer.learners.nodes,
        credentials,
        programs: answer.programs.nodes,
        courses: answer.courses.nodes,
        course_runs: answer.course_runs.nodes,
        configurations: answer.configurations.nodes,
        more,
    })
}

#[derive(cynic::QueryVariables)]
struct FindVariables {
    search: String,
    number: Option<String>,
    is_number: bool,
    username: Option<String>,
    is_name: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "FindVariables")]
struct FindQuery {
    #[arguments(search: $search, first: 8)]
    learners: LearnerSummaryConnection,
    #[arguments(filter: { uuidPrefix: $number }, first: 8)]
    #[directives(include(if: $is_number))]
    #[cynic(rename = "credentials", alias)]
    numbered: Option<CredentialConnection>,
    #[arguments(filter: { username: $username }, first: 8)]
    #[directives(include(if: $is_name))]
    credentials: Option<CredentialConnection>,
    #[arguments(search: $search, first: 8)]
    programs: ProgramConnection,
    #[arguments(search: $search, first: 8)]
    courses: CourseConnection,
    #[arguments(search: $search, first: 8)]
    course_runs: CourseRunConnection,
    #[arguments(search: $search, first: 8)]
    configurations: CredentialConfigurationConnection,
}

#[derive(cynic::QueryFragment)]
struct LearnerSummaryConnection {
    nodes: Vec<LearnerSummary>,
    page_info: PageInfo,
    /// None where more people may be meant than were looked at.
    total_count: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct LearnerSummary {
    pub(super) username: String,
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) state: LearnerState,
}

#[derive(cynic::QueryFragment)]
struct CredentialConnection {
    nodes: Vec<Credential>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Credential {
    pub(super) uuid: CertificateNumber,
    pub(super) username: Option<String>,
    pub(super) recipient_name: Option<String>,
    pub(super) state: CredentialState,
    pub(super) certificate: Certificate,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Certificate {
    pub(super) title: String,
}

#[derive(cynic::QueryFragment)]
struct ProgramConnection {
    nodes: Vec<Program>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Program {
    pub(super) uuid: Uuid,
    pub(super) title: String,
}

#[derive(cynic::QueryFragment)]
struct CourseConnection {
    nodes: Vec<Course>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Course {
    pub(super) id: cynic::Id,
    pub(super) key: String,
    pub(super) title: String,
}

#[derive(cynic::QueryFragment)]
struct CourseRunConnection {
    nodes: Vec<CourseRun>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct CourseRun {
    pub(super) key: String,
    pub(super) title: String,
}

#[derive(cynic::QueryFragment)]
struct CredentialConfigurationConnection {
    nodes: Vec<Configured>,
    page_info: PageInfo,
}

#[cfg(test)]
mod tests {
    use super::{is_name, number};

    #[test]
    fn number_is_told_by_its_first_digits() {
        let whole = "3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88";
        for (words, expected) in [
            (whole, Some(whole)),
            (
                "https://x.example/credentials/3f2b9c1ad04e4f6c8a7b5e2d1c0f9a88",
                Some(whole),
            ),
            ("af5621ab", Some("af5621ab")),
            ("AF5621AB-d04e", Some("AF5621ABd04e")),
            ("af5621a", None),
            ("af5621ag", None),
            ("Ada Lovelace", None),
        ] {
            assert_eq!(number(words).as_deref(), expected, "{words}");
        }
        assert!(is_name("af5621ab") && is_name("ada@example.org"));
        assert!(!is_name(whole) && !is_name("Ada Lovelace"));
    }
}
