//! The program `huibian`: everything is in the library.

#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

use std::process::ExitCode;

/// Views and templates live on small short-lived strings, made on all threads
/// at once. In a profile of a build of 10,000 reports glibc's allocator took
/// over a fifth of the samples; this one takes about a tenth.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // The allocator reserves far more than it fills. Pages of 2 MB are zeroed whole: at 10,000
    // reports half of what the system does in a build after an edit, and 60 MB of memory.
    // Where the kernel refuses, a build is only slower.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    ExitCode::from(huibian::cli::run(std::env::args_os(), huibian::disk::NATIVE))
}
