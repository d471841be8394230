//! The known name that an unknown one may stand for.

use strsim::damerau_levenshtein;

/// What follows an unknown name in a complaint: ` (did you mean X?)`, or nothing if no known name is near.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |known| format!(" (did you mean {known}?)"))
}

/// The known name that is nearest, if one is near: up to a third of its letters differ, or it contains the name.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    if name.is_empty() {
        return None;
    }
    let distance = |own: &str| {
        let own = own.to_lowercase();
        let changes = damerau_levenshtein(&own, &name);
        let longer = own.chars().count().max(name.chars().count());
        // The beginning of a name is nearer than anything else of that length.
        let is_part = name.chars().count() >= 3 && own.contains(&name);
        (is_part || changes * 3 <= longer).then_some((!is_part && changes > 2, changes))
    };
    let near = known.into_iter().filter_map(|own| Some((distance(own)?, own)));
    near.min().map(|(_, own)| own)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::nearest;

    #[rstest]
    #[case::transposed("bulter", Some("butler"))]
    #[case::case("BUTLER", Some("butler"))]
    #[case::beginning("client.user", Some("client.user.save"))]
    #[case::one_letter("BS-255", Some("BS-25"))]
    #[case::far("frobnicate", None)]
    #[case::empty("", None)]
    fn a_near_name_is_suggested(#[case] name: &str, #[case] expected: Option<&str>) {
        assert_eq!(nearest(name, ["butler", "client.user.save", "BS-25", "must"]), expected);
    }
}
