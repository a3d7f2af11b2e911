//! The logos of the organizations, in a row at the top of the sheet: the more there are, the smaller they are.

use super::fit::Scale;
use super::pen::{Pen, Spot};
use super::{Sheet, points};
use crate::render::view::Organization;

/// More logos than the first, most width and height of one, and what is free between two, in em.
const SIZES: [(usize, f32, f32, f32); 3] = [(10, 4.0, 1.4, 0.7), (4, 6.0, 2.0, 1.0), (0, 9.0, 2.8, 1.6)];

/// Those of which there are pictures, in the order of the certificate.
pub(super) fn shown(sheet: Sheet<'_>) -> Vec<&Organization> {
    let organizations = sheet.view.organizations.iter();
    let has_picture = |it: &&Organization| it.logo.as_ref().is_some_and(|it| sheet.pictures.contains_key(it));
    organizations.filter(has_picture).collect()
}

/// How much of the sheet they take, in points.
pub(super) fn height(logos: &[&Organization], scale: Scale) -> f32 {
    let [_, height, _] = size(logos.len());
    if logos.is_empty() { 0.0 } else { scale.length(height) }
}

/// Width and height of each, and what is free between two, in em.
fn size(n_logos: usize) -> [f32; 3] {
    let found = SIZES.into_iter().find(|(more_than, ..)| n_logos > *more_than);
    found.map_or([0.0; 3], |(_, width, height, gap)| [width, height, gap])
}

impl Pen<'_, '_> {
    /// Draws them with the upper edge of the row at a height.
    pub(super) fn logos(&mut self, logos: &[&Organization], sheet: Sheet<'_>, scale: Scale, top: f32) {
        let n_logos = logos.len();
        let [width, height, gap] = size(n_logos).map(|it| scale.length(it));
        let pitch = (self.paper.room() / points(n_logos.max(1))).min(width + gap);
        let left = (self.paper.width - pitch * points(n_logos)) / 2.0;
        for (index, organization) in logos.iter().enumerate() {
            let picture = organization.logo.as_ref().and_then(|it| sheet.pictures.get(it));
            let spot = Spot {
                middle: left + pitch * (points(sheet.place(index, n_logos)) + 0.5),
                top,
                width: pitch - gap.min(pitch / 2.0),
                height,
            };
            let figure = picture.and_then(|it| self.picture(it, &organization.logo_text, spot));
            if let Some(figure) = figure {
                self.read(figure);
            }
        }
    }
}
