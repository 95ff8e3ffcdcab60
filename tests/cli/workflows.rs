//! Workflows for CI: what `init --ci` writes is YAML, and its commands are executed
//! to the letter in a publication, with this program on the path.

use std::fs;
use std::process::Command;

use serde_yaml::Value;

use crate::desk::Desk;

const PLACES: [(&str, &str); 4] = [
    ("github", "x/.github/workflows/huibian.yml"),
    ("gitlab", "x/.gitlab-ci.yml"),
    ("gitee", "x/.workflow/huibian.yml"),
    ("shell", "x/ci.sh"),
];

/// A publication with one report in which little is wrong, and a workflow.
fn desk(service: &str, language: &str) -> Desk {
    let desk = Desk::with_publication();
    desk.run("x", &["--lang", language, "init", "--ci", service]).is(0).tells_nothing().says("HUIBIAN_REPOSITORY");
    desk
}

fn texts(value: &Value) -> Vec<String> {
    value.as_sequence().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// The commands of a workflow in their order, as scripts.
fn scripts(service: &str, text: &str) -> Vec<String> {
    if service == "shell" {
        return vec![text.to_owned()];
    }
    let workflow: Value = serde_yaml::from_str(text).unwrap();
    match service {
        "github" => {
            let steps = workflow["jobs"]["build"]["steps"].as_sequence().unwrap();
            steps.iter().filter_map(|step| step["run"].as_str().map(str::to_owned)).collect()
        }
        // What comes before a job is executed in the same shell.
        "gitlab" => ["check", "pages"]
            .iter()
            .map(|job| {
                [texts(&workflow["default"]["before_script"]), texts(&workflow[*job]["script"])].concat().join("\n")
            })
            .collect(),
        _ => vec![texts(&workflow["stages"][0]["steps"][0]["commands"]).join("\n")],
    }
}

/// Executes the commands and gives the codes with which they ended.
#[cfg(unix)]
fn execute(desk: &Desk, service: &str, text: &str) -> Vec<i32> {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_huibian"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let shell = if service == "github" { "bash" } else { "sh" };
    scripts(service, text)
        .iter()
        .map(|script| {
            let mut command = Command::new(shell);
            command.current_dir(desk.path("x")).env("PATH", &path).env("LANG", "zh_CN.UTF-8");
            command.env("BASE_URL", "https://example.org/x/").env("CI_PAGES_URL", "https://example.org/x");
            command.env("GITHUB_STEP_SUMMARY", desk.path("summary.md"));
            let output = match service {
                "shell" => command.arg("ci.sh").output(),
                _ => command.args(["-e", "-c", script]).output(),
            };
            output.unwrap().status.code().unwrap()
        })
        .collect()
}

#[test]
fn a_workflow_is_the_same_in_both_languages() {
    for (service, place) in PLACES {
        let [zh, en] = ["zh", "en"].map(|language| desk(service, language).read(place));
        assert!(en.is_ascii() || en.contains('“'), "{en}");
        assert!(zh.contains("# 改成 huibian 代码所在的网址。") && !zh.contains("|#") && !en.contains("|#"), "{zh}");
        assert_eq!(scripts(service, &zh).len(), scripts(service, &en).len());
        if service != "shell" {
            assert_eq!(scripts(service, &zh), scripts(service, &en));
            assert!(serde_yaml::from_str::<Value>(&zh).unwrap().is_mapping());
        }
    }
    let text = desk("github", "zh").read("x/.github/workflows/huibian.yml");
    let workflow: Value = serde_yaml::from_str(&text).unwrap();
    for job in ["build", "deploy"] {
        for step in workflow["jobs"][job]["steps"].as_sequence().unwrap() {
            let action = step["uses"].as_str();
            assert!(step["run"].is_string() || action.is_some_and(|action| action.contains("@v")), "{step:?}");
        }
    }
    assert_eq!(workflow["jobs"]["deploy"]["needs"], "build");
}

#[test]
fn no_file_is_overwritten_by_a_workflow() {
    let desk = Desk::new();
    // With a new publication, and beside one.
    desk.run(".", &["init", "x", "--ci", "gitlab"]).is(0).says(".gitlab-ci.yml").says("content/site.yaml");
    desk.write("x/.gitlab-ci.yml", "mine");
    desk.run("x/content", &["init", "--ci", "gitlab"]).is(2).tells("已经有了");
    assert_eq!(desk.read("x/.gitlab-ci.yml"), "mine");
    desk.run(".", &["init", "x", "--ci", "shell", "--lang", "en"]).is(0).says("x/ci.sh");
    desk.run("x", &["init", "--ci", "jenkins"]).is(2).tells("github、gitlab、gitee、shell");
    desk.run("x", &["init"]).is(2).tells("已经是一部汇编");
    // In a repository that begins further up.
    desk.write(".git/HEAD", "ref: refs/heads/main\n");
    desk.run("x", &["init", "--ci", "github"]).is(0).tells("仓库的根是");
}

#[cfg(unix)]
#[test]
fn the_commands_of_a_workflow_do_what_they_say() {
    for (service, place) in PLACES {
        let desk = desk(service, "zh");
        let text = desk.read(place);
        for _ in 0..2 {
            let codes = execute(&desk, service, &text);
            assert!(!codes.is_empty() && codes.iter().all(|code| *code == 0), "{service}: {codes:?}");
        }
        assert!(desk.path("x/public/index.html").is_file(), "{service}");
        let with_address = service != "gitee";
        assert_eq!(desk.path("x/public/sitemap.xml").exists(), with_address, "{service}");
        match service {
            "github" => assert!(
                desk.read("summary.md").contains("## 检查结果") && desk.read("summary.md").contains("## 生成结果")
            ),
            "gitlab" => assert!(desk.read("x/gl-code-quality-report.json").starts_with('[')),
            _ => assert!(fs::metadata(desk.path("x/site.tar.gz")).unwrap().len() > 1000),
        }
        // An error stops it, and what it is stands in what was left.
        desk.write("x/content/reports/2025/b.md", "---\ntitle: 坏\nbranch: 甲\nyear: 明年\n---\n\n文\n");
        let codes = execute(&desk, service, &text);
        assert!(codes.contains(&1), "{service}: {codes:?}");
        match service {
            "github" => assert!(desk.read("summary.md").contains("明年")),
            "gitlab" => assert!(desk.read("x/gl-code-quality-report.json").contains("明年")),
            "shell" => assert!(desk.read("x/check.md").contains("明年")),
            _ => {}
        }
    }
}
