//! Strings that command terminals, CI systems, browsers and readers, and a vendor that answers with them.

use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::LazyLock;

use serde_json::Value;

use crate::stage::{Called, Vendor, passed_on, read_request};

/// Controls, directions, what breaks a line or a file, commands of CI systems, and markup. `forged` is at the beginning of
/// each line that it would make.
pub(super) const HOSTILE: &str = "x\u{1b}[2J\u{1b}[32m\0\u{7}\u{9b}31m\u{202e}live\u{2066}\u{feff}\u{200b}\u{fffe}\u{ffff}\u{fdd0}\u{10ffff}\r\n\
                       ::error::forged\r::error::forged\u{85}::error::forged\u{2028}::set-output name=a::forged\n\
                       \u{3000}::debug::forged\n##vso[task.complete]forged\n##[error]forged\n##teamcity[forged]\n\
                       forged conforms | # @octocat #123 https://evil.example <img src=x> [a](b) ![i](j) ```` ` ~~~~~ \
                       ]]> --> </template></pre> \\";

/// What a header can hold of it.
pub(super) const HOSTILE_HEADER: &str =
    "x\u{9b}31m\u{202e}live\u{2028}::error::forged ##vso[task.complete]\u{ffff} <img src=x>";

/// Scenarios of every kind: refused, observed, waived and failing, of both vendors.
pub(super) const SELECTED: &str =
    "--tags @GW-04␣or␣@GW-15␣or␣@GW-22␣or␣@CU-03␣or␣@CU-06␣or␣@BS-22␣or␣@BS-23␣or␣@BS-38␣or␣@BS-25";

/// A server before the vendor at this port that puts the hostile text wherever an answer has a text of the vendor's own.
fn poisoner(vendor: u16) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            std::thread::spawn(move || poison(&connection, vendor));
        }
    });
    port
}

fn poison(mut connection: &TcpStream, vendor: u16) -> Option<()> {
    let request = read_request(connection)?;
    let answer = String::from_utf8(passed_on(vendor, &request)?).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let mut body: Value = serde_json::from_str(body).ok()?;
    poison_texts(&mut body);
    body[HOSTILE] = HOSTILE.into();
    let body = body.to_string();
    let mut kept: Vec<&str> = Vec::new();
    for line in head.lines() {
        let lower = line.to_ascii_lowercase();
        if !lower.starts_with("content-length:") && !lower.starts_with("content-type:") {
            kept.push(line);
        }
    }
    let length = body.len();
    let answer = format!(
        "{}\r\ncontent-type: application/json; x={HOSTILE_HEADER}\r\nx-note: {HOSTILE_HEADER}\r\ncontent-length: \
         {length}\r\n\r\n{body}",
        kept.join("\r\n")
    );
    connection.write_all(answer.as_bytes()).ok()
}

fn poison_texts(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                let own_words = matches!(
                    name.as_str(),
                    "msg" | "message" | "responseMsg" | "cause" | "client_user_no"
                );
                if own_words && inner.is_string() {
                    *inner = HOSTILE.into();
                } else {
                    poison_texts(inner);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(poison_texts),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A target file that leads to the poisoner, with a hostile name and waiver.
fn hostile_target(vendor: &Vendor) -> String {
    let port = poisoner(vendor.port());
    let text = vendor.embedded.target_file();
    let own_name = text.lines().find(|line| line.starts_with("name = ")).expect("a name");
    let text = text
        .replace(own_name, &format!("name = {}", Value::from(HOSTILE)))
        .replace(&format!("127.0.0.1:{}", vendor.port()), &format!("127.0.0.1:{port}"));
    format!(
        "{text}\n[[waiver]]\nrule = \"GW-22\"\nreason = {0}\nticket = {0}\n",
        Value::from(HOSTILE)
    )
}

/// A finished run against the poisoner, in brief; its reports and baselines are what the tests look at.
pub(super) struct Run {
    pub(super) vendor: Vendor,
    pub(super) called: Called,
}

pub(super) static RUN: LazyLock<Run> = LazyLock::new(|| {
    let vendor = Vendor::new(|_| {});
    vendor.stage.write("clean.toml", &vendor.embedded.target_file());
    vendor.stage.write("hostile.toml", &hostile_target(&vendor));
    let clean = vendor
        .stage
        .fuhe(&format!("check --target clean.toml {SELECTED} --report-dir clean"));
    assert_eq!(clean.code, 0, "{}{}", clean.out, clean.err);
    let options = "--baseline clean/report.json --history history --seed 1";
    let called = vendor
        .stage
        .fuhe(&format!("check --target hostile.toml {SELECTED} {options}"));
    Run { vendor, called }
});

pub(super) fn report(file: &str) -> String {
    RUN.vendor.stage.read(&format!("target/fuhe/{file}"))
}
