//! `/__fuhe/`: what tests of a client need beside the vendors. Only `fuhe mock` has it, and a request must carry a header that
//! no browser sends by itself: no page, scanner or stray client can read or remove anything.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::shared::Shared;

/// The header, whatever its value.
const HEADER: &str = "x-fuhe";

/// The paths.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/__fuhe/health", get(health))
        .route("/__fuhe/stored", get(stored))
        .route("/__fuhe/reset", post(reset))
}

/// That the vendor listens.
async fn health() -> Response<Body> {
    answer(StatusCode::OK, &json!({"listening": true}))
}

/// Everything that was saved, as it was sent.
async fn stored(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response<Body> {
    if !headers.contains_key(HEADER) {
        return refused();
    }
    let all = shared.ledger().snapshot();
    let desktop = all
        .desktop_users
        .iter()
        .map(|user| json!({"client_user_no": user.client_user_no, "fields": user.fields}));
    let gateway = all.gateway_users.iter().map(|user| {
        json!({
            "etc_user_no": user.etc_user_no,
            "ebaas_user_no": user.ebaas_user_no,
            "app_ids": user.app_ids,
            "fields": user.fields,
        })
    });
    let applications = all
        .applications
        .iter()
        .map(|application| json!({"app_id": application.app_id, "owner": application.owner}));
    let accounts = all
        .accounts
        .iter()
        .map(|account| json!({"userNo": account.user_no, "disabled": account.is_disabled(), "fields": account.fields}));
    let all = json!({
        "desktop_users": desktop.collect::<Vec<_>>(),
        "gateway_users": gateway.collect::<Vec<_>>(),
        "applications": applications.collect::<Vec<_>>(),
        "accounts": accounts.collect::<Vec<_>>(),
        "nonces": all.nonces,
    });
    answer(StatusCode::OK, &all)
}

/// Forgets everything but the credentials.
async fn reset(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response<Body> {
    if !headers.contains_key(HEADER) {
        return refused();
    }
    shared.ledger().reset();
    answer(StatusCode::OK, &json!({"reset": true}))
}

fn refused() -> Response<Body> {
    let why = format!("send the header {HEADER}, with any value, so that nothing happens here by mistake");
    answer(StatusCode::FORBIDDEN, &json!({"error": why}))
}

fn answer(status: StatusCode, body: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("{body}\n")));
    *response.status_mut() = status;
    let json = axum::http::HeaderValue::from_static("application/json");
    response.headers_mut().insert("content-type", json);
    response
}
