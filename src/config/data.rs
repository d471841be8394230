//! Which form made-up values have: `[data]` of a target file. Vendors look at such forms, although their pages do not say
//! so (CU-11, GU-23, BS-50).

use serde::Deserialize;

use super::reader::Reader;
use crate::error::Error;

/// The form of made-up values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    /// How people are called.
    pub names: Names,
    /// How mobile numbers begin.
    pub phone_prefix: String,
    /// What follows the @ of e-mail addresses.
    pub email_domain: String,
    /// What employee numbers are made of.
    pub employee_numbers: EmployeeNumbers,
}

/// How people are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Names {
    /// A surname and a given name in Chinese characters.
    #[default]
    Chinese,
    /// One word of Latin letters.
    Latin,
}

/// What employee numbers are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EmployeeNumbers {
    /// Digits.
    #[default]
    Digits,
    /// Upper-case letters and digits.
    Alphanumeric,
}

/// No operator has numbers that begin so: Google's libphonenumber, which follows the numbering plan, knows no mobile range
/// 154 in China, and 11 digits that begin with 13 to 19 pass for a mobile number nearly everywhere.
const PHONE_PREFIX: &str = "154";
/// Kept free for examples by RFC 2606.
const EMAIL_DOMAIN: &str = "example.com";
/// Of the eleven digits of a mobile number, at least four are drawn.
const LONGEST_PREFIX: usize = 7;
/// A domain name beside which an address of 60 characters has room for a name.
const LONGEST_DOMAIN: usize = 40;

impl Default for Data {
    fn default() -> Self {
        Self {
            names: Names::default(),
            phone_prefix: PHONE_PREFIX.to_owned(),
            email_domain: EMAIL_DOMAIN.to_owned(),
            employee_numbers: EmployeeNumbers::default(),
        }
    }
}

/// `[data]` as written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DataSection {
    names: Names,
    phone_prefix: Option<String>,
    email_domain: Option<String>,
    emp_no: EmployeeNumbers,
}

pub(super) fn read(reader: &Reader<'_>, section: DataSection) -> Result<Data, Error> {
    let usual = Data::default();
    Ok(Data {
        names: section.names,
        phone_prefix: section
            .phone_prefix
            .map_or(Ok(usual.phone_prefix), |prefix| phone_prefix(reader, prefix))?,
        email_domain: section
            .email_domain
            .map_or(Ok(usual.email_domain), |domain| email_domain(reader, domain))?,
        employee_numbers: section.emp_no,
    })
}

fn phone_prefix(reader: &Reader<'_>, prefix: String) -> Result<String, Error> {
    if (1..=LONGEST_PREFIX).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(prefix);
    }
    let reason =
        format!("\"{prefix}\" cannot begin a mobile number; write 1 to {LONGEST_PREFIX} digits, such as \"154\"");
    Err(reader.fault("data.phone_prefix", reason))
}

fn email_domain(reader: &Reader<'_>, domain: String) -> Result<String, Error> {
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if domain.contains('.') && domain.len() <= LONGEST_DOMAIN && domain.split('.').all(is_label) {
        return Ok(domain);
    }
    let reason = format!(
        "\"{domain}\" cannot follow the @ of an e-mail address; write a domain of up to {LONGEST_DOMAIN} characters, such as \
         \"example.com\""
    );
    Err(reader.fault("data.email_domain", reason))
}
