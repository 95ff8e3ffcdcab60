//! What `check` and `build` say and fail on: levels, waivers for one place, old
//! findings, long runs. Conversations with the program.

use crate::desk::Desk;

const HEAD: &str = "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\n---\n\n";
const REPORT: &str = "x/content/reports/2021/a.md";

/// A publication whose one report has this body.
fn desk(body: &str) -> Desk {
    let desk = Desk::new();
    desk.write("x/content/site.yaml", "title: 汇编\n");
    desk.write(REPORT, &format!("{HEAD}{body}"));
    desk
}

/// A heading too many: an opinion of the proofreader, asked in a build.
const GAP: &str = "## 一、学习\n\n甲。\n\n## 三、服务\n\n乙。\n";
/// The like, asked in a check alone.
const MARKS: &str = "学会开展义诊,服务群众。\n";

#[test]
fn a_build_fails_for_what_is_missing_or_unsafe_and_for_no_opinion() {
    let editorial = desk(GAP);
    let told = editorial.run("x", &["build"]).is(0).says("没有发现问题").tells("校对意见 1 处，见 huibian check").told;
    assert_eq!(told.lines().count(), 1, "{told}");
    editorial.run("x", &["build", "--lang", "en"]).is(0).tells("1 finding for the proofreader, see huibian check");
    editorial.run("x", &["build", "--strict"]).is(1);
    editorial.run("x", &["check"]).is(0).says("numbering-broken");
    editorial.run("x", &["check", "--deny", "warning"]).is(1);
    for (body, rule) in [
        ("见[去年](2020.md)。\n", "link-missing"),
        ("见[前文](#二、管里)。\n", "anchor-missing"),
        ("![义诊](yizhen.png)\n", "image-missing"),
        ("甲。\n\n[^a]: 注文没有人引用。\n", "note-unused"),
        ("联系人张三，手机13812345678。\n", "private-number"),
        ("20xx年义诊。\n", "placeholder"),
    ] {
        desk(body).run("x", &["build"]).is(1).tells(rule);
    }
    for (body, rule) in
        [("<font>红字</font>\n", "html-refused"), ("## 甲 {#x}\n\n乙。\n\n## 丙 {#x}\n\n丁。\n", "heading-id-twice")]
    {
        desk(body).run("x", &["build"]).is(0).tells(rule);
    }
    // A mail address is no mobile number.
    let mail = desk("来信请寄zhangsan@163.com。\n");
    mail.run("x", &["build"]).is(0).says("没有发现问题");
    mail.run("x", &["check"]).is(0).says("private-contact");
}

#[test]
fn an_organization_that_is_not_registered_still_has_its_page() {
    let desk = desk("甲。\n");
    desk.write("x/content/organizations.yaml", "- {id: yi, name: 乙医院}\n");
    desk.run("x", &["build"]).is(0).tells("警告[HB3101 organization-unknown]");
}

#[test]
fn a_site_gives_rules_their_levels() {
    let desk = desk(&format!("{GAP}\n{MARKS}"));
    let site = |checks: &str| desk.write("x/content/site.yaml", &format!("title: 汇编\nchecks: {checks}\n"));
    site("{numbering-broken: error}");
    desk.run("x", &["build"]).is(1).tells("错误[HB7401 numbering-broken]");
    desk.run("x", &["check"]).is(1);
    // A rule that a build does not ask by itself.
    site("{hb7701: 错误}");
    desk.run("x", &["build"]).is(1).tells("错误[HB7701").tells("校对意见 1 处");
    site("{numbering-broken: 不查, half-width-punctuation: 提示}");
    let told = desk.run("x", &["build"]).is(0).tells_nothing().said;
    assert!(!told.contains("校对"), "{told}");
    let said = desk.run("x", &["check"]).is(0).says("提示[HB7701").said;
    assert!(!said.contains("numbering-broken"), "{said}");
    assert!(desk.run("x", &["check", "--format", "json"]).said.contains("\"severity\": \"note\""));
    site("{numbering-brokn: off, link-missing: off, han-space: 也许}");
    desk.run("x", &["build"])
        .is(1)
        .tells("没有“numbering-brokn”这条规则")
        .tells("numbering-broken: off")
        .tells("HB3006 level-fixed")
        .tells("“han-space”不能写“也许”");
    desk.write("x/content/site.yaml", "title: 汇编\n检查项:\n  HB7401: 提示\n");
    desk.run("x", &["check"]).is(0).says("提示[HB7401");
}

#[test]
fn a_comment_waives_a_rule_for_the_next_block_alone() {
    let twice = "学会开展义诊,服务群众。\n\n支部组织学习,党员参加。\n";
    let report = desk(&format!("<!-- 准许 half-width-punctuation: 原文如此 -->\n\n{twice}"));
    // The second place is still told, though the rule speaks once a file.
    let said = report.run("x", &["check", "--format", "short"]).is(0).said;
    assert!(said.contains("a.md:11:") && said.lines().count() == 1, "{said}");
    let said = report.run("x", &["check", "--waived", "--format", "short"]).said;
    assert!(said.contains("a.md:9:") && said.contains("理由：原文如此；见 content/reports/2021/a.md:7"), "{said}");
    // One rule that speaks once a place.
    let gap = desk(&GAP.replace("## 三", "<!-- allow numbering-broken: as printed -->\n## 三"));
    gap.run("x", &["check"]).is(0).tells("没有发现问题，另有 1 处已豁免");
    gap.run("x", &["build"]).is(0).tells_nothing();
    // Pictures too, which are no business of the proofreader.
    desk("<!-- 准许 image-missing: 待补 -->\n![义诊](yizhen.png)\n\n![会议](huiyi.png)\n")
        .run("x", &["build"])
        .is(1)
        .tells("huiyi.png")
        .says("1 个错误");
}

#[test]
fn a_comment_that_waives_nothing_is_told_and_a_remark_is_not() {
    desk("<!-- 准许 han-space: 人名 -->\n\n学会开展义诊。\n")
        .run("x", &["check"])
        .is(0)
        .says("HB3004")
        .says("han-space");
    desk("<!-- 准许 han-spaces: 人名 -->\n\n张 三出席。\n")
        .run("x", &["build"])
        .is(0)
        .tells("HB3003")
        .tells("准许 han-space:");
    desk("<!-- 准许发布 -->\n\n<!-- allow me to say -->\n\n<!-- 准许 转载 -->\n\n学会开展义诊。\n")
        .run("x", &["check"])
        .is(0)
        .tells("没有发现问题");
}

#[test]
fn a_waiver_is_seen_nowhere_on_the_site() {
    let desk = desk("<!-- 准许 half-width-punctuation: 密语理由 -->\n\n学会开展义诊,服务群众。\n");
    desk.run("x", &["build"]).is(0);
    let mut folders = vec![desk.path("x/public")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            count += 1;
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            assert!(!text.contains("密语理由") && !text.contains("准许 half-width"), "{}", path.display());
        }
    }
    assert!(count > 20);
}

#[test]
fn a_baseline_keeps_old_findings_quiet_and_no_new_ones() {
    let desk = desk(&format!("{MARKS}\n{GAP}\n联系人张三，手机13812345678。\n"));
    desk.run("x", &["check", "--baseline", "write"])
        .is(0)
        .tells("旧问题已写入 content/baseline.yaml：2 处")
        .tells("1 个错误没有写进去");
    let written = desk.read("x/content/baseline.yaml");
    assert!(written.contains("- file: content/reports/2021/a.md\n") && written.contains("三、服务"), "{written}");
    // What must not be published is never old.
    desk.run("x", &["check"]).is(1).says("private-number").tells("另有旧问题 2 处");
    desk.write(REPORT, &format!("{HEAD}{MARKS}\n{GAP}"));
    let clean = desk.run("x", &["check", "--deny", "note"]).is(0).tells("没有发现问题").tells("另有旧问题 2 处");
    assert_eq!(clean.said, "");
    desk.run("x", &["build", "--strict"]).is(0).tells_nothing();
    desk.run("x", &["check", "--baseline", "ignore"]).is(0).says("numbering-broken").says("half-width-punctuation");
    // Edits elsewhere do not bring them back, new ones are told.
    desk.write(
        REPORT,
        &format!("{HEAD}新写的一段。\n\n又一段。\n\n{MARKS}\n{GAP}\n支部（共3人）学习，另有群众（2人。\n"),
    );
    let said = desk.run("x", &["check", "--format", "short"]).is(0).tells("另有旧问题 2 处").said;
    assert!(said.lines().count() == 1 && said.contains("HB7704"), "{said}");
    // One more of the kind is new; what was mended goes with the next list.
    desk.write(REPORT, &format!("{HEAD}{MARKS}\n支部组织学习,党员参加。\n"));
    desk.run("x", &["check"]).is(0).says("half-width-punctuation").tells("有 2 条已经改好");
    desk.write(REPORT, &format!("{HEAD}{MARKS}"));
    desk.run("x", &["check"]).is(0).tells("另有旧问题 1 处").tells("有 1 条已经改好");
    desk.run("x", &["check", "--baseline", "write"]).is(0).tells("：1 处");
    assert!(!desk.read("x/content/baseline.yaml").contains("numbering-broken"));
    // The list before is kept, as of all files that are changed.
    desk.run("x", &["restore", "content/baseline.yaml"]).is(0);
    assert_eq!(desk.read("x/content/baseline.yaml"), written);
}

#[test]
fn a_baseline_of_a_part_leaves_the_rest_as_it_was() {
    let desk = desk(&format!("{MARKS}\n{GAP}"));
    desk.write("x/content/reports/2021/b.md", &format!("{HEAD}{MARKS}"));
    desk.run("x", &["check", "--baseline", "write", "content/reports/2021/a.md", "--select", "标题"])
        .is(0)
        .tells("：1 处");
    desk.run("x", &["check", "--baseline", "write", "content/reports/2021/b.md"]).is(0).tells("：2 处");
    desk.run("x", &["check"]).is(0).says("a.md").tells("发现 1 个警告").tells("另有旧问题 2 处");
}

#[test]
fn a_long_run_is_bearable() {
    let paragraphs: String = (0..9).map(|number| format!("第{number}组获得奖励（共{number}人。\n\n")).collect();
    let desk = desk(&paragraphs);
    let said = desk.run("x", &["check"]).is(0).said;
    assert_eq!(said.matches("unpaired-marks]").count(), 5, "{said}");
    assert!(said.contains("另有 4 处同类（unpaired-marks），加 -v 全部列出"), "{said}");
    assert_eq!(desk.run("x", &["check", "-v"]).is(0).said.matches("unpaired-marks]").count(), 9);
    assert_eq!(desk.run("x", &["check", "--format", "short"]).said.lines().count(), 9);
    for format in ["json", "sarif", "github"] {
        let said = desk.run("x", &["check", "--format", format]).is(0).said;
        assert!(said.matches("HB7704").count() >= 9, "{said}");
    }
    for number in 0..40 {
        desk.write(&format!("x/content/reports/2021/r{number}.md"), &format!("{HEAD}{MARKS}"));
    }
    let said = desk.run("x", &["check"]).is(0).says("问题较多，每处只列一行").said;
    assert!(said.contains("content/reports/2021/r7.md（1 处）\n"), "{said}");
    // A table by rule stands below.
    assert!(said.contains("  40    40        40  警告  HB7701 half-width-punctuation"), "{said}");
    assert!(said.lines().count() < 2 * 41 + 16, "{said}");
    let table = desk.run("x", &["check", "--statistics"]).is(0).said;
    assert!(
        table.lines().any(|line| line.starts_with("  40    40")) && table.contains("HB7701 half-width-punctuation"),
        "{table}"
    );
    assert_eq!(table.lines().count(), 3, "{table}");
    desk.run("x", &["check", "--statistics", "--format", "json"]).is(2).tells("不能一起用");
}

#[test]
fn rules_outside_the_check_are_explained_with_a_sample() {
    let desk = Desk::new();
    desk.run(".", &["explain", "HB1301"])
        .is(0)
        .says("title：年度总结")
        .says("title: 年度总结")
        .says("“title”后面用了中文冒号");
    desk.run(".", &["explain", "link-missing", "--lang", "en"])
        .is(0)
        .says("Wrong:")
        .says("[去年](2020.md)")
        .says("Instead:");
    let said = desk.run(".", &["explain", "link-missing"]).said;
    assert!(!said.contains("checks: {"), "an error keeps its level: {said}");
    desk.run(".", &["explain", "han-space"]).says("checks: {han-space: off}").says("<!-- 准许 han-space: 理由 -->");
}

#[test]
fn init_knows_a_publication() {
    let desk = desk("甲。\n");
    desk.run("x", &["init"]).is(2).tells("这里已经是一部汇编");
    desk.run(".", &["init", "x"]).is(2).tells("x 已经是一部汇编");
    desk.run("x", &["init", "--lang", "en"]).is(2).tells("this is a publication already");
}

#[test]
fn new_asks_the_register() {
    let desk = desk("甲。\n");
    desk.write("x/content/organizations.yaml", "- {id: jia, name: 第一党支部}\n");
    let make = |branch: &str| desk.run("x", &["new", "report", "总结", "--branch", branch]).is(0);
    make("第一党支部").tells("接下来");
    let unknown = make("第一党只部").tells("组织登记表里没有“第一党只部”").tells("第一党支部");
    assert!(unknown.said.trim_end().ends_with(".md"), "{unknown:?}");
    assert!(!make("jia").told.contains("登记表"));
}

#[test]
fn ranges_and_choices_are_named() {
    let desk = desk("甲。\n");
    let check = |arguments: &[&str], zh: &str, en: &str| {
        desk.run("x", arguments).is(2).tells(zh);
        desk.run("x", &[&["--lang", "en"], arguments].concat()).is(2).tells(en);
    };
    check(
        &["serve", "--port", "99999"],
        "--port 的值不能是“99999”，可以是 0 至 65535 的整数",
        "a whole number from 0 to 65535",
    );
    check(&["restore", "a.md", "--number", "0"], "从 1 起的整数", "a whole number from 1 on");
    check(&["completions"], "可以是 bash、elvish、fish、powershell、zsh", "one of bash, elvish, fish");
    check(&["check", "--baseline", "wirte"], "可以是 write、ignore", "one of write, ignore");
}
