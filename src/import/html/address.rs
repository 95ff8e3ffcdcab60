//! Addresses on a page.
//!
//! In: an address as written and that of the page. Out: where it leads.

/// Whether an address has a scheme: `https:`, `mailto:`; `C:\` has none.
pub fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some(scheme)
}

/// Whether an address is one of the web.
pub fn is_web(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
}

/// Where an address on a page leads; none if that is not known or not a place
/// that a reader can go to.
pub fn resolve(page: &str, reference: &str) -> Option<String> {
    let reference: String = reference.trim().chars().filter(|c| !c.is_ascii_control()).collect();
    if reference.is_empty() || reference.starts_with('#') {
        return None;
    }
    if let Some(scheme) = scheme(&reference) {
        let known = ["http", "https", "mailto", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        return known.then_some(reference);
    }
    if !is_web(page) {
        return None;
    }
    let (scheme, rest) = page.split_once("://")?;
    if reference.starts_with("//") {
        return Some(format!("{scheme}:{reference}"));
    }
    let rest = rest.split(['?', '#']).next()?;
    let (host, folder) = match rest.split_once('/') {
        Some((host, path)) => (host, path.rsplit_once('/').map_or("", |(folder, _)| folder)),
        None => (rest, ""),
    };
    if reference.starts_with('?') {
        return Some(format!("{scheme}://{rest}{reference}"));
    }
    let (path, query) = match reference.find(['?', '#']) {
        Some(at) => reference.split_at(at),
        None => (reference.as_str(), ""),
    };
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.trim_start_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(format!("{scheme}://{host}/{}{query}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn a_reference_is_followed_from_its_page() {
        let check = |reference, expected: Option<&str>| {
            assert_eq!(resolve("https://a.example/x/y/z.html?q#f", reference).as_deref(), expected, "{reference}");
        };
        check("1.html", Some("https://a.example/x/y/1.html"));
        check("../1.html?a=../b", Some("https://a.example/x/1.html?a=../b"));
        check("../../../1.html", Some("https://a.example/1.html"));
        check("/1/", Some("https://a.example/1/"));
        check("//b.example/1", Some("https://b.example/1"));
        check("?p=2", Some("https://a.example/x/y/z.html?p=2"));
        check("http://b.example", Some("http://b.example"));
        check("mailto:a@b.example", Some("mailto:a@b.example"));
        check("javascript:void(0)", None);
        check("file:///C:/a.html", None);
        check("#a", None);
        assert_eq!(resolve("", "1.html"), None);
        assert_eq!(resolve("https://a.example", "1.html").as_deref(), Some("https://a.example/1.html"));
    }
}
