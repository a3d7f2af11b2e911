//! `checkTemplate`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::template_id;
use crate::graphql::object::enumeration::{CertificateSample, ChangeOutcome};
use crate::graphql::object::template::Template;
use crate::graphql::object::template_problem::TemplateProblem;
use crate::graphql::user_error::UserError;
use crate::render::sheet::{Sheet, UnfitSheet};
use crate::service;
use crate::service::template::{Changed, CheckTemplateError, TemplateCheck, TemplateError};

/// What was measured of one trial certificate on paper.
#[derive(Clone, Copy, Debug, InputObject)]
pub(in crate::graphql) struct MeasuredSheetInput {
    /// Which one.
    sample: CertificateSample,
    /// Its height in CSS pixels, of which an inch has 96: that of the whole document which `previewCertificate` draws with `isPrinted`, laid
    /// out as wide as its `page`. Above 0 and up to 1,000,000.
    height: f64,
    /// How wide what stands on it is, in CSS pixels: the `scrollWidth` of the `main` in that document. Above 0 and up to 1,000,000.
    width: f64,
    /// Whether a text in that `main` is cut off: a part of it lies outside of `main`, or of a box around it that lets nothing be seen
    /// outside (`overflow`). Text that is not for the eye does not count: `aria-hidden`, and boxes of one pixel.
    is_text_cut_off: bool,
}

/// A template to check, and what was measured of it.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CheckTemplateInput {
    /// The template.
    id: ID,
    /// Its version when it was measured; another one was not.
    expected_version: i32,
    /// Every trial certificate, each once.
    sheets: Vec<MeasuredSheetInput>,
}

/// What became of a template to check.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CheckTemplatePayload {
    /// The template as it is now; null where there is none.
    template: Option<Template>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Everything that is wrong with it, with `NOT_PASSED`; at most 50, and empty otherwise.
    problems: Vec<TemplateProblem>,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<CheckTemplateErrorCode>>,
}

/// Why a template does not count as checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum CheckTemplateErrorCode {
    /// There is no such template.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The template has another version than the expected one.
    VersionConflict,
    /// A height is none.
    InvalidHeight,
    /// A width is none.
    InvalidWidth,
    /// A sample is there twice.
    DuplicateSample,
    /// A sample is not there.
    SampleMissing,
    /// It does not pass; `problems` say why.
    NotPassed,
}

impl From<MeasuredSheetInput> for Sheet {
    fn from(input: MeasuredSheetInput) -> Self {
        let MeasuredSheetInput {
            sample,
            height,
            width,
            is_text_cut_off,
        } = input;
        Self {
            sample: sample.into(),
            height,
            width,
            is_text_cut_off,
        }
    }
}

fn unfit(it: &UnfitSheet) -> UserError<CheckTemplateErrorCode> {
    use CheckTemplateErrorCode as Code;
    let (code, place) = match it {
        UnfitSheet::Height { index } => (Code::InvalidHeight, Some((index, "height"))),
        UnfitSheet::Width { index } => (Code::InvalidWidth, Some((index, "width"))),
        UnfitSheet::Twice { index } => (Code::DuplicateSample, Some((index, "sample"))),
        UnfitSheet::Missing(_) => (Code::SampleMissing, None),
    };
    let mut path = vec!["sheets".to_owned()];
    if let Some((index, field)) = place {
        path.extend([index.to_string(), field.to_owned()]);
    }
    UserError::at(code, it, path)
}

#[derive(Default)]
pub(in crate::graphql) struct CheckTemplate;

#[Object]
impl CheckTemplate {
    /// Check the newest version of a template, so that it can be published. It is read, tried with every trial certificate, and refused
    /// with all reasons where anything of it would have to be taken away, where it does not show the recipient's name, or where one of its
    /// sheets is higher or wider than a printed page or cuts a text off. That is for the caller to measure, because the service lays
    /// nothing out; the service judges it. What has passed stays checked, because a version never changes. Repeating the request changes
    /// nothing. Staff only.
    async fn check_template(
        &self,
        ctx: &Context<'_>,
        input: CheckTemplateInput,
    ) -> async_graphql::Result<CheckTemplatePayload> {
        use CheckTemplateErrorCode as Code;
        let CheckTemplateInput {
            id,
            expected_version,
            sheets,
        } = input;
        let check = TemplateCheck {
            id: template_id(&id)?,
            expected_version,
            sheets: sheets.into_iter().map(Sheet::from).collect(),
        };
        let error = match service::template::check(ctx.here()?, check).await {
            Ok(Changed { is_changed, template }) => {
                return Ok(CheckTemplatePayload {
                    template: Some(Template(template)),
                    outcome: ChangeOutcome::of_edit(is_changed),
                    problems: Vec::new(),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let one = |code, field: &str| vec![UserError::at(code, &message, [field])];
        let (user_errors, template, problems) = match error {
            CheckTemplateError::Fault(fault) | CheckTemplateError::Template(TemplateError::Fault(fault)) => {
                return Err(error::fault(fault));
            }
            CheckTemplateError::Sheets(found) => (found.iter().map(unfit).collect(), None, Vec::new()),
            CheckTemplateError::Problems(template, problems) => (one(Code::NotPassed, "id"), Some(*template), problems),
            CheckTemplateError::Template(TemplateError::Denied(denied)) => return Err(error::denied(denied)),
            CheckTemplateError::Template(TemplateError::NotFound) => (one(Code::NotFound, "id"), None, Vec::new()),
            CheckTemplateError::Template(TemplateError::InvalidVersion) => {
                let errors = one(Code::InvalidExpectedVersion, "expectedVersion");
                (errors, None, Vec::new())
            }
            CheckTemplateError::Template(TemplateError::Stale(it)) => {
                let errors = one(Code::VersionConflict, "expectedVersion");
                (errors, Some(*it), Vec::new())
            }
            CheckTemplateError::Template(
                TemplateError::Name | TemplateError::TooLarge | TemplateError::Used | TemplateError::Idempotency(_),
            ) => return Err(error::impossible(&message)),
        };
        Ok(CheckTemplatePayload {
            template: template.map(Template),
            outcome: ChangeOutcome::Refused,
            problems: problems.into_iter().map(Into::into).collect(),
            user_errors,
        })
    }
}
