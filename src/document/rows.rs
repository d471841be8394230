//! A table of fields, row by row.

use super::block::Table;
use super::cell;
use super::columns::{Column, columns};
use super::normal::{is_empty, one_line, squeezed, unescaped};
use super::page::{PageField, Unread};

/// What a table of fields says.
pub(super) struct Rows {
    pub(super) headings: String,
    pub(super) fields: Vec<PageField>,
    pub(super) unread: Vec<Unread>,
}

/// Reads a table; `None` where it has no heading of a table of fields in its first two rows.
pub(super) fn read(table: &Table, place: &str) -> Option<Rows> {
    let (heading, columns) = (0..table.rows.len().min(2)).find_map(|row| Some((row, columns(&table.rows[row])?)))?;
    let headings = &table.rows[heading];
    let mut rows = Rows {
        headings: squeezed(&headings.join(" ")),
        fields: Vec::new(),
        unread: Vec::new(),
    };
    let mut indents: Vec<(usize, String)> = Vec::new();
    for cells in table.rows.iter().skip(heading + 1) {
        // Pages repeat the heading in long tables.
        if cells == headings {
            continue;
        }
        match field(cells, &columns, &mut indents) {
            Ok((field, remarks)) => {
                let at = format!("{place}, {}", field.path);
                rows.unread.extend(remarks.into_iter().map(|what| Unread {
                    place: at.clone(),
                    what,
                }));
                rows.fields.push(field);
            }
            Err(what) => rows.unread.push(Unread {
                place: place.to_owned(),
                what: format!("{what}: {}", one_line(&cells.join(" | "))),
            }),
        }
    }
    Some(rows)
}

/// A row, and what was not understood in it.
fn field(
    cells: &[String],
    columns: &[Option<Column>],
    indents: &mut Vec<(usize, String)>,
) -> Result<(PageField, Vec<String>), String> {
    let columns = shifted(cells, columns);
    let cell = |wanted: Column| {
        let all = cells.iter().zip(&columns).filter(|(_, own)| **own == Some(wanted));
        let texts: Vec<String> = all.map(|(text, _)| unescaped(text).trim_end().to_owned()).collect();
        texts.join(" ").trim_end().to_owned()
    };
    let path = path(&cell(Column::Name), indents).ok_or("a row whose first column does not name a field")?;
    let mut remarks = Vec::new();
    let type_word = one_line(&cell(Column::Type));
    let read = cell::type_cell(&type_word);
    if read.kind.is_none() && !is_empty(&type_word) {
        remarks.push(format!("the type \"{type_word}\" is not known"));
    }
    let limit = cell::limit_cell(&cell(Column::Limit)).unwrap_or_else(|()| {
        remarks.push(format!(
            "the limit \"{}\" has no number",
            one_line(&cell(Column::Limit))
        ));
        None
    });
    let (required, remark) = required(&cell(Column::Required), &cell(Column::Nullable), &mut remarks);
    let words = cell(Column::Description);
    let values = cell::values(&words);
    let default = given(&cell(Column::Default)).or_else(|| cell::default(&words, &values));
    let is_text = read.kind.is_none_or(|kind| kind == cell::Kind::String);
    let in_words = || cell::limit_in_words(&words).filter(|_| is_text);
    let field = PageField {
        path,
        kind: read.kind,
        element: read.element,
        limit: limit.or(read.limit).or_else(in_words),
        required,
        values,
        default,
        description: one_line(&words),
        remark,
        row: squeezed(&unescaped(&cells.join(" "))),
        type_word,
    };
    Ok((field, remarks))
}

/// A default in a cell of its own; a dash is none.
fn given(cell: &str) -> Option<String> {
    let text = one_line(cell);
    (!is_empty(&text) && text != "无").then_some(text)
}

/// Whether a field is required, and what else the cell says.
fn required(required: &str, nullable: &str, remarks: &mut Vec<String>) -> (Option<bool>, String) {
    let (text, inverted) = if squeezed(required).is_empty() {
        (nullable, true)
    } else {
        (required, false)
    };
    let text = one_line(text);
    if let Ok(says) = cell::required_cell(&text) {
        let plain = squeezed(&text);
        let remark = if plain.contains('(') { plain } else { String::new() };
        return (says.map(|says| says != inverted), remark);
    }
    remarks.push(format!("\"{text}\" does not say whether the field is required"));
    (None, String::new())
}

/// Where a row has fewer cells than the heading, its author left one out: what stands last is the description.
fn shifted(cells: &[String], columns: &[Option<Column>]) -> Vec<Option<Column>> {
    let mut columns = columns.to_vec();
    let last = cells.len().saturating_sub(1);
    let described = columns
        .iter()
        .take(cells.len())
        .any(|own| *own == Some(Column::Description));
    if cells.len() < columns.len() && !described && last > 1 && columns[last] != Some(Column::Required) {
        columns[last] = Some(Column::Description);
    }
    columns
}

/// The place of a field: written with dots, or shown by what its name is indented with.
fn path(text: &str, indents: &mut Vec<(usize, String)>) -> Option<String> {
    let signs = |c: char| c.is_whitespace() || "-–—─└├│┗┣∟>→»+.·|↳".contains(c);
    let text = text.trim_end();
    let name = text.trim_start_matches(signs);
    let indent = text[..text.len() - name.len()]
        .chars()
        .map(|c| if c == '\u{2003}' || c == '\u{3000}' { 2 } else { 1 })
        .sum();
    // A star in front marks a required field, and a note behind is not part of the name: `*userNo(账号)`.
    let name = squeezed(name.trim_start_matches(['*', '＊']));
    let name = name.split(['(', '*', ',']).next().unwrap_or_default();
    let name = name.replace("[]", "").replace("->", ".").replace(['>', '→'], ".");
    let fits = |c: char| c.is_ascii_alphanumeric() || "_.-$".contains(c);
    if name.is_empty() || !name.chars().all(fits) || !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    while indents.last().is_some_and(|(outer, _)| *outer >= indent) {
        indents.pop();
    }
    let path = match indents.last() {
        Some((_, outer)) => format!("{outer}.{name}"),
        None => name,
    };
    indents.push((indent, path.clone()));
    Some(path)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain(&["a", "b"], &["a", "b"])]
    #[case::dots(&["app", "app.app_id"], &["app", "app.app_id"])]
    #[case::lists(&["list", "list[].id"], &["list", "list.id"])]
    #[case::arrows(&["app", "app->app_id", "app>key"], &["app", "app.app_id", "app.key"])]
    #[case::lines(&["app", "└ app_id", "└─ key", "code"], &["app", "app.app_id", "app.app_id.key", "code"])]
    #[case::dashes(&["app", "- list", "-- id", "- key"], &["app", "app.list", "app.list.id", "app.key"])]
    #[case::spaces(&["app", "\u{a0}\u{a0}id", "\u{3000}\u{3000}\u{3000}x", "end"], &["app", "app.id", "app.id.x", "end"])]
    #[case::notes(&["userNo(账号)", "＊key"], &["userNo", "key"])]
    fn paths(#[case] names: &[&str], #[case] expected: &[&str]) {
        let mut indents = Vec::new();
        let read: Vec<String> = names.iter().filter_map(|name| path(name, &mut indents)).collect();
        assert_eq!(read, expected);
    }

    #[rstest]
    #[case("")]
    #[case("合计")]
    #[case("1")]
    fn what_names_no_field(#[case] name: &str) {
        assert_eq!(path(name, &mut Vec::new()), None);
    }
}
