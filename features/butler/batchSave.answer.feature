@butler @batchSave
Feature: batchSave, what the answer says
  zh: batchSave：应答的内容
  One answer for the whole batch: accepted, or refused with the rows in error.
  Every answer of the suite is also checked against its JSON Schema; the scenarios here state the same where it matters
  most.
  zh: 整个批次一个应答：被接受，或被拒绝并列出出错的行。本套件的每个应答另按 JSON Schema 检查；此处的场景在最重要之处再作说明。

  @BS-20 @must
  Rule: succ is required, ok or fail
    zh: succ 必填，取 ok 或 fail
    The one field that distinguishes success from failure, a String of up to 10 characters.
    zh: 区分成功与失败的唯一字段，String，最长 10 个字符。
    Source: batchSave, 响应 主体, row 2: succ String(10) 必填 是 状态码 返回成功或失败信息(ok/fail)
    zh: batchSave，响应 主体，第 2 行：succ String(10) 必填 是 状态码 返回成功或失败信息(ok/fail)

    Scenario: a creation that is taken answers ok
      zh: 被接受的新增返回 ok
      When a courier user is created
      Then succ in the answer is "ok"

    Scenario: a refused row answers fail
      zh: 行被拒绝时返回 fail
      Given a courier user A
      When courier user A is created again
      Then what follows needs a refusal
      And succ in the answer is "fail"

  @BS-21 @must
  Rule: msg is optional, a String of up to 200 characters
    zh: msg 选填，String，最长 200 个字符
    A hint for people. It may be empty, as in the sample of a success, null, or left out. A message that joins the
    causes of all rows exceeds its limit in a large batch.
    zh: 供人阅读的提示。可以为空（如成功报文范例）、为 null 或省略。若消息把所有行的原因连在一起，大批次时会超过上限。
    Source: batchSave, 响应 主体, row 1: msg String(200) 必填 否 信息 提示信息
    zh: batchSave，响应 主体，第 1 行：msg String(200) 必填 否 信息 提示信息

    Scenario: the message of a hundred refused rows keeps to its limit
      zh: 一百行被拒绝时消息不超过上限
      When 100 courier users are created with userPhone (phone of 12 characters)
      Then what follows needs a refusal
      And msg in the answer is a text of up to 200 characters, or none

  @BS-22 @must
  Rule: result is empty on success, and lists the refused rows on failure
    zh: result 成功时为空，失败时列出被拒绝的行
    Empty means null, an empty list, or left out: the table calls the field required, while the sample has null.
    A request refused as a whole has no row in error; the form of its result is BS-34's question.
    zh: “空”指 null、空列表或省略：表格标明该字段必填，范例中却是 null。整体被拒绝的请求没有出错的行，其 result 的形式文档未明确，见 BS-34。
    Source: batchSave, 响应 主体, row 3: result List<errorInfo> 必填 是 succ = ok时为空;succ = fail时不为空;
    zh: batchSave，响应 主体，第 3 行：result List<errorInfo> 必填 是 succ = ok时为空;succ = fail时不为空;

    Scenario: a batch that is taken has an empty result
      zh: 被接受的批次 result 为空
      When 100 courier users are created
      Then it is accepted
      And the result is empty

    Scenario: a refused row is listed in the result
      zh: 被拒绝的行列在 result 中
      Given a courier user A
      When courier user A is created again
      Then what follows needs a refusal
      And exactly row 1 is in error

  @BS-23 @must
  Rule: An entry has rowNo, userNo and cause, all present
    zh: 条目含 rowNo、userNo 和 cause，三者均须有值
    The row's number of up to 10 digits, its account of up to 50 characters, and a cause of up to 100 characters.
    A cause that repeats long values, or lists every fault of a row, is the most likely to exceed its limit.
    zh: 行号最多 10 位，账号最长 50 个字符，原因最长 100 个字符。照录长值的原因，或列出一行所有错误的原因，最容易超过上限。
    Source: batchSave, errorInfo, rows 1 to 3: rowNo Number(10) 错误数据所在行号, userNo String(50) 用户账号, cause String(100) 错误原因
    zh: batchSave，errorInfo，第 1 至 3 行：rowNo Number(10) 错误数据所在行号，userNo String(50) 用户账号，cause String(100) 错误原因

    Scenario: the entry of an existing account is complete
      zh: 已存在账号的条目完整
      Given a courier user A
      When courier user A is created again
      Then what follows needs a refusal
      And exactly row 1 is in error
      And the entry of row 1 repeats its userNo
      And the cause of row 1 is a text of 1 to 100 characters

    Scenario: the entry of a row with every fault keeps to its limits
      zh: 一行有各种错误时，条目不超过上限
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
    zh: rowNo 按发送顺序从 1 起计，userNo 为该行的账号
    In the sample the second of two users is in error, and is row 2. Accounts that exist already make the wrong rows
    here, because they are the clearest reason to refuse (BS-25). Every entry of every answer is held to its row.
    zh: 范例中两个用户的第二个出错，即第 2 行。此处用已存在的账号制造出错的行，因为这是最明确的拒绝原因（BS-25）。每个应答的每个条目都与对应的行核对。
    Source: batchSave, 报文范例, 失败报文-范例1: "rowNo": 2, "userNo": "lisi01"
    zh: batchSave，报文范例，失败报文-范例1："rowNo": 2, "userNo": "lisi01"

    Scenario: the second of two rows, as in the sample
      zh: 两行中的第二行，与范例相同
      Given a courier user A
      When these courier users are created
        | userNo        |
        |               |
        | (userNo of A) |
      Then what follows needs a refusal
      And exactly row 2 is in error
      And the entry of row 2 repeats its userNo

    Scenario: two rows amid good ones, in another order than their users were created
      zh: 正确的行之间有两行出错，顺序与新增用户时不同
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
      zh: 十二行中的第一行、中间一行和最后一行
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
      zh: 修改四行时的第三行
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
  Rule: Creating an account that exists is refused, with an entry for its row
    zh: 新增已存在的账号被拒绝，且该行有条目
    Only the account decides, whatever else the row says, and a disabled user has an account too.
    zh: 只看账号，与该行的其他内容无关；停用的用户也占用账号。
    Source: batchSave, 报文范例, 失败报文-范例1: "cause": "用户账号已存在!"
    zh: batchSave，报文范例，失败报文-范例1："cause": "用户账号已存在!"

    Scenario: the same row again
      zh: 同一行再发一次
      Given a courier user A
      When courier user A is created again
      Then exactly row 1 is in error
      And the entry of row 1 repeats its userNo

    Scenario: of calls at once that create one account, one is accepted
      zh: 同时新增同一账号的多次调用，只有一次被接受
      When courier user A is created 4 times at once
      Then one of them is accepted, and the others are refused

    Scenario: the same account with other data
      zh: 账号相同、其他数据不同
      Given a courier user A
      When a courier user is created with
        | userNo       | (userNo of A)     |
        | userPhone    | (phone)           |
        | userRealName | (name)            |
        | empNo        | (employee number) |
        | userEmail    | (email)           |
      Then exactly row 1 is in error

    Scenario: an existing account in a larger batch
      zh: 较大批次中有一个已存在的账号
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
      zh: 在批次中新增的用户的账号
      When these courier users are created
        | name |
        | A    |
        | B    |
        | C    |
      Then it is accepted
      When courier user B is created again
      Then exactly row 1 is in error

    Scenario: the account of a disabled user
      zh: 停用用户的账号
      Given a courier user A with userStatus 0
      When courier user A is created again
      Then exactly row 1 is in error

    Scenario: the account of a user updated since
      zh: 之后修改过的用户的账号
      Given a courier user A
      When courier user A is updated with userRealName (name)
      Then it is accepted
      When courier user A is created again
      Then exactly row 1 is in error

    Scenario: the account of a user who was created before 60 others
      zh: 先新增的用户的账号，其后又新增 60 个用户
      Given a courier user A
      When 60 courier users are created
      Then it is accepted
      When courier user A is created again
      Then exactly row 1 is in error

    Scenario Outline: an account that is nearly that of <userNo>, <similar>, is another
      zh: 与 <userNo> 几乎相同的账号 <similar> 是另一个账号
      Given a courier user A with userNo <userNo>
      When a courier user is created with userNo <similar>
      Then it is accepted

      Examples: another ending, without a zero
        zh: 末位不同、少一个前导零、少一位
        | userNo          | similar                                   |
        | 20 × [a-z]      | (userNo of A with another ending)         |
        | "0" + 8 × [1-9] | (userNo of A without its first character) |
        | 12 × [a-z]      | (userNo of A without its last character)  |

    Scenario: an account derived from a thirdPlatformId
      zh: 由 thirdPlatformId 推导出的账号
      When courier user A is created with
        | thirdPlatformId | 12 × [a-z] |
        | userNo          | (account)  |
      Then it is accepted
      When courier user A is created again
      Then exactly row 1 is in error

  @BS-37 @should
  Rule: The texts for an account that exists are worded as on the page
    zh: 账号已存在时，消息和原因的措辞与文档一致
    Some callers compare them, although the documentation shows them only in a sample.
    zh: 有的调用方会比对这些文字，尽管文档只在范例中给出。
    Source: batchSave, 报文范例, 失败报文-范例1: "msg":"数据校验不通过", "cause": "用户账号已存在!"
    zh: batchSave，报文范例，失败报文-范例1："msg":"数据校验不通过", "cause": "用户账号已存在!"

    Scenario: the texts for the second of two rows, as in the sample
      zh: 两行中第二行的文字，与范例相同
      Given a courier user A
      When these courier users are created
        | userNo        |
        |               |
        | (userNo of A) |
      Then what follows needs a refusal
      And the cause of row 2 is "用户账号已存在!"
      And the message is "数据校验不通过"

  @BS-26 @should
  Rule: Every row in error is listed, not only the first
    zh: 列出所有出错的行，而不只是第一行
    Callers want to correct a batch of a hundred rows once, whether the faults are of one kind or several.
    zh: 调用方希望一百行的批次一次改完，无论错误是一种还是多种。
    Source: follows from batchSave, 响应 主体, row 3: result List<errorInfo> 错误数据集合, a list, which one entry would not need
    zh: 推断自 batchSave，响应 主体，第 3 行：result List<errorInfo> 错误数据集合，若只列一个条目就不必是列表

    Scenario: three existing accounts
      zh: 三个已存在的账号
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
      zh: 一个已存在的账号和一个过长的 userPhone
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
      zh: 每种错误各一个
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
      zh: 一次修改中有一个未知的账号和一个过长的 userPhone
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
      zh: 一百行全部出错
      When 100 courier users are created with userPhone (phone of 12 characters)
      Then what follows needs a refusal
      And exactly rows 1 to 100 are in error

  @BS-27 @should
  Rule: A row that breaks BS-05 to BS-14 is refused, with its entry
    zh: 违反 BS-05 至 BS-14 的行被拒绝，且该行有条目
    Past a limit, outside a list of values, or wrongly derived: everything that the table excludes. Missing required
    fields are under their own rules. What is refused is not saved, as a correct row for the account then shows.
    zh: 超过上限、不在取值列表中、推导错误，即表格不允许的一切。缺少必填字段见各自的规则。被拒绝的行不会保存，之后以同一账号发送正确的行即可验证。
    Source: follows from batchSave, userInfo, columns 类型(约束) and 描述, rows 1 to 10; 响应 主体, row 3: succ = fail时不为空
    zh: 推断自 batchSave，userInfo，“类型(约束)”列和“描述”列，第 1 至 10 行；响应 主体，第 3 行：succ = fail时不为空

    Scenario Outline: an account of the wrong length, <userNo>, is refused
      zh: 长度不符的账号 <userNo> 被拒绝
      When a courier user is created with userNo <userNo>
      Then exactly row 1 is in error

      Examples: outside 6 to 20, up to the 50 of the type column and past it
        zh: 6 至 20 位以外，直至“类型(约束)”列的 50，以及超过 50
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
      zh: 含不允许字符的账号 <userNo> 被拒绝
      When a courier user is created with userNo <userNo>
      Then exactly row 1 is in error

      Examples: capital letters
        zh: 大写字母
        | userNo          |
        | 8 × [A-Z]       |
        | "Z" + 8 × [a-z] |
        | 8 × [a-z] + "Z" |

      Examples: blanks and signs
        zh: 空格和符号
        | userNo                      |
        | 4 × [a-z] + " " + 4 × [a-z] |
        | 4 × [a-z] + "-" + 4 × [a-z] |
        | 4 × [a-z] + "_" + 4 × [a-z] |
        | 4 × [a-z] + "." + 4 × [a-z] |

      Examples: letters and digits of other scripts
        zh: 其他文字的字母和数字
        | userNo           |
        | "张" + 8 × [a-z]  |
        | 8 × [a-z] + "é"  |
        | 8 × [0-9] + "１２" |

    Scenario Outline: a row whose <field> is past its limit, <value>, is refused
      zh: <field> 为超过上限的 <value> 的行被拒绝
      When a courier user is created with <field> <value>
      Then exactly row 1 is in error, unlike <control>

      Examples: telephone numbers, one digit past and far past
        zh: 手机号：超过上限一位，以及远超上限
        | field     | value                      | control |
        | userPhone | (phone of 12 characters)   | (phone) |
        | userPhone | (phone of 1000 characters) | (phone) |

      Examples: names, the last past it in Chinese
        zh: 姓名：最后一个用汉字超过上限
        | field        | value                     | control                 |
        | userRealName | (name of 21 characters)   | (name of 20 characters) |
        | userRealName | (name of 1000 characters) | (name of 20 characters) |
        | userRealName | 21 × "x"                  | 20 × "x"                |
        | userRealName | 1000 × "x"                | 20 × "x"                |
        | userRealName | 21 × "张"                  | 20 × "张"                |

      Examples: employee numbers
        zh: 工号
        | field | value                                | control                            |
        | empNo | (employee number of 12 characters)   | (employee number of 11 characters) |
        | empNo | (employee number of 1000 characters) | (employee number of 11 characters) |
        | empNo | "工" + 11 × [0-9]                     | "工" + 10 × [0-9]                   |

      Examples: e-mail addresses
        zh: 邮箱地址
        | field     | value                      | control                  |
        | userEmail | (email of 61 characters)   | (email of 60 characters) |
        | userEmail | (email of 1000 characters) | (email of 60 characters) |

      Examples: cards
        zh: 月结卡号
        | field  | value                            | control                         |
        | custId | 363 × "1234567890," + "12345678" | 363 × "1234567890," + "1234567" |
        | custId | 727 × "1234567890," + "123"      | 363 × "1234567890," + "1234567" |

      Examples: names of organisations
        zh: 组织名称
        | field            | value      | control  |
        | organizationName | 65 × "x"   | 64 × "x" |
        | organizationName | 1000 × "x" | 64 × "x" |
        | organizationName | 65 × "部"   | 64 × "部" |

      Examples: codes of organisations
        zh: 组织编码
        | field            | value      | control   |
        | organizationCode | 101 × "x"  | 100 × "x" |
        | organizationCode | 1000 × "x" | 100 × "x" |
        | organizationCode | 101 × "部"  | 100 × "部" |

    Scenario Outline: a row whose userStatus is <userStatus> is refused
      zh: userStatus 为 <userStatus> 的行被拒绝
      When a courier user is created with userStatus <userStatus>
      Then exactly row 1 is in error

      Examples: neighbours of 0 and 1, and two digits
        zh: 0 和 1 的相邻值，以及两位数
        | userStatus |
        | -1         |
        | 2          |
        | 10         |
        | 0.5        |
        | 1.5        |

    Scenario Outline: a thirdPlatformId past its limit, <id>, is refused even with its derived account
      zh: 超过上限的 thirdPlatformId <id>，即使带有其推导出的账号也被拒绝
      When a courier user is created with
        | thirdPlatformId | <id>      |
        | userNo          | (account) |
      Then exactly row 1 is in error

      Examples: one character past, Chinese too, and far past
        zh: 超过上限一个字符（含汉字），以及远超上限
        | id                   |
        | 51 × [a-z]           |
        | 43 × "张" + 8 × [0-9] |
        | 1000 × [a-z]         |

    Scenario Outline: an account derived for <id> by <spelling> is refused
      zh: 由 <id> 按 <spelling> 推导的账号被拒绝
      When a courier user is created with
        | thirdPlatformId | <id>                    |
        | userNo          | (account by <spelling>) |
      Then exactly row 1 is in error

      Examples: another hash
        zh: 哈希值不符
        | id                          | spelling          |
        | 12 × [a-z]                  | another id        |
        | 12 × [a-z] hashing negative | no absolute value |
        | "张三" + 8 × [0-9]            | UTF-8 bytes       |
        | "😀" + 8 × [0-9]             | code points       |

      Examples: other initials
        zh: 首字母不符
        | id         | spelling            |
        | 12 × [a-z] | upper-case initials |
        | 12 × [a-z] | two initials        |
        | 12 × [a-z] | other initials      |
        | 12 × [a-z] | no initials         |

    Scenario: a wrongly derived account between two that are right is refused
      zh: 两个正确的账号之间，推导错误的账号被拒绝
      When these courier users are created
        | thirdPlatformId | userNo                  |
        | 12 × [a-z]      | (account)               |
        | 12 × [a-z]      | (account by another id) |
        | 12 × [a-z]      | (account)               |
      Then exactly row 2 is in error

    Scenario Outline: an update to the <field> <value> is refused
      zh: 把 <field> 修改为 <value> 被拒绝
      Given a courier user A
      When courier user A is updated with <field> <value>
      Then exactly row 1 is in error, unlike <control>

      Examples: the limits of telephone numbers
        zh: 手机号超长
        | field     | value                    | control |
        | userPhone | (phone of 12 characters) | (phone) |

      Examples: of names
        zh: 姓名超长
        | field        | value                   | control                 |
        | userRealName | (name of 21 characters) | (name of 20 characters) |
        | userRealName | 21 × "x"                | 20 × "x"                |

      Examples: of employee numbers
        zh: 工号超长
        | field | value                              | control                            |
        | empNo | (employee number of 12 characters) | (employee number of 11 characters) |

      Examples: of e-mail addresses
        zh: 邮箱地址超长
        | field     | value                    | control                  |
        | userEmail | (email of 61 characters) | (email of 60 characters) |

      Examples: of cards
        zh: 月结卡号超长
        | field  | value                            | control                         |
        | custId | 363 × "1234567890," + "12345678" | 363 × "1234567890," + "1234567" |

      Examples: of names of organisations
        zh: 组织名称超长
        | field            | value    | control  |
        | organizationName | 65 × "x" | 64 × "x" |

      Examples: of codes of organisations
        zh: 组织编码超长
        | field            | value     | control   |
        | organizationCode | 101 × "x" | 100 × "x" |

      Examples: and the list of values, and the account that belongs to a third-party id
        zh: 取值列表以外，以及账号与第三方平台用户 ID 不对应
        | field           | value      | control  |
        | userStatus      | 2          | 1        |
        | thirdPlatformId | 12 × [a-z] | (absent) |

    Scenario Outline: a row that is refused for its <field>, <value>, is not saved
      zh: 因 <field> 为 <value> 而被拒绝的行不会保存
      When courier user A is created with <field> <value>
      Then what follows needs a refusal
      When a courier user is created with userNo (userNo of A)
      Then it is accepted

      Examples: each field with a limit
        zh: 每个有上限的字段
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
  Rule: Updating an account that does not exist is refused, with its entry
    zh: 修改不存在的账号被拒绝，且该行有条目
    An update changes users and never creates them, as a later creation of the same account shows.
    zh: 修改不会新增用户，之后新增同一账号即可验证。
    Source: follows from batchSave, 请求 主体, row 2: 1-新增;2-修改, since one kind of call would do if an update could create
    zh: 推断自 batchSave，请求 主体，第 2 行：1-新增;2-修改，若修改可以新增用户，就不必分为两种

    Scenario: unknown accounts among known ones
      zh: 已有账号之间的未知账号
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
      zh: 由第三方平台用户 ID 推导的未知账号，修改不会新增它
      When these courier users are updated
        | name | thirdPlatformId | userNo    |
        | A    | 12 × [a-z]      | (account) |
      Then exactly row 1 is in error
      When a courier user is created with
        | thirdPlatformId | (thirdPlatformId of A) |
        | userNo          | (account)              |
      Then it is accepted

    Scenario: an unknown account, which the update does not create
      zh: 未知的账号，修改不会新增它
      When these courier users are updated
        | name |
        | A    |
      Then exactly row 1 is in error
      And the entry of row 1 repeats its userNo
      When a courier user is created with userNo (userNo of A)
      Then it is accepted

  @BS-29 @should
  Rule: The same new account twice in one request is refused
    zh: 同一新账号在同一请求中出现两次，被拒绝
    Neither row is wrong by itself, and no account exists yet: only a look at the whole list finds it.
    Which of the two rows is in error is BS-39's question.
    zh: 两行单独看都没有错，账号也尚不存在：只有检查整个列表才能发现。两行中哪一行出错，文档未明确，见 BS-39。
    Source: follows from BS-25, batchSave: 用户账号已存在! would be true of the second row once the first is saved
    zh: 推断自 BS-25，batchSave：第一行保存之后，对第二行而言就是 用户账号已存在!

    Scenario: two neighbouring rows with the same data
      zh: 相邻两行数据相同
      When these courier users are created
        | name | userNo        | userPhone        | userRealName        |
        | A    |               |                  |                     |
        | B    | (userNo of A) | (userPhone of A) | (userRealName of A) |
      Then it is refused

    Scenario: the first and the last row with different data
      zh: 第一行与最后一行数据不同
      When these courier users are created
        | name | userNo        | userPhone | userRealName |
        | A    |               | (phone)   | (name)       |
        | B    |               |           |              |
        | C    |               |           |              |
        | D    | (userNo of A) | (phone)   | (name)       |
      Then it is refused

  @BS-30 @open
  Rule: Whether the correct rows of a refused request are saved is not documented
    zh: 文档未说明被拒绝的请求中，正确的行是否保存
    It is not documented whether a batch is one transaction. A row that was saved cannot be created again, and a row
    that was not saved can: that shows it. A vendor may also stop at the first fault, so a correct row stands on either
    side of it.
    zh: 文档没有说明一个批次是否为一个事务。已保存的行不能再次新增，未保存的可以，由此即可判断。厂商也可能在第一个错误处停止，因此出错的行前后各有一个正确的行。
    Source: batchSave, 报文范例 (silent)
    zh: batchSave，报文范例（文档未提及）
    Question good-rows: what is saved of a batch of three whose second row is refused?
    zh: 三行的批次中第二行被拒绝时，保存了哪些行？
    Interpretation none: nothing, the batch is all or nothing
    zh: 全部不保存，整个批次要么全部成功，要么全部失败
    Interpretation "up to the fault": the row before the refused one
    zh: 被拒绝的行之前的行
    Interpretation all: both correct rows
    zh: 两个正确的行

    Scenario: a userPhone that is too long between two good rows
      zh: 两个正确的行之间有一个过长的 userPhone
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
      zh: 两个正确的行之间有一个已存在的账号
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
  Rule: Whether more than 100 rows are accepted is not documented
    zh: 文档未说明超过 100 行是否被接受
    The documentation advises against them and does not forbid them.
    zh: 文档建议不超过 100 行，但没有禁止。
    Source: batchSave, 功能描述: 建议每次请求最多100条数据
    zh: batchSave，功能描述：建议每次请求最多100条数据
    Question too-many: are 101 rows accepted?
    zh: 101 行是否被接受？
    Interpretation taken: a hundred is only advice
    zh: 100 行只是建议
    Interpretation refused: a hundred is a limit
    zh: 100 行是上限

    Scenario: a creation of 101 users
      zh: 新增 101 个用户
      When 101 courier users are created
      Then BS-31.too-many reads "taken" if it is accepted, "refused" if not

  @BS-36 @should
  Rule: A request refused as a whole saves nothing
    zh: 整体被拒绝的请求不保存任何内容
    A user of the refused request can be created afterwards, so it was not saved before the request was checked.
    A list that cannot be decrypted names no user that could be saved, so it is left out here. Nor can updates be
    shown, since no operation reads a user back.
    zh: 之后可以新增被拒绝请求中的用户，说明检查请求之前没有保存。无法解密的列表没有可保存的用户，因此不作测试。修改是否保存也无法验证，因为没有接口可以查询用户。
    Source: follows from batchSave, 响应 主体, row 2: 返回成功或失败信息(ok/fail), which knows no half success
    zh: 推断自 batchSave，响应 主体，第 2 行：返回成功或失败信息(ok/fail)，没有部分成功

    Scenario: a request under a wrong signature saves nothing
      zh: 签名错误的请求不保存任何内容
      When courier user A is created, signed with another secret
      Then it is refused
      When courier user A is created again
      Then it is accepted

    Scenario Outline: a request with the header <header> as <value> saves nothing
      zh: 请求头 <header> 为 <value> 的请求不保存任何内容
      When courier user A is created under the <header> <value>
      Then it is refused
      When courier user A is created again
      Then it is accepted

      Examples: unsigned, undated, from nobody known
        zh: 无签名、无时间戳、来自未知客户
        | header    | value      |
        | sign      | (absent)   |
        | timestamp | (absent)   |
        | sendAppId | 15 × [0-9] |

    Scenario Outline: a request under the companyId <companyId> saves nothing
      zh: companyId 为 <companyId> 的请求不保存任何内容
      When courier user A is created under the companyId <companyId>
      Then it is refused
      When courier user A is created again
      Then it is accepted

      Examples: missing, and another client's
        zh: 缺失，以及其他客户的
        | companyId  |
        | (absent)   |
        | 15 × [0-9] |

    Scenario Outline: a request under the type <type> saves nothing
      zh: type 为 <type> 的请求不保存任何内容
      When courier user A is created under the type <type>
      Then it is refused
      When courier user A is created again
      Then it is accepted

      Examples: missing, and on either side of 1 and 2
        zh: 缺失，以及 1 和 2 两侧的值
        | type     |
        | (absent) |
        | 0        |
        | 3        |

    Scenario: a request whose list is left plain saves nothing
      zh: 列表未加密的请求不保存任何内容
      When courier user A is created with its list left plain
      Then it is refused
      When courier user A is created again
      Then it is accepted

    Scenario: a request of too many rows saves nothing
      zh: 行数过多的请求不保存任何内容
      When 101 courier users are created
      Then what follows needs a refusal
      When courier user U1 is created again
      Then it is accepted

  @BS-32 @open
  Rule: Whether an empty userList is accepted is not documented
    zh: 文档未说明空的 userList 是否被接受
    Encrypted as any other list, it decrypts to no rows at all.
    zh: 与其他列表一样加密，解密后没有任何行。
    Source: batchSave, 请求 主体, row 3 (silent)
    zh: batchSave，请求 主体，第 3 行（文档未提及）
    Question empty-list: is a list without rows accepted?
    zh: 没有任何行的列表是否被接受？
    Interpretation taken: there is nothing to do
    zh: 没有需要处理的行
    Interpretation refused: a required list must contain something
    zh: 必填的列表必须有内容

    Scenario: a creation of no users
      zh: 不新增任何用户
      When no courier users are created
      Then BS-32.empty-list reads "taken" if it is accepted, "refused" if not

  @BS-35 @open
  Rule: Whether values of another JSON type, nulls, spaces and empty optional fields are accepted is not documented
    zh: 文档未说明其他 JSON 类型的值、null、空格和空的选填字段是否被接受
    Common JSON libraries on the vendor's platform convert silently, and the documentation shows only well-typed values.
    Fields whose converted value would break a format are left out: an account, an e-mail address, a third-party id.
    zh: 厂商平台常用的 JSON 库会自动转换类型，而文档只给出类型正确的值。转换后不符合格式的字段不作测试：账号、邮箱地址、第三方平台用户 ID。
    Source: batchSave, 请求 主体 and userInfo, column 类型(约束), one type for each field (silent)
    zh: batchSave，请求 主体和 userInfo，“类型(约束)”列，每个字段只写一种类型（文档未提及）
    Question number-for-string: is a number accepted for a String?
    zh: String 字段发送数字是否被接受？
    Interpretation taken: its digits are
    zh: 取其数字文本
    Interpretation refused: it must be a String
    zh: 必须是 String
    Question string-for-number: is a string of digits accepted for a Number?
    zh: Number 字段发送数字字符串是否被接受？
    Interpretation taken: its value is
    zh: 取其数值
    Interpretation refused: it must be a Number
    zh: 必须是 Number
    Question boolean-for-string: is a boolean accepted for a String?
    zh: String 字段发送布尔值是否被接受？
    Interpretation taken: its name is
    zh: 取其文本 true 或 false
    Interpretation refused: it must be a String
    zh: 必须是 String
    Question object-for-string: is an object or a list accepted for a String?
    zh: String 字段发送对象或列表是否被接受？
    Interpretation taken: its JSON text is, or nothing
    zh: 取其 JSON 文本，或视为空
    Interpretation refused: it must be a String
    zh: 必须是 String
    Question null: is null accepted for an optional field?
    zh: 选填字段为 null 是否被接受？
    Interpretation taken: as if left out
    zh: 视为未传
    Interpretation refused: null is not a value
    zh: null 不是有效值
    Question required-null: is null accepted for a required field?
    zh: 必填字段为 null 是否被接受？
    Interpretation taken: only an absent field is refused
    zh: 只拒绝缺失的字段
    Interpretation refused: as if left out
    zh: 视为未传
    Question blank: is a space accepted for an optional string?
    zh: 选填字符串字段为一个空格是否被接受？
    Interpretation taken: as a value, or as if left out
    zh: 作为值，或视为省略
    Interpretation refused: a string must have content
    zh: 字符串必须有内容
    Question required-blank: is a space accepted for a required string?
    zh: 必填字符串字段为一个空格是否被接受？
    Interpretation taken: it is one character long
    zh: 视为一个字符的值
    Interpretation refused: as if empty
    zh: 视为空
    Question empty: is an empty string accepted for an optional field?
    zh: 选填字段为空字符串是否被接受？
    Interpretation taken: as if left out
    zh: 视为未传
    Interpretation refused: a value that is sent must have content
    zh: 发送的值必须有内容

    Scenario Outline: the number <value> for the String <field>
      zh: String 字段 <field> 为数字 <value>
      When a courier user is created with <field> <value>
      Then BS-35.number-for-string reads "taken" if it is accepted, "refused" if only <control> is

      Examples: numbers
        zh: 数字
        | field            | value       | control       |
        | userPhone        | 15412345678 | "15412345679" |
        | userRealName     | 333         | "333"         |
        | empNo            | 33333       | "33334"       |
        | custId           | 1234567890  | "1234567890"  |
        | organizationName | 333         | "333"         |
        | organizationCode | 333         | "333"         |

    Scenario Outline: the text <value> for the Number userStatus
      zh: Number 字段 userStatus 为字符串 <value>
      When a courier user is created with userStatus <value>
      Then BS-35.string-for-number reads "taken" if it is accepted, "refused" if not

      Examples: digits
        zh: 数字字符串
        | value |
        | "0"   |
        | "1"   |

    Scenario: the text "1" for the Number type
      zh: Number 字段 type 为字符串 "1"
      When a courier user is created under the type "1"
      Then BS-35.string-for-number reads "taken" if it is accepted, "refused" if not

    Scenario: the text "2" for the Number type
      zh: Number 字段 type 为字符串 "2"
      Given a courier user A
      When courier user A is updated under the type "2"
      Then BS-35.string-for-number reads "taken" if it is accepted, "refused" if not

    Scenario Outline: the boolean true for the String <field>
      zh: String 字段 <field> 为布尔值 true
      When a courier user is created with <field> true
      Then BS-35.boolean-for-string reads "taken" if it is accepted, "refused" if only "true" is

      Examples: texts of any form
        zh: 形式不限的字符串字段
        | field            |
        | userRealName     |
        | empNo            |
        | organizationName |
        | organizationCode |

    Scenario Outline: <value> for the String <field>
      zh: String 字段 <field> 为 <value>
      When a courier user is created with <field> <value>
      Then BS-35.object-for-string reads "taken" if it is accepted, "refused" if only <control> is

      Examples: objects and lists
        zh: 对象和列表
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
      zh: 选填字段 <field> 为 null
      When a courier user is created with <field> null
      Then BS-35.null reads "taken" if it is accepted, "refused" if not

      Examples: every optional field
        zh: 每个选填字段
        | field            |
        | empNo            |
        | userEmail        |
        | custId           |
        | organizationName |
        | userStatus       |
        | thirdPlatformId  |

    Scenario Outline: null for the required <field> of a row
      zh: 行的必填字段 <field> 为 null
      When a courier user is created with <field> null
      Then BS-35.required-null reads "taken" if it is accepted, "refused" if not

      Examples: every required field of a row
        zh: 行的每个必填字段
        | field            |
        | userNo           |
        | userPhone        |
        | userRealName     |
        | organizationCode |

    Scenario Outline: null for the required <part> of a request
      zh: 请求的必填项 <part> 为 null
      When a courier user is created under the <part> null
      Then BS-35.required-null reads "taken" if it is accepted, "refused" if not

      Examples: beside the list
        zh: userList 以外
        | part      |
        | companyId |
        | type      |

    Scenario Outline: a blank for the optional <field>
      zh: 选填字段 <field> 为空格
      When a courier user is created with <field> " "
      Then BS-35.blank reads "taken" if it is accepted, "refused" if not

      Examples: every optional text
        zh: 每个选填字符串字段
        | field            |
        | empNo            |
        | userEmail        |
        | custId           |
        | organizationName |
        | thirdPlatformId  |

    Scenario Outline: a blank for the required <field>
      zh: 必填字段 <field> 为空格
      When a courier user is created with <field> " "
      Then BS-35.required-blank reads "taken" if it is accepted, "refused" if not

      Examples: every required text without a format
        zh: 每个没有格式要求的必填字符串字段
        | field            |
        | userPhone        |
        | userRealName     |
        | organizationCode |

    Scenario Outline: an empty text for the optional <field>
      zh: 选填字段 <field> 为空字符串
      When a courier user is created with <field> ""
      Then BS-35.empty reads "taken" if it is accepted, "refused" if not

      Examples: every optional field
        zh: 每个选填字段
        | field            |
        | empNo            |
        | userEmail        |
        | custId           |
        | organizationName |
        | userStatus       |
        | thirdPlatformId  |

  @BS-38 @open
  Rule: HTTP status, Content-Type and further fields of an answer are not documented
    zh: 文档未说明应答的 HTTP 状态码、Content-Type 和其他字段
    The documentation shows only bodies. A client must handle what comes, and wants to know when it changes.
    zh: 文档只给出报文体。调用方须能处理实际返回的内容，也需要知道它何时改变。
    Source: batchSave, 报文范例, bodies without status or headers (silent)
    zh: batchSave，报文范例，只有报文体，没有状态码和响应头（文档未提及）
    Question status: which HTTP status does a refusal have?
    zh: 被拒绝时的 HTTP 状态码是什么？
    Interpretation 200: only succ shows the failure
    zh: 仅由 succ 表明失败
    Interpretation 400: the status shows it too
    zh: 状态码也表明失败
    Interpretation 500: a refusal is sent as a server error
    zh: 拒绝以服务器错误返回
    Question content-type: which Content-Type does an answer have?
    zh: 应答的 Content-Type 是什么？
    Interpretation "application/json": JSON without a charset
    zh: JSON，不带字符集
    Interpretation "application/json;charset=UTF-8": JSON with its charset
    zh: JSON，带字符集
    Interpretation "text/plain;charset=UTF-8": text that happens to be JSON
    zh: 纯文本，内容恰为 JSON
    Question extra-fields: which fields does an answer have that are not documented?
    zh: 应答有哪些文档未列的字段？
    Interpretation none: no others
    zh: 没有其他字段
    Interpretation requestId: for instance a request id
    zh: 例如请求 id

    Scenario: the status of a refused row
      zh: 行被拒绝时的状态码
      Given a courier user A
      When courier user A is created again
      Then what follows needs a refusal
      And BS-38.status reads the HTTP status

    Scenario: the status of a request refused as a whole
      zh: 请求整体被拒绝时的状态码
      When a courier user is created under the type 3
      Then what follows needs a refusal
      And BS-38.status reads the HTTP status

    Scenario: the Content-Type and the fields of a success
      zh: 成功时应答的 Content-Type 与字段
      When a courier user is created
      Then BS-38.content-type reads the content type
      And BS-38.extra-fields reads the undocumented fields

    Scenario: the Content-Type and the fields of a refusal
      zh: 被拒绝时应答的 Content-Type 与字段
      Given a courier user A
      When courier user A is created again
      Then BS-38.content-type reads the content type
      And BS-38.extra-fields reads the undocumented fields

  @BS-39 @open
  Rule: How faults are listed as entries is not documented
    zh: 文档未说明错误如何列为条目
    The sample has one fault in one row. How many entries a row with two faults gets, in which order entries come, which
    row of a duplicate is in error, and what replaces an account that cannot be repeated: each vendor decides for
    itself. An entry's userNo is a string of up to 50 characters in any case (BS-23).
    zh: 范例中只有一行出错，且只有一个错误。一行有两个错误时列几个条目、条目按什么顺序、重复的两行中哪一行出错、无法照录的账号用什么代替，均由厂商自行决定。
    zh: 任何情况下，条目的 userNo 都是最长 50 个字符的字符串（BS-23）。
    Source: batchSave, errorInfo, rows 1 to 3: 错误数据所在行号, 用户账号, 错误原因 (silent)
    zh: batchSave，errorInfo，第 1 至 3 行：错误数据所在行号、用户账号、错误原因（文档未提及）
    Question entries: how many entries does a row with two faults get?
    zh: 一行有两个错误时，列几个条目？
    Interpretation 1: one for the row
    zh: 每行一个条目
    Interpretation 2: one for each fault
    zh: 每个错误一个条目
    Question order: in which order are rows 1 to 3 listed, if 1 and 3 exist already and 2 is malformed?
    zh: 第 1、3 行的账号已存在、第 2 行格式错误时，按什么顺序列出？
    Interpretation "1, 2, 3": in the order sent
    zh: 按发送顺序
    Interpretation "2, 1, 3": by the kind of check, form before existence
    zh: 按校验种类，先校验格式，再校验是否存在
    Question duplicate: which row is in error for an account that is in rows 1 and 3?
    zh: 第 1、3 行是同一账号时，哪一行出错？
    Interpretation 1: the earlier
    zh: 前一行
    Interpretation 3: the later
    zh: 后一行
    Interpretation "1, 3": both
    zh: 两行
    Question update-duplicate: may an update name the same account twice?
    zh: 一次修改中可以两次列出同一账号吗？
    Interpretation taken: the rows are applied one after the other
    zh: 逐行依次处理
    Interpretation refused: as for a creation
    zh: 与新增时相同
    Question user-no: what replaces an account that is absent, not a String, or too long for an entry?
    zh: 账号缺失、不是 String 或超过条目的长度上限时，用什么代替？
    Interpretation empty: an empty string
    zh: 空字符串
    Interpretation repeated: the account as sent, written as a string
    zh: 照录所发送的账号，写作字符串
    Interpretation cut: the first 50 characters
    zh: 前 50 个字符
    Interpretation other: something else
    zh: 其他内容

    Scenario: a row with two faults
      zh: 有两个错误的行
      When a courier user is created with
        | userPhone    | (phone of 12 characters) |
        | userRealName | 21 × "x"                 |
      Then what follows needs a refusal
      And BS-39.entries reads the number of entries of row 1

    Scenario: rows whose faults are found by different checks
      zh: 由不同校验发现错误的行
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
      zh: 三行中第一行和最后一行是同一新账号
      When these courier users are created
        | name | userNo        |
        | A    |               |
        | B    |               |
        | C    | (userNo of A) |
      Then what follows needs a refusal
      And BS-39.duplicate reads the rows in error

    Scenario: a known account twice in an update
      zh: 一次修改中两次出现已有账号
      Given a courier user A
      When these courier users are updated
        | userNo        |
        | (userNo of A) |
        | (userNo of A) |
      Then BS-39.update-duplicate reads "taken" if it is accepted, "refused" if not

    Scenario Outline: the entry for an account that is <userNo>
      zh: 账号为 <userNo> 时的条目
      When a courier user is created with userNo <userNo>
      Then what follows needs a refusal
      And BS-39.user-no reads the userNo of row 1's entry

      Examples: absent, empty, no String, too long
        zh: 缺失、空、非 String、过长
        | userNo     |
        | (absent)   |
        | ""         |
        | null       |
        | 3          |
        | {"a":1}    |
        | 60 × [a-z] |

  @BS-50 @open
  Rule: What is checked beyond the page is not documented
    zh: 文档未说明页面所列之外还校验什么
    A vendor may check more than it documents: the form of names, numbers and addresses, whether a value is new, or
    whether it exists. For a live target the suite then needs values of that form ([data] in the target file), or real
    ones ([butler.fixtures]).
    zh: 厂商校验的内容可能多于文档：姓名、号码和地址的形式，值是否已被使用，或是否存在。对真实目标，本套件需要该形式的值（目标配置文件中的 [data]）或真实的值（[butler.fixtures]）。
    Source: batchSave, userInfo, row 6: 所属组织已有的月结卡号 (silent on checks)
    zh: batchSave，userInfo，第 6 行：所属组织已有的月结卡号（未提及校验）
    Question phone: is a userPhone accepted that no mobile network has?
    zh: 不属于任何运营商的 userPhone 是否被接受？
    Interpretation taken: any string within the limit is
    zh: 上限内的任何字符串均可
    Interpretation refused: the form is checked
    zh: 校验格式
    Question email: is a userEmail accepted that is not an address?
    zh: 不是邮箱地址的 userEmail 是否被接受？
    Interpretation taken: any string within the limit is
    zh: 上限内的任何字符串均可
    Interpretation refused: the form is checked
    zh: 校验格式
    Question card-format: is a custId accepted that is not a list of cards of ten digits?
    zh: 不是 10 位卡号列表的 custId 是否被接受？
    Interpretation taken: any string within the limit is
    zh: 上限内的任何字符串均可
    Interpretation refused: the form is checked
    zh: 校验格式
    Question card: is a well-formed card accepted that the organisation does not have?
    zh: 格式正确但所属组织没有的卡号是否被接受？
    Interpretation taken: cards are not looked up
    zh: 不核对卡号
    Interpretation refused: cards are looked up
    zh: 核对卡号
    Question organization-code: is an organizationCode accepted that does not exist?
    zh: 不存在的 organizationCode 是否被接受？
    Interpretation taken: codes are not looked up
    zh: 不核对编码
    Interpretation refused: codes are looked up
    zh: 核对编码
    Question organization-name: is an organizationName accepted that is not that of the organizationCode?
    zh: 与 organizationCode 不符的 organizationName 是否被接受？
    Interpretation taken: names are not looked up
    zh: 不核对名称
    Interpretation refused: names are looked up
    zh: 核对名称
    Question name-space: is a userRealName accepted that has a space in it?
    zh: 含空格的 userRealName 是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question name-latin: is a userRealName accepted that is not Chinese?
    zh: 非中文的 userRealName 是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question name-short: is a userRealName accepted that has one character?
    zh: 只有一个字的 userRealName 是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question email-domain: is a userEmail accepted in a domain that is not the company's?
    zh: 域名不属于该企业的 userEmail 是否被接受？
    Interpretation taken: any domain is
    zh: 任何域名均可
    Interpretation refused: it is not
    zh: 被拒绝
    Question phone-again: is a userPhone accepted that another user has?
    zh: 与其他用户相同的 userPhone 是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it must be new
    zh: 不得与其他用户相同
    Question email-again: is a userEmail accepted that another user has?
    zh: 与其他用户相同的 userEmail 是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it must be new
    zh: 不得与其他用户相同
    Question emp-no-again: is an empNo accepted that another user has?
    zh: 与其他用户相同的 empNo 是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it must be new
    zh: 不得与其他用户相同

    Scenario Outline: the userPhone <userPhone>
      zh: userPhone 为 <userPhone>
      When a courier user is created with userPhone <userPhone>
      Then BS-50.phone reads "taken" if it is accepted, "refused" if not

      Examples: too short, a landline, no digits
        zh: 过短、固定电话、非数字
        | userPhone                |
        | 3 × [0-9]                |
        | (phone of 10 characters) |
        | "000" + 8 × [0-9]        |
        | 11 × [a-z]               |

    Scenario Outline: the userEmail <userEmail>
      zh: userEmail 为 <userEmail>
      When a courier user is created with userEmail <userEmail>
      Then BS-50.email reads "taken" if it is accepted, "refused" if not

      Examples: without an at sign, without a name, without a domain
        zh: 没有 @、没有用户名、没有域名
        | userEmail                |
        | 8 × [a-z]                |
        | "@" + 8 × [a-z] + ".com" |
        | 8 × [a-z] + "@"          |

    Scenario Outline: the custId <custId>
      zh: custId 为 <custId>
      When a courier user is created with custId <custId>
      Then BS-50.card-format reads "taken" if it is accepted, "refused" if not

      Examples: too short, no digits, other separators
        zh: 过短、非数字、其他分隔符
        | custId                  |
        | "1"                     |
        | 10 × "x"                |
        | "1234567890;1234567891" |
        | "1234567890，1234567891" |

    Scenario: a card that the organisation does not have
      zh: 所属组织没有的卡号
      When a courier user is created with custId 10 × [0-9]
      Then BS-50.card reads "taken" if it is accepted, "refused" if not

    Scenario: an organizationCode that does not exist
      zh: 不存在的 organizationCode
      When a courier user is created with organizationCode 12 × [A-Z0-9]
      Then BS-50.organization-code reads "taken" if it is accepted, "refused" if not

    Scenario: an organizationName that does not exist
      zh: 不存在的 organizationName
      When a courier user is created with organizationName 8 × [A-Z] + "部"
      Then BS-50.organization-name reads "taken" if it is accepted, "refused" if not

    Scenario: a userRealName with a space
      zh: 含空格的 userRealName
      When a courier user is created with userRealName "张 三"
      Then BS-50.name-space reads "taken" if it is accepted, "refused" if not

    Scenario: a userRealName in Latin letters
      zh: 拉丁字母的 userRealName
      When a courier user is created with userRealName "ZhangSan"
      Then BS-50.name-latin reads "taken" if it is accepted, "refused" if not

    Scenario: a userRealName of one character
      zh: 一个字的 userRealName
      When a courier user is created with userRealName "张"
      Then BS-50.name-short reads "taken" if it is accepted, "refused" if not

    Scenario: a userEmail in another domain
      zh: 其他域名的 userEmail
      When a courier user is created with userEmail 10 × [a-z] + "@elsewhere.example"
      Then BS-50.email-domain reads "taken" if it is accepted, "refused" if not

    Scenario Outline: a <field> that another user has
      zh: 与其他用户相同的 <field>
      Given a courier user A with <field> <first>
      When a courier user is created with <field> (<field> of A)
      Then <question> reads "taken" if it is accepted, "refused" if not

      Examples: what belongs to one person
        zh: 属于个人的信息
        | field     | first             | question           |
        | userPhone | (phone)           | BS-50.phone-again  |
        | userEmail | (email)           | BS-50.email-again  |
        | empNo     | (employee number) | BS-50.emp-no-again |

  @BS-34 @open
  Rule: The result and msg of a request refused as a whole are not documented
    zh: 文档未说明请求整体被拒绝时的 result 和 msg
    There is no row in error, but the table requires the list not to be empty on failure.
    zh: 没有出错的行，而表格要求失败时列表不为空。
    Source: batchSave, 响应 主体, row 3: succ = fail时不为空, though no row is in error
    zh: batchSave，响应 主体，第 3 行：succ = fail时不为空，而此时没有出错的行
    Question form: what do result and msg look like then?
    zh: 此时 result 和 msg 是什么样的？
    Interpretation "result null, msg text": only the message explains it
    zh: 只有消息说明原因
    Interpretation "result empty, msg text": the message, with a list without entries
    zh: 有消息，列表没有条目
    Interpretation "result absent, msg text": the message, without a list
    zh: 有消息，没有列表
    Interpretation "result list, msg text": an entry is invented for it
    zh: 为其虚构一个条目
    Interpretation "result null, msg null": nothing explains it
    zh: 没有任何说明

    Scenario: a wrong signature
      zh: 签名错误
      When a courier user is created, signed with another secret
      Then what follows needs a refusal
      And BS-34.form reads the form of result and msg

    Scenario: a type outside 1 and 2
      zh: type 为 1 和 2 以外的值
      When a courier user is created under the type 3
      Then what follows needs a refusal
      And BS-34.form reads the form of result and msg

    Scenario: a list that does not decrypt
      zh: 无法解密的列表
      When a courier user is created with its list replaced by garbage
      Then what follows needs a refusal
      And BS-34.form reads the form of result and msg

    Scenario: too many rows
      zh: 行数过多
      When 101 courier users are created
      Then what follows needs a refusal
      And BS-34.form reads the form of result and msg

  @BS-33 @open
  Rule: Whether an update may leave required fields out is not documented
    zh: 文档未说明修改时可否不传必填字段
    One table describes both kinds of call, and does not say what an update needs apart from the account that it
    changes.
    zh: 新增和修改共用一张表格，没有说明修改时除账号外还须传哪些字段。
    Source: batchSave, userInfo, column 必填, one for 新增 and 修改
    zh: batchSave，userInfo，“必填”列，新增和修改共用
    Question partial: is an update accepted that leaves required fields out?
    zh: 不传必填字段的修改是否被接受？
    Interpretation taken: what is left out stays as it was, or is cleared
    zh: 未传的字段保持不变，或被清空
    Interpretation refused: required means required
    zh: 必填字段不可缺少

    Scenario Outline: an update without <field>
      zh: 不带 <field> 的修改
      Given a courier user A
      When courier user A is updated with <field> (absent)
      Then BS-33.partial reads "taken" if it is accepted, "refused" if not

      Examples: each required field but the account
        zh: 账号以外的每个必填字段
        | field            |
        | userPhone        |
        | userRealName     |
        | organizationCode |

    Scenario: an update of nothing but the account
      zh: 只带账号的修改
      Given a courier user A
      When these courier users are updated
        | userNo        | userPhone | userRealName | organizationCode |
        | (userNo of A) | (absent)  | (absent)     | (absent)         |
      Then BS-33.partial reads "taken" if it is accepted, "refused" if not
