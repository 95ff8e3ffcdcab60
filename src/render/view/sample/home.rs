//! The home page, the shelf of years, the page for finding.

use crate::render::view::card::Strip;
use crate::render::view::home::{FindView, HomeView, Spine, TopicLine, Way};
use crate::render::view::sample::card::{card, cards, figure, strip_figures, value};
use crate::render::view::sample::organization::forest;
use crate::render::view::sample::topic::TOPICS;

const CIXI: &[&str] = &["慈溪市中西医结合医疗健康集团", "党委"];

pub fn shelf() -> Vec<Spine> {
    let years = [
        (2012, "二〇一二", 1, 1),
        (2013, "二〇一三", 1, 1),
        (2016, "二〇一六", 1, 1),
        (2017, "二〇一七", 2, 1),
        (2018, "二〇一八", 4, 2),
        (2019, "二〇一九", 7, 3),
        (2020, "二〇二〇", 21, 9),
        (2021, "二〇二一", 19, 9),
    ];
    let spine = |&(year, han, achievements, level): &(i32, &str, usize, u8)| Spine {
        year,
        han: han.to_owned(),
        href: format!("years/{year}.html"),
        achievements,
        reports: 3,
        level,
        latest: year == 2021,
    };
    years.iter().map(spine).collect()
}

pub fn home() -> HomeView {
    let line = |&(id, name, _, levels, count): &(&str, &str, &str, [u8; 10], usize)| TopicLine {
        name: name.to_owned(),
        href: format!("topics/{id}.html"),
        count,
        strip: Strip { levels: levels.to_vec() },
    };
    HomeView {
        title: vec!["赣江医院".to_owned(), "总结汇编".to_owned()],
        shelf: shelf(),
        lead: Some(value(&card(
            CIXI,
            "2021",
            "学习、管理、廉洁三线并进",
            "医共体建设、支部星级评定与清廉医院创建，是这一年的三个支点。党员由474名增至495名，新发展的25名党员中有13名出自高知群体；一百多名党员医务人员在防疫一线工作，集团先后获“宁波市五星级基层党组织”“慈溪市先进基层党组织”称号。",
        ))),
        lead_figures: vec![
            figure("党员总数", "495", "名", "", "上年474，增21，+4.4%"),
            figure("新党员中的高知群体", "52", "%", "25名中13名", ""),
        ],
        newest: cards().iter().map(value).collect(),
        figures: strip_figures(),
        tree: forest(),
        tree_cut: false,
        topics: TOPICS.iter().map(line).collect(),
        strip_years: Some((2012, 2021)),
    }
}

pub fn find() -> FindView {
    let way = |name: &str, href: &str, count| Way { name: name.to_owned(), href: Some(href.to_owned()), count };
    FindView {
        years: vec![way("2021", "years/2021.html", 2), way("2020", "years/2020.html", 3)],
        organizations: vec![
            way("中华中医药学会血液病分会党小组", "orgs/xueyebing.html", 1),
            way("天津市医学会党委", "orgs/tianjin.html", 1),
        ],
        topics: vec![way("组织建设", "topics/zuzhi.html", 12), way("科普培训", "topics/kepu.html", 8)],
        genres: vec![Way { name: "工作总结".to_owned(), href: None, count: 5 }],
    }
}
