//! CTRF, the Common Test Report Format: a scenario is a test, in the suite of its feature and rule.
//!
//! A scenario that broke is `other`, not `failed`: the vendor did not fail it. `rawStatus` keeps our own word.

use serde_json::{Value, json};

use super::json::laid_out;
use super::outcome::{TestOutcome, WHOLE_RUN, of_run, of_scenario};
use super::time::{after, parsed};
use super::words::happened;
use super::{by_feature, findings_text, observations_text, rule_record, tags_of};
use crate::contract::{Contract, ScenarioOutcome};
use crate::record::{RunRecord, ScenarioRecord};

/// The version of the format.
const VERSION: &str = "0.0.0";

/// The record as CTRF.
pub fn write(record: &RunRecord, contract: &Contract) -> String {
    let run = &record.run;
    let whole_run = of_run(record).map(|why| whole_run(record, &why));
    let tests = record.scenarios.iter().map(|s| test(record, contract, s));
    let tests: Vec<Value> = tests.chain(whole_run).collect();
    let count = |status: &str| tests.iter().filter(|test| test["status"] == status).count();
    let start = parsed(&run.started);
    laid_out(&json!({
        "reportFormat": "CTRF",
        "specVersion": VERSION,
        "runId": run.run_id,
        "timestamp": run.started,
        "generatedBy": "fuhe",
        "results": {
            "tool": {"name": "fuhe", "version": run.fuhe},
            "summary": {
                "tests": tests.len(),
                "passed": count("passed"),
                "failed": count("failed"),
                "skipped": count("skipped"),
                "pending": 0,
                "other": count("other"),
                "flaky": tests.iter().filter(|test| test["flaky"] == true).count(),
                "suites": by_feature(record).len(),
                "start": start.as_millisecond(),
                "stop": after(start, run.duration_ms * 1000).as_millisecond(),
                "duration": run.duration_ms,
                "extra": {"verdict": run.verdict, "strict": run.strict, "selection": run.selection},
            },
            "tests": tests,
            "environment": {
                "appName": run.target,
                "extra": {"addresses": run.addresses, "seed": run.seed, "contract": run.contract},
            },
        },
    }))
}

/// The run as a whole, as a failed test: most readers look at failed tests only.
fn whole_run(record: &RunRecord, why: &str) -> Value {
    json!({
        "name": WHOLE_RUN,
        "status": "failed",
        "rawStatus": record.run.verdict,
        "duration": record.run.duration_ms,
        "suite": ["run"],
        "message": why.lines().next(),
        "trace": why,
    })
}

fn test(record: &RunRecord, contract: &Contract, scenario: &ScenarioRecord) -> Value {
    let start = parsed(&scenario.started);
    let feature = contract
        .file(&scenario.feature)
        .map_or(&scenario.feature, |file| &file.title);
    let rule = rule_record(record, scenario.rule).map_or("", |rule| &rule.title);
    let (status, message) = match of_scenario(record, scenario) {
        TestOutcome::Passed => ("passed", None),
        TestOutcome::Failed(findings) => ("failed", Some(happened(findings[0]))),
        TestOutcome::Skipped(why) => ("skipped", why),
        TestOutcome::Broken(why) => ("other", Some(why.to_owned())),
    };
    let mut test = json!({
        "name": scenario.id,
        "status": status,
        "rawStatus": raw(&scenario.ending),
        "duration": scenario.duration_us / 1000,
        "start": start.as_millisecond(),
        "stop": after(start, scenario.duration_us).as_millisecond(),
        "suite": [feature, format!("{} {rule}", scenario.rule)],
        "filePath": format!("features/{}", scenario.feature),
        "tags": tags_of(contract, scenario),
    });
    if let Some(message) = message {
        test["message"] = message.into();
    }
    if !scenario.flaky.is_empty() {
        test["retries"] = scenario.flaky.len().into();
        test["flaky"] = (status == "passed").into();
    }
    if let Some(own) = contract.scenario(&scenario.id) {
        test["line"] = own.line.into();
    }
    if !scenario.findings.is_empty() {
        test["trace"] = findings_text(record, scenario, scenario.findings.iter()).into();
    }
    if !scenario.observations.is_empty() {
        test["stdout"] = observations_text(scenario).lines().collect();
    }
    test
}

fn raw(ending: &ScenarioOutcome) -> &'static str {
    match ending {
        ScenarioOutcome::Completed => "completed",
        ScenarioOutcome::Blocked { .. } => "blocked",
        ScenarioOutcome::Inapplicable { .. } => "inapplicable",
        ScenarioOutcome::NotJudged { .. } => "not judged",
        ScenarioOutcome::NotRun { .. } => "not run",
        ScenarioOutcome::Error { .. } => "error",
    }
}
