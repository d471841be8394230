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
      When <user> is saved with <field> <value>
      Then it is accepted

      Examples: a desktop user, at 32 characters
        | user           | field         | value                            |
        | a desktop user | biz_user_id   | 16 × [a-z0-9] + 16 × "张"        |
        | a desktop user | biz_user_name | 32 × "张"                        |
        | a desktop user | biz_user_code | "企合京总字第" + 25 × "1" + "号" |

      Examples: a gateway user, at 32, 255 and 50 characters
        | user           | field         | value                            |
        | a gateway user | biz_user_id   | 16 × [a-z0-9] + 16 × "张"        |
        | a gateway user | biz_user_name | 255 × "张"                       |
        | a gateway user | biz_user_code | "企合京总字第" + 43 × "1" + "号" |

    @butler
    Scenario Outline: a courier user with <field> <value> is accepted
      When a courier user is created with <field> <value>
      Then it is accepted

      Examples: at 20, 11 and 64 characters
        | field            | value                  |
        | userRealName     | 20 × "张"              |
        | empNo            | "工号" + 9 × "1"       |
        | organizationName | 60 × "顺" + "有限公司" |

    @butler
    Scenario: a courier user with a Chinese thirdPlatformId of 50 characters is accepted
      When a courier user is created with
        | thirdPlatformId | 25 × [a-z0-9] + 25 × "张" |
        | userNo          | (account)                 |
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
