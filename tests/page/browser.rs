//! A real browser, driven through its own driver. Both are looked for on the path; `FUHE_BROWSER=required` makes it a
//! failure that they are not there.

use std::future::Future;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

/// No single command takes longer, unless the browser hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A host that is no loopback to the browser, so that a page there has no more rights than in a network.
pub(crate) const HOST: &str = "reports.example";

/// The size of a desk's window, and of a phone's.
pub(crate) const DESK: (u32, u32) = (1440, 1000);
pub(crate) const PHONE: (u32, u32) = (390, 844);

/// The driver, killed with the test.
struct Driver {
    process: Child,
    url: String,
}

impl Driver {
    /// Starts it on a free port; nothing where it is not installed.
    fn start() -> Option<Self> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        // It says which port it took, and then nothing more.
        let port = lines.map_while(Result::ok).find_map(|line| {
            line.strip_suffix('.')?
                .rsplit_once(" on port ")
                .map(|(_, port)| port.to_owned())
        });
        let url = format!("http://127.0.0.1:{}", port.expect("the driver tells its port"));
        Some(Self { process, url })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, and need not be.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Opens a page in a window of this size and lets the test loose on it. Afterwards, whatever the test did, nothing may
/// have been loaded from elsewhere, and nothing may have been complained about.
pub(crate) fn visit<F: Future<Output = ()>>(url: &str, size: (u32, u32), test: impl FnOnce(Client) -> F) {
    if let Some(Visited { complaints, loaded }) = visit_freely(url, size, test) {
        assert_eq!(complaints, Vec::<Value>::new(), "the console stays silent");
        assert_eq!(loaded, json!([]), "nothing comes from elsewhere");
    }
}

/// What a browser complained about, and the addresses of what it loaded besides the page.
pub(crate) struct Visited {
    pub(crate) complaints: Vec<Value>,
    pub(crate) loaded: Value,
}

/// The same, for pages that may load something; nothing where there is no browser.
pub(crate) fn visit_freely<F: Future<Output = ()>>(
    url: &str,
    size: (u32, u32),
    test: impl FnOnce(Client) -> F,
) -> Option<Visited> {
    let wanted = std::env::var("FUHE_BROWSER").unwrap_or_default();
    if wanted == "off" {
        skipped("FUHE_BROWSER=off");
        return None;
    }
    let Some(driver) = Driver::start() else {
        let required = wanted == "required";
        assert!(!required, "chromedriver is not on the path, and FUHE_BROWSER=required");
        skipped("there is no chromedriver on the path (Debian: apt-get install chromium chromium-driver)");
        return None;
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let profile = TempDir::new().expect("a temporary folder");
    runtime.block_on(async {
        let browser = tokio::time::timeout(PATIENCE, open(&driver, &profile)).await;
        let browser = browser
            .expect("the browser starts in time")
            .expect("the browser starts");
        resize(&browser, size).await;
        browser.goto(url).await.expect("the page opens");
        let tested = tokio::time::timeout(PATIENCE, test(browser.clone())).await;
        let complaints = complaints(&browser).await;
        let loaded = script(
            &browser,
            "return performance.getEntriesByType('resource').map(e => e.name)",
        )
        .await;
        browser.close().await.expect("the browser closes");
        tested.expect("the test ends in time");
        Some(Visited { complaints, loaded })
    })
}

/// Says so past the test harness, which keeps the output of tests that pass to itself.
pub(crate) fn skipped(why: &str) {
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    let _ = writeln!(std::io::stderr(), "skipped {test}: {why}");
}

async fn open(driver: &Driver, profile: &TempDir) -> Result<Client, fantoccini::error::NewSessionError> {
    let capabilities = json!({
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": { "args": [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--force-prefers-reduced-motion",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            format!("--host-resolver-rules=MAP {HOST} 127.0.0.1"),
            format!("--user-data-dir={}", profile.path().display()),
        ] },
    });
    let Value::Object(capabilities) = capabilities else {
        unreachable!("an object, as written above");
    };
    ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(capabilities)
        .connect(&driver.url)
        .await
}

/// A command that only this browser's driver has.
#[derive(Debug)]
struct Own(&'static str, Value);

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.1.to_string()))
    }
}

/// A window cannot be as narrow as a phone, so the screen is.
async fn resize(browser: &Client, (width, height): (u32, u32)) {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
    let command = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": metrics });
    browser
        .issue_cmd(Own("goog/cdp/execute", command))
        .await
        .expect("a size");
}

/// Lays the page out as for paper.
pub(crate) async fn print_media(browser: &Client) {
    let command = json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "media": "print" } });
    browser
        .issue_cmd(Own("goog/cdp/execute", command))
        .await
        .expect("a medium");
}

/// What stands on the console.
async fn complaints(browser: &Client) -> Vec<Value> {
    let log = browser.issue_cmd(Own("se/log", json!({ "type": "browser" }))).await;
    let log = log.expect("the log");
    log.as_array().unwrap_or_else(|| panic!("the log is {log}")).clone()
}

/// What a script returns.
pub(crate) async fn script(browser: &Client, text: &str) -> Value {
    browser.execute(text, Vec::new()).await.expect(text)
}
