//! What the cells of a row say: type, limit, whether the field is required, its values.

use std::sync::LazyLock;

use regex::Regex;

use super::normal::squeezed;

/// The kind of a value, as far as words for types differ in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A text.
    String,
    /// A number without a fraction.
    Integer,
    /// A number that may have a fraction.
    Number,
    /// True or false.
    Boolean,
    /// An object.
    Object,
    /// A list.
    Array,
}

impl Kind {
    /// Its name in JSON Schema.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
        }
    }

    /// The kind with this name in JSON Schema.
    pub(super) fn named(name: &str) -> Option<Self> {
        let all = [
            Self::String,
            Self::Integer,
            Self::Number,
            Self::Boolean,
            Self::Object,
            Self::Array,
        ];
        all.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a page says of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypeCell {
    pub(super) kind: Option<Kind>,
    /// The limit behind it: `String(20)`.
    pub(super) limit: Option<u64>,
    /// The object that it is, or the list is of: `userInfo` of `List<userInfo>`.
    pub(super) element: Option<String>,
}

const WORDS: [(Kind, &[&str]); 6] = [
    (
        Kind::String,
        &[
            "string",
            "str",
            "text",
            "char",
            "varchar",
            "varchar2",
            "nvarchar",
            "字符串",
            "字符",
            "字符型",
            "文本",
            "date",
            "datetime",
            "timestamp",
            "日期",
            "时间",
            "an",
            "ans",
        ],
    ),
    (
        Kind::Integer,
        &[
            "int",
            "integer",
            "long",
            "short",
            "byte",
            "bigint",
            "smallint",
            "tinyint",
            "number",
            "整数",
            "整型",
            "长整型",
            "数字",
            "数值",
            "数字型",
            "n",
        ],
    ),
    (
        Kind::Number,
        &[
            "decimal",
            "double",
            "float",
            "bigdecimal",
            "numeric",
            "浮点",
            "浮点型",
            "小数",
            "金额",
        ],
    ),
    (Kind::Boolean, &["boolean", "bool", "布尔", "布尔型", "布尔值"]),
    (
        Kind::Object,
        &["object", "obj", "map", "json", "jsonobject", "对象", "struct"],
    ),
    (
        Kind::Array,
        &["list", "array", "jsonarray", "set", "数组", "列表", "集合", "arraylist"],
    ),
];

/// Reads the cell of a type: `String(20)`, `List<userInfo>`, `userInfo[]`, `varchar2 [32]`, `字符串`.
pub(super) fn type_cell(text: &str) -> TypeCell {
    let text = squeezed(text);
    let before = text.split(['(', '[', '<', '{']).next().unwrap_or_default();
    let word = before.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
    let word = if word.is_empty() { before.to_lowercase() } else { word };
    let known = WORDS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()) || words.contains(&&*before.to_lowercase()));
    let kind = known.map(|(kind, _)| *kind);
    let element = element(&text);
    let is_name = before.starts_with(|c: char| c.is_ascii_alphabetic()) && before.len() > 2;
    if text.ends_with("[]") {
        return TypeCell {
            kind: Some(Kind::Array),
            limit: None,
            element: is_name.then(|| before.to_owned()).filter(|_| kind.is_none()),
        };
    }
    match kind {
        Some(kind) => TypeCell {
            kind: Some(kind),
            limit: (kind != Kind::Array && kind != Kind::Object)
                .then(|| greatest(&text[before.len()..]))
                .flatten(),
            element,
        },
        // A page's own name for an object: the table of that name says what is in it.
        None => TypeCell {
            kind: is_name.then_some(Kind::Object),
            limit: None,
            element: is_name.then(|| before.to_owned()),
        },
    }
}

/// `userInfo` of `List<userInfo>`, if it is a page's own name.
fn element(text: &str) -> Option<String> {
    let (_, inner) = text.split_once('<')?;
    let name = inner.trim_end_matches('>');
    let is_known = WORDS
        .iter()
        .any(|(_, words)| words.contains(&name.to_lowercase().as_str()));
    (!is_known && !name.is_empty()).then(|| name.to_owned())
}

fn greatest(text: &str) -> Option<u64> {
    // Of `decimal(10,2)` the first counts, of `1-20` the second.
    let text = text.split(',').next().unwrap_or_default();
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .max()
}

/// The limit in the cell of one; an error where there are words and no number.
pub(super) fn limit_cell(text: &str) -> Result<Option<u64>, ()> {
    let text = squeezed(text);
    match greatest(&text) {
        Some(limit) => Ok(Some(limit)),
        None if text.chars().any(char::is_alphanumeric)
            && !["不限", "无", "无限制", "n/a", "N/A"].contains(&&*text) =>
        {
            Err(())
        }
        None => Ok(None),
    }
}

/// Whether the cell says that the field is required; an error where it says neither.
pub(super) fn required_cell(text: &str) -> Result<Option<bool>, ()> {
    let text = squeezed(text).to_lowercase();
    let word = text.split(['(', ',', ';', ':', '。']).next().unwrap_or_default();
    match word {
        "" | "-" | "--" => Ok(None),
        "是" | "y" | "yes" | "true" | "t" | "必填" | "必须" | "必选" | "必传" | "必需" | "必输" | "√" | "✓" | "✔"
        | "1" | "m" | "r" | "required" | "mandatory" => Ok(Some(true)),
        "否" | "n" | "no" | "false" | "f" | "选填" | "可选" | "非必填" | "非必须" | "非必选" | "非必传" | "非必需"
        | "不必填" | "可空" | "×" | "✗" | "x" | "0" | "o" | "optional" => Ok(Some(false)),
        _ => Err(()),
    }
}

/// `1:企业,2:个人`, `1-新增;2-修改`: a value, a sign and what it means.
static VALUE_FIRST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^A-Za-z0-9_.-])([A-Za-z0-9_]{1,20})[:=-]([\p{Han}A-Za-z][^,;/、。|\n]*)").ok());
/// `停用0,启用1`.
static VALUE_LAST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[,;:(/、])(\p{Han}{1,8})(\d{1,3})(?:$|[,;)/、。])").ok());
/// `(ok/fail)`.
static WORDS_IN_BRACKETS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\(([A-Za-z0-9_]+(?:[/|][A-Za-z0-9_]+)+)\)").ok());
/// `默认为false`, `默认1`, `默认是启用的`.
static DEFAULT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:默认|缺省)值?(?:为|是|:|=)?([A-Za-z0-9_.]+|\p{Han}{1,8})").ok());
/// `不超过32个字符`, `最长32位`.
static LONGEST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:最长|最大长度为?:?|长度不超过|不超过|至多|最多)(\d+)(?:个)?(?:字符|位|个字|字)").ok()
});

/// The values that a description lists, each with what it means: none, or at least two.
pub(super) fn values(description: &str) -> Vec<(String, String)> {
    let text = lines_squeezed(description);
    let first = found(&VALUE_FIRST, &text, |value, meaning| (value, meaning));
    let last = || found(&VALUE_LAST, &text, |meaning, value| (value, meaning));
    if first.len() > 1 {
        return first;
    }
    let last = last();
    if last.len() > 1 {
        return last;
    }
    let in_brackets = WORDS_IN_BRACKETS.as_ref().and_then(|pattern| pattern.captures(&text));
    let words = in_brackets.map(|found| found[1].to_owned()).unwrap_or_default();
    let words = words.split(['/', '|']).filter(|word| !word.is_empty());
    words.map(|word| (word.to_owned(), String::new())).collect()
}

/// A value that stands twice is none: `succ = ok时为空;succ = fail时不为空`.
fn found(
    pattern: &LazyLock<Option<Regex>>,
    text: &str,
    order: impl Fn(String, String) -> (String, String),
) -> Vec<(String, String)> {
    let Some(pattern) = pattern.as_ref() else {
        return Vec::new();
    };
    let mut all: Vec<(String, String)> = Vec::new();
    let mut rest = text;
    // Signs between values belong to both, so that the search goes on at the end of the value's own text.
    while let Some(captures) = pattern.captures(rest) {
        let (Some(one), Some(two)) = (captures.get(1), captures.get(2)) else {
            break;
        };
        let (value, meaning) = order(one.as_str().to_owned(), two.as_str().to_owned());
        if all.iter().any(|(own, _)| *own == value) {
            return Vec::new();
        }
        all.push((value, meaning.trim_end_matches([')', '。']).to_owned()));
        rest = &rest[two.end()..];
    }
    all
}

/// Without spaces around signs; any other space may stand between two values.
fn lines_squeezed(text: &str) -> String {
    let mut plain = String::new();
    for word in text.split_whitespace().map(squeezed) {
        let is_joined = plain.ends_with([':', '=', '-', ',', ';']) || word.starts_with([':', '=', '-', ',', ';']);
        if !plain.is_empty() && !is_joined {
            plain.push('\n');
        }
        plain.push_str(&word);
    }
    plain
}

/// The default that a description names; a meaning stands for its value.
pub(super) fn default(description: &str, values: &[(String, String)]) -> Option<String> {
    let text = squeezed(description);
    let word = DEFAULT
        .as_ref()?
        .captures(&text)?
        .get(1)?
        .as_str()
        .trim_end_matches('.')
        .to_owned();
    if word.is_ascii() {
        return Some(word);
    }
    let meant = values
        .iter()
        .find(|(_, meaning)| !meaning.is_empty() && word.starts_with(meaning.as_str()));
    meant.map(|(value, _)| value.clone())
}

/// The limit that a description names, where no column does.
pub(super) fn limit_in_words(description: &str) -> Option<u64> {
    LONGEST.as_ref()?.captures(&squeezed(description))?[1].parse().ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("String(20)", Some(Kind::String), Some(20), None)]
    #[case("Ｓｔｒｉｎｇ（２０）", Some(Kind::String), Some(20), None)]
    #[case("varchar2 [32]", Some(Kind::String), Some(32), None)]
    #[case("Number(10)", Some(Kind::Integer), Some(10), None)]
    #[case("decimal(10,2)", Some(Kind::Number), Some(10), None)]
    #[case("string(1-20)", Some(Kind::String), Some(20), None)]
    #[case("字符串", Some(Kind::String), None, None)]
    #[case("int32", Some(Kind::Integer), None, None)]
    #[case("List<userInfo>", Some(Kind::Array), None, Some("userInfo"))]
    #[case("List<String>", Some(Kind::Array), None, None)]
    #[case("userInfo[]", Some(Kind::Array), None, Some("userInfo"))]
    #[case("string[]", Some(Kind::Array), None, None)]
    #[case("userInfo", Some(Kind::Object), None, Some("userInfo"))]
    #[case("Object", Some(Kind::Object), None, None)]
    #[case("?", None, None, None)]
    #[case("", None, None, None)]
    fn types(
        #[case] text: &str,
        #[case] kind: Option<Kind>,
        #[case] limit: Option<u64>,
        #[case] element: Option<&str>,
    ) {
        let read = type_cell(text);
        assert_eq!((read.kind, read.limit, read.element.as_deref()), (kind, limit, element));
    }

    #[rstest]
    #[case("业务方用户类型，1：企业，2：个人", &["1", "2"], None)]
    #[case("接口类型:1-新增;2-修改;", &["1", "2"], None)]
    #[case("1-标准，2-品牌，3-旗舰", &["1", "2", "3"], None)]
    #[case("1-SaaS，2-API", &["1", "2"], None)]
    #[case("用户状态:停用0,启用1,默认是启用的", &["0", "1"], Some("1"))]
    #[case("返回成功或失败信息(ok/fail)", &["ok", "fail"], None)]
    #[case("true:创建用户的同时创建应用，false：不同时创建应用，默认为false", &["true", "false"], Some("false"))]
    #[case("状态 0=否 1=是", &["0", "1"], None)]
    #[case("1：企业\n2：个人", &["1", "2"], None)]
    #[case("succ = ok时为空;succ = fail时不为空;", &[], None)]
    #[case("用户账号。6-20位纯小写字母、纯数字或者小写字母和数字的组合(字母仅限小写字母)", &[], None)]
    #[case("用户数据集合。整体加密,加密方式详情请见《接入前必看-3.3Des加解密密工具类》。", &[], None)]
    #[case("企业名称/姓名", &[], None)]
    #[case("默认为 10", &[], Some("10"))]
    #[case("", &[], None)]
    fn values_of_descriptions(#[case] text: &str, #[case] expected: &[&str], #[case] standard: Option<&str>) {
        let read = values(text);
        let only: Vec<&str> = read.iter().map(|(value, _)| value.as_str()).collect();
        assert_eq!((only.as_slice(), default(text, &read).as_deref()), (expected, standard));
    }

    #[rstest]
    #[case("否(为空时创建用户，非空时修改用户)", Ok(Some(false)))]
    #[case("是", Ok(Some(true)))]
    #[case("Ｙ", Ok(Some(true)))]
    #[case("", Ok(None))]
    #[case("视情况", Err(()))]
    fn required(#[case] text: &str, #[case] expected: Result<Option<bool>, ()>) {
        assert_eq!(required_cell(text), expected);
    }
}
