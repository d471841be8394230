//! How a signature is checked.

use crate::wire::Operation;
use crate::wire::etc::SigningHabits;

/// How a signature is checked.
#[derive(Clone, Debug)]
pub struct SignatureCheck {
    /// What takes part in the signed text, and how (GW-12).
    pub habits: SigningHabits,
    /// What becomes of values on their way into the text.
    pub values: SignedValues,
    /// Whose key verifies.
    pub keys: VerifyingKeys,
    /// Whether Base64 without padding will do (GW-20).
    pub padding_optional: bool,
    /// Whether a signature made for one operation is good for another.
    pub any_api_code: bool,
    /// Whether a signature that was right once is taken for right ever after.
    pub remembers: bool,
    /// Calls whose signature is not looked at.
    pub waivers: Vec<SignatureWaiver>,
}

/// What becomes of values on their way into the signed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedValues {
    /// They stand as they are (GW-02).
    AsTheyAre,
    /// With the signs percent-encoded that have a meaning in a URL.
    SignsEncoded,
    /// Decoded as if they came from a form: `+` is a blank.
    FormDecoded,
    /// With `&`, `<` and `>` escaped as in HTML.
    HtmlEscaped,
    /// With a question mark for everything beyond ASCII.
    Ascii,
    /// Up to the first `=` or `&`, as a parser of query strings leaves them.
    UpToSign,
}

/// Whose key verifies a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyingKeys {
    /// The calling application's own.
    Own,
    /// That of the application that created the calling one, as if that had called.
    Creators,
    /// Anybody's, as if that one had called.
    Anybodys,
}

/// A call whose signature is not looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum SignatureWaiver {
    /// Any call at all.
    Every,
    /// One that carries no signature, or an empty one.
    Unsigned,
    /// One whose signature is no Base64, which the check cannot read.
    Undecodable,
    /// One whose signature is as short as this, or shorter.
    ShorterThan(usize),
    /// One of this operation.
    Operation(Operation),
    /// One whose parameter reads so.
    Parameter(&'static str, &'static str),
    /// One that leaves this parameter out.
    Without(&'static str),
    /// One whose nonce holds a small letter.
    SmallLetterNonce,
    /// One whose timestamp lies so far back.
    OlderThan(i64),
}
