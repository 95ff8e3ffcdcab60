//! `huibian explain` and `huibian rules`: what the rules are.

mod sample;

use std::fmt::Write;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::check::{self, Check, Fix, every_rule};
use crate::cli::check::unknown_rule;
use crate::cli::shell::Shell;
use crate::cli::{Ending, Trouble};
use crate::diag::{Language, Rule, Words, terminal};
use crate::pipeline::sample as checked;

const EXPLAIN: Words = Words { zh: "解释一条规则", en: "Explain a rule" };
const RULES: Words = Words { zh: "列出全部规则", en: "List all rules" };
const RULE: Words =
    Words { zh: "编号或名称，如 HB7703 或 han-space", en: "A code or name, such as HB7703 or han-space" };
const FORMAT: Words = Words {
    zh: "怎样显示：table 表格（默认），json 给程序读",
    en: "How to show them: table (default), or json for programs",
};
const HELP: Words = Words { zh: "改法：", en: "Help: " };
const WRONG: Words = Words { zh: "错的例子，程序这样说：", en: "A wrong example, and what is said of it:" };
const RIGHT: Words = Words { zh: "对的例子：", en: "A right example:" };
const FOR_EXAMPLE: Words = Words { zh: "错：", en: "Wrong:" };
const INSTEAD: Words = Words { zh: "改成：", en: "Instead:" };
const SAID: Words = Words { zh: "程序这样说：", en: "What is said of it:" };
const WAIVE: Words = Words {
    zh: "确信无误的，在那一段前面单独写一行 <!-- 准许 {name}: 理由 -->；整个文件都准许的，在篇首写 allow: [{name}]。",
    en: "If you are sure that all is well, write a line <!-- allow {name}: why --> before the paragraph, or allow: [{name}] in the front matter for the whole file.",
};
const LEVEL: Words = Words {
    zh: "整部汇编都不查，或改它的级别，在 site.yaml 写 checks: {{name}: off}（off、note、warning、error）。",
    en: "To switch it off in the whole publication, or weigh it otherwise, write checks: {{name}: off} in site.yaml (off, note, warning, error).",
};

/// The definition of `explain`.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    Command::new("explain").about(word(EXPLAIN)).next_help_heading(word(Words { zh: "选项", en: "Options" })).arg(
        Arg::new("rule")
            .value_name(word(Words { zh: "规则", en: "RULE" }))
            .required(true)
            .value_parser(ValueParser::string())
            .help_heading(word(Words { zh: "参数", en: "Arguments" }))
            .help(word(RULE)),
    )
}

/// The definition of `rules`.
pub fn rules_command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    Command::new("rules").about(word(RULES)).next_help_heading(word(Words { zh: "选项", en: "Options" })).arg(
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(PossibleValuesParser::new(["table", "json"]))
            .hide_possible_values(true)
            .help(word(FORMAT)),
    )
}

/// Explains a rule.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let word = matches.get_one::<String>("rule").map(String::as_str).unwrap_or_default();
    let rule = check::choice::rule(word).map_err(|near| unknown_rule(word, near, shell.language))?;
    shell.say(explained(rule, shell).trim_end())?;
    Ok(Ending::Clean)
}

/// Lists the rules.
pub fn rules(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => data(shell.language),
        _ => table(shell.language),
    };
    shell.say(text.trim_end())?;
    Ok(Ending::Clean)
}

/// Whether a fix may be applied, in words; empty if there is none.
fn fixes(fix: Fix) -> Words {
    match fix {
        Fix::None => Words { zh: "", en: "" },
        Fix::Safe => Words { zh: "可以直接改", en: "safe fix" },
        Fix::Unsafe => Words { zh: "能改，改后要看", en: "fix to be reviewed" },
    }
}

fn explained(rule: &Rule, shell: &Shell) -> String {
    let language = shell.language;
    let word = |words: Words| words.in_language(language);
    let check = check::of(rule);
    let stop = if language == Language::Chinese { "。" } else { "." };
    let mut marks = vec![word(terminal::severity(rule.severity))];
    marks.extend(check.map(|check| word(check.group.words())));
    marks.extend(check.map(|check| word(fixes(check.fix))).filter(|fix| !fix.is_empty()));
    let mut text = match language {
        Language::Chinese => format!("{} {}（{}）\n\n", rule.code, rule.name, marks.join("，")),
        Language::English => format!("{} {} ({})\n\n", rule.code, rule.name, marks.join(", ")),
    };
    let help = rule.in_general(rule.help, language);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}{stop}", rule.in_general(rule.message, language));
    if !help.is_empty() {
        let _ = writeln!(text, "{}{help}{stop}", word(HELP));
    }
    if let Some(check) = check {
        let _ = writeln!(text, "\n{}\n\n{}\n", word(check.about), word(WRONG));
        text.push_str(&shown(check, shell));
        let _ = writeln!(text, "{}\n\n{}", word(RIGHT), indented(check.right));
    } else if let Some(sample) = sample::of(rule.code, language) {
        let rows = [(FOR_EXAMPLE, sample.wrong), (INSTEAD, sample.right), (SAID, sample.said)];
        for (head, row) in rows {
            let _ = write!(text, "\n{}\n{}", word(head), indented(&row));
        }
    }
    let _ = writeln!(text, "\n{}", word(WAIVE).replace("{name}", rule.name));
    if !rule.is_grave() {
        let _ = writeln!(text, "{}", word(LEVEL).replace("{name}", rule.name));
    }
    text
}

/// The sample that breaks a rule, with what is said of it.
fn shown(check: &Check, shell: &Shell) -> String {
    let (session, found) = checked(check, check.wrong);
    terminal::render(&found, &**session.files(), &(), shell.language, shell.color_out)
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

fn table(language: Language) -> String {
    let word = |words: Words| words.in_language(language);
    let rows: Vec<[String; 4]> = every_rule()
        .map(|rule| {
            let weight = word(terminal::severity(rule.severity));
            let fix = check::of(rule).is_some_and(|check| check.fix == Fix::Safe);
            let weight = format!("{weight}{}", if fix { " ✎" } else { "" });
            [rule.code.to_owned(), rule.name.to_owned(), weight, rule.in_general(rule.message, language)]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let mut text = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(text, "{cell}{}  ", " ".repeat(width.saturating_sub(cell.width())));
        }
        let _ = writeln!(text, "{}", row[3]);
    }
    let signs = Words {
        zh: "✎ 可以直接改：huibian check --fix；详见 huibian explain 编号",
        en: "✎ can be fixed by huibian check --fix; for more see huibian explain CODE",
    };
    let _ = writeln!(text, "\n{}", word(signs));
    text
}

/// The rules for programs: `version` 1, and of each rule code, name, severity,
/// what it says and samples; of the proofreader's also group, fix and what exactly it marks.
fn data(language: Language) -> String {
    let word = |words: Words| words.in_language(language);
    let rules: Vec<serde_json::Value> = every_rule()
        .map(|rule| {
            let mut value = json!({
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity.name(),
                "message": rule.message.in_language(language),
                "help": rule.help.in_language(language),
            });
            if let Some(check) = check::of(rule) {
                value["group"] = json!(word(check.group.words()));
                value["fix"] = json!(match check.fix {
                    Fix::None => "none",
                    Fix::Safe => "safe",
                    Fix::Unsafe => "unsafe",
                });
                value["about"] = json!(word(check.about));
                value["wrong"] = json!(check.wrong);
                value["right"] = json!(check.right);
            } else if let Some(sample) = sample::of(rule.code, language) {
                value["wrong"] = json!(sample.wrong);
                value["right"] = json!(sample.right);
            }
            value
        })
        .collect();
    format!("{:#}\n", json!({"version": 1, "language": language.tag(), "rules": rules}))
}
