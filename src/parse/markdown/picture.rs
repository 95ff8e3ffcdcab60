//! The writer's part for pictures: figures with captions, images in a line.
//!
//! In: an image of the script. Out: `<figure>` if it stands alone in its
//! paragraph, `<img>` in a line of text, and findings. The caption is the
//! image's title, or a line that begins with 图1 below it. What cannot be shown
//! leaves its description, so that the reader knows something was there.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::diag::Diagnostic;
use crate::diag::rules::markdown::{
    IMAGE_ALT, IMAGE_MISSING, IMAGE_REMOTE, IMAGE_TYPE, LINK_BROKEN, LINK_PROTOCOL, LINK_SCHEME,
};
use crate::parse::markdown::address::Address;
use crate::parse::markdown::caption::{self, Caption, Of};
use crate::parse::markdown::html::{attribute, escape};
use crate::parse::markdown::writer::Writer;
use crate::parse::markdown::{Picture, Smaller};

/// How wide pictures are on pages: as the screen, or as the column of a text.
const SIZES: &str = "(min-width:48rem) 42rem,100vw";

/// A picture that is shown.
struct Shown<'a> {
    src: &'a str,
    description: &'a str,
    size: Option<(u32, u32)>,
    smaller: &'a [Smaller],
}

impl Shown<'_> {
    /// The picture, which leads to all of it.
    fn larger(&self, name: &str) -> String {
        let mut html = String::from("<a");
        attribute(&mut html, "href", self.src);
        if self.description.is_empty() {
            attribute(&mut html, "aria-label", name);
        }
        html.push('>');
        html.push_str(&self.html(""));
        html.push_str("</a>");
        html
    }

    /// The picture, from which a browser chooses the width it needs.
    fn html(&self, title: &str) -> String {
        let mut html = String::new();
        let (last, modern) = match self.smaller.split_last() {
            Some((last, modern)) => (Some(last), modern),
            None => (None, self.smaller),
        };
        if last.is_some() {
            let set = modern.iter().map(|smaller| format!("{} {}w", smaller.src, smaller.rendition.width()));
            html.push_str("<picture><source type=\"image/webp\"");
            attribute(&mut html, "srcset", &set.collect::<Vec<_>>().join(","));
            attribute(&mut html, "sizes", SIZES);
            html.push('>');
        }
        html.push_str("<img");
        attribute(&mut html, "src", last.map_or(self.src, |last| &last.src));
        attribute(&mut html, "alt", self.description);
        if let Some((width, height)) = self.size {
            attribute(&mut html, "width", &width.to_string());
            attribute(&mut html, "height", &height.to_string());
        }
        if !title.is_empty() {
            attribute(&mut html, "title", title);
        }
        html.push_str(" loading=\"lazy\" decoding=\"async\">");
        if last.is_some() {
            html.push_str("</picture>");
        }
        html
    }
}

impl Writer<'_> {
    /// Writes the figures that a paragraph and those after it are, several in a
    /// group; `None` if it is none.
    pub fn figures(&mut self, paragraph: usize) -> Option<usize> {
        const END: &str = "</figure>\n";
        let start = self.html.len();
        let mut next = self.figure(paragraph)?;
        let (mut count, mut end) = (1, self.html.len());
        // What cannot be shown is a line of text, which ends a group.
        while self.html.ends_with(END) && matches!(self.script.tag(next), Some(Tag::Paragraph)) {
            self.block = next;
            let Some(after) = self.figure(next) else { break };
            next = after;
            if self.html.ends_with(END) {
                (count, end) = (count + 1, self.html.len());
            }
        }
        if count > 1 {
            self.html.insert_str(end, "</div>\n");
            self.html.insert_str(start, "<div class=\"pictures\">\n");
        }
        Some(next)
    }

    /// Writes the figure that a paragraph is; `None` if it is none.
    fn figure(&mut self, paragraph: usize) -> Option<usize> {
        let script = self.script;
        let (image, rest) = self.only_image(script.inside(paragraph))?;
        let close = script.closes[paragraph];
        let below = if rest.is_empty() { None } else { Some(caption::line(script, rest.clone(), Of::Figure)?) };
        let Some(Tag::Image { title, .. }) = script.tag(image) else { return None };
        let Some(html) = self.picture(image, true) else {
            // The description stands for the picture, and what was written
            // below it stays a line of the text.
            self.open("<p>");
            self.instead(image);
            if let Some(caption) = below {
                self.html.push_str("<br>\n");
                self.caption_line(caption);
            }
            self.close_paragraph();
            return Some(close + 1);
        };
        self.open("<figure>");
        self.html.push_str(&html);
        let mut next = close + 1;
        if let Some(caption) = below {
            self.figcaption(caption);
        } else if !title.is_empty() {
            self.html.push_str("<figcaption>");
            self.begin_line();
            self.text(title);
            self.html.push_str("</figcaption>");
        } else if let Some(caption) = caption::paragraph(script, next, Of::Figure) {
            next = script.closes[next] + 1;
            self.figcaption(caption);
        }
        self.html.push_str("</figure>\n");
        Some(next)
    }

    /// Writes a caption in its element.
    pub fn figcaption(&mut self, caption: Caption) {
        self.html.push_str("<figcaption>");
        self.caption_line(caption);
        self.html.push_str("</figcaption>");
    }

    fn caption_line(&mut self, caption: Caption) {
        let events = caption.events.clone();
        self.begin_line();
        self.caption = Some(caption);
        self.run(events);
        self.caption = None;
    }

    /// The image that stands alone in a paragraph, and the events of the line
    /// below it.
    fn only_image(&self, inside: Range<usize>) -> Option<(usize, Range<usize>)> {
        let script = self.script;
        let is_blank = |&index: &usize| match &script.events[index] {
            Event::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        let image = inside.clone().find(|index| !is_blank(index))?;
        let Some(Tag::Image { .. }) = script.tag(image) else { return None };
        let mut after = script.closes[image] + 1..inside.end;
        let Some(next) = after.find(|index| !is_blank(index)) else { return Some((image, inside.end..inside.end)) };
        let is_break = matches!(script.events[next], Event::SoftBreak | Event::HardBreak);
        is_break.then_some((image, next + 1..inside.end))
    }

    /// Writes an image in a line of text.
    pub fn image(&mut self, at: usize) -> usize {
        match if self.is_bare { None } else { self.picture(at, false) } {
            Some(html) => self.html.push_str(&html),
            None => self.instead(at),
        }
        self.last = None;
        self.is_line_start = false;
        self.script.closes[at] + 1
    }

    /// The `<img>` of an image, if it can be shown.
    fn picture(&mut self, at: usize, is_figure: bool) -> Option<String> {
        let script = self.script;
        let Some(Tag::Image { dest_url, title, .. }) = script.tag(at) else { return None };
        let destination: &str = dest_url;
        let description = script.words(script.inside(at));
        let description = description.trim();
        let range = self.destination(at, destination);
        let tell = |writer: &mut Self, rule, name: &'static str, value: &str| {
            writer.find(|span| Diagnostic::new(rule, span).with(name, value), range.clone());
        };
        let path = match Address::read(destination) {
            Address::File { path, .. } => path,
            Address::Web(address) => {
                tell(self, &IMAGE_REMOTE, "address", &address);
                return None;
            }
            Address::Scheme(scheme) => {
                tell(self, &LINK_SCHEME, "scheme", &scheme);
                return None;
            }
            Address::Broken(address) => {
                tell(self, &LINK_BROKEN, "address", &address);
                return None;
            }
            Address::Protocol => {
                tell(self, &LINK_PROTOCOL, "address", destination);
                return None;
            }
            Address::Anchor(anchor) => {
                tell(self, &IMAGE_MISSING, "path", &format!("#{anchor}"));
                return None;
            }
        };
        match self.resolve.image(&path) {
            Picture::Found { src, size, smaller } => {
                if description.is_empty() {
                    tell(self, &IMAGE_ALT, "path", &path);
                }
                let shown = Shown { src: &src, description, size, smaller: &smaller };
                Some(match is_figure {
                    true if self.links == 0 && !smaller.is_empty() => shown.larger(self.say("查看原图", "Full size")),
                    true => shown.html(""),
                    false => shown.html(title),
                })
            }
            Picture::Missing { nearest } => {
                self.find(
                    |span| {
                        let finding = Diagnostic::new(&IMAGE_MISSING, span).with("path", path);
                        nearest.into_iter().fold(finding, Diagnostic::suggest)
                    },
                    range,
                );
                None
            }
            Picture::NotAnImage => {
                tell(self, &IMAGE_TYPE, "path", &path);
                None
            }
        }
    }

    /// What stands for a picture that cannot be shown: a link if it is on
    /// another site, else its description.
    fn instead(&mut self, at: usize) {
        let script = self.script;
        let Some(Tag::Image { dest_url, title, .. }) = script.tag(at) else { return };
        let description = script.words(script.inside(at));
        let words =
            [description.trim(), title, dest_url].into_iter().find(|words| !words.is_empty()).unwrap_or_default();
        match Address::read(dest_url) {
            Address::Web(href) if self.links == 0 && !self.is_bare => {
                self.html.push_str("<a");
                attribute(&mut self.html, "href", &href);
                self.html.push('>');
                escape(&mut self.html, words);
                self.html.push_str("</a>");
            }
            _ => escape(&mut self.html, words),
        }
    }
}
