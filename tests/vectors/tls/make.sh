#!/bin/sh
# Makes the throw-away certificates of tests/check/network.rs again, valid from 2020 for a hundred years: one that a
# made-up issuer signed, and one that signed itself. Needs OpenSSL 3.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

cat >"$work/ca.cnf" <<EOF
[ca]
default_ca = own
[own]
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
default_startdate = 20200101000000Z
default_enddate = 21200101000000Z
policy = any
[any]
commonName = supplied
[issuer]
basicConstraints = critical, CA:TRUE
[server]
basicConstraints = critical, CA:FALSE
subjectAltName = IP:127.0.0.1
EOF
: >"$work/index"

request() { # NAME SUBJECT
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$work/$1.csr" -subj "/CN=$2"
}
sign() { # NAME EXTENSIONS HOW …
    name=$1 extensions=$2
    shift 2
    openssl ca -batch -notext -config "$work/ca.cnf" -in "$work/$name.csr" -out "$name.pem" -extensions "$extensions" "$@"
}
request issuer 'fuhe test issuer'
sign issuer issuer -selfsign -keyfile issuer.key
request issued 'fuhe test server'
sign issued server -cert issuer.pem -keyfile issuer.key
request self-signed 'fuhe test server by itself'
sign self-signed issuer -selfsign -keyfile self-signed.key
rm issuer.key
