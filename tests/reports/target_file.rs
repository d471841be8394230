//! The schema of target files takes and refuses what the reader does.

use fuhe::config::Target;
use rstest::rstest;
use serde_json::Value;

use super::file::temporary;
use super::schemas::schema;

const ETC: &str = r#"
[etc]
url = "https://host.example/api/gateway"
app_id = "OIG0AF4DMOK2VC2N"
private_key = { file = "KEY" }
"#;

const BUTLER: &str = r#"
[butler]
url = "http://127.0.0.1:8081"
send_app_id = "app"
sk = { env = "SK" }
company_name = "顺丰速运"
"#;

/// A target file as JSON, for the schema: a date as editors see it, a text.
fn as_value(text: &str) -> Value {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(plain).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(name, inner)| (name, plain(inner))).collect(),
            toml::Value::String(_) | toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) => {
                serde_json::to_value(value).expect("JSON")
            }
        }
    }
    plain(toml::from_str(text).expect("TOML"))
}

fn read_target(text: &str) -> Result<Target, String> {
    let path = temporary("target.toml", text);
    Target::read(&path, &|name| (name == "SK").then(|| "s3cr3t-s3cr3t".to_owned())).map_err(|e| e.to_string())
}

const FINGERPRINT: &str =
    "3F:9A:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD";

fn with_key(text: &str) -> String {
    let key = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/throwaway.pem");
    text.replace("KEY", key)
}

#[rstest]
#[case::etc_alone(ETC)]
#[case::butler_alone(BUTLER)]
#[case::everything(&format!(
    "name = \"staging\"\nallow_writes = true\nproduction = true\n[network]\nproxy = \"http://a:b@proxy:3128\"\n\
     trust_certificate = \"{FINGERPRINT}\"\nconnect_timeout = 1\ntimeout = 2.5\nrate = 5\nconcurrency = 2\n\
     headers = {{ X-Tenant = \"qa\" }}\nsettle = 300\n[data]\nnames = \"latin\"\nphone_prefix = \"1540\"\n\
     email_domain = \"corp.example\"\nemp_no = \"alphanumeric\"\n{ETC}request_names = \"snake\"\nsign_empty = false\nsign_null = \"empty\"\n\
     sign_boolean = \"digit\"\n{BUTLER}initials = \"sf1\"\n[butler.des]\nmode = \"cbc\"\nencoding = \"HEX\"\nkey = \"k3yS3cr7\"\n\
     iv = \"hex:3074686572497621\"\n[butler.fixtures]\norganization_code = \"1\"\norganization_name = \"x\"\n\
     cust_ids = [\"7551234567\"]\n"
))]
#[case::waivers(&format!(
    "{BUTLER}[[waiver]]\nrule = \"BS-25\"\nreason = \"known\"\nuntil = 2027-03-31\nticket = \"T-1\"\n[[waiver]]\n\
     rule = \"BS-26\"\nreason = \"x\"\nscenario = \"a fault of each kind\""
))]
fn schema_and_reader_take_the_same_target_files(#[case] text: &str) {
    let text = with_key(text);
    assert_eq!(schema("schemas/target.json").violations(&as_value(&text)), []);
    read_target(&text).expect("a target");
}

#[rstest]
#[case::no_vendor("name = \"x\"")]
#[case::unknown_key(&format!("{ETC}apid = \"x\""))]
#[case::unknown_section(&format!("{BUTLER}[butler.tls]\n"))]
#[case::missing_key("[etc]\nurl = \"https://host.example\"\napp_id = \"a\"")]
#[case::empty_id(&ETC.replace("OIG0AF4DMOK2VC2N", ""))]
#[case::no_url(&ETC.replace("https://", ""))]
#[case::spelling(&format!("{ETC}request_names = \"camel\""))]
#[case::null_habit(&format!("{ETC}sign_null = \"word\""))]
#[case::mode(&format!("{BUTLER}[butler.des]\nmode = \"ofb\""))]
#[case::initials(&format!("{BUTLER}initials = \"SFS\""))]
#[case::no_initials(&format!("{BUTLER}initials = \"\""))]
#[case::encoding(&format!("{BUTLER}[butler.des]\nencoding = \"Hex\""))]
#[case::secret_of_both_kinds(&BUTLER.replace("{ env = \"SK\" }", "{ env = \"SK\", file = \"KEY\" }"))]
#[case::rate(&format!("[network]\nrate = 0\n{ETC}"))]
#[case::concurrency(&format!("[network]\nconcurrency = 0\n{ETC}"))]
#[case::timeout(&format!("[network]\ntimeout = 0\n{ETC}"))]
#[case::fingerprint(&format!("[network]\ntrust_certificate = \"3F:9A\"\n{ETC}"))]
#[case::waiver_without_reason(&format!("{BUTLER}[[waiver]]\nrule = \"BS-25\""))]
#[case::waiver_of_no_rule(&format!("{BUTLER}[[waiver]]\nrule = \"BS-5\"\nreason = \"x\""))]
#[case::waiver_until_no_day(&format!("{BUTLER}[[waiver]]\nrule = \"BS-25\"\nreason = \"x\"\nuntil = 12:00:00"))]
#[case::settle(&format!("[network]\nsettle = 60001\n{ETC}"))]
#[case::names(&format!("[data]\nnames = \"Latin\"\n{ETC}"))]
#[case::phone_prefix(&format!("[data]\nphone_prefix = \"12345678\"\n{ETC}"))]
#[case::email_domain(&format!("[data]\nemail_domain = \"corp..example\"\n{ETC}"))]
#[case::employee_numbers(&format!("[data]\nemp_no = \"any\"\n{ETC}"))]
#[case::card_no_text(&format!("{BUTLER}[butler.fixtures]\ncust_ids = [7551234567]"))]
fn schema_and_reader_refuse_the_same_target_files(#[case] text: &str) {
    let text = with_key(text);
    assert!(!schema("schemas/target.json").is_valid(&as_value(&text)));
    read_target(&text).expect_err("no target");
}
