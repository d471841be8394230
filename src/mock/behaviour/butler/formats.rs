//! What the courier checks although its page does not say so.

use std::collections::BTreeSet;

use super::super::RefusedNames;

/// Checks beyond the documentation (BS-50).
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate habit, not a state")]
pub struct Formats {
    /// Whether the form of a phone number is checked.
    pub phone: bool,
    /// Whether the form of an e-mail address is checked.
    pub email: bool,
    /// The domain that e-mail addresses must have, if they must.
    pub email_domain: Option<&'static str>,
    /// Which names of users are refused for their form.
    pub names: RefusedNames,
    /// The fields of which no two accounts may have the same value.
    pub unique: BTreeSet<Unique>,
    /// Whether the form of card numbers is checked.
    pub card: bool,
    /// The cards of ten digits that the organisation has, if they are looked up.
    pub cards: Option<Vec<&'static str>>,
    /// The organisations that exist under codes of twelve upper-case letters and digits, if codes are looked up.
    pub organizations: Option<Vec<Organization>>,
    /// Whether the name of an organisation must be that of its code.
    pub organization_names: bool,
}

/// A field of which no two accounts may have the same value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unique {
    /// `userPhone`.
    Phone,
    /// `userEmail`.
    Email,
    /// `empNo`.
    EmployeeNumber,
}

impl Unique {
    /// The field.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Phone => "userPhone",
            Self::Email => "userEmail",
            Self::EmployeeNumber => "empNo",
        }
    }

    /// What the vendor calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Phone => "手机号",
            Self::Email => "邮箱",
            Self::EmployeeNumber => "工号",
        }
    }
}

/// An organisation of the vendor's client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
}

impl Organization {
    /// The one of the page's sample.
    pub const SAMPLE: Self = Self {
        code: "IT0001",
        name: "IT部",
    };
}

impl Formats {
    /// The organisations that the vendor knows: the sample's, unless it looks codes up.
    pub fn known_organizations(&self) -> &[Organization] {
        self.organizations.as_deref().unwrap_or(&[Organization::SAMPLE])
    }
}
