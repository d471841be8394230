//! The words of a page against those that the rules quote from it.

use std::collections::BTreeMap;

use similar::TextDiff;

use super::fields::{EVERY_ROW, last};
use crate::contract::RuleId;
use crate::document::columns::{Column, column};
use crate::document::difference::{Aspect, Difference};
use crate::document::expected::Expected;
use crate::document::normal::{is_empty, squeezed};
use crate::document::page::{Page, PageField, Side};
use crate::document::quote::{self, Quote, is_chinese};

/// Texts that have less in common are not one text and its revision.
const ALIKE: f32 = 0.4;

/// Adds differences of words, and to differences that are known the rules that quote what they change.
pub(super) fn compare(page: &Page, expected: &[Expected], quotes: &[Quote], differences: &mut Vec<Difference>) {
    let lost = quote::lost(quotes, page);
    let (of_fields, elsewhere): (Vec<&Quote>, Vec<&Quote>) = lost.into_iter().partition(|quote| quote.field.is_some());
    let mut new: Vec<New> = rows(page, expected, quotes, differences);
    new.extend(sentences(page, quotes));
    // What no known difference explains, by the field that it is about.
    let mut open: BTreeMap<String, Vec<&Quote>> = BTreeMap::new();
    for quote in &of_fields {
        let name = quote.field.clone().unwrap_or_default();
        if !explain(quote, &name, differences) {
            open.entry(name).or_default().push(quote);
        }
    }
    let mut free: Vec<Vec<&Quote>> = Vec::new();
    for quote in elsewhere {
        let alike = |own: &&&Quote| own.plain.contains(&quote.plain) || quote.plain.contains(&own.plain);
        let field = of_fields
            .iter()
            .filter(|own| own.plain.chars().count() > 1)
            .find(alike)
            .and_then(|own| own.field.clone());
        match field {
            Some(name) if open.contains_key(&name) => open.entry(name).or_default().push(quote),
            Some(name) if explain_any(quote, &name, differences) => {}
            _ if explain_sample(quote, differences) || explain_whole(quote, differences) => {}
            _ => match free.iter_mut().find(|group| group.iter().any(|own| alike(&own))) {
                Some(group) => group.push(quote),
                None => free.push(vec![quote]),
            },
        }
    }
    for (name, group) in open {
        let is_quoted = |rule: RuleId| group.iter().any(|quote| quote.rule == rule);
        let place = expected
            .iter()
            .find(|field| last(&field.path) == name && is_quoted(field.rule));
        let text = new
            .iter()
            .position(|new| new.field.as_deref().is_some_and(|field| last(field) == name));
        let text = text.map(|place| new.remove(place));
        differences.push(changed(
            text,
            &group,
            place.map(|field| (field.side, field.path.clone())),
        ));
    }
    for group in free {
        let longest = longest(&group);
        let nearest = new
            .iter()
            .enumerate()
            .map(|(place, new)| (ratio(&longest, &new.text), place));
        let nearest = nearest
            .filter(|(ratio, _)| *ratio >= ALIKE)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let text = nearest.map(|(_, place)| new.remove(place));
        differences.push(changed(text, &group, None));
    }
    differences.extend(new.into_iter().map(|new| changed(Some(new), &[], None)));
}

/// Words of the page that no rule quotes.
struct New {
    side: Option<Side>,
    field: Option<String>,
    rule: Option<RuleId>,
    text: String,
}

fn changed(new: Option<New>, lost: &[&Quote], place: Option<(Side, String)>) -> Difference {
    let place = new
        .as_ref()
        .and_then(|new| Some((new.side?, new.field.clone()?)))
        .or(place);
    let mut one = Difference {
        what: Aspect::Words,
        side: place.as_ref().map(|(side, _)| *side),
        place: place.map(|(_, path)| path),
        page: new.as_ref().map(|new| new.text.clone()),
        contract: Some(longest(lost)).filter(|text| !text.is_empty()),
        rules: Vec::new(),
    };
    one.concerns(lost.iter().map(|quote| quote.rule));
    one.concerns(new.and_then(|new| new.rule));
    one
}

fn longest(quotes: &[&Quote]) -> String {
    let all = quotes.iter().max_by_key(|quote| quote.plain.chars().count());
    all.map(|quote| quote.words.clone()).unwrap_or_default()
}

fn ratio(one: &str, other: &str) -> f32 {
    TextDiff::from_chars(&squeezed(one), &squeezed(other)).ratio()
}

/// What rows say and no rule quotes. A row that is new as a whole, or of which a list of values or a default changed, is a
/// difference already.
fn rows(page: &Page, expected: &[Expected], quotes: &[Quote], known: &[Difference]) -> Vec<New> {
    let left = |side: Side, field: &PageField| {
        let own = expected.iter().find(|own| own.side == side && own.path == field.path)?;
        let is_known = |one: &Difference| {
            one.side == Some(side)
                && one.place.as_deref() == Some(field.path.as_str())
                && matches!(
                    one.what,
                    Aspect::Field | Aspect::Name | Aspect::Values | Aspect::Default
                )
        };
        let text = [field.description.as_str(), field.remark.as_str()].join(" ");
        let is_new = !is_empty(&quote::unquoted(&text, quotes)) && !known.iter().any(is_known);
        is_new.then(|| New {
            side: Some(side),
            field: Some(field.path.clone()),
            rule: Some(own.rule),
            text: text.trim().to_owned(),
        })
    };
    page.fields().filter_map(|(side, field)| left(side, field)).collect()
}

/// Sentences that no rule quotes. Addresses, methods and names of files are compared elsewhere or are no rules.
fn sentences(page: &Page, quotes: &[Quote]) -> Vec<New> {
    let is_new = |sentence: &&String| {
        let known = page.paths.iter().chain(&page.api_codes).chain(&page.methods);
        let without = known.fold((*sentence).clone(), |text, known| text.replace(known.as_str(), ""));
        let left = quote::unquoted(formula(&without), quotes);
        let is_title = squeezed(&page.title).contains(&squeezed(sentence));
        is_chinese(&left) && !is_label(&without) && !is_title || is_program(sentence) && !is_empty(&left)
    };
    let all = page.sentences.iter().filter(is_new);
    all.map(|sentence| New {
        side: None,
        field: None,
        rule: None,
        text: sentence.clone(),
    })
    .collect()
}

/// What stands before an address or a method.
fn is_label(text: &str) -> bool {
    let labels = [
        "请求类型",
        "请求方式",
        "请求方法",
        "接口类型",
        "接入",
        "请求地址",
        "请求URL",
        "接口地址",
    ];
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    labels.contains(&text)
}

/// The formula of a line of a program; what its result is called is the program's own.
fn formula(text: &str) -> &str {
    match text.split_once(" = ") {
        Some((_, formula)) if is_program(text) => formula,
        _ => text,
    }
}

/// A line of a program, such as a formula.
fn is_program(text: &str) -> bool {
    text.contains('(') && text.contains('=') && text.ends_with([';', ')']) && !text.contains("://")
}

/// True where a known difference of the field explains that words are gone: then the rule is concerned by that one.
fn explain(quote: &Quote, name: &str, differences: &mut [Difference]) -> bool {
    let is_value = !is_chinese(&quote.plain) || quote.plain.chars().count() == 1;
    let explains = |one: &&mut Difference| {
        let is_whole = matches!(
            one.what,
            Aspect::Field | Aspect::Name | Aspect::Values | Aspect::Default | Aspect::Table
        );
        let is_form = matches!(one.what, Aspect::Type | Aspect::Limit | Aspect::Required);
        let is_column = one.place.as_deref().is_some_and(|place| place.starts_with(EVERY_ROW));
        is_about(one, name) && (is_whole || is_form && is_value) || is_column && is_value
    };
    concern(quote, differences.iter_mut().find(explains))
}

/// Likewise, whatever the difference is.
fn explain_any(quote: &Quote, name: &str, differences: &mut [Difference]) -> bool {
    concern(quote, differences.iter_mut().find(|one| is_about(one, name)))
}

/// True where a changed sample explains it: the words are a member of it, or its value.
fn explain_sample(quote: &Quote, differences: &mut [Difference]) -> bool {
    let explains = |one: &&mut Difference| {
        let member = format!("\"{}\":", one.name());
        let value = one
            .contract
            .as_deref()
            .is_some_and(|text| squeezed(text).contains(&quote.plain));
        let is_gone = one.place.is_none() && (quote.plain.contains('"') || !is_chinese(&quote.plain));
        one.what == Aspect::Sample && (quote.plain.starts_with(&member) || value || is_gone)
    };
    concern(quote, differences.iter_mut().find(explains))
}

/// True where another address, or a table, a field or a column that is gone explains it.
fn explain_whole(quote: &Quote, differences: &mut [Difference]) -> bool {
    let explains = |one: &&mut Difference| match one.what {
        Aspect::Address => one
            .contract
            .as_deref()
            .is_some_and(|address| quote.plain.contains(address)),
        Aspect::Type => column(&quote.plain) == Some(Column::Type),
        Aspect::Limit => column(&quote.plain) == Some(Column::Limit),
        Aspect::Required => column(&quote.plain) == Some(Column::Required),
        Aspect::Table | Aspect::Field => one.page.is_none() && one.rules.contains(&quote.rule),
        Aspect::Method
        | Aspect::Name
        | Aspect::Values
        | Aspect::Default
        | Aspect::Sample
        | Aspect::Words
        | Aspect::Unread => false,
    };
    concern(quote, differences.iter_mut().find(explains))
}

fn concern(quote: &Quote, difference: Option<&mut Difference>) -> bool {
    let Some(difference) = difference else { return false };
    difference.concerns([quote.rule]);
    true
}

fn is_about(one: &Difference, name: &str) -> bool {
    let in_table = || {
        one.what == Aspect::Table
            && one
                .contract
                .iter()
                .flat_map(|text| text.split(", "))
                .any(|own| own == name)
    };
    one.what != Aspect::Sample && one.name() == name || in_table()
}
