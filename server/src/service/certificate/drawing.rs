//! Drawing a certificate: by its template where that can be done, by the built-in one otherwise. Drawn bodies are kept for a while by
//! their content, with what they say; the state of the credential is no part of them.

use std::sync::Arc;
use std::time::Duration;

use entity::TemplateSource;
use entity::id::TemplateVersionId;
use sha2::{Digest as _, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::context::Ctx;
use crate::render::reading::{Reading, read};
use crate::render::view::View;
use crate::render::{Body, body, builtin};
use crate::service::Fault;
use crate::store;
use crate::telemetry::metric;

/// Bytes of drawn bodies that are kept, about.
const CAPACITY: u64 = 16 << 20;
/// How long a body is kept that nobody asks for.
const IDLE: Duration = Duration::from_hours(1);
/// Certificates that are drawn at a time.
const DRAWERS: usize = 2;

type Key = [u8; 32];

/// A certificate as it is drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) body: Body,
    /// What the institution's own template says; none where the built-in one serves.
    pub(super) own: Option<Reading>,
}

impl Drawn {
    fn weight(&self) -> u32 {
        let Self { body, own } = self;
        // What is read is no longer than what it is read in.
        let read = if own.is_some() { body.html.len() } else { 0 };
        u32::try_from(body.html.len() + body.css.len() + read + 200).unwrap_or(u32::MAX)
    }
}

/// Drawn bodies, by content. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RenderCache {
    bodies: moka::future::Cache<Key, Arc<Drawn>>,
    drawers: Arc<Semaphore>,
}

impl Default for RenderCache {
    fn default() -> Self {
        Self {
            bodies: moka::future::Cache::builder()
                .weigher(|_: &Key, drawn: &Arc<Drawn>| drawn.weight())
                .max_capacity(CAPACITY)
                .time_to_idle(IDLE)
                .build(),
            drawers: Arc::new(Semaphore::new(DRAWERS)),
        }
    }
}

impl RenderCache {
    /// A place among those who draw at a time.
    pub(in crate::service) async fn place(&self) -> Result<OwnedSemaphorePermit, Fault> {
        Arc::clone(&self.drawers)
            .acquire_owned()
            .await
            .map_err(|_| Fault::Unavailable)
    }
}

/// The words of a template version; none for the built-in template, and for a version that is gone.
pub(super) async fn source(ctx: &Ctx, version: Option<TemplateVersionId>) -> Result<Option<TemplateSource>, Fault> {
    let Some(id) = version else { return Ok(None) };
    let found = store::template::versions(&ctx.db.read, &[id]).await?.pop();
    if found.is_none() {
        alert(id, "it does not exist");
    }
    Ok(found.map(|it| it.source))
}

/// Draws a view by a template. A template that fails is told and does without: the built-in one serves.
pub(super) async fn draw(
    ctx: &Ctx,
    version: Option<TemplateVersionId>,
    source: Option<TemplateSource>,
    view: View,
) -> Result<Arc<Drawn>, Fault> {
    let key = key(version.filter(|_| source.is_some()), &view)?;
    let cache = &ctx.renders;
    let drawn = cache.bodies.try_get_with(key, async {
        let place = cache.place().await?;
        let drawing = tokio::task::spawn_blocking(move || {
            let _place = place;
            blocking(version, source.as_ref(), &view)
        });
        drawing
            .await
            .map_err(|error| Fault::Internal(anyhow::Error::new(error).context("draw a certificate")))?
            .map(Arc::new)
    });
    drawn.await.map_err(|fault| match &*fault {
        Fault::Unavailable => Fault::Unavailable,
        Fault::Internal(error) => Fault::Internal(anyhow::anyhow!("{error:#}")),
    })
}

fn blocking(version: Option<TemplateVersionId>, source: Option<&TemplateSource>, view: &View) -> Result<Drawn, Fault> {
    if let Some(source) = source {
        match body(source, view) {
            Ok((body, _)) => {
                let own = Some(read(&body));
                return Ok(Drawn { body, own });
            }
            Err(problem) => {
                if let Some(id) = version {
                    alert(id, &problem.message);
                }
            }
        }
    }
    let (body, _) = body(builtin::source(), view)
        .map_err(|problem| Fault::Internal(anyhow::anyhow!("the built-in template: {}", problem.message)))?;
    Ok(Drawn { body, own: None })
}

fn alert(id: TemplateVersionId, reason: &str) {
    metrics::counter!(metric::TEMPLATE_FALLBACKS).increment(1);
    tracing::error!(
        template_version.id = %id,
        reason,
        "template version {id} cannot be drawn; the built-in template serves"
    );
}

/// Names a body by everything that it depends on.
fn key(version: Option<TemplateVersionId>, view: &View) -> Result<Key, Fault> {
    // Without its view a body would be taken for another.
    let view = serde_json::to_vec(view)
        .map_err(|error| Fault::Internal(anyhow::Error::new(error).context("name a certificate")))?;
    let mut digest = Sha256::new();
    digest.update(version.map_or([0; 16], |it| *it.0.as_bytes()));
    digest.update(view);
    Ok(digest.finalize().into())
}
