//! Conditions: what a client has already, and which part it wants.
//!
//! In: the headers of a request, and the entity tags that the answer may have.
//! Out: whether there is anything to send, and from where to where (RFC 9110
//! §13 and §14). A header that makes no sense is as good as none. The dates of
//! the standard are not here, since a preview changes more often than once a
//! second.
//!
//! The `headers` crate has types for all this, but panics on some tags in
//! debug builds and refuses a suffix longer than the content.

use std::ops::Range;

use hyper::Method;
use hyper::header::{HeaderMap, HeaderName, IF_MATCH, IF_NONE_MATCH, IF_RANGE, RANGE};

/// The conditions of a request.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// Answer only with one of these.
    if_match: Option<Tags>,
    /// Answer only with none of these.
    if_none_match: Option<Tags>,
    /// The part is wanted only of this.
    if_range: Option<Tags>,
    /// The part, as it was asked for.
    range: Option<String>,
}

/// Which part of a content is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of it.
    Whole,
    /// These bytes, at least one.
    Part(Range<u64>),
    /// None, since what was asked for lies beyond its end.
    Beyond,
}

impl Conditions {
    /// The conditions that stand in a request's headers.
    pub fn of(method: &Method, headers: &HeaderMap) -> Conditions {
        let tags = |name: HeaderName| headers.contains_key(&name).then(|| Tags::of(headers, &name));
        let mut ranges = headers.get_all(RANGE).iter();
        let range = match (ranges.next(), ranges.next()) {
            // Parts are for GET only.
            (Some(range), None) if *method == Method::GET => range.to_str().ok().map(str::to_owned),
            _ => None,
        };
        Conditions { if_match: tags(IF_MATCH), if_none_match: tags(IF_NONE_MATCH), if_range: tags(IF_RANGE), range }
    }

    /// Whether a part is asked for, which has to be one of the plain bytes.
    pub fn want_part(&self) -> bool {
        self.range.is_some()
    }

    /// Whether the client wants an answer only if it is another than this.
    pub fn fail(&self, forms: &[String]) -> bool {
        self.if_match.as_ref().is_some_and(|tags| !forms.iter().any(|form| tags.hold(form, Comparison::Strong)))
    }

    /// The form that the client has already.
    pub fn known<'a>(&self, forms: &'a [String]) -> Option<&'a String> {
        let tags = self.if_none_match.as_ref()?;
        forms.iter().find(|form| tags.hold(form, Comparison::Weak))
    }

    /// The part to send of a content so long, whose tag is `form`.
    pub fn part(&self, form: Option<&String>, length: u64) -> Selection {
        let Some(range) = &self.range else { return Selection::Whole };
        let is_same = |tags: &Tags| form.is_some_and(|form| tags.hold(form, Comparison::Strong));
        if self.if_range.as_ref().is_some_and(|tags| !is_same(tags)) {
            return Selection::Whole;
        }
        selection(range, length).unwrap_or(Selection::Whole)
    }
}

/// Reads one range of bytes; several are answered as if none were asked for.
fn selection(range: &str, length: u64) -> Option<Selection> {
    let (unit, range) = range.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = range.trim().split_once('-')?;
    let range = match (first.is_empty(), last.is_empty()) {
        (true, true) => return None,
        (true, false) => length.saturating_sub(number(last)?)..length,
        (false, true) => number(first)?..length,
        (false, false) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(length)
        }
    };
    Some(if range.is_empty() { Selection::Beyond } else { Selection::Part(range) })
}

/// A number in digits; one that is too large is as large as can be.
fn number(digits: &str) -> Option<u64> {
    let sound = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// How tags are compared: weak ones equal nothing strongly.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comparison {
    /// Byte for byte the same.
    Strong,
    /// As good as the same.
    Weak,
}

/// The tags that stand in a header.
#[derive(Clone, Debug)]
enum Tags {
    /// `*`
    Any,
    /// These, in any order.
    These(Vec<Tag>),
}

/// Whether a tag is weak, and what stands between its quotes.
type Tag = (bool, Vec<u8>);

impl Tags {
    /// Reads them, as far as they can be read.
    fn of(headers: &HeaderMap, name: &HeaderName) -> Tags {
        let mut tags = Vec::new();
        for value in headers.get_all(name) {
            let mut rest = value.as_bytes();
            if rest.trim_ascii() == b"*" {
                return Tags::Any;
            }
            while let Some((tag, after)) = tag(rest) {
                tags.push(tag);
                rest = after;
            }
        }
        Tags::These(tags)
    }

    /// Whether `form`, a tag without quotes, is one of them.
    fn hold(&self, form: &str, comparison: Comparison) -> bool {
        match self {
            Tags::Any => true,
            Tags::These(tags) => tags
                .iter()
                .any(|(weak, tag)| tag.as_slice() == form.as_bytes() && !(*weak && comparison == Comparison::Strong)),
        }
    }
}

/// Reads the next tag of a list, and gives what follows it.
fn tag(list: &[u8]) -> Option<(Tag, &[u8])> {
    let start = list.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b','))?;
    let list = &list[start..];
    let (weak, list) = list.strip_prefix(b"W/").map_or((false, list), |list| (true, list));
    let list = list.strip_prefix(b"\"")?;
    let end = list.iter().position(|&byte| byte == b'"')?;
    Some(((weak, list[..end].to_vec()), &list[end + 1..]))
}

#[cfg(test)]
mod tests {
    use hyper::Method;
    use hyper::header::{HeaderMap, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH, IF_RANGE, RANGE};

    use super::{Conditions, Selection};

    fn conditions(headers: &[(HeaderName, &'static str)]) -> Conditions {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        Conditions::of(&Method::GET, &HeaderMap::from_iter(headers))
    }

    #[test]
    fn a_known_form_is_found_in_any_list() {
        let forms = ["a-gzip".to_owned(), "a".to_owned()];
        let check = |value, known: Option<&str>| {
            let found = conditions(&[(IF_NONE_MATCH, value)]);
            assert_eq!(found.known(&forms).map(String::as_str), known, "{value}");
        };
        check("\"a\"", Some("a"));
        check("\"x\", W/\"a\"", Some("a"));
        check(",, \"a b\" ,\"a-gzip\"", Some("a-gzip"));
        check("*", Some("a-gzip"));
        for value in ["", "a", "\"a", "W/a", "\"A\"", "\"x\"", "w/\"a\"", "\"a\u{7f}"] {
            if HeaderValue::from_str(value).is_ok() {
                check(value, None);
            }
        }
        assert_eq!(Conditions::default().known(&forms), None);
    }

    #[test]
    fn if_match_compares_strongly() {
        let forms = ["a".to_owned()];
        for (value, fails) in [("\"a\"", false), ("*", false), ("W/\"a\"", true), ("\"b\"", true), ("", true)] {
            assert_eq!(conditions(&[(IF_MATCH, value)]).fail(&forms), fails, "{value}");
        }
        assert!(!Conditions::default().fail(&forms));
    }

    #[test]
    fn one_range_is_understood() {
        let check = |value, length, selection| {
            assert_eq!(conditions(&[(RANGE, value)]).part(None, length), selection, "{value} of {length}");
        };
        check("bytes=0-0", 10, Selection::Part(0..1));
        check("Bytes=2-", 10, Selection::Part(2..10));
        check("bytes=2-99999999999999999999", 10, Selection::Part(2..10));
        check("bytes=-3", 10, Selection::Part(7..10));
        check("bytes=-30", 10, Selection::Part(0..10));
        for value in ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"] {
            check(value, 10, Selection::Beyond);
        }
        check("bytes=0-", 0, Selection::Beyond);
        for value in
            ["", "bytes", "bytes=", "bytes=-", "bytes=3-2", "bytes=0-1,3-4", "lines=0-1", "bytes=+1-2", "bytes=a-"]
        {
            check(value, 10, Selection::Whole);
        }
    }

    #[test]
    fn a_part_of_something_else_is_not_sent() {
        let form = "a".to_owned();
        let check = |value, selection| {
            let found = conditions(&[(RANGE, "bytes=1-2"), (IF_RANGE, value)]);
            assert_eq!(found.part(Some(&form), 10), selection, "{value}");
        };
        check("\"a\"", Selection::Part(1..3));
        for value in ["\"b\"", "W/\"a\"", "Sat, 29 Oct 1994 19:43:31 GMT"] {
            check(value, Selection::Whole);
        }
        let head = HeaderMap::from_iter([(RANGE, HeaderValue::from_static("bytes=1-2"))]);
        assert_eq!(Conditions::of(&Method::HEAD, &head).part(None, 10), Selection::Whole);
    }
}
