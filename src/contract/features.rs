//! The contract: the features, embedded in the binary and read as the only list of rules.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::OnceLock;

use cucumber::feature::Ext as _;
use cucumber::gherkin;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use super::description::{Description, Part};
use super::{Interpretation, Level, Message, Question, QuestionId, Rule, RuleId, RuleInChinese};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/features");

/// Rules and scenarios of all features.
#[derive(Debug)]
pub struct Contract {
    /// The features with their outlines expanded, as a runner takes them.
    pub features: Vec<gherkin::Feature>,
    /// Every rule, in the contract's order.
    pub rules: Vec<Rule>,
    /// Every scenario, in the contract's order.
    pub scenarios: Vec<Scenario>,
    /// Every scenario and outline as it is written, in the contract's order.
    pub outlines: Vec<Outline>,
    /// Every feature as a file, in the contract's order.
    pub files: Vec<FeatureFile>,
    /// SHA-256 over features and message schemas, in hexadecimal: two records with the same digest were judged by the
    /// same contract.
    pub digest: String,
    by_id: HashMap<String, usize>,
}

/// A feature as a file, for reports that show the contract itself.
#[derive(Clone, Debug)]
pub struct FeatureFile {
    /// Its name, relative to `features/`.
    pub name: String,
    /// Its whole text.
    pub text: String,
    /// The operation or part of the interface that the feature is about.
    pub title: String,
    /// What stands below the title.
    pub description: String,
    /// The title in Chinese.
    pub chinese_title: String,
    /// What stands below the title, in Chinese.
    pub chinese_description: String,
    /// Its own tags, without `@`.
    pub tags: Vec<String>,
    /// The line of its title, from 1.
    pub line: usize,
}

/// One scenario, its outline expanded.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// `BS-25/<name>`: its identity for reruns and comparisons, never a line number.
    pub id: String,
    /// The rule it stands under.
    pub rule: RuleId,
    /// Further rules it is evidence for: id tags on it or on its examples.
    pub also: Vec<RuleId>,
    /// Its name, placeholders filled in.
    pub name: String,
    /// The name of the outline it was expanded from, placeholders and all; its own name where there is none.
    pub outline: String,
    /// Its name in Chinese, with the cells of its row between `` ` ``; empty where the feature has none.
    pub chinese: String,
    /// All tags that apply to it: the feature's, the rule's, its own and its examples', without `@`.
    pub tags: Vec<String>,
    /// Its line in the feature, from 1: that of its row, where it was expanded from an outline.
    pub line: usize,
    /// The line of its table of examples, or its own. Scenarios of one table show the same thing with values of several
    /// forms.
    pub table: usize,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// A scenario as it is written: an outline with its examples, or a single scenario without any.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The rule it stands under.
    pub rule: RuleId,
    /// Its name, placeholders and all.
    pub name: String,
    /// Its name in Chinese, placeholders and all.
    pub chinese: String,
    /// Its steps, placeholders and all.
    pub steps: Vec<Step>,
    /// Its examples. Row by row, they are the scenarios that were expanded from it.
    pub examples: Vec<Examples>,
}

/// A table of examples.
#[derive(Clone, Debug)]
pub struct Examples {
    /// What these examples have in common.
    pub title: String,
    /// The same in Chinese.
    pub chinese: String,
    /// The placeholders.
    pub columns: Vec<String>,
    /// Their values, a row for each scenario.
    pub rows: Vec<Vec<String>>,
}

/// One line of a scenario.
#[derive(Clone, Debug)]
pub struct Step {
    /// `Given`, `When`, `Then`, `And` …
    pub keyword: String,
    /// What follows the keyword.
    pub text: String,
    /// The table below it, if any.
    pub table: Vec<Vec<String>>,
    /// Its line in the feature, from 1.
    pub line: usize,
}

/// A feature that cannot be read as part of the contract.
#[derive(Debug, thiserror::Error)]
#[error("features/{file}: {reason}")]
pub struct ContractError {
    file: String,
    reason: String,
}

impl Contract {
    /// The contract that this binary was built with, read once.
    pub fn embedded() -> &'static Self {
        static BOOK: OnceLock<Contract> = OnceLock::new();
        // A contract that cannot be read is a broken build, which every test notices, and nothing a user could mend.
        BOOK.get_or_init(|| Self::read(&Self::files()).unwrap_or_else(|e| panic!("{e}")))
    }

    /// Name and text of every embedded feature, in the contract's order: by folder as the vendors are introduced, then by
    /// the place of their first rule.
    pub fn files() -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = FILES
            .find("**/*.feature")
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.as_file())
            .map(|file| {
                let name = file.path().to_string_lossy().replace('\\', "/");
                let text = String::from_utf8_lossy(file.contents()).into_owned();
                (name, text)
            })
            .collect();
        files.sort_by_key(|(name, text)| (first_rule(text), name.clone()));
        files
    }

    /// Reads a contract out of named feature texts.
    ///
    /// # Errors
    /// Where a text is no Gherkin, or a rule does not follow the conventions of `features/README.md`.
    pub fn read(files: &[(String, String)]) -> Result<Self, ContractError> {
        let mut contract = Self {
            features: Vec::new(),
            rules: Vec::new(),
            scenarios: Vec::new(),
            outlines: Vec::new(),
            files: Vec::new(),
            digest: digest(files),
            by_id: HashMap::new(),
        };
        for (file, text) in files {
            contract.add(file, text).map_err(|reason| ContractError {
                file: file.clone(),
                reason,
            })?;
        }
        contract.by_id = contract
            .scenarios
            .iter()
            .enumerate()
            .map(|(i, s)| (s.id.clone(), i))
            .collect();
        Ok(contract)
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), String> {
        let feature = gherkin::Feature::parse(text, gherkin::GherkinEnv::default()).map_err(|e| e.to_string())?;
        // A step keeps its place when its outline is expanded, so it tells which outline a scenario came from.
        let outlines: HashMap<gherkin::LineCol, String> = feature
            .rules
            .iter()
            .flat_map(|r| &r.scenarios)
            .filter_map(|s| Some((s.steps.first()?.position, s.name.clone())))
            .collect();
        let tables: BTreeSet<usize> = feature
            .rules
            .iter()
            .flat_map(|rule| &rule.scenarios)
            .flat_map(|s| std::iter::once(s.position.line).chain(s.examples.iter().map(|e| e.position.line)))
            .collect();
        let mut names_in_chinese = VecDeque::new();
        for rule in &feature.rules {
            let id = rule_id(&rule.tags, &rule.name)?;
            for scenario in &rule.scenarios {
                let outline = read_outline(id, scenario)?;
                names_in_chinese.extend(outline.names_in_chinese());
                self.outlines.push(outline);
            }
        }
        let mut feature = feature.expand_examples().map_err(|e| e.to_string())?;
        for rule in &mut feature.rules {
            let id = rule_id(&rule.tags, &rule.name)?;
            let parsed = read_rule(id, rule, file, &feature.name)?;
            self.rules.push(parsed);
            for scenario in &mut rule.scenarios {
                // The runner clones a scenario with every event, and its examples are used up.
                scenario.examples.clear();
                let tags: Vec<String> = [&feature.tags, &rule.tags, &scenario.tags]
                    .into_iter()
                    .flatten()
                    .cloned()
                    .collect();
                self.scenarios.push(Scenario {
                    id: format!("{id}/{}", scenario.name),
                    rule: id,
                    also: ids(&scenario.tags),
                    name: scenario.name.clone(),
                    chinese: names_in_chinese.pop_front().unwrap_or_default(),
                    outline: scenario
                        .steps
                        .first()
                        .and_then(|step| outlines.get(&step.position))
                        .unwrap_or(&scenario.name)
                        .clone(),
                    tags,
                    line: scenario.position.line,
                    table: tables
                        .range(..=scenario.position.line)
                        .next_back()
                        .copied()
                        .unwrap_or_default(),
                    steps: scenario.steps.iter().map(read_step).collect(),
                });
            }
        }
        let description = Description::read(feature.description.as_deref())?;
        let (prose, chinese_prose) = description.prose();
        self.files.push(FeatureFile {
            name: file.to_owned(),
            text: text.to_owned(),
            title: feature.name.clone(),
            description: prose,
            chinese_title: description.title,
            chinese_description: chinese_prose,
            tags: feature.tags.clone(),
            line: feature.position.line,
        });
        self.features.push(feature);
        Ok(())
    }

    /// The rule with this id, if the contract has it.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The scenario with this identity, if the contract has it.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.by_id.get(id).map(|index| &self.scenarios[*index])
    }

    /// The feature file of this name, if the contract has it.
    pub fn file(&self, name: &str) -> Option<&FeatureFile> {
        self.files.iter().find(|file| file.name == name)
    }

    /// The question with this name, if the contract asks it.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.rule(id.rule)?.questions.iter().find(|question| question.id == *id)
    }
}

impl Outline {
    /// The Chinese names of the scenarios that are expanded from it, in their order.
    fn names_in_chinese(&self) -> Vec<String> {
        if self.examples.is_empty() {
            return vec![self.chinese.clone()];
        }
        let rows = self
            .examples
            .iter()
            .flat_map(|table| table.rows.iter().map(move |row| (&table.columns, row)));
        let filled = rows.map(|(columns, row)| {
            let cells = columns.iter().zip(row);
            cells.fold(self.chinese.clone(), |name, (column, cell)| {
                name.replace(&format!("<{column}>"), &format!("`{cell}`"))
            })
        });
        filled.collect()
    }
}

impl Scenario {
    /// True where the scenario is evidence for the rule.
    pub fn is_evidence_for(&self, rule: RuleId) -> bool {
        self.rule == rule || self.also.contains(&rule)
    }

    /// True where it is about the calls of all others, and runs after them.
    pub fn is_over_the_whole_run(&self) -> bool {
        self.steps.iter().any(|step| step.text.contains("the whole run"))
    }

    /// True where the scenario carries the tag (written without `@`).
    pub fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| own == tag)
    }
}

fn first_rule(text: &str) -> Option<RuleId> {
    text.lines()
        .filter_map(|line| line.trim().strip_prefix('@'))
        .flat_map(|tags| tags.split([' ', '@']).filter_map(|tag| tag.parse().ok()))
        .next()
}

fn digest(files: &[(String, String)]) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files {
        hash.update(name);
        hash.update([0]);
        hash.update(text);
        hash.update([0]);
    }
    for message in Message::all() {
        hash.update(message.path());
        hash.update(message.source().to_string());
    }
    hex::encode(hash.finalize())
}

fn ids(tags: &[String]) -> Vec<RuleId> {
    tags.iter().filter_map(|tag| tag.parse().ok()).collect()
}

fn rule_id(tags: &[String], name: &str) -> Result<RuleId, String> {
    match ids(tags).as_slice() {
        [id] => Ok(*id),
        [] => Err(format!("the rule \"{name}\" has no id tag")),
        _ => Err(format!("the rule \"{name}\" has more than one id tag")),
    }
}

fn read_rule(id: RuleId, rule: &gherkin::Rule, file: &str, feature_title: &str) -> Result<Rule, String> {
    let levels: Vec<Level> = Level::ALL
        .into_iter()
        .filter(|level| rule.tags.iter().any(|tag| tag == level.name()))
        .collect();
    let [level] = levels.as_slice() else {
        return Err(format!("{id} needs one of @must, @should and @open"));
    };
    let description = Description::read(rule.description.as_deref()).map_err(|reason| format!("{id}: {reason}"))?;
    let (prose, chinese_prose) = description.prose();
    let mut source = Part::default();
    let mut questions: Vec<Question> = Vec::new();
    for part in description.parts {
        match part.word.split_once(' ') {
            None if part.word == "Source" => source = part,
            Some(("Question", name)) => questions.push(Question {
                id: QuestionId {
                    rule: id,
                    name: name.to_owned(),
                },
                text: part.english,
                chinese: part.chinese,
                interpretations: Vec::new(),
            }),
            Some(("Interpretation", value)) => questions
                .last_mut()
                .ok_or_else(|| format!("{id}: an interpretation stands before any question"))?
                .interpretations
                .push(Interpretation {
                    value: value.trim_matches('"').to_owned(),
                    text: part.english,
                    chinese: part.chinese,
                }),
            _ if part.word.is_empty() => {}
            _ => return Err(format!("{id}: {} needs a name behind it", part.word)),
        }
    }
    Ok(Rule {
        id,
        level: *level,
        title: rule.name.clone(),
        prose,
        source: source.english,
        chinese: RuleInChinese {
            title: description.title,
            prose: chinese_prose,
            source: source.chinese,
        },
        questions,
        tags: rule.tags.clone(),
        line: rule.position.line,
        untestable: rule.tags.iter().any(|tag| tag == "untestable"),
        feature: file.to_owned(),
        feature_title: feature_title.to_owned(),
    })
}

/// The Chinese title of what has this description.
fn chinese_title(description: Option<&str>) -> Result<String, String> {
    Ok(Description::read(description)?.title)
}

fn read_outline(rule: RuleId, scenario: &gherkin::Scenario) -> Result<Outline, String> {
    let mut tables = Vec::new();
    for examples in &scenario.examples {
        let rows = examples.table.as_ref().map(|table| table.rows.as_slice());
        if let Some((columns, rows)) = rows.and_then(<[_]>::split_first) {
            tables.push(Examples {
                title: examples.name.clone().unwrap_or_default(),
                chinese: chinese_title(examples.description.as_deref())?,
                columns: columns.clone(),
                rows: rows.to_vec(),
            });
        }
    }
    Ok(Outline {
        rule,
        name: scenario.name.clone(),
        chinese: chinese_title(scenario.description.as_deref())?,
        steps: scenario.steps.iter().map(read_step).collect(),
        examples: tables,
    })
}

fn read_step(step: &gherkin::Step) -> Step {
    Step {
        keyword: step.keyword.trim().to_owned(),
        text: step.value.clone(),
        table: step.table.as_ref().map(|t| t.rows.clone()).unwrap_or_default(),
        line: step.position.line,
    }
}
