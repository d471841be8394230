//! Signatures, ciphers and derived accounts against answers made outside this crate: with OpenSSL 3, the JDK 17 and
//! Node 20. The command beside each table makes its values; `tests/vectors/make.sh` makes all of them again and compares.
//!
//! "Vectors.java" below stands for
//! `java -Dfile.encoding=UTF-8 tests/vectors/Vectors.java tests/vectors/throwaway.pem`.

mod courier;
mod gateway;
