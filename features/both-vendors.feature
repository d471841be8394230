Feature: Characters, for both vendors
  Neither vendor says in which unit it counts the length of a text. These rules apply to both.

  @GW-17 @should
  Rule: A maximum length counts characters, not bytes
    In UTF-8 a Chinese character has three bytes, so a vendor that counts bytes refuses a text of a third of the length
    that is documented. Each value fills its field to the last character and is Chinese as far as its meaning allows:
    names completely, numbers like those of old business licences. Longer values are under CU-07, GU-14 and BS-27.
    Source: client.user.save and user.save, 请求参数, column 最大长度; batchSave, userInfo, column 类型

    @etc
    Scenario Outline: <user> with <field> <value> is accepted
      Beside it, a value of the same characters that has few enough of them to fit as bytes too.
      When <user> is saved with <field> <value>
      Then it is accepted, as <control> is

      Examples: the id of a desktop user, at 32 characters
        | user           | field       | value                    | control                 |
        | a desktop user | biz_user_id | 16 × [a-z0-9] + 16 × "张" | 16 × [a-z0-9] + 4 × "张" |

      Examples: the name of a desktop user, at 32 characters
        | user           | field         | value    | control |
        | a desktop user | biz_user_name | 32 × "张" | 3 × "张" |

      Examples: the code of a desktop user, at 32 characters
        | user           | field         | value                       | control                    |
        | a desktop user | biz_user_code | "企合京总字第" + 25 × [0-9] + "号" | "企合京总字第" + 6 × [0-9] + "号" |

      Examples: the id of a gateway user, at 32 characters
        | user           | field       | value                    | control                 |
        | a gateway user | biz_user_id | 16 × [a-z0-9] + 16 × "张" | 16 × [a-z0-9] + 4 × "张" |

      Examples: the name of a gateway user, at 255 characters
        | user           | field         | value     | control |
        | a gateway user | biz_user_name | 255 × "张" | 3 × "张" |

      Examples: the code of a gateway user, at 50 characters
        | user           | field         | value                       | control                    |
        | a gateway user | biz_user_code | "企合京总字第" + 43 × [0-9] + "号" | "企合京总字第" + 6 × [0-9] + "号" |

    @butler
    Scenario Outline: a courier user with <field> <value> is accepted
      When a courier user is created with <field> <value>
      Then it is accepted, as <control> is

      Examples: a name of 20 characters
        | field        | value    | control |
        | userRealName | 20 × "张" | 3 × "张" |

      Examples: a number of 11 characters
        | field | value            | control         |
        | empNo | "工号" + 9 × [0-9] | "工" + 8 × [0-9] |

      Examples: an organisation's name of 64 characters
        | field            | value             | control  |
        | organizationName | 60 × "顺" + "有限公司" | "顺丰有限公司" |

    @butler
    Scenario: a courier user with a Chinese thirdPlatformId of 50 characters is accepted
      When a courier user is created with
        | thirdPlatformId | 25 × [a-z0-9] + 25 × "张" |
        | userNo          | (account)                |
      Then it is accepted

  @GW-18 @open
  Rule: How much a character beyond U+FFFF counts is not said
    Some rare characters in Chinese names are beyond U+FFFF. In UTF-16 such a character has two units, and a database
    may not be able to store it. A text of half the limit fits in either unit; a text at the limit fits only if it
    counts as one. Derived accounts (BS-14) for such ids are judged only if they are accepted.
    Source: client.user.save, user.save and batchSave, maximum lengths (silent)
    Question etc: how does the gateway count a character beyond U+FFFF?
    Interpretation one: as one character
    Interpretation two: as two, by its UTF-16 units
    Interpretation refused: it does not accept one
    Question butler: how does the courier count a character beyond U+FFFF?
    Interpretation one: as one character
    Interpretation two: as two, by its UTF-16 units
    Interpretation refused: it does not accept one

    @etc
    Scenario: a desktop user's name of rare characters, 32 at most
      When desktop user A is saved with biz_user_name 16 × "𠮷"
      And desktop user B is saved with biz_user_name 32 × "𠮷"
      Then GW-18.etc reads "one" if A and B are accepted, "two" if only A is, "refused" if neither is

    @etc
    Scenario: a gateway user's name of rare characters, 255 at most
      When gateway user A is saved with biz_user_name 127 × "𠮷"
      And gateway user B is saved with biz_user_name 255 × "𠮷"
      Then GW-18.etc reads "one" if A and B are accepted, "two" if only A is, "refused" if neither is

    @butler
    Scenario: a courier user's name of rare characters, 20 at most
      When courier user A is created with userRealName 10 × "𠮷"
      And courier user B is created with userRealName 20 × "𠮷"
      Then GW-18.butler reads "one" if A and B are accepted, "two" if only A is, "refused" if neither is
