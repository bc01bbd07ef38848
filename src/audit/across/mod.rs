//! What is known only of several posts together: a post published twice, a passage that was taken over from another unit,
//! names and titles that are not written alike.
//!
//! All of it is a warning, in force unless a selection leaves it out (`across`). Of each post only its `traits` are
//! remembered, so that the texts need not be kept.

mod traits;

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

pub use self::traits::Extractor;
pub(super) use self::traits::Traits;
use self::traits::{Organization, Passage, Person};
use super::{
    judge::{Finding, PostInfo},
    post::FieldName,
    rows,
};
use crate::{
    diagnostic::Severity,
    rules::{self, across},
    text::line_index::LineColumn,
};

/// Days within which names and titles should be written alike.
const MONTH: i32 = 31;

/// Passages that two posts must share; those that are remembered are a sample.
const SHARED: usize = 3;

/// Posts that are remembered for one passage or name; what recurs more often is a set phrase.
const MOST_POSTS: usize = 8;

/// A rule over several posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The same text twice.
    DuplicatePost,
    /// Long passages of another post, with another unit's name.
    SharedPassage,
    /// The full name of an organisation in different forms.
    OrganizationVariant,
    /// The title of a person in different forms.
    TitleVariant,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::DuplicatePost,
        Self::SharedPassage,
        Self::OrganizationVariant,
        Self::TitleVariant,
    ];

    /// What the handbook says of it.
    #[must_use]
    pub(super) fn rule(self) -> &'static rules::Rule {
        match self {
            Self::DuplicatePost => &across::DUPLICATE_POST,
            Self::SharedPassage => &across::SHARED_PASSAGE,
            Self::OrganizationVariant => &across::ORGANIZATION_VARIANT,
            Self::TitleVariant => &across::TITLE_VARIANT,
        }
    }

    const fn index(self) -> usize {
        self as usize
    }
}

/// How grave each rule is for a post; `None` is out of force.
pub type Severities = [Option<Severity>; 4];

/// The posts met so far, as far as others may resemble them.
#[derive(Debug, Default)]
pub struct Index {
    texts: HashMap<u64, (u32, Option<u64>)>,
    passages: HashMap<u64, Vec<(u32, u64)>>,
    /// Legal forms by the names before them.
    organizations: HashMap<Box<str>, Vec<Written<&'static str>>>,
    /// Titles by the names of people.
    people: HashMap<Box<str>, Vec<Written<Person>>>,
    resemblances: Vec<Resemblance>,
    is_failing: bool,
}

/// How something is written in a post, and when that was published.
type Written<T> = (u32, Option<Date>, T);

/// A post that resembles an earlier one.
#[derive(Debug)]
struct Resemblance {
    rule: Rule,
    severity: Severity,
    post: u32,
    other: u32,
    /// What is compared, in both posts; empty where it is the whole text.
    written: [String; 2],
}

impl Index {
    /// Compares a post with those before it, and remembers it.
    pub(super) fn add(&mut self, post: u32, traits: Traits, severities: &Severities, fail_level: Severity) {
        let mut found: Vec<(Rule, u32, [String; 2])> = Vec::new();
        let is_repeated = traits.text.and_then(|text| self.same_text(post, text, traits.url));
        found.extend(is_repeated.map(|other| (Rule::DuplicatePost, other, Default::default())));
        let shared = self.shared_passages(post, &traits.sentences);
        // A post that is the same altogether was told of.
        let shared = shared.filter(|_| is_repeated.is_none());
        found.extend(shared.map(|other| (Rule::SharedPassage, other, Default::default())));
        for organization in traits.organizations {
            found.extend(self.other_form(post, traits.date, organization));
        }
        for person in traits.people {
            found.extend(self.other_title(post, traits.date, person));
        }
        for (rule, other, written) in found {
            if let Some(severity) = severities[rule.index()] {
                self.is_failing |= severity >= fail_level;
                self.resemblances.push(Resemblance {
                    rule,
                    severity,
                    post,
                    other,
                    written,
                });
            }
        }
    }

    fn same_text(&mut self, post: u32, text: u64, url: Option<u64>) -> Option<u32> {
        let (other, address) = *self.texts.entry(text).or_insert((post, url));
        // The same address twice is one post in two exports.
        (other != post && (url.is_none() || url != address)).then_some(other)
    }

    fn shared_passages(&mut self, post: u32, passages: &[Passage]) -> Option<u32> {
        let mut shared: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        for passage in passages {
            let known = self.passages.entry(passage.without_units).or_default();
            for (other, units) in known.iter() {
                let counts = shared.entry(*other).or_default();
                counts.0 += 1;
                counts.1 += usize::from(*units != passage.units);
            }
            if known.len() < MOST_POSTS {
                known.push((post, passage.units));
            }
        }
        let enough = shared
            .into_iter()
            .find(|(_, (same, renamed))| *same >= SHARED && *renamed > 0);
        enough.map(|(other, _)| other)
    }

    fn other_form(
        &mut self,
        post: u32,
        date: Option<Date>,
        Organization { stem, form }: Organization,
    ) -> Option<(Rule, u32, [String; 2])> {
        let known = self.organizations.entry(stem.clone()).or_default();
        let other = known
            .iter()
            .find(|(_, day, other)| *other != form && within_a_month(*day, date))
            .map(|(other, _, name)| (*other, format!("{stem}{name}")));
        if known
            .iter()
            .all(|(_, day, same)| *same != form || !within_a_month(*day, date))
        {
            make_room(known);
            known.push((post, date, form));
        }
        let (other, name) = other?;
        Some((Rule::OrganizationVariant, other, [format!("{stem}{form}"), name]))
    }

    fn other_title(&mut self, post: u32, date: Option<Date>, person: Person) -> Option<(Rule, u32, [String; 2])> {
        let known = self.people.entry(person.name.clone()).or_default();
        let other = known
            .iter()
            .find(|(_, day, other)| within_a_month(*day, date) && contradict(other, &person))
            .map(|(other, _, person)| (*other, written(person)));
        if known
            .iter()
            .all(|(_, day, same)| *same != person || !within_a_month(*day, date))
        {
            make_room(known);
            known.push((post, date, person.clone()));
        }
        let (other, title) = other?;
        Some((Rule::TitleVariant, other, [written(&person), title]))
    }

    /// Whether anything was found that fails a run.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.is_failing
    }

    /// The numbers of the posts concerned: those with findings and those that they resemble.
    pub(super) fn concerned(&self) -> HashSet<u32> {
        self.resemblances
            .iter()
            .flat_map(|found| [found.post, found.other])
            .collect()
    }

    /// What was found; `posts` are those [`concerned`](Self::concerned).
    pub(super) fn findings(&self, posts: &HashMap<u32, PostInfo>) -> Vec<Finding> {
        let findings = self.resemblances.iter().map(|found| {
            let name = posts.get(&found.other).map_or_else(String::new, |other| {
                let day = rows::day(other);
                format!(
                    "《{}》（{}{}{}）",
                    other.title,
                    day,
                    if day.is_empty() { "" } else { "，" },
                    other.place
                )
            });
            let [here, there] = &found.written;
            let message = match found.rule {
                Rule::DuplicatePost => format!("正文与{name}相同，可能重复发布"),
                Rule::SharedPassage => format!("有大段文字与{name}相同，只是单位名称不同，请核对是否套用后漏改"),
                Rule::OrganizationVariant => format!("「{here}」在{name}里写作「{there}」，请核对全称"),
                Rule::TitleVariant => format!("「{here}」在{name}里写作「{there}」，请核对职务"),
            };
            Finding {
                post: found.post,
                field: FieldName::Body,
                start: LineColumn { line: 1, column: 1 },
                rule: found.rule.rule().rule_id(),
                gate: found.rule.rule().gate,
                severity: found.severity,
                text: here.clone(),
                message,
                suggestions: Vec::new(),
                basis: Some(found.rule.rule().basis.into()),
                before: String::new(),
                after: String::new(),
            }
        });
        findings.collect()
    }
}

/// Forgets the oldest where there are too many.
fn make_room<T>(known: &mut Vec<T>) {
    if known.len() >= MOST_POSTS {
        known.remove(0);
    }
}

fn within_a_month(one: Option<Date>, other: Option<Date>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.since(other).is_ok_and(|apart| apart.get_days().abs() <= MONTH),
        _ => false,
    }
}

/// Whether the same person cannot have both titles at a time: the same rank, once as deputy and once not, or of bodies of
/// which neither name is the end of the other.
fn contradict(one: &Person, other: &Person) -> bool {
    if one.rank != other.rank || one.body.is_empty() || other.body.is_empty() {
        return false;
    }
    let same_body = one.body.ends_with(&*other.body) || other.body.ends_with(&*one.body);
    same_body && one.modifier != other.modifier
}

fn written(person: &Person) -> String {
    [&*person.body, person.modifier, person.rank, &*person.name].concat()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::document::{Document, Format};

    fn found(posts: &[(&str, Date, &str)]) -> Vec<(&'static str, u32, u32)> {
        let extractor = Extractor::new().unwrap();
        let mut index = Index::default();
        for ((text, date, url), number) in posts.iter().zip(0..) {
            let document = Document::new(*text, Format::Plain);
            index.add(
                number,
                extractor.traits(&document, Some(*date), url),
                &[Some(Severity::Warning); 4],
                Severity::Error,
            );
        }
        let name = |rule| match rule {
            Rule::DuplicatePost => "duplicate",
            Rule::SharedPassage => "shared",
            Rule::OrganizationVariant => "organization",
            Rule::TitleVariant => "title",
        };
        let found = index.resemblances.iter();
        found.map(|found| (name(found.rule), found.post, found.other)).collect()
    }

    const TEXT: &str = "近日，清河县水利局组织召开防汛工作部署会议，传达学习上级有关文件精神和工作要求。\
        清河县水利局要求各单位进一步提高思想认识，压紧压实工作责任，确保各项措施落到实处。\
        会议指出，要加强值班值守和信息报送工作，及时排查消除各类安全隐患，保障群众生命财产安全。";

    #[test]
    fn a_post_published_twice_is_told_of_unless_it_is_one_address() {
        let (day, later) = (date(2024, 5, 1), date(2024, 9, 1));
        assert_eq!(found(&[(TEXT, day, "a"), (TEXT, later, "b")]), [("duplicate", 1, 0)]);
        assert_eq!(found(&[(TEXT, day, "a"), (TEXT, day, "a")]), []);
        let series = [TEXT.replace("近日", "第1期"), TEXT.replace("近日", "第2期")];
        assert_eq!(found(&[(&series[0], day, ""), (&series[1], day, "")]), []);
        assert_eq!(found(&[("通知如下。", day, ""), ("通知如下。", day, "")]), []);
    }

    #[test]
    fn passages_of_another_unit_are_told_of() {
        let copied = TEXT.replace("清河县水利局", "东山县农业农村局");
        let day = date(2024, 5, 1);
        assert_eq!(found(&[(TEXT, day, ""), (&copied, day, "")]), [("shared", 1, 0)]);
        let own = TEXT.replace("会议指出", "会议强调");
        assert_eq!(found(&[(TEXT, day, ""), (&own, day, "")]), []);
    }

    #[test]
    fn names_and_titles_are_compared_within_a_month() {
        let day = date(2024, 5, 1);
        let next = date(2024, 5, 20);
        let late = date(2024, 9, 1);
        let one = "与山河建设工程有限公司签约。";
        let other = "与山河建设工程有限责任公司签约。";
        assert_eq!(found(&[(one, day, ""), (other, next, "")]), [("organization", 1, 0)]);
        assert_eq!(found(&[(one, day, ""), (other, late, "")]), []);
        assert_eq!(found(&[(one, day, ""), (one, next, "")]), []);
        let head = "县委书记李明主持会议。";
        let deputy = "县委副书记李明出席活动。";
        assert_eq!(found(&[(head, day, ""), (deputy, next, "")]), [("title", 1, 0)]);
        assert_eq!(found(&[(head, day, ""), (deputy, late, "")]), []);
        for same in [
            "清河县委书记李明出席活动。",
            "书记李明出席活动。",
            "县委副书记、县长李明出席。",
            "县委副书记王芳出席。",
        ] {
            assert_eq!(found(&[(head, day, ""), (same, next, "")]), [], "{same}");
        }
    }
}
