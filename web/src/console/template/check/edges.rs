//! Edges of what stands on a sheet, in CSS pixels: whether a line is within what can be seen.

use web_sys::DomRect;

/// How far a line may stick out, in CSS pixels: browsers round.
const TOLERANCE: f64 = 1.0;

/// How large a box is at most, in CSS pixels, that holds what is only read aloud.
const DOT: f64 = 1.0;

/// Where a box begins and ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edges {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Edges {
    /// None at all: everything can be seen.
    pub(super) const NONE: Self = Self {
        left: f64::NEG_INFINITY,
        top: f64::NEG_INFINITY,
        right: f64::INFINITY,
        bottom: f64::INFINITY,
    };

    /// Those that a browser tells.
    pub(super) fn of(rectangle: &DomRect) -> Self {
        Self {
            left: rectangle.left(),
            top: rectangle.top(),
            right: rectangle.right(),
            bottom: rectangle.bottom(),
        }
    }

    /// What is within both.
    pub(super) fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Whether nothing is between them.
    pub(super) fn is_empty(self) -> bool {
        self.right <= self.left || self.bottom <= self.top
    }

    /// Whether they are those of a box that holds what is only read aloud.
    pub(super) fn is_dot(self) -> bool {
        self.right - self.left <= DOT && self.bottom - self.top <= DOT
    }

    /// Whether a line of letters of a size can be seen between them.
    pub(super) fn show(self, line: Self, size: f64) -> bool {
        let line = line.letters(size);
        self.left - TOLERANCE <= line.left
            && self.top - TOLERANCE <= line.top
            && self.right + TOLERANCE >= line.right
            && self.bottom + TOLERANCE >= line.bottom
    }

    /// A line as high as its letters are large: without the room that a font has above and below them, into which lines above and below
    /// may reach. What is turned has it left and right.
    fn letters(self, size: f64) -> Self {
        let room = |length: f64| {
            // What is longer runs along the line.
            let is_across = length <= 2.0 * size;
            if is_across {
                ((length - size) / 2.0).max(0.0)
            } else {
                0.0
            }
        };
        let (beside, above) = (room(self.right - self.left), room(self.bottom - self.top));
        Self {
            left: self.left + beside,
            top: self.top + above,
            right: self.right - beside,
            bottom: self.bottom - above,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Edges;

    fn edges(left: f64, top: f64, right: f64, bottom: f64) -> Edges {
        Edges {
            left,
            top,
            right,
            bottom,
        }
    }

    #[test]
    fn line_is_seen_where_no_edge_cuts_it_off() {
        let page = edges(0.0, 0.0, 1_000.0, 500.0);
        for (line, expected) in [
            (edges(0.0, 0.0, 1_000.0, 16.0), true),
            (edges(-1.0, 484.9, 1_001.0, 500.9), true),
            (edges(-1.5, 0.0, 90.0, 16.0), false),
            (edges(900.0, 0.0, 1_001.5, 16.0), false),
            (edges(0.0, -1.5, 90.0, 14.5), false),
            (edges(0.0, 486.0, 90.0, 502.0), false),
            (edges(-9_000.0, 0.0, -8_000.0, 16.0), false),
        ] {
            assert_eq!(page.show(line, 16.0), expected, "{line:?}");
            assert!(Edges::NONE.show(line, 16.0), "{line:?}");
        }
    }

    #[test]
    fn room_of_a_font_around_its_letters_may_be_cut_off() {
        // Letters of 40 pixels in a line of 52, in a box that is as high as the letters.
        let page = edges(0.0, 0.0, 300.0, 40.0);
        assert!(page.show(edges(10.0, -6.0, 290.0, 46.0), 40.0));
        assert!(!page.show(edges(10.0, -6.0, 290.0, 46.0), 48.0));
        assert!(!page.show(edges(10.0, 0.0, 290.0, 52.0), 40.0));
        // The same when it is turned; along the line nothing may be.
        let page = edges(0.0, 0.0, 40.0, 300.0);
        assert!(page.show(edges(-6.0, 10.0, 46.0, 290.0), 40.0));
        assert!(!page.show(edges(-6.0, 15.0, 46.0, 305.0), 40.0));
    }

    #[test]
    fn boxes_narrow_what_is_seen() {
        let page = Edges::NONE.within(edges(0.0, 0.0, 100.0, 50.0));
        assert_eq!(page, edges(0.0, 0.0, 100.0, 50.0));
        let part = page.within(edges(-10.0, 10.0, 90.0, f64::INFINITY));
        assert_eq!(part, edges(0.0, 10.0, 90.0, 50.0));
        assert!(page.within(edges(200.0, 0.0, 300.0, 50.0)).is_empty());
        assert!(!part.is_empty() && !Edges::NONE.is_empty());
        assert!(edges(5.0, 5.0, 6.0, 6.0).is_dot() && edges(5.0, 5.0, 5.0, 5.0).is_dot());
        // A box that has shrunk is no dot.
        assert!(!edges(5.0, 5.0, 600.0, 5.0).is_dot() && !Edges::NONE.is_dot());
    }
}
