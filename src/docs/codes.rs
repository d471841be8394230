//! The codes and messages that the pages name, and the rules that say so.

use crate::contract::{Area, RuleId};
use crate::rule;

/// A code or a message of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Where it stands: `code`, `succ`, `msg`, `cause`.
    pub field: &'static str,
    /// The code or the text.
    pub value: &'static str,
    /// What it means, in English.
    pub english: &'static str,
    /// What it means, in Chinese.
    pub chinese: &'static str,
    /// The rule that says so.
    pub rule: RuleId,
}

const fn code(
    field: &'static str,
    value: &'static str,
    english: &'static str,
    chinese: &'static str,
    rule: RuleId,
) -> Code {
    Code {
        field,
        value,
        english,
        chinese,
        rule,
    }
}

/// The codes of an area; none where its operation has those of another.
pub fn codes(area: Area) -> Vec<Code> {
    match area.letters() {
        "GW" => gateway(),
        "BS" => courier(),
        _ => Vec::new(),
    }
}

fn gateway() -> Vec<Code> {
    vec![
        code(
            "code",
            "000",
            "success; msg is 成功",
            "成功；msg 为 成功",
            rule!("CU-06"),
        ),
        code(
            "code",
            "400",
            "a required business parameter is absent or empty; msg is 参数{name}不能为空",
            "缺少必填业务参数或其值为空；msg 为 参数{name}不能为空",
            rule!("GW-09"),
        ),
        code(
            "code",
            "400001",
            "nobody has this application id",
            "应用 id 不存在",
            rule!("GW-08"),
        ),
        code(
            "code",
            "400002",
            "the operation is switched off",
            "接口已停用",
            rule!("GW-10"),
        ),
        code(
            "code",
            "401001",
            "wrong signature; msg begins with 验证签名失败",
            "签名错误；msg 以 验证签名失败 开头",
            rule!("GW-04"),
        ),
        code(
            "code",
            "401002",
            "no permission for the operation",
            "无权调用该接口",
            rule!("GW-10"),
        ),
        code(
            "code",
            "403001",
            "the timestamp is more than 30 s off",
            "时间戳偏差超过 30 秒",
            rule!("GW-05"),
        ),
        code(
            "code",
            "403002",
            "the nonce was used within the last 60 s",
            "随机数在 60 秒内已使用",
            rule!("GW-06"),
        ),
        code(
            "code",
            "404001",
            "there is no such operation",
            "接口不存在",
            rule!("GW-07"),
        ),
        code("code", "500", "internal error", "系统内部错误", rule!("GW-10")),
    ]
}

fn courier() -> Vec<Code> {
    vec![
        code("succ", "ok", "every row is accepted", "所有行均被接受", rule!("BS-20")),
        code(
            "succ",
            "fail",
            "the request or some of its rows are refused; result lists the rows",
            "请求或其中部分行被拒绝；result 列出这些行",
            rule!("BS-20"),
        ),
        code(
            "msg",
            "数据校验不通过",
            "rows are refused",
            "有行被拒绝",
            rule!("BS-37"),
        ),
        code(
            "cause",
            "用户账号已存在!",
            "an account of that row exists",
            "该行的账号已存在",
            rule!("BS-37"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;

    /// A table that names a code which no rule knows would be an invention.
    #[test]
    fn each_code_stands_in_a_feature() {
        let contract = Contract::embedded();
        for code in Area::all().flat_map(codes) {
            let rule = contract.rule(code.rule).expect("a rule");
            let feature = &contract.file(&rule.feature).expect("a feature").text;
            assert!(feature.contains(code.value), "{} in {}", code.value, rule.feature);
        }
    }
}
