@etc @gateway
Feature: The ETC gateway, one door for every operation
  Both operations are posted to one address. The body names the operation, carries its parameters and is signed; the
  answer comes in one envelope, whatever the operation. These are the rules of the gateway.

  @GW-01 @must
  Rule: A call is one JSON object: application id, nonce, timestamp, signature, API code and business parameters
    The application id has 16 characters, the nonce six at random, the timestamp is the JSON number of Unix milliseconds
    in 13 digits, and an API code has up to 64 characters. The layout of the JSON has no meaning: spaces, escapes and
    the order of members are free.
    Source: gateway guide, request parameters

    Scenario Outline: the nonce <nonce> is accepted
      When a desktop user is saved under the nonce <nonce>
      Then it is accepted

      Examples: six characters of each kind
        | nonce           |
        | 6 × [0-9]       |
        | 6 × [a-z]       |
        | 6 × [A-Z]       |
        | 6 × [a-zA-Z0-9] |

    Scenario Outline: <user> in a body that is <style> is accepted
      When <user> is saved with biz_user_name (name) in a body that is <style>
      Then it is accepted

      Examples: one meaning, several texts
        | user           | style          |
        | a desktop user | pretty-printed |
        | a desktop user | escaped        |
        | a desktop user | reversed       |
        | a gateway user | pretty-printed |
        | a gateway user | escaped        |
        | a gateway user | reversed       |

  @GW-02 @must
  Rule: The signature covers application id, nonce, timestamp, API code and every scalar business parameter
    Names and values are joined as name=value, sorted by name, with & between them; the UTF-8 bytes are signed with
    SHA1withRSA with the private key of the application, and the signature is sent as Base64 with padding. Values are in
    that text as they are, neither quoted nor escaped. Nothing that the signature covers can be changed unnoticed. A
    boolean is left to GW-12, which asks whether and how it is part of the text.
    Source: gateway guide, signature: apiCode=test.add&appId=…&name=测试&nonce=123AO9&timestamp=1604990109987

    Scenario Outline: the signature of <user> named <name> is accepted
      A vendor may refuse such a name for its form (CU-11, GU-23). Then its signature cannot be judged.
      When <user> is saved with biz_user_name <name>
      Then its signature is accepted

      Examples: Chinese, and characters with a meaning in the signed text, in URLs or in Base64
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
      When <user> is saved with <field> <signed>, but the <field> reads <sent> after signing
      Then it is refused

      Examples: texts and a number are changed
        | user           | field         | signed        | sent          |
        | a desktop user | biz_user_id   | 16 × [a-z0-9] | 16 × [a-z0-9] |
        | a desktop user | biz_user_type | 1             | 2             |
        | a desktop user | biz_user_name | "张三"          | "李四"          |
        | a desktop user | biz_user_code | (code)        | (code)        |
        | a gateway user | biz_user_id   | 16 × [a-z0-9] | 16 × [a-z0-9] |
        | a gateway user | biz_user_type | "1"           | "2"           |
        | a gateway user | biz_user_name | "张三"          | "李四"          |

      Examples: an optional parameter is changed, taken away
        | user           | field         | signed        | sent     |
        | a gateway user | contract_type | "1"           | "3"      |
        | a gateway user | biz_user_code | (credit code) | (absent) |

      Examples: a parameter is added
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
      Given a gateway user A
      When gateway user A is updated with <field> <signed>, but the <field> reads <sent> after signing
      Then it is refused

      Examples: a parameter is changed
        | field         | signed | sent |
        | contract_type | "1"    | "3"  |

      Examples: a parameter is added
        | field         | signed   | sent               |
        | etc_user_no   | (absent) | (etc_user_no of A) |
        | biz_user_id   | (absent) | (biz_user_id of A) |
        | biz_user_type | (absent) | "1"                |
        | biz_user_name | (absent) | (name)             |
        | biz_user_code | (absent) | (credit code)      |
        | contract_type | (absent) | "3"                |
        | sign_type     | (absent) | "2"                |

    Scenario: a call signed for one operation and sent to the other is refused
      Sent as a string, the user type fits user.save, so that only the signature is wrong with the call.
      When a desktop user is saved with biz_user_type "1", but the API code reads "user.save" after signing
      Then it is refused

    Scenario: a nonce changed after signing is refused
      When a desktop user is saved, but the nonce reads 6 × [a-z0-9] after signing
      Then it is refused

    Scenario: a timestamp changed after signing is refused, though it is inside the window
      When desktop user A is saved under a timestamp 5 s behind
      Then it is accepted
      When desktop user B is saved, but the timestamp reads (timestamp of A) after signing
      Then it is refused

    Scenario: an application id changed after signing is refused, though that application exists
      Given a gateway user A with create_app true
      When a desktop user is saved, but the application id reads (app.app_id of A) after signing
      Then it is refused

  @GW-03 @must
  Rule: An answer carries a request id of its own, a code, a message and data
    The request id is a string of up to 64 characters and belongs to one call only. The code is a string of up to 32
    characters: 000 is success, any other code is a failure, and a failure has no data. The message has up to 255
    characters. Every answer of every scenario is checked against the schemas; here this is said in words, where an
    answer is most likely to be wrong.
    Source: gateway guide, response parameters

    Scenario: the request ids of the whole run all differ
      Then over the whole run, the request ids of all answers differ

    Scenario Outline: the envelope of a success for <user>
      When <user> is saved
      Then it is accepted
      And the request id is a text of 1 to 64 characters
      And the code is a text of 1 to 32 characters
      And the message is a text of 0 to 255 characters

      Examples: both operations
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: the envelope of a refusal for <user> with <field> <value>
      A message that repeats what was sent can exceed its limit.
      When <user> is saved with <field> <value>
      Then what follows needs a refusal
      And the request id is a text of 1 to 64 characters
      And the code is a text of 1 to 32 characters
      And the message is a text of 0 to 255 characters
      And the data is null or absent

      Examples: a missing value and a very long one
        | user           | field         | value      |
        | a desktop user | biz_user_name | (absent)   |
        | a desktop user | biz_user_name | 1000 × "x" |
        | a gateway user | biz_user_id   | (absent)   |
        | a gateway user | biz_user_name | 1000 × "x" |

  @GW-04 @must
  Rule: A wrong signature is refused with code 401001
    A signature is wrong if it was made with another key, for another call, or from nothing. A text that is not
    Base64 may fail earlier, and so with another code.
    Source: gateway guide, response codes: 401001

    Scenario Outline: <user> signed with another key is refused
      When <user> is saved, signed with another key
      Then it is refused with code "401001"

      Examples: both operations
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario: an update signed with another key is refused
      Given a gateway user A
      When gateway user A is updated, signed with another key
      Then it is refused with code "401001"

    Scenario: the signature of another call is refused
      Given a desktop user A
      When desktop user B is saved under the sign (sign of A)
      Then it is refused with code "401001"

    Scenario Outline: the well-formed signature <sign> is refused
      When a desktop user is saved under the sign <sign>
      Then it is refused with code "401001"

      Examples: Base64 of as many bytes as a signature has, of more, and of three
        | sign             |
        | 171 × "A" + "="  |
        | 342 × "A" + "==" |
        | "AAAA"           |

    Scenario Outline: the signature <sign>, which is no Base64, is refused
      When a desktop user is saved under the sign <sign>
      Then it is refused

      Examples: texts outside the alphabet
        | sign      |
        | 172 × "!" |
        | 172 × "签" |

  @GW-05 @must
  Rule: A timestamp more than 30 s from the server's clock is refused with code 403001
    The window is open on both sides. Clock differences and delay blur its edge, so the contract stays away from it: 15
    s off is inside, 45 s off is outside, measured against the Date header of the vendor's answers.
    Source: gateway guide, timestamp, and response codes: 403001

    Scenario Outline: <user> under a timestamp <offset> is accepted
      When <user> is saved under a timestamp <offset>
      Then it is accepted

      Examples: inside the window
        | user           | offset      |
        | a desktop user | 15 s behind |
        | a desktop user | 15 s ahead  |
        | a gateway user | 15 s behind |
        | a gateway user | 15 s ahead  |

    Scenario Outline: <user> under a timestamp <offset> is refused
      When <user> is saved under a timestamp <offset>
      Then it is refused with code "403001"

      Examples: outside the window
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
        | user           | offset      |
        | a desktop user | 8 h behind  |
        | a desktop user | 8 h ahead   |
        | a desktop user | 24 h behind |
        | a desktop user | 24 h ahead  |

    Scenario Outline: a timestamp that is no time, <timestamp>, is refused
      When a desktop user is saved under <timestamp>
      Then it is refused

      Examples: another unit, and no time at all
        | timestamp              |
        | a timestamp in seconds |
        | the timestamp 0        |

    Scenario Outline: an update under a timestamp <offset> is refused
      Given a gateway user A
      When gateway user A is updated under a timestamp <offset>
      Then it is refused with code "403001"

      Examples: outside the window
        | offset      |
        | 45 s behind |
        | 1 h ahead   |

  @GW-06 @must
  Rule: A nonce that comes again within 60 s is refused with code 403002
    A nonce is used up for the application, whichever operation it was used for and whatever else the second call says.
    Whether it can be used again after 60 s is not tested; what a refused call does to its nonce is GW-14, and whether
    case makes two nonces different is GW-25.
    Source: gateway guide, nonce, and response codes: 403002

    Scenario Outline: a nonce used for <first> and again for <second> is refused
      Given <first>
      When <second> is saved under the nonce (nonce of A)
      Then it is refused with code "403002"

      Examples: the same operation, and across the two
        | first            | second         |
        | a desktop user A | desktop user B |
        | a desktop user A | gateway user B |
        | a gateway user A | gateway user B |
        | a gateway user A | desktop user B |

    Scenario Outline: the nonce of a call where gateway user <user> is <saved> is refused when <call>
      Given a gateway user A
      And a gateway user B
      When gateway user <user> is <saved>
      Then it is accepted
      When <call> under the nonce (nonce of <user>)
      Then it is refused with code "403002"

      Examples: creations and updates
        | user | saved   | call                      |
        | C    | saved   | gateway user A is updated |
        | A    | updated | a gateway user is saved   |
        | A    | updated | gateway user B is updated |

    Scenario Outline: a call sent twice, byte for byte, is refused the second time: <user>
      Given <user>
      When the call of A is sent again
      Then it is refused with code "403002"

      Examples: both operations
        | user             |
        | a desktop user A |
        | a gateway user A |

    Scenario Outline: of calls at once under one nonce, one is accepted: <users>
      When 4 <users> are saved under one nonce at once
      Then one of them is accepted, and the others are refused with code "403002"

      Examples: both operations
        | users         |
        | desktop users |
        | gateway users |

    Scenario: a nonce is refused again after all other calls of the whole run
      When a desktop user is saved under the oldest nonce of the whole run
      Then it is refused with code "403002"

    Scenario: a nonce is refused again under a timestamp that is certainly another
      When desktop user A is saved under a timestamp 5 s behind
      Then it is accepted
      When desktop user B is saved under the nonce (nonce of A)
      Then it is refused with code "403002"

  @GW-07 @must
  Rule: An unknown API code is refused with code 404001
    A code that begins like a known one, or with which a known one begins, is unknown as well.
    Source: gateway guide, response codes: 404001

    Scenario Outline: <user> under the API code <code> is refused
      When <user> is saved under the API code <code>
      Then it is refused with code "404001"

      Examples: strangers, near misses, and the longest code there can be
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
    The ids are well-formed, 16 characters long, and were never issued.
    Source: gateway guide, response codes: 400001

    Scenario Outline: <user> under an unknown application id is refused
      When <user> is saved under the application id 16 × [A-Z0-9]
      Then it is refused with code "400001"

      Examples: both operations
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: an application id that is nearly the own one, <id>, is refused
      Given a desktop user A
      When a desktop user is saved under the application id <id>
      Then it is refused with code "400001"

      Examples: other letters, other ends
        | id                                        |
        | (lower case of application id of A)       |
        | (application id of A with another ending) |

    Scenario: an update under an unknown application id is refused
      Given a gateway user A
      When gateway user A is updated under the application id 16 × [A-Z0-9]
      Then it is refused with code "400001"

  @GW-09 @must
  Rule: A required business parameter that is absent or empty is refused with code 400, and the message names it
    This holds for every parameter that the documentation marks 是. A desktop user's biz_user_type is a number and so is
    never empty; an empty string in its place is under CU-02. A null is GW-26's matter.
    Source: gateway guide, response codes: 400 参数{name}不能为空

    Scenario Outline: <user> with <field> <value> is refused by name
      When <user> is saved with <field> <value>
      Then a refusal has code "400" and names <field>

      @CU-01
      Examples: the id of a desktop user
        | user           | field       | value    |
        | a desktop user | biz_user_id | (absent) |
        | a desktop user | biz_user_id | ""       |

      @CU-02
      Examples: the type of a desktop user
        | user           | field         | value    |
        | a desktop user | biz_user_type | (absent) |

      @CU-03
      Examples: the name of a desktop user
        | user           | field         | value    |
        | a desktop user | biz_user_name | (absent) |
        | a desktop user | biz_user_name | ""       |

      @CU-04
      Examples: the code of a desktop user
        | user           | field         | value    |
        | a desktop user | biz_user_code | (absent) |
        | a desktop user | biz_user_code | ""       |

      @GU-02
      Examples: the id of a gateway user
        | user           | field       | value    |
        | a gateway user | biz_user_id | (absent) |
        | a gateway user | biz_user_id | ""       |

      @GU-05
      Examples: the type of a gateway user
        | user           | field         | value    |
        | a gateway user | biz_user_type | (absent) |
        | a gateway user | biz_user_type | ""       |

    Scenario Outline: an update with <field> <value> is refused by name
      Given a gateway user A
      When gateway user A is updated with <field> <value>
      Then a refusal has code "400" and names <field>

      @GU-02
      Examples: the id
        | field       | value    |
        | biz_user_id | (absent) |
        | biz_user_id | ""       |

      @GU-05
      Examples: the type
        | field         | value    |
        | biz_user_type | (absent) |
        | biz_user_type | ""       |

  @GW-10 @should @untestable
  Rule: An operation switched off answers 400002, one without permission 401002, an internal error 500
    It cannot be provoked from outside that an operation is off, a permission is withdrawn or the server fails, so
    nothing is tried here. The codes are kept for readers of a report and for clients written against the embedded
    vendor.
    Source: gateway guide, response codes: 400002, 401002, 500

  @GW-11 @open
  Rule: The revisions of the guide spell the envelope in different ways
    There are three documented spellings of a request and three of an answer. A client uses one of each per target; the
    contract asks which of them this gateway accepts, and which it sends.
    Source: gateway guide, three revisions; client.user.save, 应答样例: "requestId"; user.save, 应答样例: "request_id"
    Question request: which spellings of a request does the gateway accept?
    Interpretation params: appId, apiCode and params, as in the first revision
    Interpretation request_content: appId, apiCode and request_content, as in the sample of the later revisions
    Interpretation snake: app_id, api_code and request_content, as in the parameter table of the later revisions
    Question answer: how does the gateway spell the envelope of an answer?
    Interpretation "requestId responseCode responseMsg": as in the first revision
    Interpretation "requestId code msg": as in the sample of client.user.save
    Interpretation "request_id code msg": as in the sample of user.save

    Scenario Outline: the spellings in which <user> is taken
      When <user> is saved in each request spelling
      Then GW-11.request reads the ways taken

      Examples: both operations
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: the spelling of the answer to <user> with biz_user_id <value>
      When <user> is saved with biz_user_id <value>
      Then GW-11.answer reads the envelope's spelling

      Examples: a success and a refusal of each operation
        | user           | value    |
        | a desktop user | (base)   |
        | a desktop user | (absent) |
        | a gateway user | (base)   |
        | a gateway user | (absent) |

  @GW-12 @open
  Rule: Whether an empty text, a null and a boolean take part in the signed text is not said
    Two clients can read the guide and sign differently; only the gateway shows which is right. The harness signs as
    its target file says, by default with empty strings in, null out and a boolean as true or false. Here each way is
    tried.
    Source: gateway guide, signature (silent)
    Question empty: does an empty string take part in the signed text?
    Interpretation true: it does, as name=
    Interpretation false: it is left out
    Question null: does a null take part in the signed text?
    Interpretation out: it is left out
    Interpretation null: it does, as name=null
    Interpretation empty: it does, as name=
    Question boolean: how does a boolean take part in the signed text?
    Interpretation word: as name=true or name=false
    Interpretation digit: as name=1 or name=0
    Interpretation out: it is left out

    Scenario: the ways to sign an empty text
      When a gateway user is saved with etc_user_no "", signed each way of sign_empty
      Then GW-12.empty reads the ways whose signature is taken

    Scenario: the ways to sign a null
      When a gateway user is saved with biz_user_name null, signed each way of sign_null
      Then GW-12.null reads the ways whose signature is taken

    Scenario Outline: the ways to sign the boolean <value>
      When a gateway user is saved with create_app <value>, signed each way of sign_boolean
      Then GW-12.boolean reads the ways whose signature is taken

      Examples: both booleans
        | value |
        | true  |
        | false |

  @GW-13 @open
  Rule: The HTTP status of a refused call is not said
    The guide shows only bodies. A client that looks at the status first may never see the code.
    Source: gateway guide, response codes (silent)
    Question status: which HTTP status does a refused call have?
    Interpretation 200: only the code in the body shows it
    Interpretation 400: every refusal is a bad request
    Interpretation 401: a refusal is about who may call
    Interpretation 403: a refusal is about what may be called
    Interpretation 404: what was named does not exist

    Scenario Outline: the status of a refusal for a missing parameter of <user>
      When <user> is saved with biz_user_id (absent)
      Then what follows needs a refusal
      And GW-13.status reads the HTTP status

      Examples: both operations
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: the status of a refusal for the <part> <value>
      When a desktop user is saved under the <part> <value>
      Then what follows needs a refusal
      And GW-13.status reads the HTTP status

      Examples: parts of the envelope that are wrong
        | part           | value           |
        | application id | 16 × [A-Z0-9]   |
        | API code       | "test.nothing"  |
        | sign           | 171 × "A" + "=" |

    Scenario: the status of a refusal for a timestamp out of the window
      When a desktop user is saved under a timestamp 1 h behind
      Then what follows needs a refusal
      And GW-13.status reads the HTTP status

    Scenario: the status of a refusal for a spent nonce
      Given a desktop user A
      When the call of A is sent again
      Then what follows needs a refusal
      And GW-13.status reads the HTTP status

  @GW-14 @open
  Rule: Whether a refused call uses up its nonce is not said
    This decides whether a client may correct a call and send it with the same nonce. A gateway may check the
    nonce after the signature and before the parameters, so the two are tested separately.
    Source: gateway guide, nonce (silent)
    Question after-missing-parameter: is the nonce of a call refused for a missing parameter used up?
    Interpretation free: a correct call may use it
    Interpretation spent: it is used up
    Question after-wrong-signature: is the nonce of a call refused for its signature used up?
    Interpretation free: a correct call may use it
    Interpretation spent: it is used up

    Scenario: the nonce of a call refused for a missing parameter
      When desktop user A is saved with biz_user_name (absent)
      Then what follows needs a refusal
      When desktop user B is saved under the nonce (nonce of A)
      Then GW-14.after-missing-parameter reads "free" if it is accepted, "spent" if not

    Scenario: the nonce of a call refused for its signature
      When desktop user A is saved, signed with another key
      Then what follows needs a refusal
      When desktop user B is saved under the nonce (nonce of A)
      Then GW-14.after-wrong-signature reads "free" if it is accepted, "spent" if not

  @GW-15 @open
  Rule: The content type of answers, and fields in them that no page names, are left open
    A client must be able to handle both: read the body as JSON whatever its label, and ignore unknown fields.
    Source: gateway guide, response parameters (silent)
    Question content-type: which Content-Type do answers have?
    Interpretation application/json: JSON, with or without a charset
    Interpretation text/plain: text that happens to be JSON
    Interpretation none: no such header
    Question extra-fields: which fields do answers have that are not documented?
    Interpretation none: only the documented ones
    Interpretation "their names": the fields that were seen beyond them

    Scenario Outline: the answer to <user> with biz_user_id <value>
      When <user> is saved with biz_user_id <value>
      Then GW-15.content-type reads the content type
      And GW-15.extra-fields reads the undocumented fields

      Examples: a success and a refusal of each operation
        | user           | value    |
        | a desktop user | (base)   |
        | a desktop user | (absent) |
        | a gateway user | (base)   |
        | a gateway user | (absent) |

  @GW-16 @open
  Rule: Whether a value of another JSON type is taken for the documented one is not said
    Common JSON libraries on the vendors' platform turn a number or a boolean into a string without notice, and some do
    so with an object or a list. A string for the number of a desktop user's type is CU-08.
    Source: client.user.save and user.save, 请求参数, column 类型 (silent on conversion)
    Question number: is a number accepted for a string?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question boolean: is a boolean accepted for a string?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question quoted-boolean: is a string accepted for a boolean?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question object: is an object accepted for a string?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question list: is a list accepted for a string?
    Interpretation taken: it is
    Interpretation refused: it is not

    Scenario Outline: <user> with <field> as the number <value>
      When <user> is saved with <field> <value>
      Then GW-16.number reads "taken" if it is accepted, "refused" if only <control> is

      Examples: every text whose value need not be new
        | user           | field         | value     | control     |
        | a desktop user | biz_user_name | 123       | "123"       |
        | a desktop user | biz_user_code | 123456789 | "123456788" |
        | a gateway user | biz_user_name | 123       | "123"       |
        | a gateway user | biz_user_code | 123456789 | "123456788" |
        | a gateway user | biz_user_type | 1         | "1"         |
        | a gateway user | contract_type | 1         | "1"         |
        | a gateway user | sign_type     | 1         | "1"         |

    Scenario Outline: <user> with <field> as the boolean <value>
      When <user> is saved with <field> <value>
      Then GW-16.boolean reads "taken" if it is accepted, "refused" if only <control> is

      Examples: texts of free wording
        | user           | field         | value | control |
        | a desktop user | biz_user_name | true  | "true"  |
        | a desktop user | biz_user_code | true  | "tree"  |
        | a gateway user | biz_user_name | true  | "true"  |
        | a gateway user | biz_user_code | true  | "tree"  |

    Scenario Outline: a gateway user with create_app as the text <value>
      When a gateway user is saved with create_app <value>
      Then GW-16.quoted-boolean reads "taken" if it is accepted, "refused" if not

      Examples: both booleans
        | value   |
        | "true"  |
        | "false" |

    Scenario Outline: <user> with <field> as the object <value>
      When <user> is saved with <field> <value>
      Then GW-16.object reads "taken" if it is accepted, "refused" if only <control> is

      Examples: texts of free wording
        | user           | field         | value   | control |
        | a desktop user | biz_user_name | {"a":1} | "{a:1}" |
        | a desktop user | biz_user_code | {"a":1} | "{a:2}" |
        | a gateway user | biz_user_name | {"a":1} | "{a:1}" |
        | a gateway user | biz_user_code | {"a":1} | "{a:2}" |

    Scenario Outline: <user> with <field> as the list <value>
      When <user> is saved with <field> <value>
      Then GW-16.list reads "taken" if it is accepted, "refused" if only <control> is

      Examples: texts of free wording
        | user           | field         | value | control |
        | a desktop user | biz_user_name | ["a"] | "[a]"   |
        | a desktop user | biz_user_code | ["a"] | "[b]"   |
        | a gateway user | biz_user_name | ["a"] | "[a]"   |
        | a gateway user | biz_user_code | ["a"] | "[b]"   |

  @GW-19 @should
  Rule: A call without an application id, nonce, timestamp, signature or API code is refused
    An empty string counts as missing. The guide names no code for this, so any is accepted.
    Source: gateway guide, request parameters

    Scenario Outline: a call whose <part> is <value> is refused
      When a desktop user is saved under the <part> <value>
      Then it is refused

      Examples: each part, absent and empty
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
      When a gateway user is saved under the <part> (absent)
      Then it is refused

      Examples: each part
        | part           |
        | application id |
        | nonce          |
        | timestamp      |
        | sign           |
        | API code       |

    Scenario Outline: an update whose <part> is absent is refused
      Given a gateway user A
      When gateway user A is updated under the <part> (absent)
      Then it is refused

      Examples: each part
        | part           |
        | application id |
        | nonce          |
        | timestamp      |
        | sign           |
        | API code       |

  @GW-20 @open
  Rule: What becomes of another nonce length, a very long API code and an unpadded signature is not said
    The guide gives lengths and a format, but does not say what happens to a call that breaks them.
    Source: gateway guide, request parameters (silent)
    Question nonce-length: is a nonce of another length than six accepted?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question long-api-code: which code answers an API code of 65 characters?
    Interpretation 404001: an unknown operation
    Interpretation 400: a bad parameter
    Question unpadded-sign: is a signature without its Base64 padding accepted?
    Interpretation taken: it is
    Interpretation refused: it is not

    Scenario Outline: the nonce <nonce>
      When a desktop user is saved under the nonce <nonce>
      Then GW-20.nonce-length reads "taken" if it is accepted, "refused" if not

      Examples: one short, one over, far over
        | nonce         |
        | 5 × [a-z0-9]  |
        | 7 × [a-z0-9]  |
        | 32 × [a-z0-9] |

    Scenario: an API code one character past the limit
      When a desktop user is saved under the API code 65 × "x"
      Then GW-20.long-api-code reads the code

    Scenario: a signature without its padding
      When a desktop user is saved, signed without Base64 padding
      Then GW-20.unpadded-sign reads "taken" if it is accepted, "refused" if not

  @GW-21 @open
  Rule: Whether an optional parameter may be null, a blank or empty is not said
    Only etc_user_no is documented to be empty (GU-01). For the others, and for null and spaces everywhere, a gateway
    may treat it as absent, accept it as a value, or refuse it.
    Source: user.save, 请求参数, column 是否必填 (silent)
    Question null: is null accepted for an optional parameter?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question blank: is a space accepted for an optional parameter?
    Interpretation taken: it is
    Interpretation refused: it is not
    Question empty: is an empty string accepted for an optional parameter other than etc_user_no?
    Interpretation taken: it is
    Interpretation refused: it is not

    Scenario Outline: a gateway user with <field> null
      When a gateway user is saved with <field> null
      Then GW-21.null reads "taken" if it is accepted, "refused" if not

      Examples: every optional parameter
        | field         |
        | etc_user_no   |
        | biz_user_name |
        | biz_user_code |
        | contract_type |
        | sign_type     |
        | create_app    |

    Scenario Outline: a gateway user with <field> a blank
      When a gateway user is saved with <field> " "
      Then GW-21.blank reads "taken" if it is accepted, "refused" if not

      Examples: every optional parameter
        | field         |
        | etc_user_no   |
        | biz_user_name |
        | biz_user_code |
        | contract_type |
        | sign_type     |
        | create_app    |

    Scenario Outline: a gateway user with <field> empty
      When a gateway user is saved with <field> ""
      Then GW-21.empty reads "taken" if it is accepted, "refused" if not

      Examples: every optional parameter but etc_user_no
        | field         |
        | biz_user_name |
        | biz_user_code |
        | contract_type |
        | sign_type     |
        | create_app    |

  @GW-22 @should
  Rule: Messages are worded as the pages word them
    A success says 成功, and a wrong signature a text that begins 验证签名失败. People read these, and some programs do.
    Source: client.user.save and user.save, 应答样例: "msg": "成功"; gateway guide, response codes: 验证签名失败

    Scenario Outline: the message of a success for <user>
      When <user> is saved
      Then it is accepted
      And the message is "成功"

      Examples: both operations
        | user           |
        | a desktop user |
        | a gateway user |

    Scenario Outline: the message of a wrong signature for <user>
      When <user> is saved, signed with another key
      Then what follows needs a refusal
      And the message begins "验证签名失败"

      Examples: both operations
        | user           |
        | a desktop user |
        | a gateway user |

  @GW-23 @open
  Rule: The HTTP status of a success is not said
    The guide shows bodies only. A client that looks at the status before the code has to know it.
    Source: gateway guide, response parameters (silent)
    Question status: which HTTP status does a success have?
    Interpretation 200: OK
    Interpretation 201: created

    Scenario Outline: the status of a success for <user>
      When <user> is saved
      Then it is accepted
      And GW-23.status reads the HTTP status

      Examples: both operations
        | user           |
        | a desktop user |
        | a gateway user |

  @GW-24 @open @untestable
  Rule: How many calls a second, users and applications the platform allows is not said
    A suite that looked for such limits would use them up, so nothing is tried here. A call that is turned away by HTTP
    429 waits and is made again. A refusal to create a further application, where the same call is accepted without
    it, is no answer to any question: what depends on it is blocked, with this reason.
    Source: gateway guide (silent)

  @GW-25 @open
  Rule: Whether nonces that differ only in case are one is not said
    A nonce has six random characters, and nothing tells whether case counts. A client that draws from both cases may
    see a nonce refused that it never used.
    Source: gateway guide, nonce (silent)
    Question case: are two nonces that differ only in case two nonces?
    Interpretation two: they are two
    Interpretation one: they are one, and the second call is refused

    Scenario: a nonce in upper case after the same in lower case
      When desktop user A is saved under the nonce 6 × [a-z]
      Then it is accepted
      When desktop user B is saved under the nonce (upper case of nonce of A)
      Then GW-25.case reads "two" if it is accepted, "one" if not

  @GW-26 @should
  Rule: A required business parameter that is null is refused
    A null is no value, though it is neither absent nor an empty string (GW-09). Any code is accepted. A parameter of
    spaces only is GW-21's question.
    Source: client.user.save and user.save, 请求参数, column 是否必填: 是 (follows from it)

    Scenario Outline: <user> with <field> null is refused
      When <user> is saved with <field> null
      Then it is refused

      Examples: every required parameter
        | user           | field         |
        | a desktop user | biz_user_id   |
        | a desktop user | biz_user_type |
        | a desktop user | biz_user_name |
        | a desktop user | biz_user_code |
        | a gateway user | biz_user_id   |
        | a gateway user | biz_user_type |

    Scenario Outline: an update with <field> null is refused
      Given a gateway user A
      When gateway user A is updated with <field> null
      Then it is refused

      Examples: every required parameter
        | field         |
        | biz_user_id   |
        | biz_user_type |
