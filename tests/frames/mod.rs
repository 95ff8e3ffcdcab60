//! Documents that nobody has written: families of frames, and what stands in them.
//!
//! A family (`families/*.txt`) says what lines a kind of document has above and
//! below its text, with alternatives and slots; `banks/` has what slots are
//! filled with. [`Family::document`] draws one of them: a document, and what
//! each of its lines is. The same seed draws the same document. How a family is
//! written stands in `README.md`.

pub mod bank;
pub mod body;

use std::fs;
use std::path::Path;

use huibian::import::document::{Block, Cell, Document, Face, Form, Inline, Look, Paragraph, Place, Role, Table};
use huibian::import::structure::role::{LineRole, State, Zone, states};

use bank::{Banks, Facts};

/// Numbers that follow from a seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Whether something happens that does in so many cases of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What a file can say of the look of lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    Docx,
    Html,
    Txt,
}

/// A line of a family: what it may be, and the lines that come with it.
#[derive(Clone)]
struct Rule {
    percent: usize,
    what: What,
    with: Vec<Rule>,
}

#[derive(Clone)]
enum What {
    Line { role: LineRole, attributes: Vec<String>, template: String },
    Body { schemes: Vec<String>, attributes: Vec<String> },
}

/// A kind of document.
#[derive(Clone)]
pub struct Family {
    pub name: String,
    looks: Vec<Looks>,
    names: Vec<String>,
    properties: Vec<(usize, String)>,
    /// What stands in it, in order; one of each list is drawn.
    rules: Vec<Vec<Rule>>,
}

/// A document, and what each of its lines is.
pub struct Frame {
    pub document: Document,
    pub states: Vec<State>,
}

impl Frame {
    /// Puts a title of all above the first.
    pub fn head(&mut self, text: &str) {
        let look = Look { centered: true, bold: true, ..Look::default() };
        let paragraph = Paragraph { look, ..Paragraph::of_text(text, Place::Document) };
        self.document.blocks.insert(0, Block::Paragraph(paragraph));
        self.states.insert(0, State { zone: Zone::Before, role: LineRole::Kicker });
    }

    /// Appends another document.
    pub fn append(&mut self, other: Frame) {
        self.document.blocks.extend(other.document.blocks);
        self.states.extend(other.states);
    }
}

impl Family {
    pub fn is_of_web(&self) -> bool {
        self.looks.contains(&Looks::Html)
    }

    /// The families in a folder, by name.
    pub fn all(folder: &Path) -> Vec<Family> {
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| Family::read(path)).collect()
    }

    fn read(path: &Path) -> Family {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut family =
            Family { name, looks: Vec::new(), names: Vec::new(), properties: Vec::new(), rules: Vec::new() };
        for line in fs::read_to_string(path).unwrap().lines() {
            family.line(line.trim_end()).unwrap_or_else(|| panic!("{}: {line}", family.name));
        }
        assert!(!family.looks.is_empty() && !family.names.is_empty(), "{}", family.name);
        family
    }

    fn line(&mut self, line: &str) -> Option<()> {
        if line.is_empty() || line.starts_with('#') {
            return Some(());
        }
        if let Some(looks) = line.strip_prefix("looks ") {
            for look in looks.split_whitespace() {
                self.looks.push(match look {
                    "docx" => Looks::Docx,
                    "html" => Looks::Html,
                    "txt" => Looks::Txt,
                    _ => return None,
                });
            }
            return Some(());
        }
        if let Some(name) = line.strip_prefix("name ") {
            self.names.push(name.trim().to_owned());
            return Some(());
        }
        let (percent, bare) = chance(line);
        if let Some(title) = bare.strip_prefix("property ") {
            self.properties.push((percent, title.trim().to_owned()));
            return Some(());
        }
        if let Some(rule) = line.strip_prefix("| ") {
            self.rules.last_mut()?.push(rule_of(rule)?);
        } else if let Some(rule) = line.strip_prefix("& ") {
            self.rules.last_mut()?.last_mut()?.with.push(rule_of(rule)?);
        } else {
            self.rules.push(vec![rule_of(line)?]);
        }
        Some(())
    }

    /// Draws a document.
    pub fn document(&self, banks: &Banks, seed: u64) -> Frame {
        let mut dice = Dice(seed ^ 0x5eed);
        let looks = *dice.pick(&self.looks);
        let facts = Facts::draw(banks, &mut dice);
        let name = dice.pick(&self.names).clone();
        let mut writer = Writer {
            banks,
            looks,
            facts,
            zone: Zone::Before,
            blocks: Vec::new(),
            states: Vec::new(),
            body_face: (looks == Looks::Docx).then(|| *dice.pick(&[Face::Fang, Face::Fang, Face::Song])),
            body_size: *dice.pick(&[32, 32, 28, 24, 24, 21, 30]),
            keeps_looks: dice.percent(92),
            dice,
        };
        let mut document = Document { name: writer.fill(&name) + ".docx", ..Document::default() };
        if let Some((_, title)) = self.properties.iter().find(|(percent, _)| writer.dice.percent(*percent)) {
            document.properties.title = writer.fill(title);
        }
        for rules in &self.rules {
            // What the first line says of chance goes for all of them.
            if writer.dice.percent(rules[0].percent) {
                let at = writer.dice.below(rules.len());
                writer.rule(&rules[at], at > 0);
            }
        }
        for (number, block) in (1..).zip(&mut writer.blocks) {
            match block {
                Block::Paragraph(paragraph) => {
                    paragraph.place = Place::Paragraph(number);
                    // A label of a form without a value.
                    paragraph.label.retain(|c| c != '\u{1}');
                }
                Block::Table(table) => table.place = Place::Paragraph(number),
                Block::Divider => {}
            }
        }
        if looks == Looks::Txt && writer.blocks.len() == writer.states.len() && writer.dice.percent(10) {
            let width = 24 + writer.dice.below(20);
            writer.wrap(width);
        }
        if writer.dice.percent(8) && writer.blocks.len() == writer.states.len() {
            let lines = 1 + writer.dice.below(4);
            writer.shorten(lines);
        }
        document.blocks = writer.blocks;
        settle(&mut writer.states);
        Frame { document, states: writer.states }
    }
}

/// Makes states of what a family says: lines of text right above or below the
/// text belong to it; without a title the text begins with the first of them;
/// zones follow each other; a role that a zone has not is the one that comes
/// nearest.
fn settle(known: &mut [State]) {
    let is_titled = known.iter().any(|state| state.role == LineRole::Title);
    let is_text = |state: &State| matches!(state.role, LineRole::Text | LineRole::Heading | LineRole::Item);
    for at in (1..known.len()).rev() {
        if known[at].zone == Zone::Body && known[at - 1].zone == Zone::Head && is_text(&known[at - 1]) {
            known[at - 1].zone = Zone::Body;
        }
    }
    let mut zone = Zone::Before;
    for state in known.iter_mut() {
        if !is_titled && state.zone == Zone::Head {
            state.zone = Zone::Before;
        }
        if !is_titled && state.zone == Zone::Before && is_text(state) {
            state.zone = Zone::Body;
        }
        if zone == Zone::Body && state.zone == Zone::Foot && is_text(state) {
            state.zone = Zone::Body;
        }
        zone = zone.max(state.zone);
        state.zone = zone;
        if !states().contains(state) {
            state.role = nearest(*state);
            assert!(states().contains(state), "{state:?}");
        }
    }
}

fn nearest(state: State) -> LineRole {
    use LineRole::*;
    match (state.zone, state.role) {
        (Zone::Before, Subtitle) => Kicker,
        (Zone::Before | Zone::Head, Signature) => Byline,
        (Zone::Before | Zone::Head, SigningDate) => Date,
        (Zone::Before | Zone::Head, CopyTo | Title) => Furniture,
        (Zone::Before | Zone::Head, _) => Note,
        (Zone::Body, Title | Toc | Number | Kicker | Letterhead | Subtitle) => Furniture,
        (Zone::Body, Abstract) => Note,
        (Zone::Body, _) => Text,
        (Zone::Foot, Abstract) => Note,
        (Zone::Foot, Addressee) => Text,
        (Zone::Foot | Zone::Title, _) => Furniture,
    }
}

fn chance(line: &str) -> (usize, &str) {
    let Some((percent, rest)) = line.strip_prefix('?').and_then(|rest| rest.split_once(' ')) else {
        return (100, line);
    };
    (percent.trim_end_matches('%').parse().unwrap(), rest.trim_start())
}

fn rule_of(line: &str) -> Option<Rule> {
    let (percent, line) = chance(line.trim());
    let split = |attributes: &str| attributes.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    if let Some(rest) = line.strip_prefix("body") {
        let (schemes, attributes) = rest.split_once('[').unwrap_or((rest, ""));
        let schemes = schemes.split(',').map(|scheme| scheme.trim().to_owned()).filter(|scheme| !scheme.is_empty());
        let attributes = split(attributes.trim_end().trim_end_matches(']'));
        return Some(Rule { percent, what: What::Body { schemes: schemes.collect(), attributes }, with: Vec::new() });
    }
    let end = line.find([' ', '[', ':'])?;
    let role = LineRole::of(&line[..end])?;
    let rest = line[end..].trim_start();
    let (attributes, rest) = match rest.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => ("", rest),
    };
    let template = rest.trim_start().strip_prefix(':')?.trim_start().to_owned();
    Some(Rule { percent, what: What::Line { role, attributes: split(attributes), template }, with: Vec::new() })
}

/// A document as it is made.
pub struct Writer<'a> {
    banks: &'a Banks,
    dice: Dice,
    looks: Looks,
    facts: Facts,
    zone: Zone,
    blocks: Vec<Block>,
    states: Vec<State>,
    body_size: u16,
    body_face: Option<Face>,
    keeps_looks: bool,
}

impl Writer<'_> {
    fn fill(&mut self, template: &str) -> String {
        self.facts.fill(self.banks, &mut self.dice, template)
    }

    fn rule(&mut self, rule: &Rule, is_by_chance: bool) {
        if is_by_chance && !self.dice.percent(rule.percent) {
            return;
        }
        match &rule.what {
            What::Line { role, attributes, template } => self.line(*role, attributes, template),
            What::Body { schemes, attributes } => {
                self.zone = Zone::Body;
                self.body(schemes, attributes);
                self.zone = Zone::Foot;
            }
        }
        for rule in &rule.with {
            self.rule(rule, true);
        }
    }

    fn line(&mut self, role: LineRole, attributes: &[String], template: &str) {
        let text = self.fill(template);
        if text.trim().is_empty() {
            return;
        }
        // A second title, and one below the text, is a copy.
        let is_copy = role == LineRole::Title && self.zone != Zone::Before && self.zone != Zone::Title;
        let role = if is_copy { LineRole::Furniture } else { role };
        if role == LineRole::Title {
            self.zone = Zone::Title;
        }
        // A picture or a table of few words may stand anywhere above the text.
        if matches!(self.zone, Zone::Before | Zone::Head) && self.looks != Looks::Txt && self.dice.percent(3) {
            if self.dice.percent(50) { self.table() } else { self.picture_alone(LineRole::Caption) }
        }
        let parts = self.parts(&text, attributes);
        let state = State { zone: self.zone, role };
        for part in parts {
            self.push(&part, state, attributes);
        }
        if role == LineRole::Title {
            self.zone = Zone::Head;
        }
    }

    /// A text on as many lines as its attributes say.
    fn parts(&mut self, text: &str, attributes: &[String]) -> Vec<String> {
        if text.contains('⏎') {
            return text.split('⏎').map(str::to_owned).collect();
        }
        let lines = attributes.iter().find_map(|attribute| attribute.strip_prefix("lines=")?.parse::<usize>().ok());
        let characters: Vec<char> = text.chars().collect();
        let mut parts = Vec::new();
        let mut rest = characters.as_slice();
        for left in (2..=lines.unwrap_or(1)).rev() {
            if rest.len() < left * 3 {
                break;
            }
            // After the unit's name if it stands there, else where chance says.
            let org = self.facts.get("org").chars().count();
            let at = if parts.is_empty() && org + 3 < rest.len() && text.starts_with(self.facts.get("org")) {
                org
            } else {
                rest.len() / left + self.dice.below(3) - 1
            };
            let (head, tail) = rest.split_at(at);
            parts.push(head.iter().collect());
            rest = tail;
        }
        parts.push(rest.iter().collect::<String>());
        if attributes.iter().any(|attribute| attribute == "spread") {
            let blank = *self.dice.pick(&[" ", "\u{3000}", "  "]);
            for part in &mut parts {
                *part = part.chars().map(String::from).collect::<Vec<_>>().join(blank);
            }
        }
        parts
    }

    /// Leaves so many lines of the text.
    fn shorten(&mut self, lines: usize) {
        let first = self.states.iter().position(|state| state.zone == Zone::Body).unwrap_or(self.states.len());
        let is_kept = |at: usize, state: &State| state.zone != Zone::Body || at < first + lines;
        let kept: Vec<bool> = self.states.iter().enumerate().map(|(at, state)| is_kept(at, state)).collect();
        let mut is_block_kept = kept.iter();
        self.blocks.retain(|_| *is_block_kept.next().unwrap());
        let mut is_state_kept = kept.iter();
        self.states.retain(|_| *is_state_kept.next().unwrap());
    }

    /// Breaks all lines at a width, as copies of a PDF are.
    fn wrap(&mut self, width: usize) {
        let states = std::mem::take(&mut self.states);
        for (block, state) in std::mem::take(&mut self.blocks).into_iter().zip(states) {
            let Block::Paragraph(paragraph) = block else { continue };
            let text: Vec<char> = paragraph.text().chars().filter(|c| *c != '\n').collect();
            for part in text.chunks(width) {
                let text: String = part.iter().collect();
                if !text.trim().is_empty() {
                    self.blocks.push(Block::Paragraph(Paragraph::of_text(&text, paragraph.place)));
                    self.states.push(state);
                }
            }
        }
    }

    fn look(&mut self, attributes: &[String]) -> (Look, Role) {
        let mut look = Look::default();
        let mut role = Role::Body;
        if self.looks == Looks::Docx {
            look.size = Some(self.body_size);
            look.face = self.body_face;
        }
        if self.looks == Looks::Txt || !self.keeps_looks {
            return (look, role);
        }
        for attribute in attributes {
            match attribute.as_str() {
                "center" => look.centered = true,
                "right" => look.right = true,
                "bold" => look.bold = true,
                "indent" => look.indented = true,
                "item" => role = Role::Item { depth: 0, ordered: false },
                other => match other.split_once('=') {
                    Some(("font", font)) => look.face = Face::of(font).or(look.face),
                    Some(("size", size)) => look.size = size.parse().ok(),
                    Some(("style", "title")) => role = Role::Title,
                    Some(("style", "subtitle")) => role = Role::Subtitle,
                    Some(("style", "caption")) => role = Role::Caption,
                    Some(("style", level)) => {
                        role = level.strip_prefix('h').and_then(|level| level.parse().ok()).map_or(role, Role::Heading);
                    }
                    _ => {}
                },
            }
        }
        if self.looks == Looks::Html && self.dice.percent(60) {
            look.size = None;
        }
        (look, role)
    }

    /// Adds a line.
    pub fn push(&mut self, text: &str, state: State, attributes: &[String]) {
        let (look, role) = self.look(attributes);
        let is = |name: &str| attributes.iter().any(|attribute| attribute == name);
        // What stands beside a picture is not taken apart.
        if is("same")
            && let Some(Block::Paragraph(last)) = self.blocks.last_mut()
            && !matches!(last.content.first(), Some(Inline::Picture { .. }))
        {
            last.content.push(Inline::Break);
            last.content.push(Inline::Text { text: text.to_owned(), form: Form::default() });
            self.states.push(state);
            return;
        }
        // Cells of a form: a label and its value are one line.
        if is("table")
            && let Some(Block::Paragraph(last)) = self.blocks.last_mut()
            && let [Inline::Text { text: label, .. }] = last.content.as_mut_slice()
            && last.label == "\u{1}"
        {
            label.push_str(&format!("：{text}"));
            last.label.clear();
            if let Some(last) = self.states.last_mut() {
                last.role = if state.role == LineRole::Date { last.role } else { state.role };
            }
            return;
        }
        let content = vec![Inline::Text { text: text.to_owned(), form: Form::default() }];
        let is_label = is("table") && text.chars().count() <= 8 && state.role == LineRole::Detail;
        let label = if is_label { "\u{1}".to_owned() } else { String::new() };
        self.blocks.push(Block::Paragraph(Paragraph {
            role,
            label,
            content,
            look,
            place: Place::Document,
            within: None,
        }));
        self.states.push(state);
    }

    /// Adds a paragraph as it is.
    pub fn paragraph(&mut self, paragraph: Paragraph, role: LineRole) {
        self.blocks.push(Block::Paragraph(paragraph));
        self.states.push(State { zone: self.zone, role });
    }

    /// Adds a table of a few cells.
    pub fn table(&mut self) {
        let cell = |text: &str| Cell::single(vec![Paragraph::of_text(text, Place::Document)]);
        let rows = vec![vec![cell("项目"), cell("数量")], vec![cell("人数"), cell("12")]];
        self.blocks.push(Block::Table(Table { rows, head: 1, place: Place::Document }));
        self.states.push(State { zone: self.zone, role: LineRole::Item });
    }
}
