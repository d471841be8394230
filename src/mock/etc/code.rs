//! Codes of users: the unified social credit codes of enterprises and the identity numbers of persons, by their check
//! digits.

use jiff::civil::Date;

/// The weights of the first 17 digits of an identity number, and the check digit for each remainder (GB 11643-1999).
const IDENTITY_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const IDENTITY_CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// What credit codes are written with, in the order of their values: no I, O, S, V and Z (GB 32100-2015).
const CREDIT_CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// The weights of their first 17 characters: powers of 3, modulo 31.
const CREDIT_WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Whether a text is an identity number: 17 digits, among them a date of birth that there was or may be, and the check
/// digit, with a large X for ten.
pub(super) fn is_identity_number(code: &str) -> bool {
    let Some((number, check)) = split(code) else {
        return false;
    };
    let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    digits.is_some_and(|digits| {
        let sum: u32 = digits
            .iter()
            .zip(IDENTITY_WEIGHTS)
            .map(|(digit, weight)| digit * weight)
            .sum();
        is_date_of_birth(&number[6..14]) && IDENTITY_CHECKS[(sum % 11) as usize] == check
    })
}

/// Whether a text is a unified social credit code: 17 of its characters and the check character.
pub(super) fn is_credit_code(code: &str) -> bool {
    let Some((code, check)) = split(code) else {
        return false;
    };
    let value = |character| CREDIT_CHARACTERS.find(character);
    let values: Option<Vec<usize>> = code.chars().map(value).collect();
    values.zip(value(check)).is_some_and(|(values, check)| {
        let sum: usize = values
            .iter()
            .zip(CREDIT_WEIGHTS)
            .map(|(value, weight)| value * weight)
            .sum();
        (sum + check).is_multiple_of(31)
    })
}

/// The first 17 characters, and the last of 18; both kinds of code are ASCII.
fn split(code: &str) -> Option<(&str, char)> {
    if code.len() != 18 || !code.is_ascii() {
        return None;
    }
    let (number, check) = code.split_at(17);
    Some((number, check.chars().next()?))
}

/// Eight digits as a day in the nineteenth to twenty-first century.
fn is_date_of_birth(digits: &str) -> bool {
    let (year, day) = digits.split_at(4);
    let (month, day) = day.split_at(2);
    match (year.parse::<i16>(), month.parse::<i8>(), day.parse::<i8>()) {
        (Ok(year), Ok(month), Ok(day)) => (1800..2100).contains(&year) && Date::new(year, month, day).is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// From the standard, and of a birth before there were such numbers.
    #[rstest]
    #[case("11010519491231002X", true)]
    #[case("440524188001010014", true)]
    #[case::check_digit("110105194912310021", false)]
    #[case::small_letter("11010519491231002x", false)]
    #[case::two_digits_swapped("11010519491213002X", false)]
    #[case::no_such_day("110105194902300021", false)]
    #[case::no_such_century("110105174912310026", false)]
    #[case::old_number("110105491231002", false)]
    #[case::letters("1101051949123A002X", false)]
    #[case::other_digits("１１０１０５194912", false)]
    #[case::empty("", false)]
    fn identity_numbers_are_known_by_their_check_digit(#[case] code: &str, #[case] is_one: bool) {
        assert_eq!(is_identity_number(code), is_one);
    }

    /// Codes that their owners publish.
    #[rstest]
    #[case("91350100M000100Y43", true)]
    #[case("91110000802100433B", true)]
    #[case("91440300708461136T", true)]
    #[case::check_character("91350100M000100Y44", false)]
    #[case::two_characters_swapped("91350100M000010Y43", false)]
    #[case::small_letters("91350100m000100y43", false)]
    #[case::letter_that_there_is_not("91350100I000100Y43", false)]
    #[case::too_short("91350100M000100Y4", false)]
    #[case::identity_number("11010519491231002X", false)]
    #[case::chinese("企合京总字第", false)]
    fn credit_codes_are_known_by_their_check_character(#[case] code: &str, #[case] is_one: bool) {
        assert_eq!(is_credit_code(code), is_one);
    }

    /// The check digit of each number is right, so that only the date can be wrong.
    #[rstest]
    #[case("18000101", true)]
    #[case("17991231", false)]
    #[case("20991231", true)]
    #[case("21000101", false)]
    #[case("20000229", true)]
    #[case("19000229", false)]
    #[case("19491301", false)]
    #[case("19490431", false)]
    fn dates_of_birth_are_days_that_there_are(#[case] digits: &str, #[case] is_one: bool) {
        assert_eq!(is_date_of_birth(digits), is_one);
        let number = format!("110105{digits}002");
        let check = IDENTITY_CHECKS
            .iter()
            .filter(|check| is_identity_number(&format!("{number}{check}")));
        assert_eq!(check.count(), usize::from(is_one));
    }
}
