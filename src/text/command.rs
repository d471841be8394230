//! What a CI system takes for a command.

/// Where a CI system would take a part of the text for a command, anywhere in a line: `##[error]`, `##vso[…]`,
/// `##teamcity[…]`. The result is the place of each first `#`.
pub(super) fn commands(text: &str) -> impl Iterator<Item = usize> {
    let places = text.match_indices('#').map(|(place, _)| place);
    places.filter(|place| {
        let name = text[*place..].strip_prefix("##");
        name.is_some_and(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric())
                .starts_with('[')
        })
    })
}
