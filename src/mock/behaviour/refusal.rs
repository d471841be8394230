//! Why a call is refused, and in which words.

/// Why a call is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It is longer than the vendor reads.
    TooLarge,
    /// It did not arrive in time.
    TooSlow,
    /// It is no POST.
    Method,
    /// It is no JSON object, or holds what the vendor's JSON reader does not take.
    Malformed,
    /// The vendor failed over it.
    Internal,
    /// Gateway: a field of the envelope is missing or wrong (GW-19).
    Envelope,
    /// Gateway: nobody has this application id (GW-08).
    Application,
    /// Gateway: the application may not call this operation (GW-10).
    Permission,
    /// Gateway: the signature is wrong (GW-04).
    Signature,
    /// Gateway: the timestamp is out of the window (GW-05).
    Timestamp,
    /// Gateway: the nonce is spent (GW-06).
    Nonce,
    /// Gateway: no operation has this API code (GW-07).
    ApiCode,
    /// Gateway: a required parameter is absent or empty (GW-09).
    Missing,
    /// Gateway: a parameter breaks another constraint (CU-07, GU-14).
    Invalid,
    /// Gateway: the user to update does not exist (GU-13).
    UnknownUser,
    /// Gateway: the user exists already (CU-09, GU-16).
    KnownUser,
    /// Butler: a header is missing (BS-42).
    Header,
    /// Butler: nobody has this `sendAppId` (BS-42).
    Client,
    /// Butler: the digest is wrong (BS-42).
    Digest,
    /// Butler: `companyId` is missing or another's (BS-01, BS-43).
    Company,
    /// Butler: `type` is missing or neither 1 nor 2 (BS-02).
    Type,
    /// Butler: the list is missing, plain, or decrypts to no list (BS-03, BS-44, BS-49).
    List,
    /// Butler: the list is empty (BS-32).
    EmptyList,
    /// Butler: there are too many rows (BS-31).
    TooMany,
    /// Butler: rows are in error (BS-25 to BS-29).
    Rows,
}

/// What a refusal, or a success, says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The gateway's code; the butler has none.
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
