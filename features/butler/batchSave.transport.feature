@butler @batchSave
Feature: batchSave, how a call travels
  Three headers identify the caller, a digest in one of them covers the exact body, and the list of users is encrypted.
  The operation's own page does not describe this; the courier's guide and the public clients do.

  @BS-40 @must
  Rule: a call carries the headers sendAppId, timestamp and sign
    The client's id, the time in Unix milliseconds, and the digest of BS-41. A call without one of them is under
    BS-42. No time window is documented, so none is tested.
    Source: butler guide, the headers of every call

    Scenario: an update with the three headers is accepted
      Given a courier user A
      When courier user A is updated
      Then it is accepted

  @BS-41 @must
  Rule: sign is the digest of the exact body, the secret and the timestamp
    Base64 in the URL-safe alphabet, without padding, of the SHA-512 over the body, "&sk=" with the secret and
    "&timestamp=" with the header's value, as UTF-8. The body counts as sent, byte for byte: a vendor that parses and
    rewrites it before the check will find another digest.
    Source: client code, three of three independent clients

    Scenario Outline: a body that is <style> is accepted under its own signature
      When a courier user is created in a body that is <style>
      Then it is accepted

      Examples: other writings of the same JSON
        | style          |
        | pretty-printed |
        | reversed       |
        | escaped        |

    Scenario: the long body of 100 rows is accepted
      When 100 courier users are created
      Then it is accepted

  @BS-42 @must
  Rule: a wrong sign, an unknown sendAppId or a missing header is refused
    Refused in any form (BS-48): there must be no succ with the value ok.
    Source: butler guide, the headers of every call; client code

    Scenario Outline: a call signed <way> is refused
      When a courier user is created, signed <way>
      Then it is refused

      Examples: a digest of something else
        | way                 |
        | with another secret |
        | for another body    |
        | for another time    |

      Examples: the right digest, but not quite
        | way                     |
        | in small letters        |
        | with half of the digest |

    Scenario Outline: a call under the sign <sign> is refused
      When a courier user is created under the sign <sign>
      Then it is refused

      Examples: no digest at all
        | sign             |
        | (absent)         |
        | ""               |
        | 86 × [A-Za-z0-9] |

    Scenario Outline: a call under the sendAppId <sendAppId> is refused
      When a courier user is created under the sendAppId <sendAppId>
      Then it is refused

      Examples: nobody, and nobody known
        | sendAppId  |
        | (absent)   |
        | ""         |
        | 15 × [0-9] |

    Scenario: a creation under a sendAppId with another ending is refused
      Given a courier user A
      When a courier user is created under the sendAppId (companyId of A with another ending)
      Then it is refused

    Scenario Outline: a call under the timestamp <timestamp> is refused
      When a courier user is created under the timestamp <timestamp>
      Then it is refused

      Examples: no time
        | timestamp |
        | (absent)  |
        | ""        |

    Scenario: an update signed with another secret is refused
      Given a courier user A
      When courier user A is updated, signed with another secret
      Then it is refused

    Scenario Outline: an update under the <header> <value> is refused
      Given a courier user A
      When courier user A is updated under the <header> <value>
      Then it is refused

      Examples: each header missing, and nobody known
        | header    | value      |
        | sign      | (absent)   |
        | timestamp | (absent)   |
        | sendAppId | (absent)   |
        | sendAppId | 15 × [0-9] |

  @BS-48 @open
  Rule: what a refusal by signature or header looks like is not documented
    Such calls are often turned away by a gateway in front of the service, in its own form.
    Source: butler guide, silent
    Question shape: what is the body of such a refusal?
    Interpretation documented: the shape of BS-20 to BS-23
    Interpretation json: other JSON
    Interpretation html: a page of HTML
    Interpretation text: another text
    Interpretation empty: nothing
    Question status: which HTTP status does it carry?
    Interpretation 200: only the body shows it
    Interpretation 400: a bad request
    Interpretation 401: not authenticated
    Interpretation 403: forbidden

    Scenario Outline: the refusal of a call signed <way>
      When a courier user is created, signed <way>
      Then what follows needs a refusal
      And BS-48.shape reads the shape of the refusal
      And BS-48.status reads the HTTP status

      Examples: a digest of something else
        | way                 |
        | with another secret |
        | for another body    |
        | for another time    |

    Scenario Outline: the refusal of a call under the <header> <value>
      When a courier user is created under the <header> <value>
      Then what follows needs a refusal
      And BS-48.shape reads the shape of the refusal
      And BS-48.status reads the HTTP status

      Examples: each header missing, and nobody known
        | header    | value      |
        | sign      | (absent)   |
        | timestamp | (absent)   |
        | sendAppId | (absent)   |
        | sendAppId | 15 × [0-9] |

  @BS-43 @should
  Rule: a companyId that differs from sendAppId is refused
    A client may not act for another. A companyId longer than 20 characters cannot be the client's own either.
    Source: batchSave, 请求 主体, row 1: companyId 分配客户sendAppId。

    Scenario Outline: a call under the companyId <companyId> is refused
      When a courier user is created under the companyId <companyId>
      Then it is refused

      Examples: another client's, up to the limit and past it
        | companyId    |
        | 1 × [0-9]    |
        | 15 × [0-9]   |
        | 20 × [0-9]   |
        | 21 × [0-9]   |
        | 1000 × [0-9] |

    Scenario Outline: a call under a companyId that is nearly the own one, <companyId>, is refused
      Given a courier user A
      When a courier user is created under the companyId <companyId>
      Then it is refused

      Examples: other ends
        | companyId                                   |
        | (companyId of A with another ending)        |
        | (companyId of A without its last character) |
        | (companyId of A and a space)                |
        | (a space and companyId of A)                |

    Scenario: an update under another companyId is refused
      Given a courier user A
      When courier user A is updated under the companyId 15 × [0-9]
      Then it is refused

  @BS-44 @should
  Rule: a userList that does not decrypt to a list is refused in the documented shape
    The signature is right, so the service itself answers, as for any faulty request.
    Source: batchSave, 请求 主体, row 3: 用户数据集合。整体加密, with 响应 主体 for the shape

    Scenario Outline: a list that is <form> is refused
      When a courier user is created with its list <form>
      Then it is refused in the documented shape

      Examples: not to be decrypted
        | form                                  |
        | cut short                             |
        | replaced by garbage                   |
        | encrypted under another key           |
        | encrypted and cut within a block      |
        | encrypted without its last block      |
        | encrypted with its last block changed |

      Examples: decrypted, and no list
        | form                        |
        | encrypted as an object      |
        | encrypted as a text         |
        | encrypted as nonsense       |
        | encrypted as null           |
        | encrypted as a list of null |

  @BS-49 @should
  Rule: a plain list on the wire is refused
    Names and numbers of people must not be sent unencrypted, although the sample looks as if they were.
    Source: batchSave, 请求 主体, row 3: 整体加密

    Scenario: a creation with its list left plain is refused
      When a courier user is created with its list left plain
      Then it is refused

  @BS-45 @open
  Rule: how DES is applied is not published
    The tool comes with the secret, as an attachment of the guide. The usual variant is ECB with PKCS#5 padding and the
    first 8 bytes of the secret as the key, in Base64; CBC with the key as its start value and hex in either case also
    occur. The guide forbids = and & in values, which Base64 padding breaks and hex does not. Each target file says
    which variant is its own; here every variant is tried.
    Source: batchSave, 请求 主体, row 3: 加密方式详情请见《接入前必看-3.3Des加解密密工具类》
    Question cipher: which variants of encrypting the list does the vendor accept?
    Interpretation "ecb base64": the usual one
    Interpretation "ecb hex": hex, in lower-case letters
    Interpretation "ecb HEX": hex, in upper-case letters
    Interpretation "cbc base64": chained, the key as start value
    Interpretation "cbc hex": chained, hex in lower-case letters
    Interpretation "cbc HEX": chained, hex in upper-case letters

    Scenario: a list encrypted each way
      When a courier user is created with its list encrypted each way
      Then BS-45.cipher reads the ways taken

  @BS-46 @must @untestable
  Rule: the real hosts speak HTTPS only
    The vendor of this suite listens on loopback, where there is nothing to protect; a live target is called at the
    address that its owner gives. So there is nothing to provoke here, and the rule is only stated for the reader.
    Source: butler guide, hosts

  @BS-47 @must @untestable
  Rule: batchDelete removes users
    POST /public/user/v1/batchDelete takes companyId, a String of up to 20 characters, and userNos, comma separated, up
    to 4000 characters; its answer looks like that of batchSave. It also serves to clean up after a run on a live
    target. It has rules of its own, BD-01 to BD-07.
    Source: butler guide, batchDelete: companyId String(20), userNos String(4000)

  @BS-51 @open
  Rule: the HTTP status of a success, and how soon an account is known, are not documented
    A vendor that answers from a copy of its data knows a new account only after a while. Calls that depend on an
    earlier one then wait (settle in the target file). How many calls a second are accepted is not tried; one that is
    turned away by HTTP 429 waits and is made again.
    Source: batchSave, silent; 功能描述: 批处理接口需注意性能瓶颈
    Question status: which HTTP status does a success have?
    Interpretation 200: OK
    Interpretation 201: created
    Question lag: when is a new account known to the next call?
    Interpretation "at once": to the very next one
    Interpretation later: after some time
    Interpretation never: not within five seconds

    Scenario: the status of a creation
      When a courier user is created
      Then it is accepted
      And BS-51.status reads the HTTP status

    Scenario: an account that is updated as soon as it is known
      Given a courier user A
      When courier user A is updated until it is accepted
      Then BS-51.lag reads how long that took
