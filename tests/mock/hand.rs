//! A client made by hand, which knows nothing of the product's own: it builds bodies, signs and posts them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use fuhe::clock::Clock;
use fuhe::crypto::des::DesKey;
use fuhe::crypto::rsa::{KeyPair, SigningKey};
use fuhe::mock::{EmbeddedVendor, KeyPool, Limits, MockConfig};
use fuhe::wire::butler::{ListCipher, sign as butler_sign};
use fuhe::wire::etc::{SigningHabits, sign as etc_sign, signed_text};
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// One client and its vendor.
pub(crate) struct Hand {
    pub vendor: Arc<EmbeddedVendor>,
    clock: Clock,
    http: reqwest::Client,
    app_id: String,
    key: SigningKey,
    nonces: Arc<AtomicU32>,
}

/// An answer, read.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or("none")
    }
}

pub(crate) fn config() -> MockConfig {
    MockConfig {
        keys: KeyPool::quick(),
        limits: Limits::default(),
        ..MockConfig::default()
    }
}

pub(crate) fn desktop(id: &str) -> Value {
    json!({ "biz_user_id": id, "biz_user_type": 1, "biz_user_name": "张三", "biz_user_code": "123456789" })
}

pub(crate) fn gateway(id: &str) -> Value {
    json!({ "biz_user_id": id, "biz_user_name": "测试2", "biz_user_code": "365487598712365487", "biz_user_type": "1" })
}

pub(crate) fn row(user_no: &str) -> Value {
    json!({
        "userNo": user_no,
        "userPhone": "15012345678",
        "userRealName": "张三",
        "empNo": "000001",
        "userEmail": "aa@bb.com",
        "custId": "1234567890,1234567891",
        "organizationName": "IT部",
        "organizationCode": "IT0001"
    })
}

fn object(value: Value) -> Map<String, Value> {
    let Value::Object(object) = value else {
        panic!("no object: {value}");
    };
    object
}

impl Hand {
    pub(crate) async fn new() -> Self {
        Self::with(config()).await
    }

    pub(crate) async fn at(clock: Clock) -> Self {
        Self::with(MockConfig { clock, ..config() }).await
    }

    pub(crate) async fn with(config: MockConfig) -> Self {
        // reqwest wants to know whose cryptography it would use, though nothing here is encrypted. A second call fails,
        // and that is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let clock = config.clock.clone();
        let vendor = EmbeddedVendor::start(config).await.expect("the vendor starts");
        let etc = &vendor.credentials().etc;
        Self {
            app_id: etc.app_id.clone(),
            key: SigningKey::parse(etc.private_key.expose_secret()).expect("the key is one"),
            vendor: Arc::new(vendor),
            clock,
            http: reqwest::Client::builder()
                .no_proxy()
                .timeout(Duration::from_secs(20))
                .build()
                .expect("a client"),
            nonces: Arc::default(),
        }
    }

    /// The same client under another application.
    pub(crate) fn signing_as(&self, app_id: &str, key: SigningKey) -> Self {
        Self {
            vendor: Arc::clone(&self.vendor),
            clock: self.clock.clone(),
            http: self.http.clone(),
            app_id: app_id.to_owned(),
            key,
            nonces: Arc::clone(&self.nonces),
        }
    }

    /// A correct call of the gateway, signed.
    pub(crate) fn call(&self, api_code: &str, params: &Value) -> Value {
        let nonce = self.nonces.fetch_add(1, Ordering::Relaxed);
        self.signed(json!({
            "appId": self.app_id,
            "nonce": format!("{nonce:06}"),
            "timestamp": self.clock.now_millis(),
            "apiCode": api_code,
            "params": params,
        }))
    }

    /// The call under a signature of its own.
    pub(crate) fn signed(&self, call: Value) -> Value {
        sign_with(call, &self.key)
    }

    /// The call signed by somebody else.
    pub(crate) fn signed_by_another(call: Value) -> Value {
        let pair = KeyPair::generate(512, &mut rand::rngs::OsRng).expect("a key");
        sign_with(call, pair.signing_key())
    }

    pub(crate) async fn etc(&self, api_code: &str, params: Value) -> Answer {
        self.post_etc(&self.call(api_code, &params)).await
    }

    pub(crate) async fn post_etc(&self, call: &Value) -> Answer {
        self.post_bytes("/api/gateway", call.to_string().into_bytes()).await
    }

    fn cipher(&self) -> ListCipher {
        let butler = &self.vendor.credentials().butler;
        let key = DesKey::from_secret(butler.secret.expose_secret().as_bytes()).expect("long enough");
        ListCipher::new(butler.mode, butler.encoding, key, None)
    }

    pub(crate) fn encrypted(&self, text: &str) -> String {
        self.cipher().encrypt(text)
    }

    /// The body of a correct call of the butler.
    pub(crate) fn body(&self, kind: u8, rows: &[Value]) -> Value {
        json!({
            "companyId": self.vendor.credentials().butler.send_app_id,
            "type": kind,
            "userList": self.encrypted(&Value::from(rows).to_string()),
        })
    }

    pub(crate) async fn save(&self, kind: u8, rows: &[Value]) -> Answer {
        self.post_butler(&self.body(kind, rows).to_string(), &[]).await
    }

    pub(crate) async fn delete(&self, user_nos: &str) -> Answer {
        let body = json!({ "companyId": self.vendor.credentials().butler.send_app_id, "userNos": user_nos });
        self.post_signed_bytes("/public/user/v1/batchDelete", body.to_string().into_bytes())
            .await
    }

    /// Posts a signed body, with some headers set to something else.
    pub(crate) async fn post_butler(&self, body: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.signed_request("/public/user/v1/batchSave", body.as_bytes().to_vec());
        for (name, value) in headers {
            request.headers_mut().insert(
                reqwest::header::HeaderName::try_from(*name).expect("a name"),
                value.parse().expect("a value"),
            );
        }
        self.send(request).await
    }

    pub(crate) async fn post_signed_bytes(&self, path: &str, body: Vec<u8>) -> Answer {
        self.send(self.signed_request(path, body)).await
    }

    fn signed_request(&self, path: &str, body: Vec<u8>) -> reqwest::Request {
        let butler = &self.vendor.credentials().butler;
        let timestamp = self.clock.now_millis().to_string();
        let signature = butler_sign(
            &String::from_utf8_lossy(&body),
            butler.secret.expose_secret(),
            &timestamp,
        );
        self.http
            .post(format!("{}{path}", self.vendor.base_url()))
            .header("content-type", "application/json")
            .header("sendAppId", &butler.send_app_id)
            .header("timestamp", timestamp)
            .header("sign", signature)
            .body(body)
            .build()
            .expect("a request")
    }

    pub(crate) async fn post_bytes(&self, path: &str, body: Vec<u8>) -> Answer {
        let url = format!("{}{path}", self.vendor.base_url());
        self.send(self.http.post(url).body(body).build().expect("a request"))
            .await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let url = format!("{}{path}", self.vendor.base_url());
        self.send(self.http.get(url).build().expect("a request")).await
    }

    async fn send(&self, request: reqwest::Request) -> Answer {
        let response = self.http.execute(request).await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.expect("a body");
        Answer {
            status,
            headers,
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
        }
    }

    /// Sends half a request and waits for what the vendor makes of it.
    pub(crate) async fn stall(&self) -> String {
        let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", self.vendor.port()))
            .await
            .expect("a connection");
        let half = "POST /api/gateway HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{";
        stream.write_all(half.as_bytes()).await.expect("sent");
        let mut answer = Vec::new();
        // The vendor may close the connection without waiting for the rest, which is an error to some.
        let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
        String::from_utf8_lossy(&answer).into_owned()
    }
}

fn sign_with(call: Value, key: &SigningKey) -> Value {
    let mut call = object(call);
    call.shift_remove("sign");
    let params = call
        .get("params")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let envelope = call.iter().filter(|(name, _)| *name != "params");
    let fields = envelope.chain(&params).map(|(name, value)| (name.as_str(), value));
    let text = signed_text(fields, &SigningHabits::default());
    call.insert("sign".to_owned(), etc_sign(&text, key).into());
    Value::Object(call)
}
