//! A server that answers as a test tells it to: wrongly, slowly, or not at all.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use serde_json::Value;

use super::PATIENCE;

/// What came of a command.
#[derive(Debug)]
pub(crate) struct Called {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// What a server that is no vendor does with a request.
#[derive(Clone)]
pub(crate) enum Manner {
    /// Answers with this status, content type and body.
    Page(u16, &'static str, &'static str),
    /// Never says anything.
    Silent,
    /// Begins an answer, and closes the connection in the middle of it.
    HalfWay,
    /// Passes this many requests on to the vendor at this port, and then takes up another manner.
    Relay(u16, usize, Box<Manner>),
    /// Stands before the vendor at this port, and decides by number and text of each request, in small letters.
    Fate(u16, fn(usize, &str) -> Fate),
    /// Passes every request on to the vendor at this port, and writes the body of its answer anew.
    Rewrite(u16, fn(&str) -> String),
    /// Answers with these very bytes, head and body.
    Whole(Vec<u8>),
    /// Passes every request on to the vendor at this port, and writes the body of its answer anew, with header lines
    /// that replace those of the same name.
    Recode(u16, fn(&str) -> Recoded),
    /// Answers with the status and the JSON that come of a request's head and body.
    Answer(Arc<Answerer>),
    /// Answers with whatever this writes, until the client hangs up.
    Bytes(Writer),
}

/// Writes an answer, of which nothing need be as it should.
pub(crate) type Writer = fn(&mut dyn Write) -> std::io::Result<()>;

/// Header lines and the bytes of a body.
pub(crate) type Recoded = (&'static [(&'static str, &'static str)], Vec<u8>);

/// An answer, as it crosses the wire.
pub(crate) fn whole(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let lines: Vec<String> = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let lines = lines.concat();
    let mut bytes =
        format!("HTTP/1.1 {status} -\r\nconnection: close\r\ncontent-length: {length}\r\n{lines}\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Makes an answer's status and JSON of a request's head and body.
pub(crate) type Answerer = dyn Fn(&str, &str) -> (u16, Value) + Send + Sync;

/// What becomes of a request that has to pass a server on its way.
pub(crate) enum Fate {
    /// It arrives, and its answer comes back.
    Answered,
    /// It arrives, and its answer never comes back.
    Unanswered,
    /// It does not arrive, and the connection is closed.
    Dropped,
    /// It does not arrive, and this is the answer.
    TurnedAway(&'static str),
}

/// A server that is no vendor, on a port of its own. Its threads end with the process.
pub(crate) struct Server {
    pub(crate) port: u16,
    tally: Arc<Tally>,
    withheld: mpsc::Receiver<()>,
}

/// How many requests came, how many of them the vendor had before it at once, and a word for each answer withheld.
struct Tally {
    requests: AtomicUsize,
    now: AtomicUsize,
    most: AtomicUsize,
    withheld: mpsc::Sender<()>,
}

impl Server {
    pub(crate) fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (sender, withheld) = mpsc::channel();
        let tally = Arc::new(Tally {
            requests: AtomicUsize::new(0),
            now: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            withheld: sender,
        });
        let kept = Arc::clone(&tally);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (manner, tally) = (manner.clone(), Arc::clone(&kept));
                // A client that goes away in the middle ends its own connection only.
                thread::spawn(move || serve(&connection, &manner, &tally));
            }
        });
        Self { port, tally, withheld }
    }

    /// How many requests have come so far.
    pub(crate) fn requests(&self) -> usize {
        self.tally.requests.load(Ordering::SeqCst)
    }

    /// Waits until it withholds an answer.
    pub(crate) fn wait_for_silence(&self) {
        self.withheld.recv_timeout(PATIENCE).expect("an answer is withheld");
    }

    /// How many requests it ever was passing on at once.
    pub(crate) fn most_at_once(&self) -> usize {
        self.tally.most.load(Ordering::SeqCst)
    }
}

/// Answers the one request of a connection.
fn serve(mut connection: &TcpStream, manner: &Manner, tally: &Tally) -> Option<()> {
    let request = read_request(connection)?;
    let number = tally.requests.fetch_add(1, Ordering::SeqCst);
    let manner = if let Manner::Relay(port, count, then) = manner {
        if number < *count {
            let now = tally.now.fetch_add(1, Ordering::SeqCst) + 1;
            tally.most.fetch_max(now, Ordering::SeqCst);
            let answer = passed_on(*port, &request);
            tally.now.fetch_sub(1, Ordering::SeqCst);
            return connection.write_all(&answer?).ok();
        }
        then
    } else {
        manner
    };
    match manner {
        Manner::Page(status, content_type, body) => write_page(connection, *status, content_type, body),
        Manner::Answer(answer) => {
            let request = String::from_utf8(request).ok()?;
            let (head, body) = request.split_once("\r\n\r\n")?;
            let (status, answer) = answer(head, body);
            write_page(connection, status, "application/json", &answer.to_string())
        }
        Manner::Whole(bytes) => connection.write_all(bytes).ok(),
        Manner::Recode(port, recode) => {
            let answer = String::from_utf8(passed_on(*port, &request)?).ok()?;
            let (head, body) = answer.split_once("\r\n\r\n")?;
            let (headers, body) = recode(body);
            let status = head.split(' ').nth(1)?.parse().ok()?;
            let kept = head
                .lines()
                .skip(1)
                .filter_map(|line| line.split_once(": "))
                .filter(|(name, _)| {
                    let replaced = headers
                        .iter()
                        .map(|(name, _)| *name)
                        .chain(["content-length", "connection"]);
                    !replaced.into_iter().any(|own| own.eq_ignore_ascii_case(name))
                });
            let headers: Vec<(&str, &str)> = kept.chain(headers.iter().copied()).collect();
            connection.write_all(&whole(status, &headers, body)).ok()
        }
        Manner::Bytes(write) => write(&mut connection).ok(),
        Manner::Silent => {
            // The client hangs up first, which ends this reading.
            let _ = connection.read(&mut [0; 16]);
            Some(())
        }
        Manner::HalfWay => {
            let begun = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{\"code\":";
            connection.write_all(begun.as_bytes()).ok()?;
            connection.shutdown(Shutdown::Both).ok()
        }
        Manner::Relay(..) => None,
        Manner::Fate(port, decide) => match decide(number, &String::from_utf8_lossy(&request).to_ascii_lowercase()) {
            Fate::Answered => connection.write_all(&passed_on(*port, &request)?).ok(),
            Fate::Unanswered => {
                passed_on(*port, &request)?;
                let _ = tally.withheld.send(());
                let _ = connection.read(&mut [0; 16]);
                Some(())
            }
            Fate::Dropped => None,
            Fate::TurnedAway(answer) => connection.write_all(answer.as_bytes()).ok(),
        },
        Manner::Rewrite(port, rewrite) => {
            let answer = String::from_utf8(passed_on(*port, &request)?).ok()?;
            let (head, body) = answer.split_once("\r\n\r\n")?;
            let body = rewrite(body);
            let head: Vec<&str> = head
                .lines()
                .filter(|line| !line.to_ascii_lowercase().starts_with("content-length:"))
                .collect();
            let head = head.join("\r\n");
            let length = body.len();
            let answer = format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}");
            connection.write_all(answer.as_bytes()).ok()
        }
    }
}

fn write_page(mut connection: &TcpStream, status: u16, content_type: &str, body: &str) -> Option<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} -\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\nconnection: close\r\n"
    );
    connection.write_all(format!("{head}\r\n{body}").as_bytes()).ok()
}

/// The answer of the vendor at this port.
pub(crate) fn passed_on(port: u16, request: &[u8]) -> Option<Vec<u8>> {
    let mut vendor = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    vendor.write_all(request).ok()?;
    let mut answer = Vec::new();
    vendor.read_to_end(&mut answer).ok()?;
    Some(answer)
}

/// A request, with a header that makes the connection end after the answer.
pub(crate) fn read_request(connection: impl Read) -> Option<Vec<u8>> {
    let mut reader = BufReader::new(connection);
    let mut head = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            head.push_str("connection: close\r\n\r\n");
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let mut request = head.into_bytes();
    request.extend(body);
    Some(request)
}
