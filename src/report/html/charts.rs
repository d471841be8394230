//! Where the time went: by scenario, by operation, and by the size of a batch. Coordinates are computed here, shapes
//! are in the template.

use std::collections::BTreeMap;

use super::evidence::{latency, milliseconds};
use super::index::{Index, ScenarioLink};
use crate::compare::history::Line;
use crate::contract::Verdict;
use crate::record::{ExchangeRecord, RunRecord, Trace};

/// How many of the slowest scenarios are named.
const SLOWEST: usize = 12;

/// The measurements of a run.
#[derive(Debug)]
pub(super) struct Charts {
    pub slowest: Vec<Slow>,
    pub operations: Vec<Latency>,
    pub batches: Option<Scatter>,
}

/// A slow scenario, and how long its bar is.
#[derive(Debug)]
pub(super) struct Slow {
    pub link: ScenarioLink,
    pub took: String,
    pub percent: u64,
}

/// How long the calls of one operation took.
#[derive(Debug)]
pub(super) struct Latency {
    pub operation: &'static str,
    pub calls: usize,
    /// Half of the calls were answered within the first time, and so on: 50, 90, 99 and 100 percent.
    pub percentiles: Vec<Percentile>,
}

/// One percentile as a figure and as a place on the common scale, in thousandths of its width.
#[derive(Debug)]
pub(super) struct Percentile {
    pub words: String,
    pub place: u64,
}

/// Calls by number of rows and latency.
#[derive(Debug)]
pub(super) struct Scatter {
    pub points: Vec<Point>,
    /// Ticks of either axis: place and label.
    pub across: Vec<(u64, String)>,
    pub up: Vec<(u64, String)>,
}

/// One call, in the coordinates of the drawing.
#[derive(Debug)]
pub(super) struct Point {
    pub x: u64,
    pub y: u64,
    pub words: String,
}

/// How many rules failed, run by run, this one last.
#[derive(Debug)]
pub(super) struct Runs {
    pub bars: Vec<Bar>,
    /// Ticks of the upright axis: place and label.
    pub up: Vec<(u64, String)>,
    /// The days of the first and of the last run.
    pub days: (String, String),
}

/// One run: failing rules stand on the axis, waived ones above them.
#[derive(Debug)]
pub(super) struct Bar {
    pub x: u64,
    pub width: u64,
    pub fails: (u64, u64),
    pub waived: (u64, u64),
    /// The time of the run and both numbers, for those who cannot see the bar.
    pub words: String,
}

/// How many of the latest runs are shown.
const RUNS: usize = 20;

/// The size of the drawing; the template leaves room for labels around it.
const WIDTH: u64 = 600;
const HEIGHT: u64 = 200;

/// The measurements of a run; none if no call was answered.
pub(super) fn of(index: &Index<'_>, record: &RunRecord) -> Option<Charts> {
    let calls: Vec<&ExchangeRecord> = record.scenarios.iter().flat_map(|s| &s.exchanges).collect();
    (!calls.is_empty()).then(|| Charts {
        slowest: slowest(index, record),
        operations: operations(&calls),
        batches: batches(&calls),
    })
}

fn slowest(index: &Index<'_>, record: &RunRecord) -> Vec<Slow> {
    let mut scenarios: Vec<_> = record.scenarios.iter().collect();
    scenarios.sort_by_key(|scenario| std::cmp::Reverse(scenario.duration_us));
    let longest = scenarios.first().map_or(0, |scenario| scenario.duration_us);
    scenarios
        .into_iter()
        .take(SLOWEST)
        .map(|scenario| Slow {
            link: index.link(&scenario.id, &scenario.id),
            took: milliseconds(scenario.duration_us),
            percent: share(scenario.duration_us, longest, 100),
        })
        .collect()
}

/// The latest runs against the record's target; none if this is the first.
pub(super) fn runs(record: &RunRecord, history: &[Line]) -> Option<Runs> {
    let own = Line::of(record);
    let mut lines: Vec<&Line> = history.iter().filter(|line| line.target == own.target).collect();
    lines.push(&own);
    let lines = &lines[lines.len().saturating_sub(RUNS)..];
    if lines.len() < 2 {
        return None;
    }
    let counts: Vec<(u64, u64)> = lines.iter().map(|line| failing(line)).collect();
    let most = counts.iter().map(|(fails, waived)| fails + waived).max()?;
    let (up, end) = ticks(most, HEIGHT, |count| count.to_string());
    let room = WIDTH / lines.len() as u64;
    let bars = lines
        .iter()
        .zip(counts)
        .zip(0..)
        .map(|((line, (fails, waived)), place)| {
            let (low, high) = (share(fails, end, HEIGHT), share(fails + waived, end, HEIGHT));
            Bar {
                x: place * room + room / 8,
                width: (room - room / 4).min(40),
                fails: (HEIGHT - low, low),
                waived: (HEIGHT - high, high - low),
                words: format!(
                    "{} · {fails} + {waived}",
                    line.started.get(..16).unwrap_or(&line.started)
                ),
            }
        });
    let day = |line: &&Line| line.started.get(..10).unwrap_or(&line.started).to_owned();
    Some(Runs {
        days: (lines.first().map(day)?, lines.last().map(day)?),
        bars: bars.collect(),
        up: up.into_iter().map(|(place, words)| (HEIGHT - place, words)).collect(),
    })
}

/// How many rules fail, and how many of them are waived.
fn failing(line: &Line) -> (u64, u64) {
    let waived = line.waived.len() as u64;
    let fails = line
        .rules
        .values()
        .filter(|verdict| **verdict == Verdict::Fails)
        .count() as u64;
    (fails.saturating_sub(waived), waived)
}

fn operations(calls: &[&ExchangeRecord]) -> Vec<Latency> {
    let mut by_operation: BTreeMap<_, Vec<u64>> = BTreeMap::new();
    for call in calls {
        by_operation.entry(call.operation).or_default().push(latency(call));
    }
    let longest = calls.iter().map(|call| latency(call)).max().unwrap_or_default();
    by_operation
        .into_iter()
        .map(|(operation, mut times)| {
            times.sort_unstable();
            Latency {
                operation: operation.name(),
                calls: times.len(),
                percentiles: [50, 90, 99, 100]
                    .into_iter()
                    .map(|percent| percentile(&times, percent))
                    .map(|micros| Percentile {
                        words: milliseconds(micros),
                        place: logarithmic(micros, longest),
                    })
                    .collect(),
            }
        })
        .collect()
}

/// The nearest rank: the time within which this percentage of calls was answered.
fn percentile(sorted: &[u64], percent: usize) -> u64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// A place on a scale from 0.1 ms to the longest time, on which each factor has the same length: a median and an
/// outlier a hundred times as long fit on one line.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a drawing, between 0 and 1000"
)]
fn logarithmic(micros: u64, longest: u64) -> u64 {
    const LEAST: f64 = 100.0;
    let from_least = |micros: u64| (micros.max(100) as f64 / LEAST).ln();
    let whole = from_least(longest);
    if whole == 0.0 {
        return 0;
    }
    (from_least(micros) / whole * 1000.0).round() as u64
}

fn batches(calls: &[&ExchangeRecord]) -> Option<Scatter> {
    let calls: Vec<(u64, u64)> = calls
        .iter()
        .filter_map(|call| Some((rows(call)?, latency(call))))
        .collect();
    let most_rows = calls.iter().map(|(rows, _)| *rows).max().filter(|rows| *rows > 1)?;
    let longest = calls.iter().map(|(_, micros)| *micros).max()?;
    let (across, most_rows) = ticks(most_rows, WIDTH, |rows| rows.to_string());
    let (up, longest) = ticks(longest, HEIGHT, milliseconds);
    let points = calls
        .into_iter()
        .map(|(rows, micros)| Point {
            x: share(rows, most_rows, WIDTH),
            y: HEIGHT - share(micros, longest, HEIGHT),
            words: format!("{rows} × {}", milliseconds(micros)),
        })
        .collect();
    Some(Scatter {
        points,
        across,
        up: up.into_iter().map(|(place, words)| (HEIGHT - place, words)).collect(),
    })
}

/// The number of rows in a batch.
fn rows(call: &ExchangeRecord) -> Option<u64> {
    match &call.trace {
        Trace::Butler { plain_list, .. } => plain_list.as_array().map(|rows| rows.len() as u64),
        Trace::Etc { .. } => None,
    }
}

/// Round marks from zero to past the most, and the value at the end of the axis.
fn ticks(most: u64, length: u64, words: impl Fn(u64) -> String) -> (Vec<(u64, String)>, u64) {
    // 1, 2, 5, 10, 20, 50 …
    let step = (0..18)
        .flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u64.pow(power)))
        .find(|step| most <= step * 6)
        .unwrap_or(most);
    let end = most.div_ceil(step).max(1) * step;
    let marks = (0..=end / step)
        .map(|n| {
            (
                share(n * step, end, length),
                if n == 0 { "0".to_owned() } else { words(n * step) },
            )
        })
        .collect();
    (marks, end)
}

/// A part of a whole, on a scale of this length. A record may contain any numbers, so they are multiplied with care.
fn share(part: u64, whole: u64, length: u64) -> u64 {
    let place = (u128::from(part) * u128::from(length)).checked_div(u128::from(whole));
    place.and_then(|place| u64::try_from(place).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(1, 1, 1)]
    #[case(4, 1, 4)]
    #[case(9, 2, 10)]
    #[case(101, 20, 120)]
    #[case(36_575, 10_000, 40_000)]
    fn ticks_are_round(#[case] most: u64, #[case] step: u64, #[case] end: u64) {
        let (marks, last) = ticks(most, 600, |value| value.to_string());
        assert_eq!((marks[1].1.as_str(), last), (step.to_string().as_str(), end));
        assert_eq!(marks.last().map(|(place, _)| *place), Some(600));
    }

    #[rstest]
    #[case(50, 2)]
    #[case(90, 4)]
    #[case(100, 4)]
    fn percentiles_are_times_that_occurred(#[case] percent: usize, #[case] micros: u64) {
        assert_eq!(percentile(&[1, 2, 3, 4], percent), micros);
    }
}
