//! The drafted feature: a rule for each field, with the line of the page that says it, and scenarios at its limits.

use std::fmt::Write as _;

use super::subject::{MARK, Subject, top};
use crate::contract::Vendor;
use crate::document::cell::Kind;
use crate::document::page::{Page, PageField, Side};

pub(super) fn text(page: &Page, subject: &Subject) -> String {
    let Subject { name, vendor, .. } = subject;
    let mut text = format!(
        "# {MARK}.\n\
         {} @{name}\n\
         Feature: {name}, TODO: what it does, in a few words\n  zh: {name}：{}\n  TODO: what it is for.\n",
        vendor.tag(),
        page.title,
    );
    let fields: Vec<&PageField> = top(page, Side::Request).collect();
    for (place, field) in fields.iter().enumerate() {
        request_rule(page, subject, place, field, &mut text);
    }
    answer_rule(page, subject, &mut text);
    past_rule(subject, &fields, &mut text);
    if *vendor == Vendor::Courier {
        missing_rule(subject, &fields, &mut text);
    }
    text
}

fn request_rule(page: &Page, subject: &Subject, place: usize, field: &PageField, text: &mut String) {
    let name = &field.path;
    let (title, chinese) = titles(field);
    begin(&subject.rule(place), "must", &title, &chinese, text);
    text.push_str("    TODO: what it means, and what stands elsewhere.\n");
    source(page, subject, Side::Request, &[field], text);
    match (field.kind, field.values.is_empty(), field.limit) {
        (Some(Kind::String), true, Some(limit)) => {
            let control = limit.div_ceil(2).min(3);
            let rows = [[format!("{limit} × \"x\""), format!("{control} × \"x\"")]];
            outline(name, "is accepted", "up to the limit", true, &rows, text);
        }
        (kind, false, _) => {
            let rows: Vec<_> = field
                .values
                .iter()
                .map(|(value, _)| [written(value, kind), String::new()])
                .collect();
            outline(name, "is accepted", "the documented values", false, &rows, text);
        }
        (Some(_) | None, true, _) => {
            let _ = writeln!(text, "\n    # TODO: scenarios of {name}.");
        }
    }
}

fn answer_rule(page: &Page, subject: &Subject, text: &mut String) {
    let fields: Vec<&PageField> = top(page, Side::Answer).collect();
    let names: Vec<&str> = fields.iter().map(|field| field.path.as_str()).collect();
    let title = format!("the answer has {}", names.join(", "));
    begin(
        &subject.answer_rule(),
        "must",
        &title,
        &format!("应答有 {}", names.join("、")),
        text,
    );
    text.push_str("    TODO: what a success looks like.\n");
    source(page, subject, Side::Answer, &fields, text);
    text.push_str("\n    Scenario: the answer to a TODO\n      When a TODO is TODOed\n      Then it is accepted\n");
    for field in fields {
        let name = &field.path;
        match (field.kind, field.limit, field.required) {
            (Some(Kind::String), Some(limit), Some(true)) => {
                let _ = writeln!(
                    text,
                    "      And {name} in the answer is a text of 1 to {limit} characters"
                );
            }
            (Some(Kind::String), Some(limit), Some(false) | None) => {
                let _ = writeln!(
                    text,
                    "      And {name} in the answer is a text of up to {limit} characters, or none"
                );
            }
            (Some(_) | None, _, _) => {}
        }
    }
}

fn past_rule(subject: &Subject, fields: &[&PageField], text: &mut String) {
    let title = "a value past its limit, or outside its list, is refused";
    begin(
        &subject.past_rule(),
        "should",
        title,
        "超过最大长度或不在取值列表中的值被拒绝",
        text,
    );
    let _ = writeln!(
        text,
        "    Source: follows from {}, the limits of the request",
        subject.name
    );
    for field in fields {
        let name = &field.path;
        match (field.kind, field.values.as_slice(), field.limit) {
            (Some(Kind::String), [], Some(limit)) => {
                let rows = [[format!("{} × \"x\"", limit + 1), format!("{limit} × \"x\"")]];
                outline(name, "is refused", &format!("{name} past its limit"), true, &rows, text);
            }
            (kind, [.., (last, _)], _) if kind != Some(Kind::Boolean) => {
                let outside = last
                    .parse::<i64>()
                    .map_or_else(|_| format!("{last}x"), |last| (last + 1).to_string());
                let rows = [[written(&outside, kind), String::new()]];
                outline(
                    name,
                    "is refused",
                    &format!("{name} outside its list"),
                    false,
                    &rows,
                    text,
                );
            }
            _ => {}
        }
    }
}

fn missing_rule(subject: &Subject, fields: &[&PageField], text: &mut String) {
    let title = "a call without a required field is refused";
    begin(
        &subject.missing_rule(),
        "should",
        title,
        "缺少必填字段的调用被拒绝",
        text,
    );
    let _ = writeln!(
        text,
        "    Source: follows from {}, what the request requires",
        subject.name
    );
    for field in fields.iter().filter(|field| field.required == Some(true)) {
        let mut rows = vec![["(absent)".to_owned(), String::new()]];
        if field.kind == Some(Kind::String) {
            rows.push(["\"\"".to_owned(), String::new()]);
        }
        outline(
            &field.path,
            "is refused",
            &format!("without {}", field.path),
            false,
            &rows,
            text,
        );
    }
}

fn begin(id: &str, level: &str, title: &str, chinese: &str, text: &mut String) {
    let _ = write!(text, "\n  @{id} @{level}\n  Rule: {title}\n    zh: {chinese}\n");
}

fn outline(name: &str, fate: &str, title: &str, is_judged: bool, rows: &[[String; 2]], text: &mut String) {
    let (control, heading) = match (is_judged, fate) {
        (true, "is accepted") => ("it is accepted, as <control> is", true),
        (true, _) => ("it is refused, unlike <control>", true),
        (false, "is accepted") => ("it is accepted", false),
        (false, _) => ("it is refused", false),
    };
    let _ = write!(
        text,
        "\n    Scenario Outline: a TODO with {name} <{name}> {fate}\n      When a TODO is TODOed with {name} <{name}>\n      \
         Then {control}\n\n      Examples: {title}\n",
    );
    let head = [name.to_owned(), "control".to_owned()];
    let columns = if heading { 2 } else { 1 };
    let width = |column: usize| {
        [&head]
            .into_iter()
            .chain(rows)
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    for row in [&head].into_iter().chain(rows) {
        let cells = row.iter().take(columns).enumerate();
        let cells: Vec<String> = cells
            .map(|(column, cell)| format!(" {cell:<width$} |", width = width(column)))
            .collect();
        let _ = writeln!(text, "        |{}", cells.concat());
    }
}

/// What a rule says of a field, in both languages.
fn titles(field: &PageField) -> (String, String) {
    let (is, chinese) = match field.required {
        Some(true) => ("is required", "必填"),
        Some(false) => ("is optional", "选填"),
        None => ("is TODO: required or optional", "TODO：必填或选填"),
    };
    let limit = |words: &str| {
        field
            .limit
            .map(|limit| words.replace('N', &limit.to_string()))
            .unwrap_or_default()
    };
    let (unit, unit_zh) = match field.kind {
        Some(Kind::String) => (" of up to N characters", "，最长 N 个字符"),
        Some(Kind::Integer | Kind::Number) => (" of up to N digits", "，最多 N 位"),
        Some(Kind::Boolean | Kind::Object | Kind::Array) | None => ("", ""),
    };
    let word = field.type_word.split(['(', '[']).next().unwrap_or_default().trim();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    let values: Vec<&str> = field.values.iter().map(|(value, _)| value.as_str()).collect();
    let listed = |before: &str, between: &str| match values.as_slice() {
        [] => String::new(),
        values => format!("{before}{}", values.join(between)),
    };
    (
        format!(
            "{} {is}, {article} {word}{}{}",
            field.path,
            limit(unit),
            listed(": one of ", ", ")
        ),
        format!(
            "{} {chinese}，{word}{}{}",
            field.path,
            limit(unit_zh),
            listed("，取值 ", "、")
        ),
    )
}

/// The line of the page, in both languages.
fn source(page: &Page, subject: &Subject, side: Side, fields: &[&PageField], text: &mut String) {
    let table = page.tables.iter().find(|table| table.side == side);
    let caption = table.map(|table| table.caption.as_str()).unwrap_or_default();
    let rows: Vec<String> = fields
        .iter()
        .map(|field| {
            let limit = field
                .limit
                .filter(|_| !field.type_word.contains(['(', '[']))
                .map(|limit| limit.to_string());
            let required = match (&field.remark, field.required) {
                (remark, _) if !remark.is_empty() => remark.as_str(),
                (_, Some(true)) => "是",
                (_, Some(false)) => "否",
                (_, None) => "",
            };
            let parts = [
                &field.path,
                &field.type_word,
                &limit.unwrap_or_default(),
                required,
                &field.description,
            ]
            .map(ToOwned::to_owned);
            parts
                .iter()
                .filter(|part| !part.is_empty())
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let number = |field: &PageField| {
        let rows = page
            .tables
            .iter()
            .filter(|table| table.side == side)
            .flat_map(|table| &table.fields);
        rows.take_while(|own| own.path != field.path).count() + 1
    };
    let (row, row_zh) = match fields {
        [field] => (format!(", row {}", number(field)), format!("，第 {} 行", number(field))),
        _ => (String::new(), String::new()),
    };
    let (name, words) = (&subject.name, rows.join(", "));
    let _ = write!(
        text,
        "    Source: {name}, {caption}{row}: {words}\n    zh: {name}，{caption}{row_zh}：{}\n",
        rows.join("，")
    );
}

/// A value in the notation of the features.
fn written(value: &str, kind: Option<Kind>) -> String {
    match kind {
        Some(Kind::Integer | Kind::Number | Kind::Boolean) => value.to_owned(),
        Some(Kind::String | Kind::Object | Kind::Array) | None => format!("{value:?}"),
    }
}
