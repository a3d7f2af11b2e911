//! Templates of certificates: drafts, checks, publishing.

mod browse;
mod change;
mod check;
mod examine;
mod picture;
mod publish;

pub use crate::store::template::AboutVersion;
pub use browse::{built_in, list};
pub use change::{Changed, NewTemplate, RawSource, TemplateEdit, TemplateError, create, delete, edit};
pub use check::{CheckTemplateError, TemplateCheck, check};
pub(in crate::service) use picture::with_missing_pictures;
pub use publish::{PublishTemplateError, publish};
