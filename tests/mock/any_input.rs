//! No input brings the vendor out of its documented shapes.

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
