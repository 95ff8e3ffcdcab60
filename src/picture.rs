//! Picture: a photograph → smaller ones, which pages show in its place.
//!
//! In: the bytes of a picture (JPEG, PNG, GIF, WebP; AVIF is decoded by C alone,
//! so it stays as it is). Out: how large it is as readers see it, and the
//! same picture in a few widths as WebP, with one as JPEG for programs that do
//! not know WebP. They are turned the way the camera says is up, their colors
//! are sRGB, and nothing else that a camera wrote is in them. What is not
//! understood, moves or is small enough as it is has no smaller ones.

mod gif;
mod webp;

use std::io::Cursor;

use ::webp::{PixelLayout, WebPConfig};
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits, Rgb, RgbImage, RgbaImage};
use moxcms::{ColorProfile, Layout, TransformOptions};

/// The widths in which pages show pictures, in pixels: a phone, the column of
/// a text, the same on a screen of twice as many dots.
const WIDTHS: [u32; 3] = [480, 960, 1600];

/// The width of the JPEG, in pixels: what services ask for that show a link
/// with its picture.
const FALLBACK: u32 = 1200;

/// The most pixels a picture may have that is decoded: three bytes each, and
/// up to six more while a progressive JPEG is read.
pub const MOST_PIXELS: u64 = 64_000_000;

/// The longest side that WebP can have, in pixels.
const LONGEST: u32 = 16_383;

/// How much a decoder may allocate, in bytes.
const MOST_MEMORY: u64 = 1 << 30;

/// How good the smaller ones are, of 100.
const QUALITY: u8 = 80;

/// What a PNG file begins with.
const PNG: &[u8] = b"\x89PNG";

/// What a GIF file begins with.
const GIF: &[u8] = b"GIF8";

/// Changes when the same picture is made into other bytes than before.
pub const VERSION: u8 = 1;

/// How much of a picture usually tells its size, in bytes: what cameras write
/// before it holds a small copy of it.
pub const HEAD: usize = 256 * 1024;

/// What the head of a picture tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its width as readers see it, in pixels.
    pub width: u32,
    /// Its height as readers see it, in pixels.
    pub height: u32,
    /// Whether smaller ones can be made of it.
    pub scaling: Scaling,
}

/// Whether smaller ones can be made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    /// They can.
    Possible,
    /// It has more pixels than are decoded.
    TooLarge,
    /// It moves, or is of a kind that is short as it is.
    AsItIs,
}

/// A smaller one of a picture, by its width in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rendition {
    /// As WebP.
    WebP(u32),
    /// As JPEG.
    Jpeg(u32),
}

/// A picture that cannot be decoded, or only with too much memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undecodable;

impl Rendition {
    /// What its route ends with, after that of the picture. No file of an
    /// author has a route with two extensions, so none can have this one.
    pub fn suffix(self) -> String {
        match self {
            Rendition::WebP(width) => format!(".{width}.webp"),
            Rendition::Jpeg(width) => format!(".{width}.jpg"),
        }
    }

    /// Its width in pixels.
    pub fn width(self) -> u32 {
        match self {
            Rendition::WebP(width) | Rendition::Jpeg(width) => width,
        }
    }
}

impl Measure {
    /// Reads the head of a picture; none if it is not known as one.
    pub fn read(head: &[u8]) -> Option<Measure> {
        // A WebP file says more of itself than its decoder needs, and some at its end.
        let Some((mut decoder, moves)) = decoder(head).ok().filter(|_| !webp::is(head)) else {
            let size = imagesize::blob_size(head).ok()?;
            let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
            return Some(Measure { width, height, scaling: scaling(width, height, !webp::is_still(head)) });
        };
        let (width, height) = decoder.dimensions();
        let scaling = scaling(width, height, moves);
        let (width, height) = match decoder.orientation() {
            Ok(orientation) if is_on_its_side(orientation) => (height, width),
            _ => (width, height),
        };
        Some(Measure { width, height, scaling })
    }

    /// The smaller ones that pages show: WebP from small to large, then JPEG.
    /// The largest is as wide as the picture if that is narrower than usual.
    pub fn renditions(self) -> Vec<Rendition> {
        let largest = self.width.min(WIDTHS[WIDTHS.len() - 1]);
        if self.scaling != Scaling::Possible || self.width <= WIDTHS[0] || self.scaled(largest).1 > LONGEST {
            return Vec::new();
        }
        let widths = WIDTHS.into_iter().filter(|&width| width < largest).chain([largest]);
        widths.map(Rendition::WebP).chain([Rendition::Jpeg(self.width.min(FALLBACK))]).collect()
    }

    /// Width and height at a width.
    fn scaled(self, width: u32) -> (u32, u32) {
        let height = u64::from(self.height) * u64::from(width) / u64::from(self.width.max(1));
        (width, u32::try_from(height).unwrap_or(u32::MAX).max(1))
    }
}

fn scaling(width: u32, height: u32, is_left: bool) -> Scaling {
    match u64::from(width) * u64::from(height) {
        _ if is_left => Scaling::AsItIs,
        1..=MOST_PIXELS => Scaling::Possible,
        _ => Scaling::TooLarge,
    }
}

/// Makes smaller ones of a picture, in the order in which they are wanted.
pub fn render(bytes: &[u8], wanted: &[Rendition]) -> Result<Vec<Vec<u8>>, Undecodable> {
    let Some(largest) = wanted.iter().map(|rendition| rendition.width()).max() else { return Ok(Vec::new()) };
    let (image, measure) = decode(bytes, largest).ok_or(Undecodable)?;
    let is_drawn = bytes.starts_with(PNG) || bytes.starts_with(GIF) || webp::is_lossless(bytes);
    let made = wanted.iter().map(|rendition| {
        let (width, height) = measure.scaled(rendition.width());
        let image = scaled(&image, width, height);
        match rendition {
            Rendition::WebP(_) => encoded(&image, is_drawn),
            Rendition::Jpeg(_) => jpeg(&image),
        }
    });
    made.collect::<Option<_>>().ok_or(Undecodable)
}

/// A decoder, and whether the picture moves.
fn decoder(bytes: &[u8]) -> ImageResult<(Box<dyn ImageDecoder + '_>, bool)> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    if bytes.starts_with(PNG) {
        let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits)?;
        let moves = decoder.is_apng()?;
        Ok((Box::new(decoder), moves))
    } else if bytes.starts_with(GIF) {
        let mut decoder = GifDecoder::new(Cursor::new(bytes))?;
        decoder.set_limits(limits)?;
        Ok((Box::new(decoder), gif::moves(bytes)))
    } else if webp::is(bytes) {
        let mut decoder = WebPDecoder::new(Cursor::new(bytes))?;
        decoder.set_limits(limits)?;
        let moves = decoder.has_animation();
        Ok((Box::new(decoder), moves))
    } else {
        let mut decoder = JpegDecoder::new(Cursor::new(bytes))?;
        decoder.set_limits(limits)?;
        Ok((Box::new(decoder), false))
    }
}

/// A picture, upright, in sRGB and no wider than `largest`, with its measure.
/// It has eight bits a channel, and three channels or four.
fn decode(bytes: &[u8], largest: u32) -> Option<(DynamicImage, Measure)> {
    let measure = Measure::read(bytes).filter(|measure| measure.scaling == Scaling::Possible)?;
    let (mut decoder, _) = decoder(bytes).ok()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let whole = eight_bits(DynamicImage::from_decoder(decoder).ok()?);
    // Turned when it is small.
    let (width, height) = measure.scaled(largest.min(measure.width));
    let (across, down) = if is_on_its_side(orientation) { (height, width) } else { (width, height) };
    let mut image = scaled(&whole, across, down);
    drop(whole);
    image.apply_orientation(orientation);
    let image = profile.and_then(|profile| in_srgb(&image, &profile)).unwrap_or(image);
    Some((image, measure))
}

/// Whether width and height change places when a picture is turned upright.
fn is_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

fn eight_bits(image: DynamicImage) -> DynamicImage {
    if image.color().has_alpha() { image.into_rgba8().into() } else { image.into_rgb8().into() }
}

fn scaled(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (image.width(), image.height()) == (width, height) {
        return image.clone();
    }
    image.resize_exact(width, height, FilterType::CatmullRom)
}

/// The same colors in sRGB; none if the profile is not for such pixels.
fn in_srgb(image: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let layout = if image.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let (from, to) = (ColorProfile::new_from_slice(profile).ok()?, ColorProfile::new_srgb());
    let transform = from.create_transform_8bit(layout, &to, layout, TransformOptions::default()).ok()?;
    let mut bytes = vec![0; image.as_bytes().len()];
    transform.transform(image.as_bytes(), &mut bytes).ok()?;
    let (width, height) = (image.width(), image.height());
    if image.color().has_alpha() {
        RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(width, height, bytes).map(DynamicImage::from)
    }
}

/// As WebP; what may be drawn, the shorter of with and without loss.
fn encoded(image: &DynamicImage, is_drawn: bool) -> Option<Vec<u8>> {
    let lossy = webp_with(image, |config| config.quality = f32::from(QUALITY))?;
    if !is_drawn {
        return Some(lossy);
    }
    let lossless = webp_with(image, |config| {
        config.lossless = 1;
        config.method = 3;
        config.quality = 40.0;
    })?;
    Some(if lossless.len() <= lossy.len() { lossless } else { lossy })
}

fn webp_with(image: &DynamicImage, set: impl FnOnce(&mut WebPConfig)) -> Option<Vec<u8>> {
    let layout = if image.color().has_alpha() { PixelLayout::Rgba } else { PixelLayout::Rgb };
    let mut config = WebPConfig::new().ok()?;
    set(&mut config);
    let encoder = ::webp::Encoder::new(image.as_bytes(), layout, image.width(), image.height());
    encoder.encode_advanced(&config).ok().map(|encoded| encoded.to_vec())
}

/// As JPEG, on white.
fn jpeg(image: &DynamicImage) -> Option<Vec<u8>> {
    let flat = match image {
        DynamicImage::ImageRgba8(image) => on_white(image).into(),
        image => image.clone(),
    };
    let mut encoded = Vec::new();
    flat.write_with_encoder(JpegEncoder::new_with_quality(&mut encoded, QUALITY)).ok()?;
    Some(encoded)
}

fn on_white(image: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0.map(u16::from);
        let over = |channel: u16| u8::try_from((channel * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255);
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests;
