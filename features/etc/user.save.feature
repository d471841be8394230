@etc @user.save
Feature: user.save, save a gateway user
  Creates a user of the gateway, or changes the one whose number is sent, and on request creates an application together
  with the user: an id and a key pair with which that user's own calls are signed.

  @GU-01 @must
  Rule: etc_user_no is optional, a String of up to 16 characters: without it a user is created, with it updated
    The number is the gateway's own, as it was given in an earlier answer. What an update answers is GU-12, an unknown
    number GU-13, a longer one GU-14.
    Source: user.save, 请求参数, row 1: etc_user_no 否(为空时创建用户，非空时修改用户) String 16 ETC网关用户编号

    Scenario Outline: two calls with etc_user_no <none> create two users
      When gateway user A is saved with etc_user_no <none>
      Then it is accepted
      When gateway user B is saved with etc_user_no <none>
      Then it is accepted
      And etc_user_no of A and B differ

      Examples: absent and empty
        | none     |
        | (absent) |
        | ""       |

    Scenario: a call with the number of a user updates that user
      Given a gateway user A
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then it is accepted

  @GU-02 @must
  Rule: biz_user_id is required, a String of up to 32 characters
    The id that the calling business itself gives its user. It is new in every call here, and never very short, since a
    live platform may know short ones already. Absent and empty ids are under GW-09, longer ones under GU-14.
    Source: user.save, 请求参数, row 2: biz_user_id 是 String 32 业务方用户id

    Scenario Outline: a gateway user with the id <id> is accepted
      When a gateway user is saved with biz_user_id <id>
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

  @GU-03 @must
  Rule: biz_user_name is optional, a String of up to 255 characters
    The name of the user. An empty one is GW-21, a longer one GU-14, a Chinese one of 255 characters GW-17 as well.
    Which characters a name may have, and how few, is GU-23's question.
    Source: user.save, 请求参数, row 3: biz_user_name 否 String 255 用户名称

    Scenario Outline: a gateway user named <name> is accepted
      When a gateway user is saved with biz_user_name <name>
      Then it is accepted, as <control> is

      Examples: left out, and as people are called
        | name     | control |
        | (absent) | (name)  |
        | (name)   | (name)  |

      Examples: the sample
        | name  | control |
        | "测试2" | "测验3"   |

      Examples: at the limit, as people are called and in letters
        | name                     | control |
        | (name of 255 characters) | (name)  |
        | 255 × "x"                | 3 × "x" |

    Scenario Outline: a gateway user can be updated to the name <value>
      Given a gateway user A
      When gateway user A is updated with biz_user_name <value>
      Then it is accepted, as a creation with it is

      Examples: another name
        | value  |
        | (name) |

      Examples: at the limit, as people are called and in letters
        | value                    |
        | (name of 255 characters) |
        | 255 × "x"                |

  @GU-04 @must
  Rule: biz_user_code is optional, a String of up to 50 characters
    The business licence of an enterprise or the identity card of an individual. An empty one is GW-21, a longer
    one GU-14, and whether a code of another form is accepted is GU-23's question.
    Source: user.save, 请求参数, row 4: biz_user_code 否 String 50 用户类型为企业时为营业执照,个人为身份证

    Scenario Outline: a gateway user of type <type> with the code <code> is accepted
      When a gateway user is saved with
        | biz_user_type | <type> |
        | biz_user_code | <code> |
      Then it is accepted, as biz_user_code <control> is

      Examples: left out, a licence, an identity card
        | type | code              | control           |
        | "1"  | (absent)          | (credit code)     |
        | "2"  | (absent)          | (identity number) |
        | "1"  | (credit code)     | (absent)          |
        | "2"  | (identity number) | (absent)          |

      Examples: an enterprise's at the limit, in digits and with letters
        | type | code          | control      |
        | "1"  | 50 × [0-9]    | 9 × [0-9]    |
        | "1"  | 50 × [A-Z0-9] | 9 × [A-Z0-9] |

      Examples: an individual's, likewise
        | type | code          | control      |
        | "2"  | 50 × [0-9]    | 9 × [0-9]    |
        | "2"  | 50 × [A-Z0-9] | 9 × [A-Z0-9] |

    Scenario Outline: a gateway user can be updated to the code <value>
      Given a gateway user A
      When gateway user A is updated with biz_user_code <value>
      Then it is accepted, as a creation with it is

      Examples: another code
        | value         |
        | (credit code) |

      Examples: at the limit, in digits and with letters
        | value         |
        | 50 × [0-9]    |
        | 50 × [A-Z0-9] |

  @GU-05 @must
  Rule: biz_user_type is required, a String of one character: 1 is an enterprise, 2 an individual
    Here the type is a string, where client.user.save has an int. Absent and empty types are under GW-09, others under
    GU-14.
    Source: user.save, 请求参数, row 5: biz_user_type 是 String 1 1:企业,2:个人

    Scenario Outline: a gateway user of type <type> is accepted
      When a gateway user is saved with biz_user_type <type>
      Then it is accepted

      Examples: enterprise and individual
        | type |
        | "1"  |
        | "2"  |

  @GU-06 @must
  Rule: contract_type is optional, a String of one character: 1 is standard, 2 brand, 3 flagship
    Other values are under GU-14, an empty one under GW-21.
    Source: user.save, 请求参数, row 6: contract_type 否 String 1 1-标准，2-品牌，3-旗舰

    Scenario Outline: a gateway user with the contract <contract> is accepted
      When a gateway user is saved with contract_type <contract>
      Then it is accepted

      Examples: none, standard, brand, flagship
        | contract |
        | (absent) |
        | "1"      |
        | "2"      |
        | "3"      |

    Scenario Outline: a gateway user can be updated to the contract <value>
      Given a gateway user A
      When gateway user A is updated with contract_type <value>
      Then it is accepted, as a creation with it is

      Examples: standard, brand, flagship
        | value |
        | "1"   |
        | "2"   |
        | "3"   |

    Scenario Outline: contract <contract>, signing <sign>, create_app <app> and type <type> go together
      The page ties none of the four to another.
      When a gateway user is saved with
        | contract_type | <contract> |
        | sign_type     | <sign>     |
        | create_app    | <app>      |
        | biz_user_type | <type>     |
      Then it is accepted

      Examples: each pair of values once
        | contract | sign | app   | type |
        | "1"      | "1"  | true  | "1"  |
        | "1"      | "2"  | false | "2"  |
        | "2"      | "1"  | false | "2"  |
        | "2"      | "2"  | true  | "1"  |
        | "3"      | "1"  | true  | "2"  |
        | "3"      | "2"  | false | "1"  |

  @GU-07 @must
  Rule: sign_type is optional, a String of one character: 1 is SaaS, 2 is API
    Other values are under GU-14, an empty one under GW-21.
    Source: user.save, 请求参数, row 7: sign_type 否 String 1 1-SaaS，2-API

    Scenario Outline: a gateway user who signs by <way> is accepted
      When a gateway user is saved with sign_type <way>
      Then it is accepted

      Examples: unsaid, SaaS, API
        | way      |
        | (absent) |
        | "1"      |
        | "2"      |

    Scenario Outline: a gateway user can be updated to the way of signing <value>
      Given a gateway user A
      When gateway user A is updated with sign_type <value>
      Then it is accepted, as a creation with it is

      Examples: SaaS, API
        | value |
        | "1"   |
        | "2"   |

  @GU-08 @must
  Rule: create_app is an optional boolean, false by default: true creates an application with the user
    What comes with the application is GU-10, that none comes unasked GU-15, a boolean sent as a string GW-16.
    Source: user.save, 请求参数, row 8: create_app 否 boolean true:创建用户的同时创建应用，false：不同时创建应用，默认为false

    Scenario Outline: a gateway user with create_app <value> is accepted
      When a gateway user is saved with create_app <value>
      Then it is accepted

      Examples: unsaid and both booleans
        | value    |
        | (absent) |
        | true     |
        | false    |

  @GU-09 @must
  Rule: A success carries etc_user_no and ebaas_user_no, each a String of 1 to 16 characters
    The numbers of the user at the gateway and at EBaaS. Updates answer with both as well.
    Source: user.save, 应答报文, rows 1 and 2: etc_user_no 是 String 16 用户编号, ebaas_user_no 是 String 16 EBaaS用户编号

    Scenario Outline: a gateway user with <field> <value> gets both numbers
      When a gateway user is saved with <field> <value>
      Then it is accepted
      And etc_user_no in the answer is a text of 1 to 16 characters
      And ebaas_user_no in the answer is a text of 1 to 16 characters

      Examples: an enterprise, an individual, with an application
        | field         | value |
        | biz_user_type | "1"   |
        | biz_user_type | "2"   |
        | create_app    | true  |

    Scenario: an update answers with both numbers
      Given a gateway user A
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then it is accepted
      And etc_user_no in the answer is a text of 1 to 16 characters
      And ebaas_user_no in the answer is a text of 1 to 16 characters

  @GU-10 @must
  Rule: With create_app true the answer carries app: app_id, public_key, private_key and enable_ip_white
    The table lists the four beside app, which it calls an Object of length 16, and marks them required; the sample
    nests them in app. Either is judged here; which of them it is, is GU-22's question. The allow-list of addresses is
    off at first.
    Source: user.save, 应答报文, rows 3 to 7: app 否 Object 16 应用信息; enable_ip_white 是 boolean 是否启用白名单（默认false）

    Scenario Outline: <kind>, type <type>, is given an application
      When a gateway user is saved with
        | biz_user_type | <type> |
        | create_app    | true   |
      Then it is accepted
      And the answer has app
      And app.app_id in the answer is a text of 1 to 16 characters
      And the answer has app.public_key
      And the answer has app.private_key
      And app.enable_ip_white in the answer is false

      Examples: enterprise and individual
        | kind          | type |
        | an enterprise | "1"  |
        | an individual | "2"  |

  @GU-11 @should
  Rule: The keys of an application are one RSA pair, and the application names its user
    The public key is Base64 of an X.509 key, the private key Base64 of a PKCS#8 key, and the two belong together. The
    etc_user_no within app is only in the sample, so it is judged only if it is present: it is the number of the
    user.
    Source: user.save, 应答报文, rows 5 and 6: 公钥, 私钥; 应答样例: app.etc_user_no

    Scenario: the two keys belong together, and the application names the user that it was created with
      Given a gateway user A with create_app true
      Then the two keys of A are one RSA pair
      And app.etc_user_no in the answer, where present, is (etc_user_no of A)

  @GU-12 @should
  Rule: An update answers with the etc_user_no that was sent
    Whatever else changes, the user keeps the number. Whether ebaas_user_no stays as well is GU-21.
    Source: user.save, 请求参数, row 1: 非空时修改用户; 应答报文, row 1: 用户编号

    Scenario Outline: a user whose <field> turns from <first> to <value> keeps the number
      Given a gateway user A with <field> <first>
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
        | <field>     | <value>            |
      Then it is accepted
      And etc_user_no in the answer is (etc_user_no of A)

      Examples: each thing that can be changed
        | field         | first         | value         |
        | biz_user_name | "张三"          | "李四"          |
        | biz_user_code | (credit code) | (credit code) |
        | contract_type | "1"           | "3"           |
        | sign_type     | "1"           | "2"           |

    Scenario: a user updated twice keeps the number, and is not mistaken for another
      Given a gateway user A
      And a gateway user B
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then it is accepted
      And etc_user_no in the answer is (etc_user_no of A)
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then it is accepted
      And etc_user_no in the answer is (etc_user_no of A)

  @GU-13 @should
  Rule: Updating a user that does not exist is refused and creates nothing
    If the first update had created a user under the number that it named, the second would find one.
    Source: user.save, 请求参数, row 1: 非空时修改用户

    Scenario Outline: an update of the unknown number <number> is refused, and so is the next
      When gateway user A is saved with etc_user_no <number>
      Then it is refused
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then it is refused

      Examples: short and at the limit
        | number        |
        | 8 × [A-Z0-9]  |
        | 16 × [A-Z0-9] |

  @GU-14 @should
  Rule: A value past its maximum length or outside its list of values is refused
    The documentation gives limits and lists and does not say what happens beyond them. Any code is accepted.
    Source: user.save, 请求参数, columns 最大长度 and 参数描述

    Scenario Outline: a gateway user with <field> <value> past the limit is refused
      When a gateway user is saved with <field> <value>
      Then it is refused, unlike <control>

      Examples: ids, one past 32, far past it, and past it in Chinese
        | field       | value                    | control                  |
        | biz_user_id | 33 × [a-z0-9]            | 32 × [a-z0-9]            |
        | biz_user_id | 1000 × [a-z0-9]          | 32 × [a-z0-9]            |
        | biz_user_id | 16 × [a-z0-9] + 17 × "张" | 16 × [a-z0-9] + 16 × "张" |

      Examples: names past 255, likewise
        | field         | value                     | control                  |
        | biz_user_name | (name of 256 characters)  | (name of 255 characters) |
        | biz_user_name | (name of 1000 characters) | (name of 255 characters) |
        | biz_user_name | 256 × "x"                 | 255 × "x"                |
        | biz_user_name | 1000 × "x"                | 255 × "x"                |
        | biz_user_name | 256 × "张"                 | 255 × "张"                |

      Examples: codes past 50, likewise, the last like an old licence
        | field         | value                       | control                     |
        | biz_user_code | 51 × [0-9]                  | 50 × [0-9]                  |
        | biz_user_code | 1000 × [0-9]                | 50 × [0-9]                  |
        | biz_user_code | "企合京总字第" + 44 × [0-9] + "号" | "企合京总字第" + 43 × [0-9] + "号" |

    Scenario Outline: a gateway user with <field> <value> is refused
      When a gateway user is saved with <field> <value>
      Then it is refused

      Examples: numbers past 16, which nobody has besides
        | field       | value           |
        | etc_user_no | 17 × [A-Z0-9]   |
        | etc_user_no | 1000 × [A-Z0-9] |
        | etc_user_no | 17 × "号"        |

      Examples: neighbours of each list, a value written twice or often, a letter, a meaning in Chinese
        | field         | value      |
        | biz_user_type | "0"        |
        | biz_user_type | "3"        |
        | biz_user_type | "11"       |
        | biz_user_type | 1000 × "1" |
        | biz_user_type | "x"        |
        | biz_user_type | "企业"       |
        | contract_type | "0"        |
        | contract_type | "4"        |
        | contract_type | "11"       |
        | contract_type | 1000 × "1" |
        | contract_type | "x"        |
        | contract_type | "标准"       |
        | sign_type     | "0"        |
        | sign_type     | "3"        |
        | sign_type     | "11"       |
        | sign_type     | 1000 × "1" |
        | sign_type     | "x"        |
        | sign_type     | "接口"       |

      Examples: values of each list, written otherwise or put together
        | field         | value |
        | biz_user_type | "01"  |
        | biz_user_type | " 1"  |
        | biz_user_type | "1.0" |
        | biz_user_type | "１"   |
        | contract_type | "03"  |
        | contract_type | "3 "  |
        | contract_type | "+3"  |
        | contract_type | "23"  |
        | contract_type | "123" |
        | sign_type     | "02"  |
        | sign_type     | "２"   |
        | sign_type     | "12"  |

    Scenario Outline: an update to the <field> <value> past the limit is refused
      Given a gateway user A
      When gateway user A is updated with <field> <value>
      Then it is refused, unlike <control>

      Examples: ids
        | field       | value         | control            |
        | biz_user_id | 33 × [a-z0-9] | (biz_user_id of A) |

      Examples: names
        | field         | value                    | control                  |
        | biz_user_name | (name of 256 characters) | (name of 255 characters) |
        | biz_user_name | 256 × "x"                | 255 × "x"                |

      Examples: codes
        | field         | value      | control    |
        | biz_user_code | 51 × [0-9] | 50 × [0-9] |

    Scenario Outline: an update to the <field> <value> is refused
      Given a gateway user A
      When gateway user A is updated with <field> <value>
      Then it is refused

      Examples: outside each list
        | field         | value |
        | biz_user_type | "3"   |
        | contract_type | "4"   |
        | sign_type     | "3"   |

  @GU-15 @should
  Rule: Without create_app there is no app in the answer
    The default is false, so no application comes unasked. The documentation contradicts itself: its sample request has
    no create_app, but its sample answer has an app. An app that is null counts as none.
    Source: user.save, 请求参数, row 8: 默认为false; 业务参数请求样例 and 应答样例

    Scenario Outline: a gateway user with create_app <value> is given no application
      When a gateway user is saved with create_app <value>
      Then it is accepted
      And the answer has no app

      Examples: unsaid and declined
        | value    |
        | (absent) |
        | false    |

  @GU-16 @open
  Rule: What becomes of a second creation with the same biz_user_id is not said
    Only etc_user_no distinguishes creation from update; what the business's own id means is not documented.
    Source: user.save, 请求参数, rows 1 and 2 (silent)
    Question again: what does a second creation with the same biz_user_id get?
    Interpretation same: the same user
    Interpretation new: a second user
    Interpretation refused: a refusal

    Scenario Outline: the same biz_user_id created again with etc_user_no <none>
      Given a gateway user A
      When gateway user B is saved with
        | etc_user_no | <none>             |
        | biz_user_id | (biz_user_id of A) |
      Then GU-16.again reads "same", "new" or "refused" by etc_user_no of A and B

      Examples: both ways to create
        | none     |
        | (absent) |
        | ""       |

  @GU-17 @open
  Rule: What an update does about an application is not said
    Creating an application is documented together with creating the user. Nor is it documented whether an update
    without an optional field keeps the old value or clears it; no operation reads a user, so this cannot be seen from
    outside.
    Source: user.save, 请求参数, row 8: 创建用户的同时创建应用 (silent on updates)
    Question app-on-update: what does an update with create_app true return for a user who has an application?
    Interpretation same: the first application again
    Interpretation new: a second application
    Interpretation none: no application
    Interpretation refused: a refusal

    Scenario: a user with an application is updated with create_app true
      Given a gateway user A with create_app true
      When gateway user B is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
        | create_app  | true               |
      Then GU-17.app-on-update reads "same", "new", "none" or "refused" by app.app_id of A and B

  @GU-18 @open
  Rule: Whether an application may sign its own calls at once is not said
    It is issued an id and a private key, which is all that a call needs; it may still have to be approved or permitted.
    Source: user.save, 应答报文, rows 4 and 6: app_id, private_key (silent)
    Question issued-key: is a call signed by a new application accepted at once?
    Interpretation taken: it is
    Interpretation refused: it is not
    Interpretation half: by one of the two operations

    Scenario: a desktop user and a gateway user signed by an application just issued
      Given a gateway user A with create_app true
      When desktop user B is saved, signed by the application of A
      And gateway user C is saved, signed by the application of A
      Then GU-18.issued-key reads "taken" if B and C are accepted, "half" if only B is, "refused" if neither is

  @GU-19 @should
  Rule: Different users get different numbers, and no two applications share an id or a key
    None of them differ only in case or in trailing spaces, where a database or a person may mistake them for one. This
    holds over all calls of a run. Users with one code are GU-23's question.
    Source: user.save, 应答报文, rows 1, 2 and 4 to 6 (follows from what numbers, ids and keys are for)

    Scenario: two users of one name get numbers of their own
      When gateway user A is saved with
        | biz_user_name | (name)        |
        | biz_user_code | (credit code) |
      Then it is accepted
      When gateway user B is saved with
        | biz_user_name | (biz_user_name of A) |
        | biz_user_code | (credit code)        |
      Then it is accepted
      And etc_user_no of A and B differ
      And ebaas_user_no of A and B differ

    Scenario Outline: two users whose ids, <id> and <other>, are nearly the same get numbers of their own
      Given a gateway user A with biz_user_id <id>
      When gateway user B is saved with biz_user_id <other>
      Then it is accepted, as <control> is
      And etc_user_no of A and B differ
      And ebaas_user_no of A and B differ

      Examples: other letters, another ending, without a zero
        | id               | other                                          | control       |
        | 24 × [a-z]       | (upper case of biz_user_id of A)               | 24 × [A-Z]    |
        | 32 × [a-z0-9]    | (biz_user_id of A with another ending)         | 32 × [a-z0-9] |
        | "0" + 15 × [1-9] | (biz_user_id of A without its first character) | 15 × [1-9]    |

    Scenario: two applications have ids and keys of their own
      Given a gateway user A with create_app true
      And a gateway user B with create_app true
      Then app.app_id of A and B differ
      And app.public_key of A and B differ
      And app.private_key of A and B differ

    Scenario: users saved by calls at once get numbers of their own
      When 8 gateway users are saved at once
      Then each of them is accepted
      And etc_user_no of U1 to U8 all differ
      And ebaas_user_no of U1 to U8 all differ

    Scenario Outline: the users of the whole run have <field> of their own
      Then over the whole run, <field> of different users all differ

      Examples: the numbers of a user, and what is given with an application
        | field           |
        | etc_user_no     |
        | ebaas_user_no   |
        | app.app_id      |
        | app.public_key  |
        | app.private_key |

  @GU-20 @must
  Rule: A success has the code 000
    This holds for a creation with few or many fields, and for an update.
    Source: user.save, 应答样例: "code": "000"

    Scenario: a gateway user with nothing but what is required is saved with the code of success
      When a gateway user is saved with
        | etc_user_no   | (absent) |
        | biz_user_name | (absent) |
        | biz_user_code | (absent) |
        | contract_type | (absent) |
        | sign_type     | (absent) |
        | create_app    | (absent) |
      Then the code is "000"

    Scenario: a gateway user with every parameter is saved with the code of success
      When a gateway user is saved with
        | etc_user_no   | ""            |
        | biz_user_name | (name)        |
        | biz_user_code | (credit code) |
        | biz_user_type | "1"           |
        | contract_type | "1"           |
        | sign_type     | "2"           |
        | create_app    | true          |
      Then the code is "000"

    Scenario: a gateway user is updated with the code of success
      Given a gateway user A
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then the code is "000"

  @GU-21 @open
  Rule: Whether an update answers with the same ebaas_user_no is not said
    The number that was sent is etc_user_no (GU-12); of the other one only its presence is documented.
    Source: user.save, 应答报文, row 2: ebaas_user_no 是 String 16 EBaaS用户编号 (silent on updates)
    Question ebaas-on-update: which ebaas_user_no does an update return?
    Interpretation same: the one of the creation
    Interpretation new: another one
    Interpretation refused: none, the update is refused

    Scenario: a user is updated
      Given a gateway user A
      When gateway user B is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then GU-21.ebaas-on-update reads "same", "new" or "refused" by ebaas_user_no of A and B

  @GU-22 @open
  Rule: The table and the sample disagree on where the application stands
    The table lists app_id, public_key, private_key and enable_ip_white flat, beside an app of "Object, 16"; the sample
    nests them in app. GU-10 and GU-11 judge the four wherever they stand.
    Source: user.save, 应答报文, rows 3 to 7: app 否 Object 16, app_id 是 String 16 …; 应答样例: "app":{"app_id":…}
    Question place: where do app_id, the two keys and enable_ip_white stand?
    Interpretation nested: in app, as in the sample
    Interpretation flat: beside it, as in the table

    Scenario: the answer to a user who is given an application
      Given a gateway user A with create_app true
      Then GU-22.place reads the place of the application

  @GU-23 @open
  Rule: What is checked beyond the table is not said
    As for a desktop user (CU-11): the form of names and codes, and whether a code may be another user's. Besides, an
    update may or may not change the id and the type of a user.
    Source: user.save, 请求参数, rows 1 to 5 (silent)
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
    Question code-again: what does a new user get who has the code of another?
    Interpretation new: a number of his own
    Interpretation same: the number of the other
    Interpretation refused: a refusal
    Question type-change: is an update accepted that changes biz_user_type?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question id-change: is an update accepted that changes biz_user_id?
    Interpretation taken: it is
    Interpretation refused: it is not

    Scenario: a gateway user's name with a space
      When a gateway user is saved with biz_user_name "张 三"
      Then GU-23.name-space reads "taken" if it is accepted, "refused" if not

    Scenario: a gateway user's name in Latin letters
      When a gateway user is saved with biz_user_name "ZhangSan"
      Then GU-23.name-latin reads "taken" if it is accepted, "refused" if not

    Scenario: a gateway user's name of one character
      When a gateway user is saved with biz_user_name "张"
      Then GU-23.name-short reads "taken" if it is accepted, "refused" if not

    Scenario: a gateway user's code of nine digits
      When a gateway user is saved with biz_user_code 9 × [0-9]
      Then GU-23.code-form reads "taken" if it is accepted, "refused" if not

    Scenario: a gateway user with the code of another
      Given a gateway user A with biz_user_code (credit code)
      When gateway user B is saved with biz_user_code (biz_user_code of A)
      Then GU-23.code-again reads "same", "new" or "refused" by etc_user_no of A and B

    Scenario: an enterprise is updated to an individual
      Given a gateway user A with biz_user_type "1"
      When a gateway user is saved with
        | etc_user_no   | (etc_user_no of A) |
        | biz_user_id   | (biz_user_id of A) |
        | biz_user_type | "2"                |
      Then GU-23.type-change reads "taken" if it is accepted, "refused" if not

    Scenario: a user is updated under another biz_user_id
      Given a gateway user A
      When a gateway user is saved with etc_user_no (etc_user_no of A)
      Then GU-23.id-change reads "taken" if it is accepted, "refused" if not
