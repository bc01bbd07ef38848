//! Settings for each file: the configuration that governs it, the dictionaries that it names, and the command line.
//!
//! A configuration that cannot be used spoils only the files that it governs; they are reported as not checked. What
//! is done with the settings, and with the exit status, is left to the caller.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::civil::Date;

use super::{
    Selector, Settings,
    choices::{Choices, CommandLine, Placed, RootedPatterns},
    dictionary_file::read_dictionary,
    discover::{self, Nearest, Unread, read_chain},
    known_rules::KnownRules,
};
use crate::{
    context::Learned,
    diagnostic::RuleId,
    dictionary::Dictionary,
    input::{
        path::normalize,
        store::{Disk, FileStore},
    },
    problem::{Problem, ProblemKind},
};

/// Where configuration is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigSource {
    /// In the folder of each file and in those above it; the nearest one governs.
    Nearest,
    /// In this file alone, for all files; relative to the current folder.
    File(PathBuf),
    /// Nowhere.
    Isolated,
}

/// What settings depend on besides configuration files.
#[derive(Debug, Clone)]
pub struct Context {
    /// The current folder, an absolute path; names in messages and on the command line are relative to it.
    pub folder: PathBuf,
    /// The day on which an `expires` is judged.
    pub today: Date,
    /// The day as of which every document is judged; else each by its own date.
    pub as_of: Option<Date>,
    /// Every rule that comes with the program, those out of force included.
    pub shipped: Vec<RuleId>,
    /// What the command line chooses.
    pub command_line: CommandLine,
}

/// What governs a file.
#[derive(Debug)]
pub struct Resolved {
    /// How its text is checked.
    pub settings: Settings,
    /// What people should know though nothing is wrong: allowances that have expired. Chinese, with file and line.
    pub notices: Vec<String>,
    /// Everything chosen and where.
    pub choices: Choices,
    /// The folder of the governing configuration file, or the current one; absolute.
    pub folder: PathBuf,
    /// The folder that relative paths start from; absolute.
    current: PathBuf,
    /// The day for which it holds.
    pub(super) today: Date,
}

impl Resolved {
    /// The files to be checked besides those of the usual kinds, when met in a folder.
    #[must_use]
    pub fn include(&self) -> Option<&RootedPatterns> {
        self.choices.include.as_ref().map(|include| &include.value)
    }

    /// The files not to be checked; those of each configuration file have a root of their own.
    pub fn exclude(&self) -> impl Iterator<Item = &RootedPatterns> {
        self.choices.exclude.iter().map(|exclude| &exclude.value)
    }

    /// The label of the encoding of files that do not say so themselves; one that exists.
    #[must_use]
    pub fn encoding(&self) -> Option<&str> {
        self.choices.encoding.as_ref().map(|encoding| encoding.value.as_str())
    }

    /// The file that holds the findings accepted so far; an absolute path.
    #[must_use]
    pub fn baseline(&self) -> Option<&Path> {
        self.choices.baseline.as_ref().map(|baseline| baseline.value.as_path())
    }

    /// What is out of force for the file at `path`, besides what [`Settings::ignore`] says.
    #[must_use]
    pub fn ignored_for(&self, path: &Path) -> Vec<&Selector> {
        let path = normalize(&self.current, path);
        self.choices
            .per_file_ignores
            .iter()
            .filter(|ignores| ignores.value.hold_for(&path))
            .flat_map(|ignores| ignores.value.selectors.iter().map(|selector| &selector.value))
            .collect()
    }
}

/// The settings of a file, or why there are none.
pub type Resolution = Result<Arc<Resolved>, Arc<[Problem]>>;

/// Finds the settings of file after file and remembers them.
#[derive(Debug)]
pub struct Resolver {
    source: ConfigSource,
    context: Context,
    store: Arc<dyn FileStore>,
    nearest: Nearest,
    dictionaries: Dictionaries,
    /// By configuration file; `None` is for files that none governs.
    resolutions: BTreeMap<Option<PathBuf>, Resolution>,
}

impl Resolver {
    /// A resolver that has looked at nothing yet, and will look on disk.
    #[must_use]
    pub fn new(source: ConfigSource, context: Context) -> Self {
        Self::reading_from(Arc::new(Disk), source, context)
    }

    /// A resolver that has looked at nothing yet, and will look in `store`.
    #[must_use]
    pub fn reading_from(store: Arc<dyn FileStore>, source: ConfigSource, context: Context) -> Self {
        Self {
            source,
            context,
            store,
            nearest: Nearest::default(),
            dictionaries: Dictionaries::default(),
            resolutions: BTreeMap::new(),
        }
    }

    /// The settings for the file at `path`, which need not exist: standard input goes by the name that the user gave
    /// it, or by any name without a folder. Whether to enter a folder met while walking is up to the settings of the
    /// folder that holds it, so it is asked for in the same way; the folder at which a walk starts is not.
    ///
    /// # Errors
    ///
    /// What is wrong with the governing configuration file, with one that it extends, or with a dictionary; the same
    /// for every file that it governs.
    pub fn settings_for(&mut self, path: &Path) -> Resolution {
        let path = normalize(&self.context.folder, path);
        self.settings_in(path.parent().unwrap_or(&path))
    }

    /// The settings for files that lie directly in `folder`.
    ///
    /// # Errors
    ///
    /// As for [`settings_for`](Self::settings_for).
    pub fn settings_in(&mut self, folder: &Path) -> Resolution {
        let current = &self.context.folder;
        let config = match &self.source {
            ConfigSource::Nearest => self.nearest.of(&normalize(current, folder), &*self.store),
            ConfigSource::File(file) => Some(normalize(current, file)),
            ConfigSource::Isolated => None,
        };
        if let Some(known) = self.resolutions.get(&config) {
            return known.clone();
        }
        let resolution = resolve(config.as_deref(), &self.context, &*self.store, &mut self.dictionaries)
            .map(Arc::new)
            .map_err(Arc::from);
        self.resolutions.insert(config, resolution.clone());
        resolution
    }

    /// Every problem met so far, once.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let failed = self
            .resolutions
            .values()
            .filter_map(|resolution| resolution.as_ref().err());
        once(failed.flat_map(|problems| problems.iter().cloned()))
    }

    /// Every notice met so far, once.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        let resolved = self.resolutions.values().flatten();
        once(resolved.flat_map(|resolved| resolved.notices.iter().cloned()))
    }
}

/// The items in their order, each only the first time: files with a common base repeat what is said of it.
fn once<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    items.fold(Vec::new(), |mut seen, item| {
        if !seen.contains(&item) {
            seen.push(item);
        }
        seen
    })
}

/// The organisation's dictionaries read so far, by path.
#[derive(Debug, Default)]
struct Dictionaries {
    loaded: BTreeMap<PathBuf, Result<Arc<Dictionary>, Vec<Problem>>>,
}

impl Dictionaries {
    fn get(
        &mut self,
        path: &Path,
        name: &str,
        store: &dyn FileStore,
    ) -> Result<Result<Arc<Dictionary>, Vec<Problem>>, Unread> {
        if let Some(known) = self.loaded.get(path) {
            return Ok(known.clone());
        }
        let loaded = read_dictionary(path, name, store)?.map(Arc::new);
        self.loaded.insert(path.to_owned(), loaded.clone());
        Ok(loaded)
    }

    fn load(
        &mut self,
        chosen: &[Placed<PathBuf>],
        context: &Context,
        store: &dyn FileStore,
    ) -> Result<Vec<Arc<Dictionary>>, Vec<Problem>> {
        let mut loaded: Vec<Arc<Dictionary>> = Vec::new();
        let mut problems = Vec::new();
        for Placed { value: path, place } in chosen {
            let name = discover::name(&context.folder, path);
            match self.get(path, &name, store) {
                Err(Unread { message, .. }) => {
                    problems.push(Problem::new(
                        place.to_string(),
                        ProblemKind::Dictionary,
                        format!("词典「{name}」{message}"),
                    ));
                }
                Ok(Err(more)) => problems.extend(more),
                Ok(Ok(dictionary)) => {
                    let id = &dictionary.id;
                    let shipped = context.shipped.iter().any(|rule| rule.dictionary() == id);
                    let own = loaded.iter().find(|earlier| earlier.id == *id);
                    let rival = match own {
                        _ if shipped => Some("内置词典".to_owned()),
                        Some(own) => Some(format!("词典「{}」", own.path)),
                        None => None,
                    };
                    if let Some(rival) = rival {
                        let message = format!("id「{id}」已经用于{rival}，请在本文件的 [dictionary] 里换一个 id");
                        problems.push(Problem::new(name, ProblemKind::Dictionary, message));
                    }
                    loaded.push(dictionary);
                }
            }
        }
        if problems.is_empty() { Ok(loaded) } else { Err(problems) }
    }
}

/// What governs the files under the configuration file at `config`, an absolute path, or under none.
fn resolve(
    config: Option<&Path>,
    context: &Context,
    store: &dyn FileStore,
    dictionaries: &mut Dictionaries,
) -> Result<Resolved, Vec<Problem>> {
    let current = &context.folder;
    let files = match config {
        Some(path) => {
            read_chain(path, &discover::name(current, path), current, store).map_err(|problem| vec![problem])?
        }
        None => Vec::new(),
    };
    let mut problems = Vec::new();
    let choices = Choices::gather(&files, &context.command_line, current, &mut problems);
    let dictionaries = dictionaries
        .load(&choices.dictionaries, context, store)
        .unwrap_or_else(|more| {
            problems.extend(more);
            Vec::new()
        });
    let learned = choices
        .learned
        .as_ref()
        .filter(|_| !context.command_line.without_learned)
        .and_then(|chosen| {
            read_learned(chosen, context, store)
                .map_err(|problem| problems.push(problem))
                .ok()
        });
    // Without a dictionary, whatever speaks of it would be called wrong in its stead.
    if dictionaries.len() == choices.dictionaries.len() {
        let own = dictionaries.iter().map(|dictionary| &**dictionary);
        KnownRules::new(&context.shipped, own).check(&choices, &mut problems);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let (mut settings, notices) = settings(&choices, dictionaries, context);
    settings.learned = learned;
    Ok(Resolved {
        settings,
        notices,
        choices,
        folder: files.last().map_or_else(|| current.clone(), |file| file.folder.clone()),
        current: current.clone(),
        today: context.today,
    })
}

/// The organisation's own usage.
fn read_learned(chosen: &Placed<PathBuf>, context: &Context, store: &dyn FileStore) -> Result<Arc<Learned>, Problem> {
    let Placed { value: path, place } = chosen;
    let name = discover::name(&context.folder, path);
    let bytes = store.read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => place.problem(format!("没有「{name}」；请用 shenjiao learn 生成，或改正路径")),
        _ => place.problem(format!("「{name}」无法读取（{error}）；请检查权限")),
    })?;
    let learned = Learned::new(bytes)
        .map_err(|error| place.problem(format!("「{name}」{error}，请用 shenjiao learn 重新统计")))?;
    Ok(Arc::new(learned))
}

/// What is meant by `choices` on a day, and the notices about what is no longer meant.
fn settings(choices: &Choices, dictionaries: Vec<Arc<Dictionary>>, context: &Context) -> (Settings, Vec<String>) {
    let selectors = |placed: &[Placed<Selector>]| placed.iter().map(|selector| selector.value.clone()).collect();
    let mut settings = Settings {
        dictionaries,
        select: selectors(&choices.select),
        extend_select: selectors(&choices.extend_select),
        ignore: selectors(&choices.ignore),
        severities: choices
            .severities
            .iter()
            .map(|severity| severity.value.clone())
            .collect(),
        as_of: context.as_of,
        today: Some(context.today),
        ..Settings::default()
    };
    if let Some(level) = &choices.fail_level {
        settings.fail_level = level.value;
    }
    if let Some(keys) = &choices.front_matter {
        settings.parse.front_matter_keys.clone_from(&keys.value);
    }
    if let Some(names) = &choices.organisation_names {
        settings.rules.organisation_names.clone_from(&names.value);
    }
    if let Some(sites) = &choices.organisation_sites {
        settings.rules.organisation_sites.clone_from(&sites.value);
    }
    if let Some(length) = &choices.shortest_repeated_sentence {
        settings.rules.shortest_repeated_sentence = length.value;
    }
    if let Some(length) = &choices.shortest_repeated_paragraph {
        settings.rules.shortest_repeated_paragraph = length.value;
    }
    if let Some(required) = &choices.suppression_reasons {
        settings.suppression_reasons = required.value;
    }
    let mut notices = Vec::new();
    for Placed { value, place } in &choices.allow {
        match value.expires {
            Some(day) if value.expired(context.today) => {
                let (line, text) = (place.line(), &value.allow.text);
                notices.push(format!("{line}：对「{text}」的许可已于 {day} 到期，请更新或删除"));
            }
            _ => settings.allow.push(value.allow.clone()),
        }
    }
    (settings, notices)
}
