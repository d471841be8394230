Feature: Characters, for both vendors
  zh: 字符长度，两个厂商通用
  Neither vendor says in which unit it counts the length of a text. These rules apply to both.
  zh: 两个厂商都没有说明文本长度的计数单位。以下规则对两者均适用。

  @GW-17 @should
  Rule: A maximum length counts characters, not bytes
    zh: 最大长度按字符计算，而不是按字节
    In UTF-8 a Chinese character has three bytes, so a vendor that counts bytes refuses a text of a third of the length
    that is documented. Each value fills its field to the last character and is Chinese as far as its meaning allows:
    names completely, numbers like those of old business licences. Longer values are under CU-07, GU-14 and BS-27.
    zh: UTF-8 中一个汉字占三个字节，按字节计算的厂商会拒绝只有文档长度三分之一的文本。每个值都恰好填满最大长度，并在含义允许的范围内使用汉字：名称全用汉字，
    zh: 证件号仿旧式营业执照注册号。更长的值见 CU-07、GU-14 和 BS-27。
    Source: follows from client.user.save and user.save, 请求参数, column 最大长度; batchSave, userInfo, column 类型(约束)
    zh: 推断自 client.user.save 和 user.save，请求参数，“最大长度”列；batchSave，userInfo，“类型(约束)”列

    @etc
    Scenario Outline: <user> with <field> <value> is accepted
      zh: <user> 的 <field> 为 <value> 时被接受
      Beside it, a value of the same characters that has few enough of them to fit as bytes too.
      zh: 对照值由同样的字符组成，但字符少到按字节计算也不超长。
      When <user> is saved with <field> <value>
      Then it is accepted, as <control> is

      Examples: the id of a desktop user, at 32 characters
        zh: 桌面端用户的 id，32 个字符
        | user           | field       | value                    | control                 |
        | a desktop user | biz_user_id | 16 × [a-z0-9] + 16 × "张" | 16 × [a-z0-9] + 4 × "张" |

      Examples: the name of a desktop user, at 32 characters
        zh: 桌面端用户的名称，32 个字符
        | user           | field         | value    | control |
        | a desktop user | biz_user_name | 32 × "张" | 3 × "张" |

      Examples: the code of a desktop user, at 32 characters
        zh: 桌面端用户的证件号，32 个字符
        | user           | field         | value                       | control                    |
        | a desktop user | biz_user_code | "企合京总字第" + 25 × [0-9] + "号" | "企合京总字第" + 6 × [0-9] + "号" |

      Examples: the id of a gateway user, at 32 characters
        zh: 网关用户的 id，32 个字符
        | user           | field       | value                    | control                 |
        | a gateway user | biz_user_id | 16 × [a-z0-9] + 16 × "张" | 16 × [a-z0-9] + 4 × "张" |

      Examples: the name of a gateway user, at 255 characters
        zh: 网关用户的名称，255 个字符
        | user           | field         | value     | control |
        | a gateway user | biz_user_name | 255 × "张" | 3 × "张" |

      Examples: the code of a gateway user, at 50 characters
        zh: 网关用户的证件号，50 个字符
        | user           | field         | value                       | control                    |
        | a gateway user | biz_user_code | "企合京总字第" + 43 × [0-9] + "号" | "企合京总字第" + 6 × [0-9] + "号" |

    @butler
    Scenario Outline: a courier user with <field> <value> is accepted
      zh: 快递管家用户的 <field> 为 <value> 时被接受
      When a courier user is created with <field> <value>
      Then it is accepted, as <control> is

      Examples: a name of 20 characters
        zh: 20 个字符的姓名
        | field        | value    | control |
        | userRealName | 20 × "张" | 3 × "张" |

      Examples: a number of 11 characters
        zh: 11 个字符的工号
        | field | value            | control         |
        | empNo | "工号" + 9 × [0-9] | "工" + 8 × [0-9] |

      Examples: an organisation's name of 64 characters
        zh: 64 个字符的组织名称
        | field            | value             | control  |
        | organizationName | 60 × "顺" + "有限公司" | "顺丰有限公司" |

    @butler
    Scenario: a courier user with a Chinese thirdPlatformId of 50 characters is accepted
      zh: 中文 thirdPlatformId 为 50 个字符的快递管家用户被接受
      When a courier user is created with
        | thirdPlatformId | 25 × [a-z0-9] + 25 × "张" |
        | userNo          | (account)                |
      Then it is accepted

  @GW-18 @open
  Rule: How much a character beyond U+FFFF counts is not documented
    zh: 文档未说明 U+FFFF 以外的字符按几个字符计算
    Some rare characters in Chinese names are beyond U+FFFF. In UTF-16 such a character has two units, and a database
    may not be able to store it. A text of half the limit fits in either unit; a text at the limit fits only if it
    counts as one. Derived accounts (BS-14) for such ids are judged only if they are accepted.
    zh: 中文姓名中的一些生僻字在 U+FFFF 以外。在 UTF-16 中这样的字符占两个编码单元，数据库也可能无法保存。长度为上限一半的文本按哪种单位都不超长；恰好达到上限的文本只有按一个字符计算才不超长。
    zh: 含此类字符的 id 推导出的账号（BS-14），仅在此类 id 被接受时才判定。
    Source: client.user.save and user.save, 请求参数, column 最大长度; batchSave, userInfo, column 类型(约束) (silent)
    zh: client.user.save 和 user.save，请求参数，“最大长度”列；batchSave，userInfo，“类型(约束)”列（文档未提及）
    Question etc: how does the gateway count a character beyond U+FFFF?
    zh: 网关如何计算 U+FFFF 以外的字符？
    Interpretation one: as one character
    zh: 按一个字符
    Interpretation two: as two, by its UTF-16 units
    zh: 按两个字符，即其 UTF-16 编码单元
    Interpretation refused: it does not accept one
    zh: 被拒绝
    Question butler: how does the courier count a character beyond U+FFFF?
    zh: 快递管家如何计算 U+FFFF 以外的字符？
    Interpretation one: as one character
    zh: 按一个字符
    Interpretation two: as two, by its UTF-16 units
    zh: 按两个字符，即其 UTF-16 编码单元
    Interpretation refused: it does not accept one
    zh: 被拒绝

    @etc
    Scenario: a desktop user's name of rare characters, 32 at most
      zh: 桌面端用户名称为生僻字，最多 32 个
      When desktop user A is saved with biz_user_name 16 × "𠮷"
      And desktop user B is saved with biz_user_name 32 × "𠮷"
      Then GW-18.etc reads "one" if A and B are accepted, "two" if only A is, "refused" if neither is

    @etc
    Scenario: a gateway user's name of rare characters, 255 at most
      zh: 网关用户名称为生僻字，最多 255 个
      When gateway user A is saved with biz_user_name 127 × "𠮷"
      And gateway user B is saved with biz_user_name 255 × "𠮷"
      Then GW-18.etc reads "one" if A and B are accepted, "two" if only A is, "refused" if neither is

    @butler
    Scenario: a courier user's name of rare characters, 20 at most
      zh: 快递管家用户姓名为生僻字，最多 20 个
      When courier user A is created with userRealName 10 × "𠮷"
      And courier user B is created with userRealName 20 × "𠮷"
      Then GW-18.butler reads "one" if A and B are accepted, "two" if only A is, "refused" if neither is
