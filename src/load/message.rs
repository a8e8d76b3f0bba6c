//! The sentences that say what was not understood, where, and what to do.

use super::reduction::limit::Failure;
use crate::load::placing::placement::{MOST_PLACEMENTS, MOST_STEPS};
use crate::load::sniff::Format;
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
        format!("{name}：不是能读取的格式；请换成 PDF、Word、Excel、网页或文本。"),
        format!(
            "{name}: the format is not one that is read; use PDF, Word, Excel, a web page or text."
        ),
    )
}

/// The bytes are a format that is not read.
pub(super) fn not_read(name: &str, format: Format) -> Problem {
    let kind = format.name();
    let (zh, en) = match format {
        Format::Encrypted => return failure(name, format, Failure::Protected),
        Format::Image => (
            "是图片，没有文字层；请使用原始的 PDF、Word 或 Excel 文件",
            "a picture without text; use the original PDF, Word or Excel file",
        ),
        Format::Zip => (
            "是压缩包，没有打开；请解压后再打开里面的文件",
            "an archive that was not opened; unpack it and open the files inside",
        ),
        Format::Ofd => (
            "是 OFD 版式文件，目前不读；请另存为 PDF 再打开",
            "OFD is not read; save it as PDF",
        ),
        Format::Xlsb => (
            "是二进制工作簿，目前不读；请另存为 .xlsx 再打开",
            "binary workbooks are not read; save it as .xlsx",
        ),
        Format::Ole => (
            "找不到其中的 Word 或 Excel 内容，文件可能不完整；请重新下载，或另存为 .docx、.xlsx 再打开",
            "without the contents of Word or Excel, perhaps incomplete; download it again or save it as .docx or .xlsx",
        ),
        Format::Rtf => (
            "目前不读；请用 Word 或 WPS 另存为 .docx 再打开",
            "RTF is not read; save it as .docx",
        ),
        Format::Pdf
        | Format::Docx
        | Format::Xlsx
        | Format::Ods
        | Format::Odt
        | Format::Doc
        | Format::Xls
        | Format::Html
        | Format::Markdown
        | Format::Mht
        | Format::SpreadsheetXml
        | Format::Csv => (
            "这种格式目前不读；请另存为 .docx、.xlsx 或文本再打开",
            "this format is not read; save it as .docx, .xlsx or text",
        ),
    };
    problem(
        ProblemKind::Unreadable,
        format!("{name}：内容为 {kind}，{zh}。"),
        format!("{name}: the content is {kind}: {en}."),
    )
}

/// A file of a format that is read could not be read.
pub(super) fn failure(name: &str, format: Format, failure: Failure) -> Problem {
    let kind = format.name();
    let (zh, en) = match failure {
        Failure::Damaged => (
            "损坏或不完整，无法读取；请重新下载",
            "damaged or incomplete and not read; download it again",
        ),
        Failure::Protected => (
            "有密码保护，无法读取；请用密码打开后另存一份不加密的文件",
            "protected by a password and not read; open it with the password and save it without",
        ),
        Failure::TooDeep => (
            "层层嵌套过深，不是正常的网页，没有读取",
            "nested deeper than any real page and not read",
        ),
        Failure::TooLarge => (
            "展开后超过读取上限（单元格 200 万个或解压 256 MiB），没有读取；请拆分文件",
            "larger than the limits (2 million cells or 256 MiB unpacked) and not read; split it",
        ),
    };
    problem(
        ProblemKind::Unreadable,
        format!("{name}：{kind} 文件{zh}。"),
        format!("{name}: the {kind} file is {en}."),
    )
}

/// A plain text divides into more cells than are read.
pub(super) fn too_many_cells(name: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!(
            "{name}：文本超过读取上限（单元格和词 1600 万个或行 200 万行），没有读取；请拆分文件。"
        ),
        format!(
            "{name}: the text has more than 16 million cells and words or 2 million lines and was not read; split it."
        ),
    )
}

/// A line of a text has no end.
pub(super) fn endless_line(name: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!("{name}：文本中有一行超过 4 MiB，没有读取；换行可能已丢失，请重新导出。"),
        format!(
            "{name}: a line of the text is longer than 4 MiB and it was not read; its line ends may be lost, export it again."
        ),
    )
}

/// A web page that is nothing but the frames of other pages.
#[must_use]
pub(super) fn frames(name: &str, page: &str) -> Problem {
    problem(
        ProblemKind::Unreadable,
        format!(
            "{name}：这个网页只是框架，表格在“{page}”等网页里；请打开那些网页，或它们所在的文件夹。"
        ),
        format!(
            "{name}: the page only holds frames; the tables are in “{page}” and the pages beside it: open those, or their folder."
        ),
    )
}

/// A file is damaged from some point on.
pub(super) fn cut_off(name: &str) -> Problem {
    problem(
        ProblemKind::Partial,
        format!("{name}：文件后部损坏，只读到损坏处；请重新下载后再核对。"),
        format!("{name}: damaged towards its end and read only up to there; download it again."),
    )
}

/// The extension promises another format than the content has. `kind` is `None` for plain text.
pub(super) fn misnamed(name: &str, extension: &str, format: Option<Format>) -> Problem {
    let (zh, en) = format.map_or(("纯文本", "plain text"), |format| {
        (format.name(), format.name())
    });
    problem(
        ProblemKind::Partial,
        format!("{name}：扩展名是 .{extension}，内容却是 {zh}，已按内容读取。"),
        format!("{name}: named .{extension} but the content is {en}; read as what it is."),
    )
}

/// What a workbook holds but does not show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Unshown {
    /// Names of hidden sheets.
    pub(super) sheets: Vec<String>,
    /// Hidden rows that print something.
    pub(super) rows: usize,
    /// Hidden columns that print something.
    pub(super) columns: usize,
    /// Formulas without stored result.
    pub(super) formulas: usize,
}

/// Says what was left out of a workbook, and what was not.
pub(super) fn unshown(name: &str, unshown: &Unshown) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |zh: String, en: String| {
        problems.push(problem(
            ProblemKind::Partial,
            format!("{name}：{zh}"),
            format!("{name}: {en}"),
        ));
    };
    let Unshown {
        sheets,
        rows,
        columns,
        formulas,
    } = unshown;
    if !sheets.is_empty() {
        say(
            format!("隐藏的工作表没有读取：{}。", sheets.join("、")),
            format!("hidden sheets were not read: {}.", sheets.join(", ")),
        );
    }
    if *rows > 0 {
        say(
            format!("有 {rows} 个隐藏行，仍作为表的一部分读取。"),
            format!("{rows} hidden rows were read as part of their tables."),
        );
    }
    if *columns > 0 {
        say(
            format!("有 {columns} 个隐藏列，没有读取。"),
            format!("{columns} hidden columns were not read."),
        );
    }
    if *formulas > 0 {
        say(
            format!(
                "有 {formulas} 个公式没有保存计算结果，按空白处理；请用表格软件打开并保存一次。"
            ),
            format!(
                "{formulas} formulas without stored result were read as blank; open and save the file once."
            ),
        );
    }
    problems
}

/// Some characters are damaged.
pub(super) fn unreadable_characters(name: &str, count: usize) -> Problem {
    problem(
        ProblemKind::Partial,
        format!("{name}：有 {count} 处字符损坏，按“�”显示；请核对原文件。"),
        format!("{name}: {count} damaged characters are shown as “�”; compare the original file."),
    )
}

/// The text announces tables that the file does not hold.
pub(super) fn no_tables(name: &str) -> Problem {
    problem(
        ProblemKind::NotADisclosure,
        format!("{name}：只有文字说明，没有报表；报表可能是单独的附件，请一并打开。"),
        format!(
            "{name}: explanations without tables; the tables may be a file of their own, open it too."
        ),
    )
}

/// Tables and explanations that several other files could complete.
pub(super) fn several_partners(name: &str, partners: &[String]) -> Problem {
    let (zh, en) = (partners.join("、"), partners.join(", "));
    problem(
        ProblemKind::Partial,
        format!(
            "{name}：报表与文字说明分在几个文件里，可能与它合为一份的有 {zh}，无法确定是哪一份，没有合并；请只打开其中一对。"
        ),
        format!(
            "{name}: tables and explanations are in several files; {en} could belong to it, which is not certain, so nothing was joined; open one pair only."
        ),
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
        let name = row.name();
        Some(Problem {
            kind: ProblemKind::Partial,
            message: Bilingual {
                zh: format!("{title}：“{name}”行的数字放进哪些栏都不能使合计成立，各数的栏目不定，请看原文。"),
                en: format!(
                    "{title}: whatever columns the figures of row “{name}” stand in, the sums of the header fail; their columns are left open, see the original."
                ),
            },
            place: Some(row.place()),
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
                    "有些行与栏目或合计对不上",
                    "some rows do not fit the columns or the sums",
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
    let untried = untried(table);
    tables.into_iter().chain(rows).chain(untried).collect()
}

/// Rows that fit the columns in more ways than are tried, with the bound.
fn untried(table: &Table) -> Option<Problem> {
    let first = table.rows.get(*table.untried.first()?)?;
    let (title, row, count) = (name(table), first.name(), table.untried.len());
    Some(Problem {
        kind: ProblemKind::Partial,
        message: Bilingual {
            zh: format!(
                "{title}：“{row}”等 {count} 行的数字可放进的栏目组合太多（每行至多试 {MOST_STEPS} 步、留 {MOST_PLACEMENTS} 种），没有试完，各数的栏目不定，请看原文。"
            ),
            en: format!(
                "{title}: the figures of {count} rows, the first of them “{row}”, fit the columns in more ways than are tried ({MOST_STEPS} steps and {MOST_PLACEMENTS} ways for a row); their columns are left open, see the original."
            ),
        },
        place: Some(first.place()),
    })
}

/// The title of a table, or its number when the title is lost.
fn name(table: &Table) -> &str {
    if table.title.is_empty() {
        table.id.as_str()
    } else {
        table.title.as_str()
    }
}
