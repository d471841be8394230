//! Why a call is refused, and in which words.

/// Why a call is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It is longer than the vendor reads.
    TooLarge,
    /// It did not arrive in time.
    TooSlow,
    /// It is one too many in its second (GW-24, BS-51).
    TooOften,
    /// It is not a POST.
    Method,
    /// It is not a JSON object, or contains what the vendor's JSON reader does not accept.
    Malformed,
    /// The vendor failed over it.
    Internal,
    /// Gateway: a field of the envelope is missing or wrong (GW-19).
    Envelope,
    /// Gateway: the application id is unknown (GW-08).
    Application,
    /// Gateway: the application may not call this operation (GW-10).
    Permission,
    /// Gateway: the signature is wrong (GW-04).
    Signature,
    /// Gateway: the timestamp is out of the window (GW-05).
    Timestamp,
    /// Gateway: the nonce was used before (GW-06).
    Nonce,
    /// Gateway: the API code is unknown (GW-07).
    ApiCode,
    /// Gateway: a required parameter is absent or empty (GW-09).
    Missing,
    /// Gateway: a parameter breaks another constraint (CU-07, GU-14).
    Invalid,
    /// Gateway: the user to update does not exist (GU-13).
    UnknownUser,
    /// Gateway: the user exists already (CU-09, GU-16).
    KnownUser,
    /// Gateway: another user has the code (CU-11, GU-23).
    CodeTaken,
    /// Gateway: an update may not change the parameter (GU-23).
    Unchangeable,
    /// Gateway: there are as many applications as there may be (GW-24).
    Quota,
    /// Courier: a header is missing (BS-42).
    Header,
    /// Courier: the `sendAppId` is unknown (BS-42).
    Client,
    /// Courier: the digest is wrong (BS-42).
    Digest,
    /// Courier: `companyId` is missing or another company's (BS-01, BS-43).
    Company,
    /// Courier: `type` is missing or neither 1 nor 2 (BS-02, BS-52).
    Type,
    /// Courier: the list is missing, plain, or not a list after decryption (BS-03, BS-44, BS-49).
    List,
    /// Courier: the accounts to remove are missing or too many (BD-06).
    Accounts,
    /// Courier: the list is empty (BS-32).
    EmptyList,
    /// Courier: there are too many rows (BS-31).
    TooMany,
    /// Courier: rows are in error (BS-25 to BS-29).
    Rows,
}

/// The code and message of a refusal, or of a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The gateway's code; the courier has none.
    pub code: &'static str,
    /// The message. `{name}` and `{value}` stand for the parameter in question.
    pub message: &'static str,
}

impl Wording {
    pub(super) const fn new(code: &'static str, message: &'static str) -> Self {
        Self { code, message }
    }

    /// The message with its parameter filled in.
    pub fn message(&self, name: &str, value: &str) -> String {
        fill(self.message, name, value)
    }
}

/// A template with `{name}` and `{value}` filled in.
pub(in crate::mock) fn fill(template: &str, name: &str, value: &str) -> String {
    template.replace("{name}", name).replace("{value}", value)
}
