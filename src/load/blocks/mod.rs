//! Where tables begin and end: captions, drafts, further pages.

pub(super) mod block;
pub(super) mod caption;
pub(super) mod caption_rows;
pub(super) mod draft;
pub(super) mod header_again;
pub(super) mod heading;
pub(super) mod missing;
pub(super) mod next_page;
pub(super) mod paged;
