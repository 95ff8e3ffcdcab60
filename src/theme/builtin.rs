//! The built-in theme, embedded in the program.
//!
//! In: `themes/default/` as it was when the program was compiled. Out: its
//! files by the path they have in a publication that would hold them. They are
//! named one by one: a crate that lists a folder brings along twelve others.

use std::borrow::Cow;

use crate::source::VPath;
use crate::theme::BUILT_IN;

/// The files of `themes/default/`, in the order of their names.
static FILES: [(&str, &[u8]); 29] = [
    ("assets/hui.js", include_bytes!("../../themes/default/assets/hui.js")),
    ("assets/icon.svg", include_bytes!("../../themes/default/assets/icon.svg")),
    ("assets/overview.css", include_bytes!("../../themes/default/assets/overview.css")),
    ("assets/search.css", include_bytes!("../../themes/default/assets/search.css")),
    ("assets/search.js", include_bytes!("../../themes/default/assets/search.js")),
    ("assets/style.css", include_bytes!("../../themes/default/assets/style.css")),
    ("phrases/en.yaml", include_bytes!("../../themes/default/phrases/en.yaml")),
    ("phrases/zh-CN.yaml", include_bytes!("../../themes/default/phrases/zh-CN.yaml")),
    ("templates/404.html", include_bytes!("../../themes/default/templates/404.html")),
    ("templates/cell.html", include_bytes!("../../themes/default/templates/cell.html")),
    ("templates/components.html", include_bytes!("../../themes/default/templates/components.html")),
    ("templates/data.html", include_bytes!("../../themes/default/templates/data.html")),
    ("templates/find.html", include_bytes!("../../themes/default/templates/find.html")),
    ("templates/home.html", include_bytes!("../../themes/default/templates/home.html")),
    ("templates/honours.html", include_bytes!("../../themes/default/templates/honours.html")),
    ("templates/layout.html", include_bytes!("../../themes/default/templates/layout.html")),
    ("templates/metric.html", include_bytes!("../../themes/default/templates/metric.html")),
    ("templates/metrics.html", include_bytes!("../../themes/default/templates/metrics.html")),
    ("templates/names.html", include_bytes!("../../themes/default/templates/names.html")),
    ("templates/organization.html", include_bytes!("../../themes/default/templates/organization.html")),
    ("templates/organizations.html", include_bytes!("../../themes/default/templates/organizations.html")),
    ("templates/person.html", include_bytes!("../../themes/default/templates/person.html")),
    ("templates/report.html", include_bytes!("../../themes/default/templates/report.html")),
    ("templates/text.html", include_bytes!("../../themes/default/templates/text.html")),
    ("templates/topic.html", include_bytes!("../../themes/default/templates/topic.html")),
    ("templates/topics.html", include_bytes!("../../themes/default/templates/topics.html")),
    ("templates/year.html", include_bytes!("../../themes/default/templates/year.html")),
    ("templates/years.html", include_bytes!("../../themes/default/templates/years.html")),
    ("theme.yaml", include_bytes!("../../themes/default/theme.yaml")),
];

/// Every file of the built-in theme, in the order of the paths.
pub fn files() -> Vec<(VPath, Cow<'static, [u8]>)> {
    let path = |name: &str| VPath::new(&format!("themes/{BUILT_IN}/{name}"));
    FILES.iter().filter_map(|(name, bytes)| Some((path(name)?, Cow::Borrowed(*bytes)))).collect()
}

/// The bytes of a built-in file.
pub fn file(name: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(other, _)| *other == name).map(|(_, bytes)| *bytes)
}

/// Whether the built-in theme has an asset of that name.
pub fn has_asset(name: &str) -> bool {
    file(&format!("assets/{name}")).is_some()
}

/// The text of a built-in file, for showing a finding in it.
pub fn embedded(path: &VPath) -> Option<Cow<'static, [u8]>> {
    file(path.below("themes")?.strip_prefix(BUILT_IN)?.strip_prefix('/')?).map(Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default");
        let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
        let files = entries.filter(|entry| entry.file_type().is_file());
        let name =
            |entry: walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        let mut names: Vec<String> = files.map(name).collect();
        names.sort();
        assert_eq!(names, FILES.map(|(name, _)| name));
    }
}
