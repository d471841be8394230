//! What is printed while a run goes on and when it is over.

use std::io;
use std::sync::{Arc, Mutex};

use fuhe::record::{Observer, RunEvent, RunRecord, RunVerdict};
use fuhe::report::Language;
use fuhe::report::console::{self, Look};
use fuhe::report::events::Events;
use fuhe::report::progress::Progress;
use jiff::civil::Date;
use rstest::rstest;

use super::story::{Story, contract, record};

pub(super) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/reports"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[rstest]
#[case::clean("console.clean", Story::Clean, false, false)]
#[case::deviating("console.deviating", Story::Deviating, false, false)]
#[case::strict("console.strict", Story::Deviating, true, false)]
#[case::broken("console.broken", Story::Broken, false, false)]
#[case::waived("console.waived", Story::Waived, true, false)]
#[case::coloured("console.coloured", Story::Deviating, false, true)]
fn on_the_console(#[case] name: &str, #[case] story: Story, #[case] strict: bool, #[case] colour: bool) {
    let look = Look {
        colour,
        ..Look::default()
    };
    let text = console::text(&record(story, strict), &contract(), look);
    assert!(
        colour || !text.contains('\u{1b}'),
        "what a vendor sends commands no terminal"
    );
    assert!(
        text.lines().all(|line| line.trim_end() == line),
        "no line ends in blanks"
    );
    snapshot(name, &text.replace('\u{1b}', "␛"));
}

/// A table that does not fit is a list, so that no line of it is broken by the terminal.
#[test]
fn on_a_narrow_terminal() {
    let look = Look {
        width: Some(60),
        ..Look::default()
    };
    let text = console::text(&record(Story::Deviating, false), &contract(), look);
    snapshot("console.narrow", &text);
}

#[rstest]
#[case::deviating("console.chinese", Story::Deviating)]
#[case::waived("console.chinese.waived", Story::Waived)]
#[case::broken("console.chinese.broken", Story::Broken)]
fn on_the_console_in_chinese(#[case] name: &str, #[case] story: Story) {
    let look = Look {
        language: Language::Chinese,
        ..Look::default()
    };
    snapshot(name, &console::text(&record(story, true), &contract(), look));
}

#[test]
fn on_the_console_with_nothing_selected() {
    let mut record = record(Story::Clean, false);
    record.scenarios.clear();
    record.observations.clear();
    record.run.verdict = RunVerdict::Empty;
    record.run.counts = fuhe::record::Counts::default();
    snapshot("console.empty", &console::text(&record, &contract(), Look::default()));
}

#[rstest]
#[case::deviating("brief.deviating", Story::Deviating, false)]
#[case::strict("brief.strict", Story::Deviating, true)]
#[case::waived("brief.waived", Story::Waived, true)]
#[case::broken("brief.broken", Story::Broken, false)]
fn in_brief(#[case] name: &str, #[case] story: Story, #[case] strict: bool) {
    snapshot(
        name,
        &console::brief(&record(story, strict), &contract(), Look::default()),
    );
}

/// The events of a run, as an observer has them.
fn tell(run: RunRecord, observer: &mut dyn Observer) {
    observer.on_event(&RunEvent::Started {
        scenarios: run.scenarios.len(),
    });
    for scenario in run.scenarios {
        observer.on_event(&RunEvent::ScenarioStarted {
            id: scenario.id.clone(),
        });
        observer.on_event(&RunEvent::ScenarioFinished(Box::new(scenario)));
    }
    observer.on_event(&RunEvent::Explored {
        calls: 1200,
        requests: 1_000,
        to_accept: 600,
        to_refuse: 300,
        sequences: 100,
        per_second: 1_234.5,
    });
    observer.on_event(&RunEvent::Finished);
}

pub(super) fn events(strict: bool) -> String {
    let (run, contract) = (record(Story::Broken, strict), contract());
    let mut out = Vec::new();
    let mut events = Events::new(&mut out, &contract, strict, &[], Date::ZERO);
    tell(run.clone(), &mut events);
    events.finish(&run).expect("a list takes every line");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn as_events() {
    snapshot("events", &events(false));
}

#[test]
fn while_it_runs() {
    let mut out = Vec::new();
    tell(record(Story::Broken, false), &mut Progress::new(&mut out, None));
    snapshot("progress.lines", &String::from_utf8(out).expect("UTF-8"));
}

/// A terminal that keeps what it is told.
#[derive(Clone, Debug, Default)]
struct Screen(Arc<Mutex<Vec<String>>>);

impl Screen {
    fn say(&self, words: &str) {
        self.0.lock().expect("nothing panicked").push(words.to_owned());
    }
}

impl indicatif::TermLike for Screen {
    fn width(&self) -> u16 {
        80
    }
    fn move_cursor_up(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_down(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_right(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_left(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn write_line(&self, line: &str) -> io::Result<()> {
        self.say(line);
        Ok(())
    }
    fn write_str(&self, text: &str) -> io::Result<()> {
        self.say(text);
        Ok(())
    }
    fn clear_line(&self) -> io::Result<()> {
        self.say("(cleared)");
        Ok(())
    }
    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

/// How often the bar is drawn depends on the time that passes; what it says first, and that it goes in the end, does not.
#[test]
fn while_it_runs_on_a_terminal() {
    let screen = Screen::default();
    let target = indicatif::ProgressDrawTarget::term_like(Box::new(screen.clone()));
    let mut out = Vec::new();
    tell(record(Story::Broken, false), &mut Progress::new(&mut out, Some(target)));
    let told = screen.0.lock().expect("nothing panicked");
    let first = told.iter().find(|text| text.contains("scenarios")).expect("a bar");
    assert!(first.starts_with("░░░░░░░░░░░░░░░░░░░░ 0 of 11 scenarios"), "{first:?}");
    assert_eq!(told.last().map(String::as_str), Some("(cleared)"), "{told:?}");
    assert!(told.iter().all(|text| !text.contains('\u{1b}')), "no colours: {told:?}");
    assert_eq!(
        String::from_utf8(out).expect("UTF-8"),
        "1000 further requests: 600 to be accepted, 300 to be refused, 100 either, 1234 a second; 100 sequences of calls; 1,200 calls in all\n"
    );
}
