//! Runs made up by hand: one that conforms, and some that do not.

use std::collections::BTreeMap;

use fuhe::contract::{Contract, Finding, RuleId, ScenarioOutcome, Stage, Waiver};
use fuhe::record::{
    ExchangeRecord, FindingRecord, Observer, Recorder, RequestRecord, ResponseRecord, RunEvent, RunHead, RunRecord,
    RunSummary, ScenarioRecord, StepRecord, StepStatus, Trace,
};
use fuhe::rule;
use fuhe::wire::Operation;
use jiff::civil::date;
use serde_json::{Value, json};

pub(super) fn contract() -> Contract {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    Contract::read(&[
        file("etc/client.user.save.feature", include_str!("etc.feature")),
        file("butler/batchSave.feature", include_str!("butler.feature")),
    ])
    .expect("the small contract can be read")
}

/// What became of each scenario, by the beginning of its id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// Everything holds.
    Clean,
    /// A must and a should fail, a rule is blocked, a scenario does not apply.
    Deviating,
    /// As before, and one scenario breaks.
    Broken,
    /// As where it deviates, with a waiver in each state.
    Waived,
}

pub(super) fn record(story: Story, strict: bool) -> RunRecord {
    let contract = contract();
    let mut recorder = Recorder::new(RunHead {
        target: "staging".to_owned(),
        addresses: BTreeMap::from([
            ("butler".to_owned(), "http://127.0.0.1:8081/".to_owned()),
            ("etc".to_owned(), "http://127.0.0.1:8080/api/gateway".to_owned()),
        ]),
        embedded: false,
        conditions: Vec::new(),
        seed: 42,
        run_id: "r1".to_owned(),
        strict,
        command: "fuhe check --target staging.toml".to_owned(),
    });
    if story == Story::Waived {
        recorder = recorder.waived(&waivers(), date(2024, 5, 1));
    }
    for scenario in &contract.scenarios {
        let mut record = plain(&contract, scenario);
        if story != Story::Clean {
            deviate(&mut record);
        }
        if story == Story::Broken && record.rule == rule!("BS-26") {
            record.ending = ScenarioOutcome::Error {
                why: "batchSave: no answer within 5 s".to_owned(),
                unreachable: true,
            };
        }
        recorder.on_event(&RunEvent::ScenarioFinished(Box::new(record)));
    }
    let mut record = recorder.finish(&contract, Vec::new());
    // What no two runs share.
    record.run = RunSummary {
        left: None,
        started: "2024-05-01T08:00:00Z".to_owned(),
        duration_ms: 1_234,
        contract: "c0ffee".repeat(11)[..64].to_owned(),
        fuhe: "0.1.0".to_owned(),
        ..record.run
    };
    record
}

pub(super) fn waivers() -> Vec<Waiver> {
    let waiver = |rule, reason: &str| Waiver {
        rule,
        scenario: None,
        not_judged: false,
        reason: reason.to_owned(),
        until: None,
        ticket: None,
    };
    vec![
        Waiver {
            until: Some(date(2024, 5, 1)),
            ticket: Some("T-1".to_owned()),
            ..waiver(rule!("CU-03"), "mended in <2.0>")
        },
        waiver(rule!("GW-01"), "was mended"),
        Waiver {
            scenario: Some("CU-07/a desktop user named 33 × \"x\" is refused".to_owned()),
            until: Some(date(2024, 4, 30)),
            ..waiver(rule!("CU-07"), "nobody minds")
        },
        waiver(rule!("BS-25"), "the courier looks into it"),
    ]
}

/// A scenario in which everything went well.
pub(super) fn plain(contract: &Contract, scenario: &fuhe::contract::Scenario) -> ScenarioRecord {
    let rule = contract.rule(scenario.rule).expect("a scenario stands under a rule");
    ScenarioRecord {
        id: scenario.id.clone(),
        rule: scenario.rule,
        repeated: None,
        also: scenario.also.clone(),
        name: scenario.name.clone(),
        outline: scenario.outline.clone(),
        feature: rule.feature.clone(),
        ending: ScenarioOutcome::Completed,
        flaky: Vec::new(),
        started: "2024-05-01T08:00:00.5Z".to_owned(),
        duration_us: 2_500,
        steps: scenario
            .steps
            .iter()
            .map(|step| StepRecord {
                keyword: step.keyword.clone(),
                text: step.text.clone(),
                table: step.table.clone(),
                status: StepStatus::Passed,
                started_us: 100,
                duration_us: 1_000,
            })
            .collect(),
        findings: Vec::new(),
        observations: if scenario.rule == rule!("GW-13") {
            BTreeMap::from([
                ("GW-13.status".to_owned(), "401".to_owned()),
                ("GW-13.after-wrong-signature".to_owned(), "free".to_owned()),
            ])
        } else {
            BTreeMap::new()
        },
        exchanges: vec![if scenario.has_tag("butler") {
            butler_exchange()
        } else {
            etc_exchange()
        }],
        repeat: None,
    }
}

fn deviate(record: &mut ScenarioRecord) {
    let at = |pointer: &str, expected: &str, actual: Value| (Some(pointer.to_owned()), expected.to_owned(), actual);
    let mut find = |rule: RuleId, (pointer, expected, actual): (Option<String>, String, Value), stage: Stage| {
        let step = record.steps.len() - 1;
        record.steps[step].status = StepStatus::Failed;
        record.findings.push(FindingRecord {
            step,
            finding: Finding {
                rule,
                pointer,
                expected,
                actual,
                stage,
                exchange: Some(0),
            },
            intermittent: None,
        });
        record.repeat = Some(format!(
            "fuhe check --target staging.toml --name '^{}$' --seed 42",
            record.id.replace('"', "\\\"")
        ));
    };
    let refused = "refused with code 400 \"biz_user_name\u{1b}[31m too long\"";
    match record.rule.to_string().as_str() {
        "CU-03" => find(
            rule!("CU-03"),
            at("/code", "the call to be accepted", refused.into()),
            Stage::Answer,
        ),
        "CU-07" => find(
            rule!("CU-07"),
            at("/code", "the call to be refused", "accepted with code 000".into()),
            Stage::Answer,
        ),
        // A finding at another rule than the scenario's own.
        "GW-01" if record.name.contains("gateway") => find(
            rule!("CU-03"),
            at("/data/client_user_no", "a text of 1 to 32 characters", json!(17)),
            Stage::AnswerBody,
        ),
        "GU-13" => {
            record.ending = ScenarioOutcome::Inapplicable {
                why: "the vendor creates a user of that number".to_owned(),
            }
        }
        "BS-25" => {
            record.steps[0].status = StepStatus::Stopped;
            record.ending = ScenarioOutcome::Blocked {
                why: "courier user A was not accepted: refused \"系统繁忙\"".to_owned(),
            }
        }
        _ => {}
    }
}

pub(super) fn headers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// A call with its private field masked.
fn etc_exchange() -> ExchangeRecord {
    let params = json!({"biz_user_id": "u1", "biz_user_code": "‹private, 18 characters›"});
    ExchangeRecord {
        operation: Operation::known("client.user.save"),
        trace: Trace::Etc {
            params: params.as_object().expect("an object").clone(),
            signed_text: "apiCode=client.user.save&biz_user_code=‹private, 18 characters›&biz_user_id=u1".to_owned(),
            signed_sha256: Some("5e".repeat(32)),
            signature: "c2lnbmF0dXJl".to_owned(),
        },
        request: RequestRecord {
            method: "POST".to_owned(),
            url: "http://127.0.0.1:8080/api/gateway".to_owned(),
            headers: headers(&[("content-type", "application/json")]),
            body: params.to_string(),
        },
        response: ResponseRecord {
            status: 200,
            headers: headers(&[
                ("content-type", "application/json"),
                ("date", "Wed, 01 May 2024 08:00:00 GMT"),
            ]),
            body: r#"{"requestId":"q1","responseCode":"400"}"#.to_owned(),
            whole: None,
            notes: Vec::new(),
        },
        started: "2024-05-01T08:00:00.5Z".to_owned(),
        wait_us: 800,
        receive_us: 20,
    }
}

/// A call with its cipher text withheld.
fn butler_exchange() -> ExchangeRecord {
    ExchangeRecord {
        operation: Operation::known("batchSave"),
        trace: Trace::Butler {
            plain_list: json!([{"userNo": "abc123", "userPhone": "‹private, 11 characters›"}]),
            cipher_text: "‹cipher text of 88 characters, SHA-256 0011223344556677…›".to_owned(),
            signature: "c2lnbg".to_owned(),
        },
        request: RequestRecord {
            method: "POST".to_owned(),
            url: "http://127.0.0.1:8081/public/user/v1/batchSave".to_owned(),
            headers: headers(&[("sendAppId", "app"), ("timestamp", "1714550400000")]),
            body: r#"{"companyId":"app","type":1}"#.to_owned(),
        },
        response: ResponseRecord {
            status: 200,
            headers: headers(&[("content-type", "application/json")]),
            body: r#"{"succ":"ok","msg":null,"result":null}"#.to_owned(),
            whole: None,
            notes: Vec::new(),
        },
        started: "2024-05-01T08:00:00.6Z".to_owned(),
        wait_us: 700,
        receive_us: 30,
    }
}
