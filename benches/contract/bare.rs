//! As many calls without a contract: a loop over open connections, and hurl.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use super::process::{Cost, Process, used};
use super::server::Server;

/// As many connections as `fuhe check` has scenarios in flight.
const CONNECTIONS: u32 = 16;
/// One loop takes too little time for the clock of `/proc`.
const TIMES: u32 = 10;
/// A path that the courier answers.
const PATH: &str = "/public/user/v1/batchSave";

/// The same number of calls over open connections, each with a small body that the vendor refuses, and nothing else.
pub(crate) fn keep_alive_loop(server: &Server, calls: u32) -> io::Result<Cost> {
    let address = server.address;
    let (started, before) = (Instant::now(), used("self"));
    let share = calls * TIMES / CONNECTIONS;
    let loops: Vec<_> = (0..CONNECTIONS)
        .map(|_| thread::spawn(move || connection(address, share)))
        .collect();
    for one in loops {
        one.join()
            .map_err(|_| io::Error::other("a connection's loop failed"))??;
    }
    Ok(Cost {
        wall: started.elapsed() / TIMES,
        cpu: used("self").saturating_sub(before) / TIMES,
        peak: 0.0,
    })
}

fn connection(address: SocketAddr, calls: u32) -> io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut answers = BufReader::new(stream.try_clone()?);
    let request = format!(
        "POST {PATH} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{{}}"
    );
    let mut line = String::new();
    for _ in 0..calls {
        stream.write_all(request.as_bytes())?;
        let mut length = 0;
        loop {
            line.clear();
            if answers.read_line(&mut line)? == 0 {
                return Err(io::Error::other("the vendor closed a connection"));
            }
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().map_err(io::Error::other)?;
                }
                None if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        io::copy(&mut (&mut answers).take(length), &mut io::sink())?;
    }
    Ok(())
}

/// hurl with as many of these requests in one file; `None` where it is not installed.
pub(crate) fn hurl(server: &Server, folder: &Path, calls: u32) -> io::Result<Option<Process>> {
    let version = Command::new("hurl")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !version.is_ok_and(|status| status.success()) {
        return Ok(None);
    }
    let request = format!("POST http://{}{PATH}\n{{}}\n\n", server.address);
    let file = folder.join("calls.hurl");
    fs::write(&file, request.repeat(calls as usize))?;
    Ok(Some(Process::new(
        "hurl",
        &["--no-output", &file.to_string_lossy()],
        folder,
    )))
}
