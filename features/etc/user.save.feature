@etc @user.save
Feature: user.save, save a gateway user
  zh: user.save：保存网关用户
  Creates a user of the gateway, or changes the one whose number is sent, and on request creates an application together
  with the user: an id and a key pair with which that user's own calls are signed.
  zh: 创建网关用户，或修改所给编号的用户；并可按要求在创建用户的同时创建应用：一个应用 id 和一对密钥，用于签名该用户自己的调用。

  @GU-01 @must
  Rule: etc_user_no is optional, a String of up to 16 characters: without it a user is created, with it updated
    zh: etc_user_no 选填，String，最长 16 个字符：为空时创建用户，非空时修改用户
    The number is the gateway's own, as it was given in an earlier answer. What an update answers is GU-12, an unknown
    number GU-13, a longer one GU-14.
    zh: 编号由网关在之前的应答中给出。修改时的应答见 GU-12，未知的编号见 GU-13，更长的见 GU-14。
    Source: user.save, 请求参数, row 1: etc_user_no 否(为空时创建用户，非空时修改用户) String 16 ETC网关用户编号
    zh: user.save，请求参数，第 1 行：etc_user_no 否(为空时创建用户，非空时修改用户) String 16 ETC网关用户编号

    Scenario Outline: two calls with etc_user_no <none> create two users
      zh: etc_user_no 为 <none> 的两次调用创建两个用户
      When gateway user A is saved with etc_user_no <none>
      Then it is accepted
      When gateway user B is saved with etc_user_no <none>
      Then it is accepted
      And etc_user_no of A and B differ

      Examples: absent and empty
        zh: 缺失和为空
        | none     |
        | (absent) |
        | ""       |

    Scenario: a call with the number of a user updates that user
      zh: 带用户编号的调用修改该用户
      Given a gateway user A
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then it is accepted

  @GU-02 @must
  Rule: biz_user_id is required, a String of up to 32 characters
    zh: biz_user_id 必填，String，最长 32 个字符
    The id that the calling business itself gives its user. It is new in every call here, and never very short, since a
    live platform may know short ones already. Absent and empty ids are under GW-09, longer ones under GU-14.
    zh: 业务方自己的用户 id。此处每次调用都用新的 id，且不会很短，因为真实平台上可能已有很短的 id。id 缺失或为空见 GW-09，更长的见 GU-14。
    Source: user.save, 请求参数, row 2: biz_user_id 是 String 32 业务方用户id
    zh: user.save，请求参数，第 2 行：biz_user_id 是 String 32 业务方用户id

    Scenario Outline: a gateway user with the id <id> is accepted
      zh: id 为 <id> 的网关用户被接受
      When a gateway user is saved with biz_user_id <id>
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

  @GU-03 @must
  Rule: biz_user_name is optional, a String of up to 255 characters
    zh: biz_user_name 选填，String，最长 255 个字符
    The name of the user. An empty one is GW-21, a longer one GU-14, a Chinese one of 255 characters GW-17 as well.
    Which characters a name may have, and how few, is GU-23's question.
    zh: 用户的名称。为空见 GW-21，更长的见 GU-14，255 个汉字的另见 GW-17。名称可含哪些字符、最少几个字符，文档未明确，见 GU-23。
    Source: user.save, 请求参数, row 3: biz_user_name 否 String 255 用户名称
    zh: user.save，请求参数，第 3 行：biz_user_name 否 String 255 用户名称

    Scenario Outline: a gateway user named <name> is accepted
      zh: 名称为 <name> 的网关用户被接受
      When a gateway user is saved with biz_user_name <name>
      Then it is accepted, as <control> is

      Examples: left out, and as people are called
        zh: 不传，以及常见姓名形式
        | name     | control |
        | (absent) | (name)  |
        | (name)   | (name)  |

      Examples: the sample
        zh: 样例
        | name  | control |
        | "测试2" | "测验3"   |

      Examples: at the limit, as people are called and in letters
        zh: 恰好达到上限：常见姓名形式，以及字母
        | name                     | control |
        | (name of 255 characters) | (name)  |
        | 255 × "x"                | 3 × "x" |

    Scenario Outline: a gateway user can be updated to the name <value>
      zh: 网关用户可以把名称修改为 <value>
      Given a gateway user A
      When gateway user A is updated with biz_user_name <value>
      Then it is accepted, as a creation with it is

      Examples: another name
        zh: 另一个名称
        | value  |
        | (name) |

      Examples: at the limit, as people are called and in letters
        zh: 恰好达到上限：常见姓名形式，以及字母
        | value                    |
        | (name of 255 characters) |
        | 255 × "x"                |

  @GU-04 @must
  Rule: biz_user_code is optional, a String of up to 50 characters
    zh: biz_user_code 选填，String，最长 50 个字符
    The business licence of an enterprise or the identity card of an individual. An empty one is GW-21, a longer
    one GU-14, and whether a code of another form is accepted is GU-23's question.
    zh: 企业的营业执照号或个人的身份证号。为空见 GW-21，更长的见 GU-14；其他形式的证件号是否被接受，文档未明确，见 GU-23。
    Source: user.save, 请求参数, row 4: biz_user_code 否 String 50 用户类型为企业时为营业执照,个人为身份证
    zh: user.save，请求参数，第 4 行：biz_user_code 否 String 50 用户类型为企业时为营业执照,个人为身份证

    Scenario Outline: a gateway user of type <type> with the code <code> is accepted
      zh: 类型为 <type>、证件号为 <code> 的网关用户被接受
      When a gateway user is saved with
        | biz_user_type | <type> |
        | biz_user_code | <code> |
      Then it is accepted, as biz_user_code <control> is

      Examples: left out, a licence, an identity card
        zh: 不传、执照号、身份证号
        | type | code              | control           |
        | "1"  | (absent)          | (credit code)     |
        | "2"  | (absent)          | (identity number) |
        | "1"  | (credit code)     | (absent)          |
        | "2"  | (identity number) | (absent)          |

      Examples: an enterprise's at the limit, in digits and with letters
        zh: 企业的证件号恰好达到上限：纯数字，以及含字母
        | type | code          | control      |
        | "1"  | 50 × [0-9]    | 9 × [0-9]    |
        | "1"  | 50 × [A-Z0-9] | 9 × [A-Z0-9] |

      Examples: an individual's, likewise
        zh: 个人的证件号，同上
        | type | code          | control      |
        | "2"  | 50 × [0-9]    | 9 × [0-9]    |
        | "2"  | 50 × [A-Z0-9] | 9 × [A-Z0-9] |

    Scenario Outline: a gateway user can be updated to the code <value>
      zh: 网关用户可以把证件号修改为 <value>
      Given a gateway user A
      When gateway user A is updated with biz_user_code <value>
      Then it is accepted, as a creation with it is

      Examples: another code
        zh: 另一个证件号
        | value         |
        | (credit code) |

      Examples: at the limit, in digits and with letters
        zh: 恰好达到上限：纯数字，以及含字母
        | value         |
        | 50 × [0-9]    |
        | 50 × [A-Z0-9] |

  @GU-05 @must
  Rule: biz_user_type is required, a String of one character: 1 is an enterprise, 2 an individual
    zh: biz_user_type 必填，String，一个字符：1 为企业，2 为个人
    Here the type is a string, where client.user.save has an int. Absent and empty types are under GW-09, others under
    GU-14.
    zh: 此处类型是字符串，而 client.user.save 中是 int。类型缺失或为空见 GW-09，其他值见 GU-14。
    Source: user.save, 请求参数, row 5: biz_user_type 是 String 1 1:企业,2:个人
    zh: user.save，请求参数，第 5 行：biz_user_type 是 String 1 1:企业,2:个人

    Scenario Outline: a gateway user of type <type> is accepted
      zh: 类型为 <type> 的网关用户被接受
      When a gateway user is saved with biz_user_type <type>
      Then it is accepted

      Examples: enterprise and individual
        zh: 企业和个人
        | type |
        | "1"  |
        | "2"  |

  @GU-06 @must
  Rule: contract_type is optional, a String of one character: 1 is standard, 2 brand, 3 flagship
    zh: contract_type 选填，String，一个字符：1 标准，2 品牌，3 旗舰
    Other values are under GU-14, an empty one under GW-21.
    zh: 其他值见 GU-14，空值见 GW-21。
    Source: user.save, 请求参数, row 6: contract_type 否 String 1 1-标准，2-品牌，3-旗舰
    zh: user.save，请求参数，第 6 行：contract_type 否 String 1 1-标准，2-品牌，3-旗舰

    Scenario Outline: a gateway user with the contract <contract> is accepted
      zh: 签约类型为 <contract> 的网关用户被接受
      When a gateway user is saved with contract_type <contract>
      Then it is accepted

      Examples: none, standard, brand, flagship
        zh: 不传、标准、品牌、旗舰
        | contract |
        | (absent) |
        | "1"      |
        | "2"      |
        | "3"      |

    Scenario Outline: a gateway user can be updated to the contract <value>
      zh: 网关用户可以把签约类型修改为 <value>
      Given a gateway user A
      When gateway user A is updated with contract_type <value>
      Then it is accepted, as a creation with it is

      Examples: standard, brand, flagship
        zh: 标准、品牌、旗舰
        | value |
        | "1"   |
        | "2"   |
        | "3"   |

    Scenario Outline: contract <contract>, signing <sign>, create_app <app> and type <type> go together
      zh: 签约类型 <contract>、签约方式 <sign>、create_app <app> 与类型 <type> 可以一同使用
      The page ties none of the four to another.
      zh: 文档页面没有规定这四者之间有任何关联。
      When a gateway user is saved with
        | contract_type | <contract> |
        | sign_type     | <sign>     |
        | create_app    | <app>      |
        | biz_user_type | <type>     |
      Then it is accepted

      Examples: each pair of values once
        zh: 任意两个取值的组合各一次
        | contract | sign | app   | type |
        | "1"      | "1"  | true  | "1"  |
        | "1"      | "2"  | false | "2"  |
        | "2"      | "1"  | false | "2"  |
        | "2"      | "2"  | true  | "1"  |
        | "3"      | "1"  | true  | "2"  |
        | "3"      | "2"  | false | "1"  |

  @GU-07 @must
  Rule: sign_type is optional, a String of one character: 1 is SaaS, 2 is API
    zh: sign_type 选填，String，一个字符：1 SaaS，2 API
    Other values are under GU-14, an empty one under GW-21.
    zh: 其他值见 GU-14，空值见 GW-21。
    Source: user.save, 请求参数, row 7: sign_type 否 String 1 1-SaaS，2-API
    zh: user.save，请求参数，第 7 行：sign_type 否 String 1 1-SaaS，2-API

    Scenario Outline: a gateway user who signs by <way> is accepted
      zh: 签约方式为 <way> 的网关用户被接受
      When a gateway user is saved with sign_type <way>
      Then it is accepted

      Examples: unsaid, SaaS, API
        zh: 不传、SaaS、API
        | way      |
        | (absent) |
        | "1"      |
        | "2"      |

    Scenario Outline: a gateway user can be updated to the way of signing <value>
      zh: 网关用户可以把签约方式修改为 <value>
      Given a gateway user A
      When gateway user A is updated with sign_type <value>
      Then it is accepted, as a creation with it is

      Examples: SaaS, API
        zh: SaaS 与 API
        | value |
        | "1"   |
        | "2"   |

  @GU-08 @must
  Rule: create_app is an optional boolean, false by default: true creates an application with the user
    zh: create_app 选填，boolean，默认 false：为 true 时创建用户的同时创建应用
    What comes with the application is GU-10, that none comes unasked GU-15, a boolean sent as a string GW-16.
    zh: 创建应用时返回的内容见 GU-10，未要求时不返回应用见 GU-15，以字符串发送的布尔值见 GW-16。
    Source: user.save, 请求参数, row 8: create_app 否 boolean true:创建用户的同时创建应用，false：不同时创建应用，默认为false
    zh: user.save，请求参数，第 8 行：create_app 否 boolean true:创建用户的同时创建应用，false：不同时创建应用，默认为false

    Scenario Outline: a gateway user with create_app <value> is accepted
      zh: create_app 为 <value> 的网关用户被接受
      When a gateway user is saved with create_app <value>
      Then it is accepted

      Examples: unsaid and both booleans
        zh: 不传，以及两个布尔值
        | value    |
        | (absent) |
        | true     |
        | false    |

  @GU-09 @must
  Rule: A success carries etc_user_no and ebaas_user_no, each a String of 1 to 16 characters
    zh: 成功的应答带有 etc_user_no 和 ebaas_user_no，均为 1 至 16 个字符的 String
    The numbers of the user at the gateway and at EBaaS. Updates answer with both as well.
    zh: 用户在网关和 EBaaS 的编号。修改时的应答也带有两者。
    Source: user.save, 应答报文, rows 1 and 2: etc_user_no 是 String 16 用户编号, ebaas_user_no 是 String 16 EBaaS用户编号
    zh: user.save，应答报文，第 1、2 行：etc_user_no 是 String 16 用户编号，ebaas_user_no 是 String 16 EBaaS用户编号

    Scenario Outline: a gateway user with <field> <value> gets both numbers
      zh: <field> 为 <value> 的网关用户得到两个编号
      When a gateway user is saved with <field> <value>
      Then it is accepted
      And etc_user_no in the answer is a text of 1 to 16 characters
      And ebaas_user_no in the answer is a text of 1 to 16 characters

      Examples: an enterprise, an individual, with an application
        zh: 企业、个人，以及带应用的用户
        | field         | value |
        | biz_user_type | "1"   |
        | biz_user_type | "2"   |
        | create_app    | true  |

    Scenario: an update answers with both numbers
      zh: 修改用户时，应答带有两个编号
      Given a gateway user A
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then it is accepted
      And etc_user_no in the answer is a text of 1 to 16 characters
      And ebaas_user_no in the answer is a text of 1 to 16 characters

  @GU-10 @must
  Rule: With create_app true the answer carries app: app_id, public_key, private_key and enable_ip_white
    zh: create_app 为 true 时应答带有 app：app_id、public_key、private_key 和 enable_ip_white
    The table lists the four beside app, which it calls an Object of length 16, and marks them required; the sample
    nests them in app. Either is judged here; which of them it is, is GU-22's question. The allow-list of addresses is
    off at first.
    zh: 表格把这四项与 app 并列，称 app 为长度 16 的 Object，并把它们标为必填；样例则把它们放在 app 之内。此处两种均可；该厂商采用哪一种，见 GU-22。白名单默认不启用。
    Source: user.save, 应答报文, rows 3 to 7: app 否 Object 16 应用信息; enable_ip_white 是 boolean 是否启用白名单（默认false）
    zh: user.save，应答报文，第 3 至 7 行：app 否 Object 16 应用信息；enable_ip_white 是 boolean 是否启用白名单（默认false）

    Scenario Outline: <kind>, type <type>, is given an application
      zh: 类型为 <type> 的用户（<kind>）得到应用
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
        zh: 企业和个人
        | kind          | type |
        | an enterprise | "1"  |
        | an individual | "2"  |

  @GU-11 @should
  Rule: The keys of an application are one RSA pair, and the application names its user
    zh: 应用的公钥和私钥是一对 RSA 密钥，应用信息写明所属用户
    The public key is Base64 of an X.509 key, the private key Base64 of a PKCS#8 key, and the two belong together. The
    etc_user_no within app is only in the sample, so it is judged only if it is present: it is the number of the
    user.
    zh: 公钥为 X.509 格式的 Base64，私钥为 PKCS#8 格式的 Base64，两者成对。app 内的 etc_user_no 只见于样例，因此仅在出现时判定：它是该用户的编号。
    Source: follows from user.save, 应答报文, rows 5 and 6: 公钥, 私钥; 应答样例: app.etc_user_no
    zh: 推断自 user.save，应答报文，第 5、6 行：公钥、私钥；应答样例：app.etc_user_no

    Scenario: the two keys belong together, and the application names the user that it was created with
      zh: 两个密钥成对，应用信息写明所属用户
      Given a gateway user A with create_app true
      Then the two keys of A are one RSA pair
      And app.etc_user_no in the answer, where present, is (etc_user_no of A)

  @GU-12 @should
  Rule: An update answers with the etc_user_no that was sent
    zh: 修改用户时，应答返回所发送的 etc_user_no
    Whatever else changes, the user keeps the number. Whether ebaas_user_no stays as well is GU-21.
    zh: 无论修改其他什么内容，用户编号不变。ebaas_user_no 是否也不变，文档未明确，见 GU-21。
    Source: follows from user.save, 请求参数, row 1: 非空时修改用户; 应答报文, row 1: 用户编号
    zh: 推断自 user.save，请求参数，第 1 行：非空时修改用户；应答报文，第 1 行：用户编号

    Scenario Outline: a user whose <field> turns from <first> to <value> keeps the number
      zh: <field> 由 <first> 改为 <value> 后，用户编号不变
      Given a gateway user A with <field> <first>
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
        | <field>     | <value>            |
      Then it is accepted
      And etc_user_no in the answer is (etc_user_no of A)

      Examples: each thing that can be changed
        zh: 每一项可以修改的内容
        | field         | first         | value         |
        | biz_user_name | "张三"          | "李四"          |
        | biz_user_code | (credit code) | (credit code) |
        | contract_type | "1"           | "3"           |
        | sign_type     | "1"           | "2"           |

    Scenario: a user updated twice keeps the number, and is not mistaken for another
      zh: 修改两次后用户编号不变，也不与其他用户混淆
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
    zh: 修改不存在的用户被拒绝，且不创建任何用户
    If the first update had created a user under the number that it named, the second would find one.
    zh: 若第一次修改以所给编号创建了用户，第二次修改就会找到该用户。
    Source: follows from user.save, 请求参数, row 1: 非空时修改用户
    zh: 推断自 user.save，请求参数，第 1 行：非空时修改用户

    Scenario Outline: an update of the unknown number <number> is refused, and so is the next
      zh: 对未知编号 <number> 的修改被拒绝，再次修改也是如此
      When gateway user A is saved with etc_user_no <number>
      Then it is refused
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then it is refused

      Examples: short and at the limit
        zh: 较短，以及恰好达到上限
        | number        |
        | 8 × [A-Z0-9]  |
        | 16 × [A-Z0-9] |

  @GU-14 @should
  Rule: A value past its maximum length or outside its list of values is refused
    zh: 超过最大长度或不在取值列表中的值被拒绝
    The documentation gives limits and lists and does not say what happens beyond them. Any code is accepted.
    zh: 文档给出了上限和取值列表，但没有说明超出时会怎样。任何 code 均可。
    Source: follows from user.save, 请求参数, columns 最大长度 and 参数描述
    zh: 推断自 user.save，请求参数，“最大长度”列和“参数描述”列

    Scenario Outline: a gateway user with <field> <value> past the limit is refused
      zh: <field> 为超过上限的 <value> 的网关用户被拒绝
      When a gateway user is saved with <field> <value>
      Then it is refused, unlike <control>

      Examples: ids, one past 32, far past it, and past it in Chinese
        zh: id：比 32 个字符多一个、远超上限，以及用汉字超过上限
        | field       | value                    | control                  |
        | biz_user_id | 33 × [a-z0-9]            | 32 × [a-z0-9]            |
        | biz_user_id | 1000 × [a-z0-9]          | 32 × [a-z0-9]            |
        | biz_user_id | 16 × [a-z0-9] + 17 × "张" | 16 × [a-z0-9] + 16 × "张" |

      Examples: names past 255, likewise
        zh: 超过 255 个字符的名称，同上
        | field         | value                     | control                  |
        | biz_user_name | (name of 256 characters)  | (name of 255 characters) |
        | biz_user_name | (name of 1000 characters) | (name of 255 characters) |
        | biz_user_name | 256 × "x"                 | 255 × "x"                |
        | biz_user_name | 1000 × "x"                | 255 × "x"                |
        | biz_user_name | 256 × "张"                 | 255 × "张"                |

      Examples: codes past 50, likewise, the last like an old licence
        zh: 超过 50 个字符的证件号，同上，最后一个仿旧式营业执照注册号
        | field         | value                       | control                     |
        | biz_user_code | 51 × [0-9]                  | 50 × [0-9]                  |
        | biz_user_code | 1000 × [0-9]                | 50 × [0-9]                  |
        | biz_user_code | "企合京总字第" + 44 × [0-9] + "号" | "企合京总字第" + 43 × [0-9] + "号" |

    Scenario Outline: a gateway user with <field> <value> is refused
      zh: <field> 为 <value> 的网关用户被拒绝
      When a gateway user is saved with <field> <value>
      Then it is refused

      Examples: numbers past 16, which nobody has besides
        zh: 超过 16 个字符、且无人使用的编号
        | field       | value           |
        | etc_user_no | 17 × [A-Z0-9]   |
        | etc_user_no | 1000 × [A-Z0-9] |
        | etc_user_no | 17 × "号"        |

      Examples: neighbours of each list, a value written twice or often, a letter, a meaning in Chinese
        zh: 各取值列表的相邻值、重复两次或多次的值、字母、中文含义
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
        zh: 各取值列表的值，换一种写法或拼在一起
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
      zh: 把 <field> 修改为超过上限的 <value> 被拒绝
      Given a gateway user A
      When gateway user A is updated with <field> <value>
      Then it is refused, unlike <control>

      Examples: ids
        zh: id 超长
        | field       | value         | control            |
        | biz_user_id | 33 × [a-z0-9] | (biz_user_id of A) |

      Examples: names
        zh: 名称超长
        | field         | value                    | control                  |
        | biz_user_name | (name of 256 characters) | (name of 255 characters) |
        | biz_user_name | 256 × "x"                | 255 × "x"                |

      Examples: codes
        zh: 证件号超长
        | field         | value      | control    |
        | biz_user_code | 51 × [0-9] | 50 × [0-9] |

    Scenario Outline: an update to the <field> <value> is refused
      zh: 把 <field> 修改为 <value> 被拒绝
      Given a gateway user A
      When gateway user A is updated with <field> <value>
      Then it is refused

      Examples: outside each list
        zh: 各取值列表以外的值
        | field         | value |
        | biz_user_type | "3"   |
        | contract_type | "4"   |
        | sign_type     | "3"   |

  @GU-15 @should
  Rule: Without create_app there is no app in the answer
    zh: 不传 create_app 时，应答中没有 app
    The default is false, so no application comes unasked. The documentation contradicts itself: its sample request has
    no create_app, but its sample answer has an app. An app that is null counts as none.
    zh: 默认为 false，因此未要求时不返回应用。文档自相矛盾：请求样例没有 create_app，应答样例却有 app。app 为 null 视为没有 app。
    Source: user.save, 请求参数, row 8: false：不同时创建应用，默认为false; 业务参数请求样例 and 应答样例
    zh: user.save，请求参数，第 8 行：false：不同时创建应用，默认为false；业务参数请求样例和应答样例

    Scenario Outline: a gateway user with create_app <value> is given no application
      zh: create_app 为 <value> 的网关用户不会得到应用
      When a gateway user is saved with create_app <value>
      Then it is accepted
      And the answer has no app

      Examples: unsaid and declined
        zh: 不传，以及 false
        | value    |
        | (absent) |
        | false    |

  @GU-16 @open
  Rule: What becomes of a second creation with the same biz_user_id is not documented
    zh: 文档未说明以相同的 biz_user_id 再次创建会怎样
    Only etc_user_no distinguishes creation from update; what the business's own id means is not documented.
    zh: 区分创建与修改的只有 etc_user_no；业务方自己的 id 有何作用，文档没有说明。
    Source: user.save, 请求参数, rows 1 and 2 (silent)
    zh: user.save，请求参数，第 1、2 行（文档未提及）
    Question again: what does a second creation with the same biz_user_id get?
    zh: 以相同的 biz_user_id 再次创建，返回什么？
    Interpretation same: the same user
    zh: 同一个用户
    Interpretation new: a second user
    zh: 第二个用户
    Interpretation refused: a refusal
    zh: 被拒绝

    Scenario Outline: the same biz_user_id created again with etc_user_no <none>
      zh: etc_user_no 为 <none> 时以相同的 biz_user_id 再次创建
      Given a gateway user A
      When gateway user B is saved with
        | etc_user_no | <none>             |
        | biz_user_id | (biz_user_id of A) |
      Then GU-16.again reads "same", "new" or "refused" by etc_user_no of A and B

      Examples: both ways to create
        zh: 两种创建方式
        | none     |
        | (absent) |
        | ""       |

  @GU-17 @open
  Rule: What an update does about an application is not documented
    zh: 文档未说明修改用户时如何处理应用
    Creating an application is documented together with creating the user. Nor is it documented whether an update
    without an optional field keeps the old value or clears it; no operation reads a user, so this cannot be seen from
    outside.
    zh: 文档只写明创建用户的同时创建应用。修改时未传的选填字段是保留旧值还是清空，文档也没有说明；没有接口可以查询用户，因此从外部无法得知。
    Source: user.save, 请求参数, row 8: 创建用户的同时创建应用 (silent on updates)
    zh: user.save，请求参数，第 8 行：创建用户的同时创建应用（未提及修改）
    Question app-on-update: what does an update with create_app true return for a user who has an application?
    zh: 以 create_app 为 true 修改已有应用的用户，返回什么？
    Interpretation same: the first application again
    zh: 再次返回第一个应用
    Interpretation new: a second application
    zh: 第二个应用
    Interpretation none: no application
    zh: 不返回应用
    Interpretation refused: a refusal
    zh: 被拒绝

    Scenario: a user with an application is updated with create_app true
      zh: 以 create_app 为 true 修改已有应用的用户
      Given a gateway user A with create_app true
      When gateway user B is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
        | create_app  | true               |
      Then GU-17.app-on-update reads "same", "new", "none" or "refused" by app.app_id of A and B

  @GU-18 @open
  Rule: Whether an application may sign its own calls at once is not documented
    zh: 文档未说明新应用能否立即签名自己的调用
    It is issued an id and a private key, which is all that a call needs; it may still have to be approved or permitted.
    zh: 应用已有 id 和私钥，签名调用所需的都已具备；但可能还须审批或授权。
    Source: user.save, 应答报文, rows 4 and 6: app_id 应用id, private_key 私钥 (silent on their use)
    zh: user.save，应答报文，第 4、6 行：app_id 应用id，private_key 私钥（未提及其用法）
    Question issued-key: is a call signed by a new application accepted at once?
    zh: 由新应用签名的调用是否立即被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Interpretation half: by one of the two operations
    zh: 两个接口中只有一个接受

    Scenario: a desktop user and a gateway user signed by an application just issued
      zh: 由刚创建的应用签名，保存桌面端用户和网关用户
      Given a gateway user A with create_app true
      When desktop user B is saved, signed by the application of A
      And gateway user C is saved, signed by the application of A
      Then GU-18.issued-key reads "taken" if B and C are accepted, "half" if only B is, "refused" if neither is

  @GU-19 @should
  Rule: Different users get different numbers, and no two applications share an id or a key
    zh: 不同的用户得到不同的编号，任何两个应用的 id 和密钥都不相同
    None of them differ only in case or in trailing spaces, where a database or a person may mistake them for one. This
    holds over all calls of a run. Users with one code are GU-23's question.
    zh: 它们也不得只差大小写或末尾空格，否则数据库或人可能把它们当成同一个。整次运行的所有调用均须如此。证件号相同的用户见 GU-23。
    Source: follows from user.save, 应答报文, rows 1, 2 and 4 to 6: 用户编号, EBaaS用户编号, 应用id, 公钥, 私钥
    zh: 推断自 user.save，应答报文，第 1、2 行及第 4 至 6 行：用户编号、EBaaS用户编号、应用id、公钥、私钥

    Scenario: two users of one name get numbers of their own
      zh: 名称相同的两个用户各有自己的编号
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
      zh: id <id> 与 <other> 几乎相同的两个用户各有自己的编号
      Given a gateway user A with biz_user_id <id>
      When gateway user B is saved with biz_user_id <other>
      Then it is accepted, as <control> is
      And etc_user_no of A and B differ
      And ebaas_user_no of A and B differ

      Examples: other letters, another ending, without a zero
        zh: 大小写不同、末位不同、少一个前导零
        | id               | other                                          | control       |
        | 24 × [a-z]       | (upper case of biz_user_id of A)               | 24 × [A-Z]    |
        | 32 × [a-z0-9]    | (biz_user_id of A with another ending)         | 32 × [a-z0-9] |
        | "0" + 15 × [1-9] | (biz_user_id of A without its first character) | 15 × [1-9]    |

    Scenario: two applications have ids and keys of their own
      zh: 两个应用各有自己的 id 和密钥
      Given a gateway user A with create_app true
      And a gateway user B with create_app true
      Then app.app_id of A and B differ
      And app.public_key of A and B differ
      And app.private_key of A and B differ

    Scenario: users saved by calls at once get numbers of their own
      zh: 同时保存的用户各有自己的编号
      When 8 gateway users are saved at once
      Then each of them is accepted
      And etc_user_no of U1 to U8 all differ
      And ebaas_user_no of U1 to U8 all differ

    Scenario Outline: the users of the whole run have <field> of their own
      zh: 整次运行中不同用户的 <field> 各不相同
      Then over the whole run, <field> of different users all differ

      Examples: the numbers of a user, and what is given with an application
        zh: 用户的编号，以及应用的 id 和密钥
        | field           |
        | etc_user_no     |
        | ebaas_user_no   |
        | app.app_id      |
        | app.public_key  |
        | app.private_key |

  @GU-20 @must
  Rule: A success has the code 000
    zh: 成功时 code 为 000
    This holds for a creation with few or many fields, and for an update.
    zh: 创建时无论传多少字段，以及修改时，均是如此。
    Source: user.save, 应答样例: "code": "000"
    zh: user.save，应答样例："code": "000"

    Scenario: a gateway user with nothing but what is required is saved with the code of success
      zh: 只带必填字段的网关用户保存后返回成功的 code
      When a gateway user is saved with
        | etc_user_no   | (absent) |
        | biz_user_name | (absent) |
        | biz_user_code | (absent) |
        | contract_type | (absent) |
        | sign_type     | (absent) |
        | create_app    | (absent) |
      Then the code is "000"

    Scenario: a gateway user with every parameter is saved with the code of success
      zh: 带全部参数的网关用户保存后返回成功的 code
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
      zh: 修改网关用户返回成功的 code
      Given a gateway user A
      When a gateway user is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then the code is "000"

  @GU-21 @open
  Rule: Whether an update answers with the same ebaas_user_no is not documented
    zh: 文档未说明修改用户时是否返回相同的 ebaas_user_no
    The number that was sent is etc_user_no (GU-12); of the other one only its presence is documented.
    zh: 请求中发送的编号是 etc_user_no（GU-12）；对 ebaas_user_no，文档只写明应答中有该字段。
    Source: user.save, 应答报文, row 2: ebaas_user_no 是 String 16 EBaaS用户编号 (silent on updates)
    zh: user.save，应答报文，第 2 行：ebaas_user_no 是 String 16 EBaaS用户编号（未提及修改）
    Question ebaas-on-update: which ebaas_user_no does an update return?
    zh: 修改用户时返回哪个 ebaas_user_no？
    Interpretation same: the one of the creation
    zh: 与创建时相同
    Interpretation new: another one
    zh: 与创建时不同
    Interpretation refused: none, the update is refused
    zh: 不返回，修改被拒绝

    Scenario: a user is updated
      zh: 修改一个用户
      Given a gateway user A
      When gateway user B is saved with
        | etc_user_no | (etc_user_no of A) |
        | biz_user_id | (biz_user_id of A) |
      Then GU-21.ebaas-on-update reads "same", "new" or "refused" by ebaas_user_no of A and B

  @GU-22 @open
  Rule: The table and the sample disagree on where the application stands
    zh: 表格与样例对应用信息所在位置的说法不一致
    The table lists app_id, public_key, private_key and enable_ip_white flat, beside an app of "Object, 16"; the sample
    nests them in app. GU-10 and GU-11 judge the four wherever they stand.
    zh: 表格把 app_id、public_key、private_key 和 enable_ip_white 与标为“Object，16”的 app 并列；样例则把它们放在
    zh: app 之内。无论放在哪里，GU-10 和 GU-11 都判定这四项。
    Source: user.save, 应答报文, rows 3 to 7: app 否 Object 16, app_id 是 String 16 …; 应答样例: "app":{"app_id":…}
    zh: user.save，应答报文，第 3 至 7 行：app 否 Object 16，app_id 是 String 16 ……；应答样例："app":{"app_id":…}
    Question place: where do app_id, the two keys and enable_ip_white stand?
    zh: app_id、两个密钥和 enable_ip_white 在哪里？
    Interpretation nested: in app, as in the sample
    zh: 在 app 之内，如样例
    Interpretation flat: beside it, as in the table
    zh: 与 app 并列，如表格

    Scenario: the answer to a user who is given an application
      zh: 带应用的用户的应答
      Given a gateway user A with create_app true
      Then GU-22.place reads the place of the application

  @GU-23 @open
  Rule: What is checked beyond the table is not documented
    zh: 文档未说明表格所列之外还校验什么
    As for a desktop user (CU-11): the form of names and codes, and whether a code may be another user's. Besides, an
    update may or may not change the id and the type of a user.
    zh: 与桌面端用户相同（CU-11）：名称和证件号的形式，以及证件号能否与其他用户相同。此外还有：用户的 id 和类型能否修改。
    Source: user.save, 请求参数, rows 1 to 5 (silent)
    zh: user.save，请求参数，第 1 至 5 行（文档未提及）
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
    Question code-again: what does a new user get who has the code of another?
    zh: 新用户的证件号与其他用户相同时，返回哪个编号？
    Interpretation new: a number of his own
    zh: 新的编号
    Interpretation same: the number of the other
    zh: 该其他用户的编号
    Interpretation refused: a refusal
    zh: 被拒绝
    Question type-change: is an update accepted that changes biz_user_type?
    zh: 修改 biz_user_type 是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question id-change: is an update accepted that changes biz_user_id?
    zh: 修改 biz_user_id 是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝

    Scenario: a gateway user's name with a space
      zh: 含空格的网关用户名称
      When a gateway user is saved with biz_user_name "张 三"
      Then GU-23.name-space reads "taken" if it is accepted, "refused" if not

    Scenario: a gateway user's name in Latin letters
      zh: 拉丁字母的网关用户名称
      When a gateway user is saved with biz_user_name "ZhangSan"
      Then GU-23.name-latin reads "taken" if it is accepted, "refused" if not

    Scenario: a gateway user's name of one character
      zh: 一个字的网关用户名称
      When a gateway user is saved with biz_user_name "张"
      Then GU-23.name-short reads "taken" if it is accepted, "refused" if not

    Scenario: a gateway user's code of nine digits
      zh: 网关用户证件号为九位数字
      When a gateway user is saved with biz_user_code 9 × [0-9]
      Then GU-23.code-form reads "taken" if it is accepted, "refused" if not

    Scenario: a gateway user with the code of another
      zh: 证件号与他人相同的网关用户
      Given a gateway user A with biz_user_code (credit code)
      When gateway user B is saved with biz_user_code (biz_user_code of A)
      Then GU-23.code-again reads "same", "new" or "refused" by etc_user_no of A and B

    Scenario: an enterprise is updated to an individual
      zh: 把企业修改为个人
      Given a gateway user A with biz_user_type "1"
      When a gateway user is saved with
        | etc_user_no   | (etc_user_no of A) |
        | biz_user_id   | (biz_user_id of A) |
        | biz_user_type | "2"                |
      Then GU-23.type-change reads "taken" if it is accepted, "refused" if not

    Scenario: a user is updated under another biz_user_id
      zh: 以另一个 biz_user_id 修改用户
      Given a gateway user A
      When a gateway user is saved with etc_user_no (etc_user_no of A)
      Then GU-23.id-change reads "taken" if it is accepted, "refused" if not
