//! A process, and what it costs.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a process is looked at while it runs.
const PAUSE: Duration = Duration::from_millis(2);

/// A command line that is run again and again.
pub(crate) struct Process(Vec<String>, std::path::PathBuf);

/// What a run of a process has cost. Without `/proc`, only the time on the clock is known, and the others are 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    /// User and system time.
    pub(crate) cpu: Duration,
    /// The most memory that it had, in megabytes.
    pub(crate) peak: f64,
}

impl Process {
    /// `fuhe` with these words; its reports go into the folder.
    pub(crate) fn fuhe(words: &[&str], folder: &Path) -> Self {
        Self::new(env!("CARGO_BIN_EXE_fuhe"), words, folder)
    }

    pub(crate) fn new(program: &str, words: &[&str], folder: &Path) -> Self {
        let words = std::iter::once(program).chain(words.iter().copied());
        Self(words.map(str::to_owned).collect(), folder.to_owned())
    }

    /// Runs it.
    ///
    /// # Errors
    /// If it cannot be started, or fails.
    pub(crate) fn run(&self) -> io::Result<Cost> {
        let Self(words, folder) = self;
        let started = Instant::now();
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut peak = 0.0;
        // A process that is over keeps its times until it is waited for, but not its memory.
        while let Some(memory) = megabytes(child.id()) {
            peak = memory;
            std::thread::sleep(PAUSE);
        }
        let cpu = used(&child.id().to_string());
        let status = child.wait()?;
        let wall = started.elapsed();
        if status.success() {
            Ok(Cost { wall, cpu, peak })
        } else {
            Err(io::Error::other(format!("{} ended with {status}", words.join(" "))))
        }
    }
}

impl Cost {
    /// The least of each.
    pub(crate) fn least(costs: &[Self]) -> Self {
        Self {
            wall: costs.iter().map(|cost| cost.wall).min().unwrap_or_default(),
            cpu: costs.iter().map(|cost| cost.cpu).min().unwrap_or_default(),
            peak: costs.iter().map(|cost| cost.peak).fold(f64::INFINITY, f64::min),
        }
    }

    /// A line with the ratios to another cost.
    pub(crate) fn print(&self, what: &str, beside: &Self) {
        let wall = self.wall.as_secs_f64() / beside.wall.as_secs_f64();
        let cpu = self.cpu.as_secs_f64() / beside.cpu.as_secs_f64();
        println!("{}  {wall:11.1}  {cpu:10.1}", self.line(what));
    }

    pub(crate) fn print_alone(&self, what: &str) {
        println!("{}", self.line(what));
    }

    fn line(&self, what: &str) -> String {
        let (wall, cpu) = (self.wall.as_secs_f64(), self.cpu.as_secs_f64());
        format!("{what:20}  {wall:6.3} s {cpu:6.3} s {:5.1} MB", self.peak)
    }
}

/// The most memory that a process had so far; `None` once it is over, or where there is no `/proc`.
fn megabytes(id: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// The processor time of a process so far.
pub(crate) fn used(id: &str) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // The name of the program, in parentheses, may hold spaces; user and system time are the 12th and 13th word behind it.
    let words = stat.rsplit_once(") ").map_or("", |(_, words)| words);
    let ticks = words.split(' ').skip(11).take(2);
    // Linux counts in hundredths of a second for everybody, whatever it does inside.
    Duration::from_millis(10 * ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>())
}
