//! Drawings: pictures, charts, diagrams, embedded objects, words as shapes.
//!
//! In: a `w:drawing`, `w:pict` or `w:object`. Out: pictures in the paragraph,
//! equal ones shared; the words of charts and diagrams as paragraphs; remarks
//! on what cannot be shown. Text boxes are only noticed here, since their
//! paragraphs follow the one that holds them.

use crate::diag::Words;
use crate::import::document::{Inline, Picture};
use crate::import::docx::body::Reader;
use crate::import::docx::limits;
use crate::import::docx::xml::{self, Element, Ns};
use crate::import::{Refusal, RemarkKind};
use crate::source::Digest;

impl Reader<'_, '_> {
    /// Reads a drawing.
    pub fn drawing(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        let mut alternative = String::new();
        let mut shown = false;
        let mut open = vec![element];
        while let Some(element) = open.pop() {
            match element.name() {
                (Ns::W, "txbxContent") => {
                    self.line.boxes = true;
                    continue;
                }
                (Ns::Wp, "docPr") => {
                    let text = element.value("descr").filter(|text| !text.trim().is_empty());
                    alternative = text.or_else(|| element.value("title")).unwrap_or_default().into_owned();
                }
                (Ns::Pic, "cNvPr") => {
                    // In a group each picture has a description of its own.
                    if let Some(text) = element.value("descr").filter(|text| !text.trim().is_empty()) {
                        alternative = text.into_owned();
                    }
                }
                (Ns::V, "shape" | "rect") => {
                    alternative = element.value("alt").unwrap_or_default().into_owned();
                    let rule = element.value_of(Ns::O, "hr");
                    self.line.rule |= rule.is_some_and(|rule| matches!(rule.as_ref(), "t" | "true" | "1"));
                }
                (Ns::V, "textpath") => {
                    if let Some(words) = element.value("string") {
                        self.remark_at_place(RemarkKind::Simplified, WORD_ART, "", &words);
                        self.plain_words(&words)?;
                    }
                }
                (Ns::A, "blip") => {
                    shown = true;
                    match (element.value_of(Ns::R, "embed"), element.value_of(Ns::R, "link")) {
                        (Some(id), _) if !id.is_empty() => self.picture(&id, &alternative)?,
                        (_, Some(id)) => self.linked_picture(&id),
                        _ => {}
                    }
                }
                (Ns::V, "imagedata") => {
                    shown = true;
                    match (element.value_of(Ns::R, "id"), element.value_of(Ns::R, "href")) {
                        (Some(id), _) => self.picture(&id, &alternative)?,
                        (_, Some(id)) => self.linked_picture(&id),
                        _ => {}
                    }
                }
                (Ns::C, "chart") => {
                    shown = true;
                    if let Some(id) = element.value_of(Ns::R, "id") {
                        self.chart(&id)?;
                    }
                }
                (Ns::Dgm, "relIds") => {
                    shown = true;
                    if let Some(id) = element.value_of(Ns::R, "dm") {
                        self.diagram(&id)?;
                    }
                }
                (Ns::O, "OLEObject") => {
                    let program = element.value("ProgID").unwrap_or_default();
                    let equation = program.starts_with("Equation") || program.starts_with("MathType");
                    let what = if equation { OLD_EQUATION } else { OBJECT };
                    self.remark_at_place(RemarkKind::Simplified, what, &program, "");
                    shown = true;
                }
                _ => {}
            }
            let place = open.len();
            open.extend(element.children());
            open[place..].reverse();
        }
        if !shown && !self.line.boxes && !self.line.rule && element.is(Ns::W, "drawing") {
            self.remark_at_place(RemarkKind::Dropped, SHAPE, &alternative, "");
        }
        Ok(())
    }

    /// Puts down the picture of a relationship.
    fn picture(&mut self, id: &str, alternative: &str) -> Result<(), Refusal> {
        if self.in_instruction() {
            return Ok(());
        }
        let Some(relation) = self.relations.by_id(id) else {
            self.remark_at_place(RemarkKind::Dropped, MISSING, alternative, "");
            return Ok(());
        };
        let (part, external) = (relation.target.clone(), relation.external);
        if external {
            self.linked_picture(id);
            return Ok(());
        }
        let picture = match self.pictures.get(&part) {
            Some(known) => *known,
            None => {
                let picture = self.unpack(&part);
                self.pictures.insert(part, picture);
                picture
            }
        };
        match picture {
            Some(picture) => self.push(Inline::Picture { picture, alternative: alternative.trim().to_owned() }),
            None => Ok(()),
        }
    }

    /// Unpacks a picture, unless an equal one was.
    fn unpack(&mut self, part: &str) -> Option<usize> {
        let room = limits::PICTURES.saturating_sub(self.used.pictures);
        let bytes = match self.package.part(part, limits::PICTURE.min(room)) {
            Ok(Some(bytes)) if !bytes.is_empty() => bytes,
            Ok(_) => {
                self.remark_at_place(RemarkKind::Dropped, MISSING, part, "");
                return None;
            }
            Err(_) => {
                self.remark_at_place(RemarkKind::Dropped, UNREADABLE, part, "");
                return None;
            }
        };
        let digest = Digest::of(&bytes);
        if let Some(known) = self.document.pictures.iter().position(|picture| picture.digest == digest) {
            return Some(known);
        }
        let extension = kind_of(&bytes).map_or_else(|| named_kind(part), str::to_owned);
        if matches!(extension.as_str(), "emf" | "wmf" | "tiff" | "pict") {
            self.remark_at_place(RemarkKind::Doubt, OLD_PICTURE, part, &extension);
        }
        self.used.pictures += bytes.len() as u64;
        self.document.pictures.push(Picture { bytes, extension, digest });
        Some(self.document.pictures.len() - 1)
    }

    /// Says that a picture is not in the file.
    fn linked_picture(&mut self, id: &str) {
        let address = self.relations.by_id(id).map(|relation| relation.target.clone()).unwrap_or_default();
        self.remark_at_place(RemarkKind::Dropped, LINKED, &address, "");
    }

    /// Puts down the words of a chart: its title, and each series with its
    /// values.
    fn chart(&mut self, id: &str) -> Result<(), Refusal> {
        let mut lines = Vec::new();
        if let Some(text) = self.side_part(id)? {
            let read = xml::children(&text, &[(Ns::C, "chartSpace"), (Ns::C, "chart")], |element| {
                if element.is(Ns::C, "title") {
                    lines.push(joined(element, (Ns::A, "t"), ""));
                }
                for series in element.descendants().filter(|element| element.is(Ns::C, "ser")) {
                    let words = |name| series.own(name).map(values).unwrap_or_default();
                    let (name, categories, numbers) = (words("tx"), words("cat"), words("val"));
                    let points = numbers.iter().enumerate().map(|(index, number)| match categories.get(index) {
                        Some(category) => format!("{category} {number}"),
                        None => number.clone(),
                    });
                    let points: Vec<String> = points.collect();
                    lines.push(format!("{}：{}", name.concat(), points.join("，")));
                }
                Ok(())
            });
            self.tolerated(id, read)?;
        }
        self.side_words(lines, CHART);
        Ok(())
    }

    /// Puts down the words of a diagram (SmartArt), one paragraph each.
    fn diagram(&mut self, id: &str) -> Result<(), Refusal> {
        let mut lines = Vec::new();
        if let Some(text) = self.side_part(id)? {
            let read = xml::children(&text, &[(Ns::Dgm, "dataModel"), (Ns::Dgm, "ptLst")], |element| {
                for paragraph in element.descendants().filter(|element| element.is(Ns::A, "p")) {
                    lines.push(joined(paragraph, (Ns::A, "t"), ""));
                }
                Ok(())
            });
            self.tolerated(id, read)?;
        }
        self.side_words(lines, DIAGRAM);
        Ok(())
    }

    /// The text of the part of a chart or diagram. One that cannot be read is
    /// as good as empty.
    fn side_part(&mut self, id: &str) -> Result<Option<String>, Refusal> {
        self.used.side_parts += 1;
        let part = self.relations.by_id(id).filter(|relation| !relation.external).map(|it| it.target.clone());
        match part {
            Some(part) if self.used.side_parts <= limits::SIDE_PARTS => {
                let text = self.package.side_xml(&part);
                Ok(self.tolerated(&part, text)?.flatten())
            }
            _ => Ok(None),
        }
    }

    /// Keeps the words of something that is drawn.
    fn side_words(&mut self, lines: Vec<String>, what: Words) {
        let lines = lines.into_iter().filter(|line| !line.trim().is_empty() && line.trim() != "：");
        let lines: Vec<String> = lines.take(1_000).collect();
        self.remark_at_place(RemarkKind::Simplified, what, &lines.join(" "), "");
        self.line.following.extend(lines);
        self.line.dropped = true;
    }
}

/// The cached values below a part of a series.
fn values(element: Element<'_, '_>) -> Vec<String> {
    element.descendants().filter(|element| element.is(Ns::C, "v")).map(Element::text).take(1_000).collect()
}

/// The texts of elements of a name below another.
fn joined(element: Element<'_, '_>, name: (Ns, &str), between: &str) -> String {
    let texts: Vec<String> =
        element.descendants().filter(|element| element.name() == name).map(Element::text).collect();
    texts.join(between)
}

/// The extension of a picture by its first bytes.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(512)];
    Some(match head {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'B', b'M', ..] => "bmp",
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "tiff",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [0xD7, 0xCD, 0xC6, 0x9A, ..] | [1, 0, 9, 0, 0, 3, ..] => "wmf",
        [1, 0, 0, 0, ..] if head.get(40..44) == Some(b" EMF") => "emf",
        _ if head.windows(4).any(|window| window == b"<svg") => "svg",
        _ => return None,
    })
}

/// The extension of a picture whose bytes nobody knows, by its name.
fn named_kind(part: &str) -> String {
    let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension);
    let plain = !extension.is_empty() && extension.len() <= 5 && extension.chars().all(|c| c.is_ascii_alphanumeric());
    if plain { extension.to_ascii_lowercase() } else { "bin".to_owned() }
}

const LINKED: Words = Words {
    zh: "图片不在文件里，只有链接，未导入",
    en: "a picture is linked, not part of the file; it was left out",
};
const MISSING: Words = Words { zh: "文件里缺少这张图片", en: "a picture is missing from the file" };
const UNREADABLE: Words =
    Words { zh: "图片损坏或太大，未导入", en: "a picture is damaged or too large and was left out" };
const OLD_PICTURE: Words = Words {
    zh: "浏览器不能显示这种格式的图片，请另存为 PNG 后替换",
    en: "browsers do not show pictures of this format; save it as PNG and replace it",
};
const CHART: Words =
    Words { zh: "图表只保留了标题和数值", en: "of a chart only the title and the values were kept" };
const DIAGRAM: Words =
    Words { zh: "SmartArt 图形只保留了文字", en: "of a SmartArt diagram only the words were kept" };
const OBJECT: Words = Words {
    zh: "嵌入的对象只保留了预览图",
    en: "of an embedded object only the picture that previews it was kept",
};
const OLD_EQUATION: Words = Words {
    zh: "旧式公式只保留了图片，请补写成文字",
    en: "an equation of an old kind was kept as a picture only; please add it as words",
};
const WORD_ART: Words = Words { zh: "艺术字已改成普通文字", en: "WordArt became plain words" };
const SHAPE: Words = Words { zh: "没有文字的图形未导入", en: "a shape without words was left out" };
