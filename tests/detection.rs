//! The judge is judged: every mutant killed at one of its own rules, every choice clean and seen, and a hundred conforming
//! vendors with a hundred identical verdicts.

use fuhe::contract::RuleId;
use fuhe::prove::{Options, figure, prove, text};

mod common;

/// Rules that no mutant can fail alone, each with the reason. They are counted in the output of the test.
const NEVER_ALONE: &[(&str, &str)] = &[
    (
        "GU-08",
        "an application that is missing or too many is at once a matter of GU-10 or GU-15",
    ),
    (
        "BS-40",
        "its scenarios are correct calls, which every other rule of the courier makes as well",
    ),
    ("BS-49", "BS-36 sends the same plain list to show that it saves nothing"),
];

/// Outlines without which no fault would pass at their rule, each with the reason why it stays. They are counted in the
/// output of the test.
const SAID_TWICE: &[(&str, &str)] = &[
    ("GW-03/the envelope of a success for <user>", HELD_BY_SCHEMA),
    (
        "GW-03/the envelope of a refusal for <user> with <field> <value>",
        HELD_BY_SCHEMA,
    ),
    ("CU-02/a desktop user of type <type> is accepted", PRECONDITION),
    (
        "CU-10/two users whose ids, <id> and <other>, are nearly the same get two numbers",
        WHOLE_RUN,
    ),
    ("CU-10/users saved by calls at once get numbers of their own", WHOLE_RUN),
    (
        "GU-19/two users whose ids, <id> and <other>, are nearly the same get numbers of their own",
        WHOLE_RUN,
    ),
    ("GU-19/two applications have ids and keys of their own", WHOLE_RUN),
    ("GU-19/users saved by calls at once get numbers of their own", WHOLE_RUN),
    ("CU-05/a desktop user of type <type> gets a number", HELD_BY_SCHEMA),
    (
        "CU-06/a desktop user of type <type> is saved with the code of success",
        EVERY_CALL,
    ),
    (
        "GU-09/a gateway user with <field> <value> gets both numbers",
        HELD_BY_SCHEMA,
    ),
    (
        "GU-20/a gateway user with nothing but what is required is saved with the code of success",
        EVERY_CALL,
    ),
    (
        "BS-04/a creation of <rows> users is accepted",
        "the limit's own row, which an update of 100 users has to create first",
    ),
    (
        "GU-06/a gateway user with the contract <contract> is accepted",
        "each contract is also saved together with other optional fields",
    ),
    ("BS-06/a user whose userPhone is <userPhone> is accepted", PRECONDITION),
    (
        "BS-10/a user with all cards of the target file is accepted",
        "the embedded vendor has no cards unless it looks them up",
    ),
    (
        "BS-02/a user created under the type 1 can be updated under the type 2",
        BY_ORDER,
    ),
    (
        "BS-02/a user can still be updated when 60 others were created",
        BY_ORDER,
    ),
    ("BS-10/a user without custId is accepted", EVERY_CALL),
    ("BS-11/a user without organizationName is accepted", EVERY_CALL),
    ("BS-12/a user of an organisation that exists is accepted", EVERY_CALL),
    (
        "BS-13/a user whose userStatus is <userStatus> is accepted",
        PRECONDITION,
    ),
    ("BS-20/a creation that is taken answers ok", HELD_BY_SCHEMA),
    ("BS-20/a refused row answers fail", HELD_BY_SCHEMA),
    (
        "BS-21/the message of a hundred refused rows keeps to its limit",
        HELD_BY_SCHEMA,
    ),
    ("BS-23/the entry of an existing account is complete", HELD_BY_SCHEMA),
    (
        "BS-24/the second of two rows, as in the sample",
        "the page's own sample, in its own numbers",
    ),
    (
        "BS-25/the same row again",
        "the rule in its plainest words; the others differ from it in one thing each",
    ),
    (
        "BS-24/two rows amid good ones, in another order than their users were created",
        EVERY_ENTRY,
    ),
    ("BS-24/the third of four rows of an update", EVERY_ENTRY),
    ("BS-25/the account of a user who was created before 60 others", BY_ORDER),
    (
        "GW-06/a nonce used for <first> and again for <second> is refused",
        BY_ORDER,
    ),
    (
        "BS-28/an unknown account, which the update does not create",
        "the rule in its plainest words; another scenario has a third-party id besides",
    ),
    (
        "BS-43/a call under the companyId <companyId> is refused",
        "whoever accepts another company accepts one that is nearly the own one",
    ),
    ("BD-02/three accounts are removed in one request", PRECONDITION),
    (
        "BD-02/only the accounts of the list are removed",
        "scenarios run side by side, so that others lose their accounts too",
    ),
    ("BD-03/the answer to a removal", HELD_BY_SCHEMA),
    ("BD-03/the answer to a refused removal", HELD_BY_SCHEMA),
    ("BD-03/the entry of an account that is not there", HELD_BY_SCHEMA),
    ("BD-04/updating a removed account is refused", WHOLE_LIFE),
    ("BD-04/creating a removed account again is accepted", WHOLE_LIFE),
    (
        "BD-06/a list of 4001 characters is refused",
        "this vendor refuses the unknown account behind it anyway; one that ignores it shows here what is wrong",
    ),
    (
        "BD-06/a list that is far too long is refused",
        "this vendor refuses the unknown account behind it anyway; one that ignores it shows here what is wrong",
    ),
];

/// Faults that a habit hides from every client, so that the rule holds there: character, names, and the reason. They are
/// counted in the output of the test.
const HIDDEN: &[(&str, &[&str], &str)] = &[
    (
        "strict-tenant",
        &[
            "batchSave.user.userPhone:maxLength",
            "batchSave.user.userPhone:maxLength+1",
            "courier-updated-phone-unbound",
        ],
        "a number has eleven digits there, whatever its limit",
    ),
    (
        "strict-tenant",
        &["desktop-latin-name-of-twenty-letters"],
        "no name in Latin letters is accepted, however short",
    ),
    (
        "strict-tenant",
        &["gateway-update-without-id", "gateway-update-without-type"],
        "id and type of a gateway user cannot be changed there",
    ),
    (
        "strict-tenant",
        &["desktop-type-empty-passes", "desktop-null-type-passes"],
        "the type becomes that of an enterprise, whose code the call does not have",
    ),
    (
        "strict-tenant",
        &[
            "desktop-null-name-passes",
            "desktop-null-code-passes",
            "courier-name-by-default",
        ],
        "what replaces the missing value has not the form that is asked for",
    ),
];

const WHOLE_LIFE: &str = "the scenario of an account's whole life shows it too, and here it is said by itself";
const HELD_BY_SCHEMA: &str = "the schema holds every answer of every scenario to it, and here it is said in words";
const PRECONDITION: &str =
    "a call that other scenarios begin with, or every run, whose refusal is charged to this field";
/// Such an outline may be needed in one proof and not in the next.
const WHOLE_RUN: &str = "the comparison over the whole run shows it too, of the calls that are made here";
const EVERY_ENTRY: &str = "every entry of every answer is held to its row, and here it is said in words";
const BY_ORDER: &str =
    "scenarios run side by side, and which of them has many users or calls come in between is a matter of order";
const EVERY_CALL: &str = "nearly every scenario makes this call, and here it is said whose promise it is";

#[test]
fn the_suite_catches_every_fault_and_accuses_nobody_else() {
    let proof = prove(&Options::default(), &|_, _| {}).expect("a proof can be made");
    println!("{}", text(&proof));
    println!("exceptions     {} rules that no mutant fails alone:", NEVER_ALONE.len());
    for (rule, reason) in NEVER_ALONE {
        println!("               {rule}, since {reason}");
    }
    println!(
        "               {} outlines without which no fault would pass:",
        SAID_TWICE.len()
    );
    for (outline, reason) in SAID_TWICE {
        println!("               {outline}, since {reason}");
    }
    println!("               {} kinds of faults that a habit hides:", HIDDEN.len());
    for (character, faults, reason) in HIDDEN {
        println!("               {character}: {}, since {reason}", faults.join(", "));
    }
    let mut complaints: Vec<String> = Vec::new();
    for mutant in proof.mutants.iter().filter(|mutant| !mutant.is_killed()) {
        complaints.push(format!("{} survived at {:?}", mutant.name, mutant.rules));
    }
    for mutant in &proof.mutants {
        // What it breaks may be out of reach once it is broken, as an application that is never created.
        let quiet = |rule: &&RuleId| !mutant.killed_at.contains(rule) && !mutant.blocked.contains(rule);
        if let Some(rule) = mutant.rules.iter().find(quiet) {
            complaints.push(format!("{} says that it breaks {rule}, which holds", mutant.name));
        }
    }
    for choice in &proof.choices {
        complaints.extend(
            choice
                .complaints
                .iter()
                .map(|why| format!("{}: {why}", choice.choices.join(" "))),
        );
    }
    for character in &proof.characters {
        let hides = |name: &str| {
            let own = HIDDEN.iter().filter(|(hiding, ..)| *hiding == character.name);
            own.flat_map(|(_, faults, _)| *faults).any(|fault| name == *fault)
        };
        let missed = character.missed.iter().filter(|name| !hides(name));
        complaints.extend(missed.map(|name| format!("{name} survived beside the habits of {}", character.name)));
        let alarms = character.complaints.iter();
        complaints.extend(alarms.map(|why| format!("{}: {why}", character.name)));
    }
    for (character, faults, _) in HIDDEN {
        let found = proof.characters.iter().find(|found| found.name == *character);
        // Each mutant has its turn beside one character, so that only those that came can be needless.
        let hidden = |fault: &str| {
            found.is_some_and(|found| {
                let is_it = |name: &String| name == fault;
                !found.beside.iter().any(is_it) || found.missed.iter().any(is_it)
            })
        };
        let needless = faults.iter().filter(|fault| !hidden(fault));
        complaints.extend(needless.map(|fault| format!("{fault}: excused beside {character}, and need not be")));
    }
    complaints.extend(proof.conforming.complaints.clone());
    for rule in &proof.rules {
        let id = rule.id.to_string();
        let excused = NEVER_ALONE.iter().any(|(known, _)| *known == id);
        if rule.killed < 2 {
            complaints.push(format!("{id}: fewer than two mutants are killed at it"));
        }
        if rule.alone.is_none() != excused {
            complaints.push(if excused {
                format!("{id}: excused from being failed alone, and need not be")
            } else {
                format!("{id}: no mutant fails it and nothing else")
            });
        }
    }
    for outline in &proof.outlines {
        let excuse = SAID_TWICE.iter().find(|(known, _)| *known == outline.id);
        if excuse.is_some_and(|(_, reason)| *reason == BY_ORDER) {
            continue;
        }
        let excused = excuse.is_some();
        if outline.alone.is_none() != excused {
            complaints.push(if excused {
                format!("{}: excused from being needed, and need not be", outline.id)
            } else {
                format!("{}: no fault would pass at its rule without it", outline.id)
            });
        }
    }
    for (known, _) in SAID_TWICE {
        if !proof.outlines.iter().any(|outline| outline.id == *known) {
            complaints.push(format!("{known}: excused, and there is no such outline"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    common::hold("proof", &figure(&proof), "detection");
}
