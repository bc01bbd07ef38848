//! The program in real repositories: what is staged, what changed, and the hook. Git must be there.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "a set-up that fails is a test that fails")]

mod fix;
mod hook;
mod odd_files;
mod pre_commit;
mod repository;
mod settings;
mod since;
mod staged;
