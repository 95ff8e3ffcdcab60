//! Plants: wrong words, usage, and words too many.

use super::{Plant, Planted, one, otherwise, paragraphs, rewrite, sentence, word};
use crate::checks_regression::random::Random;
use crate::checks_regression::report::Document;

pub static PLANTS: &[Plant] = &[
    // Words of the reports themselves.
    word("wrong-word", "疫情防控", "疫情防空"),
    word("wrong-word", "抗疫一线", "抗议一线"),
    word("wrong-word", "铸牢中华民族共同体意识", "筑牢中华民族共同体意识"),
    word("wrong-word", "先锋模范作用", "先锋模范做用"),
    word("wrong-word", "先锋模范作用", "先峰模范作用"),
    word("wrong-word", "战斗堡垒", "战斗保垒"),
    word("wrong-word", "再接再厉", "再接再励"),
    word("wrong-word", "部署", "布署"),
    word("wrong-word", "一如既往", "一如继往"),
    word("wrong-word", "兢兢业业", "竞竞业业"),
    word("wrong-word", "按部就班", "按步就班"),
    word("wrong-word", "名列前茅", "名列前矛"),
    word("wrong-word", "络绎不绝", "络驿不绝"),
    word("wrong-word", "义不容辞", "义不容词"),
    word("wrong-word", "众志成城", "众志成诚"),
    word("wrong-word", "身先士卒", "生先士卒"),
    word("wrong-word", "因地制宜", "因地治宜"),
    word("wrong-word", "循序渐进", "循序见进"),
    word("wrong-word", "未雨绸缪", "未雨稠缪"),
    word("wrong-word", "相得益彰", "相得益章"),
    word("wrong-word", "言简意赅", "言简意骇"),
    word("wrong-word", "立竿见影", "立杆见影"),
    word("wrong-word", "耳濡目染", "耳儒目染"),
    word("wrong-word", "一目了然", "一目了燃"),
    word("wrong-word", "蔚然成风", "尉然成风"),
    word("wrong-word", "渡过难关", "度过难关").or(&["discouraged-word"]),
    word("wrong-word", "防范", "防犯"),
    word("wrong-word", "精简会议", "精减会议").or(&["discouraged-word"]),
    word("wrong-word", "覆盖", "复盖").or(&["discouraged-word"]),
    word("wrong-word", "组织生活会", "组织生活汇"),
    word("wrong-word", "批评与自我批评", "批评与自我批平"),
    word("wrong-word", "急难愁盼", "急难愁判"),
    word("wrong-word", "应急预案", "应急予案"),
    word("wrong-word", "志愿服务", "志原服务"),
    word("wrong-word", "锐意进取", "锐意进曲"),
    // Words that come in addition.
    sentence("wrong-word", "深入开展⟦扫黑险恶⟧专项斗争。"),
    sentence("wrong-word", "大家⟦不加思索⟧地报了名。").or(&["discouraged-word"]),
    sentence("wrong-word", "后勤保障⟦首曲一指⟧。"),
    sentence("wrong-word", "青年骨干⟦脱颍而出⟧。"),
    sentence("wrong-word", "大家⟦迫不急待⟧地投入了工作。"),
    sentence("wrong-word", "新设备⟦按装⟧调试完毕。"),
    sentence("wrong-word", "不能⟦墨守陈规⟧，要敢于创新。"),
    sentence("wrong-word", "工作要⟦提钢挈领⟧，抓住重点。"),
    sentence("wrong-word", "对困难职工⟦关怀倍至⟧。"),
    sentence("wrong-word", "通过交流，大家⟦受益非浅⟧。").or(&["discouraged-word"]),
    sentence("wrong-word", "牢固树立⟦全局意只⟧。"),
    sentence("wrong-word", "着力解决⟦行式主义⟧问题。"),
    sentence("wrong-word", "助力⟦乡村振新⟧，选派了驻村干部。"),
    sentence("wrong-word", "落实⟦全面从严制党⟧要求。"),
    sentence("wrong-word", "推进⟦党风廉正建设⟧。"),
    sentence("wrong-word", "打赢⟦脱贫攻艰⟧战。"),
    sentence("wrong-word", "认真落实⟦三会一刻⟧制度。"),
    sentence("wrong-word", "每月开展⟦主题党曰⟧活动。"),
    sentence("wrong-word", "不断提高⟦政治占位⟧。"),
    sentence("wrong-word", "同志们⟦一股作气⟧完成了搬迁。"),
    sentence("wrong-word", "坚持⟦民主集中治⟧。"),
    sentence("wrong-word", "医务人员⟦救死扶殇⟧，受到称赞。"),
    sentence("wrong-word", "做到⟦防患于末然⟧。"),
    sentence("wrong-word", "要⟦继往开莱⟧，续写新篇。"),
    sentence("wrong-word", "成员之间⟦亲密无问⟧。"),
    sentence("wrong-word", "各项工作⟦井井有序⟧，⟦有条不稳⟧。"),
    sentence("wrong-word", "献血者⟦踊跃报明⟧，⟦无尝献血⟧宣传深入人心。"),
    sentence("wrong-word", "要⟦凝聚公识⟧，⟦振憾人心⟧的事例随处可见。"),
    sentence("discouraged-word", "⟦截止到⟧六月底，任务已完成过半。").or(&["wrong-word"]),
    word("discouraged-word", "截至年底", "截止年底").or(&["wrong-word"]),
    word("discouraged-word", "台账", "台帐").or(&["wrong-word"]),
    word("discouraged-word", "账目", "帐目").or(&["wrong-word"]),
    sentence("discouraged-word", "打通服务群众的⟦最后1公里⟧。").or(&["wrong-word"]),
    sentence("discouraged-word", "结对单位⟦签定⟧了合作协议。").or(&["wrong-word"]),
    sentence("discouraged-word", "给予困难成员⟦必需的照像⟧器材。").or(&["wrong-word"]),
    sentence("discouraged-word", "大家⟦想像⟧中的困难并没有出现。").or(&["wrong-word"]),
    sentence("discouraged-word", "每人⟦定阅⟧报刊一份。").or(&["wrong-word"]),
    sentence("discouraged-word", "⟦做为⟧一名老同志，他从不缺席。").or(&["wrong-word"]),
    otherwise("repeated-text", "a paragraph pasted twice", |random, document| {
        let paragraph = one(random, document.paragraphs())?;
        let said = format!("\n\n{}", &document.text[paragraph.clone()]);
        let end = paragraph.end;
        let planted = rewrite(document, end..end, &said, end..end);
        Some(Planted::at(paragraph.start..end + said.len(), planted.text))
    }),
    otherwise("repeated-text", "a paragraph pasted again at the end of the chapter", |random, document| {
        let paragraphs = document.paragraphs();
        let one_of_them = random.below(paragraphs.len().checked_sub(3)?);
        let (paragraph, later) = (paragraphs[one_of_them].clone(), paragraphs[one_of_them + 2].clone());
        let said = format!("\n\n{}", &document.text[paragraph.clone()]);
        let mut planted = rewrite(document, later.end..later.end, &said, later.end..later.end);
        planted.wrong = vec![paragraph, later.end..later.end + said.len()];
        Some(planted)
    }),
    otherwise("repeated-text", "a sentence pasted twice", |random, document| {
        let mut sentences = document.sentences();
        sentences.retain(|sentence| sentence.len() > 75);
        let sentence = one(random, sentences)?;
        let said = document.text[sentence.clone()].to_owned();
        let end = sentence.end;
        let planted = rewrite(document, end..end, &said, end..end);
        Some(Planted::at(sentence.start..end + said.len(), planted.text))
    }),
    paragraphs(
        "repeated-text",
        "会议选举产生了新的班子：⟦林小敏（市第二医院，副主任护师）当选为宣传委员，林小敏（市第二医院，副主任护师）当选为组织委员⟧。",
    ),
    otherwise("doubled-words", "的 doubled", |random, document| doubled(random, document, "的")),
    otherwise("doubled-words", "在 doubled", |random, document| doubled(random, document, "在")),
    otherwise("doubled-words", "和 doubled", |random, document| doubled(random, document, "和")),
    otherwise("doubled-words", "a comma doubled", |random, document| doubled(random, document, "，")),
    otherwise("doubled-words", "a full stop after a comma", |random, document| {
        let sentence = one(random, document.sentences())?;
        let at = sentence.end - '。'.len_utf8();
        Some(rewrite(document, at..at, "，", at - 3..at + 6))
    }),
    sentence("doubled-words", "继续做好⟦志愿服务志愿服务⟧工作。"),
    sentence("doubled-words", "大家⟦积极参加积极参加⟧各项比赛。"),
    sentence("doubled-words", "同志⟦们们⟧纷纷报名，⟦并并⟧表示坚持到底。"),
    sentence("mixed-counters", "表彰⟦服务明星5名、技术能手3人⟧。"),
    sentence("mixed-counters", "接待⟦专家4位、学员26名⟧。"),
    sentence("mixed-counters", "派出⟦队员12人和领队1名⟧。"),
];

/// Writes a word of the running text twice.
fn doubled(random: &mut Random, document: &Document, word: &str) -> Option<Planted> {
    let paragraphs = document.paragraphs();
    let mut places = document.finds(word);
    places.retain(|place| {
        let text = &document.text;
        let quoted = text[document.sentence(place).start..place.start].contains(['“', '《']);
        !quoted && paragraphs.iter().any(|paragraph| paragraph.start < place.start && place.end < paragraph.end)
    });
    let range = one(random, places)?;
    Some(rewrite(document, range.end..range.end, word, range))
}
