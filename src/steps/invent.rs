//! Made-up values in the form that vendors of this kind ask for, and which belong to nobody: names, codes with right check
//! digits, telephone numbers, e-mail addresses, employee numbers.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use rand::Rng;
use rand::seq::SliceRandom as _;

use crate::config::{Data, EmployeeNumbers, Names};
use crate::contract::Made;

/// Surnames and characters of given names, all of them frequent, so that no name points to one person.
const SURNAMES: [&str; 16] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "林",
];
const GIVEN: [&str; 24] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "霞", "平",
    "刚", "桂", "英", "华", "文",
];
const LATIN_SURNAMES: [&str; 8] = ["Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Zhao", "Huang"];

/// Districts of Beijing, Shanghai and Guangzhou. Nobody has a number with these births: they lie in the 19th century,
/// before there were such numbers.
const DISTRICTS: [&str; 12] = [
    "110101", "110102", "110105", "110106", "110107", "110108", "310101", "310104", "310105", "440103", "440104",
    "440106",
];
const BIRTHS: std::ops::RangeInclusive<u32> = 1801..=1899;

/// A region that does not exist, so that no enterprise has the code.
const NO_REGION: &str = "000000";
/// What unified social credit codes are written with, in the order of their values (GB 32100-2015).
const CREDIT_CHARACTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// How often a value is drawn again that was drawn before. Where a prefix leaves few numbers, they repeat.
const TRIES: usize = 100;

const USUAL_EMAIL_NAME: usize = 10;
const PHONE_LENGTH: usize = 11;
const USUAL_EMPLOYEE_NUMBER: usize = 8;

/// Makes values up. One for a run, so that none comes twice in it: vendors may ask that a phone number or a code is new.
#[derive(Debug, Default)]
pub struct Inventor {
    data: Data,
    drawn: Mutex<HashSet<String>>,
}

impl Inventor {
    /// One that makes values of this form.
    pub fn new(data: Data) -> Self {
        Self {
            data,
            drawn: Mutex::default(),
        }
    }

    /// A value of a kind, with so many characters, or as many as are usual.
    ///
    /// A [`Made::Code`] is an identity number; whoever knows the type of the user asks for the other.
    pub(super) fn make(&self, kind: Made, length: Option<usize>, rng: &mut impl Rng) -> String {
        let mut made = self.any(kind, length, rng);
        if kind == Made::Name {
            return made;
        }
        for _ in 0..TRIES {
            let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
            if drawn.insert(made.clone()) {
                break;
            }
            drop(drawn);
            made = self.any(kind, length, rng);
        }
        made
    }

    fn any(&self, kind: Made, length: Option<usize>, rng: &mut impl Rng) -> String {
        match kind {
            Made::Name => self.name(length, rng),
            Made::Code | Made::IdentityNumber => identity_number(rng),
            Made::CreditCode => credit_code(rng),
            Made::Phone => {
                let prefix = &self.data.phone_prefix;
                let rest = length.unwrap_or(PHONE_LENGTH).saturating_sub(prefix.len());
                format!("{prefix}{}", characters(b"0123456789", rest, rng))
            }
            Made::Email => {
                let tail = format!("@{}", self.data.email_domain);
                let name = length.map_or(USUAL_EMAIL_NAME, |length| length.saturating_sub(tail.len()));
                format!("{}{tail}", characters(b"abcdefghijklmnopqrstuvwxyz", name, rng))
            }
            Made::EmployeeNumber => {
                let set: &[u8] = match self.data.employee_numbers {
                    EmployeeNumbers::Digits => b"0123456789",
                    EmployeeNumbers::Alphanumeric => b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                };
                characters(set, length.unwrap_or(USUAL_EMPLOYEE_NUMBER), rng)
            }
        }
    }

    fn name(&self, length: Option<usize>, rng: &mut impl Rng) -> String {
        match self.data.names {
            Names::Chinese => {
                let surname = pick(&SURNAMES, rng);
                let given = length.unwrap_or(3).saturating_sub(1);
                let given = (0..given).map(|_| pick(&GIVEN, rng));
                std::iter::once(surname).chain(given).collect()
            }
            Names::Latin => {
                let surname = pick(&LATIN_SURNAMES, rng);
                let given = length.unwrap_or(surname.len() + 4).saturating_sub(surname.len());
                format!("{surname}{}", characters(b"abcdefghijklmnopqrstuvwxyz", given, rng))
            }
        }
    }
}

fn pick<'a>(among: &[&'a str], rng: &mut impl Rng) -> &'a str {
    among.choose(rng).copied().unwrap_or_default()
}

fn characters(set: &[u8], count: usize, rng: &mut impl Rng) -> String {
    (0..count)
        .filter_map(|_| set.choose(rng))
        .map(|byte| char::from(*byte))
        .collect()
}

fn identity_number(rng: &mut impl Rng) -> String {
    loop {
        let number = format!(
            "{}{}{:02}{:02}{:03}",
            pick(&DISTRICTS, rng),
            rng.gen_range(BIRTHS),
            rng.gen_range(1..=12),
            rng.gen_range(1..=28),
            rng.gen_range(0..1000),
        );
        // One in eleven numbers ends in X, and one in thirty is a credit code as well. What a vendor makes of a number must
        // not depend on chance.
        let check = identity_check(&number);
        if check.is_ascii_digit() && check != credit_check(&number) {
            return format!("{number}{check}");
        }
    }
}

/// The last character of an identity number, after GB 11643-1999.
fn identity_check(number: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let digits = number.chars().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    CHECKS[(sum % 11) as usize]
}

fn credit_code(rng: &mut impl Rng) -> String {
    // Codes have begun so since 2015, and never consist of digits only.
    let organization = format!("MA{}", characters(CREDIT_CHARACTERS, 6, rng));
    let code = format!("91{NO_REGION}{organization}{}", organization_check(&organization));
    let check = credit_check(&code);
    format!("{code}{check}")
}

/// The last character of an organisation's own code, after GB 11714-1997.
fn organization_check(code: &str) -> char {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let digits = code.chars().filter_map(|c| c.to_digit(36));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

/// The last character of a unified social credit code.
fn credit_check(code: &str) -> char {
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let value = |byte| CREDIT_CHARACTERS.iter().position(|own| *own == byte);
    let values = code.bytes().filter_map(value);
    let sum: usize = values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    char::from(CREDIT_CHARACTERS[(31 - sum % 31) % 31])
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;
    use rstest::rstest;

    use super::*;

    /// From the standards and from codes that their owners publish.
    #[rstest]
    #[case("11010519491231002X")]
    #[case("440524188001010014")]
    fn identity_numbers_end_in_their_check_digit(#[case] number: &str) {
        assert_eq!(number.chars().last(), Some(identity_check(&number[..17])));
    }

    #[rstest]
    #[case("91350100M000100Y43")]
    #[case("91110000802100433B")]
    #[case("91440300708461136T")]
    fn credit_codes_end_in_their_check_character(#[case] code: &str) {
        assert_eq!(code.chars().last(), Some(credit_check(&code[..17])));
    }

    #[test]
    fn an_organisation_code_ends_in_its_check_character() {
        assert_eq!(organization_check("80210043"), '3');
        assert_eq!(organization_check("70846113"), '6');
    }

    #[rstest]
    #[case(Made::Name, None, "^[\u{4e00}-\u{9fff}]{3}$")]
    #[case(Made::Name, Some(32), "^[\u{4e00}-\u{9fff}]{32}$")]
    #[case(Made::Code, None, r"^\d{6}18\d{10}$")]
    #[case(Made::CreditCode, None, "^91000000MA[0-9A-HJ-NPQRTUWXY]{8}$")]
    #[case(Made::Phone, None, r"^154\d{8}$")]
    #[case(Made::Email, Some(60), "^[a-z]{48}@example\\.com$")]
    #[case(Made::EmployeeNumber, Some(11), r"^\d{11}$")]
    fn values_have_their_form(#[case] kind: Made, #[case] length: Option<usize>, #[case] form: &str) {
        let made = Inventor::default().make(kind, length, &mut StdRng::seed_from_u64(1));
        assert!(regex::Regex::new(form).expect("a form").is_match(&made), "{made}");
    }

    #[test]
    fn the_target_file_decides_the_form() {
        let data = Data {
            names: Names::Latin,
            phone_prefix: "1740".to_owned(),
            email_domain: "corp.example".to_owned(),
            employee_numbers: EmployeeNumbers::Alphanumeric,
        };
        let (inventor, mut rng) = (Inventor::new(data), StdRng::seed_from_u64(1));
        let name = inventor.make(Made::Name, Some(20), &mut rng);
        assert!(name.len() == 20 && name.is_ascii(), "{name}");
        let phone = inventor.make(Made::Phone, None, &mut rng);
        assert!(phone.len() == 11 && phone.starts_with("1740"), "{phone}");
        let email = inventor.make(Made::Email, None, &mut rng);
        assert!(email.ends_with("@corp.example"), "{email}");
    }

    #[test]
    fn no_value_comes_twice_until_there_is_no_other() {
        let data = Data {
            phone_prefix: "1540000".to_owned(),
            ..Data::default()
        };
        let (inventor, mut rng) = (Inventor::new(data), StdRng::seed_from_u64(1));
        let made: HashSet<String> = (0..500).map(|_| inventor.make(Made::Phone, None, &mut rng)).collect();
        assert_eq!(made.len(), 500);
        for _ in 0..20_000 {
            inventor.make(Made::Phone, None, &mut rng);
        }
    }
}
