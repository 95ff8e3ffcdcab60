//! Hosts: whom a request believes it is talking to.
//!
//! In: the head of a request. Out: why it is refused, if it is. A stranger's
//! page may give its own name the address of this machine (DNS rebinding) and
//! then read the preview as its own; the name in `Host` gives it away. An
//! address in digits belongs to no stranger's page. A page that asks across
//! sites says where it is from in `Origin`; one of ours says what `Host` says.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::header::{HOST, HeaderMap, ORIGIN};
use axum::http::{StatusCode, Uri};

use crate::diag::Words;

/// Why a request is not ours to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misdirected {
    /// It does not say whom it means, or says it twice.
    Unclear,
    /// It means somebody else.
    Foreign,
}

impl Misdirected {
    /// The status to answer with (RFC 9112 §3.2, RFC 9110 §15.5.20).
    pub fn status(self) -> StatusCode {
        match self {
            Misdirected::Unclear => StatusCode::BAD_REQUEST,
            Misdirected::Foreign => StatusCode::MISDIRECTED_REQUEST,
        }
    }

    /// The words to answer with.
    pub fn words(self) -> Words {
        match self {
            Misdirected::Unclear => Words {
                zh: "请求必须带有唯一的 Host 标头。",
                en: "A request must have one Host header, and one only.",
            },
            Misdirected::Foreign => Words {
                zh: "请用 IP 地址打开预览，如 http://192.168.1.23:4242/，不要用电脑的名称；在本机上也可以用 localhost。端口要写对。这样规定，是为了不让别的网站读取预览。",
                en: "Open the preview by an IP address such as http://192.168.1.23:4242/, not by a computer's name; on this \
                     computer localhost works too. The port must be right. This keeps other sites from reading the preview.",
            },
        }
    }
}

/// Whether a request means the server at `bound`: both its `Host` and, if its
/// target is a whole address, the authority in it.
pub fn check(bound: SocketAddr, target: &Uri, headers: &HeaderMap) -> Result<(), Misdirected> {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Misdirected::Unclear) };
    let is_web = target.scheme_str().is_none_or(|scheme| scheme.eq_ignore_ascii_case("http"));
    let means_us = host.to_str().is_ok_and(|host| is_us(bound, host))
        && target.authority().is_none_or(|authority| is_us(bound, authority.as_str()));
    if is_web && means_us { Ok(()) } else { Err(Misdirected::Foreign) }
}

/// Whether a request is from a page of another site: by `Origin`, where there is
/// one. `null`, which a page from a disk or in a sandbox says, is another too,
/// and so is any second name of ours: its pages have their own.
pub fn is_foreign(headers: &HeaderMap) -> bool {
    let own = headers.get(HOST).and_then(|host| split(host.to_str().ok()?));
    headers.get_all(ORIGIN).iter().any(|origin| {
        let from = origin.to_str().ok().and_then(|origin| split(origin.strip_prefix("http://")?));
        from.is_none() || from != own
    })
}

/// Whether a host, with a port unless it is 80, is a name of ours.
///
/// Who listens on loopback is known by few names, and by one port. Who listens
/// elsewhere cannot know the addresses in front of him: a container's port,
/// say, has another number outside.
fn is_us(bound: SocketAddr, host: &str) -> bool {
    let Some((name, port)) = split(host) else { return false };
    let alone = bound.ip().to_canonical().is_loopback();
    let known = match name {
        Name::Literal(address) => {
            !alone || address == bound.ip() || address == Ipv4Addr::LOCALHOST || address == Ipv6Addr::LOCALHOST
        }
        Name::Word(word) => word == "localhost",
    };
    known && (!alone || port == bound.port())
}

/// What stands before the port.
#[derive(PartialEq)]
enum Name {
    /// An address in digits.
    Literal(IpAddr),
    /// Anything else, in lower case.
    Word(String),
}

/// Takes a host and its port apart; `None` if it is neither.
fn split(host: &str) -> Option<(Name, u16)> {
    let (name, port) = if let Some(rest) = host.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        (Name::Literal(address.parse::<Ipv6Addr>().ok()?.into()), port)
    } else {
        let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
        let word = || Name::Word(name.to_ascii_lowercase());
        (name.parse::<Ipv4Addr>().map_or_else(|_| word(), |address| Name::Literal(address.into())), port)
    };
    let port = match port.strip_prefix(':') {
        None if port.is_empty() => 80,
        Some("") => 80,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        _ => return None,
    };
    Some((name, port))
}

#[cfg(test)]
mod tests {
    use super::is_us;

    #[test]
    fn on_loopback_few_names_are_ours() {
        let check = |host, ours| assert_eq!(is_us("127.0.0.1:4321".parse().unwrap(), host), ours, "{host}");
        for host in ["localhost:4321", "LOCALHOST:4321", "127.0.0.1:4321", "[::1]:4321", "127.0.0.1:04321"] {
            check(host, true);
        }
        for host in ["localhost", "localhost:", "localhost:80", "127.0.0.1", "127.0.0.1:4322", "192.0.2.1:4321"] {
            check(host, false);
        }
        for host in ["evil.example:4321", "localhost.evil.example:4321", "localhost.:4321", "", ":4321", "::1"] {
            check(host, false);
        }
        for host in ["x@localhost:4321", "localhost:4321@evil", "localhost:+4321", "localhost:4321:1", "[::1]4321"] {
            check(host, false);
        }
        for host in ["[::1", "[]:4321", "[127.0.0.1]:4321", "2130706433:4321", "127.1:4321", "localhost:94321"] {
            check(host, false);
        }
    }

    #[test]
    fn elsewhere_every_address_in_digits_may_be_ours() {
        let check = |host, ours| assert_eq!(is_us("0.0.0.0:4321".parse().unwrap(), host), ours, "{host}");
        for host in ["192.0.2.1:4321", "192.0.2.1", "[2001:db8::1]:8080", "localhost:8080"] {
            check(host, true);
        }
        for host in ["evil.example:4321", "desktop:4321", "192.0.2.1.nip.example:4321"] {
            check(host, false);
        }
    }

    #[test]
    fn port_80_need_not_be_said() {
        for host in ["localhost", "localhost:", "localhost:80", "[::1]"] {
            assert!(is_us("[::1]:80".parse().unwrap(), host), "{host}");
        }
    }
}
