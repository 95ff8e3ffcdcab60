//! Facts: what a report is about, before a word of it is written.
//!
//! In: a stream of numbers. Out: an organisation that does not exist, its year,
//! its people and figures, which agree with one another. Names are made up of
//! common parts (`X小Y`); no real person or unit is meant.

use super::random::Random;

/// A kind of organisation, with its words.
pub struct Kind {
    /// What follows the town: its host.
    pub hosts: &'static [&'static str],
    /// Its own name below the host.
    pub names: &'static [&'static str],
    /// How it speaks of itself.
    pub unit: &'static str,
    /// Whom it counts.
    pub people: &'static str,
    /// Two kinds of staff.
    pub staff: [&'static str; 2],
    /// Whom it serves.
    pub served: &'static str,
    /// Who leads it.
    pub leader: &'static str,
    /// Where it works.
    pub places: &'static [&'static str],
    /// What it does for others.
    pub service: &'static str,
}

/// The kinds there are.
pub static KINDS: &[Kind] = &[
    Kind {
        hosts: &["人民医院", "中医医院", "妇幼保健院", "第二医院", "康复医院"],
        names: &["第一党支部", "第二党支部", "第三党支部", "内科党支部", "门诊党支部"],
        unit: "支部",
        people: "党员",
        staff: ["医生", "护士"],
        served: "患者",
        leader: "支部书记",
        places: &["门诊大厅", "内科病区", "住院部", "体检中心"],
        service: "义诊",
    },
    Kind {
        hosts: &["医学会", "护理学会", "药学会", "康复医学会"],
        names: &["骨科分会", "儿科分会", "老年医学分会", "影像分会"],
        unit: "分会",
        people: "会员",
        staff: ["临床专家", "科研骨干"],
        served: "基层医务人员",
        leader: "主任委员",
        places: &["学术报告厅", "继续教育中心", "协作医院", "县级医院"],
        service: "巡讲",
    },
    Kind {
        hosts: &["机床厂", "自来水公司", "公交公司", "印刷厂"],
        names: &["工会", "工会委员会"],
        unit: "工会",
        people: "会员",
        staff: ["技术员", "班组长"],
        served: "职工",
        leader: "工会主席",
        places: &["职工之家", "一号车间", "调度中心", "职工食堂"],
        service: "送温暖",
    },
    Kind {
        hosts: &["职业技术学院", "师范学校", "卫生学校", "农业学校"],
        names: &["基础部党总支", "护理系党总支", "机电系党总支", "财会系党总支"],
        unit: "党总支",
        people: "党员",
        staff: ["专任教师", "辅导员"],
        served: "学生",
        leader: "党总支书记",
        places: &["实训楼", "图书馆", "第二教学楼", "学生活动中心"],
        service: "支教",
    },
    Kind {
        hosts: &["志愿者协会", "义工联合会", "青年志愿者协会"],
        names: &["助老服务队", "助学服务队", "应急服务队", "环保服务队"],
        unit: "服务队",
        people: "志愿者",
        staff: ["社工", "青年志愿者"],
        served: "居民",
        leader: "队长",
        places: &["社区广场", "老年公寓", "图书角", "便民服务点"],
        service: "入户帮扶",
    },
    Kind {
        hosts: &["中心血站", "疾病预防控制中心", "急救中心", "卫生监督所"],
        names: &["机关党支部", "业务党支部", "后勤党支部"],
        unit: "支部",
        people: "党员",
        staff: ["检验人员", "采样人员"],
        served: "群众",
        leader: "支部书记",
        places: &["业务大楼", "流动服务车", "实验室", "培训教室"],
        service: "宣传",
    },
];

const TOWNS: [&str; 20] = [
    "云", "安", "沧", "临", "南", "青", "平", "宁", "长", "清", "白", "金", "石", "东", "永", "西", "双", "新", "宝",
    "凤",
];
const TOWN_ENDS: [&str; 20] = [
    "泽", "澜", "原", "沅", "屏", "栎", "峦", "渚", "塬", "汀", "岫", "堰", "皋", "浦", "畈", "埠", "洼", "坞", "坪",
    "岙",
];
const SURNAMES: [&str; 12] = ["林", "周", "陈", "吴", "赵", "孙", "郑", "冯", "蒋", "沈", "韩", "杨"];
const GIVEN: [&str; 12] = ["惠", "敏", "伟", "军", "红", "芳", "亮", "静", "明", "玲", "杰", "辉"];
const POSTS: [&str; 5] = ["组织委员", "宣传委员", "纪检委员", "青年委员", "文体委员"];
/// Honours, with their levels.
const HONOURS: [(&str, &str, &str); 10] = [
    ("先进基层组织", "市", "市委"),
    ("文明服务窗口", "市", "市文明办"),
    ("五星级服务集体", "省", "省总工会"),
    ("优秀志愿服务项目", "市", "市民政局"),
    ("青年文明号", "省", "团省委"),
    ("健康科普先进集体", "省", "省卫生健康委"),
    ("规范化建设示范单位", "市", "市直机关工委"),
    ("巾帼建功标兵岗", "市", "市妇联"),
    ("学习型组织", "县", "县总工会"),
    ("平安建设先进单位", "县", "县委"),
];

/// What a report is about.
pub struct Facts {
    /// Its number among all.
    pub number: usize,
    /// The kind of organisation.
    pub kind: &'static Kind,
    /// The town.
    pub town: String,
    /// The host.
    pub host: String,
    /// Its own name.
    pub name: &'static str,
    /// The year.
    pub year: u32,
    /// How many people it has, and had.
    pub members: u32,
    /// How many it had a year ago.
    pub before: u32,
    /// Who came new.
    pub joined: u32,
    /// Who moved in.
    pub moved_in: u32,
    /// Who moved out.
    pub moved_out: u32,
    /// Women among them.
    pub women: u32,
    /// Those of 35 years or less.
    pub young: u32,
    /// Trainings, and those who came.
    pub trainings: u32,
    /// Visits to trainings.
    pub trained: u32,
    /// Times that it served.
    pub services: u32,
    /// Visits by those served.
    pub served: u32,
    /// Honours with level and grantor.
    pub honours: Vec<(&'static str, &'static str, &'static str)>,
    /// People with posts; the first leads.
    pub people: Vec<(String, &'static str)>,
    /// The month and day at which it was written, after the turn of the year if
    /// `late`.
    pub written: (u32, u32),
    /// Whether it was written the year after.
    pub late: bool,
}

impl Facts {
    /// Facts of the report of a number.
    pub fn of(number: usize, random: &mut Random) -> Facts {
        let kind = &KINDS[random.below(KINDS.len())];
        let town = format!("{}{}市", TOWNS[number % 20], TOWN_ENDS[(number / 20 + number) % 20]);
        let host = format!("{town}{}", random.pick(kind.hosts));
        let before = random.within(40..=160);
        let joined = random.within(2..=6);
        let moved_in = random.within(1..=3);
        let moved_out = random.within(1..=4);
        let members = before + joined + moved_in - moved_out;
        let surnames = random.some(&SURNAMES, 3);
        let given = random.some(&GIVEN, 3);
        let mut people = vec![(format!("{}小{}", surnames[0], given[0]), kind.leader)];
        for (place, post) in random.some_in_order(&POSTS, 2).into_iter().enumerate() {
            people.push((format!("{}小{}", surnames[place + 1], given[place + 1]), post));
        }
        let late = random.one_in(3);
        let honours = random.within(1..=3) as usize;
        Facts {
            number,
            kind,
            host,
            name: random.pick(kind.names),
            year: random.within(2015..=2024),
            members,
            before,
            joined,
            moved_in,
            moved_out,
            women: members * random.within(30..=60) / 100,
            young: members * random.within(20..=45) / 100,
            trainings: random.within(8..=26),
            trained: random.within(320..=980),
            services: random.within(11..=38),
            served: random.within(1050..=6800),
            honours: random.some(&HONOURS, honours),
            people,
            written: if late {
                (1, random.within(4..=25))
            } else {
                (random.pick(&[11, 12, 12]), random.within(10..=30))
            },
            late,
            town,
        }
    }

    /// Its name with that of its host.
    pub fn full_name(&self) -> String {
        format!("{}{}", self.host, self.name)
    }
}
