//! `huibian diff`: what a reader would see changed between two sites.

use std::fmt::Write;

use clap::{ArgMatches, Command};
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::cli::build::counted;
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, site};
use crate::compare::{Difference, Page};
use crate::diag::{Language, Words};
use crate::disk::{Changes, Site};

const ABOUT: Words = Words {
    zh: "比较两次生成的网站：哪些网页读者看得出变了，怎样变的",
    en: "Compare two built sites: which pages a reader would see changed, and how",
};
const BEFORE: Words = Words {
    zh: "原来的网站：文件夹，或它的台账文件",
    en: "The site before: its folder, or its ledger",
};
const AFTER: Words = Words { zh: "后来的网站，写法同上", en: "The site after: its folder, or its ledger" };

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    Command::new("diff")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(site::argument("before", Words { zh: "原来", en: "OLD" }, BEFORE, language))
        .arg(site::argument("after", Words { zh: "后来", en: "NEW" }, AFTER, language))
        .arg(site::format(language))
}

/// Compares.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let (before, after) = (site::open(matches, "before", shell)?, site::open(matches, "after", shell)?);
    let compared = Compared::of(&before, &after);
    if site::is_json(matches) {
        shell.say(&format!("{:#}", compared.json()))?;
    } else {
        let told = compared.told(shell);
        if !told.is_empty() {
            shell.say(told.trim_end_matches('\n'))?;
        }
        if shell.verbosity != Verbosity::Quiet {
            shell.tell(&compared.line(shell.language));
        }
    }
    Ok(if compared.is_same() { Ending::Clean } else { Ending::Findings })
}

/// A page that is in one of both.
struct Single {
    route: String,
    /// Empty if it could not be read.
    title: String,
}

/// A page that is in both.
struct Changed {
    route: String,
    title: String,
    /// The title before, if it was another.
    former: Option<String>,
    difference: Difference,
}

/// Two sites, compared.
struct Compared {
    added: Vec<Single>,
    removed: Vec<Single>,
    /// What a reader sees first, then what surrounds it.
    changed: Vec<Changed>,
    /// Files that are no pages.
    files: Changes,
}

impl Compared {
    fn of(before: &Site, after: &Site) -> Compared {
        let Changes { added, changed, removed } = before.ledger.changes(&after.ledger);
        let [added, changed, removed] =
            [added, changed, removed].map(|routes| routes.into_iter().partition(|route| route.ends_with(".html")));
        let (added, changed, removed): (Parts, Parts, Parts) = (added, changed, removed);
        let single = |site: &Site, routes: Vec<String>| -> Vec<Single> {
            routes
                .into_par_iter()
                .map(|route| Single { title: site.read(&route).map_or(String::new(), |bytes| title(&bytes)), route })
                .collect()
        };
        let mut pages: Vec<Changed> =
            changed.0.into_par_iter().filter_map(|route| Changed::of(before, after, route)).collect();
        pages.sort_by(|a, b| (rank(&a.difference), &a.route).cmp(&(rank(&b.difference), &b.route)));
        Compared {
            added: single(after, added.0),
            removed: single(before, removed.0),
            changed: pages,
            files: Changes { added: added.1, changed: changed.1, removed: removed.1 },
        }
    }

    fn is_same(&self) -> bool {
        let Changes { added, changed, removed } = &self.files;
        let no_pages = self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty();
        no_pages && added.is_empty() && changed.is_empty() && removed.is_empty()
    }

    fn json(&self) -> Value {
        let single = |pages: &[Single]| -> Vec<Value> {
            pages.iter().map(|page| json!({"route": page.route, "title": known(&page.title)})).collect()
        };
        let changed = self.changed.iter().map(|page| {
            let mut value = json!({
                "route": page.route,
                "title": known(&page.title),
                "seen": name(&page.difference),
            });
            if let Some(former) = &page.former {
                value["former_title"] = json!(former);
            }
            if let Difference::Words { before, after } = &page.difference {
                value["before"] = json!(before);
                value["after"] = json!(after);
            }
            value
        });
        let Changes { added, changed: files, removed } = &self.files;
        json!({
            "version": 1,
            "pages": {
                "added": single(&self.added),
                "changed": changed.collect::<Vec<_>>(),
                "removed": single(&self.removed),
            },
            "files": {"added": added, "changed": files, "removed": removed},
        })
    }

    fn told(&self, shell: &Shell) -> String {
        let language = shell.language;
        let most = if shell.verbosity == Verbosity::Verbose { usize::MAX } else { site::MOST };
        let mut text = String::new();
        let head = |text: &mut String, words: Words, count: usize| {
            // Writing to a string cannot fail.
            let _ = match language {
                Language::Chinese => writeln!(text, "{}（{count} 页）", words.zh),
                Language::English => writeln!(text, "{} ({})", words.en, counted(count, "page")),
            };
        };
        for (pages, words) in
            [(&self.added, Words { zh: "新增", en: "added" }), (&self.removed, Words { zh: "删除", en: "removed" })]
        {
            if !pages.is_empty() {
                head(&mut text, words, pages.len());
                let lines = pages.iter().take(most).map(|page| named(&page.route, &page.title) + "\n");
                text.extend(lines);
                text.push_str(&site::more(pages.len().saturating_sub(most), language));
            }
        }
        if !self.changed.is_empty() {
            head(&mut text, Words { zh: "改动", en: "changed" }, self.changed.len());
            self.changed.iter().take(most).for_each(|page| page.tell(&mut text, language));
            text.push_str(&site::more(self.changed.len().saturating_sub(most), language));
        }
        text
    }

    fn line(&self, language: Language) -> String {
        if self.is_same() {
            return Words { zh: "两个网站相同\n", en: "The sites are the same\n" }.in_language(language).to_owned();
        }
        let seen = |page: &&Changed| matches!(page.difference, Difference::Words { .. } | Difference::Title);
        let (added, removed) = (self.added.len(), self.removed.len());
        let (changed, words) = (self.changed.len(), self.changed.iter().filter(seen).count());
        let files = [&self.files.added, &self.files.changed, &self.files.removed].map(Vec::len);
        let [new, other, gone] = files;
        match language {
            Language::Chinese => format!(
                "网页：新增 {added}，改动 {changed}（{words} 页的文字变了），删除 {removed}；其他文件：新增 {new}，改动 {other}，删除 {gone}\n"
            ),
            Language::English => format!(
                "Pages: {added} added, {changed} changed ({words} in their words), {removed} removed; other files: {new} added, {other} changed, {gone} removed\n"
            ),
        }
    }
}

/// Pages and other files.
type Parts = (Vec<String>, Vec<String>);

impl Changed {
    /// None if the bytes are the same after all, of which a ledger did not know.
    fn of(before: &Site, after: &Site, route: String) -> Option<Changed> {
        let (Some(old), Some(new)) = (before.read(&route), after.read(&route)) else {
            let title = after.read(&route).map_or(String::new(), |bytes| title(&bytes));
            return Some(Changed { route, title, former: None, difference: Difference::Unread });
        };
        if old == new {
            return None;
        }
        let (old, new) = (Page::read(&old), Page::read(&new));
        let difference = old.difference(&new);
        let former = (old.title != new.title).then_some(old.title);
        Some(Changed { route, title: new.title, former, difference })
    }

    fn tell(&self, text: &mut String, language: Language) {
        let note = match &self.difference {
            Difference::Words { .. } | Difference::Title => Words { zh: "", en: "" },
            Difference::Links => {
                Words { zh: "（文字没变，链接或图片变了）", en: " (links or pictures only)" }
            }
            Difference::Markup => Words { zh: "（文字没变，只是标记变了）", en: " (markup only)" },
            Difference::Unread => Words { zh: "（没有比较内容）", en: " (not compared)" },
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}{}", named(&self.route, &self.title), note.in_language(language));
        if let Some(former) = &self.former {
            let words = Words { zh: "原题：", en: "title before: " };
            let _ = writeln!(text, "    {}{}", words.in_language(language), plain(former));
        }
        if let Difference::Words { before, after } = &self.difference {
            for number in 0..before.len().max(after.len()) {
                for (sign, words) in [('-', before.get(number)), ('+', after.get(number))] {
                    let _ = words.map(|words| writeln!(text, "    {sign} {}", plain(words)));
                }
            }
        }
    }
}

fn title(bytes: &[u8]) -> String {
    Page::read(bytes).title
}

/// Which kinds of change are shown first.
fn rank(difference: &Difference) -> u8 {
    match difference {
        Difference::Words { .. } | Difference::Title => 0,
        Difference::Unread => 1,
        Difference::Links => 2,
        Difference::Markup => 3,
    }
}

/// The name of a kind of change in data.
fn name(difference: &Difference) -> &'static str {
    match difference {
        Difference::Words { .. } => "words",
        Difference::Title => "title",
        Difference::Links => "links",
        Difference::Markup => "markup",
        Difference::Unread => "unread",
    }
}

fn known(title: &str) -> Option<&str> {
    Some(title).filter(|title| !title.is_empty())
}

fn named(route: &str, title: &str) -> String {
    let between = if title.is_empty() { "" } else { "  " };
    format!("  {}{between}{}", plain(route), plain(title))
}

/// A text that a terminal does not obey.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}
