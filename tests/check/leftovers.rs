//! What a run that was killed has left behind: noted before it was created, said by the next run, and removed by
//! `fuhe cleanup`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::{Called, Fate, Manner, Server, Vendor};

/// Accounts that the vendor knows.
fn accounts(vendor: &Vendor) -> BTreeSet<String> {
    let known = vendor.embedded.vendor().snapshot().accounts;
    known.into_iter().map(|account| account.user_no).collect()
}

/// The notes that there are.
fn notes(vendor: &Vendor) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(vendor.stage.path(".fuhe/leftovers"));
    entries
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

/// The lines of the only note.
fn note(vendor: &Vendor) -> Vec<Value> {
    let [path] = notes(vendor).try_into().expect("one note");
    let text = std::fs::read_to_string(path).expect("a note");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn is_of_the_courier(request: &str) -> bool {
    request.starts_with("post /public/user/v1/batchsave ")
}

/// A vendor that saves, and from some call on does not say so.
fn vendor_that_falls_silent() -> (Vendor, Server) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Fate(vendor.port(), |number, request| {
        if is_of_the_courier(request) && number > 25 {
            Fate::Unanswered
        } else {
            Fate::Answered
        }
    }));
    vendor.retarget(
        &format!("127.0.0.1:{}", vendor.port()),
        &format!("127.0.0.1:{}", server.port),
    );
    (vendor, server)
}

/// A run that is killed in the middle of its calls. They are made one by one, so that the vendor is through with all.
fn killed() -> (Vendor, Server) {
    let (vendor, server) = vendor_that_falls_silent();
    let run = vendor
        .stage
        .start("check --target target.toml --tags @BS-14␣or␣@BS-24␣or␣@BS-25 --concurrency 1 --seed 3");
    server.wait_for_silence();
    drop(run);
    assert!(accounts(&vendor).len() > 10, "{:?}", accounts(&vendor));
    (vendor, server)
}

#[test]
fn a_run_that_is_killed_is_tidied_up_after() {
    let (vendor, _server) = killed();
    let noted = note(&vendor);
    let run = noted[0]["run"].as_str().expect("an id").to_owned();
    let next = vendor.check("--tags @CU-05");
    assert_eq!(next.code, 0, "{}{}", next.out, next.err);
    let started = noted[0]["started"].as_str().expect("a time");
    let left = format!("a run of {started} left up to ");
    let remedy = "; `fuhe cleanup --target target.toml` removes them\n";
    assert!(next.err.starts_with(&left) && next.err.contains(remedy), "{}", next.err);

    let cleaned = vendor.stage.fuhe("cleanup --target target.toml");
    assert_eq!((cleaned.code, cleaned.err.as_str()), (0, ""), "{}", cleaned.out);
    assert!(
        cleaned.out.starts_with(&format!("Run {run} of {started}: ")),
        "{}",
        cleaned.out
    );
    assert!(cleaned.out.contains(" removed, "), "{}", cleaned.out);
    assert_eq!(accounts(&vendor), BTreeSet::new());
    assert_eq!(notes(&vendor), Vec::<PathBuf>::new());

    let again = vendor.stage.fuhe_with(&[("FUHE_TARGET", "target.toml")], "cleanup");
    assert_eq!(
        (again.code, again.out.as_str()),
        (
            0,
            "No account is left at target \"mock\" according to .fuhe/leftovers.\n"
        )
    );
    let next = vendor.check("--tags @CU-05");
    assert!(!next.err.contains("cleanup"), "{}", next.err);
}

/// A note holds names of accounts, and nothing by which anybody could call the vendor.
#[test]
fn a_note_holds_no_secret() {
    let (vendor, _server) = killed();
    let lines = note(&vendor);
    let head: BTreeSet<&str> = lines[0]
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    let expected = ["address", "format", "run", "send_app_id", "started", "target"];
    assert_eq!(head, BTreeSet::from(expected));
    for line in &lines[1..] {
        let line = line.as_object().expect("an object");
        assert!(line.keys().all(|key| key == "sent" || key == "refused"), "{line:?}");
    }
    let known: BTreeSet<&str> = lines[1..]
        .iter()
        .filter_map(|line| line["sent"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let there = accounts(&vendor);
    assert!(
        there.iter().all(|account| known.contains(account.as_str())),
        "{there:?}"
    );
}

/// A run that comes to its end leaves no note, whether it ended well or not; where accounts remain, they are named.
#[rstest]
#[case::whole("--tags @BS-24", 0, None)]
#[case::without_a_courier("--tags @CU-05", 0, None)]
#[case::of_nothing("--name zzz", 4, None)]
#[case::kept("--tags @BS-24 --keep", 0, Some(""))]
#[case::kept_elsewhere("--tags @BS-24 --keep --leftovers-dir it's", 0, Some(" --leftovers-dir 'it'\\''s'"))]
fn a_note_goes_with_the_accounts(#[case] options: &str, #[case] code: i32, #[case] remains: Option<&str>) {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check(options);
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    let Some(elsewhere) = remains else {
        assert_eq!(notes(&vendor), Vec::<PathBuf>::new());
        assert!(!called.err.contains("cleanup"), "{}", called.err);
        return;
    };
    let remedy = format!("fuhe cleanup --target target.toml{elsewhere}");
    let words = format!("lists the accounts that remain; `{remedy}` removes them\n");
    assert!(called.err.ends_with(&words), "{words}{}", called.err);
    assert!(!accounts(&vendor).is_empty());
    let cleaned = vendor.stage.shell(&remedy.replace("fuhe", "\"$0\""));
    assert_eq!(cleaned.code, 0, "{}{}", cleaned.out, cleaned.err);
    assert_eq!(accounts(&vendor), BTreeSet::new());
}

/// What a run leaves on purpose stands in its note, as it does in its report.
#[test]
fn a_note_names_what_is_kept() {
    let vendor = Vendor::new(|_| {});
    assert_eq!(vendor.check("--tags @BS-24 --keep").code, 0);
    let left = vendor.stage.report()["run"]["left"]["remaining"]["batchSave"].clone();
    assert_eq!(note(&vendor)[1..], [json!({ "sent": left })]);
}

/// The embedded vendor forgets everything by itself.
#[test]
fn nothing_is_noted_of_the_embedded_vendor() {
    let vendor = Vendor::new(|_| {});
    assert_eq!(vendor.stage.fuhe("check --tags @BS-24").code, 0);
    assert!(!vendor.stage.path(".fuhe").exists());
}

/// The accounts of another target are another's, be they of the same name; so are those of another run, where one is
/// named; and a file that is no note is nobody's.
#[rstest]
#[case::address(|head: &mut Value| head["address"] = "http://127.0.0.1:9/".into(), "")]
#[case::company(|head: &mut Value| head["send_app_id"] = "another".into(), "")]
#[case::run(|_: &mut Value| {}, "--run another")]
#[case::later_version(|head: &mut Value| head["format"] = "fuhe-leftovers/9".into(), "")]
#[case::no_note(|head: &mut Value| *head = json!("a"), "")]
fn what_belongs_elsewhere_stays(#[case] edit: fn(&mut Value), #[case] options: &str) {
    let (vendor, _server) = killed();
    let mut lines = note(&vendor);
    edit(&mut lines[0]);
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    let path = notes(&vendor).pop().expect("a note");
    std::fs::write(&path, text.join("\n")).expect("it can be written");
    let before = accounts(&vendor);
    let called = vendor.stage.fuhe(&format!("cleanup --target target.toml {options}"));
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(called.out.starts_with("No account"), "{}", called.out);
    assert_eq!(accounts(&vendor), before);
    assert_eq!(std::fs::read_to_string(path).expect("it stays"), text.join("\n"));
}

/// An account that was refused since it was there before is somebody else's.
#[test]
fn what_was_there_before_stays() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--tags @BS-14 --keep");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let before = accounts(&vendor);
    std::fs::remove_dir_all(vendor.stage.path(".fuhe")).expect("the notes");
    // What is there already cannot be judged.
    assert_eq!(vendor.check("--tags @BS-14 --keep").code, 6);
    assert_eq!(vendor.stage.fuhe("cleanup target.toml").code, 0);
    assert!(
        accounts(&vendor).is_subset(&before),
        "nothing of the second run is left"
    );
    let fixed: Vec<_> = before
        .iter()
        .filter(|account| !accounts(&vendor).contains(*account))
        .collect();
    assert_eq!(fixed, Vec::<&String>::new());
}

/// A run that is under way is no leftover, and keeps its accounts. The scenarios of `batchDelete` remove accounts of
/// their own, so they have no part in it.
#[test]
fn a_run_that_is_under_way_is_left_alone() {
    let (vendor, server) = vendor_that_falls_silent();
    let run = vendor.stage.start("check --target target.toml --tags @batchSave");
    server.wait_for_silence();
    let before = accounts(&vendor);
    let called = vendor.stage.fuhe("cleanup --target target.toml");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(called.out.starts_with("No account is left"), "{}", called.out);
    let words = ": belongs to a run, or to a cleanup, that is in progress; the file is left as it is\n";
    assert!(called.err.ends_with(words), "{}", called.err);
    assert!(accounts(&vendor).is_superset(&before));
    drop(run);
}

/// What a courier may answer to a removal: every spelling of a success is one, and what is none is told, with what
/// remains.
#[rstest]
#[case::ok(200, json!({"succ": "ok"}), None)]
#[case::capitals(200, json!({"succ": "OK", "result": null}), None)]
#[case::truth(200, json!({"succ": true}), None)]
#[case::refused(200, json!({"succ": "fail", "msg": "没有权限"}), Some("the courier refused to remove them: 没有权限"))]
#[case::turned_away(200, json!({"apiErrorMsg": "接口未授权"}), Some("the courier refused to remove them: 接口未授权"))]
#[case::commands_a_terminal(200, json!({"succ": "fail", "msg": "a\u{1b}[2Jb"}), Some("the courier refused to remove them: a [2Jb"))]
#[case::somebody_else(200, json!({"hello": "world"}), Some("their removal was answered with HTTP 200, which is not an answer of the courier"))]
#[case::gateway(502, json!("bad gateway"), Some("their removal was answered with HTTP 502, which is not an answer of the courier"))]
fn what_remains_is_told(#[case] status: u16, #[case] answer: Value, #[case] trouble: Option<&str>) {
    let (vendor, _server) = killed();
    let all = accounts(&vendor);
    let desk = Server::start(Manner::Answer(Arc::new(move |_, _| (status, answer.clone()))));
    let path = notes(&vendor).pop().expect("a note");
    let text = std::fs::read_to_string(&path).expect("a note");
    let mut head: Value = serde_json::from_str(text.lines().next().expect("a line")).expect("JSON");
    head["address"] = format!("http://127.0.0.1:{}/", desk.port).into();
    let rest: Vec<&str> = text.lines().skip(1).collect();
    std::fs::write(&path, format!("{head}\n{}\n", rest.join("\n"))).expect("it can be written");
    vendor.retarget(
        &format!("127.0.0.1:{}", vendor.port()),
        &format!("127.0.0.1:{}", desk.port),
    );
    let Called { code, out, err } = vendor.stage.fuhe("cleanup --target target.toml");
    let Some(trouble) = trouble else {
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert_eq!(notes(&vendor), Vec::<PathBuf>::new());
        return;
    };
    assert_eq!(code, 3, "{out}{err}");
    assert!(out.contains(&format!(" remain: {trouble}\n")), "{out}");
    for account in all {
        assert!(out.contains(&format!("  {account:?}\n")), "{account} is missing: {out}");
    }
    assert_eq!(note(&vendor).len(), 2, "the note lists what remains");
}

#[test]
fn a_target_that_cannot_be_reached_keeps_its_note() {
    let (vendor, _server) = killed();
    let before = note(&vendor);
    let port = before[0]["address"].as_str().expect("an address").to_owned();
    let path = notes(&vendor).pop().expect("a note");
    let text = std::fs::read_to_string(&path)
        .expect("a note")
        .replace(&port, "http://127.0.0.1:9/");
    std::fs::write(&path, text).expect("it can be written");
    vendor.retarget(&format!("127.0.0.1:{}", vendor.port()), "127.0.0.1:9");
    let called = vendor.stage.fuhe("cleanup --target target.toml");
    assert_eq!(called.code, 3, "{}{}", called.out, called.err);
    assert!(
        called.out.contains("http://127.0.0.1:9/public/user/v1/batchDelete: "),
        "{}",
        called.out
    );
    assert_eq!(notes(&vendor), [path]);
}

/// Whoever may not create may not remove either.
#[test]
fn nothing_is_removed_off_loopback_without_consent() {
    let vendor = Vendor::new(|_| {});
    vendor.retarget(&format!("http://127.0.0.1:{}", vendor.port()), "https://192.0.2.1");
    let called = vendor.stage.fuhe("cleanup --target target.toml");
    assert_eq!((called.code, called.out.as_str()), (2, ""));
    assert!(called.err.contains("put `allow_writes = true`"), "{}", called.err);
}

/// A folder that cannot be written costs the notes and not the run.
#[test]
fn a_run_that_cannot_note_anything_goes_on() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--tags @BS-24 --leftovers-dir target.toml/x");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(
        called
            .err
            .contains(": if this run is killed, its accounts will remain\n"),
        "{}",
        called.err
    );
    assert_eq!(accounts(&vendor), BTreeSet::new());
}
