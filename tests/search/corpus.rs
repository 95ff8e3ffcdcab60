//! Corpus: reports of which every text is known.
//!
//! In: chance. Out: the files of a publication, and for each report the texts
//! that its page shows, without any Markdown. Few words, so that much is alike,
//! in all the ways of writing that a search must see through.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::random::Random;

const WORDS: [&str; 48] = [
    "党支部",
    "学习",
    "会议",
    "疫情防控",
    "學會",
    "血液病",
    "重庆市",
    "單位",
    "义诊",
    "二〇二〇",
    "2020年",
    "１２名",
    "3.5%",
    "35人次",
    "COVID-19",
    "Word",
    "ＰＰＴ",
    "①",
    "“四个意识”",
    "、坚定",
    "《章程》",
    " ",
    "，",
    "。",
    "！",
    "；",
    "……",
    "——",
    "（一）",
    "(二)",
    "支部党员",
    "员工",
    "习近平",
    "重要",
    "讲话",
    "不忘初心",
    "牢记使命",
    "\u{20bb7}野家",
    "café",
    "a",
    "b",
    "1",
    "2",
    "1,200",
    "万元",
    "：",
    "年度",
    "总结",
];

/// A publication.
pub struct Corpus {
    /// The files by path.
    pub files: BTreeMap<String, String>,
    /// By the page of each report, its texts.
    pub texts: BTreeMap<String, Vec<String>>,
}

/// A sentence or so, which Markdown takes as it stands.
pub fn sentence(random: &mut Random, words: usize) -> String {
    let mut text = "文".to_owned();
    for _ in 0..words {
        text.push_str(random.pick(&WORDS));
    }
    text.push('字');
    text
}

impl Corpus {
    /// So many reports of so many years.
    pub fn random(random: &mut Random, reports: usize, years: usize) -> Corpus {
        let mut corpus = Corpus { files: BTreeMap::new(), texts: BTreeMap::new() };
        corpus.files.insert("content/site.yaml".to_owned(), "title: 汇编\n".to_owned());
        for number in 0..reports {
            let year = 2010 + random.below(years);
            corpus.add(random, number, year);
        }
        corpus
    }

    /// A report with something of everything.
    fn add(&mut self, random: &mut Random, number: usize, year: usize) {
        let mut say = |words: usize| sentence(random, words);
        let (title, subtitle) = (format!("{}{number}", say(3)), say(2));
        let branch = ["甲市學會/第一分会", "甲市學會/第二分会", "乙医院"][number % 3];
        let (honour, person, achievement, summary, topic) =
            (say(2), say(1), say(4), say(5), ["党建", "科普"][number % 2]);
        let (heading, paragraphs) = (say(2), [say(40), say(30), say(20)]);
        let (item, cells, quotation, note, code) = (say(5), [say(2), say(2)], say(5), say(5), say(3));
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        let mut file = format!("---\ntitle: {}\nsubtitle: {}\n", quoted(&title), quoted(&subtitle));
        writeln!(file, "branch: {branch}\nyear: {year}\ntopics: [{topic}]\nsummary: {}", quoted(&summary)).unwrap();
        writeln!(file, "achievements:\n- text: {}", quoted(&achievement)).unwrap();
        writeln!(
            file,
            "honours:\n- name: {}\n  level: 市\npeople:\n- name: {}\n  role: 会长\n---\n",
            quoted(&honour),
            quoted(&person)
        )
        .unwrap();
        writeln!(file, "{}\n\n## {heading}\n\n{}[^1]\n\n- {item}\n", paragraphs[0], paragraphs[1]).unwrap();
        writeln!(
            file,
            "| {} | {} |\n|---|---|\n\n> {quotation}\n\n`{code}`**{}**\n\n[^1]: {note}",
            cells[0], cells[1], paragraphs[2]
        )
        .unwrap();
        self.files.insert(format!("content/reports/{year}/r{number}.md"), file);
        let mut texts = vec![title, subtitle, honour, person, achievement, summary, topic.to_owned()];
        texts.extend(
            ["第一分会", "第二分会", "甲市學會"]
                .iter()
                .filter(|name| branch.contains(*name))
                .map(|name| (*name).to_owned()),
        );
        texts.push(branch.replace('/', ""));
        texts.extend([heading, item, quotation, note, format!("{code}{}", paragraphs[2])]);
        texts.extend(cells);
        texts.extend(paragraphs[..2].to_vec());
        self.texts.insert(format!("reports/{year}/r{number}.html"), texts);
    }
}
