//! Readings that a character has in some words only: 重 in 重庆, 单 as a surname.
//!
//! Two tables, searched by [`surname`] and [`word`]. They hold only what
//! differs from the first reading of the `pinyin` crate; a test refuses idle
//! lines. Over 300 lines because it is tables.
//!
//! Sources: compiled by hand for this program, after the readings that
//! 《现代汉语词典》 and the official place names have; no list was copied. The
//! selection is words of reports, surnames of persons, cities and counties.
//! Characters with a rare first reading were found by comparing the crate with
//! GB 2312 level 1, which is in the order of pinyin. Where families differ
//! (覃 Qín or Tán, 乐 Yuè or Lè), one is chosen here and the author's 拼音 field
//! is for the others.

use std::cmp::Reverse;

/// A surname and its syllables; compound ones before the single.
const SURNAMES: &[(&str, &[&str])] = &[
    ("尉迟", &["yu", "chi"]),
    ("万俟", &["mo", "qi"]),
    ("单于", &["chan", "yu"]),
    ("澹台", &["tan", "tai"]),
    ("单", &["shan"]),
    ("仇", &["qiu"]),
    ("解", &["xie"]),
    ("曾", &["zeng"]),
    ("区", &["ou"]),
    ("查", &["zha"]),
    ("朴", &["piao"]),
    ("盖", &["ge"]),
    ("乐", &["yue"]),
    ("缪", &["miao"]),
    ("覃", &["qin"]),
    ("翟", &["zhai"]),
    ("隗", &["wei"]),
    ("洗", &["xian"]),
    ("召", &["shao"]),
    ("员", &["yun"]),
    ("贠", &["yun"]),
    ("种", &["chong"]),
    ("秘", &["bi"]),
    ("折", &["she"]),
    ("阚", &["kan"]),
    ("郇", &["xun"]),
    ("么", &["yao"]),
    ("黑", &["he"]),
    ("繁", &["po"]),
    ("薄", &["bo"]),
    ("藏", &["zang"]),
    ("祭", &["zhai"]),
    ("句", &["gou"]),
    ("都", &["du"]),
    ("佴", &["nai"]),
    ("粘", &["nian"]),
    ("重", &["chong"]),
];

/// A character, another reading of it, and the words in which it has that.
///
/// Words with the usual reading stand here too where they keep a wrong word
/// from being seen: 分会计划 holds 会计, 为了解决 holds 了解. They must be longer,
/// or their entry must stand before the other one of the character.
struct Word {
    character: char,
    syllable: &'static str,
    words: &'static [&'static str],
}

const fn word_of(character: char, syllable: &'static str, words: &'static [&'static str]) -> Word {
    Word { character, syllable, words }
}

#[rustfmt::skip] // one line a reading
const WORDS: &[Word] = &[
    // Words of reports.
    word_of('长', "chang", &["长春", "长沙", "长江", "长治", "长三角", "长株潭", "长征", "长城"]),
    word_of('长', "zhang", &[
        "院长", "会长", "校长", "组长", "所长", "局长", "处长", "科长", "部长", "书长", "主任长", "社长",
        "班长", "队长", "团长", "师长", "连长", "排长", "站长", "市长", "省长", "县长", "区长", "镇长", "乡长",
        "村长", "厂长", "店长", "馆长", "家长", "护士长", "士长", "首长", "成长", "生长", "增长", "助长",
        "行长", "台长", "司长", "厅长", "委员长", "董事长", "事长", "船长", "舰长", "机长", "园长", "楼长",
        "河长", "林长", "链长", "学长", "兄长", "滋长", "消长", "级长", "年长", "长者", "长辈", "长老", "长官",
        "长子", "长女", "长兄", "长势", "长大",
    ]),
    word_of('长', "chang", &[
        "长安", "长期", "长远", "长效", "长处", "长久", "长足", "长寿", "长途", "长葛", "长垣", "长兴", "长宁",
        "长汀", "长海", "长乐", "长泰", "长岛", "长阳", "长顺", "长武", "长丰", "长清", "长白", "长岭", "长丝",
        "长度", "长短", "长假", "长廊", "长龙", "长卷", "长篇", "长文", "长尾", "长线", "长空", "长河", "长跑",
        "长明", "长存", "长青", "长红", "长治久安", "长虹", "长风", "长此", "长夜", "长袖", "长桥", "长湖",
        "长流", "长葆", "长桌", "长街", "长款", "专长", "特长", "擅长", "延长", "漫长", "周长", "全长", "身长",
        "悠长", "冗长", "绵长", "源远流长", "取长补短", "扬长", "一技之长", "天长", "细水长流", "见长",
        "行长效", "行长期", "行长远",
    ]),
    word_of('重', "zhong", &[
        "严重", "慎重", "尊重", "注重", "着重", "贵重", "沉重", "体重", "保重", "隆重", "比重", "并重", "危重",
        "急重", "偏重", "敬重", "侧重", "郑重", "珍重", "看重", "倚重", "推重", "重生产", "重建设", "重新疆",
        "重修养", "重复杂", "重组织", "繁重", "厚重", "深重", "稳重", "庄重", "惨重", "加重", "减重", "超重",
        "载重", "起重", "自重", "器重", "多重视", "多重点", "多重要", "多重大", "双重点", "双重视", "重合同",
    ]),
    word_of('重', "chong", &[
        "重庆", "重阳", "重新", "重建", "重复", "重组", "重启", "重温", "重申", "重塑", "重返", "重构", "重叠",
        "重现", "重走", "重逢", "重生", "重演", "重聚", "重拾", "重整", "重修", "重访", "重回", "重游", "重播",
        "重印", "重版", "重写", "重置", "重振", "重归", "重登", "重名", "重合", "重影", "重围", "重孙", "重奏",
        "双重", "多重", "重重", "九重", "重九", "重燃", "重铸", "重做",
    ]),
    word_of('行', "hang", &[
        "银行", "央行", "行业", "行长", "分行", "总行", "行情", "行家", "行列", "行规", "太行", "排行",
        "各行各业", "同行评议", "同行专家", "农商行", "银行业", "各行业", "全行业", "跨行业", "银行长",
    ]),
    word_of('行', "xing", &[
        "行业务", "行情况", "行情形", "行规定", "行规划", "行规章", "分行动", "分行为", "分行政", "总行动",
        "总行程", "央行动", "行长效", "行长期", "行长远",
    ]),
    word_of('会', "kuai", &["会计", "财会", "会稽"]),
    word_of('会', "hui", &["会计划", "会计算", "会计入"]),
    word_of('调', "diao", &[
        "强调", "抽调", "借调", "选调", "外调", "基调", "论调", "格调", "步调", "曲调", "单调", "声调", "函调",
        "征调", "上调研", "下调研", "上调查", "下调查", "上调动",
    ]),
    word_of('调', "tiao", &[
        "调解", "调整", "调节", "调控", "协调", "调理", "调和", "调试", "调养", "调剂", "调适", "调制", "调停",
        "调料", "调味", "调皮", "调侃", "调息", "调价", "调休", "调补", "调治", "调护", "调优", "调频", "调压",
        "烹调", "失调", "空调", "微调", "下调", "上调", "风调雨顺",
    ]),
    word_of('乐', "yue", &[
        "音乐", "乐器", "乐曲", "乐团", "乐队", "声乐", "器乐", "乐清", "响乐", "奏乐", "礼乐", "乐章", "乐谱",
        "管乐", "弦乐", "乐理", "乐府", "乐毅", "鼓乐", "雅乐",
    ]),
    word_of('乐', "lao", &["乐亭", "乐陵"]),
    word_of('都', "du", &[
        "首都", "成都", "都市", "都城", "古都", "都江堰", "都匀", "丰都", "帝都", "都昌", "都督", "昌都",
        "迁都", "故都", "都江", "陪都", "新都区", "花都区", "武都区", "宜都市", "大都会", "都安县", "都安瑶",
        "于都县", "望都县",
    ]),
    word_of('传', "zhuan", &["传记", "自传", "水浒传", "评传", "左传", "传略"]),
    word_of('传', "chuan", &["自传达", "自传授", "自传播", "自传承"]),
    word_of('藏', "zang", &[
        "西藏", "藏族", "藏药", "藏医", "宝藏", "藏语", "藏文", "青藏", "川藏", "藏区", "援藏", "进藏", "藏历",
        "藏胞", "藏民", "大藏经", "藏北", "藏南", "驻藏", "滇藏", "甘孜藏", "涉藏",
    ]),
    word_of('率', "lv", &["效率", "比率", "频率", "利率", "概率"]),
    word_of('率', "shuai", &[
        "率先", "表率", "率领", "统率", "率队", "坦率", "草率", "直率", "轻率", "率团", "率部", "率众", "真率",
    ]),
    word_of('参', "shen", &[
        "人参", "党参", "丹参", "西洋参", "玄参", "沙参", "苦参", "参苓", "太子参", "参茸", "参芪", "高丽参",
        "拳参", "参附",
    ]),
    word_of('参', "can", &[
        "人参加", "人参与", "人参观", "人参军", "人参会", "人参赛", "人参训", "人参保", "人参政", "人参展",
        "人参考", "人参评", "人参选", "人参演", "人参谋", "党参加", "党参与", "党参政", "人参建", "人参照",
        "人参战", "人参编",
    ]),
    word_of('参', "cen", &["参差"]),
    word_of('省', "xing", &["反省", "省察", "省亲", "省悟", "三省吾身", "发人深省"]),
    word_of('弹', "tan", &[
        "弹性", "弹琴", "弹奏", "评弹", "弹簧", "弹劾", "反弹", "弹唱", "弹力", "弹指", "弹响", "乱弹",
    ]),
    word_of('朝', "zhao", &[
        "朝气", "朝夕", "朝霞", "今朝", "朝晖", "一朝一夕", "朝花", "朝露", "朝令", "有朝一日", "朝朝",
    ]),
    word_of('差', "chai", &["出差", "差旅", "差遣", "差事", "邮差"]),
    word_of('差', "cha", &["出差距", "出差错", "出差异"]),
    word_of('降', "xiang", &["投降", "降服", "归降", "受降", "招降", "降龙"]),
    word_of('校', "xiao", &["学校", "高校", "院校", "党校", "母校", "军校", "全校", "我校", "本校", "名校"]),
    word_of('校', "jiao", &[
        "校对", "校验", "校正", "审校", "校准", "校勘", "校订", "校样", "点校", "校注", "校核", "校阅", "校改",
        "审三校",
    ]),
    word_of('给', "ji", &["供给", "给予", "补给", "给养", "给付", "给水", "目不暇给", "自给自足"]),
    word_of('角', "jue", &["角色", "主角", "配角", "角逐", "旦角"]),
    word_of('模', "mu", &["模样", "模具", "模板", "一模一样", "铸模"]),
    word_of('似', "si", &["似"]),
    word_of('似', "shi", &["似的"]),
    word_of('薄', "bo", &[
        "薄弱", "浅薄", "薄膜", "淡薄", "薄利", "单薄", "稀薄", "厚积薄发", "薄荷", "绵薄", "菲薄", "微薄",
        "喷薄",
    ]),
    word_of('没', "mo", &["淹没", "埋没", "没收", "沉没", "出没", "没落", "没药", "隐没", "辱没"]),
    word_of('没', "mei", &["没收到", "出没有", "没落实", "没落地", "没落到"]),
    word_of('着', "zhuo", &[
        "着力", "着眼", "着手", "着重", "着装", "沉着", "执着", "着实", "穿着", "着陆", "衣着", "附着", "着想",
        "着色", "着墨", "着意", "着笔", "胶着", "着床",
    ]),
    word_of('着', "zhe", &["着实事", "着实际", "着实干", "着实验"]),
    word_of('还', "huan", &[
        "归还", "偿还", "还原", "还款", "返还", "还乡", "还贷", "还本", "还债", "还清", "退还", "还林", "还草",
        "还湿", "生还", "还田",
    ]),
    word_of('塞', "se", &["堵塞", "阻塞", "栓塞", "梗塞", "闭塞", "塞责", "填塞", "充塞", "语塞", "搪塞", "鼻塞"]),
    word_of('削', "xiao", &["切削", "刀削", "削皮", "削铅"]),
    word_of('识', "zhi", &["标识", "博闻强识", "款识"]),
    word_of('畜', "xu", &["畜牧", "畜产", "畜养"]),
    word_of('称', "cheng", &["职称"]),
    word_of('称', "chen", &["称职", "对称", "称心", "匀称", "相称"]),
    word_of('吁', "yu", &["呼吁"]),
    word_of('便', "pian", &["便宜", "大腹便便"]),
    word_of('拓', "tuo", &["开拓"]),
    word_of('拓', "ta", &["拓片", "拓本", "碑拓", "传拓"]),
    word_of('屏', "bing", &["屏气", "屏息", "屏除", "屏弃"]),
    word_of('露', "lou", &["露面", "露馅", "露脸", "露头"]),
    word_of('勒', "le", &["勒令", "勒索", "弥勒", "库尔勒"]),
    word_of('大', "dai", &["大夫"]),
    word_of('卜', "bu", &["卜"]),
    word_of('卜', "bo", &["萝卜"]),
    word_of('佛', "fo", &["佛"]),
    word_of('佛', "fu", &["仿佛"]),
    word_of('辗', "zhan", &["辗"]),
    word_of('椎', "zhui", &["椎"]),
    word_of('琢', "zhuo", &["琢"]),
    word_of('仔', "zi", &["仔细", "仔肩", "仔猪"]),
    word_of('掺', "chan", &["掺"]),
    word_of('匙', "chi", &["匙"]),
    word_of('匙', "shi", &["钥匙"]),
    word_of('脯', "fu", &["果脯", "肉脯", "杏脯"]),
    word_of('嚼', "jiao", &["嚼舌"]),
    word_of('咳', "hai", &["咳声"]),
    word_of('伺', "si", &["伺机", "窥伺", "伺服"]),
    word_of('泊', "bo", &["停泊", "漂泊", "淡泊", "泊位", "泊车", "驻泊", "泊松"]),
    word_of('俟', "si", &["俟"]),
    word_of('俟', "qi", &["万俟卨"]),
    word_of('藉', "jie", &["慰藉", "枕藉", "蕴藉"]),
    word_of('什', "shi", &["什锦", "什邡", "喀什", "什刹海", "家什", "布尔什"]),
    word_of('择', "zhai", &["择菜", "择席"]),
    word_of('巷', "hang", &["巷道"]),
    word_of('否', "pi", &["臧否", "否极泰来"]),
    word_of('说', "shui", &["游说"]),
    word_of('茄', "qie", &["茄"]),
    word_of('茄', "jia", &["雪茄"]),
    word_of('纤', "qian", &["拉纤", "纤夫", "纤绳"]),
    word_of('吓', "he", &["恐吓", "恫吓"]),
    word_of('秘', "bi", &["秘鲁"]),
    word_of('阿', "e", &["东阿", "阿胶", "阿谀", "阿弥陀"]),
    word_of('了', "liao", &["了解", "了却", "了然", "了不起", "了如指掌"]),
    word_of('了', "le", &["了解决", "了解除", "了解放"]),
    word_of('和', "huo", &["暖和", "搅和", "掺和"]),
    word_of('落', "la", &["丢三落四"]),
    word_of('奇', "ji", &["奇数"]),
    word_of('乾', "gan", &["乾燥"]),
    word_of('珲', "hun", &["珲春"]),
    word_of('臭', "xiu", &["乳臭", "铜臭"]),
    word_of('殷', "yan", &["殷红"]),
    word_of('叶', "xie", &["叶韵"]),
    word_of('谷', "yu", &["吐谷浑"]),
    word_of('龟', "qiu", &["龟兹"]),
    word_of('兹', "ci", &["龟兹"]),
    // Places.
    word_of('厦', "sha", &["大厦"]),
    word_of('厦', "xia", &["厦门", "厦大", "厦航", "厦深", "闽厦"]),
    word_of('六', "lu", &["六安", "六合区", "南京六合"]),
    word_of('蚌', "beng", &["蚌埠"]),
    word_of('铅', "yan", &["铅山"]),
    word_of('番', "pan", &["番禺"]),
    word_of('浚', "xun", &["浚县"]),
    word_of('单', "shan", &["单县"]),
    word_of('洞', "tong", &["洪洞"]),
    word_of('枞', "zong", &["枞阳"]),
    word_of('蔚', "yu", &["蔚县"]),
    word_of('尉', "yu", &["尉犁"]),
    word_of('涡', "guo", &["涡阳", "涡河"]),
    word_of('峙', "shi", &["繁峙"]),
    word_of('荥', "ying", &["荥经"]),
    word_of('犍', "qian", &["犍为"]),
    word_of('筠', "jun", &["筠连"]),
    word_of('泌', "bi", &["泌阳"]),
    word_of('牟', "mu", &["牟平", "中牟"]),
    word_of('莘', "xin", &["莘庄"]),
    word_of('浒', "xu", &["浒墅"]),
    word_of('堡', "bu", &["吴堡", "柴沟堡", "瓦窑堡", "堡子"]),
    word_of('堡', "pu", &["十里堡", "马家堡", "五里堡"]),
    word_of('伽', "jia", &["伽师", "伽利略", "伽马"]),
    word_of('莎', "suo", &["莎车"]),
    word_of('车', "ju", &["车马炮"]),
    word_of('宕', "tan", &["宕昌"]),
    word_of('棱', "ling", &["穆棱"]),
    word_of('埔', "pu", &["黄埔"]),
    word_of('埔', "bu", &["大埔"]),
    word_of('柏', "bo", &["柏林"]),
    word_of('轧', "zha", &["轧钢"]),
    word_of('柞', "zha", &["柞水"]),
    word_of('柞', "zuo", &["柞"]),
    word_of('晟', "sheng", &["晟"]),
];

/// Returns the syllables of the surname with which a person's name begins.
///
/// Empty if the surname has its usual reading.
pub(super) fn surname(name: &[char]) -> &'static [&'static str] {
    SURNAMES
        .iter()
        .find(|(surname, _)| {
            let length = surname.chars().count();
            surname.chars().eq(name.iter().take(length).copied())
        })
        .map_or(&[], |&(_, syllables)| syllables)
}

/// Returns the reading of the character at a place, if a word around it is known.
///
/// The longest word wins, and of two as long the first in the table: 院长 holds
/// off 长期 in 院长期间, but not 长沙 in 湖南省长沙市.
pub(super) fn word(text: &[char], at: usize) -> Option<&'static str> {
    let character = *text.get(at)?;
    WORDS
        .iter()
        .filter(|entry| entry.character == character)
        .flat_map(|entry| entry.words.iter().map(|word| (*word, entry.syllable)))
        .filter(|&(word, _)| stands_around(word, text, at))
        // Of equals, the least key is the first met, the greatest the last.
        .min_by_key(|&(word, _)| Reverse(word.len()))
        .map(|(_, syllable)| syllable)
}

/// Tells whether a word stands in the text so that it covers the place.
fn stands_around(word: &str, text: &[char], at: usize) -> bool {
    let length = word.chars().count();
    (0..length).any(|offset| {
        let rest = at.checked_sub(offset).and_then(|start| text.get(start..));
        rest.is_some_and(|rest| word.chars().eq(rest.iter().take(length).copied()))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::language::pinyin::polyphones::{SURNAMES, WORDS, surname, word};
    use crate::language::pinyin::{commonest, tone};

    fn usual(character: char) -> String {
        commonest(character).unwrap().letters.into_owned()
    }

    #[test]
    fn no_surname_is_idle_or_impossible() {
        let mut idle = Vec::new();
        for &(name, syllables) in SURNAMES {
            let characters: Vec<char> = name.chars().collect();
            assert_eq!(characters.len(), syllables.len(), "{name}");
            assert_eq!(surname(&characters), syllables, "{name} is hidden");
            let plain: Vec<String> = (0..characters.len())
                .map(|at| word(&characters, at).map_or_else(|| usual(characters[at]), str::to_owned))
                .collect();
            if plain == syllables {
                idle.push(name);
            }
        }
        assert!(idle.is_empty(), "{idle:?}");
    }

    #[test]
    fn no_word_is_idle_or_repeated() {
        let mut seen = BTreeSet::new();
        let mut wrong = Vec::new();
        for entry in WORDS {
            // An entry with the usual reading must hold off another of its character.
            let others = WORDS.iter().filter(|other| other.character == entry.character).count();
            if usual(entry.character) == entry.syllable && others == 1 {
                wrong.push(format!("{} {} is usual", entry.character, entry.syllable));
            }
            for &text in entry.words {
                let at = text.chars().position(|character| character == entry.character);
                let characters: Vec<char> = text.chars().collect();
                if at.and_then(|at| word(&characters, at)) != Some(entry.syllable) {
                    wrong.push(format!("{text} is hidden by another"));
                }
                if at.is_none() || !seen.insert((entry.character, text)) {
                    wrong.push(format!("{text} stands wrong or twice"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn every_reading_is_one_the_character_has() {
        let odd: Vec<String> = WORDS
            .iter()
            .filter(|entry| tone(entry.character, entry.syllable) == 5)
            .map(|entry| format!("{} {}", entry.character, entry.syllable))
            .collect();
        // Light tones, and place names that the crate's data lack.
        assert_eq!(odd, ["乐 lao", "着 zhe", "卜 bo", "匙 shi", "了 le", "宕 tan"]);
    }
}
