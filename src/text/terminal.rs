//! Terminals, and the logs of CI jobs, which show the same bytes.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::{commands, lines};

/// Text for a terminal or the log of a CI job. Hidden characters are written out. What a CI system would take for a
/// command has its first character written out: `::error::…` at the beginning of a line, also after white space, as on
/// GitHub and similar systems, and `##vso[…` anywhere.
pub fn terminal(text: &str) -> Cow<'_, str> {
    let mut shown = lines(text);
    let places = places_of_commands(&shown);
    if !places.is_empty() {
        let whole = shown.to_mut();
        // From the end, so that the earlier places stay valid.
        for place in places.into_iter().rev() {
            let first = if whole[place..].starts_with('#') {
                r"\u{23}"
            } else {
                r"\u{3a}"
            };
            whole.replace_range(place..=place, first);
        }
    }
    shown
}

/// In the order of the text.
fn places_of_commands(text: &str) -> Vec<usize> {
    let mut places: Vec<usize> = commands(text).collect();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        if words.starts_with("::") {
            places.push(start + line.len() - words.len());
        }
        start += line.len();
    }
    places.sort_unstable();
    places
}

/// The colours by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Ordinary text.
    Plain,
    /// A heading.
    Bold,
    /// Less important.
    Dim,
    /// An error.
    Red,
    /// A success.
    Green,
    /// Needs attention.
    Yellow,
}

impl Ink {
    const COLOURS: [(Self, u8); 5] = [
        (Self::Bold, 1),
        (Self::Dim, 2),
        (Self::Red, 31),
        (Self::Green, 32),
        (Self::Yellow, 33),
    ];
}

/// Puts colour into a text for a terminal, in a way that foreign text cannot imitate.
///
/// Colours are marks at first, which contain a number drawn for each text. The complete text is made safe, and then
/// only the marks become colours: an escape sequence in foreign text is written out before that.
#[derive(Clone, Copy, Debug)]
pub struct Painter {
    seal: Option<u64>,
}

impl Painter {
    /// With colours, or without.
    pub fn new(colour: bool) -> Self {
        Self {
            seal: colour.then(rand::random),
        }
    }

    /// The text between the marks of this colour.
    pub fn ink(self, ink: Ink, text: &str) -> String {
        let code = Ink::COLOURS.iter().find(|(own, _)| *own == ink);
        match (self.seal, code) {
            (Some(seal), Some((_, code))) => format!("{}{text}{}", mark(seal, *code), mark(seal, 0)),
            _ => text.to_owned(),
        }
    }

    /// The whole text, safe, with its colours.
    pub fn finish(self, text: &str) -> Painted {
        let mut text = terminal(text).into_owned();
        if let Some(seal) = self.seal {
            for code in Ink::COLOURS.map(|(_, code)| code).into_iter().chain([0]) {
                text = text.replace(&mark(seal, code), &format!("\u{1b}[{code}m"));
            }
        }
        Painted(text)
    }
}

fn mark(seal: u64, code: u8) -> String {
    format!("‹{seal:016x} {code}›")
}

/// A text that can go to a terminal as it is. Only a [`Painter`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Painted(String);

/// Something that can be printed, always in the safe form.
pub trait Printable {
    /// The form for a terminal or the log of a CI job.
    fn for_terminal(&self) -> Cow<'_, str>;
}

impl Printable for Painted {
    fn for_terminal(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl Printable for str {
    fn for_terminal(&self) -> Cow<'_, str> {
        terminal(self)
    }
}

impl Printable for String {
    fn for_terminal(&self) -> Cow<'_, str> {
        terminal(self)
    }
}

impl Deref for Painted {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Painted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::super::is_hidden;
    use super::*;

    #[rstest]
    #[case::ordinary("error: 参数 a::b\n  [butler]\n# 3", "error: 参数 a::b\n  [butler]\n# 3")]
    #[case::first("::error::x", r"\u{3a}:error::x")]
    #[case::later("a\n::set-output name=x::y\nb", "a\n\\u{3a}:set-output name=x::y\nb")]
    #[case::behind_white_space("a\n \t\u{3000}::debug::x", "a\n \t\u{3000}\\u{3a}:debug::x")]
    #[case::behind_other_breaks(
        "a\r::error::\u{85}::error::\u{2028}::error::",
        r"a\r::error::\u{85}::error::\u{2028}::error::"
    )]
    #[case::behind_windows_breaks("a\r\n::error::", "a\\r\n\\u{3a}:error::")]
    #[case::azure(
        "x ##vso[task.complete result=Succeeded;]",
        r"x \u{23}#vso[task.complete result=Succeeded;]"
    )]
    #[case::brackets("###[group]", r"#\u{23}#[group]")]
    #[case::teamcity("##teamcity[testFailed name='x']", r"\u{23}#teamcity[testFailed name='x']")]
    #[case::capitals("##VSO[x]", r"\u{23}#VSO[x]")]
    #[case::headings("## fuhe [x]", "## fuhe [x]")]
    #[case::no_colours("\u{1b}[32mgreen\u{1b}[0m", r"\u{1b}[32mgreen\u{1b}[0m")]
    fn a_terminal_is_not_commanded(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(terminal(text), shown);
    }

    #[test]
    fn only_our_colours_get_through() {
        let painter = Painter::new(true);
        let text = format!(
            "{} \u{1b}[32mforged ‹0000000000000000 32›",
            painter.ink(Ink::Red, "fails")
        );
        assert_eq!(
            &*painter.finish(&text),
            "\u{1b}[31mfails\u{1b}[0m \\u{1b}[32mforged ‹0000000000000000 32›"
        );
        assert_eq!(
            &*Painter::new(false).finish(&Painter::new(false).ink(Ink::Red, "x")),
            "x"
        );
    }

    fn hostile() -> impl Strategy<Value = String> {
        let parts = [
            "::",
            "##",
            "vso[",
            "[",
            "\n",
            "\r",
            "\u{2028}",
            "\u{1b}[32m",
            "\u{3000}",
            " ",
            "#",
            "x",
            "\u{85}",
        ];
        let part = prop_oneof![
            prop::sample::select(parts.to_vec()).prop_map(str::to_owned),
            any::<String>()
        ];
        prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn no_line_is_a_command(text in hostile()) {
            let shown = terminal(&text).into_owned();
            prop_assert!(!shown.replace(['\n', '\t'], "").contains(is_hidden));
            prop_assert!(shown.lines().all(|line| !line.trim_start().starts_with("::")), "{}", shown);
            prop_assert!(!shown.contains("##[") && !shown.contains("##vso["), "{}", shown);
            prop_assert_eq!(terminal(&shown), shown.as_str());
        }

        #[test]
        fn no_colour_is_forged(text in hostile()) {
            let painter = Painter::new(true);
            let painted = painter.finish(&format!("{}{text}", painter.ink(Ink::Bold, "x")));
            let ours = "\u{1b}[1mx\u{1b}[0m";
            prop_assert!(painted.starts_with(ours));
            prop_assert_eq!(painted.matches('\u{1b}').count(), 2);
        }
    }
}
