//! Certificates and records on paper: PDF that is read by people, by machines, and aloud (PDF/UA-1); and as pictures for previews of links.

mod card;
mod certificate;
mod color;
mod drawing;
mod letters;
mod raster;
mod record;
mod text;

use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::error::KrillaError;

pub use card::{CARD, card};
pub use certificate::{Code, Picture, Sheet, certificate};
pub use letters::{has_letters, has_letters_for};
pub use record::{Cell, Record, record};

/// Why something cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum Unprintable {
    /// The letters that come with the service do not have every letter of the text.
    #[error("the text has letters for which there is no font")]
    Letters,
    /// The page cannot be laid out.
    #[error("the page cannot be laid out")]
    Layout,
    /// What was printed breaks the standard.
    #[error("the document breaks PDF/UA-1: {0}")]
    Standard(String),
}

impl From<KrillaError> for Unprintable {
    fn from(error: KrillaError) -> Self {
        use krilla::configure::ValidationError;
        let lacks_letters = |it: &ValidationError| matches!(it, ValidationError::ContainsNotDefGlyph(..));
        match &error {
            KrillaError::Validation(errors) if errors.iter().all(|(it, _)| lacks_letters(it)) => Self::Letters,
            _ => Self::Standard(format!("{error:?}")),
        }
    }
}

/// With everything that PDF/UA-1 asks for, which is verified when the document is finished.
fn settings() -> Result<SerializeSettings, Unprintable> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| Unprintable::Layout)?;
    Ok(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    })
}
