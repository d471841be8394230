//! The page as people use it: in a real browser, of a run against a vendor that conforms and of one against a vendor that
//! does not.

mod browser;
mod chinese;
mod made;
mod markup;
mod problems;

use std::path::Path;

use browser::{DESK, PHONE, script, skipped, visit};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use fuhe::contract::Contract;
use made::{Shown, text};
use rstest::rstest;
use serde_json::{Value, json};

async fn click(browser: &Client, css: &str) {
    browser
        .find(Locator::Css(css))
        .await
        .expect(css)
        .click()
        .await
        .expect(css);
}

/// Follows a link within the page, as from another page.
async fn follow(browser: &Client, anchor: &str) {
    script(browser, &format!("location.hash = {}", json!(anchor))).await;
    let settled = format!("#top [id='{anchor}'].here");
    browser.wait().for_element(Locator::Css(&settled)).await.expect(anchor);
}

/// The ids of the rules that can be seen.
async fn visible_rules(browser: &Client) -> Vec<String> {
    let ids = script(
        browser,
        "return [...document.querySelectorAll('.rule')].filter(r => r.checkVisibility()).map(r => r.id)",
    );
    serde_json::from_value(ids.await).expect("a list of ids")
}

async fn wait_for_rules(browser: &Client, words: &str) {
    let all = Contract::embedded().rules.len();
    let shown = format!("//output[text()='{}']", words.replace("{all}", &all.to_string()));
    browser.wait().for_element(Locator::XPath(&shown)).await.expect(words);
}

#[test]
fn the_verdict_comes_first_and_leads_to_the_evidence() {
    visit(&Shown::Deviating.url(), DESK, async |browser| {
        let verdict = text(&browser, "h1").await;
        assert!(verdict.ends_with("break 5 must rules"), "{verdict}");
        assert_eq!(text(&browser, ".pill").await, "✗ Deviates");
        click(&browser, "nav a[href='#CU-03']").await;
        click(&browser, "#CU-03 .body > p > a").await;
        let problem = problem_of(&browser, "CU-03").await;
        let failure = format!("{problem} .one > .failure[open]");
        assert_eq!(
            text(&browser, &format!("{failure} .expected p")).await,
            "the call to be accepted, as it is with biz_user_name (name)"
        );
        assert!(
            text(&browser, &format!("{failure} .actual p"))
                .await
                .starts_with("refused with code 400")
        );
        assert_eq!(
            text(&browser, &format!("{failure} .path .wrong")).await,
            "what the answer says"
        );
        let stages = browser
            .find_all(Locator::Css(&format!("{failure} .path .good")))
            .await
            .expect("stages");
        assert_eq!(stages.len(), 5, "parameters, signed text, signature, body, headers");
        assert_eq!(
            text(&browser, &format!("{failure} mark")).await.trim(),
            "\"code\": \"400\","
        );
    });
}

/// Where the problem of a rule is told of, from whose card the rule leads.
async fn problem_of(browser: &Client, rule: &str) -> String {
    let link = format!("return document.querySelector('#{rule} .body > p > a').getAttribute('href')");
    let href = script(browser, &link).await;
    href.as_str().expect("a place").to_owned()
}

#[test]
fn a_vendor_that_conforms_has_nothing_to_explain() {
    visit(&Shown::Clean.url(), DESK, async |browser| {
        assert!(
            text(&browser, "h1")
                .await
                .contains("conforms to its documentation: 78 rules hold.")
        );
        assert_eq!(
            script(&browser, "return document.querySelectorAll('.failure').length").await,
            json!(0)
        );
        let quick = script(
            &browser,
            "return performance.getEntriesByType('navigation')[0].domComplete",
        )
        .await;
        assert!(quick.as_f64().is_some_and(|millis| millis < 10_000.0), "{quick} ms");
    });
}

#[test]
fn what_changed_since_a_baseline_leads_to_the_scenarios_that_show_it() {
    visit(&Shown::Waived.url(), DESK, async |browser| {
        click(&browser, "nav a[href='#changes']").await;
        let turned = "//ul[@class='turned']/li[a[@href='#CU-03']]";
        let turned = browser.find(Locator::XPath(turned)).await.expect("CU-03 turned");
        let words = turned.text().await.expect("words");
        assert!(words.contains("holds → fails\nCU-03."), "{words}");
        click(&browser, "#changes details:not([open]) > summary").await;
        let messages = text(&browser, "#changes").await;
        assert!(
            messages.contains("<script>document.title='harmed'</script>"),
            "{messages}"
        );
        let link = turned.find(Locator::Css(".map a")).await.expect("a scenario");
        let place = link.attr("href").await.expect("it can be asked").expect("a place");
        link.click().await.expect("it can be followed");
        let row = format!("tr.here[id='{}']", &place[1..]);
        browser.wait().for_element(Locator::Css(&row)).await.expect(&row);
    });
}

#[test]
fn what_is_waived_stands_apart_and_an_outdated_waiver_with_what_fails_the_run() {
    visit(&Shown::Waived.url(), DESK, async |browser| {
        let deviations = text(&browser, "#deviations").await;
        assert!(deviations.contains("GW-07\nmust "), "{deviations}");
        assert!(deviations.contains("waiver\nholds again"), "{deviations}");
        assert!(!deviations.contains("CU-03"), "{deviations}");
        let waived = text(&browser, "#waivers").await;
        assert!(waived.contains("until\n2999-12-31\nticket\nT-1"), "{waived}");
        // It is folded, and there in full.
        click(&browser, "#waiver-CU-03 .failure > summary").await;
        click(&browser, "#waiver-CU-03 .failure .more").await;
        let evidence = text(&browser, "#waiver-CU-03 .failure").await;
        assert!(evidence.contains("Actual\nrefused with code 400"), "{evidence}");
        assert!(evidence.contains("what the answer says"), "{evidence}");
        click(&browser, "[data-filter=verdict][data-value=waived]").await;
        wait_for_rules(&browser, "1 of {all} rules").await;
        assert_eq!(visible_rules(&browser).await, ["CU-03"]);
    });
}

#[test]
fn a_link_opens_its_place_and_the_evidence_there() {
    visit(&format!("{}#BS-25", Shown::Clean.url()), DESK, async |browser| {
        let open = browser
            .find(Locator::Css("#BS-25 > details[open]"))
            .await
            .expect("it is open");
        assert!(open.is_displayed().await.expect("it can be asked"));
        // From the rule, over the number of a scenario, to the calls that show it.
        follow(&browser, "CU-03.1").await;
        let evidence = text(&browser, "[id='CU-03.1'] + .detail").await;
        assert!(evidence.contains("\"biz_user_name\": \"张三\""), "{evidence}");
        assert!(evidence.contains("\"code\": \"000\""), "{evidence}");
        // A single scenario's evidence folds away again.
        follow(&browser, "BS-25.1").await;
        let more = "[id='BS-25.1'] .more";
        assert!(
            text(&browser, "[id='BS-25.1'] .detail")
                .await
                .contains("用户账号已存在!")
        );
        click(&browser, more).await;
        let detail = browser
            .find(Locator::Css("[id='BS-25.1'] .detail"))
            .await
            .expect("it is there");
        assert!(!detail.is_displayed().await.expect("it can be asked"));
    });
}

#[test]
fn search_and_filters_narrow_the_rules_down() {
    visit(&Shown::Deviating.url(), DESK, async |browser| {
        let body = browser.find(Locator::Css("body")).await.expect("a body");
        body.send_keys("/").await.expect("keys");
        let search = browser.active_element().await.expect("the slash leads to the search");
        search.send_keys("thirdplatformid").await.expect("keys");
        let fitting = visible_rules_once(&browser).await;
        assert!(
            fitting.contains(&"BS-14".to_owned()) && !fitting.contains(&"CU-01".to_owned()),
            "{fitting:?}"
        );
        click(&browser, "[data-filter=level][data-value=must]").await;
        let must = visible_rules(&browser).await;
        assert!(
            must.len() < fitting.len() && must.contains(&"BS-14".to_owned()),
            "{must:?}"
        );
        click(&browser, ".filters .clear").await;
        click(&browser, "[data-filter=verdict][data-value=fails]").await;
        wait_for_rules(&browser, "7 of {all} rules").await;
        assert_eq!(
            visible_rules(&browser).await,
            ["GW-05", "GW-09", "GW-22", "GW-17", "CU-03", "BS-07", "BS-11"]
        );
        click(&browser, "[data-filter=area][data-value=CU]").await;
        wait_for_rules(&browser, "1 of {all} rules").await;
        // A link leads to its place even if that is filtered out.
        follow(&browser, "BS-01").await;
        assert_eq!(visible_rules(&browser).await.len(), Contract::embedded().rules.len());
        search.send_keys("nothing-fits-this").await.expect("keys");
        browser
            .wait()
            .for_element(Locator::Css("#nothing:not([hidden])"))
            .await
            .expect("it says so");
        search.send_keys(&Key::Escape.to_string()).await.expect("keys");
        assert_eq!(visible_rules(&browser).await.len(), Contract::embedded().rules.len());
    });
}

/// The rules that are left once the search has taken effect.
async fn visible_rules_once(browser: &Client) -> Vec<String> {
    browser
        .wait()
        .for_element(Locator::Css("#shown:not(:empty)"))
        .await
        .expect("the search takes effect");
    visible_rules(browser).await
}

#[test]
fn language_and_theme_can_be_switched_and_are_remembered() {
    visit(&Shown::Clean.url(), DESK, async |browser| {
        let ground = "return getComputedStyle(document.body).backgroundColor";
        let light = script(&browser, ground).await;
        click(&browser, "#theme").await;
        let dark = script(&browser, ground).await;
        assert_ne!(light, dark);
        click(&browser, "#language").await;
        assert!(text(&browser, "h1").await.contains("符合其文档：78 条规则符合。"));
        follow(&browser, "CU-03.2").await;
        assert!(
            text(&browser, "[id='CU-03.2'] + .detail").await.contains("请求体"),
            "what is opened later too"
        );
        browser.refresh().await.expect("the page again");
        assert_eq!(script(&browser, ground).await, dark);
        assert_eq!(text(&browser, "#language").await, "English");
        click(&browser, "#language").await;
        assert!(text(&browser, "h1").await.contains("78 rules hold."));
    });
}

#[test]
fn what_a_vendor_says_stays_text() {
    visit(&Shown::Deviating.url(), DESK, async |browser| {
        let problem = problem_of(&browser, "GW-22").await;
        script(
            &browser,
            &format!("document.querySelector('{problem} .one').open = true"),
        )
        .await;
        let actual = text(&browser, &format!("{problem} .one > .failure[open] .actual p")).await;
        assert!(actual.contains("<script>document.title='harmed'</script>"), "{actual}");
        // Nothing that waits to be opened does harm either.
        script(
            &browser,
            "document.querySelectorAll('.more').forEach(more => more.click())",
        )
        .await;
        assert!(!browser.title().await.expect("a title").contains("harmed"));
        assert_eq!(
            script(
                &browser,
                "return document.querySelectorAll('main script, main img').length"
            )
            .await,
            json!(0)
        );
    });
}

#[rstest]
#[case(Shown::Clean)]
#[case(Shown::Deviating)]
#[case(Shown::Waived)]
#[case(Shown::Documentation)]
#[case(Shown::Forty)]
fn a_phone_shows_it_without_scrolling_sideways(#[case] shown: Shown) {
    visit(&shown.url(), PHONE, async |browser| {
        script(
            &browser,
            "document.querySelectorAll('details').forEach(details => { details.open = true; })",
        )
        .await;
        // What only a screen reader sees may lie anywhere.
        let outside = "return [...document.querySelectorAll('body *:not(.unseen, .unseen *)')].filter(e => \
                       e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 100))";
        assert_eq!(script(&browser, outside).await, json!([]));
        let width = script(&browser, "return document.documentElement.scrollWidth").await;
        assert_eq!(width, json!(PHONE.0));
    });
}

/// axe-core, where it was installed: half a megabyte of somebody else's script is not kept here for one test. Where
/// `FUHE_AXE` says that it was, it must be there.
fn axe() -> Option<String> {
    if let Some(path) = std::env::var_os("FUHE_AXE") {
        return Some(std::fs::read_to_string(path).expect("FUHE_AXE names a file"));
    }
    let installed = "target/axe/node_modules/axe-core/axe.min.js";
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(installed)).ok()
}

#[rstest]
fn nobody_is_shut_out(
    #[values(Shown::Clean, Shown::Deviating, Shown::Waived, Shown::Documentation)] shown: Shown,
    #[values(("light", "en"), ("dark", "zh"))] (theme, language): (&str, &str),
) {
    let Some(axe) = axe() else {
        skipped("there is no axe-core (npm install --no-save --prefix target/axe axe-core)");
        return;
    };
    visit(&shown.url(), DESK, async |browser| {
        script(
            &browser,
            &format!("document.documentElement.style.colorScheme = '{theme}'"),
        )
        .await;
        if language == "zh" {
            click(&browser, "#language").await;
        }
        // Some of everything, opened.
        let open = "document.querySelectorAll('#CU details, #questions details, #changes details, #waivers details, #BS-25 details, #GW-13 details, \
                    #traceability details, .failure, .exchange').forEach(details => { details.open = true; }); \
                    document.querySelectorAll('#CU .more, #BS-25 .more').forEach(more => more.click());";
        script(&browser, open).await;
        script(&browser, &axe).await;
        let found = browser
            .execute_async(
                "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'] }).then(found => \
                 done(found.violations.map(v => ({ rule: v.id, help: v.help, places: v.nodes.slice(0, 3).map(n => \
                 n.html) }))), error => done(String(error)));",
                Vec::new(),
            )
            .await;
        let found: Value = found.expect("axe runs");
        assert_eq!(found, json!([]), "{found:#}");
    });
}
