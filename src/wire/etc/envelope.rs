//! The gateway's envelope in its competing spellings: data, not code paths (GW-11).

use std::str::FromStr;

use serde_json::{Map, Value};

/// The fields of a request's envelope, under names of our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EnvelopeField {
    /// Who calls.
    AppId,
    /// Six random characters.
    Nonce,
    /// Unix milliseconds.
    Timestamp,
    /// The signature.
    Sign,
    /// The operation.
    ApiCode,
    /// The business parameters.
    Params,
}

impl EnvelopeField {
    /// Every field, in the order of the guide.
    pub const ALL: [Self; 6] = [
        Self::AppId,
        Self::Nonce,
        Self::Timestamp,
        Self::Sign,
        Self::ApiCode,
        Self::Params,
    ];

    /// The name in the schema of the envelope, which is nobody's spelling in particular.
    pub const fn canonical(self) -> &'static str {
        match self {
            Self::AppId => "app_id",
            Self::Nonce => "nonce",
            Self::Timestamp => "timestamp",
            Self::Sign => "sign",
            Self::ApiCode => "api_code",
            Self::Params => "params",
        }
    }

    /// The words that the features use.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AppId => "application id",
            Self::Nonce => "nonce",
            Self::Timestamp => "timestamp",
            Self::Sign => "sign",
            Self::ApiCode => "API code",
            Self::Params => "parameters",
        }
    }

    /// The field that the features call so.
    pub fn from_words(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.words() == words)
    }
}

/// How a request spells the fields that the guide's revisions name differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestNames {
    /// What the spelling is called in target files and observations.
    pub label: &'static str,
    app_id: &'static str,
    api_code: &'static str,
    params: &'static str,
}

impl RequestNames {
    /// The guide's first revision.
    pub const PARAMS: Self = Self {
        label: "params",
        app_id: "appId",
        api_code: "apiCode",
        params: "params",
    };
    /// The JSON sample of the later revisions.
    pub const REQUEST_CONTENT: Self = Self {
        label: "request_content",
        app_id: "appId",
        api_code: "apiCode",
        params: "request_content",
    };
    /// The parameter table of the later revisions.
    pub const SNAKE: Self = Self {
        label: "snake",
        app_id: "app_id",
        api_code: "api_code",
        params: "request_content",
    };
    /// Every documented spelling.
    pub const ALL: [Self; 3] = [Self::PARAMS, Self::REQUEST_CONTENT, Self::SNAKE];

    /// How this spelling names a field.
    pub const fn name(&self, part: EnvelopeField) -> &'static str {
        match part {
            EnvelopeField::AppId => self.app_id,
            EnvelopeField::ApiCode => self.api_code,
            EnvelopeField::Params => self.params,
            EnvelopeField::Nonce | EnvelopeField::Timestamp | EnvelopeField::Sign => part.canonical(),
        }
    }
}

impl Default for RequestNames {
    fn default() -> Self {
        Self::PARAMS
    }
}

impl FromStr for RequestNames {
    type Err = UnknownSpelling;

    fn from_str(label: &str) -> Result<Self, UnknownSpelling> {
        Self::ALL
            .into_iter()
            .find(|names| names.label == label)
            .ok_or(UnknownSpelling)
    }
}

/// A text that labels no [`RequestNames`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a request is spelled in one of these ways: params, request_content, snake")]
pub struct UnknownSpelling;

/// An answer of the gateway, read in whichever spelling it came.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The same fields under canonical names; other fields stay as they are.
    pub canonical: Map<String, Value>,
    /// Canonical name and the name found, for each field of the envelope that was found.
    names: Vec<(&'static str, &'static str)>,
    /// True where the application's members stood in `data` itself. The canonical form has them in `app`.
    flat: bool,
}

/// The members of an application. The table has them in `data`, the sample in `data.app` (GU-22).
const APPLICATION: [&str; 4] = ["app_id", "public_key", "private_key", "enable_ip_white"];

/// Canonical name of each answer field with all its documented spellings.
const ANSWER_NAMES: [(&str, &[&str]); 4] = [
    ("request_id", &["requestId", "request_id"]),
    ("code", &["code", "responseCode"]),
    ("msg", &["msg", "responseMsg"]),
    ("data", &["data"]),
];

impl Answer {
    /// Reads the fields of an answer. Each name is looked up for itself, so that a mixture of documented spellings is
    /// understood as well.
    pub fn read(body: &Map<String, Value>) -> Self {
        let mut canonical = body.clone();
        let mut names = Vec::new();
        for (name, spellings) in ANSWER_NAMES {
            if let Some(found) = spellings.iter().find(|spelling| body.contains_key(**spelling)) {
                let value = canonical.shift_remove(*found).unwrap_or_default();
                canonical.insert(name.to_owned(), value);
                names.push((name, *found));
            }
        }
        let flat = canonical.get_mut("data").is_some_and(nest);
        Self { canonical, names, flat }
    }

    /// Where the application stands: `nested`, `flat` or `none`.
    pub fn place_of_application(&self) -> &'static str {
        match (self.flat, &self.data()["app"]) {
            (true, _) => "flat",
            (false, Value::Object(_)) => "nested",
            (false, _) => "none",
        }
    }

    /// How many fields of the envelope were found.
    pub fn documented(&self) -> usize {
        self.names.len()
    }

    /// The id of the call that the answer gives, if it is a text.
    pub fn request_id(&self) -> Option<&str> {
        self.canonical.get("request_id")?.as_str()
    }

    /// The answer's code, if it is a text.
    pub fn code(&self) -> Option<&str> {
        self.canonical.get("code")?.as_str()
    }

    /// The answer's message, if it is a text.
    pub fn msg(&self) -> Option<&str> {
        self.canonical.get("msg")?.as_str()
    }

    /// The answer's `data`, null where there is none.
    pub fn data(&self) -> &Value {
        self.canonical.get("data").unwrap_or(&Value::Null)
    }

    /// The names found, in the order request id, code, message: what GW-11 observes.
    pub fn spelling(&self) -> String {
        let found: Vec<_> = self
            .names
            .iter()
            .filter(|(name, _)| *name != "data")
            .map(|(_, found)| *found)
            .collect();
        found.join(" ")
    }

    /// Names of fields that no revision of the guide knows, sorted.
    pub fn undocumented(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .canonical
            .keys()
            .map(String::as_str)
            .filter(|name| !ANSWER_NAMES.iter().any(|(known, _)| known == name))
            .collect();
        names.sort_unstable();
        names
    }

    /// A pointer into the canonical form, as a pointer into the answer that was received.
    pub fn received_pointer(&self, pointer: &str) -> String {
        let (head, tail) = pointer.strip_prefix('/').map_or((pointer, ""), |rest| {
            rest.find('/').map_or((rest, ""), |at| rest.split_at(at))
        });
        let tail = match tail.strip_prefix("/app/") {
            Some(member) if head == "data" && self.flat => format!("/{member}"),
            _ => tail.to_owned(),
        };
        self.names
            .iter()
            .find(|(name, _)| *name == head)
            .map_or_else(|| pointer.to_owned(), |(_, found)| format!("/{found}{tail}"))
    }
}

/// Puts the members of an application into `app`, where they stand beside it; true where they did.
fn nest(data: &mut Value) -> bool {
    let Value::Object(data) = data else { return false };
    if !data.get("app").is_none_or(Value::is_null) || !APPLICATION.iter().any(|name| data.contains_key(*name)) {
        return false;
    }
    let members = APPLICATION.iter().filter_map(|name| data.shift_remove_entry(*name));
    let app: Map<String, Value> = members.collect();
    data.insert("app".to_owned(), app.into());
    true
}
