//! The program `huibian`: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    huibian::cli::run(std::env::args_os())
}
