//! One correct call of each operation, worked out step by step, so that the author of a client can check each step of his
//! own. Keys and values are published and belong to nobody.

use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use crate::contract::{CharSet, Made, Notation, Operation, Part, Vendor};
use crate::crypto::des::{DesKey, Mode};
use crate::crypto::encoding::Encoding;
use crate::crypto::rsa::SigningKey;
use crate::wire::Evidence;
use crate::wire::butler::{self, CourierCall, ListCipher};
use crate::wire::etc::{self, GatewayCall, RequestNames, SigningHabits};

/// The private key of the application in these calls: made for this page, and good for nothing else.
pub const PRIVATE_KEY: &str = include_str!("throwaway.pem");

/// The courier's secret in these calls. Its first eight bytes are the key of the list.
const SECRET: &str = "published-secret-of-nobody";

/// The time of the calls, and the nonce: those of the gateway guide's sample.
const MILLIS: i64 = 1_604_990_109_987;
const NONCE: &str = "123AO9";

/// A call, worked out.
#[derive(Clone, Debug)]
pub struct WorkedCall {
    /// The operation.
    pub operation: Operation,
    /// What is made on the way to the request, in this order.
    pub stages: Vec<Stage>,
    /// The call as a command line.
    pub curl: String,
    /// What a success answers.
    pub answer: String,
}

/// One step of a call.
#[derive(Clone, Debug)]
pub struct Stage {
    /// What it is, in English.
    pub english: &'static str,
    /// What it is, in Chinese.
    pub chinese: &'static str,
    /// What it looks like.
    pub text: String,
}

/// A call of each operation, in the order of the contract.
pub fn worked_calls() -> &'static [WorkedCall] {
    static CALLS: OnceLock<Vec<WorkedCall>> = OnceLock::new();
    CALLS.get_or_init(|| Operation::all().map(worked).collect())
}

fn worked(operation: Operation) -> WorkedCall {
    match operation.vendor() {
        Vendor::Gateway => gateway(operation),
        Vendor::Courier => courier(operation),
    }
}

fn stage(english: &'static str, chinese: &'static str, text: impl Into<String>) -> Stage {
    Stage {
        english,
        chinese,
        text: text.into(),
    }
}

fn gateway(operation: Operation) -> WorkedCall {
    let params = values(operation);
    // A key that cannot be read is a broken build, which every test notices.
    let key = SigningKey::parse(PRIVATE_KEY).unwrap_or_else(|e| panic!("{e}"));
    let caller = etc::Caller {
        url: "https://vendor.example/api/gateway",
        app_id: "OIG0AF4DMOK2VC2N",
        key: &key,
        names: RequestNames::PARAMS,
        habits: SigningHabits::default(),
    };
    let call = GatewayCall::new(operation, params.clone());
    let (evidence, request) = call.write(&caller, MILLIS, NONCE);
    let mut stages = vec![stage("business parameters", "业务参数", laid_out(&params.into()))];
    if let Evidence::Gateway {
        signed_text, signature, ..
    } = evidence
    {
        stages.push(stage(
            "signed text: names and values, sorted by name",
            "待签名文本：参数名与值，按参数名排序",
            signed_text,
        ));
        stages.push(stage(
            "signature: SHA1withRSA with the key below, in Base64",
            "签名：以下方私钥作 SHA1withRSA，再作 Base64 编码",
            signature,
        ));
    }
    stages.push(stage("body", "请求体", request.body.clone()));
    stages.push(stage("private key, PKCS#8", "私钥，PKCS#8", PRIVATE_KEY.trim_end()));
    WorkedCall {
        operation,
        stages,
        curl: request.curl(),
        answer: laid_out(&json!({
            "requestId": "e4b5a7d2-0000-4000-8000-000000000001",
            "code": "000",
            "msg": "成功",
            "data": answered(operation),
        })),
    }
}

fn courier(operation: Operation) -> WorkedCall {
    let fields = values(operation);
    let key = DesKey::from_secret(SECRET.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    let cipher = ListCipher::new(Mode::Ecb, Encoding::Base64, key, None);
    let caller = butler::Caller {
        url: "https://vendor.example",
        send_app_id: "SF0001",
        secret: SECRET,
        cipher: &cipher,
    };
    let call = CourierCall::new(operation, &operation.verbs()[0]).about(fields);
    let (evidence, request) = call.write(&caller, MILLIS);
    let mut stages = Vec::new();
    let Evidence::Courier {
        plain_list,
        cipher_text,
        signature,
        ..
    } = evidence
    else {
        unreachable!("a courier's call leaves a courier's evidence");
    };
    if let (Some(plain), Some(cipher_text)) = (plain_list, cipher_text) {
        stages.push(stage("list before encryption", "加密前的列表", plain));
        stages.push(stage(
            "list as it is sent: DES/ECB/PKCS5 under the first eight bytes of the secret, in Base64",
            "发送的列表：以密钥前 8 个字节作 DES/ECB/PKCS5 加密，再作 Base64 编码",
            cipher_text,
        ));
    }
    stages.push(stage("body", "请求体", request.body.clone()));
    stages.push(stage(
        "text of the digest: body, secret and timestamp",
        "摘要原文：请求体、密钥与时间戳",
        format!("{}&sk={SECRET}&timestamp={MILLIS}", request.body),
    ));
    stages.push(stage(
        "header sign: SHA-512 of that text, in URL-safe Base64 without padding",
        "请求头 sign：上述文本的 SHA-512，URL 安全的 Base64，无填充",
        signature,
    ));
    let mut answer = answered(operation);
    if let Some(members) = answer.as_object_mut() {
        members.entry("msg").or_insert_with(|| "".into());
        members.entry("result").or_insert_with(|| json!([]));
    }
    WorkedCall {
        operation,
        stages,
        curl: request.curl(),
        answer: laid_out(&answer),
    }
}

fn laid_out(value: &Value) -> String {
    format!("{value:#}")
}

/// What a correct call carries.
fn values(operation: Operation) -> Map<String, Value> {
    let fields = operation.fields().fields().iter();
    let values = fields.filter_map(|field| Some((field.name.to_owned(), value(&field.base.as_ref()?.notation)?)));
    values.collect()
}

/// A value that this notation allows, always the same.
fn value(notation: &Notation) -> Option<Value> {
    match notation {
        Notation::Json(value) => Some(value.clone()),
        Notation::Text(parts) => parts.iter().map(text).collect::<Option<String>>().map(Value::from),
        Notation::Identity { prefix } => Some(format!("{prefix}0000001").into()),
        Notation::Made { kind, .. } => Some(made(*kind).into()),
        Notation::Absent
        | Notation::Base
        | Notation::Reference { .. }
        | Notation::All { .. }
        | Notation::Account { .. } => None,
    }
}

/// Values with right check digits that the standards themselves give as examples, and others that belong to nobody.
const fn made(kind: Made) -> &'static str {
    match kind {
        Made::Name => "张三",
        Made::Code | Made::IdentityNumber => "11010519491231002X",
        Made::CreditCode => "91350100M000100Y43",
        Made::Phone => "15400000001",
        Made::Email => "zhangsan@example.com",
        Made::EmployeeNumber => "100001",
    }
}

fn text(part: &Part) -> Option<String> {
    match part {
        Part::Repeat { count, text } => Some(text.repeat(*count)),
        Part::Draw { count, set, .. } => Some(first(*count, set)),
        Part::Reference { .. } => None,
    }
}

fn first(count: usize, set: &CharSet) -> String {
    set.chars().iter().cycle().take(count).collect()
}

/// The members of a success that its schema gives a sample of.
fn answered(operation: Operation) -> Value {
    let properties = operation.answer().source()["properties"].as_object();
    let samples = properties.into_iter().flatten().filter_map(|(name, property)| {
        let notation: Notation = property["x-sample"].as_str()?.parse().ok()?;
        Some((name.clone(), value(&notation)?))
    });
    Value::Object(samples.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_call_and_its_answer_are_as_documented() {
        for call in worked_calls() {
            let operation = call.operation;
            let body = call
                .stages
                .iter()
                .find(|stage| stage.english == "body")
                .expect("a body");
            let body: Value = serde_json::from_str(&body.text).expect("JSON");
            let (sent, fields) = match operation.vendor() {
                Vendor::Gateway => (&body["params"], Value::Object(values(operation))),
                Vendor::Courier => (&body, Value::Object(values(operation))),
            };
            assert_eq!(operation.request().schema().violations(sent), [], "{operation}: {sent}");
            if let Some(row) = operation.row() {
                assert_eq!(row.schema().violations(&fields), [], "{operation}: {fields}");
            }
            let answer: Value = serde_json::from_str(&call.answer).expect("JSON");
            let own = match operation.vendor() {
                Vendor::Gateway => &answer["data"],
                Vendor::Courier => &answer,
            };
            assert_eq!(operation.answer().schema().violations(own), [], "{operation}: {own}");
            assert!(call.stages.iter().all(|stage| !stage.text.is_empty()), "{operation}");
        }
    }
}
