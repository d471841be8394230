//! Accounts derived from a third-party id (BS-14, BS-15), as the vendor's behaviour has it.

use serde_json::{Map, Value};

use crate::crypto::java;
use crate::mock::behaviour::{Derivation, DerivedCheck, Hash, SmallestInt};

/// How an account stands to the third-party id beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// There is no such id, or the vendor does not look at it.
    Free,
    /// It is the one that the id leads to, so that the rule for freely chosen accounts does not apply.
    Derived,
    /// It is another.
    Misfit,
}

/// Where a row stands in its request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'r> {
    pub(super) index: usize,
    /// How many rows there are.
    pub(super) count: usize,
    pub(super) update: bool,
    /// The first third-party id of the request.
    pub(super) first_id: Option<&'r str>,
}

/// Judges the account of a row.
pub(super) fn standing(derivation: &Derivation, fields: &Map<String, Value>, place: Place<'_>) -> Standing {
    let text = |field: &str| fields.get(field).and_then(Value::as_str);
    let (Some(id), Some(account)) = (text("thirdPlatformId"), text("userNo")) else {
        return Standing::Free;
    };
    let of_first = place.first_id.filter(|_| derivation.check == DerivedCheck::FirstRowsId);
    let id = of_first.unwrap_or(id);
    let derived = accounts(derivation, id);
    let fits = |rule: &dyn Fn(&str, &str) -> bool| derived.iter().any(|(initials, number)| rule(initials, number));
    let is_whole = fits(&|initials, number| account == format!("{initials}{number}"));
    let standing = match derivation.check {
        _ if is_whole => Standing::Derived,
        DerivedCheck::IgnoringCase
            if fits(&|initials, number| account.eq_ignore_ascii_case(&format!("{initials}{number}"))) =>
        {
            Standing::Derived
        }
        DerivedCheck::Initials if fits(&|initials, _| account.starts_with(initials)) => Standing::Derived,
        DerivedCheck::Number if fits(&|_, number| account.ends_with(number)) => Standing::Derived,
        DerivedCheck::NumberAfterLetters
            if fits(&|_, number| {
                let letters = account.strip_suffix(number).unwrap_or_default();
                letters.len() == 3 && letters.bytes().all(|b| b.is_ascii_lowercase())
            }) =>
        {
            Standing::Derived
        }
        DerivedCheck::NumberAlone if fits(&|_, number| account == number) => Standing::Derived,
        DerivedCheck::FirstRow if place.index > 0 => Standing::Free,
        DerivedCheck::Ends if place.index > 0 && place.index + 1 < place.count => Standing::Free,
        DerivedCheck::Creations if place.update => Standing::Free,
        DerivedCheck::None => Standing::Free,
        DerivedCheck::Whole
        | DerivedCheck::IgnoringCase
        | DerivedCheck::Initials
        | DerivedCheck::Number
        | DerivedCheck::NumberAfterLetters
        | DerivedCheck::NumberAlone
        | DerivedCheck::FirstRow
        | DerivedCheck::Ends
        | DerivedCheck::FirstRowsId
        | DerivedCheck::Creations => Standing::Misfit,
    };
    if standing == Standing::Derived && account.chars().count() < derivation.shortest {
        return Standing::Misfit;
    }
    standing
}

/// Every account that the id may lead to, as initials and number.
fn accounts(derivation: &Derivation, id: &str) -> Vec<(String, String)> {
    let numbers: Vec<String> = derivation
        .hashes
        .iter()
        .flat_map(|hash| numbers(*hash, derivation.smallest_int, id))
        .collect();
    let pairs = derivation
        .initials
        .iter()
        .flat_map(|initials| numbers.iter().map(|number| (initials.clone(), number.clone())));
    pairs.collect()
}

fn numbers(hash: Hash, smallest: SmallestInt, id: &str) -> Vec<String> {
    let java = |id: &str| {
        let hash = java::hash_code(id);
        let plain = hash.unsigned_abs().to_string();
        let minus = format!("-{plain}");
        match smallest {
            _ if hash != i32::MIN => vec![plain],
            SmallestInt::Minus => vec![minus],
            SmallestInt::Plain => vec![plain],
            SmallestInt::Both => vec![minus, plain],
            SmallestInt::Refused => Vec::new(),
        }
    };
    let absolute = |hash: i32| vec![hash.unsigned_abs().to_string()];
    match hash {
        Hash::Java => java(id),
        Hash::Signed => vec![java::hash_code(id).to_string()],
        Hash::Masked => vec![(java::hash_code(id) & i32::MAX).to_string()],
        // Neither cast changes a value: no code point is beyond the ints, and Java's bytes carry a sign.
        Hash::CodePoints => absolute(fold(id.chars().map(|c| u32::from(c).cast_signed()))),
        Hash::Utf8 => absolute(fold(id.bytes().map(|byte| i32::from(byte.cast_signed())))),
        Hash::Long => {
            let hash = id
                .encode_utf16()
                .fold(0_i64, |hash, unit| hash.wrapping_mul(31).wrapping_add(i64::from(unit)));
            vec![hash.unsigned_abs().to_string()]
        }
        Hash::SmallLetters => java(&id.to_lowercase()),
        Hash::Head => java(&id.chars().take(32).collect::<String>()),
    }
}

/// Java's way of hashing, over other units than its own.
fn fold(units: impl Iterator<Item = i32>) -> i32 {
    units.fold(0_i32, |hash, unit| hash.wrapping_mul(31).wrapping_add(unit))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::butler::account;

    fn judge(derivation: &Derivation, id: &str, user_no: &str) -> Standing {
        let Value::Object(fields) = json!({ "thirdPlatformId": id, "userNo": user_no }) else {
            unreachable!("the literal is an object");
        };
        let place = Place {
            index: 0,
            count: 1,
            update: false,
            first_id: Some(id),
        };
        standing(derivation, &fields, place)
    }

    #[test]
    fn the_default_company_has_one_set_of_initials_and_it_is_the_stated_one() {
        let derivation = Derivation::default();
        assert_eq!(account::initials(&derivation.company_name), derivation.initials);
    }

    #[test]
    fn an_account_is_derived_as_the_page_has_it() {
        let derivation = Derivation::default();
        for id in ["x", "A", "zhang.san@fuhe.com", "张三12345678", "😀12345678"] {
            assert_eq!(
                judge(&derivation, id, &account::account("sfc", id)),
                Standing::Derived,
                "{id}"
            );
            assert_eq!(judge(&derivation, id, "sfc1"), Standing::Misfit, "{id}");
        }
    }

    #[test]
    fn the_smallest_int_has_the_account_that_the_vendor_chooses() {
        let id = "polygenelubricants";
        for (smallest, minus, plain) in [
            (SmallestInt::Minus, Standing::Derived, Standing::Misfit),
            (SmallestInt::Plain, Standing::Misfit, Standing::Derived),
            (SmallestInt::Both, Standing::Derived, Standing::Derived),
            (SmallestInt::Refused, Standing::Misfit, Standing::Misfit),
        ] {
            let derivation = Derivation {
                smallest_int: smallest,
                ..Derivation::default()
            };
            assert_eq!(judge(&derivation, id, "sfc-2147483648"), minus, "{smallest:?}");
            assert_eq!(judge(&derivation, id, "sfc2147483648"), plain, "{smallest:?}");
        }
    }
}
