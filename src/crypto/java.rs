//! Two methods of the Java library from which the courier's accounts are derived (BS-14, BS-15).

/// Java's `String.hashCode`: `h = 31 * h + u` over the UTF-16 code units `u`, wrapping at 32 bits, from 0.
///
/// A character beyond U+FFFF is two code units, as in Java.
pub fn hash_code(text: &str) -> i32 {
    text.encode_utf16()
        .fold(0i32, |hash, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

/// Java's `Math.abs(int)`: the smallest int has no positive counterpart and stays negative (BS-15).
pub fn math_abs(value: i32) -> i32 {
    value.wrapping_abs()
}
