//! One file on its way into the choices: what is written in it, read into values that mean something.
//!
//! What means nothing becomes a problem that names its place. How files go on top of each other is left to `choices`.

use std::{ops::RangeInclusive, path::Path};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use jiff::civil::Date;
use toml::{Spanned, Value};

use super::{
    Allow, Selector,
    choices::{Choices, DatedAllow, PerFileIgnores, Place, Placed, RootedPatterns},
    discover::ConfigFile,
    options::AllowOptions,
};
use crate::{diagnostic::Severity, input::path::normalize, problem::Problem};

/// Lengths in Hanzi that a setting may have: a shorter text repeats itself all the time, a longer one never.
const LENGTHS: RangeInclusive<usize> = 5..=10_000;

/// A file on its way into the choices.
pub(super) struct Layer<'l> {
    pub(super) file: &'l ConfigFile,
    pub(super) choices: &'l mut Choices,
    pub(super) problems: &'l mut Vec<Problem>,
}

impl Layer<'_> {
    pub(super) fn apply(mut self) {
        let options = &self.file.options;
        self.choices.files.push(self.file.source.name().to_owned());
        if let Some(select) = &options.select {
            if select.get_ref().is_empty() {
                self.problem(
                    select.span().start,
                    "select 里一条也没有；要用默认的规则请删去这一行，只用某些规则请写出来，如 [\"typo\"]",
                );
            }
            let selectors = self.selectors(select.get_ref());
            self.choices.set_select(selectors);
        }
        let extend_select = self.selectors(&options.extend_select);
        self.choices.extend_select.extend(extend_select);
        let ignore = self.selectors(&options.ignore);
        self.choices.ignore.extend(ignore);
        if let Some(level) = &options.fail_level
            && let Some(value) = self.severity(level)
        {
            let place = self.place(level);
            self.choices.fail_level = Some(Placed { value, place });
        }
        if let Some(include) = &options.include {
            self.choices.include = Some(self.patterns(include));
        }
        if let Some(exclude) = &options.exclude {
            let exclude = self.patterns(exclude);
            self.choices.exclude.push(exclude);
        }
        for dictionary in &options.dictionaries {
            let path = normalize(&self.file.folder, Path::new(dictionary.get_ref()));
            self.choices.add_dictionary(path, self.place(dictionary));
        }
        if let Some(keys) = &options.front_matter {
            let (value, place) = (keys.get_ref().clone(), self.place(keys));
            self.choices.front_matter = Some(Placed { value, place });
        }
        if let Some(label) = &options.encoding {
            self.choices
                .set_encoding(label.get_ref(), self.place(label), self.problems);
        }
        if let Some(names) = &options.organisation.names {
            self.organisation_names(names);
        }
        if let Some(sites) = &options.organisation.sites {
            self.organisation_sites(sites);
        }
        if let Some(length) = &options.repetition.shortest_sentence {
            self.choices.shortest_repeated_sentence = self.length(length);
        }
        if let Some(length) = &options.repetition.shortest_paragraph {
            self.choices.shortest_repeated_paragraph = self.length(length);
        }
        if let Some(baseline) = &options.baseline {
            let value = normalize(&self.file.folder, Path::new(baseline.get_ref()));
            let place = self.place(baseline);
            self.choices.baseline = Some(Placed { value, place });
        }
        if let Some(learned) = &options.learned {
            let value = normalize(&self.file.folder, Path::new(learned.get_ref()));
            let place = self.place(learned);
            self.choices.learned = Some(Placed { value, place });
        }
        if let Some(required) = &options.suppression_reasons {
            let (value, place) = (*required.get_ref(), self.place(required));
            self.choices.suppression_reasons = Some(Placed { value, place });
        }
        for (selector, level) in &options.severity {
            if let Some(severity) = self.severity(level) {
                let (value, place) = (Selector::new(selector.get_ref()), self.place(selector));
                self.choices
                    .severities
                    .retain(|earlier| !value.covers(&earlier.value.0));
                let value = (value, severity);
                self.choices.severities.push(Placed { value, place });
            }
        }
        for (pattern, selectors) in &options.per_file_ignores {
            self.per_file_ignores(pattern, selectors);
        }
        for allow in &options.allow {
            self.allow(allow);
        }
    }

    fn place<T>(&self, written: &Spanned<T>) -> Place {
        Place::file(self.file, written.span().start)
    }

    fn problem(&mut self, offset: usize, message: impl Into<String>) {
        self.problems.push(self.file.source.problem(offset, message));
    }

    fn selectors(&self, written: &[Spanned<String>]) -> Vec<Placed<Selector>> {
        let placed = |text: &Spanned<String>| Placed {
            value: Selector::new(text.get_ref()),
            place: self.place(text),
        };
        written.iter().map(placed).collect()
    }

    fn severity(&mut self, written: &Spanned<String>) -> Option<Severity> {
        let text = written.get_ref();
        let severity = Severity::from_id(text);
        if severity.is_none() {
            let known: Vec<String> = Severity::ALL
                .iter()
                .map(|severity| format!("{}（{}）", severity.id(), severity.label()))
                .collect();
            let message = format!("没有「{text}」这个级别，请写 {} 之一", known.join("、"));
            self.problem(written.span().start, message);
        }
        severity
    }

    fn patterns(&mut self, written: &Spanned<Vec<Spanned<String>>>) -> Placed<RootedPatterns> {
        for pattern in written.get_ref() {
            self.matcher(pattern);
        }
        let patterns = written
            .get_ref()
            .iter()
            .map(|pattern| pattern.get_ref().clone())
            .collect();
        let root = self.file.folder.clone();
        Placed {
            value: RootedPatterns { root, patterns },
            place: self.place(written),
        }
    }

    /// What a single pattern matches; a problem if nothing ever.
    fn matcher(&mut self, pattern: &Spanned<String>) -> Option<Gitignore> {
        let (text, offset) = (pattern.get_ref(), pattern.span().start);
        let mut builder = GitignoreBuilder::new(&self.file.folder);
        // Git takes an unclosed bracket for itself; in a setting it is a slip.
        builder.allow_unclosed_class(false);
        match builder.add_line(None, text).and_then(|builder| builder.build()) {
            Ok(matcher) if matcher.is_empty() => {
                self.problem(offset, format!("「{text}」是空的或注释，什么文件也不指，请删去"));
                None
            }
            Ok(matcher) => Some(matcher),
            Err(error) => {
                self.problem(
                    offset,
                    format!("「{text}」不是文件名的写法，请按 .gitignore 的规则改正（原文：{error}）"),
                );
                None
            }
        }
    }

    fn organisation_names(&mut self, written: &Spanned<Vec<Spanned<String>>>) {
        for name in written.get_ref() {
            if name.get_ref().trim().is_empty() {
                self.problem(
                    name.span().start,
                    "名称是空的，请写出本单位的全称或简称，如“某县水利局”",
                );
            }
        }
        let value = written
            .get_ref()
            .iter()
            .map(|name| name.get_ref().trim().to_owned())
            .collect();
        let place = self.place(written);
        self.choices.organisation_names = Some(Placed { value, place });
    }

    fn organisation_sites(&mut self, written: &Spanned<Vec<Spanned<String>>>) {
        let mut value = Vec::new();
        for site in written.get_ref() {
            let name = site.get_ref().trim();
            let is_host = name.contains('.')
                && !name.starts_with('.')
                && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
            if is_host {
                value.push(name.to_ascii_lowercase());
            } else {
                let message = format!("「{name}」不是域名，请只写域名，不写 https:// 和路径，如 \"example.cn\"");
                self.problem(site.span().start, message);
            }
        }
        let place = self.place(written);
        self.choices.organisation_sites = Some(Placed { value, place });
    }

    /// A number of Hanzi; a problem if it is none that makes sense.
    fn length(&mut self, written: &Spanned<i64>) -> Option<Placed<usize>> {
        let value = usize::try_from(*written.get_ref())
            .ok()
            .filter(|value| LENGTHS.contains(value));
        if value.is_none() {
            let message = format!(
                "字数「{}」不在 {} 到 {} 之间",
                written.get_ref(),
                LENGTHS.start(),
                LENGTHS.end()
            );
            self.problem(written.span().start, message);
        }
        let place = self.place(written);
        value.map(|value| Placed { value, place })
    }

    fn per_file_ignores(&mut self, pattern: &Spanned<String>, selectors: &[Spanned<String>]) {
        let text = pattern.get_ref();
        if text.starts_with('!') {
            self.problem(
                pattern.span().start,
                "per-file-ignores 里每条各自成立，不能用 ! 排除；请改写成正面的写法",
            );
            return;
        }
        let Some(matcher) = self.matcher(pattern) else {
            return;
        };
        let value = PerFileIgnores {
            root: self.file.folder.clone(),
            pattern: text.clone(),
            selectors: self.selectors(selectors),
            matcher,
        };
        let place = self.place(pattern);
        self.choices.per_file_ignores.push(Placed { value, place });
    }

    fn allow(&mut self, written: &AllowOptions) {
        if written.text.get_ref().trim().is_empty() {
            self.problem(written.text.span().start, "text 是空的，请写出要放行的原文");
        }
        let reason = written.reason.get_ref().trim();
        if reason.is_empty() {
            self.problem(
                written.reason.span().start,
                "reason 是空的，请写明放行的理由，如“公司注册名”",
            );
        }
        let expires = written.expires.as_ref().and_then(|expires| {
            let date = date(expires.get_ref());
            if date.is_none() {
                let message = format!(
                    "到期日 {} 不是一个日期，请写成 2027-06-30 这样的日期",
                    expires.get_ref()
                );
                self.problem(expires.span().start, message);
            }
            date
        });
        let allow = Allow {
            text: written.text.get_ref().clone(),
            rule: written.rule.as_ref().map(|rule| Selector::new(rule.get_ref())),
            reason: reason.to_owned(),
        };
        let value = DatedAllow {
            allow,
            rule_place: written.rule.as_ref().map(|rule| self.place(rule)),
            expires,
        };
        let place = self.place(&written.text);
        self.choices.allow.push(Placed { value, place });
    }
}

/// A day, in quotes or not; a time of day is none.
fn date(written: &Value) -> Option<Date> {
    let text = match written {
        Value::String(text) => text.clone(),
        Value::Datetime(datetime) => datetime.to_string(),
        _ => return None,
    };
    // jiff also reads other forms of a date, which would be a second way to write the same thing.
    text.parse().ok().filter(|date: &Date| date.to_string() == text)
}
