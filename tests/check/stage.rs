//! What the tests play on: vendors in this process, servers that are none, and the binary with a limit to its patience.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use fuhe::clock::Clock;
use fuhe::mock::{Behaviour, KeyPool, MockConfig};
use fuhe::run::Embedded;
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// No command of these tests takes longer, unless it hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// What came of a command.
#[derive(Debug)]
pub struct Called {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A running `fuhe`, killed where it outlives the test.
pub struct Running {
    child: Child,
    out: mpsc::Receiver<String>,
    err: mpsc::Receiver<String>,
}

impl Running {
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_with(folder, &[], arguments)
    }

    /// With these variables besides.
    pub fn start_with(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fuhe"));
        Self::spawn(folder, command.args(arguments), variables)
    }

    fn spawn(folder: &Path, command: &mut Command, variables: &[(&str, &str)]) -> Self {
        let mut child = command
            .current_dir(folder)
            // A target that whoever runs these tests has set is not theirs.
            .env_remove("FUHE_TARGET")
            .env("FUHE_TEST_SECRET", "geheim-aus-der-umgebung")
            .env_remove("FUHE_TEST_NOTHING")
            // Where these tests are a step of a CI job, its summary is not theirs.
            .env("GITHUB_STEP_SUMMARY", folder.join("job-summary.md"))
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let out = lines_of(child.stdout.take().expect("a pipe"));
        let err = lines_of(child.stderr.take().expect("a pipe"));
        Self { child, out, err }
    }

    /// The lines of standard error up to one that holds these words.
    pub fn wait_for(&self, words: &str) {
        loop {
            let line = self.err.recv_timeout(PATIENCE).expect("the words come");
            if line.contains(words) {
                return;
            }
        }
    }

    /// The lines of standard output up to one that begins with these words.
    pub fn printed_up_to(&self, words: &str) -> String {
        let mut text = String::new();
        loop {
            let line = self.out.recv_timeout(PATIENCE).expect("the line comes");
            text.push_str(&line);
            if line.starts_with(words) {
                return text;
            }
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal, such as `INT`.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args(["-s", name, &self.child.id().to_string()])
            .status()
            .expect("kill can be called");
        assert!(status.success(), "kill took the signal");
    }

    pub fn finish(mut self) -> Called {
        let rest = |lines: &mpsc::Receiver<String>| {
            let mut text = String::new();
            loop {
                match lines.recv_timeout(PATIENCE) {
                    Ok(line) => text.push_str(&line),
                    Err(mpsc::RecvTimeoutError::Disconnected) => return text,
                    Err(mpsc::RecvTimeoutError::Timeout) => panic!("the command hangs, having said:\n{text}"),
                }
            }
        };
        let (out, err) = (rest(&self.out), rest(&self.err));
        // Both streams are closed, so the process is at its end.
        let status = self.child.wait().expect("the binary ends");
        Called {
            code: status.code().expect("no signal ended it"),
            out,
            err,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, and need not be.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The lines of a stream, each with its line break, as they come. A thread of its own reads, so that no pipe fills up.
fn lines_of(stream: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        while reader.read_line(&mut line).is_ok_and(|length| length > 0) {
            if sender.send(std::mem::take(&mut line)).is_err() {
                return;
            }
        }
    });
    receiver
}

/// A folder of its own, in which `fuhe` is called.
pub struct Stage {
    folder: TempDir,
}

impl Stage {
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file there.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("the folder can be written");
    }

    /// Reads a file there.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// Calls `fuhe`; the words of the line are its arguments, and a blank within a word is written as `␣`.
    pub fn fuhe(&self, line: &str) -> Called {
        self.start(line).finish()
    }

    /// The same with these variables in the environment.
    pub fn fuhe_with(&self, variables: &[(&str, &str)], line: &str) -> Called {
        self.start_with(variables, line).finish()
    }

    pub fn start(&self, line: &str) -> Running {
        self.start_with(&[], line)
    }

    fn start_with(&self, variables: &[(&str, &str)], line: &str) -> Running {
        let words: Vec<String> = line.split_whitespace().map(|word| word.replace('␣', " ")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Running::start_with(self.folder.path(), variables, &words)
    }

    /// Calls a shell, to which `$0` is `fuhe`.
    pub fn shell(&self, script: &str) -> Called {
        self.start_shell(script).finish()
    }

    pub fn start_shell(&self, script: &str) -> Running {
        let mut shell = Command::new("sh");
        Running::spawn(
            self.folder.path(),
            shell.args(["-c", script, env!("CARGO_BIN_EXE_fuhe")]),
            &[],
        )
    }

    /// The report of the latest run.
    pub fn report(&self) -> Value {
        self.report_in("target/fuhe")
    }

    pub fn report_in(&self, folder: &str) -> Value {
        serde_json::from_str(&self.read(&format!("{folder}/report.json"))).expect("the report is JSON")
    }
}

/// A vendor in this process, and a folder with a target file that calls it.
pub struct Vendor {
    pub embedded: Embedded,
    pub stage: Stage,
    /// Carries the vendor, on a thread of its own.
    pub runtime: Runtime,
}

impl Vendor {
    /// A vendor that conforms but for the edit.
    pub fn new(edit: impl FnOnce(&mut Behaviour)) -> Self {
        Self::at(Clock::System, edit)
    }

    /// One that lives at another time.
    pub fn at(clock: Clock, edit: impl FnOnce(&mut Behaviour)) -> Self {
        let mut behaviour = Behaviour::default();
        edit(&mut behaviour);
        Self::start(MockConfig {
            behaviour,
            clock,
            keys: KeyPool::quick(),
            ..MockConfig::default()
        })
    }

    pub fn start(config: MockConfig) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let embedded = runtime.block_on(Embedded::start(config)).expect("the vendor starts");
        let stage = Stage::new();
        stage.write("target.toml", &embedded.target_file());
        Self {
            embedded,
            stage,
            runtime,
        }
    }

    /// Edits the target file: every such text becomes another. One that is not there would make a test of nothing.
    pub fn retarget(&self, from: &str, to: &str) {
        let text = self.embedded.target_file();
        assert!(text.contains(from), "the target file has no {from}");
        self.stage.write("target.toml", &text.replace(from, to));
    }

    /// `fuhe check` against it.
    pub fn check(&self, options: &str) -> Called {
        self.stage.fuhe(&format!("check --target target.toml {options}"))
    }

    pub fn port(&self) -> u16 {
        self.embedded.vendor().port()
    }
}

/// What a server that is no vendor does with a request.
#[derive(Clone)]
pub enum Manner {
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
pub type Writer = fn(&mut dyn Write) -> std::io::Result<()>;

/// Header lines and the bytes of a body.
pub type Recoded = (&'static [(&'static str, &'static str)], Vec<u8>);

/// An answer, as it crosses the wire.
pub fn whole(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
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
pub type Answerer = dyn Fn(&str, &str) -> (u16, Value) + Send + Sync;

/// What becomes of a request that has to pass a server on its way.
pub enum Fate {
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
pub struct Server {
    pub port: u16,
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
    pub fn start(manner: Manner) -> Self {
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
    pub fn requests(&self) -> usize {
        self.tally.requests.load(Ordering::SeqCst)
    }

    /// Waits until it withholds an answer.
    pub fn wait_for_silence(&self) {
        self.withheld.recv_timeout(PATIENCE).expect("an answer is withheld");
    }

    /// How many requests it ever was passing on at once.
    pub fn most_at_once(&self) -> usize {
        self.tally.most.load(Ordering::SeqCst)
    }
}

/// Answers the one request of a connection.
fn serve(mut connection: &TcpStream, manner: &Manner, tally: &Tally) -> Option<()> {
    let request = read_request(connection)?;
    let number = tally.requests.fetch_add(1, Ordering::SeqCst);
    let manner = match manner {
        Manner::Relay(port, count, _) if number < *count => {
            let now = tally.now.fetch_add(1, Ordering::SeqCst) + 1;
            tally.most.fetch_max(now, Ordering::SeqCst);
            let answer = passed_on(*port, &request);
            tally.now.fetch_sub(1, Ordering::SeqCst);
            return connection.write_all(&answer?).ok();
        }
        Manner::Relay(_, _, then) => then,
        other => other,
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
pub fn passed_on(port: u16, request: &[u8]) -> Option<Vec<u8>> {
    let mut vendor = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    vendor.write_all(request).ok()?;
    let mut answer = Vec::new();
    vendor.read_to_end(&mut answer).ok()?;
    Some(answer)
}

/// A request, with a header that makes the connection end after the answer.
pub fn read_request(connection: impl Read) -> Option<Vec<u8>> {
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
