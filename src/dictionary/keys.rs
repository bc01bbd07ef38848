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
    /// One of the names of gates, severities or boundaries; read by their own code.
    Choice,
}

/// A part of the file that holds entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Term,
    Pattern,
    Cooccurrence,
    Canonical,
}

impl Section {
    pub(super) const ALL: [Self; 4] = [Self::Term, Self::Pattern, Self::Cooccurrence, Self::Canonical];

    /// Its name in the file.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Pattern => "pattern",
            Self::Cooccurrence => "cooccurrence",
            Self::Canonical => "canonical",
        }
    }

    /// What an entry of it is called, for people.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Term => "词条",
            Self::Pattern => "模式",
            Self::Cooccurrence => "同现",
            Self::Canonical => "固定表述",
        }
    }

    /// The keys that only its entries have; they come first.
    pub(super) const fn own_keys(self) -> &'static [(&'static str, ValueType)] {
        match self {
            Self::Term => &[],
            Self::Pattern => &[("regex", ValueType::Text)],
            Self::Cooccurrence => &[("parts", ValueType::Lists)],
            Self::Canonical => &[("list", ValueType::Text)],
        }
    }

    /// The key that stands for the whole entry when a value is no table.
    pub(super) const fn short_key(self) -> Option<&'static str> {
        match self {
            Self::Term => Some("to"),
            Self::Canonical => Some("except"),
            Self::Pattern | Self::Cooccurrence => None,
        }
    }

    /// The keys without which an entry says nothing, and what to write.
    pub(super) const fn needed_keys(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Term | Self::Canonical => &[],
            Self::Pattern => &[("regex", "regex = '约[0-9]+人左右'")],
            Self::Cooccurrence => &[("parts", "parts = [[\"约\", \"近\"], [\"左右\"]]")],
        }
    }

    /// What the short key is called in messages, for people.
    pub(super) const fn short_label(self) -> &'static str {
        match self {
            Self::Term | Self::Pattern | Self::Cooccurrence => "正确写法",
            Self::Canonical => "例外",
        }
    }

    /// Whether an empty list in place of the entry says enough.
    pub(super) const fn may_be_empty(self) -> bool {
        match self {
            Self::Term | Self::Pattern | Self::Cooccurrence => false,
            Self::Canonical => true,
        }
    }

    /// Whether an entry need not say what is right, since it follows from the rest.
    pub(super) const fn right_form_is_implied(self) -> bool {
        match self {
            Self::Term | Self::Pattern | Self::Cooccurrence => false,
            Self::Canonical => true,
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
