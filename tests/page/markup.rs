//! What needs no browser.

use fuhe::contract::{Area, Contract, Message};
use rstest::rstest;

use super::made::{EVIDENCE, HEAVIEST, Shown, clean};

#[rstest]
#[case(Shown::Clean)]
#[case(Shown::Deviating)]
#[case(Shown::Waived)]
#[case(Shown::Documentation)]
fn a_page_weighs_little(#[case] shown: Shown) {
    let evidence = match shown {
        Shown::Deviating | Shown::Waived | Shown::Forty => EVIDENCE,
        Shown::Clean | Shown::Documentation => 0,
    };
    let size = shown.html().len();
    assert!(size < HEAVIEST + evidence, "{size} bytes");
}

/// One markup made of all that a vendor said would be enough to lose the page.
#[test]
fn what_a_vendor_says_is_escaped() {
    let page = Shown::Deviating.html();
    assert!(page.contains("&lt;script&gt;document.title='harmed'&lt;/script&gt;"));
    assert_eq!(page.matches("<script").count(), 2, "the page's own, and its texts");
    assert_eq!(page.matches("<img").count(), 0);
}

/// A server may forbid all styles and scripts but those whose digests it knows. Attributes have none.
#[rstest]
#[case(Shown::Deviating)]
#[case(Shown::Documentation)]
fn styles_and_scripts_are_allowed_by_digest(#[case] shown: Shown) {
    let page = shown.html();
    let policy = page.split_once("Content-Security-Policy").expect("a policy").1;
    let policy = policy.split_once('>').expect("its end").0;
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(policy.matches("'sha256-").count(), 2, "{policy}");
    assert_eq!(page.matches(" style=\"").count(), 0);
}

#[test]
fn the_documentation_holds_every_rule_scenario_and_field() {
    let page = Shown::Documentation.html();
    let contract = Contract::embedded();
    for rule in &contract.rules {
        assert!(page.contains(&format!("id=\"{}\"", rule.id)), "{}", rule.id);
    }
    let rows = page.matches("<tr id=\"").count() + page.matches("<section class=\"outline\" id=\"").count();
    assert_eq!(rows, contract.scenarios.len());
    for message in Message::all() {
        for field in message.source()["properties"].as_object().expect("an object").keys() {
            assert!(page.contains(&format!("<code>{field}</code>")), "{field}");
        }
    }
}

/// The endpoints that the page documents are those that are called.
#[test]
fn endpoints_are_those_that_are_called() {
    for scenario in &clean().scenarios {
        for exchange in &scenario.exchanges {
            let area = Area::all()
                .into_iter()
                .find(|area| area.title() == exchange.operation.name());
            let documented = area.expect("an area for each operation").endpoint();
            let path = documented.split([' ', ',']).nth(1).expect("a path");
            assert!(
                exchange.request.url.ends_with(path),
                "{} {documented}",
                exchange.request.url
            );
        }
    }
}
