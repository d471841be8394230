//! The courier.

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
