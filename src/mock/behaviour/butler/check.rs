//! The checks that every call of the courier undergoes.

/// A check of every call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CourierCheck {
    /// The headers are there (BS-40).
    Headers,
    /// The client is known.
    Client,
    /// The digest is right (BS-41).
    Digest,
    /// The company is the client's own (BS-43).
    Company,
    /// The type is known (BS-02).
    Type,
}

/// How the digest is checked.
#[derive(Clone, Debug)]
pub struct DigestCheck {
    /// The text that it covers.
    pub over: DigestOver,
    /// Calls whose digest is not checked.
    pub waivers: Vec<DigestWaiver>,
}

/// The text that the digest covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestOver {
    /// The body as it was sent.
    Body,
    /// The body, parsed and rewritten without spaces.
    Rewritten,
    /// The body, parsed and rewritten with its members in alphabetical order, if it came in another order than
    /// documented.
    InOrder,
    /// The body without line breaks.
    OneLine,
    /// The bytes that fit the vendor's buffer.
    Head(usize),
}

/// A call whose digest is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestWaiver {
    /// Any call.
    Every,
    /// One without a digest, or with an empty one.
    Unsigned,
    /// One without a time, or with an empty one.
    Undated,
    /// One that updates.
    Update,
    /// Every digest of a removal passes.
    Removal,
    /// One whose digest has the right length and alphabet.
    WellFormed,
    /// One whose digest is right with a space after the body.
    TrailingBlank,
    /// One whose digest is right for a time that begins like the header's.
    LongerTime,
}

/// Which `companyId` is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompanyCheck {
    /// The client's own.
    Own,
    /// Any.
    Any,
    /// The client's own, or an empty one.
    OwnOrEmpty,
    /// Any of the length of the client's own.
    OfOwnLength,
    /// The client's own, or a shorter one.
    Shorter,
    /// The client's own, or a longer one.
    Longer,
    /// Any in an update.
    AnyInUpdates,
}
