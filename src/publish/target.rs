//! Where a site is published, as a person writes it.
//!
//! | written | what it is |
//! | --- | --- |
//! | `D:\site`, `/media/usb` | a folder of this machine |
//! | `site.zip` | an archive |
//! | `sftp://user@host:22/path`, `sftp://host/~/path` | a server, from its root or the person's own folder |
//! | `davs://user@host/path`, `dav://…` | a folder on a WebDAV server, by https or http |
//! | `s3://bucket/prefix` | a bucket of an S3-compatible store; its address and region come besides |
//! | `git+ssh://git@host/x.git#branch`, `git+https://…#branch`, `git+file:///…#branch` | a branch |
//!
//! An address with a password is refused: it would stay in the history of a terminal.

use std::fmt;
use std::path::PathBuf;

use crate::diag::Words;
use crate::publish::git::Branch;

/// A target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A folder of this machine.
    Folder(PathBuf),
    /// An archive.
    Zip(PathBuf),
    /// A folder on a server, by SFTP.
    Sftp(Server),
    /// A branch of a Git repository.
    Git(Branch),
    /// A folder on a WebDAV server.
    Dav(Dav),
    /// A bucket of an S3-compatible store.
    S3(Bucket),
}

/// A folder on a WebDAV server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dav {
    /// Its address: `https://…` or `http://…`.
    pub address: String,
    /// Who one is there.
    pub user: Option<String>,
}

/// A bucket of an S3-compatible store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// What the keys of the site begin with; empty for the bucket itself.
    pub prefix: String,
    /// The store's address.
    pub endpoint: String,
    /// Its region.
    pub region: String,
    /// Whether the bucket's name stands in paths, and not before the host.
    pub path_style: bool,
}

/// What proves who one is. It is asked or given for one run, and kept nowhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret {
    /// The user, or the id of a key.
    pub user: String,
    /// The password, or the key itself.
    pub password: String,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl fmt::Display for Dav {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.name, self.prefix)
    }
}

impl Dav {
    /// A folder at an address of http or https, which has no password in it.
    pub fn new(address: &str, user: Option<&str>) -> Option<Dav> {
        let (scheme, rest) = address.split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is_host = !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || "@?#\"<>%".contains(c));
        let is_path = !path.contains(|c: char| c.is_control() || "?#".contains(c));
        // A name as a person writes it, or as a browser shows it.
        let path: String = path.bytes().map(encoded).collect();
        let user = user.filter(|user| !user.is_empty()).map(str::to_owned);
        let is_user = user.as_ref().is_none_or(|user| !user.contains([':', '@']));
        let is_address = matches!(scheme, "http" | "https") && is_host && is_path && is_user;
        is_address.then(|| Dav { address: format!("{scheme}://{host}/{path}"), user })
    }
}

fn encoded(byte: u8) -> String {
    if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

impl Bucket {
    /// A bucket by its name, and a store by its address and region. A host that is
    /// a number, this machine, or has a port takes the name in paths.
    pub fn new(name: &str, prefix: &str, endpoint: &str, region: &str) -> Option<Bucket> {
        let endpoint = if endpoint.contains("://") { endpoint.to_owned() } else { format!("https://{endpoint}") };
        let host = Dav::new(&endpoint, None)?.address.split_once("://")?.1.trim_end_matches('/').to_owned();
        let is_name = |name: &str| {
            name.len() >= 3 && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c))
        };
        let region = if region.is_empty() { "us-east-1" } else { region };
        let is_sound = is_name(name) && is_name(region) && !host.contains('/') && !prefix.contains(char::is_control);
        let path_style =
            host.contains(':') || host == "localhost" || host.split('.').all(|part| part.parse::<u8>().is_ok());
        is_sound.then(|| Bucket {
            name: name.to_owned(),
            prefix: prefix.trim_matches('/').to_owned(),
            endpoint,
            region: region.to_owned(),
            path_style,
        })
    }
}

/// A folder on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Who one is there; none if the system's settings say it.
    pub user: Option<String>,
    /// The server.
    pub host: String,
    /// Its port, if it is not the usual one.
    pub port: Option<u16>,
    /// The folder, from the root or the person's own folder; empty for that itself.
    pub path: String,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Folder(path) | Target::Zip(path) => path.display().fmt(f),
            Target::Sftp(server) => server.fmt(f),
            Target::Dav(dav) => dav.fmt(f),
            Target::S3(bucket) => bucket.fmt(f),
            Target::Git(branch) => write!(f, "{}#{}", branch.repository, branch.name),
        }
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sftp://")?;
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        f.write_str(&self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        let home = if self.path.starts_with('/') { "" } else { "/~/" };
        write!(f, "{home}{}", self.path)
    }
}

const UNKNOWN: Words = Words {
    zh: "目的地要写文件夹、以 .zip 结尾的文件、sftp://、davs://、s3:// 或 git+ssh:// 这样的地址",
    en: "the target must be a folder, a file that ends in .zip, or an address such as sftp://, davs://, s3:// or git+ssh://",
};
const PASSWORD: Words = Words {
    zh: "地址里不要写密码。用密钥、环境变量，或者由 ssh、git 自己问",
    en: "write no password into the address; use a key or the environment, or let ssh or git ask",
};
const SERVER: Words = Words {
    zh: "地址要写成 sftp://用户@服务器/文件夹；从自己的文件夹算起，写 sftp://服务器/~/文件夹",
    en: "write the address as sftp://user@server/folder, or sftp://server/~/folder from your own folder",
};
const FOLDER: Words = Words {
    zh: "地址要写成 davs://用户@服务器/文件夹",
    en: "write the address as davs://user@server/folder",
};
const STORE: Words = Words {
    zh: "写成 s3://桶/前缀，并用 --endpoint 写明存储的地址，如 https://oss-cn-beijing.aliyuncs.com，--region 写明地区",
    en: "write s3://bucket/prefix, and name the store by --endpoint, such as https://s3.eu-central-1.amazonaws.com, and --region",
};
const BRANCH: Words = Words {
    zh: "地址末尾要写明分支，如 git+ssh://git@example.org/site.git#pages",
    en: "name the branch at the end of the address: git+ssh://git@example.org/site.git#pages",
};

impl Target {
    /// Reads a target. `store` is the address and the region of an S3-compatible store.
    pub fn parse(text: &str, store: Option<(&str, &str)>) -> Result<Target, Words> {
        let text = text.trim();
        if text.is_empty() || text.contains(char::is_control) {
            return Err(UNKNOWN);
        }
        if let Some((scheme, rest)) = text.split_once("://") {
            if user(rest).contains(':') {
                return Err(PASSWORD);
            }
            return match scheme.to_ascii_lowercase().as_str() {
                "sftp" => Server::parse(rest).map(Target::Sftp).ok_or(SERVER),
                "git+ssh" | "git+https" | "git+http" | "git+file" => branch(&text["git+".len()..]).ok_or(BRANCH),
                scheme @ ("dav" | "davs") => {
                    let (user, rest) = rest.rsplit_once('@').map_or((None, rest), |(user, rest)| (Some(user), rest));
                    let scheme = if scheme == "dav" { "http" } else { "https" };
                    Dav::new(&format!("{scheme}://{rest}"), user).map(Target::Dav).ok_or(FOLDER)
                }
                "s3" => {
                    let (endpoint, region) = store.ok_or(STORE)?;
                    let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
                    Bucket::new(name, prefix, endpoint, region).map(Target::S3).ok_or(STORE)
                }
                _ => Err(UNKNOWN),
            };
        }
        let path = PathBuf::from(text);
        let is_zip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
        Ok(if is_zip { Target::Zip(path) } else { Target::Folder(path) })
    }
}

impl Server {
    fn parse(rest: &str) -> Option<Server> {
        let (host, path) = rest.split_once('/').unwrap_or((rest, "~/"));
        let (user, host) = host.rsplit_once('@').map_or((None, host), |(user, host)| (Some(user), host));
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().ok()?)),
            None => (host, None),
        };
        // What begins with a hyphen would be an option to the program.
        let is_name = |name: &str| {
            let is_plain = |c: char| c.is_alphanumeric() || "._-".contains(c);
            !name.is_empty() && !name.starts_with('-') && name.chars().all(is_plain)
        };
        let path = path.trim_end_matches('/');
        let path = path.strip_prefix("~/").map_or_else(|| format!("/{path}"), str::to_owned);
        let path = if path == "/~" { String::new() } else { path };
        let is_server = is_name(host) && user.is_none_or(is_name) && !path.split('/').any(|part| part == "..");
        is_server.then(|| Server { user: user.map(str::to_owned), host: host.to_owned(), port, path })
    }
}

impl Branch {
    /// A branch of a repository, which is an address or, as `git clone` takes it,
    /// `git@host:path`. None if either could be an option, or has a password in it.
    pub fn new(repository: &str, name: &str) -> Option<Branch> {
        let is_plain = |c: char| c.is_alphanumeric() || "._-/".contains(c);
        let is_name = !name.is_empty() && !name.starts_with(['-', '/', '.']) && !name.contains("..");
        let is_name = is_name && name.chars().all(is_plain) && !name.ends_with('/');
        let is_address = match repository.split_once("://") {
            // On the web a name may be a token, and git asks its helper for both.
            Some(("https" | "http", rest)) => user(rest).is_empty() && !rest.starts_with(['-', '@']),
            Some(("ssh" | "file", rest)) => !user(rest).contains(':') && !rest.starts_with('-'),
            Some(_) => false,
            // `ext::` and the like would run a program.
            None => repository.contains(':') && !repository.contains("::") && !repository.starts_with('-'),
        };
        let is_sound = is_name && is_address && !repository.contains(char::is_control);
        is_sound.then(|| Branch { repository: repository.to_owned(), name: name.to_owned() })
    }
}

/// Who an address says one is, and perhaps his password.
fn user(address: &str) -> &str {
    address.split('/').next().and_then(|host| host.rsplit_once('@')).map_or("", |(who, _)| who)
}

fn branch(address: &str) -> Option<Target> {
    let (repository, name) = address.rsplit_once('#')?;
    Branch::new(repository, name).map(Target::Git)
}

#[cfg(test)]
mod tests {
    use super::{Server, Target};

    #[test]
    fn targets_are_read() {
        let path = |text: &str| match Target::parse(text, None).unwrap() {
            Target::Sftp(Server { path, .. }) => path,
            other => panic!("{other:?}"),
        };
        assert_eq!(path("sftp://a@b.cn:22/srv/站/"), "/srv/站");
        assert_eq!(
            (path("sftp://b/~/x"), path("sftp://b"), path("sftp://b/~")),
            ("x".into(), String::new(), String::new())
        );
        let Target::Sftp(server) = Target::parse("sftp://a@b.cn:22/srv", None).unwrap() else { panic!() };
        assert_eq!((server.user.as_deref(), &*server.host, server.port), (Some("a"), "b.cn", Some(22)));
        assert_eq!(server.to_string(), "sftp://a@b.cn:22/srv");
        let Target::Git(branch) = Target::parse("git+ssh://git@b.cn/x.git#pages", None).unwrap() else { panic!() };
        assert_eq!((&*branch.repository, &*branch.name), ("ssh://git@b.cn/x.git", "pages"));
        let Target::Dav(dav) = Target::parse("davs://me@nas.cn/dav/站 x", None).unwrap() else { panic!() };
        assert_eq!((&*dav.address, dav.user.as_deref()), ("https://nas.cn/dav/%E7%AB%99%20x", Some("me")));
        let store = Some(("https://oss.example.cn", "cn-beijing"));
        let Target::S3(bucket) = Target::parse("s3://my-bucket/a/b/", store).unwrap() else { panic!() };
        assert_eq!((&*bucket.name, &*bucket.prefix, bucket.path_style), ("my-bucket", "a/b", false));
        let Target::S3(bucket) = Target::parse("s3://my-bucket", Some(("http://127.0.0.1:9000", ""))).unwrap() else {
            panic!()
        };
        assert_eq!((bucket.path_style, &*bucket.region), (true, "us-east-1"));
        assert!(matches!(Target::parse("a/b.ZIP", None), Ok(Target::Zip(_))));
        assert!(matches!(Target::parse("D:\\站", None), Ok(Target::Folder(_))));
    }

    #[test]
    fn what_would_be_an_option_or_a_secret_is_refused() {
        for text in [
            "",
            " ",
            "gopher://a",
            "sftp://",
            "sftp://-oProxyCommand=x/y",
            "sftp://a@-b/c",
            "sftp://a:secret@b/c",
            "sftp://b/../c",
            "git+ssh://b/x.git",
            "git+ssh://b/x.git#-f",
            "git+ssh://b/x.git#a..b",
            "git+ext://x#y",
            "git+https://a:secret@b/x#y",
            "git+https://token@b/x#y",
            "davs://a:secret@b/c",
            "davs://",
            "davs://b/c?d",
            "s3://bucket",
            "a\nb",
        ] {
            assert!(Target::parse(text, None).is_err(), "{text:?}");
        }
    }
}
