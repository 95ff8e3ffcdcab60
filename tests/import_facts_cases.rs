//! What is proposed from invented texts, one table for each kind of fact. A
//! proposal that is not certain ends in `?`.

use std::sync::Arc;

use huibian::import::document::{Block, Cell, Paragraph, Place, Role, Table};
use huibian::import::facts::{Branch, Facts, Metric, propose};
use huibian::import::structure::{Article, Found};
use huibian::language::lexicon;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::Tree;

const ORGANIZATIONS: &str = "
- id: jia
  name: 江城市第一人民医院
  short: 市一院
  kind: 医疗机构
  children:
    - id: jia-dangwei
      name: 党委
      kind: 党委
      aliases: [医院党委]
      children:
        - {id: jia-neike, name: 内科党支部, kind: 党支部, aliases: [内科支部]}
        - {id: jia-yi, name: 第一党支部, kind: 党支部}
        - {id: jia-waike, name: 外科党支部, kind: 党支部}
- id: yi
  name: 云岭省医学会
  kind: 学会
  children:
    - id: yi-hongjun
      names:
        - {name: 骨科学组, from: 2010}
        - {name: 骨科分会, from: 2018}
      kind: 专科分会
";
const TOPICS: &str = "
- {id: a, name: 组织建设, synonyms: [支部建设, 发展党员]}
- {id: b, name: 疫情防控, synonyms: [抗疫]}
- {id: c, name: 义诊志愿, synonyms: [义诊, 志愿服务]}
- {id: d, name: 学术交流, synonyms: [学术会议]}
- {id: e, name: 献血, synonyms: [义诊献血]}
";
const METRICS: &str = "
- {id: a, name: 党员, unit: 名, kind: stock, synonyms: [党员总数]}
- {id: b, name: 发展党员, unit: 名, kind: flow}
- {id: c, name: 义诊, unit: 场, kind: flow}
- {id: d, name: 服务群众, unit: 人次, kind: flow}
- {id: e, name: 帮扶资金, unit: 万元, kind: flow}
";

fn session() -> Session {
    let texts = [
        ("content/site.yaml", "title: 汇编\n"),
        ("content/organizations.yaml", ORGANIZATIONS),
        ("content/topics.yaml", TOPICS),
        ("content/metrics.yaml", METRICS),
        ("content/terms.yaml", "荣誉词: [暖心摆渡人]\n单位词: [健康驿站]\n"),
    ];
    Session::open(Arc::new(Tree::of_texts(texts)), &Settings::default())
}

fn found(text: &str) -> Option<Found> {
    (!text.is_empty()).then(|| Found { text: text.to_owned(), place: Place::Line(1), certain: true })
}

/// An article of a title and paragraphs; `# ` begins a heading.
fn article(title: &str, text: &str) -> Article {
    let blocks = text
        .lines()
        .map(|line| {
            let mut paragraph = Paragraph::of_text(line.trim_start_matches("# "), Place::Line(2));
            if line.starts_with("# ") {
                paragraph.role = Role::Heading(1);
            }
            Block::Paragraph(paragraph)
        })
        .collect();
    Article { title: found(title), blocks, ..Article::default() }
}

fn facts(article: &Article) -> Facts {
    thread_local!(static SESSION: Session = session());
    SESSION.with(|session| propose(article, session.publication()))
}

fn doubt(certain: bool) -> &'static str {
    if certain { "" } else { "?" }
}

/// Runs a table and tells of all that differ at once.
fn check<'c>(cases: &[(&'c str, &str)], mut read: impl FnMut(&'c str) -> String) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found = read(text);
        if found != *expected {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn figures(text: &str) -> String {
    let facts = facts(&article("内科党支部2022年工作总结", text));
    let figures = facts.metrics.iter().map(|metric| {
        let value = &metric.value;
        let base = value.base.as_ref().map(|base| format!("<{base}")).unwrap_or_default();
        let date = value.as_of.map(|date| format!("@{}", date.iso())).unwrap_or_default();
        format!("{}={}{}{}{base}{date}{}", value.name, value.value, value.approx, value.unit, doubt(metric.certain))
    });
    figures.collect::<Vec<_>>().join(" ")
}

#[test]
fn figures_are_proposed() {
    check(
        &[
            ("支部现有党员45名。", "党员=45名"),
            ("全年共发展党员6名，其中女党员2名。", "发展党员=6名 女党员=2名"),
            ("举办大型义诊12场，服务群众3500余人次。", "大型义诊=12场 服务群众=3500余人次"),
            ("投入帮扶资金120.5万元。", "帮扶资金=120.5万元"),
            ("门诊量达到1.2万人次，比上年增长12%。", "门诊量=1.2万人次 门诊量增长=12%"),
            ("党员总数从41名增加到45名。", "党员=45名<41"),
            ("床位使用率由去年的80%提高到92%。", "床位使用率=92%<80"),
            ("编外职工月基本工资由1950元调到2200元。", "编外职工月基本工资=2200元<1950"),
            ("帮扶资金从800万元增至1.2亿元。", "帮扶资金=1.2亿元<0.08"),
            ("年收入由1.2亿元降至8000万元。", "年收入=8000万元<12000"),
            ("年产值从8000元增至1.5万元。", "年产值=1.5万元<0.8"),
            ("帮扶资金从12345元增至1.2亿元。", "帮扶资金=1.2亿元"),
            ("年产量从500公斤提高到2吨。", "年产量=2吨<0.5"),
            ("志愿者从9000人增加到1.2万人。", "志愿者=1.2万人<9000"),
            ("截至2022年6月，支部共有45名党员。", "党员=45名@2022-06"),
            ("截至11月底，累计接种疫苗2万余剂次。", ""),
            ("选派8名医护人员驰援方舱医院。", "医护人员=8名"),
            ("组织三次专题培训，培训学员二百余人次。", "专题培训=3次 培训学员=200余人次"),
            ("近百名志愿者参加核酸采样。", "志愿者参加核酸采样=100近名"),
            ("撰写论文15篇，出版专著2部。", "撰写论文=15篇 出版专著=2部"),
            ("患者满意度达98.6%。", "患者满意度=98.6%"),
            ("党员积极参加献血，共献血12000毫升。", "献血=12000毫升"),
            ("共接收患者咨询300人，解答问题500余个。", "接收患者咨询=300人 解答问题=500余个"),
            ("2021年完成手术860台，2022年完成手术912台。", "完成手术=860台@2021 完成手术=912台"),
            ("中级以上职称占45%。", "中级以上职称占比=45%"),
            ("支部现有正式党员38名，预备党员2名，入党积极分子5名。", "党员=38名 预备党员=2名 入党积极分子=5名"),
            ("支委会由5人组成。", "支委会=5人"),
            ("开展主题党日12次，参学率达98%。", "主题党日=12次 参学率=98%"),
            ("完成各类手术6,215台，同比增长8.3%。", "手术=6215台 手术增长=8.3%"),
            ("平均住院日从8.2天下降到7.4天。", "平均住院日=7.4天<8.2"),
            ("发放资料3000余份，走访困难群众15户。", "发放资料=3000余份 走访困难群众=15户"),
            ("走进石桥镇等6个乡镇开展义诊8场。", "乡镇=6个 义诊=8场"),
            ("先后派出4批共56名队员驰援。", "队员=56名"),
            ("捐赠口罩2.5万只、防护服800套、护目镜1200副。", "捐赠口罩=2.5万只 防护服=800套 护目镜=1200副"),
            ("足迹遍及12个州市、35个县。", "州市=12个 县=35个"),
            ("为8000多名群众送医送药。", "群众=8000多名"),
            ("下设3个党小组，共有200多名专家参与。", "党小组=3个 专家=200多名"),
            ("甲科和乙科分别占30%和20%。", "甲科占比=30% 乙科占比=20%"),
            ("去年共收治患者120例，治愈率95.8%。", "收治患者=120例@2021 治愈率=95.8%@2021"),
        ],
        figures,
    );
}

#[test]
fn what_is_no_figure_is_not_proposed() {
    check(
        &[
            ("2022年3月5日召开会议。", ""),
            ("深入学习党的二十大和十九届六中全会精神。", ""),
            ("做到“两个维护”，增强“四个意识”，坚定“四个自信”。", ""),
            ("严格落实“三会一课”，推进“两学一做”。", ""),
            ("一是抓学习，二是抓落实，三是抓整改。", ""),
            ("主要做好以下三个方面的工作。", ""),
            ("每月召开一次支委会，每季度上一次党课。", ""),
            ("按照《中共中央关于加强党的建设的若干意见（2018—2022年）》执行。", ""),
            ("根据国卫医发〔2021〕15号文件要求。", ""),
            ("联系电话13800138000。", ""),
            ("力争发展党员10名。", ""),
            ("把六条线上的217名会员团结起来，熬过了最难的日子。", ""),
            ("三分之一的人说最缺的是时间。", ""),
            ("全县一半的馆撤掉了柜台，七八位志愿者坐在石阶上。", ""),
            ("最多的一个是宿管员陈桂枝。", ""),
            ("计划举办培训班5期。", ""),
            ("第3名同学发言，第二届委员会当选。", ""),
            ("24小时值守。", ""),
            ("打通服务群众最后一公里。", ""),
            ("一名党员就是一面旗帜。", ""),
            ("庆祝建党100周年。", ""),
            ("编号为GB/T 9704-2012。", ""),
            ("他说：“我们组织了5场讲座，来了300人，大家都很高兴，收获很大。”", ""),
            ("两人接过铭牌，两篇可以对读，党建与业务不分作两本账。", ""),
            ("执行“五个一制度”，主要做两件事。", ""),
            ("每季至少一次，年龄在35岁以下。", ""),
            ("# 下一步工作打算\n发展党员5名。", ""),
            ("支部向市红十字会捐赠血液，在十字路口设岗。", ""),
            ("护士长获市三八红旗手称号，支部获三八红旗集体称号。", ""),
            ("一把手亲自抓，百日攻坚期间人人在岗，七一前夕举办歌会。", ""),
            ("赴五台山参观学习，做到百家争鸣，百花齐放，四面八方的群众都来。", ""),
            ("二十四节气养生操、八段锦、五禽戏天天练，写好十字方针。", ""),
        ],
        figures,
    );
}

fn honours(text: &str) -> String {
    let facts = facts(&article("内科党支部2022年工作总结", text));
    let honours = facts.honours.iter().map(|honour| {
        let value = &honour.value;
        let mut parts = vec![value.name.clone(), value.level.clone()];
        let date = value.date.map(|date| date.iso()).unwrap_or_default();
        parts.extend([value.grantor.clone(), value.recipient.clone(), date]);
        format!("{}{}", parts.join("|").trim_end_matches('|'), doubt(honour.certain))
    });
    honours.collect::<Vec<_>>().join(" ")
}

#[test]
fn honours_are_proposed() {
    check(
        &[
            ("支部荣获云岭省先进基层党组织称号。", "云岭省先进基层党组织|省"),
            ("2022年7月，内科党支部被评为江城市先进基层党组织。", "江城市先进基层党组织|市|||2022-07"),
            ("荣获全国五一劳动奖状、全国文明单位等称号。", "全国五一劳动奖状|国家 全国文明单位|国家"),
            ("被授予“巾帼文明岗”荣誉称号。", "巾帼文明岗"),
            // What ends with an honour word of the publication, and what does not.
            ("党员李四被市卫生健康委评为暖心摆渡人。", "暖心摆渡人|市|市卫生健康委|李四"),
            ("党员李四被市卫生健康委评为暖心送货人。", "暖心送货人|市|市卫生健康委|李四?"),
            ("张三同志荣获省级优秀共产党员称号。", "省级优秀共产党员|省||张三"),
            ("党员李四被市卫生健康委评为优秀党务工作者。", "优秀党务工作者|市|市卫生健康委|李四"),
            ("获云岭省总工会颁发的“工人先锋号”。", "工人先锋号|省|云岭省总工会"),
            ("由市总工会授予“模范职工小家”称号。", "模范职工小家|市|市总工会"),
            ("护理部团队在全省护理技能竞赛中喜获二等奖。", "全省护理技能竞赛二等奖|省||护理部团队"),
            ("先后获得市级青年文明号、院级先进集体。", "市级青年文明号|市 院级先进集体|单位"),
            ("多名党员获评医院优秀共产党员。", "医院优秀共产党员|单位||多名党员"),
            ("王芳获第三届云岭省“最美护士”提名奖。", "第三届云岭省最美护士提名奖|省||王芳"),
            ("我院被国家卫生健康委授予“改善医疗服务先进典型医院”。", "改善医疗服务先进典型医院|国家|国家卫生健康委"),
            ("斩获全市党课比赛一等奖。", "全市党课比赛一等奖|市"),
            ("李四同志参加全省护理技能竞赛并获银奖。", "全省护理技能竞赛银奖|省||李四"),
            ("支部代表队参加全市党课比赛，夺得特等奖。", "全市党课比赛特等奖|市"),
            ("在全市健步走比赛中，支部获得团体第一名。", "全市健步走比赛团体第一名|市"),
            ("张三同志在全省护理技能竞赛中荣获最佳人气奖。", "全省护理技能竞赛最佳人气奖|省||张三"),
            ("主要荣誉：\n云岭省总工会授予“工人先锋号”（2022）", "工人先锋号|省|云岭省总工会||2022"),
            ("主要荣誉：\n全市工会财务知识竞赛金奖（2022年）", "全市工会财务知识竞赛金奖|市|||2022"),
            ("医院评选出优秀共产党员3名、先进党小组1个。", "优秀共产党员|单位||3名 先进党小组|单位||1个"),
            ("党员李四同志连续奋战45天，被市卫生健康委评为“抗疫先锋”。", "抗疫先锋|市|市卫生健康委|李四"),
            ("在全市技能竞赛中，支部代表队获得团体二等奖。", "全市技能竞赛团体二等奖|市||支部代表队"),
            (
                "张三、李四分别被评为医院优秀党务工作者和优秀共产党员。",
                "医院优秀党务工作者|单位||张三 优秀共产党员|单位||李四",
            ),
            ("集团先后获“五星级党组织”“先进基层党组织”称号。", "五星级党组织 先进基层党组织"),
            ("支部荣获省级先进集体，支部书记张三上台领奖。", "省级先进集体|省"),
            ("骨科被评为省级临床重点专科。", "省级临床重点专科|省||骨科?"),
            ("在清河市社会组织评估中获5A等级。", "清河市社会组织评估5A等级|市"),
            ("王芳在全省羽毛球公开赛中获女子单打冠军。", "全省羽毛球公开赛女子单打冠军|省||王芳"),
            ("# 荣誉\n内科被市总工会授予“工人先锋号”。", "工人先锋号|市|市总工会|内科"),
            // Who gave it, the year and among whom are no part of the name.
            ("内科荣获江城市文明办2021年度“文明窗口”称号。", "文明窗口|市|江城市文明办|内科|2021"),
            ("王芳获省教育厅颁发的“2021年度教学新秀奖”。", "教学新秀奖|省|省教育厅|王芳|2021"),
            ("张三获县委、县人民政府“服务标兵”荣誉称号。", "服务标兵|县|县委、县人民政府|张三"),
            ("李四被评为全市“岗位能手”。", "岗位能手|市||李四"),
            ("市总工会授予张三同志“五一劳动奖章”荣誉称号。", "五一劳动奖章|市|市总工会|张三"),
            ("省文化和旅游厅授予我院“书香医院”。", "书香医院|省|省文化和旅游厅"),
            (
                "继2020年获“健康科室”后，内科今年又被市卫生健康委评为“清廉科室”。",
                "健康科室||||2020 清廉科室|市|市卫生健康委|内科",
            ),
            (
                "2021年，内科获“甲先锋岗”；外科被市总工会评为“乙先锋岗”。",
                "甲先锋岗|||内科|2021 乙先锋岗|市|市总工会|外科|2021",
            ),
            ("王芳的《春风》在市总工会举办的征文比赛中获二等奖。", "征文比赛二等奖|市|市总工会|王芳"),
            ("应急救护队荣获“爱心集体”“学雷锋集体”等多项荣誉。", "爱心集体|||应急救护队 学雷锋集体|||应急救护队"),
            ("荣获全省知识竞赛一等奖1项、二等奖2项。", "全省知识竞赛一等奖|省 全省知识竞赛二等奖|省"),
            ("先后荣获省“五一劳动奖状”、‘全国文明单位’等荣誉30余项。", "五一劳动奖状|省 全国文明单位|国家"),
            // A clause before says who decided; several gave one each.
            ("经市总工会评定，王芳被命名为“岗位标兵”。", "岗位标兵|市|市总工会|王芳"),
            ("县委组织部发来通报，我支部名列“先进基层党组织”名单。", "先进基层党组织|县|县委组织部"),
            ("我所顺利通过市文明委复评，继续保留“文明窗口”称号。", "文明窗口|市|市文明委"),
            ("市总工会决定，授予我院“工人先锋号”称号。", "工人先锋号|市|市总工会"),
            ("支部获得了市文明办的“文明窗口”和县总工会的“工人先锋号”。", "文明窗口|市|市文明办 工人先锋号|县|县总工会"),
            (
                "荣获“全国文明单位”（中央文明委，2020年）、“省级卫生先进单位”（省卫健委，2021年）等荣誉称号。",
                "全国文明单位|国家|中央文明委||2020 省级卫生先进单位|省|省卫健委||2021",
            ),
            // Other ways to give and to get.
            ("我所获全县“放心药房”表彰。", "放心药房|县"),
            ("王芳荣登市文明办“最美护士”榜。", "最美护士|市|市文明办|王芳"),
            ("内科捧回省卫健委颁发的“清廉科室”奖牌。", "清廉科室|省|省卫健委|内科"),
            ("市水务局给测绘队记集体三等功一次。", "集体三等功|市|市水务局|测绘队"),
            ("市总工会命名窗口组为“巾帼文明岗”。", "巾帼文明岗|市|市总工会|窗口组"),
            ("县委、县政府将内科评为“平安建设先进单位”。", "平安建设先进单位|县|县委、县政府|内科"),
            ("“平安单位”（市公安局，2022年9月）的牌子挂到了大厅。", "平安单位|市|市公安局||2022-09"),
            ("中国红十字会授予刘婷“技术标兵”。", "技术标兵|国家|中国红十字会|刘婷"),
            ("云浦市总工会授予内科“模范职工小家”。", "模范职工小家|市|云浦市总工会|内科"),
            ("王芳获市民政局主办的社工案例大赛一等奖。", "社工案例大赛一等奖|市|市民政局|王芳"),
            ("2018年也试过，没办成，今年内科获评“健康科室”。", "健康科室|||内科"),
            // Contests told clauses before; places of groups; 上级 is nobody.
            ("代表队参加全市安全知识竞赛，经过三轮比拼，获集体项目一等奖。", "全市安全知识竞赛集体项目一等奖|市"),
            ("在全市健步走比赛中，支部获得男子组第五名。", "全市健步走比赛男子组第五名|市"),
            ("内科被上级评为“健康科室”。", "健康科室|||内科"),
            // Lists without verbs, below a heading and after a colon.
            (
                "# 荣誉榜\n市总工会·先进集体\n1.“文明窗口”——市文明办授予\n（2）5月：内科，健康单位（中国红十字会）",
                "先进集体|市|市总工会 文明窗口|市|市文明办 健康单位|国家|中国红十字会|内科",
            ),
            (
                "# 所获荣誉\n文明窗口（省总工会颁发，获奖者：本院）\n书香校园（省教育厅颁发，获奖者：严浩）",
                "文明窗口|省|省总工会 书香校园|省|省教育厅|严浩",
            ),
            (
                "# 获得荣誉\n# （一）国家级\n全国文明单位（2022年）\n# （二）个人\n王芳：最美护士（市卫健委）",
                "全国文明单位|国家|||2022 最美护士|市|市卫健委|王芳",
            ),
            (
                "# 荣誉\n荣誉名称：文明单位　授予单位：市文明办　时间：2022年3月\n市级：青年文明号、巾帼文明岗",
                "文明单位|市|市文明办||2022-03 青年文明号|市 巾帼文明岗|市",
            ),
            ("表彰奖励\n王芳　市妇联　三八红旗手　2022年3月", "三八红旗手|市|市妇联|王芳|2022-03"),
            ("“巾帼文明岗”（市妇联，2022年3月）", "巾帼文明岗|市|市妇联||2022-03"),
            ("1.2022.03，“巾帼文明岗”，市妇联颁发", "巾帼文明岗|市|市妇联||2022-03"),
            (
                "# 所获荣誉\n★市爱卫办：卫生村\n②李四——优秀护士（市卫健委）",
                "卫生村|市|市爱卫办 优秀护士|市|市卫健委|李四",
            ),
            ("获得的荣誉有：县文旅局“优秀组织奖”，市妇联“先进集体”。", "优秀组织奖|县|县文旅局 先进集体|市|市妇联"),
            (
                "主要荣誉：市总工会“工人先锋号”；2022年5月　王芳　市妇联　“最美护士”。",
                "工人先锋号|市|市总工会 最美护士|市|市妇联|王芳|2022-05",
            ),
        ],
        honours,
    );
}

/// Every example in the files of words, by the finder that uses them.
#[test]
fn rows_of_the_lexicon_do_what_their_examples_say() {
    let mut wrong = Vec::new();
    for file in [&lexicon::HONOUR_WORDS, &lexicon::HONOUR_LEVELS] {
        for row in file.rows().filter(|row| !row.get("yes").is_empty()) {
            let level = row.get("level");
            let is_found = |text: &str| {
                let found = honours(text);
                !found.is_empty() && (level.is_empty() || found.contains(&format!("|{level}")))
            };
            let is_honour = !matches!(row.get("class"), "not-verb" | "praise");
            for (text, expected) in [(row.get("yes"), is_honour), (row.get("no"), !is_honour)] {
                if is_found(text) != expected {
                    wrong.push(format!(
                        "{}.tsv {} {}: {text} → {}",
                        file.name,
                        row.get("class"),
                        row.word(),
                        honours(text)
                    ));
                }
            }
        }
    }
    for row in lexicon::GENRE_WORDS.rows().filter(|row| !row.get("genre").is_empty() && !row.get("yes").is_empty()) {
        let genre =
            |title: &str| facts(&article(title, "支部开会。")).genre.map(|genre| genre.value).unwrap_or_default();
        if genre(row.get("yes")) != row.get("genre") || genre(row.get("no")) == row.get("genre") {
            wrong.push(format!("{}: {} → {}", row.word(), row.get("yes"), genre(row.get("yes"))));
        }
    }
    for row in lexicon::YEAR_SIGNS.rows().filter(|row| !row.get("yes").is_empty()) {
        let year = |text: &str| facts(&article("材料", text)).years.map(|years| years.value.first);
        let expected: i32 = row.get("year").parse().unwrap();
        let expected = if row.get("class") == "founded" { expected + 70 } else { expected };
        if year(row.get("yes")) != Some(expected) || year(row.get("no")).is_some() {
            wrong.push(format!("{}: {:?} {:?}", row.word(), year(row.get("yes")), year(row.get("no"))));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_no_honour_is_not_proposed() {
    check(
        &[
            ("全力争创全国文明单位。", ""),
            ("力争获评省级先进党支部。", ""),
            ("收获了患者的好评，获得一致认可。", ""),
            ("项目获批立项，患者获益良多。", ""),
            ("广大党员的获得感不断提升。", ""),
            ("对获得优秀党员称号的给予奖励。", ""),
            ("获得各级奖项20余项。", ""),
            ("申报全国先进集体。", ""),
            ("他讲述道：“我荣获了优秀党员，心里很激动，也很感谢大家一路的支持。”", ""),
            ("学习全国劳动模范的先进事迹。", ""),
            ("获得国家专利3项。", ""),
            ("获得了群众的支持和信任。", ""),
            ("兄弟单位获评“文明单位”的经验，我们专程去学过。", ""),
            ("市里公布了获“文明单位”的名单。", ""),
            ("我院授予李四等“服务明星”称号。", ""),
            ("应急队力争获评“先进集体”。", ""),
            ("单位：江城市第一人民医院", ""),
            ("编制单位：内科党支部", ""),
            ("获得省级荣誉5项、市级荣誉12项。", ""),
            ("获得市总工会“职工之家”建设资金20万元。", ""),
            ("获市级以上表彰12项。", ""),
            ("张三年度考核获评“优秀”等次。", ""),
            ("“先进单位”的申报材料已交，结果还没出来。", ""),
            ("邻县图书馆获评省级“书香单位”，我们去学了经验。", ""),
            ("市妇联把“巾帼文明岗”牌匾送到了窗口。", ""),
            ("书记登记了获奖记录，记者前来采访。", ""),
            ("我局向先进单位颁发“先进集体”奖牌。", ""),
            ("馆内评出“服务明星”4名，颁发证书。", ""),
            ("开展劳动竞赛，参赛80人，评出技术能手17名。", ""),
            ("为老年人保留人工窗口和纸质预约。", ""),
            ("与获得“最美书店”称号的邻县书店结对。", ""),
        ],
        honours,
    );
}

fn people(text: &str) -> String {
    let facts = facts(&article("内科党支部2022年工作总结", text));
    let people = facts.people.iter().map(|person| {
        let value = &person.value;
        format!("{}|{}|{}", value.name, value.role, value.unit).trim_end_matches('|').to_owned() + doubt(person.certain)
    });
    people.collect::<Vec<_>>().join(" ")
}

#[test]
fn people_are_proposed_with_their_offices() {
    check(
        &[
            ("张三（江城医院，内科主任，主任医师）当选为党支部书记。", "张三|书记"),
            ("党支部书记李四主持会议。", "李四|书记"),
            ("会议由支部副书记王小芳同志主持。", "王小芳|副书记"),
            ("主任委员：张三\n副主任委员：李四、王芳", "张三|主任委员 李四|副主任委员 王芳|副主任委员"),
            ("选举张三为书记，李四为组织委员。", "张三|书记 李四|组织委员"),
            ("王芳同志任宣传委员。", "王芳|宣传委员"),
            ("外科党支部书记欧阳小明作了发言。", "欧阳小明|书记|江城市第一人民医院党委外科党支部"),
            ("党小组组长张大山带领党员下乡。", "张大山|组长"),
            ("书记：张　三　纪检委员：李四", "张三|书记 李四|纪检委员"),
            ("书记张建国，组织委员李四，宣传委员王小芳。", "张建国|书记 李四|组织委员 王小芳|宣传委员"),
            ("第八届主任委员陈大明教授带领团队下乡。", "陈大明|主任委员"),
            ("事前同支部书记商议，再作决定。", ""),
            ("支部书记高度重视，书记和委员分片负责。", ""),
            ("强化书记履职培训，提高支部书记的水平。", ""),
            ("学习习近平总书记重要讲话。", ""),
            ("主任医师张三参加义诊。", ""),
            ("党小组组长任期三年。", ""),
        ],
        people,
    );
}

#[test]
fn branches_are_found_or_proposed() {
    let branch = |title: &str, text: &str, signer: &str| {
        let mut article = article(title, text);
        article.signer = found(signer);
        facts(&article).branch.map_or(String::new(), |branch| {
            let value = match &branch.value {
                Branch::Known(id) => id.clone(),
                Branch::New(path) => path.join("/"),
            };
            value + doubt(branch.certain)
        })
    };
    for (title, text, signer, expected) in [
        ("江城市第一人民医院内科党支部2022年工作总结", "", "", "jia-neike"),
        ("2022年度工作总结", "一年来，支部做了很多。", "市一院外科党支部", "jia-waike"),
        ("中共江城市第一人民医院委员会2022年工作报告", "", "", "jia-dangwei"),
        ("市一院第一党支部2022年工作总结", "", "", "jia-yi"),
        ("云岭省医学会骨科学组2016年工作总结", "", "", "yi-hongjun"),
        ("云岭省医学会骨科分会 2020 年度工作总结", "", "", "yi-hongjun"),
        ("市一院党建工作经验做法", "医院党委抓学习。", "", "jia-dangwei"),
        ("市一院年度工作总结", "全院职工努力。", "", "jia"),
        ("2022年工作总结", "今年以来很好。", "江城市第一人民医院儿科党支部", "江城市第一人民医院/儿科党支部?"),
        ("2022年工作总结", "今年以来很好。", "清河县中医院第二党支部", "清河县中医院/第二党支部?"),
        ("清河县医学会血液病分会党小组2022年工作总结", "", "", "清河县医学会/血液病分会/党小组?"),
        ("凝心聚力再出发", "一年来成绩不少。", "", ""),
        // What ends with a unit word of the publication, and what does not.
        ("2022年工作总结", "今年以来很好。", "柳河街健康驿站", "柳河街健康驿站?"),
        ("2022年工作总结", "今年以来很好。", "柳河街便民走廊", ""),
    ] {
        assert_eq!(branch(title, text, signer), expected, "{title} {text} {signer}");
    }
}

#[test]
fn authors_are_persons() {
    let session =
        Session::open(Arc::new(Tree::of_texts([("content/site.yaml", "title: 汇编\n")])), &Settings::default());
    for (title, text, author, (label, value), expected) in [
        ("清河县图书馆2022年工作总结", "", "清河县图书馆", ("", ""), ""),
        ("清河县昆虫学会2022年工作总结", "", "秘书处", ("", ""), "秘书处?"),
        ("2022年度考核登记表", "", "", ("姓名", "王　五"), "王五"),
        ("2022年先进个人申报表", "", "", ("姓名", "王五"), ""),
        ("2022年工作总结", "", "", ("发件人", "王五 <wu@example.org>"), "王五?"),
        ("清河县昆虫学会第三届理事会工作报告", "", "", ("会长", "王五"), "王五"),
        ("清河县昆虫学会年度工作报告", "", "", ("负责人", "王五"), ""),
        ("工作自评报告表", "", "", ("填表人", "王五"), "王五"),
        ("工作手册", "", "", ("编制", "王五"), "王五?"),
        ("实干一年", "本网讯（王五 李明）今年以来，各项工作顺利。", "", ("", ""), "王五 李明"),
        ("实干一年", "江城网讯（记者 王五 通讯员 李明）今年以来，各项工作顺利。", "", ("", ""), "王五 李明"),
    ] {
        let mut article = article(title, text);
        article.authors.extend(found(author));
        article.details.extend(found(value).map(|value| (label.to_owned(), value)));
        let authors = propose(&article, session.publication()).authors;
        let authors: Vec<String> =
            authors.iter().map(|author| format!("{}{}", author.value, doubt(author.certain))).collect();
        assert_eq!(authors.join(" "), expected, "{title} {text} {author} {label}");
    }
    // What stands beside a label says whether it names the author: a unit's form, and
    // a document that somebody else approves.
    for (title, details, expected) in [
        ("工作自评报告表", [("填表人", "王五"), ("填报单位", "清河县图书馆")], None),
        ("工作总结", [("编制", "王五"), ("批准", "李明")], Some(("王五", true))),
    ] {
        let mut article = article(title, "");
        article.details.extend(details.iter().filter_map(|(label, value)| Some(((*label).to_owned(), found(value)?))));
        let authors = propose(&article, session.publication()).authors;
        assert_eq!(authors.first().map(|author| (author.value.as_str(), author.certain)), expected, "{title}");
    }
}

#[test]
fn organisations_are_facts_where_nothing_is_registered() {
    let session =
        Session::open(Arc::new(Tree::of_texts([("content/site.yaml", "title: 汇编\n")])), &Settings::default());
    let branch = |title: &str, text: &str, signer: &str, (label, value): (&str, &str)| {
        let mut article = article(title, text);
        article.signer = found(signer);
        article.details.extend(found(value).map(|value| (label.to_owned(), value)));
        propose(&article, session.publication()).branch.map_or(String::new(), |branch| {
            let Branch::New(path) = &branch.value else { panic!("{title} is registered") };
            path.join("/") + doubt(branch.certain)
        })
    };
    let text = "一年来，工作有序推进。";
    for (title, text, signer, detail, expected) in [
        ("清河县图书馆2022年工作总结", text, "清河县图书馆", ("", ""), "清河县图书馆"),
        ("2022年度清河县图书馆少儿部工作总结", text, "", ("", ""), "清河县图书馆/少儿部"),
        ("关于清河大学商学院2022年度工作情况的报告", text, "商学院", ("", ""), "清河大学/商学院"),
        ("【年终盘点】清河县图书馆交出2022年成绩单", text, "", ("", ""), "清河县图书馆"),
        ("附件1：清河县司法局2022年工作总结", text, "", ("", ""), "清河县司法局"),
        // What governs a society is not it, a committee of the League is.
        ("清河县昆虫学会第三届理事会工作报告", text, "", ("", ""), "清河县昆虫学会"),
        ("在清河县昆虫学会第四次会员代表大会上的报告", text, "", ("", ""), "清河县昆虫学会"),
        ("共青团清河镇第八届委员会工作报告", text, "", ("", ""), "共青团清河镇委员会"),
        ("清河县教育局2021年政府信息公开工作年度报告", text, "", ("", ""), "清河县教育局"),
        ("年度工作总结", "我代表清河县图书馆向大会报告工作。", "", ("", ""), "清河县图书馆"),
        ("中共清河县教育局委员会2022年党建工作总结", text, "", ("", ""), "清河县教育局/党委"),
        ("清河县人民政府办公室关于2022年政务公开工作的总结", text, "", ("", ""), "清河县人民政府/办公室"),
        ("致清河县茶叶协会全体会员的一封信", text, "清河县茶叶协会秘书处", ("", ""), "清河县茶叶协会"),
        ("工作总结（2022年）", text, "清河县柳湾乡综治中心", ("", ""), "清河县/柳湾乡综治中心"),
        ("工作总结（2022年）", text, "清河县柳湾乡石桥村村民委员会", ("", ""), "清河县/柳湾乡/石桥村村民委员会"),
        ("工作总结（2022年）", text, "", ("填报单位（盖章）", "清河机床厂工会"), "清河机床厂/工会"),
        ("工作总结（2022年）", text, "", ("审核", "清河县图书馆"), ""),
        // Whose part signs stands on a line of its own.
        ("工作总结（2022年）", text, "清河县人民医院、检验科", ("", ""), "清河县人民医院/检验科"),
        ("清河商学院会计学院2022年工作总结", text, "清河商学院会计学院", ("", ""), "清河商学院会计学院"),
        ("清河县昆虫学会2022年工作总结", text, "", ("刊头", "清河县昆虫学会办公室"), "清河县昆虫学会"),
        ("清河县妇女联合会权益部2022年工作总结", text, "清河县妇联权益部", ("", ""), "清河县妇女联合会/权益部"),
        // The text has the whole name, the title its end.
        (
            "石桥果蔬专业合作社2022年工作总结",
            "2022年，柳湾镇石桥果蔬专业合作社喜获丰收。",
            "",
            ("", ""),
            "柳湾镇/石桥果蔬专业合作社",
        ),
        ("工作汇报", "现在，我代表清河县水利局作工作汇报。", "", ("", ""), "清河县水利局"),
        ("工作报告", "我受清河县茶叶协会理事会的委托，向大会作报告。", "", ("", ""), "清河县茶叶协会"),
        // Whose year it was, but not who did something to it.
        ("工作总结", "2022年，清河县图书馆在上级领导下新增读者300人。", "", ("", ""), "清河县图书馆"),
        ("工作总结", "2022年，清河县教育局对我校进行了评估。", "", ("", ""), "清河县教育局?"),
        // A form names a kind of bodies in its title.
        (
            "专科分会年度工作报告表",
            text,
            "",
            ("填报单位", "清河县医学会骨科分会　　年度：2022"),
            "清河县医学会/骨科分会",
        ),
        // Names end where they do, and the title's wins over one with its office behind it.
        ("清河县人民医院急诊医学科2022年工作总结", text, "", ("", ""), "清河县人民医院/急诊医学科"),
        ("清河县归侨侨眷联谊会2022年工作总结", text, "", ("", ""), "清河县归侨侨眷联谊会"),
        ("清河县人民法院柳湾人民法庭2022年工作总结", text, "", ("", ""), "清河县人民法院/柳湾人民法庭"),
        ("清河市柳湾街道2022年工作总结", text, "清河市柳湾街道办事处", ("", ""), "清河市/柳湾街道"),
        // Two names that do not agree.
        ("清河县教育局2022年工作总结", text, "青川县水利局", ("", ""), "清河县教育局?"),
        // The head of a page that was taken for the title is no report's.
        ("清河县教育局文件", text, "", ("", ""), "清河县教育局?"),
        ("商学院2022年工作总结", text, "", ("", ""), "商学院?"),
        ("凝心聚力开新局", text, "", ("", ""), ""),
        ("先进基层党组织风采", text, "", ("", ""), ""),
        ("我院2022年工作总结", text, "本院", ("", ""), ""),
    ] {
        assert_eq!(branch(title, text, signer, detail), expected, "{title} {text} {signer}");
    }
}

#[test]
fn the_year_is_that_reported_on() {
    let years = |title: &str, text: &str, signed: &str, published: &str| {
        let mut article = article(title, text);
        (article.signed, article.published) = (found(signed), found(published));
        facts(&article).years.map_or(String::new(), |years| years.value.ascii() + doubt(years.certain))
    };
    for (title, text, signed, published, expected) in [
        ("内科党支部2022年度工作总结", "2023年我们将继续努力。", "2023年1月5日", "", "2022"),
        ("党支部工作总结", "2022年，支部完成各项任务。", "2023年1月8日", "", "2022"),
        ("党支部工作总结", "2022年，支部完成各项任务。", "2022年12月20日", "", "2022"),
        ("党支部工作总结", "", "二〇二三年一月八日", "", "2022?"),
        ("2019—2021年工作总结", "", "", "", "2019-2021"),
        ("2020-2021学年党支部工作总结", "", "", "", "2020-2021"),
        ("二〇二一年工作总结", "", "", "", "2021"),
        ("2021年工作总结和2022年工作计划", "", "", "", "2021"),
        ("党建工作纪实", "2021年召开大会。2020年成立支部。", "", "2021-07-02", "2021"),
        ("党建工作纪实", "2018年成立支部，2019年获奖。《规划（2018—2025年）》印发。", "", "", "2019?"),
        ("党建工作纪实", "新冠肺炎疫情发生后，支部冲在一线。2016年受表彰。", "", "", "2020?"),
        ("党建工作纪实", "没有年份。", "", "", ""),
        // A meeting that opens a year tells of the one before, in whichever it is held.
        ("会议纪要", "2023年1月10日，单位召开2022年度总结会。", "", "2023年1月10日", "2022"),
        ("在2023年工作会议上的报告", "一年来成绩不少。", "", "2022年12月28日", "2022"),
        ("在2023年工作会议上的报告", "一年来成绩不少。", "", "2023年1月12日", "2022?"),
        // A plan is of the year that it is for; a section of plans follows the year told of.
        ("2023年工作计划", "力争完成任务。", "2022年12月20日", "", "2023"),
        ("工作总结", "一年来成绩不少。\n# 三、2024年工作打算\n力争2024年再上台阶。", "", "", "2023?"),
        ("2022年总结暨2023年计划", "一年来成绩不少。", "", "", "2022"),
        ("2022年回顾与2023年展望", "一年来成绩不少。", "", "", "2022"),
        ("2023—2024学年第二学期总结", "2024年3月开学。", "2024年6月30日", "", "2023-2024"),
        ("清河市年鉴（2022）", "2021年，全市医院建成3所。", "", "", "2021"),
        ("第三届理事会工作报告", "现报告2019年至2023年的工作。2023年，会员增加。", "2023年12月9日", "", "2019-2023"),
        ("第三届理事会工作报告", "五年来成绩不少。2023年，会员增加。", "2023年12月9日", "", "2023?"),
        ("工作总结", "一年来成绩不少。2023年接诊3万人次。2024年春节将至，再致谢意。", "2024年1月30日", "", "2023"),
        ("会计2101团支部工作总结", "2022年，支部换届。", "2022年12月9日", "", "2022"),
        // A term is told of where it opens the text, a whole year at its end.
        ("在大会上的报告", "从2010年到2014年，学会走过了不平凡的历程。", "2015年1月26日", "", "2010-2014"),
        ("会议纪要", "全年培训300人次。", "2021年12月30日", "", "2021"),
        // What is compared with is not told of.
        ("工作总结", "现将有关情况报告如下。2022年接诊3万人次，比2021年增长，较2019年翻番。", "", "", "2022"),
    ] {
        assert_eq!(years(title, text, signed, published), expected, "{title} {text} {signed} {published}");
    }
}

#[test]
fn dates_are_those_of_the_signature() {
    let date = |signed: &str, published: &str, doi: &str| {
        let mut article = article("总结", "");
        (article.signed, article.published, article.doi) = (found(signed), found(published), found(doi));
        article.details = ["收稿日期：2022-03-01", "上传时间：2024-05-06", "起止时间：2021年1月至2023年12月"]
            .map(|line| line.split_once('：').map(|(label, value)| (label.to_owned(), found(value).unwrap())).unwrap())
            .to_vec();
        if signed == "填报时间" {
            (article.signed, article.details) =
                (None, vec![("填 报 时 间".to_owned(), found("2022年12月9日").unwrap())]);
        }
        facts(&article).date.map_or(String::new(), |date| date.value.iso() + doubt(date.certain))
    };
    for (signed, published, doi, expected) in [
        ("2022年12月20日", "2023-01-05", "", "2022-12-20"),
        ("二〇二二年十二月二十日", "", "", "2022-12-20"),
        ("", "2023-01-05 10:30", "", "2023-01-05"),
        ("", "Thu, 05 Jan 2023 10:30:00 +0800", "", "2023-01-05"),
        ("2022年12月", "", "", "2022-12"),
        // A year alone may be the one reported on.
        ("2022年", "", "", "2022-03-01?"),
        ("填报时间", "", "", "2022-12-09"),
        ("2022年12月32日", "", "", "2022-03-01?"),
        ("", "", "10.12345/j.issn.1234-5678.2021.07.011", "2021-07?"),
    ] {
        assert_eq!(date(signed, published, doi), expected, "{signed} {published} {doi}");
    }
}

#[test]
fn genres_are_named_by_titles() {
    let genre = |title: &str| {
        facts(&article(title, "正文。")).genre.map_or(String::new(), |genre| genre.value + doubt(genre.certain))
    };
    for (title, expected) in [
        ("内科党支部2022年度工作总结", "年度工作总结"),
        ("内科党支部2022年工作总结", "年度工作总结"),
        ("2022年上半年工作总结", "工作总结"),
        ("骨科分会换届工作总结", "工作总结"),
        ("党建经验做法", "经验做法"),
        ("张三同志先进事迹", "先进事迹"),
        ("抗疫工作纪实", "工作纪实"),
        ("第二届理事会工作报告", "工作报告"),
        ("党支部书记述职报告", "述职报告"),
        ("先进基层党组织 内科支部", "先进事迹?"),
        ("凝心聚力再出发", ""),
    ] {
        assert_eq!(genre(title), expected, "{title}");
    }
}

#[test]
fn topics_are_weighed() {
    let topics = |title: &str, text: &str| {
        let facts = facts(&article(title, text));
        facts.topics.iter().map(|topic| topic.value.clone() + doubt(topic.certain)).collect::<Vec<_>>().join(" ")
    };
    for (title, text, expected) in [
        ("抗疫一线党旗红", "支部开展义诊。", "疫情防控"),
        ("工作总结", "# 抓好支部建设\n发展党员3名。\n# 开展义诊\n义诊2场，志愿服务10次。", "义诊志愿 组织建设"),
        ("工作总结", "学术会议上交流。", ""),
        // What is planned, and what a document is called, is no work done.
        (
            "工作总结",
            "# 下一步打算\n义诊10场。\n义诊进村。\n义诊进校。\n志愿服务进厂。\n志愿服务进店。\n志愿服务进站。",
            "",
        ),
        (
            "工作总结",
            "学习《义诊管理办法》《志愿服务条例》《义诊指南》《志愿服务记录》《义诊读本》《志愿服务手册》。",
            "",
        ),
        // A term within a longer one: the donors are a topic of their own.
        ("工作总结", "# 义诊献血\n义诊献血2次。", "献血"),
    ] {
        assert_eq!(topics(title, text), expected, "{title}");
    }
}

#[test]
fn achievements_stand_by_themselves() {
    let text = "# 一、抓学习\n支部举办专题党课12场，参加党员500人次。其效果明显。\n# 二、办实事\n全年开展义诊8场，服务群众3000余人次，并得到好评。\n同时，这些工作还不够。\n# 三、创先进\n支部荣获江城市先进基层党组织称号。\n# 四、下一步打算\n力争开展义诊20场。";
    let facts = facts(&article("内科党支部2022年工作总结", text));
    let achievements = facts.achievements.iter().map(|achievement| &achievement.value);
    let found: Vec<_> = achievements.map(|told| (told.text.as_str(), told.topics.join(" "))).collect();
    assert_eq!(
        found,
        [
            ("支部举办专题党课12场，参加党员500人次", String::new()),
            ("全年开展义诊8场，服务群众3000余人次", "义诊志愿".to_owned()),
            ("支部荣获江城市先进基层党组织称号", String::new())
        ]
    );
}

#[test]
fn a_part_of_an_organisations_name_is_no_topic() {
    let text = "组织党员学习12场，获江城市志愿服务联合会表彰3次。";
    let facts = facts(&article("内科党支部2022年工作总结", text));
    assert_eq!(facts.achievements[0].value.topics, [""; 0], "{:?}", facts.achievements);
}

#[test]
fn proposals_carry_their_words_and_place() {
    let facts = facts(&article("内科党支部2022年工作总结", "支部现有党员45名。"));
    let metric = &facts.metrics[0];
    assert_eq!((metric.evidence.as_str(), metric.place), ("支部现有党员45名", Place::Line(2)));
}

#[test]
fn tables_tell_by_their_heads() {
    let row = |cells: &[&str]| {
        cells.iter().map(|cell| Cell::single(vec![Paragraph::of_text(cell, Place::Line(3))])).collect::<Vec<_>>()
    };
    let table = |rows: &[&[&str]]| {
        let table = Table { rows: rows.iter().map(|cells| row(cells)).collect(), head: 1, place: Place::Line(3) };
        let mut article = article("内科党支部2022年工作总结", "");
        article.blocks = vec![Block::Table(table)];
        facts(&article)
    };
    let found = table(&[&["项目", "数量（场）"], &["义诊", "12"], &["健康讲座", "8"]]);
    let metrics: Vec<_> =
        found.metrics.iter().map(|m| format!("{}={}{}", m.value.name, m.value.value, m.value.unit)).collect();
    assert_eq!(metrics, ["义诊=12场", "健康讲座=8场"]);
    let found = table(&[&["身份", "人数", "占比"], &["无党派人士", "350", "20.22%"]]);
    let metrics: Vec<_> =
        found.metrics.iter().map(|m| format!("{}={}{}", m.value.name, m.value.value, m.value.unit)).collect();
    assert_eq!(metrics, ["无党派人士=350人", "无党派人士占比=20.22%"]);
    // Years in columns, the unit beside the label or in a column; growth counts nothing.
    let metrics = |rows: &[&[&str]]| {
        let told = |metric: &Metric| {
            let base = metric.base.as_ref().map(|base| format!("<{base}")).unwrap_or_default();
            let date = metric.as_of.map(|date| format!("@{}", date.iso())).unwrap_or_default();
            format!("{}={}{}{base}{date}", metric.name, metric.value, metric.unit)
        };
        let metrics = table(rows).metrics;
        metrics.iter().map(|m| format!("{}{}", told(&m.value), doubt(m.certain))).collect::<Vec<_>>().join(" ")
    };
    let by_years: &[&[&str]] = &[
        &["序号", "指标", "2021年", "2022年", "增幅（%）"],
        &["1", "门诊量（万人次）", "1.2", "1.5", "25.0"],
        &["2", "收入（万元）", "1,180", "1,320.5", "11.9"],
        &["3", "治愈率（%）", "95.1", "96.3", "1.2"],
    ];
    assert_eq!(metrics(by_years), "门诊量=1.5万人次<1.2万 收入=1320.5万元<1180 治愈率=96.3%<95.1");
    let by_units: &[&[&str]] = &[
        &["项目", "单位", "计划", "完成情况", "备注"],
        &["义诊", "场", "10", "12", ""],
        &["随访", "人次", "80", "96", ""],
    ];
    assert_eq!(metrics(by_units), "义诊=12场 随访=96人次");
    let turned: &[&[&str]] = &[&["年度", "发展党员（名）", "党课（次）"], &["2021", "3", "8"], &["2022", "5", "9"]];
    assert_eq!(metrics(turned), "发展党员=5名<3 党课=9次<8");
    let honours = |rows: &[&[&str]]| {
        let honours = table(rows).honours;
        let told = honours.iter().map(|honour| {
            let value = &honour.value;
            let date = value.date.map(|date| date.iso()).unwrap_or_default();
            format!("{}|{}|{}|{}|{date}", value.name, value.level, value.grantor, value.recipient)
        });
        told.collect::<Vec<_>>().join(" ")
    };
    let named: &[&[&str]] = &[
        &["2022年获奖情况", "", "", "", ""],
        &["序号", "获得者", "时间", "荣誉名称", "授予单位"],
        &["1", "我院", "2022年5月", "“文明单位”", "市文明办"],
        &["2", "张三", "2021.11", "2021年度先进个人", "省卫生健康委"],
    ];
    assert_eq!(honours(named), "文明单位|市|市文明办||2022-05 先进个人|省|省卫生健康委|张三|2021-11");
    let contests: &[&[&str]] =
        &[&["比赛名称", "等次", "主办单位", "获奖人"], &["技能竞赛", "一等奖", "市总工会", "李四"]];
    assert_eq!(honours(contests), "技能竞赛一等奖|市|市总工会|李四|");
    let blanks: &[&[&str]] = &[&["荣誉名称", "授予单位", "时间"], &["全市党课比赛金奖", "—", "2022年"]];
    assert_eq!(honours(blanks), "全市党课比赛金奖|市|||2022");
    let bare: &[&[&str]] =
        &[&["“健康科室”", "市卫生健康委员会", "2022年6月"], &["“巾帼文明岗”", "市妇女联合会", "2022年3月"]];
    assert_eq!(honours(bare), "健康科室|市|市卫生健康委员会||2022-06 巾帼文明岗|市|市妇女联合会||2022-03");
    let tasks: &[&[&str]] =
        &[&["序号", "名称", "时间", "责任人"], &["1", "安全检查", "5月", "张三"], &["2", "培训", "6月", "李四"]];
    assert_eq!(honours(tasks), "");
    let found = table(&[&["职务", "姓名"], &["书记", "张三"], &["组织委员", "李四"]]);
    let people: Vec<_> = found.people.iter().map(|p| format!("{}|{}", p.value.name, p.value.role)).collect();
    assert_eq!(people, ["张三|书记", "李四|组织委员"]);
}

#[test]
fn hostile_texts_are_read_to_their_end() {
    let parts = [
        "荣获",
        "被评为",
        "“",
        "”",
        "《",
        "》",
        "（",
        "）",
        "，",
        "。",
        "、",
        "和",
        "5名",
        "从",
        "增加至",
        "占",
        "62.39%",
        "书记",
        "张三",
        "同志",
        "任",
        "：",
        "分别",
        "在",
        "中",
        "一等奖",
        "1项",
        "2021年",
        "3月",
        "截至",
        "第",
        "万",
        "🙂",
        "\u{301}",
        " ",
        "中共",
        "委员会",
        "建党",
        "周年",
        "党员",
        "义诊",
        "12场",
        "·",
        "A",
        "一",
        "百",
    ];
    let mut seed = 11_u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        parts[(seed >> 16) as usize % parts.len()]
    };
    for _ in 0..1_000 {
        let text: String = (0..14).map(|_| next()).collect();
        let title: String = (0..5).map(|_| next()).collect();
        let mut article = article(&title, &text);
        (article.signed, article.signer, article.doi) = (found(&text), found(&title), found(&title));
        facts(&article);
    }
    // Without a mark to part it, a text is too long to be a sentence.
    for part in ["党员5名、", "荣获一等奖、", "书记张三", "《“（", "中共", "2021年"] {
        facts(&article(part, &part.repeat(20_000)));
    }
    // What stands before and after an office is looked at nearby alone.
    for part in ["任为", "）当选为书记", "护理部书记：张三。"] {
        facts(&article("支部工作总结", &part.repeat(150_000)));
    }
    // Each of many is told from all others, in a file that no person writes.
    let surnames: Vec<char> = "王李张刘陈杨黄赵吴周".chars().collect();
    let han = |number: u32| char::from_u32(0x4E00 + number % 20_000).unwrap();
    let people: String = (0..150_000)
        .map(|number| {
            format!(
                "书记{}{}{}在。\n",
                surnames[number as usize % 10],
                han(number),
                han(number / 10 * 7 + number / 999)
            )
        })
        .collect();
    assert!(facts(&article("支部工作总结", &people)).people.len() > 50_000);
    let honours: String = (0..60_000).map(|number| format!("支部荣获“先进{number}党支部”称号。")).collect();
    assert!(facts(&article("支部工作总结", &honours)).honours.len() > 50_000);
}

#[test]
fn a_year_that_no_front_matter_takes_is_for_a_person_to_look_at() {
    let session = session();
    for (line, key) in [("2219年12月28日", "date"), ("2219年，支部荣获“先进党支部”称号。", "honours")]
    {
        let text = format!("支部工作总结\n\n支部一年来做了许多工作，党员同志们都很努力。\n\n{line}\n");
        let document = huibian::import::read("a.txt", text.as_bytes(), &|_| None).unwrap();
        let facts = huibian::import::candidates(document, session.publication()).remove(0).facts;
        let certain = match key {
            "date" => facts.date.unwrap().certain || facts.years.is_some_and(|years| years.certain),
            _ => facts.honours[0].certain,
        };
        assert!(!certain, "{line}");
    }
}
