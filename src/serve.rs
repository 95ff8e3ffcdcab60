//! Serve: the publication in a browser, as it is being written.

pub mod http;
