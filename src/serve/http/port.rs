//! Ports: the one asked for, or the next that is free.
//!
//! In: an address of this machine and a port. Out: a listener and where it
//! listens, or a fault that says what is wrong with the address.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};

use tokio::net::{TcpListener, TcpSocket};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::serve::http::LISTEN;

/// How many ports are tried after the one asked for.
const FURTHER: u16 = 20;

/// Listens on the first free port from `port` on; on any if it is 0.
pub fn bind(host: IpAddr, port: u16) -> Result<(TcpListener, SocketAddr), Fault> {
    let place = SocketAddr::new(host, port).to_string();
    let last = if port == 0 { 0 } else { port.saturating_add(FURTHER) };
    for candidate in port..=last {
        match listen(SocketAddr::new(host, candidate)) {
            Ok(bound) => return Ok(bound),
            Err(error) if is_taken(&error, candidate) => {}
            Err(error) if error.kind() == ErrorKind::AddrNotAvailable => {
                return Err(Fault::known(LISTEN, place, NOT_OURS));
            }
            Err(error) => return Err(Fault::system(LISTEN, SocketAddr::new(host, candidate).to_string(), error)),
        }
    }
    Err(Fault::known(LISTEN, place, ALL_TAKEN).naming(last.to_string()))
}

/// How many connections may wait to be accepted. With the 128 that the standard
/// library asks for, who comes in a rush of hundreds is not heard at first and
/// tries again after a whole second.
const WAITING: u32 = 1024;

/// Listens on a port; on any if it is 0.
fn listen(address: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Elsewhere it lets a port be taken again that was closed just now; on
    // Windows it would let two programs have it.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    let listener = socket.listen(WAITING)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// The address belongs to another machine, or to none.
const NOT_OURS: Words = Words { zh: "这不是本机的地址", en: "this is not an address of this machine" };

/// `{name}` is the last port tried.
const ALL_TAKEN: Words = Words {
    zh: "从这个端口到 {name} 都被占用了，请用 --port 另选一个，如 --port 8000",
    en: "all ports from this one to {name} are in use; choose another with --port, such as --port 8000",
};

/// Whether a port belongs to somebody else. Windows forbids ports that it has
/// set aside for programs; below 1024 a right is missing, and the next port
/// would miss it too.
fn is_taken(error: &io::Error, port: u16) -> bool {
    error.kind() == ErrorKind::AddrInUse || (error.kind() == ErrorKind::PermissionDenied && port >= 1024)
}
