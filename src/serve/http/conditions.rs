//! Conditions: what a client has already, and which part it wants.
//!
//! In: the headers of a request, and the entity tags that the answer may have.
//! Out: whether there is anything to send, and from where to where (RFC 9110
//! §13 and §14). A header that makes no sense is as good as none. Of the standard
//! there is what browsers send: no dates, since a preview changes more often than
//! once a second, and no conditions for who writes.

use std::ops::Range;

use axum::http::Method;
use axum::http::header::{HeaderMap, HeaderName, IF_NONE_MATCH, IF_RANGE, RANGE};

/// The conditions of a request, as they stand in its headers.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// Answer only with none of these.
    if_none_match: Option<String>,
    /// The part is wanted only of this.
    if_range: Option<String>,
    /// The part.
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
        let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::to_owned);
        // Parts are for GET only.
        let range = if *method == Method::GET { text(RANGE) } else { None };
        let if_range = headers.contains_key(IF_RANGE).then(|| text(IF_RANGE).unwrap_or_default());
        Conditions { if_none_match: text(IF_NONE_MATCH), if_range, range }
    }

    /// Whether a part is asked for, which has to be one of the plain bytes.
    pub fn want_part(&self) -> bool {
        self.range.is_some()
    }

    /// The form that the client has already: entity tags without their quotes.
    pub fn known<'a>(&self, forms: &'a [String]) -> Option<&'a String> {
        let tags = self.if_none_match.as_deref()?;
        let is_known = |form: &String| {
            let mut tags = tags.split(',').map(|tag| tag.trim().trim_start_matches("W/"));
            tags.any(|tag| tag == "*" || tag == format!("\"{form}\""))
        };
        forms.iter().find(|form| is_known(form))
    }

    /// The part to send of a content so long, whose tag is `form`.
    pub fn part(&self, form: Option<&String>, length: u64) -> Selection {
        let Some(range) = &self.range else { return Selection::Whole };
        let is_same = |tag: &String| form.is_some_and(|form| *tag == format!("\"{form}\""));
        if self.if_range.as_ref().is_some_and(|tag| !is_same(tag)) {
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

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use axum::http::header::{HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, IF_RANGE, RANGE};

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
