//! Persons in a sentence, each with what is told of them right before their name.
//!
//! Who is a person says [`crate::language::person`]. A surname is an ordinary
//! character too, so a name that only may be one counts where its neighbours tell
//! of a person, or where the publication knows whose it is.

use std::ops::Range;

use crate::language::lexicon::{self, List};
use crate::language::person::{ADDRESS, Evidence, GOES_ON, HARDSHIP, Name, may_name, may_stand};
use crate::language::words::ended_after;
use crate::language::{Known, annotate};
use crate::text::han::is_han;

/// Characters that join two things: 和, 与.
static JOINTS: List = List::new(&lexicon::FIGURE_WORDS, "joint");
/// 癌症患者.
static PATIENTS: List = List::new(&lexicon::CIRCUMSTANCES, "patient");
/// Between a disease and 患者: 晚期.
static STAGES: List = List::new(&lexicon::CIRCUMSTANCES, "stage");
/// How names of diseases end before 患者, and what stands before them.
static DISEASE_ENDS: List = List::new(&lexicon::CIRCUMSTANCES, "disease-end");
static DISEASE_BEFORE: List = List::new(&lexicon::CIRCUMSTANCES, "disease-before");

/// What is owed, and what stands between that and a name: 欠缴党费|的有：.
pub static OWES: List = List::new(&lexicon::CIRCUMSTANCES, "owes");
static OWERS: List = List::new(&lexicon::CIRCUMSTANCES, "ower");

/// A person in a sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name.
    pub name: Range<usize>,
    /// Where the name and its form of address end.
    pub end: usize,
    /// 癌症患者 before the name.
    pub ill: Option<Range<usize>>,
    /// 低保户 before the name.
    pub poor: Option<Range<usize>>,
    /// 欠缴党费的有： before the name.
    pub owes: Option<Range<usize>>,
}

/// The persons in a sentence, in their order, if there may be one of whom something is
/// `told`; `is_known` says whom the publication knows by name, `no_names` what it knows to
/// be no name.
pub fn mentions(
    text: &str,
    no_names: &[&str],
    is_known: &dyn Fn(&str) -> bool,
    told: &dyn Fn(&Mention) -> bool,
) -> Vec<Mention> {
    // The words of a sentence are costly; most sentences have nobody's name.
    // 困难党员|和|会员 has none, though 和 is a surname.
    let joins = |range: &Range<usize>| {
        let joint = JOINTS.begins(&text[range.clone()]).map(str::len);
        joint.is_some_and(|joint| ended_after(text, range.start + joint, range.end - 1))
    };
    if !may_name(text) || !may_stand(text, |range| !joins(&range) && told(&mention(text, range))) {
        return Vec::new();
    }
    let annotated = annotate(text, &Known { no_names, ..Known::default() });
    let is_person = |name: &&Name| {
        let told = name.certain || !matches!(name.evidence, Evidence::Dictionary | Evidence::Again);
        name.evidence != Evidence::Masked && (told || is_known(&text[name.range.clone()]))
    };
    annotated.persons().iter().filter(is_person).map(|name| mention(text, name.range.clone())).collect()
}

fn mention(text: &str, name: Range<usize>) -> Mention {
    let (before, after) = (&text[..name.start], &text[name.end..]);
    // 家 is a form of address, 家庭 and 家住 are not.
    let address = ADDRESS.begins(after).filter(|_| GOES_ON.begins(after).is_none());
    let noun = |list: &List| list.ends(before).map(|noun| name.start - noun.len()..name.start);
    let ill = noun(&PATIENTS).and_then(|noun| Some(disease_before(text, noun.start)?..noun.end));
    let ower = before.trim_end_matches(['：', ':', ' ']);
    let owed = OWERS.strip_suffix(ower).map_or(ower, |rest| OWERS.strip_suffix(rest).unwrap_or(rest));
    let owes = OWES.ends(owed).filter(|_| owed.len() < ower.len()).map(|word| owed.len() - word.len()..owed.len());
    Mention { owes, end: name.end + address.map_or(0, str::len), ill, poor: noun(&HARDSHIP), name }
}

/// Where the disease begins that ends right before a place: 肺癌 in 肺癌患者.
fn disease_before(text: &str, at: usize) -> Option<usize> {
    let head = &text[..at];
    let head = STAGES.ends(head).and_then(|stage| head.strip_suffix(stage)).unwrap_or(head);
    DISEASE_ENDS.ends(head)?;
    let start = head.char_indices().rev().take_while(|(_, c)| is_han(*c)).take(3).last()?.0;
    // 为肺癌患者 begins with 肺癌.
    let mut disease = head.get(start..)?;
    while let Some(shorter) = DISEASE_BEFORE.begins(disease).and_then(|word| disease.strip_prefix(word)) {
        disease = shorter;
    }
    Some(head.len() - disease.len())
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn persons_are_told_from_words() {
        for (text, expected) in [
            ("慰问困难党员张三，送去米油。", "张三"),
            ("低保户李小明家", "李小明"),
            ("王芳患肺癌", "王芳"),
            ("看望李四同志、欧阳小明老人", "李四 欧阳小明"),
            ("张大山，男，58岁", "张大山"),
            ("高血压患者、白血病患者、高龄老人、常年患病的群众", ""),
            ("困难群众高度关注，贫困户温暖过冬，困难党员关怀", ""),
            ("低保户张某某、患者李××", ""),
            ("患者李女士患有冠心病，张主任，赵大爷家", ""),
            ("为困难老人包饺子。为贫困学生艾灸，扶助困难学生成才。", ""),
            ("组织困难家庭包粽子，帮困难职工安灯泡，为困难群众解近渴", ""),
            ("慰问困难党员张三、李小明", "张三 李小明"),
            ("困难党员张三、李小明等", "张三 李小明"),
            ("走访困难党员和会员52人", ""),
            ("为困难老人钟爱，为困难老人米饺子", ""),
            ("", ""),
        ] {
            let found: Vec<&str> =
                mentions(text, &[], &|_| false, &|_| true).into_iter().map(|mention| &text[mention.name]).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
