//! Which format a file has, by its name.

use std::path::Path;

/// A format that a [`Document`](super::Document) can be read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text without markup.
    Plain,
    /// CommonMark with GitHub's additions and front matter.
    Markdown,
    /// A page or a fragment of one.
    Html,
}

impl Format {
    /// The format that the extension of `path` stands for; `None` if it stands for none that is known.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Plain),
            "md" | "markdown" | "mdown" | "mkd" | "mdx" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" | "shtml" => Some(Self::Html),
            _ => None,
        }
    }
}
