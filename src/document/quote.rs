//! What the `Source:` lines of the rules quote from a page. A quoted word that the page no longer says, and a word of the
//! page that no rule quotes, are differences.

use std::collections::BTreeMap;

use super::normal::{self, squeezed};
use super::page::{Page, PageField};
use crate::contract::{Contract, Operation, RuleId};

/// Something that a rule quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) rule: RuleId,
    /// The field in whose row it stands, by its name; `None` for any place of the page.
    pub(super) field: Option<String>,
    /// The quotation that it is a part of, as the rule has it.
    pub(super) words: String,
    /// The word itself, squeezed.
    pub(super) plain: String,
}

/// What all rules quote from the page of an operation; `fields` are the names of its fields.
pub(super) fn of(contract: &Contract, operation: Operation, fields: &[&str]) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for rule in &contract.rules {
        let mut is_about = false;
        for clause in rule.source.split("; ") {
            is_about = subject(clause, operation).unwrap_or(is_about);
            if is_about {
                read(clause, rule.id, fields, &mut quotes);
            }
        }
    }
    quotes
}

/// Whether a clause is about the page of an operation; `None` where it goes on about the same as the one before it.
fn subject(clause: &str, operation: Operation) -> Option<bool> {
    let words = || clause.split([' ', ',', ':']).filter(|word| !word.is_empty());
    let named = |word: &str| Operation::named(word);
    // What a guide says of an operation does not stand on the operation's page.
    let mut before = words().take_while(|word| named(word).is_none());
    if before.any(|word| matches!(word, "guide" | "code")) {
        return Some(false);
    }
    let mut operations = words().filter_map(named).peekable();
    operations.peek()?;
    Some(operations.any(|own| own == operation))
}

fn read(clause: &str, rule: RuleId, fields: &[&str], quotes: &mut Vec<Quote>) {
    let quotation = clause.split_once(": ").map_or(clause, |(_, behind)| behind);
    let mut field: Option<String> = None;
    // A field is named where a quotation begins; elsewhere its name is a word like others.
    let mut begins = true;
    let mut words = clause.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut word = word.to_owned();
        // A member of a sample is one word with its value.
        while word.ends_with(':') && word.starts_with('"') {
            let Some(value) = words.next() else { break };
            word.push_str(value);
        }
        if begins {
            // `succ = fail时不为空` is a condition on a field, in the row of another.
            let is_condition = words.peek().is_some_and(|next| next.starts_with('='));
            field = Some(word.clone()).filter(|word| fields.contains(&word.as_str()) && !is_condition);
        }
        begins = word.ends_with([',', ':']);
        let word = word.trim_end_matches([',', ':', ';']);
        let plain = squeezed(word);
        if !plain.is_empty() && !word.contains('…') {
            let parts: Vec<&str> = if field.is_some() {
                quotation.split(", ").collect()
            } else {
                vec![quotation]
            };
            let whole = parts
                .into_iter()
                .find(|part| clause.contains(": ") && part.contains(word));
            quotes.push(Quote {
                rule,
                field: field.clone(),
                words: whole.unwrap_or(word).to_owned(),
                plain,
            });
        }
    }
}

impl Quote {
    /// True for a word that can only come from the page: our own words around the quotations are English.
    pub(super) fn is_of_the_page(&self) -> bool {
        // A single character stands on any page.
        let is_long = self.field.is_some() || self.plain.chars().count() > 1;
        is_chinese(&self.plain) && is_long || self.plain.contains('"') || self.is_code()
    }

    fn is_code(&self) -> bool {
        let has = |wanted: fn(char) -> bool| self.plain.contains(wanted);
        let is_call = self.plain.find(['(', '<']).is_some_and(|place| place > 0);
        let is_value = self.plain.len() > 5 && has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_uppercase());
        is_call || is_value && !self.plain.contains('-')
    }
}

/// True for a text with a Chinese character.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

/// The quotes that the page does not say. One of a field must stand in its row, and below its headings.
pub(super) fn lost<'q>(quotes: &'q [Quote], page: &Page) -> Vec<&'q Quote> {
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for table in &page.tables {
        for field in &table.fields {
            let row = format!("{} {} {}", field.row, table.headings, squeezed(&table.caption));
            rows.entry(name(field)).or_default().push(row);
        }
    }
    let is_said = |quote: &&Quote| {
        let own = quote.field.as_deref().and_then(|field| rows.get(field));
        let in_row = |rows: &Vec<String>| rows.iter().any(|row| row.contains(&quote.plain));
        own.map_or_else(|| page.text.contains(&quote.plain), in_row)
    };
    quotes
        .iter()
        .filter(|quote| quote.is_of_the_page() && !is_said(quote))
        .collect()
}

fn name(field: &PageField) -> &str {
    field.path.rsplit('.').next().unwrap_or_default()
}

/// What is left of a text of the page without everything that some rule quotes: empty where all of it is quoted.
pub(super) fn unquoted(text: &str, quotes: &[Quote]) -> String {
    let left = without_quotes(&squeezed(text), quotes);
    // Two words of a program are quoted apart.
    let words: String = text
        .split_whitespace()
        .map(|word| without_quotes(&squeezed(word), quotes))
        .collect();
    if normal::is_empty(&words) { words } else { left }
}

fn without_quotes(plain: &str, quotes: &[Quote]) -> String {
    let mut covered = vec![false; plain.len()];
    for quote in quotes {
        // A short word covers only itself, not a part of another.
        for (place, found) in plain.match_indices(&quote.plain) {
            let end = place + found.len();
            let is_whole = !joins(plain[..place].chars().next_back(), found.chars().next())
                && !joins(found.chars().next_back(), plain[end..].chars().next());
            let is_long = is_chinese(found) && found.chars().count() > 1;
            if is_long || is_whole {
                covered[place..end].fill(true);
            }
        }
    }
    let left = plain
        .char_indices()
        .filter(|(place, _)| !covered[*place])
        .map(|(_, c)| c);
    left.collect()
}

/// True where two characters belong to one word.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    is_part(before) && is_part(after)
}
