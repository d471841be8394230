//! What is drawn.

use super::*;

fn cases(seed: u64, count: usize) -> Vec<Case> {
    let drawing = Drawing::new(&Operation::all().collect::<Vec<_>>(), seed);
    (0..count)
        .map(|number| drawing.case(number).unwrap().current())
        .collect()
}

#[test]
fn the_seed_decides() {
    assert_eq!(cases(7, 100), cases(7, 100));
    assert_ne!(cases(7, 100), cases(8, 100));
    // Drawing more does not change what was drawn before.
    assert_eq!(cases(7, 100)[..50], cases(7, 50));
}

#[test]
fn every_field_and_every_class_is_drawn() {
    let cases = cases(1, 2_000);
    let mut words: BTreeSet<String> = BTreeSet::new();
    let mut touched: BTreeSet<(Operation, String)> = BTreeSet::new();
    let mut texts = String::new();
    let mut longest = 0;
    let mut most_edits = 0;
    for (number, case) in cases.into_iter().enumerate() {
        let operation = case.operation;
        most_edits = most_edits.max(case.edits.len());
        touched.extend(case.edits.iter().map(|edit| (operation, edit.field.clone())));
        let request = Request::new(case, base(operation, &number.to_string()), INITIALS);
        words.insert(in_a_word(&judge(&request)));
        for text in request.params.values().filter_map(Value::as_str) {
            longest = longest.max(text.len());
            texts.extend(text.chars().take(40));
        }
    }
    for operation in Operation::all() {
        for field in operation.fields().fields().iter().filter(|field| field.is_drawn()) {
            assert!(
                touched.contains(&(operation, field.name.to_owned())),
                "{operation} {}",
                field.name
            );
        }
    }
    for word in [
        "accept", "either", "CU-07", "GU-13", "GU-14", "CU-03", "BS-27", "BS-05", "BS-07", "CU-02",
    ] {
        assert!(words.contains(word), "{word} is not among {words:?}");
    }
    // Combining, full-width, right to left, joining, rare, invisible, NUL.
    for odd in [
        '\u{301}', '１', '\u{200f}', '\u{202e}', '\u{200d}', '😀', '𠮷', '\u{feff}', '\0', '\u{1}',
    ] {
        assert!(texts.contains(odd), "{odd:?} is never drawn");
    }
    assert!(longest >= 90_000, "the longest value has {longest} bytes only");
    assert_eq!(most_edits, 4);
}

/// The test of the judge that matters most is the vendor; this one only keeps the classes in proportion.
#[test]
fn no_class_is_rare() {
    let mut counts = [0; 3];
    for (number, case) in cases(3, 1_000).into_iter().enumerate() {
        let operation = case.operation;
        let request = Request::new(case, base(operation, &number.to_string()), INITIALS);
        counts[match judge(&request) {
            Allowed::Accept => 0,
            Allowed::Refuse { .. } => 1,
            Allowed::Either { .. } => 2,
        }] += 1;
    }
    assert!(counts.iter().all(|count| *count > 150), "{counts:?}");
}
