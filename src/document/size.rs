//! How large a page may be.

/// A larger file is no page of an operation.
pub const MOST_BYTES: usize = 4_000_000;

/// More rows than any page has in its tables.
pub(super) const MOST_ROWS: usize = 20_000;
