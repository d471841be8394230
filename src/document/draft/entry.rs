//! The entry of a drafted operation in the registry.

use std::fmt::Write as _;

use super::subject::{MARK, Subject, top};
use crate::contract::Vendor;
use crate::document::page::{Page, Side};

pub(super) fn text(page: &Page, subject: &Subject) -> String {
    let Subject {
        name, endpoint, area, ..
    } = subject;
    let answer = subject.answer_rule();
    let shape = match subject.vendor {
        Vendor::Gateway => "GW-03",
        Vendor::Courier => &answer,
    };
    let mut text = format!("# {MARK}.\n");
    if subject.is_known() {
        let _ = writeln!(text, "# {name} has an entry already.");
    }
    if area == "XX" {
        text.push_str("# The first letters of its words are those of another part: choose two others.\n");
    }
    let _ = write!(
        text,
        "[[operation]]\n\
         name = {name:?}\n\
         vendor = \"{}\"\n\
         area = \"{area}\"\n\
         endpoint = {endpoint:?}\n\
         # TODO: what it is about, and the words of its steps, as in \"a courier user is removed\".\n\
         subject = \"TODO\"\n\
         verbs = [{{ word = \"TODOed\" }}]\n\
         success_rule = \"{answer}\"\n\
         shape_rule = \"{shape}\"\n",
        subject.vendor.name(),
    );
    if let (Vendor::Gateway, Some(field)) = (subject.vendor, top(page, Side::Answer).next()) {
        let _ = writeln!(text, "result_field = {:?}", field.path);
    }
    let encrypted = page.fields().find(|(side, field)| {
        *side == Side::Request && field.description.contains("加密") && !field.description.contains("不加密")
    });
    if let Some((_, field)) = encrypted {
        let _ = writeln!(
            text,
            "# TODO: if {} is sent encrypted: list = {{ field = {:?}, rows = \"…\" }}, and a schema of one row.",
            field.path, field.path
        );
    }
    text.push_str("# TODO: `creates` what a run leaves behind, or `removes` the member that names whom it removes.\n");
    text
}
