//! The certificate of a credential as a file for paper, and as a picture for previews of links.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use entity::id::CredentialId;
use entity::{LearningObjectType, TemplateSource, credential, site};
use fast_qr::qr::QRBuilder;

use super::drawing::{Drawn, draw};
use super::public::{self, Reader, notice, words_of};
use crate::context::Ctx;
use crate::domain::credential::{State, stands, state};
use crate::domain::{asset_address, picture};
use crate::paper::{self, Code, Picture, Sheet, certificate, has_letters, has_letters_for};
use crate::render::language::Words;
use crate::render::reading::Reading;
use crate::render::view::View;
use crate::service::printing::{self, PrintError};
use crate::service::{Fault, asset};

/// Most pictures of a template that are printed.
const MOST_PICTURES: usize = 40;

/// The certificate of a credential as PDF, in one of the languages that come with the service where it tells none; none where it does not
/// exist for a visitor, and where it was revoked or replaced.
pub async fn print(
    ctx: &Ctx,
    site: &site::Model,
    id: CredentialId,
    language: Option<&'static str>,
) -> Result<Option<Vec<u8>>, PrintError> {
    let Some(Found {
        credential,
        source,
        view,
        notice,
        stamp,
    }) = find(ctx, site, id, language).await?
    else {
        return Ok(None);
    };
    let texts = source.as_ref().map(|it| it.texts.clone()).unwrap_or_default();
    let drawn = drawn(ctx, &credential, source, &view).await?;
    let own = drawn.as_ref().and_then(|it| it.own.as_ref());
    if !is_printable(&credential, own, &texts) {
        return Err(PrintError::Letters);
    }
    let pictures = pictures(ctx, site, &view, own).await?;
    let words = Words::find(&view.language).unwrap_or_else(Words::english);
    let code = code(&view.credential.url, words).map_err(Fault::Internal)?;
    let accent = site.accent_color.clone();
    let set = move || {
        let pictures = decoded(&pictures);
        certificate(Sheet {
            view: &view,
            own: drawn.as_ref().and_then(|it| it.own.as_ref()),
            notice: notice.as_deref(),
            stamp: stamp.as_deref(),
            accent: accent.as_deref(),
            pictures: &pictures,
            code: &code,
        })
    };
    let pdf = printing::print(ctx, set).await?;
    Ok(Some(pdf))
}

/// Whether what visitors see of a credential can be printed. `drawn_by` is the template of the institution, where there is one, and of what
/// kind it is that was earned.
pub async fn can_be_printed(
    ctx: &Ctx,
    site: &site::Model,
    credential: &credential::Model,
    drawn_by: Option<(TemplateSource, LearningObjectType)>,
) -> Result<bool, Fault> {
    let Some((source, kind)) = drawn_by else {
        return Ok(is_printable(credential, None, &BTreeMap::new()));
    };
    let texts = source.texts.clone();
    let view = public::view_of(ctx, site, (credential, kind), Reader::VISITOR, Some(&source));
    let drawn = drawn(ctx, credential, Some(source), &view).await?;
    let own = drawn.as_ref().and_then(|it| it.own.as_ref());
    Ok(is_printable(credential, own, &texts))
}

/// A picture (PNG) for previews of links to it; none where there is nothing to print.
pub async fn card(ctx: &Ctx, site: &site::Model, id: CredentialId) -> Result<Option<Vec<u8>>, PrintError> {
    let Some(Found { view, notice, .. }) = find(ctx, site, id, None).await? else {
        return Ok(None);
    };
    let png = printing::print(ctx, move || paper::card(&view, notice.as_deref())).await?;
    Ok(Some(png))
}

/// The certificate of a credential that was neither revoked nor replaced.
struct Found {
    /// With what was pinned.
    credential: credential::Model,
    /// The template by which it is drawn, where there is one.
    source: Option<TemplateSource>,
    /// What stands on it.
    view: View,
    /// What must be said of its state.
    notice: Option<String>,
    /// The same in one word.
    stamp: Option<String>,
}

async fn find(
    ctx: &Ctx,
    site: &site::Model,
    id: CredentialId,
    language: Option<&'static str>,
) -> Result<Option<Found>, PrintError> {
    let reader = Reader {
        language,
        ..Reader::VISITOR
    };
    let Some((credential, kind)) = public::find(ctx, site, id, reader).await? else {
        return Ok(None);
    };
    let now = ctx.clock.now();
    if !stands(&credential) {
        return Ok(None);
    }
    let (view, source) = public::shown(ctx, site, (&credential, kind), reader).await?;
    let is_expired = state(&credential, now) == State::Expired;
    Ok(Some(Found {
        view,
        source,
        notice: notice(&credential, reader, now),
        stamp: is_expired.then(|| words_of(&credential, reader).word("stamp_expired")),
        credential,
    }))
}

/// What an institution's own template makes of it, as the page shows it; none where it has none.
async fn drawn(
    ctx: &Ctx,
    credential: &credential::Model,
    source: Option<TemplateSource>,
    view: &View,
) -> Result<Option<Arc<Drawn>>, Fault> {
    if source.is_none() {
        return Ok(None);
    }
    let drawn = draw(ctx, credential.facts.template_version, source, view.clone()).await?;
    Ok(Some(drawn))
}

fn is_printable(
    credential: &credential::Model,
    own: Option<&Reading>,
    texts: &BTreeMap<String, BTreeMap<String, String>>,
) -> bool {
    match own {
        Some(reading) => has_letters_for(reading),
        None => has_letters(&credential.facts, credential.expires_at, texts),
    }
}

/// The pictures that are printed, by their addresses: what a template shows, else logos and signatures. One that is missing is left out.
async fn pictures(
    ctx: &Ctx,
    site: &site::Model,
    view: &View,
    own: Option<&Reading>,
) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    let mut pictures = BTreeMap::new();
    for address in addresses(view, own) {
        let bytes = match asset_address::hash(address) {
            Some(hash) => asset::serve(ctx, site, hash).await?.map(|it| it.bytes),
            None => written_out(address),
        };
        if let Some(bytes) = bytes {
            pictures.insert(address.to_owned(), bytes);
        }
    }
    Ok(pictures)
}

fn addresses<'a>(view: &'a View, own: Option<&'a Reading>) -> BTreeSet<&'a str> {
    if let Some(reading) = own {
        let pictures = reading.pictures().into_iter().take(MOST_PICTURES);
        return pictures.map(|it| it.address.as_str()).collect();
    }
    let logos = view.organizations.iter().filter_map(|it| it.logo.as_deref());
    let signatures = view.signatories.iter().filter_map(|it| it.image.as_deref());
    logos.chain(signatures).collect()
}

/// The bytes of a picture that is written out in its address.
fn written_out(address: &str) -> Option<Vec<u8>> {
    let (_, text) = address.strip_prefix("data:image/")?.split_once(";base64,")?;
    STANDARD.decode(text).ok()
}

/// Those that can be decoded.
fn decoded(pictures: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Picture> {
    let pictures = pictures.iter();
    pictures
        .filter_map(|(address, bytes)| Some((address.clone(), decode(bytes)?)))
        .collect()
}

fn decode(bytes: &[u8]) -> Option<Picture> {
    let picture = picture::decode(bytes)
        .inspect_err(|error| tracing::warn!(%error, "a picture of a certificate cannot be decoded"))
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
