//! An embedded vendor, with a target file for it.

use fuhe::clock::Clock;
use fuhe::mock::{Behaviour, KeyPool, MockConfig};
use fuhe::run::Embedded;
use tokio::runtime::Runtime;

use super::Stage;
use super::server::Called;

/// A vendor in this process, and a folder with a target file that calls it.
pub(crate) struct Vendor {
    pub(crate) embedded: Embedded,
    pub(crate) stage: Stage,
    /// Carries the vendor, on a thread of its own.
    pub(crate) runtime: Runtime,
}

impl Vendor {
    /// A vendor that conforms but for the edit.
    pub(crate) fn new(edit: impl FnOnce(&mut Behaviour)) -> Self {
        Self::at(Clock::System, edit)
    }

    /// One that lives at another time.
    pub(crate) fn at(clock: Clock, edit: impl FnOnce(&mut Behaviour)) -> Self {
        let mut behaviour = Behaviour::default();
        edit(&mut behaviour);
        Self::start(MockConfig {
            behaviour,
            clock,
            keys: KeyPool::quick(),
            ..MockConfig::default()
        })
    }

    pub(crate) fn start(config: MockConfig) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let embedded = runtime.block_on(Embedded::start(config)).expect("the vendor starts");
        let stage = Stage::new();
        stage.write("target.toml", &embedded.target_file());
        Self {
            embedded,
            stage,
            runtime,
        }
    }

    /// Edits the target file: every such text becomes another. One that is not there would make a test of nothing.
    pub(crate) fn retarget(&self, from: &str, to: &str) {
        let text = self.embedded.target_file();
        assert!(text.contains(from), "the target file has no {from}");
        self.stage.write("target.toml", &text.replace(from, to));
    }

    /// `fuhe check` against it.
    pub(crate) fn check(&self, options: &str) -> Called {
        self.stage.fuhe(&format!("check --target target.toml {options}"))
    }

    /// The same in Chinese: the run ends before its first scenario with the same exit code, and no English sentence is
    /// left in what it says.
    pub(crate) fn ends_in_chinese_too(&self, options: &str, code: i32) {
        let called = self.check(&format!("{options} --lang zh"));
        assert_eq!((called.code, called.out.as_str()), (code, ""), "{}", called.err);
        let error = called
            .err
            .lines()
            .find(|line| line.starts_with("error: "))
            .expect("an error");
        let sentence = regex::Regex::new("[A-Za-z][A-Za-z']+(,? [A-Za-z][A-Za-z']+){2,}").expect("a pattern");
        assert_eq!(sentence.find(error).map(|found| found.as_str()), None, "{error}");
        let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        assert!(error.contains(is_chinese), "{error}");
    }

    pub(crate) fn port(&self) -> u16 {
        self.embedded.vendor().port()
    }
}
