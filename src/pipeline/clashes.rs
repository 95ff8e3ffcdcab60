//! Clashes: files of the theme and of `content/static/` that have no place in the
//! site.
//!
//! In: what the plan found taken. Out: findings that name the file and the
//! other file, or the page, that stands where it would.

use crate::diag::rules::theme::ASSET_TAKEN;
use crate::diag::{Argument, Diagnostic, Words};
use crate::model::Publication;
use crate::plan::assets::{Clash, How};
use crate::plan::{PageKind, Plan};
use crate::source::{Span, VPath};
use crate::theme::Theme;

const SAME: Words = Words { zh: "相同", en: "is the same as" };
const CASE: Words = Words {
    zh: "只有大小写不同（有的服务器不分）",
    en: "differs in case only, which some servers ignore, from",
};
const FOLDER: Words = Words {
    zh: "不能并存：一个是文件，一个是同名的文件夹",
    en: "cannot stand beside (one is a file, one a folder of that name)",
};

const PAGE: Words = Words { zh: "程序生成的页面", en: "a page that huibian makes" };
const FILE: Words = Words { zh: "程序生成的文件", en: "a file that huibian makes" };
const SEARCH: Words = Words { zh: "检索用的文件", en: "a file of the search" };

/// A finding for each file that has no place.
pub fn findings(publication: &Publication, plan: &Plan, theme: &Theme) -> Vec<Diagnostic> {
    let named = |path: &VPath| Argument::from(format!("“{path}”"));
    let path_of = |make: &PageKind| match make {
        PageKind::Static(path) => Some(path.clone()),
        PageKind::ThemeAsset(name) => theme.assets.iter().find(|asset| asset.name == *name)?.path(),
        _ => None,
    };
    let finding = |clash: &Clash| {
        let other: Argument = match &clash.make {
            PageKind::Report(id) => named(&publication[*id].path),
            PageKind::Page(id) => named(&publication[*id].path),
            PageKind::Attachment(path) | PageKind::Rendition(path, _) => named(path),
            make @ (PageKind::ThemeAsset(_) | PageKind::Static(_)) => named(&path_of(make)?),
            PageKind::Search(_) => SEARCH.into(),
            make if make.is_page() => PAGE.into(),
            _ => FILE.into(),
        };
        let how = match clash.how {
            How::Same => SAME,
            How::Case => CASE,
            How::Folder => FOLDER,
        };
        let finding = Diagnostic::new(&ASSET_TAKEN, Span::whole(&path_of(&clash.asset.make)?));
        let finding = finding.with("asset", clash.asset.name.as_str()).with("other", other);
        Some(finding.with("route", clash.route.as_str()).with("how", how))
    };
    plan.assets.clashes.iter().filter_map(finding).collect()
}
