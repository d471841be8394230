//! The account that BS-14 derives from the company's name and the `thirdPlatformId`.

use icu_normalizer::ComposingNormalizerBorrowed;
use pinyin::{Pinyin, ToPinyinMulti};

use crate::crypto::java;

/// The most candidates that [`initials`] gives. Three characters with three initials each make 27.
pub const MAX_CANDIDATES: usize = 64;

/// How many letters or characters of the company's name count (BS-14).
const TAKEN: usize = 3;

/// Every candidate for the initials of the first three letters or characters of a company's name, in lower case
/// (BS-14), the likeliest first.
///
/// There can be several (BS-15): a character with several readings has several initials, the most usual reading first;
/// and where digits, brackets or other signs are among the first three, they may be skipped, or taken as they are, or
/// the digits taken and the rest skipped. Letters that are not Chinese stand for themselves. Compatibility characters,
/// such as full-width letters, stand for the plain ones (NFKC), and other signs for themselves as well. A name of fewer
/// than three gives what there is; one of nothing gives no candidate.
pub fn initials(company_name: &str) -> Vec<String> {
    let plain = NFKC.normalize(company_name);
    let views = [
        (View::Letters, &*plain),
        (View::LettersAndDigits, &*plain),
        (View::Everything, &*plain),
        (View::Everything, company_name),
    ];
    let mut ranked: Vec<(usize, String)> = views
        .iter()
        .flat_map(|(view, name)| view.candidates(name))
        .filter(|(_, candidate)| !candidate.is_empty())
        .collect();
    // Stable: among equally usual readings, the views keep their order.
    ranked.sort_by_key(|(rarity, _)| *rarity);

    let mut candidates = Vec::new();
    for (_, candidate) in ranked {
        if candidates.len() < MAX_CANDIDATES && !candidates.contains(&candidate) {
            candidates.push(candidate);
        }
    }
    candidates
}

/// The account derived from these initials and this id (BS-14), as Java computes it.
///
/// For the one hash that has no positive counterpart the account carries a minus sign (BS-15).
pub fn account(initials: &str, third_platform_id: &str) -> String {
    let number = java::math_abs(java::hash_code(third_platform_id));
    format!("{initials}{number}")
}

const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();

/// What counts among the first three (BS-15).
#[derive(Clone, Copy)]
enum View {
    Letters,
    LettersAndDigits,
    Everything,
}

impl View {
    /// Each candidate under this view with its rarity: the sum of its readings' places in their lists.
    fn candidates(self, company_name: &str) -> Vec<(usize, String)> {
        let mut candidates = vec![(0, String::new())];
        for readings in company_name.chars().filter_map(|c| self.readings(c)).take(TAKEN) {
            candidates = candidates
                .iter()
                .flat_map(|(rarity, prefix)| {
                    readings
                        .iter()
                        .enumerate()
                        .map(move |(place, reading)| (rarity + place, format!("{prefix}{reading}")))
                })
                .collect();
        }
        candidates
    }

    /// The initials of one character, the most usual first; none where this view skips it.
    fn readings(self, character: char) -> Option<Vec<char>> {
        let letter = letter_readings(character);
        if !letter.is_empty() {
            return Some(letter);
        }
        let taken = match self {
            Self::Letters => false,
            Self::LettersAndDigits => character.is_numeric(),
            Self::Everything => true,
        };
        taken.then(|| vec![character])
    }
}

/// The initials of a letter or a Chinese character, in lower case; none for anything else.
fn letter_readings(character: char) -> Vec<char> {
    let character = plain(character);
    let mut readings = Vec::new();
    if let Some(spellings) = character.to_pinyin_multi() {
        for initial in spellings.into_iter().filter_map(initial) {
            if !readings.contains(&initial) {
                readings.push(initial);
            }
        }
    } else if character.is_alphabetic() {
        readings.extend(character.to_lowercase().take(1));
    }
    readings
}

fn initial(spelling: Pinyin) -> Option<char> {
    // The one initial with a mark that plain spellings keep, as in the interjection 欸.
    match spelling.plain().chars().next()? {
        'ê' => Some('e'),
        other => Some(other),
    }
}

/// The plain character that a compatibility character stands for, where it is one: `A` for the full-width letter, as
/// Chinese input methods write it.
fn plain(character: char) -> char {
    let normalized = NFKC.normalize(character.encode_utf8(&mut [0; 4])).into_owned();
    let mut characters = normalized.chars();
    match (characters.next(), characters.next()) {
        (Some(plain), None) => plain,
        _ => character,
    }
}
