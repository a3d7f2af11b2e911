//! What the learning platform answers about learning: certificates of a person, and grades of a course run.
//!
//! It lists the certificates alone that everybody may see, and answers with an empty list where it does not want to tell. Whether one is
//! missing only its own address tells.

use chrono::{DateTime, Utc};
use entity::{CourseKey, EnrollmentMode, Percent, Username, UsernameRule};
use serde::Deserialize;
use url::Url;

use super::{Account, ClientError, Clients, Patience, Platform, Upstream};
use crate::domain::reconciliation::award::Certificate;
use crate::domain::reconciliation::grade::Grade;
use crate::domain::{instant, text};
use crate::strict_json;

/// Grades that the platform is asked for at a time.
const PAGE_SIZE: usize = 100;
/// Most grades that one answer may have.
const MAX_GRADES: usize = 1_000;
/// Longest word for a page, in bytes.
const MAX_CURSOR_LENGTH: usize = 500;
/// Longest letter of a grade, in characters.
const MAX_LETTER_LENGTH: usize = 255;
/// Longest word for how a certificate stands.
const MAX_STATUS_LENGTH: usize = 64;

/// A page of the grades of a course run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradesPage {
    /// The grades that can be used.
    pub grades: Vec<Grade>,
    /// How many cannot.
    pub n_unusable: u32,
    /// The platform's word for the next page; none where no more follow.
    pub next: Option<String>,
}

#[derive(Deserialize)]
struct ToldCertificate {
    username: String,
    course_id: String,
    certificate_type: Option<String>,
    created_date: Option<String>,
    status: String,
    is_passing: bool,
}

#[derive(Deserialize)]
struct ToldPage {
    next: Option<String>,
    results: Vec<ToldGrade>,
}

#[derive(Deserialize)]
struct ToldGrade {
    username: String,
    course_id: String,
    #[serde(default)]
    passed: bool,
    percent: f64,
    letter_grade: Option<String>,
}

const UNREADABLE: ClientError = ClientError::Invalid("it tells no certificates");
const SOMEBODY_ELSE: ClientError = ClientError::Invalid("it tells of somebody else");

impl Clients {
    /// The account of this number; none where there is none. Not kept.
    pub async fn account_by_number(
        &self,
        platform: &Platform,
        lms_user_id: i64,
    ) -> Result<Option<Account>, ClientError> {
        let mut url = platform.address("api/user/v1/accounts");
        url.query_pairs_mut()
            .append_pair("lms_user_id", &lms_user_id.to_string());
        let accounts = match self.get_accounts(platform, &url).await {
            Err(ClientError::NotFound) => return Ok(None),
            result => result?,
        };
        match accounts.into_iter().next() {
            Some(account) if account.lms_user_id == Some(lms_user_id) => Ok(Some(account)),
            Some(_) => Err(SOMEBODY_ELSE),
            None => Ok(None),
        }
    }

    /// The certificates of a person that everybody may see. Those of runs whose keys are none are left out.
    pub async fn certificates(
        &self,
        platform: &Platform,
        username: &Username,
    ) -> Result<Vec<Certificate>, ClientError> {
        let mut url = platform.address("api/certificates/v0/certificates");
        extend(&mut url, [username.as_str(), ""]);
        let answer = self
            .get_as_service(platform, Upstream::Certificate, &url, Patience::Job)
            .await?;
        let told: Vec<ToldCertificate> = strict_json::parse_foreign(&answer.bytes).ok_or(UNREADABLE)?;
        let certificates = told.into_iter().map(|it| read(it, username));
        certificates.filter_map(Result::transpose).collect()
    }

    /// The certificate of a person for a course run, whoever may see it; none where there is none.
    pub async fn certificate(
        &self,
        platform: &Platform,
        username: &Username,
        course_key: &CourseKey,
    ) -> Result<Option<Certificate>, ClientError> {
        let parts = || course_key.as_str().split('/');
        if parts().any(|it| matches!(it, "." | "..")) {
            // An address cannot have such a part.
            return Ok(None);
        }
        let mut url = platform.address("api/certificates/v0/certificates");
        extend(
            &mut url,
            [username.as_str(), "courses"].into_iter().chain(parts()).chain([""]),
        );
        let answer = self
            .get_as_service(platform, Upstream::Certificate, &url, Patience::Job)
            .await;
        let answer = match answer {
            Err(ClientError::NotFound) => return Ok(None),
            result => result?,
        };
        let certificate = read(strict_json::parse_foreign(&answer.bytes).ok_or(UNREADABLE)?, username)?;
        match certificate {
            Some(it) if it.course_key == *course_key => Ok(Some(it)),
            Some(_) | None => Err(ClientError::Invalid("it tells of another course run")),
        }
    }

    /// A page of the grades of a course run: of everybody who is enrolled. `cursor` is the platform's word for it, none for the first.
    ///
    /// The address of the next page is never followed: the word is taken from it.
    pub async fn grades_page(
        &self,
        platform: &Platform,
        course_key: &CourseKey,
        cursor: Option<&str>,
    ) -> Result<GradesPage, ClientError> {
        let mut url = platform.address("api/grades/v1/courses/");
        {
            let mut query = url.query_pairs_mut();
            query
                .append_pair("course_id", course_key.as_str())
                .append_pair("page_size", &PAGE_SIZE.to_string());
            if let Some(cursor) = cursor {
                query.append_pair("cursor", cursor);
            }
        }
        let answer = self
            .get_as_service(platform, Upstream::Grade, &url, Patience::Job)
            .await?;
        let ToldPage { next, results } =
            strict_json::parse_foreign(&answer.bytes).ok_or(ClientError::Invalid("it tells no grades"))?;
        if results.len() > MAX_GRADES {
            return Err(ClientError::Invalid("it tells more than it was asked for"));
        }
        let next = next.map(|it| next_cursor(&it, platform, cursor)).transpose()?;
        let n_told = results.len();
        let grades: Vec<Grade> = results.into_iter().filter_map(|it| grade(it, course_key)).collect();
        Ok(GradesPage {
            n_unusable: u32::try_from(n_told - grades.len()).unwrap_or(u32::MAX),
            grades,
            next,
        })
    }
}

/// Adds segments to the path of an address.
fn extend<'a>(url: &mut Url, segments: impl IntoIterator<Item = &'a str>) {
    if let Ok(mut path) = url.path_segments_mut() {
        path.extend(segments);
    }
}

/// None where the run has no key that can be used.
fn read(told: ToldCertificate, username: &Username) -> Result<Option<Certificate>, ClientError> {
    let ToldCertificate {
        username: owner,
        course_id,
        certificate_type,
        created_date,
        status,
        is_passing,
    } = told;
    if !Username::parse(&owner, UsernameRule::Unicode).is_ok_and(|it| it.key() == username.key()) {
        return Err(SOMEBODY_ELSE);
    }
    let Ok(course_key) = CourseKey::parse(&course_id) else {
        return Ok(None);
    };
    Ok(Some(Certificate {
        course_key,
        status: text::plain(status, MAX_STATUS_LENGTH).map_err(|_| UNREADABLE)?,
        is_passing,
        mode: certificate_type
            .and_then(|it| EnrollmentMode::parse(&it).ok())
            .map(|it| it.to_string()),
        created_at: created_date.as_deref().and_then(date),
    }))
}

/// A date as the platform writes it: with or without a colon in its offset. One that cannot be read counts as none.
fn date(text: &str) -> Option<DateTime<Utc>> {
    let parsed =
        DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"));
    instant::parse(parsed.ok()?.to_utc()).ok()
}

/// None where it cannot be used.
fn grade(told: ToldGrade, course_key: &CourseKey) -> Option<Grade> {
    let ToldGrade {
        username,
        course_id,
        passed,
        percent,
        letter_grade,
    } = told;
    let letter = match letter_grade.filter(|it| !it.trim().is_empty()) {
        Some(letter) => Some(text::plain(letter, MAX_LETTER_LENGTH).ok()?),
        None => None,
    };
    Some(Grade {
        username: Username::parse(&username, UsernameRule::Unicode).ok()?,
        // What was computed in binary fractions is told to the ten-thousandth that is kept.
        percent: Percent::parse(&format!("{percent:.4}")).ok()?,
        letter,
        is_passing: passed,
    })
    .filter(|_| course_id == course_key.as_str())
}

/// The scheme is not compared: behind a proxy that ends encryption, services tell the plain one.
fn next_cursor(next: &str, platform: &Platform, cursor: Option<&str>) -> Result<String, ClientError> {
    let next = platform
        .url
        .join(next)
        .map_err(|_| ClientError::Invalid("its next page has no address"))?;
    if next.host_str() != platform.url.host_str() {
        return Err(ClientError::Invalid("its next page is elsewhere"));
    }
    let word = next
        .query_pairs()
        .find(|(name, _)| name == "cursor")
        .map(|(_, it)| it.into_owned());
    match word {
        Some(word) if !word.is_empty() && word.len() <= MAX_CURSOR_LENGTH && Some(word.as_str()) != cursor => Ok(word),
        Some(_) | None => Err(ClientError::Invalid("its next page is not the one that follows")),
    }
}

#[cfg(test)]
mod tests;
