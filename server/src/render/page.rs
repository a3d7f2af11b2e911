//! The page of paper on which a certificate is printed: what its style sheet says of it, and what is left within the margins.
//!
//! What cannot be read here is left out of style sheets, so that a browser prints on the page that is known here.

/// CSS pixels in a millimeter; an inch has 96.
const MM: f64 = 96.0 / 25.4;
/// Other units of lengths, in CSS pixels.
const UNITS: [(&str, f64); 7] = [
    ("px", 1.0),
    ("mm", MM),
    ("cm", 10.0 * MM),
    ("q", MM / 4.0),
    ("in", 96.0),
    ("pt", 96.0 / 72.0),
    ("pc", 16.0),
];
/// Sizes of paper by name, upright, in millimeters.
const SIZES: [(&str, f64, f64); 10] = [
    ("a5", 148.0, 210.0),
    ("a4", 210.0, 297.0),
    ("a3", 297.0, 420.0),
    ("b5", 176.0, 250.0),
    ("b4", 250.0, 353.0),
    ("jis-b5", 182.0, 257.0),
    ("jis-b4", 257.0, 364.0),
    ("letter", 215.9, 279.4),
    ("legal", 215.9, 355.6),
    ("ledger", 279.4, 431.8),
];
/// Shortest and longest side of a sheet of paper, in millimeters.
const SIDES: (f64, f64) = (10.0, 1_189.0);
/// How much higher or wider than the page something may be measured, in CSS pixels: browsers tell whole ones.
const TOLERANCE: f64 = 1.0;
/// Where content goes on by itself; every other value of a break begins another page.
const NO_PAGES: [&str; 11] = [
    "auto",
    "avoid",
    "avoid-column",
    "avoid-page",
    "avoid-region",
    "column",
    "inherit",
    "initial",
    "revert",
    "revert-layer",
    "unset",
];

/// The page of certificates that say nothing of theirs, as a style sheet.
pub const DEFAULT: &str = "@page {\nsize: A4 landscape;\nmargin: 12mm;\n}\n";

/// What is within the margins of a page, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// From the left margin to the right one.
    pub width: f64,
    /// From the upper margin to the lower one.
    pub height: f64,
}

impl Page {
    /// The page of a style sheet as [`super::style`] writes it.
    #[must_use]
    pub fn of(css: &str) -> Self {
        let Paper {
            size: (width, height),
            margins: [top, right, bottom, left],
        } = Paper::of(css);
        Self {
            width: (width - left - right).max(0.0),
            height: (height - top - bottom).max(0.0),
        }
    }

    /// Whether something as high as was measured, in CSS pixels, takes no second page.
    #[must_use]
    pub fn holds_height(self, height: f64) -> bool {
        height <= self.height + TOLERANCE
    }

    /// Whether something as wide as was measured, in CSS pixels, is between the left margin and the right one.
    #[must_use]
    pub fn holds_width(self, width: f64) -> bool {
        width <= self.width + TOLERANCE
    }
}

/// Millimeters of CSS pixels.
#[must_use]
pub fn millimeters(pixels: f64) -> f64 {
    pixels / MM
}

/// Whether the paper of a style sheet as [`super::style`] writes it is higher than it is wide.
pub(super) fn is_upright(css: &str) -> bool {
    let (width, height) = Paper::of(css).size;
    height > width
}

/// A style sheet as [`super::style`] writes it, in two: what it says of the paper, and of what stands on it.
pub(super) fn parted(css: &str) -> (String, String) {
    let (mut of_paper, mut of_sheet) = (String::new(), String::new());
    let mut is_paper = false;
    for line in css.split_inclusive('\n') {
        is_paper |= line.starts_with("@page");
        if is_paper { &mut of_paper } else { &mut of_sheet }.push_str(line);
        is_paper &= !line.starts_with('}');
    }
    (of_paper, of_sheet)
}

/// Whether a declaration of a page can be read.
pub(super) fn is_readable(name: &str, value: &str) -> bool {
    Paper::default().with(name, value).is_some()
}

/// Whether a declaration makes what follows, or what it is about, begin another page.
pub(super) fn begins_another(name: &str, value: &str) -> bool {
    let value = value.split('!').next().unwrap_or_default().trim();
    match name {
        "break-before" | "break-after" | "page-break-before" | "page-break-after" | "page" => {
            !NO_PAGES.iter().any(|it| value.eq_ignore_ascii_case(it))
        }
        _ => false,
    }
}

/// A sheet of paper, in CSS pixels.
#[derive(Clone, Copy, Debug)]
struct Paper {
    /// Width and height.
    size: (f64, f64),
    /// Above, right, below, left.
    margins: [f64; 4],
}

impl Default for Paper {
    fn default() -> Self {
        Self {
            size: (297.0 * MM, 210.0 * MM),
            margins: [12.0 * MM; 4],
        }
    }
}

impl Paper {
    fn of(css: &str) -> Self {
        let (of_paper, _) = parted(css);
        let mut paper = Self::default();
        for line in of_paper.lines() {
            if let Some((name, value)) = line.trim_end_matches(';').split_once(": ") {
                paper = paper.with(name, value).unwrap_or(paper);
            }
        }
        paper
    }

    /// The paper with one declaration more; none where that cannot be read.
    fn with(self, name: &str, value: &str) -> Option<Self> {
        let mut margins = self.margins;
        let edge = match name {
            "size" => {
                return size(value).map(|size| Self { size, ..self });
            }
            "margin" => {
                let all: Vec<f64> = value.split_ascii_whitespace().map(length).collect::<Option<_>>()?;
                let margins = match *all.as_slice() {
                    [all] => [all; 4],
                    [block, inline] => [block, inline, block, inline],
                    [top, inline, bottom] => [top, inline, bottom, inline],
                    [top, right, bottom, left] => [top, right, bottom, left],
                    _ => return None,
                };
                return Some(Self { margins, ..self });
            }
            "margin-top" => &mut margins[0],
            "margin-right" => &mut margins[1],
            "margin-bottom" => &mut margins[2],
            "margin-left" => &mut margins[3],
            _ => return None,
        };
        *edge = length(value)?;
        Some(Self { margins, ..self })
    }
}

/// Width and height by name, direction or lengths.
fn size(value: &str) -> Option<(f64, f64)> {
    let lower = value.to_ascii_lowercase();
    let words: Vec<&str> = lower.split_ascii_whitespace().collect();
    let upright = |name: &str| {
        let (_, width, height) = SIZES.into_iter().find(|(it, ..)| *it == name)?;
        Some((width * MM, height * MM))
    };
    let (width, height) = match words.as_slice() {
        ["portrait"] => upright("a4"),
        ["landscape"] => Some(Paper::default().size),
        [name, "portrait"] | ["portrait", name] => upright(name),
        [name, "landscape"] | ["landscape", name] => upright(name).map(|(width, height)| (height, width)),
        [one] => upright(one).or_else(|| length(one).map(|it| (it, it))),
        [width, height] => length(width).zip(length(height)),
        _ => None,
    }?;
    let is_paper = |side: f64| (SIDES.0 * MM..=SIDES.1 * MM).contains(&side);
    (is_paper(width) && is_paper(height)).then_some((width, height))
}

/// A length that is not negative.
fn length(text: &str) -> Option<f64> {
    let at = text.find(|it: char| it.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let number: f64 = number.parse().ok()?;
    let pixels = if unit.is_empty() {
        (number == 0.0).then_some(0.0)?
    } else {
        let (_, pixels) = UNITS.into_iter().find(|(it, _)| unit.eq_ignore_ascii_case(it))?;
        number * pixels
    };
    (pixels.is_finite() && pixels >= 0.0).then_some(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Width and height in millimeters, rounded.
    fn page(declarations: &str) -> (i32, i32) {
        let Page { width, height } = Page::of(&format!("p {{\n}}\n@page {{\n{declarations}\n}}\n"));
        let rounded = |it: f64| format!("{:.0}", millimeters(it)).parse().expect("a number");
        (rounded(width), rounded(height))
    }

    #[test]
    fn page_is_what_its_style_sheet_says() {
        for (declarations, expected) in [
            ("size: A4 landscape;\nmargin: 0;", (297, 210)),
            ("size: landscape letter;\nmargin: 0;", (279, 216)),
            ("margin: 0;\nsize: a5;", (148, 210)),
            ("size: 10in 5in;\nmargin: 1cm 2cm;", (214, 107)),
            ("size: 200mm;\nmargin: 1mm 2mm 3mm 4mm;", (194, 196)),
            (
                "size: A4;\nmargin: 0;\nmargin-top: 72pt;\nmargin-left: 96px;",
                (185, 272),
            ),
            ("margin: 20mm;\nsize: none;\nmargin-top: -5mm;", (257, 170)),
            ("size: A5;\nmargin: 500mm;", (0, 0)),
        ] {
            assert_eq!(page(declarations), expected, "{declarations}");
        }
        assert_eq!(Page::of(""), Page::of(DEFAULT));
    }

    #[test]
    fn paper_is_upright_where_it_is_higher_than_wide() {
        for (declarations, expected) in [
            ("", false),
            ("margin: 0;", false),
            ("size: A4;", true),
            ("size: A4 landscape;", false),
            ("size: 100mm 200mm;", true),
            ("size: 100mm;", false),
        ] {
            let css = format!("@page {{\n{declarations}\n}}\n");
            assert_eq!(is_upright(&css), expected, "{declarations}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_no_page() {
        for (name, value) in [
            ("size", "auto"),
            ("size", "calc(1mm + 2mm)"),
            ("size", "1mm 1mm"),
            ("size", "9999mm 200mm"),
            ("size", "A4 A4"),
            ("size", "1e99mm"),
            ("margin", "5%"),
            ("margin", "1mm 1mm 1mm 1mm 1mm"),
            ("margin", ""),
            ("margin-top", "12"),
            ("margin-top", "infmm"),
            ("margin-left", "NaNmm"),
            ("margin-block", "1mm"),
            ("padding", "1mm"),
        ] {
            assert!(!is_readable(name, value), "{name}: {value}");
        }
    }

    #[test]
    fn page_holds_what_is_rounded_up_and_nothing_more() {
        let page = Page::of("@page {\nsize: A4 landscape;\nmargin: 0;\n}\n");
        assert!((page.height - 793.7).abs() < 0.01, "{page:?}");
        assert!(page.holds_height(0.0) && page.holds_height(794.0));
        for height in [795.0, f64::INFINITY, f64::NAN] {
            assert!(!page.holds_height(height), "{height}");
        }
        assert!((page.width - 1122.5).abs() < 0.1, "{page:?}");
        assert!(page.holds_width(0.0) && page.holds_width(1123.0));
        for width in [1124.0, f64::INFINITY, f64::NAN] {
            assert!(!page.holds_width(width), "{width}");
        }
    }

    #[test]
    fn breaks_begin_another_page() {
        for (name, value, expected) in [
            ("break-before", "page", true),
            ("page-break-after", "Always !important", true),
            ("break-after", "var(--x)", true),
            ("page", "second", true),
            ("break-before", "avoid-page", false),
            ("page-break-before", "auto !important", false),
            ("break-inside", "avoid", false),
            ("page-orientation", "upright", false),
        ] {
            assert_eq!(begins_another(name, value), expected, "{name}: {value}");
        }
    }
}
