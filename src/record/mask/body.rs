//! Reading a text by field, even if it is not valid JSON: cut off, wrapped in a call, with a mark before it or zeros
//! after.
//!
//! Everything that looks like JSON is read token by token. What is not changed stays as it was written, so that a text
//! that was JSON still is, and one that was not still shows why.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde_json::Value;

use super::view::Views;
use crate::contract::private_fields;

/// One value or name on the way, with its escapes undone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf<'a> {
    pub(super) text: &'a str,
    /// True if it stands in a private field.
    pub(super) private: bool,
    pub(super) kind: Kind,
}

/// What a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A member's name.
    Name,
    /// A string.
    Text,
    /// A number or another word without quotes.
    Word,
}

/// What is done with the leaves.
pub(super) trait Visit {
    /// Its replacement, if there is one.
    fn leaf(&mut self, leaf: Leaf<'_>) -> Option<String>;

    /// The strings of a list, one after the other: a key may have been cut into them.
    fn list(&mut self, joined: &str);
}

/// True for JSON with nothing around it except what every reader skips.
pub(super) fn is_json(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0'));
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// True for a string that contains JSON.
pub(super) fn may_hold_fields(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    text.starts_with(['{', '[', '"']) && text.contains('"')
}

/// Reads through a text, and returns it with the visitor's changes.
pub(super) fn walk(text: &str, visitor: &mut impl Visit) -> String {
    let mut walk = Walk {
        rest: text,
        out: String::with_capacity(text.len()),
        open: vec![Level::default()],
        visitor,
    };
    while walk.step() {}
    walk.out
}

struct Walk<'t, 'v, V> {
    rest: &'t str,
    out: String,
    open: Vec<Level>,
    visitor: &'v mut V,
}

/// An object or a list that is not closed yet; the first stands for the text itself.
#[derive(Default)]
struct Level {
    is_list: bool,
    /// True within a private field.
    private: bool,
    /// True after the name of one.
    private_name: bool,
    joined: String,
}

impl<V: Visit> Walk<'_, '_, V> {
    /// Takes one token.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        match first {
            '"' => self.string(),
            '{' | '[' => {
                let private = self.is_private();
                self.open.push(Level {
                    is_list: first == '[',
                    private,
                    ..Level::default()
                });
                self.copy(1);
            }
            '}' | ']' => {
                self.close();
                self.copy(1);
            }
            ',' => {
                if let Some(level) = self.open.last_mut() {
                    level.private_name = false;
                }
                self.copy(1);
            }
            ':' => self.copy(1),
            c if c.is_whitespace() => self.copy(c.len_utf8()),
            _ => self.word(),
        }
        true
    }

    fn copy(&mut self, length: usize) {
        let (token, rest) = self.rest.split_at(length);
        self.out.push_str(token);
        self.rest = rest;
    }

    fn is_private(&self) -> bool {
        self.open
            .last()
            .is_some_and(|level| level.private || level.private_name)
    }

    fn close(&mut self) {
        // An extra closing bracket closes nothing.
        let closed = if self.open.len() > 1 { self.open.pop() } else { None };
        if let Some(level) = closed.filter(|level| level.is_list) {
            self.visitor.list(&level.joined);
        }
    }

    fn string(&mut self) {
        let (inner, closed) = inner(&self.rest[1..]);
        let literal = &self.rest[..1 + inner.len() + usize::from(closed)];
        let after = &self.rest[literal.len()..];
        let plain = plain(inner, literal);
        let kind = if after.trim_start().starts_with(':') {
            Kind::Name
        } else {
            Kind::Text
        };
        let leaf = Leaf {
            text: &plain,
            private: kind == Kind::Text && self.is_private(),
            kind,
        };
        match self.visitor.leaf(leaf) {
            Some(changed) => {
                let changed = Value::from(changed).to_string();
                self.out.push_str(if closed {
                    &changed
                } else {
                    &changed[..changed.len() - 1]
                });
            }
            None => self.out.push_str(literal),
        }
        if let Some(level) = self.open.last_mut() {
            if kind == Kind::Name {
                level.private_name = private_fields().contains(plain.as_ref());
            } else if level.is_list {
                level.joined.push_str(&plain);
            }
        }
        self.rest = after;
    }

    fn word(&mut self) {
        let ends =
            |byte: &u8| matches!(byte, b'{' | b'}' | b'[' | b']' | b':' | b',' | b'"') || byte.is_ascii_whitespace();
        let end = self.rest.as_bytes().iter().position(ends);
        let (word, after) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let leaf = Leaf {
            text: word,
            private: self.is_private(),
            kind: Kind::Word,
        };
        match self.visitor.leaf(leaf) {
            // The mask is not a number any more.
            Some(changed) => self.out.push_str(&Value::from(changed).to_string()),
            None => self.out.push_str(word),
        }
        self.rest = after;
    }
}

/// The text between two quotes, and whether there is a second one.
fn inner(text: &str) -> (&str, bool) {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (&text[..at], true),
            _ => {}
        }
    }
    (text, false)
}

/// A string without its escapes, as far as they are valid.
fn plain<'t>(inner: &'t str, literal: &'t str) -> Cow<'t, str> {
    if !inner.contains('\\') {
        return inner.into();
    }
    match serde_json::from_str::<String>(literal) {
        Ok(text) => text.into(),
        Err(_) => String::from_utf8_lossy(&Views::of(inner).exact.bytes)
            .into_owned()
            .into(),
    }
}
