//! A vendor that is far away: what it answers arrives later, and calls on other connections do not wait for it.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// A port that passes everything on, in both directions, and delays the answers.
pub(crate) struct Delay {
    pub(crate) address: SocketAddr,
    calls: Arc<AtomicU32>,
}

impl Delay {
    /// Listens until the process ends.
    pub(crate) fn start(server: SocketAddr, latency: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let calls = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&calls);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // A client without a server sees its connection end.
                let _ = pass_on(client, server, latency, &counter);
            }
        });
        Ok(Self { address, calls })
    }

    /// How many calls have passed so far.
    pub(crate) fn calls(&self) -> u32 {
        self.calls.load(Ordering::Relaxed)
    }
}

fn pass_on(client: TcpStream, server: SocketAddr, latency: Duration, calls: &Arc<AtomicU32>) -> io::Result<()> {
    let server = TcpStream::connect(server)?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut requests, mut to_server) = (client.try_clone()?, server.try_clone()?);
    let calls = Arc::clone(calls);
    thread::spawn(move || {
        let sent = each_part(&mut requests, |part| {
            calls.fetch_add(u32::from(part.starts_with(b"POST ")), Ordering::Relaxed);
            to_server.write_all(part)
        });
        // One side that is gone is no use to the other.
        let _ = to_server.shutdown(std::net::Shutdown::Write);
        sent
    });
    let (sender, parts) = mpsc::channel::<(Instant, Vec<u8>)>();
    let mut answers = server;
    thread::spawn(move || {
        each_part(&mut answers, |part| {
            let due = (Instant::now() + latency, part.to_vec());
            sender.send(due).map_err(io::Error::other)
        })
    });
    let mut to_client = client;
    thread::spawn(move || {
        for (due, part) in parts {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to_client.write_all(&part).is_err() {
                break;
            }
        }
        let _ = to_client.shutdown(std::net::Shutdown::Both);
    });
    Ok(())
}

/// Hands on what arrives, as it arrives.
fn each_part(from: &mut TcpStream, mut to: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(()),
            length => to(&buffer[..length])?,
        }
    }
}
