//! Where bytes come from and what text they are: [`walk`] finds files, [`patterns`] says which of them the user wants,
//! [`read`] reads one, [`encoding`] decodes it.
//!
//! What the text means is left to `document`. Nothing here prints; what cannot be read becomes a
//! [`Problem`](crate::problem::Problem).

pub mod binary;
mod charset;
pub mod encoding;
mod evidence;
pub mod path;
pub mod patterns;
pub mod read;
pub mod splice;
mod tree;
pub mod walk;
