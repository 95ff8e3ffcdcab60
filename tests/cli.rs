//! Conversations with the program: what a person types and what comes back.

#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/handed.rs"]
mod handed;
#[path = "cli/levels.rs"]
mod levels;
#[path = "cli/parts.rs"]
mod parts;
#[path = "cli/publish.rs"]
mod publish;
#[path = "faults/reached.rs"]
mod reached;
#[path = "cli/rebuild.rs"]
mod rebuild;
#[path = "cli/review.rs"]
mod review;
#[path = "cli/sites.rs"]
mod sites;
#[path = "cli/workflows.rs"]
mod workflows;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use desk::{Desk, answer};

#[test]
fn alone_it_says_how_to_begin() {
    let desk = Desk::new();
    let answer = desk.run(".", &[]).is(0).tells_nothing().says("从这里开始").says("huibian init");
    assert!(answer.said.lines().count() < 13, "it is short");
    desk.run(".", &["--lang", "en"]).is(0).tells_nothing().says("To begin");
}

#[test]
fn help_is_all_in_one_language() {
    let desk = Desk::new();
    let commands: [&[&str]; 14] = [
        &[],
        &["init"],
        &["new"],
        &["new", "report"],
        &["check"],
        &["explain"],
        &["rules"],
        &["build"],
        &["publish"],
        &["join"],
        &["verify"],
        &["diff"],
        &["serve"],
        &["completions"],
    ];
    for command in commands {
        let chinese = desk.run(".", &[command, &["--help"]].concat()).is(0).tells_nothing().says("用法：");
        for english in ["Usage", "Options", "Commands", "Arguments", "Print", "possible values", "default:"] {
            assert!(!chinese.said.contains(english), "{english} in {}", chinese.said);
        }
        let english = desk.run(".", &[command, &["--help", "--lang", "en"]].concat()).is(0).says("Usage: ");
        assert!(english.said.is_ascii(), "{}", english.said);
        let path = [&["help"], command].concat();
        assert_eq!(desk.run(".", &path).is(0).said, chinese.said);
    }
}

#[test]
fn the_environment_chooses_the_language_and_the_option_overrules_it() {
    let desk = Desk::new();
    let mut english = desk.command(".", &["--help"]);
    answer({
        english.env("LANG", "en_US.UTF-8");
        english
    })
    .says("Usage");
    let mut chinese = desk.command(".", &["--help", "--lang", "zh"]);
    answer({
        chinese.env("LANG", "en_US.UTF-8");
        chinese
    })
    .says("用法");
}

#[test]
fn wrong_usage_is_told_with_what_to_write_instead() {
    let desk = Desk::with_publication();
    let check = |arguments: &[&str], zh: &str, en: &str| {
        let chinese = desk.run("x", arguments).is(2).tells(zh);
        assert_eq!(chinese.said, "");
        assert!(chinese.told.starts_with("错误："), "{chinese:?}");
        assert!(!chinese.told.contains("error"), "{chinese:?}");
        desk.run("x", &[&["--lang", "en"], arguments].concat()).is(2).tells(en);
    };
    check(&["biuld"], "没有“biuld”这个命令，是不是 build？", "no command “biuld”; did you mean build?");
    check(&["new", "reprot"], "是不是 report？", "did you mean report?");
    check(
        &["zzz"],
        "可用的有 init、new、import、check、restore、build、publish、join、verify、diff、serve、desk、explain、rules、theme、completions",
        "there are init, new, import, check, restore, build, publish, join, verify, diff, serve, desk, explain, rules, theme, completions",
    );
    check(&["build", "--ouput", "a"], "没有“--ouput”这个选项，是不是 --output？", "did you mean --output?");
    check(&["build", "——output", "a"], "请写 --output", "write --output");
    check(&["build", "－q"], "请写 -q", "write -q");
    check(&["build", "--output"], "--output 后面要写一个值", "--output needs a value");
    check(&["build", "--drafts=1"], "--drafts 后面不要写值“1”", "--drafts takes no value “1”");
    check(&["build", "a"], "“a”是多余的", "“a” is one too many");
    check(&["build", "-q", "-v"], "--quiet 和 --verbose 不能一起用", "cannot be used together");
    check(
        &["build", "--color", "red"],
        "--color 的值不能是“red”，可以是 auto、always、never",
        "one of auto, always, never",
    );
    check(&["build", "--watch", "--strict"], "--watch 和 --strict 不能一起用", "cannot be used together");
    check(&["serve", "--port", "99999"], "“99999”", "“99999”");
    check(&["serve", "--host", "example.org"], "要写 IP 地址", "must be an IP address");
    check(&["serve", "--editor", "emacs"], "vscode、cursor", "vscode, cursor");
    for form in ["javascript:open('{path}')", "file:///{path}", "HTTP://localhost/{path}", "blob:{path}"] {
        let scheme = form.split(':').next().unwrap();
        let zh = format!("--editor 的链接不能以“{scheme}:”开头");
        check(&["serve", "--editor", form], &zh, &format!("--editor cannot begin with “{scheme}:”"));
    }
    check(&["completions"], "少了 <SHELL>", "<SHELL> is missing");
    check(&["build", "--base-url", "example.org"], "完整的网址", "a whole address");
    check(&["new", "report", "--year", "明年"], "不能是“明年”", "not “明年”");
    check(&["build", "--source", "nowhere"], "huibian init nowhere", "huibian init nowhere");
    desk.run("x", &["build", "--bogus"]).is(2).tells("详见 huibian build --help");
}

#[test]
fn outside_a_publication_it_says_how_to_get_one() {
    let desk = Desk::new();
    for arguments in [&["build"][..], &["new", "report"]] {
        desk.run(".", arguments).is(2).tells("content/site.yaml").tells("huibian init");
    }
}

#[test]
fn from_nothing_to_a_site_in_three_commands() {
    for language in ["zh", "en"] {
        let desk = Desk::new();
        let lang = ["--lang", language];
        desk.run(".", &[&lang[..], &["init", "x"]].concat()).is(0).tells_nothing().says("huibian new report");
        let new = ["new", "report", "--branch", "某某支部", "--year", "2025", "--title", "学习: 管理"];
        let answer = desk.run("x", &[&lang[..], &new].concat()).is(0).tells("huibian build");
        assert_eq!(answer.said, "content/reports/2025/xuexi-guanli.md\n");
        let build = [&lang[..], &["build", "--strict"]].concat();
        let built = desk.run("x", &build).is(0).tells_nothing();
        let start = if language == "zh" { "已生成 1 篇总结、" } else { "Built 1 report, " };
        assert!(built.said.starts_with(start) && built.said.ends_with("→ public\n"), "{built:?}");
        assert_eq!(built.said.lines().count(), 1);
        assert!(desk.path("x/public/index.html").is_file());
        // Nothing has changed: nothing is written.
        let unchanged = if language == "zh" { "写入 0 个文件" } else { ": 0 files written" };
        desk.run("x", &build).is(0).tells_nothing().says(unchanged);
        // From a folder deeper down it is the same publication.
        desk.run("x/content/reports", &build).is(0).says(unchanged);
    }
}

#[test]
fn a_new_publication_overwrites_nothing() {
    let desk = Desk::new();
    desk.write("full/论文.doc", "mine");
    desk.run(".", &["init", "full"]).is(2).tells("论文.doc");
    assert_eq!(fs::read_dir(desk.path("full")).unwrap().count(), 1);
    // What begins with a dot is no obstacle, and stays.
    desk.write("git/.gitignore", "mine");
    desk.write("git/.git/HEAD", "");
    desk.run(".", &["init", "git"]).is(0);
    assert_eq!(desk.read("git/.gitignore"), "mine");
    desk.run("git", &["init"]).is(2).tells("content");
    fs::create_dir(desk.path("empty")).unwrap();
    desk.run("empty", &["init"]).is(0).says("content/site.yaml");
    assert!(desk.read("empty/.gitignore").contains("/public\n"));
}

#[test]
fn a_new_report_overwrites_nothing_and_needs_no_words() {
    let desk = Desk::with_publication();
    let first = desk.read("x/content/reports/2025/nianduzongjie.md");
    let answer = desk.run("x", &["new", "report", "年度总结", "--year", "２０２５年", "-q"]).is(0).tells_nothing();
    assert_eq!(answer.said, "content/reports/2025/nianduzongjie-2.md\n");
    assert_eq!(desk.read("x/content/reports/2025/nianduzongjie.md"), first);
    // The year is that of the environment, the rest plainly to be filled in.
    desk.run("x", &["new", "report"]).is(0).says("content/reports/2024/");
    desk.run("x", &["new", "report", "--lang", "en"]).is(0).says("content/reports/2024/untitled-report.md");
    assert!(desk.read("x/content/reports/2024/untitled-report.md").contains("\nbranch: Please fill in"));
    desk.run("x", &["new", "report", "？！", "--year", "2019-2021"]).is(0).says("2019-2021/report.md");
    // What is not filled in is not published, nor is it lost.
    let built = desk.run("x", &["build"]).is(1).says("已生成 1 篇总结");
    built.tells("“branch”还没有填写").tells("“title”还没有填写").tells("HB2210");
    assert!(!desk.read("x/public/orgs.html").contains("请填写组织"));
    desk.run("x", &["build", "--drafts"]).says("已生成 5 篇总结");
    // From elsewhere, with the publication named.
    let path = Path::new("x").join("content/reports/2025/a.md").display().to_string();
    desk.run(".", &["new", "report", "A", "--year", "2025", "--source", "x"]).is(0).says(&path);
}

#[test]
fn findings_give_one_and_do_not_stop_the_others() {
    let desk = Desk::with_publication();
    desk.write("x/content/reports/2025/broken.md", "---\nyear: 2025\n---\n\n正文。\n");
    desk.run("x", &["build"]).is(1).tells("broken.md").says("已生成 1 篇总结").says("个错误");
    desk.run("x", &["build", "--lang", "en"]).is(1).tells("broken.md").says("Built 1 report").says("2 errors");
    // Quiet: the findings are all that is left.
    let quiet = desk.run("x", &["build", "-q"]).is(1).tells("broken.md");
    assert_eq!(quiet.said, "");
}

#[test]
fn a_folder_of_word_files_is_not_published() {
    let desk = Desk::with_publication();
    for number in 1..=15 {
        desk.write(&format!("x/content/reports/第{number}党支部 总结.docx"), "PK\u{3}\u{4} 13800000000");
    }
    for name in ["a.wps", "b.pdf", "c.txt", "d.xlsx", "e.zip", "f.jpg", "~$a.docx", "2025/年度总结.docx"] {
        desk.write(&format!("x/content/reports/{name}"), "内部材料");
    }
    let told = desk.run("x", &["build"]).is(0).told;
    assert_eq!(told.matches("HB3404").count(), 18, "{told}");
    assert_eq!(told.matches("HB3405").count(), 1, "{told}");
    assert!(told.contains("huibian import \"content/reports/第15党支部 总结.docx\""), "{told}");
    assert!(told.contains("huibian import content/reports/a.wps"), "{told}");
    let published = |desk: &Desk| {
        let files = walkdir::WalkDir::new(desk.path("x/public")).into_iter().filter_map(Result::ok);
        // Open data is ours whatever it is called.
        let files = files.filter(|file| !file.path().starts_with(desk.path("x/public/data")));
        let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| !name.contains(".huibian")).collect();
        names.retain(|name| {
            // `.md` are the twins of reports.
            let ours = [".html", ".js", ".css", ".json", ".txt", ".svg", ".md"];
            name.contains('.') && (name == "c.txt" || !ours.iter().any(|end| name.ends_with(end)))
        });
        names.sort();
        names
    };
    assert!(published(&desk).is_empty(), "{:?}", published(&desk));
    // What a text links to or shows, and the original that is meant for readers.
    let head = "---\ntitle: 甲\nbranch: 甲\nyear: 2025\n";
    desk.write(
        "x/content/reports/a.md",
        &format!("{head}source: {{file: a.wps, publish: true}}\n---\n\n![图](f.jpg)\n"),
    );
    desk.write("x/content/reports/b.md", &format!("{head}source: {{file: e.zip}}\n---\n\n[表](d.xlsx)\n"));
    desk.write("x/content/reports/c.md", &format!("{head}status: draft\n---\n\n[乙](b.pdf)\n"));
    desk.run("x", &["build"]).is(0);
    assert_eq!(published(&desk), ["a.wps", "d.xlsx", "f.jpg"]);
    // What nobody links to any more goes.
    desk.write("x/content/reports/a.md", &format!("{head}source: {{file: a.wps, publish: 否}}\n---\n"));
    desk.run("x", &["build"]).is(0);
    assert_eq!(published(&desk), ["d.xlsx"]);
}

#[test]
fn front_matter_is_read_as_it_was_meant_and_mended() {
    let desk = Desk::with_publication();
    let body = "\n一年来，支部开展义诊6场。\n";
    let slips = "---\n标题：年度工作总结\nbranch:某某支部\n年度: 2021\nkeyowrds: 党建、学习\n成效:\n\t- text: 开展义诊\n\t  date: 2021-03\n荣誉:\n　　- 名称: 先进支部\n---\n";
    desk.write("x/content/reports/2021/a.md", &format!("{slips}{body}"));
    let gbk = encoding_rs::GBK
        .encode(&format!("---\n标题: 二〇二一年度党支部工作总结\n组织: 某某支部\n年度: 2021\n---\n{body}"))
        .0
        .into_owned();
    fs::write(desk.path("x/content/reports/2021/b.md"), gbk).unwrap();
    let built = desk.run("x", &["build"]).is(0).says("已生成 3 篇总结");
    for code in ["HB1301", "HB1302", "HB1303", "HB1304", "HB2104", "HB2205", "HB1005"] {
        assert!(built.told.contains(code), "{code}: {}", built.told);
    }
    let page = desk.read("x/public/reports/2021/a.html");
    assert!(
        page.contains("年度工作总结")
            && page.contains("开展义诊")
            && page.contains("先进支部")
            && page.contains("党建")
    );
    assert!(desk.read("x/public/reports/2021/b.html").contains("二〇二一年度党支部工作总结"));
    let fixed = desk.run("x", &["check", "--fix"]).is(0);
    assert!(!fixed.said.contains("HB1005"), "what was mended is not told any more: {fixed:?}");
    let mended = "---\n标题: 年度工作总结\nbranch: 某某支部\n年度: 2021\nkeywords: [党建, 学习]\n成效:\n  - text: 开展义诊\n    date: 2021-03\n荣誉:\n    - 名称: 先进支部\n---\n";
    assert_eq!(desk.read("x/content/reports/2021/a.md"), format!("{mended}{body}"));
    assert!(desk.read("x/content/reports/2021/b.md").contains("标题: 二〇二一年度党支部工作总结\n"));
    let again = desk.run("x", &["build"]).is(0).says("已生成 3 篇总结");
    assert!(!again.told.contains("HB1") && !again.told.contains("HB2"), "{}", again.told);
    // What was mended reads as it did before.
    assert_eq!(desk.read("x/public/reports/2021/a.html"), page);
}

#[test]
fn what_may_be_read_in_two_ways_is_not_guessed_at() {
    let desk = Desk::with_publication();
    // Two columns to a tab give the achievement a name, four its figure.
    let report =
        "---\n标题: 甲\n组织: 某某支部\n年度: 2021\n成效:\n- 内容: 乙\n  数据:\n\t名称: 义诊\n\t数值: 6\n---\n";
    desk.write("x/content/reports/2021/a.md", report);
    desk.run("x", &["build"]).is(1).tells("HB1201");
    desk.run("x", &["check", "--fix"]);
    assert_eq!(desk.read("x/content/reports/2021/a.md"), report);
}

#[test]
fn pictures_go_out_without_the_place_they_were_taken() {
    let desk = Desk::with_publication();
    let image = b"\xff\xda\0\x03\x01\x07\xff\xd9";
    let camera = b"\xff\xe1\0\x10Exif\0\0GPS29.87";
    let report = "---\ntitle: 甲\nbranch: 甲\nyear: 2025\n---\n\n![图](f.jpg)\n\n![图](g.jpg)\n";
    desk.write("x/content/reports/a.md", report);
    fs::write(desk.path("x/content/reports/f.jpg"), [b"\xff\xd8".as_slice(), camera, image].concat()).unwrap();
    fs::write(desk.path("x/content/reports/g.jpg"), "BM").unwrap();
    let told = desk.run("x", &["build"]).is(0).told;
    assert_eq!(fs::read(desk.path("x/public/reports/f.jpg")).unwrap(), [b"\xff\xd8".as_slice(), image].concat());
    assert_eq!(fs::read(desk.path("x/public/reports/g.jpg")).unwrap(), b"BM");
    assert!(told.contains("HB3407") && told.matches("HB3407").count() == 1, "{told}");
    desk.run("x", &["check"]).says("HB3407");
    // The original is the author's.
    assert!(
        fs::read(desk.path("x/content/reports/f.jpg")).unwrap().ends_with(b"GPS29.87\xff\xda\0\x03\x01\x07\xff\xd9")
    );
    desk.run("x", &["build"]).is(0).says("写入 0 个文件");
}

#[test]
fn a_name_that_windows_lengthened_is_an_error() {
    let desk = Desk::with_publication();
    desk.write("x/content/reports/2025/乙.md.txt", "---\ntitle: 乙\nbranch: 乙\nyear: 2025\n---\n");
    desk.run("x", &["build"]).is(1).tells("HB3406").tells("改名为“乙.md”");
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_neither_published_nor_quoted() {
    let desk = Desk::with_publication();
    desk.write("x/.env", "TOKEN=secret\n");
    for (name, leads) in [("a.txt", "../../../.env"), ("b.md", "../../../.env"), ("z.md", "/dev/zero")] {
        std::os::unix::fs::symlink(leads, desk.path("x/content/reports/2025").join(name)).unwrap();
    }
    let built = desk.run("x", &["build"]).is(1).tells("HB6003").tells("“z.md”是符号链接");
    assert!(!built.told.contains("secret"), "{built:?}");
    assert!(!desk.path("x/public/reports/2025/a.txt").exists());
    desk.run("x", &["build", "--lang", "en"]).is(1).tells("“b.md” is a symbolic link");
}

/// A publication may come from anybody: its `public` may lead to another site.
#[cfg(unix)]
#[test]
fn the_usual_output_is_no_link() {
    let desk = Desk::with_publication();
    std::fs::create_dir(desk.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", desk.path("x/public")).unwrap();
    desk.run("x", &["build"]).is(2).tells("--output");
    assert_eq!(std::fs::read_dir(desk.path("elsewhere")).unwrap().count(), 0);
    desk.run("x", &["build", "--output", "public"]).is(0);
}

#[cfg(unix)]
#[test]
fn why_a_path_is_unreadable_is_said_in_the_language() {
    let desk = Desk::with_publication();
    let pipe = desk.path("x/content/z.pdf");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    let chinese = desk.run("x", &["build"]).is(1).tells("HB6005").tells("读不了“z.pdf”：这不是普通文件");
    assert!(!chinese.told.contains("os error"), "{chinese:?}");
    desk.run("x", &["build", "--lang", "en"]).is(1).tells("“z.pdf” cannot be read: it is no regular file");
}

#[test]
fn a_fault_gives_three_and_names_the_path() {
    let desk = Desk::with_publication();
    desk.write("x/public/论文.doc", "mine");
    desk.run("x", &["build"]).is(3).tells("public").tells("论文.doc").tells("--force");
    desk.run("x", &["build", "--lang", "en"]).is(3).tells("error: cannot write").tells("论文.doc");
    desk.run("x", &["build", "--force"]).is(0);
    assert_eq!(desk.read("x/public/论文.doc"), "mine");
    for target in [".", "content", "content/deep", ".."] {
        desk.run("x", &["build", "--force", "--output", target]).is(3);
    }
}

#[test]
fn the_site_goes_where_it_is_told() {
    let desk = Desk::with_publication();
    desk.run(".", &["build", "--source", "x", "--output", "site/here"]).is(0).says("→ site/here");
    assert!(desk.path("site/here/index.html").is_file());
    assert!(!desk.path("x/public").exists());
    let verbose = desk.run("x", &["build", "-v"]).is(0).tells("输出：").tells("毫秒");
    assert_eq!(verbose.said.lines().count(), 1, "what is mentioned goes to standard error");
}

#[test]
fn colors_are_for_terminals_or_whoever_insists() {
    let desk = Desk::new();
    let plain = desk.run(".", &["build"]).is(2);
    assert!(!plain.told.contains('\x1b'));
    desk.run(".", &["build", "--color", "always"]).is(2).tells("\x1b[");
    desk.run(".", &["--help", "--color=always"]).is(0).says("\x1b[");
}

/// A command that runs until it is told to end.
struct Running {
    child: std::process::Child,
    said: std::io::BufReader<std::process::ChildStdout>,
}

impl Running {
    fn start(mut command: Command) -> Running {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = std::io::BufReader::new(child.stdout.take().unwrap());
        Running { child, said }
    }

    /// The next line of the standard output.
    fn line(&mut self) -> String {
        let mut line = String::new();
        std::io::BufRead::read_line(&mut self.said, &mut line).unwrap();
        line
    }

    /// Ends it as the system does; its code and what it told.
    fn end(mut self) -> (Option<i32>, String) {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        let mut told = String::new();
        std::io::Read::read_to_string(&mut self.child.stderr.take().unwrap(), &mut told).unwrap();
        (self.child.wait().unwrap().code(), told)
    }
}

#[cfg(unix)]
#[test]
fn a_preview_names_its_address_and_ends_when_told() {
    let desk = Desk::with_publication();
    desk.write("x/content/reports/2025/huai.md", "---\ntitle: 甲\nyear: 二零\n---\n");
    let mut preview = Running::start(desk.command("x", &["serve", "--port", "0"]));
    let line = preview.line();
    let address = line.strip_prefix("预览：http://").and_then(|rest| rest.split_once('/')).expect(&line).0;
    assert!(line.contains("1 篇总结"), "{line}");
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("/.huibian/preview.js"), "{answer}");

    // Who comes second is told, and gets the next port.
    let port = address.rsplit(':').next().unwrap();
    let mut second = Running::start(desk.command("x", &["serve", "--port", port]));
    assert!(second.line().starts_with(&format!("端口 {port} 已被占用（可能是另一个预览还开着），改用 ")));
    assert!(second.line().starts_with("预览：http://"));
    second.end();

    let (code, told) = preview.end();
    assert_eq!(code, Some(0), "{told}");
    assert!(told.ends_with("预览已结束。\n"), "{told}");
    assert!(!desk.path("x/public").exists(), "a preview writes nothing");
}

#[cfg(unix)]
#[test]
fn a_preview_for_the_network_tells_only_this_computer_where_files_lie() {
    let desk = Desk::with_publication();
    desk.write("x/content/reports/2025/huai.md", "---\ntitle: 甲\nyear: 二零\n---\n");
    desk.write("x/themes/default/templates/404.html", "{% broken");
    let folder = fs::canonicalize(desk.path("x")).unwrap();
    let folder = folder.to_str().unwrap();
    let mut preview = Running::start(desk.command("x", &["serve", "--host", "0.0.0.0", "--port", "0"]));
    let line = preview.line();
    let port: u16 = line.split("localhost:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
    let ask = |to: std::net::IpAddr, path: &str, header: &str| {
        let mut stream = std::net::TcpStream::connect((to, port)).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {to}:{port}\r\nConnection: close\r\n{header}\r\n");
        std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        match path {
            // It never ends: the first event is all there is.
            "/.huibian/events" => {
                while !answer.windows(6).any(|window| window == b"data: ") {
                    let mut some = [0; 4096];
                    let count = std::io::Read::read(&mut stream, &mut some).unwrap();
                    assert!(count > 0, "no event came");
                    answer.extend_from_slice(&some[..count]);
                }
            }
            _ => drop(std::io::Read::read_to_end(&mut stream, &mut answer).unwrap()),
        }
        String::from_utf8_lossy(&answer).into_owned()
    };
    let here = std::net::Ipv4Addr::LOCALHOST.into();
    let findings = ask(here, "/.huibian/findings", "");
    assert!(findings.contains("vscode://file/") && findings.contains("HB5104"), "{findings}");
    // By its address in the network this computer is one of many. Nothing is sent to find that out.
    let network = std::net::UdpSocket::bind("0.0.0.0:0").unwrap();
    let own = network.connect("192.0.2.1:9").and_then(|()| network.local_addr()).map(|address| address.ip());
    let asked = [(here, "X-Forwarded-For: 192.0.2.1\r\n")].into_iter().chain(own.ok().map(|own| (own, "")));
    for (to, header) in asked.filter(|(to, header)| !to.is_loopback() || !header.is_empty()) {
        for path in ["/", "/x.html", "/%zz", "/.huibian/findings", "/.huibian/events", "/.huibian/preview.js"] {
            let answer = ask(to, path, header);
            assert!(answer.starts_with("HTTP/1.1 "), "{path}: {answer}");
            assert!(!answer.contains(folder) && !answer.contains("vscode://"), "{path}: {answer}");
        }
        assert!(ask(to, "/.huibian/findings", header).contains("HB5104"), "the findings themselves are for all");
    }
    assert_eq!(preview.end().0, Some(0));
}

#[cfg(unix)]
#[test]
fn a_watching_build_builds_again_what_was_edited() {
    let desk = Desk::with_publication();
    let mut build = Running::start(desk.command("x", &["build", "--watch", "-v"]));
    assert!(build.line().contains("未变 0"));
    let report = fs::read_dir(desk.path("x/content/reports/2025")).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&report).unwrap();
    fs::write(&report, text.replace("年度总结", "换了题目")).unwrap();
    // Notices may come in two batches; each gives a build.
    while !desk.read("x/public/index.html").contains("换了题目") {
        assert!(build.line().contains("写入"));
    }
    // Of what the last build left as little is made again as by any build.
    let told = build.end().1;
    let made = told.lines().filter_map(|line| line.strip_prefix("重做的文件：")?.parse().ok());
    let made: Vec<usize> = made.collect();
    assert!(made.len() > 1 && made[1..].iter().all(|some| some * 2 < made[0]), "{told}");
    desk.run("x", &["build", "-v"]).is(0).tells("重做的文件：0");
    desk.run("x", &["build", "--verify"]).is(0).says("写入 0 个文件");
}

#[test]
fn completions_name_our_commands() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        desk.run(".", &["completions", shell]).is(0).tells_nothing().says("base-url");
    }
}

#[test]
fn a_reader_who_leaves_is_no_trouble() {
    let desk = Desk::new();
    let mut command = desk.command(".", &["completions", "zsh"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

const RUBBISH: &str = "\u{feff}---\r\ntitle: 年度总结\r\nbranch: 某某支部\r\nyear: 2025\r\n---\r\n\r\n🎉全年下乡开展医 疗扶贫12次。  \r\n\r\n20xx年，义 诊3场。";

#[test]
fn a_check_tells_what_a_proofreader_marks() {
    let desk = Desk::with_publication();
    let clean = desk.run("x", &["check"]).is(0).tells("已检查 2 篇：没有发现问题。用时 ");
    assert_eq!(clean.said, "");
    desk.write("x/content/reports/2025/b.md", RUBBISH);
    desk.run("x", &["check"])
        .is(1)
        .says("错误[HB8103 placeholder]")
        .says("警告[HB7703 han-space]")
        .tells("已检查 3 篇");
    desk.run("x", &["check", "--lang", "en"])
        .is(1)
        .says("error[HB8103")
        .tells("Checked 3 texts: found 1 error, 1 warning");
    let short = desk.run("x", &["check", "--format", "short", "-q"]).is(1).tells_nothing();
    assert_eq!(short.said.lines().count(), 2);
    assert!(short.said.starts_with("content/reports/2025/b.md:7:9: 警告[HB7703]: "), "{short:?}");

    // Some rules, some files, and what counts.
    desk.run("x", &["check", "--select", "HB77"]).is(0).says("HB7703").tells("发现 1 个警告。");
    desk.run("x", &["check", "--select", "杂质，punctuation", "--ignore", "placeholder"]).is(0).says("HB7703");
    desk.run("x", &["check", "--ignore", "hb8103", "--deny", "warning"]).is(1);
    desk.run("x", &["check", "--ignore", "HB", "--deny", "note"]).is(0);
    desk.run("x", &["check", "content/reports/2025/nianduzongjie.md"]).is(0).tells("已检查 1 篇：没有发现问题");
    desk.run("x/content", &["check", "reports"]).is(1).tells("已检查 2 篇");
    // From elsewhere a file names its publication.
    desk.run(".", &["check", "x/content/reports/2025/b.md"]).is(1).says("HB8103").tells("已检查 1 篇");
    // A build has what is an error too.
    desk.run("x", &["build"]).is(1).tells("HB8103").says("发现 1 个错误");
}

#[test]
fn a_check_says_what_it_cannot_check() {
    let desk = Desk::with_publication();
    desk.write("a.md", "x");
    desk.write("x/public/a.html", "x");
    let check = |arguments: &[&str], part: &str| {
        desk.run("x", &[&["check"], arguments].concat()).is(2).tells(part);
    };
    check(&["nowhere.md"], "没有“nowhere.md”这个文件或文件夹");
    check(&["../a.md", "--source", "."], "“../a.md”不属于这部汇编");
    check(&["public"], "没有可检查的文件");
    check(&["--select", "han-spaces"], "没有“han-spaces”这条规则，是不是 han-space？");
    check(&["--ignore", "HB99"], "全部规则：huibian rules");
    check(&["--format", "xml"], "“xml”");
    check(&["--deny", "all"], "error、warning、note");
    check(&["--unsafe"], "--fix");
    check(&["--diff"], "--fix");
}

#[test]
fn what_is_safe_is_fixed_and_nothing_else_changes() {
    let desk = Desk::with_publication();
    let path = "x/content/reports/2025/b.md";
    desk.write(path, RUBBISH);
    let fixed = RUBBISH.replace("医 疗", "医疗").replace("义 诊", "义诊");
    // To see it first is to change nothing.
    let diff = desk.run("x", &["check", "--fix", "--diff"]).is(1).tells("会改 1 个文件，共 2 处；没有写文件");
    assert_eq!(desk.read(path), RUBBISH);
    let expected = "\
--- content/reports/2025/b.md
+++ content/reports/2025/b.md
@@ -4,6 +4,6 @@
 year: 2025\r
 ---\r
 \r
-🎉全年下乡开展医 疗扶贫12次。  \r
+🎉全年下乡开展医疗扶贫12次。  \r
 \r
-20xx年，义 诊3场。
\\ No newline at end of file
+20xx年，义诊3场。
\\ No newline at end of file
";
    assert_eq!(diff.said, expected);
    // Not in files that were not asked for, not of rules that were not.
    desk.run("x", &["check", "--fix", "content/reports/2025/nianduzongjie.md"]).is(0);
    desk.run("x", &["check", "--fix", "--ignore", "标点"]).is(1);
    assert_eq!(desk.read(path), RUBBISH);
    desk.run("x", &["check", "--fix"]).is(1).tells("已改 1 个文件，共 2 处").says("HB8103").tells("发现 1 个错误。");
    assert_eq!(desk.read(path), fixed);
    let again = desk.run("x", &["check", "--fix"]).is(1);
    assert!(!again.told.contains("已改"), "{again:?}");
    assert_eq!(desk.read(path), fixed);
    desk.run("x", &["check", "--fix", "--diff"]).is(1).tells("没有可以改的");
    let left: Vec<_> = fs::read_dir(desk.path("x/content/reports/2025")).unwrap().collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_a_fault() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_publication();
    desk.write("x/content/reports/2025/b.md", RUBBISH);
    let path = desk.path("x/content/reports/2025/b.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    desk.run("x", &["check", "--fix"]).is(3).tells("b.md：文件是只读的");
    assert_eq!(desk.read("x/content/reports/2025/b.md"), RUBBISH);
}

#[test]
fn what_is_waived_is_not_said_and_what_is_waived_in_vain_is() {
    let desk = Desk::with_publication();
    let with = |allow: &str| RUBBISH.replace("year: 2025\r\n", &format!("year: 2025\r\n{allow}\r\n"));
    let check = |allow: &str| {
        desk.write("x/content/reports/2025/b.md", &with(allow));
        desk.run("x", &["check"])
    };
    let quiet = check("allow: [han-space, {rule: HB8103, reason: 表格就是这样}]").is(0);
    assert!(quiet.told.contains("没有发现问题"), "{quiet:?}");
    assert!(quiet.told.contains("没有发现问题，另有 2 处已豁免"), "{quiet:?}");
    let why = "（理由：表格就是这样；见 content/reports/2025/b.md:";
    desk.run("x", &["check", "--waived"]).is(0).says("已豁免[HB7703]: ").says(why);
    desk.run("x", &["check", "--format", "json"]).is(0).says("\"findings\": [],").says("\"reason\": \"表格就是这样\"");
    check("勘误豁免: {规则: placeholder, 理由: 表格就是这样}").is(0).says("HB7703");
    check("allow: han-space、placeholder、date-missing").is(0).says("HB3003").says("HB2205");
    let unused = check("allow: [han-space, placeholder, file-unreadable]").is(0);
    assert!(unused.said.starts_with("提示[HB3004 waiver-unused]: “file-unreadable”没有用上"), "{unused:?}");
    check("allow: [han-space, placeholder, file-unreadable, waiver-unused]").is(0).tells("没有发现问题");
    check("allow: [placeholdr]").is(1).says("placeholder");
    // Only a check knows what was of no use.
    let build = desk.run("x", &["build"]);
    assert!(!build.told.contains("HB3004"), "{build:?}");
    // For the whole publication.
    check("行距: 宽");
    let site = desk.read("x/content/site.yaml");
    desk.write(
        "x/content/site.yaml",
        &format!("{site}\nallow: [han-space, placeholder, key-unknown, date-unreadable]\n"),
    );
    let all = desk.run("x", &["check"]).is(0).says("“date-unreadable”没有用上");
    assert_eq!(all.said.matches("HB").count(), 1, "{all:?}");
    // Whether it is of use elsewhere is not known of one file.
    desk.run("x", &["check", "content/reports/2025/b.md", "content/site.yaml"]).is(0).tells("没有发现问题");
    desk.run("x", &["build"]).is(0).says("没有发现问题");
}

#[test]
fn rules_are_listed_and_explained() {
    let desk = Desk::new();
    let table = desk.run(".", &["rules"]).is(0).tells_nothing().says("HB7703  han-space ").says("警告 ✎");
    assert!(table.said.contains("汉字之间有空格，共 …… 处"), "{table:?}");
    let rules: serde_json::Value =
        serde_json::from_str(&desk.run(".", &["rules", "--format", "json", "--lang", "en"]).is(0).said).unwrap();
    let rules = rules["rules"].as_array().unwrap();
    assert!(
        rules.iter().any(|rule| rule["code"] == "HB7703" && rule["fix"] == "safe" && rule["group"] == "punctuation")
    );
    // Every rule has an explanation, in both languages, by code and name.
    for rule in rules {
        let (code, name) = (rule["code"].as_str().unwrap(), rule["name"].as_str().unwrap());
        for lang in ["zh", "en"] {
            let by_code = desk.run(".", &["explain", &code.to_lowercase(), "--lang", lang]).is(0).says(code).says(name);
            // What is said is filled in; samples may hold anything.
            assert!(by_code.said.lines().take(4).all(|line| !line.contains('{')), "{by_code:?}");
            assert_eq!(desk.run(".", &["explain", name, "--lang", lang]).is(0).said, by_code.said);
        }
    }
    desk.run(".", &["explain", "han-space"])
        .is(0)
        .says("（警告，标点，可以直接改）")
        .says("7 | 全年下乡开展医 疗")
        .says("对的例子");
    desk.run(".", &["explain", "han-spce"]).is(2).tells("没有“han-spce”这条规则，是不是 han-space？");
    desk.run(".", &["explain"]).is(2).tells("少了 <规则>");
}

#[test]
fn other_programs_get_their_formats() {
    let desk = Desk::with_publication();
    desk.write("x/content/reports/2025/b.md", RUBBISH);
    let check = |folder: &str, format: &str| {
        desk.run(folder, &["check", "-q", "--source", if folder == "x" { "." } else { "x" }, "--format", format])
            .is(1)
            .tells_nothing()
            .said
    };
    let found: serde_json::Value = serde_json::from_str(&check("x", "json")).unwrap();
    assert_eq!((&found["version"], &found["counts"]["error"]), (&1.into(), &1.into()));
    let log: serde_json::Value = serde_json::from_str(&check(".", "sarif")).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(place["uri"], "x/content/reports/2025/b.md", "as seen from where the program runs");
    let commands = check(".", "github");
    assert!(commands.starts_with("::warning file=x/content/reports/2025/b.md,line=7,endLine=7,col=9,endColumn=10,"));
    assert!(check("x", "github").contains("::error file=content/reports/2025/b.md,line=9,"));
    assert!(check("x", "html").starts_with("<!doctype html>\n<html lang=\"zh-CN\">"));
    let issues: serde_json::Value = serde_json::from_str(&check(".", "codequality")).unwrap();
    assert_eq!(issues[0]["location"]["path"], "x/content/reports/2025/b.md");
    assert!(check("x", "markdown").starts_with("## 检查结果\n\n已检查 "));
}

#[test]
fn a_build_says_all_in_one_form() {
    let desk = Desk::with_publication();
    desk.write("x/content/reports/2025/b.md", RUBBISH);
    let build = |format: &str| desk.run("x", &["build", "--format", format]).is(1).tells("已生成 2 篇总结");
    let found: serde_json::Value = serde_json::from_str(&build("json").said).unwrap();
    assert_eq!(found["counts"]["error"], 1);
    assert_eq!((&found["build"]["reports"], &found["build"]["removed"]), (&2.into(), &0.into()));
    assert!(found["build"]["written"].as_u64().unwrap() > 10, "{found}");
    // From the cache the same.
    let again: serde_json::Value = serde_json::from_str(&build("json").said).unwrap();
    assert_eq!((&again["findings"], &again["build"]["written"]), (&found["findings"], &0.into()));
    assert!(build("github").said.contains("::error file=content/reports/2025/b.md,line=9,"));
    build("markdown").says("## 生成结果\n\n已生成 2 篇总结").says("未变").says("b\\.md");
    build("terminal").says("-->");
    desk.run("x", &["build", "--format", "json", "--watch"]).is(2).tells("不能一起用");
    desk.run("x", &["build", "--format", "xml"]).is(2).tells("codequality");
}

#[test]
fn the_built_in_theme_is_listed_copied_compared_and_described() {
    let desk = Desk::with_publication();
    desk.run("x", &["theme", "list"]).is(0).says("  templates/year.html").says("  phrases/zh-CN.yaml");
    desk.run("x", &["theme", "copy", "year.html"]).is(0).says("year.html");
    let copied = desk.read("x/themes/default/templates/year.html");
    desk.write(
        "x/themes/default/templates/year.html",
        &copied.replace("<div class=\"leaf\">", "<div class=\"leaf mine\">"),
    );
    // What is there is the author's.
    desk.run("x", &["theme", "copy", "year.html"]).is(1).says("已有，没有动");
    assert!(desk.read("x/themes/default/templates/year.html").contains("leaf mine"));
    desk.run("x", &["theme", "list"]).is(0).says("* ");
    desk.run("x", &["theme", "diff"]).is(0).says("-<div class=\"leaf\">").says("+<div class=\"leaf mine\">");
    desk.run("x", &["theme", "copy", "yaer.html"]).is(2).tells("year.html");
    desk.run("x", &["theme", "docs"]).is(0).says("whole").says("layout.html");
    desk.run("x", &["theme", "docs", "year"]).is(0).says("achievements: 数\n");
    // By the template's name, with all that its variable is made of.
    desk.run("x", &["theme", "docs", "text.html"])
        .is(0)
        .says("`text`")
        .says("body_html: 文字\n")
        .says("text_html: 文字\n");
    desk.run("x", &["theme", "docs", "topics.html"]).is(0).says("TopicsView").says("theme docs site");
    desk.run("x", &["theme", "docs", "layout.html"]).is(0).says("没有自己的变量").says("theme docs site");
    desk.run("x", &["theme", "docs", "yaers.html"]).is(2).tells("years");
}

#[test]
fn what_a_theme_changes_is_compared_as_it_is_written() {
    let desk = Desk::with_publication();
    desk.run("x", &["theme", "diff"]).is(0).tells("全部用自带的");
    desk.run("x", &["theme", "diff", "year.html"]).is(0).tells("没有 templates/year.html");
    // Phrases that are not written are not gone.
    desk.write("x/themes/default/phrases/zh-CN.yaml", "menu: {years: 卷次, find: 查找}\nmine: 我的\n");
    // Nor is what a template builds on.
    let block = "{% extends \"default/report.html\" %}\n{% block body %}\n{{ super() }}\n<p>甲</p>\n{% endblock %}\n";
    desk.write("x/themes/default/templates/report.html", block);
    desk.run("x", &["theme", "copy", "404.html"]).is(0);
    desk.write("x/themes/default/templates/kanban.html", "甲");
    let said =
        desk.run("x", &["theme", "diff"]).is(0).tells("完全相同").tells("404.html").tells("templates/kanban.html");
    let said = said.says("- menu.years: 年卷\n+ menu.years: 卷次\n").says("+ mine: 我的").says("改写的区块：body").said;
    assert!(said.contains("+<p>甲</p>") && !said.contains("\n-{") && !said.contains("\n-<"), "{said}");
}

#[test]
fn the_look_that_a_new_publication_offers_can_be_taken_into_use() {
    for language in ["zh", "en"] {
        let desk = Desk::new();
        desk.run(".", &["init", "x", "--lang", language]).is(0);
        let mut site = desk.read("x/content/site.yaml");
        for key in ["accent", "menu", "home"] {
            let line = format!("\n{key}: ");
            site = site.replace(&format!("\n# {key}: "), &line);
            assert!(site.contains(&line), "{key} in {language}");
        }
        assert!(["logo", "fonts"].iter().all(|key| site.contains(&format!("\n# {key}: "))), "{site}");
        desk.write("x/content/site.yaml", &site);
        desk.run("x", &["build", "--strict"]).is(0);
        assert!(desk.read("x/public/index.html").contains("accent.css"));
    }
}

/// The files of the manual's page on themes, in both languages.
#[test]
fn the_dashboard_of_the_manual_is_built_as_it_stands() {
    for page in ["content/pages/manual/zhuti.md", "content/pages/en/manual/zhuti.md"] {
        let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let block = |from: &str, kind: &str| {
            let (_, rest) = manual.split_once(&format!("\n## {from}")).unwrap();
            let (_, rest) = rest.split_once(&format!("```{kind}\n")).unwrap();
            rest.split_once("```").unwrap().0.to_owned()
        };
        let (section, first) = if page.contains("/en/") { ("10.", "1.") } else { ("十、", "一、") };
        let (text, template) = (block(section, "markdown"), block(section, "html"));
        assert!(text.lines().count() + template.lines().count() < 30, "{page}");
        let desk = Desk::with_publication();
        desk.write("x/content/pages/kanban.md", &text);
        desk.write("x/themes/default/templates/kanban.html", &template);
        // Of the settings all but the font, which is not ours to put there.
        let settings = block(first, "yaml");
        let settings: String =
            settings.lines().filter(|line| !line.starts_with("fonts:")).map(|line| format!("{line}\n")).collect();
        desk.write("x/content/site.yaml", &format!("title: 汇编\n{settings}"));
        desk.write("x/content/static/biao.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        desk.write("x/content/metrics.yaml", "- {id: served, name: 服务, unit: 人次, kind: flow}\n");
        for (year, value) in [(2020, 100), (2021, 120)] {
            desk.write(
                &format!("x/content/reports/{year}/a.md"),
                &format!(
                    "---\ntitle: 总结\nbranch: 学会\nyear: {year}\nhonours: [先进集体{year}]\nmetrics: [{{name: 服务, value: {value}}}]\n---\n\n正文。\n"
                ),
            );
        }
        desk.run("x", &["build", "--strict"]).is(0);
        // An amount is kept in one line by joiners.
        let board = desk.read("x/public/kanban.html").replace('\u{2060}', "");
        for shown in
            ["2020年100人次，2021年120人次", "<b>2</b>", "<b>120</b>", "accent.css", "biao.svg", "overview.css"]
        {
            assert!(board.contains(shown), "{page}: no {shown}\n{board}");
        }
    }
}
