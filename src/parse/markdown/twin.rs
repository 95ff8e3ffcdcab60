//! Twin: a body as Markdown for who reads it elsewhere.
//!
//! In: the Markdown of a body and someone who knows where files stand. Out: the
//! same Markdown, but that comments, which are remarks to oneself, are gone,
//! links to files lead to where those stand in the site, and HTML, which no
//! page passes through, cannot act in another program either. All else is the
//! author's, to the letter.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::parse::markdown::address::Address;
use crate::parse::markdown::emphasis::{Shielded, shield};
use crate::parse::markdown::script::{Script, definitions, without_comments};

/// Where a file that a body names stands, as seen from the twin; none if it is
/// not in the site.
pub type Standing<'s> = dyn Fn(&str) -> Option<String> + 's;

/// A body as others may read it; `nesting` is how deep quotations and lists may
/// stand in each other.
pub fn twin<'m>(markdown: &'m str, nesting: usize, standing: &Standing) -> Cow<'m, str> {
    if !markdown.contains(['<', ']']) {
        return Cow::Borrowed(markdown);
    }
    let shielded = shield(markdown, nesting);
    let script = Script::read(&shielded);
    let mut edits = Edits { markdown, shielded: &shielded, standing, edits: Vec::new() };
    for (index, event) in script.events.iter().enumerate() {
        let Some(span) = script.spans.get(index) else { continue };
        match event {
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => edits.html(span),
            Event::Start(
                Tag::Link { link_type: LinkType::Inline, dest_url, .. }
                | Tag::Image { link_type: LinkType::Inline, dest_url, .. },
            ) => {
                let inside = script.inside(index);
                let label = script.spans.get(inside).and_then(|spans| spans.last());
                edits.link(span, label.map_or(span.start, |label| label.end), dest_url);
            }
            _ => {}
        }
    }
    for (span, destination) in definitions(script.source) {
        edits.definition(&span, &destination);
    }
    Cow::Owned(edits.made())
}

/// What is to be written in place of what.
struct Edits<'a> {
    markdown: &'a str,
    shielded: &'a Shielded<'a>,
    standing: &'a Standing<'a>,
    edits: Vec<(Range<usize>, String)>,
}

impl Edits<'_> {
    /// A place of the shielded text as one of the author's.
    fn place(&self, span: &Range<usize>) -> Range<usize> {
        self.shielded.source(span.start)..self.shielded.source(span.end)
    }

    fn html(&mut self, span: &Range<usize>) {
        let at = self.place(span);
        let Some(html) = self.markdown.get(at.clone()) else { return };
        let shown = without_comments(html).unwrap_or(Cow::Borrowed(html));
        let line_break = shown.trim().trim_start_matches("<br").trim_end_matches(['/', '>', ' ']).is_empty();
        let shown = if line_break { shown.into_owned() } else { shown.replace('<', "&lt;") };
        if shown != html {
            self.edits.push((at, shown));
        }
    }

    /// A link written in its place: what follows its label.
    fn link(&mut self, span: &Range<usize>, label: usize, destination: &str) {
        let at = self.place(&(label..span.end));
        let Some(rest) = self.markdown.get(at.clone()) else { return };
        let Some(open) = rest.find("](") else { return };
        self.destination(at.start + open + 2..at.end.saturating_sub(1), destination);
    }

    /// A link written elsewhere: what follows its name.
    fn definition(&mut self, span: &Range<usize>, destination: &str) {
        let at = self.place(span);
        let Some(definition) = self.markdown.get(at.clone()) else { return };
        let Some(open) = definition.find("]:") else { return };
        self.destination(at.start + open + 2..at.end, destination);
    }

    /// Puts the address of the site in place of the destination that a range
    /// begins with.
    fn destination(&mut self, within: Range<usize>, destination: &str) {
        let address = match Address::read(destination) {
            Address::Anchor(_) | Address::Web(_) => return,
            Address::File { path, anchor } if !path.is_empty() => {
                let anchor = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
                (self.standing)(&path).map_or(String::new(), |address| address + &anchor)
            }
            _ => String::new(),
        };
        let Some(rest) = self.markdown.get(within.clone()) else { return };
        let start = within.start + (rest.len() - rest.trim_start().len());
        let rest = rest.trim_start();
        let length = match rest.strip_prefix('<') {
            Some(bracketed) => bracketed.find('>').map(|end| end + 2),
            None => Some(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        if let Some(length) = length.filter(|length| *length > 0) {
            // In brackets it may be empty and have any sign.
            self.edits.push((start..start + length, format!("<{address}>")));
        }
    }

    /// The Markdown with all of it done.
    fn made(mut self) -> String {
        self.edits.sort_by_key(|(at, _)| (at.start, at.end));
        let (mut made, mut done) = (String::with_capacity(self.markdown.len()), 0);
        for (at, text) in &self.edits {
            // What lies in something that was replaced is gone with it.
            if at.start < done {
                continue;
            }
            made.push_str(self.markdown.get(done..at.start).unwrap_or_default());
            made.push_str(text);
            done = at.end;
        }
        made.push_str(self.markdown.get(done..).unwrap_or_default());
        made
    }
}

#[cfg(test)]
mod tests {
    use super::twin;

    fn of(markdown: &str) -> String {
        let standing = |path: &str| match path {
            "tu.png" | "../图 1.png" => Some("tu-1.png".to_owned()),
            "b.md" => Some("b.md".to_owned()),
            _ => None,
        };
        twin(markdown, 100, &standing).into_owned()
    }

    #[test]
    fn links_lead_to_where_files_stand() {
        for (markdown, wanted) in [
            ("甲[乙](b.md#丙)丁", "甲[乙](<b.md#丙>)丁"),
            ("![图](tu.png \"题\")", "![图](<tu-1.png> \"题\")"),
            ("![](<../图 1.png>)", "![](<tu-1.png>)"),
            ("**甲。**乙[丙](tu.png)", "**甲。**乙[丙](<tu-1.png>)"),
            ("[![图](tu.png)](b.md)", "[![图](<tu-1.png>)](<b.md>)"),
            ("[稿](draft.md)", "[稿](<>)"),
            ("[坏](javascript:alert)", "[坏](<>)"),
            ("[见][甲]\n\n[甲]: tu.png \"题\"\n", "[见][甲]\n\n[甲]: <tu-1.png> \"题\"\n"),
            ("[网](https://example.org/a)和[处](#丙)", "[网](https://example.org/a)和[处](#丙)"),
            ("`[乙](b.md)`", "`[乙](b.md)`"),
        ] {
            assert_eq!(of(markdown), wanted, "{markdown}");
        }
    }

    #[test]
    fn comments_are_gone_and_html_is_text() {
        for (markdown, wanted) in [
            ("甲<!-- 私下 -->乙", "甲乙"),
            ("<!-- huibian-allow\n私下 -->\n\n甲", "\n\n甲"),
            ("<script>x</script>", "&lt;script>x&lt;/script>"),
            ("甲<b>乙</b>", "甲&lt;b>乙&lt;/b>"),
            ("| 甲<br>乙 |\n| --- |\n", "| 甲<br>乙 |\n| --- |\n"),
            ("`<!-- 代码 -->`", "`<!-- 代码 -->`"),
            ("甲 < 乙", "甲 < 乙"),
        ] {
            assert_eq!(of(markdown), wanted, "{markdown}");
        }
    }
}
