//! The page in Chinese: for readers at the vendors, wholly.

use rstest::rstest;
use serde_json::{Value, json};

use super::browser::{DESK, script, visit};
use super::click;
use super::made::Shown;

/// The texts that a reader sees and that hold three English words in a row, but for code: values, names, commands, and what
/// was sent and answered.
const ENGLISH: &str = r"
    const sentence = /[A-Za-z][A-Za-z']+(?:,? [A-Za-z][A-Za-z']+){2,}/;
    const code = 'code, pre, var, script, style, template, .repeat, #search';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.parentElement.closest(code) && sentence.test(node.data)) found.add(node.data.trim().slice(0, 120));
    }
    return [...found].slice(0, 40);";

#[rstest]
#[case::clean(Shown::Clean)]
#[case::deviating(Shown::Deviating)]
#[case::waived(Shown::Waived)]
#[case::documentation(Shown::Documentation)]
fn no_english_sentence_is_left(#[case] shown: Shown) {
    visit(&shown.url(), DESK, async |browser| {
        click(&browser, "#language").await;
        assert_eq!(
            script(&browser, "return document.documentElement.lang").await,
            json!("zh")
        );
        // What waits to be opened, too.
        script(
            &browser,
            "document.querySelectorAll('.more').forEach(more => more.click())",
        )
        .await;
        let found: Value = script(&browser, ENGLISH).await;
        assert_eq!(found, json!([]), "{found:#}");
    });
}
