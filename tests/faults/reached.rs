//! Sites as readers find them, while they are being changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// All files below a folder with their texts, huibian's own left out.
pub fn files(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()).filter(|path| !path.ends_with(".huibian")) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
            }
        }
    }
    files
}

/// Every file of a site is whole: it is that of one of two builds. And every
/// page that can be reached links to what is there.
pub fn hangs_together(public: &Path, old: &BTreeMap<String, String>, new: &BTreeMap<String, String>, case: &str) {
    let site = files(public);
    for (name, text) in &site {
        assert!(Some(text) == old.get(name) || Some(text) == new.get(name), "{case}: {name} is torn");
    }
    let mut reached = BTreeSet::new();
    let mut pages: Vec<String> = site.keys().filter(|name| *name == "index.html").cloned().collect();
    while let Some(page) = pages.pop() {
        for target in links(&page, &site[&page]) {
            assert!(site.contains_key(&target), "{case}: {page} links to {target}, which is not there");
            if target.ends_with(".html") && reached.insert(target.clone()) {
                pages.push(target);
            }
        }
    }
}

/// Where the links and pictures of a page lead to within the site.
fn links(page: &str, text: &str) -> Vec<String> {
    let mut targets = Vec::new();
    for mark in [" href=\"", " src=\""] {
        for rest in text.split(mark).skip(1) {
            let link = rest.split(['"', '#', '?']).next().unwrap_or_default();
            if link.is_empty() || link.contains(':') {
                continue;
            }
            let mut parts: Vec<&str> = page.split('/').collect();
            parts.pop();
            for part in link.split('/') {
                match part {
                    ".." => drop(parts.pop()),
                    "." => {}
                    part => parts.push(part),
                }
            }
            targets.push(parts.join("/"));
        }
    }
    targets
}
