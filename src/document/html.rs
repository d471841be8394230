//! Pages in HTML, as a browser saves them or a documentation tool exports them. Hand-made HTML leaves out end tags and
//! forgets to escape: `List<userInfo>` is read as it is meant, not as an element.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::block::{Block, LineKind};
use super::grid::OpenTable;
use super::size::MOST_ROWS;
use super::unreadable::Unreadable;

/// Elements of HTML. What looks like a tag and has another name is text.
const ELEMENTS: &str = " a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br \
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed \
    fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img \
    input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noframes noscript o:p object ol \
    optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small \
    source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr \
    track tt u ul var video wbr xmp ";

/// Elements of which nothing belongs to the page's text.
const SKIPPED: &str = " script style head header nav footer aside button svg noscript template iframe select ";

/// Elements that end a line before and after them.
const BLOCKS: &str = " address article blockquote body center dd details dialog div dl dt fieldset figcaption figure \
    form header hr legend li main ol p section summary ul tr ";

/// A page has no deeper tables within tables; what is deeper is read as text.
const DEEPEST: usize = 8;

fn is_in(names: &str, name: &str) -> bool {
    names.contains(&format!(" {name} "))
}

/// The parts of a page.
///
/// # Errors
/// Where it has more rows than a page can have.
pub(super) fn blocks(html: &str) -> Result<Vec<Block>, Unreadable> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match raw(html, tag.span.start, tag.span.end) {
                    Some(raw) if !is_element(&name) => reader.text(raw),
                    _ => reader.start(&name, &tag),
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match raw(html, tag.span.start, tag.span.end) {
                    Some(raw) if !is_element(&name) => reader.text(raw),
                    _ => reader.end(&name),
                }
            }
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        if reader.rows > MOST_ROWS {
            return Err(Unreadable::Rows);
        }
    }
    reader.finish();
    Ok(reader.blocks)
}

/// Names with a hyphen are elements of a page's own script.
fn is_element(name: &str) -> bool {
    name.contains('-') || is_in(ELEMENTS, name)
}

fn raw(html: &str, start: usize, end: usize) -> Option<&str> {
    html.get(start..end).filter(|raw| raw.starts_with('<'))
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    line: String,
    kind: Option<LineKind>,
    /// Whether a link is open, and whether the line has text outside of one.
    is_link: bool,
    is_text: bool,
    code: Option<(String, String)>,
    tables: Vec<OpenTable>,
    /// The element of which nothing is read, and how many of them are open.
    skipped: Option<(String, usize)>,
    rows: usize,
}

impl Reader {
    fn start(&mut self, name: &str, tag: &StartTag<usize>) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += usize::from(skipped == name && !tag.self_closing);
            // The end tag of a head may be left out.
            if name == "body" && skipped == "head" {
                self.skipped = None;
            }
            return;
        }
        if is_in(SKIPPED, name) && !tag.self_closing {
            self.skipped = Some((name.to_owned(), 1));
            return;
        }
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        let language = attribute("class").and_then(|class| language(&class));
        if let Some((text, own)) = &mut self.code {
            match name {
                "br" => text.push('\n'),
                "div" | "p" | "li" if !text.is_empty() && !text.ends_with('\n') => text.push('\n'),
                _ => {}
            }
            if own.is_empty() {
                *own = language.unwrap_or_default();
            }
            return;
        }
        match name {
            "pre" | "xmp" | "textarea" => {
                self.end_line();
                self.code = Some((String::new(), language.unwrap_or_default()));
            }
            "table" if self.tables.len() < DEEPEST => {
                self.end_line();
                let inside = self.tables.last_mut().and_then(OpenTable::nest);
                self.tables.push(OpenTable::new(inside));
            }
            "tr" | "td" | "th" if !self.tables.is_empty() => self.cell(name, &attribute),
            "br" => self.break_line(),
            "a" => self.is_link = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.break_line();
                self.kind = Some(LineKind::Heading);
            }
            "li" | "dt" => {
                self.break_line();
                self.kind = Some(LineKind::Item);
            }
            _ if is_in(BLOCKS, name) => self.break_line(),
            _ => {}
        }
    }

    fn cell(&mut self, name: &str, attribute: &impl Fn(&str) -> Option<String>) {
        self.end_line();
        let Some(table) = self.tables.last_mut() else { return };
        let span = |name: &str| attribute(name).and_then(|text| text.trim().parse().ok()).unwrap_or(1);
        if name == "tr" {
            table.begin_row();
            self.rows += 1;
        } else {
            table.begin_cell(span("colspan"), span("rowspan"));
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        if self.code.is_some() {
            if matches!(name, "pre" | "xmp" | "textarea") {
                self.end_code();
            }
            return;
        }
        match name {
            "table" => self.end_table(),
            "a" => self.is_link = false,
            "td" | "th" | "tr" => {
                self.end_line();
                match self.tables.last_mut() {
                    Some(table) if name == "tr" => table.end_row(),
                    Some(table) => table.end_cell(),
                    None => {}
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.break_line(),
            _ if is_in(BLOCKS, name) => self.break_line(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        if let Some((code, _)) = &mut self.code {
            code.push_str(text);
            return;
        }
        if let Some(cell) = self.tables.last_mut().and_then(OpenTable::cell) {
            push(cell, text);
        }
        // Text without markup, as it is copied, has empty lines between its lines.
        for (place, part) in text.split("\n\n").enumerate() {
            if place > 0 {
                self.end_line();
            }
            self.is_text |= !self.is_link && !part.trim().is_empty();
            push(&mut self.line, part);
        }
    }

    fn break_line(&mut self) {
        let cell = self.tables.last_mut().and_then(OpenTable::cell);
        if let Some(cell) = cell.filter(|cell| !cell.trim().is_empty()) {
            cell.push('\n');
        }
        self.end_line();
    }

    /// A line of a cell is kept beside the cell: the table may only lay out the page.
    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.line).trim().to_owned();
        let is_text = std::mem::take(&mut self.is_text);
        let kind = match self.kind.take() {
            Some(LineKind::Heading) => LineKind::Heading,
            Some(LineKind::Item | LineKind::Link | LineKind::Text) | None if !is_text => LineKind::Link,
            kind => kind.unwrap_or(LineKind::Text),
        };
        if !text.is_empty() {
            self.add(Block::Line { kind, text });
        }
    }

    fn add(&mut self, block: Block) {
        match self.tables.last_mut() {
            Some(table) => table.inner.push(block),
            None => self.blocks.push(block),
        }
    }

    fn end_code(&mut self) {
        if let Some((text, language)) = self.code.take() {
            self.add(Block::Code { text, language });
        }
    }

    fn end_table(&mut self) {
        self.end_line();
        let Some(table) = self.tables.pop() else { return };
        for block in table.finish() {
            self.add(block);
        }
    }

    fn finish(&mut self) {
        self.end_code();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.end_line();
    }
}

/// `language-json`, `lang-json`.
fn language(class: &str) -> Option<String> {
    let mut words = class.split_whitespace();
    words.find_map(|word| {
        Some(
            word.strip_prefix("language-")
                .or(word.strip_prefix("lang-"))?
                .to_owned(),
        )
    })
}

/// Adds text as HTML does: spaces and line breaks in a row are one space. Spaces that the page's author wrote as
/// characters of their own stay, since they indent.
fn push(line: &mut String, text: &str) {
    for character in text.chars() {
        if character.is_ascii_whitespace() {
            if !line.is_empty() && !line.ends_with([' ', '\n']) {
                line.push(' ');
            }
        } else {
            line.push(character);
        }
    }
}
