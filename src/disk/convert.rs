//! Old documents through LibreOffice.
//!
//! In: the name and the bytes of a `.doc`, `.wps`, `.rtf` or `.odt`. Out: the
//! bytes of a `.docx`. LibreOffice is used if it is installed; it gets a
//! folder and a profile of its own, which are removed afterwards, so that it
//! neither disturbs one that is open nor runs its macros (a new profile allows
//! none in documents from folders that are not trusted).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::program::{self, Scratch};

const CONVERT: Words = Words { zh: "转换", en: "convert" };
const MISSING: Words = Words {
    zh: "没有找到 LibreOffice。请用 Word 或 WPS 另存为 .docx，或者安装 LibreOffice 后再导入",
    en: "LibreOffice was not found. Save it as .docx in Word or WPS, or install LibreOffice and import it again",
};
const SLOW: Words = Words {
    zh: "LibreOffice 两分钟还没有转换完，已经停止。请用 Word 或 WPS 另存为 .docx",
    en: "LibreOffice was not done within two minutes and was stopped. Save it as .docx in Word or WPS",
};
const FAILED: Words = Words {
    zh: "LibreOffice 读不懂这个文件，可能已经损坏。请用 Word 或 WPS 打开看看，另存为 .docx",
    en: "LibreOffice could not read it; it may be damaged. Open it in Word or WPS and save it as .docx",
};

/// How long LibreOffice may take.
const LIMIT: Duration = Duration::from_secs(120);

/// How large the result may be, in bytes.
const LARGEST: u64 = 256 << 20;

/// Where LibreOffice is, if it is installed.
pub fn libreoffice() -> Option<PathBuf> {
    let names: &[&str] = if cfg!(windows) { &["soffice.com", "soffice.exe"] } else { &["soffice", "libreoffice"] };
    let usual: &[&str] = if cfg!(windows) {
        &["C:\\Program Files\\LibreOffice\\program", "C:\\Program Files (x86)\\LibreOffice\\program"]
    } else if cfg!(target_os = "macos") {
        &["/Applications/LibreOffice.app/Contents/MacOS"]
    } else {
        &["/usr/bin", "/usr/local/bin", "/usr/lib/libreoffice/program", "/opt/libreoffice/program", "/snap/bin"]
    };
    let folders = program::folders().into_iter().chain(usual.iter().map(PathBuf::from));
    folders.flat_map(|folder| names.iter().map(move |name| folder.join(name))).find(|program| program.is_file())
}

/// Converts a document to `.docx`. `name` is for the report of trouble and for
/// its extension.
pub fn to_docx(name: &str, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let program = libreoffice().ok_or_else(|| Fault::known(CONVERT, name, MISSING))?;
    with(&program, name, bytes, LIMIT)
}

fn with(program: &Path, name: &str, bytes: &[u8], limit: Duration) -> Result<Vec<u8>, Fault> {
    let fault = |error| Fault::system(CONVERT, name, error);
    let folder = Scratch::new().map_err(fault)?;
    // The name itself is not handed on: it might look like an option.
    let extension = name.rsplit_once('.').map_or("doc", |(_, extension)| extension);
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let document = folder.path.join(format!("document.{extension}"));
    let out = folder.path.join("out");
    fs::write(&document, bytes).map_err(fault)?;
    let mut command = Command::new(program);
    command
        .args(["--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"])
        .arg(format!("-env:UserInstallation={}", address(&folder.path.join("profile"))))
        .args(["--convert-to", "docx", "--outdir"])
        .arg(&out)
        .arg(&document)
        .current_dir(&folder.path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(fault)?;
    let begun = Instant::now();
    let mut pause = Duration::from_millis(10);
    while child.try_wait().map_err(fault)?.is_none() {
        if begun.elapsed() > limit {
            stop(&mut child);
            return Err(Fault::known(CONVERT, name, SLOW));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(200));
    }
    let made = out.join("document.docx");
    let size = fs::metadata(&made).map_or(0, |metadata| metadata.len());
    // LibreOffice reports success also where it has written nothing.
    if size == 0 || size > LARGEST {
        return Err(Fault::known(CONVERT, name, FAILED));
    }
    fs::read(&made).map_err(fault)
}

/// Stops the program and what it started: the first process is only a launcher.
fn stop(child: &mut Child) {
    let id = child.id().to_string();
    let all = if cfg!(windows) {
        Command::new("taskkill").args(["/F", "/T", "/PID", &id]).stdout(Stdio::null()).stderr(Stdio::null()).status()
    } else {
        Command::new("kill")
            .args(["-KILL", "--", &format!("-{id}")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
    };
    // Whatever became of the others, this one ends.
    drop(all);
    drop(child.kill());
    drop(child.wait());
}

/// A path as an address: `file:///tmp/a%20b`.
fn address(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut address = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b':' | b'-' | b'_' | b'.' => {
                address.push(char::from(byte))
            }
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::process::Command;
    use std::time::{Duration, Instant};

    use super::{address, libreoffice, to_docx, with};
    use crate::diag::Language;

    #[test]
    fn an_old_document_becomes_a_new_one() {
        let Some(program) = libreoffice() else {
            println!("LibreOffice is not installed; nothing was converted");
            return;
        };
        // A page is what LibreOffice makes an old document of.
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page.html");
        std::fs::write(&page, "<meta charset=utf-8><p>护理工作总结</p>").unwrap();
        let profile = address(&folder.path().join("profile"));
        let made = Command::new(program)
            .args(["--headless", "--norestore", &format!("-env:UserInstallation={profile}")])
            .args(["--convert-to", "doc:MS Word 97", "--outdir"])
            .args([folder.path(), &page])
            .output();
        let old = made.ok().and_then(|_| std::fs::read(folder.path().join("page.doc")).ok());
        let Some(old) = old else {
            println!("LibreOffice made no .doc here; nothing was converted");
            return;
        };
        assert!(old.starts_with(b"\xD0\xCF\x11\xE0"));
        let docx = to_docx("--护理 总结.doc", &old).unwrap();
        assert!(docx.starts_with(b"PK"));
        let rtf = to_docx("总结.rtf", b"{\\rtf1\\ansi a}").unwrap();
        assert!(rtf.starts_with(b"PK"));
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_hangs_is_stopped_with_all_it_started() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("soffice");
        std::fs::write(&program, "#!/bin/sh\nsleep 60 &\nwait\n").unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let begun = Instant::now();
        let fault = with(&program, "总结.doc", b"a", Duration::from_millis(200)).unwrap_err();
        assert!(begun.elapsed() < Duration::from_secs(30));
        assert!(fault.message(Language::Chinese).contains("两分钟"));
        // One that writes nothing has failed, whatever it says.
        let fault = with(Path::new("/bin/true"), "总结.doc", b"a", Duration::from_secs(20)).unwrap_err();
        assert!(fault.message(Language::English).contains("could not read it"));
    }

    #[test]
    fn a_path_is_written_as_an_address() {
        assert_eq!(address(Path::new("/tmp/a b/总")), "file:///tmp/a%20b/%E6%80%BB");
    }
}
