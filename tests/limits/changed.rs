//! The test of this test: whatever could be mistyped, mistyped.

use serde_json::{Map, Value, json};

use super::compare::{agreed, disagreements, report};
use super::features::Shown;
use super::sample::{Given, Sample};
use super::schema::{CARRIED, Property, property_mut, schemas};
use super::table::{Kind, Row, name_of};

/// Each cell that could be mistyped, mistyped: all of it must be noticed.
#[test]
fn a_changed_cell_of_the_table_is_noticed() {
    let (whole, schemas, shown) = agreed();
    let mut unnoticed = Vec::new();
    for at in 0..whole.len() {
        let mut tried = Vec::new();
        let mut change = |what: &str, edit: &dyn Fn(&mut Row)| {
            let mut table = whole.clone();
            edit(&mut table[at]);
            if disagreements(&table, &schemas, &shown).is_empty() {
                tried.push(format!("{} {}: {what}", name_of(whole[at].message), whole[at].field));
            }
        };
        change("required", &|row| row.required = !row.required);
        change("private", &|row| row.private = !row.private);
        change("rule", &|row| row.rule = fuhe::rule!("GW-22"));
        change("type", &|row| row.types = "number".to_owned());
        for step in [-1, 1] {
            let by = |n: &mut Option<usize>| *n = n.map(|n| n.saturating_add_signed(step));
            if whole[at].least.is_some() {
                change("least", &|row| by(&mut row.least));
            }
            // Numbers with a list of values have no length in the schema to compare with.
            if whole[at].most.is_some() && !(whole[at].types == "integer" && whole[at].values.is_some()) {
                change("most", &|row| by(&mut row.most));
            }
        }
        if whole[at].values.is_some() {
            change("values", &|row| drop(row.values.as_mut().and_then(Vec::pop)));
        }
        if whole[at].past.is_some() {
            change("past", &|row| row.past = None);
        }
        if whole[at].missing.is_some() {
            change("missing", &|row| row.missing = None);
        }
        unnoticed.extend(tried);
    }
    assert!(unnoticed.is_empty(), "{}", report(&unnoticed));
}

/// Each constraint of each schema, loosened, tightened and taken away.
#[test]
fn a_changed_constraint_of_a_schema_is_noticed() {
    let (table, _, shown) = agreed();
    let mut unnoticed = Vec::new();
    for row in &table {
        let mut try_edit = |what: String, edit: &dyn Fn(&mut Map<String, Value>)| {
            let mut schemas = schemas();
            let schema = schemas.get_mut(&row.message).unwrap();
            edit(property_mut(schema, &row.field));
            if disagreements(&table, &schemas, &shown).is_empty() {
                unnoticed.push(format!("{} {}: {what}", name_of(row.message), row.field));
            }
        };
        let whole = row.message.source();
        let keywords = Property::find(whole, &row.field).unwrap().own.as_object().unwrap();
        for (keyword, value) in keywords {
            // Beside a pattern, that a text is not empty says nothing more.
            if ["description", "x-zh", "default", "properties", "items", "required"].contains(&keyword.as_str())
                || CARRIED.contains(&keyword.as_str())
                || (keyword == "minLength" && keywords.contains_key("pattern"))
            {
                continue;
            }
            try_edit(format!("without {keyword}"), &|property| {
                property.shift_remove(keyword);
            });
            if let Some(number) = value.as_u64() {
                for other in [number - 1, number + 1] {
                    try_edit(format!("{keyword} {other}"), &|property| {
                        property.insert(keyword.clone(), other.into());
                    });
                }
            }
            if let Some(values) = value.as_array() {
                try_edit(format!("{keyword} widened"), &|property| {
                    let wider: Vec<Value> = values.iter().cloned().chain([json!("9")]).collect();
                    property.insert(keyword.clone(), wider.into());
                });
            }
        }
        try_edit("an unknown constraint".to_owned(), &|property| {
            property.insert("format".to_owned(), "email".into());
        });
    }
    assert!(unnoticed.is_empty(), "{}", report(&unnoticed));
}

/// Examples at a limit and one past it, taken out of the features or turned round.
#[test]
fn a_changed_example_of_the_features_is_noticed() {
    let (table, schemas, whole) = agreed();
    let mut unnoticed = Vec::new();
    for row in table.iter().filter(|row| row.is_request()) {
        let concerns = |sample: &Sample| sample.message == row.message && sample.field == row.field;
        let mut try_edit = |what: &str, edit: &dyn Fn(&mut Shown)| {
            let mut shown = whole.clone();
            edit(&mut shown);
            if disagreements(&table, &schemas, &shown).is_empty() {
                unnoticed.push(format!("{} {}: {what}", name_of(row.message), row.field));
            }
        };
        let shows = |kind| whole.says(kind, row) == row.says(kind);
        let lengths = [
            ("at the limit", row.most, Kind::Most),
            ("one past the limit", row.most.map(|n| n + 1), Kind::Most),
            ("the shortest", row.least, Kind::Least),
            ("shorter than the shortest", row.least.map(|n| n - 1), Kind::Least),
        ];
        for (what, length, kind) in lengths {
            if let (Some(length), true, true) = (length, row.is_text(), shows(kind)) {
                try_edit(&format!("nothing {what}, {length}"), &|shown| {
                    shown
                        .samples
                        .retain(|sample| !(concerns(sample) && sample.length() == Some(length)));
                });
            }
        }
        for value in row.values.iter().flatten() {
            try_edit(&format!("{value} never sent"), &|shown| {
                let given = Given::Value(value.clone());
                shown
                    .samples
                    .retain(|sample| !(concerns(sample) && sample.given == given));
            });
        }
        if shows(Kind::Required) {
            try_edit("never absent", &|shown| {
                shown
                    .samples
                    .retain(|sample| !(concerns(sample) && sample.given == Given::Absent));
            });
        }
    }
    for at in 0..whole.told.len() {
        if whole.told[at].most.is_some() {
            let mut shown = whole.clone();
            shown.told[at].most = shown.told[at].most.map(|most| most + 1);
            if disagreements(&table, &schemas, &shown).is_empty() {
                unnoticed.push(format!("another number in {:?}", whole.told[at]));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{}", report(&unnoticed));
}
