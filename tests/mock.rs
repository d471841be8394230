//! The embedded vendor over real HTTP on loopback, called by hand: what the pages promise, each refusal, and no input
//! that brings it out of its documented shapes.

#[path = "mock/hand.rs"]
mod hand;

use std::collections::HashSet;
use std::time::Duration;

use fuhe::clock::Clock;
use fuhe::crypto::rsa::{KeyPair, SigningKey, belong_together};
use fuhe::mock::{EmbeddedVendor, KeyPool, Limits, MockConfig};
use hand::{Hand, desktop, gateway, row};
use rstest::rstest;
use serde_json::{Value, json};

/// The parameters of a saved user, edited.
fn with(mut base: Value, edits: &Value) -> Value {
    for (name, value) in edits.as_object().into_iter().flatten() {
        base[name] = value.clone();
    }
    base
}

fn without(mut base: Value, name: &str) -> Value {
    base.as_object_mut().and_then(|object| object.shift_remove(name));
    base
}

mod the_gateway {
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
}

mod the_butler {
    use super::*;

    #[tokio::test]
    async fn creates_updates_and_deletes() {
        let hand = Hand::new().await;
        let ok = json!({ "succ": "ok", "msg": "", "result": null });
        assert_eq!(hand.save(1, &[row("zhangsan"), row("lisi01")]).await.body, ok);
        assert_eq!(
            hand.save(2, &[with(row("lisi01"), &json!({ "userStatus": 0 }))])
                .await
                .body,
            ok
        );
        let accounts = hand.vendor.snapshot().accounts;
        assert_eq!(accounts.len(), 2);
        assert!(accounts[0].is_disabled() && accounts[0].updated && !accounts[1].updated);
        assert_eq!(hand.delete("zhangsan,lisi01").await.body, ok);
        let gone = hand.delete("zhangsan").await.body;
        assert_eq!(
            gone["result"],
            json!([{ "rowNo": 1, "userNo": "zhangsan", "cause": "用户账号不存在!" }])
        );
        assert!(hand.vendor.snapshot().accounts.is_empty());
    }

    #[tokio::test]
    async fn answers_an_existing_account_as_in_the_sample() {
        let hand = Hand::new().await;
        hand.save(1, &[row("lisi01")]).await;
        let answer = hand.save(1, &[row("zhangsan"), row("lisi01")]).await;
        assert_eq!(
            answer.body,
            json!({
                "succ": "fail",
                "msg": "数据校验不通过",
                "result": [{ "rowNo": 2, "userNo": "lisi01", "cause": "用户账号已存在!" }]
            })
        );
        assert_eq!(hand.vendor.snapshot().accounts.len(), 1, "all or nothing");
    }

    #[tokio::test]
    async fn lists_every_row_in_error_with_its_number() {
        let hand = Hand::new().await;
        hand.save(1, &[row("known1")]).await;
        let answer = hand
            .save(
                1,
                &[
                    row("abcde"),
                    row("goodone"),
                    without(row("nophone"), "userPhone"),
                    with(row("nostate"), &json!({ "userStatus": 2 })),
                    row("known1"),
                    row("twice1"),
                    row("twice1"),
                    json!("no row"),
                    with(row("unfit01"), &json!({ "thirdPlatformId": "x" })),
                    with(row("nobody"), &json!({ "userNo": "x".repeat(60) })),
                ],
            )
            .await;
        let told: Vec<(u64, &str, &str)> = answer.body["result"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| {
                (
                    e["rowNo"].as_u64().unwrap(),
                    e["userNo"].as_str().unwrap(),
                    e["cause"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (1, "abcde", "userNo不符合要求!"),
                (3, "nophone", "userPhone不能为空!"),
                (4, "nostate", "userStatus不符合要求!"),
                (5, "known1", "用户账号已存在!"),
                (7, "twice1", "用户账号重复!"),
                (8, "", "用户数据格式错误!"),
                (9, "unfit01", "用户账号与第三方平台用户ID不符!"),
                (10, "", "userNo不符合要求!"),
            ]
        );
        assert_eq!(hand.vendor.snapshot().accounts.len(), 1);
    }

    #[tokio::test]
    async fn updates_known_accounts_only() {
        let hand = Hand::new().await;
        hand.save(1, &[row("known1")]).await;
        let answer = hand.save(2, &[row("known1"), row("unknown1")]).await;
        assert_eq!(answer.body["result"][0]["rowNo"], 2);
        assert_eq!(answer.body["result"].as_array().unwrap().len(), 1);
        assert_eq!(hand.vendor.snapshot().accounts.len(), 1);
    }

    #[tokio::test]
    async fn derives_accounts_from_third_party_ids() {
        let hand = Hand::new().await;
        for id in ["A", "x", "张三12345678", "😀1", "polygenelubricants", &"y".repeat(50)] {
            let user_no = fuhe::wire::butler::account::account("sfc", id);
            let answer = hand
                .save(1, &[with(row(&user_no), &json!({ "thirdPlatformId": id }))])
                .await;
            assert_eq!(answer.body["succ"], "ok", "{id}: {}", answer.body);
        }
        for (id, user_no) in [
            ("abc", "sfc96353"),
            ("abc", "SFC96354"),
            ("abc", "sf96354"),
            ("abc", "zhangsan"),
        ] {
            let answer = hand
                .save(1, &[with(row(user_no), &json!({ "thirdPlatformId": id }))])
                .await;
            assert_eq!(answer.body["succ"], "fail", "{user_no}");
        }
    }

    #[tokio::test]
    async fn takes_a_hundred_rows_and_no_more() {
        let hand = Hand::new().await;
        let rows = |count: usize, name: &str| (0..count).map(|n| row(&format!("{name}{n:03}"))).collect::<Vec<_>>();
        assert_eq!(hand.save(1, &rows(100, "alpha")).await.body["succ"], "ok");
        assert_eq!(hand.save(2, &rows(100, "alpha")).await.body["succ"], "ok");
        assert_eq!(hand.save(1, &rows(101, "beta")).await.body["succ"], "fail");
        assert_eq!(hand.save(1, &[]).await.body["succ"], "fail");
        assert_eq!(hand.vendor.snapshot().accounts.len(), 100);
    }

    #[tokio::test]
    async fn refuses_as_a_whole_what_it_cannot_trust_or_read() {
        let hand = Hand::new().await;
        let body = || hand.body(1, &[row("zhangsan")]);
        let header = |name: &'static str, value: &'static str| vec![(name, value)];
        let mut refused = vec![
            (body(), header("sign", "")),
            (body(), header("sign", "AAAA")),
            (body(), header("timestamp", "1")),
            (body(), header("timestamp", "")),
            (body(), header("sendAppId", "")),
            (body(), header("sendAppId", "201905140011898")),
        ];
        for (name, value) in [
            ("companyId", json!("201905140011898")),
            ("companyId", json!("")),
            ("companyId", json!(null)),
            ("type", json!(0)),
            ("type", json!(3)),
            ("type", json!(12)),
            ("type", json!(null)),
            ("userList", json!("no cipher text")),
            ("userList", json!("")),
            ("userList", json!(null)),
            ("userList", json!([row("zhangsan")])),
            ("userList", json!({})),
            ("userList", json!(hand.encrypted("{}"))),
            ("userList", json!(hand.encrypted("\"text\""))),
            ("userList", json!(hand.encrypted("nonsense"))),
            ("userList", json!(hand.encrypted(""))),
        ] {
            refused.push((with(body(), &json!({ name: value })), Vec::new()));
        }
        for name in ["companyId", "type", "userList"] {
            refused.push((without(body(), name), Vec::new()));
        }
        for (body, headers) in refused {
            let answer = hand.post_butler(&body.to_string(), &headers).await;
            assert_eq!(answer.body["succ"], "fail", "{body} {headers:?}");
            assert_eq!(answer.body["result"], Value::Null, "{body} {headers:?}");
            assert!(!answer.body["msg"].as_str().unwrap().is_empty());
        }
        assert!(hand.vendor.snapshot().accounts.is_empty());
        assert_eq!(
            hand.post_butler(&format!("{:#}", body()), &[]).await.body["succ"],
            "ok",
            "any layout is signed"
        );
    }
}

mod any_input {
    use super::*;

    /// Bodies that no client should send.
    fn odd_bodies() -> Vec<Vec<u8>> {
        let mut bodies: Vec<Vec<u8>> = [
            "",
            " ",
            "null",
            "1",
            "\"x\"",
            "[]",
            "{}",
            "{",
            "{\"appId\":",
            "{\"a\":1,\"a\":2}",
            "<html/>",
            "a=b&c=d",
            "{\"appId\":{},\"nonce\":[],\"timestamp\":{},\"sign\":1,\"apiCode\":null,\"params\":\"x\"}",
            "{\"timestamp\":1e400}",
            "{\"timestamp\":123456789012345678901234567890}",
            "{\"a\":\"\\ud800\"}",
            "{\"companyId\":{},\"type\":[],\"userList\":1}",
            "\u{feff}{}",
            "{\"a\":\"\u{0}\"}",
            "{} trailing",
        ]
        .iter()
        .map(|text| text.as_bytes().to_vec())
        .collect();
        bodies.push(b"{\"appId\":\"\xff\xfe\"}".to_vec());
        bodies.push(vec![0; 1000]);
        bodies.push("[".repeat(100_000).into_bytes());
        bodies.push(format!("{}1{}", "{\"params\":".repeat(200), "}".repeat(200)).into_bytes());
        bodies.push(format!("{{\"appId\":\"{}\"}}", "x".repeat(1_000_000)).into_bytes());
        bodies
    }

    fn is_documented(answer: &hand::Answer, butler: bool) -> bool {
        let body = &answer.body;
        let text = |name: &str| body[name].as_str().is_some_and(|text| !text.is_empty());
        if butler {
            body["succ"] == "fail" && text("msg") && body["result"].is_null()
        } else {
            text("requestId") && text("code") && body["code"] != "000" && text("msg") && body["data"].is_null()
        }
    }

    #[tokio::test]
    async fn is_answered_in_the_documented_shape() {
        let hand = Hand::new().await;
        for body in odd_bodies() {
            let shown = String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned();
            let answer = hand.post_bytes("/api/gateway", body.clone()).await;
            assert!(is_documented(&answer, false), "{shown}: {}", answer.body);
            for path in ["/public/user/v1/batchSave", "/public/user/v1/batchDelete"] {
                let answer = hand.post_bytes(path, body.clone()).await;
                assert!(is_documented(&answer, true), "{path} {shown}: {}", answer.body);
                let answer = hand.post_signed_bytes(path, body.clone()).await;
                assert!(is_documented(&answer, true), "{path} signed {shown}: {}", answer.body);
            }
        }
        assert_eq!(hand.vendor.faults(), Vec::<String>::new());
    }

    #[tokio::test]
    async fn odd_rows_become_entries() {
        let hand = Hand::new().await;
        for odd in [
            json!(null),
            json!(1),
            json!("x"),
            json!([]),
            json!({}),
            json!({ "userNo": null }),
            json!({ "userNo": {} }),
            json!({ "userNo": 1.5, "userStatus": "x" }),
            json!({ "userNo": "x".repeat(100_000) }),
            json!({ "thirdPlatformId": {}, "userNo": [] }),
            json!({ "userPhone": "\u{0}", "userNo": "😀".repeat(30) }),
        ] {
            let answer = hand.save(1, &[odd.clone(), odd.clone()]).await;
            let entries = answer.body["result"].as_array().unwrap();
            assert_eq!(entries.len(), 2, "{odd}");
            for entry in entries {
                assert!(entry["userNo"].as_str().unwrap().chars().count() <= 50);
                assert!(entry["cause"].as_str().unwrap().chars().count() <= 100);
            }
        }
        assert_eq!(hand.vendor.faults(), Vec::<String>::new());
    }

    #[tokio::test]
    async fn is_limited_in_size_and_time() {
        let limits = Limits {
            body: 1000,
            headers: 2000,
            arrival: Some(Duration::from_millis(200)),
        };
        let hand = Hand::with(MockConfig {
            limits,
            ..hand::config()
        })
        .await;
        let answer = hand.post_bytes("/api/gateway", vec![b' '; 1001]).await;
        assert!(answer.status == 413 && is_documented(&answer, false));
        let answer = hand.post_bytes("/public/user/v1/batchSave", vec![b' '; 1001]).await;
        assert!(answer.status == 413 && is_documented(&answer, true));
        let long = "x".repeat(3000);
        let answer = hand.post_butler("{}", &[("sign", &long)]).await;
        assert!(answer.status == 431 && is_documented(&answer, true));
        let answer = hand.get("/api/gateway").await;
        assert!(answer.status == 405 && is_documented(&answer, false));
        assert_eq!(hand.get("/elsewhere").await.status, 404);
        let stalled = hand.stall().await;
        assert!(
            stalled.contains("408 Request Timeout") && stalled.contains("请求超时"),
            "{stalled}"
        );
    }
}

/// However long an answer takes, it is no fault of the client: only a request that does not arrive is turned away.
#[tokio::test]
async fn the_vendors_own_slowness_is_never_the_clients() {
    let limits = Limits {
        arrival: Some(Duration::from_millis(20)),
        ..Limits::default()
    };
    // To make keys of this length takes far longer than that.
    let hand = Hand::with(MockConfig {
        limits,
        keys: KeyPool::new(2048),
        ..hand::config()
    })
    .await;
    let mut user = gateway("u1");
    user["create_app"] = json!(true);
    let began = std::time::Instant::now();
    let answer = hand.etc("user.save", user).await;
    assert_eq!((answer.status, answer.code()), (200, "000"), "{}", answer.body);
    assert!(began.elapsed() > Duration::from_millis(20), "a key was made meanwhile");
    assert_eq!(hand.vendor.faults(), Vec::<String>::new());
}

/// Client and vendor share a machine, so neither takes the other's slowness for silence.
#[tokio::test]
async fn a_run_of_the_embedded_vendor_is_patient() {
    let embedded = fuhe::run::Embedded::start(hand::config()).await.expect("it starts");
    let limits = fuhe::client::CallLimits::of(&embedded.target().network);
    assert!(limits.connect >= Duration::from_secs(120) && limits.response >= Duration::from_secs(120));
    assert_eq!(Limits::default().arrival, None, "nor does it hurry its client");
}

#[tokio::test]
async fn keys_are_there_before_anybody_asks() {
    let pool = KeyPool::new(512);
    pool.fill(5).await.expect("keys");
    let made = pool.len();
    assert!(made >= 5);
    pool.fill(5).await.expect("no further key");
    assert_eq!(pool.len(), made);
}

mod its_life {
    use super::*;

    async fn is_free(port: u16) -> bool {
        for _ in 0..200 {
            if tokio::net::TcpListener::bind(("127.0.0.1", port)).await.is_ok() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        false
    }

    #[tokio::test]
    async fn ends_with_its_value_and_frees_the_port() {
        let hand = Hand::new().await;
        let port = hand.vendor.port();
        hand.etc("client.user.save", desktop("u1")).await;
        drop(hand);
        assert!(is_free(port).await);
        let vendor = EmbeddedVendor::start(hand::config()).await.unwrap();
        let port = vendor.port();
        vendor.stop().await;
        assert!(
            tokio::net::TcpListener::bind(("127.0.0.1", port)).await.is_ok(),
            "at once"
        );
    }

    #[tokio::test]
    async fn a_taken_port_is_the_users_to_mend() {
        let hand = Hand::new().await;
        let port = hand.vendor.port();
        let error = EmbeddedVendor::start(MockConfig { port, ..hand::config() })
            .await
            .unwrap_err();
        assert!(matches!(error, fuhe::error::Error::Config(_)), "{error}");
    }

    #[test]
    fn a_hundred_of_them_live_in_one_process() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut hands = Vec::new();
            for _ in 0..100 {
                hands.push(Hand::new().await);
            }
            let ids: HashSet<String> = hands
                .iter()
                .map(|hand| hand.vendor.credentials().butler.send_app_id.clone())
                .collect();
            assert_eq!(ids.len(), 100);
            for hand in &hands {
                assert_eq!(hand.etc("client.user.save", desktop("u1")).await.code(), "000");
                assert_eq!(hand.vendor.snapshot().desktop_users.len(), 1);
            }
        });
    }

    #[tokio::test]
    async fn the_same_seed_issues_the_same_numbers() {
        let config = || MockConfig {
            seed: 7,
            ..hand::config()
        };
        let (one, other) = (Hand::with(config()).await, Hand::with(config()).await);
        assert_eq!(
            one.vendor.credentials().etc.app_id,
            other.vendor.credentials().etc.app_id
        );
        let (a, b) = (
            one.etc("user.save", gateway("u")).await,
            other.etc("user.save", gateway("u")).await,
        );
        assert_eq!(a.body["data"], b.body["data"]);
    }

    #[tokio::test]
    async fn keys_are_handed_out_once() {
        let pool = KeyPool::new(512);
        pool.warm(2);
        let hand = Hand::with(MockConfig {
            keys: pool.clone(),
            ..hand::config()
        })
        .await;
        let mut seen = HashSet::new();
        for n in 0..4 {
            let params = with(gateway(&n.to_string()), &json!({ "create_app": true }));
            let answer = hand.etc("user.save", params).await;
            assert!(seen.insert(answer.body["data"]["app"]["public_key"].to_string()));
        }
        assert!(pool.len() >= 5);
        let pair = KeyPair::generate(512, &mut rand::rngs::OsRng).unwrap();
        assert!(seen.insert(format!("\"{}\"", pair.public_to_x509_base64())));
    }
}
