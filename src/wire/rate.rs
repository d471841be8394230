//! Rate limits in the words of a platform, where its status says nothing.

use super::HttpResponse;

/// What platforms say that take no more calls for the moment.
const WORDS_OF_RATE: [&str; 8] = [
    "频繁",
    "频率",
    "限流",
    "限频",
    "too many requests",
    "too frequent",
    "rate limit",
    "throttl",
];
/// Codes of what is wrong with a call itself (GW-04 to GW-08): a nonce that comes again may be called frequent, too.
const OF_THE_CALL: [&str; 6] = ["400001", "401001", "401002", "403001", "403002", "404001"];
/// A notice of a rate is short.
const LONGEST_NOTICE: usize = 2_000;

impl HttpResponse {
    /// True for a refusal in the words of a platform that takes no more calls for the moment, whatever its status and shape
    /// (GW-24, BS-51). The documented codes of a call's own faults say something else.
    pub fn speaks_of_a_rate(&self) -> bool {
        if self.body.len() > LONGEST_NOTICE {
            return false;
        }
        let lower = self.body.to_lowercase();
        let names_a_rate = |text: &str| WORDS_OF_RATE.iter().any(|word| text.contains(word));
        // Words may be written in escapes, so what is not JSON in plain characters is read first.
        let is_plain = !lower.contains("\\u");
        if is_plain && !names_a_rate(&lower) {
            return false;
        }
        let Some(object) = self.content().object else {
            return false;
        };
        let text = |names: &[&str]| names.iter().find_map(|name| object.get(*name)?.as_str());
        let code = text(&["code", "responseCode"]).unwrap_or_default();
        let is_refusal = code != "000" && text(&["succ"]) != Some("ok") && !OF_THE_CALL.contains(&code);
        let message = text(&["msg", "responseMsg", "message"]).unwrap_or_default();
        is_refusal && names_a_rate(&message.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::gateway(r#"{"requestId":"1","code":"429001","msg":"请求过于频繁","data":null}"#, true)]
    #[case::in_a_documented_code(r#"{"request_id":"1","code":"400","msg":"调用频率超限"}"#, true)]
    #[case::in_english(r#"{"requestId":"1","responseCode":"E9","responseMsg":"Rate limit exceeded"}"#, true)]
    #[case::courier(r#"{"succ":"fail","msg":"接口限流，请稍后再试","result":null}"#, true)]
    #[case::escaped(r#"{"succ":"fail","msg":"\u8bbf\u95ee\u8fc7\u4e8e\u9891\u7e41"}"#, true)]
    #[case::a_nonce_that_comes_again(r#"{"requestId":"1","code":"403002","msg":"请勿频繁重复请求"}"#, false)]
    #[case::a_system_that_is_busy(r#"{"requestId":"1","code":"500","msg":"系统繁忙，请稍后重试"}"#, false)]
    #[case::a_quota(r#"{"requestId":"1","code":"400","msg":"应用数量已达上限"}"#, false)]
    #[case::a_success(r#"{"requestId":"1","code":"000","msg":"请勿频繁调用","data":{}}"#, false)]
    #[case::a_name(r#"{"requestId":"1","code":"400","msg":"参数错误","data":{"name":"频率"}}"#, false)]
    #[case::no_json("请求过于频繁", false)]
    fn a_rate_is_told_in_words(#[case] body: &str, #[case] expected: bool) {
        let response = HttpResponse {
            status: 200,
            body: body.to_owned(),
            ..HttpResponse::default()
        };
        assert_eq!(response.speaks_of_a_rate(), expected);
    }
}
