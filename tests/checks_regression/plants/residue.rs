//! Plants: private data, references and links, what came along from a page.

use super::{Plant, Planted, insert, one, otherwise, paragraphs, rewrite, sentence};
use crate::checks_regression::random::Random;
use crate::checks_regression::report::Document;

pub static PLANTS: &[Plant] = &[
    otherwise("private-number", "an identity number", |random, document| {
        let number = identity_number(random);
        said(random, document, &format!("受助人张某的身份证号为⟦{number}⟧。"))
    }),
    otherwise("private-number", "an identity number without a label", |random, document| {
        let number = identity_number(random);
        said(random, document, &format!("已为李某（⟦{number}⟧）办理补助。"))
    }),
    otherwise("private-number", "a mobile number", |random, document| {
        let number = mobile_number(random);
        said(random, document, &format!("有意者请与小王联系，手机⟦{number}⟧。"))
    }),
    otherwise("private-number", "a mobile number in groups", |random, document| {
        let number = mobile_number(random);
        let grouped = format!("{}-{}-{}", &number[..3], &number[3..7], &number[7..]);
        said(random, document, &format!("联系人：李四，电话：⟦{grouped}⟧。"))
    }),
    otherwise("private-number", "a mobile number in brackets", |random, document| {
        let number = mobile_number(random);
        said(random, document, &format!("报名找张三（⟦{number}⟧）。"))
    }),
    otherwise("private-number", "a bank card", |random, document| {
        let card = card_number(random);
        said(random, document, &format!("善款汇入李某的银行卡⟦{card}⟧，当日到账。"))
    }),
    sentence("private-contact", "材料请发至⟦zhang.san@mail-example.cn⟧，当日回复。"),
    sentence("private-contact", "家中电话⟦0719-8652341⟧，随时可以联系。"),
    sentence("private-contact", "加入交流群请先添加QQ：⟦2846102937⟧。"),
    paragraphs(
        "private-number",
        "| 姓名 | 联系方式 |\n| --- | --- |\n| 张三 | ⟦15912345678⟧ |\n| 李四 | ⟦18687654321⟧ |",
    ),
    paragraphs(
        "names-unconsented",
        "参加的有⟦林小敏、周小亮、陈小红、吴小辉、赵小静、孙小芳⟧，他们都来自一线岗位，平时工作很忙。",
    ),
    paragraphs(
        "names-unconsented",
        "向⟦郑小军、冯小伟、蒋小玲、沈小明、韩小杰⟧等表示感谢，是他们的坚持让项目得以延续。",
    ),
    otherwise("doi-broken", "a DOI without its stroke", |_, document| doi(document, "/", "")),
    otherwise("doi-broken", "a DOI with a wide stroke", |_, document| doi(document, "/", "／")),
    otherwise("doi-broken", "a DOI with a letter for a figure", |_, document| doi(document, "10.", "1O.")),
    otherwise("doi-broken", "a DOI with digits lost", |_, document| doi(document, "10.13579", "10.135")),
    sentence("doi-broken", "相关成果见DOI：⟦10.16252-j.cnki.2019.06.011⟧。"),
    otherwise("reference-uncited", "a citation lost", |_, document| {
        let citation = document.slots("citation").get(1)?.clone();
        let reference = document.slots("reference").get(1)?.clone();
        let lost = citation.len();
        let mut planted = rewrite(document, citation.clone(), "", citation);
        planted.wrong.push(reference.start - lost..reference.end - lost);
        Some(planted)
    }),
    otherwise("reference-uncited", "a citation of another number", |_, document| {
        let citation = document.slots("citation").get(1)?.clone();
        let mut planted = rewrite(document, citation.clone(), "[3]", citation);
        planted.wrong.push(document.slots("reference").get(1)?.clone());
        Some(planted)
    }),
    otherwise("reference-uncited", "a reference of which the text says nothing", |_, document| {
        let last = document.slots("reference").get(1)?.clone();
        let end = document.block(&last).end;
        Some(insert(document, end, "\n\n⟦[3]⟧王某某. 社区工作实务[M]. 南屏：南屏出版社,2014."))
    }),
    otherwise("reference-uncited", "a reference left out of the list", |_, document| {
        let last = document.slots("reference").get(1)?.clone();
        let block = document.block(&last);
        let citation = document.slots("citation").get(1)?.clone();
        Some(rewrite(document, block, "", citation.clone()))
            .map(|planted| Planted { wrong: Vec::from([citation]), ..planted })
    }),
    sentence("link-missing", "具体安排见[活动方案](⟦huodong-fangan.md⟧)。"),
    sentence("anchor-missing", "具体数字见[附表](⟦#附表三⟧)。").or(&["link-missing"]),
    paragraphs("image-missing", "![活动合影](⟦heying.jpg⟧)"),
    sentence("note-undefined", "这一做法已在全市推广⟦[^9]⟧。"),
    otherwise("doi-form", "a DOI in the front matter without its stroke", |_, document| {
        let at = document.text.find("\ngenre:")? + 1;
        Some(insert(document, at, "doi: ⟦10.13579.jj2020⟧\n"))
    }),
    paragraphs("page-residue", "⟦当前位置：首页 > 群团工作 > 工作动态⟧"),
    paragraphs("page-residue", "⟦您的位置：网站首页 >> 新闻中心 >> 正文⟧"),
    paragraphs("page-residue", "⟦上一篇：关于开展春季义务植树的通知⟧"),
    paragraphs("page-residue", "⟦下一篇：我市举办技能竞赛⟧"),
    paragraphs("page-residue", "⟦浏览次数：1286⟧"),
    paragraphs("page-residue", "⟦【字体：大 中 小】⟧"),
    paragraphs("page-residue", "⟦打印本页 关闭窗口⟧"),
    paragraphs("page-residue", "⟦分享到：微信 微博 QQ空间⟧"),
    paragraphs("page-residue", "⟦扫一扫在手机打开当前页⟧"),
    paragraphs("page-residue", "⟦阅读量：302⟧"),
    sentence("placeholder", "⟦20XX⟧年被评为先进集体。"),
    sentence("placeholder", "在⟦XX⟧社区开展活动。"),
    sentence("placeholder", "服务群众⟦××⟧人次。"),
    sentence("placeholder", "由⟦×××⟧同志带队。"),
    sentence("placeholder", "⟦XX月XX日⟧召开总结会。"),
    sentence("placeholder", "投入资金⟦**⟧万元。"),
    sentence("placeholder", "完成率达到⟦XX%⟧。"),
    sentence("placeholder", "（⟦此处补充数据⟧）各项指标均有提高。"),
    otherwise("several-reports", "the report of another branch after this one", |_, document| {
        let said = format!(
            "\n# {}工作总结\n\n全年开展活动九次，成员人人参与。\n\n# ⟦后勤班组工作总结⟧\n\n这一年，班组把小事做细，把实事做好。\n",
            document.facts.full_name()
        );
        Some(insert(document, document.text.len(), &said))
    }),
    paragraphs(
        "several-reports",
        "## 门诊部先进事迹\n\n门诊部的同事们日复一日守在岗位上，从不叫苦。\n\n## ⟦住院部先进事迹⟧\n\n住院部的灯总是亮到很晚，那是大家在讨论病例。",
    ),
];

/// Puts a sentence after a paragraph.
fn said(random: &mut Random, document: &Document, sentence: &str) -> Option<Planted> {
    let paragraph = one(random, document.paragraphs())?;
    Some(insert(document, paragraph.end, sentence))
}

fn doi(document: &Document, right: &str, wrong: &str) -> Option<Planted> {
    let range = document.slots("doi").first()?.clone();
    let changed = document.text[range.clone()].replacen(right, wrong, 1);
    Some(rewrite(document, range.clone(), &changed, range))
}

/// Seventeen digits and the check digit of GB 11643.
fn identity_number(random: &mut Random) -> String {
    let region = random.pick(&["110101", "230221", "410102", "510104"]);
    let (year, month, day) = (random.within(1948..=1999), random.within(1..=12), random.within(1..=28));
    let number = format!("{region}{year}{month:02}{day:02}{:03}", random.within(1..=999));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = number.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{number}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

fn mobile_number(random: &mut Random) -> String {
    let head = random.pick(&["138", "139", "150", "159", "186", "177"]);
    format!("{head}{:08}", random.within(10_000_000..=99_999_999))
}

/// Eighteen digits and the check digit of Luhn.
fn card_number(random: &mut Random) -> String {
    let number = format!("6222{:07}{:07}", random.within(1_000_000..=9_999_999), random.within(1_000_000..=9_999_999));
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| match u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 } {
            ten if ten > 9 => ten - 9,
            one => one,
        })
        .sum();
    format!("{number}{}", (10 - sum % 10) % 10)
}
