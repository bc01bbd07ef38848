//! Whether any stretch of Hanzi stands twice in a row, found in the pass in which all else is read.
//!
//! Where and what it is, and whether that is wrong, is for rules to say: few texts hold one.

use super::marks::Marks;

/// Hanzi of the longest stretch that is told of.
pub const LONGEST_REPEATED: u32 = 20;

/// The Hanzi read last, as far as they are needed to tell what stands twice in a row: it ends with two neighbours that
/// stood just as far back.
#[derive(Clone, Copy)]
pub(super) struct Stretches {
    /// The number of the next Hanzi; they are counted with a gap wherever something else stands.
    number: u32,
    /// The Hanzi just before it; 0 if there is none.
    previous: u16,
}

/// Where each two neighbours stood before.
pub(super) struct Places {
    /// For each class of neighbours the number of the second where they stood last.
    last: [u32; 1 << CLASS_BITS],
    /// For each of the latest Hanzi where neighbours of its class stood before.
    earlier: [u32; EARLIER],
    /// The latest Hanzi.
    keys: [u16; KEYS],
}

/// Bits of a hash that tell neighbours apart.
const CLASS_BITS: u32 = 9;

/// As many places as a chain of earlier ones may lead through, rounded up.
const EARLIER: usize = 32;

/// As many Hanzi as the longest stretch has together with the one before it, rounded up.
const KEYS: usize = 64;

/// More than any stretch is long.
const GAP: u32 = 64;

impl Places {
    /// Before anything was read.
    pub(super) const NONE: Self = Self {
        last: [0; 1 << CLASS_BITS],
        earlier: [0; EARLIER],
        keys: [0; KEYS],
    };

    /// Whether the `length` Hanzi up to that number stand in front of them as well.
    fn is_repeated(&self, number: u32, length: u32) -> bool {
        let key = |back: u32| self.keys[number.wrapping_sub(back) as usize % KEYS];
        length >= 2 && (0..length).all(|back| key(back) == key(back + length))
    }
}

impl Stretches {
    /// Before anything was read.
    pub(super) const START: Self = Self {
        number: GAP,
        previous: 0,
    };

    /// Reads a Hanzi, and marks in `found` whether something stands twice in a row that ends with it.
    #[inline]
    pub(super) fn push(&mut self, key: u16, places: &mut Places, found: &mut Marks) {
        let (number, previous) = (self.number, self.previous);
        self.number = number.wrapping_add(1);
        self.previous = key;
        if previous == key {
            *found |= Marks::DOUBLED;
        }
        // One is enough, and a text may be nothing but repetitions.
        if found.contains(Marks::REPEATED) {
            return;
        }
        places.keys[number as usize % KEYS] = key;
        if previous == 0 {
            return;
        }
        let both = u32::from(previous) << 16 | u32::from(key);
        // The constant is 2³² divided by the golden ratio.
        let class = (both.wrapping_mul(0x9E37_79B1) >> (u32::BITS - CLASS_BITS)) as usize;
        let mut other = places.last[class];
        places.last[class] = number;
        places.earlier[number as usize % EARLIER] = other;
        while number.wrapping_sub(other) <= LONGEST_REPEATED {
            if places.is_repeated(number, number.wrapping_sub(other)) {
                *found |= Marks::REPEATED;
            }
            other = places.earlier[other as usize % EARLIER];
        }
    }

    /// Something else than a Hanzi stands here.
    #[inline]
    pub(super) fn end(&mut self) {
        self.previous = 0;
        self.number = self.number.wrapping_add(GAP);
    }
}
