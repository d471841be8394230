//! Sends calls, and writes down their answers.

use tokio::sync::mpsc::UnboundedSender;
use tracing::info;

use super::answer::Heard;
use super::text::{beginning, step_text};
use super::{Contact, ProbeStep, Trouble};
use crate::client::{Call, Client};
use crate::config::FileLine;
use crate::error::Error;
use crate::record::{ExchangeRecord, Masker};
use crate::text::line;
use crate::wire::Vendor;

/// The probing of one vendor.
#[derive(Debug)]
pub(super) struct Prober<'a> {
    pub(super) client: &'a Client,
    pub(super) masker: Masker,
    contact: Contact,
    /// Who is shown each stage once it is over.
    watcher: Option<UnboundedSender<String>>,
}

impl<'a> Prober<'a> {
    pub(super) fn new(client: &'a Client, vendor: Vendor, address: String) -> Self {
        Self {
            client,
            masker: Masker::new(&client.target().secrets()),
            contact: Contact {
                vendor,
                address,
                steps: Vec::new(),
                section: match vendor {
                    Vendor::Gateway => "etc",
                    Vendor::Courier => "butler.des",
                },
                lines: Vec::new(),
                trouble: None,
            },
            watcher: None,
        }
    }

    /// The same, showing each stage as text once it is over.
    pub(super) fn watched(mut self, watcher: Option<UnboundedSender<String>>) -> Self {
        self.watcher = watcher;
        self.show(beginning(self.contact.vendor, &self.contact.address));
        self
    }

    fn show(&self, text: String) {
        if let Some(watcher) = &self.watcher {
            // Who no longer watches misses nothing: the result has it all.
            let _ = watcher.send(text);
        }
    }

    /// Shows the stage that is over.
    fn show_latest(&self) {
        if let Some(step) = self.contact.steps.last() {
            self.show(step_text(step));
        }
    }

    /// What was found, when the probe is over.
    pub(super) fn contact(mut self, result: Result<(), Trouble>) -> Contact {
        if result.is_err() && self.contact.steps.last().is_some_and(|step| step.meaning.is_empty()) {
            self.means("the first mismatch: see below");
        }
        self.show_latest();
        Contact {
            trouble: result.err(),
            ..self.contact
        }
    }

    /// The next stage.
    pub(super) fn step(&mut self, title: impl Into<String>) {
        self.show_latest();
        self.contact.steps.push(ProbeStep {
            title: title.into(),
            tries: Vec::new(),
            meaning: String::new(),
        });
    }

    /// What the answers in this stage mean.
    pub(super) fn means(&mut self, meaning: impl Into<String>) {
        if let Some(step) = self.contact.steps.last_mut() {
            step.meaning = meaning.into();
        }
    }

    /// Lines for the target file.
    pub(super) fn write(&mut self, lines: impl IntoIterator<Item = FileLine>) {
        self.contact.lines.extend(lines);
    }

    /// Sends a call, and notes the answer under these words.
    pub(super) async fn ask(&mut self, words: &str, call: Call) -> Result<Heard, Error> {
        let exchange = self.client.send(&call).await?;
        self.client.check_contact(&exchange)?;
        self.masker.learn(&exchange);
        let heard = Heard::new(exchange, &self.masker);
        if self.watcher.is_none() {
            info!("first contact: {words}: {}", heard.words);
        }
        if let Some(step) = self.contact.steps.last_mut() {
            step.tries.push((words.to_owned(), heard.words.clone()));
        }
        Ok(heard)
    }

    /// Compares the clocks by an answer that has just come. True if calls are stamped differently from now on.
    pub(super) fn compare_clocks(&mut self, heard: &Heard) -> Result<bool, Error> {
        let Some(skew) = self.client.skew_millis(&heard.exchange) else {
            self.means("it is there; no Date header shows its time");
            return Ok(false);
        };
        let restamped = self.client.settle_skew(skew, &heard.exchange)?;
        self.means(match (skew, skew.abs() / 1000) {
            (0, _) => "it is there, and by its Date header it has our time".to_owned(),
            (1.., seconds) => clock_difference(seconds, "ahead of"),
            (_, seconds) => clock_difference(seconds, "behind"),
        });
        Ok(restamped)
    }

    /// The text that was signed, masked.
    pub(super) fn signed_text(&self, heard: &Heard) -> String {
        let record = ExchangeRecord::new(&heard.exchange, &mut self.masker.clone());
        line(record.trace.signed_text().unwrap_or_default()).into_owned()
    }

    /// The target's name.
    pub(super) fn target(&self) -> &'a str {
        &self.client.target().name
    }
}

fn clock_difference(seconds: i64, direction: &str) -> String {
    format!("it is there, and by its Date header {seconds} s {direction} us; calls are stamped with its time")
}
