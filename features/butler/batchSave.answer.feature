@butler @batchSave
Feature: batchSave, what the answer says
  One answer for the whole batch: accepted, or refused with the rows in error.
  Every answer of the suite is also checked against its JSON Schema; the scenarios here state the same where it matters
  most.

  @BS-20 @must
  Rule: succ is required, ok or fail
    The one field that distinguishes success from failure, a String of up to 10 characters.
    Source: batchSave, 响应 主体, row 2: succ String(10) 必填 是 返回成功或失败信息(ok/fail)

    Scenario: a creation that is taken answers ok
      When a courier user is created
      Then succ in the answer is "ok"

    Scenario: a refused row answers fail
      Given a courier user A
      When courier user A is created again
      Then what follows needs a refusal
      And succ in the answer is "fail"

  @BS-21 @must
  Rule: msg is optional, a String of up to 200 characters
    A hint for people. It may be empty, as in the sample of a success, null, or left out. A message that joins the
    causes of all rows exceeds its limit in a large batch.
    Source: batchSave, 响应 主体, row 1: msg String(200) 必填 否 信息 提示信息

    Scenario: the message of a hundred refused rows keeps to its limit
      When 100 courier users are created with userPhone (phone of 12 characters)
      Then what follows needs a refusal
      And msg in the answer is a text of up to 200 characters, or none

  @BS-22 @must
  Rule: result is empty on success, and lists the refused rows on failure
    Empty means null, an empty list, or left out: the table calls the field required, while the sample has null.
    A request refused as a whole has no row in error; the form of its result is BS-34's question.
    Source: batchSave, 响应 主体, row 3: result List<errorInfo> 必填 是 succ = ok时为空;succ = fail时不为空;

    Scenario: a batch that is taken has an empty result
      When 100 courier users are created
      Then it is accepted
      And the result is empty

    Scenario: a refused row is listed in the result
      Given a courier user A
      When courier user A is created again
      Then what follows needs a refusal
      And exactly row 1 is in error

  @BS-23 @must
  Rule: an entry has rowNo, userNo and cause, all present
    The row's number of up to 10 digits, its account of up to 50 characters, and a cause of up to 100 characters.
    A cause that repeats long values, or lists every fault of a row, is the most likely to exceed its limit.
    Source: batchSave, errorInfo, rows 1 to 3: rowNo Number(10) 错误数据所在行号, userNo String(50) 用户账号, cause String(100) 错误原因

    Scenario: the entry of an existing account is complete
      Given a courier user A
      When courier user A is created again
      Then what follows needs a refusal
      And exactly row 1 is in error
      And the entry of row 1 repeats its userNo
      And the cause of row 1 is a text of 1 to 100 characters

    Scenario: the entry of a row with every fault keeps to its limits
      When a courier user is created with
        | userPhone        | (phone of 12 characters)         |
        | userRealName     | 21 × "x"                         |
        | empNo            | 12 × [0-9]                       |
        | userEmail        | (email of 61 characters)         |
        | custId           | 363 × "1234567890," + "12345678" |
        | organizationName | 65 × "x"                         |
        | organizationCode | 101 × "x"                        |
        | userStatus       | 2                                |
        | thirdPlatformId  | 12 × [a-z]                       |
      Then what follows needs a refusal
      And the entry of row 1 repeats its userNo
      And the cause of row 1 is a text of 1 to 100 characters

  @BS-24 @must
  Rule: rowNo counts from 1 in the order sent, and userNo is that row's
    In the sample the second of two users is in error, and is row 2. Accounts that exist already make the wrong rows
    here, because they are the clearest reason to refuse (BS-25). Every entry of every answer is held to its row.
    Source: batchSave, 报文范例, 失败报文-范例1: "rowNo": 2, "userNo": "lisi01"

    Scenario: the second of two rows, as in the sample
      Given a courier user A
      When these courier users are created
        | userNo        |
        |               |
        | (userNo of A) |
      Then what follows needs a refusal
      And exactly row 2 is in error
      And the entry of row 2 repeats its userNo

    Scenario: two rows amid good ones, in another order than their users were created
      Given a courier user A
      And a courier user B
      When these courier users are created
        | userNo        |
        |               |
        | (userNo of B) |
        |               |
        |               |
        | (userNo of A) |
        |               |
      Then what follows needs a refusal
      And exactly rows 2, 5 are in error
      And the entry of row 2 repeats its userNo
      And the entry of row 5 repeats its userNo

    Scenario: the first, the middle and the last of twelve rows
      Given a courier user A
      And a courier user B
      And a courier user C
      When these courier users are created
        | userNo        |
        | (userNo of A) |
        |               |
        |               |
        |               |
        |               |
        | (userNo of B) |
        |               |
        |               |
        |               |
        |               |
        |               |
        | (userNo of C) |
      Then what follows needs a refusal
      And exactly rows 1, 6, 12 are in error
      And the entry of row 1 repeats its userNo
      And the entry of row 6 repeats its userNo
      And the entry of row 12 repeats its userNo

    Scenario: the third of four rows of an update
      Given a courier user A
      And a courier user B
      And a courier user C
      When these courier users are updated
        | userNo        |
        | (userNo of A) |
        | (userNo of B) |
        |               |
        | (userNo of C) |
      Then what follows needs a refusal
      And exactly row 3 is in error
      And the entry of row 3 repeats its userNo

  @BS-25 @must
  Rule: creating an account that exists is refused, with an entry for its row
    Only the account decides, whatever else the row says, and a disabled user has an account too.
    Source: batchSave, 报文范例, 失败报文-范例1: "cause": "用户账号已存在!"

    Scenario: the same row again
      Given a courier user A
      When courier user A is created again
      Then exactly row 1 is in error
      And the entry of row 1 repeats its userNo

    Scenario: of calls at once that create one account, one is accepted
      When courier user A is created 4 times at once
      Then one of them is accepted, and the others are refused

    Scenario: the same account with other data
      Given a courier user A
      When a courier user is created with
        | userNo       | (userNo of A)     |
        | userPhone    | (phone)           |
        | userRealName | (name)            |
        | empNo        | (employee number) |
        | userEmail    | (email)           |
      Then exactly row 1 is in error

    Scenario: an existing account in a larger batch
      Given a courier user A
      When these courier users are created
        | userNo        |
        |               |
        |               |
        |               |
        | (userNo of A) |
        |               |
      Then exactly row 4 is in error

    Scenario: the account of a user created in a batch
      When these courier users are created
        | name |
        | A    |
        | B    |
        | C    |
      Then it is accepted
      When courier user B is created again
      Then exactly row 1 is in error

    Scenario: the account of a disabled user
      Given a courier user A with userStatus 0
      When courier user A is created again
      Then exactly row 1 is in error

    Scenario: the account of a user updated since
      Given a courier user A
      When courier user A is updated with userRealName (name)
      Then it is accepted
      When courier user A is created again
      Then exactly row 1 is in error

    Scenario: the account of a user who was created before 60 others
      Given a courier user A
      When 60 courier users are created
      Then it is accepted
      When courier user A is created again
      Then exactly row 1 is in error

    Scenario Outline: an account that is nearly that of <userNo>, <similar>, is another
      Given a courier user A with userNo <userNo>
      When a courier user is created with userNo <similar>
      Then it is accepted

      Examples: another ending, without a zero
        | userNo          | similar                                   |
        | 20 × [a-z]      | (userNo of A with another ending)         |
        | "0" + 8 × [1-9] | (userNo of A without its first character) |
        | 12 × [a-z]      | (userNo of A without its last character)  |

    Scenario: an account derived from a thirdPlatformId
      When courier user A is created with
        | thirdPlatformId | 12 × [a-z] |
        | userNo          | (account)  |
      Then it is accepted
      When courier user A is created again
      Then exactly row 1 is in error

  @BS-37 @should
  Rule: the texts for an account that exists are worded as on the page
    Some callers compare them, although the documentation shows them only in a sample.
    Source: batchSave, 报文范例, 失败报文-范例1: "msg":"数据校验不通过", "cause": "用户账号已存在!"

    Scenario: the texts for the second of two rows, as in the sample
      Given a courier user A
      When these courier users are created
        | userNo        |
        |               |
        | (userNo of A) |
      Then what follows needs a refusal
      And the cause of row 2 is "用户账号已存在!"
      And the message is "数据校验不通过"

  @BS-26 @should
  Rule: every row in error is listed, not only the first
    Callers want to correct a batch of a hundred rows once, whether the faults are of one kind or several.
    Source: batchSave, 响应 主体, row 3: result List<errorInfo> 错误数据集合, a list where one entry would need none

    Scenario: three existing accounts
      Given a courier user A
      And a courier user B
      And a courier user C
      When these courier users are created
        | userNo        |
        | (userNo of A) |
        | (userNo of B) |
        | (userNo of C) |
      Then what follows needs a refusal
      And exactly rows 1, 2, 3 are in error

    Scenario: an existing account and a userPhone that is too long
      Given a courier user A
      When these courier users are created
        | userNo        | userPhone                |
        |               | (phone of 12 characters) |
        |               |                          |
        | (userNo of A) |                          |
        |               |                          |
      Then what follows needs a refusal
      And exactly rows 1, 3 are in error

    Scenario: a fault of each kind
      When these courier users are created
        | userNo    | userPhone | userRealName | userStatus | thirdPlatformId |
        | 5 × [a-z] |           |              |            |                 |
        |           | (absent)  |              |            |                 |
        |           |           | ""           |            |                 |
        |           |           | 21 × "x"     |            |                 |
        |           |           |              |            |                 |
        |           |           |              | 2          |                 |
        |           |           |              |            | 12 × [a-z]      |
      Then what follows needs a refusal
      And exactly rows 1, 2, 3, 4, 6, 7 are in error

    Scenario: an unknown account and a userPhone that is too long, in an update
      Given a courier user A
      And a courier user B
      When these courier users are updated
        | userNo        | userPhone                |
        |               |                          |
        | (userNo of A) |                          |
        | (userNo of B) | (phone of 12 characters) |
      Then what follows needs a refusal
      And exactly rows 1, 3 are in error

    Scenario: a hundred rows, all in error
      When 100 courier users are created with userPhone (phone of 12 characters)
      Then what follows needs a refusal
      And exactly rows 1 to 100 are in error

  @BS-27 @should
  Rule: a row that breaks BS-05 to BS-14 is refused, with its entry
    Past a limit, outside a list of values, or wrongly derived: everything that the table excludes. Missing required
    fields are under their own rules. What is refused is not saved, as a correct row for the account then shows.
    Source: batchSave, userInfo, 类型(约束) and 描述, rows 1 to 10; 响应 主体, row 3: succ = fail时不为空

    Scenario Outline: an account of the wrong length, <userNo>, is refused
      When a courier user is created with userNo <userNo>
      Then exactly row 1 is in error

      Examples: outside 6 to 20, up to the 50 of the type column and past it
        | userNo          |
        | 1 × [a-z]       |
        | 5 × [a-z]       |
        | 5 × [0-9]       |
        | 21 × [a-z]      |
        | 21 × [0-9]      |
        | 50 × [a-z0-9]   |
        | 51 × [a-z0-9]   |
        | 1000 × [a-z0-9] |

    Scenario Outline: an account with a character that is not allowed, <userNo>, is refused
      When a courier user is created with userNo <userNo>
      Then exactly row 1 is in error

      Examples: capital letters
        | userNo          |
        | 8 × [A-Z]       |
        | "Z" + 8 × [a-z] |
        | 8 × [a-z] + "Z" |

      Examples: blanks and signs
        | userNo                      |
        | 4 × [a-z] + " " + 4 × [a-z] |
        | 4 × [a-z] + "-" + 4 × [a-z] |
        | 4 × [a-z] + "_" + 4 × [a-z] |
        | 4 × [a-z] + "." + 4 × [a-z] |

      Examples: letters and digits of other scripts
        | userNo           |
        | "张" + 8 × [a-z]  |
        | 8 × [a-z] + "é"  |
        | 8 × [0-9] + "１２" |

    Scenario Outline: a row whose <field> is past its limit, <value>, is refused
      When a courier user is created with <field> <value>
      Then exactly row 1 is in error, unlike <control>

      Examples: telephone numbers, one digit past and far past
        | field     | value                      | control |
        | userPhone | (phone of 12 characters)   | (phone) |
        | userPhone | (phone of 1000 characters) | (phone) |

      Examples: names, the last past it in Chinese
        | field        | value                     | control                 |
        | userRealName | (name of 21 characters)   | (name of 20 characters) |
        | userRealName | (name of 1000 characters) | (name of 20 characters) |
        | userRealName | 21 × "x"                  | 20 × "x"                |
        | userRealName | 1000 × "x"                | 20 × "x"                |
        | userRealName | 21 × "张"                  | 20 × "张"                |

      Examples: employee numbers
        | field | value                                | control                            |
        | empNo | (employee number of 12 characters)   | (employee number of 11 characters) |
        | empNo | (employee number of 1000 characters) | (employee number of 11 characters) |
        | empNo | "工" + 11 × [0-9]                     | "工" + 10 × [0-9]                   |

      Examples: e-mail addresses
        | field     | value                      | control                  |
        | userEmail | (email of 61 characters)   | (email of 60 characters) |
        | userEmail | (email of 1000 characters) | (email of 60 characters) |

      Examples: cards
        | field  | value                            | control                         |
        | custId | 363 × "1234567890," + "12345678" | 363 × "1234567890," + "1234567" |
        | custId | 727 × "1234567890," + "123"      | 363 × "1234567890," + "1234567" |

      Examples: names of organisations
        | field            | value      | control  |
        | organizationName | 65 × "x"   | 64 × "x" |
        | organizationName | 1000 × "x" | 64 × "x" |
        | organizationName | 65 × "部"   | 64 × "部" |

      Examples: codes of organisations
        | field            | value      | control   |
        | organizationCode | 101 × "x"  | 100 × "x" |
        | organizationCode | 1000 × "x" | 100 × "x" |
        | organizationCode | 101 × "部"  | 100 × "部" |

    Scenario Outline: a row whose userStatus is <userStatus> is refused
      When a courier user is created with userStatus <userStatus>
      Then exactly row 1 is in error

      Examples: neighbours of 0 and 1, and two digits
        | userStatus |
        | -1         |
        | 2          |
        | 10         |
        | 0.5        |
        | 1.5        |

    Scenario Outline: a thirdPlatformId past its limit, <id>, is refused even with its derived account
      When a courier user is created with
        | thirdPlatformId | <id>      |
        | userNo          | (account) |
      Then exactly row 1 is in error

      Examples: one character past, Chinese too, and far past
        | id                   |
        | 51 × [a-z]           |
        | 43 × "张" + 8 × [0-9] |
        | 1000 × [a-z]         |

    Scenario Outline: an account derived for <id> by <spelling> is refused
      When a courier user is created with
        | thirdPlatformId | <id>                    |
        | userNo          | (account by <spelling>) |
      Then exactly row 1 is in error

      Examples: another hash
        | id                          | spelling          |
        | 12 × [a-z]                  | another id        |
        | 12 × [a-z] hashing negative | no absolute value |
        | "张三" + 8 × [0-9]            | UTF-8 bytes       |
        | "😀" + 8 × [0-9]             | code points       |

      Examples: other initials
        | id         | spelling            |
        | 12 × [a-z] | upper-case initials |
        | 12 × [a-z] | two initials        |
        | 12 × [a-z] | other initials      |
        | 12 × [a-z] | no initials         |

    Scenario: a wrongly derived account between two that are right is refused
      When these courier users are created
        | thirdPlatformId | userNo                  |
        | 12 × [a-z]      | (account)               |
        | 12 × [a-z]      | (account by another id) |
        | 12 × [a-z]      | (account)               |
      Then exactly row 2 is in error

    Scenario Outline: an update to the <field> <value> is refused
      Given a courier user A
      When courier user A is updated with <field> <value>
      Then exactly row 1 is in error, unlike <control>

      Examples: the limits of telephone numbers
        | field     | value                    | control |
        | userPhone | (phone of 12 characters) | (phone) |

      Examples: of names
        | field        | value                   | control                 |
        | userRealName | (name of 21 characters) | (name of 20 characters) |
        | userRealName | 21 × "x"                | 20 × "x"                |

      Examples: of employee numbers
        | field | value                              | control                            |
        | empNo | (employee number of 12 characters) | (employee number of 11 characters) |

      Examples: of e-mail addresses
        | field     | value                    | control                  |
        | userEmail | (email of 61 characters) | (email of 60 characters) |

      Examples: of cards
        | field  | value                            | control                         |
        | custId | 363 × "1234567890," + "12345678" | 363 × "1234567890," + "1234567" |

      Examples: of names of organisations
        | field            | value    | control  |
        | organizationName | 65 × "x" | 64 × "x" |

      Examples: of codes of organisations
        | field            | value     | control   |
        | organizationCode | 101 × "x" | 100 × "x" |

      Examples: and the list of values, and the account that belongs to a third-party id
        | field           | value      | control  |
        | userStatus      | 2          | 1        |
        | thirdPlatformId | 12 × [a-z] | (absent) |

    Scenario Outline: a row that is refused for its <field>, <value>, is not saved
      When courier user A is created with <field> <value>
      Then what follows needs a refusal
      When a courier user is created with userNo (userNo of A)
      Then it is accepted

      Examples: each field with a limit
        | field            | value                            |
        | userPhone        | (phone of 12 characters)         |
        | userRealName     | 21 × "张"                         |
        | empNo            | 12 × [0-9]                       |
        | userEmail        | (email of 61 characters)         |
        | custId           | 363 × "1234567890," + "12345678" |
        | organizationName | 65 × "x"                         |
        | organizationCode | 101 × "x"                        |
        | userStatus       | 2                                |

  @BS-28 @should
  Rule: updating an account that does not exist is refused, with its entry
    An update changes users and never creates them, as a later creation of the same account shows.
    Source: batchSave, 请求 主体, row 2: 1-新增;2-修改, two kinds of call where one would do if an update could create

    Scenario: unknown accounts among known ones
      Given a courier user A
      And a courier user B
      When these courier users are updated
        | userNo        |
        | (userNo of A) |
        |               |
        | (userNo of B) |
        |               |
      Then exactly rows 2, 4 are in error
      And the entry of row 2 repeats its userNo
      And the entry of row 4 repeats its userNo

    Scenario: an unknown account of a third-party id, which the update does not create
      When these courier users are updated
        | name | thirdPlatformId | userNo    |
        | A    | 12 × [a-z]      | (account) |
      Then exactly row 1 is in error
      When a courier user is created with
        | thirdPlatformId | (thirdPlatformId of A) |
        | userNo          | (account)              |
      Then it is accepted

    Scenario: an unknown account, which the update does not create
      When these courier users are updated
        | name |
        | A    |
      Then exactly row 1 is in error
      And the entry of row 1 repeats its userNo
      When a courier user is created with userNo (userNo of A)
      Then it is accepted

  @BS-29 @should
  Rule: the same new account twice in one request is refused
    Neither row is wrong by itself, and no account exists yet: only a look at the whole list finds it.
    Which of the two rows is in error is BS-39's question.
    Source: batchSave, follows from BS-25: 用户账号已存在! would be true of the second row once the first is saved

    Scenario: two neighbouring rows with the same data
      When these courier users are created
        | name | userNo        | userPhone        | userRealName        |
        | A    |               |                  |                     |
        | B    | (userNo of A) | (userPhone of A) | (userRealName of A) |
      Then it is refused

    Scenario: the first and the last row with different data
      When these courier users are created
        | name | userNo        | userPhone | userRealName |
        | A    |               | (phone)   | (name)       |
        | B    |               |           |              |
        | C    |               |           |              |
        | D    | (userNo of A) | (phone)   | (name)       |
      Then it is refused

  @BS-30 @open
  Rule: good rows of a refused request may be saved or not
    It is not documented whether a batch is one transaction. A row that was saved cannot be created again, and a row
    that was not saved can: that shows it. A vendor may also stop at the first fault, so a correct row stands on either
    side of it.
    Source: batchSave, silent
    Question good-rows: what is saved of a batch of three whose second row is refused?
    Interpretation none: nothing, the batch is all or nothing
    Interpretation "up to the fault": the row before the refused one
    Interpretation all: both correct rows

    Scenario: a userPhone that is too long between two good rows
      When these courier users are created
        | name | userPhone                |
        | A    |                          |
        | B    | (phone of 12 characters) |
        | C    |                          |
      Then what follows needs a refusal
      When courier user A is created again
      And courier user C is created again
      Then BS-30.good-rows reads "none" if C and A are accepted, "up to the fault" if only C is, "all" if neither is

    Scenario: an existing account between two good rows
      Given a courier user B
      When these courier users are created
        | name | userNo        |
        | A    |               |
        | D    | (userNo of B) |
        | C    |               |
      Then what follows needs a refusal
      When courier user A is created again
      And courier user C is created again
      Then BS-30.good-rows reads "none" if C and A are accepted, "up to the fault" if only C is, "all" if neither is

  @BS-31 @open
  Rule: more than 100 rows may be taken or refused
    The documentation advises against them and does not forbid them.
    Source: batchSave, 功能描述: 建议每次请求最多100条数据
    Question too-many: are 101 rows accepted?
    Interpretation taken: a hundred is only advice
    Interpretation refused: a hundred is a limit

    Scenario: a creation of 101 users
      When 101 courier users are created
      Then BS-31.too-many reads "taken" if it is accepted, "refused" if not

  @BS-36 @should
  Rule: a request refused as a whole saves nothing
    A user of the refused request can be created afterwards, so it was not saved before the request was checked.
    A list that cannot be decrypted names no user that could be saved, so it is left out here. Nor can updates be
    shown, since no operation reads a user back.
    Source: batchSave, follows from 响应 主体, row 2: 返回成功或失败信息(ok/fail), which knows no half success

    Scenario: a request under a wrong signature saves nothing
      When courier user A is created, signed with another secret
      Then it is refused
      When courier user A is created again
      Then it is accepted

    Scenario Outline: a request with the header <header> as <value> saves nothing
      When courier user A is created under the <header> <value>
      Then it is refused
      When courier user A is created again
      Then it is accepted

      Examples: unsigned, undated, from nobody known
        | header    | value      |
        | sign      | (absent)   |
        | timestamp | (absent)   |
        | sendAppId | 15 × [0-9] |

    Scenario Outline: a request under the companyId <companyId> saves nothing
      When courier user A is created under the companyId <companyId>
      Then it is refused
      When courier user A is created again
      Then it is accepted

      Examples: missing, and another client's
        | companyId  |
        | (absent)   |
        | 15 × [0-9] |

    Scenario Outline: a request under the type <type> saves nothing
      When courier user A is created under the type <type>
      Then it is refused
      When courier user A is created again
      Then it is accepted

      Examples: missing, and on either side of 1 and 2
        | type     |
        | (absent) |
        | 0        |
        | 3        |

    Scenario: a request whose list is left plain saves nothing
      When courier user A is created with its list left plain
      Then it is refused
      When courier user A is created again
      Then it is accepted

    Scenario: a request of too many rows saves nothing
      When 101 courier users are created
      Then what follows needs a refusal
      When courier user U1 is created again
      Then it is accepted

  @BS-32 @open
  Rule: an empty userList may be taken or refused
    Encrypted as any other list, it decrypts to no rows at all.
    Source: batchSave, silent
    Question empty-list: is a list without rows accepted?
    Interpretation taken: there is nothing to do
    Interpretation refused: a required list must contain something

    Scenario: a creation of no users
      When no courier users are created
      Then BS-32.empty-list reads "taken" if it is accepted, "refused" if not

  @BS-35 @open
  Rule: values of another JSON type, nulls, blanks and empty optional fields may be taken or refused
    Common JSON libraries on the vendor's platform convert silently, and the documentation shows only well-typed values.
    Fields whose converted value would break a format are left out: an account, an e-mail address, a third-party id.
    Source: batchSave, silent; 请求 主体 and userInfo name one type for each field
    Question number-for-string: is a number accepted for a String?
    Interpretation taken: its digits are
    Interpretation refused: it must be a String
    Question string-for-number: is a string of digits accepted for a Number?
    Interpretation taken: its value is
    Interpretation refused: it must be a Number
    Question boolean-for-string: is a boolean accepted for a String?
    Interpretation taken: its name is
    Interpretation refused: it must be a String
    Question object-for-string: is an object or a list accepted for a String?
    Interpretation taken: its JSON text is, or nothing
    Interpretation refused: it must be a String
    Question null: is null accepted for an optional field?
    Interpretation taken: as if left out
    Interpretation refused: null is not a value
    Question required-null: is null accepted for a required field?
    Interpretation taken: only an absent field is refused
    Interpretation refused: as if left out
    Question blank: is a space accepted for an optional string?
    Interpretation taken: as a value, or as if left out
    Interpretation refused: a string must have content
    Question required-blank: is a space accepted for a required string?
    Interpretation taken: it is one character long
    Interpretation refused: as if empty
    Question empty: is an empty string accepted for an optional field?
    Interpretation taken: as if left out
    Interpretation refused: a value that is sent must have content

    Scenario Outline: the number <value> for the String <field>
      When a courier user is created with <field> <value>
      Then BS-35.number-for-string reads "taken" if it is accepted, "refused" if only <control> is

      Examples: numbers
        | field            | value       | control       |
        | userPhone        | 15412345678 | "15412345679" |
        | userRealName     | 333         | "333"         |
        | empNo            | 33333       | "33334"       |
        | custId           | 1234567890  | "1234567890"  |
        | organizationName | 333         | "333"         |
        | organizationCode | 333         | "333"         |

    Scenario Outline: the text <value> for the Number userStatus
      When a courier user is created with userStatus <value>
      Then BS-35.string-for-number reads "taken" if it is accepted, "refused" if not

      Examples: digits
        | value |
        | "0"   |
        | "1"   |

    Scenario: the text "1" for the Number type
      When a courier user is created under the type "1"
      Then BS-35.string-for-number reads "taken" if it is accepted, "refused" if not

    Scenario: the text "2" for the Number type
      Given a courier user A
      When courier user A is updated under the type "2"
      Then BS-35.string-for-number reads "taken" if it is accepted, "refused" if not

    Scenario Outline: the boolean true for the String <field>
      When a courier user is created with <field> true
      Then BS-35.boolean-for-string reads "taken" if it is accepted, "refused" if only "true" is

      Examples: texts of any form
        | field            |
        | userRealName     |
        | empNo            |
        | organizationName |
        | organizationCode |

    Scenario Outline: <value> for the String <field>
      When a courier user is created with <field> <value>
      Then BS-35.object-for-string reads "taken" if it is accepted, "refused" if only <control> is

      Examples: objects and lists
        | field            | value   | control |
        | userRealName     | {"a":1} | "{a:1}" |
        | userRealName     | ["a"]   | "[a]"   |
        | empNo            | {"a":1} | "{a:1}" |
        | empNo            | ["a"]   | "[a]"   |
        | organizationName | {"a":1} | "{a:1}" |
        | organizationName | ["a"]   | "[a]"   |
        | organizationCode | {"a":1} | "{a:1}" |
        | organizationCode | ["a"]   | "[a]"   |

    Scenario Outline: null for the optional <field>
      When a courier user is created with <field> null
      Then BS-35.null reads "taken" if it is accepted, "refused" if not

      Examples: every optional field
        | field            |
        | empNo            |
        | userEmail        |
        | custId           |
        | organizationName |
        | userStatus       |
        | thirdPlatformId  |

    Scenario Outline: null for the required <field> of a row
      When a courier user is created with <field> null
      Then BS-35.required-null reads "taken" if it is accepted, "refused" if not

      Examples: every required field of a row
        | field            |
        | userNo           |
        | userPhone        |
        | userRealName     |
        | organizationCode |

    Scenario Outline: null for the required <part> of a request
      When a courier user is created under the <part> null
      Then BS-35.required-null reads "taken" if it is accepted, "refused" if not

      Examples: beside the list
        | part      |
        | companyId |
        | type      |

    Scenario Outline: a blank for the optional <field>
      When a courier user is created with <field> " "
      Then BS-35.blank reads "taken" if it is accepted, "refused" if not

      Examples: every optional text
        | field            |
        | empNo            |
        | userEmail        |
        | custId           |
        | organizationName |
        | thirdPlatformId  |

    Scenario Outline: a blank for the required <field>
      When a courier user is created with <field> " "
      Then BS-35.required-blank reads "taken" if it is accepted, "refused" if not

      Examples: every required text without a format
        | field            |
        | userPhone        |
        | userRealName     |
        | organizationCode |

    Scenario Outline: an empty text for the optional <field>
      When a courier user is created with <field> ""
      Then BS-35.empty reads "taken" if it is accepted, "refused" if not

      Examples: every optional field
        | field            |
        | empNo            |
        | userEmail        |
        | custId           |
        | organizationName |
        | userStatus       |
        | thirdPlatformId  |

  @BS-38 @open
  Rule: HTTP status, Content-Type and further fields of an answer are not documented
    The documentation shows only bodies. A client must handle what comes, and wants to know when it changes.
    Source: batchSave, silent; 报文范例 shows bodies without status or headers
    Question status: which HTTP status does a refusal have?
    Interpretation 200: only succ shows the failure
    Interpretation 400: the status shows it too
    Interpretation 500: a refusal is sent as a server error
    Question content-type: which Content-Type does an answer have?
    Interpretation "application/json": JSON without a charset
    Interpretation "application/json;charset=UTF-8": JSON with its charset
    Interpretation "text/plain;charset=UTF-8": text that happens to be JSON
    Question extra-fields: which fields does an answer have that are not documented?
    Interpretation none: no others
    Interpretation requestId: for instance a request id

    Scenario: the status of a refused row
      Given a courier user A
      When courier user A is created again
      Then what follows needs a refusal
      And BS-38.status reads the HTTP status

    Scenario: the status of a request refused as a whole
      When a courier user is created under the type 3
      Then what follows needs a refusal
      And BS-38.status reads the HTTP status

    Scenario: the Content-Type and the fields of a success
      When a courier user is created
      Then BS-38.content-type reads the content type
      And BS-38.extra-fields reads the undocumented fields

    Scenario: the Content-Type and the fields of a refusal
      Given a courier user A
      When courier user A is created again
      Then BS-38.content-type reads the content type
      And BS-38.extra-fields reads the undocumented fields

  @BS-39 @open
  Rule: how faults become entries is left open
    The sample has one fault in one row. How many entries a row with two faults gets, in which order entries come, which
    row of a duplicate is in error, and what replaces an account that cannot be repeated: each vendor decides for
    itself. An entry's userNo is a string of up to 50 characters in any case (BS-23).
    Source: batchSave, silent; errorInfo names the three fields of an entry
    Question entries: how many entries does a row with two faults get?
    Interpretation 1: one for the row
    Interpretation 2: one for each fault
    Question order: in which order are rows 1 to 3 listed, if 1 and 3 exist already and 2 is malformed?
    Interpretation "1, 2, 3": in the order sent
    Interpretation "2, 1, 3": by the kind of check, form before existence
    Question duplicate: which row is in error for an account that is in rows 1 and 3?
    Interpretation 1: the earlier
    Interpretation 3: the later
    Interpretation "1, 3": both
    Question update-duplicate: may an update name the same account twice?
    Interpretation taken: the rows are applied one after the other
    Interpretation refused: as for a creation
    Question user-no: what replaces an account that is absent, not a String, or too long for an entry?
    Interpretation empty: an empty string
    Interpretation repeated: the account as sent, written as a string
    Interpretation cut: the first 50 characters
    Interpretation other: something else

    Scenario: a row with two faults
      When a courier user is created with
        | userPhone    | (phone of 12 characters) |
        | userRealName | 21 × "x"                 |
      Then what follows needs a refusal
      And BS-39.entries reads the number of entries of row 1

    Scenario: rows whose faults are found by different checks
      Given a courier user A
      And a courier user B
      When these courier users are created
        | userNo        | userPhone                |
        | (userNo of A) |                          |
        |               | (phone of 12 characters) |
        | (userNo of B) |                          |
      Then what follows needs a refusal
      And BS-39.order reads the order of entries

    Scenario: a new account in the first and in the last of three rows
      When these courier users are created
        | name | userNo        |
        | A    |               |
        | B    |               |
        | C    | (userNo of A) |
      Then what follows needs a refusal
      And BS-39.duplicate reads the rows in error

    Scenario: a known account twice in an update
      Given a courier user A
      When these courier users are updated
        | userNo        |
        | (userNo of A) |
        | (userNo of A) |
      Then BS-39.update-duplicate reads "taken" if it is accepted, "refused" if not

    Scenario Outline: the entry for an account that is <userNo>
      When a courier user is created with userNo <userNo>
      Then what follows needs a refusal
      And BS-39.user-no reads the userNo of row 1's entry

      Examples: absent, empty, no String, too long
        | userNo     |
        | (absent)   |
        | ""         |
        | null       |
        | 3          |
        | {"a":1}    |
        | 60 × [a-z] |

  @BS-50 @open
  Rule: checks beyond the page may refuse made-up values
    A vendor may check more than it documents: the form of names, numbers and addresses, whether a value is new, or
    whether it exists. For a live target the suite then needs values of that form ([data] in the target file), or real
    ones ([butler.fixtures]).
    Source: batchSave, silent; userInfo, row 6 hints at it: 所属组织已有的月结卡号
    Question phone: is a userPhone accepted that no mobile network has?
    Interpretation taken: any string within the limit is
    Interpretation refused: the form is checked
    Question email: is a userEmail accepted that is not an address?
    Interpretation taken: any string within the limit is
    Interpretation refused: the form is checked
    Question card-format: is a custId accepted that is not a list of cards of ten digits?
    Interpretation taken: any string within the limit is
    Interpretation refused: the form is checked
    Question card: is a well-formed card accepted that the organisation does not have?
    Interpretation taken: cards are not looked up
    Interpretation refused: cards are looked up
    Question organization-code: is an organizationCode accepted that does not exist?
    Interpretation taken: codes are not looked up
    Interpretation refused: codes are looked up
    Question organization-name: is an organizationName accepted that is not that of the organizationCode?
    Interpretation taken: names are not looked up
    Interpretation refused: names are looked up
    Question name-space: is a userRealName accepted that has a space in it?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question name-latin: is a userRealName accepted that is not Chinese?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question name-short: is a userRealName accepted that has one character?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question email-domain: is a userEmail accepted in a domain that is not the company's?
    Interpretation taken: any domain is
    Interpretation refused: it is not
    Question phone-again: is a userPhone accepted that another user has?
    Interpretation taken: it is
    Interpretation refused: it must be new
    Question email-again: is a userEmail accepted that another user has?
    Interpretation taken: it is
    Interpretation refused: it must be new
    Question emp-no-again: is an empNo accepted that another user has?
    Interpretation taken: it is
    Interpretation refused: it must be new

    Scenario Outline: the userPhone <userPhone>
      When a courier user is created with userPhone <userPhone>
      Then BS-50.phone reads "taken" if it is accepted, "refused" if not

      Examples: too short, a landline, no digits
        | userPhone                |
        | 3 × [0-9]                |
        | (phone of 10 characters) |
        | "000" + 8 × [0-9]        |
        | 11 × [a-z]               |

    Scenario Outline: the userEmail <userEmail>
      When a courier user is created with userEmail <userEmail>
      Then BS-50.email reads "taken" if it is accepted, "refused" if not

      Examples: without an at sign, without a name, without a domain
        | userEmail                |
        | 8 × [a-z]                |
        | "@" + 8 × [a-z] + ".com" |
        | 8 × [a-z] + "@"          |

    Scenario Outline: the custId <custId>
      When a courier user is created with custId <custId>
      Then BS-50.card-format reads "taken" if it is accepted, "refused" if not

      Examples: too short, no digits, other separators
        | custId                  |
        | "1"                     |
        | 10 × "x"                |
        | "1234567890;1234567891" |
        | "1234567890，1234567891" |

    Scenario: a card that the organisation does not have
      When a courier user is created with custId 10 × [0-9]
      Then BS-50.card reads "taken" if it is accepted, "refused" if not

    Scenario: an organizationCode that does not exist
      When a courier user is created with organizationCode 12 × [A-Z0-9]
      Then BS-50.organization-code reads "taken" if it is accepted, "refused" if not

    Scenario: an organizationName that does not exist
      When a courier user is created with organizationName 8 × [A-Z] + "部"
      Then BS-50.organization-name reads "taken" if it is accepted, "refused" if not

    Scenario: a userRealName with a space
      When a courier user is created with userRealName "张 三"
      Then BS-50.name-space reads "taken" if it is accepted, "refused" if not

    Scenario: a userRealName in Latin letters
      When a courier user is created with userRealName "ZhangSan"
      Then BS-50.name-latin reads "taken" if it is accepted, "refused" if not

    Scenario: a userRealName of one character
      When a courier user is created with userRealName "张"
      Then BS-50.name-short reads "taken" if it is accepted, "refused" if not

    Scenario: a userEmail in another domain
      When a courier user is created with userEmail 10 × [a-z] + "@elsewhere.example"
      Then BS-50.email-domain reads "taken" if it is accepted, "refused" if not

    Scenario Outline: a <field> that another user has
      Given a courier user A with <field> <first>
      When a courier user is created with <field> (<field> of A)
      Then <question> reads "taken" if it is accepted, "refused" if not

      Examples: what belongs to one person
        | field     | first             | question           |
        | userPhone | (phone)           | BS-50.phone-again  |
        | userEmail | (email)           | BS-50.email-again  |
        | empNo     | (employee number) | BS-50.emp-no-again |

  @BS-34 @open
  Rule: the result and msg of a request refused as a whole are not documented
    There is no row in error, but the table requires the list not to be empty on failure.
    Source: batchSave, 响应 主体, row 3, against its own sense: succ = fail时不为空
    Question form: what do result and msg look like then?
    Interpretation "result null, msg text": only the message explains it
    Interpretation "result empty, msg text": the message, with a list without entries
    Interpretation "result absent, msg text": the message, without a list
    Interpretation "result list, msg text": an entry is invented for it
    Interpretation "result null, msg null": nothing explains it

    Scenario: a wrong signature
      When a courier user is created, signed with another secret
      Then what follows needs a refusal
      And BS-34.form reads the form of result and msg

    Scenario: a type outside 1 and 2
      When a courier user is created under the type 3
      Then what follows needs a refusal
      And BS-34.form reads the form of result and msg

    Scenario: a list that does not decrypt
      When a courier user is created with its list replaced by garbage
      Then what follows needs a refusal
      And BS-34.form reads the form of result and msg

    Scenario: too many rows
      When 101 courier users are created
      Then what follows needs a refusal
      And BS-34.form reads the form of result and msg

  @BS-33 @open
  Rule: an update may or may not leave required fields out
    One table describes both kinds of call, and does not say what an update needs apart from the account that it
    changes.
    Source: batchSave, userInfo, 必填, one column for 新增 and 修改 alike
    Question partial: is an update accepted that leaves required fields out?
    Interpretation taken: what is left out stays as it was, or is cleared
    Interpretation refused: required means required

    Scenario Outline: an update without <field>
      Given a courier user A
      When courier user A is updated with <field> (absent)
      Then BS-33.partial reads "taken" if it is accepted, "refused" if not

      Examples: each required field but the account
        | field            |
        | userPhone        |
        | userRealName     |
        | organizationCode |

    Scenario: an update of nothing but the account
      Given a courier user A
      When these courier users are updated
        | userNo        | userPhone | userRealName | organizationCode |
        | (userNo of A) | (absent)  | (absent)     | (absent)         |
      Then BS-33.partial reads "taken" if it is accepted, "refused" if not
