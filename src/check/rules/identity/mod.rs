//! Rules on names, years, leftovers of templates and leaks.

pub mod another_body_in_a_table;
pub mod compared_with_its_own_year;
pub mod doubled_words;
pub mod mixed_precision;
pub mod name_of_the_body_varies;
pub mod personal_data_printed;
pub mod placeholder_left;
pub mod secrecy_marking;
pub mod template_instruction_left;
pub mod title_of_another_year;
