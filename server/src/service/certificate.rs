//! Certificates as documents: drawn by one renderer for the public page and for previews.

mod drawing;
mod preview;
mod printed;
mod public;

pub use drawing::RenderCache;
pub use preview::{Preview, PreviewError, PreviewOf, RawPreview, forget_expired, look_at, preview};
pub use printed::{can_be_printed, card, print};
pub use public::{Reader, document};
