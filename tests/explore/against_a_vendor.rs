//! Exploration of embedded vendors.

use super::*;

pub(super) async fn explored(behaviour: Behaviour, cases: usize, seed: u64) -> Explored {
    let vendor = Embedded::start(MockConfig {
        behaviour,
        keys: KeyPool::quick(),
        seed,
        ..MockConfig::default()
    })
    .await
    .unwrap();
    let target = Arc::clone(vendor.target());
    let fixtures = target.butler.as_ref().unwrap().fixtures.clone();
    let company = target.butler.as_ref().unwrap().company_name.clone();
    let client = Client::new(target, Clock::System, "explore", CallLimits::default()).unwrap();
    let base = move |operation: Operation, key: &str| {
        Bases::default().call(
            operation,
            &mut Draw::new("explored", seed, key, &Arc::default()),
            &fixtures,
        )
    };
    let plan = ExplorePlan {
        operations: Operation::all().collect(),
        cases,
        seed,
        concurrency: 8,
        deadline: Instant::now() + Duration::from_secs(300),
        initials: fuhe::wire::butler::account::initials(&company)[0].clone(),
        settle: client.target().network.settle,
        masker: fuhe::record::Masker::new(&client.target().secrets()),
        base: &base,
        follow: &follow,
        command: format!("fuhe check --explore {cases} --seed {seed}"),
        call_options: String::new(),
    };
    let explored = Box::pin(explore(&client, Contract::embedded(), &plan)).await.unwrap();
    vendor.check_faults().unwrap();
    explored
}

#[rstest]
#[tokio::test]
async fn a_conforming_vendor_has_no_findings(#[values(1, 2, 3)] seed: u64) {
    let explored = explored(Behaviour::default(), 220, seed).await;
    println!("{:?}, {:.0} a second", explored.counts, explored.counts.per_second());
    let told: Vec<String> = explored
        .scenarios
        .iter()
        .map(|s| format!("{} {:?}", s.id, s.findings))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert_eq!(explored.counts.drawn, 220);
    assert_eq!(explored.counts.failed, 0);
}
/// What was told, as `rule name`, with the numbers of calls it took.
pub(super) fn told(explored: &Explored) -> Vec<String> {
    explored.scenarios.iter().map(|scenario| scenario.id.clone()).collect()
}

fn with_schema(message: &str, pointer: &str, value: Value) -> Behaviour {
    let mut behaviour = Behaviour::default();
    behaviour.requests.set(message, pointer, value);
    behaviour
}

#[rstest]
#[case::loosened("client.user.save.request", "/properties/biz_user_name/maxLength", json!(33),
    r#"CU-07/explored biz_user_name 33 × "x""#)]
#[case::tightened("client.user.save.request", "/properties/biz_user_name/maxLength", json!(31),
    r#"CU-03/explored biz_user_name 32 × "x""#)]
#[case::far_too_tight("user.save.request", "/properties/biz_user_name/maxLength", json!(200),
    r#"GU-03/explored biz_user_name 201 × "x""#)]
#[case::widened("user.save.request", "/properties/contract_type/enum", json!(["1", "2", "3", "4"]),
    r#"GU-14/explored contract_type "4""#)]
#[case::narrowed("client.user.save.request", "/properties/biz_user_type/enum", json!([2]),
    "CU-02/explored biz_user_type 1")]
#[case::row_loosened("batchSave.user", "/properties/userRealName/maxLength", json!(21),
    r#"BS-27/explored userRealName 21 × "x""#)]
#[case::row_tightened("batchSave.user", "/properties/empNo/maxLength", json!(10),
    r#"BS-08/explored empNo 11 × "x""#)]
#[case::account_loosened("batchSave.user", "/properties/userNo/pattern", json!("^[a-z0-9]{6,21}$"),
    "BS-27/explored userNo 21 × [a-z0-9]")]
#[tokio::test]
async fn a_vendor_with_one_limit_changed_is_caught_at_the_smallest_value(
    #[case] message: &str,
    #[case] pointer: &str,
    #[case] value: Value,
    #[case] expected: &str,
) {
    let explored = explored(with_schema(message, pointer, value), 440, 1).await;
    assert_eq!(told(&explored), [expected], "{:?}", explored.counts);
}

#[tokio::test]
async fn a_required_field_that_may_be_missing_is_caught() {
    let mut behaviour = Behaviour::default();
    behaviour
        .requests
        .drop_required("client.user.save.request", "biz_user_code");
    behaviour
        .requests
        .remove("client.user.save.request", "/properties/biz_user_code/minLength");
    let explored = explored(behaviour, 440, 1).await;
    assert_eq!(told(&explored), ["CU-04/explored biz_user_code (absent)"]);
}
/// Whatever readings a vendor follows, together: none of them is a deviation. Left out are what the harness finds out
/// before an exploration (initials).
#[rstest]
#[tokio::test]
async fn a_vendor_of_any_readings_has_no_findings(#[values(1, 2, 3, 4, 5, 6)] seed: u64) {
    const ELSEWHERE: [&str; 1] = ["BS-15.initials"];
    let mut rng = StdRng::seed_from_u64(seed);
    let mut questions: BTreeMap<&str, Vec<&Choice>> = BTreeMap::new();
    for choice in Choice::all()
        .iter()
        .filter(|choice| !ELSEWHERE.contains(&choice.question))
    {
        questions.entry(choice.question).or_default().push(choice);
    }
    let mut behaviour = Behaviour::default();
    let mut chosen = Vec::new();
    for choices in questions.values() {
        let choice = choices.choose(&mut rng).unwrap();
        choice.apply(&mut behaviour);
        chosen.push(choice.to_string());
    }
    let explored = explored(behaviour, 132, seed).await;
    assert!(told(&explored).is_empty(), "{:#?}\n{chosen:?}", explored.scenarios);
}
fn with_edit(which: Which, change: Change) -> Behaviour {
    Behaviour {
        edits: vec![AnswerEdit { which, change }],
        ..Behaviour::default()
    }
}

#[rstest]
#[case::no_cause(Which::refusals("batchSave"), Change::Remove("/result/*/cause"), "BS-23")]
#[case::long_message(Which::refusals("user.save"), Change::Stretch("/msg", 256), "GW-03")]
#[case::no_json(Which::refusals("client.user.save"), Change::Body("<html>"), "GW-03")]
#[case::neither(Which::refusals("client.user.save"), Change::Remove("/code"), "GW-03")]
#[case::number(
    Which::successes("client.user.save"),
    Change::Stretch("/data/client_user_no", 33),
    "CU-05"
)]
#[tokio::test]
async fn an_answer_out_of_shape_is_told_once(#[case] which: Which, #[case] change: Change, #[case] rule: &str) {
    let explored = explored(with_edit(which, change), 132, 1).await;
    let rules: Vec<String> = explored.scenarios.iter().map(|s| s.rule.to_string()).collect();
    assert_eq!(rules, [rule], "{:?}", told(&explored));
    let scenario = &explored.scenarios[0];
    assert!(
        scenario
            .findings
            .iter()
            .all(|found| found.finding.rule.to_string() == rule)
    );
    assert!(
        scenario.steps[0].table.is_empty(),
        "{:?} is not minimal",
        scenario.steps
    );
}

#[tokio::test]
async fn a_failure_reads_like_a_scenario_and_can_be_repeated() {
    let schema = with_schema("batchSave.user", "/properties/userPhone/maxLength", json!(12));
    let explored = explored(schema, 264, 1).await;
    let [scenario] = explored.scenarios.as_slice() else {
        panic!("{:?}", told(&explored));
    };
    assert_eq!(scenario.id, r#"BS-27/explored userPhone 12 × "1""#);
    assert_eq!(scenario.feature, "butler/batchSave.answer.feature");
    let steps: Vec<String> = scenario
        .steps
        .iter()
        .map(|s| format!("{} {}", s.keyword, s.text))
        .collect();
    assert_eq!(
        steps,
        [
            r#"When a courier user is created with userPhone 12 × "1""#,
            "Then it is refused"
        ]
    );
    assert_eq!(scenario.steps[1].status, StepStatus::Failed);
    let [found] = scenario.findings.as_slice() else {
        panic!("{:?}", scenario.findings);
    };
    assert_eq!((found.step, found.finding.exchange), (1, Some(0)));
    let expected = "the call to be refused (userPhone: the text is past its limit)";
    assert_eq!(found.finding.expected, expected);
    // The evidence is masked as it always is; the command is not evidence, and holds no value of the call.
    let evidence = serde_json::to_string(&scenario.exchanges).unwrap();
    assert!(
        evidence.contains("‹private, 12 characters›") && !evidence.contains("111111111111"),
        "{evidence}"
    );
    let repeat = scenario.repeat.as_deref().unwrap();
    let (again, alone) = repeat.split_once("  # this call alone: ").unwrap();
    assert_eq!(again, "fuhe check --explore 264 --seed 1");
    let params = alone
        .strip_prefix("fuhe call batchSave --params '")
        .unwrap()
        .strip_suffix('\'')
        .unwrap();
    let rows: Value = serde_json::from_str(params).unwrap();
    assert_eq!(rows[0]["userPhone"], "111111111111");
    assert!(
        !evidence.contains(rows[0]["userNo"].as_str().unwrap()),
        "the account was sent before"
    );
}

/// A gateway that takes everything, and hangs up where a body holds a NUL.
async fn fragile_gateway() -> Target {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/api/gateway", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut read = Vec::new();
                loop {
                    stream.readable().await.unwrap();
                    match stream.try_read_buf(&mut read) {
                        Ok(0) => return,
                        Ok(_) => {}
                        Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => continue,
                        Err(_) => return,
                    }
                    let text = String::from_utf8_lossy(&read);
                    let Some((head, body)) = text.split_once("\r\n\r\n") else {
                        continue;
                    };
                    let head = head.to_lowercase();
                    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                    if read.len() >= read.len() - body.len() + length.unwrap().parse::<usize>().unwrap() {
                        break;
                    }
                }
                if String::from_utf8_lossy(&read).contains(r"\u0000") {
                    return;
                }
                let body = r#"{"requestId":"1","code":"000","msg":"","data":{"client_user_no":"1","etc_user_no":"1","ebaas_user_no":"1"}}"#;
                let answer = format!(
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
                let mut rest = answer.as_bytes();
                while !rest.is_empty() {
                    stream.writable().await.unwrap();
                    if let Ok(written) = stream.try_write(rest) {
                        rest = &rest[written..];
                    }
                }
            });
        }
    });
    let key = KeyPair::generate(512, &mut OsRng).unwrap();
    Target {
        name: "fragile".to_owned(),
        etc: Some(GatewayTarget {
            url: url.parse().unwrap(),
            app_id: "OIG0AF4DMOK2VC2N".to_owned(),
            key: SigningKey::parse(&key.to_pkcs8_base64()).unwrap(),
            key_text: key.to_pkcs8_base64().into(),
            names: RequestNames::default(),
            habits: SigningHabits::default(),
        }),
        butler: None,
        allow_writes: true,
        production: false,
        lasting: false,
        network: Network::default(),
        data: Data::default(),
        waivers: Vec::new(),
    }
}

fn plan(seed: u64, cases: usize) -> ExplorePlan<'static> {
    ExplorePlan {
        operations: Operation::all().collect(),
        cases,
        seed,
        concurrency: 8,
        deadline: Instant::now() + Duration::from_secs(120),
        initials: String::new(),
        settle: None,
        masker: fuhe::record::Masker::new(&[]),
        base: &base,
        follow: &follow,
        command: "fuhe check".to_owned(),
        call_options: String::new(),
    }
}

#[tokio::test]
async fn a_vendor_that_falls_silent_over_one_character_is_caught() {
    let client = Client::new(
        Arc::new(fragile_gateway().await),
        Clock::System,
        "fragile",
        CallLimits::default(),
    )
    .unwrap();
    let explored = explore(&client, Contract::embedded(), &plan(1, 180)).await.unwrap();
    let silent: Vec<_> = explored
        .scenarios
        .iter()
        .filter(|scenario| scenario.exchanges.is_empty())
        .collect();
    assert!(!silent.is_empty(), "{:?}", told(&explored));
    for scenario in silent {
        assert_eq!(scenario.rule.to_string(), "GW-03");
        assert!(scenario.name.contains(r"\u0000"), "{}", scenario.name);
    }
    // It takes everything, so every limit is found out too.
    let rules: BTreeSet<String> = explored
        .scenarios
        .iter()
        .map(|scenario| scenario.rule.to_string())
        .collect();
    assert!(
        rules.is_superset(&["CU-07", "GU-14", "CU-03"].map(str::to_owned).into()),
        "{rules:?}"
    );
}

#[tokio::test]
async fn a_target_that_is_not_there_is_no_finding() {
    let mut target = fragile_gateway().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    target.etc.as_mut().unwrap().url = nobody.parse().unwrap();
    let client = Client::new(Arc::new(target), Clock::System, "nobody", CallLimits::default()).unwrap();
    let error = explore(&client, Contract::embedded(), &plan(1, 10)).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable(_)), "{error}");
}
/// Written faults that a limit alone does not show: what is counted, and what is signed.
#[rstest]
#[case("names-of-desktop-users-count-bytes", "GW-17")]
#[case("employee-numbers-count-bytes", "GW-17")]
#[case("signed-text-form-decoded", "GW-02")]
#[tokio::test]
async fn a_fault_is_charged_to_what_it_is_about(#[case] mutant: &str, #[case] rule: &str) {
    let mut behaviour = Behaviour::default();
    Mutant::named(mutant).unwrap().apply(&mut behaviour);
    let explored = explored(behaviour, 880, 1).await;
    let rules: BTreeSet<String> = explored.scenarios.iter().map(|s| s.rule.to_string()).collect();
    assert_eq!(rules, [rule.to_owned()].into(), "{:?}", told(&explored));
}
