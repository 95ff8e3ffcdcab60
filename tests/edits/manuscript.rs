//! Manuscript: a random publication, and random edits of it.
//!
//! In: chance. Out: what every file should hold. It knows nothing of the disk:
//! `bench` writes what differs, in the ways in which programs write, and moves
//! and removes what an `Operation` names.

use std::collections::BTreeMap;

use crate::pools::{self, Pool};
use crate::random::Random;

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A file.
    File(Vec<u8>),
    /// A symbolic link, and where it leads.
    Link(&'static str),
}

/// What has come over a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    Empty,
    Foreign,
    Broken,
    Bare,
    Cut,
    Yaml,
}

const HARMS: [Harm; 6] = [Harm::Empty, Harm::Foreign, Harm::Broken, Harm::Bare, Harm::Cut, Harm::Yaml];

/// A report or page.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its front matter, as YAML has it.
    pub fields: BTreeMap<&'static str, &'static str>,
    /// Its paragraphs.
    pub body: Vec<String>,
    harm: Option<Harm>,
}

/// A registry.
#[derive(Clone, Debug)]
pub struct Registry {
    /// Its entries, as YAML has them; one alone for `site.yaml`.
    pub entries: Vec<BTreeMap<&'static str, &'static str>>,
    harm: Option<Harm>,
}

/// Everything that a publication's files should hold.
#[derive(Clone, Debug, Default)]
pub struct Manuscript {
    /// Reports and pages.
    pub texts: BTreeMap<String, Text>,
    /// `site.yaml` and the registries.
    pub registries: BTreeMap<String, Registry>,
    /// Pictures, attachments, themes, and what is no content.
    pub others: BTreeMap<String, Thing>,
}

/// What is done to the disk beyond writing and removing what differs.
#[derive(Clone, Debug)]
pub enum Operation {
    /// A file or folder gets another name.
    Rename(String, String),
    /// A folder is removed with all that is in it.
    Remove(String),
    /// A file is written as it was.
    Touch(String),
    /// The last edit is taken back.
    Undo,
}

pub const SITE: &str = "content/site.yaml";
pub const ORGANIZATIONS: &str = "content/organizations.yaml";
pub const TOPICS: &str = "content/topics.yaml";
pub const METRICS: &str = "content/metrics.yaml";
const REGISTRIES: [&str; 4] = [SITE, ORGANIZATIONS, TOPICS, METRICS];
const YEARS: [&str; 3] = ["content/reports/2018", "content/reports/2019", "content/reports/2020"];
const STEMS: [&str; 8] = ["zhibu", "xuehui", "yiyuan", "总结", "zongjie", "Zhibu", "kexie", "a b"];
const PAGES: [&str; 5] = ["about.md", "fanli.md", "guide/index.md", "guide/a.md", "en/about.md"];

fn pool(registry: &str) -> Pool {
    match registry {
        SITE => pools::SITE,
        ORGANIZATIONS => pools::ORGANIZATION,
        TOPICS => pools::TOPIC,
        _ => pools::METRIC,
    }
}

fn is_report(path: &str) -> bool {
    path.starts_with("content/reports/")
}

/// A picture's header, which is all that is read of it.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".as_slice(), &size, b"\x08\x06\0\0\0"].concat()
}

impl Text {
    /// A report of some values.
    pub fn new(fields: &[(&'static str, &'static str)], body: &str) -> Text {
        Text { fields: fields.iter().copied().collect(), body: vec![body.to_owned()], harm: None }
    }

    fn random(random: &mut Random, report: bool) -> Text {
        let (pool, always): (Pool, &[&str]) = match report {
            true => (pools::REPORT, &["title", "branch", "year"]),
            false => (pools::PAGE, &["title"]),
        };
        let mut text = Text { fields: BTreeMap::new(), body: Vec::new(), harm: None };
        for (key, values) in pool {
            if always.contains(key) {
                // The last ones are mistakes, without which there is a page.
                text.fields.insert(key, random.pick(&values[..values.len() - 2]));
            } else if *key != "titel" && random.once_in(3) {
                text.fields.insert(key, random.pick(values));
            }
        }
        // Most of a publication is published.
        if random.below(4) > 0 {
            text.fields.remove("status");
        }
        text
    }

    fn bytes(&self) -> Vec<u8> {
        let fields: String = self.fields.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        let body = self.body.join("\n\n");
        harmed(format!("---\n{fields}---\n\n{body}\n"), &body, self.harm)
    }
}

impl Registry {
    fn bytes(&self, path: &str) -> Vec<u8> {
        let entry = |entry: &BTreeMap<&str, &str>| {
            let fields: Vec<String> = entry.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            fields.join(if path == SITE { "\n" } else { ", " })
        };
        let text = match path {
            SITE => self.entries.iter().map(entry).collect::<String>() + "\n",
            _ => self.entries.iter().map(|fields| format!("- {{{}}}\n", entry(fields))).collect(),
        };
        harmed(text.clone(), &text, self.harm)
    }
}

fn harmed(text: String, body: &str, harm: Option<Harm>) -> Vec<u8> {
    match harm {
        None => text.into_bytes(),
        Some(Harm::Empty) => Vec::new(),
        // “标题” as GBK has it.
        Some(Harm::Foreign) => [text.as_bytes(), b"\xb1\xea\xcc\xe2"].concat(),
        Some(Harm::Broken) => [text.as_bytes(), b"\xff\xfe\0\xff"].concat(),
        Some(Harm::Bare) => body.as_bytes().to_vec(),
        Some(Harm::Cut) => text.replacen("\n---\n", "\n", 1).into_bytes(),
        Some(Harm::Yaml) => text.replacen("title: ", "title: \"", 1).replacen("id: ", "id: [", 1).into_bytes(),
    }
}

impl Manuscript {
    /// A publication.
    pub fn random(random: &mut Random) -> Manuscript {
        let mut manuscript = Manuscript::default();
        manuscript.others.insert("content/reports/2019/tu.png".to_owned(), Thing::File(picture(300, 200)));
        for _ in 0..6 + random.below(7) {
            manuscript.add_report(random);
        }
        for _ in 0..random.below(4) {
            manuscript.other(random);
        }
        for _ in 0..random.below(3) {
            manuscript.page(random);
        }
        for path in manuscript.texts.keys().cloned().collect::<Vec<_>>() {
            for _ in 0..1 + random.below(3) {
                let paragraph = manuscript.paragraph(random, &path);
                manuscript.texts.get_mut(&path).unwrap().body.push(paragraph);
            }
        }
        for path in REGISTRIES {
            if path == SITE || random.below(3) > 0 {
                let registry = Manuscript::registry(random, path);
                manuscript.registries.insert(path.to_owned(), registry);
            }
        }
        if random.once_in(4) {
            manuscript.theme(random);
        }
        manuscript
    }

    fn registry(random: &mut Random, path: &str) -> Registry {
        let pool = pool(path);
        let mut entries = Vec::new();
        if path == SITE {
            let some = pool.iter().filter(|(key, _)| *key == "title" || random.once_in(3)).collect::<Vec<_>>();
            entries.push(some.into_iter().map(|(key, values)| (*key, random.pick(values))).collect());
        } else {
            // Each with its own id and name, until an edit says otherwise.
            for (place, id) in pool[0].1.iter().enumerate() {
                let mut entry = BTreeMap::from([("id", *id), ("name", pool[1].1[place % pool[1].1.len()])]);
                for (key, values) in &pool[2..] {
                    if random.once_in(4) {
                        entry.insert(key, random.pick(values));
                    }
                }
                if random.below(5) > 0 {
                    entries.push(entry);
                }
            }
        }
        Registry { entries, harm: None }
    }

    /// What every file should hold.
    pub fn things(&self) -> BTreeMap<String, Thing> {
        let texts = self.texts.iter().map(|(path, text)| (path.clone(), Thing::File(text.bytes())));
        let registries =
            self.registries.iter().map(|(path, registry)| (path.clone(), Thing::File(registry.bytes(path))));
        let others = self.others.iter().map(|(path, thing)| (path.clone(), thing.clone()));
        others.chain(registries).chain(texts).collect()
    }

    /// One random edit: what it is, and what it asks of the disk.
    pub fn edit(&mut self, random: &mut Random) -> (String, Vec<Operation>) {
        match random.below(100) {
            0..30 => (self.field(random), Vec::new()),
            30..42 => (self.body(random), Vec::new()),
            42..48 => (self.harm(random), Vec::new()),
            48..52 => (format!("new report {}", self.add_report(random)), Vec::new()),
            52..55 => (self.page(random), Vec::new()),
            55..58 => (self.delete(random), Vec::new()),
            58..64 => self.rename(random),
            64..67 => self.folder(random),
            67..82 => (self.register(random), Vec::new()),
            82..88 => (self.theme(random), Vec::new()),
            88..93 => (self.other(random), Vec::new()),
            93..95 => match random.key(self.things().keys()) {
                Some(path) => (format!("touch {path}"), vec![Operation::Touch(path)]),
                None => ("nothing".to_owned(), Vec::new()),
            },
            95..98 => ("undo".to_owned(), vec![Operation::Undo]),
            _ => {
                let mut said = Vec::new();
                let mut operations = Vec::new();
                for _ in 0..4 + random.below(12) {
                    let (what, mut asked) = self.edit(random);
                    asked.retain(|operation| !matches!(operation, Operation::Undo));
                    said.push(what);
                    operations.append(&mut asked);
                }
                (format!("at once: {}", said.join("; ")), operations)
            }
        }
    }

    fn text(&self, random: &mut Random) -> Option<String> {
        // Reports are what matters; pages are few.
        random.key(self.texts.keys())
    }

    /// Another value of a key, or none.
    fn field(&mut self, random: &mut Random) -> String {
        let Some(path) = self.text(random) else { return "nothing".to_owned() };
        let pool = if is_report(&path) { pools::REPORT } else { pools::PAGE };
        let (key, values) = pool[random.below(pool.len())];
        let text = self.texts.get_mut(&path).unwrap();
        if random.once_in(5) {
            text.fields.remove(key);
            return format!("{path}: no {key}");
        }
        let value = random.pick(values);
        text.fields.insert(key, value);
        format!("{path}: {key}: {value}")
    }

    fn body(&mut self, random: &mut Random) -> String {
        let Some(path) = self.text(random) else { return "nothing".to_owned() };
        let paragraph = self.paragraph(random, &path);
        let body = &mut self.texts.get_mut(&path).unwrap().body;
        match random.below(4) {
            0 => drop(body.pop()),
            1 => body.insert(0, paragraph.clone()),
            _ => body.push(paragraph.clone()),
        }
        format!("{path}: body {paragraph:?}")
    }

    /// A paragraph whose links lead somewhere from a file.
    fn paragraph(&self, random: &mut Random, path: &str) -> String {
        let paragraph = random.pick(pools::PARAGRAPHS);
        let kind = |path: &String, endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
        let up = "../".repeat(path.matches('/').count());
        let fill = |paragraph: String, sign: &str, found: Option<String>| match found {
            Some(found) => paragraph.replace(sign, &format!("{up}{}", found.replace(' ', "%20"))),
            None => paragraph.replace(sign, "tu.png"),
        };
        let text = random.key(self.texts.keys());
        let picture = random.key(self.others.keys().filter(|path| kind(path, &[".png", ".jpg", ".svg"])));
        let file = random.key(self.others.keys().filter(|path| kind(path, &[".pdf", ".docx", ".html"])));
        let paragraph = fill(paragraph.to_owned(), "@text", text);
        let paragraph = fill(paragraph, "@picture", picture);
        fill(paragraph, "@file", file)
    }

    /// Something comes over a file, or it is well again.
    fn harm(&mut self, random: &mut Random) -> String {
        let well = |harm: &mut Option<Harm>, random: &mut Random| {
            *harm = if harm.is_some() { None } else { Some(HARMS[random.below(HARMS.len())]) };
            format!("{harm:?}")
        };
        // One that is harmed is soon made well.
        let harmed = |path: &&String| self.texts[*path].harm.is_some();
        let ill = random.key(self.texts.keys().filter(harmed));
        let path = if random.once_in(2) { ill } else { None };
        let Some(path) = path.or_else(|| self.text(random)) else { return "nothing".to_owned() };
        let harm = well(&mut self.texts.get_mut(&path).unwrap().harm, random);
        format!("{path}: harm {harm}")
    }

    fn add_report(&mut self, random: &mut Random) -> String {
        let path = format!("{}/{}.md", random.pick(&YEARS), random.pick(&STEMS));
        self.texts.entry(path.clone()).or_insert_with(|| Text::random(random, true));
        path
    }

    fn page(&mut self, random: &mut Random) -> String {
        let path = format!("content/pages/{}", random.pick(&PAGES));
        if self.texts.contains_key(&path) && random.once_in(2) {
            self.texts.remove(&path);
            return format!("no page {path}");
        }
        self.texts.entry(path.clone()).or_insert_with(|| Text::random(random, false));
        format!("page {path}")
    }

    fn delete(&mut self, random: &mut Random) -> String {
        let Some(path) = self.text(random) else { return "nothing".to_owned() };
        self.texts.remove(&path);
        format!("delete {path}")
    }

    /// A file gets another name or folder.
    fn rename(&mut self, random: &mut Random) -> (String, Vec<Operation>) {
        let all = || self.texts.keys().chain(self.others.keys());
        let Some(from) = random.key(all()) else { return ("nothing".to_owned(), Vec::new()) };
        let name = from.rsplit('/').next().unwrap();
        let to = match (is_report(&from), from.ends_with(".md")) {
            (true, true) if random.once_in(2) => format!("{}/{name}", random.pick(&YEARS)),
            (true, true) => format!("{}/{}.md", from.rsplit_once('/').unwrap().0, random.pick(&STEMS)),
            (true, false) => format!("{}/{name}", random.pick(&YEARS)),
            // To and from names that are no content, too.
            _ => match name.strip_prefix('.') {
                Some(shown) => from.replace(name, shown),
                None => from.replace(name, &format!(".{name}")),
            },
        };
        self.moved(from, to)
    }

    /// A folder gets another name, or is removed.
    fn folder(&mut self, random: &mut Random) -> (String, Vec<Operation>) {
        let mut folders = vec!["content/pages/guide", "themes/own", "themes/default", "content/reports/2021"];
        folders.extend(YEARS);
        let from = random.pick(&folders);
        if random.once_in(3) {
            let inside = format!("{from}/");
            self.texts.retain(|path, _| !path.starts_with(&inside));
            self.others.retain(|path, _| !path.starts_with(&inside));
            return (format!("remove {from}"), vec![Operation::Remove(from.to_owned())]);
        }
        let to = match from {
            "themes/own" => "themes/default",
            "themes/default" => "themes/own",
            "content/pages/guide" => "content/pages/en",
            "content/reports/2021" => YEARS[0],
            _ => "content/reports/2021",
        };
        self.moved(from.to_owned(), to.to_owned())
    }

    fn moved(&mut self, from: String, to: String) -> (String, Vec<Operation>) {
        let inside = |path: &str, folder: &str| path == folder || path.starts_with(&format!("{folder}/"));
        if from == to || self.texts.keys().chain(self.others.keys()).any(|path| inside(path, &to)) {
            return ("nothing".to_owned(), Vec::new());
        }
        fn rename<T>(map: &mut BTreeMap<String, T>, from: &str, to: &str) {
            let moved: Vec<String> = map
                .keys()
                .filter(|path| path.strip_prefix(from).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
                .cloned()
                .collect();
            for path in moved {
                let thing = map.remove(&path).unwrap();
                map.insert(path.replacen(from, to, 1), thing);
            }
        }
        rename(&mut self.texts, &from, &to);
        rename(&mut self.others, &from, &to);
        // A text that is called otherwise may be none, and the other way round.
        (format!("rename {from} to {to}"), vec![Operation::Rename(from, to)])
    }

    fn register(&mut self, random: &mut Random) -> String {
        let path = if random.once_in(3) { SITE } else { random.pick(&REGISTRIES) };
        if random.once_in(8) && self.registries.remove(path).is_some() {
            return format!("no {path}");
        }
        let Some(registry) = self.registries.get_mut(path) else {
            self.registries.insert(path.to_owned(), Manuscript::registry(random, path));
            return format!("new {path}");
        };
        if registry.harm.is_some() && random.once_in(2) || random.once_in(10) {
            let harm = HARMS[random.below(HARMS.len())];
            registry.harm = if registry.harm.is_some() { None } else { Some(harm) };
            return format!("{path}: harm {:?}", registry.harm);
        }
        let count = registry.entries.len();
        if path != SITE && random.once_in(3) || count == 0 {
            return match random.below(3) {
                0 if count > 0 => {
                    let gone = registry.entries.remove(random.below(count));
                    format!("{path}: without {gone:?}")
                }
                1 if count > 1 => {
                    let (a, b) = (random.below(count), random.below(count));
                    registry.entries.swap(a, b);
                    format!("{path}: {a} and {b} in each other's place")
                }
                _ => {
                    let fresh = Manuscript::registry(random, path).entries.pop().unwrap_or_default();
                    let said = format!("{path}: with {fresh:?}");
                    registry.entries.push(fresh);
                    said
                }
            };
        }
        let entry = random.below(count);
        let mut pool = pool(path);
        if path == SITE && random.once_in(2) {
            pool = pools::SITE_WIDELY_FELT;
        }
        let (key, values) = pool[random.below(pool.len())];
        if random.once_in(3) {
            registry.entries[entry].remove(key);
            return format!("{path}: {entry}: no {key}");
        }
        let value = random.pick(values);
        registry.entries[entry].insert(key, value);
        format!("{path}: {entry}: {key}: {value}")
    }

    fn theme(&mut self, random: &mut Random) -> String {
        let theme = random.pick(&["themes/own", "themes/own", "themes/default"]);
        let (path, content) = match random.below(12) {
            0..6 => {
                let name = random.pick(pools::TEMPLATE_NAMES);
                (format!("{theme}/templates/{name}"), random.pick(pools::TEMPLATES))
            }
            6 => (format!("{theme}/phrases/zh-CN.yaml"), random.pick(pools::PHRASES)),
            7 => (format!("{theme}/phrases/en.yaml"), random.pick(pools::PHRASES)),
            8 => (format!("{theme}/theme.yaml"), random.pick(pools::MANIFESTS)),
            9 => (format!("{theme}/pictures/x.png"), ""),
            _ => {
                let name = random.pick(&["style.css", "hui.js", "own.css"]);
                (format!("{theme}/assets/{name}"), random.pick(pools::ASSETS))
            }
        };
        self.put(random, path, Thing::File(content.as_bytes().to_vec()))
    }

    /// A picture, an attachment, or something that is no content.
    fn other(&mut self, random: &mut Random) -> String {
        // A picture that pages show gets another size.
        let shown = random.key(self.others.keys().filter(|path| path.ends_with(".png") && is_report(path)));
        if let Some(path) = shown.filter(|_| random.once_in(3)) {
            let size = 100 * (1 + random.below(9)) as u32;
            return self.put(random, path, Thing::File(picture(size, size)));
        }
        let year = random.pick(&YEARS);
        let name = match random.below(4) {
            0 => random.pick(&[
                ".draft.md",
                "~$a.docx",
                "Thumbs.db",
                "desktop.ini",
                "zhibu.md~",
                "a\\b.md",
                "cafe\u{301}.png",
            ]),
            1 => random.pick(&["a.pdf", "b.docx", "c.html", "d.svg"]),
            _ => random.pick(&["tu.png", "tu.png", "tu2.png", "tu.jpg"]),
        };
        if cfg!(unix) && random.once_in(4) {
            let leads = random.pick(&["/etc", "nowhere.md", "../..", ".", "../2019", "tu.png", "../2020/zhibu.md"]);
            return self.put(random, format!("{year}/link.md"), Thing::Link(leads));
        }
        let folder = random.pick(&[year, year, year, year, "content/pages", "content"]);
        let content = match random.below(4) {
            0 => "不是图".as_bytes().to_vec(),
            _ => picture(100 * (1 + random.below(3)) as u32, 100),
        };
        self.put(random, format!("{folder}/{name}"), Thing::File(content))
    }

    fn put(&mut self, random: &mut Random, path: String, thing: Thing) -> String {
        if random.once_in(if matches!(thing, Thing::Link(_)) { 2 } else { 3 }) && self.others.remove(&path).is_some() {
            return format!("no {path}");
        }
        let said = match &thing {
            Thing::File(bytes) => format!("{path}: {:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(120)])),
            Thing::Link(leads) => format!("{path} leads to {leads}"),
        };
        self.others.insert(path, thing);
        said
    }
}
