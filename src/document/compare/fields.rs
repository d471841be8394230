//! The fields of a page's tables against those of the contract.

use std::collections::{BTreeMap, BTreeSet};

use crate::contract::RuleId;
use crate::document::cell::Kind;
use crate::document::difference::{Aspect, Difference};
use crate::document::expected::Expected;
use crate::document::normal::squeezed;
use crate::document::page::{FieldTable, Page, PageField, Side};
use crate::document::quote::Quote;

/// How the place of a column that is gone begins.
pub(super) const EVERY_ROW: &str = "every row of";

/// What the gateway's platform wraps around every answer is no part of an operation's own.
pub(super) fn without_envelope(page: &mut Page) {
    for table in page.tables.iter_mut().filter(|table| table.side == Side::Answer) {
        table.fields.retain(|field| field.path != "data");
        for field in &mut table.fields {
            if let Some(path) = field.path.strip_prefix("data.") {
                field.path = path.to_owned();
            }
        }
    }
}

pub(super) fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

fn parent(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// Every difference of a field.
pub(super) fn compare(page: &Page, expected: &[Expected], quotes: &[Quote]) -> Vec<Difference> {
    let in_tables: Vec<&Expected> = expected.iter().filter(|field| field.is_in_table).collect();
    let mut on_page: BTreeMap<(Side, &str), &PageField> = BTreeMap::new();
    let mut differences = Vec::new();
    for (side, field) in page.fields() {
        if on_page.insert((side, field.path.as_str()), field).is_some() {
            let what = Difference::at(
                Aspect::Unread,
                side,
                &field.path,
                rules_of(&in_tables, side, &field.path),
            );
            differences.push(what.saying(Some("a second row of the same field".to_owned()), None));
        }
    }
    let has = |field: &Expected| on_page.contains_key(&(field.side, field.path.as_str()));
    let missing: Vec<&Expected> = in_tables.iter().copied().filter(|field| !has(field)).collect();
    let is_known = |side: Side, path: &str| in_tables.iter().any(|own| own.side == side && own.path == path);
    let mut added: Vec<(Side, &PageField)> = page
        .fields()
        .filter(|(side, field)| !is_known(*side, &field.path))
        .collect();
    let mut gone = Vec::new();
    let whole = whole_tables(&in_tables, &missing);
    for field in missing {
        if whole.contains(&(field.side, parent(&field.path).to_owned())) {
            continue;
        }
        let renamed = added
            .iter()
            .position(|(side, new)| is_renamed(field, *side, new, quotes));
        if let Some(place) = renamed {
            let (_, new) = added.remove(place);
            let named = Difference::at(Aspect::Name, field.side, &field.path, all_rules(field));
            gone.push(named.saying(Some(new.path.clone()), Some(field.path.clone())));
            gone.extend(properties(new, field));
        } else {
            let one = Difference::at(Aspect::Field, field.side, &field.path, all_rules(field));
            gone.push(one.saying(None, Some(in_words(field))));
        }
    }
    differences.extend(whole.iter().map(|(side, parent)| table_gone(*side, parent, &in_tables)));
    differences.extend(gone);
    for (side, field) in added {
        let around = rules_of(&in_tables, side, parent(&field.path));
        let one = Difference::at(Aspect::Field, side, &field.path, around);
        differences.push(one.saying(Some(row_in_words(field)), None));
    }
    for table in &page.tables {
        let pairs: Vec<(&PageField, &Expected)> = table
            .fields
            .iter()
            .filter_map(|field| {
                let own = in_tables
                    .iter()
                    .find(|own| own.side == table.side && own.path == field.path)?;
                Some((field, *own))
            })
            .collect();
        differences.extend(of_table(table, &pairs));
    }
    differences
}

/// Tables of which the page has no field at all, by side and by the object that they describe.
fn whole_tables(all: &[&Expected], missing: &[&Expected]) -> BTreeSet<(Side, String)> {
    let key = |field: &&Expected| (field.side, parent(&field.path).to_owned());
    let count =
        |fields: &[&Expected], wanted: &(Side, String)| fields.iter().filter(|field| key(field) == *wanted).count();
    let keys: BTreeSet<_> = missing.iter().map(key).collect();
    keys.into_iter()
        .filter(|key| count(all, key) == count(missing, key))
        .collect()
}

fn table_gone(side: Side, object: &str, all: &[&Expected]) -> Difference {
    let fields: Vec<&&Expected> = all
        .iter()
        .filter(|own| own.side == side && parent(&own.path) == object)
        .collect();
    let names: Vec<&str> = fields.iter().map(|field| last(&field.path)).collect();
    let mut one = Difference::at(Aspect::Table, side, object, Vec::new());
    one.place = Some(object.to_owned()).filter(|object| !object.is_empty());
    one.concerns(fields.iter().flat_map(|field| all_rules(field)));
    one.saying(None, Some(names.join(", ")))
}

/// The rules of a field, or of the fields around it.
fn rules_of(all: &[&Expected], side: Side, path: &str) -> Vec<RuleId> {
    let own = all.iter().find(|own| own.side == side && own.path == path);
    own.map(|own| vec![own.rule]).unwrap_or_default()
}

fn all_rules(field: &Expected) -> Vec<RuleId> {
    let mut rules = vec![field.rule];
    if field.required == Some(true) {
        rules.push(field.missing);
    }
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// A new field that is described as one is that is gone is the same under another name.
fn is_renamed(old: &Expected, side: Side, new: &PageField, quotes: &[Quote]) -> bool {
    let description = squeezed(&new.description);
    let own = quotes
        .iter()
        .filter(|quote| quote.rule == old.rule && quote.field.as_deref() == Some(last(&old.path)));
    let says_the_same = own
        .filter(|quote| quote.is_of_the_page() && quote.plain.chars().count() > 1)
        .any(|quote| description.contains(&quote.plain));
    side == old.side && parent(&new.path) == parent(&old.path) && new.kind == old.kind && says_the_same
}

/// Whether a row says something, and whether the contract does.
type Says = fn(&PageField) -> bool;
type Known = fn(&Expected) -> bool;

/// The differences of a table's rows. A column that is gone is one difference, not one for each row.
fn of_table(table: &FieldTable, pairs: &[(&PageField, &Expected)]) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut silent = Vec::new();
    let columns: [(Aspect, Says, Known); 3] = [
        (Aspect::Type, |field| field.kind.is_some(), |own| own.kind.is_some()),
        (Aspect::Limit, |field| field.limit.is_some(), |own| own.limit.is_some()),
        (
            Aspect::Required,
            |field| field.required.is_some(),
            |own| own.required.is_some(),
        ),
    ];
    for (what, says, is_known) in columns {
        let known: Vec<_> = pairs.iter().filter(|(_, own)| is_known(own)).collect();
        if known.len() > 1 && !table.fields.iter().any(says) {
            silent.push(what);
            let mut one = Difference::at(what, table.side, parent(&pairs[0].0.path), Vec::new());
            one.place = Some(format!("{EVERY_ROW} {}", table.caption));
            one.concerns(known.iter().map(|(_, own)| own.rule));
            differences.push(one.saying(None, Some("given for each field".to_owned())));
        }
    }
    let rows = pairs.iter().flat_map(|(field, own)| properties(field, own));
    differences.extend(rows.filter(|one| !silent.contains(&one.what)));
    differences
}

/// The differences of a row.
fn properties(field: &PageField, own: &Expected) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut unless_same = |what: Aspect, page: Option<String>, contract: Option<String>, further: RuleId| {
        if page != contract {
            let mut one = Difference::at(what, own.side, &own.path, vec![own.rule]);
            one.concerns([further]);
            differences.push(one.saying(page, contract));
        }
    };
    let kind = |kind: Option<Kind>| kind.map(|kind| kind.name().to_owned());
    unless_same(Aspect::Type, kind(field.kind), kind(own.kind), own.rule);
    let number = |limit: Option<u64>| limit.map(|limit| limit.to_string());
    unless_same(Aspect::Limit, number(field.limit), number(own.limit), own.past);
    let required = |required: Option<bool>| required.map(|is| if is { "required" } else { "optional" }.to_owned());
    unless_same(
        Aspect::Required,
        required(field.required),
        required(own.required),
        if [own.required, field.required].contains(&Some(true)) {
            own.missing
        } else {
            own.rule
        },
    );
    let is_list = field.kind != Some(Kind::Boolean);
    let values: Vec<String> = field
        .values
        .iter()
        .filter(|_| is_list)
        .map(|(value, _)| value.clone())
        .collect();
    let set = |values: &[String]| values.iter().cloned().collect::<BTreeSet<_>>();
    if set(&values) != set(&own.values) {
        let list = |values: &[String]| Some(values.join(", ")).filter(|text| !text.is_empty());
        unless_same(Aspect::Values, list(&values), list(&own.values), own.past);
    }
    unless_same(Aspect::Default, field.default.clone(), own.default.clone(), own.rule);
    differences
}

/// A field of the contract as a page would have it.
fn in_words(field: &Expected) -> String {
    let kind = field.kind.map_or("any value", Kind::name).to_owned();
    let limit = field.limit.map(|limit| format!("up to {limit}"));
    let required = field
        .required
        .map(|is| if is { "required" } else { "optional" }.to_owned());
    [Some(kind), limit, required]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn row_in_words(field: &PageField) -> String {
    let required = field
        .required
        .map(|is| if is { "required" } else { "optional" }.to_owned());
    let limit = field.limit.map(|limit| format!("up to {limit}"));
    let kind = field
        .kind
        .map_or_else(|| field.type_word.clone(), |kind| kind.name().to_owned());
    let description = Some(field.description.clone());
    let parts = [Some(kind), limit, required, description].into_iter().flatten();
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
