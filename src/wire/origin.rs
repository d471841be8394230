//! Who answered: the vendor, or something in between. This is judged by the shape of the answer, and by its status only
//! if the shape is of no help.

use serde_json::{Map, Value};

use super::etc::Answer;
use super::{HttpResponse, Vendor};

/// Who an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The vendor: the answer has the documented shape, even if something in it is wrong.
    Vendor,
    /// The vendor's own server, which failed over the call.
    Crash,
    /// A success by its status, in no documented shape. It is the vendor's if the vendor has answered before; for a
    /// first call it is from whatever is at the address.
    Bare(Between),
    /// Something other than the interface.
    Between(Between),
}

/// What answers in the vendor's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// More calls than are allowed.
    RateLimit,
    /// A proxy that wants a password.
    Proxy,
    /// A proxy or gateway that cannot reach the vendor.
    Gateway,
    /// Something that wants a login in a header.
    Login,
    /// A login page.
    LoginPage,
    /// A firewall.
    Firewall,
    /// A page that checks whether the caller is a person.
    Captcha,
    /// A limit to the length of calls.
    Length,
    /// A server that wants a certificate of its clients.
    ClientCertificate,
    /// An HTTPS port that was called with HTTP.
    PlainHttp,
    /// A redirect.
    Redirect,
    /// A server that has nothing at this address.
    NotFound,
    /// Something that refuses the call for another reason.
    Refusal,
    /// Nothing at all.
    Empty,
    /// A page, or another text.
    Page,
    /// JSON in another shape.
    ForeignJson,
}

/// What servers say in their pages, in lower-case letters, and what it means.
const TELLING: [(&str, Between); 14] = [
    ("no required ssl certificate", Between::ClientCertificate),
    ("the ssl certificate error", Between::ClientCertificate),
    ("client certificate", Between::ClientCertificate),
    ("http request was sent to https port", Between::PlainHttp),
    ("http request to an https server", Between::PlainHttp),
    ("type=\"password\"", Between::LoginPage),
    ("type='password'", Between::LoginPage),
    ("type=password", Between::LoginPage),
    ("captcha", Between::Captcha),
    ("验证码", Between::Captcha),
    ("人机", Between::Captcha),
    ("just a moment", Between::Captcha),
    ("acw_sc__", Between::Captcha),
    ("请登录", Between::LoginPage),
];

/// What the pages of application servers and frameworks say, in lower-case letters: the vendor's own, not a gateway's.
const OWN_SERVERS: [&str; 4] = [
    "whitelabel error page",
    "apache tomcat",
    "http status 4",
    "powered by jetty",
];

/// Names of members that describe an outcome in other words; parts of names in lower-case letters.
const OUTCOMES: [&str; 6] = ["err", "status", "message", "code", "succ", "exception"];

impl Origin {
    /// Finds who an answer to a call of this vendor comes from.
    pub fn of(vendor: Vendor, response: &HttpResponse) -> Self {
        let object = response.content().object;
        let resemblance = match &object {
            Some(body) => resemblance(vendor, body),
            None if is_broken(vendor, &response.body) => Resemblance::Partial,
            None => Resemblance::None,
        };
        if let Some(between) = on_the_way(response, resemblance) {
            return Self::Between(between);
        }
        if matches!(resemblance, Resemblance::Whole | Resemblance::Partial) {
            return Self::Vendor;
        }
        let page = page(response, object.is_some());
        match response.status {
            500 => Self::Crash,
            501.. => Self::Between(Between::Gateway),
            200..=299 => success(response, object.as_ref(), resemblance, page),
            300..=399 => Self::Between(Between::Redirect),
            401 => Self::Between(Between::Login),
            403 => Self::Between(page.unwrap_or(Between::Firewall)),
            404 | 405 | 410 => Self::Between(Between::NotFound),
            413 | 414 | 431 => Self::Between(Between::Length),
            _ if is_of_an_own_server(response, object.as_ref()) => Self::Crash,
            _ => Self::Between(page.unwrap_or(Between::Refusal)),
        }
    }
}

impl Between {
    /// True if this cannot be the vendor's answer, whatever was asked (BS-48): the call did not get that far.
    pub const fn is_no_answer(self) -> bool {
        matches!(
            self,
            Self::RateLimit | Self::Proxy | Self::Gateway | Self::ClientCertificate | Self::PlainHttp
        )
    }

    /// True if a vendor may refuse an unknown or untrusted caller like this (BS-48).
    pub const fn may_be_a_refusal(self) -> bool {
        match self {
            Self::Login
            | Self::LoginPage
            | Self::Firewall
            | Self::Refusal
            | Self::Empty
            | Self::Page
            | Self::ForeignJson => true,
            Self::RateLimit
            | Self::Proxy
            | Self::Gateway
            | Self::Captcha
            | Self::Length
            | Self::ClientCertificate
            | Self::PlainHttp
            | Self::Redirect
            | Self::NotFound => false,
        }
    }

    /// True if the target file must be changed; otherwise something on the way must.
    pub const fn is_configuration(self) -> bool {
        match self {
            Self::Login
            | Self::LoginPage
            | Self::ClientCertificate
            | Self::PlainHttp
            | Self::Redirect
            | Self::NotFound
            | Self::Page
            | Self::ForeignJson => true,
            Self::RateLimit
            | Self::Proxy
            | Self::Gateway
            | Self::Firewall
            | Self::Captcha
            | Self::Length
            | Self::Refusal
            | Self::Empty => false,
        }
    }

    /// What has happened, in a few words.
    pub const fn cause(self) -> &'static str {
        match self {
            Self::RateLimit => "rate limited, more calls than are allowed",
            Self::Proxy => "the proxy asks for a user and a password",
            Self::Gateway => "a proxy or gateway answered in the vendor's place",
            Self::Login => "something in front of the interface asks for a login",
            Self::LoginPage => "a login page answered in the vendor's place",
            Self::Firewall => "a firewall in front of the interface turned the call away",
            Self::Captcha => "a page that checks whether the caller is a person answered in the vendor's place",
            Self::Length => "something in front of the interface does not accept calls of this length",
            Self::ClientCertificate => "the server asks its clients for a certificate, which fuhe does not have",
            Self::PlainHttp => "this port speaks HTTPS",
            Self::Redirect | Self::NotFound | Self::Page | Self::ForeignJson => "the interface is not at this address",
            Self::Refusal => "something in front of the interface turned the call away",
            Self::Empty => "this is not an answer of the interface",
        }
    }

    /// What to do about it, for a target of this name.
    pub fn remedy(self, vendor: Vendor, target: &str) -> String {
        let name = vendor.name();
        let place = format!("of target \"{target}\"");
        match self {
            Self::RateLimit => format!("set a lower `rate` in [network] {place}"),
            Self::Proxy => format!("give both in `proxy` in [network] {place}"),
            Self::Gateway | Self::Empty => "check the url and everything between".to_owned(),
            Self::Login => format!("send what it asks for with `headers` in [network] {place}"),
            Self::LoginPage => {
                format!("check {name}.url {place}, or send what it asks for with `headers` in [network]")
            }
            Self::Firewall | Self::Captcha => "ask its owner to allow calls from this machine".to_owned(),
            Self::Length => "ask its owner for a higher limit".to_owned(),
            Self::ClientCertificate => format!("name a proxy that presents one as {name}.url {place}"),
            Self::PlainHttp => format!("change the scheme in {name}.url {place} to https"),
            Self::Redirect | Self::NotFound | Self::Page | Self::ForeignJson => format!("check {name}.url {place}"),
            Self::Refusal => "check everything between".to_owned(),
        }
    }
}

/// How closely an object has the documented shape of a vendor's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resemblance {
    /// Every member of each answer is there, with its type.
    Whole,
    /// Enough to identify the vendor.
    Partial,
    /// A member that others have as well.
    Slight,
    None,
}

fn resemblance(vendor: Vendor, body: &Map<String, Value>) -> Resemblance {
    let (is_whole, is_partial, is_slight) = match vendor {
        Vendor::Gateway => {
            let answer = Answer::read(body);
            let text = |name| answer.canonical.get(name).is_some_and(Value::is_string);
            let found = answer.documented();
            (
                ["request_id", "code", "msg"].into_iter().all(text),
                found > 1,
                found > 0,
            )
        }
        Vendor::Courier => {
            let has = |name| body.contains_key(name);
            let is_whole = body.get("succ").is_some_and(|succ| succ == "ok" || succ == "fail");
            let others = has("msg") && has("result");
            (is_whole, has("succ") || others, has("msg") || has("result"))
        }
    };
    match (is_whole, is_partial, is_slight) {
        (true, _, _) => Resemblance::Whole,
        (_, true, _) => Resemblance::Partial,
        (_, _, true) => Resemblance::Slight,
        _ => Resemblance::None,
    }
}

/// True for a text that would be the vendor's answer if it were JSON.
fn is_broken(vendor: Vendor, text: &str) -> bool {
    let names: &[&str] = match vendor {
        Vendor::Gateway => &["request", "code", "msg"],
        Vendor::Courier => &["succ"],
    };
    let text = text.trim_start();
    text.starts_with(['{', '[', '"']) && {
        let text = text.to_ascii_lowercase();
        names.iter().all(|name| text.contains(name))
    }
}

/// What only something on the way says. A gateway's own JSON may look a little like the vendor's, so there only a
/// complete documented answer counts; and a rate limit answers no question (GW-24).
fn on_the_way(response: &HttpResponse, resemblance: Resemblance) -> Option<Between> {
    let documented = resemblance == Resemblance::Whole;
    match response.status {
        429 => Some(Between::RateLimit),
        _ if response.speaks_of_a_rate() => Some(Between::RateLimit),
        407 => Some(Between::Proxy),
        503 if !documented && response.header("retry-after").is_some() => Some(Between::RateLimit),
        501.. if !documented => Some(Between::Gateway),
        _ => None,
    }
}

/// A success by its status.
fn success(
    response: &HttpResponse,
    object: Option<&Map<String, Value>>,
    resemblance: Resemblance,
    page: Option<Between>,
) -> Origin {
    let Some(object) = object else {
        let is_empty = response.body.trim().is_empty();
        // A list, a string or a number is JSON as well.
        let is_json = response.json().is_some();
        return match page {
            Some(page) => Origin::Between(page),
            None if is_empty => Origin::Bare(Between::Empty),
            None if is_json => Origin::Bare(Between::ForeignJson),
            None => Origin::Bare(Between::Page),
        };
    };
    let names_an_outcome = object.keys().any(|name| {
        let name = name.to_ascii_lowercase();
        OUTCOMES.iter().any(|part| name.contains(part))
    });
    if names_an_outcome || resemblance == Resemblance::Slight {
        Origin::Bare(Between::ForeignJson)
    } else {
        Origin::Between(Between::ForeignJson)
    }
}

/// What a page for people shows about its origin.
fn page(response: &HttpResponse, is_json: bool) -> Option<Between> {
    if is_json {
        return None;
    }
    let text = response.body.to_lowercase();
    let mut telling = TELLING.iter();
    telling
        .find(|(words, _)| text.contains(words))
        .map(|(_, between)| *between)
}

/// True for what the framework of an application says of a call that it cannot accept.
fn is_of_an_own_server(response: &HttpResponse, object: Option<&Map<String, Value>>) -> bool {
    if let Some(object) = object {
        return object.contains_key("error") && (object.contains_key("timestamp") || object.contains_key("status"));
    }
    let text = response.body.to_lowercase();
    OWN_SERVERS.iter().any(|words| text.contains(words))
}

impl HttpResponse {
    /// True for the answer of something on the way that did not let the call through, so that there is no answer to it.
    pub fn is_from_between(&self) -> bool {
        // The vendor's own answer with such a status has its complete shape.
        let mut vendors = Vendor::ALL.into_iter();
        self.status >= 400
            && vendors
                .all(|vendor| matches!(Origin::of(vendor, self), Origin::Between(between) if between.is_no_answer()))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const NGINX_403: &str = "<html><head><title>403 Forbidden</title></head></html>";
    const NO_CERTIFICATE: &str = "<html><head><title>400 No required SSL certificate was sent</title></head></html>";
    const PLAIN: &str = "<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>";
    const SPRING: &str = r#"{"timestamp":"2026-01-01","status":400,"error":"Bad Request","path":"/api/gateway"}"#;
    const REFUSED: &str = r#"{"request_id":"1","code":"400","msg":"x"}"#;

    /// The documented shape is the vendor's own, under any status.
    #[rstest]
    #[case::success(Vendor::Gateway, r#"{"requestId":"1","code":"000","msg":"成功","data":{}}"#)]
    #[case::first_revision(Vendor::Gateway, r#"{"requestId":"1","responseCode":"400","responseMsg":"x"}"#)]
    #[case::courier(Vendor::Courier, r#"{"succ":"fail","msg":"x"}"#)]
    fn the_documented_shape_is_the_vendors(
        #[case] vendor: Vendor,
        #[case] body: &str,
        #[values(200, 202, 400, 401, 403, 404, 409, 500, 502, 503, 504)] status: u16,
    ) {
        assert_eq!(Origin::of(vendor, &answer(status, body)), Origin::Vendor);
    }

    /// With something wrong in it, it is still the vendor's.
    #[rstest]
    #[case::code_as_number(Vendor::Gateway, r#"{"requestId":"1","code":0,"msg":"x"}"#)]
    #[case::no_id(Vendor::Gateway, r#"{"code":"000","msg":"x","data":null}"#)]
    #[case::no_code(Vendor::Gateway, r#"{"request_id":"1","msg":"x"}"#)]
    #[case::no_message(Vendor::Gateway, r#"{"request_id":"1","code":"000"}"#)]
    #[case::in_a_list(Vendor::Gateway, r#"[{"request_id":"1","code":"000","msg":"x"}]"#)]
    #[case::in_a_string(Vendor::Courier, r#""{\"succ\":\"ok\"}""#)]
    #[case::with_a_nul(Vendor::Courier, "{\"succ\":\"ok\"}\0")]
    #[case::cut_short(Vendor::Gateway, r#"{"requestId":"1","code":"000","msg":"x","data":{"#)]
    #[case::no_json(Vendor::Courier, "{succ:'ok'}")]
    #[case::boolean(Vendor::Courier, r#"{"succ":true}"#)]
    #[case::without_outcome(Vendor::Courier, r#"{"msg":null,"result":null}"#)]
    fn a_deviation_is_the_vendors(#[case] vendor: Vendor, #[case] body: &str, #[values(200, 400, 500)] status: u16) {
        assert_eq!(Origin::of(vendor, &answer(status, body)), Origin::Vendor);
    }

    #[rstest]
    #[case::limit_req(429, NGINX_403, Between::RateLimit)]
    #[case::sentinel(429, r#"{"code":429,"msg":"Blocked by Sentinel"}"#, Between::RateLimit)]
    #[case::documented(429, REFUSED, Between::RateLimit)]
    #[case::proxy(407, "", Between::Proxy)]
    #[case::bad_gateway(502, "<html>", Between::Gateway)]
    #[case::kong(503, r#"{"message":"name resolution failed"}"#, Between::Gateway)]
    #[case::spring_cloud(504, r#"{"status":504,"error":"Gateway Timeout","requestId":"a"}"#, Between::Gateway)]
    #[case::like_the_vendors(503, r#"{"code":503,"msg":"Service Unavailable"}"#, Between::Gateway)]
    #[case::cloudflare(522, "", Between::Gateway)]
    #[case::login(401, "", Between::Login)]
    #[case::login_json(401, r#"{"message":"Unauthorized"}"#, Between::Login)]
    #[case::firewall(403, NGINX_403, Between::Firewall)]
    #[case::firewall_json(403, r#"{"message":"Forbidden"}"#, Between::Firewall)]
    #[case::challenge(403, "<title>Just a moment...</title>", Between::Captcha)]
    #[case::too_large(413, "<html>413 Request Entity Too Large</html>", Between::Length)]
    #[case::certificate(400, NO_CERTIFICATE, Between::ClientCertificate)]
    #[case::plain_http(400, PLAIN, Between::PlainHttp)]
    #[case::go_plain_http(400, "Client sent an HTTP request to an HTTPS server.\n", Between::PlainHttp)]
    #[case::nginx_400(400, "<html><center>nginx</center></html>", Between::Refusal)]
    #[case::teapot(418, "", Between::Refusal)]
    #[case::moved(302, "", Between::Redirect)]
    #[case::not_found(404, NGINX_403, Between::NotFound)]
    #[case::not_found_json(404, r#"{"status":404,"error":"Not Found"}"#, Between::NotFound)]
    #[case::method(405, "", Between::NotFound)]
    #[case::login_page(
        200,
        "<form><input type=\"password\"><img alt=\"captcha\"></form>",
        Between::LoginPage
    )]
    #[case::captcha(200, "<html>请完成滑动验证码</html>", Between::Captcha)]
    #[case::hello(200, r#"{"hello":"world"}"#, Between::ForeignJson)]
    #[case::no_member(200, "{}", Between::ForeignJson)]
    fn what_is_not_the_interface_is_named(
        #[case] status: u16,
        #[case] body: &str,
        #[case] between: Between,
        #[values(Vendor::Gateway, Vendor::Courier)] vendor: Vendor,
    ) {
        assert_eq!(Origin::of(vendor, &answer(status, body)), Origin::Between(between));
    }

    #[rstest]
    #[case::crash(500, "<html><h1>HTTP Status 500</h1></html>", Origin::Crash)]
    #[case::crash_json(500, r#"{"message":"oops"}"#, Origin::Crash)]
    #[case::crash_without_words(500, "", Origin::Crash)]
    #[case::framework(400, SPRING, Origin::Crash)]
    #[case::framework_page(400, "<h1>Whitelabel Error Page</h1>", Origin::Crash)]
    #[case::application_server(415, "<h1>HTTP Status 415 – Unsupported</h1>", Origin::Crash)]
    #[case::page(200, "<html>It works!</html>", Origin::Bare(Between::Page))]
    #[case::text(200, "null pointer", Origin::Bare(Between::Page))]
    #[case::cut_short(200, r#"{"requestId":"1","co"#, Origin::Bare(Between::Page))]
    #[case::empty(200, "", Origin::Bare(Between::Empty))]
    #[case::no_content(204, "", Origin::Bare(Between::Empty))]
    #[case::list(200, "[1]", Origin::Bare(Between::ForeignJson))]
    #[case::other_words(
        200,
        r#"{"apiErrorMsg":"x","apiResultCode":"A1001"}"#,
        Origin::Bare(Between::ForeignJson)
    )]
    #[case::message_alone(200, r#"{"msg":"x"}"#, Origin::Bare(Between::ForeignJson))]
    fn what_may_be_the_vendors_is_not_anothers(
        #[case] status: u16,
        #[case] body: &str,
        #[case] origin: Origin,
        #[values(Vendor::Gateway, Vendor::Courier)] vendor: Vendor,
    ) {
        assert_eq!(Origin::of(vendor, &answer(status, body)), origin);
    }

    #[test]
    fn a_server_that_asks_to_be_left_alone_limits_the_rate() {
        let mut response = answer(503, "<html>");
        response.headers.push(("Retry-After".to_owned(), "1".to_owned()));
        assert_eq!(
            Origin::of(Vendor::Gateway, &response),
            Origin::Between(Between::RateLimit)
        );
    }

    fn answer(status: u16, body: &str) -> HttpResponse {
        HttpResponse {
            status,
            body: body.to_owned(),
            ..HttpResponse::default()
        }
    }
}
