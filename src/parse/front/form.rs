//! Values of a fixed form: addresses, DOI, ISSN, ids.
//!
//! In: a record and the canonical name of a field. Out: the value in its
//! normal form, or nothing and a finding. Nothing is looked up: a form that is
//! right may still name nothing.

use crate::diag::rules::front::{ADDRESS_FORM, DOI_FORM, ID_FORM, ISSN_CHECK_DIGIT, ISSN_FORM};
use crate::language::pinyin::{Reading, slug};
use crate::parse::front::record::{Record, RecordReader};
use crate::source::Spanned;
use crate::text::width::fold;

impl RecordReader<'_> {
    /// An address of the web.
    pub fn address(&mut self, record: &Record<'_>, name: &str) -> Option<String> {
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?;
        if is_address(&text) {
            return Some(text.into_owned());
        }
        let finding = self.finding(&ADDRESS_FORM, &slot.node.at).with("text", &*text);
        self.report(match mended_address(&text) {
            Some(mended) => finding.suggest(mended),
            None => finding,
        });
        None
    }

    /// The address of a folder: with its final slash, without `?` and `#`.
    pub fn base_address(&mut self, record: &Record<'_>, name: &str) -> Option<String> {
        let mut address = self.address(record, name)?;
        if let Some(extra) = address.find(['?', '#']) {
            let slot = record.slot(name)?;
            let finding = self.finding(&ADDRESS_FORM, &slot.node.at).with("text", address.as_str());
            address.truncate(extra);
            self.report(finding.suggest(address));
            return None;
        }
        if !address.ends_with('/') {
            address.push('/');
        }
        Some(address)
    }

    /// A DOI, which may come as an address or after `doi:`.
    pub fn doi(&mut self, record: &Record<'_>, name: &str) -> Option<String> {
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?;
        let bare = bare_doi(&text);
        if is_doi(bare) {
            return Some(bare.to_owned());
        }
        let finding = self.finding(&DOI_FORM, &slot.node.at).with("text", &*text);
        let mended = fold(bare).replace('．', ".").replace(['／', '∕'], "/");
        let mended = mended.trim_end_matches(['。', '，', '.', ',', '；', ';']);
        let begin = mended.find("10.").unwrap_or(0);
        let mended = mended.get(begin..).unwrap_or("");
        self.report(if is_doi(mended) { finding.suggest(mended) } else { finding });
        None
    }

    /// An ISSN with its hyphen; a wrong check digit is only warned of.
    pub fn issn(&mut self, record: &Record<'_>, name: &str) -> Option<String> {
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?;
        let folded = fold(&text).to_ascii_uppercase();
        let bare = folded.strip_prefix("ISSN").unwrap_or(&folded).trim_start_matches([':', '：', ' ']);
        let digits: String = bare.chars().filter(|character| !" -－—–".contains(*character)).collect();
        let (body, check) = digits.split_at_checked(7).unwrap_or(("", ""));
        let value = |character: char| if character == 'X' { Some(10) } else { character.to_digit(10) };
        let (true, Some(check), 1) = (
            body.len() == 7 && body.bytes().all(|byte| byte.is_ascii_digit()),
            check.chars().next().and_then(value),
            check.chars().count(),
        ) else {
            let finding = self.finding(&ISSN_FORM, &slot.node.at).with("text", &*text);
            self.report(finding);
            return None;
        };
        let sum: u32 = body.chars().filter_map(value).zip((2..=8).rev()).map(|(digit, weight)| digit * weight).sum();
        if !(sum + check).is_multiple_of(11) {
            let finding = self.finding(&ISSN_CHECK_DIGIT, &slot.node.at).with("text", &*text);
            self.report(finding);
        }
        Some(format!("{}-{}", digits.get(..4)?, digits.get(4..)?))
    }

    /// An id that can stand in an address.
    pub fn id(&mut self, record: &Record<'_>, name: &str) -> Option<Spanned<String>> {
        let id = self.text(record, name)?;
        if is_id(&id.value) {
            return Some(id);
        }
        let mended = slug(&id.value, Reading::Text);
        let finding = self.finding(&ID_FORM, &id.at).with("text", id.value);
        self.report(if is_id(&mended) { finding.suggest(mended) } else { finding });
        None
    }
}

/// Whether a text is an address of the web: `http` or `https`, a host, and
/// nothing that an address cannot hold.
pub fn is_address(text: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let (head, rest) = text.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or("");
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        !host.is_empty()
            && !host.starts_with([':', '.'])
            && !text.contains(|character: char| {
                character.is_whitespace() || character.is_control() || "\"<>\\^`{|}，。、；：".contains(character)
            })
    })
}

/// What an address was probably meant to be.
fn mended_address(text: &str) -> Option<String> {
    let mut mended = fold(text).replace('：', ":").replace('／', "/").replace(['．', '。'], ".");
    mended.retain(|character| !character.is_whitespace());
    if mended.starts_with("www.") {
        mended.insert_str(0, "https://");
    }
    (is_address(&mended) && mended != text).then_some(mended)
}

/// A DOI without the address or the word before it.
fn bare_doi(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let rest = ["https://", "http://"].iter().find_map(|scheme| lower.strip_prefix(scheme)).unwrap_or(&lower);
    let rest =
        ["doi.org/", "dx.doi.org/", "www.doi.org/"].iter().find_map(|host| rest.strip_prefix(host)).unwrap_or(rest);
    let rest = rest.strip_prefix("doi").map_or(rest, |rest| rest.trim_start_matches([':', '：', ' ']));
    text.get(text.len() - rest.len()..).unwrap_or(text)
}

/// Whether a text is a DOI: `10.`, four to nine digits, a slash and something
/// after it.
pub fn is_doi(text: &str) -> bool {
    let Some((registrant, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let number = registrant.split('.').next().unwrap_or("");
    (4..=9).contains(&number.len())
        && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !suffix.is_empty()
        && !suffix.ends_with(['。', '，', '；', '.', ','])
        && suffix.chars().all(|character| !character.is_whitespace() && !character.is_control())
}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::{bare_doi, is_address, is_doi, is_id, mended_address};

    #[test]
    fn forms() {
        for (text, bare) in [
            ("10.16680/j.1671-3826.2022.02.38", "10.16680/j.1671-3826.2022.02.38"),
            ("https://doi.org/10.1000/182", "10.1000/182"),
            ("DOI：10.1000/182", "10.1000/182"),
            ("doi: 10.1000/a(1)b", "10.1000/a(1)b"),
        ] {
            assert_eq!(bare_doi(text), bare);
            assert!(is_doi(bare), "{text}");
        }
        for text in ["", "10.1/2", "11.1000/1", "10.1000/", "10.1000/1 2", "10.1000/1。"] {
            assert!(!is_doi(text), "{text}");
        }
        assert!(is_address("https://www.jxblood.com/show/71/8034.html?id=1#a") && is_address("HTTP://a.cn"));
        for text in [
            "",
            "www.a.cn",
            "ftp://a.cn",
            "https://",
            "https:///a",
            "https://a b",
            "javascript:alert(1)",
            "https：//a.cn",
        ] {
            assert!(!is_address(text), "{text}");
        }
        assert_eq!(mended_address("www.a.cn/x").as_deref(), Some("https://www.a.cn/x"));
        assert_eq!(mended_address("https：//a。cn").as_deref(), Some("https://a.cn"));
        assert_eq!(mended_address("无"), None);
        assert!(is_id("cixi-jituan-2") && !is_id("一支部") && !is_id("A b") && !is_id("-a") && !is_id("a--b"));
    }
}
