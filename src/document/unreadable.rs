//! Why a file is not a page that can be compared.

use super::size::{MOST_BYTES, MOST_ROWS};

/// Why nothing can be said of a file. Each is one sentence that follows the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is larger than any page.
    #[error("has more than {} MB; save the page of one operation", MOST_BYTES / 1_000_000)]
    Size,
    /// It has more rows than any page.
    #[error("has more than {} rows of tables; save the page of one operation", MOST_ROWS)]
    Rows,
    /// It is no text.
    #[error("is {0}, not a page; save it as HTML, or copy its text into a file")]
    Kind(&'static str),
    /// Its characters cannot be read.
    #[error("is neither UTF-8 nor GBK; save it as UTF-8")]
    Characters,
    /// It is JSON without a page in it.
    #[error("is JSON without a page in it: no member `__html` or `page_content`; save the page itself")]
    Json,
    /// Nothing on it was recognised.
    #[error(
        "has no table of fields: none has columns for names and types, such as 参数 and 类型; save the page of one \
         operation with its tables, as HTML or Markdown"
    )]
    NoFields,
    /// It describes no operation of the contract.
    #[error("names none of the operations {0}; give the name with --operation, or use --draft for a new operation")]
    NoOperation(String),
    /// There is nothing to name a draft by.
    #[error(
        "has neither an address such as /public/user/v1/batchSave nor a line apiCode : NAME, so its operation has no name; \
         add one to the file"
    )]
    NoAddress,
    /// It describes several.
    #[error("describes several operations, {0}; save the page of each by itself, or give one with --operation")]
    Several(String),
}
