//! What the courier checks of a row beyond its page (BS-50).

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::mock::behaviour::{DuplicateBlame, Formats, Unique};
use crate::mock::book::Book;
use crate::mock::name;

/// The fields of a row.
type Fields = Map<String, Value>;

/// The fields whose form or content the vendor does not like, each with its value. A field may come twice.
pub(super) fn wrong(formats: &Formats, fields: &Fields) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    let mut check = |field: &'static str, is_right: &dyn Fn(&str) -> bool| {
        if let Some(value) = said(fields, field).filter(|value| !is_right(value)) {
            wrong.push((field, value.to_owned()));
        }
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if formats.phone {
        check("userPhone", &|phone| {
            phone.len() == 11 && digits(phone) && phone.starts_with('1') && !phone[1..].starts_with(['0', '1', '2'])
        });
    }
    check("userRealName", &|name| !name::is_refused(name, formats.names));
    if formats.email {
        check("userEmail", &|email| domain(email).is_some());
    }
    if let Some(own) = formats.email_domain {
        // What is no address has no domain, and is the business of the check above.
        check("userEmail", &|email| {
            domain(email).is_none_or(|domain| domain.eq_ignore_ascii_case(own))
        });
    }
    if formats.card {
        check("custId", &|cards| {
            cards
                .split(',')
                .all(|card| (7..=10).contains(&card.len()) && digits(card))
        });
    }
    // Only what has the form of a card can be looked up.
    if let Some(known) = &formats.cards {
        let is_own = |card: &str| card.len() == 10 && digits(card);
        check("custId", &|cards| {
            cards.split(',').all(|card| !is_own(card) || known.contains(&card))
        });
    }
    if let Some(known) = &formats.organizations {
        check("organizationCode", &|code| {
            known.iter().any(|organization| organization.code == code)
        });
    }
    // An update that leaves the code out (BS-33) has nothing to compare the name with.
    if let Some(code) = said(fields, "organizationCode").filter(|_| formats.organization_names) {
        let mut known = formats.known_organizations().iter();
        let organization = known.find(|organization| organization.code == code);
        check("organizationName", &|name| {
            organization.is_some_and(|own| own.name == name)
        });
    }
    wrong
}

/// The values that another account has already, or another row claims: each with the place of its row.
pub(super) fn used(
    formats: &Formats,
    blame: DuplicateBlame,
    book: &Book,
    rows: &[&Fields],
) -> Vec<(usize, Unique, String)> {
    let mut used = Vec::new();
    for unique in &formats.unique {
        let mut claims: HashMap<&str, Claims<'_>> = HashMap::new();
        for (place, fields) in rows.iter().enumerate() {
            if let Some(value) = said(fields, unique.field()) {
                claims
                    .entry(value)
                    .or_default()
                    .rows
                    .push((place, said(fields, "userNo")));
            }
        }
        for account in book.accounts() {
            let claim = said(&account.fields, unique.field()).and_then(|value| claims.get_mut(value));
            if let Some(claim) = claim {
                claim.holders.push(&account.user_no);
            }
        }
        for (value, claims) in claims {
            let blamed = claims.blamed(blame);
            used.extend(blamed.map(|place| (place, *unique, value.to_owned())));
        }
    }
    used
}

/// Who claims a value that only one account may have.
#[derive(Default)]
struct Claims<'r> {
    /// The places of rows, each with its account.
    rows: Vec<(usize, Option<&'r str>)>,
    /// Accounts that have it.
    holders: Vec<&'r str>,
}

impl Claims<'_> {
    /// The rows that claim what is another's.
    fn blamed(&self, blame: DuplicateBlame) -> impl Iterator<Item = usize> {
        let is_held = |account: Option<&str>| self.holders.iter().any(|holder| account != Some(holder));
        let is_claimed = |rows: &[(usize, Option<&str>)], account: Option<&str>| {
            let mut others = rows.iter();
            others.any(|(_, other)| account.is_none() || *other != account)
        };
        self.rows
            .iter()
            .enumerate()
            .filter_map(move |(index, (place, account))| {
                let before = is_claimed(&self.rows[..index], *account);
                let after = is_claimed(&self.rows[index + 1..], *account);
                let is_blamed = match blame {
                    DuplicateBlame::Earlier => after,
                    DuplicateBlame::Later => before,
                    DuplicateBlame::All => before || after,
                };
                (is_held(*account) || is_blamed).then_some(*place)
            })
    }
}

/// A field that is a text and says something; blanks are another question's business.
fn said<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    let text = fields.get(name).and_then(Value::as_str);
    text.filter(|text| !text.trim().is_empty())
}

/// The domain of an e-mail address, if it is one.
fn domain(email: &str) -> Option<&str> {
    let (name, domain) = email.split_once('@')?;
    (!name.is_empty() && domain.contains('.')).then_some(domain)
}
