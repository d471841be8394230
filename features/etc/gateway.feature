@etc @gateway
Feature: The ETC gateway, the rules of every call
  zh: ETC 网关：每次调用的公共规则
  Both operations are posted to one address. The body names the operation, carries its parameters and is signed; the
  answer comes in one envelope, whatever the operation. These are the rules of the gateway.
  zh: 两个接口的调用都 POST 到同一个地址。请求体写明接口和参数，并带有签名；无论哪个接口，应答都使用同一种报文外层。以下是网关的规则。

  @GW-01 @must
  Rule: A call is one JSON object: application id, nonce, timestamp, signature, API code and business parameters
    zh: 一次调用为一个 JSON 对象：应用 id、随机数、时间戳、签名、接口代码和业务参数
    The application id has 16 characters, the nonce six at random, the timestamp is the JSON number of Unix milliseconds
    in 13 digits, and an API code has up to 64 characters. The layout of the JSON has no meaning: spaces, escapes and
    the order of members are free.
    zh: 应用 id 为 16 个字符，随机数为 6 个随机字符，时间戳为 13 位的 JSON 数字（Unix 毫秒），接口代码最长 64 个字符。
    zh: JSON 的书写形式不影响含义：空格、转义和成员顺序均不限。
    Source: gateway guide of ETC开放平台, request parameters; client.user.save, 接口说明: apiCode : client.user.save
    zh: ETC开放平台网关指南，请求参数；client.user.save，接口说明：apiCode : client.user.save

    Scenario Outline: the nonce <nonce> is accepted
      zh: 随机数 <nonce> 被接受
      When a desktop user is saved under the nonce <nonce>
      Then it is accepted

      Examples: six characters of each kind
        zh: 各类字符，各 6 个
        | nonce           |
        | 6 × [0-9]       |
        | 6 × [a-z]       |
        | 6 × [A-Z]       |
        | 6 × [a-zA-Z0-9] |

    Scenario Outline: <user> in a body that is <style> is accepted
      zh: 请求体形式为 <style> 的 <user> 被接受
      When <user> is saved with biz_user_name (name) in a body that is <style>
      Then it is accepted

      Examples: one meaning, several texts
        zh: 同一含义，多种写法
        | user           | style          |
        | a desktop user | pretty-printed |
        | a desktop user | escaped        |
        | a desktop user | reversed       |
        | a gateway user | pretty-printed |
        | a gateway user | escaped        |
        | a gateway user | reversed       |

  @GW-02 @must
  Rule: The signature covers application id, nonce, timestamp, API code and every scalar business parameter
    zh: 签名覆盖应用 id、随机数、时间戳、接口代码和每个标量业务参数
    Names and values are joined as name=value, sorted by name, with & between them; the UTF-8 bytes are signed with
    SHA1withRSA with the private key of the application, and the signature is sent as Base64 with padding. Values are in
    that text as they are, neither quoted nor escaped. Nothing that the signature covers can be changed unnoticed. A
    boolean is left to GW-12, which asks whether and how it is part of the text.
    zh: 名称和值写作 name=value，按名称排序，以 & 连接；用应用的私钥对其 UTF-8 字节作 SHA1withRSA 签名，
    zh: 签名以带填充的 Base64 发送。值在待签名文本中保持原样，不加引号，也不转义。签名覆盖的内容，任何改动都会被发现。
    zh: 布尔值是否参与签名、如何书写，文档未明确，见 GW-12。
    Source: gateway guide of ETC开放平台, signature: apiCode=test.add&appId=…&name=测试&nonce=123AO9&timestamp=1604990109987
    zh: ETC开放平台网关指南，签名：apiCode=test.add&appId=…&name=测试&nonce=123AO9&timestamp=1604990109987

    Scenario Outline: the signature of <user> named <name> is accepted
      zh: <user> 名称为 <name> 时，签名被接受
      A vendor may refuse such a name for its form (CU-11, GU-23). Then its signature cannot be judged.
      zh: 厂商可能因名称的形式而拒绝（CU-11、GU-23），此时无法判断其签名。
      When <user> is saved with biz_user_name <name>
      Then its signature is accepted

      Examples: Chinese, and characters with a meaning in the signed text, in URLs or in Base64
        zh: 中文，以及在待签名文本、URL 或 Base64 中有特殊含义的字符
        | user           | name    |
        | a desktop user | "测试"    |
        | a desktop user | "AT&T"  |
        | a desktop user | "x=y"   |
        | a desktop user | "x y"   |
        | a desktop user | "100%"  |
        | a desktop user | "x+y/z" |
        | a gateway user | "测试"    |
        | a gateway user | "AT&T"  |

      Examples: characters with a meaning in JSON, HTML or SQL, blanks, and what few names have
        zh: 在 JSON、HTML 或 SQL 中有特殊含义的字符、空格，以及名称中少见的内容
        | user           | name                |
        | a desktop user | "O'Neil"            |
        | a desktop user | "A \\"B\\" C"       |
        | a desktop user | "C:\\\\D"           |
        | a desktop user | "a<b>c"             |
        | a desktop user | "a&lt;b&amp;c"      |
        | a desktop user | "%41%20"            |
        | a desktop user | " 张三 "              |
        | a desktop user | "张  三"              |
        | a desktop user | "张\\n三"             |
        | a desktop user | "阿卜杜拉·买买提"          |
        | a desktop user | "𠮷田"                |
        | a desktop user | "{\\"b\\": [1, 2]}" |
        | a gateway user | "O'Neil"            |
        | a gateway user | "A \\"B\\" C"       |
        | a gateway user | " 张三 "              |
        | a gateway user | "𠮷田"                |

    Scenario Outline: <user> signed with <field> <signed> but sent with <sent> is refused
      zh: <user> 签名的 <field> 为 <signed>，发送的为 <sent>，被拒绝
      When <user> is saved with <field> <signed>, but the <field> reads <sent> after signing
      Then it is refused

      Examples: texts and a number are changed
        zh: 改动文本和数字
        | user           | field         | signed        | sent          |
        | a desktop user | biz_user_id   | 16 × [a-z0-9] | 16 × [a-z0-9] |
        | a desktop user | biz_user_type | 1             | 2             |
        | a desktop user | biz_user_name | "张三"          | "李四"          |
        | a desktop user | biz_user_code | (code)        | (code)        |
        | a gateway user | biz_user_id   | 16 × [a-z0-9] | 16 × [a-z0-9] |
        | a gateway user | biz_user_type | "1"           | "2"           |
        | a gateway user | biz_user_name | "张三"          | "李四"          |

      Examples: an optional parameter is changed, taken away
        zh: 改动或去掉选填参数
        | user           | field         | signed        | sent     |
        | a gateway user | contract_type | "1"           | "3"      |
        | a gateway user | biz_user_code | (credit code) | (absent) |

      Examples: a parameter is added
        zh: 增加参数
        | user           | field         | signed   | sent          |
        | a desktop user | biz_user_id   | (absent) | 16 × [a-z0-9] |
        | a desktop user | biz_user_type | (absent) | 2             |
        | a desktop user | biz_user_name | (absent) | (name)        |
        | a desktop user | biz_user_code | (absent) | (code)        |
        | a gateway user | biz_user_id   | (absent) | 16 × [a-z0-9] |
        | a gateway user | biz_user_type | (absent) | "1"           |
        | a gateway user | biz_user_name | (absent) | (name)        |
        | a gateway user | biz_user_code | (absent) | (credit code) |
        | a gateway user | contract_type | (absent) | "1"           |
        | a gateway user | sign_type     | (absent) | "2"           |

    Scenario Outline: an update signed with <field> <signed> but sent with <sent> is refused
      zh: 修改用户时签名的 <field> 为 <signed>，发送的为 <sent>，被拒绝
      Given a gateway user A
      When gateway user A is updated with <field> <signed>, but the <field> reads <sent> after signing
      Then it is refused

      Examples: a parameter is changed
        zh: 改动参数
        | field         | signed | sent |
        | contract_type | "1"    | "3"  |

      Examples: a parameter is added
        zh: 增加参数
        | field         | signed   | sent               |
        | etc_user_no   | (absent) | (etc_user_no of A) |
        | biz_user_id   | (absent) | (biz_user_id of A) |
        | biz_user_type | (absent) | "1"                |
        | biz_user_name | (absent) | (name)             |
        | biz_user_code | (absent) | (credit code)      |
        | contract_type | (absent) | "3"                |
        | sign_type     | (absent) | "2"                |

    Scenario: a call signed for one operation and sent to the other is refused
      zh: 为一个接口签名、发往另一个接口的调用被拒绝
      Sent as a string, the user type fits user.save, so that only the signature is wrong with the call.
      zh: 用户类型以字符串发送，符合 user.save 的要求，因此该调用只有签名是错的。
      When a desktop user is saved with biz_user_type "1", but the API code reads "user.save" after signing
      Then it is refused

    Scenario: a nonce changed after signing is refused
      zh: 签名后改动随机数，被拒绝
      When a desktop user is saved, but the nonce reads 6 × [a-z0-9] after signing
      Then it is refused

    Scenario: a timestamp changed after signing is refused, though it is inside the window
      zh: 签名后改动时间戳，虽在时间窗口内，仍被拒绝
      When desktop user A is saved under a timestamp 5 s behind
      Then it is accepted
      When desktop user B is saved, but the timestamp reads (timestamp of A) after signing
      Then it is refused

    Scenario: an application id changed after signing is refused, though that application exists
      zh: 签名后改动应用 id，虽有该应用，仍被拒绝
      Given a gateway user A with create_app true
      When a desktop user is saved, but the application id reads (app.app_id of A) after signing
      Then it is refused

  @GW-03 @must
  Rule: An answer carries a request id of its own, a code, a message and data
    zh: 应答带有唯一的请求 id，以及 code、消息和 data
    The request id is a string of up to 64 characters and belongs to one call only. The code is a string of up to 32
    characters: 000 is success, any other code is a failure, and a failure has no data. The message has up to 255
    characters. Every answer of every scenario is checked against the schemas; here this is said in words, where an
    answer is most likely to be wrong.
    zh: 请求 id 是最长 64 个字符的字符串，只属于一次调用。code 是最长 32 个字符的字符串：000 为成功，其他 code 均为失败，
    zh: 失败时没有 data。消息最长 255 个字符。每个场景的每个应答都按 JSON Schema 检查；此处另以场景列出应答最容易出错的情形。
    Source: gateway guide of ETC开放平台, response parameters; client.user.save, 应答样例: "code":"000", "msg":"成功"
    zh: ETC开放平台网关指南，应答参数；client.user.save，应答样例："code":"000"，"msg":"成功"

    Scenario: the request ids of the whole run all differ
      zh: 整次运行的请求 id 各不相同
      Then over the whole run, the request ids of all answers differ

    Scenario Outline: the envelope of a success for <user>
      zh: <user> 成功时的报文外层
      When <user> is saved
      Then it is accepted
      And the request id is a text of 1 to 64 characters
      And the code is a text of 1 to 32 characters
      And the message is a text of 0 to 255 characters

      Examples: both operations
        zh: 两个接口
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: the envelope of a refusal for <user> with <field> <value>
      zh: <user> 因 <field> 为 <value> 被拒绝时的报文外层
      A message that repeats what was sent can exceed its limit.
      zh: 消息若照录所发送的内容，可能超过长度上限。
      When <user> is saved with <field> <value>
      Then what follows needs a refusal
      And the request id is a text of 1 to 64 characters
      And the code is a text of 1 to 32 characters
      And the message is a text of 0 to 255 characters
      And the data is null or absent

      Examples: a missing value and a very long one
        zh: 缺失的值和很长的值
        | user           | field         | value      |
        | a desktop user | biz_user_name | (absent)   |
        | a desktop user | biz_user_name | 1000 × "x" |
        | a gateway user | biz_user_id   | (absent)   |
        | a gateway user | biz_user_name | 1000 × "x" |

  @GW-04 @must
  Rule: A wrong signature is refused with code 401001
    zh: 签名错误时被拒绝，code 为 401001
    A signature is wrong if it was made with another key, for another call, or from nothing. A text that is not
    Base64 may fail earlier, and so with another code.
    zh: 用另一密钥生成、为另一次调用生成或凭空编造的签名，都是错误的签名。不是 Base64 的签名可能更早被判错，因而返回其他 code。
    Source: gateway guide of ETC开放平台, response codes: 401001 验证签名失败
    zh: ETC开放平台网关指南，应答码：401001 验证签名失败

    Scenario Outline: <user> signed with another key is refused
      zh: 用另一密钥签名的 <user> 被拒绝
      When <user> is saved, signed with another key
      Then it is refused with code "401001"

      Examples: both operations
        zh: 两个接口
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario: an update signed with another key is refused
      zh: 修改用户时用另一密钥签名，被拒绝
      Given a gateway user A
      When gateway user A is updated, signed with another key
      Then it is refused with code "401001"

    Scenario: the signature of another call is refused
      zh: 另一次调用的签名被拒绝
      Given a desktop user A
      When desktop user B is saved under the sign (sign of A)
      Then it is refused with code "401001"

    Scenario Outline: the well-formed signature <sign> is refused
      zh: 形式正确的签名 <sign> 被拒绝
      When a desktop user is saved under the sign <sign>
      Then it is refused with code "401001"

      Examples: Base64 of as many bytes as a signature has, of more, and of three
        zh: Base64，字节数与签名相同、多于签名，以及只有 3 个字节
        | sign             |
        | 171 × "A" + "="  |
        | 342 × "A" + "==" |
        | "AAAA"           |

    Scenario Outline: the signature <sign>, which is no Base64, is refused
      zh: 不是 Base64 的签名 <sign> 被拒绝
      When a desktop user is saved under the sign <sign>
      Then it is refused

      Examples: texts outside the alphabet
        zh: Base64 字符集以外的文本
        | sign      |
        | 172 × "!" |
        | 172 × "签" |

  @GW-05 @must
  Rule: A timestamp more than 30 s from the server's clock is refused with code 403001
    zh: 时间戳与服务器时钟相差超过 30 秒时被拒绝，code 为 403001
    The window is open on both sides. Clock differences and delay blur its edge, so the contract stays away from it: 15
    s off is inside, 45 s off is outside, measured against the Date header of the vendor's answers.
    zh: 时间戳早于或晚于服务器时钟，都适用同一时间窗口。时钟偏差和延迟使边界模糊，因此契约避开边界：以厂商应答的 Date 头为准，
    zh: 相差 15 秒在窗口内，相差 45 秒在窗口外。
    Source: gateway guide of ETC开放平台, timestamp, and response codes: 403001
    zh: ETC开放平台网关指南，时间戳；应答码：403001

    Scenario Outline: <user> under a timestamp <offset> is accepted
      zh: <user> 的时间戳 <offset>，被接受
      When <user> is saved under a timestamp <offset>
      Then it is accepted

      Examples: inside the window
        zh: 时间窗口内
        | user           | offset      |
        | a desktop user | 15 s behind |
        | a desktop user | 15 s ahead  |
        | a gateway user | 15 s behind |
        | a gateway user | 15 s ahead  |

    Scenario Outline: <user> under a timestamp <offset> is refused
      zh: <user> 的时间戳 <offset>，被拒绝
      When <user> is saved under a timestamp <offset>
      Then it is refused with code "403001"

      Examples: outside the window
        zh: 时间窗口外
        | user           | offset      |
        | a desktop user | 45 s behind |
        | a desktop user | 45 s ahead  |
        | a desktop user | 1 h behind  |
        | a desktop user | 1 h ahead   |
        | a gateway user | 45 s behind |
        | a gateway user | 45 s ahead  |
        | a gateway user | 1 h behind  |
        | a gateway user | 24 h behind |

      Examples: the same time in another zone, or on another day
        zh: 另一时区的同一时间，或另一天的同一时间
        | user           | offset      |
        | a desktop user | 8 h behind  |
        | a desktop user | 8 h ahead   |
        | a desktop user | 24 h behind |
        | a desktop user | 24 h ahead  |

    Scenario Outline: a timestamp that is no time, <timestamp>, is refused
      zh: 不是有效时间的 <timestamp> 被拒绝
      When a desktop user is saved under <timestamp>
      Then it is refused

      Examples: another unit, and no time at all
        zh: 另一种单位，以及根本不是时间
        | timestamp              |
        | a timestamp in seconds |
        | the timestamp 0        |

    Scenario Outline: an update under a timestamp <offset> is refused
      zh: 修改用户时时间戳 <offset>，被拒绝
      Given a gateway user A
      When gateway user A is updated under a timestamp <offset>
      Then it is refused with code "403001"

      Examples: outside the window
        zh: 时间窗口外
        | offset      |
        | 45 s behind |
        | 1 h ahead   |

  @GW-06 @must
  Rule: A nonce that comes again within 60 s is refused with code 403002
    zh: 60 秒内重复使用的随机数被拒绝，code 为 403002
    A nonce is used up for the application, whichever operation it was used for and whatever else the second call says.
    Whether it can be used again after 60 s is not tested; what a refused call does to its nonce is GW-14, and whether
    case makes two nonces different is GW-25.
    zh: 随机数在同一应用内用过即失效，无论曾用于哪个接口，也无论第二次调用的其他内容如何。60 秒后能否再用不作测试；
    zh: 被拒绝的调用是否用掉其随机数见 GW-14，仅大小写不同的随机数是否算同一个见 GW-25。
    Source: gateway guide of ETC开放平台, nonce, and response codes: 403002
    zh: ETC开放平台网关指南，随机数；应答码：403002

    Scenario Outline: a nonce used for <first> and again for <second> is refused
      zh: 用于 <first> 的随机数再用于 <second>，被拒绝
      Given <first>
      When <second> is saved under the nonce (nonce of A)
      Then it is refused with code "403002"

      Examples: the same operation, and across the two
        zh: 同一接口，以及两个接口之间
        | first            | second         |
        | a desktop user A | desktop user B |
        | a desktop user A | gateway user B |
        | a gateway user A | gateway user B |
        | a gateway user A | desktop user B |

    Scenario Outline: the nonce of a call where gateway user <user> is <saved> is refused when <call>
      zh: <saved>网关用户 <user> 时用过的随机数，<call> 时被拒绝
      Given a gateway user A
      And a gateway user B
      When gateway user <user> is <saved>
      Then it is accepted
      When <call> under the nonce (nonce of <user>)
      Then it is refused with code "403002"

      Examples: creations and updates
        zh: 创建和修改
        | user | saved   | call                      |
        | C    | saved   | gateway user A is updated |
        | A    | updated | a gateway user is saved   |
        | A    | updated | gateway user B is updated |

    Scenario Outline: a call sent twice, byte for byte, is refused the second time: <user>
      zh: 逐字节相同的调用发送两次，第二次被拒绝：<user>
      Given <user>
      When the call of A is sent again
      Then it is refused with code "403002"

      Examples: both operations
        zh: 两个接口
        | user             |
        | a desktop user A |
        | a gateway user A |

    Scenario Outline: of calls at once under one nonce, one is accepted: <users>
      zh: 同时以同一随机数发出的多次调用，只有一次被接受：<users>
      When 4 <users> are saved under one nonce at once
      Then one of them is accepted, and the others are refused with code "403002"

      Examples: both operations
        zh: 两个接口
        | users         |
        | desktop users |
        | gateway users |

    Scenario: a nonce is refused again after all other calls of the whole run
      zh: 整次运行的其他调用全部结束后，用过的随机数仍被拒绝
      When a desktop user is saved under the oldest nonce of the whole run
      Then it is refused with code "403002"

    Scenario: a nonce is refused again under a timestamp that is certainly another
      zh: 时间戳必定不同时，用过的随机数仍被拒绝
      When desktop user A is saved under a timestamp 5 s behind
      Then it is accepted
      When desktop user B is saved under the nonce (nonce of A)
      Then it is refused with code "403002"

  @GW-07 @must
  Rule: An unknown API code is refused with code 404001
    zh: 未知的接口代码被拒绝，code 为 404001
    A code that begins like a known one, or with which a known one begins, is unknown as well.
    zh: 以已知接口代码开头的代码，或只是已知接口代码前一部分的代码，同样是未知的。
    Source: gateway guide of ETC开放平台, response codes: 404001
    zh: ETC开放平台网关指南，应答码：404001

    Scenario Outline: <user> under the API code <code> is refused
      zh: <user> 的接口代码为 <code>，被拒绝
      When <user> is saved under the API code <code>
      Then it is refused with code "404001"

      Examples: strangers, near misses, and the longest code there can be
        zh: 无关的代码、近似的代码，以及最长的代码
        | user           | code                |
        | a desktop user | "x"                 |
        | a desktop user | "client.user"       |
        | a desktop user | "client.user.save2" |
        | a desktop user | 64 × "x"            |
        | a desktop user | "CLIENT.USER.SAVE"  |
        | a desktop user | " client.user.save" |
        | a desktop user | "client.user.save " |
        | a gateway user | "user.save2"        |

  @GW-08 @must
  Rule: An unknown application id is refused with code 400001
    zh: 未知的应用 id 被拒绝，code 为 400001
    The ids are well-formed, 16 characters long, and were never issued.
    zh: 这些编号形式正确，长 16 个字符，但从未分配过。
    Source: gateway guide of ETC开放平台, response codes: 400001
    zh: ETC开放平台网关指南，应答码：400001

    Scenario Outline: <user> under an unknown application id is refused
      zh: <user> 的应用 id 未知，被拒绝
      When <user> is saved under the application id 16 × [A-Z0-9]
      Then it is refused with code "400001"

      Examples: both operations
        zh: 两个接口
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: an application id that is nearly the own one, <id>, is refused
      zh: 与自己的应用 id 近似的 <id> 被拒绝
      Given a desktop user A
      When a desktop user is saved under the application id <id>
      Then it is refused with code "400001"

      Examples: other letters, other ends
        zh: 大小写不同，末位不同
        | id                                        |
        | (lower case of application id of A)       |
        | (application id of A with another ending) |

    Scenario: an update under an unknown application id is refused
      zh: 修改用户时应用 id 未知，被拒绝
      Given a gateway user A
      When gateway user A is updated under the application id 16 × [A-Z0-9]
      Then it is refused with code "400001"

  @GW-09 @must
  Rule: A required business parameter that is absent or empty is refused with code 400, and the message names it
    zh: 必填业务参数缺失或为空时被拒绝，code 为 400，消息指出该参数
    This holds for every parameter that the documentation marks 是. A desktop user's biz_user_type is a number and so is
    never empty; an empty string in its place is under CU-02. A null is GW-26's matter.
    zh: 适用于文档标为“是”的每个参数。桌面端用户的 biz_user_type 是数字，因此不会为空；以空字符串代替的情况见 CU-02。
    zh: null 见 GW-26。
    Source: gateway guide of ETC开放平台, response codes: 400 参数{name}不能为空
    zh: ETC开放平台网关指南，应答码：400 参数{name}不能为空

    Scenario Outline: <user> with <field> <value> is refused by name
      zh: <user> 的 <field> 为 <value>，被拒绝，消息指出该参数
      When <user> is saved with <field> <value>
      Then a refusal has code "400" and names <field>

      @CU-01
      Examples: the id of a desktop user
        zh: 桌面端用户的 biz_user_id
        | user           | field       | value    |
        | a desktop user | biz_user_id | (absent) |
        | a desktop user | biz_user_id | ""       |

      @CU-02
      Examples: the type of a desktop user
        zh: 桌面端用户的 biz_user_type
        | user           | field         | value    |
        | a desktop user | biz_user_type | (absent) |

      @CU-03
      Examples: the name of a desktop user
        zh: 桌面端用户的 biz_user_name
        | user           | field         | value    |
        | a desktop user | biz_user_name | (absent) |
        | a desktop user | biz_user_name | ""       |

      @CU-04
      Examples: the code of a desktop user
        zh: 桌面端用户的 biz_user_code
        | user           | field         | value    |
        | a desktop user | biz_user_code | (absent) |
        | a desktop user | biz_user_code | ""       |

      @GU-02
      Examples: the id of a gateway user
        zh: 网关用户的 biz_user_id
        | user           | field       | value    |
        | a gateway user | biz_user_id | (absent) |
        | a gateway user | biz_user_id | ""       |

      @GU-05
      Examples: the type of a gateway user
        zh: 网关用户的 biz_user_type
        | user           | field         | value    |
        | a gateway user | biz_user_type | (absent) |
        | a gateway user | biz_user_type | ""       |

    Scenario Outline: an update with <field> <value> is refused by name
      zh: 修改用户时 <field> 为 <value>，被拒绝，消息指出该参数
      Given a gateway user A
      When gateway user A is updated with <field> <value>
      Then a refusal has code "400" and names <field>

      @GU-02
      Examples: the id
        zh: biz_user_id 参数
        | field       | value    |
        | biz_user_id | (absent) |
        | biz_user_id | ""       |

      @GU-05
      Examples: the type
        zh: biz_user_type 参数
        | field         | value    |
        | biz_user_type | (absent) |
        | biz_user_type | ""       |

  @GW-10 @should @untestable
  Rule: An operation switched off answers 400002, one without permission 401002, an internal error 500
    zh: 接口已关闭时应答 400002，没有权限时应答 401002，内部错误时应答 500
    It cannot be provoked from outside that an operation is off, a permission is withdrawn or the server fails, so
    nothing is tried here. The codes are kept for readers of a report and for clients written against the embedded
    vendor.
    zh: 接口关闭、权限收回和服务器故障都无法从外部触发，因此不作测试。保留这些 code，供阅读报告的人参考，
    zh: 也供针对内置模拟厂商编写的客户端使用。
    Source: gateway guide of ETC开放平台, response codes: 400002, 401002, 500
    zh: ETC开放平台网关指南，应答码：400002、401002、500

  @GW-11 @open
  Rule: The revisions of the guide spell the envelope in different ways
    zh: 指南的各个版本对报文外层的写法不同
    There are three documented spellings of a request and three of an answer. A client uses one of each per target; the
    contract asks which of them this gateway accepts, and which it sends.
    zh: 文档中的请求有三种写法，应答也有三种。客户端对每个目标各用其中一种；契约记录该网关接受哪些写法，以及发送哪种写法。
    Source: gateway guide of ETC开放平台, revisions; client.user.save, 应答样例: "requestId"; user.save, 应答样例: "request_id"
    zh: ETC开放平台网关指南，各版本；client.user.save，应答样例："requestId"；user.save，应答样例："request_id"
    Question request: which spellings of a request does the gateway accept?
    zh: 网关接受请求的哪些写法？
    Interpretation params: appId, apiCode and params, as in the first revision
    zh: appId、apiCode 和 params，与第一版相同
    Interpretation request_content: appId, apiCode and request_content, as in the sample of the later revisions
    zh: appId、apiCode 和 request_content，与后续版本的样例相同
    Interpretation snake: app_id, api_code and request_content, as in the parameter table of the later revisions
    zh: app_id、api_code 和 request_content，与后续版本的参数表相同
    Question answer: how does the gateway spell the envelope of an answer?
    zh: 网关应答的报文外层是哪种写法？
    Interpretation "requestId responseCode responseMsg": as in the first revision
    zh: 与第一版相同
    Interpretation "requestId code msg": as in the sample of client.user.save
    zh: 与 client.user.save 的样例相同
    Interpretation "request_id code msg": as in the sample of user.save
    zh: 与 user.save 的样例相同

    Scenario Outline: the spellings in which <user> is taken
      zh: <user>：被接受的写法
      When <user> is saved in each request spelling
      Then GW-11.request reads the ways taken

      Examples: both operations
        zh: 两个接口
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: the spelling of the answer to <user> with biz_user_id <value>
      zh: <user> 的 biz_user_id 为 <value> 时，应答的写法
      When <user> is saved with biz_user_id <value>
      Then GW-11.answer reads the envelope's spelling

      Examples: a success and a refusal of each operation
        zh: 每个接口的一次成功和一次拒绝
        | user           | value    |
        | a desktop user | (base)   |
        | a desktop user | (absent) |
        | a gateway user | (base)   |
        | a gateway user | (absent) |

  @GW-12 @open
  Rule: Whether an empty string, a null and a boolean take part in the signed text is not documented
    zh: 文档未说明空字符串、null 和布尔值是否参与签名
    Two clients can read the guide and sign differently; only the gateway shows which is right. The harness signs as
    its target file says, by default with empty strings in, null out and a boolean as true or false. Here each way is
    tried.
    zh: 两个客户端依据同一份指南，签名也可能不同；哪种正确，只有网关能说明。本套件按目标配置文件的设置签名，默认空字符串参与签名，null 不参与，
    zh: 布尔值写作 true 或 false。此处逐一尝试每种方式。
    Source: gateway guide of ETC开放平台, signature (silent)
    zh: ETC开放平台网关指南，签名（文档未提及）
    Question empty: does an empty string take part in the signed text?
    zh: 空字符串是否参与签名？
    Interpretation true: it does, as name=
    zh: 参与，写作 name=
    Interpretation false: it is left out
    zh: 不参与
    Question null: does a null take part in the signed text?
    zh: null 是否参与签名？
    Interpretation out: it is left out
    zh: 不参与
    Interpretation null: it does, as name=null
    zh: 参与，写作 name=null
    Interpretation empty: it does, as name=
    zh: 参与，写作 name=
    Question boolean: how does a boolean take part in the signed text?
    zh: 布尔值如何参与签名？
    Interpretation word: as name=true or name=false
    zh: 写作 name=true 或 name=false
    Interpretation digit: as name=1 or name=0
    zh: 写作 name=1 或 name=0
    Interpretation out: it is left out
    zh: 不参与

    Scenario: the ways to sign an empty text
      zh: 空字符串的各种签名方式
      When a gateway user is saved with etc_user_no "", signed each way of sign_empty
      Then GW-12.empty reads the ways whose signature is taken

    Scenario: the ways to sign a null
      zh: null 的各种签名方式
      When a gateway user is saved with biz_user_name null, signed each way of sign_null
      Then GW-12.null reads the ways whose signature is taken

    Scenario Outline: the ways to sign the boolean <value>
      zh: 布尔值 <value> 的各种签名方式
      When a gateway user is saved with create_app <value>, signed each way of sign_boolean
      Then GW-12.boolean reads the ways whose signature is taken

      Examples: both booleans
        zh: 两个布尔值
        | value |
        | true  |
        | false |

  @GW-13 @open
  Rule: The HTTP status of a refused call is not documented
    zh: 文档未说明被拒绝的调用的 HTTP 状态码
    The guide shows only bodies. A client that looks at the status first may never see the code.
    zh: 指南只列出报文体。先看状态码的客户端可能根本看不到 code。
    Source: gateway guide of ETC开放平台, response codes; client.user.save and user.save, 应答样例 (silent)
    zh: ETC开放平台网关指南，应答码；client.user.save 和 user.save，应答样例（文档未提及）
    Question status: which HTTP status does a refused call have?
    zh: 被拒绝的调用的 HTTP 状态码是什么？
    Interpretation 200: only the code in the body shows it
    zh: 仅由应答体中的 code 表明被拒绝
    Interpretation 400: every refusal is a bad request
    zh: 一律视为请求有误
    Interpretation 401: a refusal is about who may call
    zh: 视为调用方身份问题
    Interpretation 403: a refusal is about what may be called
    zh: 视为调用权限问题
    Interpretation 404: what was named does not exist
    zh: 视为所指对象不存在

    Scenario Outline: the status of a refusal for a missing parameter of <user>
      zh: <user> 因缺少参数被拒绝时的状态码
      When <user> is saved with biz_user_id (absent)
      Then what follows needs a refusal
      And GW-13.status reads the HTTP status

      Examples: both operations
        zh: 两个接口
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: the status of a refusal for the <part> <value>
      zh: 因 <part> 为 <value> 被拒绝时的状态码
      When a desktop user is saved under the <part> <value>
      Then what follows needs a refusal
      And GW-13.status reads the HTTP status

      Examples: parts of the envelope that are wrong
        zh: 报文外层中错误的部分
        | part           | value           |
        | application id | 16 × [A-Z0-9]   |
        | API code       | "test.nothing"  |
        | sign           | 171 × "A" + "=" |

    Scenario: the status of a refusal for a timestamp out of the window
      zh: 因时间戳超出时间窗口被拒绝时的状态码
      When a desktop user is saved under a timestamp 1 h behind
      Then what follows needs a refusal
      And GW-13.status reads the HTTP status

    Scenario: the status of a refusal for a spent nonce
      zh: 因随机数已用过被拒绝时的状态码
      Given a desktop user A
      When the call of A is sent again
      Then what follows needs a refusal
      And GW-13.status reads the HTTP status

  @GW-14 @open
  Rule: Whether a refused call uses up its nonce is not documented
    zh: 文档未说明被拒绝的调用是否用掉其随机数
    This decides whether a client may correct a call and send it with the same nonce. A gateway may check the
    nonce after the signature and before the parameters, so the two are tested separately.
    zh: 这决定客户端能否改正调用后以同一随机数再次发送。网关可能在签名之后、参数之前检查随机数，因此两种情况分别测试。
    Source: gateway guide of ETC开放平台, nonce (silent)
    zh: ETC开放平台网关指南，随机数（文档未提及）
    Question after-missing-parameter: is the nonce of a call refused for a missing parameter used up?
    zh: 因缺少参数被拒绝的调用，其随机数是否已用掉？
    Interpretation free: a correct call may use it
    zh: 正确的调用仍可使用
    Interpretation spent: it is used up
    zh: 已用掉
    Question after-wrong-signature: is the nonce of a call refused for its signature used up?
    zh: 因签名错误被拒绝的调用，其随机数是否已用掉？
    Interpretation free: a correct call may use it
    zh: 正确的调用仍可使用
    Interpretation spent: it is used up
    zh: 已用掉

    Scenario: the nonce of a call refused for a missing parameter
      zh: 因缺少参数被拒绝的调用的随机数
      When desktop user A is saved with biz_user_name (absent)
      Then what follows needs a refusal
      When desktop user B is saved under the nonce (nonce of A)
      Then GW-14.after-missing-parameter reads "free" if it is accepted, "spent" if not

    Scenario: the nonce of a call refused for its signature
      zh: 因签名错误被拒绝的调用的随机数
      When desktop user A is saved, signed with another key
      Then what follows needs a refusal
      When desktop user B is saved under the nonce (nonce of A)
      Then GW-14.after-wrong-signature reads "free" if it is accepted, "spent" if not

  @GW-15 @open
  Rule: The content type of answers, and fields in them that no page names, are not documented
    zh: 文档未说明应答的 Content-Type，以及应答中文档未列的字段
    A client must be able to handle both: read the body as JSON whatever its label, and ignore unknown fields.
    zh: 客户端对两者都须能处理：无论标注何种类型，都按 JSON 读取应答体，并忽略未知字段。
    Source: gateway guide of ETC开放平台, response parameters; client.user.save and user.save, 应答报文 (silent)
    zh: ETC开放平台网关指南，应答参数；client.user.save 和 user.save，应答报文（文档未提及）
    Question content-type: which Content-Type do answers have?
    zh: 应答的 Content-Type 是什么？
    Interpretation application/json: JSON, with or without a charset
    zh: JSON，带或不带 charset
    Interpretation text/plain: text that happens to be JSON
    zh: 纯文本，内容恰为 JSON
    Interpretation none: no such header
    zh: 没有该应答头
    Question extra-fields: which fields do answers have that are not documented?
    zh: 应答有哪些文档未列的字段？
    Interpretation none: only the documented ones
    zh: 只有文档所列的字段
    Interpretation "their names": the fields that were seen beyond them
    zh: 实际见到的其他字段

    Scenario Outline: the answer to <user> with biz_user_id <value>
      zh: <user> 的 biz_user_id 为 <value> 时的应答
      When <user> is saved with biz_user_id <value>
      Then GW-15.content-type reads the content type
      And GW-15.extra-fields reads the undocumented fields

      Examples: a success and a refusal of each operation
        zh: 每个接口的一次成功和一次拒绝
        | user           | value    |
        | a desktop user | (base)   |
        | a desktop user | (absent) |
        | a gateway user | (base)   |
        | a gateway user | (absent) |

  @GW-16 @open
  Rule: Whether a value of another JSON type is accepted is not documented
    zh: 文档未说明是否接受以其他 JSON 类型发送的值
    Common JSON libraries on the vendors' platform turn a number or a boolean into a string without notice, and some do
    so with an object or a list. A string for the number of a desktop user's type is CU-08.
    zh: 厂商平台常用的 JSON 库会把数字或布尔值自动转换为字符串，有些库对对象或列表也是如此。桌面端用户的类型是数字，
    zh: 以字符串发送的情况见 CU-08。
    Source: client.user.save and user.save, 请求参数, column 类型 (silent on conversion)
    zh: client.user.save 和 user.save，请求参数，“类型”列（文档未提及类型转换）
    Question number: is a number accepted for a string?
    zh: 字符串字段发送数字是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question boolean: is a boolean accepted for a string?
    zh: 字符串字段发送布尔值是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question quoted-boolean: is a string accepted for a boolean?
    zh: 布尔字段发送字符串是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question object: is an object accepted for a string?
    zh: 字符串字段发送对象是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question list: is a list accepted for a string?
    zh: 字符串字段发送列表是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝

    Scenario Outline: <user> with <field> as the number <value>
      zh: <user> 的 <field> 为数字 <value>
      When <user> is saved with <field> <value>
      Then GW-16.number reads "taken" if it is accepted, "refused" if only <control> is

      Examples: every text whose value need not be new
        zh: 取值不必唯一的所有字符串字段
        | user           | field         | value     | control     |
        | a desktop user | biz_user_name | 123       | "123"       |
        | a desktop user | biz_user_code | 123456789 | "123456788" |
        | a gateway user | biz_user_name | 123       | "123"       |
        | a gateway user | biz_user_code | 123456789 | "123456788" |
        | a gateway user | biz_user_type | 1         | "1"         |
        | a gateway user | contract_type | 1         | "1"         |
        | a gateway user | sign_type     | 1         | "1"         |

    Scenario Outline: <user> with <field> as the boolean <value>
      zh: <user> 的 <field> 为布尔值 <value>
      When <user> is saved with <field> <value>
      Then GW-16.boolean reads "taken" if it is accepted, "refused" if only <control> is

      Examples: texts of free wording
        zh: 内容不限的字符串字段
        | user           | field         | value | control |
        | a desktop user | biz_user_name | true  | "true"  |
        | a desktop user | biz_user_code | true  | "tree"  |
        | a gateway user | biz_user_name | true  | "true"  |
        | a gateway user | biz_user_code | true  | "tree"  |

    Scenario Outline: a gateway user with create_app as the text <value>
      zh: 网关用户的 create_app 为字符串 <value>
      When a gateway user is saved with create_app <value>
      Then GW-16.quoted-boolean reads "taken" if it is accepted, "refused" if not

      Examples: both booleans
        zh: 两个布尔值
        | value   |
        | "true"  |
        | "false" |

    Scenario Outline: <user> with <field> as the object <value>
      zh: <user> 的 <field> 为对象 <value>
      When <user> is saved with <field> <value>
      Then GW-16.object reads "taken" if it is accepted, "refused" if only <control> is

      Examples: texts of free wording
        zh: 内容不限的字符串字段
        | user           | field         | value   | control |
        | a desktop user | biz_user_name | {"a":1} | "{a:1}" |
        | a desktop user | biz_user_code | {"a":1} | "{a:2}" |
        | a gateway user | biz_user_name | {"a":1} | "{a:1}" |
        | a gateway user | biz_user_code | {"a":1} | "{a:2}" |

    Scenario Outline: <user> with <field> as the list <value>
      zh: <user> 的 <field> 为列表 <value>
      When <user> is saved with <field> <value>
      Then GW-16.list reads "taken" if it is accepted, "refused" if only <control> is

      Examples: texts of free wording
        zh: 内容不限的字符串字段
        | user           | field         | value | control |
        | a desktop user | biz_user_name | ["a"] | "[a]"   |
        | a desktop user | biz_user_code | ["a"] | "[b]"   |
        | a gateway user | biz_user_name | ["a"] | "[a]"   |
        | a gateway user | biz_user_code | ["a"] | "[b]"   |

  @GW-19 @should
  Rule: A call without an application id, nonce, timestamp, signature or API code is refused
    zh: 缺少应用 id、随机数、时间戳、签名或接口代码的调用被拒绝
    An empty string counts as missing. The guide names no code for this, so any is accepted.
    zh: 空字符串视为缺失。指南没有为此规定 code，因此任何 code 均可。
    Source: follows from gateway guide of ETC开放平台, request parameters
    zh: 推断自 ETC开放平台网关指南，请求参数

    Scenario Outline: a call whose <part> is <value> is refused
      zh: <part> 为 <value> 的调用被拒绝
      When a desktop user is saved under the <part> <value>
      Then it is refused

      Examples: each part, absent and empty
        zh: 每个部分，缺失和为空
        | part           | value    |
        | application id | (absent) |
        | application id | ""       |
        | nonce          | (absent) |
        | nonce          | ""       |
        | timestamp      | (absent) |
        | timestamp      | ""       |
        | sign           | (absent) |
        | sign           | ""       |
        | API code       | (absent) |
        | API code       | ""       |

    Scenario Outline: a gateway user whose <part> is absent is refused
      zh: 网关用户的 <part> 缺失时被拒绝
      When a gateway user is saved under the <part> (absent)
      Then it is refused

      Examples: each part
        zh: 每个部分
        | part           |
        | application id |
        | nonce          |
        | timestamp      |
        | sign           |
        | API code       |

    Scenario Outline: an update whose <part> is absent is refused
      zh: 修改用户时 <part> 缺失，被拒绝
      Given a gateway user A
      When gateway user A is updated under the <part> (absent)
      Then it is refused

      Examples: each part
        zh: 每个部分
        | part           |
        | application id |
        | nonce          |
        | timestamp      |
        | sign           |
        | API code       |

  @GW-20 @open
  Rule: What becomes of another nonce length, a very long API code and an unpadded signature is not documented
    zh: 文档未说明如何处理其他长度的随机数、过长的接口代码和不带填充的签名
    The guide gives lengths and a format, but does not say what happens to a call that breaks them.
    zh: 指南规定了长度和格式，但没有说明违反规定的调用会如何。
    Source: gateway guide of ETC开放平台, request parameters (silent)
    zh: ETC开放平台网关指南，请求参数（文档未提及）
    Question nonce-length: is a nonce of another length than six accepted?
    zh: 长度不是 6 的随机数是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question long-api-code: which code answers an API code of 65 characters?
    zh: 接口代码为 65 个字符时，应答的 code 是什么？
    Interpretation 404001: an unknown operation
    zh: 未知的接口
    Interpretation 400: a bad parameter
    zh: 参数有误
    Question unpadded-sign: is a signature without its Base64 padding accepted?
    zh: 不带 Base64 填充的签名是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝

    Scenario Outline: the nonce <nonce>
      zh: 随机数 <nonce>
      When a desktop user is saved under the nonce <nonce>
      Then GW-20.nonce-length reads "taken" if it is accepted, "refused" if not

      Examples: one short, one over, far over
        zh: 少一个字符、多一个字符，以及远超规定长度
        | nonce         |
        | 5 × [a-z0-9]  |
        | 7 × [a-z0-9]  |
        | 32 × [a-z0-9] |

    Scenario: an API code one character past the limit
      zh: 接口代码超过上限一个字符
      When a desktop user is saved under the API code 65 × "x"
      Then GW-20.long-api-code reads the code

    Scenario: a signature without its padding
      zh: 不带填充的签名
      When a desktop user is saved, signed without Base64 padding
      Then GW-20.unpadded-sign reads "taken" if it is accepted, "refused" if not

  @GW-21 @open
  Rule: Whether an optional parameter may be null, a space or empty is not documented
    zh: 文档未说明选填参数可否为 null、空格或空字符串
    Only etc_user_no is documented to be empty (GU-01). For the others, and for null and spaces everywhere, a gateway
    may treat it as absent, accept it as a value, or refuse it.
    zh: 文档只写明 etc_user_no 可为空（GU-01）。对其他参数，以及对任何参数的 null 和空格，网关可能视为缺失，
    zh: 可能作为值接受，也可能拒绝。
    Source: user.save, 请求参数, column 是否必填 (silent)
    zh: user.save，请求参数，“是否必填”列（文档未提及）
    Question null: is null accepted for an optional parameter?
    zh: 选填参数为 null 时是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question blank: is a space accepted for an optional parameter?
    zh: 选填参数为空格时是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝
    Question empty: is an empty string accepted for an optional parameter other than etc_user_no?
    zh: etc_user_no 以外的选填参数为空字符串时是否被接受？
    Interpretation taken: it is
    zh: 被接受
    Interpretation refused: it is not
    zh: 被拒绝

    Scenario Outline: a gateway user with <field> null
      zh: 网关用户的 <field> 为 null
      When a gateway user is saved with <field> null
      Then GW-21.null reads "taken" if it is accepted, "refused" if not

      Examples: every optional parameter
        zh: 所有选填参数
        | field         |
        | etc_user_no   |
        | biz_user_name |
        | biz_user_code |
        | contract_type |
        | sign_type     |
        | create_app    |

    Scenario Outline: a gateway user with <field> a blank
      zh: 网关用户的 <field> 为空格
      When a gateway user is saved with <field> " "
      Then GW-21.blank reads "taken" if it is accepted, "refused" if not

      Examples: every optional parameter
        zh: 所有选填参数
        | field         |
        | etc_user_no   |
        | biz_user_name |
        | biz_user_code |
        | contract_type |
        | sign_type     |
        | create_app    |

    Scenario Outline: a gateway user with <field> empty
      zh: 网关用户的 <field> 为空字符串
      When a gateway user is saved with <field> ""
      Then GW-21.empty reads "taken" if it is accepted, "refused" if not

      Examples: every optional parameter but etc_user_no
        zh: 除 etc_user_no 外的所有选填参数
        | field         |
        | biz_user_name |
        | biz_user_code |
        | contract_type |
        | sign_type     |
        | create_app    |

  @GW-22 @should
  Rule: Messages are worded as the pages word them
    zh: 消息的措辞与文档一致
    A success says 成功, and a wrong signature a text that begins 验证签名失败. People read these, and some programs do.
    zh: 成功时消息为“成功”，签名错误时消息以“验证签名失败”开头。这些消息供人阅读，也有程序读取。
    Source: client.user.save and user.save, 应答样例: "msg": "成功"; gateway guide of ETC开放平台, response codes: 验证签名失败
    zh: client.user.save 和 user.save，应答样例："msg": "成功"；ETC开放平台网关指南，应答码：验证签名失败

    Scenario Outline: the message of a success for <user>
      zh: <user> 成功时的消息
      When <user> is saved
      Then it is accepted
      And the message is "成功"

      Examples: both operations
        zh: 两个接口
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: the message of a wrong signature for <user>
      zh: <user> 签名错误时的消息
      When <user> is saved, signed with another key
      Then what follows needs a refusal
      And the message begins "验证签名失败"

      Examples: both operations
        zh: 两个接口
        | user           |
        | a desktop user |
        | a gateway user |

  @GW-23 @open
  Rule: The HTTP status of a success is not documented
    zh: 文档未说明成功时的 HTTP 状态码
    The guide shows bodies only. A client that looks at the status before the code has to know it.
    zh: 指南只列出报文体。先看状态码、后看 code 的客户端须知道该状态码。
    Source: gateway guide of ETC开放平台, response parameters; client.user.save and user.save, 应答样例 (silent)
    zh: ETC开放平台网关指南，应答参数；client.user.save 和 user.save，应答样例（文档未提及）
    Question status: which HTTP status does a success have?
    zh: 成功时的 HTTP 状态码是什么？
    Interpretation 200: OK
    zh: 成功
    Interpretation 201: created
    zh: 已创建

    Scenario Outline: the status of a success for <user>
      zh: <user> 成功时的状态码
      When <user> is saved
      Then it is accepted
      And GW-23.status reads the HTTP status

      Examples: both operations
        zh: 两个接口
        | user           |
        | a desktop user |
        | a gateway user |

  @GW-24 @open @untestable
  Rule: How many calls a second, users and applications the platform allows is not documented
    zh: 文档未说明平台每秒允许多少次调用，以及允许多少个用户和应用
    A suite that looked for such limits would use them up, so nothing is tried here. A call that is turned away by HTTP
    429 waits and is made again. A refusal to create a further application, where the same call is accepted without
    it, is no answer to any question: what depends on it is blocked, with this reason.
    zh: 若探测这些上限，就会将其用尽，因此不作测试。因 HTTP 429 被限流的调用，等待后重发。若再创建一个应用的调用被拒绝，
    zh: 而同一调用不创建应用时被接受，则该次拒绝不作为判定依据：依赖它的规则为阻塞，并注明此原因。
    Source: gateway guide of ETC开放平台 (silent)
    zh: ETC开放平台网关指南（文档未提及）

  @GW-25 @open
  Rule: Whether nonces that differ only in case are one is not documented
    zh: 文档未说明仅大小写不同的随机数是否算同一个
    A nonce has six random characters, and nothing tells whether case counts. A client that draws from both cases may
    see a nonce refused that it never used.
    zh: 随机数为 6 个随机字符，文档未说明是否区分大小写。大小写字母都用的客户端，可能遇到从未用过的随机数被拒绝。
    Source: gateway guide of ETC开放平台, nonce (silent)
    zh: ETC开放平台网关指南，随机数（文档未提及）
    Question case: are two nonces that differ only in case two nonces?
    zh: 仅大小写不同的两个随机数，算两个还是一个？
    Interpretation two: they are two
    zh: 算两个
    Interpretation one: they are one, and the second call is refused
    zh: 算同一个，第二次调用被拒绝

    Scenario: a nonce in upper case after the same in lower case
      zh: 先用小写的随机数，再用其大写形式
      When desktop user A is saved under the nonce 6 × [a-z]
      Then it is accepted
      When desktop user B is saved under the nonce (upper case of nonce of A)
      Then GW-25.case reads "two" if it is accepted, "one" if not

  @GW-26 @should
  Rule: A required business parameter that is null is refused
    zh: 必填业务参数为 null 时被拒绝
    A null is no value, though it is neither absent nor an empty string (GW-09). Any code is accepted. A parameter of
    spaces only is GW-21's question.
    zh: null 不是有效值，尽管它既不是缺失，也不是空字符串（GW-09）。任何 code 均可。只含空格的参数，文档未明确，见 GW-21。
    Source: follows from client.user.save and user.save, 请求参数, column 是否必填: 是
    zh: 推断自 client.user.save 和 user.save，请求参数，“是否必填”列：是

    Scenario Outline: <user> with <field> null is refused
      zh: <user> 的 <field> 为 null 时被拒绝
      When <user> is saved with <field> null
      Then it is refused

      Examples: every required parameter
        zh: 所有必填参数
        | user           | field         |
        | a desktop user | biz_user_id   |
        | a desktop user | biz_user_type |
        | a desktop user | biz_user_name |
        | a desktop user | biz_user_code |
        | a gateway user | biz_user_id   |
        | a gateway user | biz_user_type |

    Scenario Outline: an update with <field> null is refused
      zh: 修改用户时 <field> 为 null，被拒绝
      Given a gateway user A
      When gateway user A is updated with <field> null
      Then it is refused

      Examples: every required parameter
        zh: 所有必填参数
        | field         |
        | biz_user_id   |
        | biz_user_type |
