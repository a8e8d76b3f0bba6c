//! Made-up disclosures: what is printed is read back cell for cell, what is injected is found, what is exact stays silent.

mod compare;
mod dump;
mod generator;
mod round_trip;
