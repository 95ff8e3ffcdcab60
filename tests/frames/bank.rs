//! What slots of templates are filled with.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::Dice;

/// Lines by the name of their file.
pub struct Banks(BTreeMap<String, Vec<String>>);

impl Banks {
    /// The banks of a folder.
    pub fn read(folder: &Path) -> Banks {
        let mut banks = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
            banks.insert(path.file_stem().unwrap().to_str().unwrap().to_owned(), lines.map(str::to_owned).collect());
        }
        Banks(banks)
    }

    pub fn pick(&self, bank: &str, dice: &mut Dice) -> &str {
        let lines = self.0.get(bank).unwrap_or_else(|| panic!("no bank {bank}"));
        dice.pick::<String>(lines)
    }
}

const SURNAMES: [&str; 36] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高",
    "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "欧阳", "司马", "於", "覃", "仝",
];
const GIVEN: [&str; 40] = [
    "伟", "芳", "娜", "敏", "静", "磊", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀兰", "霞", "平", "刚",
    "桂英", "文", "建国", "志强", "雪梅", "思远", "子涵", "雨欣", "浩然", "晓东", "海燕", "立新", "淑珍", "国庆",
    "佳怡", "卫红", "天宇", "一鸣", "丽萍", "春生", "永康", "若兰",
];
const HAN_DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const COLUMNS: [&str; 8] = ["正文", "新闻动态", "通知公告", "工作动态", "党建工作", "基层风采", "信息公开", "经验交流"];

/// What is the same in the whole document, by slot.
pub struct Facts(pub BTreeMap<&'static str, String>);

/// A number below 100 in Han characters.
fn han(number: usize) -> String {
    let digit = |digit: usize| HAN_DIGITS[digit].to_string();
    match (number / 10, number % 10) {
        (0, unit) => digit(unit),
        (tens, unit) => {
            let tens = if tens == 1 { String::new() } else { digit(tens) };
            tens + "十" + &(if unit == 0 { String::new() } else { digit(unit) })
        }
    }
}

fn year_han(year: usize) -> String {
    year.to_string().bytes().map(|byte| HAN_DIGITS[usize::from(byte - b'0')]).collect()
}

fn name(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&SURNAMES), dice.pick(&GIVEN))
}

/// A date as documents write it.
fn date(year: usize, month: usize, day: usize, dice: &mut Dice) -> String {
    match dice.below(9) {
        0..4 => format!("{year}年{month}月{day}日"),
        4 => format!("{}年{}月{}日", year_han(year), han(month), han(day)),
        5 => format!("{year}.{month}.{day}"),
        6 => format!("{year}-{month:02}-{day:02}"),
        7 => format!("{year} 年 {month} 月 {day} 日"),
        _ => format!("{year}/{month}/{day}"),
    }
}

impl Facts {
    pub fn draw(banks: &Banks, dice: &mut Dice) -> Facts {
        let year = 2008 + dice.below(18);
        let line = banks.pick("orgs", dice).to_owned();
        let (path, short) = line.split_once('\t').unwrap_or((&line, &line));
        let parts: Vec<&str> = path.split('/').collect();
        let mut facts = Facts(BTreeMap::new());
        let mut set = |slot, value: String| facts.0.insert(slot, value);
        set("org", parts.concat());
        set("parent", parts[0].to_owned());
        set("child", parts[parts.len() - 1].to_owned());
        set("short", short.trim().to_owned());
        set("year", year.to_string());
        set("year-han", year_han(year));
        set("year-next", (year + 1).to_string());
        set("year-last", (year - 1).to_string());
        for slot in ["person", "person2", "person3"] {
            set(slot, name(dice));
        }
        let (of, month) = *dice.pick(&[(year, 12), (year, 12), (year, 11), (year + 1, 1), (year + 1, 1), (year, 7)]);
        let day = 1 + dice.below(28);
        set("date", date(of, month, day, dice));
        let sites = if dice.percent(30) { format!("{short}网") } else { banks.pick("sites", dice).to_owned() };
        set("site", sites);
        set("column", banks.pick("columns", dice).to_owned());
        set("phone", format!("0{}{}-{}", 3 + dice.below(7), dice.below(90) + 10, 2_000_000 + dice.below(7_000_000)));
        let street = ["解放", "人民", "建设", "和平", "新华", "滨河"];
        set("address", format!("{}路{}号", dice.pick(&street), 1 + dice.below(300)));
        set("host", format!("www.{}.example.org", dice.pick(&["yy", "gh", "xh", "edu", "gov"])));
        let title = banks.pick("titles", dice).to_owned();
        let title = facts.fill(banks, dice, &title);
        let (title, subtitle) = title.split_once('⏎').unwrap_or((&title, ""));
        facts.0.insert("title", title.trim().to_owned());
        let subtitle = match subtitle.trim() {
            "" => format!("{}{}年工作总结", facts.get("short"), facts.get("year")),
            subtitle => subtitle.to_owned(),
        };
        facts.0.insert("subtitle", subtitle);
        facts
    }

    pub fn get(&self, slot: &str) -> &str {
        self.0.get(slot).map_or("", String::as_str)
    }

    /// A template with its slots filled and its alternatives drawn.
    pub fn fill(&self, banks: &Banks, dice: &mut Dice, template: &str) -> String {
        let mut text = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '\\']) {
            text.push_str(&rest[..at]);
            if rest[at..].starts_with('\\') {
                let next = rest[at + 1..].chars().next();
                text.extend(next);
                rest = &rest[at + 1 + next.map_or(0, char::len_utf8)..];
                continue;
            }
            let Some(end) = closing(&rest[at..]) else {
                text.push_str(&rest[at..]);
                return text;
            };
            let inner = &rest[at + 1..at + end];
            let parts = alternatives(inner);
            if let [slot] = parts.as_slice() {
                text.push_str(&self.slot(banks, dice, slot));
            } else {
                let part = *dice.pick(&parts);
                text.push_str(&self.fill(banks, dice, part));
            }
            rest = &rest[at + end + 1..];
        }
        text + rest
    }

    fn slot(&self, banks: &Banks, dice: &mut Dice, slot: &str) -> String {
        if let Some(value) = self.0.get(slot) {
            return value.clone();
        }
        let year: usize = self.get("year").parse().unwrap_or(2020);
        let bank = |name: &str, dice: &mut Dice| {
            let line = banks.pick(name, dice).to_owned();
            self.fill(banks, dice, &line)
        };
        match slot {
            "n" => {
                let limit = *dice.pick(&[100, 1_000, 10_000, 99_999]);
                (1 + dice.below(limit)).to_string()
            }
            "d" => (1 + dice.below(9)).to_string(),
            "day" => format!("{year}-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
            "datetime" => {
                let seconds = if dice.percent(40) { format!(":{:02}", dice.below(60)) } else { String::new() };
                let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
                let (hour, minute) = (dice.below(24), dice.below(60));
                format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}{seconds}")
            }
            "url" => format!("http://{}/{}.html", self.get("host"), 1000 + dice.below(9000)),
            "doc-number" => {
                let organ = ["卫发", "校字", "工发", "院发", "党字", "政办", "学会发"];
                let (open, close) = *dice.pick(&[("〔", "〕"), ("〔", "〕"), ("[", "]"), ("（", "）"), ("【", "】")]);
                let first: String = self.get("short").chars().take(1).collect();
                format!("{first}{}{open}{year}{close}{}号", dice.pick(&organ), 1 + dice.below(120))
            }
            "other-title" => bank("other-titles", dice),
            "name" => name(dice),
            "unit" => {
                let line = banks.pick("orgs", dice).to_owned();
                let (path, short) = line.split_once('\t').unwrap_or((&line, &line));
                if dice.percent(50) { path.replace('/', "") } else { short.trim().to_owned() }
            }
            "post" => bank("posts", dice),
            "heading" => bank("headings", dice),
            "sentence" => bank("sentences", dice),
            "honour" => bank("honours", dice),
            "meeting" => bank("meetings", dice),
            "keyword" => bank("keywords", dice),
            "place" => {
                let names = ["澄江市", "云岭县", "临川镇", "北苑社区", "青山路", "东湖区", "西岭村"];
                (*dice.pick(&names)).to_owned()
            }
            "column2" => (*dice.pick(&COLUMNS)).to_owned(),
            // One alternative of words is the words.
            other => other.to_owned(),
        }
    }
}

/// Where the bracket closes that a text begins with.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The alternatives of what stands in a bracket.
fn alternatives(inner: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut escaped) = (Vec::new(), 0, 0, false);
    for (at, character) in inner.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[start..]);
    parts
}
