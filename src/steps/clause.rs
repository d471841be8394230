//! The clauses behind a call's verb: `with FIELD VALUE`, `under the PART VALUE`, `, signed WAY` …
//!
//! They combine freely, so they are read by one small grammar and not by a regular expression for each combination.

use crate::contract::{Operation, RuleId, outside_values};

/// One clause, still as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Clause<'a> {
    /// `with FIELD VALUE`, `with its list FORM`; nothing behind it where a table follows.
    With(&'a str),
    /// `under the PART VALUE`, `under a timestamp 15 s behind`.
    Under(&'a str),
    /// `, but the PART reads VALUE after signing`.
    But(&'a str),
    /// `, signed WAY`.
    Signed(&'a str),
    /// `in a body that is STYLE`.
    Body(&'a str),
    /// `in each request spelling`.
    EachSpelling,
    /// `again`.
    Again,
}

/// Makes a clause of the words behind its lead.
type Make = for<'a> fn(&'a str) -> Clause<'a>;

const LEADS: [(&str, Make); 7] = [
    (" with", |rest| Clause::With(rest)),
    (" under", |rest| Clause::Under(rest)),
    (", but the", |rest| Clause::But(rest)),
    (", signed", |rest| Clause::Signed(rest)),
    (" in a body that is", |rest| Clause::Body(rest)),
    (" in each request spelling", |_| Clause::EachSpelling),
    (" again", |_| Clause::Again),
];

/// Splits the words behind a verb into clauses; `None` where they begin with something else.
pub(super) fn clauses(tail: &str) -> Option<Vec<Clause<'_>>> {
    let starts: Vec<(usize, usize, Make)> = outside_values(tail)
        .filter_map(|at| {
            LEADS.iter().find_map(|(lead, make)| {
                let rest = tail[at..].strip_prefix(lead)?;
                (rest.is_empty() || rest.starts_with([' ', ','])).then_some((at, at + lead.len(), *make))
            })
        })
        .collect();
    match starts.first() {
        None => return tail.is_empty().then(Vec::new),
        Some((first, ..)) if *first != 0 => return None,
        Some(_) => {}
    }
    // A lead inside another clause's words is no lead: `, signed with another key` and `with its list encrypted under
    // another key` are one clause each.
    let mut clauses = Vec::new();
    let mut rest = starts.as_slice();
    while let [(_, from, make), tail_starts @ ..] = rest {
        let to_the_end = tail[..*from].ends_with(", signed") || tail[*from..].starts_with(" its list ");
        let next = if to_the_end { &[][..] } else { tail_starts };
        let to = next.first().map_or(tail.len(), |(at, ..)| *at);
        clauses.push(make(tail[*from..to].trim()));
        rest = next;
    }
    Some(clauses)
}

/// The rule that a vendor breaks by refusing a call with these clauses: that of the one field that they set, else that
/// success looks like success. A correct call was accepted before, so the field makes the difference.
pub(super) fn granted_by(operation: Operation, tail: &str) -> RuleId {
    let rule = match clauses(tail).as_deref() {
        Some([Clause::With(words)]) => words
            .split_once(' ')
            .and_then(|(field, _)| operation.fields().schema().rule_of(field)),
        _ => None,
    };
    rule.unwrap_or(operation.success_rule())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", &[])]
    #[case(" with", &[Clause::With("")])]
    #[case(r#" with name "a, but the b under c""#, &[Clause::With(r#"name "a, but the b under c""#)])]
    #[case(" with its list left plain", &[Clause::With("its list left plain")])]
    #[case(" with its list encrypted under another key", &[Clause::With("its list encrypted under another key")])]
    #[case(r#" with name "x", but the name reads "y" after signing"#,
        &[Clause::With(r#"name "x""#), Clause::But(r#"name reads "y" after signing"#)])]
    #[case(" under the nonce (nonce of A)", &[Clause::Under("the nonce (nonce of A)")])]
    #[case(", signed with another key", &[Clause::Signed("with another key")])]
    #[case(r#" with etc_user_no "", signed each way of sign_empty"#,
        &[Clause::With(r#"etc_user_no """#), Clause::Signed("each way of sign_empty")])]
    #[case(r#" with name "测试" in a body that is escaped"#,
        &[Clause::With(r#"name "测试""#), Clause::Body("escaped")])]
    #[case(" in each request spelling", &[Clause::EachSpelling])]
    #[case(" again", &[Clause::Again])]
    fn splits(#[case] tail: &str, #[case] expected: &[Clause<'_>]) {
        assert_eq!(clauses(tail).as_deref(), Some(expected));
    }

    #[test]
    fn refuses_words_that_begin_no_clause() {
        assert_eq!(clauses(" quickly"), None);
    }
}
