//! Pictures made here, and what comes of them.

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Frame, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::{Measure, Rendition, Scaling, Undecodable, render};

/// Left red, right blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG whose camera says how it was held.
fn held(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder
        .set_exif_metadata(vec![
            b'M',
            b'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            18,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ])
        .unwrap();
    encoder.encode_image(&DynamicImage::from(halves(width, height))).unwrap();
    bytes
}

fn suffixes(measure: Measure) -> Vec<String> {
    measure.renditions().into_iter().map(Rendition::suffix).collect()
}

#[test]
fn a_photograph_has_three_widths_and_a_jpeg() {
    let bytes = encoded(&halves(2000, 1000).into(), ImageFormat::Jpeg);
    let measure = Measure::read(&bytes).unwrap();
    assert_eq!((measure.width, measure.height), (2000, 1000));
    assert_eq!(suffixes(measure), [".480.webp", ".960.webp", ".1600.webp", ".1200.jpg"]);
    let made = render(&bytes, &measure.renditions()).unwrap();
    let sizes: Vec<_> = made.iter().map(|made| imagesize::blob_size(made).unwrap()).collect();
    let sizes: Vec<_> = sizes.iter().map(|size| (size.width, size.height)).collect();
    assert_eq!(sizes, [(480, 240), (960, 480), (1600, 800), (1200, 600)]);
    assert!(made[..3].iter().all(|made| made.starts_with(b"RIFF") && made[8..].starts_with(b"WEBP")));
    assert!(made[3].starts_with(&[0xff, 0xd8]));
}

/// A GIF of so many images.
fn gif(width: u32, height: u32, images: usize) -> Vec<u8> {
    let image = DynamicImage::from(halves(width, height)).into_rgba8();
    let mut bytes = Vec::new();
    GifEncoder::new(&mut bytes).encode_frames(vec![Frame::new(image); images]).unwrap();
    bytes
}

#[test]
fn a_still_gif_and_webp_have_smaller_ones_and_those_that_move_have_none() {
    let image = DynamicImage::from(halves(1000, 500));
    let lossy = ::webp::Encoder::new(image.as_bytes(), ::webp::PixelLayout::Rgb, 1000, 500).encode(80.0).to_vec();
    let lossless =
        ::webp::Encoder::new(image.as_bytes(), ::webp::PixelLayout::Rgb, 1000, 500).encode_lossless().to_vec();
    for still in [gif(1000, 500, 1), lossy, lossless] {
        let measure = Measure::read(&still).unwrap();
        assert_eq!((measure.width, measure.height), (1000, 500));
        assert_eq!(suffixes(measure), [".480.webp", ".960.webp", ".1000.webp", ".1000.jpg"]);
        // A head is enough to know it.
        assert_eq!(Measure::read(&still[..still.len() / 2]), Some(measure));
        let made = render(&still, &measure.renditions()).unwrap();
        let small = image::load_from_memory(&made[0]).unwrap().into_rgb8();
        assert_eq!((small.width(), small.height()), (480, 240));
        assert!(small.get_pixel(60, 120).0[0] > 180 && small.get_pixel(420, 120).0[2] > 180);
    }
    let moving = gif(1000, 500, 2);
    assert_eq!(Measure::read(&moving).unwrap().scaling, Scaling::AsItIs);
    assert_eq!(render(&moving, &[Rendition::WebP(480)]), Err(Undecodable));
    // The flag of a WebP that moves, and one that was held on its side.
    let extended = |flags: u8, more: &[u8]| {
        let mut bytes = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0".to_vec();
        bytes.extend([flags, 0, 0, 0, 0xe7, 3, 0, 0xf3, 1, 0]);
        bytes.extend(more);
        bytes
    };
    for held in [extended(2, b""), extended(8, b"")] {
        assert_eq!(Measure::read(&held).unwrap().scaling, Scaling::AsItIs);
    }
}

#[test]
fn the_largest_is_no_wider_than_the_picture_and_small_ones_have_none() {
    let measure = |width, height| Measure { width, height, scaling: Scaling::Possible };
    assert_eq!(suffixes(measure(800, 600)), [".480.webp", ".800.webp", ".800.jpg"]);
    assert_eq!(suffixes(measure(480, 600)), [""; 0]);
    // WebP cannot be that high.
    assert_eq!(suffixes(measure(1600, 20_000)), [""; 0]);
}

#[test]
fn what_was_held_on_its_side_stands_upright() {
    // The camera was turned: red, which lies left in the file, is up.
    let bytes = held(1000, 500, 6);
    let measure = Measure::read(&bytes).unwrap();
    assert_eq!((measure.width, measure.height), (500, 1000));
    let made = render(&bytes, &[Rendition::Jpeg(500)]).unwrap();
    let upright = image::load_from_memory(&made[0]).unwrap().into_rgb8();
    assert_eq!((upright.width(), upright.height()), (500, 1000));
    assert!(upright.get_pixel(250, 100).0[0] > 180 && upright.get_pixel(250, 900).0[2] > 180);
    assert!(memchr::memmem::find(&made[0], b"Exif").is_none());
}

#[test]
fn what_is_seen_through_stays_so_and_is_white_in_jpeg() {
    let image = RgbaImage::from_pixel(600, 600, Rgba([0, 0, 0, 0]));
    let bytes = encoded(&image.into(), ImageFormat::Png);
    let made = render(&bytes, &[Rendition::WebP(480), Rendition::Jpeg(600)]).unwrap();
    assert!(made[0].starts_with(b"RIFF"));
    let jpeg = image::load_from_memory(&made[1]).unwrap().into_rgb8();
    assert!(jpeg.pixels().all(|pixel| pixel.0.iter().all(|&channel| channel > 250)));
}

#[test]
fn the_same_picture_is_always_made_into_the_same_bytes() {
    let bytes = encoded(&halves(900, 300).into(), ImageFormat::Png);
    let wanted = Measure::read(&bytes).unwrap().renditions();
    assert_eq!(render(&bytes, &wanted), render(&bytes, &wanted));
}

#[test]
fn what_is_cut_off_or_no_picture_is_said_to_be() {
    let whole = encoded(&halves(900, 300).into(), ImageFormat::Png);
    let cut = &whole[..whole.len() / 2];
    let wanted = Measure::read(cut).unwrap().renditions();
    assert_eq!(render(cut, &wanted), Err(Undecodable));
    assert_eq!(Measure::read(b"no picture"), None);
    assert_eq!(render(b"no picture", &[Rendition::WebP(480)]), Err(Undecodable));
}

#[test]
fn more_pixels_than_memory_allows_are_not_decoded() {
    // The head of a PNG of 20,000 times 20,000 pixels, and nothing else.
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(20_000_u32.to_be_bytes());
    bytes.extend(20_000_u32.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0]);
    let crc = crc(&bytes[12..]);
    bytes.extend(crc.to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT");
    let measure = Measure::read(&bytes).unwrap();
    assert_eq!(measure.scaling, Scaling::TooLarge);
    assert!(measure.renditions().is_empty());
}

/// The checksum of PNG (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}
