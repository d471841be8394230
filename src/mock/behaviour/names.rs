//! Which names a vendor refuses although their length is right.

/// Which names are refused for their form, where the pages name only a length (CU-11, GU-23, BS-50).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefusedNames {
    /// Those with a space between other characters.
    pub with_space: bool,
    /// Those with anything but Chinese characters. A middle dot may stand between two of them, and spaces are the
    /// business of the field above.
    pub not_chinese: bool,
    /// Those of one character.
    pub of_one_character: bool,
}
