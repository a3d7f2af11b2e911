//! The certificate of a credential as a file for paper, and as a picture for previews of links.

use std::collections::BTreeMap;

use anyhow::Context as _;
use entity::id::CredentialId;
use entity::{TemplateSource, credential, site};
use fast_qr::qr::QRBuilder;

use super::public::{self, Reader, notice};
use crate::context::Ctx;
use crate::domain::asset_address;
use crate::domain::credential::stands;
use crate::paper::{self, Code, Picture, Sheet, Unprintable, certificate, has_letters};
use crate::render::language::Words;
use crate::render::view::View;
use crate::service::printing::{self, PrintError};
use crate::service::{Fault, asset};

/// The certificate of a credential as PDF; none where it does not exist for a visitor, and where it was revoked or replaced.
pub async fn print(ctx: &Ctx, site: &site::Model, id: CredentialId) -> Result<Option<Vec<u8>>, PrintError> {
    let Some(Found {
        credential,
        source,
        view,
        notice,
    }) = find(ctx, site, id).await?
    else {
        return Ok(None);
    };
    let texts = source.map(|it| it.texts).unwrap_or_default();
    if !has_letters(&credential.facts, credential.expires_at, &texts) {
        return Err(PrintError::Letters);
    }
    let pictures = pictures(ctx, site, &view).await?;
    let words = Words::find(&view.language).unwrap_or_else(Words::english);
    let code = code(&view.credential.url, words).map_err(Fault::Internal)?;
    let pdf = printing::print(ctx, move || draw(&view, notice.as_deref(), &pictures, &code)).await?;
    Ok(Some(pdf))
}

/// A picture (PNG) for previews of links to it; none where there is nothing to print.
pub async fn card(ctx: &Ctx, site: &site::Model, id: CredentialId) -> Result<Option<Vec<u8>>, PrintError> {
    let Some(Found { view, notice, .. }) = find(ctx, site, id).await? else {
        return Ok(None);
    };
    let png = printing::print(ctx, move || paper::card(&view, notice.as_deref())).await?;
    Ok(Some(png))
}

/// The certificate of a credential that was neither revoked nor replaced.
struct Found {
    /// With what was pinned.
    credential: credential::Model,
    /// The words of the template by which it is drawn, where there is one.
    source: Option<TemplateSource>,
    /// What stands on it.
    view: View,
    /// What must be said of its state.
    notice: Option<String>,
}

async fn find(ctx: &Ctx, site: &site::Model, id: CredentialId) -> Result<Option<Found>, PrintError> {
    let Some((credential, kind)) = public::find(ctx, site, id, Reader::VISITOR).await? else {
        return Ok(None);
    };
    let now = ctx.clock.now();
    if !stands(&credential) {
        return Ok(None);
    }
    let (view, source) = public::shown(ctx, site, (&credential, kind), Reader::VISITOR).await?;
    Ok(Some(Found {
        view,
        source,
        notice: notice(&credential, Reader::VISITOR, now),
        credential,
    }))
}

/// The pictures of logos and signatures, by their addresses. One that is missing or damaged is left out.
async fn pictures(ctx: &Ctx, site: &site::Model, view: &View) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    let mut pictures = BTreeMap::new();
    let logos = view.organizations.iter().filter_map(|it| it.logo.as_ref());
    let signatures = view.signatories.iter().filter_map(|it| it.image.as_ref());
    for address in logos.chain(signatures) {
        let Some(hash) = asset_address::hash(address) else {
            continue;
        };
        if let Some(served) = asset::serve(ctx, site, hash).await? {
            pictures.insert(address.clone(), served.bytes);
        }
    }
    Ok(pictures)
}

fn draw(
    view: &View,
    notice: Option<&str>,
    pictures: &BTreeMap<String, Vec<u8>>,
    code: &Code,
) -> Result<Vec<u8>, Unprintable> {
    let decoded = pictures
        .iter()
        .filter_map(|(address, bytes)| Some((address.clone(), decode(bytes)?)))
        .collect();
    certificate(Sheet {
        view,
        notice,
        pictures: &decoded,
        code,
    })
}

fn decode(bytes: &[u8]) -> Option<Picture> {
    let picture = image::load_from_memory(bytes)
        .inspect_err(|error| tracing::warn!(%error, "a picture that was kept cannot be decoded"))
        .ok()?
        .into_rgba8();
    Some(Picture {
        width: picture.width(),
        height: picture.height(),
        rgba: picture.into_raw(),
    })
}

fn code(address: &str, words: &Words) -> anyhow::Result<Code> {
    let code = QRBuilder::new(address)
        .build()
        .map_err(|error| anyhow::anyhow!("{error:?}"))
        .context("an address does not fit into a code")?;
    let side = code.size;
    Ok(Code {
        side,
        is_dark: (0..side)
            .flat_map(|line| code[line].iter().map(|it| it.value()))
            .collect(),
        text: format!("{} {address}", words.word("verify")),
    })
}
