//! Codes with their names while a table is packed: each pair is kept once.

use std::collections::HashSet;

use ecow::EcoString;

use crate::catalogue;
use crate::model::Stub;

/// Codes with their names, each pair kept once: by the catalogue where it prints the same, so that
/// all documents share it, else by the table.
#[derive(Default)]
pub(super) struct Stubs(HashSet<Stub>);

impl Stubs {
    /// The stub of a code and its name.
    pub(super) fn stub(&mut self, code: EcoString, name: EcoString) -> Stub {
        let mut official = catalogue::entries(&code).iter().map(|entry| &entry.stub);
        if let Some(known) = official.find(|known| known.name() == name) {
            return known.clone();
        }
        let new = Stub::new(code, name);
        match self.0.get(&new) {
            Some(known) => known.clone(),
            None => {
                self.0.insert(new.clone());
                new
            }
        }
    }
}
