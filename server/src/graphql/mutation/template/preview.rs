//! `previewCertificate`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::{TemplatePartialInput, TemplateTextInput, partials, texts};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::template_id;
use crate::graphql::mutation::credential::LearningObjectInput;
use crate::graphql::object::enumeration::CertificateSample;
use crate::graphql::object::template_problem::TemplateProblem;
use crate::graphql::user_error::UserError;
use crate::render::sample::Sample;
use crate::service;
use crate::service::certificate::{PreviewError, PreviewOf, RawPreview};
use crate::service::template::RawSource;

/// What to preview: a draft that is stored nowhere (`html`), the newest version of a template (`template`, with the parts that are given in
/// place of its own), what a configuration's next award would show (`learningObject`), or without any of them the built-in template. For who
/// writes templates; what a configuration would show, for who makes configurations.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct PreviewCertificateInput {
    /// A template.
    template: Option<ID>,
    /// What a configuration is for.
    learning_object: Option<LearningObjectInput>,
    /// HTML with places to fill in, at most 64 KiB.
    html: Option<String>,
    /// Parts that it includes.
    partials: Option<Vec<TemplatePartialInput>>,
    /// Words of its own.
    texts: Option<Vec<TemplateTextInput>>,
    /// With which trial certificate. Without it, `PLAIN`.
    sample: Option<CertificateSample>,
    /// In which language, a BCP 47 tag.
    language: Option<String>,
    /// Whether to draw it as it lies on paper, to be measured for `checkTemplate`: rules of its style sheet for print hold on a screen, those
    /// for screens do not, and what expires says that it has expired. In a frame of the size of its `page` it is as high as it is printed.
    /// Without it, as on screens.
    is_printed: Option<bool>,
}

/// What is within the margins of the paper on which a certificate is printed, in CSS pixels, of which an inch has 96.
#[derive(SimpleObject)]
pub(in crate::graphql) struct PrintedPage {
    /// From the left margin to the right one.
    width: f64,
    /// From the upper margin to the lower one.
    height: f64,
}

/// A preview.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CertificatePreview {
    /// Where it can be looked at, until `expiresAt`, by everybody who knows the address: show it in a sandboxed frame.
    url: String,
    /// The whole document.
    html: String,
    /// The page on which it is printed.
    page: PrintedPage,
    /// Until when it can be looked at.
    expires_at: DateTime<Utc>,
    /// Everything that keeps the template from being published, but for what only laying it out shows (`checkTemplate`); at most 50.
    problems: Vec<TemplateProblem>,
}

/// What became of a preview.
#[derive(SimpleObject)]
pub(in crate::graphql) struct PreviewCertificatePayload {
    /// The preview; null where it cannot be drawn.
    preview: Option<CertificatePreview>,
    /// Why it cannot be drawn, where the template is at fault; empty otherwise.
    problems: Vec<TemplateProblem>,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<PreviewCertificateErrorCode>>,
}

/// Why there is no preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum PreviewCertificateErrorCode {
    /// More than one of `template` with parts, and `learningObject` is given.
    UnclearSubject,
    /// The template does not exist.
    TemplateNotFound,
    /// The learning object's id does not fit its kind.
    InvalidLearningObject,
    /// The learning object has no configuration.
    ConfigurationNotFound,
    /// The language is no BCP 47 tag.
    InvalidLanguage,
    /// The template cannot be drawn; `problems` say why.
    NotDrawn,
}

#[derive(Default)]
pub(in crate::graphql) struct PreviewCertificate;

#[Object]
impl PreviewCertificate {
    /// Draw a certificate that nobody earned, as the public page would, with the caller's own name on it. It is kept for 15 minutes.
    /// Where the template of a configuration cannot be drawn, the built-in one serves, as it does there. Staff only.
    async fn preview_certificate(
        &self,
        ctx: &Context<'_>,
        input: PreviewCertificateInput,
    ) -> async_graphql::Result<PreviewCertificatePayload> {
        use PreviewCertificateErrorCode as Code;
        let PreviewCertificateInput {
            template,
            learning_object,
            html,
            partials: parts,
            texts: words,
            sample,
            language,
            is_printed,
        } = input;
        let has_html = html.is_some();
        let source = RawSource {
            html,
            partials: parts.map(partials),
            texts: words.map(texts),
        };
        let of = match (template, learning_object) {
            (Some(id), None) => Some(PreviewOf::Template(template_id(&id)?, source)),
            (None, Some(object)) if source == RawSource::default() => Some(PreviewOf::Configuration(object.into())),
            (None, None) if has_html => Some(PreviewOf::Source(source)),
            (None, None) if source == RawSource::default() => Some(PreviewOf::BuiltIn),
            _ => None,
        };
        let refused = |user_errors, problems| PreviewCertificatePayload {
            preview: None,
            problems,
            user_errors,
        };
        let Some(of) = of else {
            let message = "give html with its parts, or a template, or a learningObject alone";
            let root: [&str; 0] = [];
            return Ok(refused(
                vec![UserError::at(Code::UnclearSubject, message, root)],
                Vec::new(),
            ));
        };
        let raw = RawPreview {
            of,
            sample: sample.map_or(Sample::Plain, Into::into),
            language,
            is_printed: is_printed.unwrap_or(false),
        };
        let error = match service::certificate::preview(ctx.here()?, raw).await {
            Ok(preview) => {
                return Ok(PreviewCertificatePayload {
                    preview: Some(CertificatePreview {
                        url: preview.url,
                        html: preview.html,
                        page: PrintedPage {
                            width: preview.page.width,
                            height: preview.page.height,
                        },
                        expires_at: preview.expires_at,
                        problems: preview.problems.into_iter().map(Into::into).collect(),
                    }),
                    problems: Vec::new(),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, path, problems): (_, &[&str], _) = match error {
            PreviewError::Denied(denied) => return Err(error::denied(denied)),
            PreviewError::Fault(fault) => return Err(error::fault(fault)),
            PreviewError::TemplateNotFound => (Code::TemplateNotFound, &["template"], Vec::new()),
            PreviewError::LearningObject(_) => (Code::InvalidLearningObject, &["learningObject", "id"], Vec::new()),
            PreviewError::ConfigurationNotFound => (Code::ConfigurationNotFound, &["learningObject", "id"], Vec::new()),
            PreviewError::Language(_) => (Code::InvalidLanguage, &["language"], Vec::new()),
            PreviewError::Problems(problems) => (Code::NotDrawn, &["html"], problems),
        };
        let problems = problems.into_iter().map(Into::into).collect();
        Ok(refused(
            vec![UserError::at(code, message, path.iter().copied())],
            problems,
        ))
    }
}
