//! A person who signs certificates: what may be kept of one.

use entity::id::AssetId;
use entity::signatory;

use super::edit::Edit;
use super::text::{self, UnfitText};

/// Longest name, title and organization, in characters.
const MAX_LENGTH: usize = 255;

/// A signatory as the caller wrote it. What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RawSignatory {
    /// Full name.
    pub name: Option<String>,
    /// Position; may have several lines.
    pub title: Option<String>,
    /// The organization the person signs for.
    pub organization_name: Edit<String>,
    /// Picture of the signature.
    pub image: Edit<AssetId>,
}

/// What is wrong with a signatory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The name cannot be kept or is blank.
    #[error("a name has 1 to {MAX_LENGTH} characters, none of them a control character")]
    Name,
    /// The title cannot be kept.
    #[error("{0}")]
    Title(UnfitText),
    /// The organization's name cannot be kept or is blank.
    #[error("an organization's name has 1 to {MAX_LENGTH} characters, none of them a control character")]
    OrganizationName,
    /// There is no such asset.
    #[error("there is no such asset")]
    UnknownImage,
}

impl Unfit {
    /// Where in the input the fault lies.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Title(_) => "title",
            Self::OrganizationName => "organizationName",
            Self::UnknownImage => "image",
        }
    }
}

/// The signatory afterwards, its version and times for the caller to set; or everything that is wrong.
pub fn apply(raw: &RawSignatory, before: &signatory::Model) -> Result<signatory::Model, Vec<Unfit>> {
    let RawSignatory {
        name,
        title,
        organization_name,
        image,
    } = raw.clone();
    let mut unfit = Vec::new();
    let after = signatory::Model {
        name: name.unwrap_or_else(|| before.name.clone()),
        title: title.unwrap_or_else(|| before.title.clone()),
        organization_name: organization_name.apply(before.organization_name.clone()),
        image_asset_id: image.apply(before.image_asset_id),
        ..before.clone()
    };
    let is_line = |it: &str| !it.trim().is_empty() && text::plain(it.to_owned(), MAX_LENGTH).is_ok();
    if !is_line(&after.name) {
        unfit.push(Unfit::Name);
    }
    if let Err(error) = text::lines(after.title.clone(), MAX_LENGTH) {
        unfit.push(Unfit::Title(error));
    }
    if after.organization_name.as_deref().is_some_and(|it| !is_line(it)) {
        unfit.push(Unfit::OrganizationName);
    }
    if unfit.is_empty() { Ok(after) } else { Err(unfit) }
}
