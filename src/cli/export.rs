//! `chazhang export`: writes cells, claims, findings or coverage for other programs.

use super::arguments::{Arguments, DataFormat, ExportArguments, What};
use super::opening::Opened;
use super::print;
use crate::export::records::{write_csv, write_json};
use crate::export::{cells, claims, coverage, findings};

pub(super) fn run(wanted: &ExportArguments, arguments: &Arguments) -> anyhow::Result<u8> {
    let language = arguments.language();
    let opened = Opened::new(&wanted.paths, language);
    let session = opened.session();
    print(|out| match (wanted.what, wanted.format) {
        (What::Cells, DataFormat::Csv) => write_csv(cells::cells(session.corpus), out),
        (What::Cells, DataFormat::Json) => write_json(cells::cells(session.corpus), out),
        (What::Claims, DataFormat::Csv) => write_csv(claims::claims(session), out),
        (What::Claims, DataFormat::Json) => write_json(claims::claims(session), out),
        (What::Findings, DataFormat::Csv) => write_csv(findings::flat(session), out),
        (What::Findings, DataFormat::Json) => write_json(findings::nested(session), out),
        (What::Coverage, DataFormat::Csv) => write_csv(coverage::coverage(session), out),
        (What::Coverage, DataFormat::Json) => write_json(coverage::coverage(session), out),
    })?;
    opened.complain_about_files(language);
    Ok(opened.code())
}
