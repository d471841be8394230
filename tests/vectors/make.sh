#!/bin/sh
# Makes every expected value of tests/vectors/*.rs again, with OpenSSL (its legacy provider holds DES), the JDK and Node,
# and looks for each in that file: a line beginning MISSING is a value that the tests do not expect.
# From the root of the repository: tests/vectors/make.sh
set -eu
cd "$(dirname "$0")"

missing=0
show() { # NAME VALUE
    if [ -n "$2" ] && grep -qF -- "\"$2\"" ../vectors.rs; then
        echo "ok $1=$2"
    else
        echo "MISSING $1=$2"
        missing=1
    fi
}

# RSA (GW-02): the guide's worked form.
FORM='apiCode=test.add&appId=OIG0AF4DMOK2VC2N&name=测试&nonce=123AO9&timestamp=1604990109987'
show openssl-rsa "$(printf %s "$FORM" | openssl dgst -sha1 -sign throwaway.pem | openssl base64 -A)"
# SHA1withRSA of an empty text, under the other key.
show openssl-rsa-other-empty "$(printf '' | openssl dgst -sha1 -sign throwaway-other.pem | openssl base64 -A)"
show openssl-public "$(openssl pkey -in throwaway.pem -pubout -outform DER | openssl base64 -A)"
show openssl-private "$(openssl pkcs8 -topk8 -nocrypt -in throwaway.pem -outform DER | openssl base64 -A)"

# SHA-512 (BS-41).
url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
CHINESE='{"companyName":"顺丰速运","type":1}&sk=s3cr3t-顺&timestamp=1604990109987'
ASCII='{"type":1}&sk=s3cr3t&timestamp=1604990109987'
EMPTY='&sk=&timestamp='
for text in "$CHINESE" "$ASCII" "$EMPTY"; do
    show openssl-sha512 "$(printf %s "$text" | openssl dgst -sha512 -binary | url)"
    show node-sha512 "$(node -e \
        'process.stdout.write(require("crypto").createHash("sha512").update(process.argv[1], "utf8").digest("base64url"))' \
        -- "$text")"
done

# DES (BS-45). 6b33795333637237 is k3yS3cr7, 3074686572497621 is 0therIv!
LIST='[{"userNo":"zhangsan01","userRealName":"张三"}]'
KEY=6b33795333637237
des() { openssl enc -provider legacy -provider default -K $KEY "$@"; }
for text in "$LIST" '' 12345678; do
    for kind in '-des-ecb' "-des-cbc -iv $KEY" '-des-cbc -iv 3074686572497621'; do
        # shellcheck disable=SC2086 # the kind is several words
        show "openssl $kind" "$(printf %s "$text" | des $kind | openssl base64 -A)"
        # shellcheck disable=SC2086
        show "openssl $kind hex" "$(printf %s "$text" | des $kind | od -An -v -tx1 | tr -d ' \n')"
        # shellcheck disable=SC2086
        show "openssl $kind HEX" "$(printf %s "$text" | des $kind | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F)"
    done
done
show openssl-nopadding "$(printf '1234567\t' | des -des-ecb -nopad | openssl base64 -A)"
show openssl-zero-padding "$(printf '1234567\0' | des -des-ecb -nopad | openssl base64 -A)"
show openssl-uneven-padding "$(printf '12345\003\002\003' | des -des-ecb -nopad | openssl base64 -A)"
show openssl-gbk "$(printf %s '张三' | iconv -f UTF-8 -t GBK | des -des-ecb | openssl base64 -A)"

# The JDK: RSA, SHA-512, DES, String.hashCode and Math.abs.
java_lines=$(java -Dfile.encoding=UTF-8 Vectors.java throwaway.pem)
IFS='
'
for line in $java_lines; do
    name=${line%%=*}
    value=${line#*=}
    case $name in
    java-hash-*)
        # Rust groups the digits of long numbers.
        if tr -d _ <../vectors.rs | grep -qE "^#\[case::${name#java-hash-}\(.*, $value, "; then
            echo "ok $line"
        else
            echo "MISSING $line"
            missing=1
        fi
        ;;
    *) show "$name" "$value" ;;
    esac
done
exit $missing
