//! `fuhe mock` in a process of its own.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running vendor, which is killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    file: String,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Starts it, and waits until it listens.
    pub(crate) fn start(folder: &Path) -> io::Result<Self> {
        let path = folder.join("mock.toml");
        let mut child = Command::new(env!("CARGO_BIN_EXE_fuhe"))
            .arg("mock")
            .stdin(Stdio::null())
            .stdout(File::create(&path)?)
            .stderr(Stdio::piped())
            .spawn()?;
        // It says so once its target file is written.
        let notes = child.stderr.take().map(BufReader::new);
        let listens = notes.and_then(|notes| notes.lines().next()).transpose()?;
        let file = fs::read_to_string(&path)?;
        let address = address(&file).filter(|_| listens.is_some());
        let address = address.ok_or_else(|| io::Error::other("`fuhe mock` does not listen"))?;
        Ok(Self { child, file, address })
    }

    /// A target file that calls it at this address.
    pub(crate) fn target(&self, address: SocketAddr, folder: &Path) -> io::Result<PathBuf> {
        let path = folder.join(format!("target-{}.toml", address.port()));
        fs::write(
            &path,
            self.file.replace(&self.address.to_string(), &address.to_string()),
        )?;
        Ok(path)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn address(file: &str) -> Option<SocketAddr> {
    let target: toml::Table = file.parse().ok()?;
    let url = url::Url::parse(target.get("butler")?.get("url")?.as_str()?).ok()?;
    (url.host_str()?, url.port()?).to_socket_addrs().ok()?.next()
}
