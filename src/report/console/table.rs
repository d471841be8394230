//! The rules by area, level and verdict, as a table or, where that is too wide, as a list.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::Page;
use crate::contract::{Level, Verdict};
use crate::report::digest::{Counts, Standing, table};
use crate::text::{Ink, Painter};

impl Page<'_> {
    /// One row for each area, one column for each level, and in each cell the verdicts that occur there.
    pub(super) fn table(&self) -> String {
        let rows: Vec<(String, Vec<Cell>)> = table(self.record)
            .into_iter()
            .map(|(name, levels)| {
                (
                    self.language.label(name),
                    levels.iter().map(|counts| self.cell(counts)).collect(),
                )
            })
            .collect();
        let name_width = rows.iter().map(|(name, _)| name.width()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..Level::ALL.len())
            .map(|column| {
                rows.iter()
                    .map(|(_, cells)| cells[column].width)
                    .max()
                    .unwrap_or_default()
            })
            .collect();
        let needed = 2 + name_width + widths.iter().map(|width| width + 2).sum::<usize>();
        if self.width.is_some_and(|width| width < needed) {
            return self.narrow_table(&rows);
        }
        let mut head = format!("  {:name_width$}", "");
        for (level, width) in Level::ALL.into_iter().zip(&widths) {
            let _ = write!(head, "  {}", self.language.padded(level.name(), *width));
        }
        let mut text = format!("{}\n", self.paint.ink(Ink::Dim, head.trim_end()));
        for (name, cells) in rows {
            let mut line = format!("  {name}{}", " ".repeat(name_width - name.width()));
            let mut spaces = 0;
            for (cell, width) in cells.iter().zip(&widths) {
                // Spaces are written only when text follows, so that no line ends in a space.
                let _ = write!(line, "{}  {}", " ".repeat(spaces), cell.text);
                spaces = width.saturating_sub(cell.width);
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }

    /// The same for a terminal that is too narrow for a table: a line for each cell.
    fn narrow_table(&self, rows: &[(String, Vec<Cell>)]) -> String {
        let mut text = String::new();
        for (name, cells) in rows {
            let _ = writeln!(text, "  {}", self.paint.ink(Ink::Dim, name));
            for (level, cell) in Level::ALL.into_iter().zip(cells).filter(|(_, cell)| cell.width > 0) {
                let _ = writeln!(text, "    {} {}", self.language.padded(level.name(), 7), cell.text);
            }
        }
        text
    }

    fn cell(&self, (level, counts): &Counts) -> Cell {
        let mut cell = Cell::default();
        for (standing, count) in counts {
            let words = format!("{count} {}", self.language.label(standing.words(*count)));
            cell.add(&words, self.paint, self.ink_of(*level, *standing));
        }
        cell
    }

    fn ink_of(&self, level: Level, standing: Standing) -> Ink {
        match standing {
            Standing::Is(Verdict::Holds) => Ink::Green,
            Standing::Is(Verdict::Fails) if level.binds(self.record.run.strict) => Ink::Red,
            Standing::Is(Verdict::Fails | Verdict::Blocked) | Standing::Waived => Ink::Yellow,
            Standing::Is(Verdict::Observed) => Ink::Plain,
            Standing::Is(Verdict::PartlyTested | Verdict::Untested) => Ink::Dim,
        }
    }
}

/// One cell of the table: its text, and its width without the ink.
#[derive(Default)]
struct Cell {
    text: String,
    width: usize,
}

impl Cell {
    fn add(&mut self, words: &str, paint: Painter, ink: Ink) {
        if !self.text.is_empty() {
            self.text.push_str(" · ");
            self.width += 3;
        }
        self.text.push_str(&paint.ink(ink, words));
        self.width += words.width();
    }
}
