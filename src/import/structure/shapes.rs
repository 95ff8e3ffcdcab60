//! What can be seen of a line: the features by which its role is told.
//!
//! In: the lines of a document, and what its file says of itself. Out: for each
//! line the names of what holds of it. Every name is a feature by itself; a
//! feature of the line also counts with where it stands (above, among or below
//! the text), and those of its neighbours count as theirs.

mod stands;
mod words;

pub use words::{
    is_collection, is_head_of_contents, is_named_as_report, is_number, is_of_page, is_part, names_occasion,
};

use std::collections::HashMap;

use crate::import::document::{Document, Face, Role};
use crate::import::structure::line::{Kind, Line};
use crate::import::structure::shapes::stands::{has_blank, sense, stands, width};
use crate::language::enumerator::{self, Shape};
use crate::language::lexicon::{self, List};
use crate::language::title;
use crate::text::han::is_han;
use crate::text::near::alike;

/// Whose feature it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The line's own.
    Own,
    /// The line's own, where no text stands above it.
    Top,
    /// The line's own, where text stands above and below it.
    Middle,
    /// The line's own, where no text stands below it.
    Bottom,
    /// The line's before it.
    Previous,
    /// The line's after it.
    Next,
}

impl Slot {
    /// All, and their names in data files.
    pub const ALL: [(Slot, &'static str); 6] = [
        (Slot::Own, "own"),
        (Slot::Top, "top"),
        (Slot::Middle, "middle"),
        (Slot::Bottom, "bottom"),
        (Slot::Previous, "previous"),
        (Slot::Next, "next"),
    ];
}

/// A feature.
pub type Feature = (Slot, &'static str);

/// What a file says of itself, and of the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// Its name, without extension.
    pub name: &'a str,
    /// The title among its properties, or that of the page.
    pub title: &'a str,
}

impl<'a> Around<'a> {
    /// What a document says of itself.
    pub fn of(document: &'a Document) -> Around<'a> {
        let name = document.name.rsplit_once('.').map_or(document.name.as_str(), |(name, _)| name);
        Around { name, title: &document.properties.title }
    }
}

/// The longest line whose words are looked at, in characters: what is longer is
/// text.
const LONGEST: usize = 90;

/// How much of a file's name and title lines are compared with, in characters.
const NAMES: usize = 200;

/// In how many first lines the title may be told.
const SUBJECT: usize = 15;

/// The longest end of a title that may stand on a line of its own and be what
/// titles end with: 工作|总结.
const REST: usize = 5;

/// In how many first lines a title is looked for that was broken in two.
const BROKEN: usize = 60;

/// Labels before a title: 标题, 主题.
static TITLES: List = List::new(&lexicon::FORM_LABELS, "title");
/// 公文标题, of an office's program.
static TITLE_LABELS: List = List::new(&lexicon::LINE_WORDS, "title-label");

/// How many characters a line of text has at least, with a full stop in it.
const OF_TEXT: usize = 25;

/// The features of every line.
pub fn features(lines: &[Line], around: Around<'_>) -> Vec<Vec<Feature>> {
    // 主题：… of a mail or form says what the title is where the file says nothing, or where
    // it is another line.
    let told = lines.iter().take(SUBJECT).find_map(|line| subject(&line.text)).unwrap_or_default();
    let is_line = || lines.iter().take(BROKEN).any(|line| alike(line.text.chars(), told.chars()));
    let is_told = !told.is_empty() && (around.title.is_empty() || is_line());
    let around = if is_told { Around { title: told, ..around } } else { around };
    let document = Whole::of(lines, around);
    let shapes: Vec<Vec<&'static str>> =
        lines.iter().enumerate().map(|(at, line)| document.shapes(at, line, lines)).collect();
    (0..lines.len()).map(|at| document.features(at, &shapes)).collect()
}

/// What a line says that is labelled as the title.
fn subject(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(['：', ':'])?;
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let name = name.trim_matches(['【', '】', '[', ']']);
    (TITLES.has(name) || TITLE_LABELS.has(name)).then_some(value.trim())
}

/// What lines are compared by: size, bold, centred, face.
type LookOf = (Option<u16>, bool, bool, Option<Face>);

/// What holds of a document as a whole.
struct Whole {
    /// The file's name and title, without blanks, as far as they are compared.
    known: [String; 2],
    /// How many lines of text stand before each line.
    texts: Vec<usize>,
    /// The size of most letters, and the largest of a line of three characters.
    body: Option<u16>,
    largest: Option<u16>,
    /// The face of most letters.
    face: Option<Face>,
    /// How often each line stands in it, without blanks.
    times: HashMap<String, usize>,
    /// Lines with a mark of each shape, with a blank after it or not: how many, and
    /// how many of them are short.
    series: HashMap<(Shape, bool), (usize, usize)>,
    /// How many lines look like each, and how many of them are long.
    looks: HashMap<LookOf, (usize, usize)>,
    /// Whether each line is short and stands above text, and how many do.
    stands: Vec<bool>,
    standing: usize,
    has_looks: bool,
    /// The one heading of the first level, where there are lower ones.
    only_top: Option<usize>,
    /// The longest line that is the file's title or name, or a part of it.
    named: Option<usize>,
    /// How long its lines are if they were broken at a width, in characters.
    width: Option<usize>,
    /// The lines that end as the titles of reports do.
    reports: Vec<usize>,
}

/// The one heading of the first level, where there are lower ones.
fn only_top(lines: &[Line]) -> Option<usize> {
    let is_lower = |line: &Line| matches!(line.role, Role::Heading(2..));
    let mut tops = (0..lines.len()).filter(|at| lines[*at].role == Role::Heading(1));
    let top = tops.next()?;
    (tops.next().is_none() && lines.iter().any(is_lower)).then_some(top)
}

/// The longest of the first lines that stands in the file's title or name too.
fn named(lines: &[Line], known: &[String; 2]) -> Option<usize> {
    let mut best = (7, None);
    for (at, line) in lines.iter().enumerate().take(60) {
        let words = squeezed(&line.text);
        let count = words.chars().count();
        let is_of = |known: &String| known.contains(&words) || alike(known.chars(), words.chars());
        if count > best.0 && count <= LONGEST && known.iter().any(is_of) {
            best = (count, Some(at));
        }
    }
    best.1
}

/// Whether a line ends as the title of a report does.
fn is_report(line: &Line) -> bool {
    line.kind == Kind::Words
        && line.text.chars().take(LONGEST + 1).count() <= LONGEST
        && title::is_of_report(&line.text.split_whitespace().collect::<String>())
}

/// Whether two lines are one title that was broken: together they end as the
/// titles of reports do, or are what the file is called, and neither does alone.
fn joins(first: &Line, second: &Line, known: &[String; 2]) -> bool {
    let (head, tail) = (squeezed(&first.text), squeezed(&second.text));
    let length = head.chars().count();
    if first.kind != Kind::Words || second.kind != Kind::Words || !(4..=LONGEST).contains(&length) {
        return false;
    }
    if tail.is_empty() || tail.chars().count() > 20 || first.text.ends_with(['。', '；', '：', ':']) {
        return false;
    }
    let both = format!("{head}{tail}");
    let is_known = known.iter().any(|known| !known.is_empty() && known.contains(&both));
    // 工作总|结, 工作|总结: the end of a title stands on both lines or begins the second.
    let is_rest = tail.chars().count() <= REST || !title::is_of_report(&tail);
    is_known || !is_report(first) && is_rest && title::is_of_report(&both)
}

/// Whether most pairs of characters of a line stand in the file's name or title too.
fn is_like(known: &str, words: &str) -> bool {
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<Vec<_>>();
    let (known, words) = (pairs(known), pairs(words));
    let shared = words.iter().filter(|pair| known.contains(pair)).count();
    words.len() >= 5 && shared * 3 >= words.len() * 2
}

/// Whether a line is a slogan of clauses of one length: 凝心聚力谋发展，砥砺前行谱新篇.
fn is_couplet(text: &str) -> bool {
    let clauses =
        || text.split(|c: char| c.is_whitespace() || "，,、；".contains(c)).filter(|clause| !clause.is_empty());
    let mut lengths = clauses().map(|clause| clause.chars().count());
    let Some(first) = lengths.next().filter(|length| (3..=10).contains(length)) else { return false };
    let count = clauses().count();
    (2..=4).contains(&count)
        && lengths.all(|length| length == first)
        && text.chars().all(|c| is_han(c) || c.is_whitespace() || "，,、；".contains(c))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_of_text(line: &Line) -> bool {
    line.kind == Kind::Words
        && line.text.len() >= OF_TEXT
        && line.text.contains('。')
        && line.text.chars().count() >= OF_TEXT
}

impl Whole {
    fn of(lines: &[Line], around: Around<'_>) -> Whole {
        // A title of a file may have any length; lines are compared with its beginning.
        let known = [around.name, around.title].map(|text| squeezed(text).chars().take(NAMES).collect::<String>());
        let mut whole = Whole {
            named: named(lines, &known),
            known,
            texts: Vec::with_capacity(lines.len() + 1),
            body: None,
            largest: None,
            face: None,
            times: HashMap::new(),
            series: HashMap::new(),
            looks: HashMap::new(),
            has_looks: false,
            only_top: only_top(lines),
            width: width(lines),
            reports: (0..lines.len()).filter(|at| is_report(&lines[*at])).collect(),
            stands: (0..lines.len()).map(|at| stands(&lines[at], lines.get(at + 1))).collect(),
            standing: 0,
        };
        whole.standing = whole.stands.iter().filter(|stands| **stands).count();
        let mut sizes: HashMap<u16, usize> = HashMap::new();
        let mut faces: HashMap<Face, usize> = HashMap::new();
        let mut count = 0;
        for line in lines {
            whole.texts.push(count);
            count += usize::from(is_of_text(line));
            let length = line.text.chars().take(LONGEST + 1).count();
            if length <= LONGEST {
                *whole.times.entry(squeezed(&line.text)).or_default() += 1;
            }
            if let Some(mark) = enumerator::of_heading(&line.text) {
                let known = whole.series.entry((mark.shape, has_blank(&line.text, &mark))).or_default();
                known.0 += 1;
                known.1 += usize::from(length <= 40 && !line.text.contains(['。', '；']));
            }
            if let Some(size) = line.look.size {
                *sizes.entry(size).or_default() += line.text.len();
                if length >= 3 {
                    whole.largest = whole.largest.max(Some(size));
                }
            }
            let look = line.look;
            if let Some(face) = look.face {
                *faces.entry(face).or_default() += line.text.len();
            }
            let alike = whole.looks.entry((look.size, look.bold, look.centered, look.face)).or_default();
            alike.0 += 1;
            alike.1 += usize::from(length > 40);
            whole.has_looks |= look.size.is_some() || look.bold || look.centered;
        }
        whole.texts.push(count);
        whole.face = faces.into_iter().max_by_key(|&(face, letters)| (letters, face)).map(|(face, _)| face);
        whole.body = sizes.into_iter().max_by_key(|&(size, letters)| (letters, size)).map(|(size, _)| size);
        whole
    }

    /// The features of a line: its shapes, with where it stands, and its neighbours'.
    fn features(&self, at: usize, shapes: &[Vec<&'static str>]) -> Vec<Feature> {
        let slot = match (self.texts[at], self.texts[at] == self.texts[self.texts.len() - 1]) {
            (0, _) => Slot::Top,
            (_, true) => Slot::Bottom,
            _ => Slot::Middle,
        };
        let none: &[&'static str] = &["none"];
        let of = |at: Option<usize>| at.and_then(|at| shapes.get(at)).map_or(none, Vec::as_slice);
        let mut features = vec![(Slot::Own, "any"), (slot, "any")];
        features.extend(of(Some(at)).iter().flat_map(|shape| [(Slot::Own, *shape), (slot, *shape)]));
        features.extend(of(at.checked_sub(1)).iter().map(|shape| (Slot::Previous, *shape)));
        features.extend(of(Some(at + 1)).iter().map(|shape| (Slot::Next, *shape)));
        features
    }

    /// What can be seen of a line by itself and in its document.
    fn shapes(&self, at: usize, line: &Line, lines: &[Line]) -> Vec<&'static str> {
        let mut shapes = Vec::with_capacity(24);
        match line.kind {
            Kind::Table => return vec!["table"],
            Kind::Picture => return vec!["picture"],
            Kind::Words => {}
        }
        look(line, self, &mut shapes);
        let length = line.text.chars().take(LONGEST + 1).count();
        shapes.push(length_of(length));
        marks(&line.text, length, &mut shapes);
        self.place(at, lines, &mut shapes);
        self.mark(at, line, lines, &mut shapes);
        if length > LONGEST {
            let head: String = line.text.chars().take(12).collect();
            words::labels(&head, &mut |holds, shape| shapes.extend(holds.then_some(shape)));
        } else {
            words::words(&line.text, &mut shapes);
            sense(&line.text, &mut shapes);
            self.repeated(line, &mut shapes);
        }
        shapes
    }

    fn place(&self, at: usize, lines: &[Line], shapes: &mut Vec<&'static str>) {
        shapes.push(match at {
            0 => "first",
            1 => "second",
            2 => "third",
            3..6 => "early",
            6..12 => "soon",
            _ => "later",
        });
        shapes.push(match lines.len() - 1 - at {
            0 => "last",
            1 => "last-but-one",
            2 => "last-but-two",
            3..6 => "near-end",
            _ => "goes-on",
        });
        let is_full = |at: usize| {
            lines.get(at).is_some_and(|line| self.width.is_some_and(|width| line.text.chars().count() + 3 > width))
        };
        if is_full(at) {
            shapes.push("full");
        }
        if at.checked_sub(1).is_some_and(is_full) {
            shapes.push("after-full");
        }
        if self.stands.get(at) == Some(&true) {
            shapes.push("stands");
            shapes.push(if self.standing > 2 { "stands-like-others" } else { "stands-alone" });
            if at > 0 && lines.get(at - 1).is_some_and(is_of_text) {
                shapes.push("stands-between");
            }
        }
        if self.only_top == Some(at) {
            shapes.push("only-h1");
        }
        if self.named == Some(at) {
            shapes.push("named");
        }
        // Its two lines stand within the first of a document.
        if at < BROKEN {
            let line = &lines[at];
            if lines.get(at + 1).is_some_and(|next| joins(line, next, &self.known)) {
                shapes.push("joins-next");
            }
            if at.checked_sub(1).is_some_and(|above| joins(&lines[above], line, &self.known)) {
                shapes.push("joins-previous");
            }
        }
        match self.reports.first() {
            Some(first) if *first == at => {
                shapes.push(if self.reports.len() == 1 { "only-report" } else { "first-report" })
            }
            Some(first) if *first < at => shapes.push("after-report"),
            Some(_) => shapes.push("before-report"),
            None => {}
        }
        if self.texts.get(at + 1) > self.texts.get(at) {
            shapes.push("is-text");
        }
    }

    /// The number it begins with, and what else is numbered so.
    fn mark(&self, at: usize, line: &Line, lines: &[Line], shapes: &mut Vec<&'static str>) {
        let Some(mark) = enumerator::of_heading(&line.text) else {
            if is_part(&line.text) {
                shapes.push("mark=part");
            }
            return;
        };
        shapes.push(match mark.shape {
            Shape::Han => "mark=han",
            Shape::HanInBrackets => "mark=han-brackets",
            Shape::Arabic => "mark=arabic",
            Shape::Decimal => "mark=decimal",
            Shape::ArabicInBrackets => "mark=arabic-brackets",
            Shape::Circled => "mark=circled",
            Shape::Formal => "mark=formal",
            Shape::Roman => "mark=roman",
            Shape::Letter => "mark=letter",
            Shape::HalfBracket => "mark=half-bracket",
            Shape::Ordinal => "mark=ordinal",
            Shape::Said => "mark=said",
        });
        if mark.is_doubtful {
            shapes.push("mark-doubtful");
        }
        let (count, short) = self.series.get(&(mark.shape, has_blank(&line.text, &mark))).copied().unwrap_or_default();
        if has_blank(&line.text, &mark) {
            shapes.push("mark-blank");
        }
        shapes.push(if count == short {
            "series=short"
        } else if short * 2 >= count {
            "series=mixed"
        } else {
            "series=long"
        });
        if count == 1 {
            shapes.push("series=one");
        }
        let next = lines.get(at + 1).and_then(|next| enumerator::of_heading(&next.text));
        shapes.push(match next {
            Some(next) if next.shape == mark.shape => "next-same-mark",
            Some(_) => "next-other-mark",
            None => "next-no-mark",
        });
        if line.text[mark.end..].trim().is_empty() {
            shapes.push("mark-alone");
        }
    }

    /// Whether its words stand elsewhere too.
    fn repeated(&self, line: &Line, shapes: &mut Vec<&'static str>) {
        let words = squeezed(&line.text);
        if words.chars().count() < 3 {
            return;
        }
        let times = self.times.get(&words).copied().unwrap_or_default();
        if times > 1 {
            shapes.push("repeated");
        }
        // What is printed at the top of each page.
        if times > 2 {
            shapes.push("repeated-often");
        }
        let [name, title] = &self.known;
        for (known, is, within, around) in
            [(name, "is-name", "in-name", "has-name"), (title, "is-title", "in-title", "has-title")]
        {
            if known.chars().count() < 3 {
                continue;
            }
            if alike(known.chars(), words.chars()) {
                shapes.push(is);
            } else if known.contains(&words) {
                shapes.push(within);
            } else if words.contains(known) {
                shapes.push(around);
            } else if is_like(known, &words) {
                shapes.push("like-known");
            }
        }
    }
}

fn length_of(length: usize) -> &'static str {
    match length {
        0..=2 => "length=2",
        3..=4 => "length=4",
        5..=7 => "length=7",
        8..=12 => "length=12",
        13..=18 => "length=18",
        19..=26 => "length=26",
        27..=40 => "length=40",
        41..=60 => "length=60",
        61..=LONGEST => "length=90",
        _ => "length=more",
    }
}

/// What a line looks like beside the others.
fn look(line: &Line, document: &Whole, shapes: &mut Vec<&'static str>) {
    let look = line.look;
    let mut add = |holds: bool, shape| {
        if holds {
            shapes.push(shape);
        }
    };
    add(look.bold, "bold");
    add(look.centered, "centred");
    add(look.right, "right");
    add(look.indented, "indented");
    add(line.continues, "continues");
    add(!document.has_looks, "no-looks");
    if let Some((size, body)) = look.size.zip(document.body) {
        add(size > body && size * 10 >= body * 14, "size=much-larger");
        add(size > body && size * 10 < body * 14, "size=larger");
        add(size == body, "size=same");
        add(size < body, "size=smaller");
        add(Some(size) == document.largest && size > body, "size=largest");
    }
    if let Some(face) = look.face.filter(|_| look.face != document.face) {
        shapes.push(match face {
            Face::BigSong => "face=big-song",
            Face::Hei => "face=hei",
            Face::Kai => "face=kai",
            Face::Fang => "face=fang",
            Face::Song => "face=song",
        });
    }
    let mut add = |holds: bool, shape| {
        if holds {
            shapes.push(shape);
        }
    };
    let key = (look.size, look.bold, look.centered, look.face);
    let (alike, long) = document.looks.get(&key).copied().unwrap_or_default();
    add(alike == 1, "look=only");
    add((2..=3).contains(&alike), "look=rare");
    add(alike > 1 && long == 0 && document.has_looks, "look=short");
    add(long * 4 > alike, "look=text");
    let style = match line.role {
        Role::Heading(1) => "style=h1",
        Role::Heading(2) => "style=h2",
        Role::Heading(_) => "style=h3",
        Role::Title => "style=title",
        Role::Subtitle => "style=subtitle",
        Role::Item { .. } => "style=item",
        Role::Caption => "style=caption",
        Role::Quotation => "style=quotation",
        Role::Preformatted => "style=code",
        Role::Body => "style=none",
    };
    shapes.push(style);
}

/// Marks and signs.
fn marks(text: &str, length: usize, shapes: &mut Vec<&'static str>) {
    let last = text.chars().next_back().unwrap_or(' ');
    shapes.push(match last {
        '。' | '.' => "end=stop",
        '！' | '!' | '？' | '?' => "end=bang",
        '；' | ';' => "end=semicolon",
        '：' | ':' => "end=colon",
        '，' | ',' | '、' => "end=comma",
        '）' | ')' | '】' | ']' | '］' => "end=bracket",
        '”' | '》' | '」' => "end=quotation",
        c if c.is_ascii_digit() => "end=digit",
        c if is_han(c) => "end=han",
        _ => "end=other",
    });
    let first = text.chars().next().unwrap_or(' ');
    shapes.push(match first {
        '—' | '-' | '–' | '－' | '―' | '─' => "begin=dash",
        '【' | '［' | '[' | '〔' => "begin=square",
        '（' | '(' => "begin=round",
        '“' | '《' | '「' => "begin=quotation",
        c if c.is_ascii_digit() => "begin=digit",
        c if c.is_ascii_alphabetic() => "begin=latin",
        c if is_han(c) => "begin=han",
        _ => "begin=sign",
    });
    if length > LONGEST {
        return;
    }
    let inner = text.trim_end_matches(['。', '！', '？', '；', '：', ':']);
    let mut add = |holds: bool, shape| {
        if holds {
            shapes.push(shape);
        }
    };
    add(inner.contains(['。', '；', '！', '？']), "has-stop");
    add(inner.contains(['，', ',']), "has-comma");
    add(inner.contains('、'), "has-list");
    add(inner.contains(['：', ':']), "has-colon");
    add(inner.contains(['|', '｜', '\u{4e28}', '/', '／', '·']), "has-bar");
    add(inner.contains(['>', '›', '»', '＞', '→', '«', '<']), "has-arrow");
    add(inner.contains(['“', '「']), "has-quotation");
    add(inner.contains('《'), "has-book");
    add(inner.contains("——") || inner.contains("--"), "has-dash");
    add(inner.contains('@'), "has-mail");
    add(inner.contains("http") || inner.contains("www."), "has-address");
    add(inner.contains(['©', '®', '℃']), "has-copyright");
    add(inner.contains(['…', '\t']) || inner.contains("...."), "has-leaders");
    let digits = inner.chars().filter(char::is_ascii_digit).count();
    add(digits > 0, "has-digit");
    add(digits >= 7, "has-number");
    add(digits * 2 >= length, "most-digits");
    let han = inner.chars().filter(|c| is_han(*c)).count();
    add(han == 0, "no-han");
    add(han + 1 >= length && length > 1, "all-han");
    let words = inner.split_whitespace().count();
    add(is_couplet(inner), "is-couplet");
    add(words == 2, "two-words");
    add(words > 2, "more-words");
    add(words >= 4 && words * 2 > length - words.min(length), "spread");
}
