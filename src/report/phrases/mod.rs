//! English texts of fuhe's own making in Chinese, by tables of patterns: steps, findings and reasons.
//!
//! A pattern is a text with slots, `{subject} is saved with {field} {value}`. A slot stands for one character or more. Where a
//! table has a section of its name, what it holds is translated as well; otherwise it is code, and stays as it is. Of all
//! patterns that fit, the one with the most text of its own is taken, so that their order does not matter.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The tables. A section may stand in several.
const TABLES: [&str; 3] = [
    include_str!("steps.toml"),
    include_str!("found.toml"),
    include_str!("labels.toml"),
];

/// The sections of what cells name, besides values.
const CELLS: [&str; 7] = ["cell", "subject", "part", "way", "style", "form", "offset"];

/// A part of a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    /// Chinese.
    Words(String),
    /// What stays as it is: a value, a name.
    Code(String),
}

/// The Chinese of a text, by the patterns of this section; `None` where none fits.
fn translate(section: &str, text: &str) -> Option<Vec<Said>> {
    phrases().translate(section, text)
}

fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    // A table that cannot be read is a broken build, which every test notices, and nothing a user could mend.
    PHRASES.get_or_init(|| Phrases::read(&TABLES).unwrap_or_else(|why| panic!("{why}")))
}

/// The Chinese of a text as one string, code between `` ` ``; `None` where no pattern fits.
pub(super) fn chinese(section: &str, text: &str) -> Option<String> {
    translate(section, text).map(|said| marked(&said))
}

/// The same; the text itself where no pattern fits.
pub(super) fn chinese_or_same(section: &str, text: &str) -> String {
    chinese(section, text).unwrap_or_else(|| text.to_owned())
}

/// A name of a scenario, whose cells stand between `` ` ``: those that are words are translated, and the others stay code.
pub(super) fn name(marked: &str) -> String {
    let parts = marked.split('`').enumerate().map(|(place, part)| {
        let words = (place % 2 == 1).then(|| phrases().of_a_cell(part)).flatten();
        match words {
            Some(said) => self::marked(&said),
            None if place % 2 == 1 => format!("`{part}`"),
            None => part.to_owned(),
        }
    });
    closed_up(&parts.collect::<String>())
}

/// The Chinese of a cell of a table of examples, code between `` ` ``; `None` where it is a value or a name.
pub(super) fn cell(text: &str) -> Option<String> {
    phrases().of_a_cell(text).map(|said| marked(&said).trim().to_owned())
}

/// Without the spaces around a cell that was code and is Chinese now.
fn closed_up(text: &str) -> String {
    let is_chinese = |c: char| c > '\u{2e80}';
    let mut closed = String::with_capacity(text.len());
    let mut is_code = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        is_code ^= c == '`';
        let is_between = closed.ends_with(is_chinese) && rest.peek().is_some_and(|next| is_chinese(*next));
        if is_code || c != ' ' || !is_between {
            closed.push(c);
        }
    }
    closed
}

/// Code as it stands in a translation.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// A translation as one string, code between `` ` ``.
fn marked(said: &[Said]) -> String {
    let parts = said.iter().map(|part| match part {
        Said::Words(words) => words.clone(),
        Said::Code(code) => self::code(code),
    });
    parts.collect()
}

/// Patterns by section.
#[derive(Debug)]
struct Phrases(BTreeMap<String, Vec<Pattern>>);

#[derive(Debug)]
struct Pattern {
    english: Vec<Piece>,
    chinese: Vec<Piece>,
    /// How many characters of the English are not in slots.
    own: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Slot(String),
}

impl Piece {
    /// How many characters of it are not in a slot.
    fn own(&self) -> usize {
        match self {
            Self::Text(text) => text.chars().count(),
            Self::Slot(_) => 0,
        }
    }
}

impl Phrases {
    fn read(tables: &[&str]) -> Result<Self, String> {
        let mut sections: BTreeMap<String, Vec<Pattern>> = BTreeMap::new();
        for table in tables {
            let table: BTreeMap<String, BTreeMap<String, String>> =
                toml::from_str(table).map_err(|e| format!("a table of phrases cannot be read: {e}"))?;
            for (section, patterns) in table {
                let section = sections.entry(section).or_default();
                for (english, chinese) in patterns {
                    section.push(Pattern::read(&english, &chinese)?);
                }
            }
        }
        for patterns in sections.values_mut() {
            patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.own));
        }
        Ok(Self(sections))
    }

    fn translate(&self, section: &str, text: &str) -> Option<Vec<Said>> {
        let patterns = self.0.get(section)?;
        patterns.iter().find_map(|pattern| self.by(pattern, text))
    }

    /// The Chinese of a cell, where it is words and no value.
    fn of_a_cell(&self, text: &str) -> Option<Vec<Said>> {
        let is_chinese = |said: &Said| matches!(said, Said::Words(words) if words.chars().any(|c| c > '\u{2e80}'));
        let mut translated = CELLS.iter().filter_map(|section| self.translate(section, text));
        translated.find(|said| said.iter().any(is_chinese))
    }

    fn by(&self, pattern: &Pattern, text: &str) -> Option<Vec<Said>> {
        let mut filled = Vec::new();
        if !self.fits(&pattern.english, text, &mut filled) {
            return None;
        }
        let mut said = Vec::new();
        for piece in &pattern.chinese {
            match piece {
                Piece::Text(words) => said.push(Said::Words(words.clone())),
                Piece::Slot(name) => {
                    let own = filled.iter().find(|(filled, _)| filled == name)?;
                    said.extend(own.1.iter().cloned());
                }
            }
        }
        Some(said)
    }

    /// True if the pieces fit the whole text; then the slots are filled.
    fn fits(&self, pieces: &[Piece], text: &str, filled: &mut Vec<(String, Vec<Said>)>) -> bool {
        let Some((piece, rest)) = pieces.split_first() else {
            return text.is_empty();
        };
        let name = match piece {
            Piece::Text(own) => {
                return text
                    .strip_prefix(own.as_str())
                    .is_some_and(|text| self.fits(rest, text, filled));
            }
            Piece::Slot(name) => name,
        };
        let ends: Vec<usize> = match rest.first() {
            None => vec![text.len()],
            Some(Piece::Text(next)) => text.match_indices(next.as_str()).map(|(at, _)| at).collect(),
            Some(Piece::Slot(_)) => text.char_indices().map(|(at, _)| at).collect(),
        };
        for end in ends.into_iter().filter(|end| *end > 0) {
            let (held, after) = text.split_at(end);
            let said = if self.0.contains_key(name) {
                self.translate(name, held)
            } else {
                Some(vec![Said::Code(held.to_owned())])
            };
            let Some(said) = said else { continue };
            filled.push((name.clone(), said));
            if self.fits(rest, after, filled) {
                return true;
            }
            filled.pop();
        }
        false
    }
}

impl Pattern {
    fn read(english: &str, chinese: &str) -> Result<Self, String> {
        let wrong = || format!("a phrase cannot be read: {english:?} = {chinese:?}");
        let english = pieces(english).ok_or_else(wrong)?;
        let pattern = Self {
            own: english.iter().map(Piece::own).sum(),
            english,
            chinese: pieces(chinese).ok_or_else(wrong)?,
        };
        let known = |piece: &Piece| matches!(piece, Piece::Text(_)) || pattern.english.contains(piece);
        if pattern.chinese.iter().all(known) {
            Ok(pattern)
        } else {
            Err(wrong())
        }
    }
}

/// A pattern in pieces; `None` where a brace is not closed.
fn pieces(pattern: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        pieces.push(Piece::Slot(name.to_owned()));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;
    use crate::contract::Contract;

    const TABLE: &str = r#"
        [step]
        "it is accepted" = "被接受"
        "{subject} is saved" = "保存{subject}"
        "{subject} is saved with {field} {value}" = "保存{subject}，{field} 为 {value}"
        "{field} is {value}" = "{field} 是 {value}"
        [subject]
        "a user" = "一个用户"
        "user {name}" = "用户 {name}"
    "#;

    #[rstest]
    #[case::no_slot("it is accepted", Some("被接受"))]
    #[case::own_section("a user is saved", Some("保存一个用户"))]
    #[case::section_with_slot("user B is saved", Some("保存用户 `B`"))]
    #[case::slots("a user is saved with id 3 × \"x y\"", Some("保存一个用户，`id` 为 `3 × \"x y\"`"))]
    #[case::less_text_of_its_own("succ is ok", Some("`succ` 是 `ok`"))]
    #[case::text_again_in_a_slot(
        "a user is saved with id \"a user is saved\"",
        Some("保存一个用户，`id` 为 `\"a user is saved\"`")
    )]
    #[case::grave_in_code("succ is `ok`", Some("`succ` 是 `'ok'`"))]
    #[case::unknown_subject("somebody is saved", Some("`somebody` 是 `saved`"))]
    #[case::unknown("nothing fits", None)]
    fn translates(#[case] english: &str, #[case] expected: Option<&str>) {
        let phrases = Phrases::read(&[TABLE]).expect("a table");
        let said = phrases.translate("step", english);
        assert_eq!(said.as_deref().map(marked).as_deref(), expected);
    }

    #[rstest]
    #[case::slot_of_nothing("[step]\n\"a\" = \"{b}\"")]
    #[case::open_brace("[step]\n\"a {b\" = \"甲\"")]
    #[case::no_table("step")]
    fn refuses_a_table(#[case] table: &str) {
        Phrases::read(&[table]).expect_err("refused");
    }

    /// As it is written, and with the cells of each row.
    #[test]
    fn knows_every_step() {
        let contract = Contract::embedded();
        let written = contract.outlines.iter().flat_map(|outline| &outline.steps);
        let expanded = contract.scenarios.iter().flat_map(|scenario| &scenario.steps);
        let unknown: BTreeSet<&str> = written
            .chain(expanded)
            .map(|step| step.text.as_str())
            .filter(|text| chinese("step", text).is_none())
            .collect();
        assert!(unknown.is_empty(), "{unknown:#?}");
    }

    #[rstest]
    #[case(
        "签名方式为 `with another key` 的 `a desktop user` 被拒绝",
        "签名方式为用另一密钥签名的一个桌面端用户被拒绝"
    )]
    #[case("`gateway user A is updated` 时", "修改网关用户 `A` 时")]
    #[case("名称为 `(name)` 的用户", "名称为 `(name)` 的用户")]
    #[case("名称为 `\"张 三\"` 的用户", "名称为 `\"张 三\"` 的用户")]
    #[case("没有代码", "没有代码")]
    fn puts_the_cells_of_a_name_in_words(#[case] marked: &str, #[case] expected: &str) {
        assert_eq!(name(marked), expected);
    }

    #[rstest]
    #[case::values(
        "explored biz_user_name 33 × \"x\", the nonce \"\", a body that is doubled",
        "探索：`biz_user_name` 为 `33 × \"x\"`；随机数为 `\"\"`；请求体的每个成员写两次"
    )]
    #[case::base("explored a courier user as documented", "探索：一个快递管家用户，取值均符合文档")]
    #[case::calls(
        "explored A, B and C created, B updated otherwise, A and C removed",
        "探索：新建 `A, B` 与 `C`；以其他取值修改 `B`；删除 `A` 与 `C`"
    )]
    #[case::value(
        "first contact: a courier user with userStatus 0 is accepted",
        "预检：一个快递管家用户，`userStatus` 为 `0`，被接受"
    )]
    #[case::absence(
        "first contact: a courier user without userEmail is accepted",
        "预检：一个快递管家用户，不带 `userEmail`，被接受"
    )]
    fn knows_the_names_that_a_run_makes(#[case] english: &str, #[case] expected: &str) {
        assert_eq!(chinese("scenario", english).as_deref(), Some(expected));
    }

    #[rstest]
    #[case(
        "a desktop user is saved with biz_user_id \"\" under the nonce \"x\" in a body that is reversed",
        "保存一个桌面端用户，`biz_user_id` 为 `\"\"`，随机数为 `\"x\"`，请求体成员顺序颠倒"
    )]
    #[case(
        "a courier user is created with in a body that is escaped",
        "新增一个快递管家用户，取值如下，请求体以 \\u 转义非 ASCII 字符"
    )]
    #[case(
        "gateway user A is updated under a number that nobody has with",
        "以不存在的编号修改网关用户 `A`，取值如下"
    )]
    #[case("courier users A and B are removed", "删除快递管家用户 `A` 与 `B`")]
    #[case("it is accepted, with the same etc_user_no", "被接受，且 `etc_user_no` 不变")]
    #[case(
        "it is accepted or refused, in a documented shape",
        "被接受，或以文档规定的形式被拒绝"
    )]
    fn knows_the_steps_that_a_run_makes(#[case] english: &str, #[case] expected: &str) {
        assert_eq!(chinese("step", english).as_deref(), Some(expected));
    }

    /// Of the cells in Chinese names, those that are words.
    #[test]
    fn knows_every_cell_that_is_words() {
        let is_words = |cell: &&str| cell.contains(' ') && cell.starts_with(|c: char| c.is_ascii_alphabetic());
        let names = Contract::embedded().scenarios.iter().map(|scenario| &scenario.chinese);
        let cells = names.flat_map(|name| name.split('`').skip(1).step_by(2));
        let unknown: BTreeSet<&str> = cells.filter(is_words).filter(|own| cell(own).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:#?}");
    }

    #[test]
    fn has_a_table_that_can_be_read() {
        assert_eq!(chinese("step", "no such step at all, whatever it is"), None);
    }
}
