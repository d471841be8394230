//! Where an operation is called, and by what name: what lines and cells of a page say of it.

use std::sync::LazyLock;

use regex::Regex;

use super::normal::squeezed;
use super::page::Page;

/// An address, of a whole cell or of the end of a line.
static PATH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:GET|POST|PUT|DELETE|PATCH)\s*:?\s*)?(?:https?://[^/\s]+|\{[^}]*\})?(/[A-Za-z][A-Za-z0-9_./{}-]+)$",
    )
    .ok()
});
/// `接口地址: /a/b`.
static LABELLED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?:地址|路径|uri|url|path|接口)[^:]{0,12}[:]\s*(.+)$").ok());
/// `apiCode : client.user.save`.
static API_CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:api_?code|接口编码|接口代码|接口编号|服务编码)\s*[:=]\s*([A-Za-z][A-Za-z0-9_.-]*)").ok()
});
static API_CODE_LABEL: [&str; 5] = ["apicode", "api_code", "接口编码", "接口代码", "服务编码"];
static METHOD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b(GET|POST|PUT|DELETE|PATCH)\b").ok());
static METHOD_LABELS: [&str; 6] = ["请求类型", "请求方式", "请求方法", "接口类型", "http方法", "method"];

/// What a line says of the operation.
pub(super) fn of_line(text: &str, page: &mut Page) {
    let plain = text.replace('：', ":").replace('\u{a0}', " ");
    if let Some(found) = API_CODE.as_ref().and_then(|pattern| pattern.captures(&plain)) {
        add(&mut page.api_codes, &found[1]);
    }
    let labelled = LABELLED.as_ref().and_then(|pattern| pattern.captures(&plain));
    let address = labelled.map_or_else(|| plain.clone(), |found| found[1].to_owned());
    let path = add_path(&address, page);
    let lower = plain.to_lowercase();
    if path || METHOD_LABELS.iter().any(|label| lower.contains(label)) {
        add_method(&plain, page);
    }
}

/// What a cell says of the operation, below or beside its label; true where it says something.
pub(super) fn of_cell(label: &str, text: &str, page: &mut Page) -> bool {
    let label = label.to_lowercase();
    let is_code = API_CODE_LABEL.iter().any(|own| label.contains(own));
    let code = squeezed(text);
    if is_code && code.is_ascii() && !code.is_empty() {
        add(&mut page.api_codes, &code);
        return true;
    }
    let path = add_path(text, page);
    let method = METHOD_LABELS.iter().any(|own| label.contains(own)) && add_method(text, page);
    path || method
}

fn add_path(text: &str, page: &mut Page) -> bool {
    let found = PATH
        .as_ref()
        .and_then(|pattern| pattern.captures(text.trim().trim_matches('`')));
    if let Some(found) = &found {
        add(&mut page.paths, &found[1]);
    }
    found.is_some()
}

fn add_method(text: &str, page: &mut Page) -> bool {
    let found = METHOD.as_ref().and_then(|pattern| pattern.captures(text));
    if let Some(found) = &found {
        add(&mut page.methods, &found[1]);
    }
    found.is_some()
}

fn add(all: &mut Vec<String>, text: &str) {
    if !all.iter().any(|own| own == text) {
        all.push(text.to_owned());
    }
}
