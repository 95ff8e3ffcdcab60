//! Styles: what a paragraph and its letters are by name and by inheritance
//! (ECMA-376 part 1, §17.7).
//!
//! In: `styles.xml`. Out: styles with all that they are based on taken in. A
//! style is known by its name, `heading 1` or `标题 1`, never by its identifier,
//! which writers number as they like. Conditional formatting of tables and
//! latent styles are not read.

use std::collections::HashMap;

use crate::import::Refusal;
use crate::import::document::Face;
use crate::import::docx::xml::{self, Element, Ns};
use crate::import::docx::{limits, refuse};
use crate::language::lexicon::{self, List};

/// What letters look like, as far as one place says (`w:rPr`).
#[derive(Clone, Debug, Default)]
pub struct Letters {
    /// The character style.
    pub style: Option<String>,
    /// Bold.
    pub bold: Option<bool>,
    /// Italic.
    pub italic: Option<bool>,
    /// Struck through, once or twice.
    pub struck: Option<bool>,
    /// Not shown.
    pub hidden: Option<bool>,
    /// With a mark of emphasis, 着重号.
    pub marked: Option<bool>,
    /// Raised (1), lowered (-1) or on the line (0).
    pub raised: Option<i8>,
    /// The size in half points.
    pub size: Option<u16>,
    /// The face of its Chinese letters.
    pub face: Option<Face>,
    /// The font, in lower case, if it has signs in place of letters.
    pub signs: Option<String>,
}

/// What a paragraph looks like, as far as one place says (`w:pPr`).
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The outline level from 0; 9 is running text.
    pub outline: Option<u8>,
    /// The numbering; 0 is none.
    pub numbering: Option<u32>,
    /// The level in it.
    pub level: Option<u8>,
    /// Centred (0) or flush right (1) or neither (-1).
    pub alignment: Option<i8>,
    /// Whether the first line is indented.
    pub indented: Option<bool>,
}

/// What the name of a style says that its paragraphs are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nothing in particular.
    #[default]
    Plain,
    /// A heading of level 1 to 9.
    Heading(u8),
    /// The title.
    Title,
    /// The subtitle.
    Subtitle,
    /// A quotation.
    Quotation,
    /// A caption.
    Caption,
    /// Program text.
    Preformatted,
    /// An item, whose numbering the style need not name.
    Item(bool),
    /// A line of a table of contents.
    Contents,
}

/// A style with all that it is based on.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// What its name says.
    pub kind: Kind,
    /// Its letters.
    pub letters: Letters,
    /// Its paragraphs.
    pub layout: Layout,
    /// Which style of the chain brings the numbering.
    pub numbered_by: Option<String>,
}

/// All styles.
#[derive(Default)]
pub struct Styles {
    own: HashMap<String, Own>,
    resolved: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    paragraph: Option<String>,
    /// What stands below all styles.
    pub defaults: Letters,
}

/// A style as written.
#[derive(Default)]
struct Own {
    name: String,
    based_on: Option<String>,
    letters: Letters,
    layout: Layout,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(text: &str) -> Result<Styles, Refusal> {
        let mut styles = Styles::default();
        xml::children(text, &[(Ns::W, "styles")], |element| {
            if element.is(Ns::W, "docDefaults") {
                let letters = element.own("rPrDefault").and_then(|default| default.own("rPr"));
                styles.defaults = letters.map(Letters::read).unwrap_or_default();
            }
            if !element.is(Ns::W, "style") {
                return Ok(());
            }
            let Some(id) = element.value("styleId") else { return Ok(()) };
            if styles.own.len() >= limits::DEFINITIONS {
                return Err(refuse::too_large());
            }
            let value = |name| Some(element.own(name)?.value("val")?.into_owned());
            let is_default = element.value("default").is_some_and(|value| on(&value));
            if is_default && element.value("type").is_some_and(|kind| kind == "paragraph") {
                styles.paragraph = Some(id.clone().into_owned());
            }
            let own = Own {
                name: value("name").unwrap_or_default(),
                based_on: value("basedOn"),
                letters: element.own("rPr").map(Letters::read).unwrap_or_default(),
                layout: element.own("pPr").map(Layout::read).unwrap_or_default(),
            };
            styles.own.entry(id.into_owned()).or_insert(own);
            Ok(())
        })?;
        Ok(styles)
    }

    /// The style of a paragraph, by the identifier it names.
    pub fn paragraph(&mut self, id: Option<&str>) -> Style {
        let default = self.paragraph.clone();
        match id.filter(|id| self.own.contains_key(*id)).or(default.as_deref()) {
            Some(id) => self.resolve(id),
            None => Style::default(),
        }
    }

    /// The style of letters.
    pub fn letters(&mut self, id: &str) -> Letters {
        self.resolve(id).letters
    }

    /// The numbering that a style of lists is of (`w:numStyleLink`, §17.9.21).
    pub fn numbering(&mut self, id: &str) -> Option<u32> {
        self.resolve(id).layout.numbering
    }

    fn resolve(&mut self, id: &str) -> Style {
        if let Some(style) = self.resolved.get(id) {
            return style.clone();
        }
        let mut style = Style::default();
        let mut decided = false;
        let mut next = Some(id.to_owned());
        // A style that is based on itself ends at the limit, and what is taken
        // in twice changes nothing.
        for _ in 0..limits::ANCESTORS {
            let Some((id, own)) = next.as_ref().and_then(|id| Some((id, self.own.get(id)?))) else { break };
            style.letters.rest_from(&own.letters);
            if style.layout.numbering.is_none() && own.layout.numbering.is_some() {
                style.numbered_by = Some(id.clone());
            }
            style.layout.rest_from(&own.layout);
            if !decided {
                let kind = Kind::of(&own.name);
                decided = kind != Kind::Plain || own.layout.outline.is_some();
                style.kind = match (kind, own.layout.outline) {
                    (Kind::Plain, Some(level @ 0..=8)) => Kind::Heading(level + 1),
                    (kind, _) => kind,
                };
            }
            next.clone_from(&own.based_on);
        }
        self.resolved.insert(id.to_owned(), style.clone());
        style
    }
}

// The names that Word and WPS give to their styles.
static HEADINGS: List = List::new(&lexicon::WORD_STYLES, "heading");
static CONTENTS: List = List::new(&lexicon::WORD_STYLES, "contents");
static CONTENTS_LEVELS: List = List::new(&lexicon::WORD_STYLES, "contents-level");
static BULLETS: List = List::new(&lexicon::WORD_STYLES, "bullet");
static NUMBERS: List = List::new(&lexicon::WORD_STYLES, "number");
static TITLES: List = List::new(&lexicon::WORD_STYLES, "title");
static SUBTITLES: List = List::new(&lexicon::WORD_STYLES, "subtitle");
static QUOTATIONS: List = List::new(&lexicon::WORD_STYLES, "quotation");
static CAPTIONS: List = List::new(&lexicon::WORD_STYLES, "caption");
static PREFORMATTED: List = List::new(&lexicon::WORD_STYLES, "preformatted");

impl Kind {
    /// What a name says, in the languages that Word and WPS name styles in.
    fn of(name: &str) -> Kind {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        // Word writes the names a user sees after a comma: `heading 1,章标题`.
        let name = name.split([',', '，', ';']).next().unwrap_or_default();
        let level = |rest: &str| {
            let number = crate::language::numeral::parse(rest)?;
            u8::try_from(number).ok().filter(|level| (1..=9).contains(level))
        };
        if let Some(level) = HEADINGS.strip_prefix(name).and_then(level) {
            return Kind::Heading(level);
        }
        let numbered =
            |list: &List| list.strip_prefix(name).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
        let is_contents = name.strip_prefix("contents").and_then(level).is_some() || CONTENTS.has(name);
        if is_contents || numbered(&CONTENTS_LEVELS) {
            return Kind::Contents;
        }
        if numbered(&BULLETS) {
            return Kind::Item(false);
        }
        if numbered(&NUMBERS) {
            return Kind::Item(true);
        }
        let whole = [
            (&TITLES, Kind::Title),
            (&SUBTITLES, Kind::Subtitle),
            (&QUOTATIONS, Kind::Quotation),
            (&CAPTIONS, Kind::Caption),
            (&PREFORMATTED, Kind::Preformatted),
        ];
        whole.into_iter().find(|(names, _)| names.has(name)).map_or(Kind::Plain, |(_, kind)| kind)
    }
}

impl Letters {
    /// Reads a `w:rPr`.
    pub fn read(properties: Element<'_, '_>) -> Letters {
        let mut letters = Letters::default();
        for child in properties.children() {
            let (Ns::W, name) = child.name() else { continue };
            let value = child.value("val");
            let toggle = Some(value.as_deref().is_none_or(on));
            match name {
                "rStyle" => letters.style = value.map(|value| value.into_owned()),
                "b" => letters.bold = toggle,
                "i" => letters.italic = toggle,
                "strike" | "dstrike" => letters.struck = Some(letters.struck == Some(true) || toggle == Some(true)),
                "vanish" => letters.hidden = toggle,
                "em" => letters.marked = Some(value.is_some_and(|value| value != "none")),
                "vertAlign" => {
                    letters.raised = Some(match value.as_deref() {
                        Some("superscript") => 1,
                        Some("subscript") => -1,
                        _ => 0,
                    });
                }
                "sz" => letters.size = child.number("val").and_then(|size| u16::try_from(size).ok()),
                "rFonts" => {
                    let font = child.value("ascii").or_else(|| child.value("hAnsi"));
                    let chinese = child.value("eastAsia").or_else(|| child.value("ascii"));
                    letters.face = chinese.and_then(|font| Face::of(&font));
                    letters.signs = font.map(|font| font.to_lowercase()).filter(|font| font.len() < 64);
                }
                _ => {}
            }
        }
        letters
    }

    /// Takes what is not said here from what stands below.
    pub fn rest_from(&mut self, below: &Letters) {
        self.bold = self.bold.or(below.bold);
        self.italic = self.italic.or(below.italic);
        self.struck = self.struck.or(below.struck);
        self.hidden = self.hidden.or(below.hidden);
        self.marked = self.marked.or(below.marked);
        self.raised = self.raised.or(below.raised);
        self.size = self.size.or(below.size);
        self.face = self.face.or(below.face);
        if self.signs.is_none() {
            self.signs.clone_from(&below.signs);
        }
    }

    /// What holds of letters that say this, with their character style, in a
    /// paragraph of a style. A toggle that both styles set is off again
    /// (§17.7.3).
    pub fn within(mut self, character: &Letters, paragraph: &Letters, defaults: &Letters) -> Letters {
        let toggle = |character: Option<bool>, paragraph: Option<bool>, default: Option<bool>| {
            Some(default == Some(true) || (character == Some(true)) != (paragraph == Some(true)))
        };
        self.bold = self.bold.or(toggle(character.bold, paragraph.bold, defaults.bold));
        self.italic = self.italic.or(toggle(character.italic, paragraph.italic, defaults.italic));
        self.struck = self.struck.or(toggle(character.struck, paragraph.struck, defaults.struck));
        self.hidden = self.hidden.or(toggle(character.hidden, paragraph.hidden, defaults.hidden));
        for below in [character, paragraph, defaults] {
            self.rest_from(below);
        }
        self
    }
}

impl Layout {
    /// Reads a `w:pPr`.
    pub fn read(properties: Element<'_, '_>) -> Layout {
        let mut layout = Layout::default();
        for child in properties.children() {
            match child.name() {
                (Ns::W, "outlineLvl") => {
                    layout.outline = child.number("val").map(|level| level.clamp(0, 9) as u8);
                }
                (Ns::W, "numPr") => {
                    let number = |name| child.own(name)?.number("val");
                    layout.numbering = number("numId").map(|id| u32::try_from(id).unwrap_or(0));
                    layout.level = number("ilvl").map(|level| level.clamp(0, 8) as u8);
                }
                (Ns::W, "jc") => {
                    layout.alignment = Some(match child.value("val").as_deref() {
                        Some("center") => 0,
                        Some("right" | "end") => 1,
                        _ => -1,
                    });
                }
                (Ns::W, "ind") => {
                    let positive = |name| child.number(name).map(|value| value > 0);
                    // Characters win over lengths (§17.3.1.12); 0 characters
                    // is how Word says that lengths count.
                    let characters = positive("firstLineChars").filter(|is| *is);
                    layout.indented = characters.or(positive("firstLine"));
                    if layout.indented.is_none() && (positive("hanging") == Some(true)) {
                        layout.indented = Some(false);
                    }
                }
                _ => {}
            }
        }
        layout
    }

    /// Takes what is not said here from what stands below.
    pub fn rest_from(&mut self, below: &Layout) {
        self.outline = self.outline.or(below.outline);
        self.numbering = self.numbering.or(below.numbering);
        self.level = self.level.or(below.level);
        self.alignment = self.alignment.or(below.alignment);
        self.indented = self.indented.or(below.indented);
    }
}

/// Whether a value of a toggle is on (§17.17.4, ST_OnOff).
pub fn on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

#[cfg(test)]
mod tests {
    use crate::import::docx::styles::Kind;

    #[test]
    fn styles_are_known_by_name() {
        for (name, expected) in [
            ("heading 1", Kind::Heading(1)),
            ("Heading 9", Kind::Heading(9)),
            ("标题 2", Kind::Heading(2)),
            ("标题一", Kind::Heading(1)),
            ("heading 3,节标题", Kind::Heading(3)),
            ("heading 10", Kind::Plain),
            ("Title", Kind::Title),
            ("标题", Kind::Title),
            ("Subtitle", Kind::Subtitle),
            ("caption", Kind::Caption),
            ("toc 1", Kind::Contents),
            ("List Bullet 2", Kind::Item(false)),
            ("List Number", Kind::Item(true)),
            ("Intense Quote", Kind::Quotation),
            ("Normal", Kind::Plain),
            ("List Paragraph", Kind::Plain),
        ] {
            assert_eq!(Kind::of(name), expected, "{name}");
        }
    }
}
