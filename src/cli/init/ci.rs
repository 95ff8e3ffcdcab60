//! Workflows for those who check and publish a publication by machine.
//!
//! One file for each, in which a line that begins with `zh|` or `en|` is of that
//! language only: so what is executed is the same in both.

use crate::diag::Language;

/// The services there are: how each is called, where its file lies, what is in it.
pub const SERVICES: [(&str, &str, &str); 4] = [
    ("github", ".github/workflows/huibian.yml", include_str!("ci/github.yml")),
    ("gitlab", ".gitlab-ci.yml", include_str!("ci/gitlab.yml")),
    ("gitee", ".workflow/huibian.yml", include_str!("ci/gitee.yml")),
    ("shell", "ci.sh", include_str!("ci/shell.sh")),
];

/// The file of a service: where it lies and its text.
pub fn workflow(service: &str, language: Language) -> Option<(&'static str, String)> {
    let (_, place, text) = SERVICES.into_iter().find(|(name, ..)| *name == service)?;
    let (own, other) = match language {
        Language::Chinese => ("zh|", "en|"),
        Language::English => ("en|", "zh|"),
    };
    let lines = text.lines().filter(|line| !line.starts_with(other));
    Some((place, lines.map(|line| line.strip_prefix(own).unwrap_or(line).to_owned() + "\n").collect()))
}
