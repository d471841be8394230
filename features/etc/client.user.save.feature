@etc @client.user.save
Feature: client.user.save, save a desktop user
  zh: client.user.save：保存桌面端用户
  A business registers one of its own users with the platform's desktop client, and receives the number under which the
  client keeps that user. All four parameters are required.
  zh: 业务方在平台的桌面端登记自己的一个用户，并得到桌面端保存该用户所用的编号。四个参数均必填。

  @CU-01 @must
  Rule: biz_user_id is required, a String of up to 32 characters
    zh: biz_user_id 必填，String，最长 32 个字符
    The id that the calling business itself gives its user. It is new in every call here, and never very short, since a
    live platform may know short ones already. Absent and empty ids are under GW-09, longer ones under CU-07.
    zh: 业务方自己的用户 id。此处每次调用都用新的 id，且不会很短，因为真实平台上可能已有很短的 id。id 缺失或为空见 GW-09，更长的见 CU-07。
    Source: client.user.save, 请求参数, row 1: biz_user_id 是 String 32 业务方用户id
    zh: client.user.save，请求参数，第 1 行：biz_user_id 是 String 32 业务方用户id

    Scenario Outline: a desktop user with the id <id> is accepted
      zh: id 为 <id> 的桌面端用户被接受
      When a desktop user is saved with biz_user_id <id>
      Then it is accepted, as <control> is

      Examples: short, in digits as in the sample, in capitals, at the limit
        zh: 较短、与样例一样为数字、大写字母、恰好达到上限
        | id            | control       |
        | 8 × [a-z0-9]  | 16 × [a-z0-9] |
        | 16 × [0-9]    | 12 × [0-9]    |
        | 16 × [A-Z]    | 12 × [A-Z]    |
        | 32 × [a-z0-9] | 16 × [a-z0-9] |

      Examples: with signs
        zh: 含符号
        | id                                  | control       |
        | 8 × [a-z0-9] + "-" + 7 × [a-z0-9]   | 16 × [a-z0-9] |
        | 8 × [a-z0-9] + "_" + 7 × [a-z0-9]   | 16 × [a-z0-9] |
        | 8 × [a-z0-9] + "@x." + 5 × [a-z0-9] | 16 × [a-z0-9] |

  @CU-02 @must
  Rule: biz_user_type is required, an int: 1 is an enterprise, 2 an individual
    zh: biz_user_type 必填，int：1 为企业，2 为个人
    The length of 10 in the table is that of an int and says nothing about the two values. Without it: GW-09. Other
    numbers: CU-07. Zero, and the digits sent as a string: CU-08.
    zh: 表中的长度 10 是 int 的长度，与这两个取值无关。缺失见 GW-09，其他数字见 CU-07，0 以及以字符串发送的数字见 CU-08。
    Source: client.user.save, 请求参数, row 2: biz_user_type 是 int 10 业务方用户类型，1：企业，2：个人
    zh: client.user.save，请求参数，第 2 行：biz_user_type 是 int 10 业务方用户类型，1：企业，2：个人

    Scenario Outline: a desktop user of type <type> is accepted
      zh: 类型为 <type> 的桌面端用户被接受
      When a desktop user is saved with biz_user_type <type>
      Then it is accepted

      Examples: enterprise and individual
        zh: 企业和个人
        | type |
        | 1    |
        | 2    |

    Scenario: a desktop user whose type is an empty text is refused
      zh: 类型为空字符串的桌面端用户被拒绝
      When a desktop user is saved with biz_user_type ""
      Then it is refused

  @CU-03 @must
  Rule: biz_user_name is required, a String of up to 32 characters
    zh: biz_user_name 必填，String，最长 32 个字符
    The name of the enterprise or the person. Absent and empty names are under GW-09, longer ones under CU-07, a
    Chinese name of 32 characters under GW-17 as well. Which characters a name may have, and how few, is CU-11's
    question: a name at the limit is judged beside a short one of the same form.
    zh: 企业名称或个人姓名。名称缺失或为空见 GW-09，更长的见 CU-07，32 个汉字的名称另见 GW-17。名称可含哪些字符、最少几个字符，文档未明确，见 CU-11：达到上限的名称以形式相同的短名称为对照来判定。
    Source: client.user.save, 请求参数, row 3: biz_user_name 是 String 32 企业名称/姓名
    zh: client.user.save，请求参数，第 3 行：biz_user_name 是 String 32 企业名称/姓名

    Scenario Outline: a desktop user named <name> is accepted
      zh: 名称为 <name> 的桌面端用户被接受
      When a desktop user is saved with biz_user_name <name>
      Then it is accepted, as <control> is

      Examples: the sample
        zh: 样例
        | name | control |
        | "张三" | "李四"    |

      Examples: at the limit, as people are called and in letters
        zh: 恰好达到上限：常见姓名形式，以及字母
        | name                    | control |
        | (name of 32 characters) | (name)  |
        | 32 × "x"                | 3 × "x" |

  @CU-04 @must
  Rule: biz_user_code is required, a String of up to 32 characters
    zh: biz_user_code 必填，String，最长 32 个字符
    The unified social credit code of an enterprise or the identity card number of a person. No check digit is
    documented, and the sample has neither; whether one is asked for is CU-11's question. (user.save has a field of this
    name with another limit; each operation follows its own documentation.) Absent and empty codes are under GW-09,
    longer ones under CU-07.
    zh: 企业的统一社会信用代码或个人的身份证号。文档没有规定校验位，样例也不属于这两者；是否要求校验位，文档未明确，见 CU-11。（user.save 有同名字段，上限不同；各接口以各自的文档为准。）
    zh: 证件号缺失或为空见 GW-09，更长的见 CU-07。
    Source: client.user.save, 请求参数, row 4: biz_user_code 是 String 32 统一社会信用代码/身份证号
    zh: client.user.save，请求参数，第 4 行：biz_user_code 是 String 32 统一社会信用代码/身份证号

    Scenario Outline: a desktop user of type <type> with a code of that kind, <code>, is accepted
      zh: 类型为 <type>、证件号为该类型证件号 <code> 的桌面端用户被接受
      When a desktop user is saved with
        | biz_user_type | <type> |
        | biz_user_code | <code> |
      Then it is accepted

      Examples: an enterprise and a person
        zh: 一个企业和一个个人
        | type | code              |
        | 1    | (credit code)     |
        | 2    | (identity number) |

    Scenario Outline: a desktop user with the code <code> is accepted
      zh: 证件号为 <code> 的桌面端用户被接受
      When a desktop user is saved with biz_user_code <code>
      Then it is accepted, as <control> is

      Examples: at the limit, in digits and with letters
        zh: 恰好达到上限：纯数字，以及含字母
        | code          | control      |
        | 32 × [0-9]    | 9 × [0-9]    |
        | 32 × [A-Z0-9] | 9 × [A-Z0-9] |

  @CU-05 @must
  Rule: A success carries client_user_no, a String of 1 to 32 characters
    zh: 成功的应答带有 client_user_no，String，1 至 32 个字符
    The number under which the desktop client keeps the user.
    zh: 桌面端保存该用户所用的编号。
    Source: client.user.save, 应答报文, row 1: client_user_no String 32 客户端用户编号; 应答样例: E001P00002580
    zh: client.user.save，应答报文，第 1 行：client_user_no String 32 客户端用户编号；应答样例：E001P00002580

    Scenario Outline: a desktop user of type <type> gets a number
      zh: 类型为 <type> 的桌面端用户得到编号
      When a desktop user is saved with biz_user_type <type>
      Then it is accepted
      And client_user_no in the answer is a text of 1 to 32 characters

      Examples: enterprise and individual
        zh: 企业和个人
        | type |
        | 1    |
        | 2    |

  @CU-06 @must
  Rule: A success has the code 000
    zh: 成功时 code 为 000
    The code, not the message, shows a client that the user is saved.
    zh: 用户是否已保存，以 code 为准，而不以消息为准。
    Source: client.user.save, 应答样例: "code":"000"
    zh: client.user.save，应答样例："code":"000"

    Scenario Outline: a desktop user of type <type> is saved with the code of success
      zh: 类型为 <type> 的桌面端用户保存后返回成功的 code
      When a desktop user is saved with biz_user_type <type>
      Then the code is "000"

      Examples: enterprise and individual
        zh: 企业和个人
        | type |
        | 1    |
        | 2    |

  @CU-07 @should
  Rule: A value past its maximum length, or a biz_user_type other than 1 and 2, is refused
    zh: 超过最大长度的值，或 1 和 2 以外的 biz_user_type，被拒绝
    The documentation gives limits and does not say what happens past them. Cutting a name or an identity number short,
    or storing a type without a meaning, would be worse than a refusal. Any code is accepted. Zero is CU-08.
    zh: 文档给出了上限，但没有说明超过上限会怎样。截断姓名或身份证号，或保存没有含义的类型，都比拒绝更糟。任何 code 均可。0 见 CU-08。
    Source: follows from client.user.save, 请求参数, column 最大长度, and row 2: 1：企业，2：个人
    zh: 推断自 client.user.save，请求参数，“最大长度”列，以及第 2 行：1：企业，2：个人

    Scenario Outline: a desktop user with <field> <value> past the limit is refused
      zh: <field> 为超过上限的 <value> 的桌面端用户被拒绝
      When a desktop user is saved with <field> <value>
      Then it is refused, unlike <control>

      Examples: ids, one past 32, far past it, and past it in Chinese
        zh: id：比 32 个字符多一个、远超上限，以及用汉字超过上限
        | field       | value                    | control                  |
        | biz_user_id | 33 × [a-z0-9]            | 32 × [a-z0-9]            |
        | biz_user_id | 1000 × [a-z0-9]          | 32 × [a-z0-9]            |
        | biz_user_id | 16 × [a-z0-9] + 17 × "张" | 16 × [a-z0-9] + 16 × "张" |

      Examples: names, likewise
        zh: 名称：同上
        | field         | value                     | control                 |
        | biz_user_name | (name of 33 characters)   | (name of 32 characters) |
        | biz_user_name | (name of 1000 characters) | (name of 32 characters) |
        | biz_user_name | 33 × "x"                  | 32 × "x"                |
        | biz_user_name | 1000 × "x"                | 32 × "x"                |
        | biz_user_name | 33 × "张"                  | 32 × "张"                |

      Examples: codes, likewise, the last like an old licence
        zh: 证件号：同上，最后一个仿旧式营业执照注册号
        | field         | value                       | control                     |
        | biz_user_code | 33 × [0-9]                  | 32 × [0-9]                  |
        | biz_user_code | 1000 × [0-9]                | 32 × [0-9]                  |
        | biz_user_code | "企合京总字第" + 26 × [0-9] + "号" | "企合京总字第" + 25 × [0-9] + "号" |

    Scenario Outline: a desktop user with <field> <value> is refused
      zh: <field> 为 <value> 的桌面端用户被拒绝
      When a desktop user is saved with <field> <value>
      Then it is refused

      Examples: neighbours of 1 and 2, and a number of ten digits that 32 bits would fold into 1
        zh: 1 和 2 的相邻值，以及按 32 位截断会变成 1 的十位数
        | field         | value      |
        | biz_user_type | -1         |
        | biz_user_type | 3          |
        | biz_user_type | 12         |
        | biz_user_type | 4294967297 |
        | biz_user_type | 1.5        |

  @CU-08 @open
  Rule: The table and the sample disagree on biz_user_type
    zh: 表格与样例对 biz_user_type 的说法不一致
    The table says int, 1 or 2. The sample sends the string "0": another type, and a value without a meaning. Both parts
    of the contradiction are tested separately.
    zh: 表格写的是 int，取 1 或 2；样例发送的是字符串 "0"：类型不同，值也没有含义。矛盾的两个方面分别测试。
    Source: client.user.save, 请求参数, row 2: int; 业务参数请求样例: "biz_user_type":"0"
    zh: client.user.save，请求参数，第 2 行：int；业务参数请求样例："biz_user_type":"0"
    Question string: is a string accepted for the int?
    zh: int 字段发送字符串是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question zero: is 0 accepted?
    zh: 0 是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝

    Scenario Outline: a desktop user of type <type>, sent as a text
      zh: 以字符串发送类型 <type> 的桌面端用户
      When a desktop user is saved with biz_user_type <type>
      Then CU-08.string reads "taken" if it is accepted, "refused" if not

      Examples: the documented values, quoted
        zh: 文档中的值，加引号
        | type |
        | "1"  |
        | "2"  |

    Scenario: a desktop user of type 0
      zh: 类型为 0 的桌面端用户
      When a desktop user is saved with biz_user_type 0
      Then CU-08.zero reads "taken" if it is accepted, "refused" if not

  @CU-09 @open
  Rule: What becomes of a biz_user_id that is saved again is not documented
    zh: 文档未说明同一个 biz_user_id 再次保存会怎样
    The operation is called save, and there is no other to change a user, but the documentation does not mention either.
    zh: 接口名为“保存”，也没有其他接口可以修改用户，但文档对此都没有说明。
    Source: client.user.save, 接口说明: 适用对象 : 桌面端用户 (silent)
    zh: client.user.save，接口说明：适用对象 : 桌面端用户（文档未提及）
    Question again: what does the same biz_user_id get the second time?
    zh: 同一个 biz_user_id 再次保存时返回什么？
    Interpretation same: the same client_user_no
    zh: 相同的 client_user_no
    Interpretation new: a new client_user_no
    zh: 新的 client_user_no
    Interpretation refused: a refusal
    zh: 被拒绝

    Scenario Outline: a desktop user saved with <field> <first>, and again with <value>
      zh: 桌面端用户先以 <field> 为 <first> 保存，再以 <value> 保存
      Given a desktop user A with <field> <first>
      When desktop user B is saved with
        | biz_user_id | (biz_user_id of A) |
        | <field>     | <value>            |
      Then CU-09.again reads "same", "new" or "refused" by client_user_no of A and B

      Examples: unchanged, and with one thing changed
        zh: 不变，以及改变一处
        | field         | first             | value             |
        | biz_user_name | "张三"              | "张三"              |
        | biz_user_name | "张三"              | "李四"              |
        | biz_user_code | (identity number) | (identity number) |
        | biz_user_type | 1                 | 2                 |

  @CU-10 @should
  Rule: Different users get different numbers
    zh: 不同的用户得到不同的编号
    Two ids with different codes never share a client_user_no, however similar the users are, and no two numbers differ
    only in case or in trailing spaces, where a database or a person may mistake them for one. This holds over all calls
    of a run. Two ids with one code are CU-11's question.
    zh: 证件号不同的两个 id 不得共用一个 client_user_no，无论两个用户多么相似；任何两个编号也不得只差大小写或末尾空格，否则数据库或人可能把它们当成同一个。整次运行的所有调用均须如此。
    zh: 两个 id 共用一个证件号的情况见 CU-11。
    Source: follows from client.user.save, 应答报文, row 1: 客户端用户编号, a number that tells users apart
    zh: 推断自 client.user.save，应答报文，第 1 行：客户端用户编号，编号用于区分用户

    Scenario Outline: two users whose ids, <id> and <other>, are nearly the same get two numbers
      zh: id <id> 与 <other> 几乎相同的两个用户得到两个编号
      Given a desktop user A with biz_user_id <id>
      When desktop user B is saved with biz_user_id <other>
      Then it is accepted, as <control> is
      And client_user_no of A and B differ

      Examples: other letters, another ending, without a zero
        zh: 大小写不同、末位不同、少一个前导零
        | id               | other                                          | control       |
        | 24 × [a-z]       | (upper case of biz_user_id of A)               | 24 × [A-Z]    |
        | 32 × [a-z0-9]    | (biz_user_id of A with another ending)         | 32 × [a-z0-9] |
        | "0" + 15 × [1-9] | (biz_user_id of A without its first character) | 15 × [1-9]    |

    Scenario: users saved by calls at once get numbers of their own
      zh: 同时保存的用户各有自己的编号
      When 8 desktop users are saved at once
      Then each of them is accepted
      And client_user_no of U1 to U8 all differ

    Scenario: the users of the whole run get numbers of their own
      zh: 整次运行的用户编号各不相同
      Then over the whole run, client_user_no of different users all differ

  @CU-11 @open
  Rule: What is checked beyond the table is not documented
    zh: 文档未说明表格所列之外还校验什么
    A name may have to be Chinese, without spaces or of two characters at least; a code may have to be a real kind of
    code, or nobody else's. Where such a check is made, values of that form show nothing of a limit, and the limit is
    judged with another form.
    zh: 名称可能须为中文、不含空格或至少两个字；证件号可能须属于真实的证件种类，或不得与他人相同。若有此类校验，该形式的值就不能用来判定上限，上限改用其他形式的值判定。
    Source: client.user.save, 请求参数, rows 3 and 4 (silent); 业务参数请求样例: "biz_user_code":"123456789" has no check digit
    zh: client.user.save，请求参数，第 3、4 行（文档未提及）；业务参数请求样例："biz_user_code":"123456789" 没有校验位
    Question name-space: is a name accepted that has a space in it?
    zh: 含空格的名称是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question name-latin: is a name accepted that is not Chinese?
    zh: 非中文的名称是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question name-short: is a name accepted that has one character?
    zh: 只有一个字的名称是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question code-form: is a code accepted that is neither a credit code nor an identity number?
    zh: 既非统一社会信用代码也非身份证号的证件号是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question code-again: what does a user get who has the code of another?
    zh: 证件号与其他用户相同时，返回哪个编号？
    Interpretation new: a number of his own
    zh: 新的编号
    Interpretation same: the number of the other
    zh: 该其他用户的编号
    Interpretation refused: a refusal
    zh: 被拒绝

    Scenario: a desktop user's name with a space
      zh: 含空格的桌面端用户名称
      When a desktop user is saved with biz_user_name "张 三"
      Then CU-11.name-space reads "taken" if it is accepted, "refused" if not

    Scenario: a desktop user's name in Latin letters
      zh: 拉丁字母的桌面端用户名称
      When a desktop user is saved with biz_user_name "ZhangSan"
      Then CU-11.name-latin reads "taken" if it is accepted, "refused" if not

    Scenario: a desktop user's name of one character
      zh: 一个字的桌面端用户名称
      When a desktop user is saved with biz_user_name "张"
      Then CU-11.name-short reads "taken" if it is accepted, "refused" if not

    Scenario: a desktop user's code of nine digits, as in the sample
      zh: 桌面端用户证件号为九位数字，与样例相同
      When a desktop user is saved with biz_user_code 9 × [0-9]
      Then CU-11.code-form reads "taken" if it is accepted, "refused" if not

    Scenario: a desktop user with the code of another
      zh: 证件号与他人相同的桌面端用户
      Given a desktop user A
      When desktop user B is saved with biz_user_code (biz_user_code of A)
      Then CU-11.code-again reads "same", "new" or "refused" by client_user_no of A and B
