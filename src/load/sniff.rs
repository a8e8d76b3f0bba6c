//! File formats told by content; the file name only decides whether that is worth a remark.

use memchr::memmem;

/// A file format that is no plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `%PDF`
    Pdf,
    /// Word since 2007.
    Docx,
    /// Excel since 2007.
    Xlsx,
    /// Excel since 2007, binary.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
    /// OpenDocument text.
    Odt,
    /// The Chinese fixed-layout format.
    Ofd,
    /// Any other ZIP archive.
    Zip,
    /// Word before 2007.
    Doc,
    /// Excel before 2007.
    Xls,
    /// A document of Office since 2007 that needs a password.
    Encrypted,
    /// Any other OLE compound file.
    Ole,
    /// A web page.
    Html,
    /// Text with tables in HTML.
    Markdown,
    /// A web page saved as one file.
    Mht,
    /// Excel 2003 XML.
    SpreadsheetXml,
    /// Values divided by commas.
    Csv,
    /// RTF
    Rtf,
    /// A picture.
    Image,
}

impl Format {
    /// The name users know.
    #[must_use]
    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Pdf => "PDF",
            Format::Docx => "DOCX",
            Format::Xlsx => "XLSX",
            Format::Xlsb => "XLSB",
            Format::Ods => "ODS",
            Format::Odt => "ODT",
            Format::Ofd => "OFD",
            Format::Zip => "ZIP",
            Format::Doc => "DOC",
            Format::Xls => "XLS",
            Format::Encrypted => "Office",
            Format::Ole => "OLE",
            Format::Html => "HTML",
            Format::Markdown => "Markdown",
            Format::Mht => "MHT",
            Format::SpreadsheetXml => "XML",
            Format::Csv => "CSV",
            Format::Rtf => "RTF",
            Format::Image => "PNG/JPEG/GIF",
        }
    }

    /// The extensions under which the format is usual.
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Pdf => &["pdf"],
            Format::Docx => &["docx", "docm", "dotx"],
            Format::Xlsx => &["xlsx", "xlsm", "xltx"],
            Format::Xlsb => &["xlsb"],
            Format::Ods => &["ods", "fods", "fodt", "ots"],
            Format::Odt => &["odt", "ott"],
            Format::Ofd => &["ofd"],
            Format::Zip => &["zip"],
            Format::Doc => &["doc", "dot", "wps"],
            Format::Xls => &["xls", "xlt", "et"],
            Format::Encrypted => &["docx", "xlsx", "doc", "xls"],
            Format::Ole => &["doc", "xls", "wps", "et"],
            Format::Html => &["html", "htm", "xhtml", "shtml", "jsp", "aspx", "php"],
            Format::Markdown => &["md", "markdown", "txt", "text"],
            Format::Mht => &["mht", "mhtml"],
            Format::SpreadsheetXml => &["xml"],
            Format::Csv => &["csv", "txt"],
            Format::Rtf => &["rtf"],
            Format::Image => &["png", "jpg", "jpeg", "gif"],
        }
    }

    const ALL: [Format; 19] = [
        Format::Pdf,
        Format::Docx,
        Format::Xlsx,
        Format::Xlsb,
        Format::Ods,
        Format::Odt,
        Format::Ofd,
        Format::Zip,
        Format::Doc,
        Format::Xls,
        Format::Encrypted,
        Format::Ole,
        Format::Html,
        Format::Markdown,
        Format::Mht,
        Format::SpreadsheetXml,
        Format::Csv,
        Format::Rtf,
        Format::Image,
    ];
}

/// The extension of a file name when it promises another format than the content has; `None` is
/// plain text.
#[must_use]
pub(super) fn wrong_extension(name: &str, content: Option<Format>) -> Option<&str> {
    let (_, extension) = name.rsplit_once('.')?;
    let lower = extension.to_ascii_lowercase();
    let promises = |format: &Format| format.extensions().contains(&lower.as_str());
    let text = matches!(lower.as_str(), "txt" | "md" | "tsv" | "csv" | "text");
    let known = text || Format::ALL.iter().any(promises);
    let kept = content.map_or(text, |format| promises(&format));
    (known && !kept).then_some(extension)
}

/// First bytes of formats that need no further look.
const MAGIC: &[(&[u8], Format)] = &[
    (b"{\\rtf", Format::Rtf),
    (b"\x89PNG", Format::Image),
    (b"\xff\xd8\xff", Format::Image),
    (b"GIF8", Format::Image),
];

/// How far into a file its `%PDF` may stand.
const PDF_HEAD: usize = 1024;

/// The format of bytes that are no text.
#[must_use]
pub(super) fn binary(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(ole(bytes));
    }
    if let Some(&(_, format)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(format);
    }
    let head = bytes.get(..PDF_HEAD.min(bytes.len())).unwrap_or(bytes);
    memmem::find(head, b"%PDF-")
        .is_some()
        .then_some(Format::Pdf)
}

/// A member's name stands uncompressed in its header and in the list at the end of the archive.
fn zip(bytes: &[u8]) -> Format {
    let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
    const MEMBERS: &[(&[u8], Format)] = &[
        (b"OFD.xml", Format::Ofd),
        (b"word/document", Format::Docx),
        (b"xl/workbook.bin", Format::Xlsb),
        (b"xl/workbook", Format::Xlsx),
        (
            b"application/vnd.oasis.opendocument.spreadsheet",
            Format::Ods,
        ),
        (b"application/vnd.oasis.opendocument.text", Format::Odt),
        (b"content.xml", Format::Ods),
    ];
    MEMBERS
        .iter()
        .find(|(name, _)| holds(name))
        .map_or(Format::Zip, |&(_, format)| format)
}

/// Names of streams stand in the directory as UTF-16.
fn ole(bytes: &[u8]) -> Format {
    let holds = |name: &str| {
        let wide: Vec<u8> = name
            .encode_utf16()
            .chain([0])
            .flat_map(u16::to_le_bytes)
            .collect();
        memmem::find(bytes, &wide).is_some()
    };
    const STREAMS: &[(&str, Format)] = &[
        ("EncryptedPackage", Format::Encrypted),
        ("WordDocument", Format::Doc),
        ("Workbook", Format::Xls),
        ("Book", Format::Xls),
    ];
    STREAMS
        .iter()
        .find(|(name, _)| holds(name))
        .map_or(Format::Ole, |&(_, format)| format)
}

/// How much of a text is looked at.
const HEAD: usize = 4000;

/// The format of a text that is written for programs.
#[must_use]
pub(super) fn markup(text: &str) -> Option<Format> {
    let start: String = text.chars().take(HEAD).collect();
    let start = start.trim_start().to_ascii_lowercase();
    if start.starts_with("mime-version:") || start.contains("\nmime-version:") {
        return start.contains("content-type:").then_some(Format::Mht);
    }
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.starts_with("<?xml")
    {
        return Some(Format::SpreadsheetXml);
    }
    if start.contains("urn:oasis:names:tc:opendocument") && start.starts_with("<?xml") {
        return Some(Format::Ods);
    }
    let table = ["<table", "<TABLE"]
        .iter()
        .any(|tag| memmem::find(text.as_bytes(), tag.as_bytes()).is_some());
    if table && !start.starts_with('<') {
        return Some(Format::Markdown);
    }
    const TAGS: [&str; 6] = [
        "<!doctype html",
        "<html",
        "<head",
        "<table",
        "<body",
        "<div",
    ];
    if TAGS.iter().any(|tag| start.contains(tag)) {
        return Some(Format::Html);
    }
    is_comma_separated(text).then_some(Format::Csv)
}

/// Lines of one table below each other, at the least.
const TABLE_LINES: usize = 3;

/// 基本支出:决算为5万元,完成预算100%,与预算持平。: sentences with narrow commas, of which a list has as many in
/// each line. Two thirds of the lines with commas end as sentences do, and none leaves a field empty.
fn is_of_sentences(text: &str) -> bool {
    let lines = text.lines().map(str::trim_end).take(FIRST_LINES);
    let divided: Vec<&str> = lines.filter(|line| line.contains(',')).collect();
    let ended = divided
        .iter()
        .filter(|line| line.ends_with(['。', '；']) && !line.contains(",,"))
        .count();
    ended > 0 && ended * 3 >= divided.len() * 2
}

/// Lines from which the kind of a text is told.
const FIRST_LINES: usize = 60;

/// Most lines have the same number of commas outside quotation marks, and no line has a tab. Captions
/// without commas may stand between lines whose commas divide words, and tables of other widths where
/// the commas of nearly all lines do.
fn is_comma_separated(text: &str) -> bool {
    if is_of_sentences(text) {
        return false;
    }
    let mut counts: Vec<(usize, bool)> = Vec::new();
    let mut worded: Vec<usize> = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(FIRST_LINES)
    {
        if line.contains('\t') {
            return false;
        }
        let mut quoted = false;
        let commas = line.chars().filter(|c| {
            quoted ^= *c == '"';
            *c == ',' && !quoted
        });
        let count = commas.count();
        // The commas of thousands stand between digits.
        let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let mut divided = line
            .match_indices(',')
            .filter_map(|(at, _)| line.get(at + 1..));
        let divides = count > 0 && divided.any(|rest| !digit(rest));
        if divides {
            worded.push(count);
        }
        counts.push((count, divides));
    }
    let tables = counts.chunk_by(|one, other| one == other);
    let tables = tables.filter(|lines| lines.len() >= TABLE_LINES && lines.iter().all(|one| one.1));
    let in_tables: usize = tables.map(<[_]>::len).sum();
    let several = worded.iter().any(|count| *count >= 2) && in_tables * 10 >= counts.len() * 7;
    let counts: Vec<usize> = counts.into_iter().map(|(count, _)| count).collect();
    let most = counts.iter().max().copied().unwrap_or(0);
    let full = counts.iter().filter(|count| **count == most).count();
    let alike = worded.len() >= 3
        && worded.len() * 2 >= counts.len()
        && worded.iter().all(|count| *count == most);
    most >= 2 && counts.len() >= 3 && (alike || several || full * 10 >= counts.len() * 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(binary(b"junk\n%PDF-1.7 ..."), Some(Format::Pdf));
        assert_eq!(
            binary(b"PK\x03\x04....word/document.xml"),
            Some(Format::Docx)
        );
        assert_eq!(binary(b"PK\x03\x04....xl/workbook.xml"), Some(Format::Xlsx));
        assert_eq!(binary(b"PK\x03\x04....OFD.xml"), Some(Format::Ofd));
        assert_eq!(binary(b"PK\x05\x06"), Some(Format::Zip));
        assert_eq!(
            binary(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0k\0b\0o\0o\0k\0\0\0"),
            Some(Format::Xls)
        );
        assert_eq!(
            binary(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            Some(Format::Ole)
        );
        assert_eq!(markup("\n<!DOCTYPE html><html>"), Some(Format::Html));
        assert_eq!(
            markup("MIME-Version: 1.0\nContent-Type: multipart/related"),
            Some(Format::Mht)
        );
        assert_eq!(
            markup("编码,名称,金额\n201,甲,\"1,000.00\"\n202,乙,2.00\n"),
            Some(Format::Csv)
        );
        assert_eq!(
            markup("收支总表\n单位：万元\n编码,名称,金额\n201,甲,\"1,000.00\"\n202,乙,2.00\n"),
            Some(Format::Csv)
        );
        assert_eq!(
            markup("收支总表\n单位：万元\n甲  1,000.00  2,000.00\n乙  1,000.00  2,000.00\n"),
            None
        );
        assert_eq!(
            markup(
                "收支总表,,\n项目,金额,比上年\n收入,\"1,000.00\",\n支出,990.00,\n三公经费表,,,\n合计,出国,用车,接待\n\
                 \"1,000.00\",,,\"1,000.00\"\n说明,,,\n"
            ),
            Some(Format::Csv)
        );
        assert_eq!(
            markup("收入合计,比上年增加,见下表\n支出合计\n甲,乙,丙,丁\n1,000.00 元\n说明,另见\n"),
            None
        );
        let sentences = "一、支出情况\n人员经费:决算为5万元,完成预算100%,与预算持平。\n\
                         公用经费:决算为2万元,完成预算90%,比预算减少。\n项目支出:决算为1万元,完成预算80%,压减支出。\n";
        assert_eq!(markup(sentences), None);
        assert_eq!(markup("# 收支总表\n<table>"), Some(Format::Markdown));
        assert_eq!(markup("收入,支出\n1,959.63 万元\n说明"), None);
        assert_eq!(markup("单位：万元\n合计\t1\t2\n"), None);
    }

    #[test]
    fn only_a_misleading_extension_is_remarked() {
        assert_eq!(wrong_extension("a.pdf", Some(Format::Html)), Some("pdf"));
        assert_eq!(wrong_extension("a.xls", None), Some("xls"));
        assert_eq!(wrong_extension("a.PDF", Some(Format::Pdf)), None);
        assert_eq!(wrong_extension("a.2024", Some(Format::Html)), None);
        assert_eq!(wrong_extension("a.txt", None), None);
        assert_eq!(wrong_extension("-", Some(Format::Html)), None);
    }
}
