//! The sentences that say what was not understood, where, and what to do.

use super::encoding::Format;
use crate::model::{Bilingual, Problem, ProblemKind, Table, TableDoubt};

fn problem(kind: ProblemKind, zh: String, en: String) -> Problem {
    Problem {
        kind,
        message: Bilingual { zh, en },
        place: None,
    }
}

/// The file has no bytes or nothing but white space.
pub(super) fn empty(name: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：文件是空的，请重新下载或导出。"),
        format!("{name}: the file is empty; download or export it again."),
    )
}

/// The bytes are no text of any encoding we know.
pub(super) fn binary(name: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：不是文本文件，无法读取；请换成公开文件的文本版。"),
        format!("{name}: this is no text file; use the text of the disclosure instead."),
    )
}

/// The bytes are a known format that is no plain text.
pub(super) fn format(name: &str, format: Format) -> Problem {
    let kind = format.name();
    problem(
        ProblemKind::Unreadable,
        format!("{name}：内容是 {kind} 格式，目前只读文本；请先转成文本（.txt）再打开。"),
        format!(
            "{name}: the content is {kind}, only text is read; convert it to text (.txt) first."
        ),
    )
}

/// Some characters are damaged.
pub(super) fn unreadable_characters(name: &str, count: usize) -> Problem {
    problem(
        ProblemKind::Partial,
        format!("{name}：有 {count} 处字符损坏，按“�”显示；请核对原文件。"),
        format!("{name}: {count} damaged characters are shown as “�”; compare the original file."),
    )
}

/// No table of these forms was found.
pub(super) fn no_disclosure(name: &str) -> Problem {
    problem(
        ProblemKind::NotADisclosure,
        format!("{name}：没有找到预算或决算报表，可能不是部门预决算公开文件。"),
        format!("{name}: no budget or final-account table was found; this may be no disclosure."),
    )
}

/// Words of a performance table divide into cells in several ways; those cells are left out.
pub(super) fn open_words(table: &Table, count: usize) -> Problem {
    let title = name(table);
    Problem {
        kind: ProblemKind::Partial,
        message: Bilingual {
            zh: format!("{title}：有 {count} 处文字分不清属于哪一格，未列入表中，请看原文。"),
            en: format!(
                "{title}: {count} pieces of text divide into cells in several ways and are left out; see the original."
            ),
        },
        place: Some(table.place),
    }
}

/// What is in doubt about a table: the whole of it, or single rows.
pub(super) fn doubts(table: &Table) -> Vec<Problem> {
    let title = name(table);
    let rows = table.impossible.iter().filter_map(|&row| {
        let row = table.rows.get(row)?;
        let name = &row.name;
        Some(Problem {
            kind: ProblemKind::Partial,
            message: Bilingual {
                zh: format!("{title}：“{name}”行的数字放进哪些栏都不能使合计成立，各数的栏目不定，请看原文。"),
                en: format!(
                    "{title}: whatever columns the figures of row “{name}” stand in, the sums of the header fail; their columns are left open, see the original."
                ),
            },
            place: Some(row.place),
        })
    });
    let tables = table
        .doubts
        .iter()
        .map(|doubt| {
            let (zh, en) = match doubt {
                TableDoubt::Header => (
                    "表头缺失或与表体对不上",
                    "its header is lost or does not fit its body",
                ),
                TableDoubt::Beginning => ("表的开头缺失", "its beginning is lost"),
                TableDoubt::Body => (
                    "有些行的数字个数与栏目对不上",
                    "some rows print more or fewer figures than fit the columns",
                ),
            };
            Problem {
                kind: ProblemKind::Partial,
                message: Bilingual {
                    zh: format!("{title}：{zh}，存疑部分不作核对，请看原文。"),
                    en: format!(
                        "{title}: {en}; the doubtful part is not judged, see the original."
                    ),
                },
                place: Some(table.place),
            }
        })
        .collect::<Vec<_>>();
    tables.into_iter().chain(rows).collect()
}

/// The title of a table, or its number when the title is lost.
fn name(table: &Table) -> &str {
    if table.title.is_empty() {
        table.id.as_str()
    } else {
        table.title.as_str()
    }
}
