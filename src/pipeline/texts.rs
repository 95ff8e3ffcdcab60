//! The files that findings are shown in.
//!
//! In: the files of the publication. Out: the same, and behind them those of
//! the built-in theme, so that a finding in one of its templates shows its
//! line like any other. The stages above must not see these: to them a file
//! of the built-in theme is not the publication's.

use crate::source::{Files, Unreadable, VPath};
use crate::theme;

/// The publication's files with the built-in theme's behind them.
pub struct Texts<'a>(pub &'a dyn Files);

impl Files for Texts<'_> {
    fn paths(&self) -> &[VPath] {
        self.0.paths()
    }

    fn read(&self, path: &VPath) -> Result<Vec<u8>, Unreadable> {
        self.0.read(path).or_else(|reason| theme::embedded(path).map(|bytes| bytes.into_owned()).ok_or(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;
    use crate::diag::rules::theme::TEMPLATE_TROUBLE;
    use crate::diag::{Diagnostic, Language, short, terminal};
    use crate::source::{Span, Tree, VPath};

    #[test]
    fn a_finding_in_the_built_in_theme_shows_its_line() {
        let path = VPath::new("themes/default/templates/404.html").unwrap();
        let text = String::from_utf8(crate::theme::embedded(&path).unwrap().into_owned()).unwrap();
        let at = text.find("block main").unwrap();
        let findings = [Diagnostic::new(&TEMPLATE_TROUBLE, Span::new(&path, at..at + 5)).with("reason", "x")];
        let nothing = Tree::default();
        let shown = terminal::render(&findings, &Texts(&nothing), &(), Language::Chinese, false);
        assert!(shown.contains("{% block main -%}"), "{shown}");
        let line = text[..at].matches('\n').count() + 1;
        let shown = short::render(&findings, &Texts(&nothing), Language::Chinese);
        assert!(shown.starts_with(&format!("themes/default/templates/404.html:{line}:")), "{shown}");
        // The publication's own file of that name comes first.
        let own = Tree::of_texts([(path.as_str(), "甲甲甲")]);
        assert!(terminal::render(&findings, &Texts(&own), &(), Language::Chinese, false).contains("甲甲甲"));
    }
}
