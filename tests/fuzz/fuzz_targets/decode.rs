//! Any bytes, under every hint, are decoded or refused; places in a decoded text lie in the file.
#![no_main]

#[path = "../../invariants/decoding.rs"]
mod decoding;

use libfuzzer_sys::fuzz_target;
use shenjiao::input::encoding::decode;

fuzz_target!(|bytes: &[u8]| {
    for hints in decoding::hints() {
        match decode(bytes.to_vec(), &hints) {
            Ok(file) => decoding::assert_places(&file, bytes),
            Err(error) => decoding::assert_explained(&error, bytes),
        }
    }
});
