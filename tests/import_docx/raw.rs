//! Makes Word files of parts given as text, the odd ones that no program would
//! write among them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The start tag of a document with the prefixes that the cases use.
pub const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:x="urn:nobody""#;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A file in the making.
#[derive(Clone, Default)]
pub struct Raw {
    parts: Vec<(String, Vec<u8>)>,
    relations: Vec<(String, String, String, bool)>,
}

impl Raw {
    /// A document with this content of `w:body`.
    pub fn body(body: &str) -> Raw {
        Raw::default()
            .part("word/document.xml", &format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"))
    }

    /// Adds a part as it is.
    pub fn part(mut self, name: &str, content: &str) -> Raw {
        self.parts.push((name.to_owned(), content.as_bytes().to_vec()));
        self
    }

    /// Adds a part that is no text.
    pub fn bytes(mut self, name: &str, content: &[u8]) -> Raw {
        self.parts.push((name.to_owned(), content.to_vec()));
        self
    }

    /// Adds `word/KIND.xml` with this content of its root, and the reference.
    pub fn side(self, kind: &str, content: &str) -> Raw {
        self.part(&format!("word/{kind}.xml"), &format!("<w:{kind} {NAMESPACES}>{content}</w:{kind}>")).relation(
            &format!("id-{kind}"),
            kind,
            &format!("{kind}.xml"),
        )
    }

    /// Adds styles.
    pub fn styles(self, content: &str) -> Raw {
        self.side("styles", content)
    }

    /// Adds numberings.
    pub fn numbering(self, content: &str) -> Raw {
        self.side("numbering", content)
    }

    /// Adds what the document refers to.
    pub fn relation(mut self, id: &str, kind: &str, target: &str) -> Raw {
        self.relations.push((id.to_owned(), kind.to_owned(), target.to_owned(), false));
        self
    }

    /// Adds an address that the document refers to.
    pub fn external(mut self, id: &str, kind: &str, target: &str) -> Raw {
        self.relations.push((id.to_owned(), kind.to_owned(), target.to_owned(), true));
        self
    }

    /// The file.
    pub fn zip(&self) -> Vec<u8> {
        let mut parts = self.parts.clone();
        let has = |name: &str| self.parts.iter().any(|(known, _)| known == name);
        if !has("_rels/.rels") {
            let relation = format!(
                r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{TYPES}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#
            );
            parts.insert(0, ("_rels/.rels".to_owned(), relation.into_bytes()));
        }
        if !self.relations.is_empty() {
            let mut text = format!(r#"<Relationships xmlns="{PACKAGE}/relationships">"#);
            for (id, kind, target, external) in &self.relations {
                let mode = if *external { r#" TargetMode="External""# } else { "" };
                text += &format!(r#"<Relationship Id="{id}" Type="{TYPES}/{kind}" Target="{target}"{mode}/>"#);
            }
            parts.push(("word/_rels/document.xml.rels".to_owned(), (text + "</Relationships>").into_bytes()));
        }
        zip(&parts)
    }
}

/// Packs parts.
pub fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A paragraph of one run, with properties.
pub fn pp(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(text))
}

/// A paragraph of a style.
pub fn ps(style: &str, text: &str) -> String {
    pp(&format!(r#"<w:pStyle w:val="{style}"/>"#), text)
}

/// A numbered paragraph.
pub fn pn(numbering: u32, level: u32, text: &str) -> String {
    pp(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>"#), text)
}

/// A run.
pub fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A run with properties.
pub fn rp(properties: &str, text: &str) -> String {
    format!(r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A level of a numbering.
pub fn lvl(level: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

/// A numbering of one definition of its own.
pub fn num(id: u32, levels: &str) -> String {
    format!(
        r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum><w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>"#
    )
}

/// A mark of a field.
pub fn fld(kind: &str) -> String {
    format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#)
}

/// A field with an instruction and a result.
pub fn field(instruction: &str, result: &str) -> String {
    let instruction = format!(r#"<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>"#);
    fld("begin") + &instruction + &fld("separate") + result + &fld("end")
}

/// A picture of a relationship.
pub fn picture(id: &str, alternative: &str) -> String {
    format!(
        r#"<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="{alternative}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
    )
}

/// A smallest picture, told from others by a number.
pub fn png(number: u8) -> Vec<u8> {
    let mut bytes = vec![0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
    bytes.extend([number; 32]);
    bytes
}
