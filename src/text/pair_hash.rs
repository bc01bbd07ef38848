//! The hash of two neighbouring characters, shared with the build script that counts how common pairs are.

/// Spreads a pair of 16-bit character keys over 32 bits; take as many of the top bits as are needed. All of them together
/// tell every pair from every other.
/// The constant is 2³² divided by the golden ratio (Knuth, The Art of Computer Programming, 6.4).
#[inline]
pub(crate) const fn pair_hash(first: u16, second: u16) -> u32 {
    (((first as u32) << 16) | second as u32).wrapping_mul(0x9E37_79B1)
}
