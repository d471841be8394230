//! Text as markup. What is written here is escaped here, and nowhere else: an [`Html`] can be made only from text.

use std::fmt;
use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use similar::{ChangeTag, TextDiff};

use crate::report::words::cut;
use crate::text::{json, lines};

/// Evidence that no failure needs is cut after this many characters; the run record has it complete.
const LONGEST: usize = 2_000;

/// The same for a line of JSON, in columns: a signature or a key is known by its beginning.
const LONGEST_LINE: usize = 64;

/// Below this similarity two texts differ as a whole, and marking single characters would only be noise.
const ALIKE: f32 = 0.6;

/// Markup that can safely stand in a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Html(String);

impl askama::filters::HtmlSafe for Html {}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Html {
    /// A text. Chinese parts are marked as such, so that they are displayed and read out properly.
    pub(super) fn text(text: &str) -> Self {
        let mut html = Self::default();
        html.push(text);
        html
    }

    /// True if there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A line of an outline, with its placeholders marked.
    pub(super) fn outline(text: &str) -> Self {
        let mut html = Self::default();
        let mut rest = text;
        while let Some((before, name, after)) = placeholder(rest) {
            html.push(before);
            html.0.push_str("<var>");
            html.push(name);
            html.0.push_str("</var>");
            rest = after;
        }
        html.push(rest);
        html
    }

    /// A text of several paragraphs' worth of lines, each on its own.
    pub(super) fn paragraphs(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        Self::text(&lines.join(" "))
    }

    /// A text of evidence, cut if no failure needs all of it.
    pub(super) fn evidence(text: &str, whole: bool) -> Self {
        let mut html = Self::default();
        html.push_escaped(shown(text, whole));
        html.push_rest(text, whole);
        html
    }

    /// A JSON value laid out line by line, the line of the value at `pointer` marked.
    pub(super) fn json(value: &Value, pointer: Option<&str>, whole: bool) -> Self {
        let mut lines = Vec::new();
        lay_out(value, "", "", 0, &mut lines);
        let mut html = Self::default();
        let mut used = 0;
        for line in &lines {
            let text = if whole {
                line.text.clone()
            } else {
                // Half of the indentation is enough there.
                let text = line.text.trim_start_matches(' ');
                cut(&line.text[(line.text.len() - text.len()) / 2..], LONGEST_LINE)
            };
            used += text.len();
            if used > LONGEST && !whole {
                html.push_rest(&value.to_string(), false);
                break;
            }
            let marked = pointer.is_some_and(|own| !own.is_empty() && line.pointer.as_deref() == Some(own));
            html.0.push_str(if marked { "<mark>" } else { "" });
            html.push_escaped(&text);
            html.0.push_str(if marked { "</mark>\n" } else { "\n" });
        }
        html
    }

    /// Two texts side by side, with the differences marked, unless everything differs.
    pub(super) fn difference(expected: &str, actual: &str) -> (Self, Self) {
        let diff = TextDiff::from_chars(expected, actual);
        if diff.ratio() < ALIKE {
            return (Self::text(expected), Self::text(actual));
        }
        let side = |tag: ChangeTag, element: &str| {
            let mut html = Self::default();
            for change in diff
                .iter_all_changes()
                .filter(|c| c.tag() == tag || c.tag() == ChangeTag::Equal)
            {
                if change.tag() == ChangeTag::Equal {
                    html.push_escaped(change.value());
                } else {
                    let _ = write!(html.0, "<{element}>");
                    html.push_escaped(change.value());
                    let _ = write!(html.0, "</{element}>");
                }
            }
            Self(html.0.replace(&format!("</{element}><{element}>"), ""))
        };
        (side(ChangeTag::Delete, "del"), side(ChangeTag::Insert, "ins"))
    }

    /// A text as the value of an attribute in double quotes.
    pub(super) fn attribute(text: &str) -> Self {
        let mut html = Self::default();
        html.push_escaped(text);
        Self(html.0.replace('"', "&quot;"))
    }

    /// The text that an attribute holds.
    pub(super) fn unescaped(attribute: &str) -> String {
        attribute
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    }

    fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(start) = rest.find(is_chinese) {
            let end = rest[start..]
                .find(|c| !is_chinese(c))
                .map_or(rest.len(), |length| start + length);
            self.push_escaped(&rest[..start]);
            self.0.push_str("<span lang=\"zh\">");
            self.push_escaped(&rest[start..end]);
            self.0.push_str("</span>");
            rest = &rest[end..];
        }
        self.push_escaped(rest);
    }

    /// Quotes stay as they are outside of attributes: JSON has many of them.
    fn push_escaped(&mut self, text: &str) {
        for character in lines(text).chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                c => self.0.push(c),
            }
        }
    }

    fn push_rest(&mut self, text: &str, whole: bool) {
        if whole || text.chars().count() <= LONGEST {
            return;
        }
        let digest = hex::encode(Sha256::digest(text));
        let _ = write!(
            self.0,
            "<i>… {} characters in all, SHA-256 {}…</i>",
            text.chars().count(),
            &digest[..16]
        );
    }
}

fn shown(text: &str, whole: bool) -> &str {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) if !whole => &text[..end],
        _ => text,
    }
}

/// The first `<name>` of a text, with the text around it.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('<')?;
    let (name, after) = rest.split_once('>')?;
    Some((before, name, after))
}

fn is_chinese(character: char) -> bool {
    matches!(u32::from(character), 0x3000..=0x303f | 0x3400..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xffef | 0x20000..=0x3ffff)
}

/// One line of laid-out JSON, and where its value stands; the closing line of an object or a list has no value.
struct Line {
    pointer: Option<String>,
    text: String,
}

/// Lays a value out; `name` stands before it, if it has one.
fn lay_out(value: &Value, name: &str, pointer: &str, depth: usize, lines: &mut Vec<Line>) {
    let line = |pointer: Option<&str>, text: String| Line {
        pointer: pointer.map(str::to_owned),
        text: "  ".repeat(depth) + &text,
    };
    let members = value.as_object().filter(|members| !members.is_empty());
    let items = value.as_array().filter(|items| !items.is_empty());
    let (open, close, members) = match (members, items) {
        (Some(members), _) => ('{', '}', object(members)),
        (None, Some(items)) => ('[', ']', list(items)),
        (None, None) => return lines.push(line(Some(pointer), format!("{name}{}", json(&value.to_string())))),
    };
    lines.push(line(Some(pointer), format!("{name}{open}")));
    let last = members.len() - 1;
    for (place, (name, step, inner)) in members.into_iter().enumerate() {
        lay_out(inner, &name, &format!("{pointer}/{step}"), depth + 1, lines);
        if let Some(end) = lines.last_mut().filter(|_| place < last) {
            end.text.push(',');
        }
    }
    lines.push(line(None, close.to_string()));
}

/// The text before a member, its step in a pointer, and its value.
type Member<'a> = (String, String, &'a Value);

fn object(members: &Map<String, Value>) -> Vec<Member<'_>> {
    let step = |name: &str| name.replace('~', "~0").replace('/', "~1");
    members
        .iter()
        .map(|(name, inner)| {
            (
                format!("{}: ", json(&Value::from(name.as_str()).to_string())),
                step(name),
                inner,
            )
        })
        .collect()
}

fn list(items: &[Value]) -> Vec<Member<'_>> {
    items
        .iter()
        .enumerate()
        .map(|(place, inner)| (String::new(), place.to_string(), inner))
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    #[case("a & b", "a &amp; b")]
    #[case(
        "row 3: 企业名称/姓名 <b>",
        r#"row 3: <span lang="zh">企业名称</span>/<span lang="zh">姓名</span> &lt;b&gt;"#
    )]
    #[case("bell\u{7}\u{202e}", r"bell\u{7}\u{202e}")]
    fn text_is_escaped_and_chinese_is_marked(#[case] text: &str, #[case] html: &str) {
        assert_eq!(Html::text(text).to_string(), html);
    }

    #[test]
    fn placeholders_stand_out() {
        assert_eq!(
            Html::outline("with <field> \"<b>\" < 3").to_string(),
            "with <var>field</var> \"<var>b</var>\" &lt; 3"
        );
    }

    #[rstest]
    #[case("\"000\"", "\"0\"", "\"0<del>00</del>\"", "\"0\"")]
    #[case("用户账号已存在!", "用户账号已存在", "用户账号已存在<del>!</del>", "用户账号已存在")]
    #[case("a text of 1 to 32 characters", "17", "a text of 1 to 32 characters", "17")]
    fn only_what_differs_is_marked(
        #[case] expected: &str,
        #[case] actual: &str,
        #[case] left: &str,
        #[case] right: &str,
    ) {
        let (own_left, own_right) = Html::difference(expected, actual);
        let plain = |html: Html| {
            html.to_string()
                .replace("<span lang=\"zh\">", "")
                .replace("</span>", "")
        };
        assert_eq!((plain(own_left), plain(own_right)), (left.to_owned(), right.to_owned()));
    }

    #[test]
    fn the_line_of_the_pointer_is_marked() {
        let html = Html::json(
            &json!({"data": {"app": {"id": "<x>"}}, "msg": []}),
            Some("/data/app/id"),
            true,
        );
        assert_eq!(
            html.to_string(),
            "{\n  \"data\": {\n    \"app\": {\n<mark>      \"id\": \"&lt;x&gt;\"</mark>\n    }\n  },\n  \"msg\": []\n}\n"
        );
    }

    #[test]
    fn long_evidence_is_cut_with_its_length_and_digest() {
        let text = "张".repeat(3_000);
        let html = Html::evidence(&text, false).to_string();
        let digest = hex::encode(Sha256::digest(&text));
        assert!(html.ends_with(&format!("<i>… 3000 characters in all, SHA-256 {}…</i>", &digest[..16])));
        assert_eq!(html.chars().filter(|c| *c == '张').count(), LONGEST);
        assert_eq!(Html::evidence(&text, true).to_string(), text);
    }
}
