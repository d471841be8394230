//! Changes that leave a text nearly as it was: `(upper case of FIELD of NAME)`.

/// A change that leaves a text nearly as it was. A vendor that compares carelessly takes the two for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// None.
    Unchanged,
    /// Small letters become capitals.
    UpperCase,
    /// Capitals become small letters.
    LowerCase,
    /// The last character becomes another of its kind.
    OtherEnding,
    /// The first character is left out.
    WithoutFirst,
    /// The last character is left out.
    WithoutLast,
    /// A space comes before it.
    SpaceBefore,
    /// A space comes behind it.
    SpaceBehind,
}

impl Change {
    /// Every change, with what stands before and behind `FIELD of NAME`.
    const ALL: [(&str, Self, &str); 8] = [
        ("upper case of ", Self::UpperCase, ""),
        ("lower case of ", Self::LowerCase, ""),
        ("a space and ", Self::SpaceBefore, ""),
        ("", Self::SpaceBehind, " and a space"),
        ("", Self::OtherEnding, " with another ending"),
        ("", Self::WithoutFirst, " without its first character"),
        ("", Self::WithoutLast, " without its last character"),
        ("", Self::Unchanged, ""),
    ];

    /// The change that words ask for, and what they ask it of.
    pub(super) fn of(words: &str) -> (Self, &str) {
        let asked = Self::ALL.into_iter().find_map(|(before, change, behind)| {
            let rest = words.strip_prefix(before)?.strip_suffix(behind)?;
            Some((change, rest))
        });
        asked.unwrap_or((Self::Unchanged, words))
    }

    /// What stands before and behind `FIELD of NAME` to ask for it.
    pub fn words(self) -> (&'static str, &'static str) {
        let found = Self::ALL.into_iter().find(|(_, change, _)| *change == self);
        found.map_or(("", ""), |(before, _, behind)| (before, behind))
    }

    /// The text after the change.
    pub fn apply(self, text: &str) -> String {
        let mut chars = text.chars();
        match self {
            Self::Unchanged => text.to_owned(),
            Self::UpperCase => text.to_uppercase(),
            Self::LowerCase => text.to_lowercase(),
            Self::SpaceBefore => format!(" {text}"),
            Self::SpaceBehind => format!("{text} "),
            Self::WithoutFirst => chars.skip(1).collect(),
            Self::WithoutLast => {
                chars.next_back();
                chars.collect()
            }
            Self::OtherEnding => {
                let last = chars.next_back().map(|last| match last {
                    '9' => '0',
                    'z' => 'a',
                    'Z' => 'A',
                    '0'..='8' | 'a'..='y' | 'A'..='Y' => char::from_u32(u32::from(last) + 1).unwrap_or(last),
                    _ => 'x',
                });
                chars.chain(last).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Change::UpperCase, "aB1", "AB1")]
    #[case(Change::LowerCase, "aB1", "ab1")]
    #[case(Change::OtherEnding, "ab9", "ab0")]
    #[case(Change::OtherEnding, "abz", "aba")]
    #[case(Change::OtherEnding, "ab-", "abx")]
    #[case(Change::OtherEnding, "", "")]
    #[case(Change::WithoutFirst, "张三", "三")]
    #[case(Change::WithoutLast, "张三", "张")]
    #[case(Change::SpaceBefore, "a", " a")]
    #[case(Change::SpaceBehind, "a", "a ")]
    fn changes(#[case] change: Change, #[case] text: &str, #[case] changed: &str) {
        assert_eq!(change.apply(text), changed);
    }
}
