//! Questions at the terminal.

use std::io::{self, BufRead};

use crate::cli::Trouble;
use crate::cli::shell::Shell;
use crate::diag::Words;
use crate::diag::fault::Fault;

/// The line that somebody types after a question; none from whoever has closed the input.
pub fn line(question: &str, shell: &Shell, answers: &mut dyn BufRead) -> io::Result<Option<String>> {
    shell.tell(question);
    let mut line = String::new();
    if answers.read_line(&mut line)? == 0 {
        shell.tell("\n");
        return Ok(None);
    }
    Ok(Some(line.trim().to_owned()))
}

/// An answer that could not be read.
pub fn unread(error: io::Error) -> Trouble {
    Fault::system(Words { zh: "读取回答", en: "read the answers" }, "-", error).into()
}

/// Words of a document as a terminal may have them.
pub fn clean(words: &str) -> String {
    words.replace(|c: char| c.is_control(), " ")
}
