//! One fixed run through every format. The small contract in `tests/reports/` stands still while the real one
//! grows, so that these snapshots change only when a report does. `cargo insta review` accepts a change.

mod console;
mod file;
mod schemas;
mod story;
mod target_file;
