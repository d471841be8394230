//! How carelessly a vendor reads what it compares: two texts that differ are then one to it.

use crate::contract::Change;

/// How a text is read before it is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// As it is.
    #[default]
    Exact,
    /// Upper and lower case are equal.
    IgnoringCase,
    /// Spaces around it do not count.
    Trimmed,
    /// Only so many characters at its beginning count.
    First(usize),
    /// All characters but the last count.
    AllButLast,
    /// Zeros at its beginning do not count, as in a number.
    WithoutZeros,
}

impl Reading {
    /// What counts of a text.
    pub fn of(self, text: &str) -> String {
        match self {
            Self::Exact => text.to_owned(),
            Self::IgnoringCase => Change::LowerCase.apply(text),
            Self::Trimmed => text.trim().to_owned(),
            Self::First(count) => text.chars().take(count).collect(),
            Self::AllButLast => Change::WithoutLast.apply(text),
            Self::WithoutZeros => text.trim_start_matches('0').to_owned(),
        }
    }
}

/// What a vendor compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The API code of a call with those that it knows (GW-07).
    ApiCode,
    /// The application id of a call with those that it has issued (GW-08).
    Application,
    /// The digest of a call with the right one (BS-42).
    Digest,
    /// `sendAppId` with the clients that it knows (BS-42).
    Client,
    /// `companyId` with the client's own (BS-43).
    Company,
    /// A new account with those that exist (BS-25).
    Account,
}

/// What a vendor compares carelessly.
#[derive(Clone, Debug, Default)]
pub struct Comparisons(Vec<(Compared, Reading)>);

impl Comparisons {
    /// Has it compare this so from now on.
    pub fn set(&mut self, what: Compared, reading: Reading) {
        self.0.push((what, reading));
    }

    /// True where the two are one to it. Nothing is equal to nothing.
    pub fn are_one(&self, what: Compared, one: &str, other: &str) -> bool {
        let is_read = |(own, reading): &(Compared, Reading)| *own == what && reading.of(one) == reading.of(other);
        one == other || (!one.is_empty() && !other.is_empty() && self.0.iter().any(is_read))
    }

    /// True where it compares this as it should.
    pub fn is_exact(&self, what: Compared) -> bool {
        self.0.iter().all(|(own, _)| *own != what)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Reading::Exact, "aB ", "aB ")]
    #[case(Reading::IgnoringCase, "aB ", "ab ")]
    #[case(Reading::Trimmed, " aB ", "aB")]
    #[case(Reading::First(2), "张三四", "张三")]
    #[case(Reading::AllButLast, "张三四", "张三")]
    #[case(Reading::WithoutZeros, "0012", "12")]
    fn what_counts_of_a_text(#[case] reading: Reading, #[case] text: &str, #[case] counts: &str) {
        assert_eq!(reading.of(text), counts);
    }

    #[test]
    fn what_is_compared_carelessly_is_one_and_the_rest_is_not() {
        let mut comparisons = Comparisons::default();
        comparisons.set(Compared::ApiCode, Reading::IgnoringCase);
        assert!(comparisons.are_one(Compared::ApiCode, "a", "A"));
        assert!(!comparisons.are_one(Compared::ApiCode, "a", "b"));
        assert!(!comparisons.are_one(Compared::Company, "a", "A"));
        assert!(comparisons.is_exact(Compared::Company) && !comparisons.is_exact(Compared::ApiCode));
    }
}
