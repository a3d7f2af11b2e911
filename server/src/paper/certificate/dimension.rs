//! How large a sheet is. Lengths are told in `em`, as in the style sheet of the certificate's page, so that both look alike.

use super::Sheet;

/// Points of an `em`.
pub(super) const EM: f32 = 12.6;
/// Side of the code for cameras, in points: it does not become smaller with everything else.
pub(super) const CODE: f32 = 4.8 * EM;
/// From the edges of the sheet to what stands on it, in points.
pub(super) const SIDE: f32 = 5.4 * EM;
pub(super) const TOP: f32 = 4.1 * EM;
const BELOW: f32 = 4.0 * EM;
/// Most columns side by side.
pub(super) const COLUMNS: usize = 5;

/// A sheet of A4, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paper {
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Paper {
    const LANDSCAPE: Self = Self {
        width: 841.89,
        height: 595.28,
    };
    const UPRIGHT: Self = Self {
        width: 595.28,
        height: 841.89,
    };

    /// The paper of a certificate: that for which its template is made.
    pub(super) fn of(sheet: &Sheet<'_>) -> Self {
        if sheet.own.is_some_and(|it| it.is_upright) {
            Self::UPRIGHT
        } else {
            Self::LANDSCAPE
        }
    }

    /// Width of what stands on it.
    pub(super) fn room(self) -> f32 {
        self.width - 2.0 * SIDE
    }

    /// Where that ends.
    pub(super) fn bottom(self) -> f32 {
        self.height - BELOW
    }

    /// Height of what stands on it.
    pub(super) fn height_within(self) -> f32 {
        self.bottom() - TOP
    }
}

/// In how many columns each row stands where there are so many in all: in rows that are about as long. At least 1.
pub(super) fn columns_of_row(n: usize) -> usize {
    let n_rows = n.div_ceil(COLUMNS).max(1);
    n.div_ceil(n_rows).max(1)
}
