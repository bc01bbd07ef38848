//! Which program and which words made a report. What is found changes with the dictionaries, so that a report that does
//! not name their version cannot be compared with another; every format for machines carries it.

/// The program.
pub const NAME: &str = env!("CARGO_PKG_NAME");

/// Its version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Both and the version of the shipped dictionaries, for formats that have no field for that.
pub const TITLE: &str = concat!(
    env!("CARGO_PKG_NAME"),
    " ",
    env!("CARGO_PKG_VERSION"),
    "（内置词典 ",
    env!("SHENJIAO_DICTIONARIES"),
    "）"
);
