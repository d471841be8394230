//! The gateway.

use super::*;

#[tokio::test]
async fn saves_a_desktop_user_and_knows_it_again() {
    let hand = Hand::new().await;
    let first = hand.etc("client.user.save", desktop("u1")).await;
    assert_eq!(first.code(), "000");
    assert_eq!(first.body["msg"], "成功");
    assert_eq!(first.body["data"]["client_user_no"], "E001P00000001");
    let again = hand.etc("client.user.save", desktop("u1")).await;
    assert_eq!(again.body["data"], first.body["data"]);
    let other = hand.etc("client.user.save", desktop("U1")).await;
    assert_eq!(other.body["data"]["client_user_no"], "E001P00000002");
    assert_eq!(hand.vendor.snapshot().desktop_users.len(), 2);
    assert_ne!(first.body["requestId"], again.body["requestId"]);
}

#[tokio::test]
async fn creates_updates_and_refuses_unknown_users() {
    let hand = Hand::new().await;
    let created = hand.etc("user.save", gateway("u1")).await;
    assert_eq!(created.code(), "000");
    let number = created.body["data"]["etc_user_no"].as_str().unwrap().to_owned();
    assert_eq!(number.len(), 16);
    assert!(created.body["data"].get("app").is_none());
    let updated = hand
        .etc(
            "user.save",
            with(
                gateway("u1"),
                &json!({ "etc_user_no": number, "biz_user_name": "李四" }),
            ),
        )
        .await;
    assert_eq!(updated.body["data"], created.body["data"]);
    let unknown = hand
        .etc(
            "user.save",
            with(gateway("u2"), &json!({ "etc_user_no": "AAAABBBBCCCCDDDD" })),
        )
        .await;
    assert_eq!(unknown.code(), "400");
    assert_eq!(unknown.body["data"], Value::Null);
    let users = hand.vendor.snapshot().gateway_users;
    assert_eq!(users.len(), 1);
    assert_eq!(users[0].fields["biz_user_name"], "李四");
    let second = hand
        .etc("user.save", with(gateway("u1"), &json!({ "etc_user_no": "" })))
        .await;
    assert_ne!(second.body["data"]["etc_user_no"], number);
}

#[tokio::test]
async fn issues_applications_that_sign_their_own_calls() {
    let hand = Hand::new().await;
    let answer = hand
        .etc("user.save", with(gateway("u1"), &json!({ "create_app": true })))
        .await;
    let app = &answer.body["data"]["app"];
    let text = |name: &str| app[name].as_str().unwrap();
    belong_together(text("public_key"), text("private_key")).unwrap();
    assert_eq!(app["etc_user_no"], answer.body["data"]["etc_user_no"]);
    assert_eq!(app["enable_ip_white"], false);
    let issued = hand.signing_as(text("app_id"), SigningKey::parse(text("private_key")).unwrap());
    assert_eq!(issued.etc("client.user.save", desktop("u2")).await.code(), "000");
    let other = hand
        .etc("user.save", with(gateway("u3"), &json!({ "create_app": true })))
        .await;
    assert_ne!(other.body["data"]["app"]["private_key"], app["private_key"]);
}

#[rstest]
#[case::id(json!({ "biz_user_id": "" }), "400", "biz_user_id")]
#[case::null(json!({ "biz_user_name": null }), "400", "biz_user_name")]
#[case::long(json!({ "biz_user_name": "x".repeat(33) }), "400", "biz_user_name")]
#[case::kind(json!({ "biz_user_type": 3 }), "400", "biz_user_type")]
#[case::zero(json!({ "biz_user_type": 0 }), "400", "biz_user_type")]
#[case::object(json!({ "biz_user_code": { "a": 1 } }), "400", "biz_user_code")]
#[tokio::test]
async fn refuses_parameters_by_name(#[case] edits: Value, #[case] code: &str, #[case] name: &str) {
    let hand = Hand::new().await;
    let answer = hand.etc("client.user.save", with(desktop("u1"), &edits)).await;
    assert_eq!(answer.code(), code);
    assert!(answer.body["msg"].as_str().unwrap().contains(name));
    assert!(hand.vendor.snapshot().desktop_users.is_empty());
}

#[tokio::test]
async fn words_a_missing_parameter_as_the_guide_does() {
    let hand = Hand::new().await;
    let answer = hand
        .etc("client.user.save", without(desktop("u1"), "biz_user_name"))
        .await;
    assert_eq!(answer.body["msg"], "参数biz_user_name不能为空");
    let answer = hand.etc("user.save", without(gateway("u1"), "biz_user_type")).await;
    assert_eq!(answer.body["msg"], "参数biz_user_type不能为空");
}

#[tokio::test]
async fn takes_values_at_their_limits_and_converts_scalars() {
    let hand = Hand::new().await;
    for edits in [
        json!({ "biz_user_name": "张".repeat(32) }),
        json!({ "biz_user_name": "𠮷".repeat(32) }),
        json!({ "biz_user_type": "2" }),
        json!({ "biz_user_name": 123 }),
        json!({ "biz_user_name": true }),
    ] {
        let answer = hand.etc("client.user.save", with(desktop("u1"), &edits)).await;
        assert_eq!(answer.code(), "000", "{edits}");
    }
    for edits in [
        json!({ "biz_user_name": "张".repeat(255), "biz_user_code": "1".repeat(50), "contract_type": "3" }),
        json!({ "biz_user_name": null, "sign_type": "", "contract_type": " ", "create_app": "false" }),
    ] {
        let answer = hand.etc("user.save", with(gateway("u1"), &edits)).await;
        assert_eq!(answer.code(), "000", "{edits}");
    }
}

#[tokio::test]
async fn refuses_with_the_documented_codes_in_a_constant_order() {
    let clock = Clock::manual(1_700_000_000_000);
    let hand = Hand::at(clock).await;
    let good = || hand.call("client.user.save", &desktop("u1"));
    let mut everything_wrong = good();
    everything_wrong["appId"] = "AAAABBBBCCCCDDDD".into();
    everything_wrong["timestamp"] = 1.into();
    everything_wrong["apiCode"] = "test.nothing".into();
    everything_wrong["params"] = json!({});
    let mut call = everything_wrong.clone();
    for (code, name, value) in [
        ("400001", "appId", good()["appId"].clone()),
        ("401001", "", Value::Null),
    ] {
        assert_eq!(hand.post_etc(&Hand::signed_by_another(call.clone())).await.code(), code);
        if !name.is_empty() {
            call[name] = value;
        }
    }
    assert_eq!(hand.post_etc(&hand.signed(call.clone())).await.code(), "403001");
    call["timestamp"] = good()["timestamp"].clone();
    assert_eq!(hand.post_etc(&hand.signed(call.clone())).await.code(), "404001");
    assert_eq!(
        hand.post_etc(&hand.signed(call.clone())).await.code(),
        "403002",
        "the nonce is spent by now"
    );
    call["apiCode"] = "client.user.save".into();
    call["nonce"] = "fresh1".into();
    let answer = hand.post_etc(&hand.signed(call)).await;
    assert_eq!((answer.code(), answer.status), ("400", 200));
}

#[rstest]
#[case("appId")]
#[case("nonce")]
#[case("timestamp")]
#[case("sign")]
#[case("apiCode")]
#[case("params")]
#[tokio::test]
async fn refuses_an_envelope_with_a_gap(#[case] name: &str) {
    let hand = Hand::new().await;
    for value in [
        None,
        Some(json!("")),
        Some(json!(null)),
        Some(json!([1])),
        Some(json!(true)),
    ] {
        let mut call = hand.call("client.user.save", &desktop("u1"));
        match &value {
            Some(value) => call[name] = value.clone(),
            None => call = without(call, name),
        }
        if name != "sign" {
            call = hand.signed(call);
        }
        let answer = hand.post_etc(&call).await;
        assert_ne!(answer.code(), "000", "{name} {value:?}");
    }
}

#[tokio::test]
async fn keeps_its_time_window_and_its_nonces() {
    let start = 1_700_000_000_000;
    let clock = Clock::manual(start);
    let hand = Hand::at(clock.clone()).await;
    let call = hand.call("client.user.save", &desktop("u1"));
    assert_eq!(hand.post_etc(&call).await.code(), "000");
    for (now, code) in [
        (start, "403002"),
        (start + 30_000, "403002"),
        (start + 30_001, "403001"),
        (start - 30_000, "403002"),
        (start - 30_001, "403001"),
    ] {
        clock.set(now);
        assert_eq!(hand.post_etc(&call).await.code(), code, "{}", now - start);
    }
    clock.set(start + 60_000);
    let mut again = hand.call("user.save", &gateway("u1"));
    again["nonce"] = call["nonce"].clone();
    assert_eq!(hand.post_etc(&hand.signed(again)).await.code(), "000");
}

#[tokio::test]
async fn frees_the_nonce_of_a_call_that_was_not_signed_by_its_sender() {
    let hand = Hand::new().await;
    let good = hand.call("client.user.save", &desktop("u1"));
    let forged = Hand::signed_by_another(good.clone());
    assert_eq!(hand.post_etc(&forged).await.code(), "401001");
    assert_eq!(hand.post_etc(&good).await.code(), "000");
    assert_eq!(hand.post_etc(&forged).await.code(), "401001");
    assert_eq!(hand.post_etc(&good).await.code(), "403002", "a forger does not free it");
}

#[tokio::test]
async fn dates_its_answers_by_its_own_clock() {
    let hand = Hand::at(Clock::manual(784_111_777_000)).await;
    let answer = hand.etc("client.user.save", desktop("u1")).await;
    assert_eq!(answer.headers["date"], "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(answer.headers["content-type"], "application/json;charset=UTF-8");
}
