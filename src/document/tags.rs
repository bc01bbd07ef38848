//! Which tags may begin in a source: a look that is much cheaper than reading the page, and that most pages end with.

use foldhash::{HashSet, HashSetExt};

/// Bytes of the longest name that is known.
const LONGEST: usize = 8;

/// The names of the tags that may begin somewhere in a source.
#[derive(Debug)]
pub struct Tags {
    /// The names in lower case, each as a number.
    names: HashSet<u64>,
}

impl Tags {
    /// Looks at `source`, whatever its format is.
    #[must_use]
    pub(crate) fn read(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut names = HashSet::new();
        let mut last = None;
        for at in memchr::memchr_iter(b'<', bytes) {
            let name = bytes.get(at + 1..).and_then(name);
            if name != last {
                names.extend(name);
                last = name;
            }
        }
        Self { names }
    }

    /// Whether a tag with one of `names` may begin somewhere, each in lower case and of 8 letters at most.
    #[must_use]
    pub fn has_any(&self, names: &[&str]) -> bool {
        let is_there = |name: &&str| number(name.as_bytes()).is_some_and(|number| self.names.contains(&number));
        names.iter().any(is_there)
    }
}

/// The name at the beginning of `rest` that something follows.
fn name(rest: &[u8]) -> Option<u64> {
    let length = rest
        .iter()
        .take(LONGEST + 1)
        .position(|byte| !byte.is_ascii_alphanumeric())?;
    number(rest.get(..length)?)
}

/// A name as a number, whatever its case.
fn number(name: &[u8]) -> Option<u64> {
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    let letters = name.iter().map(u8::to_ascii_lowercase);
    Some(letters.fold(0, |number, letter| number << 8 | u64::from(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_by_their_whole_names() {
        let tags = Tags::read("<p>甲<BR/><a href=\"\">乙</a><article><iframe\n><blockquote><script");
        for (name, expected) in [
            ("p", true),
            ("br", true),
            ("a", true),
            ("iframe", true),
            ("article", true),
            ("frame", false),
            ("area", false),
            ("block", false),
            ("script", false),
        ] {
            assert_eq!(tags.has_any(&[name]), expected, "{name}");
        }
        assert!(tags.has_any(&["area", "a"]));
        assert!(!Tags::read("1 < 2").has_any(&["a", "p"]));
    }
}
