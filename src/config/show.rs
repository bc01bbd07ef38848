//! The settings of a file, written as a configuration file that says the same, with a remark on where each choice was
//! made. It could stand in the folder of the file that governs now.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Write},
    path::PathBuf,
};

use super::{
    choices::{Place, Placed, RootedPatterns},
    resolve::Resolved,
};
use crate::{diagnostic::RuleId, input::path::written_way, rules::FAMILIES};

/// The settings of `subject`, which is a path as the user named it. `shipped` is every rule that comes with the
/// program.
#[must_use]
pub fn show(resolved: &Resolved, subject: &str, shipped: &[RuleId]) -> String {
    let mut page = Page {
        resolved,
        text: String::new(),
    };
    // Writing to a String does not fail.
    let _ = page.write(subject, shipped);
    page.text
}

struct Page<'p> {
    resolved: &'p Resolved,
    text: String,
}

impl Page<'_> {
    fn write(&mut self, subject: &str, shipped: &[RuleId]) -> fmt::Result {
        self.head(subject, shipped)?;
        self.selection()?;
        self.reading()?;
        self.organisation()?;
        self.repetition()?;
        self.severity()?;
        self.per_file_ignores()?;
        self.allow()
    }

    fn head(&mut self, subject: &str, shipped: &[RuleId]) -> fmt::Result {
        writeln!(self.text, "# {} 适用的设置", Comment(subject))?;
        let files = &self.resolved.choices.files;
        if files.is_empty() {
            writeln!(self.text, "# 配置文件：无")?;
        } else {
            writeln!(self.text, "# 配置文件（写在后面的优先）：")?;
            for file in files {
                writeln!(self.text, "#   {}", Comment(file))?;
            }
        }
        writeln!(self.text, "# 词典：")?;
        let mut counts = BTreeMap::<&str, usize>::new();
        let is_text_rule = |rule: &RuleId| FAMILIES.iter().any(|family| family.id == rule.dictionary());
        for rule in shipped.iter().filter(|rule| !is_text_rule(rule)) {
            *counts.entry(rule.dictionary()).or_default() += 1;
        }
        for (id, count) in counts {
            writeln!(self.text, "#   {id}（内置）：{count} 条")?;
        }
        for dictionary in &self.resolved.settings.dictionaries {
            let (id, path, count) = (&dictionary.id, Comment(&dictionary.path), dictionary.entries.len());
            writeln!(self.text, "#   {id}（{path}）：{count} 条")?;
        }
        let text_rules = shipped.iter().filter(|rule| is_text_rule(rule)).count();
        writeln!(self.text, "# 文字规则（内置）：{text_rules} 条")?;
        writeln!(self.text)
    }

    fn selection(&mut self) -> fmt::Result {
        let choices = &self.resolved.choices;
        if choices.select.is_empty() {
            writeln!(self.text, "# select 未写：默认启用的词典全部有效")?;
        } else {
            self.list(
                "select",
                choices.select.iter().map(|s| (s.value.as_str().to_owned(), &s.place)),
            )?;
        }
        for (key, selectors) in [("extend-select", &choices.extend_select), ("ignore", &choices.ignore)] {
            self.list(key, selectors.iter().map(|s| (s.value.as_str().to_owned(), &s.place)))?;
        }
        let level = Text(self.resolved.settings.fail_level.id());
        writeln!(
            self.text,
            "fail-level = {level} # {}",
            origin(choices.fail_level.as_ref())
        )?;
        let folder = &self.resolved.folder;
        let dictionary = |path: &Placed<PathBuf>| (written_way(folder, &path.value), path.place.clone());
        let dictionaries: Vec<_> = choices.dictionaries.iter().map(dictionary).collect();
        self.list(
            "dictionaries",
            dictionaries.iter().map(|(path, place)| (path.clone(), place)),
        )
    }

    fn reading(&mut self) -> fmt::Result {
        let choices = &self.resolved.choices;
        self.patterns("include", choices.include.as_slice())?;
        self.patterns("exclude", &choices.exclude)?;
        let keys: Vec<String> = self
            .resolved
            .settings
            .parse
            .front_matter_keys
            .iter()
            .map(|key| Text(key).to_string())
            .collect();
        let origin = origin(choices.front_matter.as_ref());
        writeln!(self.text, "front-matter = [{}] # {origin}", keys.join(", "))?;
        if let Some(Placed { value, place }) = &choices.encoding {
            writeln!(self.text, "encoding = {} # {}", Text(value), Comment(&place.line()))?;
        }
        if let Some(Placed { value, place }) = &choices.baseline {
            let path = written_way(&self.resolved.folder, value);
            writeln!(self.text, "baseline = {} # {}", Text(&path), Comment(&place.line()))?;
        }
        if let Some(Placed { value, place }) = &choices.learned {
            let path = written_way(&self.resolved.folder, value);
            writeln!(self.text, "learned = {} # {}", Text(&path), Comment(&place.line()))?;
        }
        if let Some(Placed { value, place }) = &choices.suppression_reasons {
            writeln!(self.text, "suppression-reasons = {value} # {}", Comment(&place.line()))?;
        }
        Ok(())
    }

    fn organisation(&mut self) -> fmt::Result {
        let choices = &self.resolved.choices;
        let lists = [
            ("names", &choices.organisation_names),
            ("sites", &choices.organisation_sites),
        ];
        let mut chosen = lists
            .into_iter()
            .filter_map(|(key, list)| Some((key, list.as_ref()?)))
            .peekable();
        if chosen.peek().is_some() {
            writeln!(self.text, "\n[organisation]")?;
        }
        for (key, Placed { value, place }) in chosen {
            let items: Vec<String> = value.iter().map(|item| Text(item).to_string()).collect();
            writeln!(self.text, "{key} = [{}] # {}", items.join(", "), Comment(&place.line()))?;
        }
        Ok(())
    }

    fn repetition(&mut self) -> fmt::Result {
        let choices = &self.resolved.choices;
        let lengths = [
            ("shortest-sentence", &choices.shortest_repeated_sentence),
            ("shortest-paragraph", &choices.shortest_repeated_paragraph),
        ];
        let mut chosen = lengths
            .into_iter()
            .filter_map(|(key, length)| Some((key, length.as_ref()?)))
            .peekable();
        if chosen.peek().is_some() {
            writeln!(self.text, "\n[repetition]")?;
        }
        for (key, Placed { value, place }) in chosen {
            writeln!(self.text, "{key} = {value} # {}", Comment(&place.line()))?;
        }
        Ok(())
    }

    /// Patterns of one key. What is relative to another folder would mean something else here.
    fn patterns(&mut self, key: &str, chosen: &[Placed<RootedPatterns>]) -> fmt::Result {
        let resolved = self.resolved;
        let here = |patterns: &&Placed<RootedPatterns>| patterns.value.root == resolved.folder;
        for Placed { value, place } in chosen.iter().filter(|patterns| !here(patterns)) {
            let patterns: Vec<String> = value.patterns.iter().map(|pattern| Text(pattern).to_string()).collect();
            let (root, place) = (written_way(&resolved.folder, &value.root), place.line());
            let (root, place) = (Comment(&root), Comment(&place));
            writeln!(self.text, "# 相对于 {root}，不能照抄到这里：")?;
            writeln!(self.text, "# {key} = [{}] # {place}", patterns.join(", "))?;
        }
        let listed = chosen.iter().filter(here);
        self.list(
            key,
            listed.flat_map(|patterns| patterns.value.patterns.iter().map(|p| (p.clone(), &patterns.place))),
        )
    }

    fn list<'l>(&mut self, key: &str, items: impl Iterator<Item = (String, &'l Place)>) -> fmt::Result {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return Ok(());
        }
        writeln!(self.text, "{key} = [")?;
        for (item, place) in items {
            writeln!(self.text, "    {}, # {}", Text(&item), Comment(&place.line()))?;
        }
        writeln!(self.text, "]")
    }

    fn severity(&mut self) -> fmt::Result {
        let severities = &self.resolved.choices.severities;
        if !severities.is_empty() {
            writeln!(self.text, "\n[severity]")?;
        }
        for Placed { value, place } in severities {
            let (selector, level) = (Text(value.0.as_str()), Text(value.1.id()));
            writeln!(self.text, "{selector} = {level} # {}", Comment(&place.line()))?;
        }
        Ok(())
    }

    fn per_file_ignores(&mut self) -> fmt::Result {
        let resolved = self.resolved;
        let chosen = &resolved.choices.per_file_ignores;
        if chosen.is_empty() {
            return Ok(());
        }
        writeln!(self.text, "\n[per-file-ignores]")?;
        // A pattern that two files speak of is still one key.
        let mut here = BTreeMap::<&str, (Vec<String>, Vec<String>)>::new();
        for Placed { value, place } in chosen {
            let selectors = value.selectors.iter().map(|s| Text(s.value.as_str()).to_string());
            if value.root == resolved.folder {
                let (listed, places) = here.entry(&value.pattern).or_default();
                listed.extend(selectors);
                places.push(Comment(&place.line()).to_string());
            } else {
                let (root, place) = (written_way(&resolved.folder, &value.root), place.line());
                let (root, place) = (Comment(&root), Comment(&place));
                let selectors = selectors.collect::<Vec<_>>().join(", ");
                writeln!(self.text, "# 相对于 {root}，不能照抄到这里：")?;
                writeln!(self.text, "# {} = [{selectors}] # {place}", Text(&value.pattern))?;
            }
        }
        for (pattern, (selectors, places)) in here {
            let selectors = selectors.join(", ");
            writeln!(self.text, "{} = [{selectors}] # {}", Text(pattern), places.join("、"))?;
        }
        Ok(())
    }

    fn allow(&mut self) -> fmt::Result {
        for Placed { value, place } in &self.resolved.choices.allow {
            let allow = &value.allow;
            let remark = if value.expired(self.resolved.today) {
                "，已到期，不起作用"
            } else {
                ""
            };
            writeln!(self.text, "\n[[allow]] # {}{remark}", Comment(&place.line()))?;
            writeln!(self.text, "text = {}", Text(&allow.text))?;
            if let Some(rule) = &allow.rule {
                writeln!(self.text, "rule = {}", Text(rule.as_str()))?;
            }
            writeln!(self.text, "reason = {}", Text(&allow.reason))?;
            if let Some(day) = value.expires {
                writeln!(self.text, "expires = {day}")?;
            }
        }
        Ok(())
    }
}

/// Where a choice was made that has a default.
fn origin<T>(choice: Option<&Placed<T>>) -> String {
    choice.map_or_else(|| "默认".to_owned(), |choice| Comment(&choice.place.line()).to_string())
}

/// A text as a TOML string or key.
struct Text<'t>(&'t str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for char in self.0.chars() {
            match char {
                '"' | '\\' => write!(f, "\\{char}")?,
                '\t' => f.write_str("\\t")?,
                '\n' => f.write_str("\\n")?,
                _ if char.is_control() => write!(f, "\\u{:04X}", u32::from(char))?,
                _ => f.write_char(char)?,
            }
        }
        f.write_char('"')
    }
}

/// A text in a comment, which a path with a line break must not end.
struct Comment<'t>(&'t str);

impl Display for Comment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .chars()
            .try_for_each(|char| f.write_char(if char.is_control() { '\u{fffd}' } else { char }))
    }
}
