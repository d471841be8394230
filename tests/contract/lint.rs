//! The raw text of the features, for the mistakes that Gherkin swallows.

use std::collections::BTreeSet;

use fuhe::contract::{Contract, Operation, RuleId};

use super::Complaints;

#[test]
fn the_raw_text_hides_no_mistakes() {
    let mut complaints = Complaints::default();
    for (file, text) in Contract::files() {
        Lint::new(&file, &mut complaints).read(&text);
    }
    complaints.settle();
}

/// Reads a feature line by line, as a person would, and compares with what Gherkin makes of it.
struct Lint<'a> {
    file: &'a str,
    complaints: &'a mut Complaints,
    line: usize,
    heading: Option<usize>,
    rows: usize,
    in_examples: bool,
    placeholders: BTreeSet<String>,
    outline: Option<String>,
    in_description: bool,
}

const BLOCKS: [&str; 8] = [
    "Feature:",
    "Rule:",
    "Background:",
    "Scenario:",
    "Scenario Outline:",
    "Examples:",
    "Example:",
    "Scenarios:",
];

const STEPS: [&str; 6] = ["Given ", "When ", "Then ", "And ", "But ", "* "];

const WORDS: [&str; 9] = [
    "feature",
    "rule",
    "background",
    "scenario",
    "example",
    "examples",
    "given",
    "when",
    "then",
];

const TAGS: [&str; 9] = [
    "must",
    "should",
    "open",
    "untestable",
    "etc",
    "butler",
    "gateway",
    "client.user.save",
    "user.save",
];

impl<'a> Lint<'a> {
    pub(super) fn new(file: &'a str, complaints: &'a mut Complaints) -> Self {
        Self {
            file,
            complaints,
            line: 0,
            heading: None,
            rows: 0,
            in_examples: false,
            placeholders: BTreeSet::new(),
            outline: None,
            in_description: false,
        }
    }

    fn complain_unless(&mut self, holds: bool, complaint: &str) {
        let place = format!("features/{}:{}: {complaint}", self.file, self.line);
        self.complaints.unless(holds, place);
    }

    fn read(mut self, text: &str) {
        for (index, raw) in text.lines().enumerate() {
            self.line = index + 1;
            let line = raw.trim();
            self.complain_unless(raw.chars().count() <= 120, "the line is longer than 120 characters");
            self.complain_unless(
                !raw.contains('\t') && raw.trim_end() == raw,
                "tabs or blanks at the end",
            );
            if line.starts_with('|') {
                self.row(line);
                continue;
            }
            self.close_table();
            if let Some(tags) = line.strip_prefix('@') {
                for tag in tags.split(" @") {
                    let known = TAGS.contains(&tag) || Operation::named(tag).is_some() || tag.parse::<RuleId>().is_ok();
                    self.complain_unless(known, &format!("nobody knows the tag @{tag}"));
                }
            } else if let Some(block) = BLOCKS.iter().find(|block| line.starts_with(**block)) {
                self.block(block, line);
            } else if STEPS.iter().any(|step| line.starts_with(step)) {
                self.complain_unless(!self.in_examples, "a step stands among examples");
                self.in_description = false;
            } else if !line.is_empty() && !line.starts_with('#') {
                self.description(line);
            }
        }
        self.close_table();
        self.close_outline();
    }

    fn block(&mut self, block: &str, line: &str) {
        self.in_examples = block == "Examples:";
        if !self.in_examples {
            self.close_outline();
        }
        if block == "Scenario Outline:" {
            self.outline = Some(line.to_owned());
        }
        self.complain_unless(
            !self.in_examples || self.outline.is_some(),
            "examples without a Scenario Outline before them",
        );
        self.in_description = true;
        self.heading = None;
    }

    fn description(&mut self, line: &str) {
        let first = line.split([' ', ':']).next().unwrap_or_default().to_lowercase();
        self.complain_unless(
            !WORDS.contains(&first.as_str()),
            "a description begins with a word that looks like a keyword",
        );
        self.complain_unless(self.in_description, "neither a step nor part of a description");
    }

    fn row(&mut self, line: &str) {
        self.complain_unless(line.ends_with('|'), "a row does not end in |");
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        match self.heading {
            None => {
                self.heading = Some(cells.len());
                if self.in_examples {
                    self.placeholders = cells.iter().map(|cell| format!("<{cell}>")).collect();
                    let outline = self.outline.clone().unwrap_or_default();
                    for placeholder in self.placeholders.clone() {
                        let named = outline.contains(&placeholder);
                        // A second value of the same row may be left to the steps where the name tells rows apart.
                        let told_apart =
                            named || ["<first>", "<none>", "<control>", "<question>"].contains(&placeholder.as_str());
                        self.complain_unless(told_apart, &format!("the outline's name lacks {placeholder}"));
                    }
                }
            }
            Some(width) => {
                self.rows += 1;
                self.complain_unless(cells.len() == width, "a row is not as wide as its heading");
            }
        }
    }

    fn close_table(&mut self) {
        if self.in_examples && self.heading.is_some() {
            let filled = self.rows > 0;
            self.complain_unless(filled, "the examples above have no rows");
            self.in_examples = false;
        }
        self.heading = None;
        self.rows = 0;
    }

    fn close_outline(&mut self) {
        if self.outline.take().is_some() {
            let had_examples = !self.placeholders.is_empty();
            self.complain_unless(had_examples, "the outline above has no examples");
        }
        self.placeholders.clear();
    }
}
