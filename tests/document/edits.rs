//! Each edit of a saved page is named, with its rules, and nothing else is.

use rstest::rstest;

use super::call::{lines, text};

const COURIER: &str = "butler-batchSave.html";
const EXPORT: &str = "butler-batchSave.showdoc.html";
const DESKTOP: &str = "etc-client.user.save.html.json";
const GATEWAY: &str = "etc-user.save.md";

#[rstest]
#[case::limit(
    GATEWAY,
    "String  | 255 ",
    "String  | 128 ",
    "request biz_user_name limit: 255 → 128 [GU-03 GU-14]"
)]
#[case::limit_in_brackets(
    COURIER,
    ">empNo</td>\n<td style=\"text-align: center;\">String(11)",
    ">empNo</td>\n<td style=\"text-align: center;\">String(20)",
    "request userList.empNo limit: 11 → 20 [BS-08 BS-27]"
)]
#[case::limit_of_an_entry(
    COURIER,
    "String(100)</td>\n<td style=\"text-align: center;\">是</td>\n<td style=\"text-align: center;\">错误原因",
    "String(500)</td>\n<td style=\"text-align: center;\">是</td>\n<td style=\"text-align: center;\">错误原因",
    "answer result.cause limit: 100 → 500 [BS-23]"
)]
#[case::limit_where_rule_and_page_differ(
    COURIER,
    "<td style=\"text-align: center;\">String(50)</td>\n<td style=\"text-align: center;\">是</td>\n<td style=\"text-align: center;\">用户账号。",
    "<td style=\"text-align: center;\">String(20)</td>\n<td style=\"text-align: center;\">是</td>\n<td style=\"text-align: center;\">用户账号。",
    "request userList.userNo limit: 50 → 20 [BS-05 BS-27]"
)]
#[case::type_of_a_field(
    DESKTOP,
    r#"<td align=\"left\">int</td>"#,
    r#"<td align=\"left\">String</td>"#,
    "request biz_user_type type: integer → string [CU-02]"
)]
#[case::required_to_optional(
    GATEWAY,
    "| biz_user_id   |                 是 ",
    "| biz_user_id   |                 否 ",
    "request biz_user_id required: required → optional [GW-09 GU-02]"
)]
#[case::optional_to_required(
    COURIER,
    "String(4000)</td>\n<td style=\"text-align: center;\">否",
    "String(4000)</td>\n<td style=\"text-align: center;\">是",
    "request userList.custId required: optional → required [BS-10]"
)]
#[case::added(
    GATEWAY,
    "| sign_type | 否",
    "| biz_user_mobile | 否 | String | 11 | 手机号 | |\n| sign_type | 否",
    "request biz_user_mobile field: ∅ → string, up to 11, optional, 手机号 []"
)]
#[case::added_inside(
    GATEWAY,
    "| app_id          |",
    "| app.expires | 否 | long | 13 | 到期时间 | |\n| app_id          |",
    "answer app.expires field: ∅ → integer, up to 13, optional, 到期时间 [GU-10]"
)]
#[case::removed(
    GATEWAY,
    "| sign_type | 否 | String | 1 | 1-SaaS，2-API | |\n",
    "",
    "request sign_type field: string, up to 1, optional → ∅ [GU-07]"
)]
#[case::renamed(
    GATEWAY,
    "| biz_user_code | ",
    "| biz_cert_no   | ",
    "request biz_user_code name: biz_user_code → biz_cert_no [GU-04]"
)]
#[case::a_value_more(
    DESKTOP,
    "1：企业，2：个人",
    "1：企业，2：个人，3：个体工商户",
    "request biz_user_type values: 1, 2 → 1, 2, 3 [CU-02 CU-07]"
)]
#[case::a_value_less(
    GATEWAY,
    "1-标准，2-品牌，3-旗舰",
    "1-标准，2-品牌",
    "request contract_type values: 1, 2, 3 → 1, 2 [GU-06 GU-14]"
)]
#[case::default(
    COURIER,
    "默认是启用的",
    "默认是停用的",
    "request userList.userStatus default: 1 → 0 [BS-13]"
)]
#[case::sample(
    DESKTOP,
    "&quot;biz_user_type&quot;:&quot;0&quot;",
    "&quot;biz_user_type&quot;:&quot;1&quot;",
    "request biz_user_type sample: 0 → 1 [CU-02 CU-08]"
)]
#[case::sample_of_a_number(
    DESKTOP,
    "E001P00002580",
    "E001-2580",
    "answer client_user_no sample: E001P00002580 → E001-2580 [CU-05]"
)]
#[case::member_of_a_sample(
    GATEWAY,
    "\"biz_user_type\": \"1\"\n",
    "\"biz_user_type\": \"1\",\n    \"channel\": \"web\"\n",
    "request channel sample: ∅ → web []"
)]
#[case::code(
    DESKTOP,
    "&quot;code&quot;:&quot;000&quot;",
    "&quot;code&quot;:&quot;0&quot;",
    "answer code sample: 000 → 0 [GW-03 CU-06]"
)]
#[case::message(
    COURIER,
    "用户账号已存在!",
    "用户账号重复!",
    "answer result.cause sample: 用户账号已存在! → 用户账号重复! [BS-23 BS-25 BS-29 BS-37]"
)]
#[case::sentence(
    COURIER,
    "建议每次请求最多100条数据",
    "建议每次请求最多200条数据",
    "words: 批处理接口需注意性能瓶颈,建议每次请求最多100条数据 → 批处理接口需注意性能瓶颈,建议每次请求最多200条数据 [BS-04 BS-31]"
)]
#[case::new_sentence(
    COURIER,
    "<h3>报文范例</h3>",
    "<p>同一公司的手机号不可重复</p><h3>报文范例</h3>",
    "words: ∅ → 同一公司的手机号不可重复 []"
)]
#[case::description(
    COURIER,
    "6-20位纯小写字母",
    "6-32位纯小写字母",
    "request userList.userNo words: userNo String(50) 必填 是 \
     用户账号。6-20位纯小写字母、纯数字或者小写字母和数字的组合(字母仅限小写字母) → \
     用户账号。6-32位纯小写字母、纯数字或者小写字母和数字的组合(字母仅限小写字母) [BS-05]"
)]
#[case::longer_description(
    COURIER,
    "手机号。",
    "手机号。不可重复。",
    "request userList.userPhone words: ∅ → 手机号。不可重复。 [BS-06]"
)]
#[case::description_gone(
    COURIER,
    "<td style=\"text-align: center;\">手机号。</td>",
    "<td></td>",
    "request userList.userPhone words: userPhone String(11) 必填 是 手机号。 → ∅ [BS-06]"
)]
#[case::remark_in_another_column(
    GATEWAY,
    "非空时修改用户",
    "非空时更新用户",
    "request etc_user_no words: etc_user_no 否(为空时创建用户，非空时修改用户) String 16 ETC网关用户编号 → \
     ETC网关用户编号 否(为空时创建用户,非空时更新用户) [GU-01 GU-12 GU-13]"
)]
#[case::formula(
    EXPORT,
    "Math.abs(thirdPlatformId.hashCode())",
    "thirdPlatformId.hashCode()",
    "words: ChinesePinyinUtils.getInitialLowerCase(companyName, 3) + Math.abs(thirdPlatformId.hashCode()) → \
     String userNo = ChinesePinyinUtils.getInitialLowerCase(companyName, 3) + thirdPlatformId.hashCode(); [BS-15]"
)]
#[case::path(
    COURIER,
    "/public/user/v1/batchSave",
    "/public/user/v2/batchSave",
    "address: /public/user/v1/batchSave → /public/user/v2/batchSave [BS-53]"
)]
#[case::api_code(
    DESKTOP,
    "client.user.save<",
    "client.user.create<",
    "address: client.user.save → client.user.create [GW-01]"
)]
#[case::method(GATEWAY, "请求类型 : POST", "请求类型 : PUT", "method: POST → PUT [GW-01]")]
#[case::a_table_more(
    GATEWAY,
    "#### 应答样例",
    "#### 错误码\n\n| 错误码 | 说明 |\n|---|---|\n| 500 | 系统错误 |\n\n#### 应答样例",
    "错误码 unread: ∅ → a table with other columns than those of fields: 错误码 | 说明 []"
)]
#[case::a_row_without_a_name(
    GATEWAY,
    "| sign_type | 否",
    "| 签约方式 | 否 | String | 1 | | |\n| sign_type | 否",
    "请求参数 unread: ∅ → a row whose first column does not name a field: 签约方式 | 否 | String | 1 | | []"
)]
#[case::unknown_type(
    GATEWAY,
    "| sign_type | 否 | String |",
    "| sign_type | 否 | ?? 待定 |",
    "request sign_type type: string → ∅ [GU-07]; 请求参数, sign_type unread: ∅ → the type \"?? 待定\" is not known []"
)]
#[case::required_or_not(
    GATEWAY,
    "| sign_type | 否 |",
    "| sign_type | 视情况 |",
    "request sign_type required: optional → ∅ [GU-07]; \
     请求参数, sign_type unread: ∅ → \"视情况\" does not say whether the field is required []"
)]
#[case::broken_sample(
    GATEWAY,
    "\"biz_user_id\": \"1231\",",
    "\"biz_user_id\": 1231\"\",",
    "业务参数请求样例 unread: ∅ → a sample that is not valid JSON: Expected colon after the string or word in object property on \
     line 3 column 26 []"
)]
#[case::heading(
    GATEWAY,
    "#### 应答报文",
    "#### 应答内容",
    "words: 应答报文 → ∅ [GW-15 GU-09 GU-10 GU-11 GU-12 GU-18 GU-19 GU-21 GU-22]"
)]
fn an_edit_is_named_with_its_rules(#[case] page: &str, #[case] from: &str, #[case] to: &str, #[case] expected: &str) {
    let text = text(page);
    assert!(text.contains(from), "{page} has no {from}");
    let (code, lines) = lines(text.replace(from, to).as_bytes());
    assert_eq!((code, lines.join("; ").as_str()), (5, expected));
}

/// What is cut out of a page from one text to another, and what is said of it.
#[rstest]
#[case::table_of_an_object(
    COURIER,
    "<li><strong>userInfo 说明",
    "<h3>元素<响应>",
    "request userList table: userNo, userPhone, userRealName, empNo, userEmail, custId, organizationName, organizationCode, \
     userStatus, thirdPlatformId → ∅ [BS-05 BS-06 BS-07 BS-08 BS-09 BS-10 BS-11 BS-12 BS-13 BS-14 BS-50]"
)]
#[case::sample(
    DESKTOP,
    r#"<h4 id=\"b562a65292412876ba079b74ab031ed7\">"#,
    r#"","key""#,
    "answer sample: a sample → ∅ [GW-03 GW-11 GW-22 CU-05 CU-06]; \
     words: 应答样例 → ∅ [GW-03 GW-11 GW-13 GW-22 GW-23 CU-05 CU-06]"
)]
fn what_is_cut_is_named(#[case] page: &str, #[case] from: &str, #[case] to: &str, #[case] expected: &str) {
    let text = text(page);
    let begin = text.find(from).expect("the beginning");
    let end = begin + text[begin..].find(to).expect("the end");
    let (code, lines) = lines([&text[..begin], &text[end..]].concat().as_bytes());
    assert_eq!((code, lines.join("; ").as_str()), (5, expected));
}

/// A column that is gone is one difference, not one for each row.
#[test]
fn a_column_that_is_gone_is_named_once() {
    let text = text(DESKTOP)
        .replace(r#"<th align=\"center\">是否必填</th>\n"#, "")
        .replace(r#"<td align=\"center\">是</td>\n"#, "");
    let expected = "request every row of 请求参数 required: given for each field → ∅ [GW-26 CU-01 CU-02 CU-03 CU-04]";
    assert_eq!(lines(text.as_bytes()), (5, vec![expected.to_owned()]));
}

/// Several edits are several differences.
#[test]
fn each_of_several_edits_is_named() {
    let text = text(GATEWAY)
        .replace("| 255 ", "| 64 ")
        .replace("POST", "PUT")
        .replace("E020O", "E020P");
    let expected = [
        "method: POST → PUT [GW-01]",
        "request biz_user_name limit: 255 → 64 [GU-03 GU-14]",
        "answer ebaas_user_no sample: E020O00002658 → E020P00002658 [GU-09]",
    ];
    assert_eq!(lines(text.as_bytes()), (5, expected.map(str::to_owned).to_vec()));
}
