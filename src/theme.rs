//! Theme: the templates, words and assets that pages are made with.
//!
//! In: the files of the publication and the name of a theme. Out: a `Theme`
//! that renders a template with a context, in either language, from as many
//! threads as there are. The built-in theme `default` is embedded in the
//! program; a file in `themes/<name>/` of the publication replaces its
//! namesake, and what it lacks is the built-in one's.
//!
//! A mistake in a theme is a finding, never a failure: a template that cannot
//! be read gives way to the built-in one of the same name, and one that fails
//! on a page fails on that page only. Templates read nothing but their
//! context: there is one function, `t`, which looks up a phrase, and no way to
//! a file, the clock or the network. What a template of the publication may
//! take is counted (`meter`). What is in a context is not known here.

mod builtin;
mod cautions;
mod manifest;
mod meter;
mod phrases;
mod templates;
mod trouble;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::diag::fault;
use crate::diag::rules::theme::{THEME_FILE_UNREADABLE, THEME_FOLDER_UNKNOWN, THEME_UNKNOWN, THEME_UNUSED};
use crate::diag::{Argument, Diagnostic, Language, Words};
use crate::parse::Limits;
use crate::source::{Digest, Files, Span, VPath};
use crate::text::near::nearest;
use crate::theme::templates::Template;

pub use builtin::{embedded, files as built_in_files};
pub use manifest::Manifest;
pub use phrases::Phrases;

/// The built-in theme's name.
pub const BUILT_IN: &str = "default";

/// A theme, ready to render.
#[derive(Clone)]
pub struct Theme {
    /// What `theme.yaml` says.
    pub manifest: Manifest,
    /// What is copied to the site as it is: what the built-in templates refer to
    /// first, then in the order of the names.
    pub assets: Vec<Asset>,
    /// Changes when any file of the theme does.
    pub digest: Digest,
    chinese: Voice,
    english: Voice,
    templates: Vec<Template>,
    own: bool,
}

/// A file that is copied to the site as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it goes, from the site's root: `style.css`, `fonts/song.woff2`.
    pub name: String,
    /// Its bytes' digest.
    pub digest: Digest,
    /// Its bytes, or the file that has them.
    pub content: AssetContent,
}

impl Asset {
    /// The file that it is, in the publication or, of the built-in theme, as it
    /// would be there.
    pub fn path(&self) -> Option<VPath> {
        match &self.content {
            AssetContent::File(path) => Some(path.clone()),
            AssetContent::BuiltIn(_) => VPath::new(&format!("themes/{BUILT_IN}/assets/{}", self.name)),
        }
    }
}

/// Where the bytes of an asset are.
#[derive(Clone, Debug)]
pub enum AssetContent {
    /// In the program.
    BuiltIn(Cow<'static, [u8]>),
    /// In the publication, not kept in memory.
    File(VPath),
}

/// A theme in one language.
#[derive(Clone)]
struct Voice {
    tera: Tera,
    /// The same with the publication's templates as the meter reads them; none
    /// if there are no such. The built-in ones are known to end.
    metered: Option<Tera>,
    phrases: Arc<Phrases>,
}

impl Theme {
    /// Loads a theme, with everything found wrong in it.
    ///
    /// `named_at` is where the site asks for it. An unknown theme is reported
    /// there, and the built-in one is loaded. So it is if its templates have
    /// more than `largest` bytes together.
    pub fn load(files: &dyn Files, name: &str, named_at: &Span, largest: u64) -> (Theme, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut name = name;
        if name != BUILT_IN && !files.paths().iter().any(|path| within(path, name).is_some()) {
            let folders = files.paths().iter().filter_map(|path| path.below("themes")?.split_once('/'));
            let known = folders.map(|(folder, _)| folder).chain([BUILT_IN]);
            let mut finding = Diagnostic::new(&THEME_UNKNOWN, named_at.clone()).with("name", name);
            finding.suggestion = nearest(name, known).map(str::to_owned);
            diagnostics.push(finding);
            name = BUILT_IN;
        }
        diagnostics.extend(unused(files, name));
        let mut parts = Parts::gather(files, name, &mut diagnostics);
        parts.speak(&mut diagnostics);
        diagnostics.extend(templates::limit(&mut parts.templates, largest));
        let (tera, metered) = templates::compile(&parts.templates, &mut diagnostics);
        diagnostics.extend(cautions::cautions(&parts.templates));
        let speaking = |phrases: &Arc<Phrases>, tera: &Tera| {
            let mut tera = tera.clone();
            phrases::register(&mut tera, phrases.clone());
            tera
        };
        let voice = |phrases: Arc<Phrases>| Voice {
            tera: speaking(&phrases, &tera),
            metered: metered.as_ref().map(|tera| speaking(&phrases, tera)),
            phrases,
        };
        let mut assets: Vec<Asset> = parts.assets.into_values().collect();
        assets.sort_by_key(|asset| !builtin::has_asset(&asset.name));
        let theme = Theme {
            manifest: parts.manifest,
            assets,
            digest: Digest::of(parts.contents.as_bytes()),
            chinese: voice(Arc::new(parts.chinese)),
            english: voice(Arc::new(parts.english)),
            templates: parts.templates,
            own: parts.own,
        };
        (theme, diagnostics)
    }

    /// The same theme, whose templates see this as `site`.
    pub fn of_site(&self, site: &impl Serialize) -> Theme {
        let site = Value::from_serializable(site);
        let mut theme = self.clone();
        for voice in [&mut theme.chinese, &mut theme.english] {
            for tera in std::iter::once(&mut voice.tera).chain(&mut voice.metered) {
                tera.global_context().insert_value("site", site.clone());
            }
        }
        theme
    }

    /// Whether templates or phrases of the publication take part in it.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// The publication's templates by name, without `.html`, with their files.
    pub fn own_templates(&self) -> Vec<(String, VPath)> {
        let own = self.templates.iter().filter(|template| template.own);
        own.map(|template| (bare(&template.name).to_owned(), template.path.clone())).collect()
    }

    /// Whether there is a template of that name, without `.html`, that can be used.
    pub fn has_template(&self, name: &str) -> bool {
        self.chinese.tera.contains_template(&format!("{name}.html"))
    }

    /// The names of the built-in templates, without `.html`.
    pub fn built_in_templates(&self) -> Vec<String> {
        let names = self.templates.iter().filter_map(|template| template.name.strip_prefix("default/"));
        names.map(|name| bare(name).to_owned()).collect()
    }

    /// Whether a template of the publication, by its name without `.html`, defines
    /// components or is named by another.
    pub fn is_named(&self, name: &str) -> bool {
        let quoted = [format!("\"{name}.html\""), format!("'{name}.html'")];
        self.templates.iter().filter(|template| template.own).any(|template| {
            let itself = bare(&template.name) == name;
            match itself {
                true => ["{% component ", "{%- component "].iter().any(|tag| template.text.contains(tag)),
                false => quoted.iter().any(|quoted| template.text.contains(quoted)),
            }
        })
    }

    /// Makes a page of a template, such as `report.html`, as UTF-8.
    ///
    /// The publication's templates may take what the limits say. What fails
    /// within them fails again without the meter, which says it better.
    pub fn render(
        &self,
        template: &str,
        language: Language,
        context: &Context,
        limits: &Limits,
    ) -> Result<Vec<u8>, Diagnostic> {
        let voice = self.voice(language);
        if let Some(metered) = &voice.metered {
            match meter::render(metered, template, context, limits) {
                (Ok(page), _) => return Ok(page),
                (Err(error), Some(exceeded)) => {
                    return Err(trouble::exceeding(&error, exceeded, template, limits, &self.templates));
                }
                (Err(_), None) => {}
            }
        }
        // A usual page fits: growing there from a small buffer copies each page
        // five times over, and making a `String` of it reads it once more.
        const USUAL: usize = 32 * 1024;
        let mut page = Vec::with_capacity(USUAL);
        match voice.tera.render_to(template, context, &mut page) {
            Ok(()) => Ok(page),
            Err(error) => Err(trouble::rendering(&error, template, language, &self.templates)),
        }
    }

    /// The words of the interface in one language.
    pub fn phrases(&self, language: Language) -> &Phrases {
        &self.voice(language).phrases
    }

    fn voice(&self, language: Language) -> &Voice {
        match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        }
    }
}

/// What the files of a theme are, before they are made into one.
struct Parts {
    manifest: Manifest,
    templates: Vec<Template>,
    chinese: Phrases,
    english: Phrases,
    /// The phrases of the publication.
    phrases: Vec<(Language, Vec<phrases::WrittenPhrase>)>,
    assets: BTreeMap<String, Asset>,
    /// Each file's name and digest, a line each.
    contents: String,
    /// Whether one of its templates or phrases is the publication's.
    own: bool,
}

impl Parts {
    /// Takes the built-in theme and puts the publication's files over it.
    fn gather(files: &dyn Files, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Parts {
        let mut parts = Parts {
            manifest: Manifest::default(),
            templates: Vec::new(),
            chinese: Phrases::default(),
            english: Phrases::default(),
            phrases: Vec::new(),
            assets: BTreeMap::new(),
            contents: String::new(),
            own: false,
        };
        for (path, bytes) in builtin::files() {
            parts.take(&path, &bytes, None, diagnostics);
            if let Some(asset) = within(&path, BUILT_IN).and_then(|rest| rest.strip_prefix("assets/")) {
                let digest = Digest::of(&bytes);
                let content = AssetContent::BuiltIn(bytes);
                parts.assets.insert(asset.to_owned(), Asset { name: asset.to_owned(), digest, content });
            }
        }
        for path in files.paths().iter().filter(|path| within(path, name).is_some()) {
            // Files that a system or an editor leaves behind are nobody's mistake.
            if path.as_str().split('/').any(|part| part.starts_with('.')) || path.file_name() == "Thumbs.db" {
                continue;
            }
            match files.read(path) {
                Ok(bytes) => parts.take(path, &bytes, Some(name), diagnostics),
                Err(reason) => diagnostics.push(
                    Diagnostic::new(&THEME_FILE_UNREADABLE, Span::whole(path)).with("reason", fault::cause(&reason)),
                ),
            }
        }
        parts
    }

    /// Takes in one file; `own` is the theme's name if it is the publication's.
    fn take(&mut self, path: &VPath, bytes: &[u8], own: Option<&str>, diagnostics: &mut Vec<Diagnostic>) {
        let digest = Digest::of(bytes);
        self.contents.push_str(&format!("{path} {digest}\n"));
        let rest = within(path, own.unwrap_or(BUILT_IN)).unwrap_or_default();
        self.own |= own.is_some() && (rest.starts_with("templates/") || rest.starts_with("phrases/"));
        match rest.split_once('/') {
            Some(("templates", template)) if template.ends_with(".html") => {
                if let Some(text) = crate::parse::yaml::decode(path, bytes, diagnostics) {
                    let name = if own.is_some() { template.to_owned() } else { format!("{BUILT_IN}/{template}") };
                    let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
                    let before = bytes.len() - text.len();
                    self.templates.push(Template { name, path: path.clone(), text, before, own: own.is_some() });
                }
            }
            Some(("phrases", file @ ("zh-CN.yaml" | "en.yaml"))) => {
                let written = Phrases::written(path, bytes, diagnostics);
                let language = if file == "en.yaml" { Language::English } else { Language::Chinese };
                match own {
                    Some(_) => self.phrases.push((language, written)),
                    None => self.voice(language).extend(Phrases::of(&written)),
                }
            }
            // `gather` has those of the built-in theme, with their bytes.
            Some(("assets", _)) if own.is_none() => {}
            Some(("assets", asset)) => {
                let content = AssetContent::File(path.clone());
                self.assets.insert(asset.to_owned(), Asset { name: asset.to_owned(), digest, content });
            }
            None if rest == "theme.yaml" => self.manifest = Manifest::read(path, bytes, diagnostics),
            // A licence, a read-me or a picture of the theme.
            None if !matches!(path.extension().as_str(), "css" | "html" | "js") => {}
            _ => {
                let finding = Diagnostic::new(&THEME_FOLDER_UNKNOWN, Span::whole(path)).with("path", rest);
                let meant = meant(rest);
                diagnostics.push(match meant {
                    Some(right) => finding.with("advice", Argument::Term(NAME_IT)).with("right", right),
                    None => finding.with("advice", Argument::Term(PLACES)).with("right", ""),
                });
            }
        }
    }

    fn voice(&mut self, language: Language) -> &mut Phrases {
        match language {
            Language::Chinese => &mut self.chinese,
            Language::English => &mut self.english,
        }
    }

    /// Puts the phrases of the publication over the built-in ones.
    fn speak(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let texts = |own: bool| -> Vec<&str> {
            let some = self.templates.iter().filter(|template| template.own || !own);
            some.map(|template| template.text.as_str()).collect()
        };
        for (_, written) in &self.phrases {
            phrases::strange(written, [&self.chinese, &self.english], &texts(true), &texts(false), diagnostics);
        }
        for (language, written) in std::mem::take(&mut self.phrases) {
            self.voice(language).extend(Phrases::of(&written));
        }
    }
}

const NAME_IT: Words = Words { zh: "改名为 ", en: "name it " };
const PLACES: Words = Words {
    zh: "模板放在 templates/（.html），词语放在 phrases/（zh-CN.yaml、en.yaml），样式、脚本和图片放在 assets/",
    en: "templates go into templates/ (.html), words into phrases/ (zh-CN.yaml, en.yaml), styles, scripts and images into assets/",
};

/// What a file of a theme should have been called that is called otherwise.
fn meant(path: &str) -> Option<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, end) = file.split_once('.')?;
    let end = end.to_ascii_lowercase();
    match folder.split('/').next()? {
        "templates" => ["htm", "html.j2", "j2", "html.jinja", "jinja", "html.tera", "tera", "njk", "html.txt"]
            .contains(&end.as_str())
            .then(|| format!("{folder}/{stem}.html")),
        "phrases" => match stem.to_ascii_lowercase().get(..2)? {
            "zh" => Some(format!("{folder}/zh-CN.yaml")),
            "en" => Some(format!("{folder}/en.yaml")),
            _ => None,
        },
        "" => match end.as_str() {
            "css" | "js" => Some(format!("assets/{file}")),
            "html" => Some(format!("templates/{file}")),
            _ => None,
        },
        _ => None,
    }
}

/// Folders of themes that the site does not ask for, where it asks for none: its
/// author thinks that they are used.
fn unused(files: &dyn Files, name: &str) -> Vec<Diagnostic> {
    if name != BUILT_IN || files.paths().iter().any(|path| within(path, name).is_some()) {
        return Vec::new();
    }
    let mut told: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for path in files.paths() {
        let Some((folder, _)) = path.below("themes").and_then(|rest| rest.split_once('/')) else { continue };
        if !told.contains(&folder) {
            told.push(folder);
            findings.push(Diagnostic::new(&THEME_UNUSED, Span::whole(path)).with("folder", folder));
        }
    }
    findings
}

/// The name of a template without what it ends with.
fn bare(name: &str) -> &str {
    name.strip_suffix(".html").unwrap_or(name)
}

/// A file's path within a theme.
fn within<'a>(path: &'a VPath, theme: &str) -> Option<&'a str> {
    path.below("themes")?.strip_prefix(theme)?.strip_prefix('/')
}
