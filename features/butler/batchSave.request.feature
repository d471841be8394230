@butler @batchSave
Feature: batchSave, what a request carries
  A company creates or updates its own courier users, up to a hundred in one call.
  Here are the fields of the request, each within its limits. Values past a limit are with the answers (BS-27),
  and how a call is signed and encrypted is with the transport (BS-40 to BS-49).

  @BS-01 @must
  Rule: companyId is required, a String of up to 20 characters
    The client names itself by the id that it was issued, the same one that it sends as the header sendAppId.
    Its length cannot be chosen, so the limit itself cannot be tested; any other value is under BS-43.
    Source: batchSave, 请求 主体, row 1: companyId String(20) 必填 是 分配客户sendAppId。

    Scenario: an update under the client's own companyId is accepted
      Given a courier user A
      When courier user A is updated
      Then it is accepted

    Scenario Outline: a creation under the companyId <companyId> is refused
      When a courier user is created under the companyId <companyId>
      Then it is refused

      Examples: nothing to read
        | companyId |
        | (absent)  |
        | ""        |

  @BS-02 @must
  Rule: type is required, a Number of one digit: 1 creates, 2 updates
    The two values do different things: 1 creates a user whom 2 can then change. A call without a type is tried on a new
    account and on a known one. Other numbers are under BS-52.
    Source: batchSave, 请求 主体, row 2: type Number(1) 必填 是 接口类型:1-新增;2-修改;

    Scenario: a user created under the type 1 can be updated under the type 2
      When courier user A is created under the type 1
      Then it is accepted
      When courier user A is updated under the type 2
      Then it is accepted

    Scenario: a user can still be updated when 60 others were created
      Given a courier user A
      When 60 courier users are created
      Then it is accepted
      When courier user A is updated under the type 2
      Then it is accepted

    Scenario Outline: a new account under the type <type> is refused
      When a courier user is created under the type <type>
      Then it is refused

      Examples: left out
        | type     |
        | (absent) |

    Scenario Outline: a known account under the type <type> is refused
      Given a courier user A
      When courier user A is updated under the type <type>
      Then it is refused

      Examples: left out
        | type     |
        | (absent) |

  @BS-03 @must
  Rule: userList is required, the list of users encrypted as a whole
    In the request it is one string, however many users it has. The sample shows the list before encryption.
    Texts that do not decrypt are under BS-44, a list left plain under BS-49, and an empty list under BS-32.
    Source: batchSave, 请求 主体, row 3 (numbered 2): userList List<userInfo> 必填 是 用户数据集合。整体加密

    Scenario: a list of two users, encrypted as a whole, creates both
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
      JSON has no other meaning with them.
      When a courier user is created with its list encrypted with spaces behind it
      Then it is accepted

    Scenario Outline: a userList that is <userList> is refused
      When a courier user is created under the userList <userList>
      Then it is refused

      Examples: nothing to decrypt
        | userList |
        | (absent) |
        | ""       |

  @BS-04 @should
  Rule: up to 100 rows are taken in one request
    The documentation advises against more, for better speed; whether 101 rows are accepted is BS-31's question.
    Source: batchSave, 功能描述: 批处理接口需注意性能瓶颈,建议每次请求最多100条数据

    Scenario Outline: a creation of <rows> users is accepted
      When <rows> courier users are created
      Then it is accepted

      Examples: up to the advised number
        | rows |
        | 99   |
        | 100  |

    Scenario: a creation of 100 users with 4000 characters of cards each is accepted
      When 100 courier users are created with custId 363 × "1234567890," + "1234567"
      Then it is accepted, as "1234567890,1234567891" is

    Scenario: an update of 100 users is accepted
      When 100 courier users are created
      Then it is accepted
      When courier users U1 to U100 are updated
      Then it is accepted

  @BS-05 @must
  Rule: userNo is required, 6 to 20 lower-case letters, digits or both
    The type column says String(50), the description 6 to 20 characters; the stricter one counts. Anything else in
    an account is under BS-27, and shorter accounts derived from a third-party id are under BS-15.
    Source: batchSave, userInfo, row 1: userNo String(50) 必填 是 用户账号。6-20位纯小写字母、纯数字或者小写字母和数字的组合(字母仅限小写字母)

    Scenario Outline: an account of letters, <userNo>, is accepted
      When a courier user is created with userNo <userNo>
      Then it is accepted

      Examples: lower-case letters only
        | userNo     |
        | 6 × [a-z]  |
        | 7 × [a-z]  |
        | 19 × [a-z] |
        | 20 × [a-z] |

    Scenario Outline: an account of digits, <userNo>, is accepted
      When a courier user is created with userNo <userNo>
      Then it is accepted

      Examples: digits only
        | userNo     |
        | 6 × [0-9]  |
        | 7 × [0-9]  |
        | 19 × [0-9] |
        | 20 × [0-9] |

    Scenario Outline: an account of letters and digits, <userNo>, is accepted
      When a courier user is created with userNo <userNo>
      Then it is accepted

      Examples: both, either first
        | userNo                 |
        | 3 × [a-z] + 3 × [0-9]  |
        | 4 × [0-9] + 3 × [a-z]  |
        | 18 × [a-z] + 1 × [0-9] |
        | 1 × [0-9] + 19 × [a-z] |

    Scenario: an account of digits keeps its leading zero
      Given a courier user A with userNo "0" + 8 × [1-9]
      When courier user A is updated
      Then it is accepted

    Scenario Outline: a row whose userNo is <userNo> is refused
      When a courier user is created with userNo <userNo>
      Then it is refused

      Examples: nothing to read
        | userNo   |
        | (absent) |
        | ""       |

  @BS-06 @must
  Rule: userPhone is required, a String of up to 11 characters
    A mobile number, which has eleven digits in China. Numbers are made up with a prefix that no operator has, unless
    the target file gives another. Shorter or unusual numbers are left to the vendor (BS-50).
    Source: batchSave, userInfo, row 2: userPhone String(11) 必填 是 手机号。

    Scenario Outline: a user whose userPhone is <userPhone> is accepted
      When a courier user is created with userPhone <userPhone>
      Then it is accepted

      Examples: at the limit
        | userPhone |
        | (phone)   |

    Scenario: a user can be updated to another userPhone
      Given a courier user A
      When courier user A is updated with userPhone (phone)
      Then it is accepted

    Scenario Outline: a row whose userPhone is <userPhone> is refused
      When a courier user is created with userPhone <userPhone>
      Then it is refused

      Examples: nothing to read
        | userPhone |
        | (absent)  |
        | ""        |

  @BS-07 @must
  Rule: userRealName is required, a String of up to 20 characters
    The user's name, usually Chinese. Twenty Chinese characters are under GW-17 as well. Which characters a name may
    have, and how few, is BS-50's question.
    Source: batchSave, userInfo, row 3: userRealName String(20) 必填 是 姓名。

    Scenario Outline: a user whose userRealName is <userRealName> is accepted
      When a courier user is created with userRealName <userRealName>
      Then it is accepted, as <control> is

      Examples: as in the sample
        | userRealName | control |
        | "张三"         | "李四"    |

      Examples: at the limit, as people are called and in letters
        | userRealName            | control |
        | (name of 20 characters) | (name)  |
        | 20 × "x"                | 3 × "x" |

    Scenario Outline: a user can be updated to the userRealName <userRealName>
      Given a courier user A
      When courier user A is updated with userRealName <userRealName>
      Then it is accepted, as a creation with it is

      Examples: another name
        | userRealName |
        | (name)       |

      Examples: at the limit, as people are called and in letters
        | userRealName            |
        | (name of 20 characters) |
        | 20 × "x"                |

    Scenario Outline: a row whose userRealName is <userRealName> is refused
      When a courier user is created with userRealName <userRealName>
      Then it is refused

      Examples: nothing to read
        | userRealName |
        | (absent)     |
        | ""           |

  @BS-08 @must
  Rule: empNo is optional, a String of up to 11 characters
    The user's number inside the company. What an empty one does is BS-35's question.
    Source: batchSave, userInfo, row 4: empNo String(11) 必填 否 工号。

    Scenario Outline: a user whose empNo is <empNo> is accepted
      When a courier user is created with empNo <empNo>
      Then it is accepted, as <control> is

      Examples: left out, and with leading zeros as in the sample
        | empNo            | control           |
        | (absent)         | (employee number) |
        | "00" + 6 × [0-9] | 8 × [0-9]         |

      Examples: at the limit
        | empNo                              | control           |
        | (employee number of 11 characters) | (employee number) |

    Scenario Outline: empNo <empNo>, userEmail <userEmail>, thirdPlatformId <id> and userNo <account> go together
      Nothing ties an optional field to another.
      When a courier user is created with
        | empNo           | <empNo>     |
        | userEmail       | <userEmail> |
        | thirdPlatformId | <id>        |
        | userNo          | <account>   |
      Then it is accepted

      Examples: each pair of fields, there and left out
        | empNo             | userEmail | id         | account   |
        | (employee number) | (email)   | 12 × [a-z] | (account) |
        | (employee number) | (absent)  | (absent)   | (base)    |
        | (absent)          | (email)   | 12 × [a-z] | (account) |
        | (absent)          | (email)   | (absent)   | (base)    |
        | (employee number) | (absent)  | 12 × [a-z] | (account) |
        | (absent)          | (absent)  | 12 × [a-z] | (account) |

    Scenario: a user can be updated to an empNo of 11 characters
      Given a courier user A
      When courier user A is updated with empNo (employee number of 11 characters)
      Then it is accepted, as a creation with it is

  @BS-09 @must
  Rule: userEmail is optional, a String of up to 60 characters
    A business e-mail address. Only well-formed addresses are sent here, in a domain that nobody has unless the target
    file gives another; the others are BS-50's question.
    Source: batchSave, userInfo, row 5: userEmail String(60) 必填 否 企业邮箱。

    Scenario Outline: a user whose userEmail is <userEmail> is accepted
      When a courier user is created with userEmail <userEmail>
      Then it is accepted, as <control> is

      Examples: left out, and of a usual length
        | userEmail | control  |
        | (absent)  | (email)  |
        | (email)   | (absent) |

      Examples: at the limit
        | userEmail                | control |
        | (email of 60 characters) | (email) |

    Scenario: a user can be updated to a userEmail of 60 characters
      Given a courier user A
      When courier user A is updated with userEmail (email of 60 characters)
      Then it is accepted, as a creation with it is

  @BS-10 @must
  Rule: custId is optional, a String of up to 4000 characters
    The monthly-account numbers that the user may charge, separated by the ASCII comma; the sample's have ten digits.
    They should be the organisation's own. Most of ours are made up, and a vendor that looks them up refuses one card as
    well as many; then only the cards of the target file are judged.
    Source: batchSave, userInfo, row 6: custId String(4000) 必填 否 月结卡号。用户可使用的月结(所属组织已有的月结卡号),若有多个,使用英文逗号隔开。

    Scenario: a user without custId is accepted
      When a courier user is created with custId (absent)
      Then it is accepted

    Scenario Outline: a user whose custId is <custId> is accepted
      When a courier user is created with custId <custId>
      Then it is accepted, as <control> is

      Examples: one, and the sample's three
        | custId                             | control                 |
        | "1234567890"                       | "1234567890,1234567891" |
        | "1234567890,1234567891,1234567892" | "1234567890"            |

      Examples: as many as fit
        | custId                          | control                 |
        | 363 × "1234567890," + "1234567" | "1234567890,1234567891" |

    Scenario: a user with all cards of the target file is accepted
      When a courier user is created with custId (all cust_ids)
      Then it is accepted, as (base) is

    Scenario: a user can be updated to a custId of 4000 characters
      Given a courier user A
      When courier user A is updated with custId 363 × "1234567890," + "1234567"
      Then it is accepted, as a creation with it is

  @BS-11 @must
  Rule: organizationName is optional, a String of up to 64 characters
    The part of the company that the user belongs to, in words.
    Source: batchSave, userInfo, row 7: organizationName String(64) 必填 否 组织名称。

    Scenario: a user without organizationName is accepted
      When a courier user is created with organizationName (absent)
      Then it is accepted

    Scenario Outline: a user whose organizationName is <organizationName> is accepted
      When a courier user is created with organizationName <organizationName>
      Then it is accepted, as <control> is

      Examples: as in the sample
        | organizationName | control |
        | "IT部"            | "QA部"   |

      Examples: at the limit
        | organizationName | control |
        | 64 × "x"         | 3 × "x" |
        | 64 × "部"         | 3 × "部" |

    Scenario: a user can be updated to an organizationName of 64 characters
      Given a courier user A
      When courier user A is updated with organizationName 64 × "x"
      Then it is accepted, as a creation with it is

  @BS-12 @must
  Rule: organizationCode is required, a String of up to 100 characters
    The same part of the company, as a code. Whether the code must exist is BS-50's question; where it must, a limit
    cannot be judged, since a code at the limit does not exist either.
    Source: batchSave, userInfo, row 8: organizationCode String(100) 必填 是 组织编码。

    Scenario: a user of an organisation that exists is accepted
      When a courier user is created with organizationCode (base)
      Then it is accepted

    Scenario Outline: a user whose organizationCode is <organizationCode> is accepted
      When a courier user is created with organizationCode <organizationCode>
      Then it is accepted, as <control> is

      Examples: as in the sample
        | organizationCode | control  |
        | "IT0001"         | "QA0007" |

      Examples: at the limit, in letters and in digits
        | organizationCode | control   |
        | 100 × "x"        | 6 × "x"   |
        | 100 × [0-9]      | 6 × [0-9] |

    Scenario: a user can be updated to an organizationCode of 100 characters
      Given a courier user A
      When courier user A is updated with organizationCode 100 × "x"
      Then it is accepted, as a creation with it is

    Scenario Outline: a row whose organizationCode is <organizationCode> is refused
      When a courier user is created with organizationCode <organizationCode>
      Then it is refused

      Examples: nothing to read
        | organizationCode |
        | (absent)         |
        | ""               |

  @BS-13 @must
  Rule: userStatus is optional, a Number of one digit: 0 disabled, 1 enabled
    If left out, it means 1; no operation reads a user back, so this default cannot be seen from outside.
    Source: batchSave, userInfo, row 9: userStatus Number(1) 必填 否 用户状态:停用0,启用1,默认是启用的

    Scenario Outline: a user whose userStatus is <userStatus> is accepted
      When a courier user is created with userStatus <userStatus>
      Then it is accepted

      Examples: left out, and each documented value
        | userStatus |
        | (absent)   |
        | 0          |
        | 1          |

    Scenario: a user can be disabled and enabled again
      Given a courier user A
      When courier user A is updated with userStatus 0
      Then it is accepted
      When courier user A is updated with userStatus 1
      Then it is accepted

  @BS-14 @must
  Rule: thirdPlatformId is optional, a String of up to 50 characters, and decides the account
    A caller that sends a third-party id cannot choose the account: it is the initials of the first three letters or
    characters of the company's name, in lower case, then the absolute value of Java's hashCode of the id. Java hashes
    UTF-16 code units and wraps at 32 bits. Wrong derivations are refused under BS-27, doubtful ones observed under
    BS-15, and ids with a character beyond U+FFFF are judged only if they are accepted at all (GW-18).
    Source: batchSave, userInfo, row 10: 如果传该值,则userNo字段的格式是公司名称前三个字母或是汉字的首字母+第三方平台用户ID的hashCode的绝对值

    Scenario Outline: an account derived from the thirdPlatformId <id> is accepted
      When a courier user is created with
        | thirdPlatformId | <id>      |
        | userNo          | (account) |
      Then it is accepted

      Examples: plain ids
        | id                                        |
        | 10 × [0-9]                                |
        | 12 × [A-Z]                                |
        | "zhang.san-" + 8 × [0-9] + "@example.com" |

      Examples: either sign of the hash
        | id                          |
        | 12 × [a-z] hashing positive |
        | 12 × [a-z] hashing negative |

      Examples: Chinese, and at the limit
        | id               |
        | "张三" + 8 × [0-9] |
        | 50 × [a-z]       |

    Scenario: an account of 6 characters, derived from an id of one, is accepted
      Given no courier user has the account (account of "x")
      When a courier user is created with
        | thirdPlatformId | "x"       |
        | userNo          | (account) |
      Then it is accepted

    Scenario: each row of a batch has its own account derived
      When these courier users are created
        | thirdPlatformId | userNo    |
        | 12 × [a-z]      | (account) |
        | (absent)        |           |
        | 12 × [a-z]      | (account) |
      Then it is accepted

    Scenario: a user with a derived account can be updated under the same thirdPlatformId
      When courier user A is created with
        | thirdPlatformId | 12 × [a-z] |
        | userNo          | (account)  |
      Then it is accepted
      When courier user A is updated
      Then it is accepted

  @BS-15 @open
  Rule: some derived accounts break the rule for accounts, or are not clear
    Ids that hash to one or two digits give fewer than the 6 characters of BS-05: "A" has the hash 65. The smallest
    int has no positive counterpart, so Java's Math.abs returns it with its minus sign, which no account may contain;
    "polygenelubricants" hashes to it. A company's name may have a character that can be read in several ways, digits or
    brackets, or be shorter than three.
    Source: batchSave, 生成账号示例: getInitialLowerCase(companyName, 3) + Math.abs(thirdPlatformId.hashCode())
    Question short: is a derived account of fewer than 6 characters accepted?
    Interpretation taken: the derivation counts more than the length of an account
    Interpretation refused: the length counts more
    Question smallest-int: which account belongs to an id whose hash is the smallest int?
    Interpretation minus: the one with the minus sign, as Math.abs leaves it
    Interpretation plain: the one without it
    Interpretation both: either
    Interpretation refused: neither, such an id has no account
    Question initials: which initials does the vendor derive from the company's name?
    Interpretation usual: the usual pronunciation of each character, other signs as they are
    Interpretation other: another pronunciation of a character that has several
    Interpretation letters: digits and brackets are skipped
    Interpretation none: none of these is accepted

    Scenario: an account of 5 characters, derived from an id of one
      Given no courier user has the account (account of "A")
      When a courier user is created with
        | thirdPlatformId | "A"       |
        | userNo          | (account) |
      Then BS-15.short reads "taken" if it is accepted, "refused" if not

    Scenario: the account of an id whose hash is the smallest int, with and without the minus sign
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
      When a courier user is created with its account by each reading of the company's name
      Then BS-15.initials reads the initials taken

  @BS-52 @should
  Rule: a type other than 1 and 2 is refused
    Other numbers are tried on a new account and on a known one, since a vendor may treat every other number as
    "create" or every other number as "update". A fraction is no value of a Number(1) either.
    Source: batchSave, 请求 主体, row 2: type Number(1) 1-新增;2-修改 (follows from the list)

    Scenario Outline: a new account under the type <type> is refused
      When a courier user is created under the type <type>
      Then it is refused

      Examples: outside 1 and 2, and between them
        | type |
        | 0    |
        | 3    |
        | -1   |
        | 12   |
        | 1.5  |

    Scenario Outline: a known account under the type <type> is refused
      Given a courier user A
      When courier user A is updated under the type <type>
      Then it is refused

      Examples: outside 1 and 2, and past them
        | type |
        | 0    |
        | 3    |
        | -1   |
        | 12   |
        | 2.5  |

  @BS-53 @must
  Rule: the page's sample request is accepted as a whole
    Two users of two organisations, each with all eight fields of the sample. Accounts, telephone numbers, names and
    addresses are made up, and cards and organisations are the sample's; a vendor that looks them up refuses each row
    alone as well.
    Source: batchSave, 报文范例, 请求报文: two users, zhangsan and lisi01

    Scenario: two users with eight fields each, in two organisations
      When these courier users are created
        | empNo             | userEmail | custId                             | organizationName | organizationCode |
        | (employee number) | (email)   | "1234567890,1234567891,1234567892" | "IT部"            | "IT0001"         |
        | (employee number) | (email)   | "1234567893"                       | "行政部"            | "XZ0001"         |
      Then it is accepted, as each of its rows is
