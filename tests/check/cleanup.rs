//! What a run leaves behind at a live target: asked of the vendor itself, after good runs, broken ones and Ctrl-C.

use std::collections::BTreeSet;

use indicatif::HumanCount;
use rstest::rstest;
use serde_json::Value;

use crate::stage::{Called, Fate, Manner, Server, Vendor};

/// Accounts that the vendor knows.
fn accounts(vendor: &Vendor) -> BTreeSet<String> {
    let known = vendor.embedded.vendor().snapshot().accounts;
    known.into_iter().map(|account| account.user_no).collect()
}

fn left(vendor: &Vendor) -> Value {
    vendor.stage.report()["run"]["left"].clone()
}

/// A vendor behind a server that decides what becomes of each request.
fn vendor_behind(decide: fn(usize, &str) -> Fate) -> (Vendor, Server) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Fate(vendor.port(), decide));
    vendor.retarget(
        &format!("127.0.0.1:{}", vendor.port()),
        &format!("127.0.0.1:{}", server.port),
    );
    (vendor, server)
}

fn is_removal(request: &str) -> bool {
    request.starts_with("post /public/user/v1/batchdelete ")
}

fn is_of_the_courier(request: &str) -> bool {
    request.starts_with("post /public/")
}

#[test]
fn every_account_is_removed_and_every_other_user_listed() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--seed 1");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert_eq!(accounts(&vendor), BTreeSet::new());
    let left = left(&vendor);
    let known = vendor.embedded.vendor().snapshot();
    let desktop = names(&left["remaining"]["client.user.save"]);
    let gateway = names(&left["remaining"]["user.save"]);
    assert_eq!(
        desktop,
        known
            .desktop_users
            .into_iter()
            .map(|user| user.client_user_no)
            .collect()
    );
    assert_eq!(
        gateway,
        known.gateway_users.into_iter().map(|user| user.etc_user_no).collect()
    );
    assert_eq!(left["remaining"].get("batchSave"), None);
    let removed = left["removed"].as_u64().expect("a number");
    let expected = format!(
        "Users of this run; the report names those that remain\n  {} courier users removed\n  {} desktop users remain: \
         the gateway documents no way to remove them\n  {} gateway users remain: the gateway documents no way to remove \
         them\n",
        HumanCount(removed),
        desktop.len(),
        gateway.len(),
    );
    assert!(called.out.contains(&expected), "{expected}{}", called.out);
}

fn names(list: &Value) -> BTreeSet<String> {
    let list = list.as_array().expect("a list");
    list.iter()
        .map(|name| name.as_str().expect("a text").to_owned())
        .collect()
}

/// A few accounts follow from a fixed id. Whoever comes second would find them taken, were they not removed.
#[test]
fn a_second_run_judges_what_the_first_one_did() {
    let vendor = Vendor::new(|_| {});
    let untouched = [("--keep", 0), ("", 6)].map(|(options, code)| {
        let called = vendor.check(&format!("--tags @BS-14␣or␣@BS-15 {options}"));
        assert_eq!(called.code, code, "{}{}", called.out, called.err);
        vendor.stage.report()["rules"].clone()
    });
    assert_ne!(untouched[0], untouched[1], "what is kept stands in the way");
    let vendor = Vendor::new(|_| {});
    let tidied = [(); 2].map(|()| {
        let called = vendor.check("--tags @BS-14␣or␣@BS-15");
        assert_eq!(called.code, 0, "{}{}", called.out, called.err);
        vendor.stage.report()["rules"].clone()
    });
    assert_eq!(tidied[0], tidied[1]);
}

/// Somebody else's account is in the way of the run, and must be there afterwards.
#[test]
fn what_was_there_before_stays() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--tags @BS-14␣or␣@BS-15 --keep");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let before = accounts(&vendor);
    assert!(before.len() > 3, "{before:?}");
    let called = vendor.check("--tags @BS-14␣or␣@BS-15");
    assert_eq!(
        called.code, 6,
        "what is in the way cannot be judged: {}{}",
        called.out, called.err
    );
    assert_eq!(accounts(&vendor), before);
}

#[test]
fn what_is_kept_is_listed() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--tags @BS-24 --keep");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let kept = accounts(&vendor);
    let listed = names(&left(&vendor)["remaining"]["batchSave"]);
    assert!(listed.is_superset(&kept), "{listed:?}");
    let expected = format!("  up to {} courier users remain: --keep was given\n", listed.len());
    assert!(called.out.contains(&expected), "{expected}{}", called.out);
}

/// That users could not be removed is told, and says nothing of the interface under test.
#[test]
fn a_removal_that_fails_is_told_and_judges_nothing() {
    let (vendor, server) = vendor_behind(|_, request| {
        if is_removal(request) {
            Fate::Dropped
        } else {
            Fate::Answered
        }
    });
    let called = vendor.check("--tags @BS-24");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let kept = accounts(&vendor);
    assert!(!kept.is_empty());
    assert!(names(&left(&vendor)["remaining"]["batchSave"]).is_superset(&kept));
    let told = format!(
        "courier users remain: http://127.0.0.1:{}/public/user/v1/batchDelete: error sending request",
        server.port
    );
    assert!(called.out.contains(&told), "{told}{}", called.out);
}

/// An answer that is lost leaves it open whether the account is there; so it is removed.
#[test]
fn an_account_whose_answer_is_lost_is_removed() {
    let (vendor, _server) = vendor_behind(|number, request| {
        if is_of_the_courier(request) && number == 5 {
            Fate::Unanswered
        } else {
            Fate::Answered
        }
    });
    let file = std::fs::read_to_string(vendor.stage.path("target.toml")).expect("the target file");
    vendor
        .stage
        .write("target.toml", &format!("{file}\n[network]\ntimeout = 1\n"));
    let called = vendor.check("--tags @BS-24␣or␣@BS-25 --concurrency 1");
    assert_eq!(called.code, 3, "{}{}", called.out, called.err);
    assert_eq!(accounts(&vendor), BTreeSet::new());
}

/// From some request on, the courier takes what it is sent and never says so.
fn falls_silent(number: usize, request: &str) -> Fate {
    if is_of_the_courier(request) && !is_removal(request) && number > 12 {
        Fate::Unanswered
    } else {
        Fate::Answered
    }
}

/// The first Ctrl-C: no further scenario begins, calls under way get no more than a little time, and what they have
/// created unseen is removed with the rest. The reports are written.
#[rstest]
#[case::ctrl_c("INT")]
#[case::a_job_is_cancelled("TERM")]
#[case::a_terminal_goes_away("HUP")]
#[case::ctrl_backslash("QUIT")]
fn ctrl_c_leaves_nothing_behind(#[case] signal: &str) {
    let (vendor, server) = vendor_behind(falls_silent);
    // Whoever runs these tests may ignore a signal, as nohup does, and a run would inherit that.
    let heard = "$(env --default-signal=HUP true 2>/dev/null && echo env --default-signal=INT,TERM,HUP,QUIT)";
    let run = vendor.stage.start_shell(&format!(
        "exec {heard} \"$0\" check --target target.toml --tags @butler"
    ));
    server.wait_for_silence();
    run.signal(signal);
    run.wait_for("stopping: calls in progress are finished");
    let Called { code, out, err } = run.finish();
    assert_eq!(code, 130, "{out}{err}");
    assert_eq!(accounts(&vendor), BTreeSet::new());
    let report = vendor.stage.report();
    assert_eq!(report["run"]["verdict"], "incomplete");
    let errors = report["run"]["errors"].as_array().expect("errors");
    assert_eq!(errors[0], "the run was interrupted");
    assert!(
        report["run"]["counts"]["skipped"]
            .as_u64()
            .is_some_and(|count| count > 200)
    );
    assert!(vendor.stage.path("target/fuhe/junit.xml").exists());
    assert!(out.contains("There is no final result for mock"), "{out}");
}

/// Under nohup, and in the background of a script, a signal that is ignored does not end a run.
#[rstest]
#[case::nohup("HUP")]
#[case::background("QUIT")]
fn a_signal_that_is_ignored_stays_ignored(#[case] signal: &str) {
    let (vendor, server) = vendor_behind(falls_silent);
    let run = vendor.stage.start_shell(&format!(
        "trap '' {signal}; exec \"$0\" check --target target.toml --tags @butler"
    ));
    server.wait_for_silence();
    run.signal(signal);
    run.signal("INT");
    run.wait_for("stopping: ");
    let called = run.finish();
    // Were it the second wish, nothing would be written.
    assert_eq!(called.code, 130, "{}{}", called.out, called.err);
    assert_eq!(vendor.stage.report()["run"]["verdict"], "incomplete");
}

/// The second one: nothing is waited for, nothing written.
#[test]
fn a_second_ctrl_c_leaves_at_once() {
    let (vendor, server) = vendor_behind(falls_silent);
    let run = vendor.stage.start("check --target target.toml --tags @butler");
    server.wait_for_silence();
    run.signal("INT");
    run.wait_for("stopping: ");
    run.signal("INT");
    let called = run.finish();
    assert_eq!((called.code, called.out.as_str()), (130, ""));
    assert!(!vendor.stage.path("target/fuhe/report.json").exists());
}

/// Without a scenario under way there is nothing to wait for, whichever vendor is checked.
#[rstest]
#[case::embedded("")]
#[case::live("--target target.toml")]
fn ctrl_c_in_an_ordinary_run(#[case] target: &str) {
    let vendor = Vendor::new(|_| {});
    let run = vendor.stage.start(&format!("check --concurrency 1 {target}"));
    run.wait_for("scenarios");
    run.signal("INT");
    let called = run.finish();
    // A quick machine may have come to the end before.
    assert!(matches!(called.code, 130 | 0), "{}{}", called.out, called.err);
    assert_eq!(accounts(&vendor), BTreeSet::new());
}
