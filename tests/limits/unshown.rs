//! What the features cannot show.

use super::table::Kind;

/// What the features cannot show, with the reason. An entry that is no longer needed is a complaint too, so that this
/// list cannot outlive its reasons.
pub(super) const UNSHOWN: [(&str, &str, Kind, &str); 24] = [
    (
        "etc/envelope.request",
        "app_id",
        Kind::Most,
        "no feature tries an application id of 17 characters, which nobody was issued either (GW-08)",
    ),
    (
        "etc/envelope.request",
        "app_id",
        Kind::Least,
        "only ids that the vendor gave are taken, and those are as long as it made them",
    ),
    (
        "etc/envelope.request",
        "nonce",
        Kind::Least,
        "whether one to five characters are taken is open (GW-20)",
    ),
    (
        "etc/envelope.request",
        "sign",
        Kind::Least,
        "a signature that is taken is as long as its key",
    ),
    (
        "etc/envelope.request",
        "api_code",
        Kind::Least,
        "no operation has a name of one character",
    ),
    (
        "etc/envelope.request",
        "params",
        Kind::Required,
        "no step leaves out the parameters as a whole",
    ),
    (
        "etc/client.user.save.request",
        "biz_user_id",
        Kind::Least,
        "a live platform may know very short ids already",
    ),
    (
        "etc/user.save.request",
        "biz_user_id",
        Kind::Least,
        "a live platform may know very short ids already",
    ),
    (
        "butler/batchSave.request",
        "companyId",
        Kind::Most,
        "only the client's own id is taken, so others are refused at every length (BS-43)",
    ),
    (
        "butler/batchSave.request",
        "companyId",
        Kind::Least,
        "only the client's own id is taken",
    ),
    (
        "butler/batchSave.request",
        "userList",
        Kind::Least,
        "the shortest list that is taken is one encrypted row",
    ),
    (
        "butler/batchSave.user",
        "userPhone",
        Kind::Least,
        "whether numbers that no network has are taken is open (BS-50)",
    ),
    (
        "butler/batchDelete.request",
        "companyId",
        Kind::Most,
        "only the client's own id is accepted, so others are refused at every length (BD-05)",
    ),
    (
        "butler/batchDelete.request",
        "companyId",
        Kind::Least,
        "only the client's own id is accepted",
    ),
    (
        "butler/batchDelete.request",
        "userNos",
        Kind::Least,
        "the shortest list that is accepted is one account, which the run has to create first",
    ),
    (
        "butler/batchDelete.request",
        "userNos",
        Kind::Most,
        "190 accounts of 20 characters and one of 10 make 4000 with their commas: the scenario names them, not the list",
    ),
    (
        "butler/batchDelete.answer",
        "result.userNo",
        Kind::Most,
        "it repeats an account, which has 20 characters at most",
    ),
    (
        "butler/batchDelete.answer",
        "succ",
        Kind::Most,
        "its two values are shorter",
    ),
    (
        "butler/batchSave.answer",
        "result.userNo",
        Kind::Most,
        "it repeats an account, which has 20 characters at most",
    ),
    (
        "butler/batchSave.answer",
        "succ",
        Kind::Most,
        "its two values are shorter",
    ),
    (
        "etc/client.user.save.request",
        "biz_user_name",
        Kind::Least,
        "how short a name may be is open (CU-11)",
    ),
    (
        "etc/client.user.save.request",
        "biz_user_code",
        Kind::Least,
        "how short a code may be is open (CU-11)",
    ),
    (
        "butler/batchSave.user",
        "userRealName",
        Kind::Least,
        "how short a name may be is open (BS-50)",
    ),
    (
        "butler/batchSave.user",
        "organizationCode",
        Kind::Least,
        "a short code need not exist at the target (BS-50)",
    ),
];
