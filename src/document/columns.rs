//! What the columns of a table hold, by their headings: pages word them in many ways.

use super::normal::squeezed;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The name of the field.
    Name,
    /// Its type, with its limit in brackets or not.
    Type,
    /// Its limit.
    Limit,
    /// Whether it is required.
    Required,
    /// Whether it may be left out, the other way round.
    Nullable,
    /// Its default.
    Default,
    /// What it means.
    Description,
    /// A value for illustration.
    Example,
    /// The number of the row.
    Number,
}

/// Headings, without brackets and what is in them, in lower case.
const HEADINGS: [(Column, &[&str]); 9] = [
    (
        Column::Name,
        &[
            "参数",
            "参数名",
            "参数名称",
            "参数代码",
            "参数编码",
            "字段",
            "字段名",
            "字段名称",
            "字段代码",
            "变量",
            "变量名",
            "变量名称",
            "属性",
            "属性名",
            "属性名称",
            "元素",
            "元素名",
            "元素名称",
            "键",
            "名称",
            "field",
            "fieldname",
            "name",
            "parameter",
            "parametername",
            "param",
            "key",
            "property",
        ],
    ),
    (
        Column::Type,
        &[
            "类型",
            "数据类型",
            "参数类型",
            "字段类型",
            "值类型",
            "格式",
            "type",
            "datatype",
            "format",
        ],
    ),
    (
        Column::Limit,
        &[
            "长度",
            "最大长度",
            "字段长度",
            "参数长度",
            "数据长度",
            "长度限制",
            "最大长度限制",
            "length",
            "len",
            "maxlength",
            "max",
            "size",
        ],
    ),
    (
        Column::Required,
        &[
            "必填",
            "是否必填",
            "是否必须",
            "是否必选",
            "是否必需",
            "是否必传",
            "是否必输",
            "必选",
            "必须",
            "必需",
            "必传",
            "必输",
            "必填项",
            "是否必填项",
            "约束",
            "required",
            "mandatory",
            "must",
        ],
    ),
    (
        Column::Nullable,
        &[
            "可空",
            "是否可空",
            "是否为空",
            "允许为空",
            "是否允许为空",
            "可否为空",
            "nullable",
            "optional",
        ],
    ),
    (
        Column::Default,
        &["默认", "默认值", "缺省值", "default", "defaultvalue"],
    ),
    (
        Column::Description,
        &[
            "说明",
            "参数说明",
            "字段说明",
            "描述",
            "参数描述",
            "字段描述",
            "备注",
            "含义",
            "参数含义",
            "字段含义",
            "中文名",
            "中文名称",
            "参数中文名",
            "字段中文名",
            "释义",
            "注释",
            "解释",
            "取值说明",
            "description",
            "desc",
            "remark",
            "remarks",
            "comment",
            "comments",
            "meaning",
            "note",
            "notes",
        ],
    ),
    (
        Column::Example,
        &[
            "示例",
            "示例值",
            "样例",
            "样例值",
            "例子",
            "举例",
            "范例",
            "参考值",
            "example",
            "sample",
            "examplevalue",
        ],
    ),
    (Column::Number, &["序号", "编号", "no", "no.", "#", "id", "index"]),
];

/// What a column with this heading holds.
pub(super) fn column(heading: &str) -> Option<Column> {
    let plain = squeezed(heading).to_lowercase();
    let plain = plain.split(['(', '[', '/']).next().unwrap_or_default();
    let plain = plain.trim_matches(['*', ':', '#'].as_slice());
    if squeezed(heading) == "#" {
        return Some(Column::Number);
    }
    let known = HEADINGS.iter().find(|(_, words)| words.contains(&plain));
    known.map(|(column, _)| *column)
}

/// True for a row that may be the heading of a table of fields.
pub(super) fn is_heading(row: &[String]) -> bool {
    columns(row).is_some()
}

/// What each column holds; `None` where the row is not the heading of a table of fields, which names fields and says
/// something of their form.
pub(super) fn columns(row: &[String]) -> Option<Vec<Option<Column>>> {
    let mut columns: Vec<Option<Column>> = row.iter().map(|heading| column(heading)).collect();
    let is_name = |column: &Option<Column>| *column == Some(Column::Name);
    // Beside 字段 a column 名称 says what the field is called in words.
    let first = columns.iter().position(is_name)?;
    let names: Vec<usize> = (0..columns.len()).filter(|place| is_name(&columns[*place])).collect();
    let in_words = |place: &usize| squeezed(&row[*place]).ends_with("名称");
    let name = names.iter().copied().find(|place| !in_words(place)).unwrap_or(first);
    for place in names.into_iter().filter(|place| *place != name) {
        columns[place] = Some(Column::Description);
    }
    let says_form = |column: &Option<Column>| {
        matches!(
            column,
            Some(Column::Type | Column::Limit | Column::Required | Column::Nullable | Column::Description)
        )
    };
    let forms = columns.iter().filter(|column| says_form(column)).count();
    let has_form = columns.iter().any(|column| {
        matches!(
            column,
            Some(Column::Type | Column::Limit | Column::Required | Column::Nullable)
        )
    });
    (forms >= 1 && has_form).then_some(columns)
}
