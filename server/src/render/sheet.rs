//! What was measured of the sheets of a template, drawn with every trial certificate and laid out for paper by whoever wants it checked.

use super::sample::Sample;

/// Longest that anybody measures, in CSS pixels.
const MAX_LENGTH: f64 = 1_000_000.0;

/// What was measured of one sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Which certificate it is.
    pub sample: Sample,
    /// How high it is, in CSS pixels.
    pub height: f64,
    /// How wide what stands on it is, in CSS pixels.
    pub width: f64,
    /// Whether a text of it is cut off, by its edge or by a box on it.
    pub is_text_cut_off: bool,
}

/// A sheet for each sample.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheets(Vec<Sheet>);

/// What is wrong with a list of sheets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnfitSheet {
    /// Nothing is as high as this.
    #[error("a height is a number of CSS pixels above 0 and up to {MAX_LENGTH}")]
    Height {
        /// The place in the list.
        index: usize,
    },
    /// Nothing is as wide as this.
    #[error("a width is a number of CSS pixels above 0 and up to {MAX_LENGTH}")]
    Width {
        /// The place in the list.
        index: usize,
    },
    /// A sample was measured twice.
    #[error("each sample is measured once")]
    Twice {
        /// The second place in the list.
        index: usize,
    },
    /// A sample was not measured.
    #[error("the sample \"{}\" is not among the sheets", .0.as_str())]
    Missing(Sample),
}

impl Sheets {
    /// Reads a list; tells everything that is wrong with it at once.
    pub fn parse(list: &[Sheet]) -> Result<Self, Vec<UnfitSheet>> {
        let mut unfit = Vec::new();
        let mut sheets: Vec<Sheet> = Vec::new();
        // Of a list that goes on for ever the beginning tells enough.
        for (index, sheet) in list.iter().enumerate().take(2 * Sample::ALL.len()) {
            if !is_length(sheet.height) {
                unfit.push(UnfitSheet::Height { index });
            }
            if !is_length(sheet.width) {
                unfit.push(UnfitSheet::Width { index });
            }
            if sheets.iter().any(|it| it.sample == sheet.sample) {
                unfit.push(UnfitSheet::Twice { index });
            } else {
                sheets.push(*sheet);
            }
        }
        let is_missing = |sample: &Sample| !sheets.iter().any(|it| it.sample == *sample);
        unfit.extend(Sample::ALL.into_iter().filter(is_missing).map(UnfitSheet::Missing));
        if unfit.is_empty() { Ok(Self(sheets)) } else { Err(unfit) }
    }

    /// The sheet of a sample; none where nothing was measured.
    #[must_use]
    pub fn of(&self, sample: Sample) -> Option<Sheet> {
        self.0.iter().copied().find(|it| it.sample == sample)
    }
}

/// Whether something can be as long as this.
fn is_length(pixels: f64) -> bool {
    pixels > 0.0 && pixels <= MAX_LENGTH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(height: f64) -> Vec<Sheet> {
        let sheet = |sample| Sheet {
            sample,
            height,
            width: 300.0,
            is_text_cut_off: false,
        };
        Sample::ALL.map(sheet).to_vec()
    }

    #[test]
    fn every_sample_is_measured_once() {
        let sheets = Sheets::parse(&all(700.5)).expect("sheets");
        assert_eq!(sheets.of(Sample::Expiring).map(|it| it.height), Some(700.5));
        assert_eq!(Sheets::default().of(Sample::Plain), None);

        let mut list = all(1.0);
        list[3] = list[1];
        assert_eq!(
            Sheets::parse(&list),
            Err(vec![
                UnfitSheet::Twice { index: 3 },
                UnfitSheet::Missing(Sample::RightToLeft)
            ])
        );
        let n_missing = Sample::ALL.len();
        assert_eq!(Sheets::parse(&[]).map_err(|it| it.len()), Err(n_missing));
        let many = all(1.0).repeat(1_000);
        assert_eq!(Sheets::parse(&many).map_err(|it| it.len()), Err(n_missing));
    }

    #[test]
    fn heights_and_widths_are_those_of_something() {
        for length in [0.0, -1.0, 1_000_000.5, f64::INFINITY, f64::NAN] {
            let mut list = all(1.0);
            list[2].height = length;
            list[5].width = length;
            let expected = vec![UnfitSheet::Height { index: 2 }, UnfitSheet::Width { index: 5 }];
            assert_eq!(Sheets::parse(&list), Err(expected), "{length}");
        }
    }
}
