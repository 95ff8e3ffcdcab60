//! What a page of another site, a form, or a program that guesses might try: one
//! test for each.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::{Desk, PNG, write};

/// The page's headers with some of them others; an empty value leaves one out.
fn with(desk: &Desk, others: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut headers = desk.own();
    for (name, value) in others {
        headers.retain(|(known, _)| known != name);
        if !value.is_empty() {
            headers.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    headers
}

/// The status of a harmless request and of a write with such headers.
fn statuses(desk: &Desk, others: &[(&str, &str)]) -> (u16, u16) {
    let headers = with(desk, others);
    let read = desk.ask("GET", "/desk/api/state", &headers, b"");
    let write = desk.ask("POST", "/desk/api/close", &headers, b"{}");
    (read.status, write.status)
}

#[test]
fn a_foreign_host_is_refused() {
    let desk = Desk::open();
    let port = desk.address.port();
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1:1", &format!("192.0.2.1:{port}")] {
        assert_eq!(statuses(&desk, &[("Host", host)]), (421, 421), "{host}");
        // Not even the page itself: its name would be the stranger's.
        assert_eq!(desk.ask("GET", "/desk/", &with(&desk, &[("Host", host)]), b"").status, 421, "{host}");
    }
    assert!(desk.get("state")["open"].is_object());
}

#[test]
fn the_cookie_alone_lets_nobody_read_or_write() {
    // It goes to every port of this machine, and so to other programs on it.
    let desk = Desk::open();
    for pass in ["", "x", &desk.key, desk.cookie.split_once('=').unwrap().1] {
        assert_eq!(statuses(&desk, &[("X-Huibian-Desk", pass)]), (401, 401), "{pass}");
        let (id, headers) = (desk.id("content/reports/2021/a.md"), with(&desk, &[("X-Huibian-Desk", pass)]));
        for route in ["reports", "queue", &format!("reports/{id}"), &format!("reports/{id}/text"), "targets"] {
            assert_eq!(desk.ask("GET", &format!("/desk/api/{route}"), &headers, b"").status, 401, "{route}");
        }
        // A picture of the preview sends no header.
        assert_eq!(desk.ask("GET", "/desk/preview/", &headers, b"").status, 200);
    }
}

#[test]
fn who_has_no_cookie_sends_no_more_than_a_secret() {
    let desk = Desk::new(true);
    let body = json!({ "key": "x".repeat(2000) }).to_string();
    assert_eq!(desk.ask("POST", "/desk/api/session", &desk.own(), body.as_bytes()).status, 413);
    assert_eq!(desk.post_key(&desk.key).status, 200);
}

#[test]
fn an_address_that_names_nothing_is_answered_in_json() {
    let desk = Desk::open();
    for route in ["history/0123456789abcdef/99999999999999999999", "reports/%ff", "jobs/%ff"] {
        let (status, said) = desk.api("GET", route, Value::Null);
        assert_eq!((status, said["error"]["say"].is_string()), (404, true), "{route} {said}");
    }
}

#[test]
fn two_desks_in_one_browser_do_not_shut_one_another_out() {
    // A browser has one box of cookies for all ports of this machine.
    let (mut one, mut other) = (Desk::open(), Desk::open());
    let both = format!("{}; {}", one.cookie, other.cookie);
    let name = |desk: &Desk| desk.cookie.split_once('=').unwrap().0.to_owned();
    assert_ne!(name(&one), name(&other));
    for desk in [&mut one, &mut other] {
        desk.cookie = both.clone();
        assert!(desk.get("state")["open"].is_object());
    }
}

#[test]
fn a_foreign_origin_is_refused() {
    let desk = Desk::open();
    let port = desk.address.port();
    let near = format!("http://localhost:{port}");
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", &near] {
        assert_eq!(statuses(&desk, &[("Origin", origin)]), (403, 403), "{origin}");
    }
    // A write without any is no page of ours.
    assert_eq!(statuses(&desk, &[("Origin", "")]), (200, 403));
    assert!(desk.get("state")["open"].is_object());
}

#[test]
fn a_page_of_another_site_is_refused_by_its_fetch_metadata() {
    let desk = Desk::open();
    for site in ["cross-site", "same-site", "none", "unheard-of"] {
        assert_eq!(statuses(&desk, &[("Sec-Fetch-Site", site)]), (403, 403), "{site}");
    }
    let page = |site| desk.ask("GET", "/desk/", &with(&desk, &[("Sec-Fetch-Site", site)]), b"").status;
    assert_eq!((page("none"), page("same-origin"), page("cross-site")), (200, 200, 403));
    let shown = |site| desk.ask("GET", "/desk/preview/", &with(&desk, &[("Sec-Fetch-Site", site)]), b"").status;
    assert_eq!((shown("none"), shown("same-origin"), shown("cross-site")), (403, 200, 403));
}

#[test]
fn without_the_cookie_nothing_is_said() {
    let desk = Desk::open();
    let known = desk.cookie.clone();
    let (name, token) = known.split_once('=').unwrap();
    let wrong = format!("{name}={}", token.chars().rev().collect::<String>());
    let short = format!("{name}={}", &token[..token.len() - 1]);
    for cookie in ["", "x=1", name, &format!("{name}="), &wrong, &short, &format!("other-{known}")] {
        for route in ["api/state", "api/reports", "api/events", "api/queue", "api/jobs/1", "preview/", "api/nothing"] {
            let reply = desk.ask("GET", &format!("/desk/{route}"), &with(&desk, &[("Cookie", cookie)]), b"");
            assert_eq!(reply.status, 401, "{route} {cookie}");
            assert!(reply.text().contains("error"), "{route}");
        }
        assert_eq!(desk.ask("POST", "/desk/api/close", &with(&desk, &[("Cookie", cookie)]), b"{}").status, 401);
    }
    let both = format!("a=b; {known}; c=d");
    assert_eq!(statuses(&desk, &[("Cookie", &both)]).0, 200);
    for page in ["", "desk.js", "desk.css", "en.json"] {
        assert_eq!(desk.ask("GET", &format!("/desk/{page}"), &with(&desk, &[("Cookie", "")]), b"").status, 200);
    }
}

#[test]
fn the_secret_works_once() {
    let mut desk = Desk::new(true);
    let wrong: String = desk.key.chars().rev().collect();
    assert_eq!(desk.post_key(&wrong).status, 401);
    assert_eq!(desk.post_key("").status, 401);
    // A guess does not use it up.
    desk.enter();
    let again = desk.post_key(&desk.key);
    assert_eq!((again.status, again.header("set-cookie")), (401, None));
    assert_eq!(desk.api("GET", "state", Value::Null).0, 200);
}

#[test]
fn the_secret_works_for_a_minute() {
    let mut desk = Desk::new(true);
    *desk.clock.lock().unwrap() += Duration::from_secs(61);
    assert_eq!(desk.post_key(&desk.key).status, 401);
    *desk.clock.lock().unwrap() -= Duration::from_secs(2);
    desk.enter();
    // Who is in stays in.
    *desk.clock.lock().unwrap() += Duration::from_secs(86_400);
    assert_eq!(desk.api("GET", "state", Value::Null).0, 200);
}

#[test]
fn the_cookie_is_for_this_page_alone() {
    let desk = Desk::new(true);
    let reply = desk.post_key(&desk.key);
    let cookie = reply.header("set-cookie").unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/desk"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    assert_eq!(token.len(), 43, "256 bits: {token}");
    assert_ne!(token, desk.key);
}

#[test]
fn no_form_can_write() {
    let desk = Desk::open();
    let forms = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""];
    for kind in forms.into_iter().chain(["text/plain; application/json", "application/json; charset=utf-8"]) {
        assert_eq!(statuses(&desk, &[("Content-Type", kind)]).1, 415, "{kind}");
    }
    // A type of files is not enough without a header of our own.
    assert_eq!(statuses(&desk, &[("Content-Type", "application/octet-stream")]).1, 415);
    assert!(desk.get("state")["open"].is_object());
}

#[test]
fn no_other_site_may_ask_first() {
    let desk = Desk::open();
    let asking = [("Origin", "http://evil.example"), ("Access-Control-Request-Method", "PUT")];
    let foreign = desk.ask("OPTIONS", "/desk/api/reports", &with(&desk, &asking), b"");
    let own = desk.ask("OPTIONS", "/desk/api/reports", &desk.own(), b"");
    let got = desk.ask("GET", "/desk/api/state", &desk.own(), b"");
    assert_eq!((foreign.status, own.status), (403, 405));
    for reply in [foreign, own, got] {
        assert!(reply.headers.iter().all(|(name, _)| !name.starts_with("access-control-")), "{reply:?}");
    }
}

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    let desk = Desk::open();
    let page = desk.ask("GET", "/desk/", &desk.own(), b"");
    let policy = page.header("content-security-policy").unwrap();
    for part in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    let shown = desk.ask("GET", "/desk/preview/", &desk.own(), b"");
    let policy = shown.header("content-security-policy").unwrap();
    // A theme's script beside the desk's cookie could do all that the page can.
    assert!(policy.contains("sandbox allow-same-origin;") && policy.contains("script-src 'none'"), "{policy}");
    assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
    for route in ["/desk/", "/desk/preview/", "/desk/api/state", "/desk/api/none", "/nowhere"] {
        let reply = desk.ask("GET", route, &desk.own(), b"");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{route}");
        assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"), "{route}");
    }
}

#[test]
fn an_id_is_no_path() {
    let desk = Desk::open();
    write(&desk.folder.path().join("secret.md"), b"secret");
    let ids =
        ["..%2F..%2Fsecret", "content%2Freports%2F2021%2Fa.md", "a.md", "%2e%2e", "0000000000000000", "%00", "..%5C.."];
    for id in ids {
        for route in [format!("reports/{id}"), format!("history/{id}"), format!("reports/{id}/original")] {
            let (status, answer) = desk.api("GET", &route, Value::Null);
            assert!(status == 404 || status == 400, "{route}: {status} {answer}");
        }
        let (status, _) = desk.api("PUT", &format!("drafts/{id}"), json!({ "hash": "x", "text": "y" }));
        assert!(status == 404 || status == 400, "{id}: {status}");
    }
    assert!(!desk.root().join(".huibian/desk/drafts").exists());
}

#[test]
fn a_token_leads_only_to_files_of_the_publication() {
    let desk = Desk::open();
    let outside = desk.folder.path().join("outside.md");
    write(&outside, b"mine");
    for token in ["../../../outside", "", "0", "..", &"0".repeat(24), &"/".repeat(24)] {
        assert_eq!(desk.api("POST", "undo", json!({ "token": token })).0, 404, "{token}");
        assert_eq!(desk.api("POST", "trash/restore", json!({ "key": token })).0, 404, "{token}");
    }
    // One that came with somebody else's publication.
    let digest = "e3".repeat(16);
    let deeds = json!([
        { "path": "../outside.md", "before": null, "after": digest },
        { "path": ".huibian/lock", "before": null, "after": digest },
        { "path": "public/index.html", "before": null, "after": digest },
    ]);
    let token = "a".repeat(24);
    write(&desk.root().join(".huibian/desk/undo").join(&token), deeds.to_string().as_bytes());
    let answer = desk.done("POST", "undo", json!({ "token": token }));
    assert_eq!((&answer["done"], answer["failed"].as_array().unwrap().len()), (&json!(0), 3));
    let gone = json!({ "path": "themes/../../outside.md", "at": "", "bytes": "" });
    write(&desk.root().join(".huibian/desk/trash").join(&token), gone.to_string().as_bytes());
    assert_eq!(desk.api("POST", "trash/restore", json!({ "key": token })).0, 404);
    assert_eq!(fs::read(outside).unwrap(), b"mine");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_publication_leads_nowhere() {
    let desk = Desk::open();
    let outside = desk.folder.path().join("outside");
    write(&outside.join("x.md"), b"---\ntitle: x\n---\n");
    let id = desk.id("content/reports/2021/a.md");
    let report = desk.get(&format!("reports/{id}"));
    // The file is swapped for a link while it is edited, and so is its folder.
    let file = desk.root().join("content/reports/2021/a.md");
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(outside.join("x.md"), &file).unwrap();
    let save = json!({ "hash": report["hash"], "ops": [{ "op": "text", "text": "---\ntitle: y\n---\n" }] });
    let (status, answer) = desk.api("PUT", &format!("reports/{id}"), save);
    assert!(status >= 400, "{status} {answer}");
    assert!(!answer.to_string().contains("title: x"), "{answer}");
    assert_eq!(fs::read(outside.join("x.md")).unwrap(), b"---\ntitle: x\n---\n");
    // Our own folder is no way out either.
    let desk = Desk::open();
    std::os::unix::fs::symlink(desk.folder.path(), desk.root().join(".huibian")).unwrap();
    let id = desk.id("content/reports/2021/a.md");
    let (status, _) = desk.api("PUT", &format!("drafts/{id}"), json!({ "hash": "x", "text": "y" }));
    assert_eq!(status, 500);
    assert!(!desk.folder.path().join("desk").exists());
}

#[test]
fn a_request_that_is_too_large_is_refused() {
    let desk = Desk::open();
    let mut large = b"{\"token\": \"".to_vec();
    large.resize((40 << 20) + 1, b'x');
    assert_eq!(desk.ask("POST", "/desk/api/undo", &desk.own(), &large).status, 413);
    let id = desk.id("content/reports/2021/a.md");
    let (status, answer) = desk.upload("pictures", "a.png", &[("X-Huibian-Report", &id)], &vec![b'x'; (64 << 20) + 1]);
    assert_eq!(status, 413, "{answer}");
    let mut picture = PNG.to_vec();
    picture.resize((32 << 20) + 1, 0);
    let (status, answer) = desk.upload("pictures", "a.png", &[("X-Huibian-Report", &id)], &picture);
    assert_eq!(status, 413, "{answer}");
    assert!(answer["error"]["say"].as_str().unwrap().contains("32 MB"), "{answer}");
}

#[test]
fn the_name_of_an_upload_is_no_path() {
    let desk = Desk::open();
    let id = desk.id("content/reports/2021/a.md");
    for name in ["../a.png", "..%2Fa.png", "a%5Cb.png", "C%3Aa.png", "..", ".", "", "a%00.png", "%ff.png"] {
        let (status, _) = desk.upload("pictures", name, &[("X-Huibian-Report", &id)], PNG);
        assert!(status == 400 || status == 415, "{name}: {status}");
    }
    // A name that is only shown may be any other.
    let (status, answer) = desk.upload("pictures", "%E4%B9%89%E8%AF%8A.exe", &[("X-Huibian-Report", &id)], PNG);
    assert_eq!(status, 200, "{answer}");
    let path = answer["path"].as_str().unwrap();
    assert!(path.ends_with(".png") && !path.contains('/'), "{path}");
    assert_eq!(fs::read(desk.root().join("content/reports/2021").join(path)).unwrap(), PNG);
}

#[test]
fn what_is_no_picture_is_not_kept() {
    let desk = Desk::open();
    let id = desk.id("content/reports/2021/a.md");
    let before = fs::read_dir(desk.root().join("content/reports/2021")).unwrap().count();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for bytes in [&b"<html>"[..], svg, b"", b"\x89PNG", b"MZ\x90\0", &PNG[..20]] {
        let (status, answer) = desk.upload("pictures", "a.png", &[("X-Huibian-Report", &id)], bytes);
        assert_eq!(status, 422, "{answer}");
    }
    assert_eq!(fs::read_dir(desk.root().join("content/reports/2021")).unwrap().count(), before);
}

#[test]
fn the_desk_listens_on_loopback_alone() {
    let desk = Desk::open();
    assert!(desk.address.ip().is_loopback());
}

#[test]
fn a_strange_address_is_no_page() {
    let desk = Desk::open();
    for path in
        ["/desk/api/../api/state", "/desk/preview/../api/state", "/desk/preview/%2e%2e/site.yaml", "/desk/../etc"]
    {
        let reply = desk.ask("GET", path, &desk.own(), b"");
        assert!(reply.status == 404 || reply.status == 400, "{path}: {}", reply.status);
    }
}
