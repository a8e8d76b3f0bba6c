//! Every format against the same made-up table, and against damaged input.
