//! A year of posts, in whatever form they exist, judged and reported as one.
//!
//! [`read`] turns exports of every kind into [`Post`](post::Post)s, one after the other; [`judge`] puts a post to a
//! checker as of its own day; [`aggregate`] counts and keeps the findings, and [`store`] what must be known of every post.
//! What is known only of several posts together is found by [`across`]. [`page`], [`ledger`], [`csv`], [`json`] and [`brief`] write what an office hands on, and [`diff`] compares two audits.
//! Which settings hold, what is printed and what the exit status is are left to `cli`.

pub mod across;
pub mod aggregate;
pub mod brief;
pub mod csv;
pub mod diff;
pub mod json;
pub mod judge;
pub mod ledger;
pub mod page;
pub mod post;
pub mod read;
mod rows;
mod sentences;
pub mod store;
