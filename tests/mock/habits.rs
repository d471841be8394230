//! Habits that the pages neither state nor forbid: each by a call that is accepted and one that is refused, beside the
//! default vendor, which accepts both.

use fuhe::faults::{Character, Choice};
use fuhe::mock::Behaviour;

use super::*;

const NOW: i64 = 1_700_000_000_000;

fn behaving(choices: &[&str]) -> Behaviour {
    let mut behaviour = Behaviour::default();
    for choice in choices {
        let (question, value) = choice.split_once('=').expect("a question and its interpretation");
        Choice::named(question, value).expect("a choice").apply(&mut behaviour);
    }
    behaviour
}

/// A client of a vendor with these habits, at a time that stands still.
async fn with_habits(choices: &[&str]) -> Hand {
    of(behaving(choices)).await
}

async fn of(behaviour: Behaviour) -> Hand {
    Hand::with(MockConfig {
        behaviour,
        clock: Clock::manual(NOW),
        ..hand::config()
    })
    .await
}

fn refused(answer: &hand::Answer, message: &str) {
    assert_eq!((answer.status, answer.code()), (200, "400"), "{}", answer.body);
    assert_eq!(answer.body["msg"], message);
    assert_eq!(answer.body["data"], Value::Null);
}

/// The entries of an answer of the courier: row, account and cause.
fn entries(answer: &hand::Answer) -> Vec<(u64, String, String)> {
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    let entries = answer.body["result"].as_array().into_iter().flatten();
    entries
        .map(|entry| {
            (
                entry["rowNo"].as_u64().unwrap(),
                text(entry, "userNo"),
                text(entry, "cause"),
            )
        })
        .collect()
}

fn entry(row: u64, account: &str, cause: &str) -> (u64, String, String) {
    (row, account.to_owned(), cause.to_owned())
}

#[rstest]
#[case::space("name-space", "biz_user_name", "张三", "张 三")]
#[case::latin_space("name-space", "biz_user_name", "ZhangSan", "Zhang San")]
#[case::latin("name-latin", "biz_user_name", "买买提·艾力", "ZhangSan")]
#[case::digit("name-latin", "biz_user_name", "测试", "测试2")]
#[case::rare("name-latin", "biz_user_name", "𠮷", "·𠮷")]
#[case::short("name-short", "biz_user_name", "张三", "张")]
#[case::credit_code("code-form", "biz_user_code", "91350100M000100Y43", "91350100M000100Y44")]
#[case::type_of_code("code-form", "biz_user_code", "91110000802100433B", "11010519491231002X")]
#[tokio::test]
async fn a_user_may_be_refused_for_its_form(
    #[values("CU-11", "GU-23")] rule: &str,
    #[case] question: &str,
    #[case] field: &str,
    #[case] good: &str,
    #[case] bad: &str,
) {
    let (operation, user) = match rule {
        "CU-11" => ("client.user.save", desktop("u1")),
        _ => ("user.save", gateway("u1")),
    };
    let with = |value: &str| with(user.clone(), &json!({ field: value }));
    let choice = format!("{rule}.{question}=refused");
    let hand = with_habits(&[&choice]).await;
    let answer = hand.etc(operation, with(good)).await;
    assert_eq!(answer.code(), "000", "{}", answer.body);
    refused(&hand.etc(operation, with(bad)).await, &format!("参数{field}不符合要求"));
    let usual = Hand::new().await;
    assert_eq!(usual.etc(operation, with(bad)).await.code(), "000");
}

#[tokio::test]
async fn the_form_of_a_code_depends_on_the_type_and_an_optional_field_may_be_left_out() {
    let hand = with_habits(&[
        "CU-11.code-form=refused",
        "GU-23.code-form=refused",
        "GU-23.name-latin=refused",
    ])
    .await;
    let person = json!({ "biz_user_type": 2, "biz_user_code": "11010519491231002X" });
    let answer = hand.etc("client.user.save", with(desktop("u1"), &person)).await;
    assert_eq!(answer.code(), "000");
    let person = json!({ "biz_user_type": 2, "biz_user_code": "110105194912310021" });
    let answer = hand.etc("client.user.save", with(desktop("u2"), &person)).await;
    refused(&answer, "参数biz_user_code不符合要求");
    for edits in [json!({}), json!({ "biz_user_code": "", "biz_user_name": " " })] {
        let user = json!({ "biz_user_id": "u1", "biz_user_type": "1" });
        let answer = hand.etc("user.save", with(user, &edits)).await;
        assert_eq!(answer.code(), "000", "{edits}");
    }
}

#[tokio::test]
async fn a_code_may_be_one_users_only() {
    let user = |id: &str, code: &str| with(desktop(id), &json!({ "biz_user_code": code }));
    for (value, again) in [
        ("new", Some("E001P00000002")),
        ("same", Some("E001P00000001")),
        ("refused", None),
    ] {
        let hand = with_habits(&[&format!("CU-11.code-again={value}")]).await;
        let save = async |id: &str, code: &str| hand.etc("client.user.save", user(id, code)).await;
        assert_eq!(save("u1", "111").await.code(), "000");
        let second = save("u2", "111").await;
        match again {
            Some(number) => assert_eq!(second.body["data"]["client_user_no"], number, "{value}"),
            None => refused(&second, "证件号码已被使用"),
        }
        let other = save("u3", "333").await;
        assert_eq!(other.code(), "000");
        let own = save("u3", "333").await;
        assert_eq!(own.body["data"], other.body["data"], "its own code, {value}");
        if value == "same" {
            let renewed = save("u2", "222").await;
            assert_eq!(renewed.body["data"], second.body["data"], "known under both ids by now");
        }
        if value == "refused" {
            refused(&save("u3", "111").await, "证件号码已被使用");
        }
    }
}

#[tokio::test]
async fn a_code_may_be_one_gateway_users_only() {
    let user = |id: &str, code: &str| with(gateway(id), &json!({ "biz_user_code": code }));
    for value in ["new", "same", "refused"] {
        let hand = with_habits(&[&format!("GU-23.code-again={value}")]).await;
        let first = hand.etc("user.save", user("u1", "111")).await;
        let second = hand.etc("user.save", user("u2", "111")).await;
        match value {
            "refused" => refused(&second, "证件号码已被使用"),
            _ => assert_eq!(second.body["data"] == first.body["data"], value == "same", "{value}"),
        }
        let again = hand.etc("user.save", user("u1", "111")).await;
        assert_eq!(again.code(), "000", "one id twice is another question's business");
        assert_ne!(again.body["data"], first.body["data"]);
        let other = hand.etc("user.save", user("u3", "333")).await;
        let update = |code: &str| {
            with(
                user("u3", code),
                &json!({ "etc_user_no": other.body["data"]["etc_user_no"] }),
            )
        };
        assert_eq!(hand.etc("user.save", update("333")).await.code(), "000", "its own");
        let taken = hand.etc("user.save", update("111")).await;
        assert_eq!(taken.code() == "400", value == "refused", "{value}: {}", taken.body);
    }
}

#[rstest]
#[case::kind("type-change", json!({ "biz_user_type": "2" }), "参数biz_user_type不能修改")]
#[case::id("id-change", json!({ "biz_user_id": "u2" }), "参数biz_user_id不能修改")]
#[tokio::test]
async fn an_update_may_not_change_everything(#[case] question: &str, #[case] edits: Value, #[case] message: &str) {
    for value in ["taken", "refused"] {
        let hand = with_habits(&[&format!("GU-23.{question}={value}")]).await;
        let number = hand.etc("user.save", gateway("u1")).await.body["data"]["etc_user_no"].clone();
        let update = with(
            gateway("u1"),
            &json!({ "etc_user_no": number, "biz_user_name": "李四" }),
        );
        assert_eq!(hand.etc("user.save", update.clone()).await.code(), "000");
        let answer = hand.etc("user.save", with(update, &edits)).await;
        match value {
            "taken" => assert_eq!(answer.code(), "000"),
            _ => refused(&answer, message),
        }
    }
}

#[tokio::test]
async fn an_application_stands_in_the_sample_or_in_the_table() {
    let hand = with_habits(&["GU-22.place=flat"]).await;
    let user = with(gateway("u1"), &json!({ "create_app": true }));
    let data = hand.etc("user.save", user).await.body["data"].clone();
    assert!(data.get("app").is_none());
    assert_eq!(
        (&data["enable_ip_white"], data.as_object().unwrap().len()),
        (&json!(false), 6)
    );
    let text = |name: &str| data[name].as_str().unwrap();
    belong_together(text("public_key"), text("private_key")).unwrap();
    let issued = hand.signing_as(text("app_id"), SigningKey::parse(text("private_key")).unwrap());
    assert_eq!(issued.etc("client.user.save", desktop("u2")).await.code(), "000");
}

#[tokio::test]
async fn a_success_may_have_another_status_than_200() {
    let hand = with_habits(&["GW-23.status=201", "BS-51.status=201"]).await;
    assert_eq!(hand.etc("client.user.save", desktop("u1")).await.status, 201);
    assert_eq!(hand.etc("client.user.save", json!({})).await.status, 200);
    assert_eq!(hand.save(1, &[row("zhangsan")]).await.status, 201);
    assert_eq!(hand.save(1, &[row("zhangsan")]).await.status, 200);
    assert_eq!(hand.delete("zhangsan").await.status, 201);
}

#[tokio::test]
async fn nonces_that_differ_in_case_may_be_one() {
    for (value, code) in [("two", "000"), ("one", "403002")] {
        let hand = with_habits(&[&format!("GW-25.case={value}")]).await;
        let mut call = hand.call("client.user.save", &desktop("u1"));
        for (nonce, code) in [("abcdef", "000"), ("ABCDEF", code), ("abcdeg", "000")] {
            call["nonce"] = nonce.into();
            assert_eq!(
                hand.post_etc(&hand.signed(call.clone())).await.code(),
                code,
                "{value} {nonce}"
            );
        }
    }
}

#[tokio::test]
async fn applications_may_be_limited() {
    let mut behaviour = Behaviour::default();
    behaviour.gateway.applications.at_most = Some(1);
    let hand = of(behaviour).await;
    let user = |id: &str, edits: Value| with(gateway(id), &edits);
    let first = hand.etc("user.save", user("u1", json!({ "create_app": true }))).await;
    assert_eq!(first.code(), "000");
    let number = first.body["data"]["etc_user_no"].clone();
    for edits in [
        json!({ "create_app": true }),
        json!({ "create_app": true, "etc_user_no": number }),
    ] {
        let answer = hand.etc("user.save", user("u1", edits)).await;
        refused(&answer, "应用数量已达上限");
    }
    assert_eq!(
        hand.vendor.snapshot().gateway_users.len(),
        1,
        "the user is not created either"
    );
    assert_eq!(hand.etc("user.save", user("u2", json!({}))).await.code(), "000");
}

#[tokio::test]
async fn calls_may_be_limited_in_each_second() {
    let clock = Clock::manual(NOW);
    let behaviour = Behaviour {
        calls_per_second: Some(2),
        ..Behaviour::default()
    };
    let hand = Hand::with(MockConfig {
        behaviour,
        clock: clock.clone(),
        ..hand::config()
    })
    .await;
    for _ in 0..2 {
        assert_eq!(hand.etc("client.user.save", desktop("u1")).await.code(), "000");
        assert_eq!(
            hand.save(1, &[row(&format!("user{}", clock.now_millis()))]).await.body["succ"],
            "ok"
        );
        let users = hand.vendor.snapshot();
        for answer in [
            hand.save(1, &[row("zhangsan")]).await,
            hand.etc("user.save", gateway("u2")).await,
        ] {
            assert_eq!(
                (answer.status, &answer.headers["retry-after"]),
                (429, &"1".parse().unwrap())
            );
            assert_eq!(answer.body, json!({ "error": "too many requests" }));
        }
        let after = hand.vendor.snapshot();
        assert_eq!(
            (after.accounts.len(), after.nonces),
            (users.accounts.len(), users.nonces)
        );
        assert!(after.gateway_users.is_empty());
        clock.set(NOW + 1000);
    }
}

#[rstest]
#[case::space("name-space", "userRealName", "张三", "Zhang San")]
#[case::latin("name-latin", "userRealName", "张 三", "张三a")]
#[case::short("name-short", "userRealName", "张三", "x")]
#[case::domain("email-domain", "userEmail", "aa@Example.com", "aa@bb.com")]
#[case::no_address("email-domain", "userEmail", "example", "aa@example.com.cn")]
#[case::organization("organization-name", "organizationName", "IT部", "IT")]
#[case::no_organization("organization-name", "organizationName", "", "顺丰测试部")]
#[tokio::test]
async fn a_row_may_be_refused_for_its_form(
    #[case] question: &str,
    #[case] field: &str,
    #[case] good: &str,
    #[case] bad: &str,
) {
    let hand = with_habits(&[&format!("BS-50.{question}=refused")]).await;
    let rows = [
        with(row("zhangsan"), &json!({ field: good })),
        with(row("lisi01"), &json!({ field: bad })),
    ];
    let cause = format!("{field}不符合要求!");
    assert_eq!(entries(&hand.save(1, &rows).await), [entry(2, "lisi01", &cause)]);
    let usual = Hand::new().await;
    assert_eq!(usual.save(1, &rows).await.body["succ"], "ok");
}

#[rstest]
#[case::phone("phone-again", "userPhone", "手机号已被使用!")]
#[case::email("email-again", "userEmail", "邮箱已被使用!")]
#[case::employee_number("emp-no-again", "empNo", "工号已被使用!")]
#[tokio::test]
async fn a_value_may_be_one_accounts_only(#[case] question: &str, #[case] field: &str, #[case] cause: &str) {
    let hand = with_habits(&[&format!("BS-50.{question}=refused")]).await;
    let user = |account: &str, value: &str| with(row(account), &json!({ field: value }));
    let told = async |kind: u8, rows: &[Value]| entries(&hand.save(kind, rows).await);
    assert_eq!(told(1, &[user("zhangsan", "1"), user("lisi01", "2")]).await, []);
    let both = [user("wangwu", "1"), user("zhaoliu", "3"), user("sunqi01", "3")];
    assert_eq!(
        told(1, &both).await,
        [entry(1, "wangwu", cause), entry(3, "sunqi01", cause)]
    );
    assert_eq!(told(2, &[user("zhangsan", "2")]).await, [entry(1, "zhangsan", cause)]);
    assert_eq!(
        told(2, &[user("zhangsan", "1"), user("lisi01", "4")]).await,
        [],
        "its own, and a new one"
    );
    assert_eq!(
        told(1, &[user("wangwu", "2"), user("zhaoliu", "3")]).await,
        [],
        "free since it was changed"
    );
    assert_eq!(hand.delete("zhangsan").await.body["succ"], "ok");
    assert_eq!(told(1, &[user("sunqi01", "1")]).await, [], "free since it was removed");
    let existing = told(1, &[user("sunqi01", "1")]).await;
    assert_eq!(
        existing,
        [entry(1, "sunqi01", "用户账号已存在!")],
        "an account is no other than itself"
    );
    let empty = [user("empty01", ""), user("empty02", "")];
    let is_optional = field != "userPhone";
    assert_eq!(told(1, &empty).await.is_empty(), is_optional);
    let usual = Hand::new().await;
    assert_eq!(usual.save(1, &both).await.body["succ"], "ok");
}

#[tokio::test]
async fn a_client_is_told_what_the_vendor_looks_up() {
    let told = async |choices: &[&str]| {
        let hand = with_habits(choices).await;
        let credentials = hand.vendor.credentials().clone();
        let (code, name) = (
            credentials.butler.organization_code,
            credentials.butler.organization_name,
        );
        (code, name, credentials.butler.cust_ids.len(), credentials.settle)
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(told(&[]).await, (None, None, 0, None));
    let codes = told(&["BS-50.organization-code=refused"]).await;
    assert_eq!(codes, (text("SF0000IT0001"), None, 0, None));
    let names = told(&["BS-50.organization-name=refused"]).await;
    assert_eq!(names, (text("IT0001"), text("IT部"), 0, None));
    let lookup: Vec<String> = Character::named("lookup")
        .unwrap()
        .choices()
        .map(ToString::to_string)
        .collect();
    let all = told(&lookup.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert_eq!(all, (text("SF0000IT0001"), text("顺丰测试部"), 3, None));
    let later = told(&["BS-51.lag=later"]).await;
    assert_eq!(later.3, Some(Duration::from_millis(100)));
}

/// A client of a vendor that reads from a replica, and its clock.
async fn lagging() -> (Hand, Clock) {
    let clock = Clock::manual(NOW);
    let hand = Hand::with(MockConfig {
        behaviour: behaving(&["BS-51.lag=later"]),
        clock: clock.clone(),
        ..hand::config()
    })
    .await;
    (hand, clock)
}

#[tokio::test]
async fn an_account_may_be_known_later() {
    let (hand, clock) = lagging().await;
    let said = async |kind: u8, row: Value| hand.save(kind, &[row]).await.body["succ"].clone();
    assert_eq!(said(1, row("zhangsan")).await, "ok");
    clock.set(NOW + 49);
    assert_eq!(said(2, row("zhangsan")).await, "fail");
    assert_eq!(hand.delete("zhangsan").await.body["succ"], "fail");
    assert_eq!(said(1, row("zhangsan")).await, "ok", "nobody knows it yet");
    assert_eq!(hand.vendor.snapshot().accounts.len(), 1);
    clock.set(NOW + 50);
    assert_eq!(said(1, row("zhangsan")).await, "fail");
    assert_eq!(said(2, with(row("zhangsan"), &json!({ "userStatus": 0 }))).await, "ok");
    assert_eq!(hand.delete("zhangsan").await.body["succ"], "ok");
    clock.set(NOW + 99);
    assert_eq!(said(2, row("zhangsan")).await, "ok", "it is still seen");
    assert_eq!(said(1, row("zhangsan")).await, "fail");
    clock.set(NOW + 100);
    assert_eq!(said(2, row("zhangsan")).await, "fail");
    assert_eq!(said(1, row("zhangsan")).await, "ok");
}

#[tokio::test]
async fn a_gateway_user_and_its_application_may_be_known_later() {
    let (hand, clock) = lagging().await;
    let created = hand
        .etc("user.save", with(gateway("u1"), &json!({ "create_app": true })))
        .await;
    let data = &created.body["data"];
    let text = |name: &str| data["app"][name].as_str().unwrap();
    let issued = hand.signing_as(text("app_id"), SigningKey::parse(text("private_key")).unwrap());
    let update = with(gateway("u1"), &json!({ "etc_user_no": data["etc_user_no"] }));
    clock.set(NOW + 49);
    refused(&hand.etc("user.save", update.clone()).await, "用户不存在");
    assert_eq!(issued.etc("user.save", update.clone()).await.code(), "400001");
    clock.set(NOW + 50);
    assert_eq!(hand.etc("user.save", update.clone()).await.code(), "000");
    assert_eq!(issued.etc("user.save", update).await.code(), "000");
    assert_eq!(hand.etc("client.user.save", desktop("u1")).await.code(), "000");
}
