//! Nothing of a person and no secret leaves a run: not in the reports, not on the console, in no spelling.

use std::collections::BTreeSet;
use std::sync::Mutex;

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use fuhe::mock::{AnswerEdit, Behaviour, Change, KeyPool, MockConfig, Reason, RowFault, Snapshot, Which, Wording};
use fuhe::report::FORMATS;
use fuhe::wire::Vendor as Of;
use rstest::rstest;
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value, json};

use crate::stage::{Called, Manner, Server, Vendor};

/// The same seed issues the same secrets, so that a vendor can be made to tell its own.
const SEED: u64 = 20_191_126;

/// Cards that exist nowhere.
const CARDS: [&str; 2] = ["7550019283", "7550046501"];

/// Every PKCS#8 key of RSA holds these characters in Base64, whichever key it is.
const ANY_PRIVATE_KEY: &str = "BADANBgkqhkiG9w0BAQEFAASC";

/// Shorter values turn up by chance. Those that the product masks by field are no shorter, or typed in the features.
const SHORTEST: usize = 9;

fn vendor(behaviour: Behaviour) -> Vendor {
    Vendor::start(MockConfig {
        behaviour,
        seed: SEED,
        keys: KeyPool::quick(),
        ..MockConfig::default()
    })
}

/// The secrets of every vendor with this seed.
struct Secrets {
    private_key: String,
    sk: String,
    /// Its first eight bytes are those of `sk`, so that the vendor is none the wiser.
    des_key: String,
}

fn secrets(vendor: &Vendor) -> Secrets {
    let credentials = vendor.embedded.vendor().credentials();
    let sk = credentials.butler.secret.expose_secret().to_owned();
    Secrets {
        private_key: credentials.etc.private_key.expose_secret().to_owned(),
        des_key: format!("{}-Schlüssel/geheim+", &sk[..8]),
        sk,
    }
}

/// A vendor that says everything it should keep to itself: secrets in fields nobody asked for and in headers, and what
/// was sent in messages.
fn chatterbox(secrets: &Secrets) -> Behaviour {
    let mut behaviour = Behaviour::default();
    for vendor in [Of::Gateway, Of::Courier] {
        for which in [Which::any_success(vendor), Which::any_refusal(vendor)] {
            let mut told: Vec<String> = [&secrets.sk, &secrets.des_key]
                .into_iter()
                .flat_map(|secret| spellings(secret))
                .chain([format!("{} {}", &CARDS[0][..4], &CARDS[0][4..])])
                .collect();
            // A key fills pages, so that not every answer is to hold it in every way.
            match vendor {
                Of::Gateway => told.extend(parts(&secrets.private_key)),
                Of::Courier => told.push(secrets.private_key.clone()),
            }
            let change = Change::Set(
                "/debug",
                json!({ "told": told, "sentence": format!("sk={}&x", secrets.sk) }),
            );
            behaviour.edits.push(AnswerEdit { which, change });
        }
        let header = format!("sk={}; card={}", secrets.sk, CARDS[0]);
        behaviour.edits.push(AnswerEdit {
            which: Which::of(vendor),
            change: Change::Header("x-debug", Some(header.leak())),
        });
        behaviour.edits.push(AnswerEdit {
            which: Which::of(vendor),
            change: Change::Header(format!("x-{}", CARDS[0]).leak(), Some("named")),
        });
    }
    // One card of several is not what was sent, and yet somebody's.
    let hint = Change::Set("/hint", json!(format!("月结卡号{}不存在", CARDS[1])));
    behaviour.edits.push(AnswerEdit {
        which: Which::of(Of::Courier),
        change: hint,
    });
    let gateway = &mut behaviour.gateway.refusals;
    for reason in [Reason::Missing, Reason::Invalid] {
        gateway.insert(
            reason,
            Wording {
                code: "400",
                message: "参数{name}的值{value}不符合要求",
            },
        );
    }
    let causes = &mut behaviour.butler.rows.causes;
    for fault in [RowFault::Missing, RowFault::Invalid] {
        causes.insert(fault, "{name}={value}");
    }
    behaviour
}

#[test]
fn a_conforming_vendor_leaves_nothing_behind() {
    let first = vendor(Behaviour::default());
    let secrets = secrets(&first);
    // One of its runs keeps its accounts, so that the next cannot judge a rule with fixed ones.
    check(&first, &secrets, &[0, 6]);
}

#[test]
fn a_vendor_that_tells_everything_leaves_nothing_behind_either() {
    let secrets = secrets(&vendor(Behaviour::default()));
    let vendor = vendor(chatterbox(&secrets));
    assert_eq!(secrets.sk, self::secrets(&vendor).sk, "the seed decides the secrets");
    // Messages that repeat long values outgrow their limits, so there are findings as well.
    check(&vendor, &secrets, &[1]);
    let har = std::fs::read_to_string(vendor.stage.path("target/fuhe/exchanges.har")).expect("the exchanges");
    assert!(
        har.contains(r#"{"name": "x-debug", "value": "sk=‹secret›; card=‹secret›"}"#),
        "what was planted came, and was masked"
    );
}

fn check(vendor: &Vendor, secrets: &Secrets, codes: &[i32]) {
    let target = vendor.embedded.target_file();
    let extra = format!(
        "key = {}\n[butler.fixtures]\ncust_ids = {}\n",
        json!(secrets.des_key),
        json!(CARDS)
    );
    vendor.stage.write("target.toml", &(target + &extra));
    let called = vendor.check("--strict --seed 1 --keep");
    assert!(codes.contains(&called.code), "{}{}", called.out, called.err);
    let told: Vec<Called> = ["json", "brief"]
        .map(|format| vendor.check(&format!("--strict --seed 2 --report-dir other --format {format}")))
        .into();
    let row = json!([{ "userNo": "zhangsan01", "userPhone": "1", "custId": CARDS.join(",") }]);
    let call = vendor
        .stage
        .fuhe(&format!("call batchSave --target target.toml --params {row}"));
    assert_eq!(call.code, 0, "{}", call.err);

    let probe = vendor.stage.fuhe("probe --target target.toml");
    assert_eq!(probe.code, 0, "{}", probe.err);

    let mut planted: BTreeSet<String> = private_values(&vendor.embedded.vendor().snapshot());
    assert!(planted.len() > 300, "only {} private values were sent", planted.len());
    planted.extend([&secrets.private_key, &secrets.sk, &secrets.des_key].map(Clone::clone));
    planted.extend(CARDS.map(str::to_owned));
    let patterns: Vec<String> = planted.iter().flat_map(|value| spellings(value)).collect();
    let patterns = patterns.into_iter().chain(pieces(&secrets.private_key));
    let finder = AhoCorasick::new(patterns.chain([ANY_PRIVATE_KEY.to_owned()])).expect("a finder");
    let search = |place: &str, text: &str| search(&finder, place, text);
    search_reports(&finder, vendor);
    for called in &told {
        assert!(codes.contains(&called.code), "{}{}", called.out, called.err);
        search("standard output of check", &called.out);
        search("standard error of check", &called.err);
    }
    search("standard output of check", &called.out);
    search("standard error of check", &called.err);
    search("standard output of call", &call.out);
    search("standard output of probe", &probe.out);
}

fn search(finder: &AhoCorasick, place: &str, text: &str) {
    if let Some(found) = finder.find(text) {
        // As many characters around it as help to see where it stands.
        let before = text[..found.start()].char_indices().rev().nth(60);
        let around: String = text[before.map_or(0, |(at, _)| at)..].chars().take(120).collect();
        panic!("{place} holds a planted value: {around}");
    }
}

/// Every file of the report directory, and the summary of the job.
fn search_reports(finder: &AhoCorasick, vendor: &Vendor) {
    let mut files = 0;
    for entry in std::fs::read_dir(vendor.stage.path("target/fuhe")).expect("the report directory") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        assert!(text.len() > 200, "{} has something in it", path.display());
        search(finder, &path.display().to_string(), &text);
        files += 1;
    }
    assert_eq!(files, FORMATS.len());
    let summary = std::fs::read_to_string(vendor.stage.path("job-summary.md")).expect("the job's summary");
    search(finder, "the job's summary", &summary);
}

/// The keys that were issued through this process's servers, as they came by.
static ISSUED: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn issued() -> Vec<String> {
    ISSUED.lock().expect("no panic").clone()
}

/// What issues keys is written anew; the key is kept, to be looked for.
fn rewritten(body: &str, anew: impl Fn(&str, Value, &str) -> String) -> String {
    let Ok(answer) = serde_json::from_str::<Value>(body) else {
        return body.to_owned();
    };
    let Some(key) = answer.pointer("/data/app/private_key").and_then(Value::as_str) else {
        return body.to_owned();
    };
    let key = key.to_owned();
    ISSUED.lock().expect("no panic").push(key.clone());
    anew(body, answer, &key)
}

fn with_key(mut answer: Value, key: Value) -> String {
    answer["data"]["app"]["private_key"] = key;
    answer.to_string()
}

/// A vendor whose answers with keys in them are no JSON, or hold them otherwise than in their field: whatever fuhe makes of
/// that, the keys stand nowhere.
#[rstest]
#[case::mark(|body: &str| rewritten(body, |body, _, _| format!("\u{feff}{body}")))]
#[case::zero(|body: &str| rewritten(body, |body, _, _| format!("{body}\0")))]
#[case::call(|body: &str| rewritten(body, |body, _, _| format!("callback({body});")))]
#[case::list(|body: &str| rewritten(body, |body, _, _| format!("[{body}]")))]
#[case::cut_off(|body: &str| rewritten(body, |body, _, _| body[..body.len() - 3].to_owned()))]
#[case::cut_off_in_the_key(|body: &str| rewritten(body, |body, _, key| body[..body.find(key).expect("a key") + 300].to_owned()))]
#[case::surrogate(|body: &str| rewritten(body, |body, _, _| body.replacen('{', r#"{"x":"\ud800","#, 1)))]
#[case::quotes(|body: &str| rewritten(body, |body, _, _| body.replace('"', "'")))]
#[case::page(|body: &str| rewritten(body, |_, _, key| format!("<html><pre>{}</pre></html>", lines(key, "\n"))))]
#[case::form(|body: &str| rewritten(body, |_, _, key| format!("code=000&private_key={}", key.replace('+', "%2b").replace('/', "%2f"))))]
#[case::text(|body: &str| rewritten(body, |_, _, key| format!("user saved, key {key}")))]
#[case::wide(|body: &str| rewritten(body, |body, _, _| body.chars().flat_map(|c| [c, '\0']).collect()))]
#[case::string(|body: &str| rewritten(body, |body, _, _| json!(body).to_string()))]
#[case::flat(|body: &str| rewritten(body, |_, mut answer, _| {
    let app = answer["data"]["app"].take();
    for (name, value) in app.as_object().expect("an application") {
        answer["data"][name] = value.clone();
    }
    answer["data"].as_object_mut().expect("data").remove("app");
    answer.to_string()
}))]
#[case::data_in_a_string(|body: &str| rewritten(body, |_, mut answer, _| {
    answer["data"] = answer["data"].to_string().into();
    answer.to_string()
}))]
#[case::pem(|body: &str| rewritten(body, |_, answer, key| with_key(answer, pem(key, "\n").into())))]
#[case::pem_elsewhere(|body: &str| rewritten(body, |_, mut answer, key| {
    answer["msg"] = pem(key, "\\n").into();
    with_key(answer, Value::Null)
}))]
#[case::pieces_elsewhere(|body: &str| rewritten(body, |_, mut answer, key| {
    answer["lines"] = lines(key, "\n").lines().collect();
    with_key(answer, Value::Null)
}))]
#[case::hex_elsewhere(|body: &str| rewritten(body, |_, mut answer, key| {
    answer["debug"] = hex::encode(STANDARD.decode(key).expect("Base64")).into();
    with_key(answer, Value::Null)
}))]
// In the answer to another call, which another scenario may have made.
#[case::later(|body: &str| {
    let earlier: Vec<String> = issued().iter().rev().take(3).flat_map(|key| parts(key)).collect();
    match serde_json::from_str::<Value>(&rewritten(body, |body, _, _| body.to_owned())) {
        Ok(Value::Object(mut answer)) => {
            answer.insert("debug".to_owned(), earlier.into());
            Value::Object(answer).to_string()
        }
        _ => body.to_owned(),
    }
})]
fn issued_keys_stand_nowhere(#[case] rewrite: fn(&str) -> String) {
    let vendor = vendor(Behaviour::default());
    let server = Server::start(Manner::Rewrite(vendor.port(), rewrite));
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.check("--name ^GU- --report-dir target/fuhe");
    let params = json!({"biz_user_id": "fuhe-by-hand", "biz_user_type": "1"});
    let by_hand = vendor
        .stage
        .fuhe(&format!("call user.save --target target.toml --params {params}"));
    let keys = issued();
    assert!(keys.len() > 10, "only {} keys were issued: {}", keys.len(), called.err);
    let patterns = keys
        .iter()
        .flat_map(|key| spellings(key).into_iter().chain(pieces(key)));
    let finder = AhoCorasick::new(patterns).expect("a finder");
    search_reports(&finder, &vendor);
    for called in [&called, &by_hand] {
        search(&finder, "standard output", &called.out);
        search(&finder, "standard error", &called.err);
    }
}

fn lines(key: &str, end: &str) -> String {
    let characters: Vec<char> = key.chars().collect();
    let lines: Vec<String> = characters.chunks(64).map(|line| line.iter().collect()).collect();
    lines.join(end)
}

fn pem(key: &str, end: &str) -> String {
    format!(
        "-----BEGIN PRIVATE KEY-----{end}{}{end}-----END PRIVATE KEY-----{end}",
        lines(key, end)
    )
}

/// What a key may come in parts as, or framed otherwise.
fn parts(key: &str) -> Vec<String> {
    let der = STANDARD.decode(key).expect("Base64");
    let (first, second) = key.split_at(key.len() / 2);
    let mut parts = vec![
        first.to_owned(),
        second.to_owned(),
        pem(key, "\n"),
        pem(key, "\r\n"),
        pem(key, "\\n"),
        lines(key, "\n "),
        hex::encode(&der),
        hex::encode_upper(&der),
        URL_SAFE_NO_PAD.encode(&der),
        // PKCS#1 stands within PKCS#8, behind 26 bytes.
        STANDARD.encode(&der[26..]),
        key.bytes()
            .map(|byte| format!("%{byte:02x}"))
            .collect::<Vec<_>>()
            .concat(),
        key.replace('+', "&#43;").replace('/', "&#x2F;"),
    ];
    parts.extend(lines(key, "\n").lines().map(str::to_owned));
    parts
}

/// Sixteen characters here and there, of each way to write the secret part: behind what every key begins with.
fn pieces(key: &str) -> Vec<String> {
    const HEADER: usize = 52;
    let der = STANDARD.decode(key).expect("Base64");
    let text: Vec<char> = key.chars().skip(HEADER).collect();
    let digits: Vec<char> = hex::encode(&der[HEADER..]).chars().collect();
    let chunks = text.chunks_exact(16).chain(digits.chunks_exact(32));
    chunks.map(|piece| piece.iter().collect()).collect()
}

/// What was sent in private fields and saved. What the features spell out is documentation, and stands in every report.
fn private_values(known: &Snapshot) -> BTreeSet<String> {
    let desktop = known.desktop_users.iter().map(|user| &user.fields);
    let gateway = known.gateway_users.iter().map(|user| &user.fields);
    let courier = known.accounts.iter().map(|account| &account.fields);
    let text = |fields: &Map<String, Value>, name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let spelled_out = features();
    desktop
        .chain(gateway)
        .chain(courier)
        .flat_map(|fields| ["biz_user_code", "userPhone", "custId"].map(|name| text(fields, name)))
        .flatten()
        .filter(|value| value.chars().count() >= SHORTEST && !spelled_out.contains(value.as_str()))
        // `32 × "x"` is spelled out as well.
        .filter(|value| value.chars().collect::<BTreeSet<_>>().len() > 2)
        .collect()
}

/// The text of all features.
fn features() -> String {
    let mut text = String::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("features")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                text.push_str(&std::fs::read_to_string(path).expect("a text"));
            }
        }
    }
    text
}

/// A value as it is, and escaped for JSON and for a URL, in hexadecimal digits, and in Base64 wherever it may begin.
fn spellings(value: &str) -> Vec<String> {
    let json = json!(value).to_string();
    let url: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let mut all = vec![
        value.to_owned(),
        json[1..json.len() - 1].to_owned(),
        value
            .encode_utf16()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect::<Vec<_>>()
            .concat(),
        value
            .bytes()
            .map(|byte| format!("%{byte:02x}"))
            .collect::<Vec<_>>()
            .concat(),
        value
            .chars()
            .map(|c| format!("&#{};", u32::from(c)))
            .collect::<Vec<_>>()
            .concat(),
        url.replace('+', "%20"),
        url,
        hex::encode(value),
        hex::encode_upper(value),
    ];
    for shift in 0..3 {
        // What stands before and after it shows in the outermost characters only; the rest is the same for any neighbour.
        let bytes = [vec![b'x'; shift], value.as_bytes().to_vec()].concat();
        let own = (shift * 4).div_ceil(3)..bytes.len() * 4 / 3;
        all.push(STANDARD_NO_PAD.encode(&bytes)[own.clone()].to_owned());
        all.push(URL_SAFE_NO_PAD.encode(&bytes)[own].to_owned());
    }
    all
}
