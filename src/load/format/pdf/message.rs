//! The sentences that say which pages of a PDF file could not be read, and what to do.

use crate::model::{Bilingual, Problem, ProblemKind};

fn problem(kind: ProblemKind, zh: String, en: String) -> Problem {
    Problem {
        kind,
        message: Bilingual { zh, en },
        place: None,
    }
}

pub(super) fn too_large(name: &str, megabytes: usize) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：文件超过 {megabytes} MB，不予读取；请拆分后再打开。"),
        format!("{name}: the file is larger than {megabytes} MB; split it first."),
    )
}

pub(super) fn bomb(name: &str, megabytes: usize) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：PDF 中有内容展开后超过 {megabytes} MB，不是正常的文件，没有读取。"),
        format!("{name}: a part of this PDF unpacks to more than {megabytes} MB; it was not read."),
    )
}

pub(super) fn damaged(name: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：PDF 已损坏，找不到任何页面；请重新下载。"),
        format!("{name}: this PDF is damaged, no page was found; download it again."),
    )
}

pub(super) fn cut_off(name: &str) -> Problem {
    problem(
        ProblemKind::Partial,
        format!("{name}：PDF 没有结尾标记，可能没有下载完整；请重新下载后再核对。"),
        format!("{name}: this PDF has no end mark and may be cut off; download it again."),
    )
}

pub(super) fn password(name: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：PDF 设有打开密码；请去除密码后再打开。"),
        format!("{name}: this PDF asks for a password; remove the password first."),
    )
}

pub(super) fn unknown_encryption(name: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：PDF 的加密方式无法识别；请另存为不加密的文件。"),
        format!("{name}: the encryption of this PDF is not known; save it without encryption."),
    )
}

pub(super) fn too_many_pages(name: &str, read: usize, left_out: usize) -> Problem {
    problem(
        ProblemKind::Partial,
        format!("{name}：只读前 {read} 页，其余 {left_out} 页未读；请拆分后再打开。"),
        format!("{name}: only the first {read} pages were read, {left_out} were not; split it."),
    )
}

/// `all`: nothing else could be read in the whole file.
pub(super) fn no_text_layer(name: &str, pages: &[u32], all: bool) -> Problem {
    let listed = listed(pages);
    let kind = if all {
        ProblemKind::Unreadable
    } else {
        ProblemKind::Partial
    };
    problem(
        kind,
        format!(
            "{name}：第 {listed} 页是扫描图像，没有文字层，未读；请找表格或网页版，或先做文字识别。"
        ),
        format!(
            "{name}: no text layer, pages {listed}: scanned, not read; look for a spreadsheet or web page, or recognise the text first."
        ),
    )
}

pub(super) fn recognised_text(name: &str, pages: &[u32]) -> Problem {
    let listed = listed(pages);
    problem(
        ProblemKind::Partial,
        format!("{name}：第 {listed} 页的文字由图像识别得来，可能有错；请对照页面图像。"),
        format!(
            "{name}: the text of pages {listed} was recognised from pictures and may be wrong; compare the pages."
        ),
    )
}

pub(super) fn broken_pages(name: &str, pages: &[u32]) -> Problem {
    let listed = listed(pages);
    problem(
        ProblemKind::Partial,
        format!("{name}：第 {listed} 页内容损坏或过于庞大，只读了一部分；请核对原文件。"),
        format!(
            "{name}: pages {listed} are damaged or too large and were read in part only; compare the original."
        ),
    )
}

pub(super) fn doubtful_text(name: &str) -> Problem {
    problem(
        ProblemKind::Partial,
        format!("{name}：二十分之一以上的字符无法解码，文字存疑；请核对原文件。"),
        format!(
            "{name}: more than one character in twenty cannot be decoded, the text is doubtful; compare the original."
        ),
    )
}

/// `3–9, 12`
fn listed(pages: &[u32]) -> String {
    let runs = pages.chunk_by(|a, b| a + 1 == *b);
    let runs = runs.filter_map(|run| match (run.first()?, run.last()?) {
        (first, last) if first == last => Some(first.to_string()),
        (first, last) => Some(format!("{first}–{last}")),
    });
    runs.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_as_ranges() {
        assert_eq!(listed(&[3, 4, 5, 9, 11, 12]), "3–5, 9, 11–12");
    }
}
