//! Assets: pictures of signatures and logos, kept by content. A row is written after its bytes and never without them.

mod browse;
mod every;
pub mod sweep;
mod upload;
mod verify;

pub use crate::store::asset_use::{AssetUse, UseKind};
pub use browse::{Served, list, serve};
pub use upload::{UploadAssetError, Uploaded, may_upload, public_url, upload};
pub use verify::{VerifyError, verify};
