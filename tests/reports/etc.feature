@etc
Feature: client.user.save, save a desktop user
  A small contract for the reports to be tried with.

  @GW-01 @must
  Rule: A call is one JSON object
    Source: gateway guide, request parameters

    Scenario Outline: <user> in a correct call is accepted
      When <user> is saved
      Then it is accepted

      Examples: both operations
        | user           |
        | a desktop user |
        | a gateway user |

  @GW-13 @open
  Rule: The HTTP status of a refusal is not documented
    Source: gateway guide, silent
    Question status: which HTTP status does a refused call have?
    Reading 200: the code in the body alone tells
    Question after-wrong-signature: is the nonce of a call refused for its signature used up?
    Reading free: a correct call may use it

    Scenario: the status of a refusal
      When a desktop user is saved, signed with another key
      Then GW-13.status reads the HTTP status

  @CU-03 @must
  Rule: biz_user_name is required, a String of up to 32 characters
    Source: client.user.save, 请求参数, row 3: biz_user_name 是 String 32 企业名称/姓名

    Scenario Outline: a desktop user named <name> is accepted
      When a desktop user is saved with biz_user_name <name>
      Then it is accepted

      Examples: up to the limit
        | name     |
        | "x"      |
        | "张三"   |
        | 31 × "x" |
        | 32 × "x" |

  @CU-07 @should
  Rule: A value past its maximum length is refused
    Source: client.user.save, 请求参数, column 最大长度

    Scenario: a desktop user named 33 × "x" is refused
      When a desktop user is saved with biz_user_name 33 × "x"
      Then it is refused

  @GU-13 @should
  Rule: Updating an unknown number is refused
    Source: user.save

    Scenario: an update of the unknown number is refused
      When a gateway user is saved with etc_user_no 16 × [A-Z]
      Then it is refused
