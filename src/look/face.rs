//! The face of headings: the font that a site brings along for readers whose
//! machine has no Song.
//!
//! In: what `site.yaml` names, the files, and all that is published. Out: the
//! font with the letters that pages set in it, weightiest first, and what is
//! wrong with it. The letters are those of titles, names and the interface, all
//! known before any page is made; bodies are set in what the reader has.

use std::collections::BTreeMap;

use crate::diag::rules::look as rules;
use crate::diag::{Diagnostic, Rule, Words};
use crate::font::{self, Unusable, Wanted};
use crate::index::Index;
use crate::language::numeral;
use crate::model::MetadataReads;
use crate::model::Publication;
use crate::model::reports::FONTS;
use crate::plan;
use crate::source::{Digest, Files, VPath};
use crate::theme::Phrases;

/// How much more than a word of a report one of the interface weighs, which may
/// stand on each page.
const INTERFACE: u64 = 1 << 32;

/// How many characters a phrase has at most that is taken for a heading or label.
const LABEL: usize = 12;

const DAMAGED: Words =
    Words { zh: "它不是字体文件，或者没有存完整", en: "it is no font file, or not whole" };
const WOFF2: Words = Words {
    zh: "程序不拆 WOFF2，请用同一字体的 .woff 文件",
    en: "WOFF2 is not unpacked; take the .woff of the same face",
};
const VARIABLE: Words = Words { zh: "它是可变字体", en: "it is a variable font" };
const NO_HAN: Words = Words { zh: "它没有汉字", en: "it has no Han characters" };
const EMBEDDED: Words = Words { zh: "嵌入", en: "embedded" };
const SUBSET: Words = Words { zh: "只取一部分字", en: "cut down to some characters" };

/// What is known of a file: its digest, and whether a face can be made of it.
pub type Inspected = (Digest, Result<(), Unusable>);

/// The face, resolved.
#[derive(Default)]
pub struct Faced {
    /// The font, if it can be used.
    pub wanted: Option<Wanted>,
    /// What is known of its file.
    pub inspected: Option<Inspected>,
    /// What is wrong with it.
    pub finding: Option<Diagnostic>,
}

/// Resolves the face; `site` is the file that names it, `before` what was known of
/// the file last time.
pub fn face(
    publication: &Publication,
    index: &Index,
    phrases: &Phrases,
    files: &dyn Files,
    site: &VPath,
    before: Option<Inspected>,
) -> Faced {
    let Some(named) = &publication.site.look.face else { return Faced::default() };
    let finding = |rule| Some(Diagnostic::new(rule, named.span(site)).with("name", named.value.as_str()));
    let path = path(&named.value).filter(|path| files.holds(path));
    let Some((path, bytes)) = path.and_then(|path| files.read(&path).ok().map(|bytes| (path, bytes))) else {
        return Faced { finding: finding(&rules::HEADING_FONT_MISSING), ..Faced::default() };
    };
    let digest = Digest::of(&bytes);
    let inspected = before.filter(|before| before.0 == digest).unwrap_or_else(|| (digest, font::inspect(&bytes)));
    let (wanted, finding) = match inspected.1 {
        Ok(()) => (Some(Wanted { path, digest, letters: letters(publication, index, phrases) }), None),
        Err(why) => (None, finding(rule(why)).map(|finding| unusable(finding, why))),
    };
    Faced { wanted, inspected: Some(inspected), finding }
}

fn path(named: &str) -> Option<VPath> {
    let name = named.trim_start_matches('/');
    let name = name.strip_prefix("content/fonts/").or(name.strip_prefix("fonts/")).unwrap_or(name);
    VPath::new(&format!("{FONTS}/{name}")).filter(|path| path.below(FONTS).is_some())
}

fn rule(why: Unusable) -> &'static Rule {
    match why {
        Unusable::Embedding | Unusable::Subsetting => &rules::HEADING_FONT_LICENSE,
        _ => &rules::HEADING_FONT_UNUSABLE,
    }
}

fn unusable(finding: Diagnostic, why: Unusable) -> Diagnostic {
    match why {
        Unusable::Damaged => finding.with("why", DAMAGED),
        Unusable::Woff2 => finding.with("why", WOFF2),
        Unusable::Variable => finding.with("why", VARIABLE),
        Unusable::NoHan => finding.with("why", NO_HAN),
        Unusable::Embedding => finding.with("what", EMBEDDED),
        Unusable::Subsetting => finding.with("what", SUBSET),
    }
}

/// Signs that stand in numbers and between words and that no phrase need have.
const SIGNS: &str = "\u{2212}\u{2013}\u{2014}\u{2026}\u{ff5e}\u{b7}\u{d7}\u{b1}\u{2248}\u{2030}\u{a0}";

/// The letters of all that the theme sets in the face of headings: the most
/// frequent first, of equals in the order of their codes.
fn letters(publication: &Publication, index: &Index, phrases: &Phrases) -> Vec<char> {
    let mut weights: BTreeMap<char, u64> = (' '..='~').map(|letter| (letter, INTERFACE)).collect();
    let mut add = |text: &str, weight: u64| {
        for letter in text.chars().filter(|letter| !letter.is_control()) {
            let known = weights.entry(letter).or_default();
            *known = known.saturating_add(weight);
        }
    };
    for phrase in phrases.texts() {
        add(phrase, if phrase.chars().count() <= LABEL { INTERFACE } else { 1 });
    }
    add(SIGNS, INTERFACE);
    let site = &publication.site;
    add(&site.title, INTERFACE);
    add(&site.seal, INTERFACE);
    // The backs of the volumes.
    for &year in index.years.keys() {
        add(&numeral::digits(year.unsigned_abs()), INTERFACE);
    }
    for organization in &*publication.organizations {
        organization.names.iter().for_each(|name| {
            [Some(&name.name), name.short.as_ref()].into_iter().flatten().for_each(|name| add(name, 1))
        });
        organization.full.iter().for_each(|name| add(name, 1));
        add(&organization.kind, 1);
    }
    publication.topics.iter().for_each(|topic| add(&topic.name, 1));
    for metric in &*publication.metrics {
        add(&metric.name, 1);
        add(&metric.unit, 1);
    }
    publication.pages.iter().for_each(|page| add(&page.title, 1));
    // Which letters there are is in the address of the font, which pages show.
    let reader = MetadataReads::default();
    for report in &publication.reports {
        add(&report.metadata(&reader).title, 1);
        report.metrics.iter().for_each(|figure| add(&figure.unit, 1));
    }
    index.names.iter().for_each(|entry| add(&entry.name, 1));
    let mut letters: Vec<(char, u64)> = weights.into_iter().collect();
    letters.sort_by_key(|&(letter, weight)| (std::cmp::Reverse(weight), letter));
    letters.into_iter().map(|(letter, _)| letter).collect()
}

/// The style that makes headings of it. What it lacks is Song as before; where
/// Latin leads, its own letters stay.
pub fn style(face: &Wanted) -> String {
    let key = face.key().to_string();
    let version = key.get(..8).unwrap_or_default();
    format!(
        "@font-face{{font-family:hb-song;src:url({}?v={version}) format(\"woff2\");font-weight:700;font-display:swap}}\n\
         :root{{--head:hb-song,var(--song)}}\nhtml:lang(en){{--head:Georgia,hb-song,var(--song)}}\n",
        plan::assets::FACE
    )
}
