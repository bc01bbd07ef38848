//! A year of posts from exports of every kind.
#![cfg(feature = "office")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod page_of_a_check;
mod reading;
mod reporting;
mod running;
