//! What a front matter says about its post, as Hexo, Hugo, Jekyll and VuePress write it.
//!
//! Only scalars and the first items of lists at the top level matter here. The day and the prose in a front matter are
//! read by `document`.

use std::collections::HashMap;

/// The entries at the top level, by key in lower case.
#[derive(Debug, Default)]
pub(super) struct FrontMatter(HashMap<String, String>);

impl FrontMatter {
    /// Reads the front matter that `text` begins with, if any.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = text.lines();
        match lines.next().map(str::trim_end) {
            Some("---") => Self::yaml(lines),
            Some("+++") => Self::toml(text),
            _ => Self::default(),
        }
    }

    /// The value of the first of `keys` that has one.
    pub(super) fn first(&self, keys: &[&str]) -> String {
        let found = keys.iter().find_map(|key| self.0.get(*key));
        found.cloned().unwrap_or_default()
    }

    /// Whether it says that the post is not published.
    pub(super) fn is_draft(&self) -> bool {
        let says = |key: &str, value: &str| self.0.get(key).is_some_and(|found| found.eq_ignore_ascii_case(value));
        says("draft", "true") || says("published", "false")
    }

    fn yaml<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut entries = HashMap::new();
        let mut open: Option<String> = None;
        for line in lines
            .map(str::trim_end)
            .take_while(|line| !matches!(*line, "---" | "..."))
        {
            let content = line.trim_start();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let item = content.strip_prefix("- ");
            if item.is_some() || content.len() < line.len() {
                // The first item of a list, or of a list in it.
                let value = scalar(item.unwrap_or(content).trim_start_matches("- "));
                if let Some(key) = open.take().filter(|_| !value.is_empty()) {
                    entries.entry(key).or_insert(value);
                }
                continue;
            }
            let Some((key, value)) = content.split_once(':') else {
                continue;
            };
            let key = key.trim().trim_matches(['"', '\'']).to_lowercase();
            let value = scalar(value);
            if value.is_empty() {
                open = Some(key);
            } else {
                open = None;
                entries.entry(key).or_insert(value);
            }
        }
        Self(entries)
    }

    fn toml(text: &str) -> Self {
        let body = text.split_once('\n').map_or("", |(_, rest)| rest);
        let body = body.split("\n+++").next().unwrap_or_default();
        let Ok(table) = body.parse::<toml::Table>() else {
            return Self::default();
        };
        let value = |value: &toml::Value| match value {
            toml::Value::String(text) => Some(text.clone()),
            toml::Value::Boolean(value) => Some(value.to_string()),
            toml::Value::Array(values) => values.first()?.as_str().map(str::to_owned),
            _ => None,
        };
        let entries = table
            .iter()
            .filter_map(|(key, found)| Some((key.to_lowercase(), value(found)?)));
        Self(entries.collect())
    }
}

/// The text of a scalar on one line, or of the first item of a list on one.
fn scalar(value: &str) -> String {
    let value = value.trim();
    let value = value
        .strip_prefix('[')
        .map_or(value, |list| list.split([',', ']']).next().unwrap_or_default().trim());
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.split(quote).next().unwrap_or_default().to_owned();
        }
    }
    if value.starts_with(['|', '>', '{', '*', '&']) {
        return String::new();
    }
    value.split(" #").next().unwrap_or_default().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entries_of_each_generator_are_read() {
        let hexo = FrontMatter::of(
            "---\ntitle: \"防汛: 部署会\"\ncategories:\n  - 要闻\n  - 县区\nauthor: 李明 # 通讯员\n---\n正文",
        );
        assert_eq!(hexo.first(&["栏目", "categories"]), "要闻");
        assert_eq!(hexo.first(&["title"]), "防汛: 部署会");
        assert_eq!(hexo.first(&["author"]), "李明");
        let hugo = FrontMatter::of("+++\ntitle = '通知'\ncategories = ['公告']\ndraft = true\n+++\n正文");
        assert_eq!(hugo.first(&["categories"]), "公告");
        assert!(hugo.is_draft());
        let jekyll = FrontMatter::of("---\ntags: [安全, 生产]\npublished: false\nsummary: |\n  多行\n---\n");
        assert_eq!(jekyll.first(&["tags"]), "安全");
        assert!(jekyll.is_draft());
        assert_eq!(FrontMatter::of("正文\n---\ntitle: 不是\n---").first(&["title"]), "");
    }
}
