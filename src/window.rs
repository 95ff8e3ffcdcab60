//! The program `huibian-desk`: `huibian desk` without a console window, to be
//! double-clicked on Windows. Built with `--features window`.

#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::ffi::OsString;
use std::process::ExitCode;

/// As in `main.rs`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = ["huibian", "desk"].map(OsString::from).into_iter().chain(std::env::args_os().skip(1));
    ExitCode::from(huibian::cli::run(arguments, huibian::disk::NATIVE))
}
