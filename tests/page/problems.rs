//! Problems on the page: to find, to reach and to hand on.

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::json;

use super::browser::{DESK, PHONE, Visited, print_media, script, visit, visit_freely};
use super::made::{JENKINS, Served, Shown, deviating};
use super::{click, problem_of};

#[test]
fn a_message_is_found_and_the_back_button_undoes_the_search() {
    visit(&Shown::Deviating.url(), DESK, async |browser| {
        let count = "return [...document.querySelectorAll('.problem')].filter(p => p.checkVisibility()).length";
        let all = script(&browser, count).await;
        let search = browser.find(Locator::Css("#search")).await.expect("a search");
        search.send_keys("biz_user_name").await.expect("keys");
        let hash = "//output[contains(text(), 'problem')]";
        browser.wait().for_element(Locator::XPath(hash)).await.expect("a count");
        let found = script(&browser, count).await;
        assert!(
            found.as_u64() > Some(0) && found.as_u64() < all.as_u64(),
            "{found} of {all}"
        );
        let address = browser.current_url().await.expect("an address");
        assert_eq!(address.fragment(), Some("?q=biz_user_name"));
        let marks = script(&browser, "return CSS.highlights.get('found').size").await;
        assert!(marks.as_u64() > Some(0), "{marks}");
        browser.back().await.expect("back");
        let empty = Locator::XPath("//output[not(text())]");
        browser.wait().for_element(empty).await.expect("the search is undone");
        assert_eq!(script(&browser, count).await, all);
        // The address alone brings it back, as it does for somebody to whom it is sent.
        browser.goto("about:blank").await.expect("elsewhere");
        browser.goto(address.as_str()).await.expect("the page again");
        assert_eq!(script(&browser, count).await, found);
        let search = browser.find(Locator::Css("#search")).await.expect("a search");
        search.send_keys("-that-nobody-has").await.expect("keys");
        let none = Locator::Css("#nothing:not([hidden])");
        browser.wait().for_element(none).await.expect("nothing is found");
        assert_eq!(script(&browser, count).await, json!(0));
    });
}

/// Over plain HTTP the clipboard's own interface is closed to pages.
#[test]
fn a_ticket_for_the_vendor_can_be_copied_over_http() {
    let served = Served::new(Shown::Deviating.html());
    visit(&served.url(), DESK, async |browser| {
        assert_eq!(
            script(&browser, "return typeof navigator.clipboard").await,
            json!("undefined")
        );
        let problem = problem_of(&browser, "CU-03").await;
        script(
            &browser,
            &format!("document.querySelector('{problem} .one').open = true"),
        )
        .await;
        click(&browser, &format!("{problem} .copy.go")).await;
        browser
            .wait()
            .for_element(Locator::XPath("//div[@role='status'][text()='Copied']"))
            .await
            .expect("it says so");
        script(
            &browser,
            "const area = document.createElement('textarea'); area.id = 'pasted'; document.body.append(area); area.focus()",
        )
        .await;
        let area = browser.find(Locator::Css("#pasted")).await.expect("an area");
        area.send_keys(&format!("{}v", Key::Control)).await.expect("keys");
        let pasted = area.prop("value").await.expect("a property").expect("a value");
        for words in [
            "【接口与文档不符】",
            "接口：client.user.save",
            "biz_user_name 是 String 32 企业名称/姓名",
            "requestId：",
            "脱敏前待签名文本的 SHA-256：",
            "贵方应答：HTTP 200",
        ] {
            assert!(pasted.contains(words), "{words} is missing in\n{pasted}");
        }
    });
}

/// A page on the way to the rules: forty problems are forty rows and forty cards, of which one is open.
#[test]
fn forty_problems_leave_the_contract_within_reach() {
    visit(&Shown::Forty.url(), DESK, async |browser| {
        let rows = script(&browser, "return document.querySelectorAll('.causes tbody tr').length").await;
        assert!(rows.as_u64() >= Some(40), "{rows} rows");
        let open = script(&browser, "return document.querySelectorAll('.one[open]').length").await;
        assert_eq!(open, json!(1));
        let top = script(
            &browser,
            "return document.getElementById('contract').getBoundingClientRect().top + scrollY",
        )
        .await;
        assert!(top.as_f64().is_some_and(|top| top < 12_000.0), "{top} px");
    });
}

#[test]
fn a_phone_shows_verdict_and_first_problem_at_once() {
    visit(&Shown::Deviating.url(), PHONE, async |browser| {
        for part in [".pill", "h1", ".causes tbody tr"] {
            let asked = format!("return document.querySelector('{part}').getBoundingClientRect().bottom");
            let bottom = script(&browser, &asked).await;
            let height = f64::from(PHONE.1);
            assert!(
                bottom.as_f64().is_some_and(|bottom| bottom <= height),
                "{part} ends at {bottom}"
            );
        }
    });
}

/// The first deviation is a few stops of the tab key away.
#[test]
fn the_skip_link_leads_to_the_deviations() {
    visit(&Shown::Deviating.url(), DESK, async |browser| {
        let body = browser.find(Locator::Css("body")).await.expect("a body");
        body.send_keys(&Key::Tab.to_string()).await.expect("keys");
        let link = browser.active_element().await.expect("a link");
        assert_eq!(
            link.attr("href").await.expect("it can be asked").as_deref(),
            Some("#deviations")
        );
    });
}

#[test]
fn the_repeating_command_can_be_copied() {
    visit(&Shown::Deviating.url(), DESK, async |browser| {
        let problem = problem_of(&browser, "CU-03").await;
        let opened = format!("document.querySelector('{problem} .one').open = true");
        script(&browser, &opened).await;
        click(&browser, &format!("{problem} .one > .failure[open] .copy")).await;
        browser
            .wait()
            .for_element(Locator::XPath("//div[@role='status'][text()='Copied']"))
            .await
            .expect("it says so");
        // What was copied is what is pasted.
        let search = browser.find(Locator::Css("#search")).await.expect("a search");
        search.send_keys(&format!("{}v", Key::Control)).await.expect("keys");
        let pasted = search.prop("value").await.expect("a property").expect("a value");
        let scenario = deviating()
            .scenarios
            .iter()
            .find(|s| s.id == "CU-03/a desktop user named (name of 32 characters) is accepted");
        assert_eq!(Some(pasted), scenario.expect("it ran").repeat);
    });
}

/// A server that nobody has configured allows no script, and nothing inline. The page is styled, offers nothing that would
/// need the script, and what is to be copied can be unfolded.
#[test]
fn a_strict_server_shows_the_linked_page_without_its_script() {
    let served = Served::files(Shown::linked(), JENKINS);
    visit_freely(&served.url(), DESK, async |browser| {
        let scripted = script(
            &browser,
            "return document.documentElement.classList.contains('scripted')",
        )
        .await;
        assert_eq!(scripted, json!(false));
        let problem = browser.find(Locator::Css(".problem")).await.expect("a problem");
        assert_eq!(problem.css_value("border-left-width").await.expect("a style"), "4px");
        for control in ["#search", "#language", "#theme", ".filters"] {
            let control = browser.find(Locator::Css(control)).await.expect(control);
            assert!(!control.is_displayed().await.expect("it can be asked"));
        }
        let ticket = ".one[open] .acts details";
        let text = browser
            .find(Locator::Css(&format!("{ticket} pre")))
            .await
            .expect("a ticket");
        assert!(!text.is_displayed().await.expect("it can be asked"));
        click(&browser, &format!("{ticket} summary")).await;
        assert!(text.is_displayed().await.expect("it can be asked"));
    });
}

#[test]
fn any_other_server_shows_the_linked_page_with_its_script() {
    let served = Served::files(Shown::linked(), "");
    let visited = visit_freely(&served.url(), DESK, async |browser| {
        let scripted = script(
            &browser,
            "return document.documentElement.classList.contains('scripted')",
        )
        .await;
        assert_eq!(scripted, json!(true));
    });
    if let Some(Visited { complaints, loaded }) = visited {
        assert!(complaints.is_empty(), "{complaints:?}");
        let beside = ["page.css", "page.js"].map(|file| format!("{}{file}", served.url()));
        assert_eq!(loaded, json!(beside));
    }
}

/// Tables are printed, and of the evidence what is open; nothing that only a mouse can use.
#[test]
fn tables_are_open_on_paper() {
    visit(&Shown::Deviating.url(), DESK, async |browser| {
        let shown = async |css: &str| {
            let asked = format!(
                "return document.querySelector({}).checkVisibility({{ contentVisibilityAuto: true }})",
                json!(css)
            );
            script(&browser, &asked).await
        };
        let tables = ["#CU .fields tbody", "#traceability .trace tbody", ".about-run dd"];
        for table in tables {
            assert_eq!(shown(table).await, json!(false), "{table}");
        }
        print_media(&browser).await;
        for table in tables {
            assert_eq!(shown(table).await, json!(true), "{table}");
        }
        for control in [".bar", "aside", ".acts", ".more", ".repeat button"] {
            assert_eq!(shown(control).await, json!(false), "{control}");
        }
    });
}
