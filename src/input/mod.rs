//! Where bytes come from and what text they are: [`walk`] finds files, [`patterns`] says which of them the user wants,
//! [`read`] reads one, [`encoding`] decodes it. [`git`] lists changed files instead and hands out what is staged of them;
//! [`store`] is where settings and [`ignore_files`] come from in either case.
//!
//! What the text means is left to `document`. Nothing here prints; what cannot be read becomes a
//! [`Problem`](crate::problem::Problem).

pub mod binary;
mod charset;
pub mod encoding;
mod evidence;
pub mod git;
pub mod ignore_files;
pub mod path;
pub mod patterns;
pub mod read;
pub mod splice;
pub mod store;
mod tree;
pub mod walk;
