//! A folder on a WebDAV server, such as a NAS.
//!
//! A file in place of another is sent under a passing name and moved, so that readers
//! find the old or the new one. Folders that become empty stay: to remove one here is
//! to remove all that is in it.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ureq::http::Request;

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::output::ledger::folders_above;
use crate::publish::http::{Answer, Client, each, encoded};
use crate::publish::place::{Place, Sent};
use crate::publish::target::{Dav, Secret};

/// Where files wait for their places.
const STAGING: &str = ".huibian/new";

/// A folder on a server.
#[derive(Debug)]
pub struct WebDav {
    client: Client,
    /// Its address, with a slash at its end.
    address: String,
    /// What proves who is there.
    authorization: Option<String>,
    /// The folders that are known to be there.
    made: BTreeSet<String>,
}

impl WebDav {
    /// A folder on a server.
    pub fn at(dav: &Dav, secret: &Secret) -> WebDav {
        let user = dav.user.as_deref().unwrap_or_default();
        let who = || format!("Basic {}", STANDARD.encode(format!("{user}:{}", secret.password)));
        WebDav {
            client: Client::new(&dav.to_string()),
            address: format!("{}/", dav.address.trim_end_matches('/')),
            authorization: (!user.is_empty() || !secret.password.is_empty()).then(who),
            made: BTreeSet::new(),
        }
    }

    fn url(&self, route: &str) -> String {
        format!("{}{}", self.address, encoded(route))
    }

    fn ask(&self, method: &str, route: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, Fault> {
        let url = self.url(route);
        let make = || {
            let mut request = Request::builder().method(method).uri(&url);
            for (name, value) in
                headers.iter().copied().chain(self.authorization.as_deref().map(|who| ("Authorization", who)))
            {
                request = request.header(name, value);
            }
            // An address that is none leads to a request to nowhere, which fails.
            request.body(body.to_vec()).unwrap_or_default()
        };
        self.client.ask(&make)
    }

    /// Makes the folders of routes, the outer ones first, and the target itself.
    fn make(&mut self, routes: impl Iterator<Item = String>) -> Result<(), Fault> {
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        for route in routes {
            wanted.extend(folders_above(&route).map(str::to_owned));
        }
        wanted.insert(String::new());
        for folder in wanted {
            if !self.made.contains(&folder) {
                let place = if folder.is_empty() { folder.clone() } else { format!("{folder}/") };
                // 405: it is there.
                let answer = self.ask("MKCOL", &place, &[], b"")?;
                self.client.expect(answer, &[201, 204, 301, 405])?;
                self.made.insert(folder);
            }
        }
        Ok(())
    }
}

impl Place for WebDav {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let answer = self.ask("GET", path, &[], b"")?;
        let answer = self.client.expect(answer, &[200, 404, 409])?;
        Ok((answer.status == 200).then_some(answer.body))
    }

    /// What is in the way of single pages is not looked for: that would be a request
    /// for each.
    fn stranger(&mut self, _: &[&str], is_ours: bool) -> Result<Option<String>, Fault> {
        if is_ours {
            return Ok(None);
        }
        let answer = self.ask("PROPFIND", "", &[("Depth", "1")], b"")?;
        let answer = self.client.expect(answer, &[207, 404])?;
        if answer.status == 404 {
            return Ok(None);
        }
        let own = self.address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let names = hrefs(&String::from_utf8_lossy(&answer.body));
        // The first is the folder itself.
        let name = |href: &String| href.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        Ok(names.iter().skip(1).map(name).find(|name| !name.starts_with('.') && *name != own && !name.is_empty()))
    }

    fn put(&mut self, files: &[Sent<'_>], replaces: bool, arrived: &dyn Fn(usize)) -> Result<(), Fault> {
        let own = replaces.then(|| format!("{STAGING}/x"));
        self.make(files.iter().map(|sent| sent.route.to_owned()).chain(own))?;
        let numbered: Vec<(usize, &Sent<'_>)> = files.iter().enumerate().collect();
        let good = [200, 201, 204];
        each(
            &numbered,
            |(number, sent)| {
                let place = if replaces { format!("{STAGING}/{number}") } else { sent.route.to_owned() };
                let answer = self.ask("PUT", &place, &[], &sent.bytes()?)?;
                self.client.expect(answer, &good)?;
                if replaces {
                    let to = self.url(sent.route);
                    let answer = self.ask("MOVE", &place, &[("Destination", &to), ("Overwrite", "T")], b"")?;
                    self.client.expect(answer, &good)?;
                }
                Ok(())
            },
            arrived,
        )
    }

    fn remove(&mut self, routes: &[String]) -> Result<(), Fault> {
        for route in routes {
            let answer = self.ask("DELETE", route, &[], b"")?;
            self.client.expect(answer, &[200, 202, 204, 404, 410])?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        if !self.made.contains(STAGING) {
            return Ok(());
        }
        // This one is ours, with all that is in it.
        self.remove(&[format!("{STAGING}/")])
    }

    fn fault(&self, _: Words, cause: Words) -> Fault {
        self.client.fault(cause)
    }
}

/// The addresses in an answer to PROPFIND.
fn hrefs(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut hrefs, mut is_in) = (Vec::new(), false);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(start)) => is_in = start.local_name().as_ref() == "href",
            Ok(quick_xml::events::Event::End(_)) => is_in = false,
            Ok(quick_xml::events::Event::Text(words)) if is_in => hrefs.push(words.trim().to_owned()),
            Ok(quick_xml::events::Event::Eof) | Err(_) => return hrefs,
            Ok(_) => {}
        }
    }
}
