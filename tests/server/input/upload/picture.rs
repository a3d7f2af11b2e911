//! Bytes to upload, made by name.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// The bytes of this name.
pub(super) fn bytes(name: &str) -> Vec<u8> {
    match name {
        "png" => picture(ImageFormat::Png, 40),
        "png 1" => picture(ImageFormat::Png, 41),
        "png 2" => picture(ImageFormat::Png, 42),
        "png 3" => picture(ImageFormat::Png, 43),
        "png 4" => picture(ImageFormat::Png, 44),
        "jpeg" => picture(ImageFormat::Jpeg, 40),
        "webp" => picture(ImageFormat::WebP, 40),
        "nothing" => Vec::new(),
        "truncated png" => {
            let mut bytes = picture(ImageFormat::Png, 40);
            bytes.truncate(bytes.len() / 2);
            bytes
        }
        "png with a wrong checksum" => {
            let mut bytes = picture(ImageFormat::Png, 40);
            // The checksum of the first chunk: after signature, length, name and thirteen bytes.
            bytes[8 + 8 + 13] ^= 0xff;
            bytes
        }
        "png with a tail" => [
            picture(ImageFormat::Png, 52),
            b"<script>alert(1)</script>".repeat(1_000),
        ]
        .concat(),
        "png and script" => [
            picture(ImageFormat::Png, 54),
            b"<script src=javascript:x></script>".to_vec(),
        ]
        .concat(),
        "png with text" => png_with(*b"tEXt", b"Comment\0<script>secret place</script>"),
        "png of many pixels" => png_of(60_000, 60_000, &[]),
        "png bomb" => png_of(4_000, 4_000, &[]),
        "jpeg with a comment" => jpeg_with(0xfe, b"<script>alert(1)</script>"),
        "jpeg with metadata" => jpeg_with(0xe1, b"Exif\0\0MM\0*\0\0\0\x08\0\0GPS secret place"),
        "jpeg and zip" => [picture(ImageFormat::Jpeg, 52), b"PK\x03\x04 and so on".to_vec()].concat(),
        "gif" => {
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
                .to_vec()
        }
        "svg" => b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(),
        "pdf" => b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj".to_vec(),
        "bmp" => b"BM\x1e\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x01\0\x01\0\x01\0\x18\0\0\0\xff\0".to_vec(),
        "html" => b"<!-- \x89PNG --><html><script>alert(1)</script></html>".to_vec(),
        "a byte too many" => vec![0x89; (1 << 20) + 1],
        _ => panic!("no bytes are called {name}"),
    }
}

/// A picture of one color that depends on its size.
pub(crate) fn picture(format: ImageFormat, size: u32) -> Vec<u8> {
    let shade = u8::try_from(size % 256).unwrap_or_default();
    let picture = RgbImage::from_pixel(size, size / 2, Rgb([shade, 20, 200]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut bytes, format)
        .expect("a picture");
    bytes.into_inner()
}

/// A PNG with a chunk before its pixels.
fn png_with(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let bytes = picture(ImageFormat::Png, 56);
    let header = 8 + 12 + 13;
    [&bytes[..header], &chunk(kind, data), &bytes[header..]].concat()
}

/// A PNG that says that it is so large, with pixels that are zeros or not there.
fn png_of(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(*b"IHDR", &header),
        chunk(*b"IDAT", pixels),
        chunk(*b"IEND", &[]),
    ]
    .concat()
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a short chunk").to_be_bytes();
    let body = [&kind[..], data].concat();
    [&length[..], &body, &checksum(&body).to_be_bytes()].concat()
}

/// CRC-32 as PNG has it.
fn checksum(bytes: &[u8]) -> u32 {
    let folded = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    });
    !folded
}

/// A JPEG with a segment after its first mark; as large as the mark says, so that each is another picture.
fn jpeg_with(mark: u8, data: &[u8]) -> Vec<u8> {
    let bytes = picture(ImageFormat::Jpeg, u32::from(mark));
    let length = u16::try_from(data.len() + 2).expect("a short segment").to_be_bytes();
    [&bytes[..2], &[0xff, mark], &length, data, &bytes[2..]].concat()
}
