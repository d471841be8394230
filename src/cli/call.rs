//! `fuhe call`: one call by hand, with every stage of its trace.

use std::fmt::Write as _;
use std::sync::Arc;

use clap::Args;
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value};

use super::curl_args::ShowSecrets;
use super::target_arg::TargetArg;
use super::vendor_args::{Against, VendorArgs};
use super::{Environment, Exit, params, runtime};
use crate::client::{Call, CallLimits, Client, fresh_run_id};
use crate::config::Target;
use crate::contract::List;
use crate::error::Error;
use crate::record::{ExchangeRecord, Masker, Trace};
use crate::text::{did_you_mean, line};
use crate::wire::butler::CourierCall;
use crate::wire::{Operation, Vendor};

/// Options of `fuhe call`.
#[derive(Debug, Args)]
pub(super) struct CallByHand {
    #[arg(value_name = "OPERATION", help = format!("One of {}", names()))]
    operation: String,
    #[command(flatten)]
    target: TargetArg,
    /// What the call sends, as a JSON object; for batchSave a list of rows, or {"type": 2, "userList": […]}. - reads it
    /// from standard input, @FILE from a file
    #[arg(long, value_name = "JSON|-|@FILE")]
    params: String,
    /// Do not send the call: print it as a command line for curl
    #[arg(long)]
    curl: bool,
    #[command(flatten)]
    secrets: ShowSecrets,
    #[command(flatten)]
    vendor: VendorArgs,
}

impl CallByHand {
    /// Sends the call, and prints its trace and the answer, masked.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let operation = Operation::named(&self.operation).ok_or_else(|| {
            Error::Config(format!(
                "no operation is called \"{}\"{}; choose one of {}",
                self.operation,
                did_you_mean(&self.operation, Operation::all().map(Operation::name)),
                names()
            ))
        })?;
        let call = call(operation, &params::text(self.params, environment)?)?;
        let file = self.target.file(&self.vendor, environment);
        if self.curl {
            let file = file.ok_or_else(|| {
                Error::Config("--curl: name the target file; the embedded vendor ends with this command".to_owned())
            })?;
            let target = Arc::new(self.vendor.read_target(&file, environment)?);
            return print_curl(&call, &target, &self.secrets, environment);
        }
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

/// Prints the call as a command line for curl. Nothing is sent, so that the nonce is still fresh.
fn print_curl(
    call: &Call,
    target: &Arc<Target>,
    secrets: &ShowSecrets,
    environment: &mut Environment,
) -> Result<Exit, Error> {
    let limits = CallLimits::of(&target.network);
    let client = Client::new(Arc::clone(target), environment.clock.clone(), &fresh_run_id(), limits)?;
    let (operation, _, mut request) = client.prepare(call)?;
    let network = &target.network;
    let further = network.headers.iter();
    request
        .headers
        .extend(further.map(|(name, value)| (name.clone(), value.expose_secret().to_owned())));
    if network.proxy.is_some() || network.certificate.is_some() || !network.issuers.is_empty() {
        environment
            .note("the line leaves out the target file's proxy and certificates; curl takes --proxy and --cacert");
    }
    secrets.hand_over(operation.vendor(), &request, &target.secrets(), environment)
}

/// The operations that there are.
fn names() -> String {
    let names: Vec<_> = Operation::all().map(Operation::name).collect();
    names.join(", ")
}

fn call(operation: Operation, text: &str) -> Result<Call, Error> {
    let fault = |reason: String| Error::Config(format!("--params: {reason}"));
    let expected = match (operation.vendor(), operation.list()) {
        (Vendor::Gateway, _) => "expected a JSON object with the business parameters".to_owned(),
        (Vendor::Courier, None) => "expected a JSON object with the members of the body, without companyId".to_owned(),
        (Vendor::Courier, Some(list)) => {
            let members = operation.verbs()[0].sets.keys().chain([&list.field]);
            let members: Vec<&str> = members.map(String::as_str).collect();
            format!("expected a list of rows, or an object with {}", members.join(" and "))
        }
    };
    let value = params::read(text, &expected).map_err(fault)?;
    match (value, operation.list()) {
        (Value::Object(request), Some(list)) => call_with_list(operation, list, request).map_err(fault),
        (Value::Array(rows), Some(_)) => {
            let verb = &operation.verbs()[0];
            Ok(Call::Courier(CourierCall::new(operation, verb).with_rows(rows)))
        }
        (Value::Object(fields), None) => match unknown_member(operation, &fields) {
            Some(unknown) if operation.vendor() == Vendor::Courier => Err(fault(format!(
                "{operation} has no member {unknown}; companyId comes from the target"
            ))),
            _ => Ok(Call::new(operation, fields)),
        },
        _ => Err(fault(expected)),
    }
}

/// The first member that the page of a courier's operation does not name, or that the target gives.
fn unknown_member(operation: Operation, fields: &Map<String, Value>) -> Option<&String> {
    let properties = &operation.request().source()["properties"];
    fields
        .keys()
        .find(|name| *name == "companyId" || properties.get(name.as_str()).is_none())
}

fn call_with_list(operation: Operation, list: &List, mut request: Map<String, Value>) -> Result<Call, String> {
    let Some(Value::Array(rows)) = request.shift_remove(&list.field) else {
        return Err(format!("{} must be a list of rows", list.field));
    };
    let mut call = CourierCall::new(operation, &operation.verbs()[0]).with_rows(rows);
    let known: Vec<&String> = call.body.keys().collect();
    if let Some(unknown) = request.keys().find(|name| !known.contains(name)) {
        let known: Vec<&str> = known
            .iter()
            .map(|name| name.as_str())
            .chain([list.field.as_str()])
            .collect();
        return Err(format!(
            "unknown field {unknown}; only {} may be given, the rest comes from the target",
            known.join(" and ")
        ));
    }
    for (name, value) in request {
        let allowed: Vec<&Value> = operation
            .verbs()
            .iter()
            .filter_map(|verb| verb.sets.get(&name))
            .collect();
        // `1.0` is 1.
        if !allowed.iter().any(|own| own.as_f64() == value.as_f64()) {
            let allowed: Vec<String> = allowed.iter().map(ToString::to_string).collect();
            return Err(format!("{name} must be {}, not {value}", allowed.join(" or ")));
        }
        call.body.insert(name, value);
    }
    Ok(Call::Courier(call))
}

/// The trace of a call, stage by stage. Text of several lines is indented below its name, so that no line of it looks
/// like one of ours.
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
            ..
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
            if !plain_list.is_null() {
                stage("plain list", &plain_list.to_string());
                stage("cipher text", cipher_text);
            }
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
