//! What a page is made of, whatever form it was saved in: lines, tables and blocks of code, in the order of reading.

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A line of text.
    Line {
        /// What kind of line.
        kind: LineKind,
        /// Its text, without markup.
        text: String,
    },
    /// A table.
    Table(Table),
    /// Preformatted text: a sample, or a piece of a program.
    Code {
        /// Its text, line breaks and all.
        text: String,
        /// The language that the page says it is in; empty where it says none.
        language: String,
    },
}

/// The kind of a line. Headings and entries of lists are what pages name their tables by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A heading.
    Heading,
    /// An entry of a list.
    Item,
    /// A line that is nothing but links: what leads to other pages.
    Link,
    /// Any other line.
    Text,
}

/// A table, with merged cells repeated in every place that they cover.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Its rows, the heading among them.
    pub(super) rows: Vec<Vec<String>>,
    /// What stands before it in the row of another table that it was found in.
    pub(super) inside: Option<String>,
}
