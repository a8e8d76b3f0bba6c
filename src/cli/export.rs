//! `chazhang export`: writes what was read and found for other programs.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::arguments::{Arguments, DataFormat, ExportArguments};
use super::opening::Opened;
use super::{complain, print};
use crate::export::dataset::Shortfall;
use crate::export::records::{write_csv, write_json, write_nested_json};
use crate::export::{Kind, Session, findings, parquet, workbook};
use crate::model::{Bilingual, Language};
use crate::review::store::write_whole;
use crate::session;

pub(super) fn run(wanted: &ExportArguments, arguments: &Arguments) -> anyhow::Result<u8> {
    let language = arguments.language();
    let files = files(wanted, language)?;
    let opened = Opened::new(&wanted.paths, language);
    let session = opened.session();
    let mut shortfall = Shortfall::default();
    for (path, kinds) in files {
        let mut fill = |out: &mut dyn Write| {
            let short = write(session, &kinds, wanted.format, out)?;
            shortfall.figures += short.figures;
            shortfall.texts += short.texts;
            Ok(())
        };
        match path {
            None => print(fill)?,
            Some(path) => {
                let written = put(&path, &mut fill);
                written.with_context(|| cannot_write(&path, language))?;
            }
        }
    }
    complain_about(shortfall, wanted.format, language);
    opened.complain_about_files(language);
    Ok(opened.code())
}

/// What is written where; standard output is no path.
fn files(
    wanted: &ExportArguments,
    language: Language,
) -> anyhow::Result<Vec<(Option<PathBuf>, Vec<Kind>)>> {
    let say = |zh: String, en: String| Bilingual::new(zh, en).in_language(language).to_owned();
    let (format, kinds) = (wanted.format, wanted.kinds());
    let ending = format.ending();
    let one = format == DataFormat::Xlsx || kinds.len() == 1;
    let Some(output) = wanted.output.as_ref().filter(|path| *path != "-") else {
        if !one {
            bail!(say(
                "几种内容是几个文件：请用 --output 给出文件夹，或用 --what 只选一种".to_owned(),
                "several kinds are several files: give a folder with --output, or one kind with --what".to_owned(),
            ));
        }
        if !format.is_text() && io::stdout().is_terminal() {
            bail!(say(
                format!("终端显示不了 {ending} 文件：请用 --output 给出文件名"),
                format!("a terminal cannot show {ending}: give a file with --output"),
            ));
        }
        return Ok(vec![(None, kinds)]);
    };
    let files: Vec<(PathBuf, Vec<Kind>)> = if one {
        let name = match kinds.as_slice() {
            [kind] => kind.name(),
            _ => "chazhang",
        };
        let path = match output.is_dir() {
            true => output.join(format!("{name}.{ending}")),
            false => output.clone(),
        };
        vec![(path, kinds)]
    } else {
        fs::create_dir_all(output).with_context(|| cannot_write(output, language))?;
        let files = kinds.into_iter();
        files
            .map(|kind| (output.join(format!("{}.{ending}", kind.name())), vec![kind]))
            .collect()
    };
    let (inputs, _) = session::inputs(&wanted.paths);
    for (path, _) in &files {
        if inputs.iter().any(|input| same(input.path(), path)) {
            let path = path.display();
            bail!(say(
                format!("{path} 是要读的文件，不覆盖：请用 --output 给出别的名字"),
                format!(
                    "{path} is one of the files to be read and is not overwritten: give another name with --output"
                ),
            ));
        }
    }
    Ok(files
        .into_iter()
        .map(|(path, kinds)| (Some(path), kinds))
        .collect())
}

/// Whether two paths lead to the same file.
fn same(input: Option<&Path>, output: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    input.is_some_and(|input| real(input).is_some_and(|input| real(output) == Some(input)))
}

fn cannot_write(path: &Path, language: Language) -> String {
    let path = path.display();
    match language {
        Language::Chinese => format!("{path} 写不了"),
        Language::English => format!("cannot write {path}"),
    }
}

/// Writes a file whole or not at all; what is no file, such as a pipe, takes what comes.
fn put(path: &Path, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut buffered = |file: &mut File| {
        let mut out = BufWriter::new(file);
        fill(&mut out)?;
        out.flush()
    };
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return buffered(&mut File::options().write(true).open(path)?);
    }
    write_whole(path, buffered)
}

/// Writes one file; only a workbook holds several kinds.
fn write(
    session: Session<'_>,
    kinds: &[Kind],
    format: DataFormat,
    out: &mut dyn Write,
) -> io::Result<Shortfall> {
    let datasets: Vec<_> = kinds.iter().map(|kind| session.dataset(*kind)).collect();
    let whole = |out: &mut dyn Write, (bytes, shortfall): (Vec<u8>, Shortfall)| {
        out.write_all(&bytes).map(|()| shortfall)
    };
    let mut shortfall = Shortfall::default();
    match format {
        DataFormat::Xlsx => {
            let made = workbook::workbook(&datasets, workbook::SHEET_ROWS)?;
            return whole(out, made);
        }
        DataFormat::Parquet => {
            for dataset in &datasets {
                shortfall = whole(out, parquet::parquet(dataset)?)?;
            }
        }
        DataFormat::Csv => {
            for dataset in &datasets {
                write_csv(dataset, out)?;
            }
        }
        // The proofs of findings are objects in objects.
        DataFormat::Json if kinds == [Kind::Findings] => {
            write_nested_json(findings::nested(session), out)?;
        }
        DataFormat::Json => {
            for dataset in &datasets {
                write_json(dataset, out)?;
            }
        }
    }
    Ok(shortfall)
}

/// Says what the format had no room for.
fn complain_about(shortfall: Shortfall, format: DataFormat, language: Language) {
    let Shortfall { figures, texts } = shortfall;
    if figures > 0 {
        complain(&match (language, format) {
            (Language::Chinese, DataFormat::Xlsx) => {
                format!("{figures} 个数字超过 15 位，XLSX 的数存不准，已写成文本")
            }
            (Language::English, DataFormat::Xlsx) => {
                format!(
                    "{figures} figures have more than the 15 digits of numbers in XLSX and are written as text"
                )
            }
            (Language::Chinese, _) => {
                format!("{figures} 个数字超过 38 位，数字列留空，原数在旁边的文本列")
            }
            (Language::English, _) => {
                format!(
                    "{figures} figures need more than 38 digits: they have no number, and their digits stand in the column of text"
                )
            }
        });
    }
    if texts > 0 {
        complain(&match language {
            Language::Chinese => {
                format!("{texts} 段文字超过 XLSX 单元格的 32767 字，已截短；CSV 与 JSON 里是全的")
            }
            Language::English => {
                format!(
                    "{texts} texts are longer than the 32,767 characters of a cell in XLSX and were cut; CSV and JSON have them whole"
                )
            }
        });
    }
}
