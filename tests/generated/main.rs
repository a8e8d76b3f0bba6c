//! Made-up disclosures: what is printed is read back cell for cell, what is injected is found, what is exact stays silent.

mod compare;
mod generator;
mod inject;
mod judged;
mod ledger;
mod round_trip;
mod trial;
