//! Made-up disclosures: what is printed is read back cell for cell, what is injected is found, what is exact stays silent.

mod compare;
mod formats;
mod generator;
mod inject;
mod judged;
mod ledger;
mod oracle;
mod round_trip;
mod told;
mod trial;

#[path = "../support/office.rs"]
mod office;
#[path = "../support/paged.rs"]
mod paged;
#[path = "../support/pdf.rs"]
#[allow(dead_code, reason = "the tests of PDF files use the rest")]
mod pdf;
