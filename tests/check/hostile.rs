//! Vendors that send more than anybody can hold, or take longer than anybody can wait. Whatever comes, `fuhe check` ends
//! with the right code, in a bounded time and in bounded memory. A further kind is a case more, and a function that writes
//! its answer.

use std::io::{Result, Write};
use std::sync::OnceLock;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use rstest::rstest;
use serde_json::Value;

use crate::stage::{Called, Manner, Running, Server, Vendor, Writer};
use crate::verdicts::assert_valid;

/// What `fuhe check` may take at its peak, against any vendor.
const MOST_MEGABYTES: u64 = 200;

/// Some hundred calls of every operation: enough that what a single one leaves behind adds up.
const SCENARIOS: &str = "--name ^(CU-01|GU-1[0-2]|BS-0[1-4]|BS-2[0-4])";

/// So many calls are answered as they should be, before the vendor takes to its ways: the run has begun by then.
const GOOD_CALLS: usize = 6;

fn later(write: Writer) -> impl Fn(u16) -> Manner {
    move |vendor| Manner::Relay(vendor, GOOD_CALLS, Box::new(Manner::Bytes(write)))
}

fn always(rewrite: fn(&str) -> String) -> impl Fn(u16) -> Manner {
    move |vendor| Manner::Rewrite(vendor, rewrite)
}

/// Deviations are found where an answer can be judged (1); one that cannot is an error that says why (3).
#[rstest]
#[case::chunks_without_end(later(endless_chunks), 3, "the answer is longer than 4 MB, and was not read further")]
#[case::a_gigabyte_announced(
    later(announced_gigabyte),
    3,
    "the answer is longer than 4 MB, and was not read further"
)]
#[case::a_gigabyte_packed(
    later(packed_gigabyte),
    3,
    "the answer is longer than 4 MB, and was not read further"
)]
#[case::a_body_that_drips(later(dripping_body), 3, "no answer within 0.5 s")]
#[case::a_head_that_drips(later(dripping_head), 3, "no answer within 0.5 s")]
#[case::headers_without_end(later(endless_headers), 3, "error sending request")]
#[case::one_header_without_end(later(endless_header), 3, "error sending request")]
#[case::interim_answers_without_end(later(endless_interim_answers), 3, "no answer within 0.5 s")]
#[case::headers_of_many_kilobytes(later(long_headers), 1, "refused with code 400 \"no\"")]
#[case::a_message_of_a_megabyte(always(long_message), 1, "characters)")]
#[case::a_page_of_two_megabytes(always(long_page), 1, "<html>xxx")]
#[case::entries_by_the_thousand(always(many_entries), 1, "more of this rule in the same answer")]
#[case::people_by_the_thousand(always(many_people), 1, "more of this rule in the same answer")]
#[case::a_million_numbers(always(many_numbers), 1, "/data")]
#[case::a_name_of_a_megabyte(always(long_name), 0, "")]
#[case::sixty_kilobytes_each(always(padded), 0, "")]
#[case::more_members_than_can_be_judged(always(many_members), 3, "the answer holds more than any documented one")]
fn a_vendor_that_sends_too_much(#[case] manner: impl Fn(u16) -> Manner, #[case] code: i32, #[case] words: &str) {
    // Short where nothing but the end of patience is waited for, and else as long as any machine needs.
    let timeout = if words.starts_with("no answer") { "0.5" } else { "60" };
    let (vendor, called) = checked(manner, timeout, SCENARIOS);
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    let told = format!("{}{}", called.out, called.err);
    let report = std::fs::read_to_string(vendor.stage.path("target/fuhe/report.json")).unwrap_or_default();
    assert!(told.contains(words) || report.contains(words), "{told}");
    assert!(report.len() < 30 << 20, "a report of {} bytes", report.len());
}

/// Every request that is drawn fails, and each failure has an answer of its own.
#[test]
fn an_exploration_of_a_vendor_that_sends_too_much() {
    let (_vendor, called) = checked(always(many_entries), "60", "--name ^BS-20/ --explore 60");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
}

/// What stands in the record is a part, and JSON all the same; how long the whole was is said.
#[test]
fn a_body_that_is_cut_says_its_length_and_digest() {
    let (vendor, called) = checked(always(long_message), "60", "--name ^CU-05/");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_valid(&report);
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    let responses = scenarios
        .iter()
        .flat_map(|scenario| scenario["exchanges"].as_array().expect("exchanges"));
    let responses: Vec<&Value> = responses.map(|exchange| &exchange["response"]).collect();
    assert!(!responses.is_empty());
    for response in responses {
        assert!(response["whole"]["bytes"].as_u64().expect("a number") > 1 << 20);
        assert_eq!(response["whole"]["sha256"].as_str().expect("a digest").len(), 64);
        let body = response["body"].as_str().expect("a body");
        assert!(body.len() < 64 << 10);
        serde_json::from_str::<Value>(body).expect("JSON");
    }
}

/// `fuhe check` of a vendor behind such a server, which must not take more memory than it may.
fn checked(manner: impl Fn(u16) -> Manner, timeout: &str, options: &str) -> (Vendor, Called) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(manner(vendor.port()));
    let own = format!("127.0.0.1:{}", vendor.port());
    let file = vendor.embedded.target_file();
    let file = file.replace(&own, &format!("127.0.0.1:{}", server.port));
    let file = format!("{file}\n[network]\ntimeout = {timeout}\n");
    vendor.stage.write("target.toml", &file);
    let running = vendor
        .stage
        .start(&format!("check --target target.toml --seed 1 {options}"));
    let peak = watch(&running);
    let called = running.finish();
    let peak = peak.join().expect("the thread ends");
    assert!(peak < MOST_MEGABYTES, "{peak} MB");
    (vendor, called)
}

/// The most memory that a process ever had, in MB, once it has ended; 0 where the system does not tell.
fn watch(running: &Running) -> JoinHandle<u64> {
    let status = format!("/proc/{}/status", running.id());
    thread::spawn(move || {
        let mut peak = 0;
        // A process that has ended has no memory to tell of.
        while let Some(kilobytes) = std::fs::read_to_string(&status)
            .ok()
            .as_deref()
            .and_then(high_water_mark)
        {
            peak = kilobytes / 1024;
            thread::sleep(Duration::from_millis(5));
        }
        peak
    })
}

fn high_water_mark(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

// ---------------------------------------------------------------------------------------------------- what they write

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

fn endless_chunks(out: &mut dyn Write) -> Result<()> {
    write!(out, "{HEAD}transfer-encoding: chunked\r\n\r\n")?;
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    loop {
        out.write_all(chunk.as_bytes())?;
    }
}

fn announced_gigabyte(out: &mut dyn Write) -> Result<()> {
    write!(out, "{HEAD}content-length: 1073741824\r\n\r\n{{\"msg\":\"")?;
    loop {
        out.write_all(&[b'x'; 0x1000])?;
    }
}

/// A gigabyte of spaces, packed into one megabyte.
fn packed_gigabyte(out: &mut dyn Write) -> Result<()> {
    static PACKED: OnceLock<Vec<u8>> = OnceLock::new();
    let packed = PACKED.get_or_init(|| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        let megabyte = vec![b' '; 1 << 20];
        for _ in 0..1024 {
            packer.write_all(&megabyte).expect("a vector can be written");
        }
        packer.finish().expect("a vector can be written")
    });
    let length = packed.len();
    write!(out, "{HEAD}content-encoding: gzip\r\ncontent-length: {length}\r\n\r\n")?;
    out.write_all(packed)
}

fn dripping_body(out: &mut dyn Write) -> Result<()> {
    write!(out, "{HEAD}content-length: 1000000\r\n\r\n")?;
    drip(out, b" ")
}

fn dripping_head(out: &mut dyn Write) -> Result<()> {
    write!(out, "{HEAD}x-drop: ")?;
    drip(out, b"x")
}

/// A little at a time, so that no single wait is long.
fn drip(out: &mut dyn Write, drop: &[u8]) -> Result<()> {
    loop {
        out.write_all(drop)?;
        thread::sleep(Duration::from_millis(20));
    }
}

fn endless_headers(out: &mut dyn Write) -> Result<()> {
    out.write_all(HEAD.as_bytes())?;
    for number in 0_u64.. {
        write!(out, "x-{number}: y\r\n")?;
    }
    Ok(())
}

fn endless_header(out: &mut dyn Write) -> Result<()> {
    write!(out, "{HEAD}x-long: ")?;
    loop {
        out.write_all(&[b'x'; 0x1000])?;
    }
}

fn endless_interim_answers(out: &mut dyn Write) -> Result<()> {
    loop {
        out.write_all(b"HTTP/1.1 103 Early Hints\r\n\r\n")?;
        thread::sleep(Duration::from_millis(5));
    }
}

fn long_headers(out: &mut dyn Write) -> Result<()> {
    let body = r#"{"requestId":"1","code":"400","msg":"no","data":null,"succ":"fail"}"#;
    write!(out, "{HEAD}connection: close\r\ncontent-length: {}\r\n", body.len())?;
    for number in 0..80 {
        write!(out, "x-{number}: {}\r\n", "y".repeat(4000))?;
    }
    write!(out, "\r\n{body}")
}

// ------------------------------------------------------------------------------------- what they make of a right answer

fn long_message(answer: &str) -> String {
    answer.replacen("\"msg\":\"", &format!("\"msg\":\"{}", "x".repeat(1 << 20)), 1)
}

/// Never of a gateway's answer: where the gateway speaks no JSON, the run does not even begin.
fn long_page(answer: &str) -> String {
    if answer.contains("\"succ\":\"ok\"") || answer.contains("\"code\"") {
        return answer.to_owned();
    }
    format!("<html>{}", "x".repeat(2 << 20))
}

fn many_entries(answer: &str) -> String {
    with_result(answer, 20_000, r#"{"rowNo":200,"userNo":"","cause":""},"#)
}

fn many_people(answer: &str) -> String {
    with_result(
        answer,
        20_000,
        r#"{"rowNo":0,"userNo":"u","cause":"x","userPhone":"13800138#####"},"#,
    )
}

/// A list of entries, in each of which the digits tell its place.
fn with_result(answer: &str, count: usize, entry: &str) -> String {
    let entries: String = (0..count)
        .map(|place| entry.replace("#####", &format!("{place:05}")))
        .collect();
    answer.replacen(
        "\"result\":null",
        &format!("\"result\":[{}]", entries.trim_end_matches(',')),
        1,
    )
}

fn many_numbers(answer: &str) -> String {
    answer.replacen(
        "\"data\":{",
        &format!("\"data\":[{}0],\"was\":{{", "0,".repeat(1 << 20)),
        1,
    )
}

fn long_name(answer: &str) -> String {
    answer.replacen('{', &format!("{{\"{}\":1,", "x".repeat(1 << 20)), 1)
}

fn padded(answer: &str) -> String {
    answer.replacen('{', &format!("{{\"padding\":\"{}\",", "x".repeat(60_000)), 1)
}

fn many_members(answer: &str) -> String {
    let members: Vec<String> = (0..20_000).map(|number| format!("\"{number}\":0")).collect();
    answer.replacen('{', &format!("{{{},", members.join(",")), 1)
}
