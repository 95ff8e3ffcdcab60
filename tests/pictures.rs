//! Photographs, from a report to its page: smaller ones, the cache, and what
//! stands for a report elsewhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use huibian::build::{self, Destination, Summary};
use huibian::disk::{Folder, Strangers};
use huibian::model::Settings;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A publication with one report and whatever is put beside it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new(body: &str) -> Place {
        let place = Place { folder: tempfile::tempdir().unwrap() };
        place.write("content/site.yaml", "title: 汇编\nbase_url: https://example.org/hb/\n".as_bytes());
        let front = "---\ntitle: 第一工会二〇二一年工作总结\nbranch: 第一工会\nyear: 2021\n---\n\n";
        place.write("content/reports/2021/a.md", format!("{front}{body}").as_bytes());
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn build(&self) -> Summary {
        let folder = Arc::new(Folder::open(self.folder.path()).unwrap());
        let settings = Settings { drafts: false, base_url: None };
        let destination = Destination {
            output: self.path("public"),
            strangers: Strangers::Keep,
            verify: false,
            share: None,
            against: None,
        };
        build::run(&folder, &settings, &destination, &|_| {}).unwrap().0
    }

    fn page(&self, route: &str) -> String {
        fs::read_to_string(self.path("public").join(route)).unwrap()
    }

    /// The files in the cache.
    /// What the cache has of pictures.
    fn cached(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.path(".huibian/cache")).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with("build-")).collect()
    }
}

/// A photograph of stripes.
fn photograph(width: u32, height: u32, color: u8) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| Rgb([color, (x / 8 % 256) as u8, (y / 8 % 256) as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// The addresses in the attributes `src`, `srcset` and `href` that end like
/// pictures.
fn addresses(html: &str) -> Vec<&str> {
    let quoted = html.split('"').skip(1).step_by(2);
    let addresses = quoted.flat_map(|value| value.split(',')).filter_map(|own| own.split(' ').next());
    addresses.filter(|own| [".jpg", ".webp", ".png"].iter().any(|end| own.ends_with(end))).collect()
}

#[test]
fn a_page_shows_smaller_ones_that_exist_and_leads_to_the_whole() {
    let place = Place::new("![会场](hui.jpg \"会场\")\n\n![小章](zhang.jpg)\n");
    place.write("content/reports/2021/hui.jpg", &photograph(2400, 1200, 200));
    place.write("content/reports/2021/zhang.jpg", &photograph(200, 200, 10));
    let summary = place.build();
    assert!(summary.diagnostics.iter().all(|finding| !finding.rule.name.starts_with("picture")));
    let page = place.page("reports/2021/a.html");
    assert!(page.contains("<div class=\"pictures\">"), "{page}");
    assert!(page.contains("<a href=\"hui.jpg\"><picture><source type=\"image/webp\""), "{page}");
    assert!(page.contains("hui.jpg.480.webp 480w,hui.jpg.960.webp 960w,hui.jpg.1600.webp 1600w"), "{page}");
    assert!(page.contains("<img src=\"hui.jpg.1200.jpg\" alt=\"会场\" width=\"2400\" height=\"1200\""), "{page}");
    // What is small enough is shown as it is, and leads nowhere.
    assert!(page.contains("<figure><img src=\"zhang.jpg\" alt=\"小章\" width=\"200\""), "{page}");
    assert!(page.contains("content=\"https://example.org/hb/reports/2021/hui.jpg.1200.jpg\""), "{page}");
    for (route, folder) in [("reports/2021/a.html", "reports/2021"), ("index.html", "")] {
        let page = place.page(route);
        let local: Vec<&str> = addresses(&page).into_iter().filter(|own| !own.contains("://")).collect();
        assert!(local.len() >= 4, "{route}: {local:?}");
        for address in local {
            assert!(place.path("public").join(folder).join(address).is_file(), "{route}: {address}");
        }
    }
    let size = |name: &str| {
        let size = imagesize::size(place.path("public/reports/2021").join(name)).unwrap();
        (size.width, size.height)
    };
    assert_eq!(size("hui.jpg.960.webp"), (960, 480));
    assert_eq!(size("hui.jpg.1200.jpg"), (1200, 600));
}

#[test]
fn the_cache_saves_work_and_is_never_believed() {
    let place = Place::new("![会场](hui.jpg)\n");
    place.write("content/reports/2021/hui.jpg", &photograph(800, 600, 90));
    place.build();
    let small = place.path("public/reports/2021/hui.jpg.480.webp");
    let first = fs::read(&small).unwrap();
    assert_eq!(place.cached().len(), 4, "three pictures, and what was read in the report");
    // Cut off, exchanged, or somebody else's.
    let cached = place.cached();
    let bytes = fs::read(&cached[0]).unwrap();
    fs::write(&cached[0], &bytes[..bytes.len() - 1]).unwrap();
    fs::copy(&cached[1], &cached[2]).unwrap();
    fs::write(place.path(".huibian/cache/x"), "x").unwrap();
    fs::remove_file(&small).unwrap();
    assert_eq!(place.build().tally.written, 1);
    assert_eq!(fs::read(&small).unwrap(), first);
    assert_eq!(place.cached().len(), 4, "three pictures, and what was read in the report");
    // Another photograph under the same name.
    place.write("content/reports/2021/hui.jpg", &photograph(800, 600, 250));
    place.build();
    assert_ne!(fs::read(&small).unwrap(), first);
    assert_eq!(place.cached().len(), 4, "three pictures, and what was read in the report");
    // None.
    fs::remove_file(place.path("content/reports/2021/hui.jpg")).unwrap();
    place.build();
    assert!(!small.exists());
    assert_eq!(place.cached().len(), 1, "what was read in the report");
}

#[test]
fn a_photograph_that_is_not_whole_is_told_of_and_shown_as_it_is() {
    let place = Place::new("![会场](hui.png)\n");
    let mut whole = std::io::Cursor::new(Vec::new());
    let image = RgbImage::from_fn(900, 600, |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, (x * y % 239) as u8]));
    DynamicImage::from(image).write_to(&mut whole, ImageFormat::Png).unwrap();
    let cut = &whole.get_ref()[..whole.get_ref().len() / 2];
    place.write("content/reports/2021/hui.png", cut);
    let summary = place.build();
    let found = summary.diagnostics.iter().filter(|finding| finding.rule.name == "picture-unscaled").count();
    assert_eq!(found, 1);
    assert!(is_png(&place.path("public/reports/2021/hui.png.480.webp")));
}

fn is_png(path: &Path) -> bool {
    fs::read(path).unwrap().starts_with(b"\x89PNG")
}
