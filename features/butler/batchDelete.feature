@butler @batchDelete
Feature: batchDelete, remove users in a batch
  zh: batchDelete：批量删除用户
  It names accounts in one string, separated by commas. Only the courier's guide describes it. Runs against a live
  target clean up with it, and no scenario names an account that the run did not create or make up.
  zh: 请求用一个字符串列出账号，以逗号分隔。该接口只见于快递管家指南。对真实目标的运行用它清理账号；任何场景都只列出本次运行新增或虚构的账号。

  @BD-01 @must
  Rule: A removal names the client by the three headers and its own companyId
    zh: 删除请求以三个请求头和客户自己的 companyId 表明身份
    POST /public/user/v1/batchDelete under the headers of BS-40 and the signature of BS-41. companyId is required, a
    String of up to 20 characters, and the same client as in the headers. Another client's is BD-05's matter.
    zh: POST /public/user/v1/batchDelete，请求头见 BS-40，签名见 BS-41。companyId 必填，String，最长 20 个字符，与请求头中的客户相同。
    zh: 其他客户的 companyId 见 BD-05。
    Source: butler guide 【顺丰快递管家】通用接口文档, batchDelete: companyId String(20) required; the headers of every call
    zh: 快递管家指南【顺丰快递管家】通用接口文档，batchDelete：companyId String(20) 必填；每次调用的请求头

    Scenario: a removal under the three headers and the client's own companyId is accepted
      zh: 带三个请求头和客户自己的 companyId 的删除被接受
      Given a courier user A
      When courier user A is removed
      Then it is accepted

    Scenario Outline: a removal under the companyId <companyId> is refused
      zh: companyId 为 <companyId> 的删除被拒绝
      Given a courier user A
      When courier user A is removed under the companyId <companyId>
      Then it is refused

      Examples: absent or empty
        zh: 缺失或为空
        | companyId |
        | (absent)  |
        | ""        |

  @BD-02 @must
  Rule: userNos is required, a String of up to 4000 characters, accounts separated by the ASCII comma
    zh: userNos 必填，String，最长 4000 个字符，账号以英文逗号分隔
    It is sent as it is: nothing of this call is encrypted. Each account of the list is removed. Longer lists, and lists
    that are absent or empty, are BD-06's matter; spaces around commas are BD-07's.
    zh: 原样发送：该调用不加密任何内容。列表中的每个账号都被删除。更长的列表以及缺失或空的列表见 BD-06；逗号两侧的空格见 BD-07。
    Source: butler guide 【顺丰快递管家】通用接口文档, batchDelete: userNos String(4000), comma separated
    zh: 快递管家指南【顺丰快递管家】通用接口文档，batchDelete：userNos String(4000)，以逗号分隔

    Scenario: three accounts are removed in one request
      zh: 一次请求删除三个账号
      Given a courier user A
      And a courier user B
      And a courier user C
      When courier users A, B and C are removed
      Then it is accepted

    Scenario: each account of a list is removed, the last too
      zh: 列表中的每个账号都被删除，包括最后一个
      Given a courier user A
      And a courier user B
      And a courier user C
      And courier users A, B and C are removed
      When courier user A is created again
      Then it is accepted
      When courier user B is created again
      Then it is accepted
      When courier user C is created again
      Then it is accepted

    Scenario: only the accounts of the list are removed
      zh: 只删除列表中的账号
      Given a courier user A
      And a courier user B
      And courier user A is removed
      When courier user B is updated
      Then it is accepted

    Scenario: a list of 4000 characters is accepted
      zh: 4000 个字符的列表被接受
      Given 190 courier users with userNo 20 × [a-z]
      And a courier user A with userNo 10 × [a-z]
      When courier users U1 to U190 and A are removed
      Then it is accepted

  @BD-03 @must
  Rule: The answer has the shape of batchSave's, and succ is ok where all were removed
    zh: 应答格式与 batchSave 相同，全部删除时 succ 为 ok
    succ, msg and result as in BS-20 to BS-23: an entry has the place of its account in the list, counted from 1, the
    account and a cause. Every answer of the suite is checked against this shape besides.
    zh: succ、msg 和 result 同 BS-20 至 BS-23：条目含账号在列表中的位置（从 1 起计）、账号和原因。此外，本套件的每个应答都按此格式检查。
    Source: butler guide 【顺丰快递管家】通用接口文档, batchDelete: the answer is that of batchSave
    zh: 快递管家指南【顺丰快递管家】通用接口文档，batchDelete：应答与 batchSave 相同

    Scenario: the answer to a removal
      zh: 删除的应答
      Given a courier user A
      When courier user A is removed
      Then it is accepted
      And succ in the answer is "ok"
      And msg in the answer is a text of up to 200 characters, or none
      And the result is empty

    Scenario: the answer to a refused removal
      zh: 删除被拒绝时的应答
      Given a courier user A
      When courier user A is removed with userNos (absent)
      Then it is refused in the documented shape
      And succ in the answer is "fail"
      And msg in the answer is a text of up to 200 characters, or none

    Scenario: the entry of an account that is not there
      zh: 不存在的账号的条目
      Given a courier user A
      And courier user A is removed
      When courier user A is removed
      Then what follows needs a refusal
      And exactly row 1 is in error
      And the entry of row 1 repeats its userNo
      And the cause of row 1 is a text of 1 to 100 characters

    Scenario: the entry of the second of two accounts
      zh: 两个账号中第二个的条目
      Given a courier user A
      And a courier user B
      And courier user B is removed
      When courier users A and B are removed
      Then what follows needs a refusal
      And exactly row 2 is in error
      And the entry of row 2 repeats its userNo

  @BD-04 @should
  Rule: A removed account is gone: updating it is refused, creating it again is accepted
    zh: 已删除的账号不再存在：修改被拒绝，可再次新增
    One scenario does it all with the same account: it is created, removed, created again, updated, and removed again.
    zh: 其中一个场景对同一账号依次新增、删除、再次新增、修改、再次删除。
    Source: follows from butler guide 【顺丰快递管家】通用接口文档, the name of the operation batchDelete
    zh: 推断自快递管家指南【顺丰快递管家】通用接口文档，接口名称 batchDelete

    Scenario: updating a removed account is refused
      zh: 修改已删除的账号被拒绝
      Given a courier user A
      And courier user A is removed
      When courier user A is updated
      Then it is refused

    Scenario: creating a removed account again is accepted
      zh: 再次新增已删除的账号被接受
      Given a courier user A
      And courier user A is removed
      When courier user A is created again
      Then it is accepted

    Scenario: an account that was created again exists, and can be removed again
      zh: 再次新增的账号存在，且可再次删除
      Given a courier user A
      And courier user A is removed
      When courier user A is created again
      Then it is accepted
      When courier user A is updated
      Then it is accepted
      When courier user A is removed
      Then it is accepted
      When courier user A is updated
      Then it is refused

    Scenario: an account that was updated and disabled can be removed
      zh: 修改并停用过的账号可以删除
      Given a courier user A with userStatus 0
      When courier user A is removed
      Then it is accepted
      When courier user A is updated
      Then it is refused

  @BD-05 @should
  Rule: A removal with a missing or wrong signature, or under another's companyId, removes nothing
    zh: 签名缺失或错误，或使用其他客户 companyId 的删除，不删除任何账号
    It is refused, in whatever form (BS-48), and the account can be updated afterwards.
    zh: 拒绝的形式不限（BS-48），之后该账号仍可修改。
    Source: follows from butler guide 【顺丰快递管家】通用接口文档, the headers of every call, as BS-42, BS-43, BS-36
    zh: 推断自快递管家指南【顺丰快递管家】通用接口文档，每次调用的请求头，同 BS-42、BS-43 和 BS-36

    Scenario Outline: a removal signed <way> removes nothing
      zh: 签名方式为 <way> 的删除不删除任何账号
      Given a courier user A
      When courier user A is removed, signed <way>
      Then it is refused
      When courier user A is updated
      Then it is accepted

      Examples: a digest of something else
        zh: 对其他内容计算的摘要
        | way                 |
        | with another secret |
        | for another body    |
        | for another time    |

    Scenario Outline: a removal with the header <header> as <value> removes nothing
      zh: 请求头 <header> 为 <value> 的删除不删除任何账号
      Given a courier user A
      When courier user A is removed under the <header> <value>
      Then it is refused
      When courier user A is updated
      Then it is accepted

      Examples: unsigned, undated, from nobody known
        zh: 无签名、无时间戳、来自未知客户
        | header    | value      |
        | sign      | (absent)   |
        | sign      | ""         |
        | timestamp | (absent)   |
        | sendAppId | (absent)   |
        | sendAppId | 15 × [0-9] |

    Scenario Outline: a removal under the companyId <companyId> removes nothing
      zh: companyId 为 <companyId> 的删除不删除任何账号
      Given a courier user A
      When courier user A is removed under the companyId <companyId>
      Then it is refused
      When courier user A is updated
      Then it is accepted

      Examples: another client's
        zh: 其他客户的
        | companyId  |
        | 15 × [0-9] |
        | 20 × [0-9] |

  @BD-06 @should
  Rule: More than 4000 characters, an absent or an empty userNos is refused and removes nothing
    zh: userNos 超过 4000 个字符、缺失或为空时被拒绝，不删除任何账号
    Source: follows from butler guide 【顺丰快递管家】通用接口文档, batchDelete: userNos String(4000) required
    zh: 推断自快递管家指南【顺丰快递管家】通用接口文档，batchDelete：userNos String(4000) 必填

    Scenario Outline: userNos as <userNos> is refused
      zh: userNos 为 <userNos> 时被拒绝
      When a courier user is removed with userNos <userNos>
      Then it is refused

      Examples: absent or empty
        zh: 缺失或为空
        | userNos  |
        | (absent) |
        | ""       |

    Scenario: a list of 4001 characters is refused
      zh: 4001 个字符的列表被拒绝
      Given a courier user A with userNo 20 × [a-z]
      When courier user A is removed with userNos (userNo of A) + "," + 3980 × "x"
      Then it is refused

    Scenario: a list that is far too long is refused
      zh: 远超上限的列表被拒绝
      Given a courier user A with userNo 20 × [a-z]
      When courier user A is removed with userNos (userNo of A) + "," + 20000 × "x"
      Then it is refused

    Scenario: a list of 4001 characters removes nothing
      zh: 4001 个字符的列表不删除任何账号
      Given a courier user A with userNo 20 × [a-z]
      When courier user A is removed with userNos (userNo of A) + "," + 3980 × "x"
      Then what follows needs a refusal
      When courier user A is updated
      Then it is accepted

  @BD-07 @open
  Rule: What becomes of unknown accounts, accounts named twice and spaces around commas is not documented
    zh: 文档未说明如何处理未知的账号、列出两次的账号和逗号两侧的空格
    The guide does not mention them.
    zh: 指南对此没有说明。
    Source: butler guide 【顺丰快递管家】通用接口文档, batchDelete (silent)
    zh: 快递管家指南【顺丰快递管家】通用接口文档，batchDelete（文档未提及）
    Question unknown: is a removal of an account that nobody has accepted?
    zh: 删除不存在的账号是否被接受？
    Interpretation taken: the account is not there afterwards, as asked
    zh: 账号本就不存在，视为成功
    Interpretation refused: there is nothing to remove
    zh: 没有可删除的账号
    Question others: what becomes of the others where one account of a list is unknown?
    zh: 列表中有一个未知账号时，其他账号会怎样？
    Interpretation removed: each account is handled by itself
    zh: 各账号分别处理
    Interpretation kept: the list is all or nothing
    zh: 整个列表要么全部删除，要么全不删除
    Question twice: is a list accepted that names the same account twice?
    zh: 同一账号列出两次的列表是否被接受？
    Interpretation taken: both mean the same account
    zh: 两次指同一账号
    Interpretation refused: the second is gone already
    zh: 第二次时账号已不存在
    Question spaces: are spaces around commas accepted?
    zh: 逗号两侧的空格是否被接受？
    Interpretation taken: they are dropped
    zh: 空格被忽略
    Interpretation refused: they belong to the account
    zh: 空格属于账号

    Scenario: an account that nobody has
      zh: 不存在的账号
      When a courier user is removed
      Then BD-07.unknown reads "taken" if it is accepted, "refused" if not

    Scenario: an account that was removed before
      zh: 之前已删除的账号
      Given a courier user A
      And courier user A is removed
      When courier user A is removed
      Then BD-07.unknown reads "taken" if it is accepted, "refused" if not

    Scenario: the others of a list with an unknown account
      zh: 含未知账号的列表中的其他账号
      Given a courier user A
      And a courier user B
      And courier user B is removed
      When courier users A and B are removed
      And courier user A is created again
      Then BD-07.others reads "removed" if it is accepted, "kept" if not

    Scenario: the same account twice
      zh: 同一账号两次
      Given a courier user A
      When courier users A and A are removed
      Then BD-07.twice reads "taken" if it is accepted, "refused" if not

    Scenario: spaces around a comma
      zh: 逗号两侧有空格
      Given a courier user A
      And a courier user B
      When courier user A is removed with userNos (userNo of A) + " , " + (userNo of B)
      Then BD-07.spaces reads "taken" if it is accepted, "refused" if not
