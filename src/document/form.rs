//! From the bytes of a file to its parts: character set, then JSON, Markdown or HTML.

use encoding_rs::{Encoding, GB18030, UTF_8};
use regex::Regex;
use serde_json::Value;

use super::block::Block;
use super::size::MOST_BYTES;
use super::unreadable::Unreadable;
use super::{html, markdown};

/// The members that hold a page: of the gateway's platform, and of `ShowDoc`.
const MEMBERS: [&str; 2] = ["__html", "page_content"];

/// How other files begin that people save by mistake.
const OTHERS: [(&[u8], &str); 6] = [
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "an Office document or an archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"MIME-Version:", "a web archive (MHTML)"),
];

/// The parts of a saved page.
///
/// # Errors
/// Where the file is no text, or JSON without a page.
pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::Size);
    }
    let text = decoded(bytes)?;
    let text = match serde_json::from_str::<Value>(text.trim()) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) => {
            let mut pages = Vec::new();
            pages_in(&value, &mut pages);
            if pages.is_empty() {
                return Err(Unreadable::Json);
            }
            pages.join("\n\n")
        }
        _ => text,
    };
    let is_html = has_tag(&text) && !markdown::has_table(&text);
    let html = if is_html {
        text
    } else {
        markdown::to_html(&unescaped_once(text))
    };
    html::blocks(&html)
}

/// Every page in a file, one after the other: which operations they describe is found later.
fn pages_in(value: &Value, pages: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let own = MEMBERS.iter().find_map(|name| members.get(*name)?.as_str());
            match own {
                Some(page) => pages.push(page.to_owned()),
                None => members.values().for_each(|inner| pages_in(inner, pages)),
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| pages_in(entry, pages)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn has_tag(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<table", "<html", "<pre", "<td", "<h1", "<h2", "<h3", "<h4"]
        .iter()
        .any(|tag| lower.contains(tag))
}

/// `ShowDoc` hands out Markdown with its quotation marks escaped.
fn unescaped_once(text: String) -> String {
    if text.contains("&quot;") {
        return text
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
    }
    text
}

fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    if let Some((_, kind)) = OTHERS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        return Err(Unreadable::Kind(kind));
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let text = match marked {
        Some(encoding) => whole(encoding, bytes),
        None => whole(UTF_8, bytes).or_else(|| whole(declared(bytes).unwrap_or(GB18030), bytes)),
    };
    let text = text.ok_or(Unreadable::Characters)?;
    if text.contains('\0') {
        return Err(Unreadable::Kind("a binary file"));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let (text, _, is_spoilt) = encoding.decode(bytes);
    (!is_spoilt).then(|| text.into_owned())
}

/// The character set that a page of HTML declares near its beginning.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).into_owned();
    let charset = Regex::new(r#"(?i)charset\s*=\s*["']?([\w-]+)"#).ok()?;
    let label = charset.captures(&beginning)?.get(1)?.as_str().to_owned();
    Encoding::for_label(label.as_bytes())
}
