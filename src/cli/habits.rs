//! `fuhe probe --write`: what shows only where users are created. The scenarios that observe the checks beyond the pages
//! are run, and what they saw becomes lines for the target file.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::Value;

use super::Environment;
use super::cleanup::LeftoversDir;
use crate::config::Target;
use crate::contract::{Contract, QuestionId};
use crate::error::Error;
use crate::record::{Observer, RunEvent, RunRecord};
use crate::run::{Plan, Selection, run};
use crate::text::line;

/// The rules that ask what a vendor checks beyond its pages, and how soon it knows of a change.
const RULES: &str = "@CU-11 or @GU-23 or @BS-50 or @BS-51";

/// Answers that ask for a line of the target file: question, interpretation, section, line.
const LINES: [(&str, &str, &str, &str); 5] = [
    (
        "BS-50.email-domain",
        "refused",
        "data",
        "email_domain = \"…\"  # the company's own, where example.com is refused",
    ),
    (
        "BS-50.organization-code",
        "refused",
        "butler.fixtures",
        "organization_code = \"…\"  # one that exists",
    ),
    (
        "BS-50.organization-name",
        "refused",
        "butler.fixtures",
        "organization_name = \"…\"  # the name of that code",
    ),
    (
        "BS-50.card",
        "refused",
        "butler.fixtures",
        "cust_ids = [\"…\"]  # cards that the organisation has",
    ),
    (
        "BS-51.lag",
        "never",
        "network",
        "settle = 10000  # the longest that an account takes to be known",
    ),
];

/// Creates users, reports what was seen of them, and removes what can be removed. The target's owner has consented to it.
///
/// # Errors
/// [`Error::Config`] where no correct call is accepted, with the line to change.
pub(super) async fn find(
    target: &Arc<Target>,
    leftovers: &LeftoversDir,
    environment: &mut Environment,
) -> Result<String, Error> {
    let contract = Contract::embedded();
    let mut plan = Plan {
        clock: environment.clock.clone(),
        selection: Selection::new(contract, Some(RULES), None)?,
        ..Plan::against(Arc::clone(target))
    };
    // A probe that is killed leaves a note, as a run does.
    plan.notes = leftovers.begin(&plan, environment);
    let mut settling = Settling::default();
    let record = run(contract, plan, &mut [&mut settling]).await?;
    Ok(text(contract, &record, settling.0))
}

/// Hears how long the target takes to know of a change.
#[derive(Default)]
struct Settling(Option<u64>);

impl Observer for Settling {
    fn on_event(&mut self, event: &RunEvent) {
        if let RunEvent::Settling { millis } = event {
            self.0 = Some(*millis);
        }
    }
}

/// Each question with its answer, then the lines for the target file and what is left at the target.
fn text(contract: &Contract, record: &RunRecord, settle: Option<u64>) -> String {
    let mut text = String::from("\nWhat is checked beyond the documentation\nUsers were created to see this.\n\n");
    let seen = record.observations.iter().flat_map(|(rule, questions)| {
        questions.iter().map(|(name, value)| {
            let question = QuestionId {
                rule: *rule,
                name: name.clone(),
            };
            (question, value)
        })
    });
    let mut lines: Vec<(&str, String)> = settle
        .map(|millis| ("network", format!("settle = {millis}")))
        .into_iter()
        .collect();
    for (id, value) in seen {
        let Some(question) = contract.question(&id) else {
            continue;
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {id}  {}\n    → {}", question.text, line(&words(value)));
        let asked = LINES
            .iter()
            .filter(|(own, reading, ..)| *own == id.to_string() && value == reading);
        lines.extend(asked.map(|(_, _, section, line)| (*section, (*line).to_owned())));
    }
    for error in &record.run.errors {
        let _ = writeln!(text, "  error: {}", line(error));
    }
    if !lines.is_empty() {
        text.push_str("\nFor the target file:\n");
        let mut section = "";
        lines.sort_by_key(|(section, _)| *section);
        for (own, line) in &lines {
            if *own != section {
                let _ = write!(text, "\n[{own}]\n");
                section = own;
            }
            let _ = writeln!(text, "{line}");
        }
    }
    if let Some(left) = &record.run.left {
        for (operation, users) in &left.remaining {
            let _ = writeln!(
                text,
                "\n{} of {operation} remain: {}",
                users.len(),
                line(&users.join(", "))
            );
        }
    }
    text
}

/// One interpretation, or what each scenario saw.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(each) => {
            let each = each
                .iter()
                .map(|(scenario, seen)| format!("{}: {scenario}", words(seen)));
            each.collect::<Vec<_>>().join("; ")
        }
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) => other.to_string(),
    }
}
