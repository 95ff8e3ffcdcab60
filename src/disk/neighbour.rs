//! Whose a connection is that comes from this machine.
//!
//! In: both ends of it. Out: whether another user of the machine has the other end. The
//! start address of the desk stands in the command line of the browser, where others may
//! read it; they shall not be quicker with it. Only Linux says whose a socket is: elsewhere,
//! and where it cannot be read, nobody is taken for another.

use std::fs;
use std::net::SocketAddr;

/// The sockets of this machine.
const SOCKETS: &str = "/proc/net/tcp";

/// Whether the other end of a connection is another user's; the administrator, who may read
/// everything, counts as none, and so does a relay that he runs.
pub fn is_anothers(own_end: SocketAddr, other_end: SocketAddr) -> bool {
    let owner = fs::read_to_string(SOCKETS).ok().and_then(|sockets| owner(&sockets, other_end, own_end));
    owner.is_some_and(|owner| owner != 0 && Some(owner) != own())
}

/// The user who runs this program.
#[cfg(unix)]
fn own() -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").ok().map(|process| process.uid())
}

#[cfg(not(unix))]
fn own() -> Option<u32> {
    None
}

/// The user of a socket by its two ends.
fn owner(sockets: &str, local: SocketAddr, remote: SocketAddr) -> Option<u32> {
    let (local, remote) = (written(local)?, written(remote)?);
    let mut lines = sockets.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let line = lines.find(|line| line.get(1) == Some(&&*local) && line.get(2) == Some(&&*remote))?;
    line.get(7)?.parse().ok()
}

/// An address as it stands there: the bytes of the number as this machine has them.
fn written(address: SocketAddr) -> Option<String> {
    let SocketAddr::V4(address) = address else { return None };
    Some(format!("{:08X}:{:04X}", u32::from_ne_bytes(address.ip().octets()), address.port()))
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::{is_anothers, owner};

    const LINE: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n   0: 0100007F:A2C4 0100007F:1092 01 00000000:00000000 00:00000000 00000000  1001        0 12345 1\n";

    #[cfg(target_endian = "little")]
    #[test]
    fn a_socket_is_found_by_its_ends() {
        let (local, remote) = ("127.0.0.1:41668".parse().unwrap(), "127.0.0.1:4242".parse().unwrap());
        assert_eq!((owner(LINE, local, remote), owner(LINE, remote, local)), (Some(1001), None));
    }

    #[test]
    fn who_asks_himself_is_no_other() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        assert!(!is_anothers(listener.local_addr().unwrap(), near.local_addr().unwrap()));
    }
}
