@etc @client.user.save
Feature: client.user.save, save a desktop user
  A business registers one of its own users with the platform's desktop client, and receives the number under which the
  client keeps that user. All four parameters are required.

  @CU-01 @must
  Rule: biz_user_id is required, a String of up to 32 characters
    The id that the calling business itself gives its user. It is new in every call here, and never very short, since a
    live platform may know short ones already. Absent and empty ids are under GW-09, longer ones under CU-07.
    Source: client.user.save, 请求参数, row 1: biz_user_id 是 String 32 业务方用户id

    Scenario Outline: a desktop user with the id <id> is accepted
      When a desktop user is saved with biz_user_id <id>
      Then it is accepted, as <control> is

      Examples: short, in digits as in the sample, in capitals, at the limit
        | id            | control       |
        | 8 × [a-z0-9]  | 16 × [a-z0-9] |
        | 16 × [0-9]    | 12 × [0-9]    |
        | 16 × [A-Z]    | 12 × [A-Z]    |
        | 32 × [a-z0-9] | 16 × [a-z0-9] |

      Examples: with signs
        | id                                  | control       |
        | 8 × [a-z0-9] + "-" + 7 × [a-z0-9]   | 16 × [a-z0-9] |
        | 8 × [a-z0-9] + "_" + 7 × [a-z0-9]   | 16 × [a-z0-9] |
        | 8 × [a-z0-9] + "@x." + 5 × [a-z0-9] | 16 × [a-z0-9] |

  @CU-02 @must
  Rule: biz_user_type is required, an int: 1 is an enterprise, 2 an individual
    The length of 10 in the table is that of an int and says nothing about the two values. Without it: GW-09. Other
    numbers: CU-07. Zero, and the digits sent as a string: CU-08.
    Source: client.user.save, 请求参数, row 2: biz_user_type 是 int 10 业务方用户类型，1：企业，2：个人

    Scenario Outline: a desktop user of type <type> is accepted
      When a desktop user is saved with biz_user_type <type>
      Then it is accepted

      Examples: enterprise and individual
        | type |
        | 1    |
        | 2    |

    Scenario: a desktop user whose type is an empty text is refused
      When a desktop user is saved with biz_user_type ""
      Then it is refused

  @CU-03 @must
  Rule: biz_user_name is required, a String of up to 32 characters
    The name of the enterprise or the person. Absent and empty names are under GW-09, longer ones under CU-07, a
    Chinese name of 32 characters under GW-17 as well. Which characters a name may have, and how few, is CU-11's
    question: a name at the limit is judged beside a short one of the same form.
    Source: client.user.save, 请求参数, row 3: biz_user_name 是 String 32 企业名称/姓名

    Scenario Outline: a desktop user named <name> is accepted
      When a desktop user is saved with biz_user_name <name>
      Then it is accepted, as <control> is

      Examples: the sample
        | name | control |
        | "张三" | "李四"    |

      Examples: at the limit, as people are called and in letters
        | name                    | control |
        | (name of 32 characters) | (name)  |
        | 32 × "x"                | 3 × "x" |

  @CU-04 @must
  Rule: biz_user_code is required, a String of up to 32 characters
    The unified social credit code of an enterprise or the identity card number of a person. No check digit is
    documented, and the sample has neither; whether one is asked for is CU-11's question. (user.save has a field of this
    name with another limit; each operation follows its own documentation.) Absent and empty codes are under GW-09,
    longer ones under CU-07.
    Source: client.user.save, 请求参数, row 4: biz_user_code 是 String 32 统一社会信用代码/身份证号

    Scenario Outline: a desktop user of type <type> with a code of that kind, <code>, is accepted
      When a desktop user is saved with
        | biz_user_type | <type> |
        | biz_user_code | <code> |
      Then it is accepted

      Examples: an enterprise and a person
        | type | code              |
        | 1    | (credit code)     |
        | 2    | (identity number) |

    Scenario Outline: a desktop user with the code <code> is accepted
      When a desktop user is saved with biz_user_code <code>
      Then it is accepted, as <control> is

      Examples: at the limit, in digits and with letters
        | code          | control      |
        | 32 × [0-9]    | 9 × [0-9]    |
        | 32 × [A-Z0-9] | 9 × [A-Z0-9] |

  @CU-05 @must
  Rule: A success carries client_user_no, a String of 1 to 32 characters
    The number under which the desktop client keeps the user.
    Source: client.user.save, 应答报文, row 1: client_user_no String 32 客户端用户编号; 应答样例: E001P00002580

    Scenario Outline: a desktop user of type <type> gets a number
      When a desktop user is saved with biz_user_type <type>
      Then it is accepted
      And client_user_no in the answer is a text of 1 to 32 characters

      Examples: enterprise and individual
        | type |
        | 1    |
        | 2    |

  @CU-06 @must
  Rule: A success has the code 000
    The code, not the message, shows a client that the user is saved.
    Source: client.user.save, 应答样例: "code":"000"

    Scenario Outline: a desktop user of type <type> is saved with the code of success
      When a desktop user is saved with biz_user_type <type>
      Then the code is "000"

      Examples: enterprise and individual
        | type |
        | 1    |
        | 2    |

  @CU-07 @should
  Rule: A value past its maximum length, or a biz_user_type other than 1 and 2, is refused
    The documentation gives limits and does not say what happens past them. Cutting a name or an identity number short,
    or storing a type without a meaning, would be worse than a refusal. Any code is accepted. Zero is CU-08.
    Source: client.user.save, 请求参数, column 最大长度, and row 2: 1：企业，2：个人

    Scenario Outline: a desktop user with <field> <value> past the limit is refused
      When a desktop user is saved with <field> <value>
      Then it is refused, unlike <control>

      Examples: ids, one past 32, far past it, and past it in Chinese
        | field       | value                    | control                  |
        | biz_user_id | 33 × [a-z0-9]            | 32 × [a-z0-9]            |
        | biz_user_id | 1000 × [a-z0-9]          | 32 × [a-z0-9]            |
        | biz_user_id | 16 × [a-z0-9] + 17 × "张" | 16 × [a-z0-9] + 16 × "张" |

      Examples: names, likewise
        | field         | value                     | control                 |
        | biz_user_name | (name of 33 characters)   | (name of 32 characters) |
        | biz_user_name | (name of 1000 characters) | (name of 32 characters) |
        | biz_user_name | 33 × "x"                  | 32 × "x"                |
        | biz_user_name | 1000 × "x"                | 32 × "x"                |
        | biz_user_name | 33 × "张"                  | 32 × "张"                |

      Examples: codes, likewise, the last like an old licence
        | field         | value                       | control                     |
        | biz_user_code | 33 × [0-9]                  | 32 × [0-9]                  |
        | biz_user_code | 1000 × [0-9]                | 32 × [0-9]                  |
        | biz_user_code | "企合京总字第" + 26 × [0-9] + "号" | "企合京总字第" + 25 × [0-9] + "号" |

    Scenario Outline: a desktop user with <field> <value> is refused
      When a desktop user is saved with <field> <value>
      Then it is refused

      Examples: neighbours of 1 and 2, and a number of ten digits that 32 bits would fold into 1
        | field         | value      |
        | biz_user_type | -1         |
        | biz_user_type | 3          |
        | biz_user_type | 12         |
        | biz_user_type | 4294967297 |
        | biz_user_type | 1.5        |

  @CU-08 @open
  Rule: The table and the sample disagree on biz_user_type
    The table says int, 1 or 2. The sample sends the string "0": another type, and a value without a meaning. Both parts
    of the contradiction are tested separately.
    Source: client.user.save, 请求参数, row 2: int; 业务参数请求样例: "biz_user_type":"0"
    Question string: is a string accepted for the int?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question zero: is 0 accepted?
    Interpretation taken: it is
    Interpretation refused: it is not

    Scenario Outline: a desktop user of type <type>, sent as a text
      When a desktop user is saved with biz_user_type <type>
      Then CU-08.string reads "taken" if it is accepted, "refused" if not

      Examples: the documented values, quoted
        | type |
        | "1"  |
        | "2"  |

    Scenario: a desktop user of type 0
      When a desktop user is saved with biz_user_type 0
      Then CU-08.zero reads "taken" if it is accepted, "refused" if not

  @CU-09 @open
  Rule: What becomes of a biz_user_id that is saved again is not said
    The operation is called save, and there is no other to change a user, but the documentation does not mention either.
    Source: client.user.save, 接口说明 (silent)
    Question again: what does the same biz_user_id get the second time?
    Interpretation same: the same client_user_no
    Interpretation new: a new client_user_no
    Interpretation refused: a refusal

    Scenario Outline: a desktop user saved with <field> <first>, and again with <value>
      Given a desktop user A with <field> <first>
      When desktop user B is saved with
        | biz_user_id | (biz_user_id of A) |
        | <field>     | <value>            |
      Then CU-09.again reads "same", "new" or "refused" by client_user_no of A and B

      Examples: unchanged, and with one thing changed
        | field         | first             | value             |
        | biz_user_name | "张三"              | "张三"              |
        | biz_user_name | "张三"              | "李四"              |
        | biz_user_code | (identity number) | (identity number) |
        | biz_user_type | 1                 | 2                 |

  @CU-10 @should
  Rule: Different users get different numbers
    Two ids with different codes never share a client_user_no, however similar the users are, and no two numbers differ
    only in case or in trailing spaces, where a database or a person may mistake them for one. This holds over all calls
    of a run. Two ids with one code are CU-11's question.
    Source: client.user.save, 应答报文, row 1: 客户端用户编号 (follows from what a number is for)

    Scenario Outline: two users whose ids, <id> and <other>, are nearly the same get two numbers
      Given a desktop user A with biz_user_id <id>
      When desktop user B is saved with biz_user_id <other>
      Then it is accepted, as <control> is
      And client_user_no of A and B differ

      Examples: other letters, another ending, without a zero
        | id               | other                                          | control       |
        | 24 × [a-z]       | (upper case of biz_user_id of A)               | 24 × [A-Z]    |
        | 32 × [a-z0-9]    | (biz_user_id of A with another ending)         | 32 × [a-z0-9] |
        | "0" + 15 × [1-9] | (biz_user_id of A without its first character) | 15 × [1-9]    |

    Scenario: users saved by calls at once get numbers of their own
      When 8 desktop users are saved at once
      Then each of them is accepted
      And client_user_no of U1 to U8 all differ

    Scenario: the users of the whole run get numbers of their own
      Then over the whole run, client_user_no of different users all differ

  @CU-11 @open
  Rule: What is checked beyond the table is not said
    A name may have to be Chinese, without spaces or of two characters at least; a code may have to be a real kind of
    code, or nobody else's. Where such a check is made, values of that form show nothing of a limit, and the limit is
    judged with another form.
    Source: client.user.save, 请求参数, rows 3 and 4 (silent); 业务参数请求样例: "biz_user_code":"123456789" has no check digit
    Question name-space: is a name accepted that has a space in it?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question name-latin: is a name accepted that is not Chinese?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question name-short: is a name accepted that has one character?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question code-form: is a code accepted that is neither a credit code nor an identity number?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question code-again: what does a user get who has the code of another?
    Interpretation new: a number of his own
    Interpretation same: the number of the other
    Interpretation refused: a refusal

    Scenario: a desktop user's name with a space
      When a desktop user is saved with biz_user_name "张 三"
      Then CU-11.name-space reads "taken" if it is accepted, "refused" if not

    Scenario: a desktop user's name in Latin letters
      When a desktop user is saved with biz_user_name "ZhangSan"
      Then CU-11.name-latin reads "taken" if it is accepted, "refused" if not

    Scenario: a desktop user's name of one character
      When a desktop user is saved with biz_user_name "张"
      Then CU-11.name-short reads "taken" if it is accepted, "refused" if not

    Scenario: a desktop user's code of nine digits, as in the sample
      When a desktop user is saved with biz_user_code 9 × [0-9]
      Then CU-11.code-form reads "taken" if it is accepted, "refused" if not

    Scenario: a desktop user with the code of another
      Given a desktop user A
      When desktop user B is saved with biz_user_code (biz_user_code of A)
      Then CU-11.code-again reads "same", "new" or "refused" by client_user_no of A and B
