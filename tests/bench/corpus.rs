//! Publications of any size for benchmarks: reports that nobody wrote.
//!
//! In: how many reports. Out: their files, the same for the same number on any machine.
//! A report has 2,000 to 5,000 characters under numbered headings, with a list, a table and a
//! link to the one before it, and its facts. An organisation reports six to ten years in turn;
//! a name is borne by several reports. Words are those of `tests/frames/banks`.

use std::fs;
use std::io;
use std::path::Path;

use crate::Dice;
use crate::bank::{Banks, Facts};

const PLACES: [&str; 20] = [
    "澜江", "云岭", "青石", "临川", "北苑", "东湖", "西岭", "望海", "金沙", "松原", "白鹭", "长亭", "龙泉", "丰谷",
    "南浦", "安宁", "河曲", "鹿鸣", "清源", "永和",
];
const BODIES: [&str; 15] = [
    "护理学会",
    "医学会",
    "药学会",
    "中医药学会",
    "预防医学会",
    "工程师学会",
    "教育学会",
    "图书馆学会",
    "农学会",
    "林学会",
    "水利学会",
    "气象学会",
    "地质学会",
    "建筑学会",
    "会计学会",
];
const BRANCHES: [&str; 10] = ["青年", "老年", "急救", "科普", "信息", "教学", "质量", "社区", "国际交流", "数据"];
const CELLS: [&str; 8] = ["第一", "第二", "第三", "第四", "机关", "基层", "离退休", "流动党员"];
const METRICS: [(&str, &str); 10] = [
    ("会员总数", "人"),
    ("新发展会员", "人"),
    ("举办学术会议", "场"),
    ("培训人次", "人次"),
    ("科普活动", "场"),
    ("出版期刊", "期"),
    ("志愿服务", "小时"),
    ("收到捐款", "万元"),
    ("会费收缴率", "%"),
    ("接待来访", "人次"),
];
const DIGITS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
const FIRST: usize = 2016;
const YEARS: usize = 10;

/// A report.
pub struct Report {
    /// Its file without the ending.
    pub name: String,
    title: String,
    date: String,
    year: usize,
    branch: [String; 3],
    topics: Vec<String>,
    people: Vec<(String, String)>,
    achievements: Vec<String>,
    honours: Vec<String>,
    metrics: Vec<(&'static str, String, &'static str)>,
    body: String,
}

/// Draws the reports of a publication one by one, as many as are asked for.
pub fn draw(banks: &Banks, reports: usize, mut take: impl FnMut(Report) -> io::Result<()>) -> io::Result<()> {
    let mut left = reports;
    for organisation in 0.. {
        let mut dice = Dice(organisation as u64 + 1);
        let branch = branch(organisation);
        let years = 6 + dice.below(5);
        let first = FIRST + dice.below(YEARS - years + 1);
        for year in first..first + years {
            if left == 0 {
                return Ok(());
            }
            left -= 1;
            let before = (year > first).then(|| name(organisation, year - 1));
            take(report(banks, organisation, &branch, year, before, &mut dice))?;
        }
    }
    Ok(())
}

fn name(organisation: usize, year: usize) -> String {
    format!("org{organisation:05}-{year}")
}

/// A path of organisations; every number has its own.
fn branch(number: usize) -> [String; 3] {
    // Steps without a common divisor, so that neighbours are of different bodies.
    let place = PLACES[number % PLACES.len()];
    let body = BODIES[number / PLACES.len() % BODIES.len()];
    let rest = number / (PLACES.len() * BODIES.len());
    let branch = BRANCHES[rest % BRANCHES.len()];
    let cell = CELLS[rest / BRANCHES.len() % CELLS.len()];
    let again = match rest / (BRANCHES.len() * CELLS.len()) {
        0 => String::new(),
        again => format!("{again}区"),
    };
    [format!("{place}市{again}{body}"), format!("{branch}分会"), format!("{cell}党支部")]
}

fn report(
    banks: &Banks,
    organisation: usize,
    branch: &[String; 3],
    year: usize,
    before: Option<String>,
    dice: &mut Dice,
) -> Report {
    let mut facts = Facts::draw(banks, dice);
    facts.0.extend([
        ("org", branch.concat()),
        ("parent", branch[0].clone()),
        ("child", branch[2].clone()),
        ("short", branch[1..].concat()),
        ("year", year.to_string()),
        ("year-last", (year - 1).to_string()),
        ("year-next", (year + 1).to_string()),
    ]);
    let some = |bank: &str, count: usize, dice: &mut Dice| -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for _ in 0..count {
            let line = banks.pick(bank, dice).to_owned();
            let line = facts.fill(banks, dice, &line);
            if !all.contains(&line) {
                all.push(line);
            }
        }
        all
    };
    let (topics, people, achievements) = (3 + dice.below(3), 2 + dice.below(3), 2 + dice.below(5));
    let honours = dice.below(3);
    let (start, metrics) = (dice.below(METRICS.len()), 3 + dice.below(4));
    let metric = |at: usize, dice: &mut Dice| {
        let (name, unit) = METRICS[(start + at) % METRICS.len()];
        let value = match unit {
            "%" => format!("{}.{}", 80 + dice.below(20), dice.below(10)),
            _ => (3 + dice.below(70).pow(2)).to_string(),
        };
        (name, value, unit)
    };
    Report {
        name: name(organisation, year),
        title: format!("{}{year}年工作总结", branch.concat()),
        date: format!("{year}-12-{:02}", 1 + dice.below(28)),
        year,
        branch: branch.clone(),
        topics: some("keywords", topics, dice),
        people: (0..people)
            .map(|_| (facts.fill(banks, dice, "{name}"), banks.pick("posts", dice).to_owned()))
            .collect(),
        achievements: some("items", achievements, dice),
        honours: some("honours", honours, dice),
        metrics: (0..metrics).map(|at| metric(at, dice)).collect(),
        body: body(&some, year, before, dice),
    }
}

/// The text below the facts.
fn body(
    some: &impl Fn(&str, usize, &mut Dice) -> Vec<String>,
    year: usize,
    before: Option<String>,
    dice: &mut Dice,
) -> String {
    let mut text = String::new();
    let sections = 5 + dice.below(4);
    for (at, heading) in some("headings", sections, dice).into_iter().enumerate() {
        text.push_str(&format!("## {}、{heading}\n\n", DIGITS[at]));
        for _ in 0..2 + dice.below(4) {
            let sentences = 2 + dice.below(4);
            text.push_str(&some("sentences", sentences, dice).concat());
            text.push_str("\n\n");
        }
        match at {
            0 => {
                if let Some(before) = &before {
                    text.push_str(&format!("上一年的情况见[{}年工作总结]({before}.md)。\n\n", year - 1));
                }
            }
            1 => {
                let items = 3 + dice.below(4);
                some("items", items, dice).iter().for_each(|item| text.push_str(&format!("- {item}\n")));
                text.push('\n');
            }
            2 => {
                text.push_str("| 项目 | 单位 | 上年 | 本年 |\n| --- | --- | ---: | ---: |\n");
                for (name, unit) in &METRICS[..4 + dice.below(4)] {
                    let (last, this) = (1 + dice.below(9000), 1 + dice.below(9000));
                    text.push_str(&format!("| {name} | {unit} | {last} | {this} |\n"));
                }
                text.push('\n');
            }
            _ => {}
        }
    }
    text
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

impl Report {
    /// Its file in a publication.
    pub fn huibian(&self) -> String {
        let honours: String = self.honours.iter().map(|name| format!("  - {}\n", quoted(name))).collect();
        let people: String = self
            .people
            .iter()
            .map(|(name, post)| format!("  - {{name: {}, role: {}}}\n", quoted(name), quoted(post)))
            .collect();
        let honours = if honours.is_empty() { honours } else { format!("honours:\n{honours}") };
        format!(
            "---\ntitle: {}\ndate: {}\nyear: {}\nbranch: {}\ntopics: {}\n{}{honours}people:\n{people}---\n\n{}",
            quoted(&self.title),
            self.date,
            self.year,
            quoted(&self.branch.join("/")),
            list(&self.topics),
            self.facts(),
            self.body
        )
    }

    /// Its page in a site of Hugo, with the templates in `hugo/`.
    pub fn hugo(&self) -> String {
        let people: Vec<String> = self.people.iter().map(|(name, _)| name.clone()).collect();
        format!(
            "---\ntitle: {}\ndate: {}\nyear: {}\nbranch: {}\nthemes: {}\npeople: {}\n{}orgs: [{}]\nyears: [\"{}\"]\n---\n\n{}",
            quoted(&self.title),
            self.date,
            self.year,
            quoted(&self.branch.join("/")),
            list(&self.topics),
            list(&people),
            self.facts(),
            quoted(&self.branch.join("-")),
            self.year,
            self.body.replace(".md)", "/)").replace("](org", "](/org")
        )
    }

    fn facts(&self) -> String {
        let achievements: String = self.achievements.iter().map(|text| format!("  - {}\n", quoted(text))).collect();
        let metric = |(name, value, unit): &(&str, String, &str)| {
            format!("  - {{name: {}, value: {value}, unit: {}}}\n", quoted(name), quoted(unit))
        };
        let metrics: String = self.metrics.iter().map(metric).collect();
        format!("achievements:\n{achievements}metrics:\n{metrics}")
    }
}

/// Writes a publication, and a site of Hugo if there is a folder for it.
pub fn write(banks: &Banks, reports: usize, publication: &Path, hugo: Option<&Path>) -> io::Result<()> {
    let folder = publication.join("content/reports");
    fs::create_dir_all(&folder)?;
    fs::write(publication.join("content/site.yaml"), "title: 工作总结汇编\nbase_url: https://reports.example.org/\n")?;
    if let Some(hugo) = hugo {
        fs::create_dir_all(hugo.join("content"))?;
    }
    draw(banks, reports, |report| {
        if let Some(hugo) = hugo {
            fs::write(hugo.join("content").join(format!("{}.md", report.name)), report.hugo())?;
        }
        fs::write(folder.join(format!("{}.md", report.name)), report.huibian())
    })
}
