//! The pictures that samples show. They come with the service: no site keeps them, and every site shows them under their hash as it
//! does its own.

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};

use crate::domain::asset_address;
use crate::domain::hexadecimal::digits;

/// A picture (PNG) of samples.
#[derive(Clone, Debug)]
pub struct SamplePicture {
    /// The hash of its bytes, by which it is found.
    pub hash: String,
    /// Its bytes.
    pub bytes: &'static [u8],
}

impl SamplePicture {
    fn of(bytes: &'static [u8]) -> Self {
        Self {
            hash: digits(&Sha256::digest(bytes)),
            bytes,
        }
    }

    /// Its path on every site.
    #[must_use]
    pub fn path(&self) -> String {
        asset_address::path(&self.hash)
    }
}

static LOGO: LazyLock<SamplePicture> = LazyLock::new(|| SamplePicture::of(include_bytes!("logo.png")));
static SIGNATURE: LazyLock<SamplePicture> = LazyLock::new(|| SamplePicture::of(include_bytes!("signature.png")));

/// The logo of an organization that does not exist.
#[must_use]
pub fn logo() -> &'static SamplePicture {
    &LOGO
}

/// The signature of nobody.
#[must_use]
pub fn signature() -> &'static SamplePicture {
    &SIGNATURE
}

/// The picture of a hash; none where samples show no such picture.
#[must_use]
pub fn find(hash: &str) -> Option<&'static SamplePicture> {
    [logo(), signature()].into_iter().find(|it| it.hash == hash)
}

#[cfg(test)]
mod tests {
    use super::{find, logo, signature};

    #[test]
    fn samples_have_two_small_pictures() {
        assert_ne!(logo().hash, signature().hash);
        for picture in [logo(), signature()] {
            assert_eq!(find(&picture.hash).map(|it| it.bytes), Some(picture.bytes));
            assert!(picture.bytes.starts_with(b"\x89PNG") && picture.bytes.len() < 8 << 10);
            assert!(image::load_from_memory(picture.bytes).is_ok(), "{}", picture.hash);
        }
        assert!(find(&"a".repeat(64)).is_none());
    }
}
