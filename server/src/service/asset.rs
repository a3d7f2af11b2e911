//! Assets: pictures of signatures and logos, kept by content. A row is written after its bytes and never without them, and goes before
//! them.

mod browse;
mod bytes;
mod change;
mod copy;
mod every;
mod keep;
pub mod sweep;
mod upload;
mod verify;

pub use crate::store::asset_use::{AssetUse, UseKind};
pub use browse::{Served, list, serve};
pub use change::{AssetError, Changed, delete, edit};
pub(super) use copy::{NotCopied, rows, take};
pub(super) use keep::Kept;
pub use upload::{UploadAssetError, Uploaded, may_upload, public_url, upload};
pub use verify::{VerifyError, verify};
