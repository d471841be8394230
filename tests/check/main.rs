//! fuhe as people call it: the binary against vendors that conform, deviate, fall silent or are not there, with every exit
//! code provoked and every refusal read word for word.
//!
//! Runs on Linux only: sentences of the operating system are compared word for word, and stop signals are sent.

#![cfg(target_os = "linux")]

mod again;
mod between;
mod cleanup;
mod company_name;
mod compare;
mod conforming;
mod contrast;
mod curl;
mod explain;
mod first_contact;
mod formats;
mod hostile;
mod hostile_text;
mod leftovers;
mod merge;
mod mock;
mod narrowed;
mod network;
mod output;
mod privacy;
mod probe;
mod reach;
mod repeated;
mod report_dir;
mod served;
mod settings;
mod stage;
mod turned_away;
mod unreachable;
mod unreadable;
mod usage;
mod verdicts;
mod waivers;
