//! Names that a vendor refuses although their length is right (CU-11, GU-23, BS-50).

use super::behaviour::RefusedNames;

/// Whether a name is refused for its form. One of nothing but blanks is another question's business.
pub(super) fn is_refused(name: &str, refused: RefusedNames) -> bool {
    let name = name.trim();
    let is_short = name.chars().count() == 1;
    !name.is_empty()
        && ((refused.with_space && name.contains(' '))
            || (refused.not_chinese && !is_chinese(name))
            || (refused.of_one_character && is_short))
}

/// Whether a name has Chinese characters only, with a middle dot between parts of it, as in 买买提·艾力. Spaces do not count,
/// since there is a question of its own for them.
fn is_chinese(name: &str) -> bool {
    let name = name.replace(' ', "");
    name.split('·').all(|part| !part.is_empty() && part.chars().all(is_han))
}

/// Whether a character is Chinese: the zero, the first block, the compatible ones and extension A, then the planes that
/// Unicode keeps for the other extensions.
const fn is_han(character: char) -> bool {
    matches!(
        character,
        '\u{3007}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3fffd}'
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const NO_SPACE: RefusedNames = RefusedNames {
        with_space: true,
        not_chinese: false,
        of_one_character: false,
    };
    const CHINESE: RefusedNames = RefusedNames {
        with_space: false,
        not_chinese: true,
        of_one_character: false,
    };
    const NOT_SHORT: RefusedNames = RefusedNames {
        with_space: false,
        not_chinese: false,
        of_one_character: true,
    };

    #[rstest]
    #[case(NO_SPACE, &["张三", "ZhangSan", " 张三 ", " ", ""], &["张 三", "Zhang San"])]
    #[case(CHINESE, &["张三", "𠮷", "张 三", "买买提·艾力", "〇", " "],
        &["ZhangSan", "张三2", "张三a", "·张三", "张··三", "张三·", "张·a", "张　三", "（张三）", "·"])]
    #[case(NOT_SHORT, &["张三", "ab", " ", ""], &["张", "x", "𠮷", "1", " 张 "])]
    #[case(RefusedNames::default(), &["张", "Zhang San", "x"], &[])]
    fn a_name_is_refused_for_its_form(#[case] refused: RefusedNames, #[case] good: &[&str], #[case] bad: &[&str]) {
        for name in good {
            assert!(!is_refused(name, refused), "{name:?}");
        }
        for name in bad {
            assert!(is_refused(name, refused), "{name:?}");
        }
    }
}
