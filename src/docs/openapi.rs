//! The contract as an `OpenAPI` 3.1 document, made from the registry and the message schemas.
//!
//! What `OpenAPI` cannot say stands in words: that the gateway's body is signed, and that the courier's list is encrypted.

use serde_json::{Map, Value, json};

use crate::contract::{Area, Contract, Message, Operation, Vendor};
use crate::wire::etc::{EnvelopeField, RequestNames};

/// The file of the document.
pub const OPENAPI: &str = "openapi.json";

/// The document.
pub fn openapi(contract: &Contract) -> Value {
    let mut paths = Map::new();
    for operation in Operation::all() {
        match operation.vendor() {
            // All operations of the gateway have one address.
            Vendor::Gateway => {
                paths.entry("/api/gateway").or_insert_with(gateway);
            }
            Vendor::Courier => {
                paths.insert(operation.path().to_owned(), courier(contract, operation));
            }
        }
    }
    // The envelopes stand under the names of the wire, once for each operation.
    let mut schemas: Map<String, Value> = Message::all()
        .filter(|message| Operation::sending(*message).is_some())
        .map(|message| (message.name().to_owned(), readable(message.source())))
        .collect();
    for operation in Operation::of(Vendor::Gateway) {
        schemas.insert(format!("{operation}.call"), gateway_request(operation));
        schemas.insert(format!("{operation}.envelope"), gateway_answer(operation));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "ETC gateway and SF Express courier butler, as documented",
            "version": contract.digest[..12],
            "description": "Made by fuhe from its contract. `x-rule` names the rule of the contract that documents a property.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "https://vendor.example", "description": "Each vendor has an address of its own." }],
        "tags": Area::all().map(|area| json!({ "name": area.title() })).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "courierSignature": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "sign",
                    "description": "SHA-512 over body, secret and timestamp, in hexadecimal (BS-41).",
                },
            },
        },
    })
}

/// A schema without what only fuhe reads, but for the rules and the Chinese.
fn readable(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, _)| {
                let is_ours = name.starts_with("x-") && !matches!(name.as_str(), "x-rule" | "x-zh");
                !is_ours && *name != "$schema" && *name != "$id"
            });
            Value::Object(kept.map(|(name, value)| (name.clone(), readable(value))).collect())
        }
        Value::Array(items) => items.iter().map(readable).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => schema.clone(),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn gateway() -> Value {
    let names = |kind: &str| {
        Operation::of(Vendor::Gateway)
            .map(|operation| reference(&format!("{operation}.{kind}")))
            .collect::<Vec<_>>()
    };
    let mapping: Map<String, Value> = Operation::of(Vendor::Gateway)
        .map(|operation| {
            let name = format!("#/components/schemas/{operation}.call");
            (operation.name().to_owned(), name.into())
        })
        .collect();
    let code = RequestNames::PARAMS.name(EnvelopeField::ApiCode);
    json!({
        "post": {
            "operationId": "gateway",
            "summary": "One address for every operation: the body names it",
            "tags": Operation::of(Vendor::Gateway).map(Operation::name).collect::<Vec<_>>(),
            "description": "The member `sign` of the body is the signature: SHA1withRSA over application id, nonce, timestamp, API \
                            code and every scalar business parameter as name=value, sorted by name and joined by &, in Base64 \
                            (GW-02).",
            "security": [],
            "requestBody": {
                "required": true,
                "content": { "application/json": { "schema": {
                    "oneOf": names("call"),
                    "discriminator": { "propertyName": code, "mapping": mapping },
                } } },
            },
            "responses": answers(&json!({ "anyOf": names("envelope") }), "A success and a refusal alike: `code` tells them apart."),
        },
    })
}

/// The body of a call: the envelope in the spelling of the guide's first revision, and the parameters.
fn gateway_request(operation: Operation) -> Value {
    let envelope = Message::named("envelope.request").source();
    let names = RequestNames::PARAMS;
    let mut properties = Map::new();
    for field in EnvelopeField::ALL {
        let own = match field {
            EnvelopeField::Params => reference(operation.request().name()),
            EnvelopeField::ApiCode => json!({ "type": "string", "const": operation.name() }),
            EnvelopeField::AppId | EnvelopeField::Nonce | EnvelopeField::Timestamp | EnvelopeField::Sign => {
                readable(&envelope["properties"][field.canonical()])
            }
        };
        properties.insert(names.name(field).to_owned(), own);
    }
    let required: Vec<&str> = EnvelopeField::ALL.iter().map(|field| names.name(*field)).collect();
    json!({ "title": format!("Call of {operation}"), "type": "object", "required": required, "properties": properties })
}

/// The answer of a call. Which spelling of two it has is open (GW-11).
fn gateway_answer(operation: Operation) -> Value {
    let envelope = readable(Message::named("envelope.answer").source());
    let own = |name: &str| envelope["properties"][name].clone();
    json!({
        "title": format!("Answer of {operation}"),
        "type": "object",
        "required": ["requestId", "code", "msg"],
        "properties": {
            "requestId": own("request_id"),
            "code": own("code"),
            "msg": own("msg"),
            "data": { "anyOf": [reference(operation.answer().name()), { "type": "null" }] },
        },
    })
}

fn courier(contract: &Contract, operation: Operation) -> Value {
    let header = |name: &str, about: &str| {
        json!({
            "name": name, "in": "header", "required": true, "description": about,
            "schema": { "type": "string", "minLength": 1 },
        })
    };
    let feature = contract
        .rules
        .iter()
        .find(|rule| rule.id.area() == operation.success_rule().area())
        .map_or("", |rule| rule.feature_title.as_str());
    let mut request = reference(operation.request().name());
    if let (Some(list), Some(row)) = (operation.list(), operation.row()) {
        request["description"] = format!(
            "`{}` is the JSON list of `{}`, encrypted with DES and encoded as text.",
            list.field,
            row.name()
        )
        .into();
    }
    json!({
        "post": {
            "operationId": operation.name(),
            "summary": feature,
            "tags": [operation.name()],
            "security": [{ "courierSignature": [] }],
            "parameters": [
                header("sendAppId", "The client's own id, the same as companyId (BS-40)."),
                header("timestamp", "Unix time in milliseconds, as text; the signature covers it (BS-40)."),
            ],
            "requestBody": { "required": true, "content": { "application/json": { "schema": request } } },
            "responses": answers(&reference(operation.answer().name()), "A success and a refusal alike: `succ` tells them apart."),
        },
    })
}

fn answers(schema: &Value, about: &str) -> Value {
    json!({ "200": { "description": about, "content": { "application/json": { "schema": schema } } } })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reference that leads nowhere makes the document useless to every tool.
    #[test]
    fn every_reference_leads_to_a_schema() {
        let document = openapi(Contract::embedded());
        let text = document.to_string();
        let references: Vec<&str> = text
            .split("\"#/components/schemas/")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(references.len() > 8, "{references:?}");
        for name in references {
            assert!(document["components"]["schemas"][name].is_object(), "{name}");
        }
    }

    #[test]
    fn every_operation_and_every_field_is_there() {
        let document = openapi(Contract::embedded());
        for operation in Operation::all() {
            let request = &document["components"]["schemas"][operation.fields().name()];
            for field in operation.fields().fields() {
                assert!(
                    request["properties"][field.name].is_object(),
                    "{operation}: {}",
                    field.name
                );
            }
            let text = document["paths"].to_string();
            assert!(text.contains(operation.name()), "{operation}");
        }
    }

    #[test]
    fn nothing_is_left_of_what_only_fuhe_reads() {
        let text = openapi(Contract::embedded()).to_string();
        for keyword in ["x-base", "x-form", "x-private", "x-past-limit", "$id"] {
            assert!(!text.contains(keyword), "{keyword}");
        }
    }
}
