//! The law of the layers: a module uses only those that stand above it in
//! `src/lib.rs`, only `disk` touches the file system, and the map in
//! `src/README.md` names every module there is.

use std::fs;
use std::path::{Path, PathBuf};

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The modules in the order of `lib.rs`.
fn modules() -> Vec<String> {
    let modules: Vec<String> = source("src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned))
        .collect();
    assert!(modules.len() > 8, "the list of modules was read: {modules:?}");
    modules
}

/// Every Rust file of a module but those that hold its tests.
fn files(module: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![root.join(format!("{module}.rs"))];
    let mut folders = vec![root.join(module)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("rs") => files.push(path),
                _ if path.is_dir() => folders.push(path),
                _ => {}
            }
        }
    }
    let is_test = |file: &PathBuf| {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let declared = format!("#[cfg(test)]\nmod {name};");
        files.iter().any(|parent| fs::read_to_string(parent).unwrap().contains(&declared))
    };
    files.iter().filter(|file| !is_test(file)).cloned().collect()
}

/// A file without comments and without its test module.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.replace("\n#[cfg(test)]\npub mod ", "\n#[cfg(test)]\nmod ");
    let own = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    own.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules that a file names after `crate::`.
fn used(code: &str) -> Vec<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    code.split("crate::").skip(1).map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn a_module_uses_only_those_above_it() {
    let modules = modules();
    let mut broken = Vec::new();
    for (place, module) in modules.iter().enumerate() {
        for file in files(module) {
            for other in used(&code(&file)) {
                let Some(at) = modules.iter().position(|known| *known == other) else { continue };
                if at > place {
                    broken.push(format!("{} uses {other}, which stands below {module}", file.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// What both know of the language is in `language`; a reader of documents needs no
/// rule of the proofreader.
#[test]
fn import_uses_no_rule_of_the_proofreader() {
    let files = files("import").into_iter().filter(|file| used(&code(file)).iter().any(|module| module == "check"));
    assert_eq!(files.collect::<Vec<_>>(), Vec::<PathBuf>::new());
}

#[test]
fn what_is_above_the_purity_line_touches_no_world() {
    let modules = modules();
    let line = modules.iter().position(|module| module == "disk").unwrap();
    // `diag::fault` holds a path of the machine and an error of the system as
    // values, to say them; it opens nothing.
    let worldly = ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Instant::now", "fs::"];
    let mut broken = Vec::new();
    for module in &modules[..line] {
        for file in files(module) {
            let code = code(&file);
            for word in worldly.iter().filter(|word| code.contains(**word)) {
                broken.push(format!("{} names {word}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The compiler refuses what `clippy.toml` names; here only that nobody else
/// has it look away.
#[test]
fn only_disk_and_serve_may_use_files_and_the_network() {
    assert!(source("src/lib.rs").contains("deny(clippy::disallowed_methods, clippy::disallowed_types)"));
    let all = modules().into_iter().flat_map(|module| files(&module));
    let allowing = all.filter(|file| fs::read_to_string(file).unwrap().contains("allow(clippy::disallowed"));
    let mut names: Vec<String> = allowing.map(|file| file.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    assert_eq!(names, ["disk.rs", "serve.rs"]);
}

/// What a build runs knows no network at all.
#[test]
fn only_publishing_reaches_servers() {
    let all = modules().into_iter().flat_map(|module| files(&module));
    let reaching = all.filter(|file| code(file).contains("ureq"));
    let mut names: Vec<String> = reaching.map(|file| file.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    assert_eq!(names, ["http.rs", "s3.rs", "webdav.rs"]);
    let build: Vec<PathBuf> = files("build").into_iter().chain(files("pipeline")).collect();
    assert!(build.iter().all(|file| !used(&code(file)).iter().any(|module| module == "publish")));
}

#[test]
fn the_map_names_every_module() {
    let map = source("src/README.md");
    for module in modules() {
        assert!(
            map.contains(&format!("`{module}`")) || map.contains(&format!("`{module}/`")),
            "src/README.md does not name `{module}`"
        );
    }
}

#[test]
fn no_library_code_is_unsafe_or_panics_at_will() {
    let mut broken = Vec::new();
    for module in modules() {
        for file in files(&module) {
            let code = code(&file);
            for word in ["unsafe ", ".unwrap()", "panic!(", "todo!(", "unimplemented!(", "dbg!("] {
                if code.contains(word) {
                    broken.push(format!("{} has {word}", file.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// `SECURITY.md` names the tests that hold its promises: `file::test`, or a
/// test of the file named before it.
#[test]
fn the_promises_of_security_name_tests_that_exist() {
    let text = source("SECURITY.md");
    let promises = text.split("## Promises").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut all: Vec<String> = modules().iter().flat_map(|module| tests_of(&format!("src/{module}"))).collect();
    all.extend(tests_of("tests"));
    let mut named = 0;
    for row in promises.lines().filter(|line| line.starts_with("| ")).skip(2) {
        let tests = row.rsplit('|').nth(1).unwrap().split('`').skip(1).step_by(2);
        for test in tests {
            named += 1;
            let name = test.rsplit("::").next().unwrap();
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let is_file = root.join(name).is_file() || root.join("tests/browser").join(name).is_file();
            assert!(is_file || all.iter().any(|text| text.contains(&format!("fn {name}("))), "there is no test {test}");
        }
    }
    assert!(named > 10, "the table was read");
}

/// The texts of all Rust files in and below a folder of the project, and of the
/// file of its name.
fn tests_of(folder: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts: Vec<String> = fs::read_to_string(root.join(format!("{folder}.rs"))).into_iter().collect();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("rs") => texts.push(fs::read_to_string(&path).unwrap()),
                _ if path.is_dir() && !path.ends_with("node_modules") => folders.push(path),
                _ => {}
            }
        }
    }
    texts
}
