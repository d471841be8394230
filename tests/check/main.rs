//! fuhe as people call it: the binary against vendors that conform, deviate, fall silent or are not there, with every exit
//! code provoked and every refusal read word for word.

mod again;
mod compare;
mod conforming;
mod formats;
mod hostile;
mod merge;
mod mock;
mod network;
mod privacy;
mod probe;
mod stage;
mod tidy;
mod turned_away;
mod unreachable;
mod usage;
mod verdicts;
mod waivers;
