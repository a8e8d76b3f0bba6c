//! ZIP containers: parts by name, with limits against archives that unpack to more than they should.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limit::Failure;

/// Bytes all parts of one file may unpack to.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Members one file may have.
const MOST_MEMBERS: usize = 20_000;

/// An opened container.
pub(in crate::load) struct Container<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
    /// Whether a part could be unpacked only to some point.
    pub(in crate::load) damaged: bool,
}

impl<'b> Container<'b> {
    /// Reads the list of members.
    pub(in crate::load) fn open(bytes: &'b [u8]) -> Result<Self, Failure> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Failure::Damaged)?;
        if archive.len() > MOST_MEMBERS {
            return Err(Failure::TooLarge);
        }
        Ok(Container {
            archive,
            left: MOST_BYTES,
            damaged: false,
        })
    }

    /// Names of the members.
    pub(in crate::load) fn names(&self) -> impl Iterator<Item = String> {
        let names = self.archive.file_names();
        names.flatten().map(Cow::into_owned)
    }

    /// The text of a member; `None` when there is none of that name. What a damaged member still
    /// gives is kept.
    pub(in crate::load) fn part(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let mut member = match self.archive.by_name(name) {
            Ok(member) => member,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Failure::Protected);
            }
            Err(_) => return Err(Failure::Damaged),
        };
        let mut bytes = Vec::new();
        let read = member.by_ref().take(self.left + 1).read_to_end(&mut bytes);
        let used = bytes.len() as u64;
        self.left = self.left.checked_sub(used).ok_or(Failure::TooLarge)?;
        if read.is_err() {
            if bytes.is_empty() {
                return Err(Failure::Damaged);
            }
            self.damaged = true;
        }
        Ok(Some(decoded(bytes)))
    }

    /// The text of a member that the format requires.
    pub(in crate::load) fn required(&mut self, name: &str) -> Result<String, Failure> {
        self.part(name)?.ok_or(Failure::Damaged)
    }
}

/// XML is UTF-8 unless a byte-order mark says otherwise.
fn decoded(bytes: Vec<u8>) -> String {
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding.decode(&bytes).0.into_owned(),
        None => String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}
