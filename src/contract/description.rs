//! The description below a title of a feature: prose, the lines with a meaning of their own, and the Chinese of each.

/// What stands below a title. A line `zh: …` is the Chinese of what stands before it: first of all of the title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Description {
    /// The Chinese of the title.
    pub(super) title: String,
    /// The parts, in the order in which they are written.
    pub(super) parts: Vec<Part>,
}

/// A part of a description, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// The word at the beginning of a line with a meaning of its own: `Source`, `Question status`; empty for prose.
    pub(super) word: String,
    pub(super) english: String,
    pub(super) chinese: String,
}

/// The words that give a line a meaning of its own.
const WORDS: [&str; 3] = ["Source", "Question", "Interpretation"];

impl Description {
    /// Reads the lines below a title.
    ///
    /// # Errors
    /// Where a line begins with one of the words and has no `: ` behind it.
    pub(super) fn read(text: Option<&str>) -> Result<Self, String> {
        let mut description = Self::default();
        for line in text.unwrap_or_default().lines().map(str::trim) {
            if let Some(chinese) = line.strip_prefix("zh: ") {
                let translated = description.parts.last_mut().map(|part| &mut part.chinese);
                translated.unwrap_or(&mut description.title).push_str(chinese);
            } else if WORDS.contains(&line.split([' ', ':']).next().unwrap_or_default()) {
                let (word, english) = line
                    .split_once(": ")
                    .ok_or_else(|| format!("expected a colon and a text behind it, found `{line}`"))?;
                description.add(word, english);
            } else if !line.is_empty() {
                match description.parts.last_mut() {
                    Some(prose) if prose.word.is_empty() && prose.chinese.is_empty() => {
                        prose.english.push('\n');
                        prose.english.push_str(line);
                    }
                    _ => description.add("", line),
                }
            }
        }
        Ok(description)
    }

    fn add(&mut self, word: &str, english: &str) {
        self.parts.push(Part {
            word: word.to_owned(),
            english: english.to_owned(),
            chinese: String::new(),
        });
    }

    /// The prose, in English and in Chinese.
    pub(super) fn prose(&self) -> (String, String) {
        let prose = || self.parts.iter().filter(|part| part.word.is_empty());
        let english: Vec<&str> = prose().map(|part| part.english.as_str()).collect();
        let chinese: Vec<&str> = prose().map(|part| part.chinese.as_str()).collect();
        (english.join("\n"), chinese.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing("", "", &[])]
    #[case::title("zh: 标题", "标题", &[])]
    #[case::title_in_two_lines("zh: 标\nzh: 题", "标题", &[])]
    #[case::prose("One\n  two", "", &[("", "One\ntwo", "")])]
    #[case::title_and_prose("zh: 标题\nOne\nzh: 一", "标题", &[("", "One", "一")])]
    #[case::source("Source: page, 表\nzh: 页面，表", "", &[("Source", "page, 表", "页面，表")])]
    #[case::question(
        "Question status: which?\nzh: 哪个？\nInterpretation 200: always\nzh: 一律",
        "",
        &[("Question status", "which?", "哪个？"), ("Interpretation 200", "always", "一律")]
    )]
    #[case::prose_after_its_chinese("One\nzh: 一\nTwo", "", &[("", "One", "一"), ("", "Two", "")])]
    fn reads_a_description(#[case] text: &str, #[case] title: &str, #[case] parts: &[(&str, &str, &str)]) {
        let read = Description::read(Some(text)).expect("a description");
        assert_eq!(read.title, title);
        let words: Vec<_> = read
            .parts
            .iter()
            .map(|part| (part.word.as_str(), part.english.as_str(), part.chinese.as_str()))
            .collect();
        assert_eq!(words, parts);
    }

    #[test]
    fn says_where_a_colon_is_missing() {
        let error = Description::read(Some("Question status")).expect_err("no colon");
        assert!(error.contains("Question status"), "{error}");
    }
}
