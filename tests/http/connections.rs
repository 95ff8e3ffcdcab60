//! Connections: many requests on one, listeners, clients that are slow, greedy
//! or many, ports, and the end.

use super::*;

#[test]
fn a_connection_serves_many_requests() {
    let preview = Preview::new();
    let mut stream = preview.connect();
    let keep = |path| format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host());
    // One after another, then at once.
    for _ in 0..3 {
        stream.write_all(keep("/data.json").as_bytes()).unwrap();
        assert!(read_until(&mut stream, "{}").contains(" 200 "));
    }
    let both = keep("/data.json") + &request("GET", "/", &preview.host(), &[]);
    stream.write_all(both.as_bytes()).unwrap();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("{}HTTP/1.1 200") && rest.ends_with("home"), "{rest}");
}

/// Reads until what has come ends with `end`.
fn read_until(stream: &mut TcpStream, end: &str) -> String {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(end.as_bytes()) {
        stream.read_exact(&mut byte).unwrap();
        bytes.push(byte[0]);
    }
    String::from_utf8(bytes).unwrap()
}

/// Begins to listen, and reads the first event.
fn listen(preview: &Preview) -> TcpStream {
    let mut stream = preview.connect();
    stream.write_all(request("GET", "/.huibian/events", &preview.host(), &[]).as_bytes()).unwrap();
    let head = read_until(&mut stream, "\r\n\r\n").to_ascii_lowercase();
    assert!(head.contains("content-type: text/event-stream\r\n") && head.contains("cache-control: no-store\r\n"));
    assert!(read_until(&mut stream, "\n\n").contains("event: site\nretry: 1000\ndata: {\"build\":1}"));
    stream
}

#[test]
fn a_page_hears_what_is_new() {
    let mut preview = Preview::new();
    let mut stream = listen(&preview);
    preview.state.send_replace("{\"build\":2}".to_owned());
    assert!(read_until(&mut stream, "\n\n").contains("event: site\nretry: 1000\ndata: {\"build\":2}"));
    preview.state.send_replace("two\r\nlines\n".to_owned());
    assert!(read_until(&mut stream, "\n\n").contains("data: two\ndata: \ndata: lines\ndata: \n"));
    preview.stop();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "\r\n0\r\n\r\n", "the stream ends, it is not cut off");
}

#[test]
fn silence_is_broken_now_and_then() {
    let preview = Preview::with(Limits { heartbeat: Duration::from_millis(1), ..Limits::default() });
    let mut stream = listen(&preview);
    assert!(read_until(&mut stream, ":\n\n\r\n3\r\n:\n\n").contains(":\n\n"));
}

#[test]
fn the_oldest_listener_makes_room() {
    let preview = Preview::with(Limits { streams: 2, ..Limits::default() });
    let [mut first, mut second, _third] = [(); 3].map(|()| listen(&preview));
    let mut rest = String::new();
    first.read_to_string(&mut rest).unwrap();
    assert!(rest.ends_with("0\r\n\r\n"), "{rest}");
    preview.state.send_replace("news".to_owned());
    assert!(read_until(&mut second, "\n\n").contains("data: news"));
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let preview = Preview::new();
    let long = "x".repeat(20_000);
    let many: String = (0..1000).map(|number| format!("X-{number}: x\r\n")).collect();
    let line =
        |target: &str, headers: &str| format!("GET {target} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", preview.host());
    for bytes in [line("/", &format!("X: {long}\r\n")), line(&format!("/{long}"), ""), line("/", &many), long.clone()] {
        let reply = preview.raw(bytes);
        assert!(matches!(reply.status, 0 | 400 | 414 | 431), "{}", reply.status);
    }
    assert_eq!(preview.get("/").status, 200);
    let fits = format!("X: {}\r\nConnection: close\r\n", "x".repeat(12_000));
    assert_eq!(preview.raw(line("/", &fits)).status, 200);
}

#[test]
fn what_is_no_http_is_closed() {
    let preview = Preview::new();
    for bytes in
        [&b"\0\0\0\0\r\n\r\n"[..], b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"GET / HTTP/9\r\n\r\n"]
    {
        let status = preview.raw(bytes).status;
        assert!(matches!(status, 0 | 400), "{status} for {}", bytes.escape_ascii());
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_slow_client_is_closed() {
    let preview = Preview::with(Limits { head_time: Duration::from_millis(50), ..Limits::default() });
    let mut never = preview.connect();
    let mut half = preview.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost: localh").unwrap();
    let request = format!("GET /data.json HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host());
    let mut kept = loop {
        // On a busy machine this client may be too slow itself.
        let mut stream = preview.connect();
        let mut answer = [0; 12];
        if stream.write_all(request.as_bytes()).is_ok() && stream.read_exact(&mut answer).is_ok() {
            read_until(&mut stream, "{}");
            break stream;
        }
    };
    for stream in [&mut never, &mut half, &mut kept] {
        assert_eq!(Reply::until_closed(stream).status, 0);
    }
}

#[test]
fn stopping_waits_for_answers_but_not_for_ever() {
    let patient = Limits { farewell: HANG * 10, head_time: HANG * 10, ..Limits::default() };
    let mut preview = Preview::with(patient);
    let idle = preview.connect();
    let mut half = preview.connect();
    half.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    let mut stream = preview.connect();
    stream.write_all(request("GET", "/large.zip", &preview.host(), &[]).as_bytes()).unwrap();
    read_until(&mut stream, "\r\n\r\n");
    preview.stop.take().unwrap().send(()).unwrap();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert_eq!(rest.len(), 64 << 20, "an answer under way is finished");
    preview.stopped.recv_timeout(HANG).unwrap();
    assert!(TcpStream::connect((LOCALHOST, preview.address.port())).is_err());
    drop(idle);

    let mut preview = Preview::with(Limits { farewell: Duration::from_millis(50), ..Limits::default() });
    let mut stream = preview.connect();
    stream.write_all(request("GET", "/large.zip", &preview.host(), &[]).as_bytes()).unwrap();
    read_until(&mut stream, "\r\n\r\n");
    preview.stop();
}

#[test]
fn idle_connections_keep_nobody_out_for_long() {
    let limits = Limits { connections: 4, head_time: Duration::from_millis(50), ..Limits::default() };
    let preview = Preview::with(limits);
    // One that is in the middle of an answer stays, whatever comes.
    let mut listener = listen(&preview);
    let _idle: Vec<TcpStream> = (0..20).map(|_| preview.connect()).collect();
    eventually(|| preview.get("/").status == 200);
    preview.state.send_replace("news".to_owned());
    assert!(read_until(&mut listener, "\n\n").contains("data: news"));
}

/// The part of the next test that runs in a process of its own: a server that
/// may have few files, until its standard input ends.
#[cfg(unix)]
#[test]
fn a_server_short_of_files() {
    if std::env::var_os("HUIBIAN_TEST_FEW_FILES").is_none() {
        return;
    }
    let preview = Preview::with(Limits { head_time: Duration::from_millis(500), ..Limits::default() });
    let (_, most) = rlimit::Resource::NOFILE.get().unwrap();
    rlimit::Resource::NOFILE.set(64, most).unwrap();
    println!("port={}.", preview.address.port());
    let _ = std::io::stdin().read(&mut [0]);
}

#[cfg(unix)]
#[test]
fn a_machine_short_of_files_answers_when_it_has_some() {
    use std::process::{Command, Stdio};
    let mut server = Command::new(std::env::current_exe().unwrap())
        .args(["connections::a_server_short_of_files", "--exact", "--nocapture"])
        .env("HUIBIAN_TEST_FEW_FILES", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    let mut out = server.stdout.take().unwrap();
    while !said.ends_with(b".\n") {
        let mut byte = [0];
        out.read_exact(&mut byte).unwrap();
        said.push(byte[0]);
    }
    let said = String::from_utf8(said).unwrap();
    let (_, port) = said.trim_end_matches(".\n").rsplit_once("port=").unwrap();
    let address = SocketAddr::new(LOCALHOST, port.parse().unwrap());
    let connect = || {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(HANG)).unwrap();
        stream
    };
    let _idle: Vec<TcpStream> = (0..200).map(|_| connect()).collect();
    for _ in 0..3 {
        let mut stream = connect();
        stream.write_all(request("GET", "/", &address.to_string(), &[]).as_bytes()).unwrap();
        assert_eq!(Reply::until_closed(&mut stream).text(), "home");
    }
    drop(server.stdin.take());
    assert!(server.wait().unwrap().success());
}

#[test]
fn where_all_are_being_answered_a_newcomer_has_to_wait() {
    let preview = Preview::with(Limits { connections: 2, ..Limits::default() });
    let first = listen(&preview);
    let mut second = listen(&preview);
    let mut newcomer = preview.connect();
    newcomer.write_all(request("GET", "/", &preview.host(), &[]).as_bytes()).unwrap();
    preview.state.send_replace("news".to_owned());
    assert!(read_until(&mut second, "\n\n").contains("data: news"));
    newcomer.set_nonblocking(true).unwrap();
    assert!(newcomer.read(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock));
    newcomer.set_nonblocking(false).unwrap();
    drop(first);
    // The server sees that a listener has gone when it tells it something.
    preview.state.send_replace("more".to_owned());
    assert_eq!(Reply::until_closed(&mut newcomer).text(), "home");
}

/// Waits for what comes sooner or later.
fn eventually(is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + HANG;
    while !is_so() {
        assert!(Instant::now() < deadline, "it does not come");
        thread::yield_now();
    }
}

/// Takes a port without serving it.
fn bind(host: IpAddr, port: u16) -> Result<Server, Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _inside = runtime.enter();
    Server::bind(host, port)
}

#[test]
fn a_taken_port_gives_way_to_the_next() {
    let (first, second) = loop {
        let first = bind(LOCALHOST, 0).unwrap();
        assert_eq!(first.taken(), None);
        // The highest ports have none after them.
        if let Ok(second) = bind(LOCALHOST, first.address().port()) {
            break (first, second);
        }
    };
    let port = first.address().port();
    assert_eq!(second.taken(), Some(port));
    assert!((port + 1..=port + 20).contains(&second.address().port()));
    assert_eq!(second.address().ip(), LOCALHOST);
}

#[test]
fn a_port_that_cannot_be_had_is_a_fault() {
    let fault = |host: &str, port| {
        let fault = bind(host.parse().unwrap(), port).unwrap_err();
        [Language::Chinese, Language::English].map(|language| fault.message(language))
    };
    let [zh, en] = fault("192.0.2.1", 4321);
    assert_eq!(zh, "无法使用地址 192.0.2.1:4321：这不是本机的地址");
    assert_eq!(en, "cannot use the address 192.0.2.1:4321: this is not an address of this machine");
    // The last port of all: nothing comes after it.
    let _last = TcpListener::bind((LOCALHOST, u16::MAX));
    assert_eq!(
        fault("127.0.0.1", u16::MAX)[0],
        "无法使用地址 127.0.0.1:65535：从这个端口到 65535 都被占用了，请用 --port 另选一个，如 --port 8000"
    );
}

#[test]
fn the_other_protocol_serves_too() {
    // A machine without it has nothing to test.
    let Ok(server) = bind(IpAddr::V6(std::net::Ipv6Addr::LOCALHOST), 0) else { return };
    assert!(server.address().is_ipv6());
}
