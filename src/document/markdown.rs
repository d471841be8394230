//! Pages in Markdown. They are turned into HTML, which Markdown may contain anyway, so that one reader reads both.

use std::sync::LazyLock;

use pulldown_cmark::{Options, Parser, html};
use regex::Regex;

/// The line below the heading of a table: `| :--- | :---: |`.
static DELIMITER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?$").ok());

/// True for a text that has a table of Markdown.
pub(super) fn has_table(text: &str) -> bool {
    text.lines().any(is_delimiter)
}

fn is_delimiter(line: &str) -> bool {
    DELIMITER.as_ref().is_some_and(|delimiter| delimiter.is_match(line))
}

/// The page as HTML.
pub(super) fn to_html(text: &str) -> String {
    let text = prepared(text);
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(
        &mut out,
        Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH),
    );
    out
}

/// People forget the empty line before a table, and the space after the signs of a heading. What was copied from a
/// browser has tabs between cells.
fn prepared(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len() + 64);
    let mut fenced = false;
    for (place, line) in lines.iter().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        let next = lines.get(place + 1).copied().unwrap_or_default();
        let previous = place
            .checked_sub(1)
            .and_then(|place| lines.get(place))
            .copied()
            .unwrap_or_default();
        if fenced {
            out.push_str(line);
        } else if line.contains('|') && is_delimiter(next) {
            out.push('\n');
            out.push_str(line.trim_start());
        } else if cells(line) > 2 && (cells(previous) > 2 || cells(next) > 2) {
            push_tabbed(line, cells(previous) <= 2, &mut out);
        } else if let Some(title) = unspaced_heading(line) {
            let signs = line.len() - title.len();
            out.push_str(&line[..signs]);
            out.push(' ');
            out.push_str(title);
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// `##标题`: no letter of a program follows the signs, or it would be a directive of C.
fn unspaced_heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    let signs = line.len() - title.len();
    ((1..=6).contains(&signs) && title.starts_with(|c: char| !c.is_ascii())).then_some(title)
}

/// How many cells a line has that was copied out of a table.
fn cells(line: &str) -> usize {
    if line.trim_start().starts_with(['|', '{', '"']) {
        return 0;
    }
    line.trim_end().split('\t').count()
}

fn push_tabbed(line: &str, is_first: bool, out: &mut String) {
    let row = line.trim_end().replace('|', "\\|").replace('\t', " | ");
    if is_first {
        out.push('\n');
    }
    out.push_str("| ");
    out.push_str(&row);
    out.push_str(" |");
    if is_first {
        out.push('\n');
        out.push_str(&"|---".repeat(cells(line)));
        out.push('|');
    }
}
