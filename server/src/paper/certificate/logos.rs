//! The logos of the organizations, in a row at the top of the sheet.

use super::parts::Parts;
use super::{MARGIN, Pen, Sheet, WIDTH, points};
use crate::render::view::Organization;

/// Height of the row, and of what is free below it, in points.
const LOGO: f32 = 44.0;
const BELOW: f32 = 10.0;
/// Most logos in the row, and how wide one gets at most.
const LOGOS: usize = 6;
const WIDEST: f32 = 150.0;

/// Those of which there are pictures, in the order of the certificate.
pub(super) fn shown(sheet: Sheet<'_>) -> Vec<&Organization> {
    let organizations = sheet.view.organizations.iter();
    let has_picture = |it: &&Organization| it.logo.as_ref().is_some_and(|it| sheet.pictures.contains_key(it));
    organizations.filter(has_picture).take(LOGOS).collect()
}

/// How much of the sheet they take.
pub(super) fn height(logos: &[&Organization], scale: f32) -> f32 {
    if logos.is_empty() { 0.0 } else { (LOGO + BELOW) * scale }
}

impl Pen<'_, '_> {
    /// Draws them with the upper edge of the row at a height.
    pub(super) fn logos(&mut self, parts: &Parts<'_>, sheet: Sheet<'_>, is_rtl: bool, top: f32) {
        let n_logos = parts.logos.len();
        let pitch = ((WIDTH - 2.0 * MARGIN) / points(n_logos.max(1))).min(WIDEST + 24.0);
        let left = (WIDTH - pitch * points(n_logos)) / 2.0;
        for (index, organization) in parts.logos.iter().enumerate() {
            let place = if is_rtl { n_logos - 1 - index } else { index };
            let middle = left + pitch * (points(place) + 0.5);
            let picture = organization.logo.as_ref().and_then(|it| sheet.pictures.get(it));
            if let Some(picture) = picture {
                let room = pitch - 24.0;
                self.picture(picture, &organization.logo_text, middle, top, room, LOGO * parts.scale);
            }
        }
    }
}
