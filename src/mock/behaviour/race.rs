//! What a vendor looks up as a call arrives, and writes only later.

/// Something that calls which arrive together do not see of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Race {
    /// The nonces of the gateway.
    Nonces,
    /// The accounts of the courier.
    Accounts,
    /// The last of each kind of number that the gateway has given.
    Numbers,
}
