//! The operations under test: handles into the registry.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::registry::{Entry, List, REGISTRY, Vendor, Verb};
use super::{Area, Message, RuleId};

/// A documented operation: a handle into the registry. Operations are ordered as the contract has them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Operation(usize);

impl Operation {
    /// Every operation, in the order of the contract.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + Clone {
        (0..REGISTRY.operations.len()).map(Self)
    }

    /// The operation with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|operation| operation.name() == name)
    }

    /// The operation of a name that stands in our own code.
    ///
    /// # Panics
    /// Where the registry has no such operation; a test calls whatever names one.
    pub fn known(name: &str) -> Self {
        Self::named(name).unwrap_or_else(|| panic!("operations.toml has no operation {name}"))
    }

    /// The operations of a vendor.
    pub fn of(vendor: Vendor) -> impl Iterator<Item = Self> {
        Self::all().filter(move |operation| operation.vendor() == vendor)
    }

    /// The operation of the courier whose address ends in this path.
    pub fn at_path(path: &str) -> Option<Self> {
        Self::of(Vendor::Courier).find(|operation| operation.path() == path)
    }

    /// The operation, and its word, that a step means: `courier user`, `updated`.
    pub fn meant(subject: &str, verb: &str) -> Option<(Self, &'static Verb)> {
        Self::all()
            .filter(|operation| operation.subject() == subject)
            .find_map(|operation| {
                let verb = operation.verbs().iter().find(|own| own.word == verb)?;
                Some((operation, verb))
            })
    }

    /// The operation that creates what a subject names.
    pub fn creating(subject: &str) -> Option<Self> {
        Self::all().find(|operation| operation.creates().is_some() && operation.subject() == subject)
    }

    /// The first operation of a vendor that creates something.
    pub fn creation(vendor: Vendor) -> Option<Self> {
        Self::of(vendor).find(|operation| operation.creates().is_some())
    }

    fn entry(self) -> &'static Entry {
        &REGISTRY.operations[self.0]
    }

    /// The operation's documented name; for the gateway's operations that is their API code.
    pub fn name(self) -> &'static str {
        &self.entry().name
    }

    /// Whose operation it is.
    pub fn vendor(self) -> Vendor {
        self.entry().vendor
    }

    /// What steps call the one that it is about: `courier user`.
    pub fn subject(self) -> &'static str {
        &self.entry().subject
    }

    /// The words that steps have for it; there is at least one.
    pub fn verbs(self) -> &'static [Verb] {
        &self.entry().verbs
    }

    /// The member of the body that holds an encrypted list, if there is one.
    pub fn list(self) -> Option<&'static List> {
        self.entry().list.as_ref()
    }

    /// The rule that a vendor breaks when it refuses a call in which nothing is wrong: that success looks like success.
    pub fn success_rule(self) -> RuleId {
        RuleId::new(&self.entry().success_rule)
    }

    /// The rule of the shape of any answer.
    pub fn shape_rule(self) -> RuleId {
        RuleId::new(&self.entry().shape_rule)
    }

    /// The number that a success answers, by which later calls name the user.
    pub fn result_field(self) -> Option<&'static str> {
        self.entry().result_field.as_deref()
    }

    /// What it creates, in the plural; `None` where it creates nothing.
    pub fn creates(self) -> Option<&'static str> {
        self.entry().creates.as_deref()
    }

    /// How a vendor removes what was created there; `None` where no operation does.
    pub fn removal(vendor: Vendor) -> Option<Removal> {
        Self::of(vendor).find_map(|operation| {
            let field = operation.entry().removes.as_deref()?;
            Some(Removal { operation, field })
        })
    }

    /// The member of the body that names those it removes, separated by commas; `None` where it removes nothing.
    pub fn removes(self) -> Option<&'static str> {
        self.entry().removes.as_deref()
    }

    /// The path below the courier's address.
    pub fn path(self) -> &'static str {
        self.entry().endpoint.strip_prefix("POST ").unwrap_or_default()
    }

    /// What a call sends: business parameters, or the courier's body.
    pub fn request(self) -> Message {
        self.messages().request
    }

    /// One row of its list, where it has one.
    pub fn row(self) -> Option<Message> {
        self.messages().row
    }

    /// What the steps set fields of: a row of the list, or else what the call sends.
    pub fn fields(self) -> Message {
        self.row().unwrap_or_else(|| self.request())
    }

    /// What a success answers: `data` at the gateway, the body at the courier.
    pub fn answer(self) -> Message {
        self.messages().answer
    }

    /// The operation that a message belongs to; `None` for what a vendor's operations share.
    pub fn sending(message: Message) -> Option<Self> {
        Self::all().find(|operation| {
            let rest = message.name().strip_prefix(operation.name());
            rest.is_some_and(|rest| rest.starts_with('.'))
        })
    }

    /// The part of the documentation that describes a message.
    pub fn area_of(message: Message) -> Area {
        let of_vendor = || Area::all().find(|area| message.path().starts_with(area.vendor().name()));
        let own = Self::sending(message).map(|operation| operation.success_rule().area());
        own.or_else(of_vendor)
            .unwrap_or_else(|| panic!("{} belongs to no vendor", message.path()))
    }

    fn messages(self) -> &'static Messages {
        &MESSAGES[self.0]
    }
}

/// The messages of each operation. They are looked up once: every call and every answer asks for them.
static MESSAGES: LazyLock<Vec<Messages>> = LazyLock::new(|| Operation::all().map(Messages::of).collect());

struct Messages {
    request: Message,
    row: Option<Message>,
    answer: Message,
}

impl Messages {
    fn of(operation: Operation) -> Self {
        let part = |part: &str| Message::named(&format!("{}.{part}", operation.name()));
        Self {
            request: part("request"),
            row: operation.list().map(|list| part(&list.rows)),
            answer: part("answer"),
        }
    }
}

/// An operation that removes, and the member of its body that names whom.
#[derive(Clone, Copy, Debug)]
pub struct Removal {
    /// The operation.
    pub operation: Operation,
    /// The member, a string of accounts separated by commas.
    pub field: &'static str,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Operation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Operation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| serde::de::Error::custom(format!("there is no operation \"{name}\"")))
    }
}
