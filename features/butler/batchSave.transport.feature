@butler @batchSave
Feature: batchSave, headers, signature and encryption
  zh: batchSave：请求头、签名与加密
  Three headers identify the caller, a digest in one of them covers the exact body, and the list of users is encrypted.
  The operation's own page does not describe this; the courier's guide and the public clients do.
  zh: 三个请求头标识调用方，其中一个是对请求体原文的摘要；用户列表则须加密。该接口自身的页面没有说明这些内容，依据是快递管家指南和公开的客户端代码。

  @BS-40 @must
  Rule: A call carries the headers sendAppId, timestamp and sign
    zh: 调用须带请求头 sendAppId、timestamp 和 sign
    The client's id, the time in Unix milliseconds, and the digest of BS-41. A call without one of them is under
    BS-42. No time window is documented, so none is tested.
    zh: 分别为分配给客户的 id、以毫秒计的 Unix 时间戳和 BS-41 的摘要。缺少其中任一项的调用见 BS-42。文档没有规定时间窗口，因此不测试。
    Source: butler guide 【顺丰快递管家】通用接口文档, the headers of every call
    zh: 快递管家指南【顺丰快递管家】通用接口文档，每次调用的请求头

    Scenario: an update with the three headers is accepted
      zh: 带有三个请求头的修改被接受
      Given a courier user A
      When courier user A is updated
      Then it is accepted

  @BS-41 @must
  Rule: sign is the digest of the exact body, the secret and the timestamp
    zh: sign 是请求体原文、密钥和时间戳的摘要
    Base64 in the URL-safe alphabet, without padding, of the SHA-512 over the body, "&sk=" with the secret and
    "&timestamp=" with the header's value, as UTF-8. The body counts as sent, byte for byte: a vendor that parses and
    rewrites it before the check will find another digest.
    zh: 将请求体、“&sk=”和密钥、“&timestamp=”和请求头的值依次相接，按 UTF-8 计算 SHA-512，再作 URL 安全的 Base64 编码，不带填充。
    zh: 请求体以实际发送的内容为准，逐字节计算：厂商若在校验前解析并重写请求体，得到的摘要就会不同。
    Source: client code 客户端代码, three of three independent public clients
    zh: 公开的客户端代码，三个独立的客户端均如此

    Scenario Outline: a body that is <style> is accepted under its own signature
      zh: 形式为 <style> 的请求体，签名与之相符时被接受
      When a courier user is created in a body that is <style>
      Then it is accepted

      Examples: other writings of the same JSON
        zh: 同一 JSON 的其他写法
        | style          |
        | pretty-printed |
        | reversed       |
        | escaped        |

    Scenario: the long body of 100 rows is accepted
      zh: 100 行的长请求体被接受
      When 100 courier users are created
      Then it is accepted

  @BS-42 @must
  Rule: A wrong sign, an unknown sendAppId or a missing header is refused
    zh: sign 错误、sendAppId 未知或请求头缺失时被拒绝
    Refused in any form (BS-48): there must be no succ with the value ok.
    zh: 拒绝的形式不限（BS-48）：不得出现值为 ok 的 succ。
    Source: butler guide 【顺丰快递管家】通用接口文档, the headers of every call; client code
    zh: 快递管家指南【顺丰快递管家】通用接口文档，每次调用的请求头；客户端代码

    Scenario Outline: a call signed <way> is refused
      zh: 签名方式为 <way> 的调用被拒绝
      When a courier user is created, signed <way>
      Then it is refused

      Examples: a digest of something else
        zh: 对其他内容计算的摘要
        | way                 |
        | with another secret |
        | for another body    |
        | for another time    |

      Examples: the right digest, but not quite
        zh: 正确的摘要，但有改动
        | way                     |
        | in small letters        |
        | with half of the digest |

    Scenario Outline: a call under the sign <sign> is refused
      zh: sign 为 <sign> 的调用被拒绝
      When a courier user is created under the sign <sign>
      Then it is refused

      Examples: no digest at all
        zh: 缺失、为空，或不是摘要
        | sign             |
        | (absent)         |
        | ""               |
        | 86 × [A-Za-z0-9] |

    Scenario Outline: a call under the sendAppId <sendAppId> is refused
      zh: sendAppId 为 <sendAppId> 的调用被拒绝
      When a courier user is created under the sendAppId <sendAppId>
      Then it is refused

      Examples: nobody, and nobody known
        zh: 缺失、为空，以及未知的客户
        | sendAppId  |
        | (absent)   |
        | ""         |
        | 15 × [0-9] |

    Scenario: a creation under a sendAppId with another ending is refused
      zh: sendAppId 末位不同的新增被拒绝
      Given a courier user A
      When a courier user is created under the sendAppId (companyId of A with another ending)
      Then it is refused

    Scenario Outline: a call under the timestamp <timestamp> is refused
      zh: timestamp 为 <timestamp> 的调用被拒绝
      When a courier user is created under the timestamp <timestamp>
      Then it is refused

      Examples: no time
        zh: 缺失，以及为空
        | timestamp |
        | (absent)  |
        | ""        |

    Scenario: an update signed with another secret is refused
      zh: 用另一密钥签名的修改被拒绝
      Given a courier user A
      When courier user A is updated, signed with another secret
      Then it is refused

    Scenario Outline: an update under the <header> <value> is refused
      zh: <header> 为 <value> 的修改被拒绝
      Given a courier user A
      When courier user A is updated under the <header> <value>
      Then it is refused

      Examples: each header missing, and nobody known
        zh: 各请求头分别缺失，以及未知的客户
        | header    | value      |
        | sign      | (absent)   |
        | timestamp | (absent)   |
        | sendAppId | (absent)   |
        | sendAppId | 15 × [0-9] |

  @BS-48 @open
  Rule: What a refusal by signature or header looks like is not documented
    zh: 文档未说明因签名或请求头被拒绝时的应答形式
    Such calls are often turned away by a gateway in front of the service, in its own form.
    zh: 此类调用常由服务前面的反向代理以其自身的形式拒绝。
    Source: butler guide 【顺丰快递管家】通用接口文档 (silent)
    zh: 快递管家指南【顺丰快递管家】通用接口文档（文档未提及）
    Question shape: what is the body of such a refusal?
    zh: 此类拒绝的应答体是什么？
    Interpretation documented: the shape of BS-20 to BS-23
    zh: BS-20 至 BS-23 的格式
    Interpretation json: other JSON
    zh: 其他 JSON
    Interpretation html: a page of HTML
    zh: HTML 页面
    Interpretation text: another text
    zh: 其他文本
    Interpretation empty: nothing
    zh: 应答体为空
    Question status: which HTTP status does it carry?
    zh: 此类拒绝的 HTTP 状态码是什么？
    Interpretation 200: only the body shows it
    zh: 仅由应答体表明被拒绝
    Interpretation 400: a bad request
    zh: 请求有误
    Interpretation 401: not authenticated
    zh: 未通过身份认证
    Interpretation 403: forbidden
    zh: 禁止访问

    Scenario Outline: the refusal of a call signed <way>
      zh: 签名方式为 <way> 的调用被拒绝时的应答
      When a courier user is created, signed <way>
      Then what follows needs a refusal
      And BS-48.shape reads the shape of the refusal
      And BS-48.status reads the HTTP status

      Examples: a digest of something else
        zh: 对其他内容计算的摘要
        | way                 |
        | with another secret |
        | for another body    |
        | for another time    |

    Scenario Outline: the refusal of a call under the <header> <value>
      zh: <header> 为 <value> 的调用被拒绝时的应答
      When a courier user is created under the <header> <value>
      Then what follows needs a refusal
      And BS-48.shape reads the shape of the refusal
      And BS-48.status reads the HTTP status

      Examples: each header missing, and nobody known
        zh: 各请求头分别缺失，以及未知的客户
        | header    | value      |
        | sign      | (absent)   |
        | timestamp | (absent)   |
        | sendAppId | (absent)   |
        | sendAppId | 15 × [0-9] |

  @BS-43 @should
  Rule: A companyId that differs from sendAppId is refused
    zh: companyId 与 sendAppId 不同时被拒绝
    A client may not act for another. A companyId longer than 20 characters cannot be the client's own either.
    zh: 客户不得代替其他客户操作。超过 20 个字符的 companyId 也不可能是客户自己的。
    Source: follows from batchSave, 请求 主体, row 1: companyId 分配客户sendAppId。
    zh: 推断自 batchSave，请求 主体，第 1 行：companyId 分配客户sendAppId。

    Scenario Outline: a call under the companyId <companyId> is refused
      zh: companyId 为 <companyId> 的调用被拒绝
      When a courier user is created under the companyId <companyId>
      Then it is refused

      Examples: another client's, up to the limit and past it
        zh: 其他客户的，不超过上限，以及超过上限
        | companyId    |
        | 1 × [0-9]    |
        | 15 × [0-9]   |
        | 20 × [0-9]   |
        | 21 × [0-9]   |
        | 1000 × [0-9] |

    Scenario Outline: a call under a companyId that is nearly the own one, <companyId>, is refused
      zh: companyId 为 <companyId>、与客户自己的近似的调用被拒绝
      Given a courier user A
      When a courier user is created under the companyId <companyId>
      Then it is refused

      Examples: other ends
        zh: 首尾不同
        | companyId                                   |
        | (companyId of A with another ending)        |
        | (companyId of A without its last character) |
        | (companyId of A and a space)                |
        | (a space and companyId of A)                |

    Scenario: an update under another companyId is refused
      zh: 以另一 companyId 修改，被拒绝
      Given a courier user A
      When courier user A is updated under the companyId 15 × [0-9]
      Then it is refused

  @BS-44 @should
  Rule: A userList that does not decrypt to a list is refused in the documented shape
    zh: userList 解密后得不到列表时被拒绝，应答符合文档格式
    The signature is right, so the service itself answers, as for any faulty request.
    zh: 签名正确，因此由服务本身应答，与其他有误的请求一样。
    Source: follows from batchSave, 请求 主体, row 3: 用户数据集合。整体加密, with 响应 主体 for the shape
    zh: 推断自 batchSave，请求 主体，第 3 行：用户数据集合。整体加密；格式见响应 主体

    Scenario Outline: a list that is <form> is refused
      zh: 列表的形式为 <form> 时被拒绝
      When a courier user is created with its list <form>
      Then it is refused in the documented shape

      Examples: not to be decrypted
        zh: 无法解密
        | form                                  |
        | cut short                             |
        | replaced by garbage                   |
        | encrypted under another key           |
        | encrypted and cut within a block      |
        | encrypted without its last block      |
        | encrypted with its last block changed |

      Examples: decrypted, and no list
        zh: 可以解密，但不是列表
        | form                        |
        | encrypted as an object      |
        | encrypted as a text         |
        | encrypted as nonsense       |
        | encrypted as null           |
        | encrypted as a list of null |

  @BS-49 @should
  Rule: A plain list on the wire is refused
    zh: 未加密的列表被拒绝
    Names and numbers of people must not be sent unencrypted, although the sample looks as if they were.
    zh: 个人的姓名和号码不得以明文发送，尽管范例看起来是明文。
    Source: follows from batchSave, 请求 主体, row 3: 整体加密
    zh: 推断自 batchSave，请求 主体，第 3 行：整体加密

    Scenario: a creation with its list left plain is refused
      zh: 列表未加密的新增被拒绝
      When a courier user is created with its list left plain
      Then it is refused

  @BS-45 @open
  Rule: How DES is applied is not documented
    zh: 文档未说明 DES 的具体用法
    The tool comes with the secret, as an attachment of the guide. The usual variant is ECB with PKCS#5 padding and the
    first 8 bytes of the secret as the key, in Base64; CBC with the key as its start value and hex in either case also
    occur. The guide forbids = and & in values, which Base64 padding breaks and hex does not. Each target file says
    which variant is its own; here every variant is tried.
    zh: 加密工具随密钥一同提供，是指南的附件。常见方式为 ECB 模式、PKCS#5 填充、以密钥的前 8 个字节作 DES 密钥、Base64 编码；
    zh: 也有以密钥为初始向量的 CBC 模式，以及小写或大写的十六进制。指南禁止在值中使用 = 和 &，Base64 的填充违反这一点，十六进制则不违反。各目标配置文件写明自己使用的方式；
    zh: 此处逐一尝试每种方式。
    Source: batchSave, 请求 主体, row 3: 加密方式详情请见《接入前必看-3.3Des加解密密工具类》
    zh: batchSave，请求 主体，第 3 行：加密方式详情请见《接入前必看-3.3Des加解密密工具类》
    Question cipher: which variants of encrypting the list does the vendor accept?
    zh: 厂商接受哪些列表加密方式？
    Interpretation "ecb base64": the usual one
    zh: 常见方式
    Interpretation "ecb hex": hex, in lower-case letters
    zh: 十六进制，小写字母
    Interpretation "ecb HEX": hex, in upper-case letters
    zh: 十六进制，大写字母
    Interpretation "cbc base64": chained, the key as start value
    zh: CBC 模式，以密钥为初始向量
    Interpretation "cbc hex": chained, hex in lower-case letters
    zh: CBC 模式，十六进制，小写字母
    Interpretation "cbc HEX": chained, hex in upper-case letters
    zh: CBC 模式，十六进制，大写字母

    Scenario: a list encrypted each way
      zh: 以每种方式加密的列表
      When a courier user is created with its list encrypted each way
      Then BS-45.cipher reads the ways taken

  @BS-46 @must @untestable
  Rule: The real hosts speak HTTPS only
    zh: 真实的服务地址仅支持 HTTPS
    The vendor of this suite listens on loopback, where there is nothing to protect; a live target is called at the
    address that its owner gives. So there is nothing to provoke here, and the rule is only stated for the reader.
    zh: 内置模拟厂商监听本机回环地址，没有需要保护的内容；真实目标则按其负责人提供的地址调用。因此该规则无法触发，仅供读者了解。
    Source: butler guide 【顺丰快递管家】通用接口文档, hosts
    zh: 快递管家指南【顺丰快递管家】通用接口文档，服务地址

  @BS-47 @must @untestable
  Rule: batchDelete removes users
    zh: batchDelete 删除用户
    POST /public/user/v1/batchDelete takes companyId, a String of up to 20 characters, and userNos, comma separated, up
    to 4000 characters; its answer looks like that of batchSave. It also serves to clean up after a run on a live
    target. It has rules of its own, BD-01 to BD-07.
    zh: POST /public/user/v1/batchDelete 的参数为 companyId（String，最长 20 个字符）和 userNos（以逗号隔开，
    zh: 最长 4000 个字符）；其应答格式与 batchSave 相同。对真实目标的运行也用它清理账号。它有自己的规则 BD-01 至 BD-07。
    Source: butler guide 【顺丰快递管家】通用接口文档, batchDelete: companyId String(20), userNos String(4000)
    zh: 快递管家指南【顺丰快递管家】通用接口文档，batchDelete：companyId String(20)，userNos String(4000)

  @BS-51 @open
  Rule: The HTTP status of a success, and how soon an account is known, are not documented
    zh: 文档未说明成功时的 HTTP 状态码，以及账号多久后可用
    A vendor that answers from a copy of its data knows a new account only after a while. Calls that depend on an
    earlier one then wait (settle in the target file). How many calls a second are accepted is not tried; one that is
    turned away by HTTP 429 waits and is made again.
    zh: 若厂商以数据副本应答，则过一段时间才能识别新账号。因此依赖先前调用的调用会等待（目标配置文件中的 settle）。每秒接受多少次调用不作测试；
    zh: 因 HTTP 429 被限流的调用，等待后重发。
    Source: batchSave, 响应 主体; 功能描述: 批处理接口需注意性能瓶颈 (silent)
    zh: batchSave，响应 主体；功能描述：批处理接口需注意性能瓶颈（文档未提及）
    Question status: which HTTP status does a success have?
    zh: 成功时的 HTTP 状态码是什么？
    Interpretation 200: OK
    zh: 成功
    Interpretation 201: created
    zh: 已创建
    Question lag: when is a new account known to the next call?
    zh: 新账号何时可用于下一次调用？
    Interpretation "at once": to the very next one
    zh: 紧接着的下一次调用即可用
    Interpretation later: after some time
    zh: 过一段时间
    Interpretation never: not within five seconds
    zh: 五秒内仍不可用

    Scenario: the status of a creation
      zh: 新增的 HTTP 状态码
      When a courier user is created
      Then it is accepted
      And BS-51.status reads the HTTP status

    Scenario: an account that is updated as soon as it is known
      zh: 账号一经可用即被修改
      Given a courier user A
      When courier user A is updated until it is accepted
      Then BS-51.lag reads how long that took
