//! Dictionaries: what is wrong, what is right, and the published basis for saying so.
//!
//! [`Dictionary`] and [`Entry`] are what a TOML file means; `schema` is what may be written in one, `syntax` speaks of
//! broken TOML, [`load`] turns a file into its meaning with messages an editor can act on, [`verify`] holds what must
//! be true of several dictionaries together. Reading files is left to the caller, finding entries in a text to
//! `matching`.

mod boundary;
mod entry;
mod expression;
mod keys;
mod load;
mod partial_date;
mod schema;
pub(crate) mod search;
pub(crate) mod series_form;
mod shipped;
mod syntax;
pub mod table;
mod validator;
pub mod verify;
pub mod write;

pub use boundary::Boundary;
pub use entry::{
    Anniversary, Condition, Cooccurrence, Dictionary, Entry, Enumeration, Held, Kind, Meaning, Pattern, Person,
    Phrases, Rename, Series,
};
pub use expression::Expression;
pub use load::load;
pub use partial_date::PartialDate;
pub use shipped::{VERSION, shipped};
pub use validator::Validator;
