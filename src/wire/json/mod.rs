//! The one reader of answers' JSON. It reads all that the grammar allows, names the place of what it does not allow, and
//! goes on where the meaning is plain: what one misplaced byte makes of an answer is one deviation, not a call that
//! nobody can judge. No body makes it recurse.

#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use super::number::{hex_digits, is_number, misspelt, number_of};

/// Lists and objects within each other; code that handles a value goes down level by level, so there must be an end.
const DEEPEST: usize = 500;
/// How many faults of each kind are named; the thousandth would add nothing.
const MOST_NAMED: usize = 5;
/// How many characters are shown of something that is not JSON.
const SHOWN: usize = 20;

/// The content of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedJson {
    /// The value, as far as its meaning is clear.
    pub value: Option<Value>,
    /// Where the text breaks the grammar: `byte 17: …`.
    pub faults: Vec<String>,
    /// Members that stand in one object more than once.
    pub repeated: Vec<Repeated>,
}

/// A member that stands in one object more than once. The last value is used, as in most parsers.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeated {
    /// Where it stands, as a JSON pointer.
    pub pointer: String,
    /// What stood there before.
    pub first: Value,
    /// What stands there after it.
    pub last: Value,
}

impl Repeated {
    /// True if the meaning of the answer depends on the parser.
    pub fn is_ambiguous(&self) -> bool {
        self.first != self.last
    }
}

/// Reads a text.
pub fn read(text: &str) -> ParsedJson {
    let mut reader = Reader {
        text,
        at: 0,
        parsed: ParsedJson::default(),
    };
    match reader.document() {
        Ok(value) => reader.parsed.value = Some(value),
        Err(fault) => reader.parsed.faults.push(fault),
    }
    reader.parsed
}

/// A list or an object that is not closed yet.
enum Open {
    List(Vec<Value>),
    Object(Map<String, Value>, String),
}

impl Open {
    /// The part of a pointer for the value that is being read.
    fn place(&self) -> String {
        match self {
            Self::List(items) => format!("/{}", items.len()),
            Self::Object(_, name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    parsed: ParsedJson,
}

impl<'t> Reader<'t> {
    /// One value and the text around it.
    fn document(&mut self) -> Result<Value, String> {
        self.skip_spaces();
        let is_call = self.skip_call();
        let value = self.value()?;
        self.skip_spaces();
        if is_call {
            self.skip_all(&[')', ';', ' ', '\t', '\r', '\n']);
        }
        if let Some(c) = self.peek() {
            let more = format!("{} after the end of the JSON text", named(c));
            // `404 page not found` is not a number with text after it.
            if !value.is_object() && !value.is_array() {
                return Err(self.fault(&more));
            }
            self.depart(self.at, &more);
        }
        Ok(value)
    }

    /// A call around the text (JSONP). True if there is one.
    fn skip_call(&mut self) -> bool {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.');
        let name = self.rest().chars().take_while(|c| is_name(*c)).count();
        let is_call = name > 0 && self.rest()[name..].starts_with('(');
        if is_call {
            self.depart(self.at, "a function call around the JSON text");
            self.at += name + 1;
            self.skip_spaces();
        }
        is_call
    }

    /// A value with everything in it. The lists and objects around it wait on a separate stack.
    fn value(&mut self) -> Result<Value, String> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            self.skip_spaces();
            let mut value = match self.peek() {
                Some('{' | '[') if open.len() >= DEEPEST => {
                    return Err(self.fault(&format!("more than {DEEPEST} levels of lists and objects")));
                }
                Some('{') => match self.begin_object()? {
                    Some(name) => {
                        open.push(Open::Object(Map::new(), name));
                        continue;
                    }
                    None => Value::Object(Map::new()),
                },
                Some('[') => {
                    self.at += 1;
                    self.skip_spaces();
                    if self.skip(']') {
                        Value::Array(Vec::new())
                    } else {
                        open.push(Open::List(Vec::new()));
                        continue;
                    }
                }
                Some('"') => self.string()?.into(),
                _ => self.word()?,
            };
            // A value that closes the list or object around it makes that the next value.
            loop {
                self.note_repeated(&open, &value);
                let Some(around) = open.last_mut() else {
                    return Ok(value);
                };
                match self.put(around, value)? {
                    None => break,
                    Some(closed) => value = closed,
                }
                open.pop();
            }
        }
    }

    /// After `{`: the first name, or nothing if the object is empty.
    fn begin_object(&mut self) -> Result<Option<String>, String> {
        self.at += 1;
        self.skip_spaces();
        if self.skip('}') {
            Ok(None)
        } else {
            self.name().map(Some)
        }
    }

    /// The name of a member, with the colon behind it.
    fn name(&mut self) -> Result<String, String> {
        if self.peek() != Some('"') {
            return Err(self.unexpected("the name of a member"));
        }
        let name = self.string()?;
        self.skip_spaces();
        if self.skip(':') {
            Ok(name)
        } else {
            Err(self.unexpected("a colon"))
        }
    }

    /// Puts a value in its place, and goes on to the next one, or returns what is closed by it.
    fn put(&mut self, around: &mut Open, value: Value) -> Result<Option<Value>, String> {
        let end = match around {
            Open::List(items) => {
                items.push(value);
                ']'
            }
            Open::Object(members, name) => {
                members.insert(std::mem::take(name), value);
                '}'
            }
        };
        self.skip_spaces();
        let comma = self.at;
        let mut closed = self.skip(end);
        if !closed && self.skip(',') {
            self.skip_spaces();
            closed = self.skip(end);
            if closed {
                self.depart(comma, "a comma with nothing after it");
            }
        } else if !closed {
            return Err(self.unexpected(&format!("a comma or {end}")));
        }
        match around {
            Open::List(items) if closed => Ok(Some(Value::Array(std::mem::take(items)))),
            Open::Object(members, _) if closed => Ok(Some(Value::Object(std::mem::take(members)))),
            Open::Object(_, name) => {
                *name = self.name()?;
                Ok(None)
            }
            Open::List(_) => Ok(None),
        }
    }

    /// Notes a value whose member is already in the innermost object.
    fn note_repeated(&mut self, open: &[Open], value: &Value) {
        if let Some(Open::Object(members, name)) = open.last()
            && let Some(first) = members.get(name)
            && self.parsed.repeated.len() < MOST_NAMED
        {
            self.parsed.repeated.push(Repeated {
                pointer: open.iter().map(Open::place).collect(),
                first: first.clone(),
                last: value.clone(),
            });
        }
    }

    /// A string, from quote to quote.
    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let plain = self.rest().find(|c: char| matches!(c, '"' | '\\' | '\0'..='\u{1f}'));
            let Some(plain) = plain else {
                self.at = self.text.len();
                return Err(self.fault("the text ends inside a string"));
            };
            text.push_str(&self.rest()[..plain]);
            self.at += plain;
            match self.peek() {
                Some('"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape()),
                Some(c) => {
                    self.depart(self.at, &format!("{} unescaped in a string", named(c)));
                    self.at += 1;
                    text.push(c);
                }
                None => {}
            }
        }
    }

    /// A backslash and what it stands for. Half of a surrogate pair is allowed, and stands for no character.
    fn escape(&mut self) -> char {
        let begin = self.at;
        self.at += 1;
        let Some(c) = self.peek() else { return '\\' };
        self.at += c.len_utf8();
        match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' if hex_digits(self.rest()).is_some() => self.unicode(),
            other => {
                self.depart(begin, &format!("\\{} is not an escape", shown(&other.to_string())));
                other
            }
        }
    }

    /// The four digits after `\u`, and the other half of a pair if one follows.
    fn unicode(&mut self) -> char {
        let unit = hex_digits(self.rest()).unwrap_or_default();
        self.at += 4;
        if let Some(c) = char::from_u32(unit) {
            return c;
        }
        let other = self.rest().strip_prefix("\\u").and_then(hex_digits);
        match (unit, other) {
            (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
                self.at += 6;
                let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => char::REPLACEMENT_CHARACTER,
        }
    }

    /// A number, `true`, `false` or `null`, or what some writers use instead.
    fn word(&mut self) -> Result<Value, String> {
        let begin = self.at;
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | '_');
        let word = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        let value = match word {
            "true" => return Ok(self.after(word, Value::Bool(true))),
            "false" => return Ok(self.after(word, Value::Bool(false))),
            "null" => return Ok(self.after(word, Value::Null)),
            number if is_number(number) => return Ok(self.after(word, number_of(number))),
            other => misspelt(other).ok_or_else(|| self.unexpected("a value"))?,
        };
        self.depart(begin, &format!("{} is not a JSON value", shown(word)));
        Ok(self.after(word, value))
    }

    fn after(&mut self, word: &str, value: Value) -> Value {
        self.at += word.len();
        value
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, c: char) -> bool {
        let found = self.rest().starts_with(c);
        self.at += if found { c.len_utf8() } else { 0 };
        found
    }

    fn skip_spaces(&mut self) {
        self.skip_all(&[' ', '\t', '\r', '\n']);
    }

    fn skip_all(&mut self, characters: &[char]) {
        self.at += self.rest().len() - self.rest().trim_start_matches(characters).len();
    }

    /// Notes a fault whose meaning is clear.
    fn depart(&mut self, at: usize, what: &str) {
        if self.parsed.faults.len() < MOST_NAMED {
            self.parsed.faults.push(format!("byte {at}: {what}"));
        }
    }

    fn unexpected(&self, wanted: &str) -> String {
        let found = self.peek().map_or_else(|| "the text ends".to_owned(), named);
        self.fault(&format!("{found}, but {wanted} is expected"))
    }

    fn fault(&self, what: &str) -> String {
        format!("byte {}: {what}", self.at)
    }
}

/// A character as people can see it: invisible ones by their number.
fn named(c: char) -> String {
    if c == '\0' {
        "a NUL".to_owned()
    } else if c.is_ascii_graphic() || c.is_alphanumeric() {
        format!("\"{c}\"")
    } else {
        format!("U+{:04X}", u32::from(c))
    }
}

fn shown(word: &str) -> String {
    let start: String = word.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    if start.len() < word.len() {
        format!("{start}…")
    } else {
        start
    }
}
