//! The operations under test.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One of the two vendors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Vendor {
    /// The ETC open platform.
    #[serde(rename = "etc")]
    Gateway,
    /// The SF Express courier butler.
    #[serde(rename = "butler")]
    Courier,
}

impl Vendor {
    /// Both vendors.
    pub const ALL: [Self; 2] = [Self::Gateway, Self::Courier];

    /// The vendor's name in tags, files and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gateway => "etc",
            Self::Courier => "butler",
        }
    }
}

/// A documented operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Operation {
    /// Save a desktop user.
    #[serde(rename = "client.user.save")]
    ClientUserSave,
    /// Save a gateway user.
    #[serde(rename = "user.save")]
    UserSave,
    /// Create or update courier users in a batch.
    #[serde(rename = "batchSave")]
    BatchSave,
}

impl Operation {
    /// Every operation, in the order of the contract.
    pub const ALL: [Self; 3] = [Self::ClientUserSave, Self::UserSave, Self::BatchSave];

    /// The operation's documented name; for the gateway's operations that is their API code.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ClientUserSave => "client.user.save",
            Self::UserSave => "user.save",
            Self::BatchSave => "batchSave",
        }
    }

    /// The operation with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == name)
    }

    /// Whose operation it is.
    pub const fn vendor(self) -> Vendor {
        match self {
            Self::ClientUserSave | Self::UserSave => Vendor::Gateway,
            Self::BatchSave => Vendor::Courier,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
