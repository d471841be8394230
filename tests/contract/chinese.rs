//! Every text of the contract stands in both languages.

use fuhe::contract::{Message, Rule};
use serde_json::Value;

use super::{Complaints, contract};

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_rule_and_question_has_a_chinese_text() {
    let mut complaints = Complaints::default();
    for rule in &contract().rules {
        let Rule { id, chinese, .. } = rule;
        complaints.unless(is_chinese(&chinese.title), format!("{id} has no Chinese title"));
        complaints.unless(
            rule.prose.is_empty() || is_chinese(&chinese.prose),
            format!("{id} has no Chinese prose"),
        );
        complaints.unless(is_chinese(&chinese.source), format!("{id} has no Chinese source"));
        complaints.unless(
            is_chinese(&rule.source) || rule.source.contains("(silent)"),
            format!("{id} quotes nothing of the page"),
        );
        for question in &rule.questions {
            complaints.unless(
                is_chinese(&question.chinese),
                format!("{} has no Chinese text", question.id),
            );
            for interpretation in &question.interpretations {
                complaints.unless(
                    is_chinese(&interpretation.chinese),
                    format!("{} {} has no Chinese text", question.id, interpretation.value),
                );
            }
        }
    }
    complaints.settle();
}

/// The words of a source that are the page's own: those with Chinese in them, without what is around them.
fn quoted(source: &str) -> impl Iterator<Item = &str> {
    let around = |c: char| ",;:\"“”".contains(c);
    let words = source.split_whitespace().map(move |word| word.trim_matches(around));
    words.filter(|word| is_chinese(word))
}

#[test]
fn every_source_says_the_same_in_both_languages() {
    let mut complaints = Complaints::default();
    for Rule {
        id, source, chinese, ..
    } in &contract().rules
    {
        for (english, word) in [("follows from ", "推断自"), ("(silent", "未提及")] {
            complaints.unless(
                source.contains(english) == chinese.source.contains(word),
                format!("{id}: `{english}` and `{word}` do not stand in the source both"),
            );
        }
        for quote in quoted(source) {
            complaints.unless(
                chinese.source.contains(quote),
                format!("{id}: the Chinese source does not quote `{quote}`"),
            );
        }
    }
    complaints.settle();
}

#[test]
fn every_feature_and_scenario_has_a_chinese_name() {
    let mut complaints = Complaints::default();
    for file in &contract().files {
        complaints.unless(
            is_chinese(&file.chinese_title),
            format!("{} has no Chinese title", file.name),
        );
        complaints.unless(
            file.description.is_empty() || is_chinese(&file.chinese_description),
            format!("{} has no Chinese description", file.name),
        );
    }
    for outline in &contract().outlines {
        let place = format!("{}/{}", outline.rule, outline.name);
        complaints.unless(is_chinese(&outline.chinese), format!("{place} has no Chinese name"));
        // Reports turn the last word of a name into its contrary.
        for (english, chinese) in [("accepted", "接受"), ("refused", "拒绝")] {
            complaints.unless(
                !outline.name.ends_with(english) || outline.chinese.ends_with(chinese),
                format!("{place}: the Chinese name does not end with {chinese}"),
            );
        }
        for examples in &outline.examples {
            complaints.unless(
                examples.title.is_empty() || is_chinese(&examples.chinese),
                format!("{place}: the examples `{}` have no Chinese title", examples.title),
            );
            for column in &examples.columns {
                let placeholder = format!("<{column}>");
                complaints.unless(
                    outline.name.contains(&placeholder) == outline.chinese.contains(&placeholder),
                    format!("{place}: {placeholder} stands in one language only"),
                );
            }
        }
    }
    complaints.settle();
}

#[test]
fn every_field_has_a_chinese_text() {
    let mut complaints = Complaints::default();
    for message in Message::all() {
        let mut waiting: Vec<(String, &Value)> = vec![(message.name().to_owned(), message.source())];
        while let Some((place, schema)) = waiting.pop() {
            let about = ["title", "description"].iter().find_map(|name| schema[*name].as_str());
            let chinese = schema["x-zh"].as_str().unwrap_or_default();
            complaints.unless(
                about.is_none() || is_chinese(chinese),
                format!("{place} has no Chinese text"),
            );
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                waiting.push((format!("{place}.{name}"), property));
            }
            if schema["items"].is_object() {
                waiting.push((format!("{place}[]"), &schema["items"]));
            }
        }
    }
    complaints.settle();
}
