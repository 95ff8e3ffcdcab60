//! The text of a document: headings in one of the ways that people number them,
//! and what stands below them.

use huibian::import::document::{Block, Face, Form, Inline, Look, Paragraph, Place, Role};
use huibian::import::structure::role::{LineRole, State};

use super::{Looks, Writer};

/// How headings of three levels are made.
#[derive(Clone, Copy)]
enum Number {
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1.
    Arabic,
    /// （1）
    ArabicInBrackets,
    /// 1 / 1.1 / 1.1.1
    Decimal,
    /// 第一部分
    Part,
    /// 壹、
    Formal,
    /// Ⅰ、
    Roman,
    /// A.
    Letter,
    /// 1）
    HalfBracket,
    /// 甲、
    Stem,
    /// 项目一：, 第一项
    Named,
    /// Nothing.
    None,
}

const ALL: [&str; 19] = [
    "han", "han", "han", "bracket", "arabic", "decimal", "chapter", "auto", "look", "bare", "bare", "runin", "styles",
    "formal", "roman", "stem", "cards", "named", "quarters",
];
const ORNAMENTS: [&str; 12] = ["▍", "◆ ", "■", "● ", "★", "▶ ", "✦ ", "❖", "▎", "丨", "◇", "➤ "];
const QUARTERS: [[&str; 4]; 6] = [
    ["第一季度", "第二季度", "第三季度", "第四季度"],
    ["一季度：起步", "二季度：铺开", "三季度：攻坚", "四季度：收官"],
    ["1—3月", "4—6月", "7—9月", "10—12月"],
    ["1-3月份", "4-6月份", "7-9月份", "10-12月份"],
    ["春（1—3月）", "夏（4—6月）", "秋（7—9月）", "冬（10—12月）"],
    ["第一季度：打牢底子", "第二季度：加快步子", "第三季度：守住阵地", "第四季度：清账交卷"],
];
const WORDS: [&str; 10] = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"];
const DIGITS: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// How the headings of one document look.
struct Manner {
    levels: Vec<Number>,
    /// What each level looks like, on top of the text's look.
    looks: Vec<(Look, Role)>,
    /// 。 or ： after a heading.
    end: &'static str,
    /// The number is automatic.
    is_automatic: bool,
    /// Heading and text share a line, in so many cases of a hundred.
    run_in: usize,
    /// What stands after an Arabic number.
    point: &'static str,
    /// What is numbered with a word before the number: 项目一; without one it is 第一项.
    named: &'static str,
    /// The number of a heading stands on a line of its own, in one of some ways.
    apart: Option<usize>,
    /// The headings are the quarters of the year, in one of some ways.
    quarters: Option<usize>,
    /// What stands about a heading of the first level: an ornament, a number of a page.
    ornament: Option<usize>,
    /// What stands between a heading and the text on its line.
    stop: &'static str,
    /// Items stand below a heading, in so many cases of a hundred.
    bullets: usize,
    /// Tables stand below headings.
    is_grid: bool,
    /// A heading says it in English too: beside, or on the next line.
    english: Option<bool>,
    /// What a form wants stands behind a heading, in so many cases of a hundred.
    hints: usize,
    /// Text is indented by blanks.
    indent: &'static str,
    /// What stands at the top of each page, if the text is a copy with its pages.
    running: Option<String>,
}

impl Writer<'_> {
    /// Writes the text of a document.
    pub fn body(&mut self, schemes: &[String], attributes: &[String]) {
        let is = |name: &str| attributes.iter().any(|attribute| attribute == name);
        let scheme = match schemes {
            [] => (*self.dice.pick(&ALL)).to_owned(),
            [one] if one == "any" => (*self.dice.pick(&ALL)).to_owned(),
            some => self.dice.pick(some).clone(),
        };
        let manner = self.manner(&scheme, &is);
        for _ in 0..*self.dice.pick(&[0, 1, 1, 1, 2]) {
            self.text(&manner, 1);
        }
        let most = if is("long") {
            12
        } else if is("short") {
            3
        } else {
            7
        };
        let sections = 2 + self.dice.below(most);
        let depth = *self.dice.pick(&[1, 1, 2, 2, 3]);
        match scheme.as_str() {
            "none" => (0..sections + 2).for_each(|_| self.text(&manner, 2)),
            "items" => self.items(sections + 3),
            "said" => self.said(sections),
            "square" => self.square(sections),
            _ => {
                for number in 1..=sections {
                    let is_plan = number == sections && (is("plan") || self.dice.percent(30));
                    self.section(&manner, 0, depth.min(manner.levels.len()), number, is_plan);
                }
            }
        }
        if is("tables") || self.dice.percent(6) {
            self.caption();
            self.table();
        }
        if is("pictures") || self.dice.percent(6) {
            for _ in 0..1 + self.dice.below(3) {
                self.picture();
            }
        }
        if self.dice.percent(45) {
            self.text(&manner, 1);
        }
        if is("notes") {
            for number in 1..=1 + self.dice.below(3) {
                let note = self.bank("notes");
                self.words(&format!("{}{note}", self.note_mark(number)), LineRole::Note);
            }
        }
        if is("references") {
            let head = *self.dice.pick(&["参考文献", "参考文献：", "[参考文献]", "References"]);
            self.words(head, LineRole::Heading);
            for number in 1..=2 + self.dice.below(6) {
                let reference = self.bank("references");
                let reference =
                    if reference.starts_with(['[', '［']) { reference } else { format!("[{number}] {reference}") };
                self.words(&reference, LineRole::Reference);
            }
        }
    }

    fn note_mark(&self, number: usize) -> String {
        ["① ", "② ", "③ ", "注：", "[1] "][number % 5].to_owned()
    }

    fn manner(&mut self, scheme: &str, is: &dyn Fn(&str) -> bool) -> Manner {
        use Number::*;
        let levels = match scheme {
            "bracket" => vec![HanInBrackets, Arabic, ArabicInBrackets],
            "formal" => vec![Formal, if self.dice.percent(50) { Han } else { HanInBrackets }, Arabic],
            "roman" if self.dice.percent(30) => vec![Letter, Arabic],
            "roman" => vec![Roman, HanInBrackets, Arabic],
            "stem" => self.dice.pick(&[vec![Stem, Han], vec![Stem, Arabic], vec![Han, Stem]]).clone(),
            "arabic" if self.dice.percent(25) => vec![Arabic, HalfBracket],
            "arabic" => vec![Arabic, ArabicInBrackets],
            "decimal" => vec![Decimal, Decimal, Decimal],
            "chapter" => vec![Part, Han, HanInBrackets],
            "quarters" => vec![None],
            "named" => vec![Named, if self.dice.percent(50) { HanInBrackets } else { Arabic }],
            "look" | "bare" | "cards" if self.dice.percent(40) => vec![None, None],
            "look" | "bare" | "cards" => vec![None],
            "styles" if self.dice.percent(60) => vec![None, None],
            _ => vec![Han, HanInBrackets, Arabic],
        };
        let mut looks = Vec::new();
        for level in 0..levels.len() {
            looks.push(self.manner_of(scheme, level));
        }
        let runs_in = scheme == "runin" || self.dice.percent(8);
        let is_paged = self.looks != Looks::Html && self.dice.percent(8);
        let head = *self.dice.pick(&["{title}", "{org}", "{short}　{title}", "{site}", ""]);
        let running = is_paged.then(|| self.fill(head));
        Manner {
            levels,
            looks,
            end: if self.dice.percent(10) {
                "。"
            } else if self.dice.percent(6) {
                "："
            } else {
                ""
            },
            is_automatic: scheme == "auto",
            apart: (matches!(scheme, "look" | "bare") && self.dice.percent(25)
                || scheme == "cards" && self.dice.percent(55))
            .then(|| self.dice.below(9)),
            quarters: (scheme == "quarters").then(|| self.dice.below(QUARTERS.len())),
            ornament: (scheme == "cards" || scheme == "look" && self.dice.percent(15)).then(|| self.dice.below(20)),
            stop: self.dice.pick::<&str>(&["。", "。", "。", "：", ". ", "　　"]),
            bullets: if is("bullets") { 75 } else { 15 },
            is_grid: is("grid"),
            english: is("english").then(|| self.dice.percent(50)),
            hints: if is("hints") { 60 } else { 0 },
            run_in: if runs_in { 85 } else { 0 },
            named: self.dice.pick::<&str>(&["项目", "项目", "任务", "专题", "板块", "课题", "", ""]),
            point: self.dice.pick::<&str>(&[".", ".", "．", "、", ". "]),
            indent: self.dice.pick::<&str>(&["", "", "\u{3000}\u{3000}", "    "]),
            running,
        }
    }

    fn manner_of(&mut self, scheme: &str, level: usize) -> (Look, Role) {
        let mut look = Look::default();
        let mut role = Role::Body;
        let must = matches!(scheme, "look" | "styles");
        let is_plain = self.looks == Looks::Txt || scheme == "bare" || !must && self.dice.percent(50);
        if is_plain {
            return (look, role);
        }
        // 黑体 above 楷体, as GB/T 9704 has it; without bold where that tells them.
        if self.looks == Looks::Docx && self.dice.percent(45) {
            look.face = Some(if level == 1 { Face::Kai } else { Face::Hei });
            if self.dice.percent(60) {
                return (look, role);
            }
        }
        if scheme == "styles" || self.dice.percent(12) {
            role = Role::Heading(level as u8 + 1 + u8::from(self.dice.percent(25)));
        }
        look.bold = role == Role::Body && (must || self.dice.percent(75)) || self.dice.percent(30);
        look.centered = level == 0 && self.dice.percent(if must { 35 } else { 12 });
        if self.dice.percent(25) {
            look.size = Some(self.body_size + 4);
        }
        (look, role)
    }

    fn section(&mut self, manner: &Manner, level: usize, depth: usize, number: usize, is_plan: bool) {
        // The first heading may sound like the title once more: 2023年工作总结.
        let bank = match (level, number) {
            (0, 1) if self.dice.percent(25) => "first-headings",
            _ if is_plan => "plan-headings",
            _ => "headings",
        };
        let runs_in = level + 1 == depth && self.dice.percent(manner.run_in);
        let heading = self.bank(bank);
        let mark = mark(manner, level, number);
        // 01 on a line of its own above the heading, as WeChat pages have it.
        if level == 0
            && let Some(way) = manner.apart
        {
            let (style, role) = (manner.looks[level].0, LineRole::Furniture);
            self.styled("", &number_apart(way, number), style, Role::Body, role);
        }
        let mut heading = heading;
        if let Some(quarter) = manner.quarters.filter(|_| level == 0).and_then(|way| QUARTERS[way].get(number - 1)) {
            heading = (*quarter).to_owned();
        }
        if level == 0
            && manner.apart.is_none()
            && let Some(way) = manner.ornament
        {
            heading = match ORNAMENTS.get(way) {
                Some(ornament) => format!("{ornament}{heading}"),
                None => match way {
                    12 => format!("【{heading}】"),
                    13 => format!("0{number} / {heading}"),
                    14 => format!("0{number}丨{heading}"),
                    15 => format!("PART {number} {heading}"),
                    16 => format!("NO.{number} {heading}"),
                    17 => format!("「{heading}」"),
                    18 => format!("{number}｜{heading}"),
                    _ => format!("— {heading} —"),
                },
            };
        }
        if self.dice.percent(manner.hints) {
            heading += &self.bank("hints");
        }
        let english = if manner.english.is_some() { self.bank("english-headings") } else { String::new() };
        if manner.english == Some(true) {
            heading = format!("{heading}{}{english}", if number.is_multiple_of(2) { " " } else { " / " });
        }
        let (look, role) = manner.looks[level];
        let plain = self.text_look();
        let look = Look { size: look.size.or(plain.size), face: look.face.or(plain.face), ..look };
        let (label, mark) = if manner.is_automatic { (mark, String::new()) } else { (String::new(), mark) };
        if runs_in {
            let text = self.sentences(2);
            let text = format!("{mark}{heading}{}{text}", if manner.end.is_empty() { manner.stop } else { manner.end });
            self.styled(&label, &text, self.text_look(), Role::Body, LineRole::Text);
        } else {
            let end = if manner.end == "：" && self.dice.percent(60) { "" } else { manner.end };
            self.styled(&label, &format!("{mark}{heading}{end}"), look, role, LineRole::Heading);
            if manner.english == Some(false) {
                self.styled("", &english, look, Role::Body, LineRole::Text);
            }
        }
        if manner.english.is_some() && self.dice.percent(50) {
            let text = self.bank("english");
            self.words(&text, LineRole::Text);
        }
        if level + 1 < depth && self.dice.percent(75) {
            if self.dice.percent(30) {
                self.text(manner, 1);
            }
            for number in 1..=2 + self.dice.below(4) {
                self.section(manner, level + 1, depth, number, false);
            }
            return;
        }
        if !runs_in || self.dice.percent(30) {
            if self.dice.percent(manner.bullets) {
                self.items(2 + number % 3);
                return;
            }
            if manner.is_grid {
                self.table();
                return;
            }
            for _ in 0..1 + self.dice.below(3) {
                self.text(manner, 1 + number % 2);
                self.page_end(manner);
            }
            match self.dice.below(20) {
                0 | 6 | 7 => self.items(3 + number % 3),
                1 => self.said(2),
                2 => {
                    self.caption();
                    self.table();
                }
                3 => self.picture(),
                4 => self.words("——", LineRole::Text),
                5 => self.records(2 + number % 4),
                _ => {}
            }
        }
    }

    fn bank(&mut self, name: &str) -> String {
        let line = self.banks.pick(name, &mut self.dice).to_owned();
        self.fill(&line)
    }

    fn sentences(&mut self, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..=self.dice.below(count + 1) {
            let sentence = self.bank("sentences");
            text.push_str(&sentence);
            if !sentence.ends_with(['。', '！', '？', '：', '；', '”', '…', '）']) {
                text.push('。');
            }
        }
        text
    }

    fn text_look(&self) -> Look {
        let size = (self.looks == Looks::Docx).then_some(self.body_size);
        Look { size, indented: self.looks == Looks::Docx, face: self.body_face, ..Look::default() }
    }

    fn text(&mut self, manner: &Manner, sentences: usize) {
        let text = self.sentences(sentences);
        let look = self.text_look();
        self.styled("", &format!("{}{text}", manner.indent), look, Role::Body, LineRole::Text);
    }

    fn words(&mut self, text: &str, role: LineRole) {
        let look = self.text_look();
        self.styled("", text, look, Role::Body, role);
    }

    fn styled(&mut self, label: &str, text: &str, look: Look, style: Role, role: LineRole) {
        let mut look = look;
        let mut style = style;
        if !self.keeps_looks || self.looks == Looks::Txt {
            look = Look {
                size: look.size.map(|_| self.body_size),
                face: look.face.and(self.body_face),
                ..Look::default()
            };
            style = if style == Role::Body { style } else { Role::Body };
        }
        // Word's numbers make items.
        if !label.is_empty() && style == Role::Body {
            style = Role::Item { depth: 0, ordered: true };
        }
        let content = vec![Inline::Text { text: text.to_owned(), form: Form { bold: look.bold, ..Form::default() } }];
        let paragraph =
            Paragraph { role: style, label: label.to_owned(), content, look, place: Place::Document, within: None };
        self.paragraph(paragraph, role);
    }

    fn items(&mut self, count: usize) {
        let kind = self.dice.below(7);
        let kind_of = self.dice.below(10);
        let bullet = *self
            .dice
            .pick(&["● ", "➢ ", "◆ ", "■ ", "• ", "√ ", "▶ ", "➤", "○ ", "★", "▲", "※", "- ", "* ", "✅ ", "→ "]);
        let style = if kind == 4 { Role::Item { depth: 0, ordered: false } } else { Role::Body };
        for number in 1..=count {
            let item = match (kind_of, kind) {
                (0..=4, _) => self.sentences(1),
                (5, _) => self.fill("{unit}：“{honour}”"),
                (6, _) => self.fill("{honour}（{unit}，{year}年{d}月）"),
                // Units and persons may be listed like anything else.
                (_, 5) if self.dice.percent(40) => self.fill("{{unit}|{name}|{honour}|{meeting}}"),
                _ => self.bank("items"),
            };
            let mark = match kind {
                0 => format!("{number}."),
                1 => format!("（{number}）"),
                2 => format!("{number}、"),
                3 => char::from_u32(0x2460 + number as u32 - 1).unwrap_or('·').to_string(),
                4 => String::new(),
                _ => bullet.to_owned(),
            };
            let look = self.text_look();
            self.styled("", &format!("{mark}{item}"), look, style, LineRole::Item);
        }
    }

    /// What copies of paged documents have within the text: the number of a page,
    /// and what is printed at the top of each.
    fn page_end(&mut self, manner: &Manner) {
        let Some(running) = manner.running.clone().filter(|_| self.dice.percent(35)) else { return };
        let page = *self.dice.pick(&["- {d} -", "{d}", "第{d}页", "第 {d} 页 共 1{d} 页", "—{d}—", "{d} / 1{d}"]);
        let page = self.fill(page);
        self.words(&page, LineRole::PageNumber);
        if !running.is_empty() {
            self.words(&running, LineRole::Furniture);
        }
    }

    /// A list whose columns only blanks part: who got which honour, who holds
    /// which post, how many there are of what.
    fn records(&mut self, count: usize) {
        let row = *self.dice.pick(&[
            "{unit}~{unit}~“{honour}”~{year}年{d}月",
            "{name}~“{honour}”~{unit}",
            "{year}年{d}月~{unit}~{honour}",
            "{honour}~{unit}~{year}.{d}",
            "{honour}~{name}、{name}",
            "{name}~{post}",
            "{post}~{name}~{phone}",
            "{keyword}~{n}~{n}",
            "{year}.{d}.{d}~{item}",
        ]);
        let gap = *self.dice.pick(&[" ", "  ", "\u{3000}", "\u{3000}\u{3000}", "\t", "    "]);
        for _ in 0..count {
            let words = self.fill(&row.replace('~', gap).replace("{item}", "{heading}"));
            self.words(&words, LineRole::Item);
        }
    }

    fn said(&mut self, count: usize) {
        for digit in DIGITS.iter().skip(1).take(count.min(9)) {
            let words = self.bank("headings");
            let text = self.sentences(1);
            self.words(&format!("{digit}是{words}。{text}"), LineRole::Text);
        }
    }

    fn square(&mut self, count: usize) {
        let alone = self.dice.percent(40);
        for _ in 0..count {
            let heading = self.bank("headings");
            let text = self.sentences(2);
            if alone {
                self.words(&format!("【{heading}】"), LineRole::Heading);
                self.words(&text, LineRole::Text);
            } else {
                self.words(&format!("【{heading}】{text}"), LineRole::Text);
            }
        }
    }

    fn caption(&mut self) {
        let caption = self.bank("captions");
        let mut look = self.text_look();
        look.centered = self.looks != Looks::Txt && self.dice.percent(70);
        self.styled("", &caption, look, Role::Body, LineRole::Caption);
    }

    pub fn picture_alone(&mut self, role: LineRole) {
        let content = vec![Inline::Picture { picture: 0, alternative: String::new() }];
        self.blocks.push(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
        self.states.push(State { zone: self.zone, role });
    }

    fn picture(&mut self) {
        self.picture_alone(LineRole::Text);
        if self.dice.percent(60) {
            self.caption();
        }
    }
}

fn mark(manner: &Manner, level: usize, number: usize) -> String {
    let han = || {
        let tens = ["", "十", "二十"][(number / 10).min(2)];
        if number <= 10 { DIGITS[number].to_owned() } else { format!("{tens}{}", DIGITS[number % 10]) }
    };
    match manner.levels[level] {
        Number::Han => format!("{}、", han()),
        Number::HanInBrackets => format!("（{}）", han()),
        Number::Arabic => format!("{number}{}", manner.point),
        Number::ArabicInBrackets => format!("（{number}）"),
        Number::Decimal => format!("{}{number} ", "1.".repeat(level)),
        Number::Part => format!("第{}部分　", han()),
        Number::Formal => {
            let formal = ["", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾"];
            format!("{}、", formal.get(number).copied().unwrap_or("拾壹"))
        }
        Number::Roman => format!("{}、", char::from_u32(0x2160 + (number as u32 - 1) % 12).unwrap_or('Ⅰ')),
        Number::Letter => format!("{}. ", char::from(b'A' + (number as u8 - 1) % 26)),
        Number::HalfBracket => format!("{number}）"),
        Number::Stem => {
            let stems = ["", "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
            format!("{}、", stems.get(number).copied().unwrap_or("癸"))
        }
        Number::Named if manner.named.is_empty() => format!("第{}项\u{3000}", han()),
        Number::Named => format!("{}{}：", manner.named, han()),
        Number::None => String::new(),
    }
}

/// The number of a section as it stands on a line of its own.
fn number_apart(way: usize, number: usize) -> String {
    let word = WORDS.get(number - 1).copied().unwrap_or("TEN");
    match way {
        0..=2 => format!("{}{number}", if number < 10 { "0" } else { "" }),
        3 => number.to_string(),
        4 => format!("PART {number}"),
        5 => format!("PART {word}"),
        6 => format!("Part.0{number}"),
        7 => DIGITS.get(number).copied().unwrap_or("十").to_owned(),
        _ => format!("NO.{number}"),
    }
}
