use super::{Unreadable, without_metadata};

/// A segment of JPEG.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    [&[0xff, marker], &u16::try_from(content.len() + 2).unwrap().to_be_bytes()[..], content].concat()
}

/// Exif with a place, written by a camera of little-endian habits.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend(b"\0\0\0\0GPS 29.87N 121.55E");
    tiff
}

fn jpeg(before: &[Vec<u8>], after: &[u8]) -> Vec<u8> {
    let image = [segment(0xdb, &[0; 65]), segment(0xda, &[1, 2, 3]), vec![7, 0xff, 0, 8, 0xff, 0xd0, 9]].concat();
    [&[0xff, 0xd8][..], &before.concat(), &image, &[0xff, 0xd9], after].concat()
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], kind, content, b"CRC!"].concat()
}

fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    let image = [chunk(b"IHDR", &[0; 13]), chunks.concat(), chunk(b"IDAT", b"data"), chunk(b"IEND", b"")].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &image].concat()
}

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, content) in chunks {
        body.extend(*kind);
        body.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        body.extend(content);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [b"RIFF".as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

fn gif(extensions: &[u8]) -> Vec<u8> {
    let image = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
    [b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".as_slice(), extensions, &image, &[0x3b]].concat()
}

/// What is left is `expected`, and nothing is to be taken out of that.
fn is(bytes: &[u8], expected: &[u8]) {
    let stripped = without_metadata(bytes).unwrap().unwrap_or_else(|| bytes.to_vec());
    assert!(stripped == expected, "{}", String::from_utf8_lossy(&stripped));
    assert_eq!(without_metadata(expected), Ok(None));
}

#[test]
fn a_photograph_tells_nothing_but_its_way_up() {
    let jfif = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let camera = |orientation| segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(orientation)].concat());
    let icc = segment(0xe2, b"ICC_PROFILE\0\x01\x01sRGB");
    let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\x01");
    let rest = [
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>"),
        segment(0xed, b"Photoshop 3.0\x008BIM IPTC"),
        segment(0xe2, b"MPF\0"),
        segment(0xfe, b"remark"),
    ];
    let clean = jpeg(&[jfif.clone(), icc.clone(), adobe.clone()], b"");
    is(&clean, &clean);
    let told = [vec![jfif.clone(), camera(1), icc.clone()], rest.to_vec(), vec![adobe.clone()]].concat();
    is(&jpeg(&told, b"a second picture"), &clean);
    let turned = segment(0xe1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    is(&jpeg(&[camera(6)], b""), &jpeg(&[turned], b""));
    // JFIF may hold a copy of the picture.
    let copy = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01RGB");
    is(&jpeg(&[copy], b""), &jpeg(&[jfif], b""));
    // Cut short, it is shown as far as it goes.
    let cut = jpeg(&[camera(1)], b"");
    is(&cut[..cut.len() - 2], &jpeg(&[], b"")[..jpeg(&[], b"").len() - 2]);
}

#[test]
fn other_pictures_tell_nothing_either() {
    let seen = [chunk(b"gAMA", b"1234"), chunk(b"PLTE", b"rgb"), chunk(b"tRNS", b"0")];
    let words = [chunk(b"tEXt", b"Author\0A"), chunk(b"iTXt", b"XML:com.adobe.xmp"), chunk(b"tIME", b"1234567")];
    let told = [png(&[&seen[..], &words, &[chunk(b"eXIf", &exif(1))]].concat()), b"cut off".to_vec()].concat();
    is(&told, &png(&seen));
    let turned = without_metadata(&png(&[chunk(b"eXIf", &exif(8))])).unwrap().unwrap();
    assert!(turned.windows(4).any(|four| four == b"eXIf") && !turned.windows(3).any(|three| three == b"GPS"));
    assert_eq!(without_metadata(&turned), Ok(None));

    let image = |flags| vec![(b"VP8X", vec![flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]), (b"VP8 ", vec![1, 2, 3])];
    let told = [image(0x3c), vec![(b"EXIF", exif(1)), (b"XMP ", b"<x>".to_vec()), (b"????", vec![1])]].concat();
    is(&riff(&told), &riff(&image(0x30)));
    is(&riff(&[(b"VP8L", vec![1])]), &riff(&[(b"VP8L", vec![1])]));
    let turned = without_metadata(&riff(&[image(0x08), vec![(b"EXIF", exif(3))]].concat())).unwrap().unwrap();
    assert_eq!((turned[20], without_metadata(&turned)), (0x08, Ok(None)));

    let repeat = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
    let told = [repeat.as_slice(), b"\x21\xfe\x06remark\0\x21\xff\x0bXMP DataXMP\x03abc\0"].concat();
    is(&gif(&told), &gif(repeat));
}

#[test]
fn what_is_not_understood_is_told() {
    let avif = |item: &[u8]| [b"\0\0\0\x10ftypavif\0\0\0\0".as_slice(), item].concat();
    assert_eq!(without_metadata(&avif(b"mdat")), Ok(None));
    for bytes in
        [b"".as_slice(), b"BM", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\nabc", &avif(b"infeExif")]
    {
        assert_eq!(without_metadata(bytes), Err(Unreadable), "{bytes:?}");
    }
}

#[test]
fn no_bytes_make_it_panic_or_change_the_image() {
    let camera = segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(6)].concat());
    let seeds = [
        jpeg(&[camera, segment(0xfe, b"remark")], b"more"),
        png(&[chunk(b"eXIf", &exif(8)), chunk(b"tEXt", b"a")]),
        riff(&[(b"VP8X", vec![0x08; 10]), (b"VP8 ", vec![1; 20]), (b"EXIF", exif(3))]),
        gif(b"\x21\xfe\x06remark\0"),
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for seed in &seeds {
        for _ in 0..20_000 {
            let mut bytes = seed.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes.truncate(at.max(1)),
                    1 => bytes[at] = 0xff,
                    2 => bytes.insert(at, u8::try_from(random(256)).unwrap()),
                    _ => bytes[at] ^= 1 << random(8),
                }
            }
            if let Ok(Some(stripped)) = without_metadata(&bytes) {
                assert!(stripped.len() <= bytes.len() + 24);
                // What came out is clean, and understood as well as what went in.
                assert_eq!(without_metadata(&stripped), Ok(None));
            }
        }
    }
}
