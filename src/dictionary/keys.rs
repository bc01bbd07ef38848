//! The sections of a dictionary file, the keys of their entries, and the type of each value: one table, from which
//! reading, messages and the canonical order all follow.

/// What kind of value a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueType {
    /// A text.
    Text,
    /// A text or a list of texts.
    Texts,
    /// A list of texts or of lists of texts.
    Lists,
    /// `true` or `false`.
    Flag,
    /// A day, a month or a year.
    Date,
    /// A whole number from 1 on.
    Number,
    /// The name of a check.
    Validator,
    /// One of the names of gates, severities or boundaries; read by their own code.
    Choice,
}

/// A part of the file that holds entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Term,
    Pattern,
    Cooccurrence,
    Rename,
    Title,
    Enumeration,
    Series,
    Anniversary,
    Person,
    Canonical,
}

impl Section {
    pub(super) const ALL: [Self; 10] = [
        Self::Term,
        Self::Pattern,
        Self::Cooccurrence,
        Self::Rename,
        Self::Title,
        Self::Enumeration,
        Self::Series,
        Self::Anniversary,
        Self::Person,
        Self::Canonical,
    ];

    /// Its name in the file.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Pattern => "pattern",
            Self::Cooccurrence => "cooccurrence",
            Self::Rename => "rename",
            Self::Title => "title",
            Self::Enumeration => "enumeration",
            Self::Series => "series",
            Self::Anniversary => "anniversary",
            Self::Person => "person",
            Self::Canonical => "canonical",
        }
    }

    /// What an entry of it is called, for people.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Term => "词条",
            Self::Pattern => "模式",
            Self::Cooccurrence => "同现",
            Self::Rename => "改名",
            Self::Title => "法规名",
            Self::Enumeration => "列举",
            Self::Series => "届次",
            Self::Anniversary => "周年",
            Self::Person => "人员",
            Self::Canonical => "固定表述",
        }
    }

    /// The keys that only its entries have; they come first.
    pub(super) const fn own_keys(self) -> &'static [(&'static str, ValueType)] {
        match self {
            Self::Term => &[],
            Self::Pattern => &[
                ("regex", ValueType::Text),
                ("validator", ValueType::Validator),
                ("not-validator", ValueType::Validator),
            ],
            Self::Cooccurrence => &[("parts", ValueType::Lists)],
            Self::Rename | Self::Title => &[("on", ValueType::Date)],
            Self::Enumeration => &[
                ("label", ValueType::Text),
                ("alias", ValueType::Texts),
                ("members", ValueType::Lists),
                ("ordered", ValueType::Flag),
            ],
            Self::Series => &[("forms", ValueType::Texts), ("held", ValueType::Texts)],
            Self::Anniversary => &[("date", ValueType::Date), ("alias", ValueType::Texts)],
            Self::Person => &[("title", ValueType::Texts), ("rank", ValueType::Number)],
            Self::Canonical => &[("list", ValueType::Text)],
        }
    }

    /// The key that stands for the whole entry when a value is no table.
    pub(super) const fn short_key(self) -> Option<&'static str> {
        match self {
            Self::Term | Self::Title => Some("to"),
            Self::Canonical => Some("except"),
            Self::Enumeration => Some("members"),
            Self::Anniversary => Some("date"),
            Self::Person => Some("title"),
            Self::Pattern | Self::Cooccurrence | Self::Rename | Self::Series => None,
        }
    }

    /// The keys without which an entry says nothing, and what to write.
    pub(super) const fn needed_keys(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Term | Self::Title | Self::Canonical => &[],
            Self::Rename => &[("on", "on = \"2023-05-18\"")],
            Self::Pattern => &[("regex", "regex = '约[0-9]+人左右'")],
            Self::Cooccurrence => &[("parts", "parts = [[\"约\", \"近\"], [\"左右\"]]")],
            Self::Enumeration => &[("members", "members = [\"道路自信\", \"理论自信\"]")],
            Self::Series => &[
                ("forms", "forms = \"第{届}届职工代表大会第{次}次会议\""),
                ("held", "held = [\"5.1 2023-03-01\", \"5.2 2024-03-04—2024-03-05\"]"),
            ],
            Self::Anniversary => &[("date", "date = \"1953-05-01\"")],
            Self::Person => &[("title", "title = [\"主任\", \"党委书记\"]")],
        }
    }

    /// What the short key is called in messages, for people.
    pub(super) const fn short_label(self) -> &'static str {
        match self {
            Self::Term | Self::Pattern | Self::Cooccurrence | Self::Rename | Self::Title | Self::Series => "正确写法",
            Self::Enumeration => "成员",
            Self::Anniversary => "日期",
            Self::Person => "职务",
            Self::Canonical => "例外",
        }
    }

    /// Whether an empty list in place of the entry says enough.
    pub(super) const fn may_be_empty(self) -> bool {
        matches!(self, Self::Canonical)
    }

    /// Whether an entry need not say what is right, since it follows from the rest.
    pub(super) const fn right_form_is_implied(self) -> bool {
        match self {
            Self::Term | Self::Pattern | Self::Cooccurrence | Self::Rename | Self::Title => false,
            Self::Enumeration | Self::Series | Self::Anniversary | Self::Person | Self::Canonical => true,
        }
    }

    /// All its keys in canonical order.
    pub(super) fn keys(self) -> impl Iterator<Item = (&'static str, ValueType)> {
        self.own_keys().iter().chain(COMMON_KEYS).copied()
    }
}

/// The keys that every entry may have, in canonical order.
pub(super) const COMMON_KEYS: &[(&str, ValueType)] = &[
    ("to", ValueType::Texts),
    ("boundary", ValueType::Choice),
    ("except", ValueType::Texts),
    ("near", ValueType::Texts),
    ("not-near", ValueType::Texts),
    ("after", ValueType::Texts),
    ("before", ValueType::Texts),
    ("not-after", ValueType::Texts),
    ("not-before", ValueType::Texts),
    ("quoted", ValueType::Flag),
    ("titled", ValueType::Flag),
    ("heading", ValueType::Flag),
    ("since", ValueType::Date),
    ("until", ValueType::Date),
    ("basis", ValueType::Text),
    ("note", ValueType::Text),
    ("severity", ValueType::Choice),
    ("gate", ValueType::Choice),
    ("hit", ValueType::Texts),
    ("miss", ValueType::Texts),
];
