//! Places in the form in which build servers know files: relative, with slashes, and one for every problem too.

use std::borrow::Cow;

use crate::problem::{Problem, ProblemKind};

/// `path` as a repository knows it: without `./` at its beginning, with slashes on every system.
pub(super) fn portable_path(path: &str) -> Cow<'_, str> {
    let path = path.strip_prefix("./").filter(|rest| !rest.is_empty()).unwrap_or(path);
    if cfg!(windows) && path.contains('\\') {
        Cow::Owned(path.replace('\\', "/"))
    } else {
        Cow::Borrowed(path)
    }
}

/// Where a problem is. Lines and columns are 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ProblemPlace<'p> {
    pub(super) path: &'p str,
    pub(super) line: Option<usize>,
    pub(super) column: Option<usize>,
}

impl<'p> ProblemPlace<'p> {
    /// Takes the line and the column off the path. Only problems with settings have them there.
    pub(super) fn of(problem: &'p Problem) -> Self {
        let mut place = Self {
            path: &problem.path,
            line: None,
            column: None,
        };
        if !matches!(problem.kind, ProblemKind::Config | ProblemKind::Dictionary) {
            return place;
        }
        for _ in 0..2 {
            let Some((path, number)) = place.path.rsplit_once(':') else {
                break;
            };
            let Some(number) = number.parse().ok().filter(|&number| number > 0 && !path.is_empty()) else {
                break;
            };
            place = Self {
                path,
                line: Some(number),
                column: place.line,
            };
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_problem_is_taken_off_its_path() {
        let of = |path: &str, kind| {
            let problem = Problem::new(path, kind, "");
            let place = ProblemPlace::of(&problem);
            (place.path.to_owned(), place.line, place.column)
        };
        let config = ProblemKind::Config;
        assert_eq!(of("a.toml:3:7", config), ("a.toml".to_owned(), Some(3), Some(7)));
        assert_eq!(of("a.toml:3", config), ("a.toml".to_owned(), Some(3), None));
        assert_eq!(of("a.toml", config), ("a.toml".to_owned(), None, None));
        assert_eq!(of(":3:7", config), (":3".to_owned(), Some(7), None));
        assert_eq!(of("a:3", ProblemKind::Encoding), ("a:3".to_owned(), None, None));
    }

    #[test]
    fn a_path_is_as_a_repository_knows_it() {
        assert_eq!(portable_path("./稿件/a.md"), "稿件/a.md");
        assert_eq!(portable_path("./"), "./");
        assert_eq!(portable_path("../a.md"), "../a.md");
    }
}
