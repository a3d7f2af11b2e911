//! Certificates that nobody earned, for staff to look at before anybody else does: a draft, a template or a configuration, filled with
//! a sample and the name of the one who looks.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{CertificatePreviewId, TemplateId};
use entity::{TemplateSource, certificate_preview};

use crate::context::{Ctx, Request};
use crate::domain::award::RawLearningObject;
use crate::domain::certificate;
use crate::domain::expiry::Expiry;
use crate::domain::language::{self, InvalidLanguage};
use crate::domain::learning_object::{InvalidLearningObject, LearningObject};
use crate::policy::{Action, Actor, Denied, authorize};
use crate::render::check::check;
use crate::render::document::{Frame, document, on_paper};
use crate::render::language::Words;
use crate::render::page::Page;
use crate::render::picture::{Named, named};
use crate::render::problem::Problem;
use crate::render::sample::{Of, Sample, issued_at};
use crate::render::{body, builtin};
use crate::service::template::{RawSource, with_missing_pictures};
use crate::service::{Fault, site};
use crate::store;

/// How long a preview may be looked at.
const KEPT: TimeDelta = TimeDelta::minutes(15);

/// What to preview.
#[derive(Clone, Debug)]
pub enum PreviewOf {
    /// A draft that is stored nowhere.
    Source(RawSource),
    /// The newest version of a template, perhaps with changes that are not stored.
    Template(TemplateId, RawSource),
    /// What a configuration's next award would show.
    Configuration(RawLearningObject),
    /// The built-in template.
    BuiltIn,
}

/// A preview as the caller asks for it.
#[derive(Clone, Debug)]
pub struct RawPreview {
    /// What to preview.
    pub of: PreviewOf,
    /// With which trial certificate.
    pub sample: Sample,
    /// In which language, instead of the configuration's.
    pub language: Option<String>,
    /// Whether it is drawn as it lies on paper.
    pub is_printed: bool,
}

/// A preview.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Where it can be looked at.
    pub url: String,
    /// The whole document.
    pub html: String,
    /// The page on which it is printed.
    pub page: Page,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// Everything that keeps the template from being published.
    pub problems: Vec<Problem>,
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such template.
    #[error("there is no such template")]
    TemplateNotFound,
    /// The learning object's id does not fit its kind.
    #[error(transparent)]
    LearningObject(#[from] InvalidLearningObject),
    /// It has no configuration.
    #[error("this learning object has no configuration")]
    ConfigurationNotFound,
    /// The language is no tag.
    #[error(transparent)]
    Language(#[from] InvalidLanguage),
    /// The template cannot be drawn.
    #[error("the template cannot be drawn")]
    Problems(Vec<Problem>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for PreviewError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

/// Draws a preview, and keeps it for a while.
pub async fn preview(request: &Request, raw: RawPreview) -> Result<Preview, PreviewError> {
    let RawPreview {
        of,
        sample,
        language,
        is_printed,
    } = raw;
    let permit = authorize(&request.actor, action(&of))?;
    let language = language.map(|it| language::parse(&it)).transpose()?;
    let medium = if is_printed { Medium::Paper } else { Medium::Screen };
    let mut subject = subject(request, of).await?;
    if let (Some(language), Some(of)) = (&language, &mut subject.of) {
        of.facts.language = Some(language.clone());
    }
    let name = previewer(request).await?;
    let who = Who {
        name,
        public_url: site::public_url(&request.ctx, &request.site),
        accent: request.site.accent_color.clone(),
    };
    let drawing = tokio::task::spawn_blocking(move || draw(&subject, sample, language, &who, medium));
    let Drawn {
        html,
        page,
        problems,
        named,
    } = drawing
        .await
        .map_err(|error| Fault::Internal(anyhow::Error::new(error).context("draw a preview")))?
        .map_err(PreviewError::Problems)?;
    let problems = with_missing_pictures(request, problems, named).await?;

    let ctx = &request.ctx;
    let expires_at = ctx.clock.now() + KEPT;
    let row = certificate_preview::Model {
        id: CertificatePreviewId(crate::id::random()),
        site_id: request.site.id,
        html,
        expires_at,
        created_by: request.actor.user_id(),
    };
    let tx = ctx.db.begin().await?;
    store::certificate_preview::insert(&tx, &permit, &row).await?;
    tx.commit().await?;
    let base = site::public_url(ctx, &request.site);
    Ok(Preview {
        url: format!("{base}/previews/{}", row.id.0.simple()),
        html: row.html,
        page,
        expires_at,
        problems,
    })
}

/// What one must be allowed to do: who makes configurations sees what comes of them.
const fn action(of: &PreviewOf) -> Action<'static> {
    match of {
        PreviewOf::Configuration(_) => Action::EditConfigurations,
        PreviewOf::Source(_) | PreviewOf::Template(..) | PreviewOf::BuiltIn => Action::ManageTemplates,
    }
}

/// The template to draw with, and what a configuration knows of its certificates.
struct Subject {
    source: TemplateSource,
    of: Option<Of>,
}

async fn subject(request: &Request, of: PreviewOf) -> Result<Subject, PreviewError> {
    let connection = &request.ctx.db.read;
    let site_id = request.site.id;
    let example = |source| Subject { source, of: None };
    match of {
        PreviewOf::BuiltIn => Ok(example(builtin::source().clone())),
        PreviewOf::Source(raw) => Ok(example(raw.over(TemplateSource::default()))),
        PreviewOf::Template(id, raw) => {
            let template = store::template::by_ids(connection, site_id, &[id]).await?.pop();
            let template = template.ok_or(PreviewError::TemplateNotFound)?;
            let version = store::template::versions(connection, &[template.latest_version_id])
                .await?
                .pop();
            let version = version.ok_or(PreviewError::TemplateNotFound)?;
            Ok(example(raw.over(version.source)))
        }
        PreviewOf::Configuration(object) => {
            let object = LearningObject::parse(object.kind, &object.id)?;
            let objects = std::slice::from_ref(&object);
            let found = store::configuration::by_learning_objects(connection, site_id, objects).await?;
            let configuration = found.into_iter().next().ok_or(PreviewError::ConfigurationNotFound)?;
            let mut sources =
                store::certificate_source::by_configurations(connection, site_id, &[&configuration]).await?;
            let source = sources.remove(&configuration.id).unwrap_or_default();
            let facts = certificate::facts(&request.site, &configuration, &source, None);
            let version = match facts.template_version {
                Some(id) => store::template::versions(connection, &[id]).await?.pop(),
                None => None,
            };
            Ok(Subject {
                source: version.map_or_else(|| builtin::source().clone(), |it| it.source),
                of: Some(Of {
                    facts,
                    kind: configuration.learning_object_type,
                    expires_at: Expiry::of(&configuration).and_then(|it| it.expires_at(issued_at())),
                }),
            })
        }
    }
}

/// The name of the one who looks: seeing their own on a certificate, nobody takes it for somebody else's.
async fn previewer(request: &Request) -> Result<String, PreviewError> {
    let Actor::User { id, username, .. } = &request.actor else {
        return Ok(String::new());
    };
    let user = store::user::by_ids(&request.ctx.db.read, &[*id]).await?.pop();
    Ok(user.and_then(|it| it.full_name).unwrap_or_else(|| username.to_string()))
}

/// For what a preview is drawn.
#[derive(Clone, Copy)]
enum Medium {
    Screen,
    /// For a screen as well, as it lies on paper.
    Paper,
}

/// For whom a preview is drawn, and on which site.
struct Who {
    name: String,
    public_url: String,
    /// The site's colour for light grounds.
    accent: Option<String>,
}

/// A preview as it is drawn.
struct Drawn {
    html: String,
    page: Page,
    problems: Vec<Problem>,
    /// The pictures that the template names.
    named: Vec<Named>,
}

fn draw(
    subject: &Subject,
    sample: Sample,
    language: Option<String>,
    who: &Who,
    medium: Medium,
) -> Result<Drawn, Vec<Problem>> {
    let Subject { source, of } = subject;
    let Who {
        name,
        public_url,
        accent,
    } = who;
    let mut view = sample.view(name, of.as_ref(), public_url, &source.texts);
    if let (Some(language), None) = (language, of) {
        view = sample.view_in(&language, name, public_url, &source.texts);
    }
    let words = Words::find(&view.language).unwrap_or_else(Words::english);
    let problems = check(source);
    let drawn = match body(source, &view) {
        // As the world will see them: a template that fails makes way.
        Err(_) if of.is_some() => body(builtin::source(), &view),
        drawn => drawn,
    };
    match drawn {
        Ok((body, _)) => {
            let mark = words.word("sample");
            // On paper a notice takes room: one that expires is as high as it can be once it has expired.
            let expired = view.credential.expires_on.as_ref();
            let expired = expired.map(|date| words.word("expired").replace("{date}", date));
            let frame = |notice| Frame {
                title: &view.credential.title,
                language: &view.language,
                direction: &view.direction,
                accent: accent.as_deref(),
                notice,
                stamp: None,
            };
            let html = match medium {
                Medium::Screen => document(&frame(Some(mark.as_str())), Some(&body)),
                Medium::Paper => on_paper(&frame(expired.as_deref()), &mark, &body),
            };
            Ok(Drawn {
                html,
                page: Page::of(&body.css),
                problems,
                named: named(source),
            })
        }
        Err(problem) if problems.is_empty() => Err(vec![problem]),
        Err(_) => Err(problems),
    }
}

/// A preview that may still be looked at.
pub async fn look_at(ctx: &Ctx, site: &entity::site::Model, id: CertificatePreviewId) -> Result<Option<String>, Fault> {
    let found = store::certificate_preview::find(&ctx.db.read, site.id, id, ctx.clock.now()).await?;
    Ok(found.map(|it| it.html))
}

/// Removes previews whose time is over; tells how many.
pub async fn forget_expired(ctx: &Ctx) -> Result<u64, Fault> {
    let tx = ctx.db.begin().await?;
    let n_removed = store::certificate_preview::delete_expired(&tx, ctx.clock.now()).await?;
    tx.commit().await?;
    Ok(n_removed)
}
