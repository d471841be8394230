@butler @batchSave
Feature: batchSave, the fields of a request
  zh: batchSave：请求的字段
  A company creates or updates its own courier users, up to a hundred in one call.
  Here are the fields of the request, each within its limits. Values past a limit are with the answers (BS-27),
  and how a call is signed and encrypted is with the transport (BS-40 to BS-49).
  zh: 企业新增或修改本企业的快递管家用户，一次调用最多 100 个。以下是请求的各字段及其上限。超过上限的值见应答部分（BS-27），
  zh: 调用的签名与加密见传输部分（BS-40 至 BS-49）。

  @BS-01 @must
  Rule: companyId is required, a String of up to 20 characters
    zh: companyId 必填，String，最长 20 个字符
    The client names itself by the id that it was issued, the same one that it sends as the header sendAppId.
    Its length cannot be chosen, so the limit itself cannot be tested; any other value is under BS-43.
    zh: 客户以分配给自己的 sendAppId 表明身份，与请求头 sendAppId 的值相同。其长度不能自选，因此上限本身无法测试；其他取值见 BS-43。
    Source: batchSave, 请求 主体, row 1: companyId String(20) 必填 是 分配客户sendAppId。
    zh: batchSave，请求 主体，第 1 行：companyId String(20) 必填 是 分配客户sendAppId。

    Scenario: an update under the client's own companyId is accepted
      zh: 以客户自己的 companyId 修改，被接受
      Given a courier user A
      When courier user A is updated
      Then it is accepted

    Scenario Outline: a creation under the companyId <companyId> is refused
      zh: companyId 为 <companyId> 的新增被拒绝
      When a courier user is created under the companyId <companyId>
      Then it is refused

      Examples: nothing to read
        zh: 没有可读取的值
        | companyId |
        | (absent)  |
        | ""        |

  @BS-02 @must
  Rule: type is required, a Number of one digit: 1 creates, 2 updates
    zh: type 必填，Number，1 位数字：1 为新增，2 为修改
    The two values do different things: 1 creates a user whom 2 can then change. A call without a type is tried on a new
    account and on a known one. Other numbers are under BS-52.
    zh: 两个取值的作用不同：以 1 新增用户，之后才能以 2 修改该用户。不带 type 的调用分别用新账号和已有账号测试。其他数字见 BS-52。
    Source: batchSave, 请求 主体, row 2: type Number(1) 必填 是 接口类型:1-新增;2-修改;; 功能描述: 该接口用于:批量新增/修改用户数据。
    zh: batchSave，请求 主体，第 2 行：type Number(1) 必填 是 接口类型:1-新增;2-修改;；功能描述：该接口用于:批量新增/修改用户数据。

    Scenario: a user created under the type 1 can be updated under the type 2
      zh: 以 type 1 新增的用户可以用 type 2 修改
      When courier user A is created under the type 1
      Then it is accepted
      When courier user A is updated under the type 2
      Then it is accepted

    Scenario: a user can still be updated when 60 others were created
      zh: 另外新增 60 个用户之后，原有用户仍可修改
      Given a courier user A
      When 60 courier users are created
      Then it is accepted
      When courier user A is updated under the type 2
      Then it is accepted

    Scenario Outline: a new account under the type <type> is refused
      zh: 新账号在 type 为 <type> 时被拒绝
      When a courier user is created under the type <type>
      Then it is refused

      Examples: left out
        zh: 不传该字段
        | type     |
        | (absent) |

    Scenario Outline: a known account under the type <type> is refused
      zh: 已有账号在 type 为 <type> 时被拒绝
      Given a courier user A
      When courier user A is updated under the type <type>
      Then it is refused

      Examples: left out
        zh: 不传该字段
        | type     |
        | (absent) |

  @BS-03 @must
  Rule: userList is required, the list of users encrypted as a whole
    zh: userList 必填，为整体加密的用户列表
    In the request it is one string, however many users it has. The sample shows the list before encryption.
    Texts that do not decrypt are under BS-44, a list left plain under BS-49, and an empty list under BS-32.
    zh: 在请求中，不论含多少用户，它都是一个字符串。范例给出的是加密前的列表。无法解密的文本见 BS-44，未加密的列表见 BS-49，空列表见 BS-32。
    Source: batchSave, 请求 主体, row 3 (numbered 2): userList List<userInfo> 必填 是 用户数据集合。整体加密
    zh: batchSave，请求 主体，第 3 行（页面序号为 2）：userList List<userInfo> 必填 是 用户数据集合。整体加密

    Scenario: a list of two users, encrypted as a whole, creates both
      zh: 整体加密的两个用户的列表，两个用户均被新增
      When these courier users are created
        | name |
        | A    |
        | B    |
      Then it is accepted
      When courier user A is updated
      Then it is accepted
      When courier user B is updated
      Then it is accepted

    Scenario: a list with spaces behind it is accepted
      zh: 末尾带空格的列表被接受
      JSON has no other meaning with them.
      zh: 对 JSON 而言，末尾的空格不改变含义。
      When a courier user is created with its list encrypted with spaces behind it
      Then it is accepted

    Scenario Outline: a userList that is <userList> is refused
      zh: userList 为 <userList> 时被拒绝
      When a courier user is created under the userList <userList>
      Then it is refused

      Examples: nothing to decrypt
        zh: 没有可解密的内容
        | userList |
        | (absent) |
        | ""       |

  @BS-04 @should
  Rule: Up to 100 rows are accepted in one request
    zh: 一次请求最多接受 100 行
    The documentation advises against more, for better speed; whether 101 rows are accepted is BS-31's question.
    zh: 文档为保证性能，建议不要超过 100 行；101 行是否被接受，文档未明确，见 BS-31。
    Source: batchSave, 功能描述: 批处理接口需注意性能瓶颈,建议每次请求最多100条数据; 接口定义: 批量交易 支持
    zh: batchSave，功能描述：批处理接口需注意性能瓶颈,建议每次请求最多100条数据；接口定义：批量交易 支持

    Scenario Outline: a creation of <rows> users is accepted
      zh: 新增 <rows> 个用户，被接受
      When <rows> courier users are created
      Then it is accepted

      Examples: up to the advised number
        zh: 不超过建议的条数
        | rows |
        | 99   |
        | 100  |

    Scenario: a creation of 100 users with 4000 characters of cards each is accepted
      zh: 新增 100 个用户，每个用户的月结卡号共 4000 个字符，被接受
      When 100 courier users are created with custId 363 × "1234567890," + "1234567"
      Then it is accepted, as "1234567890,1234567891" is

    Scenario: an update of 100 users is accepted
      zh: 修改 100 个用户，被接受
      When 100 courier users are created
      Then it is accepted
      When courier users U1 to U100 are updated
      Then it is accepted

  @BS-05 @must
  Rule: userNo is required, 6 to 20 lower-case letters, digits or both
    zh: userNo 必填，6 至 20 位小写字母、数字或两者的组合
    The type column says String(50), the description 6 to 20 characters; the stricter one counts. Anything else in
    an account is under BS-27, and shorter accounts derived from a third-party id are under BS-15.
    zh: “类型(约束)”列为 String(50)，“描述”列为 6 至 20 位，以较严格的为准。账号含其他字符的情形见 BS-27，由第三方平台用户 ID 推导出的更短账号见 BS-15。
    Source: batchSave, userInfo, row 1: userNo String(50) 必填 是 用户账号。6-20位纯小写字母、纯数字或者小写字母和数字的组合(字母仅限小写字母)
    zh: batchSave，userInfo，第 1 行：userNo String(50) 必填 是 用户账号。6-20位纯小写字母、
    zh: 纯数字或者小写字母和数字的组合(字母仅限小写字母)

    Scenario Outline: an account of letters, <userNo>, is accepted
      zh: 由字母组成的账号 <userNo> 被接受
      When a courier user is created with userNo <userNo>
      Then it is accepted

      Examples: lower-case letters only
        zh: 仅小写字母
        | userNo     |
        | 6 × [a-z]  |
        | 7 × [a-z]  |
        | 19 × [a-z] |
        | 20 × [a-z] |

    Scenario Outline: an account of digits, <userNo>, is accepted
      zh: 由数字组成的账号 <userNo> 被接受
      When a courier user is created with userNo <userNo>
      Then it is accepted

      Examples: digits only
        zh: 仅数字
        | userNo     |
        | 6 × [0-9]  |
        | 7 × [0-9]  |
        | 19 × [0-9] |
        | 20 × [0-9] |

    Scenario Outline: an account of letters and digits, <userNo>, is accepted
      zh: 由字母和数字组成的账号 <userNo> 被接受
      When a courier user is created with userNo <userNo>
      Then it is accepted

      Examples: both, either first
        zh: 两者组合，字母在前或数字在前
        | userNo                 |
        | 3 × [a-z] + 3 × [0-9]  |
        | 4 × [0-9] + 3 × [a-z]  |
        | 18 × [a-z] + 1 × [0-9] |
        | 1 × [0-9] + 19 × [a-z] |

    Scenario: an account of digits keeps its leading zero
      zh: 由数字组成的账号保留前导零
      Given a courier user A with userNo "0" + 8 × [1-9]
      When courier user A is updated
      Then it is accepted

    Scenario Outline: a row whose userNo is <userNo> is refused
      zh: userNo 为 <userNo> 的行被拒绝
      When a courier user is created with userNo <userNo>
      Then it is refused

      Examples: nothing to read
        zh: 没有可读取的值
        | userNo   |
        | (absent) |
        | ""       |

  @BS-06 @must
  Rule: userPhone is required, a String of up to 11 characters
    zh: userPhone 必填，String，最长 11 个字符
    A mobile number, which has eleven digits in China. Numbers are made up with a prefix that no operator has, unless
    the target file gives another. Shorter or unusual numbers are left to the vendor (BS-50).
    zh: 手机号，中国的手机号为 11 位。号码是虚构的，使用任何运营商都没有的号段，目标配置文件另行指定的除外。更短或不常见的号码是否被接受，文档未明确，见 BS-50。
    Source: batchSave, userInfo, row 2: userPhone String(11) 必填 是 手机号。
    zh: batchSave，userInfo，第 2 行：userPhone String(11) 必填 是 手机号。

    Scenario Outline: a user whose userPhone is <userPhone> is accepted
      zh: userPhone 为 <userPhone> 的用户被接受
      When a courier user is created with userPhone <userPhone>
      Then it is accepted

      Examples: at the limit
        zh: 恰好达到上限
        | userPhone |
        | (phone)   |

    Scenario: a user can be updated to another userPhone
      zh: 用户可以修改为另一个 userPhone
      Given a courier user A
      When courier user A is updated with userPhone (phone)
      Then it is accepted

    Scenario Outline: a row whose userPhone is <userPhone> is refused
      zh: userPhone 为 <userPhone> 的行被拒绝
      When a courier user is created with userPhone <userPhone>
      Then it is refused

      Examples: nothing to read
        zh: 没有可读取的值
        | userPhone |
        | (absent)  |
        | ""        |

  @BS-07 @must
  Rule: userRealName is required, a String of up to 20 characters
    zh: userRealName 必填，String，最长 20 个字符
    The user's name, usually Chinese. Twenty Chinese characters are under GW-17 as well. Which characters a name may
    have, and how few, is BS-50's question.
    zh: 用户的姓名，通常为中文。20 个汉字的情形另见 GW-17。姓名可含哪些字符、最少几个字符，文档未明确，见 BS-50。
    Source: batchSave, userInfo, row 3: userRealName String(20) 必填 是 姓名。
    zh: batchSave，userInfo，第 3 行：userRealName String(20) 必填 是 姓名。

    Scenario Outline: a user whose userRealName is <userRealName> is accepted
      zh: userRealName 为 <userRealName> 的用户被接受
      When a courier user is created with userRealName <userRealName>
      Then it is accepted, as <control> is

      Examples: as in the sample
        zh: 与范例相同
        | userRealName | control |
        | "张三"         | "李四"    |

      Examples: at the limit, as people are called and in letters
        zh: 恰好达到上限：常见姓名形式，以及字母
        | userRealName            | control |
        | (name of 20 characters) | (name)  |
        | 20 × "x"                | 3 × "x" |

    Scenario Outline: a user can be updated to the userRealName <userRealName>
      zh: 用户可以修改为 userRealName <userRealName>
      Given a courier user A
      When courier user A is updated with userRealName <userRealName>
      Then it is accepted, as a creation with it is

      Examples: another name
        zh: 另一个姓名
        | userRealName |
        | (name)       |

      Examples: at the limit, as people are called and in letters
        zh: 恰好达到上限：常见姓名形式，以及字母
        | userRealName            |
        | (name of 20 characters) |
        | 20 × "x"                |

    Scenario Outline: a row whose userRealName is <userRealName> is refused
      zh: userRealName 为 <userRealName> 的行被拒绝
      When a courier user is created with userRealName <userRealName>
      Then it is refused

      Examples: nothing to read
        zh: 没有可读取的值
        | userRealName |
        | (absent)     |
        | ""           |

  @BS-08 @must
  Rule: empNo is optional, a String of up to 11 characters
    zh: empNo 选填，String，最长 11 个字符
    The user's number inside the company. What an empty one does is BS-35's question.
    zh: 用户在企业内的工号。空的 empNo 如何处理，文档未明确，见 BS-35。
    Source: batchSave, userInfo, row 4: empNo String(11) 必填 否 工号。
    zh: batchSave，userInfo，第 4 行：empNo String(11) 必填 否 工号。

    Scenario Outline: a user whose empNo is <empNo> is accepted
      zh: empNo 为 <empNo> 的用户被接受
      When a courier user is created with empNo <empNo>
      Then it is accepted, as <control> is

      Examples: left out, and with leading zeros as in the sample
        zh: 不传，以及与范例一样带前导零
        | empNo            | control           |
        | (absent)         | (employee number) |
        | "00" + 6 × [0-9] | 8 × [0-9]         |

      Examples: at the limit
        zh: 恰好达到上限
        | empNo                              | control           |
        | (employee number of 11 characters) | (employee number) |

    Scenario Outline: empNo <empNo>, userEmail <userEmail>, thirdPlatformId <id> and userNo <account> go together
      zh: empNo <empNo>、userEmail <userEmail>、thirdPlatformId <id> 与 userNo <account> 可以一同使用
      Nothing ties an optional field to another.
      zh: 文档没有规定各选填字段之间有任何关联。
      When a courier user is created with
        | empNo           | <empNo>     |
        | userEmail       | <userEmail> |
        | thirdPlatformId | <id>        |
        | userNo          | <account>   |
      Then it is accepted

      Examples: each pair of fields, there and left out
        zh: 任意两个字段的组合，传与不传
        | empNo             | userEmail | id         | account   |
        | (employee number) | (email)   | 12 × [a-z] | (account) |
        | (employee number) | (absent)  | (absent)   | (base)    |
        | (absent)          | (email)   | 12 × [a-z] | (account) |
        | (absent)          | (email)   | (absent)   | (base)    |
        | (employee number) | (absent)  | 12 × [a-z] | (account) |
        | (absent)          | (absent)  | 12 × [a-z] | (account) |

    Scenario: a user can be updated to an empNo of 11 characters
      zh: 用户可以修改为 11 个字符的 empNo
      Given a courier user A
      When courier user A is updated with empNo (employee number of 11 characters)
      Then it is accepted, as a creation with it is

  @BS-09 @must
  Rule: userEmail is optional, a String of up to 60 characters
    zh: userEmail 选填，String，最长 60 个字符
    A business e-mail address. Only well-formed addresses are sent here, in a domain that nobody has unless the target
    file gives another; the others are BS-50's question.
    zh: 企业邮箱。此处只发送格式正确的地址，使用无人拥有的域名，目标配置文件另行指定的除外；其他地址是否被接受，文档未明确，见 BS-50。
    Source: batchSave, userInfo, row 5: userEmail String(60) 必填 否 企业邮箱。
    zh: batchSave，userInfo，第 5 行：userEmail String(60) 必填 否 企业邮箱。

    Scenario Outline: a user whose userEmail is <userEmail> is accepted
      zh: userEmail 为 <userEmail> 的用户被接受
      When a courier user is created with userEmail <userEmail>
      Then it is accepted, as <control> is

      Examples: left out, and of a usual length
        zh: 不传，以及常见长度
        | userEmail | control  |
        | (absent)  | (email)  |
        | (email)   | (absent) |

      Examples: at the limit
        zh: 恰好达到上限
        | userEmail                | control |
        | (email of 60 characters) | (email) |

    Scenario: a user can be updated to a userEmail of 60 characters
      zh: 用户可以修改为 60 个字符的 userEmail
      Given a courier user A
      When courier user A is updated with userEmail (email of 60 characters)
      Then it is accepted, as a creation with it is

  @BS-10 @must
  Rule: custId is optional, a String of up to 4000 characters
    zh: custId 选填，String，最长 4000 个字符
    The monthly-account numbers that the user may charge, separated by the ASCII comma; the sample's have ten digits.
    They should be the organisation's own. Most of ours are made up, and a vendor that looks them up refuses one card as
    well as many; then only the cards of the target file are judged.
    zh: 用户可使用的月结卡号，以英文逗号隔开；范例中的卡号均为 10 位数字。卡号应为所属组织已有的。此处的卡号大多是虚构的，若厂商核对卡号，则一个卡号与多个卡号同样被拒绝；
    zh: 此时只以目标配置文件中的卡号判定。
    Source: batchSave, userInfo, row 6: custId String(4000) 必填 否 月结卡号。用户可使用的月结(所属组织已有的月结卡号),若有多个,使用英文逗号隔开。
    zh: batchSave，userInfo，第 6 行：custId String(4000) 必填 否 月结卡号。
    zh: 用户可使用的月结(所属组织已有的月结卡号),若有多个,使用英文逗号隔开。

    Scenario: a user without custId is accepted
      zh: 不带 custId 的用户被接受
      When a courier user is created with custId (absent)
      Then it is accepted

    Scenario Outline: a user whose custId is <custId> is accepted
      zh: custId 为 <custId> 的用户被接受
      When a courier user is created with custId <custId>
      Then it is accepted, as <control> is

      Examples: one, and the sample's three
        zh: 一个卡号，以及范例中的三个卡号
        | custId                             | control                 |
        | "1234567890"                       | "1234567890,1234567891" |
        | "1234567890,1234567891,1234567892" | "1234567890"            |

      Examples: as many as fit
        zh: 上限所能容纳的最多卡号
        | custId                          | control                 |
        | 363 × "1234567890," + "1234567" | "1234567890,1234567891" |

    Scenario: a user with all cards of the target file is accepted
      zh: 带有目标配置文件中全部卡号的用户被接受
      When a courier user is created with custId (all cust_ids)
      Then it is accepted, as (base) is

    Scenario: a user can be updated to a custId of 4000 characters
      zh: 用户可以修改为 4000 个字符的 custId
      Given a courier user A
      When courier user A is updated with custId 363 × "1234567890," + "1234567"
      Then it is accepted, as a creation with it is

  @BS-11 @must
  Rule: organizationName is optional, a String of up to 64 characters
    zh: organizationName 选填，String，最长 64 个字符
    The part of the company that the user belongs to, in words.
    zh: 用户在企业内所属的组织，以名称表示。
    Source: batchSave, userInfo, row 7: organizationName String(64) 必填 否 组织名称。
    zh: batchSave，userInfo，第 7 行：organizationName String(64) 必填 否 组织名称。

    Scenario: a user without organizationName is accepted
      zh: 不带 organizationName 的用户被接受
      When a courier user is created with organizationName (absent)
      Then it is accepted

    Scenario Outline: a user whose organizationName is <organizationName> is accepted
      zh: organizationName 为 <organizationName> 的用户被接受
      When a courier user is created with organizationName <organizationName>
      Then it is accepted, as <control> is

      Examples: as in the sample
        zh: 与范例相同
        | organizationName | control |
        | "IT部"            | "QA部"   |

      Examples: at the limit
        zh: 恰好达到上限
        | organizationName | control |
        | 64 × "x"         | 3 × "x" |
        | 64 × "部"         | 3 × "部" |

    Scenario: a user can be updated to an organizationName of 64 characters
      zh: 用户可以修改为 64 个字符的 organizationName
      Given a courier user A
      When courier user A is updated with organizationName 64 × "x"
      Then it is accepted, as a creation with it is

  @BS-12 @must
  Rule: organizationCode is required, a String of up to 100 characters
    zh: organizationCode 必填，String，最长 100 个字符
    The same part of the company, as a code. Whether the code must exist is BS-50's question; where it must, a limit
    cannot be judged, since a code at the limit does not exist either.
    zh: 同一组织，以编码表示。编码是否必须存在，文档未明确，见 BS-50；若必须存在，则上限无法判定，因为恰好达到上限的编码同样不存在。
    Source: batchSave, userInfo, row 8: organizationCode String(100) 必填 是 组织编码。
    zh: batchSave，userInfo，第 8 行：organizationCode String(100) 必填 是 组织编码。

    Scenario: a user of an organisation that exists is accepted
      zh: 所属组织存在的用户被接受
      When a courier user is created with organizationCode (base)
      Then it is accepted

    Scenario Outline: a user whose organizationCode is <organizationCode> is accepted
      zh: organizationCode 为 <organizationCode> 的用户被接受
      When a courier user is created with organizationCode <organizationCode>
      Then it is accepted, as <control> is

      Examples: as in the sample
        zh: 与范例相同
        | organizationCode | control  |
        | "IT0001"         | "QA0007" |

      Examples: at the limit, in letters and in digits
        zh: 恰好达到上限：字母，以及数字
        | organizationCode | control   |
        | 100 × "x"        | 6 × "x"   |
        | 100 × [0-9]      | 6 × [0-9] |

    Scenario: a user can be updated to an organizationCode of 100 characters
      zh: 用户可以修改为 100 个字符的 organizationCode
      Given a courier user A
      When courier user A is updated with organizationCode 100 × "x"
      Then it is accepted, as a creation with it is

    Scenario Outline: a row whose organizationCode is <organizationCode> is refused
      zh: organizationCode 为 <organizationCode> 的行被拒绝
      When a courier user is created with organizationCode <organizationCode>
      Then it is refused

      Examples: nothing to read
        zh: 没有可读取的值
        | organizationCode |
        | (absent)         |
        | ""               |

  @BS-13 @must
  Rule: userStatus is optional, a Number of one digit: 0 disabled, 1 enabled
    zh: userStatus 选填，Number，1 位数字：0 为停用，1 为启用
    If left out, it means 1; no operation reads a user back, so this default cannot be seen from outside.
    zh: 不传时等同于 1；没有接口可以查询用户，因此从外部看不到该默认值。
    Source: batchSave, userInfo, row 9: userStatus Number(1) 必填 否 用户状态:停用0,启用1,默认是启用的
    zh: batchSave，userInfo，第 9 行：userStatus Number(1) 必填 否 用户状态:停用0,启用1,默认是启用的

    Scenario Outline: a user whose userStatus is <userStatus> is accepted
      zh: userStatus 为 <userStatus> 的用户被接受
      When a courier user is created with userStatus <userStatus>
      Then it is accepted

      Examples: left out, and each documented value
        zh: 不传，以及文档规定的每个值
        | userStatus |
        | (absent)   |
        | 0          |
        | 1          |

    Scenario: a user can be disabled and enabled again
      zh: 用户可以停用后再启用
      Given a courier user A
      When courier user A is updated with userStatus 0
      Then it is accepted
      When courier user A is updated with userStatus 1
      Then it is accepted

  @BS-14 @must
  Rule: thirdPlatformId is optional, a String of up to 50 characters, and decides the account
    zh: thirdPlatformId 选填，String，最长 50 个字符，并决定账号
    A caller that sends a third-party id cannot choose the account: it is the initials of the first three letters or
    characters of the company's name, in lower case, then the absolute value of Java's hashCode of the id. Java hashes
    UTF-16 code units and wraps at 32 bits. Wrong derivations are refused under BS-27, doubtful ones observed under
    BS-15, and ids with a character beyond U+FFFF are judged only if they are accepted at all (GW-18).
    zh: 调用方若传第三方平台用户 ID，就不能自选账号：账号是公司名称前三个字母或汉字的首字母（小写），后接该 ID 的 Java hashCode 的绝对值。
    zh: Java 按 UTF-16 编码单元计算，按 32 位溢出截断。推导错误的账号被拒绝，见 BS-27；推导有疑义的账号只作记录，见 BS-15；含超出 U+FFFF 的字符的 ID，
    zh: 仅在此类 ID 被接受时才判定（GW-18）。
    Source: batchSave, userInfo, row 10: 第三方平台用户ID。注:如果传该值,则userNo字段的格式是公司名称前三个字母或是汉字的首字母+第三方平台用户ID的hashCode的绝对值
    zh: batchSave，userInfo，第 10 行：第三方平台用户ID。注:如果传该值,则userNo字段的格式是公司名称前三个字母或是汉字的首字母+第三方平台用户ID的hashCode的绝对值

    Scenario Outline: an account derived from the thirdPlatformId <id> is accepted
      zh: 由 thirdPlatformId <id> 推导出的账号被接受
      When a courier user is created with
        | thirdPlatformId | <id>      |
        | userNo          | (account) |
      Then it is accepted

      Examples: plain ids
        zh: 普通的 ID
        | id                                        |
        | 10 × [0-9]                                |
        | 12 × [A-Z]                                |
        | "zhang.san-" + 8 × [0-9] + "@example.com" |

      Examples: either sign of the hash
        zh: 哈希值为正，以及为负
        | id                          |
        | 12 × [a-z] hashing positive |
        | 12 × [a-z] hashing negative |

      Examples: Chinese, and at the limit
        zh: 中文，以及恰好达到上限
        | id               |
        | "张三" + 8 × [0-9] |
        | 50 × [a-z]       |

    Scenario: an account of 6 characters, derived from an id of one, is accepted
      zh: 由 1 个字符的 ID 推导出的 6 位账号被接受
      Given no courier user has the account (account of "x")
      When a courier user is created with
        | thirdPlatformId | "x"       |
        | userNo          | (account) |
      Then it is accepted

    Scenario: each row of a batch has its own account derived
      zh: 批次中每一行的账号分别推导
      When these courier users are created
        | thirdPlatformId | userNo    |
        | 12 × [a-z]      | (account) |
        | (absent)        |           |
        | 12 × [a-z]      | (account) |
      Then it is accepted

    Scenario: a user with a derived account can be updated under the same thirdPlatformId
      zh: 账号由推导得出的用户，可以用同一 thirdPlatformId 修改
      When courier user A is created with
        | thirdPlatformId | 12 × [a-z] |
        | userNo          | (account)  |
      Then it is accepted
      When courier user A is updated
      Then it is accepted

  @BS-15 @open
  Rule: Some derived accounts contradict the rule for accounts, or are not clear
    zh: 部分推导出的账号与账号规则矛盾，或推导不明确
    Ids that hash to one or two digits give fewer than the 6 characters of BS-05: "A" has the hash 65. The smallest
    int has no positive counterpart, so Java's Math.abs returns it with its minus sign, which no account may contain;
    "polygenelubricants" hashes to it. A company's name may have a character that can be read in several ways, digits or
    brackets, or be shorter than three.
    zh: 哈希值只有一两位数字的 ID，推导出的账号不足 BS-05 规定的 6 位：“A”的哈希值为 65。int 的最小值没有对应的正数，
    zh: 因此 Java 的 Math.abs 原样返回，带负号，而账号不得含负号；“polygenelubricants”的哈希值正是该数。公司名称可能含有多音字、数字或括号，
    zh: 也可能不足三个字符。
    Source: batchSave, 示例: ChinesePinyinUtils.getInitialLowerCase(companyName, 3) + Math.abs(thirdPlatformId.hashCode())
    zh: batchSave，根据第三方平台用户ID
    zh: 生成账号示例：ChinesePinyinUtils.getInitialLowerCase(companyName, 3) + Math.abs(thirdPlatformId.hashCode());
    Question short: is a derived account of fewer than 6 characters accepted?
    zh: 推导出的账号不足 6 位时，是否被接受？
    Interpretation taken: the derivation counts more than the length of an account
    zh: 推导规则优先于账号长度
    Interpretation refused: the length counts more
    zh: 账号长度优先
    Question smallest-int: which account belongs to an id whose hash is the smallest int?
    zh: 哈希值为 int 最小值的 ID，对应哪个账号？
    Interpretation minus: the one with the minus sign, as Math.abs leaves it
    zh: 带负号的账号，即 Math.abs 的原样结果
    Interpretation plain: the one without it
    zh: 不带负号的账号
    Interpretation both: either
    zh: 两者皆可
    Interpretation refused: neither, such an id has no account
    zh: 两者皆不可，此类 ID 没有账号
    Question initials: which initials does the vendor derive from the company's name?
    zh: 厂商由公司名称推导出哪些首字母？
    Interpretation usual: the usual pronunciation of each character, other signs as they are
    zh: 各汉字取常用读音，其他符号保持原样
    Interpretation other: another pronunciation of a character that has several
    zh: 多音字取另一读音
    Interpretation letters: digits and brackets are skipped
    zh: 跳过数字和括号
    Interpretation none: none of these is accepted
    zh: 以上均被拒绝

    Scenario: an account of 5 characters, derived from an id of one
      zh: 由 1 个字符的 ID 推导出的 5 位账号
      Given no courier user has the account (account of "A")
      When a courier user is created with
        | thirdPlatformId | "A"       |
        | userNo          | (account) |
      Then BS-15.short reads "taken" if it is accepted, "refused" if not

    Scenario: the account of an id whose hash is the smallest int, with and without the minus sign
      zh: 哈希值为 int 最小值的 ID 的账号，带负号与不带负号
      Given no courier user has the account (account of "polygenelubricants")
      And no courier user has the account (account of "polygenelubricants" by no minus sign)
      When courier user A is created with
        | thirdPlatformId | "polygenelubricants" |
        | userNo          | (account)            |
      And courier user B is created with
        | thirdPlatformId | "polygenelubricants"       |
        | userNo          | (account by no minus sign) |
      Then BS-15.smallest-int reads "both", "minus", "plain" or "refused" by whether A and B are accepted

    Scenario: the initials of the company's name
      zh: 公司名称的首字母
      When a courier user is created with its account by each reading of the company's name
      Then BS-15.initials reads the initials taken

  @BS-52 @should
  Rule: A type other than 1 and 2 is refused
    zh: 1 和 2 以外的 type 被拒绝
    Other numbers are tried on a new account and on a known one, since a vendor may treat every other number as
    "create" or every other number as "update". A fraction is no value of a Number(1) either.
    zh: 其他数字分别用新账号和已有账号测试，因为厂商可能把其他数字一律当作“新增”，或一律当作“修改”。小数也不是 Number(1) 的有效值。
    Source: follows from batchSave, 请求 主体, row 2: type Number(1) 必填 是 接口类型:1-新增;2-修改;
    zh: 推断自 batchSave，请求 主体，第 2 行：type Number(1) 必填 是 接口类型:1-新增;2-修改;

    Scenario Outline: a new account under the type <type> is refused
      zh: 新账号在 type 为 <type> 时被拒绝
      When a courier user is created under the type <type>
      Then it is refused

      Examples: outside 1 and 2, and between them
        zh: 1 和 2 以外的整数，以及 1 与 2 之间的小数
        | type |
        | 0    |
        | 3    |
        | -1   |
        | 12   |
        | 1.5  |

    Scenario Outline: a known account under the type <type> is refused
      zh: 已有账号在 type 为 <type> 时被拒绝
      Given a courier user A
      When courier user A is updated under the type <type>
      Then it is refused

      Examples: outside 1 and 2, and past them
        zh: 1 和 2 以外的整数，以及大于 2 的小数
        | type |
        | 0    |
        | 3    |
        | -1   |
        | 12   |
        | 2.5  |

  @BS-53 @must
  Rule: The page's sample request is accepted as a whole
    zh: 文档的请求报文范例整体被接受
    Two users of two organisations, each with all eight fields of the sample. Accounts, telephone numbers, names and
    addresses are made up, and cards and organisations are the sample's; a vendor that looks them up refuses each row
    alone as well.
    zh: 分属两个组织的两个用户，各带范例中的全部八个字段。账号、手机号、姓名和邮箱是虚构的，月结卡号和组织取自范例；若厂商核对这些内容，则单独发送每一行也同样被拒绝。
    Source: batchSave, 报文范例, 请求报文: two users, zhangsan "张三" and lisi01 "李四"; 接口定义: 接入/POST /public/user/v1/batchSave
    zh: batchSave，报文范例，请求报文：两个用户，zhangsan“张三”和 lisi01“李四”；接口定义：接入/POST /public/user/v1/batchSave

    Scenario: two users with eight fields each, in two organisations
      zh: 两个用户各带八个字段，分属两个组织
      When these courier users are created
        | empNo             | userEmail | custId                             | organizationName | organizationCode |
        | (employee number) | (email)   | "1234567890,1234567891,1234567892" | "IT部"            | "IT0001"         |
        | (employee number) | (email)   | "1234567893"                       | "行政部"            | "XZ0001"         |
      Then it is accepted, as each of its rows is
