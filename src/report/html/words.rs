//! The words of the page itself, in both languages. Texts of the contract stay as they are written there.

use std::fmt;

use super::chinese::BOUND;
use super::markup::Html;
use crate::contract::{Area, Level, Stage, Verdict, WaiverState};
use crate::record::{Intermittent, Occasions, StepStatus};
use crate::report::comparison::Kind;
use crate::report::digest::Standing;
use crate::report::phrases;
use crate::report::sentence::Sentence;
use crate::report::words::intermittent_words;

/// A text of the interface: English as it stands in the page, Chinese beside it for the switch.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    /// The English text.
    en: Html,
    /// The Chinese text, code between `` ` ``; empty where there is none.
    zh: String,
}

impl askama::filters::HtmlSafe for Phrase {}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.zh.is_empty() {
            return write!(f, "<span lang=\"en\">{}</span>", self.en);
        }
        write!(
            f,
            "<span data-zh={BOUND}{}{BOUND}>{}</span>",
            Html::attribute(&self.zh),
            self.en
        )
    }
}

impl Phrase {
    /// A text made at run time.
    pub(super) fn new(en: impl AsRef<str>, zh: impl Into<String>) -> Self {
        Self::marked_up(Html::text(en.as_ref()), zh)
    }

    /// A text whose English has markup.
    pub(super) fn marked_up(en: Html, zh: impl Into<String>) -> Self {
        Self { en, zh: zh.into() }
    }

    /// A text in both languages; English alone where the Chinese is the same.
    pub(super) fn of(sentence: Sentence) -> Self {
        let chinese = if sentence.chinese == sentence.english {
            String::new()
        } else {
            sentence.chinese
        };
        Self::new(sentence.english, chinese)
    }

    /// A text of fuhe's own making, by the phrases of this section.
    pub(super) fn said(section: &str, en: &str) -> Self {
        Self::new(en, phrases::chinese(section, en).unwrap_or_default())
    }

    /// A line of an outline, with its placeholders marked.
    pub(super) fn outline(en: &str, zh: &str) -> Self {
        // What is code already has its marks.
        let zh = zh.replace("`<", "`").replace(">`", "`");
        Self::marked_up(Html::outline(en), zh.replace(['<', '>'], "`"))
    }

    /// A line of several paragraphs' worth of lines.
    pub(super) fn paragraphs(en: &str, zh: &str) -> Self {
        Self::marked_up(Html::paragraphs(en), zh.replace('\n', ""))
    }

    /// True if there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.en.is_empty()
    }
}

/// A text of the documentation, in both languages.
pub(super) fn both(english: &str, chinese: &str) -> Phrase {
    Phrase::new(english, chinese)
}

/// The keyword of a step, in words.
pub(super) fn keyword(keyword: &str) -> Word {
    match keyword {
        "Given" => Word("Given", "假如"),
        "When" => Word("When", "当"),
        "Then" => Word("Then", "那么"),
        "But" => Word("But", "但是"),
        _ => Word("And", "并且"),
    }
}

/// A text of the interface that is known in advance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word(pub &'static str, pub &'static str);

impl askama::filters::HtmlSafe for Word {}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Phrase::from(*self).fmt(f)
    }
}

/// How often a finding was seen that comes and goes.
pub(super) fn intermittent(seen: Intermittent) -> Phrase {
    let Intermittent { times, of, occasions } = seen;
    let chinese = match occasions {
        Occasions::Calls => "此类调用",
        Occasions::Runs => "本场景的运行",
    };
    Phrase::new(
        intermittent_words(seen),
        format!("时有时无：{of} 次{chinese}中出现 {times} 次"),
    )
}

impl From<Word> for Phrase {
    fn from(word: Word) -> Self {
        Self::new(word.0, word.1)
    }
}

impl Word {
    /// The Chinese as an attribute of an element whose text is the English.
    pub(super) fn chinese(self) -> Chinese {
        Chinese(self.1)
    }

    /// A button of these words that copies the text before it.
    pub(super) fn copy_button(self) -> CopyControl {
        CopyControl(self, "button type=\"button\"", "copy")
    }

    /// A summary of these words over the text that they copy.
    pub(super) fn copy_summary(self) -> CopyControl {
        CopyControl(self, "summary", "copy")
    }

    /// The same, for what most readers want.
    pub(super) fn first_copy_summary(self) -> CopyControl {
        CopyControl(self, "summary", "copy go")
    }

    /// The words as attributes of a control that has no text: its name in both languages.
    pub(super) fn label(self) -> Label {
        Label(self)
    }
}

/// See [`Word::chinese`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Chinese(&'static str);

impl askama::filters::HtmlSafe for Chinese {}

impl fmt::Display for Chinese {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "data-zh={BOUND}{}{BOUND}", Html::attribute(self.0))
    }
}

/// See [`Word::copy_button`]: words, tag and classes.
#[derive(Clone, Copy, Debug)]
pub(super) struct CopyControl(Word, &'static str, &'static str);

impl askama::filters::HtmlSafe for CopyControl {}

impl fmt::Display for CopyControl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(word, tag, class) = self;
        write!(
            f,
            "<{tag} class=\"{class}\" {} data-done=\"{}\" data-zh-done=\"{}\">{}</{}>",
            word.chinese(),
            Html::attribute(COPIED.0),
            Html::attribute(COPIED.1),
            Html::text(word.0),
            tag.split(' ').next().unwrap_or(tag),
        )
    }
}

/// See [`Word::label`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Label(Word);

impl askama::filters::HtmlSafe for Label {}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "aria-label=\"{}\" data-zh-label=\"{}\"",
            Html::attribute(self.0.0),
            Html::attribute(self.0.1)
        )
    }
}

macro_rules! words {
    ($($name:ident: $en:literal, $zh:literal;)*) => {
        $(pub(super) const $name: Word = Word($en, $zh);)*
    };
}

words! {
    SKIP: "Skip to the contract", "跳到契约";
    SKIP_TO_PROBLEMS: "Skip to the deviations", "跳到不符合项";
    SEARCH: "Search result, rules, fields, messages", "搜索结果、规则、字段、消息";
    RULES_AND_FIELDS: "Rules & fields", "规则与字段";
    SINCE_BASELINE: "Since the baseline", "与基线相比";
    SINCE_LAST_RUN: "Since the last run", "与上次运行相比";
    WHAT_IT_DOES: "What the vendor does", "实际表现";
    DOCUMENTED: "Documented", "文档要求";
    RULES_AND_CHECKS: "Rules · scenarios", "规则 · 场景";
    IN_SCENARIOS: "scenarios", "场景";
    SINCE: "Since", "始于";
    NEW: "new", "新出现";
    KNOWN: "known", "已有";
    BY_AREA: "Rules by operation", "各接口的规则";
    MATRIX_LEGEND: "✓ all hold · ✗ failing of all · ◐ not all judged · ● observed · ! waived", "✓ 全部符合 · ✗ 不符合数/总数 · ◐ 未全部判定 · ● 已记录 · ! 已豁免";
    ABOUT_RUN: "About this run", "本次运行";
    CODES: "Codes and messages", "状态码与消息";
    MEANING: "Meaning", "含义";
    WORKED: "A call, step by step", "逐步示例";
    WORKED_LEAD: "really signed, with a published key of nobody", "真实签名，所用密钥公开，不属于任何人";
    WORKED_ANSWER: "what a success answers", "成功时的应答";
    REQUEST: "Request", "请求";
    RESPONSE: "Response", "应答";
    PATH_LEGEND: "✓ verified by fuhe · ✗ where expected and actual part · ○ not judged", "✓ 已由 fuhe 核对 · ✗ 首个不一致处 · ○ 未判定";
    COPY_TICKET: "Copy for the vendor (中文)", "复制给厂商（中文）";
    COPY_ISSUE: "Copy as issue (Markdown)", "复制为问题单（Markdown）";
    COPY_CURL: "Copy as curl", "复制为 curl";
    COPY_WAIVER: "Copy a draft waiver", "复制豁免草稿";
    THEME: "Light or dark", "浅色或深色";
    FIND: "Find", "查找";
    CONTENTS: "Contents", "目录";
    LEVEL: "Level", "级别";
    VERDICT: "Verdict", "结论";
    OPERATION: "Operation", "接口";
    SHOWN: "{n} of {all} rules", "{all} 条规则中的 {n} 条";
    SHOWN_PROBLEMS: "{n} of {all} problems", "{all} 个问题中的 {n} 个";
    NOTHING: "No rule matches.", "没有符合条件的规则。";
    CLEAR: "Show all", "全部显示";
    DEVIATIONS: "Deviations", "不符合项";
    WARNINGS: "Warnings", "警告";
    WARNINGS_LEAD: "The documentation implies or recommends these. They fail the run only with --strict.", "这些要求由文档建议或推断而来，只有使用 --strict 时才使本次运行判为不符合。";
    CHANGES: "What changed since the baseline", "与基线相比的变化";
    WHAT: "What", "内容";
    WAS: "Was", "变更前";
    IS: "Is", "变更后";
    BLOCKED: "Blocked: nothing is known of these rules", "阻塞：以下规则无法判定";
    IN_PART: "Judged in part: the vendor looks at more than the limit", "仅能部分判定：厂商校验的不只是上限";
    ERRORS: "Errors of fuhe or of the network", "错误（我方或网络）";
    WAIVED: "waived", "已豁免";
    WAIVERS: "Known and waived", "已知并豁免";
    WAIVERS_LEAD: "Deviations that the target file waives. They are still deviations, but they do not fail the run.", "目标配置文件所豁免的不符合项。它们仍是不符合项，但不使本次运行判为不符合。";
    OUTDATED_LEAD: "These waivers excuse nothing any more, or they have expired. They fail the run until they are removed or renewed.", "这些豁免已无对应的不符合项，或已过期。在移除或续期之前，它们使本次运行判为不符合。";
    WAIVER: "waiver", "豁免";
    SCENARIO: "scenario", "场景";
    SEE_WAIVER: "See why it is waived", "查看豁免理由";
    FLAKY: "Needed more than one attempt", "经重试才完成";
    LEFT: "Users of this run; the record names those that remain", "本次运行的用户（仍保留者见运行记录）";
    OTHER_CONTRACT: "This run was judged by another version of the contract than the one shown here: rules and scenarios may differ.", "本次运行所依据的契约版本与此处所示的不同，规则和场景可能有出入。";
    NO_RUN: "Documentation without a run: use fuhe check to add the results of a vendor.", "仅有文档，不含运行结果：用 fuhe check 加入厂商的实际表现。";
    FIELDS: "Fields", "字段";
    FIELD: "Field", "字段";
    PRESENCE: "Presence", "是否必填";
    REQUIRED: "required", "必填";
    OPTIONAL: "optional", "选填";
    TYPE: "Type", "类型";
    LIMIT: "Limit", "限制";
    VALUES: "Values", "取值";
    RULE: "Rule", "规则";
    PRIVATE: "private", "敏感";
    SOURCE: "Source", "文档依据";
    SEE_FAILURE: "See the deviation", "查看不符合项";
    UNTESTABLE: "It cannot be provoked from outside, so it is only explained and never counted as held.", "无法从外部触发，因此只作说明，不计为符合。";
    RESULT: "Result", "结果";
    NOT_RUN: "not run", "未运行";
    EVIDENCE: "Evidence", "证据";
    ALSO: "Scenarios of other rules that are evidence too", "其他规则下同为证据的场景";
    FIRST_MISMATCH_IN: "first mismatch in:", "首个不一致处：";
    EXPECTED: "Expected", "预期";
    ACTUAL: "Actual", "实际";
    MORE: "more like these", "个同类场景";
    COPY: "Copy", "复制";
    COPIED: "Copied", "已复制";
    IN_PLACE: "In its place in the contract", "在契约中的位置";
    FOLLOWED: "this vendor", "该厂商";
    VARIES: "What each scenario saw", "各场景所见";
    QUESTIONS: "Open questions", "文档未明确项";
    QUESTIONS_LEAD: "What is not specified, and which of the competing interpretations this vendor follows. None of this is a failure.", "文档未明确之处，以及该厂商采用的是哪一种解读。这些都不计为不符合。";
    QUESTION: "Question", "问题";
    INTERPRETATIONS: "Interpretations", "解读";
    UNSEEN: "not seen", "未见";
    TRACEABILITY: "Traceability", "追溯矩阵";
    TRACEABILITY_LEAD: "From each rule to its fields and to the scenarios that are evidence for it. A number leads to the scenario and opens its calls.", "从每条规则到其字段，再到作为证据的场景。点击编号即可到达场景并展开其调用。";
    SCENARIOS: "Scenarios", "场景";
    MEASUREMENTS: "Measurements", "耗时统计";
    MEASUREMENTS_LEAD: "Scenarios run side by side, so these times include waiting for one another.", "场景并行运行，这些时间包含相互等待。";
    BY_OPERATION: "Latency by operation", "各接口的响应时间";
    BY_BATCH: "Latency of batchSave by number of rows", "batchSave 响应时间与行数";
    ROWS: "rows in the batch", "每批行数";
    CALLS: "Calls", "调用";
    BY_RUN: "Rules that fail, and those that are waived, run by run", "历次运行中不符合及已豁免的规则";
    SLOWEST_CALL: "slowest", "最慢";
    SELECTED: "Only a part of the contract was selected", "仅选定契约的一部分";
    SLOWEST: "Slowest scenarios", "最慢的场景";
    FOOTER: "Evidence is masked as it is recorded; the run record holds all of it. Contract", "证据在记录时即已脱敏；完整内容见运行记录。契约";
}

/// The level of a rule, in words.
pub(super) fn level(level: Level) -> Word {
    let chinese = match level {
        Level::Must => "必须",
        Level::Should => "应当",
        Level::Open => "未明确",
    };
    Word(level.name(), chinese)
}

/// The verdict on a rule, in words.
pub(super) fn verdict(verdict: Verdict) -> Word {
    let chinese = match verdict {
        Verdict::Holds => "符合",
        Verdict::Fails => "不符合",
        Verdict::Blocked => "阻塞",
        Verdict::Observed => "已记录",
        Verdict::PartlyTested => "部分测试",
        Verdict::Untested => "未测试",
    };
    Word(crate::report::words::verdict_words(verdict, 1), chinese)
}

/// The standing of a rule, in words.
pub(super) fn standing(standing: Standing) -> Word {
    match standing {
        Standing::Is(own) => verdict(own),
        Standing::Waived => WAIVED,
    }
}

/// The class that colours a standing, which is also the value to filter by.
pub(super) fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Is(own) => own.name(),
        Standing::Waived => "waived",
    }
}

/// The state of a waiver, in words.
pub(super) fn waiver(state: WaiverState) -> Word {
    let chinese = match state {
        WaiverState::Waived => "已豁免",
        WaiverState::HoldsAgain => "已恢复符合",
        WaiverState::JudgedAgain => "已可判定",
        WaiverState::Expired => "已过期",
        WaiverState::NotTested => "未测试",
    };
    Word(state.words(), chinese)
}

/// The part of a waiver that a line shows, in words.
pub(super) fn of_waiver(line: &'static str) -> Word {
    let chinese = match line {
        "found" => "所见",
        "reason" => "理由",
        "until" => "有效期至",
        "ticket" => "工单",
        other => other,
    };
    Word(line, chinese)
}

/// The heading above changes of a kind.
pub(super) fn changes(kind: Kind) -> Word {
    let chinese = match kind {
        Kind::Rules => "结论改变的规则",
        Kind::Observations => "文档未明确项：该厂商现在的做法",
        Kind::Answers => "应答不同的调用",
        Kind::Shapes => "结构不同的应答",
        Kind::Latency => "变慢或变快（不计为变化）",
    };
    Word(kind.heading(), chinese)
}

/// The result of a step, in words.
pub(super) fn step(status: StepStatus) -> Word {
    match status {
        StepStatus::Passed => Word("passed", "通过"),
        StepStatus::Failed => Word("found a deviation", "发现不符合"),
        StepStatus::Stopped => Word("ended the scenario", "场景在此结束"),
        StepStatus::Skipped => Word("not run", "未执行"),
    }
}

/// A stage of the trace, in words.
pub(super) fn stage(stage: Stage) -> Word {
    match stage {
        Stage::PlainParameters => Word("plain parameters", "明文参数"),
        Stage::SignedText => Word("signed text", "待签名文本"),
        Stage::Signature => Word("signature", "签名"),
        Stage::PlainList => Word("plain list", "明文列表"),
        Stage::CipherText => Word("cipher text", "密文"),
        Stage::BodySent => Word("body sent", "请求体"),
        Stage::AnswerHeaders => Word("status and headers of the answer", "应答的状态码和应答头"),
        Stage::AnswerBody => Word("text of the answer", "应答原文"),
        Stage::Answer => Word("what the answer says", "应答内容"),
    }
}

/// The name of an area.
pub(super) fn area(area: Area) -> Word {
    match area.title() {
        "ETC gateway" => Word("ETC gateway", "ETC 网关"),
        title => Word(title, title),
    }
}
