//! What a run costs beside what it cannot do without: `cargo bench`, and `cargo bench -- 9` for nine rounds.
//!
//! Machines differ and are busy with other things, so only ratios say something: everything that is compared is measured in
//! turn, and the least of several rounds counts.

mod bare;
mod delay;
mod process;
mod server;

use std::io;
use std::path::Path;
use std::time::Duration;

use delay::Delay;
use process::{Cost, Process};
use server::Server;

/// How long a vendor on the network takes for a call.
const LATENCY: Duration = Duration::from_millis(50);
/// How many scenarios are in flight there.
const IN_FLIGHT: [u32; 2] = [16, 64];
/// How many rounds there are, unless the command line says.
const ROUNDS: usize = 5;
/// How many further requests are generated, to see whether ten times as many cost ten times as much.
const EXPLORED: [u32; 2] = [500, 5000];

fn main() -> io::Result<()> {
    let rounds = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let rounds = rounds.unwrap_or(ROUNDS).max(1);
    let folder = tempfile::tempdir()?;
    let server = Server::start(folder.path())?;
    let delay = Delay::start(server.address, LATENCY)?;
    let calls = count_calls(&server, &delay, folder.path())?;
    println!(
        "{calls} calls of the whole contract, against `fuhe mock` in another process; the least of {rounds} rounds\n"
    );
    without_latency(&server, folder.path(), calls, rounds)?;
    with_latency(&server, &delay, folder.path(), rounds)?;
    further(&server, folder.path(), rounds)
}

/// The contract's calls, and the mock's first run, for which it makes its keys.
fn count_calls(server: &Server, delay: &Delay, folder: &Path) -> io::Result<u32> {
    let before = delay.calls();
    check(
        server.target(delay.address, folder)?.as_path(),
        folder,
        &["--concurrency", "64"],
    )
    .run()?;
    Ok(delay.calls() - before)
}

fn without_latency(server: &Server, folder: &Path, calls: u32, rounds: usize) -> io::Result<()> {
    let check = check(&server.target(server.address, folder)?, folder, &[]);
    let hurl = bare::hurl(server, folder, calls)?;
    let (mut loops, mut checks, mut hurls) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        loops.push(bare::keep_alive_loop(server, calls)?);
        checks.push(check.run()?);
        hurls.extend(hurl.as_ref().map(Process::run).transpose()?);
    }
    let (bare, check) = (Cost::least(&loops), Cost::least(&checks));
    println!("without latency           wall      CPU     peak  wall / loop  CPU / loop");
    bare.print("bare keep-alive loop", &bare);
    match hurls.as_slice() {
        [] => println!("{:20}  not installed", "hurl"),
        some => Cost::least(some).print("hurl", &bare),
    }
    check.print("fuhe check", &bare);
    println!();
    Ok(())
}

fn with_latency(server: &Server, delay: &Delay, folder: &Path, rounds: usize) -> io::Result<()> {
    println!(
        "{:20}      wall    ideal  wall / ideal",
        format!("with {} ms a call", LATENCY.as_millis())
    );
    let target = server.target(delay.address, folder)?;
    for in_flight in IN_FLIGHT {
        let check = check(&target, folder, &["--concurrency", &in_flight.to_string()]);
        let (mut costs, mut calls) = (Vec::new(), 0);
        for _ in 0..rounds {
            let before = delay.calls();
            costs.push(check.run()?);
            calls = delay.calls() - before;
        }
        let wall = Cost::least(&costs).wall.as_secs_f64();
        // Every call in a row, with none waiting for another.
        let ideal = (LATENCY * calls / in_flight).as_secs_f64();
        println!(
            "{in_flight:3} in flight        {wall:7.3} s {ideal:6.3} s  {:12.2}",
            wall / ideal
        );
    }
    println!();
    Ok(())
}

fn further(server: &Server, folder: &Path, rounds: usize) -> io::Result<()> {
    println!("further                   wall      CPU     peak");
    let rules = Process::fuhe(&["rules"], folder);
    least(&rules, rounds)?.print_alone("fuhe rules");
    let target = server.target(server.address, folder)?;
    let mut explored = Vec::new();
    for requests in EXPLORED {
        let number = requests.to_string();
        let check = check(&target, folder, &["--explore", &number, "--name", "^CU-01/"]);
        let cost = least(&check, rounds.min(2))?;
        cost.print_alone(&format!("--explore {number}"));
        explored.push(cost);
    }
    let growth = |of: fn(&Cost) -> f64| of(&explored[1]) / of(&explored[0]);
    println!(
        "{:20}   × {:5.1}  × {:5.1}  × {:3.1}",
        format!("  {} times as many", EXPLORED[1] / EXPLORED[0]),
        growth(|cost| cost.wall.as_secs_f64()),
        growth(|cost| cost.cpu.as_secs_f64()),
        growth(|cost| cost.peak),
    );
    Ok(())
}

fn least(process: &Process, rounds: usize) -> io::Result<Cost> {
    let costs = (0..rounds).map(|_| process.run()).collect::<io::Result<Vec<_>>>()?;
    Ok(Cost::least(&costs))
}

/// A whole run, with the page and all other reports.
fn check(target: &Path, folder: &Path, further: &[&str]) -> Process {
    let target = target.to_string_lossy();
    let words = ["check", "--seed", "42", "--target", &target];
    Process::fuhe(&[&words, further].concat(), folder)
}
