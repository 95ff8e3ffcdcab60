//! Sentences: what reports say, by subject.
//!
//! In: a writer. Out: sentences. A pattern is used once a report at most, so
//! that no sentence stands twice in one.

use super::writer::{Pattern, slot};

/// A subject of a chapter.
pub struct Subject {
    /// How its chapter is headed.
    pub headings: &'static [&'static str],
    /// How its sections are headed.
    pub sections: &'static [&'static str],
    /// What is said.
    pub patterns: &'static [Pattern],
}

/// The subjects in the order in which reports take them up.
pub static SUBJECTS: &[Subject] = &[
    Subject {
        headings: &["抓学习，统一思想认识", "坚持学习在先", "强化理论学习"],
        sections: &["健全学习制度", "丰富学习形式", "检验学习成果"],
        patterns: STUDY,
    },
    Subject {
        headings: &["抓组织，建强工作队伍", "夯实组织基础", "加强队伍建设"],
        sections: &["规范组织生活", "壮大骨干队伍", "严格日常管理"],
        patterns: PEOPLE,
    },
    Subject {
        headings: &["抓服务，办好身边实事", "用心用情做好服务", "把服务送到门口"],
        sections: &["走近服务对象", "打造服务品牌", "解决急难愁盼"],
        patterns: SERVICE,
    },
    Subject {
        headings: &["抓培训，提升业务能力", "练好业务基本功", "着力培养人才"],
        sections: &["分层开展培训", "以赛促学", "加强交流合作"],
        patterns: TRAINING,
    },
    Subject {
        headings: &["抓作风，守住纪律底线", "持续改进作风", "严守纪律规矩"],
        sections: &["加强警示教育", "完善监督机制", "厉行勤俭节约"],
        patterns: CONDUCT,
    },
    Subject {
        headings: &["抓防控，守护群众健康", "筑牢健康防线", "全力做好应急保障"],
        sections: &["迅速组织力量", "落实防控措施", "做好物资保障"],
        patterns: EMERGENCY,
    },
];

/// What an introduction says.
pub static OPENING: &[Pattern] = &[
    |w| {
        let (year, host, unit) = (w.facts.year, w.facts.host.clone(), w.unit());
        format!("{year}年，{unit}在{host}的领导下，围绕中心、服务大局，各项工作取得了新的进展。")
    },
    |w| {
        let (unit, people) = (w.unit(), w.people());
        let members = slot("members", w.facts.members);
        format!("截至年底，{unit}现有{people}{members}名。")
    },
    |w| format!("现将{}年度的工作总结如下。", w.facts.year),
    |w| {
        let (unit, served) = (w.unit(), w.served());
        format!("一年来，{unit}全体成员一如既往、兢兢业业，把{served}的需要放在心上，较好地完成了年初部署的任务。")
    },
    |w| {
        let (name, full) = (w.facts.name, w.facts.full_name());
        format!("{full}是一个团结向上的集体，{name}的每一名成员都在自己的岗位上尽心尽力。")
    },
    |w| {
        let word = w.pick(&["开局之年", "关键一年", "攻坚之年"]);
        format!("这一年是各项改革任务落地的{word}，任务重、头绪多、要求高。")
    },
];

/// What a close says.
pub static CLOSING: &[Pattern] = &[
    |w| {
        let unit = w.unit();
        format!("回顾一年的工作，成绩的取得离不开上级的关心和兄弟单位的支持，{unit}对此表示衷心的感谢！")
    },
    |w| {
        let next = w.facts.year + 1;
        format!("{next}年，我们将再接再厉，锐意进取，努力开创工作的新局面。")
    },
    |w| {
        let word = w.pick(&["调查研究不够深入", "工作方法比较单一", "宣传手段不够新颖"]);
        format!("对照上级要求和大家的期盼，工作中还存在一些不足：{word}，个别成员参加活动不够积极。")
    },
    |w| {
        let (people, leader) = (w.people(), w.facts.kind.leader);
        format!("下一步，由{leader}牵头，广泛听取{people}意见，列出问题清单，逐项整改销号。")
    },
    |_| "今后，要未雨绸缪，把困难想得更多一些，把准备做得更足一些。".to_owned(),
];

static STUDY: &[Pattern] = &[
    |w| {
        let (count, things) =
            w.listed(&["集体学习制度", "交流研讨制度", "学习考勤制度", "读书笔记制度", "学习通报制度"]);
        format!("健全{count}项制度：{things}。")
    },
    |w| {
        let (times, hours) = (w.number(10, 24), w.number(20, 60));
        format!("全年组织集中学习{times}次，人均学习时间超过{hours}学时，做到了人员、时间、内容、效果四落实。")
    },
    |w| {
        let (parts, sum) = w.parts(2, 21, 89);
        format!("全年收到心得体会{}篇、调研报告{}篇，共{sum}篇。", parts[0], parts[1])
    },
    |w| {
        let (day, leader) = (w.day(), w.facts.kind.leader);
        let title = w.pick(&["坚定信心再出发", "把小事做到极致", "怎样做好新时期的群众工作"]);
        format!("{day}，{leader}以“{title}”为题讲了一课，大家深受启发。")
    },
    |w| {
        let book = w.pick(&["读书与做人", "工作的方法", "平凡的岗位"]);
        let place = w.place();
        format!("在{place}设立读书角，开展“好书共读”活动，共同阅读《{book}》等书籍，营造了浓厚的学习氛围。")
    },
    |w| {
        let (people, unit) = (w.people(), w.unit());
        let joined = slot("joined", w.group());
        let date = w.dated();
        format!("{date}，{unit}组织{joined}名{people}到市革命历史纪念馆参观学习，重温入党誓词和先辈事迹。")
    },
    |w| {
        let people = w.people();
        let (count, things) = w.listed_among(&["领学", "自学", "研学", "比学", "送学"]);
        format!("按照年初计划，采取{things}等{count}种方式，使{people}的学习循序渐进、耳濡目染。")
    },
    |w| {
        let rate = w.number(91, 99);
        format!("年底组织了一次闭卷测试，合格率达到{rate}%，学习的针对性和实效性明显增强。")
    },
    |w| {
        let whole = w.facts.members;
        let part = w.group();
        let share = w.share(part, whole);
        let people = w.people();
        format!("全年在学习平台上积分超过一万分的有{part}名，占{people}总数{whole}名的{share}。")
    },
    |_| "组织方式上力求因地制宜：在岗的集中学，外出的线上学，年老体弱的送学上门，确保一个都不掉队。".to_owned(),
    |w| {
        let served = w.served();
        format!("通过学习，大家铸牢中华民族共同体意识，坚定了为{served}服务的信念。")
    },
    |w| {
        let (days, count) = (w.days(), w.figure(110, 460));
        format!("{days}，举办了为期数天的读书班，参加人员{count}人次，交流发言言简意赅、各有侧重。")
    },
    |w| {
        let year = w.facts.year;
        format!("学习贯彻《{}—{year}年教育培训规划》，对照“四个意识”要求，找出差距、列出清单。", year - 4)
    },
    |w| {
        let (hours, people) = (w.number(30, 60), w.people());
        format!("学习时间安排在每周三15:00—17:00，人均不少于{hours}学时，{people}之间的学时之比不超过1:3。")
    },
];

static PEOPLE: &[Pattern] = &[
    |w| {
        let (people, facts) = (w.people(), w.facts);
        let share = w.share(facts.women, facts.members);
        let women = slot("subset", facts.women);
        let whole = slot("whole", facts.members);
        format!("目前共有{people}{whole}名，其中女性{women}名，占{share}。")
    },
    |w| {
        let (people, facts) = (w.people(), w.facts);
        let young = slot("subset", facts.young);
        let share = w.share(facts.young, facts.members);
        format!("在{}名{people}中，35岁以下的有{young}名，占总数的{share}，年龄结构日趋合理。", facts.members)
    },
    |w| {
        let (people, facts) = (w.people(), w.facts);
        let verb = if people == "党员" { "发展" } else { "新增" };
        let (before, joined) = (slot("start", facts.before), slot("inflow", facts.joined));
        let (moved_in, moved_out) = (slot("inflow", facts.moved_in), slot("outflow", facts.moved_out));
        let end = slot("end", facts.members);
        format!(
            "年初有{people}{before}名，全年{verb}{joined}名，转入{moved_in}名，转出{moved_out}名，年末有{people}{end}名。"
        )
    },
    |w| {
        let (parts, sum) = w.parts(3, 3, 19);
        format!(
            "全年召开成员大会、委员会议和小组会{sum}次：成员大会{}次、委员会议{}次、小组会{}次。",
            parts[0], parts[1], parts[2]
        )
    },
    |w| {
        let (name, post) = w.facts.people[1].clone();
        let name = slot("person", name);
        format!("{post}{name}同志负责资料整理，一年下来台账清楚、手续齐全。")
    },
    |w| {
        let (name, leader) = w.facts.people[0].clone();
        let name = slot("person", name);
        format!("{leader}{name}坚持每月与一名成员谈心，及时掌握大家的思想动态。")
    },
    |w| {
        let people = w.people();
        format!("每季度召开一次组织生活会，认真开展批评与自我批评，{people}之间坦诚相见，既红了脸，又鼓了劲。")
    },
    |w| {
        let (men, women) = (w.number(6, 19), w.number(6, 19));
        let sum = slot("sum", men + women);
        let (men, women) = (slot("part", men), slot("part", women));
        format!("择优聘请兼职联络员{sum}人（男{men}人、女{women}人），分片包干，责任到人。")
    },
    |w| {
        let unit = w.unit();
        let (count, things) = w.listed(&["宣传组", "保障组", "联络组", "活动组", "资料组"]);
        format!("{unit}下设{count}个小组（{things}），各组按部就班、各负其责。")
    },
    |w| {
        let people = w.people();
        format!("充分发挥{people}的先锋模范作用，重要岗位有人带头，急难任务有人顶上，战斗堡垒更加坚强。")
    },
    |w| {
        let (parts, sum) = w.parts(2, 4, 15);
        let verb = w.pick(&["推荐", "表彰", "评选出"]);
        format!("年终{verb}优秀工作者{}名、服务标兵{}名，合计{sum}名，激发了大家的干劲。", parts[0], parts[1])
    },
    |w| {
        let (unit, leader) = (w.unit(), w.facts.kind.leader);
        format!("{unit}的重大事项由集体讨论决定，{leader}末位发言，会议记录完整，既讲民主又讲集中。")
    },
    |w| {
        let people = w.people();
        format!(
            "落实积分管理办法：①参加活动得基础分；②承担任务得贡献分；③受到表彰得奖励分。积分每季公布一次，{people}人人有数。"
        )
    },
    |w| {
        let facts = w.facts;
        let (last, people) = (facts.year - 1, w.people());
        format!("{last}年末有{people}{}名，比{last}年初增加了几名，队伍保持稳定。", facts.before)
    },
    |w| {
        let all = w.facts.members * 3 + 21;
        format!("全市同系统各单位共有{all}人参加了普查，我们派出的都是骨干，其中一、二级岗位的占了大半。")
    },
    |_| "一部分同志承担着一线、二线两头的任务，一、三季度尤其紧张，大家互相补台，从无怨言。".to_owned(),
];

static SERVICE: &[Pattern] = &[
    |w| {
        let (service, served) = (w.facts.kind.service, w.served());
        let times = w.facts.services;
        let visits = slot("figure", w.facts.served);
        format!("全年共开展{service}活动{times}场，服务{served}{visits}人次，得到普遍好评。")
    },
    |w| {
        let [one, other] = w.facts.kind.staff;
        let (parts, sum) = w.parts(2, 3, 17);
        let place = w.pick(&["东湾社区", "北坡村", "南塘街道", "前进农场"]);
        format!("选派{one}{}名、{other}{}名，共{sum}名赴{place}开展服务。", parts[0], parts[1])
    },
    |w| {
        let (date, place) = (w.dated(), w.place());
        let served = w.served();
        format!("{date}，“与您同行”志愿服务项目在{place}启动，前来咨询的{served}络绎不绝。")
    },
    |w| {
        let (count, things) = w.listed(&["上门服务", "预约服务", "延时服务", "代办服务", "陪同服务"]);
        let served = w.served();
        format!("推出{count}项便民举措：{things}，{served}少跑了许多路。")
    },
    |w| {
        let people = w.people();
        let joined = slot("joined", w.group());
        let visits = w.figure(210, 890);
        format!("重阳节期间，{joined}名{people}走访慰问独居老人，陪老人聊天、打扫卫生，累计服务{visits}小时。")
    },
    |w| {
        let (count, things) = w.listed_among(&["石桥社区", "柳林社区", "新街社区", "河西社区", "北苑社区", "花园社区"]);
        format!("先后走进{things}等{count}个社区，面对面听取意见，带回的问题件件有回音。")
    },
    |w| {
        let served = w.served();
        let whole = w.number(240, 620);
        let part = whole * w.number(70, 95) / 100;
        let share = w.share(part, whole);
        format!("年底发放满意度调查表，共收回{whole}份，其中表示满意的{part}份，占{share}，{served}的意见已逐条整理。")
    },
    |w| {
        let copies = w.figure(1200, 5600);
        format!("编印《办事指南》和《健康生活一百问》，免费发放{copies}份，内容通俗、图文并茂。")
    },
    |w| {
        let served = w.served();
        format!("建立回访制度——服务结束三天内打电话，十天内再上门——{served}的感受成为改进工作的依据。")
    },
    |w| {
        let days = w.days();
        format!("{days}，服务小分队顶着烈日走村入户，身先士卒的骨干们带动了一批热心人。")
    },
    |w| {
        let (hours, money) = (w.figure(310, 970), w.figure(12, 68));
        format!("全年志愿服务时长{hours}小时，募集善款{money}万元（全部用于助学助困），账目公开，接受监督。")
    },
    |w| {
        let quote = w.pick(&["你们来了，我们心里就踏实了", "这样的服务，真是送到了家门口", "有事找他们，准没错"]);
        let served = w.served();
        format!("一位{served}拉着工作人员的手说：“{quote}。”")
    },
    |w| {
        let (parts, sum) = w.parts(3, 11, 48);
        format!(
            "全年受理来访、来电、来信{sum}件：来访{}件、来电{}件、来信{}件，办结率100%。",
            parts[0], parts[1], parts[2]
        )
    },
    |_| {
        "主要做法有三个方面：⟦ordinal|一是⟧建立需求清单，谁有困难先登记；⟦ordinal|二是⟧建立资源清单，谁有专长先报名；⟦ordinal|三是⟧建立项目清单，按需求找专长。".to_owned()
    },
    |w| {
        let (year, served) = (w.facts.year, w.served());
        format!(
            "{year}年12月28日至{}年1月3日，节日期间安排专人值班，{served}随到随办，热线和窗口都没有断过人。",
            year + 1
        )
    },
    |w| {
        let (times, total) = (w.number(3, 9), w.figure(3200, 9800));
        format!(
            "自{}年设立以来，流动服务点已累计接待近{total}人次，全年又增加服务{times}次，平均每次约40人。",
            w.facts.year - 6
        )
    },
    |w| {
        let (one, other) = (w.number(31, 45), w.number(11, 29));
        format!("分发防暑药品{one}箱、应急包{other}个，惠及群众1200余人，其中60岁以上的约占三成。")
    },
    |_| "咨询最多的三类事情是办证、就医、求学，怎么办、找谁办、多久办好，墙上的流程图写得一清二楚。".to_owned(),
    |w| {
        let served = w.served();
        format!("推行“一站式”服务：进一扇门，办所有事；填一张表，跑一次路。{served}普遍认为，比以前方便多了！")
    },
];

static TRAINING: &[Pattern] = &[
    |w| {
        let (times, visits) = (w.facts.trainings, slot("figure", w.facts.trained));
        format!("全年共举办培训{times}期，参训人员{visits}人次，覆盖了全部岗位。")
    },
    |w| {
        let (parts, sum) = w.parts_of_more(3, 3, 12);
        format!(
            "在各类竞赛中获奖{sum}项，其中一等奖{}项、二等奖{}项、三等奖{}项，成绩名列前茅。",
            parts[0], parts[1], parts[2]
        )
    },
    |w| {
        let date = w.dated();
        let (place, served) = (w.place(), w.served());
        format!("{date}，在{place}举办技能大比武，邀请{served}代表现场观摩，气氛热烈。")
    },
    |w| {
        let [one, other] = w.facts.kind.staff;
        let whole = w.number(40, 90);
        let part = whole * w.number(30, 70) / 100;
        let share = w.share(part, whole);
        format!("参加岗位练兵的共{whole}人，其中{one}{part}人，占{share}，{other}也踊跃报名。")
    },
    |w| {
        let (count, things) = w.listed(&["新人岗前班", "骨干提高班", "管理研修班", "信息技术班"]);
        format!("分层设置{count}个班次（{things}），做到缺什么补什么、干什么学什么。")
    },
    |w| {
        let unit = w.unit();
        format!("{unit}与兄弟单位签订合作协议，互派人员跟班学习，取长补短、相得益彰。")
    },
    |w| {
        let days = w.days();
        let visits = w.figure(105, 380);
        format!("{days}，邀请省内专家来我市授课，线上线下共有{visits}人次参加。")
    },
    |w| {
        let (name, post) = w.facts.people.last().unwrap().clone();
        let name = slot("person", name);
        format!("{post}{name}牵头编写了岗位操作手册，图表清晰，拿来就能用。")
    },
    |_| "坚持师傅带徒弟，一对一结对，一年一考核，青年人的进步立竿见影。".to_owned(),
    |w| {
        let (papers, subjects) = (w.number(5, 19), w.number(2, 8));
        format!("鼓励成员结合岗位搞研究，全年发表文章{papers}篇，申报课题{subjects}项，参与制定行业规范。")
    },
    |w| {
        let (count, things) = w.listed_among(&["急救技能", "沟通技巧", "公文写作", "数据分析", "心理疏导"]);
        format!("培训内容突出实用，设{things}等{count}个专题，课后随堂测验，当场点评。")
    },
    |w| {
        let (part, rate) = (w.number(3, 9), w.number(40, 60));
        format!(
            "考试由理论和实操组成，理论占{rate}%，实操占{}%，有{part}人次取得高级证书，部分人员一人多证。",
            100 - rate
        )
    },
    |w| {
        let (one, other) = (w.number(12, 25), w.number(26, 40));
        format!("参训人员中，有本科学历的{other}人，有中级职称的{one}人，有五年以上工龄的{}人，层次多样。", one + 5)
    },
    |w| {
        let year = w.facts.year;
        format!(
            "完成了省级课题《基层队伍建设研究（{}—{year}）》，获省级二等奖1项，文章收入《工作研究》第3期。",
            year - 2
        )
    },
    |_| "引进了CT模拟教学、VR演练等手段，学员可在手机App上反复练习，复训合格率由87.5%提高到96.3%。".to_owned(),
];

static CONDUCT: &[Pattern] = &[
    |w| {
        let (count, things) = w.listed(&["廉洁提醒", "定期谈话", "公开承诺", "民主评议"]);
        format!("坚持{count}项机制：{things}。")
    },
    |w| {
        let people = w.people();
        let joined = slot("joined", w.group());
        let day = w.day();
        format!("{day}，组织{joined}名{people}旁听庭审，用身边的案例敲响警钟。")
    },
    |w| {
        let whole = w.number(31, 78);
        let part = whole * w.number(55, 90) / 100;
        let share = w.share(part, whole);
        format!("排查岗位风险点，全年共查出问题{whole}个，其中当场整改{part}个，占{share}，其余的限期完成。")
    },
    |w| {
        let unit = w.unit();
        let (from, to) = (w.number(9, 12), w.number(3, 6));
        format!("精简会议和文件，{unit}的例会由每年{from}次减为{to}次，时间用在了现场。")
    },
    |_| "严格执行财务制度：凡有支出，必有预算；凡有采购，必有比价；凡有报销，必有凭证。".to_owned(),
    |w| {
        let money = w.figure(120, 860);
        format!("提倡双面打印、循环利用，全年节约办公经费{money}元，勤俭节约蔚然成风。")
    },
    |w| {
        let served = w.served();
        format!("设立意见箱和监督岗，请{served}来打分，哪个窗口排队长、哪个环节手续多，一目了然。")
    },
    |w| {
        let (parts, sum) = w.parts(2, 12, 44);
        format!("全年签订承诺书，管理岗位{}份、业务岗位{}份，共计{sum}份，做到全覆盖。", parts[0], parts[1])
    },
    |_| {
        "整改落实抓住三个环节：⟦ordinal|一是⟧照镜子，对照标准找差距；⟦ordinal|二是⟧开方子，一条问题一条措施；⟦ordinal|三是⟧回头看，防止边改边犯。"
            .to_owned()
    },
    |w| {
        let leader = w.facts.kind.leader;
        format!("{leader}带头转作风，每周至少有一天在一线，发现的问题不过夜，防范风险的意识明显增强。")
    },
    |w| {
        let (part, other) = (w.number(2, 9), w.number(2, 9));
        format!("全年开展提醒谈话{part}次、工作约谈{other}次，没有发现违规违纪问题，信访件同比下降了两成多。")
    },
    |w| {
        let money = w.number(21, 49);
        format!("“三公”经费支出{money}.5万元，比上年减少3.2万元，下降幅度较大；会议费、培训费分别下降5%、8%。")
    },
    |_| "把“一岗双责”落到实处：谁主管、谁负责；谁经手、谁签字……层层有人管，事事有人问。".to_owned(),
];

static EMERGENCY: &[Pattern] = &[
    |w| {
        let people = w.people();
        format!("疫情防控任务一下达，{people}全力以赴，奔赴抗疫一线，值守在最需要的岗位上。")
    },
    |w| {
        let [one, other] = w.facts.kind.staff;
        let (parts, sum) = w.parts(2, 5, 28);
        format!("抽调{one}{}名、{other}{}名，共{sum}名组成应急分队，随时待命。", parts[0], parts[1])
    },
    |w| {
        let (count, things) = w.listed(&["值班制度", "报告制度", "消毒制度", "巡查制度"]);
        format!("严格落实{count}项制度：{things}。")
    },
    |w| {
        let visits = w.figure(1300, 9200);
        format!("协助开展信息登记和秩序维护，累计服务{visits}人次，没有发生一起投诉。")
    },
    |w| {
        let (masks, money) = (w.figure(2100, 8600), w.number(3, 19));
        format!("筹集口罩{masks}只，接受捐款{money}万元，物资出入库有登记、有复核。")
    },
    |w| {
        let day = w.day();
        let place = w.place();
        format!("{day}夜里突降暴雨，{place}进水，二十分钟内应急分队赶到现场，众志成城，连夜完成了抢险。")
    },
    |w| {
        let days = w.days();
        format!("{days}，联合街道开展应急演练，从发现、报告到处置，每个环节都有记录、有讲评。")
    },
    |w| {
        let (people, whole) = (w.people(), w.facts.members);
        let part = w.group();
        let share = w.share(part, whole);
        format!("递交请战书的有{part}人，占全体{people}{whole}人的{share}，义不容辞四个字写在了行动上。")
    },
    |_| "编制应急预案，明确谁来指挥、谁来联络、谁来保障，遇到情况不慌不乱、渡过难关。".to_owned(),
    |w| {
        let (one, other) = (w.number(11, 19), w.number(3, 9));
        format!("先后{one}次派员支援外地，最长的一次历时{other}个多月，当地群众送来锦旗，上书“大爱无疆 情暖人间”。")
    },
    |w| {
        let people = w.people();
        format!("实行24小时值班，白班8:00—20:00，夜班20:00—次日8:00，{people}主动多值夜班。")
    },
    |_| "统计口径为：发热的、有接触史的、外地返回的，三者可能重叠，不简单相加。".to_owned(),
];
