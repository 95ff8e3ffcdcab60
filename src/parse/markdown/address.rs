//! Where a link leads, and whether it may.
//!
//! In: the destination as the Markdown parser gives it, entities and escapes
//! already read. Out: what kind of address it is. A scheme is looked for in
//! the text as it stands and again with percent-encoding undone, both without
//! control characters and white space, as browsers drop some of these; so
//! `java&#9;script%3A` is found out. Only a list of schemes is let through, and
//! of the web's two only what names a host: browsers read `http:a` as a path
//! beside the page if that is on `http:`, and as a host or nothing elsewhere.

use crate::parse::markdown::html;

/// What kind of address a destination is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// A place on the same page: the id, decoded.
    Anchor(String),
    /// Another site, a mailbox, a telephone: fit for an `href`, not escaped.
    Web(String),
    /// A file of the publication.
    File {
        /// Its path, decoded.
        path: String,
        /// The id after `#`, decoded.
        anchor: Option<String>,
    },
    /// `//host/path`: which protocol depends on where the page is read.
    Protocol,
    /// `http:` or `https:` without a host that can be one.
    Broken(String),
    /// A scheme that is not on the list.
    Scheme(String),
}

/// The schemes that are let through.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl Address {
    /// Reads a destination.
    pub fn read(destination: &str) -> Address {
        let plain: String = destination.chars().filter(|&character| !is_dropped(character)).collect();
        let plain = plain.trim();
        let bare: String = plain.chars().filter(|character| !character.is_whitespace()).collect();
        let decoded: String =
            decode(&bare).chars().filter(|&character| !is_dropped(character) && !character.is_whitespace()).collect();
        let allowed = |scheme: &str| SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
        match (scheme(&bare), scheme(&decoded)) {
            (Some(found), _)
                if found.to_ascii_lowercase().starts_with("http") && allowed(found) && !has_host(plain) =>
            {
                Address::Broken(plain.to_owned())
            }
            (Some(found), _) if allowed(found) => Address::Web(html::address(plain)),
            (Some(found), _) | (None, Some(found)) => Address::Scheme(found.to_owned()),
            (None, None) if is_double_slash(&bare) || is_double_slash(&decoded) => Address::Protocol,
            (None, None) => match plain.split_once('#') {
                Some(("", anchor)) => Address::Anchor(decode(anchor)),
                Some((path, anchor)) => Address::File { path: decode(path), anchor: Some(decode(anchor)) },
                None => Address::File { path: decode(plain), anchor: None },
            },
        }
    }
}

/// The scheme of an address, if it begins with one.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

/// Whether a host follows the scheme, after two slashes, and a port in digits if
/// there is one (the URL Standard has the characters that no host may have).
fn has_host(address: &str) -> bool {
    let Some(rest) = address.split_once(':').and_then(|(_, rest)| rest.strip_prefix("//")) else { return false };
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (name, port) = match host.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
        Some((address, port)) => (address, port.strip_prefix(':').or(port.is_empty().then_some(""))),
        None => host.split_once(':').map_or((host, Some("")), |(name, port)| (name, Some(port))),
    };
    let refused = |c: char| c.is_whitespace() || "<>^|%[]\"`{}".contains(c);
    !name.is_empty()
        && !name.contains(refused)
        && port.is_some_and(|port| {
            port.is_empty() || port.bytes().all(|c| c.is_ascii_digit()) && port.parse::<u16>().is_ok()
        })
}

/// Browsers take `\` for `/` here.
fn is_double_slash(address: &str) -> bool {
    address.bytes().take_while(|byte| matches!(byte, b'/' | b'\\')).count() >= 2
}

/// Characters that browsers drop or that nobody sees.
fn is_dropped(character: char) -> bool {
    character.is_control()
        || matches!(u32::from(character), 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0xFEFF)
}

/// Undoes percent-encoding; text that would not be UTF-8 stays as it is.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let value = |offset: usize| bytes.get(at + offset).and_then(|&digit| char::from(digit).to_digit(16));
        match (bytes[at], value(1), value(2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn addresses_of_every_kind() {
        let file = |path: &str, anchor: Option<&str>| Address::File {
            path: path.to_owned(),
            anchor: anchor.map(str::to_owned),
        };
        for (destination, expected) in [
            ("https://example.org/a b", Address::Web("https://example.org/a%20b".to_owned())),
            (" HTTP://例.cn", Address::Web("HTTP://例.cn".to_owned())),
            ("mailto:a@b.cn", Address::Web("mailto:a@b.cn".to_owned())),
            ("tel:+86-10-1234", Address::Web("tel:+86-10-1234".to_owned())),
            ("../2019/%E6%80%BB%E7%BB%93.md", file("../2019/总结.md", None)),
            ("a.md#一%20", file("a.md", Some("一 "))),
            ("#一、学习", Address::Anchor("一、学习".to_owned())),
            ("100%.md", file("100%.md", None)),
            ("关于：说明.md", file("关于：说明.md", None)),
            ("", file("", None)),
            ("//example.org", Address::Protocol),
            ("\\\\example.org", Address::Protocol),
            ("/%2Fexample.org", Address::Protocol),
        ] {
            assert_eq!(Address::read(destination), expected, "{destination}");
        }
    }

    #[test]
    fn an_address_of_the_web_has_a_host() {
        for destination in [
            "http:javascript:alert(1)",
            "https:javascript:alert(1)",
            "HTTP:a.cn",
            "http:",
            "http:/a.cn",
            "https://",
            "https:///a.cn",
            "https:\\\\a.cn",
            "http://a b.cn/",
            "http://a%20b.cn/",
            "http://a.cn:8o80/",
            "http://a.cn:80800/",
            "http://a@/x",
            "http://:80/",
            "http://[::1/",
            "http://[::1]x/",
        ] {
            assert!(matches!(Address::read(destination), Address::Broken(_)), "{destination:?}");
        }
        for destination in [
            "http://a.cn",
            "https://a.cn:8080?x=1:2",
            "https://a.cn/b c",
            "https://a.cn/100%",
            "http://a:b@c.cn",
            "http://[::1]:80/",
            "http://127.0.0.1:/",
            "https://例.cn#三",
            "mailto:a",
        ] {
            assert!(matches!(Address::read(destination), Address::Web(_)), "{destination:?}");
        }
    }

    #[test]
    fn no_other_scheme_gets_through() {
        for destination in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            " \u{1}javascript:alert(1)",
            "javascript%3Aalert(1)",
            "java%0Ascript:alert(1)",
            "%6Aavascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://x",
            "C:\\a.doc",
            "java\u{200B}script:x",
            "blob:x",
            "java script:x",
        ] {
            assert!(matches!(Address::read(destination), Address::Scheme(_)), "{destination:?}");
        }
    }
}
