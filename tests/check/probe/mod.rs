//! `fuhe probe`: every way that a vendor can be set to is found, nothing is created, and the first mismatch is named.

mod habits;
mod own_courier;
mod trouble;

use std::sync::Arc;

use fuhe::client::{CallLimits, Client};
use fuhe::clock::Clock;
use fuhe::config::Target;
use fuhe::faults::{Choice, Kind, Mutant};
use fuhe::mock::{Behaviour, KeyPool, MockConfig};
use fuhe::probe::probe;
use fuhe::run::Embedded;
use rstest::rstest;

use crate::stage::{Called, Manner, Server, Stage, Vendor};

/// What stands above the lines for the target file.
const HEADING: &str = "\nFor the target file:\n\n";

fn bent(choices: &[String]) -> Vendor {
    Vendor::new(|behaviour| {
        for choice in choices {
            let (question, value) = choice.split_once('=').expect("QUESTION=READING");
            Choice::named(question, value)
                .unwrap_or_else(|| panic!("no choice {choice}"))
                .apply(behaviour);
        }
    })
}

/// A target file without the lines that name habits.
fn bare(target: &str) -> String {
    let habit = ["request_names", "sign_", "mode", "encoding", "[butler.des]"];
    let kept = target
        .lines()
        .filter(|line| !habit.iter().any(|word| line.starts_with(word)));
    kept.fold(String::new(), |text, line| text + line + "\n")
}

/// What a probe printed for the target file, put there: under each header that is there already, the rest at the end.
fn pasted(target: &str, out: &str) -> String {
    let (_, printed) = out.split_once(HEADING).expect("lines for the target file");
    printed.split("\n\n").fold(target.to_owned(), |target, section| {
        let (header, lines) = section.split_once('\n').expect("a header and lines");
        let header = format!("{header}\n");
        if target.contains(&header) {
            target.replace(&header, &format!("{header}{}\n", lines.trim_end()))
        } else {
            format!("{target}\n{section}\n")
        }
    })
}

/// The same target, however its lines are ordered: secrets are no part of it, and not changed either.
fn habits(stage: &Stage, text: &str) -> String {
    stage.write("read.toml", text);
    let target = Target::read(&stage.path("read.toml"), &|_| None).expect("the target file is right");
    let etc = target.etc.expect("a gateway");
    let cipher = target.butler.expect("a courier").cipher;
    format!("{:?} {:?} {cipher:?} {:?}", etc.names, etc.habits, cipher.iv)
}

/// Probes a vendor of which nothing but addresses and credentials is known, and finds it as it is.
fn finds(vendor: &Vendor) -> Called {
    let whole = vendor.embedded.target_file();
    vendor.stage.write("bare.toml", &bare(&whole));
    let called = vendor.stage.fuhe("probe --target bare.toml");
    // What is left out has a default, which may be right.
    let is_right = habits(&vendor.stage, &bare(&whole)) == habits(&vendor.stage, &whole);
    let code = i32::from(!is_right);
    assert_eq!((called.code, called.err.as_str()), (code, ""), "{}", called.out);
    assert_eq!(
        called.out.contains("\nWrong in bare.toml:\n\n"),
        !is_right,
        "{}",
        called.out
    );
    let found = pasted(&bare(&whole), &called.out);
    assert_eq!(
        habits(&vendor.stage, &found),
        habits(&vendor.stage, &whole),
        "{}",
        called.out
    );
    vendor.stage.write("found.toml", &found);
    assert_nothing_was_created(&vendor.embedded);
    called
}

/// What the binary calls a target with.
fn client(target: Arc<Target>, limits: CallLimits) -> Client {
    Client::new(target, Clock::System, "probe", limits).expect("a client")
}

fn assert_nothing_was_created(embedded: &Embedded) {
    let known = embedded.vendor().snapshot();
    let saved = (
        known.desktop_users.len(),
        known.gateway_users.len(),
        known.accounts.len(),
    );
    assert_eq!(saved, (0, 0, 0));
    embedded.check_faults().expect("the vendor itself is sound");
}

#[rstest]
fn every_combination_at_the_gateway(
    #[values("params", "request_content", "snake", "params, request_content, snake")] names: &str,
    #[values("true", "false")] empty: &str,
    #[values("out", "null", "empty")] null: &str,
    #[values("word", "digit", "out")] boolean: &str,
) {
    finds(&bent(&[
        format!("GW-11.request={names}"),
        format!("GW-12.empty={empty}"),
        format!("GW-12.null={null}"),
        format!("GW-12.boolean={boolean}"),
    ]));
}

/// Whatever a refusal looks like.
#[rstest]
fn every_cipher_of_the_courier(
    #[values("ecb base64", "ecb hex", "ecb HEX", "cbc base64", "cbc hex", "cbc HEX")] cipher: &str,
    #[values("documented", "json", "html", "text", "empty")] shape: &str,
    #[values("result null, msg null", "result list, msg text")] form: &str,
) {
    finds(&bent(&[
        format!("BS-45.cipher={cipher}"),
        format!("BS-48.shape={shape}"),
        format!("BS-34.form={form}"),
    ]));
}

/// No reading of any other question gets in the way.
#[test]
fn every_other_reading() {
    for choice in Choice::all().iter().filter(|choice| !choice.is_default) {
        finds(&bent(&[choice.to_string()]));
    }
}

/// Not even vendors that are wrong on purpose, each in another way, are written to. What they merely say is no matter.
#[test]
fn no_faulty_vendor_is_written_to() {
    let carrier = bent(&[]);
    let faulty = Mutant::all()
        .iter()
        .filter(|mutant| matches!(mutant.kind, Kind::RequestSchema | Kind::Policy));
    for mutant in faulty {
        let mut behaviour = Behaviour::default();
        mutant.apply(&mut behaviour);
        let config = MockConfig {
            behaviour,
            keys: KeyPool::quick(),
            ..MockConfig::default()
        };
        carrier.runtime.block_on(async {
            let embedded = Embedded::start(config).await.expect("the vendor starts");
            probe(&client(Arc::clone(embedded.target()), CallLimits::default()), None).await;
            assert_nothing_was_created(&embedded);
        });
    }
}

/// The file that a probe completes is one that a run goes through with.
#[test]
fn the_completed_file_serves_a_run() {
    let vendor = bent(&[
        "GW-11.request=snake".to_owned(),
        "GW-12.null=empty".to_owned(),
        "BS-45.cipher=cbc HEX".to_owned(),
    ]);
    finds(&vendor);
    let called = vendor
        .stage
        .fuhe("check --target found.toml --tags @GW-04␣or␣@GW-12␣or␣@BS-25");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
}

/// What the file says already is tried first.
#[rstest]
#[case::usual(&[], 7)]
#[case::another(&["GW-11.request=snake", "GW-12.empty=false", "GW-12.null=empty", "GW-12.boolean=out", "BS-45.cipher=cbc HEX"], 7)]
fn a_right_file_is_confirmed_with_few_calls(#[case] choices: &[&str], #[case] calls: usize) {
    let choices: Vec<String> = choices.iter().map(ToString::to_string).collect();
    let vendor = bent(&choices);
    let server = Server::start(Manner::Relay(vendor.port(), usize::MAX, Box::new(Manner::Silent)));
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.stage.fuhe("probe --target target.toml");
    assert_eq!((called.code, called.err.as_str()), (0, ""), "{}", called.out);
    assert_eq!(server.requests(), calls, "{}", called.out);
}

#[test]
fn every_stage_is_shown() {
    let called = finds(&bent(&[
        "GW-12.null=null".to_owned(),
        "BS-45.cipher=ecb hex".to_owned(),
    ]));
    let ports_aside: Vec<&str> = called.out.lines().filter(|line| !line.contains("http://")).collect();
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("probe", ports_aside.join("\n"));
    });
}

/// Each line that is wrong is shown where it stands, and each that is missing.
#[test]
fn wrong_lines_are_marked() {
    let choices = ["GW-12.empty=false", "GW-12.null=empty", "BS-45.cipher=cbc HEX"];
    let vendor = bent(&choices.map(str::to_owned));
    let right = vendor.embedded.target_file();
    let file = right
        .replace("sign_empty = false\n", "sign_empty = true # as the sample shows\n")
        .replace("sign_null = \"empty\"\n", "")
        .replace("mode = \"cbc\"", "mode = 'ecb'");
    vendor.stage.write("wrong.toml", &file);
    let number = |words: &str| file.lines().position(|line| line.starts_with(words)).expect("the line") + 1;
    let expected = format!(
        "\nWrong in wrong.toml:\n\n\
         \u{20}\u{20}wrong.toml:{}  sign_empty = true  →  sign_empty = false\n\
         \u{20}\u{20}wrong.toml  [etc] without sign_null  →  sign_null = \"empty\"\n\
         \u{20}\u{20}wrong.toml:{}  mode = 'ecb'  →  mode = \"cbc\"\n\
         {HEADING}",
        number("sign_empty"),
        number("mode"),
    );
    let called = vendor.stage.fuhe("probe wrong.toml");
    assert_eq!((called.code, called.err.as_str()), (1, ""), "{}", called.out);
    assert!(called.out.contains(&expected), "{expected}\n{}", called.out);
}

/// Either vendor may be alone.
#[rstest]
#[case::gateway(
    "[butler]",
    "[etc]\nrequest_names = \"params\"\nsign_empty = true\nsign_null = \"out\"\nsign_boolean = \"word\"\n"
)]
#[case::courier("[etc]", "[butler.des]\nmode = \"ecb\"\nencoding = \"base64\"\n")]
fn one_vendor_alone(#[case] without: &str, #[case] lines: &str) {
    let vendor = bent(&[]);
    let file = bare(&vendor.embedded.target_file());
    let sections = file.split("\n\n").filter(|section| !section.starts_with(without));
    vendor
        .stage
        .write("one.toml", &sections.collect::<Vec<_>>().join("\n\n"));
    let called = vendor.stage.fuhe("probe --target one.toml");
    assert_eq!((called.code, called.err.as_str()), (0, ""));
    assert_eq!(called.out.split_once(HEADING).map(|(_, printed)| printed), Some(lines));
}
