//! What a careful reader marks in the five texts, by hand. The texts are not
//! here: values, units and a few characters of each name are enough to know a
//! fact again, and persons are known by the beginning of their names' digest.

/// A text and its facts.
pub struct Truth {
    /// How its file begins.
    pub file: &'static str,
    /// The id of its branch.
    pub branch: &'static str,
    /// The year reported on.
    pub year: i32,
    /// When it was written, as ISO; empty if nothing says so.
    pub date: &'static str,
    /// The genre.
    pub genre: &'static str,
    /// Name, level, grantor, date, recipient.
    pub honours: &'static [[&'static str; 5]],
    /// The figures.
    pub figures: &'static [Figure],
    /// Digest of the name, office.
    pub people: &'static [(&'static str, &'static str)],
    /// The same, of those whom one may mark.
    pub also: &'static [(&'static str, &'static str)],
}

/// Value, unit, terms of which one is in the name, whether it is missed if it
/// is not found, base.
pub type Figure = (&'static str, &'static str, &'static str, bool, &'static str);

const YES: bool = true;
const MAY: bool = false;

#[rustfmt::skip] // tables
pub const TRUTH: [Truth; 5] = [
    Truth {
        file: "000", branch: "xueyebing-dangxiaozu", year: 2020, date: "2020-11-20", genre: "年度工作总结",
        honours: &[],
        figures: &[("224", "名", "党员|选举", YES, ""), ("6", "个", "贫困县|帮扶", YES, ""), ("2", "篇", "报道|纪实", YES, "")],
        people: &[("09f94548", "组长"), ("4e322cc7", "副组长"), ("5860d88d", "组织委员"), ("f2858956", "宣传委员"), ("f64bf42e", "纪检委员")],
        also: &[("f64bf42e", "宣传委员")],
    },
    Truth {
        file: "001", branch: "cixi-jituan-dangwei", year: 2021, date: "2021-12", genre: "经验做法",
        honours: &[
            ["宁波市五星级基层党组织", "市", "", "", ""],
            ["慈溪市先进基层党组织", "县", "", "", ""],
            ["慈溪市第六届文艺党课三等奖", "县", "", "", ""],
        ],
        figures: &[
            ("329", "人", "参观", YES, ""), ("495", "人", "党员", YES, "474"), ("25", "人", "发展党员", YES, ""),
            ("13", "人", "高知", YES, ""), ("52", "%", "高知", YES, ""), ("100", "名", "党员|医务", YES, ""),
        ],
        people: &[],
        also: &[],
    },
    Truth {
        file: "002", branch: "jiangxi-xueye-yizhibu", year: 2021, date: "2021-07-02", genre: "先进事迹",
        honours: &[
            ["江西省卫生健康委直属机关先进基层党组织", "省", "江西省卫生健康委", "2021-06-29", ""],
            ["先进基层党组织", "单位", "江西省血液中心", "", ""],
            ["优秀共产党员", "单位", "江西省血液中心", "", "5名"],
            ["优秀党务工作者", "单位", "江西省血液中心", "", "1人"],
        ],
        figures: &[
            ("19", "人", "党员", YES, ""), ("2", "位", "同志|加入|党", YES, ""), ("5000", "份", "宣传单", YES, ""),
            ("50", "个", "知识", YES, ""), ("2300", "人次", "血型", YES, ""),
            ("5", "名", "优秀共产党员", MAY, ""), ("1", "人", "优秀党务", MAY, ""), ("1", "个", "先进", MAY, ""),
        ],
        people: &[("0980e7cf", "书记")],
        also: &[],
    },
    Truth {
        file: "003", branch: "tianjin-yixuehui-dangwei", year: 2020, date: "", genre: "工作纪实",
        honours: &[["天津市扶贫协作和支援合作工作先进集体", "省", "", "", ""]],
        figures: &[
            ("9", "批次", "批次", YES, ""), ("58", "名", "专家|医护", YES, ""), ("57", "种", "药品", YES, ""), ("8", "种", "物资", YES, ""),
            ("35", "天", "指导", YES, ""), ("3", "个", "科室", YES, ""), ("3", "项", "技术", YES, ""), ("9", "个", "学科", YES, ""),
            ("80", "万元", "投入", YES, ""), ("100", "名", "医务人员", MAY, ""), ("12", "支", "医疗队", YES, ""),
            ("3", "点", "建议", YES, ""), ("81", "个", "专科分会", YES, ""), ("100", "次", "学术会议", YES, ""),
            ("1731", "人", "委员", YES, ""), ("1080", "人", "党员", YES, ""), ("62.39", "%", "党员", YES, ""),
            ("286", "人", "民主党派", YES, ""), ("16.52", "%", "民主党派", YES, ""), ("6.88", "%", "九三", YES, ""),
            ("5.19", "%", "农工", YES, ""), ("350", "人", "无党派", YES, ""), ("20.22", "%", "无党派", YES, ""),
            ("15", "人", "兼具|党派", YES, ""), ("0.87", "%", "兼具|党派", YES, ""), ("5", "场", "患者教育", YES, ""),
            ("10", "分", "考核", YES, ""), ("40", "%", "组织工作", YES, ""), ("60", "%", "党组织活动", YES, ""),
            ("157", "期", "节目|直播间", YES, ""),
        ],
        people: &[("994b0f79", "副会长")],
        also: &[("994b0f79", "组长")],
    },
    Truth {
        file: "004", branch: "shangjin-jiguan-houqin", year: 2020, date: "", genre: "先进事迹",
        honours: &[
            ["医院先进党支部", "单位", "", "", ""],
            ["四川大学先进党支部", "单位", "四川大学", "2016", ""],
            ["医院优秀共产党员", "单位", "", "", "多名党员"],
        ],
        figures: &[
            ("59", "名", "党员", YES, ""), ("953", "人次", "战疫|抗疫", YES, ""), ("12", "名", "党员|感染", YES, ""),
            ("36", "人", "志愿服务", YES, ""), ("101", "人", "捐党费", YES, ""), ("9202", "元", "捐党费", YES, ""),
            ("5", "个", "党小组", YES, ""), ("100", "次", "主题活动", YES, ""), ("1000", "名", "医务人员", YES, ""),
            ("6000", "名", "群众", YES, ""), ("2", "位", "党员", MAY, ""),
        ],
        people: &[("d22dd195", "书记")],
        also: &[],
    },
];
