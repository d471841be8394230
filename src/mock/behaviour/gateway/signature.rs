//! How a signature is checked.

use crate::wire::Operation;
use crate::wire::etc::SigningHabits;

/// How a signature is checked.
#[derive(Clone, Debug)]
pub struct SignatureCheck {
    /// What takes part in the signed text, and how (GW-12).
    pub habits: SigningHabits,
    /// How values are changed on their way into the text.
    pub values: SignedValues,
    /// The key that verifies.
    pub keys: VerifyingKeys,
    /// Whether Base64 without padding is accepted (GW-20).
    pub padding_optional: bool,
    /// Whether a signature for one operation is valid for another.
    pub any_api_code: bool,
    /// Whether a signature that was right once is not checked again.
    pub remembers: bool,
    /// Calls whose signature is not checked.
    pub waivers: Vec<SignatureWaiver>,
}

/// How values are changed on their way into the signed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedValues {
    /// They are not changed (GW-02).
    AsTheyAre,
    /// The characters that have a meaning in a URL are percent-encoded.
    SignsEncoded,
    /// Decoded as if they came from a form: `+` is a space.
    FormDecoded,
    /// With `&`, `<` and `>` escaped as in HTML.
    HtmlEscaped,
    /// With a question mark for everything beyond ASCII.
    Ascii,
    /// Up to the first `=` or `&`, as a parser of query strings leaves them.
    UpToSign,
    /// Quotation marks, backslashes and line breaks escaped as in JSON.
    JsonEscaped,
    /// With `'` and `"` escaped as in HTML.
    QuotesEscaped,
    /// References of HTML such as `&amp;` resolved.
    HtmlResolved,
    /// Percent signs with two digits decoded.
    PercentDecoded,
    /// Without spaces around it.
    Trimmed,
    /// Each run of blanks and line breaks made one space.
    OneLine,
    /// Without what is beyond U+FFFF.
    BasicPlane,
    /// Texts that look like JSON are written anew.
    JsonRewritten,
}

/// The key that verifies a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyingKeys {
    /// The calling application's own.
    Own,
    /// That of the application that created the calling one, as if that had called.
    Creators,
    /// That of any application, as if that one had called.
    Anybodys,
}

/// A call whose signature is not checked.
#[derive(Clone, Debug, PartialEq)]
pub enum SignatureWaiver {
    /// Any call at all.
    Every,
    /// One that carries no signature, or an empty one.
    Unsigned,
    /// One whose signature is not Base64, which the check cannot read.
    Undecodable,
    /// One whose signature is as short as this, or shorter.
    ShorterThan(usize),
    /// One of this operation.
    Operation(Operation),
    /// One whose parameter has this value.
    Parameter(&'static str, &'static str),
    /// One that leaves this parameter out.
    Without(&'static str),
    /// One whose nonce contains a lower-case letter.
    SmallLetterNonce,
    /// One whose timestamp is this far in the past.
    OlderThan(i64),
}
