@butler @batchDelete
Feature: batchDelete, remove users in a batch
  It names accounts in one string, separated by commas. Only the courier's guide describes it. Runs against a live
  target clean up with it, and no scenario names an account that the run did not create or make up.

  @BD-01 @must
  Rule: a removal names the client by the three headers and its own companyId
    POST /public/user/v1/batchDelete under the headers of BS-40 and the signature of BS-41. companyId is required, a
    String of up to 20 characters, and the same client as in the headers. Another client's is BD-05's matter.
    Source: butler guide, batchDelete: companyId String(20) required; the headers of every call

    Scenario: a removal under the three headers and the client's own companyId is accepted
      Given a courier user A
      When courier user A is removed
      Then it is accepted

    Scenario Outline: a removal under the companyId <companyId> is refused
      Given a courier user A
      When courier user A is removed under the companyId <companyId>
      Then it is refused

      Examples: absent or empty
        | companyId |
        | (absent)  |
        | ""        |

  @BD-02 @must
  Rule: userNos is required, a String of up to 4000 characters, accounts separated by the ASCII comma
    It is sent as it is: nothing of this call is encrypted. Each account of the list is removed. Longer lists, and lists
    that are absent or empty, are BD-06's matter; spaces around commas are BD-07's.
    Source: butler guide, batchDelete: userNos String(4000), comma separated

    Scenario: three accounts are removed in one request
      Given a courier user A
      And a courier user B
      And a courier user C
      When courier users A, B and C are removed
      Then it is accepted

    Scenario: each account of a list is removed, the last too
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
      Given a courier user A
      And a courier user B
      And courier user A is removed
      When courier user B is updated
      Then it is accepted

    Scenario: a list of 4000 characters is accepted
      Given 190 courier users with userNo 20 × [a-z]
      And a courier user A with userNo 10 × [a-z]
      When courier users U1 to U190 and A are removed
      Then it is accepted

  @BD-03 @must
  Rule: the answer has the shape of batchSave's, and succ is ok where all were removed
    succ, msg and result as in BS-20 to BS-23: an entry has the place of its account in the list, counted from 1, the
    account and a cause. Every answer of the suite is checked against this shape besides.
    Source: butler guide, batchDelete: the answer is that of batchSave

    Scenario: the answer to a removal
      Given a courier user A
      When courier user A is removed
      Then it is accepted
      And succ in the answer is "ok"
      And msg in the answer is a text of up to 200 characters, or none
      And the result is empty

    Scenario: the answer to a refused removal
      Given a courier user A
      When courier user A is removed with userNos (absent)
      Then it is refused in the documented shape
      And succ in the answer is "fail"
      And msg in the answer is a text of up to 200 characters, or none

    Scenario: the entry of an account that is not there
      Given a courier user A
      And courier user A is removed
      When courier user A is removed
      Then what follows needs a refusal
      And exactly row 1 is in error
      And the entry of row 1 repeats its userNo
      And the cause of row 1 is a text of 1 to 100 characters

    Scenario: the entry of the second of two accounts
      Given a courier user A
      And a courier user B
      And courier user B is removed
      When courier users A and B are removed
      Then what follows needs a refusal
      And exactly row 2 is in error
      And the entry of row 2 repeats its userNo

  @BD-04 @should
  Rule: a removed account is gone: updating it is refused, creating it again is accepted
    The life of an account in one scenario: created, removed, not there for an update, created again, and removed again.
    Source: butler guide, batchDelete, follows from the name of the operation

    Scenario: updating a removed account is refused
      Given a courier user A
      And courier user A is removed
      When courier user A is updated
      Then it is refused

    Scenario: creating a removed account again is accepted
      Given a courier user A
      And courier user A is removed
      When courier user A is created again
      Then it is accepted

    Scenario: an account that was created again exists, and can be removed again
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
      Given a courier user A with userStatus 0
      When courier user A is removed
      Then it is accepted
      When courier user A is updated
      Then it is refused

  @BD-05 @should
  Rule: a removal with a missing or wrong signature, or under another's companyId, removes nothing
    It is refused, in whatever form (BS-48), and the account can be updated afterwards.
    Source: butler guide, the headers of every call, as BS-42, BS-43 and BS-36

    Scenario Outline: a removal signed <way> removes nothing
      Given a courier user A
      When courier user A is removed, signed <way>
      Then it is refused
      When courier user A is updated
      Then it is accepted

      Examples: a digest of something else
        | way                 |
        | with another secret |
        | for another body    |
        | for another time    |

    Scenario Outline: a removal with the header <header> as <value> removes nothing
      Given a courier user A
      When courier user A is removed under the <header> <value>
      Then it is refused
      When courier user A is updated
      Then it is accepted

      Examples: unsigned, undated, from nobody known
        | header    | value      |
        | sign      | (absent)   |
        | sign      | ""         |
        | timestamp | (absent)   |
        | sendAppId | (absent)   |
        | sendAppId | 15 × [0-9] |

    Scenario Outline: a removal under the companyId <companyId> removes nothing
      Given a courier user A
      When courier user A is removed under the companyId <companyId>
      Then it is refused
      When courier user A is updated
      Then it is accepted

      Examples: another client's
        | companyId  |
        | 15 × [0-9] |
        | 20 × [0-9] |

  @BD-06 @should
  Rule: more than 4000 characters, an absent or an empty userNos is refused and removes nothing
    Source: butler guide, batchDelete: userNos String(4000) required

    Scenario Outline: userNos as <userNos> is refused
      When a courier user is removed with userNos <userNos>
      Then it is refused

      Examples: absent or empty
        | userNos  |
        | (absent) |
        | ""       |

    Scenario: a list of 4001 characters is refused
      Given a courier user A with userNo 20 × [a-z]
      When courier user A is removed with userNos (userNo of A) + "," + 3980 × "x"
      Then it is refused

    Scenario: a list that is far too long is refused
      Given a courier user A with userNo 20 × [a-z]
      When courier user A is removed with userNos (userNo of A) + "," + 20000 × "x"
      Then it is refused

    Scenario: a list of 4001 characters removes nothing
      Given a courier user A with userNo 20 × [a-z]
      When courier user A is removed with userNos (userNo of A) + "," + 3980 × "x"
      Then what follows needs a refusal
      When courier user A is updated
      Then it is accepted

  @BD-07 @open
  Rule: unknown accounts, accounts named twice, and spaces around commas
    The guide says nothing of them.
    Source: butler guide, batchDelete, silent
    Question unknown: is a removal of an account that nobody has accepted?
    Interpretation taken: what is to be gone is gone
    Interpretation refused: there is nothing to remove
    Question others: what becomes of the others where one account of a list is unknown?
    Interpretation removed: each account is a matter of its own
    Interpretation kept: the list is all or nothing
    Question twice: is a list accepted that names the same account twice?
    Interpretation taken: both mean the same account
    Interpretation refused: the second is gone already
    Question spaces: are spaces around commas accepted?
    Interpretation taken: they are dropped
    Interpretation refused: they belong to the account

    Scenario: an account that nobody has
      When a courier user is removed
      Then BD-07.unknown reads "taken" if it is accepted, "refused" if not

    Scenario: an account that was removed before
      Given a courier user A
      And courier user A is removed
      When courier user A is removed
      Then BD-07.unknown reads "taken" if it is accepted, "refused" if not

    Scenario: the others of a list with an unknown account
      Given a courier user A
      And a courier user B
      And courier user B is removed
      When courier users A and B are removed
      And courier user A is created again
      Then BD-07.others reads "removed" if it is accepted, "kept" if not

    Scenario: the same account twice
      Given a courier user A
      When courier users A and A are removed
      Then BD-07.twice reads "taken" if it is accepted, "refused" if not

    Scenario: spaces around a comma
      Given a courier user A
      And a courier user B
      When courier user A is removed with userNos (userNo of A) + " , " + (userNo of B)
      Then BD-07.spaces reads "taken" if it is accepted, "refused" if not
