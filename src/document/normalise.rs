//! From the parts of a page to what it describes: which table is sent, which is answered, and which tables belong together.

use std::sync::LazyLock;

use regex::Regex;

use super::block::{Block, LineKind, Table};
use super::normal::{is_empty, one_line, squeezed, unescaped};
use super::page::{FieldTable, Page, Sample, Side, Unread};
use super::sample::{Read, read};
use super::{address, rows};

const REQUEST: [&str; 7] = ["请求", "入参", "上送", "输入", "request", "input", "业务参数"];
const ANSWER: [&str; 9] = [
    "响应", "应答", "返回", "出参", "回参", "输出", "response", "answer", "output",
];
/// Tables of headers say nothing of a message.
const HEADERS: [&str; 4] = ["请求头", "header", "公共参数", "消息头"];
/// Words of lines that name what follows.
const LABELS: [&str; 13] = [
    "主体", "示例", "样例", "范例", "例子", "参数", "报文", "说明", "字段", "列表", "结构", "定义", "对象",
];
/// What a documentation tool adds.
const OF_TOOLS: [&str; 5] = ["页面列表", "ITEM_HTML", "复制", "复制代码", "Copy"];

/// A line that names what follows has no more characters.
const LONGEST_LABEL: usize = 24;

/// `userInfo 说明`: a name, and words that say that it is one.
static OBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = "说明|对象|参数|结构|字段|信息|实体|列表|数据|明细|类型|属性|定义|表|的|[:.、（）()<>《》【】0-9]|List";
    Regex::new(&format!(r"^(?:{words})*([A-Za-z_][A-Za-z0-9_.]*)(?:{words})*$")).ok()
});

/// What the parts of a page describe.
pub(super) fn page(blocks: &[Block]) -> Page {
    let mut walk = Walk::default();
    for block in blocks {
        match block {
            Block::Line { kind, text } => walk.line(*kind, &one_line(&unescaped(text))),
            Block::Table(table) => walk.table(table),
            Block::Code { text, language } => walk.code(text, language),
        }
    }
    walk.end_labels();
    let mut page = walk.page;
    join(&mut page);
    page.text = squeezed(&page.text);
    page
}

#[derive(Default)]
struct Walk {
    page: Page,
    side: Option<Side>,
    caption: String,
    object: Option<String>,
    /// Short lines since the last heading or table: names of what follows, or sentences if nothing does.
    pending: Vec<String>,
    /// True once the page's own text has begun: before its first heading stand names of its shelf.
    has_begun: bool,
}

impl Walk {
    fn line(&mut self, kind: LineKind, text: &str) {
        self.page.text.push_str(text);
        self.page.text.push('\n');
        if kind == LineKind::Link || OF_TOOLS.contains(&text) {
            // It leads elsewhere, and says nothing of this operation.
            return;
        }
        address::of_line(text, &mut self.page);
        let plain = squeezed(text);
        let is_heading = kind == LineKind::Heading;
        self.has_begun |= is_heading;
        if is_heading && self.page.title.is_empty() || !self.has_begun && plain.chars().count() <= LONGEST_LABEL {
            text.clone_into(&mut self.page.title);
        }
        if is_heading {
            self.end_labels();
            self.label(text, &plain);
        } else if is_label(&plain) {
            self.label(text, &plain);
            self.pending.push(text.to_owned());
        } else if self.has_begun {
            self.sentence(text, &plain);
        }
    }

    /// What stood there as a name of something, and nothing followed.
    fn end_labels(&mut self) {
        if self.has_begun {
            self.page.sentences.append(&mut self.pending);
        }
        self.pending.clear();
    }

    fn label(&mut self, text: &str, plain: &str) {
        let lower = plain.to_lowercase();
        let says = |words: &[&str]| words.iter().filter_map(|word| lower.rfind(word)).max();
        match (says(&REQUEST), says(&ANSWER)) {
            (Some(request), Some(answer)) => {
                self.side = Some(if request > answer { Side::Request } else { Side::Answer });
            }
            (Some(_), None) => self.side = Some(Side::Request),
            (None, Some(_)) => self.side = Some(Side::Answer),
            (None, None) => {}
        }
        self.object = object(plain);
        text.trim_end_matches([':', '：']).clone_into(&mut self.caption);
    }

    fn sentence(&mut self, text: &str, plain: &str) {
        if text.matches('|').count() > 2 {
            self.unread(format!("a line that looks like a row of a table: {text}"));
        } else if !is_empty(plain) {
            self.page.sentences.push(text.to_owned());
        }
    }

    fn unread(&mut self, what: String) {
        let place = self.caption.clone();
        self.page.unread.push(Unread { place, what });
    }

    fn table(&mut self, table: &Table) {
        self.has_begun = true;
        self.pending.clear();
        let cells = || table.rows.iter().flatten();
        cells().for_each(|cell| {
            self.page.text.push_str(&unescaped(cell));
            self.page.text.push('\n');
        });
        let caption = table.inside.clone().unwrap_or_else(|| self.caption.clone());
        let headings = || one_line(&table.rows.first().map(|row| row.join(" | ")).unwrap_or_default());
        let is_of_headers = HEADERS.iter().any(|word| caption.to_lowercase().contains(word));
        let Some(rows) = rows::read(table, &caption) else {
            return self.definition(table, &headings());
        };
        if is_of_headers {
            return self.unread(format!("a table of headers is not compared: {}", headings()));
        }
        let Some(side) = self.side else {
            return self.unread(format!(
                "a table that is neither of a request nor of an answer: {}",
                headings()
            ));
        };
        self.page.unread.extend(rows.unread);
        // A table inside the row of a field has what is in that field.
        let inside = table
            .inside
            .as_deref()
            .and_then(|text| text.split_whitespace().next())
            .map(str::to_owned);
        self.page.tables.push(FieldTable {
            caption,
            side,
            object: inside.or_else(|| self.object.clone()),
            headings: rows.headings,
            fields: rows.fields,
        });
    }

    /// A table that defines the operation: its address and other facts.
    fn definition(&mut self, table: &Table, headings: &str) {
        let mut is_known = false;
        for row in &table.rows {
            for (place, cell) in row.iter().enumerate() {
                let heading = table
                    .rows
                    .first()
                    .and_then(|row| row.get(place))
                    .filter(|own| *own != cell);
                let before = place.checked_sub(1).and_then(|place| row.get(place));
                let label = heading
                    .into_iter()
                    .chain(before)
                    .map(|label| squeezed(label))
                    .collect::<Vec<_>>()
                    .join(" ");
                is_known |= address::of_cell(&label, &one_line(cell), &mut self.page);
            }
        }
        if is_known {
            let rows = table.rows.iter().skip(usize::from(table.rows.len() > 1));
            let cells = rows.flatten().map(|cell| one_line(cell)).filter(|cell| !is_empty(cell));
            self.page.sentences.extend(cells);
        } else {
            self.unread(format!("a table with other columns than those of fields: {headings}"));
        }
    }

    fn code(&mut self, text: &str, language: &str) {
        self.has_begun = true;
        self.pending.clear();
        self.page.text.push_str(&unescaped(text));
        self.page.text.push('\n');
        match (read(text, language), self.side) {
            (Read::Message(value), Some(side)) => self.page.samples.push(Sample { side, value }),
            (Read::Message(_), None) => {
                self.unread("a sample that is neither of a request nor of an answer".to_owned());
            }
            (Read::Broken(reason), _) => self.unread(format!("a sample that is not valid JSON: {reason}")),
            (Read::Other, _) => {
                let lines = text
                    .lines()
                    .map(|line| one_line(&unescaped(line)))
                    .filter(|line| !is_empty(line));
                for line in lines {
                    address::of_line(&line, &mut self.page);
                    self.page.sentences.push(line);
                }
            }
        }
    }
}

/// The object that a line names: `userInfo 说明`.
fn object(plain: &str) -> Option<String> {
    let name = OBJECT.as_ref()?.captures(plain)?[1].to_owned();
    let others = [REQUEST.as_slice(), &ANSWER, &["body", "json", "query", "header"]].concat();
    (!others.contains(&name.to_lowercase().as_str())).then_some(name)
}

/// True for a short line that names what follows it.
fn is_label(plain: &str) -> bool {
    let name = plain.trim_end_matches(':');
    let is_short = name.chars().count() <= LONGEST_LABEL && !name.contains([':', ',', '。', ';', '|', '!']);
    let lower = name.to_lowercase();
    let mut words = REQUEST.iter().chain(&ANSWER).chain(&LABELS);
    is_short && (words.any(|word| lower.contains(word)) || object(name).is_some())
}

/// Puts the fields of an object's own table below the field that is such an object.
fn join(page: &mut Page) {
    // An object within an object within …: no page goes deeper, and a circle ends here.
    for _ in 0..8 {
        let named: Vec<(Side, String, String)> = page
            .fields()
            .flat_map(|(side, field)| {
                let last = field.path.rsplit('.').next().unwrap_or_default().to_owned();
                let names = field.element.clone().into_iter().chain([last]);
                names.map(move |name| (side, name, field.path.clone()))
            })
            .collect();
        let mut changed = false;
        for table in &mut page.tables {
            let Some(object) = &table.object else { continue };
            let owner = named.iter().find(|(side, name, path)| {
                *side == table.side && name == object && !table.fields.iter().any(|own| own.path == *path)
            });
            if let Some((_, _, path)) = owner {
                for field in &mut table.fields {
                    field.path = format!("{path}.{}", field.path);
                }
                table.object = None;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for table in page.tables.iter().filter(|table| table.object.is_some()) {
        page.unread.push(Unread {
            place: table.caption.clone(),
            what: format!(
                "a table of {}, which no field is: its fields are taken for those of the {} itself",
                table.object.as_deref().unwrap_or_default(),
                table.side.name()
            ),
        });
    }
}
