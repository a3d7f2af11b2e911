//! Pictures that people upload or a catalogue names: decoded and written anew, so that what is kept is a picture and nothing else. No
//! metadata, no second meaning of the same bytes, bounded in pixels.

use std::io::Cursor;

use entity::AssetKind;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

/// Most bytes of an upload.
pub const MAX_UPLOAD: usize = 1 << 20;
/// Most bytes of a picture written anew.
const MAX_STORED: usize = 4 << 20;
/// Most pixels along one side.
const MAX_SIDE: u32 = 4_096;
/// Most pixels in all.
const MAX_PIXELS: u64 = 8_000_000;
/// Most memory that a decoder may take.
const MAX_MEMORY: u64 = 96 << 20;
/// Quality of JPEG, out of 100.
const QUALITY: u8 = 90;
/// Longest name, in characters.
const MAX_NAME_LENGTH: usize = 100;

/// A picture, ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is.
    pub kind: AssetKind,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its bytes, written by us.
    pub bytes: Vec<u8>,
}

/// Why a picture cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnfitPicture {
    /// The bytes are not of the type that they are said to be.
    #[error("the bytes are not a picture of the type that Content-Type names")]
    WrongType,
    /// It cannot be decoded.
    #[error("the picture is damaged or uses a part of its format that is not supported")]
    Damaged,
    /// It has too many pixels.
    #[error("a picture has at most {MAX_SIDE} pixels along a side and {MAX_PIXELS} in all")]
    TooManyPixels,
    /// Written anew it has too many bytes.
    #[error("the picture is too detailed; make it smaller")]
    TooDetailed,
}

/// What the bytes say that they are; none for what is kept by nobody.
#[must_use]
pub fn kind_of(bytes: &[u8]) -> Option<AssetKind> {
    match image::guess_format(bytes).ok()? {
        ImageFormat::Png => Some(AssetKind::Png),
        ImageFormat::Jpeg => Some(AssetKind::Jpeg),
        ImageFormat::WebP => Some(AssetKind::Webp),
        _ => None,
    }
}

/// Decodes a picture and writes it anew. Takes time and memory within bounds; not for threads that serve others.
pub fn rewrite(kind: AssetKind, bytes: &[u8]) -> Result<Picture, UnfitPicture> {
    if kind_of(bytes) != Some(kind) {
        return Err(UnfitPicture::WrongType);
    }
    write(kind, &decode(bytes)?)
}

/// Decodes a picture, and turns it as it was held. Takes time and memory within bounds; not for threads that serve others.
pub fn decode(bytes: &[u8]) -> Result<DynamicImage, UnfitPicture> {
    let format = match kind_of(bytes).ok_or(UnfitPicture::WrongType)? {
        AssetKind::Png => ImageFormat::Png,
        AssetKind::Jpeg => ImageFormat::Jpeg,
        AssetKind::Webp => ImageFormat::WebP,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unfit)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(UnfitPicture::Damaged);
    }
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(UnfitPicture::TooManyPixels);
    }
    // A camera's note of how it was held is metadata: it is followed, then dropped with the rest.
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unfit)?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

fn unfit(error: image::ImageError) -> UnfitPicture {
    match error {
        image::ImageError::Limits(_) => UnfitPicture::TooManyPixels,
        image::ImageError::Decoding(_)
        | image::ImageError::Encoding(_)
        | image::ImageError::Parameter(_)
        | image::ImageError::Unsupported(_)
        | image::ImageError::IoError(_) => UnfitPicture::Damaged,
    }
}

fn write(kind: AssetKind, picture: &DynamicImage) -> Result<Picture, UnfitPicture> {
    let mut bytes = Vec::new();
    let has_alpha = picture.color().has_alpha();
    // Eight bits a channel, and only the channels that say something.
    let flat = if has_alpha && kind != AssetKind::Jpeg {
        DynamicImage::ImageRgba8(picture.to_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.to_rgb8())
    };
    let written = match kind {
        AssetKind::Png => flat.write_with_encoder(PngEncoder::new(&mut bytes)),
        AssetKind::Jpeg => flat.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY)),
        AssetKind::Webp => flat.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)),
    };
    written.map_err(unfit)?;
    if bytes.len() > MAX_STORED {
        return Err(UnfitPicture::TooDetailed);
    }
    Ok(Picture {
        kind,
        width: flat.width(),
        height: flat.height(),
        bytes,
    })
}

/// The name that somebody gave a picture cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a picture's name has 1 to {MAX_NAME_LENGTH} characters that can be seen")]
pub struct UnfitName;

/// Accepts what somebody wants a picture to be called, as it is.
pub fn check_name(name: &str) -> Result<(), UnfitName> {
    // Bytes first: counting the characters of a huge text is work an attacker could order.
    let is_short = name.len() <= MAX_NAME_LENGTH * 4 && name.chars().count() <= MAX_NAME_LENGTH;
    if is_short && !name.trim().is_empty() && !name.chars().any(is_invisible) {
        Ok(())
    } else {
        Err(UnfitName)
    }
}

/// What people see instead of a file's name: its last part, without what cannot be read.
#[must_use]
pub fn display_name(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|it| !is_invisible(*it))
        .take(MAX_NAME_LENGTH)
        .collect();
    let plain = plain.trim().trim_start_matches('.').trim();
    if plain.is_empty() {
        "picture".to_owned()
    } else {
        plain.to_owned()
    }
}

fn is_invisible(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_people_give_are_kept_as_they_are_or_refused() {
        for (name, is_fit) in [
            ("Seal of the university", true),
            ("Logo 2025/26", true),
            (".seal", true),
            ("", false),
            ("  ", false),
            ("a\nb", false),
            ("\u{202e}gnp.exe", false),
        ] {
            assert_eq!(check_name(name).is_ok(), is_fit, "{name:?}");
        }
        assert_eq!(check_name(&"é".repeat(MAX_NAME_LENGTH)), Ok(()));
        assert_eq!(check_name(&"é".repeat(MAX_NAME_LENGTH + 1)), Err(UnfitName));
    }

    #[test]
    fn names_are_for_reading_only() {
        for (file_name, shown) in [
            ("logo.png", "logo.png"),
            ("../../etc/passwd", "passwd"),
            (r"C:\Users\x\logo.png", "logo.png"),
            ("x\0.png", "x.png"),
            (".htaccess", "htaccess"),
            ("..", "picture"),
            ("", "picture"),
            ("\u{202e}gnp.exe", "gnp.exe"),
            ("CON", "CON"),
            ("Logo der Universität.png", "Logo der Universität.png"),
        ] {
            assert_eq!(display_name(file_name), shown, "{file_name:?}");
        }
        assert_eq!(display_name(&"é".repeat(5_000)).chars().count(), MAX_NAME_LENGTH);
    }
}
