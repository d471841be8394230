@butler
Feature: batchSave, create or update users in a batch
  The other vendor's half of the small contract.

  @BS-25 @must
  Rule: Creating an account that exists is refused, with an entry for its row
    Source: batchSave, 返回示例

    Scenario: a courier user created twice is refused the second time
      Given a courier user A
      When courier user A is created again
      Then it is refused

  @BS-26 @should
  Rule: Every row in error is listed, not only the first
    Source: batchSave, 返回参数

    @BS-25
    Scenario: two rows in error are listed
      When these courier users are created
        | name | userPhone   |
        | A    | 13800000000 |
        | B    | (absent)    |
      Then exactly row 2 is in error

  @BS-46 @must @untestable
  Rule: The real hosts speak HTTPS only
    Nobody can provoke it on loopback.
    Source: butler guide
