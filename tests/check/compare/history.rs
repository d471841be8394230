//! `fuhe check --history` and `fuhe history`.

use serde_json::{Value, json};

use super::bent;
use crate::stage::Stage;

// ------------------------------------------------------------------------------------------------------------- history

/// A line of a history as a run writes it.
pub(super) fn line(day: u32, target: &str, rules: &Value, waived: &Value) -> String {
    json!({
        "format": "fuhe-history/1",
        "started": format!("2026-11-{day:02}T04:00:00Z"),
        "target": target,
        "fuhe": "0.1.0",
        "contract": "c0ffee",
        "seed": 1,
        "verdict": "conforms",
        "rules": rules,
        "waived": waived,
    })
    .to_string()
}

/// Lines that are none do not take the rest with them.
#[test]
fn a_history_tells_since_when_and_how_often() {
    let run = |day, rules: Value| line(day, "staging", &rules, &json!([]));
    let lines = [
        run(1, json!({"CU-03": "holds", "BS-25": "holds", "GW-01": "holds"})),
        run(2, json!({"CU-03": "fails", "BS-25": "blocked", "GW-01": "holds"})),
        run(3, json!({"BS-25": "fails", "GW-01": "holds"}))[..80].to_owned(),
        line(3, "production", &json!({"GW-01": "holds"}), &json!([])),
        "{\"format\": \"fuhe-history/2\"}".to_owned(),
        "{\"level\": \"info\"}".to_owned(),
        "{\"format\": \"fuhe-history/1\"}".to_owned(),
        run(4, json!({"CU-03": "holds", "BS-25": "fails", "GW-01": "holds"})),
        line(
            5,
            "staging",
            &json!({"CU-03": "fails", "BS-25": "fails", "GW-13": "observed"}),
            &json!(["BS-25"]),
        ),
    ];
    let stage = Stage::new();
    stage.write("h.jsonl", &lines.join("\n"));
    let called = stage.fuhe("history h.jsonl");
    assert_eq!(
        called.out,
        "staging: 4 runs, 2026-11-01T04:00:00Z to 2026-11-05T04:00:00Z\n\
         \u{20}\u{20}CU-03  fails since 2026-11-05T04:00:00Z, 1 run, 3 changes\n\
         \u{20}\u{20}BS-25  fails since 2026-11-04T04:00:00Z, 2 runs, 1 change, waived\n\
         \u{20}\u{20}1 other rule never failed\n\
         \n\
         production: 1 run, 2026-11-03T04:00:00Z\n\
         \u{20}\u{20}1 rule never failed\n"
    );
    assert_eq!(
        called.err,
        "h.jsonl: line 3 is cut short, or not JSON; it is left out\n\
         h.jsonl: line 5 has the format \"fuhe-history/2\", and this version of fuhe reads \"fuhe-history/1\"; it is left \
         out\n\
         h.jsonl: line 6 is not a line of a history: it has no format \"fuhe-history/1\"; it is left out\n\
         h.jsonl: line 7 is not complete: missing field `started`; it is left out\n"
    );
    assert_eq!(called.code, 0);
}

/// The page draws a bar for each run against the same target, this one last, and none for a first run.
#[test]
fn the_page_shows_a_history_run_by_run() {
    let vendor = bent(&["unknown-application-400"]);
    let earlier = [
        line(
            1,
            "mock",
            &json!({"CU-03": "fails", "BS-25": "fails", "GW-01": "holds"}),
            &json!(["BS-25"]),
        ),
        line(2, "staging", &json!({"CU-03": "fails"}), &json!([])),
        "{".to_owned(),
    ];
    vendor.stage.write("h.jsonl", &earlier.join("\n"));
    vendor.check("--name ^GW-08/ --history h.jsonl");
    let page = vendor.stage.read("target/fuhe/index.html");
    let titles: Vec<&str> = page
        .split("<g><title>")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert_eq!(titles[0], "2026-11-01T04:00 · 1 + 1");
    assert!(titles[1].ends_with(" · 1 + 0"), "{titles:?}");
    vendor.check("--name ^GW-08/ --history first.jsonl");
    assert!(!vendor.stage.read("target/fuhe/index.html").contains("<g><title>"));
}

#[test]
fn every_run_appends_a_line() {
    let vendor = bent(&["unknown-application-400"]);
    vendor.stage.write("h.jsonl", "{\"format\": \"fuhe-hist");
    for _ in 0..2 {
        assert_eq!(vendor.check("--tags @GW-08␣or␣@GW-07 --history h.jsonl").code, 1);
    }
    let text = vendor.stage.read("h.jsonl");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    let last: Value = serde_json::from_str(lines[2]).expect("JSON");
    assert_eq!(last["rules"], json!({"GW-07": "holds", "GW-08": "fails"}));
    assert_eq!(
        (&last["target"], &last["verdict"]),
        (&json!("mock"), &json!("deviates"))
    );
    let called = vendor.stage.fuhe("history h.jsonl");
    assert_eq!(
        called.err,
        "h.jsonl: line 1 is cut short, or not JSON; it is left out\n"
    );
    assert!(called.out.starts_with("mock: 2 runs, "), "{}", called.out);
    assert!(called.out.contains("\n  GW-08  fails since "), "{}", called.out);
}
