//! How the vendor starts, and how it ends.

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
    pool.keep_ahead(2);
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
