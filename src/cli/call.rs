//! `fuhe call`: one call by hand, with every stage of its trace.

use std::fmt::Write as _;
use std::sync::Arc;

use clap::Args;
use serde_json::{Map, Value};

use super::target_arg::TargetArg;
use super::vendor_args::{Against, VendorArgs};
use super::{Environment, Exit, params, runtime};
use crate::client::{Call, CallLimits, Client, CourierCall, GatewayCall, SaveType, fresh_run_id};
use crate::error::Error;
use crate::record::{ExchangeRecord, Masker, Trace};
use crate::text::line;
use crate::wire::{Operation, Vendor};

/// Options of `fuhe call`.
#[derive(Debug, Args)]
pub(super) struct CallByHand {
    /// client.user.save, user.save or batchSave
    #[arg(value_name = "OPERATION")]
    operation: String,
    #[command(flatten)]
    target: TargetArg,
    /// The business parameters as a JSON object; for batchSave a list of rows, or {"type": 2, "userList": […]}
    #[arg(long, value_name = "JSON")]
    params: String,
    #[command(flatten)]
    vendor: VendorArgs,
}

impl CallByHand {
    /// Sends the call, and prints its trace and the answer, masked.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let operation = Operation::named(&self.operation).ok_or_else(|| {
            let names: Vec<_> = Operation::ALL.iter().map(|operation| operation.name()).collect();
            Error::Config(format!(
                "no operation is called \"{}\"; there are {}",
                self.operation,
                names.join(", ")
            ))
        })?;
        let call = call(operation, &self.params)?;
        let file = self.target.file(&self.vendor, environment);
        let text = runtime()?.block_on(async {
            let against = Against::of(file.as_deref(), &self.vendor, environment).await?;
            let target = Arc::clone(against.target());
            let mut masker = Masker::new(&target.secrets());
            let run_id = fresh_run_id();
            let limits = CallLimits::of(&target.network);
            let client = Client::new(target, environment.clock.clone(), &run_id, limits)?;
            let exchange = client.send(&call).await?;
            Ok::<_, Error>(trace(&ExchangeRecord::new(&exchange, &mut masker)))
        })?;
        environment.print(&text)?;
        Ok(Exit::Conforms)
    }
}

fn call(operation: Operation, text: &str) -> Result<Call, Error> {
    let fault = |reason: String| Error::Config(format!("--params: {reason}"));
    let expected = match operation.vendor() {
        Vendor::Gateway => "expected a JSON object with the business parameters",
        Vendor::Courier => "expected a list of rows, or an object with type and userList",
    };
    let value = params::read(text, expected).map_err(fault)?;
    match (operation.vendor(), value) {
        (Vendor::Gateway, Value::Object(params)) => Ok(Call::Gateway(GatewayCall::new(operation, params))),
        (Vendor::Courier, Value::Array(rows)) => Ok(Call::Courier(CourierCall::new(SaveType::Create, rows))),
        (Vendor::Courier, Value::Object(request)) => butler_call(request).map_err(fault),
        (Vendor::Gateway | Vendor::Courier, _) => Err(fault(expected.to_owned())),
    }
}

fn butler_call(mut request: Map<String, Value>) -> Result<Call, String> {
    let save_type = match request.remove("type") {
        None => SaveType::Create,
        Some(number) if number == 1 => SaveType::Create,
        Some(number) if number == 2 => SaveType::Update,
        Some(other) => return Err(format!("type is 1 or 2, not {other}")),
    };
    match (request.remove("userList"), request.keys().next()) {
        (Some(Value::Array(rows)), None) => Ok(Call::Courier(CourierCall::new(save_type, rows))),
        (_, Some(unknown)) => Err(format!(
            "knows type and userList only, not {unknown}; the rest comes from the target"
        )),
        _ => Err("userList must be a list of rows".to_owned()),
    }
}

/// The trace of a call, stage by stage. What has several lines is indented below its name, so that none of them can be
/// taken for ours.
fn trace(exchange: &ExchangeRecord) -> String {
    let mut text = String::new();
    let mut stage = |name: &str, value: &str| {
        let mut name = name;
        for part in value.split('\n') {
            let line = format!("{name:>16}  {}", line(part.strip_suffix('\r').unwrap_or(part)));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}", line.trim_end());
            name = "";
        }
    };
    match &exchange.trace {
        Trace::Etc {
            params,
            signed_text,
            signature,
        } => {
            stage("parameters", &Value::Object(params.clone()).to_string());
            stage("signed text", signed_text);
            stage("signature", signature);
        }
        Trace::Butler {
            plain_list,
            cipher_text,
            signature,
        } => {
            stage("plain list", &plain_list.to_string());
            stage("cipher text", cipher_text);
            stage("signature", signature);
        }
    }
    stage(
        "request",
        &format!("{} {}", exchange.request.method, exchange.request.url),
    );
    for (name, value) in &exchange.request.headers {
        stage("", &format!("{name}: {value}"));
    }
    stage("body sent", &exchange.request.body);
    stage(
        "answer",
        &format!("HTTP {} after {} ms", exchange.response.status, exchange.wait_us / 1000),
    );
    for (name, value) in &exchange.response.headers {
        stage("", &format!("{name}: {value}"));
    }
    stage("body received", &exchange.response.body);
    if let Some(whole) = &exchange.response.whole {
        stage("", &format!("({whole})"));
    }
    text
}
