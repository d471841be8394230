//! A table while it is read: implied ends of cells and rows, merged cells, tables within tables.

use super::block::{Block, Table};
use super::columns::is_heading;

/// More columns than any page has; what is beyond is not kept.
const MOST_COLUMNS: usize = 30;

/// A cell that reaches into the rows below.
#[derive(Clone, Debug)]
struct Merged {
    column: usize,
    rows_left: usize,
    text: String,
}

/// A table of which the end has not been read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    rows: Vec<Vec<String>>,
    row: Option<Vec<String>>,
    cell: Option<(String, usize, usize)>,
    merged: Vec<Merged>,
    inside: Option<String>,
    /// What stands in its cells, as parts of a page.
    pub(super) inner: Vec<Block>,
}

impl OpenTable {
    pub(super) fn new(inside: Option<String>) -> Self {
        Self {
            inside,
            ..Self::default()
        }
    }

    /// What stands before a table that begins here, in the same row.
    pub(super) fn nest(&mut self) -> Option<String> {
        let row = self.row.as_ref()?;
        let cells = row.iter().chain(self.cell.as_ref().map(|(text, ..)| text));
        let text: Vec<&str> = cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        Some(text.join(" ")).filter(|text| !text.is_empty())
    }

    pub(super) fn cell(&mut self) -> Option<&mut String> {
        self.cell.as_mut().map(|(text, ..)| text)
    }

    pub(super) fn begin_row(&mut self) {
        self.end_row();
        self.row = Some(Vec::new());
    }

    pub(super) fn begin_cell(&mut self, columns: usize, rows: usize) {
        self.end_cell();
        self.row.get_or_insert_default();
        self.cell = Some((String::new(), columns.clamp(1, MOST_COLUMNS), rows.max(1)));
    }

    pub(super) fn end_cell(&mut self) {
        let Some((text, columns, rows)) = self.cell.take() else {
            return;
        };
        self.fill_merged();
        let row = self.row.get_or_insert_default();
        for _ in 0..columns {
            if rows > 1 {
                self.merged.push(Merged {
                    column: row.len(),
                    rows_left: rows - 1,
                    text: text.trim_end().to_owned(),
                });
            }
            if row.len() < MOST_COLUMNS {
                row.push(text.trim_end().to_owned());
            }
        }
    }

    /// Repeats cells of rows above that reach into this place.
    fn fill_merged(&mut self) {
        let row = self.row.get_or_insert_default();
        while let Some(merged) = self
            .merged
            .iter_mut()
            .find(|m| m.column == row.len() && m.rows_left > 0)
        {
            merged.rows_left -= 1;
            row.push(merged.text.clone());
        }
        self.merged
            .retain(|merged| merged.rows_left > 0 && merged.column < MOST_COLUMNS);
    }

    pub(super) fn end_row(&mut self) {
        self.end_cell();
        if self.row.is_some() {
            self.fill_merged();
        }
        let row = self.row.take();
        self.rows
            .extend(row.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())));
    }

    /// The table and the tables and samples in it; or, where it only lays out the page, everything that stands in it.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_row();
        let is_line = |block: &Block| matches!(block, Block::Line { .. });
        let is_column = self.rows.iter().all(|row| row.len() < 2);
        let is_of_fields = self.rows.iter().take(2).any(|row| is_heading(row));
        if !is_of_fields && (is_column || !self.inner.iter().all(is_line)) {
            let alone = self.inner.into_iter().map(|block| match block {
                Block::Table(table) => Block::Table(Table { inside: None, ..table }),
                Block::Line { .. } | Block::Code { .. } => block,
            });
            return alone.collect();
        }
        let mut blocks = vec![Block::Table(Table {
            rows: self.rows,
            inside: self.inside,
        })];
        blocks.extend(self.inner.into_iter().filter(|block| !is_line(block)));
        blocks
    }
}
