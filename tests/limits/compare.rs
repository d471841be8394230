//! Table, schemas and features compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fuhe::contract::{Contract, RuleId};
use serde_json::{Value, json};

use super::features::{Shown, shown};
use super::sample::{Fate, Given};
use super::schema::{CARRIED, COMPARED, Property, Schemas, properties, schemas};
use super::table::{Kind, Row, name_of, table, yes};
use super::unshown::UNSHOWN;

/// Everything in which table, schemas and features disagree, each with its field, its rule and the three numbers.
pub(super) fn disagreements(table: &[Row], schemas: &Schemas, shown: &Shown) -> Vec<String> {
    let mut complaints = Vec::new();
    for (message, schema) in schemas {
        let mut known = BTreeMap::new();
        properties(schema, "", &mut known);
        for (field, keywords) in known {
            let rows = table.iter().filter(|row| row.message == *message && row.field == field);
            if rows.count() != 1 {
                complaints.push(format!("{} {field}: not one row in the table", name_of(*message)));
            }
            let odd = keywords.into_iter().filter(|keyword| {
                !COMPARED.contains(&keyword.as_str()) && !CARRIED.contains(&keyword.as_str()) && keyword != "required"
            });
            complaints.extend(odd.map(|keyword| format!("{} {field}: nobody compares {keyword}", name_of(*message))));
        }
    }
    for row in table {
        let place = format!("{} {} ({})", name_of(row.message), row.field, row.rule);
        let Some(property) = Property::find(&schemas[&row.message], &row.field) else {
            complaints.push(format!("{place}: not in the schema"));
            continue;
        };
        for kind in Kind::ALL {
            complaints.extend(compare(row, kind, &property, shown).map(|text| format!("{place}: {text}")));
        }
        complaints.extend(marks(row, &property).into_iter().map(|text| format!("{place}: {text}")));
        if row.is_request() {
            complaints.extend(examples(row, shown).into_iter().map(|text| format!("{place}: {text}")));
        }
    }
    complaints
}

fn compare(row: &Row, kind: Kind, property: &Property<'_>, shown: &Shown) -> Option<String> {
    let pages = row.says(kind);
    let schema = property.says(kind, row);
    // Features show the length of texts; of a number's digits they can show nothing that its list of values does not.
    let visible = row.is_text() || !matches!(kind, Kind::Least | Kind::Most);
    let features = if visible { shown.says(kind, row) } else { pages.clone() };
    let excused = UNSHOWN
        .iter()
        .any(|(message, field, of, _)| *message == name_of(row.message) && *field == row.field && *of == kind);
    if excused && features == pages {
        return Some(format!("{} is shown after all: take it off the list", kind.words()));
    }
    if pages == schema && (features == pages || excused) {
        return None;
    }
    let number = |number: Option<String>| number.unwrap_or_else(|| "nothing".to_owned());
    Some(format!(
        "{}: the table says {}, the schema {}, the features {}",
        kind.words(),
        number(pages),
        number(schema),
        number(features),
    ))
}

/// Rules, types, forms and privacy: told by table and schema.
fn marks(row: &Row, property: &Property<'_>) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut unless_same = |what: &str, table: String, schema: String| {
        if table != schema {
            complaints.push(format!("{what}: the table says {table}, the schema {schema}"));
        }
    };
    let of = |rule: Option<RuleId>| rule.map_or_else(|| "none".to_owned(), |rule| rule.to_string());
    unless_same("the rule", of(Some(row.rule)), of(property.rule("x-rule")));
    let types = match &property.own["type"] {
        Value::String(one) => one.clone(),
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|"),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => "any".to_owned(),
    };
    unless_same("the type", row.types.clone(), types);
    let private = property.own["x-private"] == true;
    unless_same("whether it is private", yes(row.private), yes(private));
    let form = property.pattern().map(|(form, ..)| form);
    unless_same("the form", format!("{:?}", row.form), format!("{form:?}"));
    if row.is_request() {
        // A limit without a past-limit rule could not be charged to anybody.
        let limited = row.most.is_some() || row.values.is_some();
        let past = property.rule("x-past-limit").filter(|_| limited);
        unless_same("the rule past the limit", of(row.past), of(past));
        let missing = property.rule("x-required").or(property.rule("x-rule"));
        let missing = missing.filter(|_| property.is_required());
        unless_same("the rule of a missing value", of(row.missing), of(missing));
    }
    complaints
}

/// That the features have examples inside each constraint of a request and outside it, and none that contradict it.
fn examples(row: &Row, shown: &Shown) -> Vec<String> {
    let mut complaints = Vec::new();
    let samples = shown.of(row);
    for sample in samples.clone().filter(|sample| sample.fate == Fate::Taken) {
        if !row.allows(&sample.given) {
            complaints.push(format!(
                "{} has it taken outside the limits: {:?}",
                sample.scenario, sample.given
            ));
        }
    }
    let own = [Some(row.rule), row.missing, row.past];
    for sample in samples.clone().filter(|sample| sample.is_refused_for_itself()) {
        // BS-43 is about whose id it is, and refuses well-formed ones too.
        let by_its_limits = own.contains(&Some(sample.rule)) && row.field != "companyId";
        if by_its_limits && row.allows(&sample.given) {
            complaints.push(format!(
                "{} has it refused inside the limits: {:?}",
                sample.scenario, sample.given
            ));
        }
    }
    let taken = |test: &dyn Fn(&Value) -> bool| {
        samples
            .clone()
            .any(|sample| sample.fate == Fate::Taken && matches!(&sample.given, Given::Value(value) if test(value)))
    };
    let outside = |test: &dyn Fn(&Value) -> bool| {
        samples.clone().any(|sample| {
            (sample.is_refused_for_itself() || sample.fate == Fate::Open)
                && matches!(&sample.given, Given::Value(value) if test(value))
        })
    };
    let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let only_own_values = ["app_id", "api_code", "companyId", "etc_user_no", "userNos"].contains(&row.field.as_str());
    if let (Some(most), true) = (row.most, row.is_text()) {
        let inside = taken(&|value| (1..most).contains(&length(value)));
        if !(inside || most == 1 || only_own_values || row.field == "nonce" || row.field == "userPhone") {
            complaints.push(format!("nothing shorter than {most} characters is taken"));
        }
    }
    // Where a field's own rule shows its limit, other rules that happen to use the same length are no substitute.
    let shows_its_limit = row.is_text() && shown.says(Kind::Most, row) == row.says(Kind::Most);
    if let (Some(most), true, false) = (row.most, shows_its_limit, only_own_values) {
        let at = samples.clone().filter(|sample| sample.length() == Some(most));
        if !at
            .clone()
            .any(|sample| sample.fate == Fate::Taken && sample.rule == row.rule)
        {
            complaints.push(format!("its own rule has nothing of {most} characters taken"));
        }
    }
    for sample in samples.clone().filter(|sample| sample.rule == fuhe::rule!("GW-17")) {
        if sample.length() != row.most {
            complaints.push(format!("{} does not fill the field", sample.scenario));
        }
    }
    for (step, edge) in row
        .values
        .iter()
        .flat_map(|values| [(-1, values.first()), (1, values.last())])
    {
        let neighbour = match edge {
            Some(Value::String(text)) => json!((text.parse::<i64>().unwrap() + step).to_string()),
            Some(number) => json!(number.as_i64().unwrap() + step),
            None => continue,
        };
        if !outside(&|value| *value == neighbour) {
            complaints.push(format!("nobody tries {neighbour}, which is outside the list"));
        }
    }
    if row.form.is_some() && !outside(&|value| length(value) >= row.least.unwrap_or(0) && !row.is_formed(value)) {
        complaints.push("nobody tries characters of another form".to_owned());
    }
    complaints
}

pub(super) fn report(complaints: &[String]) -> String {
    complaints.iter().fold(String::new(), |mut text, complaint| {
        let _ = write!(text, "\n{complaint}");
        text
    })
}

/// What the changed copies below are compared with: while these disagree, no change can be said to be noticed.
pub(super) fn agreed() -> (Vec<Row>, Schemas, Shown) {
    let (table, schemas, shown) = (table(), schemas(), shown(Contract::embedded()));
    let complaints = disagreements(&table, &schemas, &shown);
    assert!(complaints.is_empty(), "{}", report(&complaints));
    (table, schemas, shown)
}
