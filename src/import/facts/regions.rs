//! Regions by name: which of China's cities stand right below a province.
//!
//! A name such as 慈溪市 does not say whether the city is a prefecture or a
//! county; the list of prefectures does. It serves the level of an honour and
//! nothing else.

/// Cities that are provinces.
const MUNICIPALITIES: &[&str] = &["北京", "天津", "上海", "重庆"];

/// Provinces and what ranks with them, without 省 and 自治区.
#[rustfmt::skip] // a table
const PROVINCES: &[&str] = &[
    "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
    "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "内蒙古", "广西", "西藏", "宁夏",
    "新疆",
];

/// Cities of the rank of a prefecture, without 市.
const PREFECTURES: &str = "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 吉林 四平 辽源 通化 白山 松原 白城 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密";

/// The rank of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// 省, 自治区, 直辖市
    Province,
    /// 市, 州, 盟
    Prefecture,
    /// 县, 区, 县级市, 旗
    County,
}

/// The region whose name a text begins with: its rank and the length of its
/// name. A city that is in no list is a county.
pub fn leading(text: &str) -> Option<(Rank, usize)> {
    for name in PROVINCES {
        if let Some(rest) = text.strip_prefix(name) {
            let suffix = ["省", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区"]
                .iter()
                .find(|suffix| rest.starts_with(**suffix));
            if let Some(suffix) = suffix {
                return Some((Rank::Province, name.len() + suffix.len()));
            }
        }
    }
    for name in MUNICIPALITIES {
        if text.strip_prefix(name).is_some_and(|rest| rest.starts_with('市')) {
            return Some((Rank::Province, name.len() + "市".len()));
        }
    }
    // 某某市, 某某县, 某某区: two to six characters, the mark the last.
    for (at, character) in text.char_indices().skip(1).take(8) {
        let end = at + character.len_utf8();
        let rank = match character {
            '市' if PREFECTURES.split(' ').any(|name| name == &text[..at]) => Rank::Prefecture,
            '市' | '县' | '旗' => Rank::County,
            '省' => Rank::Province,
            // 院区, 社区, 片区 and 校区 are no regions.
            '区' if !text[..at].ends_with(['院', '社', '片', '校', '病', '园', '地', '景', '辖']) => {
                Rank::County
            }
            '州' if text[end..].starts_with('市') => continue,
            '州' if text[..at].ends_with("自治") => Rank::Prefecture,
            '盟' if text[..end].ends_with("郭勒盟") || text[..end].ends_with("安盟") => Rank::Prefecture,
            _ if !crate::text::han::is_han(character) => return None,
            _ => continue,
        };
        let name = &text[..at];
        // 全市, 我县 and 各区 name no place; 宁波市 does.
        if at < "一二".len() || name.starts_with(['全', '我', '各', '本', '该', '市', '省', '县', '区', '在'])
        {
            return None;
        }
        return Some((rank, end));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Rank, leading};

    #[test]
    fn regions_have_their_rank() {
        for (text, expected) in [
            ("江西省卫生健康委", Some((Rank::Province, "江西省"))),
            ("天津市先进集体", Some((Rank::Province, "天津市"))),
            ("宁波市五星级", Some((Rank::Prefecture, "宁波市"))),
            ("慈溪市先进", Some((Rank::County, "慈溪市"))),
            ("红安县人民医院", Some((Rank::County, "红安县"))),
            ("全市先进", None),
            ("四川大学", None),
            ("先进党支部", None),
        ] {
            let found = leading(text).map(|(rank, length)| (rank, &text[..length]));
            assert_eq!(found, expected, "{text}");
        }
    }
}
