//! Addresses: the path of a request, and the routes that it may mean.
//!
//! In: a path as it was sent. Out: its parts, decoded, or nothing if it is one
//! that no link of a site has: with `..`, a backslash, a control character,
//! an empty part. Such a path is refused instead of being put in order, since
//! whoever sends it hopes that two programs read it differently.

/// A path, taken apart at its slashes; the last part of a folder is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The parts, decoded; at least one.
    parts: Vec<String>,
}

impl Address {
    /// Reads a path that begins with a slash.
    pub fn read(path: &str) -> Option<Address> {
        let parts: Vec<String> = path.strip_prefix('/')?.split('/').map(decoded).collect::<Option<_>>()?;
        let (last, folders) = parts.split_last()?;
        let fits = |part: &str| {
            part != "." && part != ".." && !part.contains(|c: char| matches!(c, '/' | '\\') || c.is_control())
        };
        let sound = folders.iter().all(|part| !part.is_empty() && fits(part)) && fits(last);
        sound.then_some(Address { parts })
    }

    /// The route that it means: that of a folder is its `index.html`.
    pub fn route(&self) -> String {
        let mut route = self.parts.join("/");
        if self.is_folder() {
            route.push_str("index.html");
        }
        route
    }

    /// Whether it ends with a slash.
    pub fn is_folder(&self) -> bool {
        self.name().is_empty()
    }

    /// What is left of it below `base`; `None` if it is not below it.
    pub fn below(&self, base: &Address) -> Option<Address> {
        let folder = base.parts.strip_suffix(&[String::new()]).unwrap_or(&base.parts);
        let rest = self.parts.strip_prefix(folder)?;
        let shorter = !folder.is_empty() && !rest.is_empty();
        shorter.then(|| Address { parts: rest.to_vec() })
    }

    /// The same with a slash at its end.
    pub fn as_folder(&self) -> Address {
        Address { parts: self.parts.iter().cloned().chain([String::new()]).collect() }
    }

    /// The same with `.html` at its end.
    pub fn as_page(&self) -> Address {
        let mut page = self.clone();
        if let Some(name) = page.parts.last_mut() {
            name.push_str(".html");
        }
        page
    }

    /// A reference from the path it was read from to this address, which
    /// differs from it in what follows the last part that both have.
    pub fn reference_from(&self, asked: &Address) -> String {
        let common = asked.parts.len().saturating_sub(1);
        // The dot keeps a colon from making its word a scheme.
        let rest = self.parts.iter().skip(common).map(|part| encoded(part)).collect::<Vec<_>>();
        format!("./{}", rest.join("/"))
    }

    /// The last part.
    fn name(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }
}

/// A part with its `%` sequences decoded, if they are right and make UTF-8.
pub fn decoded(part: &str) -> Option<String> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// A part as it stands in a reference.
fn encoded(part: &str) -> String {
    let mut text = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => text.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
            byte => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn read(path: &str) -> Option<String> {
        Address::read(path).map(|address| address.route())
    }

    #[test]
    fn a_path_is_decoded() {
        assert_eq!(read("/").as_deref(), Some("index.html"));
        assert_eq!(read("/a/b/").as_deref(), Some("a/b/index.html"));
        assert_eq!(read("/a/b.html").as_deref(), Some("a/b.html"));
        assert_eq!(read("/%e9%9B%aa/b%20c%25").as_deref(), Some("雪/b c%"));
        assert_eq!(read("/雪.html").as_deref(), Some("雪.html"));
        assert_eq!(read("/...").as_deref(), Some("..."));
    }

    #[test]
    fn a_path_that_no_link_has_is_refused() {
        for path in ["", "a", "*", "//", "//a", "/a//b", "/a//", "/.", "/./a", "/..", "/../a", "/a/..", "/a/../b"] {
            assert_eq!(read(path), None, "{path}");
        }
        for path in ["/%2e%2e/a", "/.%2E/a", "/%2e", "/a%2fb", "/a\\b", "/a%5Cb", "/%00", "/a%0ab", "/%7f", "/%C2%85"] {
            assert_eq!(read(path), None, "{path}");
        }
        for path in ["/%", "/%4", "/%zz", "/%+1", "/%ff", "/%c0%ae%c0%ae/a", "/%ed%a0%80"] {
            assert_eq!(read(path), None, "{path}");
        }
    }

    #[test]
    fn the_path_of_the_base_address_may_stand_in_front() {
        let below = |path, base| Address::read(path)?.below(&Address::read(base)?).map(|rest| rest.route());
        assert_eq!(below("/h/a/b.html", "/h/").as_deref(), Some("a/b.html"));
        assert_eq!(below("/h/", "/h/").as_deref(), Some("index.html"));
        assert_eq!(below("/h/", "/h").as_deref(), Some("index.html"));
        assert_eq!(below("/x/h/a", "/x/h/").as_deref(), Some("a"));
        assert_eq!(below("/%E5%88%8A/a", "/刊/").as_deref(), Some("a"));
        for (path, base) in [("/h", "/h/"), ("/hh/a", "/h/"), ("/a", "/"), ("/", "/"), ("/", "/h/")] {
            assert_eq!(below(path, base), None, "{path} {base}");
        }
    }

    #[test]
    fn a_reference_leads_to_the_address() {
        let asked = Address::read("/甲/a:b c").unwrap();
        assert_eq!(asked.as_page().reference_from(&asked), "./a%3Ab%20c.html");
        assert_eq!(asked.as_folder().reference_from(&asked), "./a%3Ab%20c/");
    }
}
