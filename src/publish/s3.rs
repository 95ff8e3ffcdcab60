//! A bucket of an S3-compatible store.
//!
//! Requests are signed by AWS Signature Version 4 (docs.aws.amazon.com, “Create a signed
//! AWS API request”). A store puts a file in its place in one step by itself.

use hmac_sha256::{HMAC, Hash};
use jiff::Timestamp;
use ureq::http::Request;

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::publish::archive::hex;
use crate::publish::http::{Answer, Client, each, encoded};
use crate::publish::place::{Place, Sent};
use crate::publish::target::{Bucket, Secret};

/// A bucket.
#[derive(Debug)]
pub struct S3 {
    client: Client,
    signer: Signer,
    /// `https://` or `http://`.
    scheme: String,
    /// What comes before a key in the path of an address.
    folder: String,
    /// What keys begin with; empty, or with a slash at its end.
    prefix: String,
}

/// Who signs.
#[derive(Clone, Debug)]
struct Signer {
    host: String,
    region: String,
    key: String,
    secret: String,
}

impl S3 {
    /// A bucket of a store.
    pub fn at(bucket: &Bucket, secret: &Secret) -> S3 {
        let (scheme, host) = bucket.endpoint.split_once("://").unwrap_or(("https", &bucket.endpoint));
        let host = host.trim_end_matches('/');
        let (host, folder) = if bucket.path_style {
            (host.to_owned(), format!("/{}/", bucket.name))
        } else {
            (format!("{}.{host}", bucket.name), "/".to_owned())
        };
        let prefix = bucket.prefix.trim_matches('/');
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        let signer =
            Signer { host, region: bucket.region.clone(), key: secret.user.clone(), secret: secret.password.clone() };
        S3 { client: Client::new(&bucket.to_string()), signer, scheme: format!("{scheme}://"), folder, prefix }
    }

    fn ask(&self, method: &str, key: &str, query: &str, kind: &str, body: &[u8]) -> Result<Answer, Fault> {
        let path = encoded(&format!("{}{key}", self.folder));
        let make = || {
            let mark = if query.is_empty() { "" } else { "?" };
            let signed = self.signer.sign(method, &path, query, body, Timestamp::now());
            let mut request = Request::builder()
                .method(method)
                .uri(format!("{}{}{path}{mark}{query}", self.scheme, self.signer.host));
            for (name, value) in &signed {
                request = request.header(*name, value);
            }
            if !kind.is_empty() {
                request = request.header("Content-Type", kind);
            }
            // An address that is none leads to a request to nowhere, which fails.
            request.body(body.to_vec()).unwrap_or_default()
        };
        self.client.ask(&make)
    }

    fn key(&self, route: &str) -> String {
        format!("{}{route}", self.prefix)
    }
}

impl Place for S3 {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let answer = self.ask("GET", &self.key(path), "", "", b"")?;
        let answer = self.client.expect(answer, &[200, 404])?;
        Ok((answer.status == 200).then_some(answer.body))
    }

    /// What is in the way of single pages is not looked for: that would be a request
    /// for each.
    fn stranger(&mut self, _: &[&str], is_ours: bool) -> Result<Option<String>, Fault> {
        if is_ours {
            return Ok(None);
        }
        let query = format!("list-type=2&max-keys=1&prefix={}", encoded(&self.prefix).replace('/', "%2F"));
        let answer = self.ask("GET", "", &query, "", b"")?;
        let answer = self.client.expect(answer, &[200])?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let key = text.split_once("<Key>").and_then(|(_, rest)| rest.split_once("</Key>"));
        Ok(key.map(|(key, _)| key.to_owned()))
    }

    fn put(&mut self, files: &[Sent<'_>], _: bool, arrived: &dyn Fn(usize)) -> Result<(), Fault> {
        each(
            files,
            |sent| {
                let answer = self.ask("PUT", &self.key(sent.route), "", kind(sent.route), &sent.bytes()?)?;
                self.client.expect(answer, &[200, 201, 204]).map(drop)
            },
            arrived,
        )
    }

    fn remove(&mut self, routes: &[String]) -> Result<(), Fault> {
        for route in routes {
            let answer = self.ask("DELETE", &self.key(route), "", "", b"")?;
            self.client.expect(answer, &[200, 202, 204, 404])?;
        }
        Ok(())
    }

    fn fault(&self, _: Words, cause: Words) -> Fault {
        self.client.fault(cause)
    }
}

impl Signer {
    /// The headers that prove who makes a request, and when.
    fn sign(&self, method: &str, path: &str, query: &str, body: &[u8], now: Timestamp) -> Vec<(&'static str, String)> {
        let moment = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let (day, sum) = (&moment[..8], hex(&Hash::hash(body)));
        let signed = "host;x-amz-content-sha256;x-amz-date";
        let headers = format!("host:{}\nx-amz-content-sha256:{sum}\nx-amz-date:{moment}\n", self.host);
        let request = format!("{method}\n{path}\n{query}\n{headers}\n{signed}\n{sum}");
        let scope = format!("{day}/{}/s3/aws4_request", self.region);
        let text = format!("AWS4-HMAC-SHA256\n{moment}\n{scope}\n{}", hex(&Hash::hash(request.as_bytes())));
        let first = HMAC::mac(day.as_bytes(), format!("AWS4{}", self.secret).as_bytes());
        let key = [self.region.as_str(), "s3", "aws4_request"]
            .iter()
            .fold(first, |key, part| HMAC::mac(part.as_bytes(), key));
        let signature = hex(&HMAC::mac(text.as_bytes(), key));
        let authorization =
            format!("AWS4-HMAC-SHA256 Credential={}/{scope},SignedHeaders={signed},Signature={signature}", self.key);
        vec![("x-amz-content-sha256", sum), ("x-amz-date", moment), ("Authorization", authorization)]
    }
}

/// What a file is, as browsers are told: a store serves it with that.
fn kind(route: &str) -> &'static str {
    match route.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "xml" => "application/xml",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::Signer;

    /// “Example: GET Bucket (List Objects)” of the documentation of Amazon S3.
    #[test]
    fn a_request_is_signed_as_the_documentation_does() {
        let signer = Signer {
            host: "examplebucket.s3.amazonaws.com".to_owned(),
            region: "us-east-1".to_owned(),
            key: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
        };
        let now = "2013-05-24T00:00:00Z".parse().unwrap();
        let signed = signer.sign("GET", "/", "max-keys=2&prefix=J", b"", now);
        let authorization = &signed.last().unwrap().1;
        let signature = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";
        assert!(authorization.ends_with(signature), "{authorization}");
    }
}
