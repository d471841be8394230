//! A page as it is compared: its address, its tables of fields, its samples, and what else it says.

use serde_json::Value;

use super::cell::Kind;

/// What a page describes.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Addresses below the vendor's own: `/public/user/v1/batchSave`.
    pub(super) paths: Vec<String>,
    /// Names that the gateway knows operations by.
    pub(super) api_codes: Vec<String>,
    /// The methods of HTTP that it names.
    pub(super) methods: Vec<String>,
    /// Its tables of fields.
    pub(super) tables: Vec<FieldTable>,
    /// Its samples of calls and answers.
    pub(super) samples: Vec<Sample>,
    /// Sentences, definitions and pieces of programs.
    pub(super) sentences: Vec<String>,
    /// What was seen and not understood.
    pub(super) unread: Vec<Unread>,
    /// All that it says, squeezed.
    pub(super) text: String,
}

/// Whether something is sent or answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The call.
    Request,
    /// The answer to it.
    Answer,
}

impl Side {
    /// Both.
    pub(super) const ALL: [Self; 2] = [Self::Request, Self::Answer];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Answer => "answer",
        }
    }
}

/// A table of fields.
#[derive(Clone, Debug)]
pub(super) struct FieldTable {
    pub(super) caption: String,
    pub(super) side: Side,
    /// The object that its fields belong to; `None` for the message itself.
    pub(super) object: Option<String>,
    /// Its headings, squeezed.
    pub(super) headings: String,
    pub(super) fields: Vec<PageField>,
}

/// A row of a table of fields.
#[derive(Clone, Debug, Default)]
pub(super) struct PageField {
    /// Its place in the message, with dots: `userList.userNo`.
    pub(super) path: String,
    pub(super) type_word: String,
    pub(super) kind: Option<Kind>,
    /// The page's name of the object that it is, or that it is a list of.
    pub(super) element: Option<String>,
    pub(super) limit: Option<u64>,
    /// `None` where the page does not say.
    pub(super) required: Option<bool>,
    pub(super) values: Vec<(String, String)>,
    pub(super) default: Option<String>,
    /// What it means, as one line.
    pub(super) description: String,
    /// Words in cells for something else: `否(为空时创建用户)`.
    pub(super) remark: String,
    /// The whole row, squeezed.
    pub(super) row: String,
}

/// A sample of a message.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) side: Side,
    pub(super) value: Value,
}

/// Something on the page that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unread {
    /// Where it stands.
    pub(super) place: String,
    /// What it is, and why it was not understood.
    pub(super) what: String,
}

impl Page {
    /// Every field with its side.
    pub(super) fn fields(&self) -> impl Iterator<Item = (Side, &PageField)> {
        self.tables
            .iter()
            .flat_map(|table| table.fields.iter().map(|field| (table.side, field)))
    }
}
