//! What the search asks for: everything that may be meant, in one request.

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

/// What is asked for where the text is no certificate number; the answer is not looked at then.
const NO_NUMBER: &str = "00000000000040008000000000000000";

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

/// Finds what the words may mean.
pub(super) async fn find(words: String) -> Result<Found, ApiError> {
    let number = words.parse::<CertificateNumber>().ok();
    let is_name = number.is_none()
        && words
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '@' | '+' | '-'));
    let Some(no_number) = NO_NUMBER.parse().ok().or(number) else {
        return Ok(Found::default());
    };
    let operation = FindQuery::build(FindVariables {
        number: number.unwrap_or(no_number),
        is_number: number.is_some(),
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
    let mut credentials: Vec<Credential> = answer.credential.into_iter().collect();
    credentials.extend(answer.credentials.into_iter().flat_map(|it| it.nodes));
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
    number: CertificateNumber,
    is_number: bool,
    username: Option<String>,
    is_name: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "FindVariables")]
struct FindQuery {
    #[arguments(search: $search, first: 8)]
    learners: LearnerSummaryConnection,
    #[arguments(uuid: $number)]
    #[directives(include(if: $is_number))]
    credential: Option<Credential>,
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
