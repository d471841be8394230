//! `fuhe explain`: what a rule or an open question is about, how to run and to waive it, and what the last run said.

use std::path::PathBuf;

use clap::Args;

use super::language_arg::LanguageArg;
use super::report_dir::REPORT_DIR;
use super::{Environment, Exit};
use crate::contract::{Contract, Question, Rule};
use crate::error::Error;
use crate::report::{FORMATS, explain, json};
use crate::text::did_you_mean;

/// Options of `fuhe explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Rules, such as CU-03, or open questions, such as GW-13.status
    #[arg(value_name = "RULE|QUESTION", required = true)]
    names: Vec<String>,
    /// Where the report of the last run is
    #[arg(long, value_name = "DIR", default_value = REPORT_DIR)]
    report_dir: PathBuf,
    #[command(flatten)]
    language: LanguageArg,
}

impl Explain {
    /// Prints what each name stands for.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let contract = Contract::embedded();
        let found = self.names.iter().map(|name| find(contract, name));
        let found: Vec<(&Rule, Option<&Question>)> = found.collect::<Result<_, _>>()?;
        let file = self.report_dir.join(FORMATS[0].file);
        let record = if file.exists() { Some(json::read(&file)?) } else { None };
        let last = record.as_ref().map(|record| (record, file.as_path()));
        let language = self.language.language(environment);
        let texts: Vec<String> = found
            .into_iter()
            .map(|(rule, question)| match question {
                Some(question) => explain::question(rule, question, last, language),
                None => explain::rule(rule, contract, last, language),
            })
            .collect();
        environment.print(&texts.join("\n"))?;
        Ok(Exit::Conforms)
    }
}

/// The rule or question of this name. A scenario's id stands for its rule, and a tag too.
fn find<'a>(contract: &'a Contract, name: &str) -> Result<(&'a Rule, Option<&'a Question>), Error> {
    let wanted = name.trim_start_matches('@').split('/').next().unwrap_or_default();
    for rule in &contract.rules {
        if rule.id.to_string().eq_ignore_ascii_case(wanted) {
            return Ok((rule, None));
        }
        let mut questions = rule.questions.iter();
        if let Some(question) = questions.find(|question| question.id.to_string().eq_ignore_ascii_case(wanted)) {
            return Ok((rule, Some(question)));
        }
    }
    let rules = contract.rules.iter().map(|rule| rule.id.to_string());
    let questions = contract.rules.iter().flat_map(|rule| &rule.questions);
    let known: Vec<String> = rules.chain(questions.map(|question| question.id.to_string())).collect();
    Err(Error::Config(format!(
        "no rule and no open question is called \"{name}\"{}; `fuhe rules` lists the rules",
        did_you_mean(wanted, known.iter().map(String::as_str))
    )))
}
