//! The program `huibian`: everything is in the library.

use std::process::ExitCode;

/// Views and templates live on small short-lived strings, made on all threads
/// at once. In a profile of a build of 10,000 reports glibc's allocator took
/// over a fifth of the samples; this one takes about a tenth.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    huibian::cli::run(std::env::args_os())
}
